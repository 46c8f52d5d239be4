"""What is under a point, and how far a look goes: for feet, shadows and cameras."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import Final

import numpy as np

from blame3d.player.near import Provider, cells_of
from blame3d.player.rays import cast
from blame3d.player.shapes import Shape, top
from blame3d.player.state import Vec
from blame3d.world.chunk import CELL, CYLINDER, Cell

_ASIDE: Final = 0.22
"""Metres beside the line that have to be free as well."""


def under(shapes: Sequence[Shape], x: float, y: float, low: float, high: float) -> float | None:
    """Height of the highest surface at (x, y) between two heights; None where there is none.

    All in metres of the shapes' frame.
    """
    best: float | None = None
    for shape in shapes:
        if not (shape[2] <= x <= shape[5] and shape[3] <= y <= shape[6]):
            continue
        if shape[4] > high or shape[7] < low:
            continue
        z = top(shape, x, y)
        if shape[0] == CYLINDER and shape[1] != 2:  # a lying pipe is round
            middle, half = (
                ((shape[3] + shape[6]) / 2.0, (shape[6] - shape[3]) / 2.0)
                if shape[1] == 0
                else ((shape[2] + shape[5]) / 2.0, (shape[5] - shape[2]) / 2.0)
            )
            off = (y if shape[1] == 0 else x) - middle
            z -= half - sqrt(max(0.0, half * half - off * off))
        if low <= z <= high and (best is None or z > best):
            best = z
    return best


def clear_way(provider: Provider, cell: Cell, pos: Vec, way: Vec) -> float:
    """Metres along `way` (its length is the most) that a camera can go from (cell, pos).

    What is not known yet counts as free.
    """
    length = sqrt(way[0] * way[0] + way[1] * way[1] + way[2] * way[2])
    if length < 1e-6:
        return 0.0
    ahead = np.array(way) / length
    side = np.cross(ahead, (0.0, 0.0, 1.0))
    size = float(np.sqrt(side @ side))
    side = side / size if size > 1e-6 else np.array([1.0, 0.0, 0.0])
    up = np.cross(side, ahead)
    free = length
    lo = tuple(min(p, p + w) - 1.0 for p, w in zip(pos, way, strict=True))
    hi = tuple(max(p, p + w) + 1.0 for p, w in zip(pos, way, strict=True))
    cells = cells_of(cell, (lo[0], lo[1], lo[2]), (hi[0], hi[1], hi[2]))
    for a, b in ((0.0, 0.0), (1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)):
        start = np.array(pos) + (side * a + up * b) * _ASIDE
        for other in cells:
            rows = provider(other)
            if rows is None or not len(rows):
                continue
            shift = [(other[i] - cell[i]) * float(CELL) for i in range(3)]
            x, y, z = (start - shift).tolist()
            dx, dy, dz = ahead.tolist()
            seen = cast(rows, (x, y, z), (dx, dy, dz), free + _ASIDE)
            if seen is not None:
                free = min(free, max(0.0, seen.distance - _ASIDE))
    return free
