"""What is noted during a soak, and the figures that come of it."""

from __future__ import annotations

import os
import time
from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from panda3d.core import RenderState

from blame3d.app.bench_log import percentiles
from blame3d.app.bench_memory import rss_mb, shm_mb, slope
from blame3d.stream.executor import Executor, Relay
from blame3d.stream.jobs import COLLIDERS, Failed, Job, Result
from blame3d.world.types import World

OWN_S: Final = 2.0
"""For so long after it a hole is the fault's own."""

_RATE: Final = 70
"""Frames a second for which there is room."""


class Timed(Relay):
    """An executor that notes how long each job was wanted before it came.

    waits: rows of (seconds since the soak began, seconds waited, whether it was ground), plain
    numbers one after another, for a soak that grows of its own notes measures those. lost: given
    up.
    """

    def __init__(self, inner: Executor, begin: float) -> None:
        super().__init__(inner)
        self._begin = begin
        self._since: dict[Job, float] = {}
        self.waits = array("d")
        self.lost = 0

    def request(self, ordered: Sequence[Job]) -> None:
        now = time.perf_counter()
        self._since = {job: self._since.get(job, now) for job in ordered}
        super().request(ordered)

    def poll(self, max_results: int = 8, timeout: float = 0.0) -> list[Result]:
        results = super().poll(max_results, timeout)
        now = time.perf_counter()
        for result in results:
            since = self._since.pop(result.job, now)
            ground = float(result.job.kind == COLLIDERS)
            self.waits.extend((now - self._begin, now - since, ground))
            self.lost += isinstance(result, Failed)
        return results

    def waited(self) -> NDArray[np.float64]:
        """waits as an array (n, 3)."""
        return np.array(self.waits).reshape(-1, 3)

    def set_world(self, world: World) -> None:
        self._since = {}
        super().set_world(world)


class Record:
    """frames: (n, 2) seconds since the beginning and interval of every lit frame; only those of
    `count` are filled. samples: one row a second, see SAMPLE. holes: seconds of frames with one.
    errors: what helpers logged instead of raising.
    """

    SAMPLE = ("at_s", "main_mb", "workers_mb", "largest_worker_mb", "nodes", "states", "fds", "shm")

    def __init__(self, seconds: float) -> None:
        self.frames: NDArray[np.float64] = np.zeros((int(seconds * _RATE) + 1, 2))
        self.count = 0
        self.samples: list[tuple[float, ...]] = []
        self.holes: list[float] = []
        self.faults: list[tuple[float, str]] = []
        self.errors = 0
        self._sampled = -1.0

    def frame(self, at_s: float, interval_s: float, hole: bool) -> None:
        """A frame that was to be seen."""
        if self.count < len(self.frames):
            self.frames[self.count] = at_s, interval_s
            self.count += 1
        if hole:
            self.holes.append(at_s)

    def sample(self, at_s: float, pids: list[int], nodes: int) -> None:
        """Weigh everything, once a second."""
        if at_s < self._sampled + 1.0:
            return
        self._sampled = at_s
        workers = [mb for mb in map(rss_mb, pids) if mb == mb]
        row = (rss_mb(os.getpid()), sum(workers), max(workers, default=0.0), nodes)
        states = RenderState.get_num_states()
        self.samples.append((at_s, *row, states, _descriptors(), shm_mb(os.getpid())))

    def column(self, name: str) -> NDArray[np.float64]:
        """A column of the samples by its name in SAMPLE."""
        rows = np.array(self.samples).reshape(-1, len(self.SAMPLE))
        found: NDArray[np.float64] = rows[:, self.SAMPLE.index(name)]
        return found

    def own_holes(self) -> list[float]:
        """Holes that no fault of the last OWN_S explains."""
        times = [at for at, _ in self.faults]
        return [
            hole for hole in self.holes if not any(0.0 <= hole - at <= OWN_S for at in times)
        ]


def figures(record: Record, timed: Timed) -> dict[str, Any]:
    """The keys that `bench_soak.run` names."""
    at = record.column("at_s")
    waits = timed.waited()
    kinds = [kind for _, kind in record.faults]
    found: dict[str, Any] = percentiles(record.frames[: record.count, 1] * 1000.0)
    found |= {
        "frames": record.count,
        "holes": len(record.own_holes()),
        "holes_in_faults": len(record.holes) - len(record.own_holes()),
        "faults": {kind: kinds.count(kind) for kind in sorted(set(kinds))},
        "lost": timed.lost,
        "chunks": len(waits),
    }
    for name, rows in (("chunk", waits[waits[:, 2] == 0.0]), ("ground", waits[waits[:, 2] == 1.0])):
        p50, p99 = np.percentile(rows[:, 1], (50, 99)).tolist() if len(rows) else (0.0, 0.0)
        found |= {f"{name}_p50_s": round(p50, 3), f"{name}_p99_s": round(p99, 3)}
    for name in ("main_mb", "largest_worker_mb", "nodes", "states", "fds", "shm"):
        found[name] = round(float(record.column(name).max(initial=0.0)), 2)
    found["slope_mb_per_min"] = round(slope(at, record.column("main_mb")), 3)
    found["workers_slope_mb_per_min"] = round(slope(at, record.column("workers_mb")), 3)
    return found


def _descriptors() -> int:
    try:
        return len(os.listdir("/proc/self/fd"))
    except OSError:
        return 0


def tracebacks(path: Path) -> int:
    """How many are in what was said on stderr."""
    text = path.read_text(encoding="utf-8", errors="replace")
    return text.count("Traceback (most recent call last)") + text.count("Fatal Python error")
