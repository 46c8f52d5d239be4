"""Instruments (F2) and numbers (F3): small, thin, at the edges, and off the picture's middle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from panda3d.core import NodePath, PandaNode, Point3, SamplerState, Texture

from blame3d.app.canvas import AMBER, DIM, INK, PLATE, SOFT, Canvas, Label, Layer
from blame3d.app.texts import Texts
from blame3d.app.timing import PHASES, FrameRing

TAPE_HALF: Final = 150.0
"""Half the width of the heading tape in pixels."""

PIXELS_PER_DEGREE: Final = 3.0
GRAPH: Final = (240, 48)
"""Frames and pixels of the frame graph."""

GRAPH_MS: Final = 100.0
"""The graph's top, milliseconds."""

_ROSE: Final = {0: "N", 45: "NE", 90: "E", 135: "SE", 180: "S", 225: "SW", 270: "W", 315: "NW"}


@dataclass(frozen=True)
class Reading:
    """What the instruments show. heading: Panda's degrees; stratum: counted from the plate at 0;
    height, range: metres (range None: nothing within reach); speed: m/s."""

    heading: float
    stratum: int
    height: float
    range: float | None
    speed: float


class Instruments:
    """A heading tape above; stratum, height, speed and range below at the right."""

    def __init__(self, canvas: Canvas) -> None:
        self._layer: Layer = canvas.layer(5)
        self._tape: NodePath = NodePath("tape")
        self._labels: list[Label] = []

    def build(self, canvas: Canvas) -> None:
        """Draw for this window's size."""
        layer = self._layer
        layer.clear()
        middle = canvas.width / 2
        layer.rect(middle - TAPE_HALF - 12, 6, 2 * TAPE_HALF + 24, 48, SOFT)
        window = layer.path.attach_new_node(PandaNode("window"))
        window.set_scissor(
            Point3(middle - TAPE_HALF, 0, -canvas.height), Point3(middle + TAPE_HALF, 0, 0)
        )
        tape = canvas.layer(5)
        marks = [
            (PIXELS_PER_DEGREE * d, 30.0, PIXELS_PER_DEGREE * d, 36.0 if d % 15 else 40.0)
            for d in range(-90, 451, 5)
        ]
        tape.lines(marks, (1, 1, 1, 0.5))
        for degree in range(-90, 451, 15):
            name = _ROSE.get(degree % 360)
            if name or degree % 30 == 0:
                tape.text(
                    PIXELS_PER_DEGREE * degree,
                    24,
                    name or f"{degree % 360:03d}",
                    15 if name else 13,
                    INK if name else DIM,
                    "centre",
                    "mono",
                )
        self._tape = tape.path
        self._tape.reparent_to(window)
        layer.rect(middle - 1, 42, 2, 8, AMBER)
        right, low = canvas.width - 28, canvas.height - 34
        layer.rect(right - 122, low - 88, 136, 104, SOFT)
        self._labels = [
            layer.text(
                right, low - at * 22, size=15, colour=INK if at else DIM, align="right", face="mono"
            )
            for at in range(4)
        ]
        self._middle = middle

    def show(self, on: bool) -> None:
        self._layer.show(on)

    def update(self, reading: Reading, texts: Texts) -> None:
        bearing = -reading.heading % 360.0
        # whole pixels: type between two pixels shimmers while one turns
        self._tape.set_x(round(self._middle - bearing * PIXELS_PER_DEGREE))
        far = reading.range
        self._labels[0].set(f"{reading.speed:.1f} m/s")
        self._labels[1].set("" if far is None else distance(far))
        self._labels[2].set(f"{reading.height:+,.0f} m".replace(",", " "))
        self._labels[3].set(texts("hud.stratum", n=reading.stratum))


class Numbers:
    """Frame times, counts, place and address on a plate, with a small graph; 5 times a second."""

    def __init__(self, canvas: Canvas) -> None:
        self._layer: Layer = canvas.layer(6)
        self._layer.show(False)
        self._texture = Texture("frames")
        self._texture.setup_2d_texture(*GRAPH, Texture.T_unsigned_byte, Texture.F_rgba8)
        self._texture.set_magfilter(SamplerState.FT_nearest)
        self._texture.set_minfilter(SamplerState.FT_nearest)
        self._text: Label | None = None

    def build(self, canvas: Canvas) -> None:
        layer = self._layer
        layer.clear()
        layer.rect(16, 16, GRAPH[0] + 212, 232, PLATE)
        card = layer.rect(28, 28, *GRAPH, (1, 1, 1, 1))
        card.set_texture(self._texture)
        layer.text(28 + GRAPH[0] + 8, 40, f"{GRAPH_MS:.0f} ms", 12, DIM, face="mono")
        self._text = layer.text(28, 98, size=14, colour=INK, face="mono").wrap(GRAPH[0] + 188)

    def show(self, on: bool) -> None:
        self._layer.show(on)

    def update(self, lines: list[str], ring: FrameRing) -> None:
        if self._text is not None:
            self._text.set("\n".join(lines))
        self._texture.set_ram_image_as(graph(ring), "RGBA")


_GRAPH_COLOURS: Final = np.array(
    [
        (0, 0, 0, 90),
        (70, 74, 76, 200),
        (96, 150, 170, 230),
        (150, 190, 120, 230),
        (200, 200, 120, 230),
        (230, 150, 80, 230),
    ],
    np.uint8,
)
"""Background, rest of the interval, then one for each phase."""


def graph(ring: FrameRing) -> NDArray[np.uint8]:
    """Bars of the last frames, newest at the right: (GRAPH height, GRAPH width, 4) RGBA, row 0
    below; the phases on top of each other, the rest of the interval dim."""
    wide, high = GRAPH
    kind = np.zeros((high, wide), np.uint8)
    rows = ring.last(wide)
    if len(rows):
        level = np.arange(high, dtype=np.float32)[:, None] * (GRAPH_MS / high)
        tops = np.cumsum(rows[:, 1:], axis=1)
        part = kind[:, wide - len(rows) :]
        np.copyto(part, 1, where=level < rows[:, 0])
        for phase in reversed(range(len(PHASES))):
            np.copyto(part, phase + 2, where=level < tops[:, phase])
    image: NDArray[np.uint8] = _GRAPH_COLOURS[kind]
    return image


def distance(metres: float) -> str:
    """A range in words: `8.4 m`, `312 m`, `4.1 km`."""
    if metres < 20:
        return f"{metres:.1f} m"
    return f"{metres:.0f} m" if metres < 1000 else f"{metres / 1000:.1f} km"
