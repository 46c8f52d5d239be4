"""How far the air goes from a point: the room that a great form has to fill."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from blame3d.world.fields import occupancy, planes, solid, solid_at, voxel_at

REACH: Final = 6
"""Voxels looked at in each direction: about 1.5 km."""

I64 = NDArray[np.int64]


class Room(NamedTuple):
    """The air around a point. Whole metres from `corner`.

    lo, hi: the planes where mass begins on each axis, or the end of what was looked at. closed_lo,
    closed_hi: whether it is mass that ends it there. district: index, of the point.
    """

    seed: int
    corner: I64
    lo: I64
    hi: I64
    closed_lo: tuple[bool, bool, bool]
    closed_hi: tuple[bool, bool, bool]

    def size(self, axis: int) -> int:
        return int(self.hi[axis] - self.lo[axis])

    def closed(self, axis: int) -> bool:
        """Mass on both sides."""
        return self.closed_lo[axis] and self.closed_hi[axis]

    def solid(self, points: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Mass at points (N, 3) in metres from the corner."""
        return solid_at(self.seed, np.floor(points).astype(np.int64) + self.corner)


def room(seed: int, corner: I64, at: I64) -> Room | None:
    """The room around a point `at`, metres from `corner`; None inside mass."""
    where = corner + at
    x, y, z = (voxel_at(seed, a, int(where[a])) for a in range(3))
    if solid(seed, (x, y, z)):
        return None
    v = np.array([x, y, z])
    lo, hi = np.empty(3, np.int64), np.empty(3, np.int64)
    ends: list[tuple[bool, bool]] = []
    for axis in range(3):
        low, high = v.copy(), v + 1
        low[axis] -= REACH
        high[axis] += REACH
        line = occupancy(seed, low, high).reshape(-1)
        down, up = line[:REACH][::-1], line[REACH + 1 :]
        n_down = int(down.argmax()) if down.any() else REACH
        n_up = int(up.argmax()) if up.any() else REACH
        edges = planes(seed, axis, int(v[axis]) - n_down, int(v[axis]) + n_up + 1)
        lo[axis], hi[axis] = edges[0] - corner[axis], edges[-1] - corner[axis]
        ends.append((bool(down.any()), bool(up.any())))
    low_ends, high_ends = zip(*ends, strict=True)
    return Room(seed, corner, lo, hi, low_ends, high_ends)
