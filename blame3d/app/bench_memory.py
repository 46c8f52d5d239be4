"""`blame3d bench memory`: what a flight takes, and whether it grows."""

from __future__ import annotations

import json as json_
import os
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from blame3d.app.bench_flight import Runway
from blame3d.app.bench_kinds import kinds
from blame3d.config import Settings
from blame3d.scene.host import Host, open_host
from blame3d.stream.bench_machine import load
from blame3d.stream.bench_route import route
from blame3d.stream.executor import Executor
from blame3d.stream.pool import Pool
from blame3d.world.types import World

EVERY_S: Final = 0.5
MARKS_S: Final = (60.0, 180.0, 360.0, 600.0)
"""When it is noted what the memory is made of, besides before the flight and at its end."""
PACE_S: Final = 1.0 / 30.0
LAP_M: Final = 1500.0
"""Metres that are flown to and fro. Over ever new places one weighs what stands there: straight on
for ten minutes, memory rose by 1 to 6 MB a minute and fell elsewhere, and nothing leaked."""

_SHM: Final = Path("/dev/shm")


def rss_mb(pid: int) -> float:
    """Megabytes of memory that a process has in use, NaN where that cannot be read."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, ValueError, IndexError):
        return float("nan")
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def shm_mb(pid: int) -> float:
    """Megabytes of shared memory segments of this process (slots of its workers)."""
    try:
        return sum(path.stat().st_size for path in _SHM.glob(f"b3d_{pid}_*")) / 1e6
    except OSError:
        return float("nan")


class Scales:
    """Weighs the process and its workers twice a second.

    made_of: by minutes flown, what the program's memory was made of (see bench_kinds).
    """

    def __init__(self, host: Host) -> None:
        self.rows: list[tuple[float, float, float]] = []  # seconds, main, largest worker
        self.shm = 0.0
        self.made_of: dict[str, dict[str, float]] = {}
        self._host = host
        self._marks = list(MARKS_S)
        self._begin = time.monotonic()
        self._next = 0.0

    def __call__(self, executor: Executor) -> None:
        if not self.rows:
            self._begin = time.monotonic()
        now = time.monotonic() - self._begin
        if now < self._next:
            return
        self._next = now + EVERY_S
        pids = executor.pids() if isinstance(executor, Pool) else []
        workers = [rss_mb(pid) for pid in pids]
        self.rows.append((now, rss_mb(os.getpid()), max(workers, default=0.0)))
        self.shm = max(self.shm, shm_mb(os.getpid()))
        if self._marks and now >= self._marks[0]:
            self.note(f"{self._marks.pop(0) / 60.0:g}")

    def note(self, when: str) -> None:
        """Note what the memory is made of now."""
        self.made_of[when] = {"main": round(rss_mb(os.getpid()), 1)} | kinds(self._host)


def slope(seconds: NDArray[np.float64], megabytes: NDArray[np.float64]) -> float:
    """Megabytes a minute after the first quarter, a straight line through it; 0 for too few."""
    rest = seconds >= seconds.max(initial=0.0) / 4.0
    if rest.sum() < 3:
        return 0.0
    x, y = seconds[rest] / 60.0, megabytes[rest]
    x = x - x.mean()
    return float((x * (y - y.mean())).sum() / (x * x).sum())


def measure(settings: Settings, speed: float, seconds: float) -> dict[str, Any]:
    """Fly to and fro without anything loaded before; see `run` for the keys."""
    host = open_host((64, 64), window=False, software=settings.software)
    try:
        scales = Scales(host)
        scales.note("no City")
        line = replace(route(settings.world_seed), lap_m=LAP_M)
        runway = Runway(host, World(settings.world_seed), line, speed)

        def watch(executor: Executor) -> None:
            runway.chunks.clear()  # of the beginning: they are in the scene, and no walk keeps them
            scales(executor)

        flight = runway.streamed(seconds, PACE_S, settings.workers, watch)
        scales.note("end")
        nodes, buffers = len(runway.scene.held), runway.scene.nodes_made
        runway.close()
    finally:
        host.close()
    rows = np.array(scales.rows).reshape(-1, 3)
    return {
        "speed": speed,
        "secs": seconds,
        "main_mb": round(float(rows[:, 1].max(initial=0.0)), 1),
        "worker_mb": round(float(rows[:, 2].max(initial=0.0)), 1),
        "slope_mb_per_min": round(slope(rows[:, 0], rows[:, 1]), 2),
        "nodes": nodes,
        "buffers": buffers,
        "shm": round(scales.shm, 2),
        "chunks": flight.arrived,
        "load": load(),
        "made_of": scales.made_of,
    }


def run(settings: Settings, *, speed: float, seconds: float, json: bool = False) -> int:
    """Measure, print, exit code 0.

    A flight begins with nothing and keeps what it has passed for a while: it fills for the first
    two minutes, so a slope is one of growth only for flights of ten minutes and more. It goes to
    and fro over the same places, which are made and left again and again.

    Keys: main_mb and worker_mb (largest resident size of the program and of a worker),
    slope_mb_per_min (of the program, after the first quarter), nodes (chunks in the scene at the
    end), buffers (textures made), shm (megabytes of shared memory), chunks, speed, secs, load;
    made_of: what the program was made of before a City, after some minutes, at the end; by kind
    (see bench_kinds).
    """
    found = measure(settings, speed, seconds)
    if json:
        sys.stdout.write(json_.dumps(found) + "\n")
    else:
        made_of = found.pop("made_of")
        sys.stdout.write("".join(f"{name:18}{value}\n" for name, value in found.items()))
        sys.stdout.write(table(made_of))
    return 0


def table(made_of: dict[str, dict[str, float]]) -> str:
    """What the memory was made of, a line for each moment, a column for each kind."""
    lines: list[str] = []
    for when, parts in made_of.items():
        if not lines:
            lines.append("made of, MB".ljust(12) + "".join(f"{name:>10}" for name in parts))
        lines.append(when.ljust(12) + "".join(f"{value:>10}" for value in parts.values()))
    return "\n".join(lines) + "\n"
