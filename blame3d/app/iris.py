"""The eye gets used to the dark: what it lets in follows the light around it.

A district's exposure (scene.weather) is that of its open places; a stair inside mass beside a
bright chasm has a twelfth of their light, and was black for minutes of a walk. The eye opens in
seconds and closes in one, so that whoever steps out is dazzled for a moment.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Final

import numpy as np

from blame3d.scene.city import CityScene
from blame3d.scene.frame import Colour, Haze

ENOUGH: Final = 0.40
USUAL: Final = 0.6
"""Root of light, 0 … 1, from which nothing is too dark at this exposure or a greater one: that of a
deck under a roof. Where a bright chasm has the place exposed for less, more is needed: there the
walls of stairs were shown at medians of 7 to 20 of 255, and a dark end is to be 25 to 50."""
MOST: Final = 3.5
CLOSED: Final = 2.8
"""The exposure of districts where all is dark (scene.weather)."""
OPENS_S: Final = 1.6
CLOSES_S: Final = 0.5
_AHEAD_MM: Final = 2500
"""A lamp or an opening so far ahead counts as well."""
_FIGURE_M: Final = 0.5
_LOOKS_S: Final = 0.1

Position = tuple[int, int, int]
Vec = tuple[float, float, float]


def goal(root: float, exposure: float) -> float:
    """The factor for the brightest root of light about the eye: faces are shown as those in ENOUGH
    light at the USUAL exposure; never more than MOST, nor more than makes a closed place's exposure
    of this."""
    most = min(MOST, max(1.0, CLOSED / exposure))
    wanted = _lit(ENOUGH) * max(1.0, USUAL / exposure)
    return min(most, max(1.0, wanted / _lit(max(root, 1e-3))))


def _lit(root: float) -> float:
    """What a face shows of light (shaders/include/light.glsl)."""
    return root * (0.32 + 2.0 * root)


class Iris:
    """gain: what light is multiplied by."""

    def __init__(self) -> None:
        self.gain = self._goal = 1.0
        self._rested = 0.0

    def update(
        self, scene: CityScene, eye_mm: Position, sight: Vec, exposure: float, dt: float
    ) -> None:
        """Once a frame. sight: unit vector. exposure: the place's own. dt: seconds since the last;
        infinite while nothing is seen, for whoever arrives has long been used to it."""
        self._rested += dt
        if self._rested >= _LOOKS_S:
            self._rested = 0.0
            here = np.array(eye_mm, np.int64)
            ahead = here + np.rint(np.array(sight) * _AHEAD_MM).astype(np.int64)
            found = scene.lights(np.stack([here, ahead]), _FIGURE_M)
            self._goal = goal(float(found[:, :4].max()), exposure)
        seconds = OPENS_S if self._goal > self.gain else CLOSES_S
        self.gain += (self._goal - self.gain) * (1.0 - math.exp(-max(0.0, dt) / seconds))

    def let_in(self, haze: Haze, exposure: float) -> tuple[Haze, float]:
        """A place's air and exposure as this eye shows them: what is near gets lighter, while the
        end of the view stays as pale or as dark as it is made, for else it burns out."""
        air = replace(haze, pale=_over(haze.pale, self.gain), dark=_over(haze.dark, self.gain))
        return air, exposure * self.gain


def _over(colour: Colour, by: float) -> Colour:
    return colour[0] / by, colour[1] / by, colour[2] / by
