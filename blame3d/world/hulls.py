"""Far away, the mass is drawn as few large boxes: voxels merged along their rows."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from blame3d.world.fields import VOXEL, occupancy, planes


@lru_cache(maxsize=512)
def merged(seed: int, x: int, y: int, z: int, n: int, step: int) -> NDArray[np.int64]:
    """Boxes (M, 6) of voxels lo, hi that cover all mass that air can see among n³ voxels.

    (x, y, z): low voxel; step: voxels per sample (1 below level 6). Greedy: the first free
    surface voxel grows along z, then x, then y, through mass only. Hidden mass may be covered
    (it costs nothing) and is never required.
    """
    lo = np.array([x, y, z], np.int64)
    if step == 1:
        grid = occupancy(seed, lo - 1, lo + n + 1)
    else:
        at = [lo[a] + (np.arange(-1, n + 1)) * step + step // 2 for a in range(3)]
        whole = occupancy(seed, [v[0] for v in at], [v[-1] + 1 for v in at])
        grid = whole[::step, ::step, ::step]
    core = grid[1:-1, 1:-1, 1:-1]
    shown = np.zeros_like(core)
    for axis in range(3):
        for s in (-1, 1):
            shown |= ~np.roll(grid, s, axis)[1:-1, 1:-1, 1:-1]
    want = core & shown
    out: list[list[int]] = []
    order = np.argwhere(want)
    for i, j, k in order.tolist():
        if not want[i, j, k]:
            continue
        k1 = k + 1
        while k1 < n and core[i, j, k1]:
            k1 += 1
        k0 = k
        while k0 > 0 and core[i, j, k0 - 1]:
            k0 -= 1
        i1 = i + 1
        while i1 < n and core[i1, j, k0:k1].all():
            i1 += 1
        j1 = j + 1
        while j1 < n and core[i:i1, j1, k0:k1].all():
            j1 += 1
        want[i:i1, j:j1, k0:k1] = False
        out.append([i, j, k0, i1, j1, k1])
    return np.array(out, np.int64).reshape(-1, 6)


def boxes(
    seed: int, level: int, origin: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int64]]:
    """Mass of a level ≥ 4 cell as boxes lo, hi (N, 3), metres from its corner, and low voxels."""
    step = 1 << max(0, level - 5)
    n = (64 << level) // (VOXEL * step)
    first = origin // VOXEL
    found = merged(seed, int(first[0]), int(first[1]), int(first[2]), n, step)
    low = first + found[:, :3] * step
    lo, hi = np.empty((len(found), 3)), np.empty((len(found), 3))
    for a in range(3):
        edges = planes(seed, a, int(first[a]), int(first[a]) + n * step) - origin[a]
        lo[:, a], hi[:, a] = edges[found[:, a] * step], edges[found[:, 3 + a] * step]
    return lo, hi, low
