"""What a frame has to know of all chunk nodes and of all their draws, a row each, in place.

After a shot a chunk comes in every frame, and to lay the numbers of six hundred nodes and three
thousand draws anew for each took 4 ms. So a row stays where it is until its node goes, and leaves
a gap of which nothing is asked; when there is no room left, all are laid anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from blame3d.scene.chunknode import NO_ASKS, WHERE, ChunkNode
from blame3d.scene.columns import Columns
from blame3d.scene.draws import Draw
from blame3d.stream.arranged import EXTENT
from blame3d.world.chunk import Key

_LEAST: Final = 64, 512
"""Rows of nodes and of draws that there is room for, at least."""


class _Held(NamedTuple):
    node: ChunkNode
    turn: int
    row: int
    draws: slice


class Rows:
    """Rows of nodes: nodes, alive, shown (whether it is drawn at all, kept by who shows it),
    told (the programs that it was last told, kept by who tells), levels, cells, lo, hi (see
    chunknode.WHERE). Row 0 is nobody.

    Rows of draws: draws, owner (the node's row, 0 in gaps), each, together, first, tables (see
    chunknode.NO_ASKS), begin (where the first part's column is in `extents`), rest (the row that
    draws what no beam touches, itself where there is none), spare (whether it is such a row), asked
    (parts last asked of the card, kept by who asks).
    """

    def __init__(self) -> None:
        self.extents: Columns[Key] = Columns(EXTENT)
        self._held: dict[Key, _Held] = {}
        self._free: list[int] = []
        self._end = self._laid = 0
        self.first = self.begin = self.owner = np.zeros(0, np.int64)
        self._lay({})

    def keep(self, nodes: Mapping[Key, ChunkNode]) -> None:
        """Have rows of exactly these nodes, as they are now. Costs what changes, nearly."""
        for key, held in list(self._held.items()):
            if nodes.get(key) is not held.node or held.turn != held.node.turn:
                self._drop(key)
        new = {key: node for key, node in nodes.items() if key not in self._held}
        draws = sum(len(node.draws) + len(node.rest) for node in new.values())
        if len(new) > len(self._free) or self._end + draws > len(self.draws):
            self._lay(nodes)
        else:
            for key, node in new.items():
                self._add(key, node)
        if self.extents.laid != self._laid:
            self._laid = self.extents.laid
            for key, held in self._held.items():
                self._base[held.row] = self.extents.begin(key)
        self.begin = self.first + self._base[self.owner]

    def row(self, key: Key) -> int:
        """The row of a node that is there."""
        return self._held[key].row

    def of(self, which: NDArray[np.bool_]) -> Iterator[tuple[int, ChunkNode]]:
        """These rows of nodes, with the nodes that they are of."""
        for row in np.flatnonzero(which & self.alive).tolist():
            yield row, self.nodes[row]

    def _lay(self, nodes: Mapping[Key, ChunkNode]) -> None:
        """Lay all anew, with as much room again."""
        count = sum(len(node.draws) + len(node.rest) for node in nodes.values())
        room, places = max(_LEAST[0], 2 * len(nodes)), max(_LEAST[1], 2 * count)
        self.nodes: list[ChunkNode] = [None] * room  # type: ignore[list-item]
        self.alive, self.shown = np.zeros((2, room), bool)
        self.told = np.full(room, -1, np.int64)
        self.levels = np.zeros(room, np.int64)
        self.cells = np.zeros((room, 3), np.int64)
        self.lo, self.hi = np.zeros((2, room, 3))
        self._base = np.zeros(room, np.int64)
        self.draws: list[Draw] = [None] * places  # type: ignore[list-item]
        self.owner, self.rest, self.begin = np.zeros((3, places), np.int64)
        self.each, self.together, self.first = np.ones((3, places), np.int64)
        self.tables = np.zeros((places, NO_ASKS.shape[1] - 3), np.int32)
        self.spare = np.zeros(places, bool)
        self.asked = np.zeros(places, np.int32)
        self._free = list(range(room - 1, 0, -1))
        self._end = 0
        self._held.clear()
        for key, node in nodes.items():
            self._add(key, node)

    def _add(self, key: Key, node: ChunkNode) -> None:
        row = self._free.pop()
        self.nodes[row] = node
        self.alive[row], self.shown[row], self.told[row] = True, node.shown, -1
        self.levels[row], self.cells[row] = node.level, node.cell
        self.lo[row], self.hi[row] = node.where[4:7], node.where[7:WHERE]
        own, rest = len(node.draws), len(node.rest)
        mine = slice(self._end, self._end + own + rest)
        self._end = mine.stop
        self._held[key] = _Held(node, node.turn, row, mine)
        if key not in self.extents:  # when all rows are laid anew, these lie where they lay
            self.extents.put(key, node.extents)
        self._base[row] = self.extents.begin(key)
        self.draws[mine] = [*node.draws, *node.rest]
        self.owner[mine] = row
        self.asked[mine] = [draw.drawn for draw in self.draws[mine]]
        asks = np.concatenate([node.asks, node.asks]) if rest else node.asks
        self.each[mine], self.together[mine], self.first[mine] = asks[:, :3].T
        self.tables[mine] = asks[:, 3:]
        self.spare[mine] = np.arange(own + rest) >= own
        self.rest[mine] = mine.stop - own + np.arange(own + rest) % max(1, own)

    def _drop(self, key: Key) -> None:
        _, _, row, mine = self._held.pop(key)
        self.extents.drop(key)
        self.alive[row] = self.shown[row] = False
        self._free.append(row)
        self.owner[mine] = 0
        self.asked[mine] = 0
        # A draw holds on to the node that it hangs in, and that to its textures.
        self.nodes[row] = None  # type: ignore[call-overload]
        self.draws[mine] = [None] * (mine.stop - mine.start)  # type: ignore[list-item]
