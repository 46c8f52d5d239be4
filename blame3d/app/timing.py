"""Frame times in a ring that is allocated once: measuring makes no garbage."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

PHASES: Final = ("stream", "step", "view", "draw")
LENGTH: Final = 512


class FrameRing:
    """The last `LENGTH` frames: interval and phases in milliseconds, float32."""

    def __init__(self) -> None:
        self.rows: NDArray[np.float32] = np.zeros((LENGTH, 1 + len(PHASES)), np.float32)
        self.count = 0

    def add(self, interval_s: float, phases_s: tuple[float, float, float, float]) -> None:
        """One frame: seconds from start to start, and seconds in each phase."""
        row = self.rows[self.count % LENGTH]
        row[0] = interval_s * 1000.0
        row[1:] = phases_s
        row[1:] *= 1000.0
        self.count += 1

    def last(self, n: int) -> NDArray[np.float32]:
        """The newest min(n, count, LENGTH) rows, oldest first: (rows, 1 + phases) ms."""
        n = min(n, self.count, LENGTH)
        return self.rows[np.arange(self.count - n, self.count) % LENGTH]

    def percentiles(self, n: int = 240) -> tuple[float, float]:
        """(p50, p99) of the interval over the last n frames in ms; zeros before the first."""
        rows = self.last(n)
        if len(rows) == 0:
            return 0.0, 0.0
        p50, p99 = np.percentile(rows[:, 0], (50, 99))
        return float(p50), float(p99)

    def phase_means(self, n: int = 60) -> tuple[float, ...]:
        """Mean ms of each phase over the last n frames."""
        rows = self.last(n)
        if len(rows) == 0:
            return (0.0,) * len(PHASES)
        return tuple(float(v) for v in rows[:, 1:].mean(axis=0))
