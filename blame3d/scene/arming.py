"""Programs are made ready before they are wanted.

A driver makes a program ready when it first draws, which takes a CPU a tenth of a second, and
neither a shot nor the first cross-fade of a walk is a moment to wait for it. So each draws a part
of no size for a frame, which no pixel shows. It was a chunk in sight once; then a program for which
none was in sight waited for its shot.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from typing import Any, Final, NamedTuple

from panda3d.core import LVecBase4f, NodePath

from blame3d.scene import geometry, pool
from blame3d.scene.cuts import elsewhere, nothing
from blame3d.scene.draws import Draw
from blame3d.scene.programs import FAR, MIDDLE, NEAR, Programs
from blame3d.stream.arranged import KINDS
from blame3d.world.chunk import light_texels


class Form(NamedTuple):
    """What tells one program from another. beams: how many cut; hot: whether what they left may
    glow; away: see scene.programs."""

    beams: int
    hot: bool
    away: int
    fading: bool
    plain: bool


SHOTS: Final = tuple(
    Form(beams, hot, away, fading, plain)
    for hot, beams, away, fading, plain in product(
        (True, False), (1, 2), (FAR, MIDDLE, NEAR), (False, True), (True, False)
    )
    if not (fading and (away != NEAR or not hot))  # in a fade what is cut is drawn as near and hot
)
"""What may glow first: nothing is cold before seven seconds."""

CROSSFADES: Final = tuple(
    Form(0, False, away, True, plain) for away, plain in product((FAR, MIDDLE, NEAR), (True, False))
)


class Arming:
    """Which of them are ready, and the one that draws now."""

    def __init__(self, programs: Programs, root: NodePath[Any]) -> None:
        """root: of chunks."""
        self._programs = programs
        self._armed: set[Form] = set()
        self._now: Draw | None = None
        self._in_frame = False
        """Whether that one has been in a frame."""
        # Of the kinds that chunks have: a driver makes a program ready for a kind of texture.
        self._path = root.attach_new_node("arming")
        side = light_texels(0) + 2
        self._path.set_shader_inputs(
            parts=pool.buffer("parts", pool.texels(1), integer=True), light=pool.volume(side),
            cell=LVecBase4f(0.0, 0.0, 0.0, 1.0), texel=1.0 / side,
            fade=LVecBase4f(1.0, 1.0, 0.0, 0.0),
        )  # fmt: skip
        self._draws = {
            kind.plain: Draw(geometry.quads(kind.quads * kind.together), number)
            for number, kind in enumerate(KINDS)
        }

    def arm(self, forms: Iterable[Form]) -> bool:
        """Have the next program draw in the next frame; True when none of these is left."""
        form = next((form for form in forms if form not in self._armed), None)
        if form is None:
            return True
        self._armed.add(form)
        self._disarm()
        self._now, self._in_frame = self._draws[form.plain], False
        self._path.set_shader_input(
            "cuts", elsewhere(form.beams, hot=form.hot) if form.beams else nothing()
        )
        self._now.path.set_shader(
            self._programs.city(
                plain=form.plain, away=form.away, fading=form.fading, fine=False, cut=form.beams,
                hot=form.hot,
            )
        )  # fmt: skip
        self._now.begin(0)
        self._now.ask(1)
        self._now.path.reparent_to(self._path)
        return False

    def frame(self) -> None:
        """A frame begins."""
        if self._in_frame:
            self._disarm()
        self._in_frame = self._now is not None

    def _disarm(self) -> None:
        if self._now is not None:
            self._now.path.detach_node()
            self._now = None
