"""`blame3d bench start`: from the command to the first picture, to no gaps, to every detail.

A fresh process does what `blame3d` does, with a buffer in place of a window, and tells the moments;
the clock starts before that process exists.
"""

from __future__ import annotations

import json as json_
import os
import pickle
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

from blame3d.app.clock import RealClock
from blame3d.app.engine import Engine
from blame3d.app.explore import first_jobs
from blame3d.app.script import Script
from blame3d.app.source import ScriptSource
from blame3d.app.spawn import start
from blame3d.capture.where import world_of
from blame3d.config import Settings
from blame3d.errors import InternalError
from blame3d.scene.host import open_host
from blame3d.stream.pool import open_executor

MOMENTS: Final = ("first_picture_s", "covered_s", "converged_s")
RUNS: Final = 3
PATIENCE_S: Final = 120.0

_CHILD: Final = "import blame3d.cli.commands; from blame3d.app.bench_start import child; child()"


def child() -> None:
    """The fresh process: reads (moment of its start, settings) from stdin, writes moments."""
    began, settings = pickle.load(sys.stdin.buffer)
    moments = _watch(settings, began)
    sys.stdout.write(json_.dumps(moments) + "\n")


def _watch(settings: Settings, began: float) -> dict[str, float]:
    """Walk without moving until nothing is missing; see `app.explore.run`, whose order this is."""
    found: dict[str, float] = {}

    def reached(name: str) -> None:
        found.setdefault(name, round(time.monotonic() - began, 3))

    executor = open_executor(world_of(settings), settings.workers)
    try:
        executor.request(first_jobs(settings))
        with ThreadPoolExecutor(1) as beside:
            begin = beside.submit(start, settings)
            host = open_host(settings.size, window=False, software=settings.software)
            reached("device_s")
        clock = RealClock()
        source = ScriptSource(Script([]), clock)
        engine = Engine(settings, host, executor, source, clock, begin.result())
        reached("engine_s")
        last = zero = clock.now()
        while MOMENTS[-1] not in found and time.monotonic() - began < PATIENCE_S:
            now = clock.now()
            engine.seconds = now - zero
            engine.frame(now - last)
            last = now
            if engine.stage.covered:
                reached("covered_s")
            if engine.light > 0.0:
                host.sync()
                reached("first_picture_s")
            have, want, _ = engine.stage.counts()
            if "first_picture_s" in found and have >= want:
                reached("converged_s")
            clock.sleep_until(now + (engine.pacer.interval if engine.light > 0.0 else 0.02))
        engine.close()
        host.close()
    finally:
        executor.close()
    return found


def once(settings: Settings) -> dict[str, float]:
    """Moments of one start in seconds. InternalError when the process fails."""
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", _CHILD],
        input=pickle.dumps((began, settings)),
        capture_output=True,
        timeout=PATIENCE_S + 30.0,
        check=False,
    )
    lines = done.stdout.decode().splitlines()
    if done.returncode or not lines:
        raise InternalError(
            f"The measured start failed ({done.returncode}): {done.stderr.decode()[-200:]}"
        )
    moments: dict[str, float] = json_.loads(lines[-1])
    return moments


def run(settings: Settings, *, runs: int = RUNS, json: bool = False) -> int:
    """Start so many times, print the medians, exit code 0.

    Keys: first_picture_s, covered_s (something in every direction of the view), converged_s
    (everything wanted is there), each the median or null when it was not reached; device_s,
    engine_s (the parts before); runs; load.
    """
    all_ = [once(settings) for _ in range(runs)]
    found: dict[str, Any] = {}
    for name in (*MOMENTS, "device_s", "engine_s"):
        values = [one[name] for one in all_ if name in one]
        found[name] = round(statistics.median(values), 3) if len(values) == runs else None
    found["runs"] = all_
    found["load"] = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    if json:
        sys.stdout.write(json_.dumps(found) + "\n")
    else:
        for name in ("device_s", "engine_s", *MOMENTS):
            each = "  ".join(f"{one.get(name, float('nan')):.2f}" for one in all_)
            sys.stdout.write(f"{name:18}{found[name]}   ({each})\n")
        sys.stdout.write(f"load {found['load']}\n")
    return 0
