"""An even rhythm of frames: steady 30 pictures a second look smoother than 35 to 50. Pure."""

from __future__ import annotations

from statistics import median
from typing import Final

RATES: Final = (60.0, 50.0, 40.0, 30.0, 25.0, 20.0, 15.0)
SPARE: Final = 1.15
"""Room that a frame needs beyond its median work."""

_EVERY: Final = 20
_PATIENCE: Final = 2
"""Looks in a row that must agree before a faster rate is tried."""


class Pacer:
    """Chooses the interval that the machine keeps up with; slower at once, faster with patience."""

    def __init__(self) -> None:
        """fastest: the shortest interval, seconds, that is wished."""
        self.fastest = 0.0
        self.interval = 1.0 / RATES[0]
        self._work: list[float] = []
        self._better = 0

    def add(self, work_s: float) -> None:
        """Seconds of work in a frame, without the sleep."""
        self._work.append(work_s)
        if len(self._work) < _EVERY:
            return
        need = max(median(self._work) * SPARE, self.fastest)
        self._work.clear()
        fits = next((1.0 / rate for rate in RATES if 1.0 / rate >= need), 1.0 / RATES[-1])
        if fits >= self.interval:
            self.interval = fits
            self._better = 0
            return
        self._better += 1
        if self._better >= _PATIENCE:
            self.interval = fits
            self._better = 0
