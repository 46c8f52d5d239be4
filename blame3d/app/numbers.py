"""Numbers (F3): frame times, counts, place and address, small and off the picture's middle."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray
from panda3d.core import SamplerState, Texture

from blame3d.app.canvas import DIM, INK, PLATE, Canvas, Label, Layer
from blame3d.app.timing import PHASES, FrameRing

GRAPH: Final = (240, 48)
"""Frames and pixels of the frame graph."""

GRAPH_MS: Final = 100.0
"""The graph's top, milliseconds."""

TOP: Final = 62.0
WIDE: Final = 452.0
TALL: Final = 232.0
"""Units of the plate: at the right, where the instruments leave room between their tape and the
district."""


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
        x, y = canvas.width - 16 - WIDE, TOP
        layer.rect(x, y, WIDE, TALL, PLATE)
        card = layer.rect(x + 12, y + 12, *GRAPH, (1, 1, 1, 1))
        card.set_texture(self._texture)
        layer.text(x + GRAPH[0] + 20, y + 24, f"{GRAPH_MS:.0f} ms", 12, DIM, face="mono")
        self._text = layer.text(x + 12, y + 82, size=14, colour=INK, face="mono").wrap(WIDE - 24)

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
