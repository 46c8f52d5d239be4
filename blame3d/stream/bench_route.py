"""The line along which the bench flies: straight, level, and in the open air of a great chasm."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.world.fields import VOXEL, occupancy

REACH: Final = 48
"""Voxels (12 km) to each side of the origin in which the line begins or ends."""

HIGH: Final = 8
"""Voxels above and below it."""

_CLEAR: Final = 1
"""Voxels of air wanted on every side of the line."""


@dataclass(frozen=True)
class Route:
    """start_mm: where it begins. heading: degrees. direction: unit vector. air_m: metres of air.
    lap_m: metres after which it comes back, and then goes again; infinite: never."""

    start_mm: tuple[int, int, int]
    heading: float
    direction: tuple[float, float, float]
    air_m: float
    lap_m: float = inf

    def at(self, metres: float) -> tuple[int, int, int]:
        """The place after so many metres, in millimetres."""
        if metres > self.lap_m:
            metres = self.lap_m - abs(metres % (2.0 * self.lap_m) - self.lap_m)
        x, y, z = (
            p + round(1000.0 * d * metres)
            for p, d in zip(self.start_mm, self.direction, strict=True)
        )
        return x, y, z


def route(seed: int) -> Route:
    """The longest clear line near the origin, along +x or +y; of equals the nearest one."""
    lo = np.array([-REACH, -REACH, -HIGH])
    grid = ~occupancy(seed, lo, -lo)
    found = []
    for axis in (0, 1):
        clear = _roomy(grid, axis)
        length, end = _longest(clear, axis)
        best = np.argwhere(length == length.max())
        away = np.abs(best + 0.5 - np.array(length.shape) / 2.0).sum(axis=1)
        a, b = best[int(np.argmin(away))].tolist()
        n = int(length[a, b])
        cell = [a, b]
        cell.insert(axis, int(end[a, b]) - n)
        found.append((n, -axis, cell))
    n, minus_axis, cell = max(found)
    axis = -minus_axis
    start = (np.array(cell) + lo) * (VOXEL * 1000) + VOXEL * 500
    x, y, z = start.tolist()
    direction = (1.0, 0.0, 0.0) if axis == 0 else (0.0, 1.0, 0.0)
    return Route((x, y, z), -90.0 if axis == 0 else 0.0, direction, float(n * VOXEL))


def _roomy(air: NDArray[np.bool_], axis: int) -> NDArray[np.bool_]:
    """Air with air beside it, across the line, on every side; False on the rim."""
    clear = air.copy()
    for other in {0, 1, 2} - {axis}:
        for step in range(1, _CLEAR + 1):
            for turn in (step, -step):
                beside = np.roll(air, turn, other)
                rim = [slice(None)] * 3
                rim[other] = slice(0, step) if turn > 0 else slice(-step, None)
                beside[tuple(rim)] = False
                clear &= beside
    return clear


def _longest(
    clear: NDArray[np.bool_], axis: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Length of the longest run along an axis and the index just past it, for every row."""
    rows = np.moveaxis(clear, axis, 0)
    run = np.zeros(rows.shape[1:], np.int64)
    best, end = run.copy(), run.copy()
    for n, here in enumerate(rows, 1):
        run = np.where(here, run + 1, 0)
        better = run > best
        best[better] = run[better]
        end[better] = n
    return best, end
