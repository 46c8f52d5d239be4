"""Which 64 m cells the walk network runs through, and through which of their faces.

A level-4 cell (1,024 m) holds 4x4x4 sub-cells of 256 m, each of 4x4x4 cells of 64 m. Every
side face of a level-4 cell has one portal; of each 4x4 block of top faces one has. A minimum
spanning tree joins the sub-cells that hold portals or mass, and many of the air along mass; some
chasms get a bridge more. Inside each sub-cell its portals are joined through cheap cells, and
cheapest is the air along a wall: one should see the City, not only its inside. Decisions on a
face depend on the face alone (its line's hash and the fields around), so neighbours agree without
reading each other.
"""

from __future__ import annotations

import heapq

import numpy as np

from blame3d.world.hash import chance, hash64
from blame3d.world.types import World
from blame3d.world.walk_lines import I64, Bools, Links, N, Solid, along_mass, is_storey, line_hash
from blame3d.world.walk_paths import by_sub, join, terminals

_BLOCK, _EDGE, _SHELL, _SPAN = 0x57A2, 0x57A3, 0x57A7, 0x57A8
# For each side of a face, by what it is, against 0 … 65,535 of the line's own preference.
_MASS_BONUS, _LEDGE_BONUS = 22_000, 34_000
_STOREY_BONUS = 36_000  # for the one layer in four that carries most of the traffic


def _has_vertical(world: World, cell4: I64, solid256: Solid) -> tuple[bool, bool]:
    """Whether the bottom and the top face of a level-4 cell carry their block's portal."""
    block = cell4[:2] >> 2
    b = np.arange(4, dtype=np.int64)
    x, y, sx, sy, side, top = (
        v.reshape(-1)
        for v in np.meshgrid(b, b, b, b, np.arange(-1, 1), np.arange(2), indexing="ij")
    )
    sub = np.stack(
        [(block[0] * 4 + x) * 4 + sx, (block[1] * 4 + y) * 4 + sy, (cell4[2] + top) * 4 + side],
        axis=-1,
    )
    mass = np.asarray(solid256(sub)).reshape(4, 4, 32, 2).astype(np.int64).sum(axis=2)
    xy = b[:, None, None], b[None, :, None]
    z = cell4[2] + np.arange(2)
    tie = hash64(world.seed, _BLOCK, block[0] * 4 + xy[0], block[1] * 4 + xy[1], z[None, None])
    score = (mass << 32) + (tie >> np.uint64(33)).astype(np.int64)
    best = score.reshape(16, 2).argmax(axis=0)
    own = int((cell4[0] & 3) * 4 + (cell4[1] & 3))
    return int(best[0]) == own, int(best[1]) == own


def _choose_faces(world: World, cell4: I64, worth: I64) -> tuple[list[I64], I64]:
    """The cell-face that stands for each face of the lattice. worth: (18, 18, 18) by cell.

    Returns for each axis the faces between sub-cells (5, 4, 4, 3), local cell indices whose low
    face on that axis is meant, and (3, 2, 3): the same for the level-4 cell's own low and high
    faces.
    """
    own = np.empty((3, 2, 3), np.int64)
    subs = []
    at = np.arange(0, N + 1, 4, dtype=np.int64)
    r = np.arange(N, dtype=np.int64)
    for axis in range(3):
        grid = np.stack(np.meshgrid(at, r, r, indexing="ij"), axis=-1)  # along, p, q
        order = [axis, *(k for k in range(3) if k != axis)]
        face = np.empty_like(grid)
        face[..., order] = grid
        turned = np.moveaxis(worth, axis, 0)[:, 1:-1, 1:-1]
        pref = (line_hash(world, axis, face + cell4 * N) >> np.uint64(48)).astype(np.int64)
        score = pref + turned[at] + turned[at + 1]
        if axis < 2:
            score += _STOREY_BONUS * is_storey(world, face + cell4 * N)
        blocks = score.reshape(5, 4, 4, 4, 4).transpose(0, 1, 3, 2, 4).reshape(5, 4, 4, 16)
        pick = blocks.argmax(axis=-1)
        a, b = np.arange(4)[:, None] * 4, np.arange(4)[None, :] * 4
        sub = np.empty((5, 4, 4, 3), np.int64)
        sub[..., order] = np.stack(
            [np.broadcast_to(at[:, None, None], pick.shape), a + (pick >> 2), b + (pick & 3)], -1
        )
        subs.append(sub)
        for side in range(2):
            best = int(score[4 * side].argmax())
            own[axis, side, order] = (N * side, best >> 4, best & 15)
    return subs, own


def _spanning_tree(weights: list[I64], wanted: Bools) -> list[Bools]:
    """Prim's tree over the 4x4x4 sub-cells, then leaves that nobody wants are cut.

    weights: per axis (3, 4, 4) turned like (along, p, q) back in x, y, z order: weight of the
    edge between sub-cell i and i + 1. wanted: (64,). Returns used edges, the same shapes.
    """
    neighbours: list[list[tuple[int, int, int]]] = [[] for _ in range(64)]
    step = (16, 4, 1)
    edges: list[tuple[int, int]] = []
    for axis in range(3):
        for index, w in np.ndenumerate(weights[axis]):
            a = index[0] * 16 + index[1] * 4 + index[2]
            e = len(edges)
            edges.append((a, a + step[axis]))
            neighbours[a].append((int(w), e, a + step[axis]))
            neighbours[a + step[axis]].append((int(w), e, a))
    used: list[set[int]] = [set() for _ in range(64)]
    reached = [False] * 64
    heap = [(0, -1, 0)]
    while heap:
        _, e, n = heapq.heappop(heap)
        if reached[n]:
            continue
        reached[n] = True
        if e >= 0:
            for end in edges[e]:
                used[end].add(e)
        for item in neighbours[n]:
            if not reached[item[2]]:
                heapq.heappush(heap, item)
    leaves = [n for n in range(64) if len(used[n]) == 1 and not wanted[n]]
    while leaves:
        n = leaves.pop()
        e = used[n].pop()
        other = edges[e][0] + edges[e][1] - n
        used[other].discard(e)
        if len(used[other]) == 1 and not wanted[other]:
            leaves.append(other)
    flags = np.zeros(len(edges), np.bool_)
    for found in used:
        for e in found:  # order does not matter: only flags are set
            flags[e] = True
    sizes = [w.size for w in weights]
    parts = np.split(flags, [sizes[0], sizes[0] + sizes[1]])
    return [f.reshape(w.shape) for f, w in zip(parts, weights, strict=True)]


def _sub_edges(world: World, cell4: I64, mass: Bools, shell: Bools, wanted: Bools) -> list[Bools]:
    """Used faces between a level-4 cell's sub-cells: a tree and some bridges.

    mass, shell (air along mass): (4, 4, 4); wanted: (64,). Returns (3, 4, 4), (4, 3, 4) and
    (4, 4, 3): whether sub-cell i and i + 1 on that axis are joined.
    """
    weights, spans = [], []
    open_air = (~mass & ~shell).astype(np.int64)
    r = np.arange(4, dtype=np.int64)
    for axis in range(3):
        here = np.stack(np.meshgrid(r, r, r, indexing="ij"), -1)
        lower = [slice(0, 3) if k == axis else slice(None) for k in range(3)]
        upper = [slice(1, 4) if k == axis else slice(None) for k in range(3)]
        at = here[tuple(lower)] + cell4 * 4
        noise = hash64(world.seed, _EDGE, axis, at[..., 0], at[..., 1], at[..., 2])
        dear = 10 * (open_air[tuple(lower)] + open_air[tuple(upper)]) + (15 if axis == 2 else 0)
        weights.append((10 + dear) * 64 + (noise >> np.uint64(54)).astype(np.int64))
        spans.append(_bridges(world, cell4, mass, axis) if axis < 2 else np.bool_(False))
    tree = _spanning_tree(weights, wanted)
    return [t | b for t, b in zip(tree, spans, strict=True)]


def _bridges(world: World, cell4: I64, mass: Bools, axis: int) -> Bools:
    """Straight rows of air between two masses that get a bridge: half of them."""
    row = np.moveaxis(mass, axis, 0)
    p, q = (cell4[k] * 4 + np.arange(4) for k in range(3) if k != axis)
    lucky = hash64(world.seed, _SPAN, axis, cell4[axis], p[:, None], q[None]) >> np.uint64(63) == 0
    used = np.zeros((3, 4, 4), np.bool_)
    for first in range(2):
        for last in range(first + 2, 4):
            gap = row[first] & row[last] & ~row[first + 1 : last].any(axis=0)
            used[first:last] |= gap & lucky
    return np.moveaxis(used, 0, axis)


def portals(
    world: World, cell4: I64, field: Bools, ledge: Bools, solid256: Solid
) -> tuple[list[I64], I64, tuple[bool, bool]]:
    """The faces of `_choose_faces`, and whether the bottom and the top one carry a portal."""
    subs, own = _choose_faces(world, cell4, field * _MASS_BONUS + ledge * _LEDGE_BONUS)
    return subs, own, _has_vertical(world, cell4, solid256)


def lay_links(
    world: World, cell4: I64, field: Bools, ledge: Bools, solid256: Solid,
    kept: tuple[Bools, I64, Bools] | None = None,
) -> Links:
    """The faces that the network crosses inside and on the border of one level-4 cell.

    field, ledge: from `read_fields`. kept: on which sides (3, 2) the portals are others' (3, 2, 3),
    and whether those of bottom and top are there (2,); see `walk_border`. Returns three boolean
    arrays, (17, 16, 16), (16, 17, 16) and (16, 16, 17): whether the low face (on x, y, z) of the
    cell at that index is crossed.
    """
    links = tuple(np.zeros([N + (k == axis) for k in range(3)], np.bool_) for axis in range(3))
    r = np.arange(-1, 5, dtype=np.int64)
    grid = np.stack(np.meshgrid(r, r, r, indexing="ij"), -1)
    around = np.asarray(solid256(grid.reshape(-1, 3) + cell4 * 4), np.bool_).reshape(6, 6, 6)
    mass, shell = around[1:-1, 1:-1, 1:-1], along_mass(around)
    subs, own, (down, up) = portals(world, cell4, field, ledge, solid256)
    if kept is not None:
        sides, others, theirs = kept
        own = np.where(sides[:, :, None], others, own)
        down, up = np.where(sides[2], theirs, (down, up)).tolist()
    faces: list[tuple[int, I64]] = [(a, own[a, s]) for a in (0, 1) for s in (0, 1)]
    faces += [(2, own[2, s]) for s, has in ((0, down), (1, up)) if has]
    at = grid[1:-1, 1:-1, 1:-1] + cell4 * 4
    some = chance(hash64(world.seed, _SHELL, at[..., 0], at[..., 1], at[..., 2]), 0.6)
    wanted = (mass | (shell & some)).reshape(64)
    for axis, face in faces:
        cell = face.copy()
        cell[axis] = min(int(cell[axis]), N - 1)
        wanted[int((cell[0] >> 2) * 16 + (cell[1] >> 2) * 4 + (cell[2] >> 2))] = True
    for axis, used in enumerate(_sub_edges(world, cell4, mass, shell, wanted)):
        order = [axis, *(k for k in range(3) if k != axis)]
        chosen = subs[axis][1:4][np.transpose(used, order)]
        faces += [(axis, face) for face in chosen]
    for axis, face in faces:
        links[axis][tuple(face)] = True
    solid, edge = (by_sub(v[1:-1, 1:-1, 1:-1]) for v in (field, ledge))
    term = terminals(world, cell4, faces, solid.reshape(64, 64), edge.reshape(64, 64))
    level = np.where(solid, 3, np.where(edge, 2, 5)).astype(np.int64)
    enter = np.stack([level, level + 6])
    tree = np.zeros((64, 4, 4, 4), np.bool_)
    flat = tree.reshape(64, 64)
    root = np.flatnonzero(term[:, 0] >= 0)
    flat[root, term[root, 0]] = True
    for column in range(1, term.shape[1]):
        goal = term[:, column]
        todo = np.flatnonzero((goal >= 0) & ~flat[np.arange(64), goal])
        if len(todo):
            join((links[0], links[1], links[2]), tree, enter, todo, goal[todo])
    return links[0], links[1], links[2]
