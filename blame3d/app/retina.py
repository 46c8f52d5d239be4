"""The walker's own display (F2): what he looks at, how high he stands, how far he has climbed.

Lines of one pixel and small figures at the edges and round the middle, on plates that are no more
than a shadow, for half the City is pale; nothing blinks. The ladder at the left moves with the
height as the tape above turns with the head, so that a shaft of a kilometre is felt while one
falls.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from panda3d.core import NodePath, PandaNode, Point3

from blame3d.app.canvas import AMBER, DIM, INK, RED, SOFT, Canvas, Label, Layer
from blame3d.app.texts import Texts

TAPE_HALF: Final = 150.0
"""Half the width of the heading tape, units."""

PIXELS_PER_DEGREE: Final = 3.0

LADDER_HALF: Final = 130.0
"""Half the height of the ladder, units."""

RUNG_M: Final = 100
"""Metres between two named rungs."""

PIXELS_PER_METRE: Final = 0.52
LEVELS: Final = 5
"""Of the gun's charge."""

_ROSE: Final = {0: "N", 45: "NE", 90: "E", 135: "SE", 180: "S", 225: "SW", 270: "W", 315: "NW"}
_THIN: Final = (1.0, 1.0, 1.0, 0.5)
_FAINT: Final = (1.0, 1.0, 1.0, 0.28)


@dataclass(frozen=True)
class Reading:
    """What the display shows.

    heading: Panda's degrees. stratum: counted from the plate at 0. height, climbed: metres, of the
    feet and upwards on foot since the start. range: metres to what is looked at, None:
    nothing within reach. speed: m/s. district: its name. level: of the gun's charge, 0 … 5. alarm:
    text id of how the City stands to one, "" while it does not know of one.
    """

    heading: float
    stratum: int
    height: float
    climbed: float
    range: float | None
    speed: float
    district: str
    level: int = 0
    alarm: str = ""


class Retina:
    """A heading tape above, a ladder of heights at the left, range at the middle."""

    def __init__(self, canvas: Canvas) -> None:
        self._layer: Layer = canvas.layer(5)
        self._tape: NodePath = NodePath("tape")
        self._ladder: NodePath = NodePath("ladder")
        self._rungs: list[Label] = []
        self._middle = self._level = 0.0

    def build(self, canvas: Canvas) -> None:
        """Draw for this window's size."""
        layer = self._layer
        layer.clear()
        self._middle, self._level = canvas.width / 2, canvas.height / 2
        self._build_tape(canvas)
        self._build_ladder(canvas)
        x, y = self._middle, self._level
        corners = [(x + sx * 11, y + sy * 7) for sx in (-1, 1) for sy in (-1, 1)]
        layer.lines([(cx, cy, cx, cy + (3 if cy < y else -3)) for cx, cy in corners], _THIN)
        layer.lines([(cx, cy, cx + (5 if cx < x else -5), cy) for cx, cy in corners], _THIN)
        self._behind = layer.rect(x + 15, y - 11, 76, 22, SOFT)
        self._range = layer.text(x + 20, y + 5, size=15, colour=INK, face="mono")
        right, low = canvas.width - 28, canvas.height - 34
        self._charge = [
            layer.rect(x - 26 + 11 * at, y + 20, 8, 2, AMBER if at < LEVELS - 1 else RED)
            for at in range(LEVELS)
        ]
        layer.rect(right - 118, low - 44, 130, 54, SOFT)
        self._alarm = layer.text(
            x, canvas.height - 34, size=15, colour=AMBER, align="centre", face="mono"
        )
        self._speed = layer.text(right, low, size=15, colour=DIM, align="right", face="mono")
        self._district = layer.text(
            right, low - 24, size=15, colour=INK, align="right", face="mono"
        )

    def _window(self, canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> NodePath:
        """A node outside which nothing of its children shows."""
        path = self._layer.path.attach_new_node(PandaNode("window"))
        path.set_scissor(Point3(x0, 0, -y1), Point3(x1, 0, -y0))
        return path

    def _build_tape(self, canvas: Canvas) -> None:
        middle = self._middle
        self._layer.rect(middle - TAPE_HALF - 12, 6, 2 * TAPE_HALF + 24, 48, SOFT)
        tape = canvas.layer(5)
        tape.lines(
            [
                (PIXELS_PER_DEGREE * d, 30.0, PIXELS_PER_DEGREE * d, 36.0 if d % 15 else 40.0)
                for d in range(-90, 451, 5)
            ],
            _THIN,
        )
        for degree in range(-90, 451, 15):
            name = _ROSE.get(degree % 360)
            if name or degree % 30 == 0:
                text, size = name or f"{degree % 360:03d}", 15 if name else 13
                x, ink = PIXELS_PER_DEGREE * degree, INK if name else DIM
                tape.text(x, 24, text, size, ink, "centre", "mono")
        self._tape = tape.path
        self._tape.reparent_to(
            self._window(canvas, middle - TAPE_HALF, 0, middle + TAPE_HALF, canvas.height)
        )
        self._layer.rect(middle - 1, 42, 2, 8, AMBER)

    def _build_ladder(self, canvas: Canvas) -> None:
        level, left = self._level, 36.0
        half = int(LADDER_HALF / PIXELS_PER_METRE / RUNG_M) + 2
        ladder = canvas.layer(5)
        rungs = [
            (0.0, -m * PIXELS_PER_METRE, 12.0 if m % RUNG_M == 0 else 5.0, -m * PIXELS_PER_METRE)
            for m in range(-half * RUNG_M, half * RUNG_M + 1, RUNG_M // 5)
        ]
        ladder.lines(rungs, _THIN)
        self._rungs = [
            ladder.text(18, -at * RUNG_M * PIXELS_PER_METRE + 4, size=12, colour=DIM, face="mono")
            for at in range(-half, half + 1)
        ]
        self._ladder = ladder.path
        top, low = level - LADDER_HALF, level + LADDER_HALF
        self._layer.rect(left - 20, top - 36, 134, 2 * LADDER_HALF + 72, SOFT)
        self._ladder.reparent_to(self._window(canvas, 0, top, left + 90, low))
        self._layer.lines([(left - 4, top, left - 4, low)], _FAINT)
        self._layer.rect(left - 16, level, 10, 2, AMBER)
        self._layer.rect(left + 66, level - 11, 92, 22, SOFT)
        self._height = self._layer.text(left + 72, level + 4, size=15, colour=INK, face="mono")
        self._stratum = self._layer.text(left - 4, top - 14, size=15, colour=INK, face="mono")
        self._climbed = self._layer.text(left - 4, low + 24, size=13, colour=DIM, face="mono")

    def show(self, on: bool) -> None:
        self._layer.show(on)

    def update(self, reading: Reading, texts: Texts) -> None:
        bearing = -reading.heading % 360.0
        # whole pixels: type between two pixels shimmers while one turns
        self._tape.set_x(round(self._middle - bearing * PIXELS_PER_DEGREE))
        rung, above = divmod(reading.height, RUNG_M)
        self._ladder.set_pos(36.0, 0, -round(self._level + above * PIXELS_PER_METRE))
        half = len(self._rungs) // 2
        for at, label in enumerate(self._rungs):
            label.set(f"{(int(rung) + at - half) * RUNG_M:+d}")
        far = reading.range
        (self._behind.hide if far is None else self._behind.show)()
        self._range.set("" if far is None else distance(far))
        self._height.set(metres(reading.height))
        self._stratum.set(texts("hud.stratum", n=reading.stratum))
        self._climbed.set(texts("hud.climbed", metres=metres(reading.climbed)))
        for at, tick in enumerate(self._charge):
            (tick.show if at < reading.level else tick.hide)()
        colour = RED if reading.alarm == "hud.seen" else AMBER
        self._alarm.set(texts(reading.alarm) if reading.alarm else "", colour)
        self._district.set(texts(f"district.{reading.district}").upper())
        self._speed.set(f"{reading.speed:.1f} m/s")


def metres(value: float) -> str:
    """A height: `-1 204 m`."""
    return f"{value:+,.0f} m".replace(",", " ")


def distance(metres: float) -> str:
    """A range in words: `8.4 m`, `312 m`, `4.1 km`."""
    if metres < 20:
        return f"{metres:.1f} m"
    return f"{metres:.0f} m" if metres < 1000 else f"{metres / 1000:.1f} km"
