"""The graph of standing places of the walk network, with the line to walk along each edge.

Points are handled in half metres from the level-4 cell's low corner (walkways are 3 m wide, so
their middles lie on halves), packed into one integer each: equal points are one node.
"""

from __future__ import annotations

import numpy as np

from blame3d.world.walk_cells import LANDING_DEEP, LONG, RING, Cells
from blame3d.world.walk_floors import legs
from blame3d.world.walk_lines import I64
from blame3d.world.walk_stairs import Stairs
from blame3d.world.walk_types import F32, I32

POINTS = 6
"""Points on the line of an edge."""


def _points(c: Cells, cell: I64, xy: I64, z: I64) -> I64:
    """xy: (n, 2) half metres inside the cell, z metres: (n, 3) half metres in the level-4 cell."""
    out = np.empty((len(cell), 3), np.int64)
    out[:, :2], out[:, 2] = xy, 2 * z
    out += 128 * c.at[cell]
    return out


def _line(*points: I64) -> I64:
    """Stack k points (n, 3) to lines (n, POINTS, 3), the last repeated."""
    return np.stack([*points, *[points[-1]] * (POINTS - len(points))], axis=1)


def _tower_xy(c: Cells, cell: I64, a: I64, b: I64) -> I64:
    """Tower axes in half metres to x, y of the cell in half metres."""
    t = c.turned[cell]
    turned: I64 = np.stack([np.where(t, b, a), np.where(t, a, b)], axis=-1)
    return turned + np.int64(2) * c.foot_lo[cell]


def lines(c: Cells, s: Stairs) -> I64:
    """All edges as lines (m, POINTS, 3) in half metres."""
    out = []
    p = np.arange(len(c.p_cell))
    m = c.p_dir & 1
    z = c.f_z[c.p_floor]
    _, _, turn, end = legs(c)
    xy = turn.copy()
    begin = np.where(c.p_in > 0, 2 * c.p_in + 3, 0)  # in the middle of a landing
    xy[p, m] = np.where(c.p_dir < 2, 128 - begin, begin)
    portal = _points(c, c.p_cell, xy, z)
    turn3, end3 = _points(c, c.p_cell, turn, z), _points(c, c.p_cell, end, z)
    out.append(_line(portal, turn3, end3))

    tower = c.tower[c.p_cell]
    cell = c.p_cell[tower]
    at, axis, rows = end[tower], m[tower], np.arange(len(cell))
    lo = 2 * (c.foot_lo[cell] - RING) + 3
    hi = 2 * (c.foot_hi[cell] + RING) - 3
    for limit in (lo, hi):
        corner = at.copy()
        corner[rows, 1 - axis] = limit[rows, 1 - axis]
        out.append(_line(end3[tower], _points(c, cell, corner, z[tower])))

    f = np.flatnonzero(c.tower[c.f_cell])
    cell, z = c.f_cell[f], c.f_z[f]
    lo = 2 * (c.foot_lo[cell] - RING) + 3
    hi = 2 * (c.foot_hi[cell] + RING) - 3
    corners = [np.column_stack(v) for v in (
        (lo[:, 0], lo[:, 1]), (hi[:, 0], lo[:, 1]), (hi[:, 0], hi[:, 1]), (lo[:, 0], hi[:, 1]),
    )]  # fmt: skip
    c3 = [_points(c, cell, v, z) for v in corners]
    for k in range(4):
        out.append(_line(c3[k], c3[(k + 1) % 4]))
    odd = (z >> 2) & 1
    five = np.full_like(odd, 5)
    side = _tower_xy(c, cell, np.where(odd == 1, 27, -3), five)
    side3 = _points(c, cell, side, z)
    middle = np.where(odd == 1, 2 * LONG - LANDING_DEEP, LANDING_DEEP)
    landing = _points(c, cell, _tower_xy(c, cell, middle, five), z)
    out.append(_line(side3, landing))
    for b in (-3, 13):
        xy = _tower_xy(c, cell, np.where(odd == 1, 27, -3), np.full_like(odd, b))
        out.append(_line(side3, _points(c, cell, xy, z)))

    cell, z = s.ramp_cell, s.ramp_z
    odd = (z >> 2) & 1
    five, lane = np.full_like(odd, 5), 2 + 6 * odd
    of, far = LANDING_DEEP, 2 * LONG  # half metres: middle of a landing, edge at twice that
    a = [np.where(odd == 1, far - v, v) for v in (of, 2 * of, far - 2 * of, far - of)]
    walk = [(a[0], five, 0), (a[0], lane, 0), (a[1], lane, 0)]
    walk += [(a[2], lane, 4), (a[3], lane, 4), (a[3], five, 4)]
    out.append(_line(*(_points(c, cell, _tower_xy(c, cell, x, y), z + up) for x, y, up in walk)))
    return np.concatenate(out)


def build(c: Cells, s: Stairs) -> tuple[F32, I32, I32, F32]:
    """Network's nodes (n, 3), portals, edges (m, 2) and paths (m, POINTS, 3) in metres."""
    path = lines(c, s)
    path = path[(path[:, 0] != path[:, -1]).any(axis=-1)]
    ends = np.concatenate([path[:, 0], path[:, -1]])
    pack = np.array([1 << 32, 1 << 16, 1], np.int64)
    keys, inverse = np.unique((ends * pack).sum(axis=1), return_inverse=True)
    edges = inverse.reshape(2, -1).T.astype(np.int32)
    nodes = np.column_stack([keys >> 32, (keys >> 16) & 0xFFFF, keys & 0xFFFF])
    border = ((nodes == 0) | (nodes == 2048)).any(axis=1)
    half = np.float32(0.5)
    return (
        nodes.astype(np.float32) * half,
        np.flatnonzero(border).astype(np.int32),
        edges,
        path.astype(np.float32) * half,
    )
