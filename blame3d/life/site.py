"""A place at which something moves, and the axes in which it is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from blame3d.life.space import Box
from blame3d.world.hash import again, unit

F64 = NDArray[np.float64]

Ranges = tuple[tuple[float, float], tuple[float, float], tuple[float, float]]
"""From … to on the site's three axes, metres."""


class Site(NamedTuple):
    """Something that moves, held by a face of mass.

    kind: what it is (`life.kinds`). at: whole metres of the world, a point of the face. axis,
    sign: the face's normal, out of the mass. out: metres that it stands out from the face. length:
    metres of its run or drop. size: metres, of the thing itself. key: a hash of 48 bits that
    everything else about it comes from.

    Its own axes: x along the face, to the right as one looks out of it; y out of the wall; z up.
    Of floors and ceilings (axis 2) they are the world's.
    """

    kind: str
    at: tuple[int, int, int]
    axis: int
    sign: int
    out: float
    length: float
    size: float
    key: int

    @property
    def turn(self) -> F64:
        """(3, 3): columns are the site's axes in the world."""
        return _TURNS[self.axis, self.sign]

    def chance(self, salt: int) -> float:
        """A number in [0, 1) of this site."""
        return float(unit(again(np.asarray(self.key, np.uint64), salt)))

    def between(self, salt: int, low: float, high: float) -> float:
        """A number of this site in [low, high)."""
        return low + (high - low) * self.chance(salt)

    @property
    def position_mm(self) -> tuple[int, int, int]:
        x, y, z = self.at
        return x * 1000, y * 1000, z * 1000

    def box(self, ranges: Ranges) -> Box:
        """Ranges on the site's axes as a box of the world."""
        ends = np.array(ranges).T  # (2, 3)
        corners = (self.turn @ ends.T).T
        lo, hi = np.floor(corners.min(0)), np.ceil(corners.max(0))
        a = [int(v) + c for v, c in zip(lo, self.at, strict=True)]
        b = [int(v) + c for v, c in zip(hi, self.at, strict=True)]
        return (a[0], a[1], a[2]), (b[0], b[1], b[2])


Swept = Callable[[Site], tuple[Ranges, ...]]
"""The air that a site's moving parts ever pass through, on its axes."""


def _turns() -> dict[tuple[int, int], F64]:
    up = np.array([0.0, 0.0, 1.0])
    out = {(2, 1): np.eye(3), (2, -1): np.eye(3)}
    for axis in (0, 1):
        for sign in (1, -1):
            forward = np.zeros(3)
            forward[axis] = sign
            out[axis, sign] = np.stack([np.cross(forward, up), forward, up], axis=1)
    return out


_TURNS: Final = _turns()
