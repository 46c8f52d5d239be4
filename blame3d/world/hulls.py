"""Far away, the mass is drawn by its surface alone: faces of voxels merged into rectangles.

A box would draw what lies between it and the next box; here nothing is drawn that air cannot
see, which on a CPU is most of a far chunk's cost. Where the surface runs on into a cell of
another level, which may draw it nearer or farther, a narrow return closes the step between them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.world.fields import VOXEL, occupancy, planes
from blame3d.world.panels import BACK, U_AXIS, V_AXIS

_COARSE: Final = 6
"""From this level on one sample stands for 2 × 2 × 2 voxels."""
_INSET: Final = 0.25
"""Returns lie this far inside the cell, so that they never meet a face of the same plane."""

Rect = tuple[int, int, int, int, int, int, int]
"""axis, sign (0 towards the low side, 1 the high), layer, u0, v0, u1, v1, in samples."""


def boxes(
    seed: int, level: int, origin: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Mass of a cell as boxes lo, hi (N, 3), one a sample, metres from its corner.

    For what is cut into: `sheets` has no inside. Boxes may reach out of the cell.
    """
    n, step, first = _samples(level, origin)
    at = np.argwhere(_grid(seed, *first, n, step)[1:-1, 1:-1, 1:-1])
    lo, hi = np.empty((len(at), 3)), np.empty((len(at), 3))
    for a in range(3):
        edges = _edges(seed, a, first[a], n, step, origin)
        lo[:, a], hi[:, a] = edges[at[:, a]], edges[at[:, a] + 1]
    return lo, hi


def sheets(
    seed: int, level: int, origin: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64], NDArray[np.int64]]:
    """The surface of the mass in a level ≥ 4 cell.

    Returns (face, lo, hi, low): face (N,) = 2 * axis + (1 when it looks up its axis); lo, hi
    (N, 3) its rectangle in metres from the cell's corner, of no extent along its axis; low (N, 3)
    the voxel at its low corner.
    """
    n, step, first = _samples(level, origin)
    found = np.array(rectangles(seed, *first, n, step), np.int64).reshape(-1, 7)
    axis, sign, layer, u0, v0, u1, v1 = found.T
    u, v, rows = U_AXIS[axis], V_AXIS[axis], np.arange(len(found))
    edges = np.stack([_edges(seed, a, first[a], n, step, origin) for a in range(3)])
    lo, hi = np.empty((len(found), 3)), np.empty((len(found), 3))
    lo[rows, axis] = hi[rows, axis] = edges[axis, layer + sign]
    lo[rows, u], hi[rows, u] = edges[u, u0], edges[u, u1]
    lo[rows, v], hi[rows, v] = edges[v, v0], edges[v, v1]
    low = np.empty((len(found), 3), np.int64)
    low[rows, axis], low[rows, u], low[rows, v] = layer * step, u0 * step, v0 * step
    low += first

    # A plane on the border itself is the lower cell's.
    size = float(64 << level)
    at = lo[rows, axis]
    lo, hi = np.maximum(lo, 0.0), np.minimum(hi, size)
    inside = (at > 0.0) & (at <= size)
    inside &= (hi[rows, u] > lo[rows, u]) & (hi[rows, v] > lo[rows, v])
    parts = [_Sheets(2 * axis + sign, lo, hi, low).only(inside)]
    skin = parts[0]
    deep = BACK if step == 1 else float(VOXEL * step)
    for side in range(3):
        for end, border in ((0, 0.0), (1, size)):
            at_border = (skin.hi if end else skin.lo)[:, side] == border
            ending = skin.only(at_border & (skin.face // 2 != side))
            parts.append(_returns(ending, side, end, deep, size))
    whole = [np.concatenate([getattr(p, name) for p in parts]) for name in ("face", "lo", "hi")]
    return whole[0], whole[1], whole[2], np.concatenate([p.low for p in parts])


@dataclass(frozen=True, eq=False)
class _Sheets:
    face: NDArray[np.int64]
    lo: NDArray[np.float64]
    hi: NDArray[np.float64]
    low: NDArray[np.int64]

    def only(self, keep: NDArray[np.bool_]) -> _Sheets:
        return _Sheets(self.face[keep], self.lo[keep], self.hi[keep], self.low[keep])


def _returns(s: _Sheets, side: int, end: int, deep: float, size: float) -> _Sheets:
    """From sheets that end at a border of the cell: strips back into the mass along it."""
    lo, hi = s.lo.copy(), s.hi.copy()
    rows, axis = np.arange(len(lo)), s.face // 2
    up = (s.face % 2).astype(bool)
    lo[rows, axis] = np.maximum(lo[rows, axis] - deep * up, 0.0)
    hi[rows, axis] = np.minimum(hi[rows, axis] + deep * ~up, size)
    lo[:, side] = hi[:, side] = lo[:, side] + _INSET if not end else hi[:, side] - _INSET
    keep = hi[rows, axis] > lo[rows, axis]
    return _Sheets(np.full(len(lo), 2 * side + end), lo, hi, s.low).only(keep)


@lru_cache(maxsize=64)
def rectangles(seed: int, x: int, y: int, z: int, n: int, step: int) -> list[Rect]:
    """Faces between mass and air of n³ samples from voxel (x, y, z) on, merged.

    Greedy: the first free face grows along v, then along u.
    """
    grid = _grid(seed, x, y, z, n, step)
    core = grid[1:-1, 1:-1, 1:-1]
    out: list[Rect] = []
    for axis in range(3):
        for sign in (0, 1):
            beyond = np.roll(grid, -1 if sign else 1, axis)[1:-1, 1:-1, 1:-1]
            shown = np.moveaxis(core & ~beyond, axis, 0)
            for layer, i, j in np.argwhere(shown).tolist():
                free = shown[layer]
                if not free[i, j]:
                    continue
                j1 = j + 1
                while j1 < n and free[i, j1]:
                    j1 += 1
                i1 = i + 1
                while i1 < n and free[i1, j:j1].all():
                    i1 += 1
                free[i:i1, j:j1] = False
                out.append((axis, sign, layer, i, j, i1, j1))
    return out


def _samples(level: int, origin: NDArray[np.int64]) -> tuple[int, int, tuple[int, int, int]]:
    """Samples along an edge, voxels a sample, low voxel: of the cell and one sample around it,
    for planes are shifted and a voxel may reach into the next cell."""
    step = 1 << max(0, level - _COARSE + 1)
    x, y, z = (origin // VOXEL - step).tolist()
    return max(1, (64 << level) // (VOXEL * step)) + 2, step, (x, y, z)


def _edges(
    seed: int, axis: int, first: int, n: int, step: int, origin: NDArray[np.int64]
) -> NDArray[np.float64]:
    found = planes(seed, axis, first, first + n * step) - origin[axis]
    return np.asarray(found[::step], np.float64)


def _grid(seed: int, x: int, y: int, z: int, n: int, step: int) -> NDArray[np.bool_]:
    """Which samples are mass, (n + 2)³: with one around."""
    lo = np.array([x, y, z], np.int64)
    if step == 1:
        return occupancy(seed, lo - 1, lo + n + 1)
    at = [lo[a] + np.arange(-1, n + 1) * step + step // 2 for a in range(3)]
    whole = occupancy(seed, [v[0] for v in at], [v[-1] + 1 for v in at])
    return whole[::step, ::step, ::step]
