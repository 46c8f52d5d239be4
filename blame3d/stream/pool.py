"""Worker processes that nothing can take down: the queue and the hand-over.

The queue lives here and can be put in another order at every plan; a worker is given a few jobs
at a time. When one is lost (see `crew`) its jobs are given out again. The job that it was at is to
blame; the third time it is given up (`Failed`).
"""

from __future__ import annotations

import logging
import os
import pickle
import time
from collections import Counter, deque
from collections.abc import Collection, Sequence
from types import TracebackType
from typing import Final, Self

from blame3d.errors import Blame3DError, DataError
from blame3d.stream import slots
from blame3d.stream.crew import DEADLINE_S, HOPELESS, Crew, Loss
from blame3d.stream.executor import NAMES, Executor, SyncExecutor
from blame3d.stream.jobs import Job, Names, Result, accept, given_up
from blame3d.stream.link import Answer, Flight, Link
from blame3d.world.chunk import Cell
from blame3d.world.types import World

TRIES: Final = 3
SPARE: Final = 5
"""How nice those workers are that get jobs in a hurry only, when the picture can wait, and"""
ALWAYS: Final = 10
"""those that work beside the picture: at 5 one of them takes an eighth of what two cores draw, at
10 a twentieth."""
_FAMILY: Final = 8
"""Cells below one parent."""


def open_executor(world: World, workers: int | None = None) -> Executor:
    """A pool of `workers` processes (None: see Pool), or none at all for 0."""
    if workers == 0:
        return SyncExecutor(world)
    return Pool(world, workers)


def usable_cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Pool:
    """See the module; the methods are those of `executor.Executor`.

    workers: processes; None: one for each core, and one less (at least 1) when not in a hurry.
    A pool begins in a hurry: nobody can draw a world that is not there. Who is there for that alone
    comes first in the crew, and so has the first job.
    generator, colliders, places: dotted names (see jobs.Names). depth: jobs given to a worker at
    once. deadline_s, backoff_s, hopeless: see crew.Crew.
    Raises OSError when not even one worker can be started.
    """

    def __init__(
        self,
        world: World,
        workers: int | None = None,
        *,
        generator: str = NAMES.chunk,
        colliders: str = NAMES.colliders,
        places: str = NAMES.place,
        depth: int = 8,
        slot_bytes: int = slots.SLOT_BYTES,
        deadline_s: float = DEADLINE_S,
        backoff_s: float = 1.0,
        hopeless: int = HOPELESS,
    ) -> None:
        slots.sweep()
        count = usable_cores() if workers is None else max(1, workers)
        self._steady = max(1, count - 1) if workers is None else count
        self._busy = count
        self._world = world
        self._epoch = 0
        self._number = 0
        self._wanted: dict[Job, None] = {}
        self._queue: deque[Job] = deque()
        self._flying: dict[Job, Flight] = {}  # of this epoch
        self._waiting: dict[Job, Result] = {}
        self._blame: Counter[Job] = Counter()
        self._counts: Counter[str] = Counter()
        self._messages: list[Blame3DError] = []
        names = Names(generator, colliders, places)
        spare = count - self._steady
        self._crew = Crew(
            count,
            lambda n: Link(depth, slot_bytes, names, ALWAYS if n >= spare else SPARE),
            pickle.dumps(world),
            deadline_s=deadline_s, backoff_s=backoff_s, hopeless=hopeless,
        )  # fmt: skip

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def epoch(self) -> int:
        """Number of the world in use."""
        return self._epoch

    def pids(self) -> list[int]:
        """Process ids of the workers that run."""
        return [link.pid for link in self._crew.links if link.pid is not None]

    def request(self, ordered: Sequence[Job]) -> None:
        """Replace everything wanted, most urgent first (see Executor)."""
        self._wanted = dict.fromkeys(ordered)
        self._waiting = {j: r for j, r in self._waiting.items() if j in self._wanted}
        self._queue = deque(
            j for j in self._wanted if j not in self._flying and j not in self._waiting
        )
        for link in self._crew.links:
            for flight in link.flights.values():
                if flight.job not in self._wanted or self._flying.get(flight.job) is not flight:
                    link.drop(flight)
        self._fill()

    def set_world(self, world: World) -> None:
        """Forget all requests and go on with another world."""
        self._world = world
        self._epoch += 1
        self._flying.clear()
        self._waiting.clear()
        self._blame.clear()
        self._crew.tell_world(pickle.dumps(world), self._epoch)
        self.request(())

    def edit(self, world: World, touched: Collection[Job]) -> None:
        """Go on with a world in which only these jobs have other answers.

        What is under way for others is as good as before; for these it comes to nothing, and is
        given out again. A worker reads of the new world before any job that is sent after this.
        """
        self._world = world
        for job in touched:
            self._flying.pop(job, None)
            self._waiting.pop(job, None)
        self._crew.tell_world(pickle.dumps(world), self._epoch)
        self.request(list(self._wanted))

    def pending(self) -> int:
        """Jobs wanted and not yet delivered."""
        return len(self._wanted)

    def poll(self, max_results: int = 8, timeout: float = 0.0) -> list[Result]:
        """At most so many results. InternalError (70) when the workers keep dying."""
        self._fill()
        until = time.monotonic() + timeout
        while True:
            left = until - time.monotonic()
            self._listen(0.0 if self._waiting else min(max(left, 0.0), 0.1))
            self._fill()
            if self._waiting or left <= 0 or not self._wanted:
                break
        results = []
        for job in list(self._waiting)[:max_results]:
            results.append(self._waiting.pop(job))
            self._wanted.pop(job, None)
        return results

    def take(self, job: Job, timeout: float) -> Result | None:
        """The result of one job, before all others; None after the timeout."""
        until = time.monotonic() + timeout
        while job not in self._waiting:
            left = until - time.monotonic()
            if left <= 0.0 or job not in self._wanted:
                return None
            self._fill()
            self._listen(min(left, 0.1))
        self._wanted.pop(job, None)
        return self._waiting.pop(job)

    def hurry(self, on: bool) -> None:
        """Whether all workers get jobs, or those that leave a core to the picture."""
        self._busy = len(self._crew.links) if on else self._steady

    def messages(self) -> list[Blame3DError]:
        """What a person should be told since the last call: replaced workers, jobs given up."""
        told, self._messages = self._messages, []
        return told

    def stats(self) -> dict[str, int]:
        """workers, queued, in_flight, waiting; and totals: done, failed, stale, deaths, …"""
        return {
            "workers": sum(link.running for link in self._crew.links),
            "queued": len(self._queue),
            "in_flight": sum(len(link.flights) for link in self._crew.links),
            "waiting": len(self._waiting),
            **{
                name: self._counts[name]
                for name in ("done", "failed", "stale", "rejected", "deaths", "bytes", "oversize")
            },
        }

    def close(self) -> None:
        """End all workers and free the memory: at once when they are idle, at most 3 seconds."""
        self._crew.close()
        self._wanted, self._queue, self._flying, self._waiting = {}, deque(), {}, {}

    def _fill(self) -> None:
        """Hand out jobs to whoever has most room, one at a time so that none sits idle."""
        busy = self._crew.links[-self._busy :]
        while self._queue:
            link = max(busy, key=lambda link: link.free, default=None)
            if link is None or link.free <= 0:
                break
            job = self._next(link, busy)
            self._number += 1
            link.send(self._number, job, self._epoch)
            self._flying[job] = link.flights[self._number]
        for link in self._crew.links:
            link.flush()

    def _next(self, link: Link, busy: list[Link]) -> Job:
        """The most urgent job that is of no family which another worker has begun.

        A family shares a parent and what stands around, and two workers would make both twice:
        7 % of what a start costs. The last jobs are dealt out as they come.
        """
        taken = {_family(other.last) for other in busy if other is not link and other.last}
        if len(self._queue) > sum(other.free for other in busy):
            for place in range(min(len(self._queue), _FAMILY * len(busy))):
                job = self._queue[place]
                if _family(job) not in taken:
                    del self._queue[place]
                    return job
        return self._queue.popleft()

    def _listen(self, timeout: float) -> None:
        """Take in what workers have said, and what is left of those that are gone."""
        for link, event in self._crew.listen(timeout):
            if isinstance(event, Loss):
                self._lost(event)
            else:
                self._take(link, event)

    def _take(self, link: Link, answer: Answer) -> None:
        flight = answer.flight
        job = flight.job
        current = self._flying.get(job) is flight
        if current:
            del self._flying[job]
        if not current or job not in self._wanted:
            self._counts["stale"] += 1
        elif answer.error is not None:
            link.strikes = 0
            self._failed(job, answer.error)
        elif answer.data is None:  # dropped, and wanted again since
            self._queue.appendleft(job)
        else:
            try:
                self._waiting[job] = accept(job, flight.epoch, answer.data)
            except DataError as error:
                self._counts["rejected"] += 1
                self._failed(job, str(error))
                return
            link.strikes = 0
            self._counts["done"] += 1
            self._counts["bytes"] += len(answer.data)
            self._counts["oversize"] += len(answer.data) > link.slot_bytes

    def _failed(self, job: Job, reason: str) -> None:
        """Blame a job: again first, then last, then never."""
        self._blame[job] += 1
        if self._blame[job] >= TRIES:
            self._counts["failed"] += 1
            self._blame.pop(job)
            failure = given_up(job, self._epoch, reason, self._world)
            self._waiting[job] = failure
            self._tell(failure.error)
        elif self._blame[job] == 1:
            self._queue.appendleft(job)
        else:
            self._queue.append(job)

    def _lost(self, loss: Loss) -> None:
        """Give the jobs of a worker that is gone out again."""
        mine = [flight.job for flight in loss.flights if self._flying.get(flight.job) is flight]
        for job in reversed(mine):
            del self._flying[job]
            if job not in self._wanted:
                self._counts["stale"] += 1
            elif loss.guilty and job is loss.flights[0].job:
                self._failed(job, loss.reason)
            else:
                self._queue.appendleft(job)
        self._counts["deaths"] += 1
        self._tell(
            Blame3DError(
                f"A world worker stopped ({loss.why}); it is replaced.", id="B3D-PROC-01"
            )
        )

    def _tell(self, message: Blame3DError) -> None:
        """For the log, and for whoever asks for messages."""
        logging.getLogger(__name__).warning("%s [%s]", message, message.id)
        self._messages.append(message)



def _family(job: Job) -> tuple[str, int, Cell]:
    """Jobs of one kind below one parent."""
    level, (x, y, z) = job.key
    return job.kind, level, (x >> 1, y >> 1, z >> 1)
