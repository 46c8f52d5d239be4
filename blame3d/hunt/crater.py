"""What is missing from a wall that has given a hunter."""

from __future__ import annotations

from typing import Final

from blame3d.hunt.eyes import angles
from blame3d.hunt.vectors import F64
from blame3d.view import Beam
from blame3d.world.chunk import CELL, Cell

RADIUS_M: Final = 0.8
DEPTH_M: Final = 0.9
_BEFORE_M: Final = 0.3
"""It begins so far before the surface, which need not be where its collider is."""


def crater(base: Cell, point: F64, out: F64) -> Beam:
    """The hole at a point of a surface, metres in the frame of a cell. out: (3,), unit, away from
    the surface."""
    begin = point + out * _BEFORE_M
    x, y, z = (
        round((c * CELL + v) * 1000.0) for c, v in zip(base, begin.tolist(), strict=True)
    )
    heading, pitch = angles(-out)
    length = _BEFORE_M + DEPTH_M
    return Beam((x, y, z), round(heading * 1000.0), round(pitch * 1000.0), length, RADIUS_M)
