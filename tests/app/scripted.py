"""A walk by script in place of a person."""

from __future__ import annotations

import time
from collections.abc import Callable

from blame3d.app.clock import FixedClock
from blame3d.app.engine import Engine
from blame3d.app.script import Script
from blame3d.app.source import ScriptSource
from blame3d.app.spawn import Start
from blame3d.config import Settings
from blame3d.scene.host import Host
from blame3d.stream.executor import Executor


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
    """A walk by script, `step` seconds a frame whatever it takes.

    The script begins when the world is there, at the latest after `patience` real seconds. watch
    is called after each frame. The engine comes back open; close it.
    """
    clock = FixedClock(step)
    engine = Engine(settings, host, executor, ScriptSource(script, clock), clock, lambda: begin)
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
