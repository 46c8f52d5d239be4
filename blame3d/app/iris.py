"""The eye gets used to the dark: what it lets in follows the light around it.

A district's exposure (scene.weather) is that of its open places; a stair inside mass beside a
bright chasm has a twelfth of their light, and was black for minutes of a walk. The eye opens in
seconds and closes in one, so that whoever steps out is dazzled for a moment.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from blame3d.scene.city import CityScene

ENOUGH: Final = 0.26
"""Root of light, 0 … 1, from which nothing is too dark: that of a deck under a roof."""
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
    """The factor for the brightest root of light about the eye: as much as is missing, less so the
    more is, never more than MOST, nor more than makes of the place's exposure a closed one's."""
    most = min(MOST, max(1.0, CLOSED / exposure))
    return min(most, max(1.0, (ENOUGH / max(root, 1e-3)) ** 1.2))


class Iris:
    """gain: what a frame's exposure is to be multiplied by."""

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
