"""A place in the City, kept supplied: workers' results into the scene, colliders to the body."""

from __future__ import annotations

import time
from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.app.wants import Position, Velocity, ahead_of, around, in_reach, needed
from blame3d.capture.gather import wanted
from blame3d.errors import Blame3DError
from blame3d.scene.city import CityScene
from blame3d.scene.frame import View
from blame3d.stream.executor import Executor
from blame3d.stream.jobs import COLLIDERS, Done, Job, Result, collider_job
from blame3d.stream.plan import Desired, collider_cells, desired, outdated
from blame3d.stream.residency import Residency
from blame3d.world.chunk import COLLIDER, Cell, Key
from blame3d.world.types import World

ATTACH_MS: Final = 1.5
"""What attaching may cost a frame, and"""

HURRY_MS: Final = 12.0
"""what it may cost in the dark and while a picture waits, when no frame has to be in time."""

RESULTS: Final = 16
FADE_S: Final = 0.7
PREFETCH_S: Final = 2.0
PREFETCH_M: Final = 48.0
STRAY_MM: Final = 4000
"""Way after which what lies ahead is looked at again; far less than PREFETCH_M."""

KEPT_COLLIDERS: Final = 512

_SOLID: Final = np.array([(0, 0, 0, (0, 0, 0), (64, 64, 64))], COLLIDER)
"""A cell whose colliders could not be made: better a wall than a fall."""


class Stage:
    """executor and scene are used, not owned.

    covered: everything in view is shown by something. progress: how much of it, 0 … 1, so far.
    """

    def __init__(self, executor: Executor, scene: CityScene, quality: str) -> None:
        self._executor = executor
        self._scene = scene
        self.quality = quality
        self.residency = Residency()
        self._colliders: dict[Cell, NDArray[np.void]] = {}
        self._urgent: tuple[Cell, ...] = ()
        self._ahead: tuple[Cell, ...] = ()
        self._still = False
        self._extinction = 1.0
        self._reach: NDArray[np.bool_] = np.zeros(0, bool)
        self._first: list[Key] = []
        self._asked_mm: Position = (0, 0, 0)
        self.covered = False
        self.progress = 0.0

    def provider(self, cell: Cell) -> NDArray[np.void] | None:
        """COLLIDER rows of a level-0 cell, None while they are not ready."""
        return self._colliders.get(cell)

    def set_world(self, world: World) -> None:
        """Another City: forget everything of the old one."""
        self._executor.set_world(world)
        self._colliders.clear()
        self.leave()

    def leave(self) -> None:
        """Forget the chunks of this place, before going far away."""
        self._scene.show(frozenset())
        for key in self.residency.clear():
            self._scene.detach(key)
        self.covered = False

    def set_scene(self, scene: CityScene, quality: str) -> None:
        """Go on with another scene (another quality); its chunks come again."""
        self.residency.clear()
        self._scene, self.quality = scene, quality
        self.covered = False

    def update(
        self,
        position_mm: Position,
        velocity: Velocity,
        heading: float,
        fov: float,
        extinction: float,
        still: bool = False,
    ) -> None:
        """Once a frame: ask, take what has come, show the best of what there is.

        velocity: m/s; heading, fov: degrees, of the eye. extinction: of the air, per metre; what
        it hides is not asked for. still: a picture is being taken from here; wanted is then what
        it needs, whatever came before.
        """
        speed = float(np.sqrt(np.square(velocity).sum()))
        plan = self.residency.wanted
        if still != self._still:
            self._still, plan = still, None
        changed = plan is None or outdated(plan, position_mm, speed=speed, heading=heading)
        if plan is None or changed:
            plan = desired(
                position_mm,
                self.quality,
                velocity=velocity,
                heading=heading,
                fov=fov,
                previous=plan,
            )
            self.residency.plan(plan)
        urgent = collider_cells(position_mm, velocity)
        ahead = self._ahead
        strayed = max(abs(a - b) for a, b in zip(position_mm, self._asked_mm, strict=True))
        if changed or urgent != self._urgent or strayed > STRAY_MM:
            self._asked_mm = position_mm
            ahead = collider_cells(position_mm, velocity, seconds=PREFETCH_S, pad_m=PREFETCH_M)
        cleared = not 0.9 < extinction / self._extinction < 1.2
        if changed or cleared or {*urgent, *ahead} != {*self._urgent, *self._ahead}:
            self._urgent, self._ahead, self._extinction = urgent, ahead, extinction
            self._reach = in_reach(plan, position_mm, self.quality, extinction)
            first = needed(plan, position_mm, heading, fov, self._reach)
            self._first = [plan.keys[row] for row in np.flatnonzero(first).tolist()]
            for place in ahead_of(position_mm, velocity, heading):
                first |= around(plan, place)
            self._request(plan, first)
        self._take()
        if not self.covered:
            there = self.residency.resident.keys() | self.residency.failed
            self.progress = sum(key in there for key in self._first) / max(1, len(self._first))
            self.covered = self.progress >= 1.0

    def complete(self, view: View) -> bool:
        """Whether everything that a view can show is shown at its finest, or never will be."""
        shown, failed = self.residency.shown, self.residency.failed
        return all(key in shown or key in failed for key in wanted(view, self.quality))

    def _request(self, plan: Desired, first: NDArray[np.bool_]) -> None:
        """Ground under the feet; what is needed before all else; the way ahead; the rest.

        first: mask of the plan's rows.
        """
        urgency = np.where(first, 2, self._reach).tolist()
        soon: list[Job] = []
        later: list[Job] = []
        for job in self.residency.jobs():
            rank = urgency[plan.index[job.key]]
            if rank:
                (soon if rank == 2 else later).append(job)
        self._executor.request(
            [*self._missing(self._urgent), *soon, *self._missing(self._ahead), *later]
        )

    def _missing(self, cells: tuple[Cell, ...]) -> list[Job]:
        return [collider_job(cell) for cell in cells if cell not in self._colliders]

    def _take(self) -> None:
        """Results in: colliders at once, chunks within the budget."""
        hurry = self._still or not self.covered
        results = self._executor.poll(4 * RESULTS if hurry else RESULTS)
        for result in results:
            if result.job.kind == COLLIDERS:
                self._take_colliders(result)
        self.residency.arrive(r for r in results if r.job.kind != COLLIDERS)
        step = self.residency.step(HURRY_MS, most=64) if hurry else self.residency.step(ATTACH_MS)
        if step.attach:
            begin = time.perf_counter()
            for chunk in step.attach:
                self._scene.attach(chunk)
            self.residency.spent(len(step.attach), (time.perf_counter() - begin) * 1000.0)
        if step.show is not None:
            self._scene.show(step.show, FADE_S if self.covered else 0.0)
        for key in step.remove:
            self._scene.detach(key)

    def _take_colliders(self, result: Result) -> None:
        rows = result.colliders if isinstance(result, Done) else _SOLID
        if rows is None:
            return
        self._colliders[result.job.key[1]] = rows
        if len(self._colliders) > KEPT_COLLIDERS:
            needed = {*self._urgent, *self._ahead}
            for cell in [c for c in self._colliders if c not in needed][: KEPT_COLLIDERS // 4]:
                del self._colliders[cell]

    @property
    def grounded(self) -> bool:
        """Whether the colliders that the body needs at once are there."""
        return bool(self._urgent) and all(cell in self._colliders for cell in self._urgent)

    def messages(self) -> list[Blame3DError]:
        """What a person should be told since the last call."""
        return self._executor.messages()

    def counts(self) -> tuple[int, int, int]:
        """(chunks in reach that are there, chunks in reach, jobs not delivered yet)."""
        plan = self.residency.wanted
        if plan is None:
            return 0, 0, self._executor.pending()
        keys = [plan.keys[row] for row in np.flatnonzero(self._reach).tolist()]
        have = sum(key in self.residency.resident for key in keys)
        return have, len(keys), self._executor.pending()
