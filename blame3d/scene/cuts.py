"""The gun's holes as a renderer makes them: what lies inside a beam is left out, to the pixel.

Of every chunk that a beam may reach, the shader is told of the beam (shaders/include/cut.glsl), in
rows of four numbers:

    0          how many beams
    1 + 3 i    point of the axis nearest to the middle of the cell, metres from the cell's low
               corner; radius
    2 + 3 i    direction; metres from the beam's beginning to that point
    3 + 3 i    both ends of the beam in metres from that point; time of the shot in seconds

So a hole is there in the frame of the shot, near and far, in chunks that were made before it, and
is round at every level of detail; what it bares is built by the worker (world.bore).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from panda3d.core import LVecBase4f, PTA_LVecBase4f

from blame3d.player.gun import Shot, direction
from blame3d.world.chunk import CELL, Key

MOST: Final = 24
"""Beams that one chunk is told of, the widest; as in the shader."""

_LONG_AGO: Final = -1e6
_HALF_DIAGONAL: Final = 0.87
_REACHING: Final = 1.5
"""Parts reach out of their cell by up to a quarter of its edge on each side."""


def rows_of(values: NDArray[np.float64]) -> PTA_LVecBase4f:
    """Beams (n, 12) as the shader's rows."""
    out = PTA_LVecBase4f.empty_array(1 + 3 * MOST)
    out[0] = LVecBase4f(len(values), 0.0, 0.0, 0.0)
    for i, value in enumerate(values.reshape(-1, 4).tolist()):
        out[1 + i] = LVecBase4f(*value)
    return out


def nothing() -> PTA_LVecBase4f:
    """Rows without a beam."""
    return rows_of(np.zeros((0, 12)))


class Cuts:
    """shots: those known, in firing order."""

    def __init__(self) -> None:
        self.shots: tuple[Shot, ...] = ()
        self._put()

    def change(self, shots: tuple[Shot, ...], keys: Sequence[Key]) -> list[Key]:
        """Take other shots; which of these chunks have to be told."""
        grown = shots[: len(self.shots)] == self.shots
        before, self.shots = self.shots, shots
        self._put()
        if not grown or not keys:
            return list(keys)
        levels = np.array([level for level, _ in keys], np.int64)
        cells = np.array([cell for _, cell in keys], np.int64).reshape(-1, 3)
        found = np.zeros(len(keys), bool)
        for shot in range(len(before), len(shots)):
            found |= self._near(levels, cells, np.array([shot]))[0]
        return [keys[row] for row in np.flatnonzero(found).tolist()]

    def rows(self, key: Key) -> PTA_LVecBase4f | None:
        """What to tell of a chunk's beams; None when there is none."""
        level, cell = key
        every = np.arange(len(self.shots))
        hit, along, closest = self._near(np.array([level]), np.array([cell], np.int64), every)
        here = np.flatnonzero(hit)
        if not len(here):
            return None
        here = np.sort(here[np.argsort(-self._radius[here], kind="stable")][:MOST])
        t = along[here]
        out = np.empty((len(here), 12))
        out[:, 0:3] = closest[here] + (CELL << level) * 0.5
        out[:, 3] = self._radius[here]
        out[:, 4:7] = self._way[here]
        out[:, 7] = t
        out[:, 8], out[:, 9] = -t, self._length[here] - t
        out[:, 10], out[:, 11] = self._at_s[here], 0.0
        return rows_of(out)

    def _near(
        self, levels: NDArray[np.int64], cells: NDArray[np.int64], shots: NDArray[np.int64]
    ) -> tuple[NDArray[np.bool_], NDArray[np.float64], NDArray[np.float64]]:
        """Of pairs of a cell and a shot (one of both is one alone): whether the shot may show
        there, metres along it of its point nearest to the cell's middle, and that point from it."""
        size = np.int64(CELL) << levels
        middle = cells * (size * 1000)[:, None] + (size * 500)[:, None]
        away = (middle - self._origin[shots]) / 1000.0
        way = self._way[shots]
        t = np.clip((away * way).sum(1), 0.0, self._length[shots])
        off = way * t[:, None] - away
        reach = self._radius[shots] + _HALF_DIAGONAL * _REACHING * size
        return (off * off).sum(1) <= reach * reach, t, off

    def _put(self) -> None:
        beams = [shot.beam for shot in self.shots]
        self._origin = np.array([b.origin_mm for b in beams], np.int64).reshape(-1, 3)
        self._way = np.array(
            [direction(b.h_mdeg / 1000.0, b.p_mdeg / 1000.0) for b in beams]
        ).reshape(-1, 3)
        self._length = np.array([b.length_m for b in beams])
        self._radius = np.array([b.radius_m for b in beams])
        self._at_s = np.array(
            [s.at_s if math.isfinite(s.at_s) else _LONG_AGO for s in self.shots]
        )
