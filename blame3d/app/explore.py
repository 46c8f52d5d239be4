"""`blame3d`: walk the City in a window."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from types import FrameType

import numpy as np
from panda3d.core import load_prc_file_data

from blame3d import logs
from blame3d.app.clock import FixedClock, RealClock
from blame3d.app.devices import Devices
from blame3d.app.engine import Engine
from blame3d.app.script import Script
from blame3d.app.source import ScriptSource
from blame3d.app.spawn import Start, start
from blame3d.capture.where import world_of
from blame3d.config import Settings
from blame3d.errors import DeviceError
from blame3d.scene.host import Host, open_host
from blame3d.stream.executor import Executor
from blame3d.stream.jobs import Job, chunk_job
from blame3d.stream.plan import desired
from blame3d.stream.pool import open_executor


def run(settings: Settings) -> int:
    """Walk until the window is closed; the exit code.

    Where no window opens, the demonstration is made instead. Raises Blame3DError.
    """
    # Before the window: a process that starts later would inherit its connection to the display.
    executor = open_executor(world_of(settings), settings.workers)
    try:
        executor.request(first_jobs(settings))
        host = None
        with ThreadPoolExecutor(1) as beside:
            # The window takes a second to open, and so does a good place to stand: side by side.
            begin = beside.submit(start, settings)
            try:
                # Panda's own is a bright blue that flashes up before the first frame.
                load_prc_file_data("blame3d", "background-color 0 0 0")
                host = open_host(settings.size, window=True, software=settings.software)
            except DeviceError as error:
                sys.stderr.write(f"blame3d: {error} Taking stills and a clip instead.\n")
        if host is not None:
            try:
                return walk(settings, host, executor, begin.result())
            finally:
                host.close()
    finally:
        executor.close()
    from blame3d.capture import demo

    return demo.run(settings)


def first_jobs(settings: Settings) -> list[Job]:
    """What is wanted wherever exactly the walk begins: the coarsest cells around."""
    near = (0, 0, 0) if settings.at is None else settings.at.pose.mm
    plan = desired(near, settings.quality)
    return [chunk_job(plan.keys[row]) for row in np.flatnonzero(plan.parents < 0).tolist()]


def walk(settings: Settings, host: Host, executor: Executor, begin: Start) -> int:
    """The walk itself, in an open window."""
    devices = Devices(host.base.win)
    engine = Engine(settings, host, executor, devices, RealClock(), begin)
    with _signals(engine) as caught:
        engine.begin()
        try:
            engine.run()
        except Exception:
            logs.fact("place", engine.address())  # for the report
            raise
    devices.take(False)
    engine.close()
    return 128 + caught[0] if caught else 0


def play_script(
    settings: Settings,
    host: Host,
    executor: Executor,
    script: Script,
    seconds: float,
    begin: Start,
    *,
    step: float = 1.0 / 30.0,
    patience: float = 60.0,
    watch: Callable[[Engine], None] | None = None,
) -> Engine:
    """A walk by script, `step` seconds a frame whatever it takes: for tests and films.

    The script begins when the world is there, at the latest after `patience` real seconds. watch
    is called after each frame. The engine comes back open; close it.
    """
    clock = FixedClock(step)
    engine = Engine(settings, host, executor, ScriptSource(script, clock), clock, begin)
    engine.inputs.take()
    until = time.monotonic() + patience
    while not (engine.stage.covered and engine.stage.grounded) and time.monotonic() < until:
        engine.supply()
        time.sleep(0.01)
    for frame in range(round(seconds / step)):
        engine.seconds = frame * step
        engine.frame(step)
        if watch is not None:
            watch(engine)
        clock.sleep_until(0.0)
    return engine


@contextmanager
def _signals(engine: Engine) -> Iterator[list[int]]:
    """Ctrl+C and a polite kill end the loop after the frame in progress; the list says which."""
    caught: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        caught.append(number)
        engine.running = False

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield caught
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
