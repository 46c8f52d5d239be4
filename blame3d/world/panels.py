"""The skin of the masses: every face between mass and air is split into panels.

A face starts as one rectangle; a rectangle splits in two again and again, each half stepping in
or out by a share of its width, until a hash or its size ends it. A level of detail stops the same
descent earlier, so a coarser chunk shows the same wall with its smallest steps left out, and no
surface moves by more than the step (see `SHARE`). Only rectangles that touch the asked region
are followed, so a chunk costs what it shows.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from blame3d.world.districts import column, district_of
from blame3d.world.fields import SHIFT, occupancy, planes, voxel_at
from blame3d.world.hash import again, below, chance, hash64, rolls

FACE: Final = np.dtype(
    [
        ("axis", "i1"),  # normal: 0 x, 1 y, 2 z
        ("sign", "i1"),  # outward: -1 or +1
        ("district", "i1"),
        ("lap", "u1"),  # bits: inner corner at -u, +u, -v, +v
        ("final", "?"),  # the grammar ended here (not only this level of detail)
        ("plane", "f8"),  # coordinate of the undisturbed face on its axis
        ("u0", "f8"), ("u1", "f8"), ("v0", "f8"), ("v1", "f8"),
        ("depth", "f8"),  # metres outward
        ("hash", "u8"),
        ("column", "u8"),  # shared by the faces above and below: what runs up the wall
        ("row", "u8"),  # shared by the faces beside: what runs along it
    ]
)
"""A rectangle; metres from the region's origin. (u, v) = (y, z), (x, z) or (x, y)."""

U_AXIS: Final = np.array([1, 0, 0])
V_AXIS: Final = np.array([2, 2, 1])
BACK: Final = 44.0
"""Thickness of the skin behind the undisturbed face, metres: more than the deepest step."""
PANEL_LEVELS: Final = 3
"""Levels 0 … 3 draw the skin; coarser ones draw merged voxels (see hulls)."""
DEEPEST, HIGHEST = -28.0, 12.0
OUT: Final = 8.0
"""How far what is built onto a panel may stand out from it."""
SHARE: Final = 20.0
"""At level k a rectangle stops when its longer side is below SHARE·2**k m."""
_FACE, _COLUMN, _ROW = 210, 218, 219


def faces(seed: int, origin: NDArray[np.int64], extent: int, apron: int = 0) -> NDArray[np.void]:
    """Faces (FACE) of mass whose skin can reach [origin - apron, origin + extent + apron) m."""
    margin = int(BACK) + 4 + apron
    lo = np.array([voxel_at(seed, a, int(origin[a]) - margin) for a in range(3)])
    hi = np.array([voxel_at(seed, a, int(origin[a]) + extent + margin) + 1 for a in range(3)])
    grid = occupancy(seed, lo - 1, hi + 1)
    mass = grid[1:-1, 1:-1, 1:-1]
    edges = [
        (planes(seed, a, int(lo[a]), int(hi[a])) - origin[a]).astype(np.float64)
        for a in range(3)
    ]
    found = []
    for axis in range(3):
        for sign in (-1, 1):
            away = np.roll(grid, -sign, axis)[1:-1, 1:-1, 1:-1]
            at = np.argwhere(mass & ~away)
            if not len(at):
                continue
            f = np.zeros(len(at), FACE)
            f["axis"], f["sign"] = axis, sign
            f["plane"] = edges[axis][at[:, axis] + (sign > 0)]
            u, v = U_AXIS[axis], V_AXIS[axis]
            f["u0"], f["u1"] = edges[u][at[:, u]], edges[u][at[:, u] + 1]
            f["v0"], f["v1"] = edges[v][at[:, v]], edges[v][at[:, v] + 1]
            f["lap"] = _laps(grid, at + 1, axis, sign)
            voxel = at + lo
            f["hash"] = hash64(
                seed, _FACE + axis * 2 + (sign > 0), voxel[:, 0], voxel[:, 1], voxel[:, 2]
            )
            f["district"] = district_of(seed, voxel)
            f["column"] = hash64(
                seed, _COLUMN, axis * 2 + (sign > 0), voxel[:, axis], voxel[:, u], voxel[:, v] // 6
            )
            f["row"] = hash64(
                seed, _ROW, axis * 2 + (sign > 0), voxel[:, axis], voxel[:, v], voxel[:, u] // 6
            )
            found.append(f)
    return np.concatenate(found) if found else np.zeros(0, FACE)


def _laps(
    grid: NDArray[np.bool_], at: NDArray[np.int64], axis: int, sign: int
) -> NDArray[np.uint8]:
    """At which sides of their faces voxels meet a wall that comes forward: bits as in FACE.lap.

    There the wall beside may lie back and would lay open mass that no face covers; so panels
    run on behind it (see `split`), and the mass behind the skin need not be drawn.
    """
    out = np.zeros(len(at), np.uint8)
    normal = np.zeros(3, np.int64)
    normal[axis] = sign
    for bit, (side, step) in enumerate(
        ((U_AXIS[axis], -1), (U_AXIS[axis], 1), (V_AXIS[axis], -1), (V_AXIS[axis], 1))
    ):
        beside = at.copy()
        beside[:, side] += step
        inner = grid[tuple(beside.T)] & grid[tuple((beside + normal).T)]
        out |= (inner << bit).astype(np.uint8)
    return out


def bounds(
    f: NDArray[np.void], out: ArrayLike = 0.0, thick: NDArray[np.float64] | None = None
) -> tuple[NDArray[np.float64], ...]:
    """Boxes (lo, hi) of panels, from the back of the skin, or `thick` metres (N,) behind their
    front, to their depth (+ out metres)."""
    n = len(f)
    lo, hi = np.empty((n, 3)), np.empty((n, 3))
    rows = np.arange(n)
    axis = f["axis"].astype(np.int64)
    front = f["plane"] + f["sign"] * (f["depth"] + out)
    back = f["plane"] - f["sign"] * BACK if thick is None else front - f["sign"] * thick
    lo[rows, axis], hi[rows, axis] = np.minimum(front, back), np.maximum(front, back)
    lo[rows, U_AXIS[axis]], hi[rows, U_AXIS[axis]] = f["u0"], f["u1"]
    lo[rows, V_AXIS[axis]], hi[rows, V_AXIS[axis]] = f["v0"], f["v1"]
    return lo, hi


def near(f: NDArray[np.void], extent: float, apron: float) -> NDArray[np.bool_]:
    """Mask of the rectangles whose skin, or recess, can reach [-apron, extent + apron)."""
    lo, hi = bounds(f, np.maximum(HIGHEST, -f["depth"]))
    return np.asarray(((hi > -OUT - apron) & (lo < extent + OUT + apron)).all(1), np.bool_)


def split(
    f: NDArray[np.void], level: int, extent: float, apron: float = 0.0
) -> NDArray[np.void]:
    """Descend from faces to the panels of a level inside [-apron, extent + apron)."""
    rest, upright, relief, even = (column(n) for n in ("rest", "upright", "relief", "even"))
    done = []
    f = f.copy()
    for bit, (side, way) in enumerate((("u0", -1), ("u1", 1), ("v0", -1), ("v1", 1))):
        f[side] += ((f["lap"] >> bit) & 1) * (-DEEPEST * way)
    f = f[near(f, extent, apron)]
    for generation in range(16):
        if not len(f):
            break
        w, t = f["u1"] - f["u0"], f["v1"] - f["v0"]
        small, big = np.minimum(w, t), np.maximum(w, t)
        d = f["district"]
        wall = f["axis"] != 2
        # Each panel has its own idea of how fine it gets: dense corners beside blank planes.
        fine, ends = rolls(f["hash"], 2)
        final = (small < 9.0) | (big < 10.0 + 22.0 * fine**2)
        if generation > 0:
            final |= ends < rest[d] * np.where(wall, 1, 1.5)
        f["final"] = final
        stop = final | (big < SHARE * (1 << level))
        done.append(f[stop])
        f = f[~stop]
        if not len(f):
            break
        f = _halve(f, upright, relief, even)
        f = f[near(f, extent, apron)]
    return np.concatenate(done) if done else np.zeros(0, FACE)


_CUTS: Final = np.array([0.25, 1 / 3, 0.375, 0.5, 0.5, 0.625, 2 / 3, 0.75])
_STEPS: Final = np.array([-1.0, -0.6, -0.3, 0.0, 0.0, 0.0, 0.25, 0.5])


def _halve(
    f: NDArray[np.void], upright: NDArray[np.float64], relief: NDArray[np.float64],
    even: NDArray[np.float64],
) -> NDArray[np.void]:
    w, t = f["u1"] - f["u0"], f["v1"] - f["v0"]
    h = f["hash"]
    d = f["district"]
    _, _, turn, place = rolls(h, 4)
    along_u = turn < upright[d]
    along_u = np.where(w > 2.5 * t, True, np.where(t > 5.0 * w, False, along_u))
    along_u = np.where(w < 16.0, False, np.where(t < 16.0, True, along_u))
    cut = np.where(chance(again(h, 8), even[d]), 0.5, _CUTS[(place * 8).astype(np.int64)])
    side = np.where(along_u, w, t)
    at = np.maximum(np.floor(side * cut / 4.0 + 0.5) * 4.0, 4.0)
    at = np.minimum(at, side - 4.0)
    pair = np.repeat(f, 2).reshape(-1, 2)
    u_cut, v_cut = f["u0"] + at, f["v0"] + at
    pair["u1"][:, 0] = np.where(along_u, u_cut, f["u1"])
    pair["u0"][:, 1] = np.where(along_u, u_cut, f["u0"])
    pair["v1"][:, 0] = np.where(along_u, f["v1"], v_cut)
    pair["v0"][:, 1] = np.where(along_u, f["v0"], v_cut)
    pair["hash"][:, 0], pair["hash"][:, 1] = again(h, 5), again(h, 6)
    out = pair.reshape(-1)
    width = np.minimum(out["u1"] - out["u0"], out["v1"] - out["v0"])
    step = _STEPS[below(again(out["hash"], 7), 8)] * relief[out["district"]] * width
    step = np.where(out["axis"] == 2, np.abs(step), step)
    depth = out["depth"] + np.floor(step * 2.0 + 0.5) * 0.5
    out["depth"] = np.clip(depth, DEEPEST, HIGHEST)
    return out


def cores(
    seed: int, origin: NDArray[np.int64], extent: int, apron: int = 0
) -> tuple[NDArray[np.float64], ...]:
    """Boxes (lo, hi) of the mass behind the skin, metres from origin, clipped to the region.

    Each voxel of mass is drawn back by three quarters of the skin on its open sides.
    """
    lo = np.array([voxel_at(seed, a, int(origin[a]) - apron) for a in range(3)])
    hi = np.array([voxel_at(seed, a, int(origin[a]) + extent + apron - 1) + 1 for a in range(3)])
    grid = occupancy(seed, lo - 1, hi + 1)
    at = np.argwhere(grid[1:-1, 1:-1, 1:-1])
    a, b = np.empty((len(at), 3)), np.empty((len(at), 3))
    for axis in range(3):
        edge = (planes(seed, axis, int(lo[axis]), int(hi[axis])) - origin[axis]) * 1.0
        one = np.zeros(3, np.int64)
        one[axis] = 1
        i = at + 1
        below_open = ~grid[tuple((i - one).T)]
        above_open = ~grid[tuple((i + one).T)]
        a[:, axis] = edge[at[:, axis]] + below_open * (0.75 * BACK)
        b[:, axis] = edge[at[:, axis] + 1] - above_open * (0.75 * BACK)
    a, b = np.maximum(a, -float(apron)), np.minimum(b, float(extent + apron))
    keep = (b > a).all(1)
    return a[keep], b[keep]


assert SHIFT * 2 + 2 * BACK < 256  # two skins never meet inside one voxel
