"""What the walk network hands out: boxes and spots, found by level-0 cell, and a graph to walk.

Positions are metres from the low corner of the level-4 cell that the network belongs to.
Everything lies inside its own level-0 cell, but for the deck of a stair landing at the floor of
a cell, which reaches 1 m into the cell below.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

I32 = NDArray[np.int32]
F32 = NDArray[np.float32]

CORRIDOR: Final = 0
BRIDGE: Final = 1
LANDING: Final = 2
ROOM: Final = 3
SHAFT: Final = 4
"""Kinds. Decks: CORRIDOR (in mass), BRIDGE (in void), LANDING, ROOM. Clearances: also SHAFT."""

DOOR: Final = 4
WELL: Final = 5
"""Kinds of lamps: CORRIDOR, LANDING of a tower in void, ROOM, DOOR, WELL: a landing in mass."""


@dataclass(frozen=True, eq=False)
class Boxes:
    """Axis-aligned boxes sorted by level-0 cell.

    lo, hi: int32 (n, 3). kind: uint8 (n,). start: int32 (4097,): the boxes of level-0 cell
    (i, j, k), 0 … 15 each, are start[c]:start[c + 1] with c = (i·16 + j)·16 + k.
    """

    lo: I32
    hi: I32
    kind: NDArray[np.uint8]
    start: I32

    def __len__(self) -> int:
        return len(self.lo)

    def of_cell(self, i: int, j: int, k: int) -> slice:
        """Rows of the level-0 cell (i, j, k), 0 … 15, inside this level-4 cell."""
        c = (i * 16 + j) * 16 + k
        return slice(int(self.start[c]), int(self.start[c + 1]))

    def in_box(self, lo: tuple[float, float, float], hi: tuple[float, float, float]) -> I32:
        """Row numbers of boxes that touch a box in metres from the level-4 cell's low corner."""
        rows = _rows(self.start, lo, hi)
        keep = np.ones(len(rows), np.bool_)
        for k in range(3):
            keep &= (self.lo[rows, k] <= hi[k]) & (self.hi[rows, k] >= lo[k])
        return rows[keep]


@dataclass(frozen=True, eq=False)
class Spots:
    """Points sorted by level-0 cell. pos: float32 (n, 3); kind, start as in Boxes."""

    pos: F32
    kind: NDArray[np.uint8]
    start: I32

    def __len__(self) -> int:
        return len(self.pos)

    def of_cell(self, i: int, j: int, k: int) -> slice:
        """Rows of the level-0 cell (i, j, k), 0 … 15, inside this level-4 cell."""
        c = (i * 16 + j) * 16 + k
        return slice(int(self.start[c]), int(self.start[c + 1]))


def _rows(start: I32, lo: tuple[float, ...], hi: tuple[float, ...]) -> I32:
    def spans() -> Iterator[I32]:
        first = [max(0, int(v // 64)) for v in lo]
        last = [min(15, int(v // 64)) for v in hi]
        last[2] = min(15, int((hi[2] + 1) // 64))
        for i in range(first[0], last[0] + 1):
            for j in range(first[1], last[1] + 1):
                c = (i * 16 + j) * 16
                yield np.arange(start[c + first[2]], start[c + last[2] + 1], dtype=np.int32)

    found = list(spans())
    return np.concatenate(found) if found else np.zeros(0, np.int32)


@dataclass(frozen=True, eq=False)
class Network:
    """The walk network inside one level-4 cell.

    cell: the level-4 cell. decks: floors, 1 m thick, top at the floor's height; disjoint.
    ramps: flights; kind is the direction of ascent as in `chunk.COLLIDER` (0 +x, 1 +y, 2 -x,
    3 -y). clear: volumes that nothing else may enter. rails: where a deck ends over a drop:
    flat boxes, 1 m high, without thickness on one axis; kind is the side on which the drop is,
    same numbers. spines: walls between the two lanes of stair towers, which carry them (they
    stand in a SHAFT's clearance; kind CORRIDOR in mass, BRIDGE in void), the pillars of ladders,
    and masts of lifts and the piers and straps that carry what stands in a void (LANDING).
    ladders: the metre of wall, flat, on which each hangs from floor to floor; kind is the
    direction in which one looks who climbs it.
    lifts: what a platform sweeps between its lowest floor and its highest, in one piece, found from
    every cell that it passes; kind is the direction in which one leaves it.
    lamps, doors: spots
    (door kind: direction that it opens to, out of the mass).
    nodes: float32 (n, 3) standing positions; of them `portals` int32 are on the cell's border.
    edges: int32 (m, 2) pairs of nodes; paths: float32 (m, 6, 3) the line one walks from the one
    to the other (the last point repeated to fill). climbs: float32 (l, 6, 3), the same over each
    ladder, upwards; the third point is its foot, the fourth straight above it.
    """

    cell: tuple[int, int, int]
    decks: Boxes
    ramps: Boxes
    clear: Boxes
    rails: Boxes
    spines: Boxes
    ladders: Boxes
    lifts: Boxes
    lamps: Spots
    doors: Spots
    nodes: F32
    portals: I32
    edges: I32
    paths: F32
    climbs: F32


def index(cell: NDArray[np.int64]) -> tuple[NDArray[np.int64], I32]:
    """Stable order by cell number 0 … 4095 and the start of each cell's rows."""
    order = np.argsort(cell, kind="stable")
    start = np.searchsorted(cell[order], np.arange(4097)).astype(np.int32)
    return order, start
