"""The gun's key, painted on the first wall through which a hole would lead somewhere.

It waits until the first words have been left behind; whoever finds the gun by himself needs none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from blame3d.app.bindings import GUN
from blame3d.app.painting import Painting, Surface, surface
from blame3d.life.overture import leads

if TYPE_CHECKING:
    from blame3d.app.engine import Engine

SOONEST_S: Final = 45.0
"""After the first words."""
_LOOK_S: Final = 0.5
_KIND: Final = "lesson"


class Lesson:
    """words: what paints. begun: from then on nobody else does."""

    def __init__(self, engine: Engine, words: Painting) -> None:
        self._engine, self._words = engine, words
        self._next_s = engine.seconds + SOONEST_S
        self._over = self.begun = False

    def frame(self) -> None:
        """Look for a wall now and then, until there is one or none is needed."""
        engine = self._engine
        if self._over:
            return
        found = engine.beside.take(_KIND)
        if engine.gun.fired:
            self._over = True
        elif isinstance(found, Surface):
            self._words.write(found)
            self._over = True
        elif engine.seconds >= self._next_s and self._words.shown == 0.0:
            self._next_s = engine.seconds + _LOOK_S
            self._look()

    def _look(self) -> None:
        """A wall before the eyes; what is behind it is asked beside the frames."""
        engine = self._engine
        if not self.begun:
            self._words.clear()
            engine.interface.paint(GUN)
            self.begun = True
        eye, size = engine.walker.eye(), engine.interface.wall.size
        one = surface(engine.stage.provider, eye, size, floors=False)
        if one is not None:
            seed = engine.world.seed
            engine.beside.ask(_KIND, lambda: one if leads(seed, one.place, one.into) else None)
