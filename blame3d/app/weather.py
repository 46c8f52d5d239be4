"""The air around the eye: haze and exposure.

The air is a slow field, but a new block of it costs up to half a second: it is found beside the
loop, and the picture's air is eased towards the newest, so that nothing waits and nothing jumps.
The shafts of light in it cost as much again and are a question of their own, asked second.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.app.beside import Beside
from blame3d.scene.frame import Colour, Haze
from blame3d.scene.weather import haze_of, shafts
from blame3d.world.air import air
from blame3d.world.occluders import occluders
from blame3d.world.skylights import Skylight
from blame3d.world.types import World

RATE: Final = 1.5
"""1/s: how fast the picture's air follows."""

Position = tuple[int, int, int]


@dataclass(frozen=True)
class _Answer:
    world: World
    haze: Haze
    exposure: float
    occluders: NDArray[np.int64]


@dataclass(frozen=True)
class _Shafts:
    world: World
    found: tuple[Skylight, ...]


class Weather:
    """haze, exposure: for the next frame; haze is None until it is known. occluders: what hides."""

    def __init__(self, beside: Beside) -> None:
        self.haze: Haze | None = None
        self.exposure = 1.0
        self.occluders: NDArray[np.int64] | None = None
        self._beside = beside
        self._goal: _Answer | None = None
        self._shafts: tuple[Skylight, ...] = ()
        self._asked: tuple[World, Position] | None = None

    def expect(self, world: World, near_mm: Position) -> None:
        """One will be somewhere near: find what the air there shares. Nothing is shown of it."""
        self._beside.ask("near", lambda: air(world, near_mm))

    def update(self, world: World, position_mm: Position, dt: float) -> None:
        """Once a frame, dt seconds after the last."""
        if self._asked != (world, position_mm):
            self._asked = (world, position_mm)
            self._beside.ask(
                "air",
                lambda: _Answer(
                    world, *haze_of(air(world, position_mm)), occluders(world, position_mm)
                ),
            )
            self._beside.ask("shafts", lambda: _Shafts(world, shafts(world, position_mm)))
        lit = self._beside.take("shafts")
        if isinstance(lit, _Shafts) and lit.world == world:
            self._shafts = lit.found
        answer = self._beside.take("air")
        if isinstance(answer, _Answer) and answer.world == world:
            self._goal = answer
            self.occluders = answer.occluders
        goal = self._goal
        if goal is None:
            return
        goal = replace(goal, haze=replace(goal.haze, shafts=self._shafts))
        if self.haze is None:
            self.haze, self.exposure = goal.haze, goal.exposure
        part = 1.0 - math.exp(-RATE * max(0.0, dt))
        self.haze = blend(self.haze, goal.haze, part)
        self.exposure += (goal.exposure - self.exposure) * part

    def forget(self) -> None:
        """Another place: its air does not come gradually."""
        self.haze = self._goal = self._asked = self.occluders = None
        self._shafts = ()


def blend(a: Haze, b: Haze, part: float) -> Haze:
    """The air at `part` (0 … 1) of the way from a to b."""

    def mixed(x: float, y: float) -> float:
        return x + (y - x) * part

    def colour(x: Colour, y: Colour) -> Colour:
        return mixed(x[0], y[0]), mixed(x[1], y[1]), mixed(x[2], y[2])

    return replace(
        b,
        pale=colour(a.pale, b.pale),
        dark=colour(a.dark, b.dark),
        extinction=mixed(a.extinction, b.extinction),
        gradient=mixed(a.gradient, b.gradient),
        openness=mixed(a.openness, b.openness),
        side=(mixed(a.side[0], b.side[0]), mixed(a.side[1], b.side[1])),
    )
