"""Writes the walk down: where it is, and the holes of its City; what was set on the way.

At each shot, once a minute, and at the end: whoever is cut off loses a minute at most. A companion.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from blame3d.app.walker import millimetres
from blame3d.cast.actor import Actor
from blame3d.config import session
from blame3d.errors import Blame3DError
from blame3d.player.motion import LEGS
from blame3d.player.state import Mode
from blame3d.view import Address

if TYPE_CHECKING:
    from blame3d.app.engine import Engine

EVERY_S: Final = 60.0
_KIND: Final = "session"


class Keeper:
    """To be asked after the gun. Nothing is kept where the settings name no file for it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._shots = engine.gun.shots
        self._due_s = EVERY_S

    def frame(self, dt: float) -> None:
        """See whether it is time; who is in the air is waited for."""
        engine = self._engine
        if dt <= 0.0:
            return
        fired = engine.gun.shots is not self._shots
        state = engine.walker.state
        stands = state.grounded or state.mode is not Mode.WALK
        if fired or (engine.seconds >= self._due_s and stands):
            self._shots, self._due_s = engine.gun.shots, engine.seconds + EVERY_S
            walk = self._walk()

            def write() -> None:
                self._remember(walk)
                engine.options.flush()  # now: asked in vain, they would be lost

            engine.beside.ask(_KIND, write)

    def actors(self) -> Sequence[Actor]:
        """Nothing is to be seen of it."""
        return ()

    def travelled(self) -> None:
        """Elsewhere: written down soon."""
        self._due_s = self._engine.seconds

    def close(self) -> None:
        """The walk ends."""
        self._remember(self._walk())

    def _walk(self) -> Address:
        """Where the walk is; without a look where a body could not stand. Who falls, climbs or
        hangs goes on where he stood last, for in the air he would fly."""
        engine, state = self._engine, self._engine.walker.state
        walks = state.mode is Mode.WALK
        walk = replace(engine.address(), aimed=walks)
        if not walks or state.grounded or state.footing is None:
            return walk
        cell, (x, y, z) = state.footing
        east, north, up = millimetres(cell, (x, y, z + LEGS.eye))
        return replace(walk, pose=replace(walk.pose, x_mm=east, y_mm=north, z_mm=up))

    def _remember(self, walk: Address) -> None:
        path = self._engine.options.now.session
        if path is None:
            return
        try:
            session.store(path, walk)
        except Blame3DError as error:
            logging.getLogger(__name__).warning("%s [%s]", error, error.id)
