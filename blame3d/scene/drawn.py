"""The chunk nodes that are in the scene, and what of each a frame draws.

Their numbers lie in arrays, one row a node or a draw: what changes from frame to frame is found for
all of them at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from panda3d.core import NodePath

from blame3d.scene import order
from blame3d.scene.budget import prefix_counts
from blame3d.scene.chunknode import NO_ASKS, WHERE, ChunkNode
from blame3d.scene.columns import Columns
from blame3d.scene.cuts import Axes
from blame3d.scene.eye import Eye, distances, in_sight, within
from blame3d.scene.frame import View
from blame3d.scene.host import Host
from blame3d.scene.picking import Asked, Picking
from blame3d.scene.programs import MIDDLE_PX, Programs
from blame3d.scene.quality import Quality
from blame3d.scene.shade import hidden
from blame3d.scene.standing import LEVELS
from blame3d.stream.arranged import EXTENT
from blame3d.world.chunk import CELL, Key, edge


class Drawn:
    """Chunk nodes below two roots, one for what is solid and one for what glows.

    nodes: those in the scene, by key. stats: nodes, triangles and parts that the last view submits.
    """

    def __init__(
        self, host: Host, programs: Programs, solid: NodePath[Any], glows: NodePath[Any]
    ) -> None:
        self._host, self._programs = host, programs
        self._solid, self._glows = solid, glows
        self._picking = Picking(host, solid)
        self.nodes: dict[Key, ChunkNode] = {}
        self.stats = {"nodes": 0, "triangles": 0, "instances": 0}
        self._levels: dict[int, NodePath[Any]] = {}
        self._lamp_levels: dict[int, NodePath[Any]] = {}
        self._places: dict[int, tuple[int, int, int]] = {}
        self._extents: Columns[Key] = Columns(EXTENT)
        self._rows: list[ChunkNode] = []
        self._seen: NDArray[np.bool_] = np.zeros(0, bool)
        self._moved = True
        self._offset: NDArray[np.float64] = np.zeros((0, 3))

    def seen(self) -> Iterator[ChunkNode]:
        """The nodes that the last view sees."""
        return (self._rows[row] for row in np.flatnonzero(self._seen).tolist())

    def gather(self, wanted: frozenset[Key], attached: Mapping[Key, ChunkNode | None]) -> None:
        """Put exactly the wanted nodes into the scene, of those that are attached. Costs what
        changes, nearly."""
        for key in self.nodes.keys() - wanted:
            node = self.nodes.pop(key)
            node.path.detach_node()
            if node.glow is not None:
                node.glow.path.detach_node()
        for key in wanted - self.nodes.keys():
            found = attached.get(key)
            if found is None:
                continue
            node = self.nodes[key] = found
            node.place = None
            node.path.reparent_to(self._level(self._levels, self._solid, node.level))
            if node.glow is not None:
                lamps = self._level(self._lamp_levels, self._glows, node.level)
                node.glow.path.reparent_to(lamps)
            self._extents.put(key, node.extents)
        for key in self._extents.keys() - self.nodes.keys():
            self._extents.drop(key)
        self._rows = rows = list(self.nodes.values())
        self._draws = [d for n in rows for d in (*n.draws, *n.rest)]
        doubled = [2 if n.rest else 1 for n in rows]
        self._owner = np.repeat(
            np.arange(len(rows)), [len(n.draws) * m for n, m in zip(rows, doubled, strict=True)]
        )
        self._rest, self._spare = _rest(rows)
        self._asked = np.array([d.drawn for d in self._draws], np.int32)
        self._listed = np.ones(len(self._draws), bool)
        self._seen = np.array([n.shown for n in rows], bool)
        asks = np.concatenate(
            [*(a for n, m in zip(rows, doubled, strict=True) for a in (n.asks,) * m), NO_ASKS]
        )
        self._each, self._together, self._first = asks[:, :3].T.astype(np.int64)
        self._tables = np.ascontiguousarray(asks[:, 3:])
        where = np.concatenate([*(n.where for n in rows), np.zeros(0)]).reshape(-1, WHERE)
        self._level_of, self._cells = where[:, 0].astype(np.int64), where[:, 1:4].astype(np.int64)
        self._lo, self._hi = where[:, 4:7].copy(), where[:, 7:].copy()
        begins = np.array([self._extents.begin(key) for key in self.nodes], np.int64)
        self._begin = self._first + begins[self._owner]
        self._moved = True

    def _level(self, levels: dict[int, NodePath[Any]], root: NodePath[Any], level: int) -> Any:
        if level not in levels:
            levels[level] = root.attach_new_node(f"level {level}")
        return levels[level]

    def place(self, view: View) -> None:
        """Move the level roots; re-place and re-sort a level whose cell the eye has left."""
        corners = np.zeros((LEVELS, 3))
        for level in {n.level for n in self._rows}:
            size_mm = edge(level) * 1000
            x, y, z = view.position_mm
            cell = x // size_mm, y // size_mm, z // size_mm
            # The eye's place in its cell, negated: exact integers until the last division.
            corner = -(x % size_mm) / 1000.0, -(y % size_mm) / 1000.0, -(z % size_mm) / 1000.0
            corners[level] = corner
            for levels in (self._levels, self._lamp_levels):
                if level in levels:
                    levels[level].set_pos(*corner)
            if self._places.get(level) != cell:
                self._places[level] = cell
                self._moved = True
        if self._moved:
            self._replace()
        at = self._corner = self._offset + corners[self._level_of]
        self._near, self._far = at + self._lo, at + self._hi

    def _replace(self) -> None:
        """Offsets of all rows; place and order of the nodes for which they are new."""
        self._moved = False
        if not self._rows:
            self._offset = np.zeros((0, 3))
            return
        places = np.zeros((LEVELS, 3), np.int64)
        for level, cell in self._places.items():
            places[level] = cell
        away = self._cells - places[self._level_of]
        self._offset = (away * (np.int64(CELL) << self._level_of)[:, None]).astype(np.float64)
        ranks = order.rank(self._level_of, away)
        new = [row for row, n in enumerate(self._rows) if n.place != self._places[n.level]]
        offsets, order_of = self._offset[new].tolist(), ranks[new].tolist()
        for row, offset, rank in zip(new, offsets, order_of, strict=True):
            node = self._rows[row]
            node.place = self._places[node.level]
            node.path.set_pos(*offset)
            node.path.set_bin("fixed", rank)
            if node.glow is not None:
                node.glow.path.set_pos(*offset)
                node.glow.path.set_bin("fixed", order.LAMPS + rank)

    def choose(
        self, view: View, looking: Eye, reach: tuple[float, float], quality: Quality,
        axes: Axes | None, *, all_: bool,
    ) -> None:  # fmt: skip
        """Ask the card for the prefix of each chunk that is worth drawing, and of it for what can
        be seen where the CPU draws. reach: see eye.reach_of. axes: of the gun's beams. all_: ask
        for all of the prefix."""
        seen = in_sight(looking, self._near, self._far) & within(reach, self._near, self._far)
        there = np.flatnonzero(seen)
        seen[there[hidden(view, self._near[there], self._far[there])]] = False
        asked = seen[self._owner] & ~self._spare
        away = distances(self._near, self._far)
        counts = np.zeros(len(self._draws), np.int32)
        counts[asked] = prefix_counts(
            self._tables[asked],
            away[self._owner[asked]],
            looking.pixel,
            quality.min_px,
            quality.triangles,
            self._each[asked],
        )
        for row in np.flatnonzero(seen != self._seen).tolist():
            self._rows[row].show(bool(seen[row]))
        if self._host.is_software and not all_:
            counts = self._pick(looking, counts, axes)
        else:
            for row in np.flatnonzero((counts != self._asked) | self._listed).tolist():
                self._draws[row].ask(int(counts[row]))
            self._listed[:] = False
        self._seen, self._asked = seen, counts
        near = away * looking.pixel < MIDDLE_PX
        for row in np.flatnonzero(seen).tolist():
            self._rows[row].set_programs(self._programs, fine=quality.fine, near=bool(near[row]))
        self.stats = {
            "nodes": int((counts > 0).sum()),
            "triangles": int((counts * self._each).sum()),
            "instances": int(counts.sum()),
        }

    def _pick(
        self, looking: Eye, counts: NDArray[np.int32], axes: Axes | None
    ) -> NDArray[np.int32]:
        """Draw only the parts that can be seen of so many of each draw; how many these are."""
        whole = np.array([not node.fading for node in self._rows], bool)
        # Whole instances, as where nothing is picked.
        full = -(-counts // self._together) * self._together
        asked = Asked(
            np.minimum(full, self._tables[:, 0]), self._first, self._begin, self._extents.all,
            self._corner[self._owner].T.astype(np.float32), whole[self._owner], self._together,
            self._rest, axes,
        )
        begin, picked = self._picking.pick(looking, asked)
        for row in np.flatnonzero((picked > 0) | (self._asked != 0)).tolist():
            self._draws[row].pick(int(begin[row]), int(picked[row]))
        self._listed[:] = True
        return picked.astype(np.int32)

    def close(self) -> None:
        """Free what picking holds."""
        self._picking.close()


def _rest(rows: list[ChunkNode]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Of each draw of the nodes, that for what no beam touches, itself where there is none; and
    which draws are such."""
    if not any(node.rest for node in rows):
        count = sum(len(node.draws) for node in rows)
        return np.arange(count), np.zeros(count, bool)
    rest: list[int] = []
    spare: list[bool] = []
    for node in rows:
        count, first = len(node.draws), len(rest)
        second = first + count if node.rest else first
        rest += range(second, second + count)
        spare += [False] * count
        if node.rest:
            rest += range(second, second + count)
            spare += [True] * count
    return np.array(rest, np.int64), np.array(spare, bool)
