"""From the command to the first frame: what can go side by side does.

    this process    start workers, import the program, open the window, compile the shaders
    a worker        import the world, find the place to stand, make chunks
    the others      import the world, make the coarsest chunks around

The program meets the place when all else is there. So its modules are imported in here, when the
workers have begun, and this one is all that a command has to import before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from blame3d.config import Settings
from blame3d.errors import DataError, TryAgainError
from blame3d.setpieces.places import city
from blame3d.stream.executor import Executor
from blame3d.stream.jobs import Done, Job, chunk_job, place_job
from blame3d.stream.plan import desired
from blame3d.stream.pool import open_executor

if TYPE_CHECKING:
    from blame3d.app.clock import Clock
    from blame3d.app.engine import Engine
    from blame3d.app.source import Source
    from blame3d.app.spawn import Start
    from blame3d.scene.host import Host

PATIENCE_S: Final = 120.0


Maker = Callable[
    ["Settings", "Host", Executor, "Source", "Clock", Callable[[], "Start"]], "Engine"
]
"""Makes a program: arguments as those of `engine.Engine`."""


@dataclass(frozen=True)
class Opening:
    """Workers at work for a walk that begins. place: their question where, if there was one."""

    settings: Settings
    executor: Executor
    place: Job | None

    def begin(self) -> Start:
        """Where the walk begins; waits for the answer. Raises Blame3DError when there is none."""
        from blame3d.app.spawn import start

        if self.place is None:
            return _literal(self.settings)
        result = self.executor.take(self.place, PATIENCE_S)
        if isinstance(result, Done) and result.place is not None:
            return start(self.settings, result.place)
        raise TryAgainError(
            "No place to begin was found in time. Try again when the machine is less busy.",
            id="B3D-WORLD-05",
        )


def _literal(settings: Settings) -> Start:
    """The place that an address names; near it, when one only goes on from there and the City has
    become another since."""
    from blame3d.app.spawn import start

    try:
        return start(settings)
    except DataError:
        if not settings.resumes or settings.at is None:
            raise
        return start(replace(settings, at=replace(settings.at, aimed=False)))


@contextmanager
def workers(settings: Settings) -> Iterator[Opening]:
    """Start them; they end with the walk. To be entered before a window opens: a process that
    starts later would inherit its connection to the display."""
    at = settings.at
    near = (0, 0, 0) if at is None else at.pose.mm
    place = None if at is not None and at.aimed else place_job(near)
    world = city(settings.world_seed, at)
    executor = open_executor(world, settings.workers)
    try:
        # Wherever exactly the walk begins, the coarsest cells are wanted.
        plan = desired(near, settings.quality)
        roots = [plan.keys[row] for row in np.flatnonzero(plan.parents < 0).tolist()]
        executor.request([*([place] if place else []), *map(chunk_job, roots)])
        yield Opening(settings, executor, place)
    finally:
        executor.close()


@contextmanager
def program(
    opening: Opening, host: Host, source: Source, clock: Clock, make: Maker | None = None
) -> Iterator[Engine]:
    """The program in this window, ready for its first frame. The window closes with it. make: of
    what class it is, None: a walk."""
    from blame3d.app.engine import Engine

    try:
        engine = (make or Engine)(
            opening.settings, host, opening.executor, source, clock, opening.begin
        )
        yield engine
        engine.close()
    finally:
        host.close()
