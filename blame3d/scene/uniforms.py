"""What all programs of a frame share, in the rows of shaders/include/frame.glsl."""

from __future__ import annotations

from typing import Final

from panda3d.core import LVecBase4f, PTA_LVecBase4f

from blame3d.scene.chunknode import PERIOD_M
from blame3d.scene.eye import Eye
from blame3d.scene.frame import View

ROWS: Final = 12
_SHUT: Final = 0.6
_OPEN: Final = 0.6
"""Where air sees no opening surfaces have this share of the light that they have where it sees so
much, or lamps could not be told from it."""


def fill(
    frame: PTA_LVecBase4f, view: View, looking: Eye, reach: tuple[float, float],
    jitter: tuple[float, float],
) -> None:  # fmt: skip
    """Write the rows of a view. reach: semi-axes in metres at which the drawn world ends. jitter:
    shift of the picture in pixels."""
    haze = view.haze
    width, height = view.size
    scale = 1.0 / (1.0 - view.black)
    arriving = view.day * (_SHUT + (1.0 - _SHUT) * min(1.0, haze.openness / _OPEN))
    rows = (
        (view.exposure, view.time_s, haze.extinction, haze.gradient),
        (*haze.pale, haze.openness),
        (*haze.dark, looking.pixel),
        (*looking.right, reach[0]),
        (*looking.forward, reach[1]),
        (*looking.above, scale),
        (*looking.focal, 2.0 * jitter[0] / width, 2.0 * jitter[1] / height),
        (*(v % (PERIOD_M * 1000) / 1000.0 for v in view.position_mm), 0.0),
        (*(arriving * (v / max(*haze.pale, 1e-9)) ** 0.6 for v in haze.pale),
         view.black * scale),
        (*haze.side, 0.0, 0.0),
    )
    for i, row in enumerate(rows):
        frame[i] = LVecBase4f(*(float(v) for v in row))
