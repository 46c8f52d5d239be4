"""A flight over a plan, with workers of a known speed and no clock: holes, staleness, requests.

The workers here take so many milliseconds of their own time for a chunk of each level, as measured
with `bench generate`; time is counted in frames.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from blame3d.app.bench_flight import Flight, Shown
from blame3d.app.bench_log import Log
from blame3d.app.stage import Stage
from blame3d.app.wants import Viewer
from blame3d.stream.jobs import COLLIDERS, Done, Job
from blame3d.stream.plan import desired
from blame3d.world.chunk import COLLIDER, LAMP, PART, Chunk, Key

COST_MS = (10.0, 12.0, 35.0, 30.0, 30.0, 30.0, 100.0)
"""Of a chunk of each level: a slow machine of two cores."""

FPS = 12.0
START = (32_000, 32_000, 32_000)


class Workers:
    """An executor with one worker, at work for `share` of each frame; three jobs are under way."""

    epoch = 0

    def __init__(self, share: float) -> None:
        self.share = share
        self.asked: set[Job] = set()
        self.hurried = True
        self._queue: list[Job] = []
        self._flying: list[Job] = []
        self._ready: list[Job] = []
        self._credit = 0.0

    def request(self, ordered: Sequence[Job]) -> None:
        self.asked.update(ordered)
        self._flying[1:] = [job for job in self._flying[1:] if job in set(ordered)]
        self._queue = [job for job in ordered if job not in self._flying + self._ready]

    def work(self, seconds: float) -> None:
        self._credit += 1000.0 * seconds * self.share
        while self._queue or self._flying:
            while self._queue and len(self._flying) < 3:
                self._flying.append(self._queue.pop(0))
            cost = COST_MS[self._flying[0].key[0]]
            if self._credit < cost:
                return
            self._credit -= cost
            self._ready.append(self._flying.pop(0))
        self._credit = 0.0

    def poll(self, max_results: int = 8, timeout: float = 0.0) -> list[Done]:
        out, self._ready = self._ready[:max_results], self._ready[max_results:]
        return [done(job) for job in out]

    def hurry(self, on: bool) -> None:
        self.hurried = on

    def pending(self) -> int:
        return len(self._queue) + len(self._flying)


class Nowhere:
    """A scene that draws nothing and counts what a frame has to do."""

    def __init__(self) -> None:
        self.changes = [0, 0]
        self.most = [0, 0]

    def frame(self) -> None:
        self.most = [max(pair) for pair in zip(self.most, self.changes, strict=True)]
        self.changes = [0, 0]

    def attach(self, chunk: Chunk) -> None:
        self.changes[0] += 1

    def detach(self, key: Key) -> None:
        self.changes[1] += 1

    def show(self, keys: frozenset[Key], fade_s: float = 0.0) -> None:
        pass


def done(job: Job) -> Done:
    if job.kind == COLLIDERS:
        return Done(job, 0, colliders=np.zeros(0, COLLIDER))
    level, cell = job.key
    light = np.zeros((0, 0, 0, 2), np.uint8)
    return Done(job, 0, chunk=Chunk(level, cell, np.zeros(0, PART), np.zeros(0, LAMP), light, 0))


def fly(
    ways: Sequence[tuple[float, float, float]], share: float, seconds: float = 9.0
) -> tuple[Flight, Workers, Nowhere]:
    """From surroundings that are all there, so long in the direction of each of the velocities."""
    workers, scene = Workers(share), Nowhere()
    stage: Any = Stage(workers, scene, "low")  # type: ignore[arg-type]
    first = desired(START, "low", velocity=ways[0], heading=0.0, fov=75.0)
    stage.residency.plan(first)
    stage.residency.arrive(done(Job("chunk", key)) for key in first.keys)
    stage.residency.step(float("inf"), most=10**9)
    stage.covered = True
    flight = Flight(Log(0))
    at = np.array(START, np.float64)
    for way in ways:
        heading = float(np.degrees(np.arctan2(-way[0], way[1])))
        for _ in range(round(seconds * FPS)):
            x, y, z = (int(v) for v in at)
            here = x, y, z
            workers.work(1.0 / FPS)
            stage.update(Viewer(here, way, heading, 75.0, solid=False), 3.6e-4)
            scene.frame()
            plan = stage.residency.wanted
            flight.shown.append(Shown(here, 3.6e-4, plan, stage.residency.shown))  # type: ignore[arg-type]
            at += np.array(way) * (1000.0 / FPS)
    return flight, workers, scene


@pytest.mark.parametrize("speed", [50.0, 200.0])
def test_a_straight_flight_has_no_hole(speed: float) -> None:
    """Whatever comes over the rim was asked for before; half a core is enough for that."""
    flight, _, _ = fly([(speed, 0.0, 0.0)], 0.5, 30.0)
    assert flight.holes() == 0


def test_turning_about_at_speed_has_no_hole() -> None:
    """The rim is ready on every side, not only where the flight went so far."""
    ways = [(200.0, 0.0, 0.0), (0.0, 0.0, 200.0), (-141.0, 141.0, 0.0), (0.0, 0.0, -200.0)]
    flight, _, _ = fly(ways, 0.5)
    assert flight.holes() == 0


def test_at_fifty_metres_a_second_half_a_core_shows_nearly_all_detail() -> None:
    """Work is spread: what the next border brings is made before it is crossed."""
    flight, _, scene = fly([(50.0, 0.0, 0.0)], 0.5, 24.0)
    flight.shown = flight.shown[int(3.0 * FPS) :]
    assert flight.stale_pct() < 8.0
    assert max(scene.most) <= 8


def test_a_body_that_passes_through_asks_for_no_colliders() -> None:
    _, workers, _ = fly([(50.0, 0.0, 0.0)], 0.5, 4.0)
    assert workers.asked
    assert not any(job.kind == COLLIDERS for job in workers.asked)


def test_all_cores_work_until_all_is_there_and_one_is_left_free_then() -> None:
    workers = Workers(40.0)
    stage: Any = Stage(workers, Nowhere(), "low")  # type: ignore[arg-type]
    for frame in range(400):
        workers.work(1.0 / FPS)
        stage.update(Viewer(START, (0.0, 0.0, 0.0), 0.0, 75.0), 3.6e-4)
        assert workers.hurried == (not stage.settled)
        if not frame:
            assert not stage.covered
    assert stage.covered
    assert stage.settled
    stage.leave()
    assert workers.hurried


def test_no_core_is_spared_while_something_in_view_is_shown_by_nothing() -> None:
    """Nor while somebody waits."""
    workers = Workers(40.0)
    stage: Any = Stage(workers, Nowhere(), "low")  # type: ignore[arg-type]

    def look(place: tuple[int, int, int], rate: float) -> None:
        workers.work(rate)
        stage.update(Viewer(place, (0.0, 0.0, 0.0), 0.0, 75.0), 3.6e-4)

    while not stage.settled:
        look(START, 1.0)
    assert not workers.hurried
    stage.wait(True)
    assert workers.hurried
    stage.wait(False)
    assert not workers.hurried
    beyond = START[0] + 60_000_000, START[1], START[2]
    look(beyond, 0.0)
    assert workers.hurried
    for _ in range(200):
        look(beyond, 1.0)
    assert not workers.hurried


def test_who_goes_on_gets_a_core_for_the_picture() -> None:
    _, workers, _ = fly([(50.0, 0.0, 0.0)], 0.3, 6.0)
    assert workers.pending()
    assert not workers.hurried


def test_one_that_stands_still_asks_for_nothing_more() -> None:
    _, workers, _ = fly([(0.0, 0.0, 0.0)], 0.5, 2.0)
    assert workers.asked == set()
