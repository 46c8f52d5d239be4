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
from dataclasses import replace
from typing import Any, Final

from blame3d.app.clock import RealClock
from blame3d.app.opening import program, workers
from blame3d.app.script import Script
from blame3d.app.source import ScriptSource
from blame3d.config import Settings
from blame3d.errors import InternalError
from blame3d.stream.bench_machine import load

MOMENTS: Final = ("first_picture_s", "covered_s", "converged_s")
WAY: Final = ("workers_s", "device_s", "engine_s")
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
    settings = replace(settings, greeted=True)  # a first walk begins with eyes that are shut
    found: dict[str, float] = {}

    def reached(name: str) -> None:
        found.setdefault(name, round(time.monotonic() - began, 3))

    with workers(settings) as opening:
        reached("workers_s")
        from blame3d.scene.host import open_host

        host = open_host(settings.size, window=False, software=settings.software)
        reached("device_s")
        clock = RealClock()
        with program(opening, host, ScriptSource(Script([]), clock), clock) as engine:
            reached("engine_s")
            last = zero = clock.now()
            while MOMENTS[-1] not in found and time.monotonic() - began < PATIENCE_S:
                now = clock.now()
                engine.seconds = now - zero
                engine.frame(now - last)
                last = now
                if engine.dawn.light > 0.0 and engine.scene.stats()["nodes"]:
                    host.sync()
                    reached("first_picture_s")
                    if engine.stage.covered:
                        reached("covered_s")
                        have, want, _ = engine.stage.counts()
                        if have >= want:
                            reached("converged_s")
                clock.sleep_until(now + engine.pace.interval)
    return found


def _compiled() -> dict[str, str]:
    """This environment, in which modules are kept compiled, as they are where it is installed."""
    return {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


def once(settings: Settings) -> dict[str, float]:
    """Moments of one start in seconds. InternalError when the process fails."""
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", _CHILD],
        input=pickle.dumps((began, settings)),
        capture_output=True,
        timeout=PATIENCE_S + 30.0,
        env=_compiled(),
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

    Keys: first_picture_s (something of the City is drawn), covered_s (something in every direction
    of the view, and the place itself), converged_s (everything wanted is there), each the median or
    null when it was not reached; workers_s, device_s, engine_s (the way there); runs; load.
    """
    all_ = [once(settings) for _ in range(runs)]
    found: dict[str, Any] = {}
    for name in WAY + MOMENTS:
        values = [one[name] for one in all_ if name in one]
        found[name] = round(statistics.median(values), 3) if len(values) == runs else None
    found["runs"] = all_
    found["load"] = load()
    if json:
        sys.stdout.write(json_.dumps(found) + "\n")
    else:
        for name in WAY + MOMENTS:
            each = "  ".join(f"{one.get(name, float('nan')):.2f}" for one in all_)
            sys.stdout.write(f"{name:18}{found[name]}   ({each})\n")
        sys.stdout.write(f"load {found['load']}\n")
    return 0
