"""The stage lets the picture out of the dark only as far as there is a world around it."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

import numpy as np

from blame3d.app.stage import LATER, Stage
from blame3d.app.veil import Veil
from blame3d.app.wants import Viewer, around, families
from blame3d.capture.gather import cell_boxes, wanted
from blame3d.scene.eye import reach_of, within
from blame3d.scene.frame import Haze, View
from blame3d.stream.executor import Relay, SyncExecutor
from blame3d.stream.jobs import Done, Job, Result, chunk_job, collider_job
from blame3d.stream.plan import Desired
from blame3d.stream.view import centres, in_view
from blame3d.view import Beam
from blame3d.world.chunk import LAMP, PART, Chunk, Key
from blame3d.world.types import World

_FOV = 75.0
_CLEAR = 4.2 / 6_000.0
"""Extinction of air in which one sees six kilometres."""


class Slow(Relay):
    """Delivers what it is told to and nothing else."""

    def __init__(self) -> None:
        super().__init__(SyncExecutor(World(1)))
        self.asked: list[Job] = []
        self.ready: list[Job] = []

    def request(self, ordered: Sequence[Job]) -> None:
        self.asked = list(ordered)

    def poll(self, max_results: int = 8, timeout: float = 0.0) -> list[Result]:
        jobs, self.ready = self.ready, []
        self.asked = [job for job in self.asked if job not in jobs]
        return [Done(job, 0, chunk=_empty(job.key)) for job in jobs]

    def pending(self) -> int:
        return len(self.asked)


class Nothing:
    """A renderer of nothing."""

    def attach(self, chunk: Chunk) -> None: ...
    def detach(self, key: Key) -> None: ...
    def show(self, keys: Collection[Key], fade_s: float = 0.0) -> None: ...


def _empty(key: Key) -> Chunk:
    light = np.zeros((0, 0, 0, 2), np.uint8)
    return Chunk(*key, np.zeros(0, PART), np.zeros(0, LAMP), light, 0)


def _begun() -> tuple[Slow, Stage, Viewer, Desired]:
    """Somebody stands at the origin in clear air; what is wanted has been asked for."""
    executor = Slow()
    stage = Stage(executor, Nothing(), "low")  # type: ignore[arg-type]
    viewer = Viewer((0, 0, 0), (0.0, 0.0, 0.0), 0.0, _FOV, 0.0, solid=False)
    stage.update(viewer, _CLEAR)
    assert stage.residency.wanted is not None
    return executor, stage, viewer, stage.residency.wanted


def test_a_picture_is_full_only_when_no_turn_of_the_head_shows_a_hole() -> None:
    """Covered is what is in view; but until the roots behind the back are there as well the
    picture stays darker than it will be, so that a glance back finds no hole."""
    executor, stage, viewer, plan = _begun()
    at = centres(plan.levels, plan.cells, (0, 0, 0))
    ahead = in_view(at, plan.levels, 0.0, _FOV)
    rows = np.flatnonzero((plan.parents >= 0) | ahead | around(plan, (0, 0, 0)))
    executor.ready = [chunk_job(plan.keys[row]) for row in rows.tolist()]
    for _ in range(200):
        stage.update(viewer, _CLEAR)
    assert stage.covered
    assert 0.0 < stage.progress < 1.0
    executor.ready = [chunk_job(key) for key in plan.keys]
    for _ in range(200):
        stage.update(viewer, _CLEAR)
    assert stage.progress == 1.0
    assert stage.settled
    for row in np.flatnonzero(plan.parents < 0).tolist():
        assert plan.keys[row] in stage.residency.resident


def test_what_a_cut_will_show_is_asked_for_roots_first_and_counts_when_it_is_there() -> None:
    """Though the plan of where one still is may not even name it."""
    executor = Slow()
    stage = Stage(executor, Nothing(), "low")  # type: ignore[arg-type]
    there = 900_000, 700_000, 0
    view = View(there, 0.0, 0.0, 0.0, 40.0, (64, 36), Haze(extinction=_CLEAR))
    then = frozenset(wanted(view, "low"))
    viewer = Viewer((0, 0, 0), (0.0,) * 3, 0.0, _FOV, 0.0, False, False, there, then)
    stage.update(viewer, _CLEAR)
    plan, coming = stage.residency.wanted, stage.residency.coming
    assert plan is not None
    assert coming is not None
    assert not then <= plan.index.keys()
    before = families(coming, then)
    assert then <= before.keys()
    executor.ready = [chunk_job(key) for key in plan.keys]
    for _ in range(200):
        stage.update(viewer, _CLEAR)
    assert not stage.complete(view, there)
    # All of its families before anything else that only the place ahead wants.
    order = [job.key for job in executor.asked if job == chunk_job(job.key)]
    last = max(order.index(key) for key in before if key in order)
    assert all(key in before or key in plan.index for key in order[: last + 1])
    roots = [key for key, rank in before.items() if rank == 3]
    executor.ready = [chunk_job(key) for key in roots]
    for _ in range(50):
        stage.update(viewer, _CLEAR)
    assert stage.covers(view, there)
    assert not stage.complete(view, there)
    executor.ready = [chunk_job(key) for key in before]
    for _ in range(200):
        stage.update(viewer, _CLEAR)
    assert stage.complete(view, there)


def test_the_air_closes_before_what_is_not_there() -> None:
    """A cell that is missing in reach is never a hole: the air ends before it, and clears slowly
    when it has come."""
    executor, stage, viewer, plan = _begun()
    missing = 6, (1, 0, 0)
    assert missing in plan.index
    executor.ready = [chunk_job(key) for key in plan.keys if key != missing]
    for _ in range(200):
        stage.update(viewer, _CLEAR)
    assert stage.bare_m == 4096.0
    veil = Veil()
    veil.update(stage.bare_m, 0.02)
    drawn = veil.over(Haze(extinction=_CLEAR))
    lo, hi = cell_boxes(np.array([6]), np.array([missing[1]]), (0, 0, 0), margin=0.0)
    assert not within(reach_of((1e9, 1e9), drawn.extinction), lo, hi).any()
    executor.ready = [chunk_job(missing)]
    stage.update(viewer, _CLEAR)
    assert stage.bare_m == math.inf
    veil.update(stage.bare_m, 0.02)
    assert 0.9 * drawn.extinction < veil.extinction < drawn.extinction
    for _ in range(200):
        veil.update(stage.bare_m, 0.02)
    assert veil.over(Haze(extinction=_CLEAR)).extinction == _CLEAR


def test_ground_ahead_that_is_not_known_comes_before_what_a_shot_has_changed() -> None:
    """Who rides a lift goes on at its speed, while chunks with a hole take seconds."""
    executor = Slow()
    stage = Stage(executor, Nothing(), "low")  # type: ignore[arg-type]
    viewer = Viewer((32_000, 32_000, 1_700), (0.0, 0.0, 30.0), 0.0, _FOV, 0.0)
    stage.update(viewer, _CLEAR)
    assert stage.residency.wanted is not None
    executor.ready = [chunk_job(key) for key in stage.residency.wanted.keys]
    for _ in range(200):
        stage.update(viewer, _CLEAR)
    beam = Beam((32_000, 32_000, 0), 0, -90_000, 400.0, 1.5)
    stage.edit(World(1, edits=(beam,)), beam)
    for _ in range(LATER):
        stage.update(viewer, _CLEAR)
    order = list(dict.fromkeys(executor.asked))  # as the pool reads it
    changed = [order.index(chunk_job(key)) for key in stage.residency.outdated]
    ground = [at for at, job in enumerate(order) if job == collider_job(job.key[1])]
    assert changed
    assert len(ground) > len(stage.ground.urgent)
    assert max(ground) < min(changed)
