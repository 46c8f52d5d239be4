"""The chunk nodes that are in the scene, and what of each a frame draws.

Their numbers lie in arrays, one row a node or a draw: what changes from frame to frame is found for
all of them at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from panda3d.core import NodePath

from blame3d.scene import order
from blame3d.scene.budget import prefix_counts
from blame3d.scene.chunknode import ChunkNode
from blame3d.scene.cuts import Axes
from blame3d.scene.eye import Eye, distances, in_sight, within
from blame3d.scene.frame import View
from blame3d.scene.host import Host
from blame3d.scene.picking import Asked, Picking
from blame3d.scene.programs import FAR, FAR_LEVEL, MIDDLE, MIDDLE_PX, NEAR, Programs
from blame3d.scene.quality import Quality
from blame3d.scene.rows import Rows
from blame3d.scene.shade import hidden
from blame3d.scene.standing import LEVELS
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
        self._rows = Rows()
        self._listed = True
        """Whether draws may take their parts from the list of what is picked."""
        self._moved = True

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
        self._rows.keep(self.nodes)
        self._moved = self._listed = True

    def _level(self, levels: dict[int, NodePath[Any]], root: NodePath[Any], level: int) -> Any:
        if level not in levels:
            levels[level] = root.attach_new_node(f"level {level}")
        return levels[level]

    def place(self, view: View) -> None:
        """Move the level roots; re-place and re-sort a level whose cell the eye has left."""
        corners = np.zeros((LEVELS, 3))
        rows = self._rows
        for level in np.unique(rows.levels[rows.alive]).tolist():
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
        at = self._corner = self._offset + corners[rows.levels]
        self._near, self._far = at + rows.lo, at + rows.hi

    def _replace(self) -> None:
        """Offsets of all rows; place and order of the nodes for which they are new."""
        self._moved = False
        rows = self._rows
        places = np.zeros((LEVELS, 3), np.int64)
        for level, cell in self._places.items():
            places[level] = cell
        away = rows.cells - places[rows.levels]
        self._offset = (away * (np.int64(CELL) << rows.levels)[:, None]).astype(np.float64)
        ranks = order.rank(rows.levels, away)
        for row, node in rows.of(rows.alive):
            place = self._places[node.level]
            if node.place == place:
                continue
            node.place = place
            offset, rank = self._offset[row].tolist(), int(ranks[row])
            node.path.set_pos(*offset)
            node.path.set_bin("fixed", rank)
            if node.glow is not None:
                node.glow.path.set_pos(*offset)
                node.glow.path.set_bin("fixed", order.LAMPS + rank)

    def choose(
        self, view: View, looking: Eye, reach: tuple[float, float], quality: Quality,
        axes: Axes | None, fading: Iterable[Key], *, all_: bool,
    ) -> None:  # fmt: skip
        """Ask the card for the prefix of each chunk that is worth drawing, and of it for what can
        be seen where the CPU draws. reach: see eye.reach_of. axes: of the gun's beams. fading: keys
        of nodes that are drawn with holes. all_: ask for all of the prefix."""
        rows = self._rows
        seen = rows.alive & in_sight(looking, self._near, self._far)
        seen &= within(reach, self._near, self._far)
        there = np.flatnonzero(seen)
        seen[there[hidden(view, self._near[there], self._far[there])]] = False
        asked = seen[rows.owner] & ~rows.spare
        away = distances(self._near, self._far)
        counts = np.zeros(len(rows.draws), np.int32)
        counts[asked] = prefix_counts(
            rows.tables[asked],
            away[rows.owner[asked]],
            looking.pixel,
            quality.min_px,
            quality.triangles,
            rows.each[asked],
        )
        for row, node in rows.of(seen != rows.shown):
            node.show(bool(seen[row]))
        picks = self._host.is_software and not all_
        changed = counts != rows.asked
        if picks:
            begin, counts = self._pick(looking, counts, axes, fading, quality.seen)
            changed = (counts > 0) | (rows.asked != 0)
        elif self._listed:
            changed = rows.owner > 0
        some = np.flatnonzero(changed)
        draws = [rows.draws[row] for row in some.tolist()]
        if picks:
            places = zip(draws, begin[some].tolist(), counts[some].tolist(), strict=True)
            for draw, place, count in places:
                draw.pick(place, count)
        else:
            for draw, count in zip(draws, counts[some].tolist(), strict=True):
                draw.ask(count)
        self._listed = picks
        rows.shown, rows.asked = seen, counts
        far = np.where(away * looking.pixel < MIDDLE_PX, NEAR, MIDDLE)
        far[rows.levels >= FAR_LEVEL] = FAR
        told = far + len((NEAR, MIDDLE, FAR)) * quality.fine
        for row, node in rows.of(seen & (told != rows.told)):
            node.set_programs(self._programs, fine=quality.fine, away=int(far[row]))
        rows.told[seen] = told[seen]
        self.stats = {
            "nodes": int((counts > 0).sum()),
            "triangles": int((counts * rows.each).sum()),
            "instances": int(counts.sum()),
        }

    def _pick(
        self, looking: Eye, counts: NDArray[np.int32], axes: Axes | None, fading: Iterable[Key],
        most: int,
    ) -> tuple[NDArray[np.int64], NDArray[np.int32]]:  # fmt: skip
        """Of so many parts of each draw those that can be seen, of no more than `most` triangles:
        where their list begins, and how many they are."""
        rows = self._rows
        whole = rows.alive.copy()
        whole[[rows.row(key) for key in fading if key in self.nodes]] = False
        # Whole instances, as where nothing is picked.
        full = -(-counts // rows.together) * rows.together
        asked = Asked(
            np.minimum(full, rows.tables[:, 0]), rows.first, rows.begin, rows.extents.all,
            self._corner[rows.owner].T.astype(np.float32), whole[rows.owner], rows.together,
            rows.each, rows.rest, axes,
        )
        begin, picked = self._picking.pick(looking, asked, most)
        return begin, picked.astype(np.int32)

    def close(self) -> None:
        """Free what picking holds."""
        self._picking.close()
