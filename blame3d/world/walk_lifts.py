"""Lifts of the walk network: one way up through many storeys, without walls.

A lattice cell has at most one: where two crossed cells lie farthest over one another in a column,
best through air, a shaft stands in a corner of that column, from a floor of the lower to one of
the upper. In all between nothing but the lift is in it. From each end a walkway leads to the hub of
the cell's own, like that of an opening which does not reach the border.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from blame3d.world.hash import below, hash64
from blame3d.world.types import World
from blame3d.world.walk_cells import RING, Cells
from blame3d.world.walk_floors import Rect, covers
from blame3d.world.walk_lines import I64, Bools

_LIFT: Final = 0x57BC
_LEAST_CELLS: Final = 5
"""Storeys of 64 m that a lift goes up at least."""
_BACK, INSET = 1, 7
"""Metres from the border to the shaft, and to its landings."""
_MAST: Final = 1
"""Metres of the mast at the back of the shaft."""
_NEAR, _FAR = 2, 59
"""Low edge of a landing's 3 m, in a corner of the cell."""
_PIT, HEAD = 2, 6
"""Metres of the shaft below its lowest floor and above its highest."""
_TRIES: Final = 12


@dataclass(frozen=True, eq=False)
class Lifts:
    """L lifts (0 or 1). low, high: floors (rows of Cells.f_*) that they join. out: the side face of
    their cells at which they stand, 0 +x, 1 +y, 2 -x, 3 -y. u: low edge of the landings' 3 m."""

    low: I64
    high: I64
    out: I64
    u: I64

    def __len__(self) -> int:
        return len(self.low)


def build(world: World, c: Cells, field: Bools) -> Lifts:
    """The lift of a level-4 cell, if a column has room for one. field: mass, from `read_fields`."""
    column = c.at[c.f_cell, 0] * 16 + c.at[c.f_cell, 1]
    found: list[tuple[int, ...]] = []
    order = np.argsort(column, kind="stable")  # floors of a column, upwards
    starts = np.flatnonzero(np.append(True, np.diff(column[order]) != 0))
    ends = np.append(starts[1:], len(order))
    tall = c.at[c.f_cell[order[ends - 1]], 2] - c.at[c.f_cell[order[starts]], 2]
    # It should be seen, and one should see: what it passes through air counts twice.
    air = np.zeros((len(starts), 17), np.int64)
    first = c.at[c.f_cell[order[starts]]]
    np.cumsum(~field[1:-1, 1:-1, 1:-1][first[:, 0], first[:, 1]], axis=1, out=air[:, 1:])
    rows = np.arange(len(starts))
    open_ = air[rows, first[:, 2] + tall + 1] - air[rows, first[:, 2]]
    best = np.argsort(-(tall + open_), kind="stable")[:_TRIES]
    f = np.flatnonzero(c.tower[c.f_cell])
    towers = f, c.foot_lo[c.f_cell[f]] - RING, c.foot_hi[c.f_cell[f]] + RING
    covered = covers(c, [towers])
    for k in best[tall[best] >= _LEAST_CELLS].tolist():
        floors = order[starts[k] : ends[k]].tolist()
        taken = [one for floor in floors for one in covered.get(floor, ())]
        x, y, z = c.world_at[c.f_cell[floors[0]]].tolist()
        h = int(below(hash64(world.seed, _LIFT, x, y, z), 8))
        for turn in range(8):
            out, u = (h + turn) % 4, (_NEAR, _FAR)[((h + turn) >> 2) & 1]
            x0, y0, x1, y1 = _rectangle(out, u)
            if not any(x0 < b[2] and x1 > b[0] and y0 < b[3] and y1 > b[1] for b in taken):
                found.append((floors[0], floors[-1], out, u))
                break
        if found:
            break
    table = np.array(found, np.int64).reshape(-1, 4)
    return Lifts(table[:, 0], table[:, 1], table[:, 2], table[:, 3])


def _rectangle(out: int, u: int, near: int = _BACK, far: int = INSET, wider: int = 1) -> Rect:
    """x0, y0, x1, y1 inside the cell, from `near` to `far` metres from the border."""
    lo, hi = (64 - far, 64 - near) if out < 2 else (near, far)
    a, b = u - wider, u + 3 + wider
    return (a, lo, b, hi) if out & 1 else (lo, a, hi, b)


def landings(c: Cells, lifts: Lifts) -> Cells:
    """The cells with the lifts' landings as openings that end before the border."""
    if not len(lifts):
        return c
    floor = np.concatenate([lifts.low, lifts.high])
    cell, out, u = c.f_cell[floor], np.tile(lifts.out, 2), np.tile(lifts.u, 2)

    def more(old: I64, new: I64) -> I64:
        return np.concatenate([old, new.astype(old.dtype)])

    return replace(
        c,
        p_cell=more(c.p_cell, cell), p_dir=more(c.p_dir, out), p_floor=more(c.p_floor, floor),
        p_u=more(c.p_u, u), p_lo=more(c.p_lo, u), p_hi=more(c.p_hi, u + 3),
        p_open_lo=more(c.p_open_lo, u), p_open_hi=more(c.p_open_hi, u + 3),
        p_other=np.concatenate([c.p_other, c.mass[cell]]),
        p_in=more(c.p_in, np.full(len(cell), INSET)),
    )  # fmt: skip


def covered(c: Cells, lifts: Lifts) -> list[tuple[I64, I64, I64]]:
    """What shafts cover on the floors of their columns: floor (n,), lo, hi (n, 2) in the cell."""
    out = []
    for at, lo, hi in zip(*shafts(c, lifts), strict=True):
        floors = np.flatnonzero((c.at[c.f_cell, :2] == at).all(1))
        one = np.ones((len(floors), 1), np.int64)
        out.append((floors, one * (lo[:2] - 64 * at), one * (hi[:2] - 64 * at)))
    return out


def shafts(c: Cells, lifts: Lifts) -> tuple[I64, I64, I64]:
    """Clearances: column (n, 2) of the lattice cell, lo, hi (n, 3) from the lattice cell's corner:
    the shaft in one piece."""
    return _upright(c, lifts, _BACK, INSET, 1, -_PIT, HEAD)


def masts(c: Cells, lifts: Lifts) -> tuple[I64, I64, I64]:
    """The same of what carries the platform: a slab as wide as a landing."""
    return _upright(c, lifts, _BACK, _BACK + _MAST, 0, -_PIT, HEAD)


def platforms(c: Cells, lifts: Lifts) -> tuple[I64, I64, I64]:
    """The same of what the platform sweeps, from its lowest floor to its highest."""
    return _upright(c, lifts, _BACK + _MAST, INSET, 1, 0, 0)


def _upright(
    c: Cells, lifts: Lifts, near: int, far: int, wider: int, down: int, up: int
) -> tuple[I64, I64, I64]:
    at = c.at[c.f_cell[lifts.low]]
    rect = np.array(
        [
            _rectangle(out, u, near, far, wider)
            for out, u in zip(lifts.out.tolist(), lifts.u.tolist(), strict=True)
        ],
        np.int64,
    ).reshape(-1, 4)
    low = 64 * at[:, 2] + c.f_z[lifts.low] + down
    high = 64 * c.at[c.f_cell[lifts.high], 2] + c.f_z[lifts.high] + up
    base = 64 * at[:, :2]
    return (
        at[:, :2],
        np.column_stack([rect[:, :2] + base, low]),
        np.column_stack([rect[:, 2:] + base, high]),
    )
