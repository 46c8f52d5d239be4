"""What is missing from a wall that has given a hunter."""

from __future__ import annotations

from typing import Final

import numpy as np

from blame3d.hunt.eyes import angles
from blame3d.hunt.surface import Solids
from blame3d.hunt.vectors import F64
from blame3d.view import Beam
from blame3d.world.chunk import CELL, Cell

RADIUS_M: Final = 0.8
DEPTH_M: Final = 0.9
LEAST_M: Final = 0.2
"""A solid out of which less would be taken is left alone."""

_BEFORE_M: Final = 0.3
"""It begins so far before the surface, which need not be where its collider is."""

_WIDE: Final = 0.38
_DEEP: Final = 0.6
"""Shares of a solid's breadth and thickness that are taken at most: a post is bitten, not cut."""


def crater(solids: Solids, base: Cell, point: F64, out: F64) -> Beam | None:
    """The hole at a point of a surface, metres in the frame of a cell; None where there is too
    little to take. out: (3,), unit along an axis, away from the surface."""
    inside = point - out * 0.05
    rows = np.flatnonzero(((solids.lo <= inside) & (inside <= solids.hi)).all(axis=1))
    if not len(rows):
        return None
    size = solids.hi[rows] - solids.lo[rows]
    row = int(size.prod(axis=1).argmax())
    axis = int(np.abs(out).argmax())
    deep = min(DEPTH_M, _DEEP * float(size[row, axis]))
    radius = min(RADIUS_M, _WIDE * float(np.delete(size[row], axis).min()))
    if min(deep, radius) < LEAST_M:
        return None
    x, y, z = (
        round((c * CELL + v) * 1000.0)
        for c, v in zip(base, (point + out * _BEFORE_M).tolist(), strict=True)
    )
    heading, pitch = angles(-out)
    return Beam((x, y, z), round(heading * 1000.0), round(pitch * 1000.0), _BEFORE_M + deep, radius)
