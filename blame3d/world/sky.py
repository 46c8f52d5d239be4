"""How much of the pale light from far away arrives in each voxel of air.

Nobody knows where the City's light comes from; it is in the haze, and there is more of it where
there is more air. So a voxel's light is counted from the runs of air around it: upward most,
then along its longest horizontal axis. Small integers, the same on every machine.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from blame3d.world.fields import BLOCK, VOXEL, occupancy, voxel_of

_RUN: Final = 10
"""Longest run that is counted, voxels."""
FLOOR: Final = 40
"""Light that seeps into the innermost passage: the darkest scenes keep detail in the shadows."""


def _run(air: NDArray[np.uint8], axis: int, step: int) -> NDArray[np.uint8]:
    """Air voxels beyond each voxel in one direction, up to _RUN; nothing is air outside the grid.

    From one voxel to the one before: it sees one more than its neighbour if that is air.
    """
    count = np.zeros(air.shape, np.uint8)
    rows, counts = np.moveaxis(air, axis, 0)[::-step], np.moveaxis(count, axis, 0)[::-step]
    for here in range(1, len(rows)):
        np.add(counts[here - 1], 1, out=counts[here])
        counts[here] *= rows[here - 1]
        np.minimum(counts[here], _RUN, out=counts[here])
    return count


def _sum3(field: NDArray[np.int16]) -> NDArray[np.int16]:
    """Sums over the cubes of 3³; one less on every side than the field."""
    for _ in range(3):  # the axes change places each time
        field = np.moveaxis(field[:-2] + field[1:-1] + field[2:], 0, 2)
    return field


@lru_cache(maxsize=64)
def block(seed: int, bx: int, by: int, bz: int) -> NDArray[np.uint8]:
    """Sky light (BLOCK,) * 3 x, y, z of one block of voxels. Mass takes its neighbours' mean."""
    lo = np.array([bx, by, bz], np.int64) * BLOCK - (_RUN + 1)
    air = (~occupancy(seed, lo, lo + BLOCK + 2 * (_RUN + 1))).astype(np.uint8)
    up = _run(air, 2, 1).astype(np.int16)
    along_x, along_y = (_run(air, a, 1) + _run(air, a, -1) for a in (0, 1))
    light = np.maximum(along_x, along_y) * np.int16(5)
    light += np.minimum(along_x, along_y) * np.int16(2)
    light += up * np.int16(13) + np.int16(18)
    np.minimum(light, 255, out=light)
    light *= air
    inner = (slice(_RUN, -_RUN),) * 3
    weight = np.maximum(_sum3(air[inner].astype(np.int16)), 1)
    out = (_sum3(light[inner]) // weight).astype(np.uint8)
    out.setflags(write=False)
    return out


def voxels(seed: int, lo: ArrayLike, hi: ArrayLike) -> NDArray[np.uint8]:
    """Sky light of voxels [lo, hi), x, y, z order."""
    a, b = np.asarray(lo, np.int64), np.asarray(hi, np.int64)
    out = np.empty(tuple(b - a), np.uint8)
    first, last = a // BLOCK, (b - 1) // BLOCK
    for key in np.ndindex(*(last - first + 1)):
        c = first + key
        o = c * BLOCK
        s, e = np.maximum(a, o), np.minimum(b, o + BLOCK)
        to = tuple(slice(*v) for v in zip(s - a, e - a, strict=True))
        of = tuple(slice(*v) for v in zip(s - o, e - o, strict=True))
        out[to] = block(seed, int(c[0]), int(c[1]), int(c[2]))[of]
    return out


def at(seed: int, points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sky light (N,), 0 … 1, of the voxels at world points (N, 3), metres. Voxels count as evenly
    spaced, as in `sample`."""
    if not len(points):
        return np.zeros(0)
    voxel = np.floor(points / VOXEL).astype(np.int64)
    lo = voxel.min(axis=0)
    light = voxels(seed, lo, voxel.max(axis=0) + 1)
    return np.asarray(light[tuple((voxel - lo).T)] / 255.0, np.float64)


def need(seed: int, points: NDArray[np.float64]) -> NDArray[np.float64]:
    """How much light the air at world points (N, 3) wants of lamps, 0 … 2: where it is pale none
    burn, for before pale air a lamp is a speck on nothing."""
    return np.asarray(np.clip(2.3 - 3.6 * at(seed, points), 0.0, 2.0), np.float64)


def sample(seed: int, origin: NDArray[np.int64], texel: float, n: int) -> NDArray[np.uint8]:
    """Sky light (n, n, n) in z, y, x order at texel centres, trilinear between voxel centres.

    origin: low corner of texel 0 in metres. Voxels count as evenly spaced here: the shift of
    the planes is far below what this field resolves.
    """
    at = [(origin[a] / VOXEL) + (np.arange(n) + 0.5) * (texel / VOXEL) - 0.5 for a in range(3)]
    first = [np.floor(v).astype(np.int64) for v in at]
    lo = np.array([v[0] for v in first])
    hi = np.array([v[-1] + 2 for v in first])
    grid = voxels(seed, lo, hi).astype(np.float32)
    for axis in range(3):
        i = first[axis] - lo[axis]
        f = (at[axis] - first[axis]).astype(np.float32)
        shape = [1, 1, 1]
        shape[axis] = n
        f = f.reshape(shape)
        grid = np.take(grid, i, axis) * (1 - f) + np.take(grid, i + 1, axis) * f
    lit = np.maximum(grid + np.float32(0.5), np.float32(FLOOR)).astype(np.uint8)
    return np.ascontiguousarray(lit.transpose(2, 1, 0))


def mass_texels(seed: int, origin: NDArray[np.int64], texel: int, n: int) -> NDArray[np.bool_]:
    """Mass (n, n, n) in z, y, x order at texel centres, from the voxels alone."""
    index = [voxel_of(seed, a, origin[a] + np.arange(n) * texel + texel // 2) for a in range(3)]
    lo = np.array([v[0] for v in index])
    grid = occupancy(seed, lo, np.array([v[-1] + 1 for v in index]))
    picked = grid[np.ix_(*(v - v[0] for v in index))]
    return np.ascontiguousarray(picked.transpose(2, 1, 0))
