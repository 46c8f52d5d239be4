"""`blame3d bench soak`: the running program for minutes or hours, with faults all the while.

It is the program itself, without a window: engine, scene, pool. Every FAULT_S seconds one of
FAULTS befalls a worker: it is killed, stopped, runs out of memory, raises, or answers nonsense.
"""

from __future__ import annotations

import json as json_
import logging
import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from blame3d import files
from blame3d.app.bench_flight import Flight, Shown
from blame3d.app.bench_log import Log
from blame3d.app.clock import RealClock
from blame3d.app.engine import Engine
from blame3d.app.soak_plot import draw
from blame3d.app.soak_record import Record, Timed, figures, tracebacks
from blame3d.app.soak_walk import Wanderer
from blame3d.app.spawn import start
from blame3d.capture.where import world_of
from blame3d.config import Settings
from blame3d.errors import DeviceError
from blame3d.scene.host import open_host
from blame3d.stream.bench_faults import FOLDER, GENERATOR, KINDS, ask
from blame3d.stream.bench_machine import load
from blame3d.stream.pool import Pool

SIZE: Final = (640, 360)
QUALITY: Final = "low"
FOV: Final = 75.0
FAULT_S: Final = 20.0
FAULTS: Final = ("kill", "stop", *KINDS)


class Misfortune:
    """Befalls the workers of a pool, one fault after the other."""

    def __init__(self, pool: Pool, folder: Path, record: Record) -> None:
        self._pool, self._folder, self._record = pool, folder, record
        self._count = 0
        self._asked: Path | None = None

    def strike(self, at_s: float) -> None:
        """Called every frame; a fault is noted when it happens."""
        if self._asked is not None and not self._asked.exists():
            self._record.faults.append((at_s, self._asked.name))
            self._asked = None
        if self._asked is not None or at_s < (self._count + 1) * FAULT_S:
            return
        kind = FAULTS[self._count % len(FAULTS)]
        self._count += 1
        if kind in KINDS:
            self._asked = ask(self._folder, kind)
            return
        pids = self._pool.pids()
        if pids:
            number = signal.SIGKILL if kind == "kill" else signal.SIGSTOP
            os.kill(pids[self._count % len(pids)], number)
            self._record.faults.append((at_s, kind))


def measure(settings: Settings, minutes: float) -> tuple[dict[str, Any], Record, Timed]:
    """Soak; figures, and what they were made of."""
    settings = replace(
        settings, size=SIZE, quality=QUALITY, fov=FOV, config=Path(), greeted=True, lang="en"
    )
    seconds = minutes * 60.0
    record = Record(seconds)
    clock = RealClock()
    before = load()
    with tempfile.TemporaryDirectory() as name, _stderr_to(Path(name) / "stderr") as said:
        os.environ[FOLDER] = name
        pool = Pool(world_of(settings), settings.workers, generator=GENERATOR)
        try:
            host = open_host(SIZE, window=False, software=settings.software)
            timed = Timed(pool, clock.now())
            wanderer = Wanderer(clock)
            engine = Engine(settings, host, timed, wanderer, clock, lambda: start(settings))
            misfortune = Misfortune(pool, Path(name), record)
            _fly(engine, wanderer, misfortune, record, pool, seconds)
            engine.close()
            host.close()
        finally:
            pool.close()
            del os.environ[FOLDER]
        found = figures(record, timed) | {
            "minutes": minutes,
            "places": wanderer.places,
            "deaths": pool.stats()["deaths"],
            "tracebacks": tracebacks(said) + record.errors,
            "loads": [before, load()],
        }
    return found, record, timed


def _fly(
    engine: Engine, wanderer: Wanderer, misfortune: Misfortune, record: Record, pool: Pool,
    seconds: float,
) -> None:  # fmt: skip
    clock = engine.clock
    engine.inputs.take()
    counting = _Errors(record)
    logging.getLogger("blame3d.app").addHandler(counting)
    begin = last = clock.now()
    while clock.now() - begin < seconds:
        now = clock.now()
        at = engine.seconds = now - begin
        misfortune.strike(at)
        wanderer.lead(engine, now - last)
        lit = engine.dawn.light >= 1.0
        engine.frame(now - last)
        engine.pace.add(clock.now() - now)
        record.sample(at, pool.pids(), len(engine.stage.residency.resident))
        last = now
        clock.sleep_until(now + engine.pace.steady)
        if lit and engine.dawn.light >= 1.0:
            record.frame(at, clock.now() - now, _hole(engine))
    logging.getLogger("blame3d.app").removeHandler(counting)


def _hole(engine: Engine) -> bool:
    """Whether something in view is shown by nothing."""
    residency = engine.stage.residency
    if residency.wanted is None:
        return True
    air = engine.sight.haze.extinction
    at = engine.view(SIZE).position_mm
    shown = Shown(at, air, residency.wanted, engine.scene.present)
    return Flight(Log(0), [shown]).holes() > 0


class _Errors(logging.Handler):
    """Counts what helpers log as errors instead of raising it."""

    def __init__(self, record: Record) -> None:
        super().__init__(logging.WARNING)
        self._record = record

    def emit(self, record: logging.LogRecord) -> None:
        self._record.errors += 1


@contextmanager
def _stderr_to(path: Path) -> Iterator[Path]:
    """Everything that this process and its workers say on stderr goes into a file, then out."""
    sys.stderr.flush()
    kept = os.dup(2)
    with path.open("wb") as file:
        os.dup2(file.fileno(), 2)
    try:
        yield path
    finally:
        sys.stderr.flush()
        os.dup2(kept, 2)
        os.close(kept)
        sys.stderr.write(path.read_text(encoding="utf-8", errors="replace"))


def run(settings: Settings, *, minutes: float, out: Path | None, json: bool = False) -> int:
    """Soak, print, draw; exit code 0, or 70 after a traceback, a lost chunk or a hole.

    Keys: p50_ms p95_ms p99_ms max_ms of the frame intervals, in the light; frames; holes (frames
    with something in view shown by nothing, later than 2 s after a fault) and holes_in_faults;
    faults (kind: number), deaths of workers, lost (chunks given up), tracebacks; chunks,
    chunk_p50_s, chunk_p99_s and ground_… (seconds from wanted to there); main_mb,
    largest_worker_mb, nodes, states, fds, shm (largest seen); slope_mb_per_min of the program
    and workers_slope_mb_per_min, over the second half; places, minutes, loads.
    """
    if out is not None:
        files.check_writable(out)
        _check_matplotlib()
    found, record, timed = measure(settings, minutes)
    if out is not None:
        files.write_atomic(out, draw(found, record, timed))
    if json:
        sys.stdout.write(json_.dumps(found) + "\n")
    else:
        sys.stdout.write("".join(f"{name:26}{value}\n" for name, value in found.items()))
    return 70 if found["tracebacks"] or found["lost"] or found["holes"] else 0


def _check_matplotlib() -> None:
    """Before minutes are spent."""
    import importlib.util

    if importlib.util.find_spec("matplotlib") is None:
        raise DeviceError(
            "The picture of a soak is drawn by matplotlib, which is not installed: "
            "pip install matplotlib, or leave out -o.",
            id="B3D-BENCH-01",
        )
