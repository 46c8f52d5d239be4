"""The pause menu's picture; `app.menu` holds what it means."""

from __future__ import annotations

from typing import Final

from blame3d.app.canvas import AMBER, DIM, INK, RED, VEIL, Canvas, Label, Layer
from blame3d.app.menu import Menu, Value
from blame3d.app.texts import Texts

ROW: Final = 34.0
LEFT: Final = 0.14
PERCENT: Final = frozenset(
    {"bob", "roll", "recoil", "shake", "volume", "volume_ambience", "volume_body", "volume_effects"}
)


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
        self._first = 0
        self._fit = 1
        self.note = ""

    def draw(self, menu: Menu, texts: Texts, seed: str, blink: bool) -> None:
        """Show the menu as it stands; cheap when nothing changed."""
        state = (
            menu.page,
            menu.cursor,
            menu.entry,
            menu.asking,
            menu.doomed,
            menu.rows,
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
        title = texts("menu.title" if menu.page == "main" else f"{menu.page}.title")
        self._fit = max(1, int((self._canvas.height - 120.0 - 100.0) / ROW))
        self._first = scroll(self._first, menu.cursor, len(menu.rows), self._fit)
        rows = max(1, min(self._fit, len(menu.rows)))
        self._top = max(120.0, (self._canvas.height - rows * ROW) / 2)
        self._layer.text(self._x, self._top - 46, " ".join(title), 22, DIM)
        self._layer.rect(self._x, self._top - 32, 360, 1, (1, 1, 1, 0.18))
        low = self._canvas.height - 34
        self._layer.text(self._x, low, self._hint(menu, texts), 14, DIM)
        self._layer.text(self._x, low - 24, texts("menu.seed", seed=seed), 14, DIM, face="mono")

    def _hint(self, menu: Menu, texts: Texts) -> str:
        if menu.asking:
            label = next(row.label for row in menu.rows if row.id == menu.asking)
            return texts("keys.asking", action=texts(label))
        if menu.doomed:
            return texts("places.sure")
        own = {"goto": "goto.keys", "keys": "keys.hint", "places": "places.hint"}
        return texts(own.get(menu.page, "menu.hint"))

    def _rows(self, menu: Menu, texts: Texts) -> None:
        end = self._first + self._fit
        for at, row in enumerate(menu.rows[self._first : end], self._first):
            chosen = at == menu.cursor
            y = self._top + (at - self._first) * ROW
            label = texts(row.label) if texts.has(row.label) else row.label
            self._layer.text(self._x, y, label, 20, INK if chosen else DIM)
            if chosen:
                self._layer.rect(self._x - 16, y - 15, 2, 19, AMBER)
            if row.id == menu.asking or row.id == menu.doomed:
                word = texts("keys.press") if menu.asking else "\u00d7"
                self._layer.text(self._x + 360, y, word, 17, RED, "right", face="mono")
            elif row.shown:
                colour = AMBER if chosen else DIM
                self._layer.text(self._x + 360, y, row.shown, 17, colour, "right", face="mono")
            elif row.choices:
                value = show(row.id, menu.values.get(row.id, ""), texts)
                text = f"\u2039 {value} \u203a" if chosen else value
                self._layer.text(
                    self._x + 360, y, text, 17, AMBER if chosen else DIM, "right", face="mono"
                )
        if len(menu.rows) > self._fit:
            self._bar(len(menu.rows))
        bottom = self._top + min(self._fit, len(menu.rows)) * ROW
        if menu.page == "places" and not menu.lists.get("places"):
            self._layer.text(self._x, bottom + 6, texts("places.none"), 15, DIM)
        if self.note:
            room = self._canvas.width - 2 * self._x
            self._layer.text(self._x, bottom + 6, self.note, 16, RED).wrap(room)

    def _bar(self, rows: int) -> None:
        """How much of the list is seen, and where."""
        tall = self._fit * ROW
        self._layer.rect(self._x + 374, self._top - 18, 1, tall, (1, 1, 1, 0.12))
        at, share = self._first / rows, self._fit / rows
        self._layer.rect(self._x + 373, self._top - 18 + at * tall, 3, share * tall, DIM)

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
        line = int((y - self._top + 23) // ROW)
        inside = self._x - 20 <= x <= self._x + 380 and 0 <= line < self._fit
        row = self._first + line
        return row if inside and row < len(menu.rows) else -1


def scroll(first: int, cursor: int, rows: int, fit: int) -> int:
    """First row to show of so many, `fit` of them at once, so that the cursor is among them."""
    first = min(max(first, cursor - fit + 1), cursor)
    return max(0, min(first, rows - fit))


def show(key: str, value: Value, texts: Texts) -> str:
    """A setting's value in words."""
    if isinstance(value, bool):
        return texts("value.on" if value else "value.off")
    if isinstance(value, str):
        return texts(f"value.{value}") if texts.has(f"value.{value}") else value
    if key in PERCENT:
        return f"{round(value * 100)} %"
    return f"{round(value)}°" if key == "fov" else f"{value:.1f}"
