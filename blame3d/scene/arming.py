"""Programs are made ready before they are wanted.

A driver makes a program ready when it first draws, which takes a CPU a tenth of a second, and
neither a shot nor the first cross-fade of a walk is a moment to wait for it. So one chunk after
another is drawn by them for a frame, less nothing and all of it there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import product
from typing import Final, NamedTuple

from panda3d.core import LVecBase4f

from blame3d.scene.chunknode import ChunkNode
from blame3d.scene.cuts import elsewhere
from blame3d.scene.fades import Fades
from blame3d.scene.programs import FAR_LEVEL, Programs
from blame3d.world.chunk import Key


class Form(NamedTuple):
    """What tells one program from another. beams: how many cut; hot: whether what they left may
    glow; away: 0 near, 1 where joints cannot be seen, 2 far."""

    beams: int
    hot: bool
    away: int
    fading: bool
    plain: bool


SHOTS: Final = tuple(
    Form(beams, hot, away, fading, plain)
    for hot, beams, away, fading, plain in product(
        (True, False), (1, 2), (0, 1, 2), (False, True), (True, False)
    )
    if not (fading and (away or not hot))  # in a fade what is cut is drawn as near and hot
)
"""What may glow first: nothing is cold before seven seconds."""

CROSSFADES: Final = tuple(
    Form(0, False, away, True, plain) for away, plain in product((0, 1, 2), (True, False))
)


class Arming:
    """Which of them are ready, and the chunk that is drawn by one now. cut: leaves out of a chunk
    what the gun has taken."""

    def __init__(
        self, programs: Programs, fades: Fades, cut: Callable[[Key], None]
    ) -> None:
        self._programs = programs
        self._fades = fades
        self._cut = cut
        self._armed: set[Form] = set()
        self._now: tuple[Key, ChunkNode] | None = None
        self._in_frame = False
        """Whether that one has been in a frame."""

    def arm(self, forms: Iterable[Form], seen: Iterable[ChunkNode]) -> bool:
        """Draw one of these, which are seen, by the next program; True when there is none left."""
        cold = [form for form in forms if form not in self._armed]
        nodes = [node for node in seen if not (node.fading or node.rest)] if cold else []
        for form in cold:
            for node in nodes:
                if _fits(node, form):
                    node.path.set_shader_input("fade", LVecBase4f(1.0, 1.0, 0.0, 0.0))
                    node.set_programs(self._programs, fading=form.fading)
                    if form.beams:
                        node.cut(elsewhere(form.beams, hot=form.hot), self._programs)
                    self._now, self._in_frame = ((node.level, node.cell), node), False
                    self._armed.add(form)
                    return False
        return True

    def frame(self, attached: Mapping[Key, ChunkNode | None]) -> None:
        """A frame begins: what was drawn for the sake of a program in the last is as it was."""
        if self._in_frame:
            self.disarm(attached)
        self._in_frame = self._now is not None

    def disarm(self, attached: Mapping[Key, ChunkNode | None]) -> None:
        """Draw the chunk that is drawn to make a program ready as it is."""
        if self._now is None:
            return
        key, node = self._now
        self._now = None
        if attached.get(key) is node:
            node.set_programs(self._programs, fading=self._fades.has(key))
            self._cut(key)


def _fits(node: ChunkNode, form: Form) -> bool:
    """Whether a node would be drawn by that program if it faded or was cut."""
    rare = form.fading and form.beams > 0
    away = 0 if rare else 2 if node.level >= FAR_LEVEL else 0 if node.near else 1
    drawn = any(draw.drawn > 0 and draw.kind.plain == form.plain for draw in node.draws)
    return away == form.away and drawn
