"""The air around the eye, found beside the loop: a new block of sky costs up to half a second.

The air is a slow field, so a frame may use that of a moment ago; it is eased towards the newest,
so that nothing jumps. A picture asks for the air of its very place (`exact`).
"""

from __future__ import annotations

import math
import threading
from dataclasses import replace

from blame3d.scene.frame import Haze
from blame3d.world.air import air
from blame3d.world.types import World

RATE = 1.5
"""1/s: how fast the picture's air follows."""

Position = tuple[int, int, int]


def exact(world: World, position_mm: Position) -> Haze:
    """The haze at a place."""
    found = air(world, position_mm)
    return replace(Haze(), extinction=found.extinction, openness=found.openness)


class Weather:
    """A thread of its own; `stop` it in the end. haze: for the next frame; None until known."""

    def __init__(self) -> None:
        self.haze: Haze | None = None
        self._goal: Haze | None = None
        self._ask: tuple[World, Position] | None = None
        self._world: World | None = None
        self._at: Position | None = None
        self._wake = threading.Condition()
        self._ended = False
        self._thread = threading.Thread(target=self._work, name="weather", daemon=True)
        self._thread.start()

    def update(self, world: World, position_mm: Position, dt: float) -> None:
        """Once a frame, dt seconds after the last."""
        with self._wake:
            if self._at != position_mm or self._world != world:
                self._at, self._world = position_mm, world
                self._ask = (world, position_mm)
                self._wake.notify()
            goal = self._goal
        if goal is None:
            return
        if self.haze is None:
            self.haze = goal
        part = 1.0 - math.exp(-RATE * max(0.0, dt))
        self.haze = Haze(
            goal.pale,
            goal.dark,
            self.haze.extinction + (goal.extinction - self.haze.extinction) * part,
            goal.gradient,
            self.haze.openness + (goal.openness - self.haze.openness) * part,
        )

    def forget(self) -> None:
        """Another place: its air does not come gradually."""
        with self._wake:
            self._goal = self._ask = self._world = None
        self.haze = None

    def stop(self) -> None:
        """End the thread; a look under way is waited for at most a second."""
        with self._wake:
            self._ended = True
            self._wake.notify()
        self._thread.join(1.0)

    def _work(self) -> None:
        while True:
            with self._wake:
                self._wake.wait_for(lambda: self._ended or self._ask is not None)
                if self._ended or self._ask is None:
                    return
                asked, self._ask = self._ask, None
            found = exact(*asked)
            with self._wake:
                if self._world == asked[0]:
                    self._goal = found
