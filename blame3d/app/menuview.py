"""The pause menu's picture; `app.menu` holds what it means.

A dark column at the left, as wide as its lines need, and beside it the place, dimmed. What may be
chosen stands in groups; the chosen line is bright, with a mark before it, and says below what it
is for.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from blame3d.app.canvas import AMBER, DIM, INK, RED, SOFT, VEIL, Canvas, Colour, Layer
from blame3d.app.menu import Menu, Row, Value
from blame3d.app.texts import Texts

LINE: Final = 29.0
"""Units from one row to the next."""

ROOM: Final = 17.0
"""Units that part two groups."""

HEADING: Final = 30.0
"""Units that a heading takes of its own."""

LEFT: Final = 84.0
WIDE: Final = 400.0
"""Of the lines, whose left end is at `LEFT`."""

EDGE: Final = LEFT + WIDE + 60.0
"""Right end of the column."""

TOP: Final = 150.0
LOW: Final = 118.0
"""Units above and below the list."""

SEED: Final = 18
"""Letters of a seed that are shown."""

GAUGE: Final = 96.0
PERCENT: Final = frozenset(
    {"bob", "roll", "recoil", "shake", "volume", "volume_ambience", "volume_body", "volume_effects"}
)
SHARES: Final = PERCENT | {"captions", "dead_zone"}
"""Settings told in hundredths; of those from nothing to all a gauge is drawn, too."""
_HAIR: Final[Colour] = (1.0, 1.0, 1.0, 0.16)
_COLUMN: Final[Colour] = (*VEIL[:3], 0.93)


class MenuView:
    """note: a sentence about what was chosen last, "" for none."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._layer: Layer = canvas.layer(40)
        self._layer.show(False)
        self._drawn: tuple[object, ...] = ()
        self._lines: list[tuple[int, float]] = []
        self._first = 0
        self.note = ""

    def draw(self, menu: Menu, texts: Texts, seed: str, blink: bool, pad: bool = False) -> None:
        """Show the menu as it stands; cheap when nothing changed. pad: name a gamepad's buttons."""
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
            pad,
            blink and menu.page == "goto",
        )
        if state == self._drawn:
            return
        self._drawn = state
        self._lines = []
        self._layer.clear()
        self._layer.show(bool(menu.page))
        if menu.page:
            self._frame(menu, texts, seed, pad)
            if menu.page == "goto":
                self._text_line(menu, texts, blink)
            else:
                self._rows(menu, texts)

    def _frame(self, menu: Menu, texts: Texts, seed: str, pad: bool) -> None:
        layer, high = self._layer, self._canvas.height
        edge = self._canvas.width if menu.page == "goto" else EDGE
        layer.rect(0, 0, edge, high, _COLUMN)
        layer.rect(edge, 0, self._canvas.width - edge, high, SOFT)
        layer.rect(edge, 0, 1, high, _HAIR)
        title = texts("menu.title" if menu.page == "main" else f"{menu.page}.title")
        layer.text(LEFT, TOP - 62, " ".join(title), 24, INK)
        named = texts("menu.seed", seed=short(seed))
        layer.text(LEFT + WIDE, TOP - 62, named, 14, DIM, "right", "mono")
        layer.rect(LEFT, TOP - 46, WIDE, 1, _HAIR)
        layer.rect(LEFT, high - LOW + 26, WIDE, 1, _HAIR)
        layer.text(LEFT, high - 30, self._hint(menu, texts, pad), 14, DIM).wrap(WIDE + 50)
        self._explain(menu, texts)

    def _explain(self, menu: Menu, texts: Texts) -> None:
        """What has just happened, or else what the chosen line is for."""
        row = menu.rows[menu.cursor] if menu.rows else None
        words, colour = self.note, RED
        if not words and row is not None and texts.has(f"hint.{row.id}"):
            words, colour = texts(f"hint.{row.id}"), DIM
        elif not words and menu.page == "places" and not menu.lists.get("places"):
            words, colour = texts("places.none"), DIM
        if words and menu.page != "goto":
            y = self._canvas.height - LOW + 48
            self._layer.text(LEFT, y, words, 15, colour).wrap(WIDE)

    def _hint(self, menu: Menu, texts: Texts, pad: bool) -> str:
        if menu.asking:
            label = next(row.label for row in menu.rows if row.id == menu.asking)
            return texts("keys.asking", action=texts(label))
        if menu.doomed:
            return texts("places.sure")
        if pad:
            return texts("menu.hint_pad")
        own = {"goto": "goto.keys", "keys": "keys.hint", "places": "places.hint"}
        return texts(own.get(menu.page, "menu.hint"))

    def _rows(self, menu: Menu, texts: Texts) -> None:
        rows = menu.rows
        room = self._canvas.height - TOP - LOW
        ends = ladder(rows)
        self._first = scroll(self._first, menu.cursor, ends, room)
        start = ends[self._first - 1] if self._first else 0.0
        for at in range(self._first, len(rows)):
            base = TOP + ends[at] - start
            if base > TOP + room:
                break
            row = rows[at]
            if row.above:
                self._layer.text(LEFT, base - LINE, texts(row.above), 13, AMBER)
            self._lines.append((at, base))
            self._row(menu, row, base, at == menu.cursor, texts)
        if ends[-1] > room:
            self._bar(start / ends[-1], room / ends[-1], room)

    def _row(self, menu: Menu, row: Row, y: float, chosen: bool, texts: Texts) -> None:
        layer, right = self._layer, LEFT + WIDE
        if chosen:
            layer.rect(LEFT - 18, y - 15, 2, 19, AMBER)
        label = texts(row.label) if texts.has(row.label) else row.label
        layer.text(LEFT, y, label, 19, INK if chosen else DIM)
        colour = AMBER if chosen else DIM
        if row.id in (menu.asking, menu.doomed):
            word = texts("keys.press") if menu.asking else "\u00d7"
            layer.text(right, y, word, 16, RED, "right", "mono")
        elif row.shown:
            layer.text(right, y, row.shown, 16, colour, "right", "mono")
        elif row.choices:
            value = menu.values.get(row.id, "")
            words = show(row.id, value, texts)
            if row.id in PERCENT and isinstance(value, int | float):
                layer.rect(right - 66 - GAUGE, y - 6, GAUGE, 1, _HAIR)
                layer.rect(right - 66 - GAUGE, y - 7, GAUGE * min(1.0, value), 3, colour)
            elif chosen:
                words = f"\u2039 {words} \u203a"
            layer.text(right, y, words, 16, colour, "right", "mono")

    def _bar(self, begin: float, share: float, tall: float) -> None:
        """How much of the list is seen, and where."""
        x, top = LEFT + WIDE + 24, TOP - 12
        self._layer.rect(x, top, 1, tall, _HAIR)
        self._layer.rect(x - 1, top + min(begin, 1.0 - share) * tall, 3, share * tall, DIM)

    def _text_line(self, menu: Menu, texts: Texts, blink: bool) -> None:
        width = self._canvas.width - 2 * LEFT
        tail = menu.entry[-max(8, int(width / 10.8)) :]
        cursor = "|" if blink else " "
        self._layer.text(LEFT, TOP + 24, tail + cursor, 18, INK, face="mono")
        self._layer.rect(LEFT, TOP + 36, width, 1, (1, 1, 1, 0.4))
        self._layer.text(LEFT, TOP + 66, texts("goto.hint"), 15, DIM).wrap(width)
        if self.note:
            self._layer.text(LEFT, TOP + 116, self.note, 16, RED).wrap(width)

    def row_at(self, menu: Menu, x: float, y: float) -> int:
        """Row under the pointer at x, y window pixels, -1 for none."""
        x, y = x / self._canvas.scale, y / self._canvas.scale
        if not LEFT - 24 <= x <= LEFT + WIDE + 16:
            return -1
        return next((at for at, base in self._lines if base - 21 <= y < base + LINE - 21), -1)


def ladder(rows: Sequence[Row]) -> list[float]:
    """Where the base line of each row lies, units below the top of the list."""
    steps = (
        LINE
        if row.above is None
        else LINE + (HEADING if row.above else 0.0) + (ROOM if at else 0.0)
        for at, row in enumerate(rows)
    )
    return [base - LINE + 14.0 for base in accumulate(steps)]


def scroll(first: int, cursor: int, ends: Sequence[float], room: float) -> int:
    """First row to show so that the cursor is among those that fit.

    first: the one that was. ends: base lines of all rows, units. room: units for them.
    """

    def fits(first: int, last: int) -> bool:
        return ends[last] - (ends[first - 1] if first else 0.0) <= room

    first = min(first, cursor)
    while first < cursor and not fits(first, cursor):
        first += 1
    while first > 0 and fits(first - 1, len(ends) - 1):
        first -= 1
    return first


def short(seed: str) -> str:
    """A seed as it has room beside the title: it may have two hundred letters."""
    return seed if len(seed) <= SEED else f"{seed[: SEED - 1]}…"


def show(key: str, value: Value, texts: Texts) -> str:
    """A setting's value in words."""
    if isinstance(value, bool):
        return texts("value.on" if value else "value.off")
    if isinstance(value, str):
        return texts(f"value.{value}") if texts.has(f"value.{value}") else value
    if key in SHARES:
        return f"{round(value * 100)} %"
    return f"{round(value)}°" if key == "fov" else f"{value:.1f}"
