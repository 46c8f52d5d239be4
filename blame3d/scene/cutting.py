"""Chunk nodes are told of the gun's beams: those in sight in the frame of the shot, others later.

A beam of seventy kilometres reaches hundreds of chunks, and to have one draw what it cuts apart
from the rest takes 0.1 ms: too much for one frame, and most of them are behind one's back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import numpy as np

from blame3d.scene.chunknode import WHERE, ChunkNode
from blame3d.scene.cuts import Axes, Cuts
from blame3d.scene.eye import Eye, in_sight
from blame3d.scene.frame import View
from blame3d.scene.programs import Programs
from blame3d.world.chunk import CELL, Key

OTHERS: Final = 12
"""Chunks out of sight that a frame tells which has told none in sight."""


class Cutting:
    """split: whether nodes draw what no beam touches by itself, as where the CPU draws."""

    def __init__(self, programs: Programs, *, split: bool) -> None:
        self._programs, self._split = programs, split
        self._cuts = Cuts()
        self._untold: dict[Key, None] = {}

    def axes(self, eye_mm: tuple[int, int, int]) -> Axes | None:
        """The beams as they lie about an eye; None when there are none."""
        return self._cuts.axes(eye_mm)

    def attach(self, key: Key) -> None:
        """A new chunk, which knows of no beam yet."""
        if self._cuts.shots:
            self._untold[key] = None

    def detach(self, key: Key) -> None:
        """Forget a chunk."""
        self._untold.pop(key, None)

    def look(
        self, view: View, looking: Eye, nodes: Mapping[Key, ChunkNode | None], drawn: frozenset[Key]
    ) -> bool:
        """Bring what a view can see to its shots and its time, and some of the rest; whether a node
        has other draws now. nodes: all that are attached. drawn: those in the scene."""
        if view.shots or self._cuts.shots:
            there = [key for key, node in nodes.items() if node is not None]
            self._untold |= dict.fromkeys(self._cuts.change(view.shots, view.time_s, there))
        if not self._untold:
            return False
        known = [key for key in self._untold if nodes.get(key) is not None]
        inside = [key for key in known if key in drawn]
        where = np.array([n.where for k in inside if (n := nodes[k]) is not None])
        where = where.reshape(-1, WHERE)
        size_mm = (np.int64(CELL) << where[:, 0].astype(np.int64)) * 1000
        low = where[:, 1:4].astype(np.int64) * size_mm[:, None]
        at = (low - np.array(view.position_mm, np.int64)) / 1000.0
        seen = in_sight(looking, at + where[:, 4:7], at + where[:, 7:])
        now = [inside[row] for row in np.flatnonzero(seen).tolist()]
        return self._tell(now or known[:OTHERS], nodes)

    def _tell(self, keys: Iterable[Key], nodes: Mapping[Key, ChunkNode | None]) -> bool:
        """Leave out of these chunks what the beams have taken; whether one has other draws now."""
        changed = False
        found = [(key, node) for key in keys if (node := nodes.get(key)) is not None]
        for (key, node), rows in zip(
            found, self._cuts.rows([key for key, _ in found]), strict=True
        ):
            self._untold.pop(key, None)
            draws = len(node.rest)
            node.cut(rows, self._programs, split=self._split)
            changed = changed or len(node.rest) != draws
        return changed
