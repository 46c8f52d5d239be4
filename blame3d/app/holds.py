"""What the walker's hands and feet hold on to: the rungs of a ladder, an edge."""

from __future__ import annotations

from math import atan2, degrees, exp, hypot
from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.app.walker import Walker
from blame3d.cast import climbing
from blame3d.cast.gait import Foot
from blame3d.cast.model import Model
from blame3d.player.camera import Pose
from blame3d.player.ladder import FACING, OFF
from blame3d.world.chunk import RUNG

_EASE: Final = 14.0
"""1/s: how fast hands take hold and let go."""
_WITHIN_M: Final = 0.15
"""Of a body that has come over an edge: how far in it stands (see player.mantle)."""
_Feet = tuple[Foot, Foot]


class Holds:
    """part: 0 nothing is held … 1. heading: degrees, of who holds. cycle: of a climb on rungs, 0 …
    1, as `cast.feet` counts a walk's; None on no ladder."""

    def __init__(self) -> None:
        self.part = 0.0
        self.heading: float | None = None
        self.cycle: float | None = None
        self._front = 0.0
        self._feet: _Feet | None = None
        self._hands = np.zeros(3), np.zeros(3)

    def frame(self, walker: Walker, place: Pose, dt: float) -> None:
        """dt seconds on, with the feet at `place`."""
        state = walker.state
        self.heading = self.cycle = None
        if state.ladder >= 0:
            self._rungs(walker, place)
        elif state.mantle is not None and state.mantle[2] > 0.0:
            x, y, z = state.mantle
            self.heading = degrees(atan2(-x, y))
            self._feet = None
            self._hands = climbing.on_edge(self.heading, hypot(x, y) - _WITHIN_M, z)
        goal = 0.0 if self.heading is None else 1.0
        self._front = self._front if self.heading is None else self.heading
        self.part += (goal - self.part) * (1.0 - exp(-_EASE * dt))
        if self.part < 0.01 and not goal:
            self.part, self._feet = 0.0, None

    def _rungs(self, walker: Walker, place: Pose) -> None:
        way, (x, y, z) = walker.state.ladder, place.pos
        found = [
            shape
            for shape in walker.surroundings.ladders(
                place.cell, (x - 1.0, y - 1.0, z - 0.5), (x + 1.0, y + 1.0, z + 0.5)
            )
            if shape[1] == way
        ]
        if not found:
            return
        fx, fy = FACING[way]
        self.heading = degrees(atan2(-fx, fy))
        shape = found[0]
        off = fx * ((shape[2] + shape[5]) / 2.0 - x) + fy * ((shape[3] + shape[6]) / 2.0 - y)
        up = z - shape[4]
        left, right, self._hands = climbing.on_rungs(up, self.heading, max(OFF, off), RUNG)
        self._feet = left, right
        self.cycle = climbing.cycle(up, RUNG)

    def turned(self, heading: float) -> float:
        """The heading of hips that are turned so otherwise, degrees."""
        turn = (self._front - heading + 180.0) % 360.0 - 180.0
        return heading + turn * self.part

    def feet(self, left: Foot, right: Foot) -> _Feet:
        """Where the feet are that walk to where these would be."""
        if self._feet is None:
            return left, right
        a, b = self._feet
        return _between(left, a, self.part), _between(right, b, self.part)

    def hands(
        self, model: Model, joints: NDArray[np.float32], heading: float, armed: float
    ) -> NDArray[np.float32]:
        """The pose with its hands where they hold. armed: see `climbing.held`."""
        return climbing.held(model, joints, heading, self._hands, self.part, armed)


def _between(a: Foot, b: Foot, part: float) -> Foot:
    x, y, z = (p + (q - p) * part for p, q in zip(a.at, b.at, strict=True))
    turn = (b.heading - a.heading + 180.0) % 360.0 - 180.0
    roll = a.roll + (b.roll - a.roll) * part
    return Foot((x, y, z), a.heading + turn * part, roll, a.standing and part < 0.5)
