"""The platforms of lifts: where they are drawn and what one hears of them.

How they move is `player.lift`; their masts and landings are parts of the City. A companion.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import atan2, degrees
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from blame3d.app.walker import millimetres
from blame3d.cast.actor import Actor
from blame3d.cast.rig import turn_z
from blame3d.life.cue import Cue, Kind
from blame3d.player import lift
from blame3d.player.ladder import FACING
from blame3d.player.shafts import Shaft, shafts
from blame3d.player.state import Ride, Vec, rebase
from blame3d.world.chunk import Cell

if TYPE_CHECKING:
    from blame3d.app.engine import Engine

MODEL: Final = "lift"
KEY: Final = "lift"
_AROUND: Final = (-1, 0, 1)
_Platform = tuple[Cell, Vec]


class Lifts:
    """near: the lifts that pass through the cells around the eye."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.near: tuple[Shaft, ...] = ()
        self._read: dict[Cell, tuple[NDArray[np.void], list[Shaft]]] = {}
        self._moving: set[_Platform] = set()
        self._told = False

    def frame(self, dt: float) -> None:
        """Look around, tell what sounds; once, which key starts a lift."""
        engine = self._engine
        self._look()
        state = engine.walker.state
        if dt > 0.0:
            before, self._moving = self._moving, set()
            for ride in state.rides:
                self._hear(ride, before)
        if not self._told and state.grounded and lift.asked(state, list(self.near)) is not None:
            self._told = True
            engine.actions.toast("toast.lift", button=engine.interface.keys("use"))

    def _hear(self, ride: Ride, before: set[_Platform]) -> None:
        """What one hears of a platform. before: those that moved in the last frame."""
        engine, one, moves = self._engine, (ride.cell, ride.pos), lift.moving(ride)
        here = self._place(ride.cell, ride.pos, ride.size, lift.height(ride))
        if moves != (one in before):
            kind = Kind.LIFT_START if moves else Kind.LIFT_STOP
            engine.cues.append(Cue(kind, here, engine.seconds))
        if moves:
            self._moving.add(one)
            share = abs(lift.speed(ride)) / lift.FASTEST
            loud, pitch = 0.35 + 0.65 * share, 0.6 + 0.9 * share
            cue = Cue(Kind.LIFT, here, engine.seconds, loud, pitch, f"{KEY} {one}")
            engine.cues.append(cue)

    def _look(self) -> None:
        x, y, z = self._engine.pose.cell
        provider = self._engine.stage.provider
        read = {}
        for dx in _AROUND:
            for dy in _AROUND:
                for dz in _AROUND:
                    cell = (x + dx, y + dy, z + dz)
                    rows = provider(cell)
                    if rows is None:
                        continue
                    known = self._read.get(cell)
                    if known is None or known[0] is not rows:
                        known = rows, shafts(rows, cell)
                    read[cell] = known
        self._read = read
        found = {(one.cell, one.pos): one for _, some in read.values() for one in some}
        self.near = tuple(found.values())

    def _place(
        self, cell: Cell, pos: tuple[float, float, float], size: tuple[float, float], high: float
    ) -> tuple[int, int, int]:
        """Middle of a platform's upper side, integer millimetres of the world."""
        x, y, z = pos
        return millimetres(*rebase(cell, (x + size[0] / 2.0, y + size[1] / 2.0, z + high)))

    def actors(self) -> Sequence[Actor]:
        """The platforms that one may see."""
        out = []
        for shaft in self.near:
            fx, fy = FACING[shaft.way]
            joints = np.zeros((1, 3, 4), np.float32)
            joints[0, :, :3] = turn_z(degrees(atan2(-fx, fy)))
            high = self._engine.walker.lift_height(shaft)
            out.append(Actor(MODEL, self._place(shaft.cell, shaft.pos, shaft.size, high), joints))
        return out

    def travelled(self) -> None:
        """Elsewhere there are others."""
        self.near, self._read, self._moving = (), {}, set()

    def close(self) -> None:
        """Nothing is held."""
