"""Intervals and phases of a measured flight: a table that is allocated before it begins."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

PHASES: Final = ("poll", "plan", "attach", "show", "view", "draw", "gc", "other")
"""poll: results in and jobs out. plan: deciding what is wanted. attach: chunks into the scene and
out of it. show: what changes hands. view: what is drawn of each chunk. draw: the frame itself.
gc: Python's collector, wherever it struck. other: the rest: sleep that ended late, and time in
which the machine ran somebody else."""

WAITING: Final = ("draw",)
"""Phases counted by the clock, since others work for them meanwhile; the rest are counted in
processor time of this thread, so that a busy machine is not mistaken for our own slowness."""

_GC: Final = PHASES.index("gc")
_OTHER: Final = PHASES.index("other")
_WORST: Final = 10


class Log:
    """rows: seconds, (frames, 1 + len(PHASES)): the interval from this frame's start to the next
    one's, then the phases. Phases are of work only: sleep that was meant is in none of them."""

    def __init__(self, frames: int) -> None:
        self.rows: NDArray[np.float64] = np.zeros((frames, 1 + len(PHASES)))
        self.count = 0
        self._now = np.zeros(len(PHASES))
        self._collecting = 0.0

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Count what happens inside as this phase; phases inside it count as themselves."""
        clock = time.perf_counter if name in WAITING else time.thread_time
        before = float(self._now.sum())
        begin = clock()
        try:
            yield
        finally:
            inner = float(self._now.sum()) - before
            self._now[PHASES.index(name)] += max(0.0, clock() - begin - inner)

    def restart(self) -> None:
        """The warm-up is over: forget its frames."""
        self.count = 0

    def end(self, interval_s: float, due_s: float) -> None:
        """A frame is over. due_s: the interval that was meant; what is beyond both it and the
        work done is `other`."""
        if self.count < len(self.rows):
            row = self.rows[self.count]
            row[0], row[1:] = interval_s, self._now
            row[1 + _OTHER] = max(0.0, interval_s - max(due_s, float(self._now.sum())))
            self.count += 1
        self._now[:] = 0.0

    @contextmanager
    def collector(self) -> Iterator[None]:
        """Watch Python's collector while inside."""
        gc.callbacks.append(self._collected)
        try:
            yield
        finally:
            gc.callbacks.remove(self._collected)

    def _collected(self, phase: str, _info: dict[str, Any]) -> None:
        if phase == "start":
            self._collecting = time.thread_time()
        else:
            self._now[_GC] += time.thread_time() - self._collecting

    def intervals(self) -> NDArray[np.float64]:
        """Milliseconds of every frame, (frames,)."""
        return self.rows[: self.count, 0] * 1000.0

    def worst(self, number: int = _WORST) -> list[dict[str, Any]]:
        """The longest intervals, longest first: at_s, ms, phase, phase_ms.

        The phase to blame is the one that took most beyond its own median in this flight.
        """
        rows = self.rows[: self.count]
        if not len(rows):
            return []
        usual = np.median(rows[:, 1:], axis=0)
        began = np.cumsum(rows[:, 0]) - rows[:, 0]
        found = []
        for n in np.argsort(-rows[:, 0], kind="stable")[:number].tolist():
            guilty = int(np.argmax(rows[n, 1:] - usual))
            found.append(
                {
                    "at_s": round(float(began[n]), 3),
                    "ms": round(float(rows[n, 0]) * 1000.0, 2),
                    "phase": PHASES[guilty],
                    "phase_ms": round(float(rows[n, 1 + guilty]) * 1000.0, 2),
                }
            )
        return found


def percentiles(ms: NDArray[np.float64]) -> dict[str, float]:
    """p50_ms, p95_ms, p99_ms, max_ms of intervals in milliseconds; zeros for none."""
    if not len(ms):
        return {"p50_ms": 0.0, "p95_ms": 0.0, "p99_ms": 0.0, "max_ms": 0.0}
    p50, p95, p99, most = np.percentile(ms, (50, 95, 99, 100)).tolist()
    return {
        "p50_ms": round(p50, 3),
        "p95_ms": round(p95, 3),
        "p99_ms": round(p99, 3),
        "max_ms": round(most, 3),
    }
