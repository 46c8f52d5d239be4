"""The pause menu's picture; `app.menu` holds what it means."""

from __future__ import annotations

from typing import Final

from blame3d.app.canvas import AMBER, DIM, INK, RED, VEIL, Canvas, Label, Layer
from blame3d.app.menu import Menu, Value
from blame3d.app.texts import Texts

ROW: Final = 34.0
LEFT: Final = 0.14
PERCENT: Final = frozenset({"bob"})


class MenuView:
    """Rows at the left third over a veil; the chosen one is bright, with a line before it."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._layer: Layer = canvas.layer(40)
        self._layer.show(False)
        self._labels: list[tuple[Label, Label | None]] = []
        self._entry: Label | None = None
        self._drawn: tuple[object, ...] = ()
        self._top = 0.0
        self.note = ""

    def draw(self, menu: Menu, texts: Texts, seed: str, blink: bool) -> None:
        """Show the menu as it stands; cheap when nothing changed."""
        state = (
            menu.page,
            menu.cursor,
            menu.entry,
            tuple(menu.values.items()),
            texts.lang,
            self._canvas.pixels,
            seed,
            self.note,
            blink and menu.page == "goto",
        )
        if state == self._drawn:
            return
        self._drawn = state
        self._layer.clear()
        self._layer.show(bool(menu.page))
        if menu.page:
            self._layer.rect(0, 0, self._canvas.width, self._canvas.height, VEIL)
            self._frame(menu, texts, seed)
            if menu.page == "goto":
                self._text_line(menu, texts, blink)
            else:
                self._rows(menu, texts)

    @property
    def _x(self) -> float:
        return max(40.0, self._canvas.width * LEFT)

    def _frame(self, menu: Menu, texts: Texts, seed: str) -> None:
        titles = {"main": "menu.title", "settings": "settings.title", "goto": "goto.title"}
        rows = max(1, len(menu.rows))
        self._top = max(120.0, (self._canvas.height - rows * ROW) / 2)
        self._layer.text(self._x, self._top - 46, " ".join(texts(titles[menu.page])), 22, DIM)
        self._layer.rect(self._x, self._top - 32, 360, 1, (1, 1, 1, 0.18))
        low = self._canvas.height - 34
        hint = "goto.keys" if menu.page == "goto" else "menu.hint"
        self._layer.text(self._x, low, texts(hint), 14, DIM)
        self._layer.text(self._x, low - 24, texts("menu.seed", seed=seed), 14, DIM, face="mono")

    def _rows(self, menu: Menu, texts: Texts) -> None:
        for at, row in enumerate(menu.rows):
            chosen = at == menu.cursor
            y = self._top + at * ROW
            self._layer.text(self._x, y, texts(row.label), 20, INK if chosen else DIM)
            if chosen:
                self._layer.rect(self._x - 16, y - 15, 2, 19, AMBER)
            if row.choices:
                value = show(row.id, menu.values.get(row.id, ""), texts)
                text = f"\u2039 {value} \u203a" if chosen else value
                self._layer.text(
                    self._x + 360, y, text, 17, AMBER if chosen else DIM, "right", face="mono"
                )

    def _text_line(self, menu: Menu, texts: Texts, blink: bool) -> None:
        width = self._canvas.width - 2 * self._x
        fit = max(8, int(width / 10.8))
        tail = menu.entry[-fit:]
        self._layer.text(
            self._x, self._top + 8, tail + ("|" if blink else " "), 18, INK, face="mono"
        )
        self._layer.rect(self._x, self._top + 18, width, 1, (1, 1, 1, 0.4))
        self._layer.text(self._x, self._top + 46, texts("goto.hint"), 15, DIM).wrap(width)
        if self.note:
            self._layer.text(self._x, self._top + 96, self.note, 16, RED).wrap(width)

    def row_at(self, menu: Menu, x: float, y: float) -> int:
        """Row under the pointer at x, y window pixels, -1 for none."""
        x, y = x / self._canvas.scale, y / self._canvas.scale
        row = int((y - self._top + 23) // ROW)
        inside = self._x - 20 <= x <= self._x + 380
        return row if inside and 0 <= row < len(menu.rows) else -1


def show(key: str, value: Value, texts: Texts) -> str:
    """A setting's value in words."""
    if isinstance(value, bool):
        return texts("value.on" if value else "value.off")
    if isinstance(value, str):
        return texts(f"value.{value}") if texts.has(f"value.{value}") else value
    if key in PERCENT:
        return f"{round(value * 100)} %"
    return f"{round(value)}°" if key == "fov" else f"{value:.1f}"
