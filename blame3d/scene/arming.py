"""Programs that cut are made ready before the first shot.

A driver makes a program ready when it first draws, and a shot is no moment to wait for it. So one
chunk after another is drawn by them for a frame, less nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product

from panda3d.core import LVecBase4f

from blame3d.scene.chunknode import ChunkNode
from blame3d.scene.cuts import Cuts, elsewhere
from blame3d.scene.programs import FAR_LEVEL, Programs
from blame3d.world.chunk import Key


class Arming:
    """Which of them are ready, and the chunk that is drawn by one now."""

    def __init__(self, programs: Programs) -> None:
        self._programs = programs
        self._armed: set[tuple[int, bool, bool, bool]] = set()
        self._now: tuple[Key, ChunkNode] | None = None
        self._in_frame = False
        """Whether that one has been in a frame."""

    def arm(self, seen: Iterable[ChunkNode]) -> bool:
        """Draw one of these, which are seen, by the next program; True when there is none left."""
        nodes = list(seen)
        for form in product((1, 2), (False, True), (False, True), (True, False)):
            beams, far, fading, plain = form
            if form in self._armed or (far and fading):  # in a fade what is cut is drawn as near
                continue
            for node in nodes:
                drawn = any(d.drawn > 0 and d.kind.plain == plain for d in node.draws)
                if drawn and (node.level >= FAR_LEVEL) == far and not node.fading:
                    node.path.set_shader_input("fade", LVecBase4f(1.0, 1.0, 0.0, 0.0))
                    node.set_programs(self._programs, fading=fading)
                    node.cut(elsewhere(beams), self._programs)
                    self._now, self._in_frame = ((node.level, node.cell), node), False
                    self._armed.add(form)
                    return False
        return True

    def frame(self, attached: Mapping[Key, ChunkNode | None], cuts: Cuts) -> None:
        """A frame begins: what was drawn for the sake of a program in the last is as it was."""
        if self._in_frame:
            self.disarm(attached, cuts)
        self._in_frame = self._now is not None

    def disarm(self, attached: Mapping[Key, ChunkNode | None], cuts: Cuts) -> None:
        """Draw the chunk that is drawn to make a program ready as it is."""
        if self._now is None:
            return
        key, node = self._now
        self._now = None
        if attached.get(key) is node:
            node.set_programs(self._programs, fading=False)
            node.cut(cuts.rows(key) if cuts.shots else None, self._programs)
