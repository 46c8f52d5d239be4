"""The gun's key, painted on the first wall through which a hole would lead somewhere.

Best is a wall between the eye and the village: the words are painted where the lamps would be seen
through it, so that whoever shoots at them walks through the hole towards its lights. After some
minutes any wall will do behind which there is air. Who leaves the words behind finds them again on
another wall; whoever finds the gun by himself needs none.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import asin, atan2, degrees, sqrt
from typing import TYPE_CHECKING, Final

from blame3d.app.bindings import GUN
from blame3d.app.painting import Painting, Surface, surface, there
from blame3d.app.walker import millimetres
from blame3d.life.overture import Position, leads, shows

if TYPE_CHECKING:
    from blame3d.app.engine import Engine
    from blame3d.player.camera import Pose

SOONEST_S: Final = 45.0
"""After the first words."""
ANYWHERE_S: Final = 240.0
"""After that long any wall will do."""
_LOOK_S: Final = 0.5
_ASIDE: Final = 32.0
"""Degrees from where one looks in which the words would be seen."""
_FAR_M: Final = 14.0
"""From so far away one sees the end of a passage, where the words are to be."""
_KIND: Final = "lesson"


class Lesson:
    """words: what paints. begun: from then on nobody else does."""

    def __init__(self, engine: Engine, words: Painting) -> None:
        self._engine, self._words = engine, words
        self._next_s = engine.seconds + SOONEST_S
        self._anywhere_s = engine.seconds + ANYWHERE_S
        self._over = self.begun = False

    def frame(self, lamps: Sequence[Position]) -> None:
        """Look for a wall now and then, until there is one or none is needed. lamps: of a village,
        integer millimetres."""
        engine = self._engine
        if self._over:
            return
        found = engine.beside.take(_KIND)
        free = not self._words.written if self.begun else self._words.shown == 0.0
        if engine.gun.fired:
            self._over = True
        elif isinstance(found, Surface) and free:
            self._words.write(found)
        elif engine.seconds >= self._next_s and free:
            self._next_s = engine.seconds + _LOOK_S
            self._look(lamps)

    def _look(self, lamps: Sequence[Position]) -> None:
        """A wall before the eyes; what is behind it is asked beside the frames."""
        engine = self._engine
        if not self.begun:
            self._words.clear()
            engine.interface.paint(GUN)
            self.begun = True
        eye, size, seed = engine.walker.eye(), engine.interface.wall.size, engine.world.seed
        provider = engine.stage.provider
        if lamps:
            x, y, z = (sum(axis) // len(lamps) for axis in zip(*lamps, strict=True))
            heading, pitch = _towards(eye, (x, y, z))
            if abs((heading - eye.heading + 180.0) % 360.0 - 180.0) < _ASIDE:
                one = there(provider, eye, size, heading, pitch, _FAR_M)
                if one is not None:
                    at = one.place
                    engine.beside.ask(_KIND, lambda: one if shows(seed, at, (x, y, z)) else None)
                    return
        if not lamps or engine.seconds >= self._anywhere_s:
            any_ = surface(provider, eye, size, floors=False)
            if any_ is not None:
                place, into = any_.place, any_.into
                engine.beside.ask(_KIND, lambda: any_ if leads(seed, place, into) else None)


def _towards(eye: Pose, place: Position) -> tuple[float, float]:
    """Heading and pitch in degrees of a place."""
    at = millimetres(eye.cell, eye.pos)
    x, y, z = ((a - b) / 1000.0 for a, b in zip(place, at, strict=True))
    far = max(1e-6, sqrt(x * x + y * y + z * z))
    return degrees(atan2(-x, y)), degrees(asin(z / far))
