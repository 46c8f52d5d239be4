"""Inside the walk network's sub-cells: what must be joined, and the cheapest way to join it.

All 64 sub-cells of a level-4 cell are handled at once: in each round every sub-cell that is not
done joins one more of its cells to its tree, along the cheapest path.
"""

from __future__ import annotations

import numpy as np

from blame3d.world.hash import below, hash64
from blame3d.world.types import World
from blame3d.world.walk_lines import I64, Bools, Links, N

_EXTRA, _COUNT = 0x57A4, 0x57A5
_FAR = 1 << 20


def terminals(
    world: World, cell4: I64, faces: list[tuple[int, I64]], mass: Bools, ledge: Bools
) -> I64:
    """Cells that each sub-cell must join: (64, R) cell numbers 0 … 63 inside it, -1 for none.

    mass, ledge: (64, 64), sub-cell and cell. The first column of a sub-cell that is used at all
    is its root; the last three are extras that become side corridors, rooms and lookouts.
    """
    ends = []
    for axis, face in faces:
        low = face.copy()
        low[axis] -= 1
        ends += [c for c in (low, face) if 0 <= c[axis] < N]
    cells = np.array(ends, np.int64)
    sub = cells >> 2
    number = sub[:, 0] * 16 + sub[:, 1] * 4 + sub[:, 2]
    part = cells & 3
    inner = part[:, 0] * 16 + part[:, 1] * 4 + part[:, 2]
    order = np.argsort(number, kind="stable")
    number, inner = number[order], inner[order]
    first = np.searchsorted(number, number)
    rank = np.arange(len(number)) - first
    width = int(rank.max()) + 1
    out = np.full((64, width + 3), -1, np.int64)
    out[number, rank] = inner
    s = np.arange(64, dtype=np.int64)
    at = np.stack([s >> 4, (s >> 2) & 3, s & 3], -1) + cell4 * 4
    h = hash64(world.seed, _EXTRA, at[:, 0, None], at[:, 1, None], at[:, 2, None], s[None, :])
    fit = mass | ledge
    draw = np.where(fit, (h >> np.uint64(34)).astype(np.int64) + (ledge.astype(np.int64) << 29), -1)
    best = np.argsort(-draw, axis=1, kind="stable")[:, :3]
    count = below(hash64(world.seed, _COUNT, at[:, 0], at[:, 1], at[:, 2]), 4)
    keep = (np.arange(3)[None] < count[:, None]) & np.take_along_axis(fit, best, 1)
    keep &= (out[:, 0] >= 0)[:, None]
    out[:, width:] = np.where(keep, best, -1)
    return out


def by_sub(grid: Bools) -> Bools:
    """(16, 16, 16) as (64, 4, 4, 4): sub-cell, then cell inside it."""
    return grid.reshape(4, 4, 4, 4, 4, 4).transpose(0, 2, 4, 1, 3, 5).reshape(64, 4, 4, 4)


def _distances(tree: Bools, enter: I64) -> I64:
    """Cost from the tree to every cell: (n, 4, 4, 4). enter: cost of entering, level and steep."""
    d = np.where(tree, 0, _FAR)
    while True:
        old = d.copy()
        for axis in (1, 2, 3):
            cost = enter[1 if axis == 3 else 0]
            t, c = np.moveaxis(d, axis, 0), np.moveaxis(cost, axis, 0)
            for i in (1, 2, 3):
                np.minimum(t[i], t[i - 1] + c[i], out=t[i])
            for i in (2, 1, 0):
                np.minimum(t[i], t[i + 1] + c[i], out=t[i])
        if np.array_equal(old, d):
            return d


_DIRS = np.array([[1, 0, 0], [-1, 0, 0], [0, 1, 0], [0, -1, 0], [0, 0, 1], [0, 0, -1]], np.int64)


def join(links: Links, tree: Bools, enter: I64, subs: I64, goal: I64) -> None:
    """Join one cell (`goal`, 0 … 63) in each of the sub-cells `subs` to that sub-cell's tree."""
    dist = _distances(tree[subs], enter[:, subs])
    rows = np.arange(len(subs))
    padded = np.full((len(subs), 6, 6, 6), _FAR, np.int64)
    padded[:, 1:5, 1:5, 1:5] = dist
    at = np.stack([goal >> 4, (goal >> 2) & 3, goal & 3], -1)
    base = np.stack([subs >> 4, (subs >> 2) & 3, subs & 3], -1) * 4
    before = np.full(len(subs), -1, np.int64)
    while len(rows):
        here = dist[rows, at[:, 0], at[:, 1], at[:, 2]]
        tree[subs[rows], at[:, 0], at[:, 1], at[:, 2]] = True
        go = here > 0
        rows, at, base, before, here = rows[go], at[go], base[go], before[go], here[go]
        if not len(rows):
            return
        near = at[:, None, :] + _DIRS[None] + 1
        cost = enter[:, subs[rows], at[:, 0], at[:, 1], at[:, 2]]
        step = np.concatenate([np.repeat(cost[:1], 4, 0), np.repeat(cost[1:], 2, 0)]).T
        from_ = padded[rows[:, None], near[..., 0], near[..., 1], near[..., 2]]
        good = from_ + step == here[:, None]
        keep = (before >= 0) & good[np.arange(len(rows)), before]
        way = np.where(keep, before, good.argmax(axis=1))
        cell = at + base
        face = cell + np.maximum(_DIRS[way], 0)
        for axis in range(3):
            on = way >> 1 == axis
            links[axis][tuple(face[on].T)] = True
        at = at + _DIRS[way]
        before = way
