"""Workers under supervision: replaced when they die, hang or talk nonsense.

Not `ProcessPoolExecutor`: there one death loses half of the queue and the pool with it.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing import connection
from typing import Final

from blame3d.errors import InternalError
from blame3d.stream.link import Answer, Flight, Link

HOPELESS: Final = 10
"""Deaths in a row, without one answer between them, after which the crew says so and stops."""

START_S: Final = 30.0
"""A worker may take so long to import on a slow disk before it counts as hung."""

DEADLINE_S: Final = 45.0
"""The first chunk of a world takes seconds of work, and many more where workers share few cores
with others. Replacing a worker that is only slow throws its caches away and so makes it slower."""

LONGEST_GAP_S: Final = 1.0
"""A worker ages by no more than this per look: after a suspended laptop nobody is hung."""


@dataclass(frozen=True)
class Loss:
    """A worker is gone.

    why: in few words; reason: the same for the job that it was at. flights: what it had been given,
    that job first. guilty: whether that job may be to blame; a worker that never came to life had
    not begun it.
    """

    why: str
    reason: str
    flights: tuple[Flight, ...]
    guilty: bool


class Crew:
    """links: the workers, those to be replaced among them; close() empties it.

    count: how many; make: the n-th of them, not started; world: pickled. deadline_s: silence after
    which a busy worker is replaced. backoff_s: least time between two starts of one worker, doubled
    with every death in a row up to eightfold. hopeless: see HOPELESS. Raises OSError when not even
    the first workers can be started.
    """

    def __init__(
        self, count: int, make: Callable[[int], Link], world: bytes, *, deadline_s: float,
        backoff_s: float, hopeless: int,
    ) -> None:  # fmt: skip
        self._deadline, self._backoff, self._most_strikes = deadline_s, backoff_s, hopeless
        self._world, self._epoch = world, 0
        self._looked = time.monotonic()
        self._hopeless: InternalError | None = None
        self.links: list[Link] = []
        try:
            for n in range(count):
                self.links.append(make(n))
                self.links[-1].start(self._looked, world, 0)
        except BaseException:
            self.close()
            raise

    def tell_world(self, world: bytes, epoch: int) -> None:
        """All work on another world from their next job on, and so will those that come after."""
        self._world, self._epoch = world, epoch
        for link in self.links:
            link.tell_world(world, epoch)

    def listen(self, timeout: float) -> Iterator[tuple[Link, Answer | Loss]]:
        """What has come, who is lost; restarts what may be restarted. To be read to its end.

        InternalError (70), now and from now on, when workers keep dying.
        """
        if self._hopeless is not None:
            raise self._hopeless
        if timeout > 0.0:
            inboxes = [link.inbox for link in self.links if link.inbox is not None]
            if inboxes:
                connection.wait(inboxes, timeout)
            else:
                time.sleep(min(timeout, 0.02))
        now = time.monotonic()
        gap = min(now - self._looked, LONGEST_GAP_S)
        self._looked = now
        for link in self.links:
            if not link.running:
                if link.restart_at is not None and now >= link.restart_at:
                    yield from self._restart(link, now)
                continue
            if link.flights or not link.ready:
                link.age += gap
            try:
                for answer in link.receive():
                    yield link, answer
            except EOFError:
                yield from self._replace(link, now, "")
                continue
            except ValueError as error:
                yield from self._replace(link, now, str(error))
                continue
            if link.age >= LONGEST_GAP_S and link.wake():
                logging.getLogger(__name__).warning("A world worker was stopped; it goes on.")
            if link.age > (self._deadline if link.ready else max(START_S, self._deadline)):
                yield from self._replace(link, now, f"no sign of life for {link.age:.0f} s")

    def close(self) -> None:
        """End all workers and free their memory: at once when idle, at most 3 seconds."""
        until = time.monotonic() + 1.5
        links, self.links = self.links, []
        for link in links:
            link.hang_up()
        for link in links:
            link.close(until - time.monotonic())

    def _replace(self, link: Link, now: float, why: str) -> Iterator[tuple[Link, Loss]]:
        """Bury a worker and plan its restart."""
        ending = link.bury()
        flights = tuple(link.flights.values())
        link.flights.clear()
        link.strikes += 1
        wait = self._backoff * min(2 ** max(link.strikes - 2, 0), 8)
        link.restart_at = max(link.started, now if link.strikes > 1 else 0.0) + wait
        yield link, Loss(
            why or ending, why or f"the worker stopped ({ending})", flights, link.ready
        )
        if sum(other.strikes for other in self.links) >= self._most_strikes:
            at = flights[0].job.key if flights else "start"
            self._hopeless = InternalError(
                f"World workers keep stopping (last: {why or ending} at {at}). "
                "Start blame3d again; if it stays, please report this.",
                id="B3D-PROC-02",
            )
            raise self._hopeless

    def _restart(self, link: Link, now: float) -> Iterator[tuple[Link, Loss]]:
        try:
            link.start(now, self._world, self._epoch)
        except OSError as error:  # out of processes or memory: as if it had died at once
            yield from self._replace(link, now, f"it could not be started: {error.strerror}")
