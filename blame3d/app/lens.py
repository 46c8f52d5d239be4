"""The field of view in degrees: chosen, stepped by keys, narrowed while one zooms. Pure."""

from __future__ import annotations

import math
from typing import Final

NARROWEST: Final = 40.0
WIDEST: Final = 120.0
STEP: Final = 5.0
ZOOM: Final = 4.0
RATE: Final = 12.0
"""1/s: how fast a zoom closes in."""


class Lens:
    """fov: horizontal degrees of this frame."""

    def __init__(self, fov: float) -> None:
        self.chosen = fov
        self.fov = fov

    def choose(self, fov: float) -> None:
        self.chosen = fov

    def step(self, by: int) -> float:
        """One key press wider (1) or narrower (-1); returns the new field."""
        self.chosen = max(NARROWEST, min(WIDEST, self.chosen + by * STEP))
        return self.chosen

    def advance(self, dt: float, zoomed: bool) -> None:
        """dt seconds on."""
        wish = self.chosen / ZOOM if zoomed else self.chosen
        self.fov = wish + (self.fov - wish) * math.exp(-RATE * max(0.0, dt))
        if abs(self.fov - wish) < 0.01:
            self.fov = wish
