"""What the eye sees through: the air of the place, the iris of the eye, the veil before what is
not there yet.

The air changes with the way (app.weather) and closes to keep a rate (app.pace); a picture that is
taken shows the place's own.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from blame3d.app.iris import Iris
from blame3d.app.veil import Veil
from blame3d.app.weather import Weather
from blame3d.scene.frame import Haze, View
from blame3d.scene.weather import weather
from blame3d.view import direction

if TYPE_CHECKING:
    from blame3d.app.engine import Engine


class Sight:
    """weather: of the place. iris: how much light the eye lets in. veil: see app.veil."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.weather = Weather(engine.beside)
        self.iris = Iris()
        self.veil = Veil()

    def update(self, at: tuple[int, int, int], dt: float) -> None:
        """Once a frame: the eye is at this place, in millimetres, dt seconds after the last."""
        engine = self._engine
        self.weather.update(engine.world, at, dt)
        ahead = direction(engine.pose.heading, engine.pose.pitch)
        since = dt if engine.dawn.light > 0.0 else math.inf
        self.iris.update(engine.scene, at, ahead, self.weather.exposure, since)
        # What comes out of the dark is as bright as there is a world in reach.
        self.veil.update(engine.stage.bare_m if engine.dawn.light >= 1.0 else math.inf, dt)

    @property
    def air(self) -> Haze:
        """The air in which chunks are asked for."""
        haze, engine = self.weather.haze or Haze(), self._engine
        if engine.camera.holding:
            return haze
        return engine.pace.governor.closed(haze, engine.scene.quality.radius_m[0])

    @property
    def haze(self) -> Haze:
        """The air that is drawn."""
        return self.air if self._engine.camera.holding else self.veil.over(self.air)

    def let_in(self) -> tuple[Haze, float]:
        """Air and exposure as the eye has them now."""
        return self.iris.let_in(self.haze, self.weather.exposure)

    def settled(self, view: View) -> View:
        """A view in the air of its place, not in that which still changes to it."""
        haze, exposure = self.iris.let_in(*weather(self._engine.world, view.position_mm))
        return replace(view, haze=haze, exposure=exposure)
