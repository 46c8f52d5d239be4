"""Keeping a frame rate that the person chose: fewer small parts first, then nearer air. Pure.

What is held back goes from 0 to 1. Its first half leaves out parts that are small on the screen
(and with them triangles); its second half also closes the air nearer, so that less is drawn and
made. Too slow is answered at once and in proportion, too fast with patience and in small steps,
so that the picture does not pump. Pictures that are taken never see any of it: what they show
follows from their address alone.
"""

from __future__ import annotations

from dataclasses import replace
from statistics import median
from typing import Final

from blame3d.scene.eye import CLOSED
from blame3d.scene.frame import Haze

SPARE: Final = 1.1
"""Room that a frame needs beyond its median work."""

_EVERY: Final = 20
_EASY: Final = 0.75
"""Share of the frame below which something may be given back."""
_PATIENCE: Final = 3
_BACK: Final = 0.05
_MOST: Final = 0.25
_COARSEST: Final = 4.0
_NEAREST: Final = 2.5


class Governor:
    """rate: frames a second to be kept, 0 for none. held: how much is held back, 0 … 1."""

    def __init__(self, rate: float) -> None:
        self.held = 0.0
        self.choose(rate)

    def choose(self, rate: float) -> None:
        """Keep another rate from now on."""
        self.rate = rate
        self._work: list[float] = []
        self._easy = 0
        if not rate:
            self.held = 0.0

    def add(self, work_s: float) -> None:
        """Seconds of work in a frame, without the sleep."""
        self._work.append(work_s)
        if not self.rate or len(self._work) < _EVERY:
            return
        share = median(self._work) * SPARE * self.rate
        self._work.clear()
        if share > 1.0:
            self._easy = 0
            self.held = min(1.0, self.held + min(_MOST, 0.5 * (share - 1.0)))
        elif share > _EASY:
            self._easy = 0
        else:
            self._easy += 1
            if self._easy >= _PATIENCE:
                self.held = max(0.0, self.held - _BACK)

    @property
    def detail(self) -> float:
        """How many times larger than usual a part must be on the screen to be drawn, 1 … 4."""
        return 1.0 + (_COARSEST - 1.0) * min(1.0, 2.0 * self.held)

    def closed(self, haze: Haze, radius_m: float) -> Haze:
        """The air, closed at no less than two fifths of where it or the drawn radius ends."""
        nearer = 1.0 + (_NEAREST - 1.0) * max(0.0, 2.0 * self.held - 1.0)
        if nearer == 1.0:
            return haze
        return replace(haze, extinction=max(haze.extinction, CLOSED / radius_m) * nearer)
