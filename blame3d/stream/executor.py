"""The face that every executor has, the one that needs no processes, and a helper that waits."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Sequence
from typing import Final, Protocol

from blame3d.errors import Blame3DError, TryAgainError
from blame3d.stream.jobs import Done, Failed, Job, Names, Result, accept, given_up, produce
from blame3d.stream.worker import load, told
from blame3d.world.types import World

NAMES: Final = Names()


class Executor(Protocol):
    """Turns jobs into results, in whatever order and process."""

    @property
    def epoch(self) -> int:
        """Number of the world in use; results carry it."""
        ...

    def request(self, ordered: Sequence[Job]) -> None:
        """Replace everything wanted by this, most urgent first.

        What was wanted and is not named again is cancelled; what is under way goes on. Ask only
        for what has not been delivered yet: a delivered job named again is done again.
        """
        ...

    def poll(self, max_results: int = 8, timeout: float = 0.0) -> list[Result]:
        """At most so many results, waiting at most `timeout` seconds for the first."""
        ...

    def take(self, job: Job, timeout: float) -> Result | None:
        """The result of one job of those wanted, before all others; None after the timeout."""
        ...

    def hurry(self, on: bool) -> None:
        """Whether all cores may work, as in the beginning, or one is left to the picture."""
        ...

    def pending(self) -> int:
        """Jobs wanted and not yet delivered."""
        ...

    def set_world(self, world: World) -> None:
        """Forget all requests and go on with another world. Nothing older is delivered."""
        ...

    def edit(self, world: World, touched: Collection[Job]) -> None:
        """Go on with a world in which only these jobs have other answers: what was made for them
        is not delivered, all else stays as it is."""
        ...

    def messages(self) -> list[Blame3DError]:
        """What a person should be told since the last call."""
        ...

    def stats(self) -> dict[str, int]:
        """Counters for the overlay and the bench."""
        ...

    def close(self) -> None:
        """End; at most three seconds."""
        ...


class Relay:
    """An executor that hands everything on to another: to override what one wants to watch."""

    def __init__(self, inner: Executor) -> None:
        self._inner = inner

    @property
    def epoch(self) -> int:
        return self._inner.epoch

    def request(self, ordered: Sequence[Job]) -> None:
        self._inner.request(ordered)

    def poll(self, max_results: int = 8, timeout: float = 0.0) -> list[Result]:
        return self._inner.poll(max_results, timeout)

    def take(self, job: Job, timeout: float) -> Result | None:
        return self._inner.take(job, timeout)

    def hurry(self, on: bool) -> None:
        self._inner.hurry(on)

    def pending(self) -> int:
        return self._inner.pending()

    def set_world(self, world: World) -> None:
        self._inner.set_world(world)

    def edit(self, world: World, touched: Collection[Job]) -> None:
        self._inner.edit(world, touched)

    def messages(self) -> list[Blame3DError]:
        return self._inner.messages()

    def stats(self) -> dict[str, int]:
        return self._inner.stats()

    def close(self) -> None:
        self._inner.close()


class SyncExecutor:
    """Generates when polled, in this process: for tests and single pictures."""

    def __init__(
        self,
        world: World,
        *,
        generator: str = NAMES.chunk,
        colliders: str = NAMES.colliders,
        places: str = NAMES.place,
    ) -> None:
        self._world = world
        self._epoch = 0
        self._makers = load(Names(generator, colliders, places))
        self._queue: list[Job] = []
        self._counts = {"done": 0, "failed": 0}

    @property
    def epoch(self) -> int:
        return self._epoch

    def request(self, ordered: Sequence[Job]) -> None:
        self._queue = list(dict.fromkeys(ordered))[::-1]

    def poll(self, max_results: int = 8, timeout: float = 0.0) -> list[Result]:
        results: list[Result] = []
        while self._queue and len(results) < max_results:
            results.append(self._do(self._queue.pop()))
        return results

    def _do(self, job: Job) -> Done | Failed:
        try:
            data = produce(job, self._world, self._makers)
            result = accept(job, self._epoch, data)
        except Exception as error:  # as in a worker: one job's failure, and a pure function's
            self._counts["failed"] += 1
            return given_up(job, self._epoch, told(error), self._world)
        self._counts["done"] += 1
        return result

    def take(self, job: Job, timeout: float) -> Result | None:
        self._queue.remove(job)
        return self._do(job)

    def hurry(self, on: bool) -> None:
        pass

    def pending(self) -> int:
        return len(self._queue)

    def set_world(self, world: World) -> None:
        self._world = world
        self._epoch += 1
        self._queue = []

    def edit(self, world: World, touched: Collection[Job]) -> None:
        self._world = world

    def messages(self) -> list[Blame3DError]:
        return []

    def stats(self) -> dict[str, int]:
        return {"workers": 0, "queued": len(self._queue), **self._counts}

    def close(self) -> None:
        self._queue = []


def generate_all(
    executor: Executor, jobs: Iterable[Job], *, timeout: float = 180.0
) -> dict[Job, Result]:
    """Ask for all the jobs and wait. TryAgainError (75) when `timeout` seconds bring nothing."""
    wanted = list(dict.fromkeys(jobs))
    results: dict[Job, Result] = {}
    executor.request(wanted)
    last = time.monotonic()
    while len(results) < len(wanted):
        for result in executor.poll(64, 0.25):
            results[result.job] = result
            last = time.monotonic()
        if time.monotonic() - last > timeout:
            raise TryAgainError(
                f"The world did not come: {len(wanted) - len(results)} of {len(wanted)} pieces "
                f"are missing and none has come for {timeout:g} s. Try again when the machine is "
                "less busy.",
                id="B3D-WORLD-05",
            )
    return results
