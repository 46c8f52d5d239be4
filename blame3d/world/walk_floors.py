"""Floors of the walk network: the union of all walkways of one cell at one height.

Rectangles are painted into one raster of 64 x 64 metres per floor; out come disjoint decks and,
wherever a floor ends over a drop, a rail. Rasters make crossings, overlaps, corners and rooms one
case.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from blame3d.world.walk_cells import FLIGHT_END, LANDING_DEEP, RING, Cells
from blame3d.world.walk_lines import I64

Rects = list[tuple[I64, I64, I64, int]]
"""(floor (n,), lo (n, 2), hi (n, 2), value to paint), in order."""


Rect = tuple[int, int, int, int]
"""x0, y0, x1, y1."""


def legs(c: Cells) -> tuple[tuple[I64, I64], tuple[I64, I64], I64, I64]:
    """The two straight parts of each opening's walkway.

    Returns leg 1 and leg 2 as (lo, hi), each (P, 2); the middle of the strip where the first
    meets the second (P, 2) in half metres, and where the second ends at the hub (P, 2), ditto.
    """
    p = np.arange(len(c.p_cell))
    m = c.p_dir & 1  # axis along which the opening is entered
    o = 1 - m
    tower = c.tower[c.p_cell]
    core_lo = np.where(tower[:, None], c.foot_lo[c.p_cell] - RING, c.hub[c.p_cell])
    core_hi = np.where(tower[:, None], c.foot_hi[c.p_cell] + RING, c.hub[c.p_cell] + RING)
    high = c.p_dir < 2
    near = np.where(high, core_hi[p, m] - RING, core_lo[p, m])  # low edge of the near column
    mid = 2 * c.p_u + 3
    side_lo, side_hi = 2 * core_lo[p, o] + 3, 2 * core_hi[p, o] - 3
    direct = (mid >= side_lo) & (mid <= side_hi)
    stop = np.where(high, near + RING * direct, near + RING * ~direct)
    lo1, hi1 = np.empty((len(p), 2), np.int64), np.empty((len(p), 2), np.int64)
    lo1[p, m] = np.where(high, stop, c.p_in)
    hi1[p, m] = np.where(high, 64 - c.p_in, stop)
    lo1[p, o], hi1[p, o] = c.p_lo, c.p_hi
    below = mid < side_lo
    lo2, hi2 = lo1.copy(), hi1.copy()
    lo2[p, m], hi2[p, m] = near, near + RING
    lo2[p, o] = np.where(direct, c.p_lo, np.where(below, c.p_lo, core_hi[p, o] - RING))
    hi2[p, o] = np.where(direct, c.p_lo, np.where(below, core_lo[p, o] + RING, c.p_hi))
    turn, end = np.empty((len(p), 2), np.int64), np.empty((len(p), 2), np.int64)
    turn[p, m] = 2 * near + 3
    turn[p, o] = mid
    end[p, m] = 2 * near + 3
    end[p, o] = np.minimum(np.maximum(mid, side_lo), side_hi)
    return (lo1, hi1), (lo2, hi2), turn, end


def covers(c: Cells, more: list[tuple[I64, I64, I64]]) -> dict[int, list[Rect]]:
    """What the ways and rooms of each floor cover, and `more` (floor (n,), lo, hi (n, 2))."""
    (lo1, hi1), (lo2, hi2), _, _ = legs(c)
    out: dict[int, list[Rect]] = {}
    ways = (c.p_floor, lo1, hi1), (c.p_floor, lo2, hi2), (c.r_floor, c.r_lo, c.r_hi)
    for floor, lo, hi in (*ways, *more):
        for f, x0, y0, x1, y1 in np.column_stack([floor, lo, hi]).tolist():
            out.setdefault(f, []).append((x0, y0, x1, y1))
    return out


def rectangles(c: Cells) -> Rects:
    """Everything that is painted, in the order of painting."""
    out: Rects = [(c.r_floor, c.r_lo, c.r_hi, 1)]
    f = np.flatnonzero(c.tower[c.f_cell])
    cell = c.f_cell[f]
    lo, hi = c.foot_lo[cell], c.foot_hi[cell]
    out.append((f, lo, hi, 0))
    for part in legs(c)[:2]:
        out.append((c.p_floor, *part, 1))
    meet = np.flatnonzero(~c.tower[c.f_cell])
    hub = c.hub[c.f_cell[meet]]
    out.append((meet, hub, hub + RING, 1))
    for k in range(2):  # the four sides of the ring
        a, b = lo - RING, hi + RING
        b[:, k] = lo[:, k]
        out.append((f, a, b, 1))
        a, b = lo - RING, hi + RING
        a[:, k] = hi[:, k]
        out.append((f, a, b, 1))
    lowest = c.f_z[f] == c.low[cell]
    along = np.where(c.turned[cell], 1, 0)
    far = (c.f_z[f] >> 2) & 1  # floors at odd multiples of 4 m meet the far landing
    rows = np.arange(len(f))
    a, b = lo.copy(), hi.copy()
    a[rows, along] = np.where(far == 1, hi[rows, along] - LANDING_DEEP, lo[rows, along])
    b[rows, along] = a[rows, along] + LANDING_DEEP
    a, b = np.where(lowest[:, None], lo, a), np.where(lowest[:, None], hi, b)
    out.append((f, a, b, 1))
    return out


def raster(c: Cells, rects: Rects) -> NDArray[np.uint8]:
    """(G, 64, 64) in floor, y, x order: 1 where there is floor."""
    occ = np.zeros((len(c.f_cell), 64, 64), np.uint8)
    for floor, lo, hi, value in rects:
        table = np.column_stack([floor, lo, hi]).tolist()
        for g, x0, y0, x1, y1 in table:
            occ[g, y0:y1, x0:x1] = value
    return occ


def decks(edge: NDArray[np.uint8]) -> tuple[I64, I64, I64]:
    """Disjoint rectangles that cover a raster: floor (n,), lo, hi (n, 2). edge: from `edges_x`."""
    flat = np.flatnonzero(edge.reshape(-1).view(np.bool_))
    start, end = flat[0::2], flat[1::2]  # every run in a row has its two ends, in order
    row, x0 = np.divmod(start, 65)
    x1 = end % 65
    g, y = row >> 6, row & 63
    key = (g * 65 + x0) * 65 + x1
    key, y, last_y = _runs(key, y)
    g, x = np.divmod(key, 65 * 65)
    return g, np.stack([x // 65, y], axis=-1), np.stack([x % 65, last_y], axis=-1)


def _runs(key: I64, at: I64) -> tuple[I64, I64, I64]:
    """Group equal keys at consecutive places (0 … 63): key, first place, place after the last."""
    both = np.sort(key * 128 + at)  # runs of consecutive numbers are runs of places
    new = np.append(True, both[1:] != both[:-1] + 1)[: len(both)]
    first = both[new]
    last = both[np.append(new[1:], True)[: len(both)]]
    return first >> 7, first & 127, (last & 127) + 1


def rails(
    c: Cells, occ: NDArray[np.uint8], ex: NDArray[np.uint8], ey: NDArray[np.uint8]
) -> tuple[I64, I64, I64, I64]:
    """Where floors end over a drop: floor, side of the drop (0 … 3), lo, hi (n, 2), one flat.

    ex, ey: from `edges_x` and `edges_y`; written to.
    """
    _open_borders(c, ex, ey)
    _open_flights(c, ex, ey)
    parts = []
    for axis, edge in ((0, ex), (1, ey)):
        f = np.flatnonzero(edge.reshape(-1).view(np.bool_))
        if axis == 0:
            rest, line = np.divmod(f, 65)
            g, t = rest >> 6, rest & 63
            beyond = occ[g, t, np.minimum(line, 63)] == 1
        else:
            rest, t = f >> 6, f & 63
            g, line = np.divmod(rest, 65)
            beyond = occ[g, np.minimum(line, 63), t] == 1
        side = np.where((line < 64) & beyond, 2 + axis, axis)
        key, start, stop = _runs((g * 65 + line) * 4 + side, t)
        line = (key >> 2) % 65
        lo, hi = np.empty((len(key), 2), np.int64), np.empty((len(key), 2), np.int64)
        lo[:, axis] = hi[:, axis] = line
        lo[:, 1 - axis], hi[:, 1 - axis] = start, stop
        parts.append(((key >> 2) // 65, key & 3, lo, hi))
    g, side, lo, hi = (np.concatenate(v) for v in zip(*parts, strict=True))
    return g, side, lo, hi


def edges_x(occ: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """(G, 64, 65): 1 where floor begins or ends along x."""
    edge = np.empty((len(occ), 64, 65), np.uint8)
    np.bitwise_xor(occ[:, :, 1:], occ[:, :, :-1], out=edge[:, :, 1:64])
    edge[:, :, 0], edge[:, :, 64] = occ[:, :, 0], occ[:, :, 63]
    return edge


def edges_y(occ: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """(G, 65, 64): 1 where floor begins or ends along y."""
    edge = np.empty((len(occ), 65, 64), np.uint8)
    np.bitwise_xor(occ[:, 1:], occ[:, :-1], out=edge[:, 1:64])
    edge[:, 0], edge[:, 64] = occ[:, 0], occ[:, 63]
    return edge


def _open_borders(c: Cells, ex: NDArray[np.uint8], ey: NDArray[np.uint8]) -> None:
    """No rail across an opening that both cells' decks cover, nor where one steps onto a lift."""
    table = np.column_stack([c.p_floor, c.p_dir, c.p_in, c.p_open_lo, c.p_open_hi]).tolist()
    for g, d, inset, lo, hi in table:
        line = 64 - inset if d < 2 else inset
        if d & 1:
            ey[g, line, lo:hi] = 0
        else:
            ex[g, lo:hi, line] = 0


def _open_flights(c: Cells, ex: NDArray[np.uint8], ey: NDArray[np.uint8]) -> None:
    """No rail where a flight leaves or reaches a landing."""
    f = np.flatnonzero(c.tower[c.f_cell])
    cell = c.f_cell[f]
    odd = (c.f_z[f] >> 2) & 1
    climbs = c.f_z[f] < c.high[cell]
    arrives = c.f_z[f] > c.low[cell]
    columns = (f, odd, climbs, arrives, c.turned[cell], c.foot_lo[cell])
    for g, far, up, down, turned, foot in zip(*(v.tolist() for v in columns), strict=True):
        a, b = (foot[1], foot[0]) if turned else (foot[0], foot[1])
        line = a + (FLIGHT_END if far else LANDING_DEEP)
        lanes = []
        if up:
            lanes.append(b + (3 if far else 0))
        if down:
            lanes.append(b + (0 if far else 3))
        for lane in lanes:
            if turned:
                ey[g, line, lane : lane + 2] = 0
            else:
                ex[g, lane : lane + 2, line] = 0
