"""What surely hides: large boxes of mass around an eye.

Grown greedily in the voxels around the eye and drawn back from every side by more than the skin
is deep, so that what lies wholly behind one of them cannot be seen, but through a passage no
wider than a few metres in hundreds.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.world import sites
from blame3d.world.capsule import axis_in, gap_squared
from blame3d.world.fields import occupancy, planes, voxel_at
from blame3d.world.panels import BACK
from blame3d.world.types import Beam, World

REACH: Final = 9
"""Voxels around the eye's that are looked at: 2.3 km."""
_BOXES: Final = 24


def occluders(world: World, position_mm: tuple[int, int, int]) -> NDArray[np.int64]:
    """Boxes (N, 6) lo, hi in whole metres of the world; none that the gun has opened."""
    there, at = sites.here(world, position_mm)
    x, y, z = (voxel_at(there.seed, a, p // 1000) for a, p in enumerate(at))
    found = sites.standing(world, there, _around(there.seed, x, y, z))
    for beam in world.edits:
        found = found[~_opened(found, beam)]
    return found


def _opened(boxes: NDArray[np.int64], beam: Beam) -> NDArray[np.bool_]:
    """Which boxes a beam enters, (N,)."""
    start = (np.array(beam.origin_mm, np.int64) - boxes[:, :3] * 1000) / 1000
    _, along = axis_in(beam, beam.origin_mm)
    wide = (boxes[:, 3:] - boxes[:, :3]).astype(np.float64)
    gap = gap_squared(start, along, beam.length_m, np.zeros_like(wide), wide)
    return np.asarray(gap < beam.radius_m * beam.radius_m)


@lru_cache(maxsize=64)
def _around(seed: int, x: int, y: int, z: int) -> NDArray[np.int64]:
    low = np.array([x, y, z], np.int64) - REACH
    side = 2 * REACH + 1
    mass = occupancy(seed, low, low + side)
    free = mass.copy()
    free[REACH, REACH, REACH] = False  # an eye in a passage sees the mass it is in from inside
    at = np.argwhere(free)
    away = ((at - REACH) ** 2).sum(1)
    edges = [planes(seed, a, int(low[a]), int(low[a]) + side) for a in range(3)]
    found = []
    draw_back = int(0.8 * BACK)
    for i, j, k in at[np.argsort(away, kind="stable")].tolist():
        if not free[i, j, k]:
            continue
        lo, hi = _grow(mass, [i, j, k])
        free[lo[0] : hi[0], lo[1] : hi[1], lo[2] : hi[2]] = False
        if all(a <= REACH < b for a, b in zip(lo, hi, strict=True)):
            continue
        found.append(
            [int(edges[a][lo[a]]) + draw_back for a in range(3)]
            + [int(edges[a][hi[a]]) - draw_back for a in range(3)]
        )
        if len(found) == _BOXES:
            break
    out = np.array(found, np.int64).reshape(-1, 6)
    out.setflags(write=False)
    return out


def _grow(mass: NDArray[np.bool_], at: list[int]) -> tuple[list[int], list[int]]:
    """The box that grows from a voxel of mass, one layer on each side in turn, through mass."""
    lo, hi = list(at), [v + 1 for v in at]
    growing = True
    while growing:
        growing = False
        for axis in range(3):
            cut = [slice(lo[a], hi[a]) for a in range(3)]
            if hi[axis] < mass.shape[axis]:
                cut[axis] = slice(hi[axis], hi[axis] + 1)
                if mass[tuple(cut)].all():
                    hi[axis] += 1
                    growing = True
            cut = [slice(lo[a], hi[a]) for a in range(3)]
            if lo[axis] > 0:
                cut[axis] = slice(lo[axis] - 1, lo[axis])
                if mass[tuple(cut)].all():
                    lo[axis] -= 1
                    growing = True
    return lo, hi
