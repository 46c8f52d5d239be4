"""Where the running program takes its time from: the one seam that tests replace."""

from __future__ import annotations

import time
from typing import Protocol


class Clock(Protocol):
    """Seconds that never run backwards, and a way to wait."""

    def now(self) -> float: ...

    def sleep_until(self, moment: float) -> None: ...


class RealClock:
    """`time.perf_counter`, which is monotonic."""

    def now(self) -> float:
        return time.perf_counter()

    def sleep_until(self, moment: float) -> None:
        """Return at `moment`, at once when it is past. Sleeps, never spins."""
        left = moment - time.perf_counter()
        if left > 0.0:
            time.sleep(left)


class FixedClock:
    """Each `tick` is `step` seconds, however long the frame took: films, tests, scripts."""

    def __init__(self, step: float) -> None:
        self.step = step
        self.time = 0.0

    def now(self) -> float:
        return self.time

    def sleep_until(self, moment: float) -> None:
        """One frame passes."""
        self.time += self.step
