"""What carries the stair towers and lifts that stand in a void: a pier down to mass, or straps up.

A tower begins in the lowest cell of its column that it crosses and ends in the highest. Below the
lowest a pier goes down to the nearest mass of the column; where there is none in the lattice cell,
two straps go up to the nearest mass from the wall between its lanes. Where there is none above
either, the bridges that it joins carry it, and the straps end a little higher in the frame of a
hoist: nothing ends in the air for no reason. A lift's mast goes on down or up by itself.
Whatever else crosses the column keeps its room.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from blame3d.world.boxes import subtract
from blame3d.world.walk_cells import Cells
from blame3d.world.walk_lines import I64, Bools
from blame3d.world.walk_stairs import turned_points
from blame3d.world.walk_types import ROOM, SHAFT, Boxes

_HEAD = ((2, 0), (10, 5))
_PIER = ((4, 1), (8, 4))
_STRAPS = (((4, 2), (5, 3)), ((7, 2), (8, 3)))
"""Footprints in the tower's own axes (a, b), from … to; the straps stand on the wall between."""
_LINTEL = ((4, 2), (8, 3))
_HEAD_TALL = 3
_FRAME_TALL = 11
"""Metres of a hoist's frame above the wall that it stands on, the last of them its lintel."""
_EDGE = 64


def build(
    c: Cells, field: Bools, clear: Boxes, masts: tuple[I64, I64, I64]
) -> tuple[I64, I64, I64]:
    """Level-0 cell number (n,) and boxes lo, hi (n, 3), metres from the level-4 cell's corner.

    field: mass, from `read_fields`. clear: what must stay clear; straps may stand in the shafts of
    stairs, for they stand on the walls between the lanes, and in the room about their own. masts:
    as `walk_lifts.masts` has them.
    """
    void = c.tower & ~c.mass
    foot, top = np.flatnonzero(void & ~c.down), np.flatnonzero(void & ~c.up)
    column = field[1:-1, 1:-1, 1:-1]
    ground, roof = _ground(column, c.at[foot]), _roof(column, c.at[top])
    held = _held(c, foot[ground >= 0], top)
    piers: list[tuple[I64, I64, I64]] = []
    low = _EDGE * c.at[foot, 2] + c.low[foot] - 1
    ends = _EDGE * ground
    stand = ground >= 0
    piers.append(_upright(c, foot[stand], _HEAD, (low - _HEAD_TALL)[stand], low[stand]))
    piers.append(_upright(c, foot[stand], _PIER, ends[stand], (low - _HEAD_TALL)[stand]))
    high = _EDGE * c.at[top, 2] + c.high[top] + 1
    hung, high, roof = top[~held], high[~held], roof[~held]
    free = roof < 0
    framed = np.minimum(high + _FRAME_TALL, _EDGE * column.shape[2])
    end = np.where(free, framed, _EDGE * (roof + 1))
    border = np.minimum(_EDGE * (c.at[hung, 2] + 1), end)
    own = [_upright(c, hung, strap, high, border) for strap in _STRAPS]
    above = [_upright(c, hung, strap, border, end) for strap in _STRAPS]
    above.append(_upright(c, hung[free], _LINTEL, end[free] - 1, end[free]))
    down, up = _carried(column, *masts)
    piers.append(down)
    above.append(up)
    at = clear.lo // _EDGE
    number = (at[:, 0] * 16 + at[:, 1]) * 16 + at[:, 2]
    out = []
    for parts, room in (
        (piers, clear.kind >= 0), (above, clear.kind != SHAFT), (own, clear.kind < ROOM)
    ):
        cell, lo, hi, _ = by_cell(*(np.concatenate(v) for v in zip(*parts, strict=True)))
        room = room & np.isin(number, cell)
        a, b, row = subtract(lo.astype(np.float64), hi.astype(np.float64), clear.lo[room],
                             clear.hi[room])
        out.append((cell[row], a.astype(np.int64), b.astype(np.int64)))
    cells, low_, high_ = (np.concatenate(v) for v in zip(*out, strict=True))
    return cells, low_, high_


def _ground(column: Bools, at: I64) -> I64:
    """The nearest mass below cells (n, 3) in their columns: 0 … 15, -1 for none."""
    k = np.arange(column.shape[2])
    under = column[at[:, 0], at[:, 1]] & (k < at[:, 2, None])
    return np.where(under.any(1), k[-1] - under[:, ::-1].argmax(1), -1)


def _roof(column: Bools, at: I64) -> I64:
    """The nearest mass above them; -1 for none."""
    over = column[at[:, 0], at[:, 1]] & (np.arange(column.shape[2]) > at[:, 2, None])
    roof: I64 = np.where(over.any(1), over.argmax(1), -1)
    return roof


def _carried(
    column: Bools, at: I64, lo: I64, hi: I64
) -> tuple[tuple[I64, I64, I64], tuple[I64, I64, I64]]:
    """Column number, lo, hi of what goes on below masts whose foot is in air, and above those that
    find no ground but a roof."""
    foot, head = (np.column_stack([at, z[:, 2] // _EDGE]) for z in (lo, hi))
    ground, roof = _ground(column, foot), _roof(column, head)
    loose = ~column[tuple(foot.T)]
    stand, hang = loose & (ground >= 0), loose & (ground < 0) & (roof >= 0)
    number = at[:, 0] * 16 + at[:, 1]
    low, high = lo.copy(), hi.copy()
    low[:, 2], high[:, 2] = _EDGE * ground, _EDGE * (roof + 1)
    top, end = hi.copy(), lo.copy()
    top[:, 2], end[:, 2] = lo[:, 2], hi[:, 2]
    return (number[stand], low[stand], top[stand]), (number[hang], end[hang], high[hang])


def _held(c: Cells, standing: I64, top: I64) -> Bools:
    """Whether the towers that end in the cells `top` begin in mass or in one of those standing."""
    feet = np.flatnonzero(c.tower & ~c.down)
    good = c.mass[feet] | np.isin(feet, standing)
    # Towers of a column follow one another: the nearest foot below a top is its own.
    order = np.argsort(c.number[feet], kind="stable")
    own = np.searchsorted(c.number[feet][order], c.number[top], side="right") - 1
    return np.asarray(good[order][own], np.bool_)


def _column(c: Cells, rows: I64) -> I64:
    column: I64 = c.at[rows, 0] * 16 + c.at[rows, 1]
    return column


def _upright(
    c: Cells, rows: I64, foot: tuple[tuple[int, int], tuple[int, int]], low: I64, high: I64
) -> tuple[I64, I64, I64]:
    """Column number, lo, hi of upright boxes over a footprint of towers."""
    one = np.ones(len(rows), np.int64)
    base = _EDGE * c.at[rows, :2]
    lo, hi = (turned_points(c, rows, one * a, one * b) + base for a, b in foot)
    return _column(c, rows), np.column_stack([lo, low]), np.column_stack([hi, high])


def by_cell(column: I64, lo: I64, hi: I64) -> tuple[I64, I64, I64, I64]:
    """Upright boxes cut at the borders of level-0 cells: numbers of cells instead of columns, lo,
    hi, and the box that each is of."""
    first, last = lo[:, 2] // _EDGE, -(-hi[:, 2] // _EDGE)
    n = np.maximum(last - first, 0)
    row = np.repeat(np.arange(len(lo)), n)
    k: NDArray[np.int64] = first[row] + np.arange(len(row)) - np.repeat(np.cumsum(n) - n, n)
    a, b = lo[row], hi[row]
    a[:, 2], b[:, 2] = np.maximum(a[:, 2], _EDGE * k), np.minimum(b[:, 2], _EDGE * (k + 1))
    return column[row] * 16 + k, a, b, row
