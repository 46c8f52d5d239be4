"""Ladders of the walk network: the short way between two floors of one stair tower.

Beside the gallery around a tower lie two alcoves one over the other. From the lower one goes up a
shaft of 2 by 3 m; the upper has its floor beside that shaft. So the ladder stands on the wall
below that floor's edge: one climbs facing the wall and steps off forwards.

    above   gallery | shaft (rail) | floor        below   gallery | floor | wall, and mass or air
                    0 … 2            2 … 5                          0 … 2   2 … 3

They are extras: whoever does not like heights takes the stairs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.world.hash import again, below, hash64
from blame3d.world.types import World
from blame3d.world.walk_cells import RING, Cells
from blame3d.world.walk_floors import Rect, Rects, covers
from blame3d.world.walk_lines import I64

_LADDER: Final = 0x57B8
_SHORTEST, _LONGEST = 8, 40
_HOLE, _FLOOR, _DEEP = 2, 3, 3
_OFF: Final = 1
"""Half metres from the wall to whoever climbs."""
_LEAST: Final = 2
"""Metres that an alcove keeps from the cell's border."""


@dataclass(frozen=True, eq=False)
class Ladders:
    """L ladders. low, high: floors (rows of Cells.f_*) that they join. way: direction in which one
    looks who climbs, 0 +x, 1 +y, 2 -x, 3 -y. out: direction from the tower to them, the same.
    hole_lo, hole_hi, floor_lo, floor_hi: (L, 2) the shaft and the floor above beside it."""

    low: I64
    high: I64
    way: I64
    out: I64
    hole_lo: I64
    hole_hi: I64
    floor_lo: I64
    floor_hi: I64

    def __len__(self) -> int:
        return len(self.low)


def build(world: World, c: Cells, keep: list[tuple[I64, I64, I64]]) -> Ladders:
    """The ladders of one level-4 cell: one for every two floors of a tower that lie 8 to 40 m
    apart, where there is room beside it.

    keep: what else is to be left alone: floor (n,), lo, hi (n, 2).
    """
    step = c.f_z[1:] - c.f_z[:-1]
    pair = np.flatnonzero(
        (c.f_cell[1:] == c.f_cell[:-1]) & (step >= _SHORTEST) & (step <= _LONGEST)
    )
    taken = covers(c, keep)
    found = []
    for low in pair.tolist():
        place = _place(world, c, low, [*taken.get(low, ()), *taken.get(low + 1, ())])
        if place is not None:
            found.append((low, *place))
    rows = np.array(found, np.int64).reshape(-1, 11)
    return Ladders(
        rows[:, 0], rows[:, 0] + 1, rows[:, 1], rows[:, 2],
        rows[:, 3:5], rows[:, 5:7], rows[:, 7:9], rows[:, 9:11],
    )  # fmt: skip


def _place(world: World, c: Cells, low: int, taken: list[Rect]) -> tuple[int, ...] | None:
    """way, out and the rectangles of a ladder from floor `low`, the first of a shuffled few that
    has room."""
    cell = int(c.f_cell[low])
    x, y, z = c.world_at[cell].tolist()
    h = hash64(world.seed, _LADDER, x, y, z * 16 + int(c.f_z[low] >> 2))
    start, slot = int(below(h, 8)), int(below(again(h, 1), 97))
    foot = [(int(a), int(b)) for a, b in zip(c.foot_lo[cell], c.foot_hi[cell], strict=True)]
    for k in range(8):
        out, back = (start + k) % 4, ((start + k) >> 2) & 1
        m, t = out & 1, 1 - (out & 1)
        edge = foot[m][1] + RING if out < 2 else foot[m][0] - RING - _DEEP
        long = foot[t][1] - foot[t][0] + 2 * RING - _HOLE - _FLOOR
        first = foot[t][0] - RING + slot % (long + 1)
        hole = first + back * _FLOOR
        floor = first + (1 - back) * _HOLE
        spans = [(edge, edge + _DEEP)] * 2
        spans[t] = (first, first + _HOLE + _FLOOR)
        (x0, x1), (y0, y1) = spans
        if min(x0, y0) < _LEAST or max(x1, y1) > 64 - _LEAST:
            continue
        if any(x0 < b[2] and x1 > b[0] and y0 < b[3] and y1 > b[1] for b in taken):
            continue
        rects = []
        for a, wide in ((hole, _HOLE), (floor, _FLOOR)):
            for corner in (0, 1):
                point = [edge + corner * _DEEP] * 2
                point[t] = a + corner * wide
                rects += point
        return t + 2 * back, out, *rects
    return None


def rectangles(c: Cells, ladders: Ladders) -> Rects:
    """What is painted for them (see `walk_floors`)."""
    lo, hi = ladders.hole_lo.copy(), ladders.hole_hi.copy()
    # In a void the wall of the ladder stands on the lower floor.
    rows, t = np.arange(len(lo)), ladders.way & 1
    void = ~c.mass[c.f_cell[ladders.low]]
    hi[rows, t] += void & (ladders.way < 2)
    lo[rows, t] -= void & (ladders.way >= 2)
    return [(ladders.low, lo, hi, 1), (ladders.high, ladders.floor_lo, ladders.floor_hi, 1)]


def open_rails(ladders: Ladders, ex: NDArray[np.uint8], ey: NDArray[np.uint8]) -> None:
    """No rail where a ladder begins and arrives. ex, ey: from `walk_floors.edges_x`, `edges_y`."""
    lo, _ = wall(ladders)
    columns = ladders.low, ladders.high, ladders.way, lo[:, 0], lo[:, 1]
    for low, high, way, x, y in np.column_stack(columns).tolist():
        edge = ey if way & 1 else ex
        edge[[low, high], y, x] = 0


def wall(ladders: Ladders) -> tuple[I64, I64]:
    """lo, hi (L, 2) of the metre of wall on which each hangs: flat."""
    rows, t = np.arange(len(ladders)), ladders.way & 1
    lo, hi = ladders.hole_lo.copy(), ladders.hole_hi.copy()
    lo[rows, t] = hi[rows, t] = np.where(
        ladders.way < 2, ladders.hole_hi[rows, t], ladders.hole_lo[rows, t]
    )
    lo[rows, 1 - t] += 1
    hi[rows, 1 - t] -= 1
    return lo, hi


def pillars(ladders: Ladders) -> tuple[I64, I64]:
    """lo, hi (L, 2) of the pillars that carry them: a metre square, behind the wall's metre."""
    lo, hi = wall(ladders)
    rows, t = np.arange(len(ladders)), ladders.way & 1
    lo[rows, t] -= ladders.way >= 2
    hi[rows, t] += ladders.way < 2
    return lo, hi


def lines(c: Cells, ladders: Ladders) -> I64:
    """The lines that one walks and climbs, upwards: (L, 6, 3) half metres in the level-4 cell."""
    rows, t = np.arange(len(ladders)), ladders.way & 1
    cell = c.f_cell[ladders.low]
    z = 2 * c.f_z[ladders.low], 2 * c.f_z[ladders.high]
    ahead = np.where(ladders.way < 2, 1, -1)
    plane = 2 * wall(ladders)[0][rows, t]
    middle = (ladders.hole_lo + ladders.hole_hi)[rows, 1 - t]
    gallery = middle + np.where(ladders.out < 2, -(_DEEP + RING), _DEEP + RING)
    points = []
    for along, across, up in (
        (plane - 2 * ahead, gallery, 0), (plane - 3 * ahead, middle, 0),
        (plane - _OFF * ahead, middle, 0), (plane - _OFF * ahead, middle, 1),
        (plane + 3 * ahead, middle, 1), (plane + 3 * ahead, gallery, 1),
    ):  # fmt: skip
        point = np.empty((len(ladders), 3), np.int64)
        point[rows, t], point[rows, 1 - t], point[:, 2] = along, across, z[up]
        points.append(point + 128 * c.at[cell])
    return np.stack(points, axis=1)
