"""Where the City is and where it is air, at the scale of its great masses.

The City is first a lattice of voxels about 256 m wide, solid or air. Air is made by *voids*:
boxes (chasms, shafts, halls) and ellipsoids (hollows) that three lattices of different scale
throw over each other; towers then stand in the voids and plates close them, so that the order
of the layers is voids, towers, plates. The lattice's planes are not evenly spaced: plane i of an
axis lies at 256·i m plus a hashed shift, so that long walls stay flat but nothing repeats.

Boxes, not noise: a chasm must be straight for kilometres to be a one-point perspective, and
integer boxes need no arithmetic that could differ between machines. (Thresholded value noise,
the first thing tried by most programs of this kind, gives caves.)
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from blame3d.world.hash import again, below, chance, hash64

VOXEL: Final = 256
"""Mean edge of a voxel in metres."""
BLOCK: Final = 32
"""Voxels a side of one cached block of occupancy. One costs twice what one of 16 does: nearly all
of it is the overhead of small arrays, and the features of a lattice reach far out of a block."""
_FEW: Final = 6
"""So many points are looked up one by one in less time than numpy takes to begin."""
SHIFT: Final = 8 * 6
"""Largest shift of a plane in metres."""

Bool = NDArray[np.bool_]
I64 = NDArray[np.int64]

_PLANE, _GREAT, _MIDDLE, _SMALL, _TOWER, _PLATE, _PIERCE = range(100, 107)


@lru_cache(maxsize=4096)
def _plane_row(seed: int, axis: int, row: int) -> I64:
    """Planes 64·row … 64·row + 64 of an axis, metres from plane 64·row's even place. Read-only."""
    i = np.arange(row * 64, row * 64 + 65, dtype=np.int64)
    shift = (below(hash64(seed, _PLANE, axis, i), 13) - 6) * 8
    out = np.asarray(np.arange(65) * VOXEL + shift, np.int64)
    out.setflags(write=False)
    return out


def planes(seed: int, axis: int, first: int, last: int) -> I64:
    """World coordinates in metres (int64) of the lattice's planes first … last of an axis."""
    rows = range(first // 64, last // 64 + 1)
    found = [_plane_row(seed, axis, r)[:64] + r * 64 * VOXEL for r in rows]
    whole = found[0] if len(found) == 1 else np.concatenate(found)
    at = first - rows[0] * 64
    return np.asarray(whole[at : at + last - first + 1], np.int64)


def voxel_at(seed: int, axis: int, metres: int) -> int:
    """Index of the voxel that holds a world coordinate (whole metres) on an axis."""
    row = (metres // VOXEL) // 64
    at = int(np.searchsorted(_plane_row(seed, axis, row), metres - row * 64 * VOXEL, "right")) - 1
    return row * 64 + at


def voxel_of(seed: int, axis: int, metres: ArrayLike) -> I64:
    """`voxel_at` for an array (N,) of int64 or float64 metres."""
    m = np.floor(np.asarray(metres)).astype(np.int64)
    if not len(m):
        return np.zeros(0, np.int64)
    first, last = int(m.min()) // VOXEL - 1, int(m.max()) // VOXEL + 2
    if last - first <= 4096:
        edges = planes(seed, axis, first, last)
        return np.asarray(np.searchsorted(edges, m, "right") - 1 + first, np.int64)
    return np.array([voxel_at(seed, axis, int(v)) for v in m.tolist()], np.int64)


def _lattice(lo: I64, hi: I64, cell: int, reach: int) -> I64:
    """Cells (N, 3) of a lattice whose features can touch voxels [lo, hi)."""
    a, b = (lo - reach) // cell, (hi - 1 + reach) // cell
    axes = [np.arange(a[n], b[n] + 1) for n in range(3)]
    return np.stack(np.meshgrid(*axes, indexing="ij"), -1).reshape(-1, 3)


def _boxes(
    seed: int, salt: int, cells: I64, cell: int, n: int, long: tuple[int, int],
    wide: tuple[int, int], tall: tuple[int, int],
) -> tuple[I64, I64, NDArray[np.uint64]]:
    """n boxes a cell: lo, hi in voxels and a hash each. x or y is the long axis by hash."""
    h = hash64(seed, salt, cells[:, :1], cells[:, 1:2], cells[:, 2:], np.arange(n)).reshape(-1)
    base = np.repeat(cells * cell, n, axis=0)
    along = chance(again(h, 1), 0.5)
    length = long[0] + below(again(h, 2), long[1] - long[0] + 1)
    width = wide[0] + below(again(h, 3), wide[1] - wide[0] + 1)
    height = tall[0] + below(again(h, 4), tall[1] - tall[0] + 1)
    size = np.stack([np.where(along, length, width), np.where(along, width, length), height], 1)
    centre = base + np.stack([below(again(h, 5 + a), cell) for a in range(3)], 1)
    lo = centre - size // 2
    return lo, lo + size, h


def _carve_boxes(grid: Bool, origin: I64, lo: I64, hi: I64, value: bool) -> None:
    """Set boxes of voxels in the grid that starts at `origin`."""
    a = np.maximum(lo - origin, 0)
    b = np.minimum(hi - origin, np.asarray(grid.shape))
    touching = (b > a).all(1)
    rows = np.concatenate([a[touching], b[touching]], 1).tolist()
    for x0, y0, z0, x1, y1, z1 in rows:
        grid[x0:x1, y0:y1, z0:z1] = value


def _carve_hollows(grid: Bool, origin: I64, lo: I64, hi: I64) -> None:
    """Clear the ellipsoids inscribed in boxes; doubled integers keep the test exact."""
    a = np.maximum(lo - origin, 0)
    b = np.minimum(hi - origin, np.asarray(grid.shape))
    for n in np.flatnonzero((b > a).all(1)):
        s = hi[n] - lo[n]
        ax = [
            ((2 * (np.arange(a[n, d], b[n, d]) + origin[d] - lo[n, d]) + 1 - s[d]) ** 2)
            for d in range(3)
        ]
        s2 = (s**2).astype(np.float64)
        r = (
            ax[0][:, None, None] / s2[0] + ax[1][None, :, None] / s2[1]
            + ax[2][None, None, :] / s2[2]
        )
        (x0, y0, z0), (x1, y1, z1) = a[n], b[n]
        grid[x0:x1, y0:y1, z0:z1] &= r > 1.0


def plate_level(seed: int, stratum: ArrayLike) -> I64:
    """Voxel height of the plate below a stratum; strata are 11 to 16 voxels (3–4 km) high."""
    s = np.asarray(stratum, np.int64)
    return np.asarray(s * 14 + below(hash64(seed, _PLATE, s), 4) + 3, np.int64)


def stratum_of(seed: int, k: int) -> int:
    """Stratum that holds voxel height k."""
    s = (k - 3) // 14
    return s if k >= int(plate_level(seed, s)) else s - 1


@lru_cache(maxsize=128)
def block(seed: int, bx: int, by: int, bz: int) -> Bool:
    """Occupancy of one block: bool (BLOCK,) * 3 in x, y, z order, True where solid. Read-only."""
    origin = np.array([bx, by, bz], np.int64) * BLOCK
    end = origin + BLOCK
    grid = np.ones((BLOCK,) * 3, bool)

    # Great chasms: 1–2.5 km wide, up to 6 km high, 12–24 km long.
    cells = _lattice(origin, end, 64, 52)
    lo, hi, _ = _boxes(seed, _GREAT, cells, 64, 7, (44, 96), (3, 9), (5, 18))
    _carve_boxes(grid, origin, lo, hi, False)

    # Chasms, shafts and hollows of a few kilometres.
    cells = _lattice(origin, end, 16, 16)
    lo, hi, h = _boxes(seed, _MIDDLE, cells, 16, 3, (10, 30), (1, 3), (4, 14))
    kind = below(again(h, 9), 8)
    shaft = kind == 0
    s = (hi - lo)[shaft]
    mid = (hi + lo)[shaft] // 2
    w = 1 + below(again(h[shaft], 10), 3)
    lo[shaft] = mid - np.stack([w // 2, w // 2, s.max(1) // 2], 1)
    hi[shaft] = lo[shaft] + np.stack([w, w, s.max(1)], 1)
    hollow = kind == 1
    r = 3 + below(again(h[hollow], 11), 5)
    mid = (hi + lo)[hollow] // 2
    size = np.stack([2 * r, 2 * r, r + 1], 1)
    _carve_hollows(grid, origin, mid - size // 2, mid - size // 2 + size)
    _carve_boxes(grid, origin, lo[~hollow], hi[~hollow], False)

    # Halls and notches of a few hundred metres: they step the walls of the larger voids.
    cells = _lattice(origin, end, 4, 3)
    lo, hi, h = _boxes(seed, _SMALL, cells, 4, 1, (1, 5), (1, 2), (1, 3))
    keep = chance(again(h, 9), 0.55)
    _carve_boxes(grid, origin, lo[keep], hi[keep], False)

    # Towers and walls that stand in the voids.
    cells = _lattice(origin, end, 16, 14)
    lo, hi, h = _boxes(seed, _TOWER, cells, 16, 3, (1, 3), (1, 1), (5, 26))
    _carve_boxes(grid, origin, lo, hi, True)

    # Plates close everything but rare wells.
    k = np.arange(origin[2], end[2])
    below_it = (k - 3) // 14
    strata = np.where(k >= plate_level(seed, below_it), below_it, below_it - 1)
    i, j = np.arange(origin[0], end[0])[:, None], np.arange(origin[1], end[1])
    for row in np.flatnonzero(k == plate_level(seed, strata)).tolist():
        well = chance(hash64(seed, _PIERCE, strata[row], i // 5, j // 5), 0.06)
        well &= (i % 5 < 3) & (j % 5 < 3)
        grid[:, :, row] = ~well
    grid.setflags(write=False)
    return grid


def occupancy(seed: int, lo: ArrayLike, hi: ArrayLike) -> Bool:
    """Occupancy of voxels [lo, hi): bool in x, y, z order."""
    a, b = np.asarray(lo, np.int64), np.asarray(hi, np.int64)
    out = np.empty(tuple(b - a), bool)
    first, last = a // BLOCK, (b - 1) // BLOCK
    for bx in range(int(first[0]), int(last[0]) + 1):
        for by in range(int(first[1]), int(last[1]) + 1):
            for bz in range(int(first[2]), int(last[2]) + 1):
                o = np.array([bx, by, bz]) * BLOCK
                s, e = np.maximum(a, o), np.minimum(b, o + BLOCK)
                src = block(seed, bx, by, bz)
                out[s[0]-a[0]:e[0]-a[0], s[1]-a[1]:e[1]-a[1], s[2]-a[2]:e[2]-a[2]] = src[
                    s[0]-o[0]:e[0]-o[0], s[1]-o[1]:e[1]-o[1], s[2]-o[2]:e[2]-o[2]
                ]
    return out


def solid(seed: int, voxel: tuple[int, int, int]) -> bool:
    """Is this voxel mass?"""
    x, y, z = voxel
    grid = block(seed, x // BLOCK, y // BLOCK, z // BLOCK)
    return bool(grid[x % BLOCK, y % BLOCK, z % BLOCK])


def solid_at(seed: int, points: ArrayLike) -> Bool:
    """Is the mass at world points (N, 3), metres (int64 or float64), solid?"""
    p = np.asarray(points)
    if len(p) <= _FEW:
        each = np.floor(p).astype(np.int64).tolist()
        at = [tuple(voxel_at(seed, a, m) for a, m in enumerate(point)) for point in each]
        return np.array([solid(seed, (x, y, z)) for x, y, z in at], bool)
    v = np.stack([voxel_of(seed, a, p[:, a]) for a in range(3)], 1)
    b = v // BLOCK
    out = np.empty(len(v), bool)
    todo = np.ones(len(v), bool)
    while todo.any():
        first = b[int(np.argmax(todo))]
        here = todo & (b == first).all(1)
        q = v[here] - first * BLOCK
        x, y, z = first.tolist()
        out[here] = block(seed, x, y, z)[q[:, 0], q[:, 1], q[:, 2]]
        todo &= ~here
    return out
