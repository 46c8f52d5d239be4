"""A place in the City, kept supplied: workers' results into the scene, colliders to the body."""

from __future__ import annotations

import math
import time
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.app.ground import Ground
from blame3d.app.wants import (
    CLEARER,
    Position,
    Viewer,
    ahead_of,
    around,
    families,
    in_reach,
    led,
    needed,
)
from blame3d.audio.surfaces import Surfaces
from blame3d.capture.gather import cell_boxes, wanted
from blame3d.errors import Blame3DError
from blame3d.scene.city import CityScene
from blame3d.scene.eye import distances
from blame3d.scene.frame import View
from blame3d.stream.executor import Executor
from blame3d.stream.heap import Heap
from blame3d.stream.jobs import COLLIDERS, Job, chunk_job, collider_job
from blame3d.stream.plan import Desired, desired, outdated
from blame3d.stream.residency import Residency
from blame3d.world.chunk import Cell, Key, upwards
from blame3d.world.edits import touched
from blame3d.world.types import Beam, World

ATTACH_MS: Final = 1.5
"""What attaching may cost a frame, and"""

HURRY_MS: Final = 12.0
"""what it may cost until all is there and while a picture waits, when few frames are drawn."""

GONE: Final = 128
"""Chunks gone after which the holes that they leave in the heap are given back, in a frame that
takes nothing in: 1 to 3 ms."""

RESULTS: Final = 16
LATER: Final = 2
"""In which frame what a shot has changed is asked for: in that of the shot itself, all that it cut
has to be told of it, and to put jobs in order takes 1 to 3 ms."""

FADE_S: Final = 0.7


class Stage:
    """executor and scene are used, not owned.

    covered: everything in view is shown by something. progress: how much of what lies in reach of
    the eye, whichever way it turns, 0 … 1, so far; a picture no brighter than that has no holes.
    settled: all that is wanted has been there at once, or the eye has gone on. bare_m: metres from
    the eye to the nearest cell in reach that neither itself nor anything coarser is there for.
    """

    def __init__(self, executor: Executor, scene: CityScene, quality: str) -> None:
        self._executor = executor
        self._scene = scene
        self.quality = quality
        self.residency = Residency()
        self.ground = Ground()
        self.surfaces = Surfaces()
        self._still = False
        self._extinction = 1.0
        self._reach: NDArray[np.bool_] = np.zeros(0, bool)
        self._first: list[Key] = []
        self._about: list[Key] = []
        self._roots: list[Key] = []
        self._near: list[int] = []
        self._next: frozenset[Key] = frozenset()
        self.covered = False
        self.settled = False
        self._left = False
        self._edited = 0
        self.progress = 0.0
        self.bare_m = math.inf
        self._waits = False
        self._hurried = True
        self._heap = Heap()
        self._gone = 0

    def provider(self, cell: Cell) -> NDArray[np.void] | None:
        """COLLIDER rows of a level-0 cell, None while they are not ready."""
        return self.ground.provider(cell)

    def set_world(self, world: World) -> None:
        """Another City: forget everything of the old one."""
        self._executor.set_world(world)
        self.ground.clear()
        self.leave()

    def edit(self, world: World, beam: Beam) -> None:
        """The gun has taken something away: what the beam touches is made anew, before all else
        but the ground. What is drawn and walked on stays until then."""
        keys = self.residency.known()
        hit = [keys[row] for row in np.flatnonzero(touched(beam, keys)).tolist()]
        cells = self.ground.known()
        grounds = touched(beam, [(0, cell) for cell in cells])
        under = [cells[row] for row in np.flatnonzero(grounds).tolist()]
        self.residency.invalidate(hit)
        self.ground.invalidate(under)
        self._executor.edit(world, [*map(chunk_job, hit), *map(collider_job, under)])
        self._edited = LATER

    def leave(self) -> None:
        """Forget the chunks of this place, before going far away."""
        self._scene.show(frozenset())
        for key in self.residency.clear():
            self._scene.detach(key)
            self._gone += 1
        self.surfaces.clear()
        self._begin()

    def set_scene(self, scene: CityScene, quality: str) -> None:
        """Go on with another scene (another quality); its chunks come again."""
        self.residency.clear()
        self._scene, self.quality = scene, quality
        self._begin()

    def _begin(self) -> None:
        """Nothing is there: every core is to work until all is."""
        self.covered = self.settled = self._left = False
        self.progress = 0.0
        self._hasten()

    def wait(self, on: bool) -> None:
        """Somebody stands still until something is there, or goes on."""
        self._waits = on
        self._hasten()

    def _hasten(self) -> None:
        """One core is left to the picture, but not while all is yet to come, nor while something in
        view is shown by nothing."""
        residency = self.residency
        late = any(k not in residency.resident and k not in residency.failed for k in self._roots)
        if self._hurried != (late or self._waits or not self.settled):
            self._hurried = not self._hurried
            self._executor.hurry(self._hurried)

    def update(self, viewer: Viewer, extinction: float) -> None:
        """Once a frame: ask, take what has come, show the best of what there is.

        extinction: of the air, per metre; what it hides is not asked for. While a picture is being
        taken, wanted is what it needs, whatever came before.
        """
        at, velocity, heading = viewer.position_mm, viewer.velocity, viewer.heading
        changed = self._plan(viewer)
        moved = self.ground.look(at, velocity, viewer.solid)
        cleared = not 0.9 < extinction / self._extinction < 1.2
        plan = self.residency.wanted
        turned = viewer.next != self._next
        self._next = viewer.next
        edited = self._edited == 1
        self._edited = max(0, self._edited - 1)
        if plan is not None and (changed or moved or cleared or turned or edited):
            self._extinction = extinction
            self._reach = in_reach(plan, at, extinction * CLEARER)
            first = needed(plan, at, heading, viewer.fov, self._reach, viewer.pitch)
            self._near = np.flatnonzero(self._reach & (plan.parents < 0)).tolist()
            self._first = [plan.keys[row] for row in np.flatnonzero(first).tolist()]
            self._roots = [key for key in self._first if plan.parents[plan.index[key]] < 0]
            # A head turns faster than chunks come: something behind the back is next.
            soon = self._reach & (plan.parents < 0)
            self._about = [plan.keys[row] for row in np.flatnonzero(first | soon).tolist()]
            for place in ahead_of(at, velocity, heading):
                soon |= around(plan, place)
            self._request(plan, first, soon)
        self._take()
        if not self.settled or self.progress < 1.0:
            self._look_round()
        self._hasten()
        self._measure(at)

    def _measure(self, at: Position) -> None:
        """Find the nearest of the coarsest cells in reach that is missing."""
        plan, there = self.residency.wanted, self.residency.resident
        self.bare_m = math.inf
        if plan is not None:
            rows = [row for row in self._near if plan.keys[row] not in there]
            if rows:
                boxes = cell_boxes(plan.levels[rows], plan.cells[rows], at, margin=0.0)
                self.bare_m = float(distances(*boxes).min())

    def _look_round(self) -> None:
        """How much of what the picture waits for is there."""
        there = self.residency.resident.keys() | self.residency.failed
        self.covered = self.covered or all(key in there for key in self._first)
        self.progress = sum(key in there for key in self._about) / max(1, len(self._about))
        if self.progress >= 1.0 and (self._left or not self._executor.pending()):
            self.settled = True

    def complete(self, view: View, near: Position | None = None, *, stale: bool = False) -> bool:
        """Whether everything that a view can show is shown at its finest, or never will be. near:
        as in `capture.gather.wanted`. stale: whether what has become another will do."""
        keys, failed = wanted(view, self.quality, near), self.residency.failed
        old = frozenset() if stale else self.residency.outdated
        return any(
            all((key in shown and key not in old) or key in failed for key in keys)
            for shown in (self.residency.shown, self.residency.shown_then())
        )

    def covers(self, view: View, near: Position | None = None) -> bool:
        """Whether everything that a view can show will be shown there, be it coarser than it is to
        be."""
        there = self.residency.resident.keys() | self.residency.failed
        keys = wanted(view, self.quality, near)
        return any(
            all(any(one in plan.index and one in there for one in upwards(key)) for key in keys)
            for plan in (self.residency.wanted, self.residency.coming)
            if plan is not None
        )

    def _plan(self, viewer: Viewer) -> bool:
        """Plan anew where the old plans have ended; whether they had.

        Two plans: that of this place, and that of where the eye will be a little later, so that
        the work comes evenly and not all at once at each border.
        """
        at, still = viewer.position_mm, viewer.still
        speed = math.hypot(*viewer.velocity)
        ended = partial(outdated, speed=speed, heading=viewer.heading)

        def planned(place: Position, previous: Desired | None) -> Desired:
            return desired(
                place, self.quality, velocity=viewer.velocity, heading=viewer.heading,
                fov=viewer.fov, previous=previous,
            )  # fmt: skip

        here, there = self.residency.wanted, self.residency.coming
        if still != self._still:
            self._still, here = still, None
        if here is not None and not ended(here, at):
            fresh = here
        elif here is not None and there is not None and not ended(there, at):
            fresh = there
        else:
            fresh = planned(at, here)
        place = viewer.then or led(at, viewer.velocity, fresh)
        if place == at or still:
            coming = None
        elif there is not None and there is not fresh and not ended(there, place):
            coming = there
        else:
            coming = planned(place, fresh)
        if fresh is here and coming is there:
            return False
        self._left = self._left or (here is not None and fresh.anchor != here.anchor)
        self.residency.plan(fresh, coming)
        return True

    def _request(
        self, plan: Desired, first: NDArray[np.bool_], soon: NDArray[np.bool_]
    ) -> None:
        """Ground under the feet; what is drawn and has become another, nearest first, and before it
        ground ahead that is not known, for a lift goes on through a shot; what is needed before all
        else; what may be next; the way ahead; the rest.

        first, soon: masks of the plan's rows. Of what will be seen after a cut the roots come with
        what is needed, for they are seen in any case.
        """
        urgency = np.where(first, 3, np.where(soon, 2, self._reach)).tolist()
        then = families(self.residency.coming or plan, self._next)
        ranked: tuple[list[Job], ...] = ([], [], [], [], [])
        changed = self.residency.outdated & self.residency.shown
        for job in self.residency.jobs():
            row = plan.index.get(job.key)
            rank = 4 if job.key in changed else 1 if row is None else urgency[row]
            ranked[max(rank, then.get(job.key, 0))].append(job)
        _, rest, soonest, needed_now, other = ranked
        other.sort(key=lambda job: job.key[0])
        ground = self.ground
        under, ahead = ground.missing(ground.urgent), ground.missing(ground.ahead)
        unknown = [job for job in ahead if other and ground.provider(job.key[1]) is None]
        before, after = [*under, *unknown, *other], [*needed_now, *soonest, *ahead, *rest]
        self._executor.request([*before, *after])

    def _take(self) -> None:
        """Results in: colliders at once, chunks within the budget."""
        hurry = self._still or not self.settled
        results = self._executor.poll(4 * RESULTS if hurry else RESULTS)
        for result in results:
            if result.job.kind == COLLIDERS:
                self.ground.take(result)
        self.residency.arrive(r for r in results if r.job.kind != COLLIDERS)
        step = self.residency.step(HURRY_MS, most=64) if hurry else self.residency.step(ATTACH_MS)
        if step.attach:
            begin = time.perf_counter()
            for chunk in step.attach:
                self._scene.attach(chunk)
                self.surfaces.arrive(chunk)
            self.residency.spent(len(step.attach), (time.perf_counter() - begin) * 1000.0)
        if step.show is not None:
            self._scene.show(step.show, FADE_S if self.covered else 0.0)
        for key in step.remove:
            self._scene.detach(key)
            self.surfaces.leave(key)
        self._gone += len(step.remove)
        if self._gone >= GONE and self.settled and not (step.attach or step.remove):
            self._gone = 0
            self._heap.give_back()

    @property
    def grounded(self) -> bool:
        """Whether the colliders that the body needs at once are there."""
        return self.ground.ready

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
