"""What lies over a film: its bars, captions, cards of title, and the line of time."""

from __future__ import annotations

from typing import Final

from panda3d.core import NodePath

from blame3d.app.canvas import AMBER, DIM, INK, Canvas, Label, Layer
from blame3d.app.texts import Texts
from blame3d.capture.lettering import DISPLAY, HELMET
from blame3d.timeline.piece import Moment, SetPiece
from blame3d.timeline.shot import SHAPE
from blame3d.timeline.transport import Transport

BLACK: Final = (0.0, 0.0, 0.0, 1.0)
WHITE: Final = (1.0, 1.0, 1.0, 1.0)
SHOWN_S: Final = 2.5
"""How long the line of time stays after a key."""

_CAPTION: Final = 24.0
_LINES: Final = 2


class Gate:
    """Built for a window's size; `update` once a frame."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        # Under notes, help and menu; the instruments and numbers lie over the bars.
        self._bars: Layer = canvas.layer(2)
        self._card: Layer = canvas.layer(4)
        self._words: Layer = canvas.layer(12)
        self._time: Layer = canvas.layer(14)
        self._built: tuple[object, ...] = ()
        self._said: dict[str, list[Label]] = {}
        """Lines by the way in which they come (`Caption.how`)."""
        self._lines: list[Label] = []
        self._done: NodePath | None = None
        self._label: Label | None = None
        self._keys: Label | None = None
        self._until = 0.0
        self._card.alpha(0.0)
        self._time.alpha(0.0)

    @property
    def bar(self) -> float:
        """Height of one bar in units; 0 in a window as wide as the film."""
        return max(0.0, (self._canvas.height - self._canvas.width / SHAPE) / 2.0)

    def share(self, x_pixels: float) -> float:
        """How far along the line of time a place on the window is, 0 … 1."""
        left, long = self._line()
        return min(1.0, max(0.0, (x_pixels / self._canvas.scale - left) / long))

    def stir(self, now: float) -> None:
        """Show the line of time for a while."""
        self._until = now + SHOWN_S

    def update(
        self, now: float, piece: SetPiece, moment: Moment, transport: Transport, texts: Texts,
        seated: bool,
    ) -> None:  # fmt: skip
        """seated: whether one watches; who walks sees no bars and no words."""
        lang = texts.lang
        if self._built != (self._canvas.pixels, self._canvas.captions):
            self._build()
        self._bars.show(seated)
        self._words.show(seated)
        for how, labels in self._said.items():
            lines = [c.line(lang) for c in moment.captions if c.how == how][-_LINES:]
            for n, label in enumerate(labels):
                label.set(lines[n] if n < len(lines) else "")
        card = moment.card
        self._card.alpha(moment.white if card is not None and seated else 0.0)
        rows = card.lines if card is not None else ()
        for label, text in zip(self._lines, [*rows, *([""] * (_LINES - len(rows)))], strict=True):
            label.set(text)
        left = self._until - now if transport.playing else 1.0
        self._time.alpha(min(1.0, left / 0.5))
        if self._keys is not None:
            self._keys.set(texts("film.keys" if seated else "film.out"))
        if self._done is not None and self._label is not None:
            self._done.set_sx(max(0.001, transport.t / transport.length))
            title = piece.title[lang == "it"]
            speed = "" if transport.speed == 1.0 else f"   ×{transport.speed:g}"
            self._label.set(
                f"{piece.number}  {title}   {transport.t:.2f} / {transport.length:.0f} s{speed}"
            )

    def hide(self) -> None:
        """There is no film here."""
        self._bars.show(False)
        self._words.show(False)
        self._card.alpha(0.0)
        self._time.alpha(0.0)

    def _line(self) -> tuple[float, float]:
        return self._canvas.width * 0.1, self._canvas.width * 0.8

    def _build(self) -> None:
        canvas = self._canvas
        self._built = canvas.pixels, canvas.captions
        for layer in (self._bars, self._card, self._words, self._time):
            layer.clear()
        wide, high, bar = canvas.width, canvas.height, self.bar
        if bar > 0.0:
            self._bars.rect(0, 0, wide, bar, BLACK)
            self._bars.rect(0, high - bar, wide, bar, BLACK)
        self._card.rect(0, bar, wide, high - 2 * bar, WHITE)
        middle = wide / 2.0
        size = _CAPTION * canvas.captions
        first = high - bar / 2.0 + size * 0.3 if bar > 1.6 * size else high - bar - 2.6 * size
        first = min(first, high - 1.4 * size)  # both lines above the lower edge
        begin = wide * DISPLAY[0], bar + (high - 2.0 * bar) * DISPLAY[1]
        self._said = {
            how: [
                self._words.text(x, y + n * size * 1.2, "", size * small, ink, align, face)
                for n in range(_LINES)
            ]
            for how, (x, y), small, ink, align, face in (
                ("voice", (middle, first), 1.0, INK, "centre", "text"),
                ("radio", (middle, first), 0.85, (*HELMET, 1.0), "centre", "mono"),
                ("display", begin, 0.85, (*HELMET, 1.0), "left", "mono"),
            )
        }
        self._lines = [
            self._card.text(middle, high / 2.0 + (n - 0.2) * 34.0, "", 26, (0.05, 0.05, 0.05, 1.0),
                            "centre", shadow=False)
            for n in range(_LINES)
        ]  # fmt: skip
        left, long = self._line()
        y = high - 14.0
        self._time.rect(left, y, long, 2, (1, 1, 1, 0.25))
        self._done = self._time.rect(left, y, long, 2, AMBER)
        self._label = self._time.text(left, y - 8.0, "", 15, DIM)
        self._keys = self._time.text(left + long, y - 8.0, "", 14, DIM, "right")
