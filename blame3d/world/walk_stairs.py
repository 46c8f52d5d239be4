"""Stair towers of the walk network: two lanes of flights, a landing at every 4 m.

In the tower's own axes (a along, b across): landings at even multiples of 4 m lie at a = 0 … 3,
at odd ones at a = 9 … 12; the flight that leaves an even landing climbs in lane b = 0 … 2
towards +a, the one that leaves an odd landing in lane b = 3 … 5 towards -a.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from blame3d.world import stretch
from blame3d.world.types import World
from blame3d.world.walk_cells import FLIGHT_END, LANDING_DEEP, LONG, WIDE, Cells
from blame3d.world.walk_lines import I64

_WELLS: Final = np.array([(0, 0), (44, 2), (64, 4), (82, 6)], np.int64)
"""By a stretch's lot from here on: metres of air about its stair towers in mass. Some are as narrow
as their flights, some stand in a well."""


@dataclass(frozen=True, eq=False)
class Stairs:
    """Rows hold a cell row, then bounds in metres inside the cell.

    l_*: all landings (z, and whether a painted floor already provides its deck). d_*: decks of
    the others. rail_*: their rails. ramp_*: flights. shaft_*: clearances. spine_*: the walls
    between the lanes (cells as in shaft_cell).
    """

    l_cell: I64
    l_z: I64
    d_cell: I64
    d_lo: I64
    d_hi: I64
    rail_cell: I64
    rail_side: I64
    rail_lo: I64
    rail_hi: I64
    ramp_cell: I64
    ramp_z: I64
    ramp_dir: I64
    ramp_lo: I64
    ramp_hi: I64
    shaft_cell: I64
    shaft_lo: I64
    shaft_hi: I64
    spine_lo: I64
    spine_hi: I64


def turned_points(c: Cells, cell: I64, a: I64, b: I64) -> I64:
    """Tower axes to the cell's x, y. a, b: (n,) metres (any unit step) from the footprint."""
    t = c.turned[cell]
    return np.stack(
        [c.foot_lo[cell, 0] + np.where(t, b, a), c.foot_lo[cell, 1] + np.where(t, a, b)], axis=-1
    )


def _turned_side(c: Cells, cell: I64, side: I64) -> I64:
    """Directions 0 +a, 1 +b, 2 -a, 3 -b as 0 +x, 1 +y, 2 -x, 3 -y."""
    return np.where(c.turned[cell], side ^ 1, side)


def _rooms(world: World, c: Cells, t: I64) -> I64:
    """Metres of air (n, 1) on all sides of towers in mass: a habit of their stretch."""
    lot = stretch.habit(world.seed, c.world_at[0] * 64, (c.world_at[t] - c.world_at[0]) * 64.0,
                        stretch.WELL)
    room = _WELLS[np.searchsorted(_WELLS[:, 0], lot, "right") - 1, 1]
    return np.where(c.mass[t], room, 0)[:, None]


def build(world: World, c: Cells) -> Stairs:
    """All towers of one level-4 cell."""
    t = np.flatnonzero(c.tower)
    low, high = c.low[t], c.high[t]
    steps = (high - low) >> 2
    ramp_cell = np.repeat(t, steps)
    start = np.repeat(np.cumsum(steps) - steps, steps)
    ramp_z = c.low[ramp_cell] + 4 * (np.arange(len(ramp_cell)) - start)
    odd = (ramp_z >> 2) & 1
    zero = np.zeros_like(odd)
    ramp_lo = np.column_stack([turned_points(c, ramp_cell, zero + LANDING_DEEP, 3 * odd), ramp_z])
    ramp_hi = np.column_stack(
        [turned_points(c, ramp_cell, zero + FLIGHT_END, 3 * odd + 2), ramp_z + 4]
    )
    ramp_dir = _turned_side(c, ramp_cell, 2 * odd)

    floors = steps + (high < 64)  # the landing at 64 m belongs to the cell above
    l_cell = np.repeat(t, floors)
    start = np.repeat(np.cumsum(floors) - floors, floors)
    l_z = c.low[l_cell] + 4 * (np.arange(len(l_cell)) - start)
    painted = np.isin(l_cell * 16 + (l_z >> 2), c.f_cell * 16 + (c.f_z >> 2))
    cell, z = l_cell[~painted], l_z[~painted]
    odd = (z >> 2) & 1
    zero = np.zeros_like(odd)
    first, last = FLIGHT_END * odd, FLIGHT_END * odd + LANDING_DEEP
    d_lo = np.column_stack([turned_points(c, cell, first, zero), z - 1])
    d_hi = np.column_stack([turned_points(c, cell, last, zero + WIDE), z])
    parts = []
    inner = np.where(odd == 1, first, last)
    outer = LONG * odd
    rows = [  # side in tower axes, a and b from … to
        (2 - 2 * odd, outer, outer, zero, zero + WIDE),
        (zero + 3, first, last, zero, zero),
        (zero + 1, first, last, zero + WIDE, zero + WIDE),
        (2 * odd, inner, inner, zero + 2, zero + 3),
    ]
    for side, a0, a1, b0, b1 in rows:
        parts.append(
            (
                cell,
                _turned_side(c, cell, side),
                np.column_stack([turned_points(c, cell, a0, b0), z]),
                np.column_stack([turned_points(c, cell, a1, b1), z + 1]),
            )
        )
    rail_cell, rail_side, rail_lo, rail_hi = (
        np.concatenate(v) for v in zip(*parts, strict=True)
    )
    none = np.zeros(len(t), np.int64)
    room = _rooms(world, c, t)
    shaft_lo = np.column_stack([c.foot_lo[t] - room, low])
    top = np.where(high < 64, high + 3, 64)
    shaft_hi = np.column_stack([c.foot_hi[t] + room, top])
    spine_lo = np.column_stack([turned_points(c, t, none + LANDING_DEEP, none + 2), low])
    spine_hi = np.column_stack(
        [turned_points(c, t, none + FLIGHT_END, none + 3), np.minimum(high + 1, 64)]
    )
    return Stairs(
        l_cell, l_z, cell, d_lo, d_hi, rail_cell, rail_side, rail_lo, rail_hi,
        ramp_cell, ramp_z, ramp_dir, ramp_lo, ramp_hi, t, shaft_lo, shaft_hi,
        spine_lo, spine_hi,
    )  # fmt: skip
