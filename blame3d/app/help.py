"""The help page (F1) and the three keys of the first minutes, drawn from the binding table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from blame3d.app.bindings import FIRST, GROUPS, Binding, Lines, binding, is_pad
from blame3d.app.canvas import AMBER, DIM, INK, VEIL, Canvas, Layer
from blame3d.app.keynames import Layout, key_names
from blame3d.app.texts import Texts

ROW: Final = 24.0
TEXT: Final = 160.0
"""Units from a key to what it does."""

COLUMN: Final = 440.0
COLUMNS: Final = (GROUPS[:2], GROUPS[2:])
FILM: Final = (("film",), ("program",))
"""The same for who watches a film."""


class HelpPage:
    """Two columns over a dark veil."""

    def __init__(self, canvas: Canvas) -> None:
        self._layer: Layer = canvas.layer(30)
        self._bindings: tuple[Binding, ...] = ()
        self._pad = False
        self._layer.show(False)

    def show(self, on: bool) -> None:
        self._layer.show(on)

    def build(
        self,
        canvas: Canvas,
        bindings: tuple[Binding, ...],
        texts: Texts,
        layout: Layout,
        film: tuple[Binding, ...] = (),
        *,
        pad: bool = False,
    ) -> None:
        """Draw for this window, language and keyboard. film: the keys of one that is watched; the
        walker's are not told then. pad: the buttons of a gamepad instead, and its sticks."""
        rows = (*film, *bindings)
        self._bindings = tuple(b for b in rows if not pad or any(map(is_pad, b.keys)))
        self._pad = pad
        columns = FILM if film else COLUMNS
        layer = self._layer
        layer.clear()
        layer.rect(0, 0, canvas.width, canvas.height, (*VEIL[:3], 0.92))
        column = min(COLUMN, canvas.width / 2 - 40)
        left = max(24.0, (canvas.width - 2 * column - 24) / 2 + 40)
        high = max(self._rows(groups) for groups in columns)
        step = min(ROW, (canvas.height - 90) / (high + 1))
        top = max(56.0, (canvas.height - high * step) / 2)
        for at, groups in enumerate(columns):
            self._column(left + at * (column + 24), top, step, groups, texts, layout)
        leave = (key_names(binding(a, bindings), texts, layout, pad=pad) for a in ("help", "menu"))
        closing = texts("help.close", keys=" / ".join(leave))
        layer.text(canvas.width / 2, canvas.height - 22, closing, 14, DIM, "centre")

    def _rows(self, groups: tuple[str, ...]) -> int:
        count = sum(1 for b in self._bindings if b.group in groups)
        return count + 2 * len(groups) + sum(group in self._ways for group in groups) - 1

    @property
    def _ways(self) -> Mapping[str, str]:
        """Group → what has no key there: the mouse, or a stick."""
        return {"move": "stick_left", "look": "stick_right"} if self._pad else {"look": "mouse"}

    def _column(
        self, x: float, y: float, step: float, groups: tuple[str, ...], texts: Texts, layout: Layout
    ) -> None:
        for group in groups:
            self._layer.text(x, y, texts(f"group.{group}"), 14, AMBER)
            self._layer.rect(x, y + 6, 400, 1, (1, 1, 1, 0.16))
            y += step
            if group in self._ways:
                way = self._ways[group]
                self._row(x, y, texts(f"name.{way}"), texts(f"help.{way}"))
                y += step
            for b in self._bindings:
                if b.group == group:
                    keys = key_names(b, texts, layout, pad=self._pad)
                    self._row(x, y, keys, texts(b.help))
                    y += step
            y += step

    def _row(self, x: float, y: float, key: str, text: str) -> None:
        self._layer.text(x, y, key, 15, INK, face="mono")
        self._layer.text(x + TEXT, y, text, 16, DIM)


def first_keys(
    bindings: tuple[Binding, ...], texts: Texts, layout: Layout, lines: Lines = FIRST
) -> list[tuple[str, str]]:
    """The keys of the first minutes, and what they do."""
    return [
        (" ".join(key_names(binding(a, bindings), texts, layout, 1) for a in actions), texts(text))
        for actions, text in lines
    ]


class FirstRun:
    """Three keys, small, low at the left: there from `BEGIN` to `END` seconds after the start."""

    BEGIN: Final = 2.0
    END: Final = 14.0
    FADE: Final = 2.5

    def __init__(self, canvas: Canvas) -> None:
        self._layer: Layer = canvas.layer(10)
        self._layer.alpha(0.0)

    def build(
        self, canvas: Canvas, bindings: tuple[Binding, ...], texts: Texts, layout: Layout
    ) -> None:
        """Draw for this window, language and keyboard."""
        self._layer.clear()
        y = canvas.height - 96
        for keys, text in first_keys(bindings, texts, layout):
            self._layer.text(40, y, keys, 16, INK, face="mono")
            self._layer.text(140, y, text, 17, DIM)
            y += 26

    def update(self, seconds: float) -> None:
        """Seconds since the person stands in the City."""
        rise = (seconds - self.BEGIN) / self.FADE
        fall = (self.END - seconds) / self.FADE
        self._layer.alpha(min(rise, fall, 1.0))
