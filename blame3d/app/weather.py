"""The air around the eye.

The air is a slow field, but a new block of it costs up to half a second: it is found beside the
loop, and the picture's air is eased towards the newest, so that nothing waits and nothing jumps.
A picture asks for the air of its very place (`exact`).
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Final

from blame3d.app.beside import Beside
from blame3d.scene.frame import Haze
from blame3d.world.air import air
from blame3d.world.types import World

RATE: Final = 1.5
"""1/s: how fast the picture's air follows."""

Position = tuple[int, int, int]
_Answer = tuple[World, Haze]


def exact(world: World, position_mm: Position) -> Haze:
    """The haze at a place."""
    found = air(world, position_mm)
    return replace(Haze(), extinction=found.extinction, openness=found.openness)


class Weather:
    """haze: for the next frame; None until it is known."""

    def __init__(self, beside: Beside) -> None:
        self.haze: Haze | None = None
        self._beside = beside
        self._goal: Haze | None = None
        self._asked: tuple[World, Position] | None = None

    def update(self, world: World, position_mm: Position, dt: float) -> None:
        """Once a frame, dt seconds after the last."""
        if self._asked != (world, position_mm):
            self._asked = (world, position_mm)
            self._beside.ask("air", lambda: (world, exact(world, position_mm)))
        answer = self._beside.take("air")
        if isinstance(answer, tuple) and answer[0] == world:
            self._goal = answer[1]
        goal = self._goal
        if goal is None:
            return
        if self.haze is None:
            self.haze = goal
        part = 1.0 - math.exp(-RATE * max(0.0, dt))
        self.haze = replace(
            goal,
            extinction=self.haze.extinction + (goal.extinction - self.haze.extinction) * part,
            openness=self.haze.openness + (goal.openness - self.haze.openness) * part,
        )

    def forget(self) -> None:
        """Another place: its air does not come gradually."""
        self.haze = self._goal = self._asked = None
