"""A knock while one is on a bridge: the wall abreast has been a Builder all along.

Where it sits is `life.sleeper`; its clock stands until somebody is near enough to the middle.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import dist
from typing import TYPE_CHECKING, Final

from blame3d.app.walker import millimetres
from blame3d.cast.actor import Actor
from blame3d.life import rare
from blame3d.life.cues import cues
from blame3d.life.sleeper import Position, Sleeper

if TYPE_CHECKING:
    from blame3d.app.engine import Engine

CLOSE_MM: Final = 16_000
"""So near to the middle of the bridge one is half-way across."""


class Knock:
    """One block of a wall. middle: of the bridge, integer millimetres."""

    def __init__(self, engine: Engine, one: Sleeper, middle: Position) -> None:
        self._engine, self._one, self._middle = engine, one, middle
        self._woken: float | None = None
        self._heard = one.wakes_s

    @property
    def _clock(self) -> float:
        """Seconds of the block's own time; after its moment it is what it was."""
        if self._woken is None:
            return self._one.wakes_s - 1.0
        since = self._engine.seconds - self._woken
        return self._one.wakes_s + min(since, rare.SLEEPER_S)

    def frame(self) -> None:
        """Wake it, and tell what is to be heard of it since the last frame."""
        engine = self._engine
        if self._woken is None:
            feet = engine.walker.feet()
            if dist(millimetres(feet.cell, feet.pos), self._middle) > CLOSE_MM:
                return
            self._woken = engine.seconds
        eye = millimetres(engine.pose.cell, engine.pose.pos)
        late = self._woken - self._one.wakes_s
        before, self._heard = self._heard, self._clock
        for cue in cues((self._one.site,), eye, before, self._heard):
            engine.cues.append(replace(cue, time_s=cue.time_s + late))

    def actors(self) -> Sequence[Actor]:
        """The block, and what moves on it."""
        pose = self._engine.pose
        away = dist(millimetres(pose.cell, pose.pos), self._one.site.position_mm) / 1000.0
        return rare.block(self._one.site, self._clock, away)
