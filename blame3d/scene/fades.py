"""Cross-fades by dither: a chunk that comes and those that go share the pixels, a family at a time.

What changes hands at once is drawn twice and without early depth rejection: 119 chunks made a frame
of 42 ms of a CPU one of 60, for all of their 0.7 seconds. So families wait for each other: until
its turn comes, what goes is drawn as it was and what comes is not drawn. What nobody sees changes
hands without a fade. Time is the view's: a frame stays a function of what was asked.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from panda3d.core import LVecBase4f, PTA_LVecBase4f

from blame3d.scene.chunknode import ChunkNode
from blame3d.scene.programs import Programs
from blame3d.world.chunk import Key, upwards

MOST: Final = 32
"""Nodes that fade at once; a family that is larger goes alone."""

BACKLOG: Final = 4 * MOST
"""Nodes that may wait. Who flies so fast that there are more does not see the first of them."""

Nodes = Mapping[Key, ChunkNode | None]


@dataclass(frozen=True)
class _Family:
    """What covers one cell next, and what does now. patient: whether what goes covers all of it, so
    that nothing is bare while the family waits."""

    coming: tuple[Key, ...]
    going: tuple[Key, ...]
    patient: bool


@dataclass(eq=False)
class _Fade:
    values: PTA_LVecBase4f
    coming: bool
    begin_s: float
    length_s: float


class Fades:
    """What is drawn on the way to what is wanted.

    present: keys drawn now, but for what fades out; of these is the picture when all has ended, as
    long as nothing waits.
    """

    def __init__(self, programs: Programs) -> None:
        self._programs = programs
        self.present: frozenset[Key] = frozenset()
        self._wanted: frozenset[Key] = frozenset()
        self._length_s = 0.0
        self._waiting: deque[_Family] = deque()
        self._running: dict[Key, _Fade] = {}
        self._jumped = False

    @property
    def wanted(self) -> frozenset[Key]:
        """What is to be drawn in the end."""
        return self._wanted

    @property
    def busy(self) -> bool:
        """Whether the picture is not yet of what is wanted alone."""
        return bool(self._waiting or self._running)

    @property
    def running(self) -> frozenset[Key]:
        """The chunks that are in a fade."""
        return frozenset(self._running)

    def drawn(self) -> frozenset[Key]:
        """Everything that is drawn now."""
        return self.present | frozenset(k for k, f in self._running.items() if not f.coming)

    def start(self, wanted: frozenset[Key], length_s: float, nodes: Nodes) -> None:
        """Draw these in the end, each family after a fade of so many seconds; 0: at once."""
        self._wanted, self._length_s = wanted, length_s
        if length_s > 0.0:
            self._waiting = deque(_families(wanted - self.present, self.present - wanted))
            return
        self._waiting.clear()
        for key in list(self._running):
            self._end(key, nodes)
        self.present = wanted

    def jump(self) -> None:
        """The next frame shares nothing with the last: what changes hands does so at once."""
        self._jumped = True

    def advance(self, time_s: float, nodes: Nodes) -> bool:
        """Bring all fades to this time and begin what may begin; whether other chunks are drawn."""
        changed, jumped = False, self._jumped
        self._jumped = False
        if jumped and self.busy:
            self.start(self._wanted, 0.0, nodes)
            return True
        for key, fade in list(self._running.items()):
            share = (time_s - fade.begin_s) / fade.length_s
            if nodes.get(key) is None or share >= 1.0 or share < 0.0:
                self._end(key, nodes)
                changed = changed or not fade.coming
            else:
                self._set(fade, share)
        return self._begin(time_s, nodes) or changed

    def drop(self, key: Key) -> None:
        """Forget a chunk that is being detached."""
        self._running.pop(key, None)

    def _begin(self, time_s: float, nodes: Nodes) -> bool:
        """Let families change hands: the unseen and the last of a long queue now, others after a
        fade, when there is room."""
        if not self._waiting:
            return False
        kept: deque[_Family] = deque()
        come: list[Key] = []
        gone: list[Key] = []
        backlog = sum(map(_size, self._waiting)) - BACKLOG
        for family in self._waiting:
            size = _size(family)
            plain = backlog > 0 or not _in_sight(family, nodes)
            full = len(self._running) > max(0, MOST - size)
            if full and not plain and family.coming and family.patient:
                kept.append(family)
                continue
            backlog -= size
            come += family.coming
            gone += family.going
            for key in (*family.coming, *family.going):
                if key in self._running:
                    self._end(key, nodes)
                if not plain:
                    self._fade(key, time_s, nodes.get(key), coming=key in family.coming)
        self._waiting = kept
        self.present = self.present.difference(gone).union(come)
        return bool(come or gone)

    def _fade(self, key: Key, time_s: float, node: ChunkNode | None, *, coming: bool) -> None:
        """Begin to fade one chunk in or out."""
        if node is None:
            return
        values = PTA_LVecBase4f.empty_array(1)
        fade = self._running[key] = _Fade(values, coming, time_s, self._length_s)
        self._set(fade, 0.0)
        node.set_programs(self._programs, fading=True)
        node.path.set_shader_input("fade", values)

    @staticmethod
    def _set(fade: _Fade, share: float) -> None:
        drawn, sign = (share, 1.0) if fade.coming else (1.0 - share, -1.0)
        fade.values[0] = LVecBase4f(drawn, sign, 0.0, 0.0)

    def _end(self, key: Key, nodes: Nodes) -> None:
        del self._running[key]
        node = nodes.get(key)
        if node is not None:
            node.set_programs(self._programs, fading=False)
            node.path.clear_shader_input("fade")


def _size(family: _Family) -> int:
    return len(family.coming) + len(family.going)


def _in_sight(family: _Family, nodes: Nodes) -> bool:
    """Whether what is to go was seen in the last frame and is all there, or there is nothing to go:
    then nobody knows yet, and something would appear."""
    going = [nodes[key] for key in family.going if key in nodes]
    if len(going) < len(family.going):
        return False
    return not going or any(node is not None and node.shown for node in going)


def _families(coming: frozenset[Key], going: frozenset[Key]) -> list[_Family]:
    """Changes by the coarsest changed cell that they lie in: finest families, which are nearest,
    first, then by cell."""
    found: dict[Key, tuple[list[Key], list[Key]]] = {}
    for key in sorted(coming | going, key=lambda key: (-key[0], key[1])):
        *_, top = (key, *(one for one in upwards(key) if one in found))
        found.setdefault(top, ([], []))[key in going].append(key)
    return [
        _Family(tuple(c), tuple(g), sum(8**level for level, _ in g) >= 8 ** top[0])
        for top, (c, g) in sorted(found.items())
    ]
