"""One measured flight, streamed or preloaded, along a line and by the clock."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from blame3d.app.bench_log import Log
from blame3d.app.bench_timed import TimedExecutor, TimedScene
from blame3d.app.beside import Beside
from blame3d.app.stage import FADE_S, Stage
from blame3d.app.wants import CLEARER, Viewer, in_reach
from blame3d.app.weather import Weather
from blame3d.capture.gather import cell_boxes
from blame3d.capture.still import Easel
from blame3d.errors import TryAgainError
from blame3d.player.gun import POWERS, Shot, fired
from blame3d.scene.eye import reach_of, within
from blame3d.scene.frame import Haze, View
from blame3d.scene.host import Host
from blame3d.scene.weather import weather as weather_at
from blame3d.stream.bench_route import Route
from blame3d.stream.executor import Executor, generate_all
from blame3d.stream.jobs import Done, chunk_job
from blame3d.stream.plan import Desired, desired, outdated, visible_mask
from blame3d.stream.pool import open_executor, usable_cores
from blame3d.stream.rings import radius
from blame3d.stream.view import centres, in_view
from blame3d.world.chunk import Chunk, Key
from blame3d.world.types import World

SIZE: Final = (640, 360)
QUALITY: Final = "low"
FOV: Final = 75.0
WARM_S: Final = 3.0
WARM_CHUNKS: Final = 60
"""Chunks of its surroundings that a flight's workers make before it begins: as in a walk that
came from somewhere, they then know the coarser cells around."""

_FASTEST_S: Final = 1.0 / 400.0
_LOOK_M: Final = 4.0


@dataclass(frozen=True, eq=False)
class Shown:
    """What was to be seen in one frame: wanted leaves in view or not, and what was drawn."""

    at: tuple[int, int, int]
    extinction: float
    plan: Desired
    keys: frozenset[Key]


@dataclass(eq=False)
class Flight:
    """log: its frames after the warm-up. shown: one for each of them, in a streamed flight."""

    log: Log
    shown: list[Shown] = field(default_factory=list)
    arrived: int = 0

    def holes(self) -> int:
        """Frames in which a wanted cell in view had neither itself nor an ancestor drawn."""
        return sum(_uncovered(shown) > 0 for shown in self.shown)

    def stale_pct(self) -> float:
        """Mean share of the wanted cells that an ancestor stood in for."""
        known: dict[tuple[int, int, float], float] = {}
        total = 0.0
        for shown in self.shown:
            name = id(shown.plan), id(shown.keys), shown.extinction
            if name not in known:
                known[name] = _stale(shown)
            total += known[name]
        return 100.0 * total / max(1, len(self.shown))


def _cover(shown: Shown) -> tuple[np.ndarray, np.ndarray]:
    """Rows of the plan drawn, and rows that they or an ancestor cover."""
    plan = shown.plan
    drawn = np.fromiter((key in shown.keys for key in plan.keys), bool, len(plan.keys))
    over = drawn.copy()
    for rows in plan.by_level:
        above = plan.parents[rows]
        over[rows] |= (above >= 0) & over[above]
    return drawn, over


def _uncovered(shown: Shown) -> int:
    plan = shown.plan
    _, over = _cover(shown)
    bare = np.flatnonzero(plan.leaf & ~over & _reached(shown))
    if not len(bare):
        return 0
    at = centres(plan.levels[bare], plan.cells[bare], shown.at)
    return int(in_view(at, plan.levels[bare], plan.heading or 0.0, FOV).sum())


def _stale(shown: Shown) -> float:
    drawn, over = _cover(shown)
    wanted = shown.plan.leaf & _reached(shown)
    return float((wanted & over & ~drawn).sum()) / max(1, int(wanted.sum()))


def _reached(shown: Shown) -> np.ndarray:
    """Rows that can be seen through the air, inside the drawn radius."""
    plan = shown.plan
    rim = reach_of(radius(QUALITY), shown.extinction)
    lo, hi = cell_boxes(plan.levels, plan.cells, shown.at, margin=0.0)
    return in_reach(plan, shown.at, shown.extinction) & within(rim, lo, hi)


class Gunner:
    """Fires to either side of the line in turn, level after level, and keeps what was cut."""

    def __init__(self, stage: Stage, world: World, heading: float, shots_s: float) -> None:
        self.shots: tuple[Shot, ...] = ()
        self._stage = stage
        self._world, self._heading, self._every = world, heading, shots_s
        self._next = WARM_S

    def frame(self, at: tuple[int, int, int], seconds: float) -> None:
        """Fire when it is time."""
        if self._every and seconds >= self._next:
            self._next += self._every
            count = len(self.shots)
            aside = 25.0 if count % 2 else -25.0
            beam = fired(at, self._heading + aside, -4.0, 1 + count % len(POWERS))
            self.shots = (*self.shots, Shot(beam, seconds))
            world = replace(self._world, edits=tuple(shot.beam for shot in self.shots))
            self._stage.edit(world, beam)


class Runway:
    """What is opened once for all flights: scene, easel, and the chunks along the line."""

    def __init__(self, host: Host, world: World, line: Route, speed: float) -> None:
        self.world, self.line, self.speed = world, line, speed
        self.scene = TimedScene(host, QUALITY)
        self.easel = Easel(host, self.scene, SIZE)
        self.chunks: dict[Key, Chunk] = {}
        self._shows: list[tuple[float, frozenset[Key]]] = []

    def preload(self, seconds: float) -> None:
        """Make every chunk that a flight of so many seconds can want."""
        keys: dict[Key, None] = {}
        plan: Desired | None = None
        for metres in np.arange(0.0, self.speed * seconds + _LOOK_M, _LOOK_M).tolist():
            at = self.line.at(metres)
            if plan is not None and not outdated(
                plan, at, speed=self.speed, heading=self.line.heading
            ):
                continue
            plan = self.plan(at, plan)
            haze, _ = weather_at(self.world, at)
            ready = in_reach(plan, at, haze.extinction * CLEARER)
            keys.update((plan.keys[row], None) for row in np.flatnonzero(ready).tolist())
            rows = np.flatnonzero(visible_mask(ready, plan)).tolist()
            self._shows.append((metres, frozenset(plan.keys[row] for row in rows)))
        executor = open_executor(self.world, usable_cores())
        try:
            results = generate_all(executor, [chunk_job(key) for key in keys], timeout=120.0)
        finally:
            executor.close()
        for job, result in results.items():
            if not isinstance(result, Done) or result.chunk is None:
                raise TryAgainError("A chunk of the flight could not be made.", id="B3D-WORLD-02")
            self.chunks[job.key] = result.chunk

    def plan(self, at: tuple[int, int, int], previous: Desired | None) -> Desired:
        return desired(
            at, QUALITY, velocity=self.velocity, heading=self.line.heading, fov=FOV,
            previous=previous,
        )  # fmt: skip

    @property
    def velocity(self) -> tuple[float, float, float]:
        x, y, z = (d * self.speed for d in self.line.direction)
        return x, y, z

    def streamed(
        self,
        seconds: float,
        pace_s: float,
        workers: int | None,
        watch: Callable[[Executor], None] | None = None,
        shots_s: float = 0.0,
    ) -> Flight:
        """A flight as the program does it, with all of its surroundings there at the beginning.

        shots_s: seconds from one shot of the gun to the next, 0 for none. watch: called after each
        frame, which is then not noted in `shown`.
        """
        flight = self._flight(seconds, pace_s)
        self.scene.show(frozenset())
        for key in list(self.scene.held):
            self.scene.detach(key)
        plain = open_executor(self.world, workers)
        executor = TimedExecutor(plain, flight.log)
        stage = Stage(executor, self.scene, QUALITY)
        try:
            near = self.plan(self.line.at(0.0), None).keys
            generate_all(plain, map(chunk_job, near[:: -(-len(near) // WARM_CHUNKS)]))
            with self._air() as air:
                self._fill(stage)
                self._update(stage, self.line.at(0.0), air)
                gunner = Gunner(stage, self.world, self.line.heading, shots_s)
                while shots_s and not self.scene.arm():  # as while the gun is charged
                    self._draw(flight.log, air, self.line.at(0.0), 0.0, 0.0)
                for flown, dt, warm in self._frames(flight.log, seconds, pace_s):
                    if warm:
                        flight.arrived = -self.scene.arrived
                        flight.shown.clear()
                    at = self.line.at(flown * self.speed)
                    with flight.log.phase("plan"):
                        gunner.frame(at, flown)
                        self._update(stage, at, air)
                    self._draw(flight.log, air, at, flown, dt, gunner.shots)
                    plan = stage.residency.wanted
                    if watch is not None:
                        watch(plain)
                    elif plan is not None:
                        flight.shown.append(Shown(at, air_of(air), plan, self.scene.present))
                flight.arrived += self.scene.arrived
        finally:
            executor.close()
        return flight

    def _update(self, stage: Stage, at: tuple[int, int, int], air: Weather) -> None:
        viewer = Viewer(at, self.velocity, self.line.heading, FOV, solid=False)
        stage.update(viewer, air_of(air))

    def _fill(self, stage: Stage) -> None:
        """Give the stage all of its first plan."""
        plan = self.plan(self.line.at(0.0), None)
        stage.residency.plan(plan)
        stage.residency.arrive(
            Done(chunk_job(key), 0, chunk=self.chunks[key])
            for key in plan.keys if key in self.chunks
        )  # fmt: skip
        step = stage.residency.step(float("inf"), most=10**9)
        for chunk in step.attach:
            self.scene.attach(chunk)
        if step.show is not None:
            self.scene.show(step.show)
        stage.covered = True

    def preloaded(self, seconds: float, pace_s: float) -> Flight:
        """The same with all chunks there; the same plans change hands at the same places."""
        flight = self._flight(seconds, pace_s)
        self.scene.show(frozenset())
        for chunk in self.chunks.values():
            if not self.scene.has(chunk.key):
                self.scene.attach(chunk)
        self.scene.show(self._shows[0][1])
        upcoming = 1
        with self._air() as air:
            for flown, dt, _ in self._frames(flight.log, seconds, pace_s):
                metres = flown * self.speed
                if upcoming < len(self._shows) and metres >= self._shows[upcoming][0]:
                    self.scene.show(self._shows[upcoming][1], FADE_S)
                    upcoming += 1
                self._draw(flight.log, air, self.line.at(metres), flown, dt)
        return flight

    def close(self) -> None:
        self.easel.close()
        self.scene.close()

    def _flight(self, seconds: float, pace_s: float) -> Flight:
        log = Log(int((WARM_S + seconds) / max(pace_s, _FASTEST_S)) + 16)
        self.scene.log = log
        return Flight(log)

    @contextmanager
    def _air(self) -> Iterator[Weather]:
        """The air of the line, known at its beginning, then found beside the loop."""
        beside = Beside()
        air = Weather(beside)
        until = time.monotonic() + 30.0
        while air.haze is None and time.monotonic() < until:
            air.update(self.world, self.line.at(0.0), 0.0)
            time.sleep(0.01)
        try:
            yield air
        finally:
            beside.stop()

    def _frames(
        self, log: Log, seconds: float, pace_s: float
    ) -> Iterator[tuple[float, float, bool]]:
        """(seconds flown, seconds since the last frame, whether still warming up) of each frame.

        pace_s: the interval that is kept, 0 for as fast as can be. The collector is treated as the
        program does: what has been loaded is frozen.
        """
        gc.collect()
        gc.freeze()
        with log.collector():
            begin = last = time.perf_counter()
            warm = True
            while True:
                now = time.perf_counter()
                if now - begin >= WARM_S + seconds:
                    break
                if warm and now - begin >= WARM_S:
                    warm = False
                    log.restart()
                yield now - begin, now - last, warm
                last = now
                left = now + pace_s - time.perf_counter()
                if left > 0.0:
                    time.sleep(left)
                log.end(time.perf_counter() - now, pace_s)
        gc.unfreeze()

    def _draw(
        self, log: Log, air: Weather, at: tuple[int, int, int], seconds: float, dt: float,
        shots: tuple[Shot, ...] = (),
    ) -> None:  # fmt: skip
        air.update(self.world, at, dt)
        view = View(
            at, self.line.heading, 0.0, 0.0, FOV, SIZE, air.haze or Haze(), air.exposure, seconds,
            air.occluders, shots=shots,
        )  # fmt: skip
        with log.phase("draw"):
            self.easel.draw(view)


def air_of(air: Weather) -> float:
    """Extinction per metre, of the haze that is drawn."""
    return (air.haze or Haze()).extinction
