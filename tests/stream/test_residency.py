"""Residency: nothing is drawn before it is there, nothing is taken out while it is drawn."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blame3d.errors import Blame3DError
from blame3d.stream.jobs import Done, Failed, Job, chunk_job, collider_job
from blame3d.stream.plan import desired, visible_set
from blame3d.stream.residency import Residency
from blame3d.world.chunk import LAMP, PART, Chunk, Key


def done(job: Job) -> Done:
    level, cell = job.key
    light = np.zeros((0, 0, 0, 2), np.uint8)
    return Done(job, 0, chunk=Chunk(level, cell, np.zeros(0, PART), np.zeros(0, LAMP), light, 0))


class Scene:
    """What a renderer would hold; it refuses what a renderer could not do."""

    def __init__(self) -> None:
        self.attached: set[Key] = set()
        self.shown: frozenset[Key] = frozenset()

    def apply(self, residency: Residency, **options: float) -> int:
        step = residency.step(**options)  # type: ignore[arg-type]
        self.attached |= {chunk.key for chunk in step.attach}
        if step.show is not None:
            assert step.show <= self.attached
            self.shown = step.show
        assert not set(step.remove) & self.shown
        assert set(step.remove) <= self.attached
        self.attached -= set(step.remove)
        assert self.attached == set(residency.resident)
        assert len(step.attach) <= 8
        assert len(step.remove) <= 8
        return len(step.attach)


def fill(residency: Residency, scene: Scene) -> None:
    """Deliver everything the plan wants."""
    residency.arrive(done(job) for job in residency.jobs())
    while scene.apply(residency, budget_ms=math.inf):
        pass


@settings(max_examples=8)
@given(st.integers(0, 2**32 - 1))
def test_a_long_flight_has_no_hole_and_never_grows(seed: int) -> None:
    """At any speed and any delay: what is wanted and was covered once stays covered."""
    chance = np.random.default_rng(seed)
    residency, scene = Residency(bound=1200), Scene()
    residency.plan(desired((0, 0, 0), "low"))
    fill(residency, scene)
    assert residency.holes() == (0, 0)
    x, plan = 0, residency.wanted
    for _ in range(25):
        x += int(chance.integers(10_000, 100_000))
        plan = desired((x, x // 3, 0), "low", velocity=(50.0, 16.0, 0.0), previous=plan)
        residency.plan(plan)
        jobs = residency.jobs()
        roots = [job for job in jobs if job.key[0] == 6]
        late = jobs[len(roots) : len(roots) + int(chance.integers(0, 60))]
        residency.arrive(done(job) for job in roots + late)
        for _ in range(12):
            scene.apply(residency)
        assert scene.shown == visible_set(residency.resident.keys(), plan)
        assert residency.holes()[0] == 0
        assert len(residency.resident) <= residency.bound + 200


def test_standing_still_costs_nothing() -> None:
    """With all there a frame asks for nothing and changes nothing."""
    residency, scene = Residency(), Scene()
    residency.plan(desired((0, 0, 0), "low"))
    fill(residency, scene)
    step = residency.step()
    assert (step.attach, step.show, step.remove) == ((), None, ())
    assert residency.jobs() == []


def test_the_budget_holds_and_learns() -> None:
    residency = Residency()
    residency.plan(desired((0, 0, 0), "low"))
    residency.arrive(done(job) for job in residency.jobs()[:200])
    assert len(residency.step(budget_ms=100.0).attach) == 8
    for _ in range(40):
        residency.spent(1, 0.5)
    assert len(residency.step(budget_ms=1.0).attach) == 2
    assert len(residency.step(budget_ms=0.0).attach) == 1
    assert len(residency.step(budget_ms=math.inf, most=10**9).attach) == 200 - 11


def test_urgent_chunks_are_attached_first() -> None:
    residency = Residency()
    residency.plan(desired((0, 0, 0), "low"))
    jobs = residency.jobs()
    residency.arrive(done(job) for job in jobs[::-1])
    assert [chunk.key for chunk in residency.step().attach] == [job.key for job in jobs[:8]]


def test_a_failed_chunk_is_not_asked_for_again_and_its_parent_stays() -> None:
    residency, scene = Residency(), Scene()
    residency.plan(desired((0, 0, 0), "low"))
    bad = (0, (0, 0, 0))
    for job in residency.jobs():
        if job.key == bad:
            residency.arrive([Failed(job, 0, Blame3DError("no", id="B3D-WORLD-02"))])
        else:
            residency.arrive([done(job)])
    while scene.apply(residency, budget_ms=math.inf):
        pass
    assert residency.jobs() == []
    assert (1, (0, 0, 0)) in scene.shown
    assert residency.holes() == (0, 8)


def test_what_came_instead_of_a_failed_chunk_is_shown_until_it_leaves() -> None:
    """A plain block closes the hole; somebody who comes back has the cell tried again."""
    residency, scene = Residency(bound=0), Scene()
    residency.plan(desired((0, 0, 0), "low"))
    bad = (0, (0, 0, 0))
    for job in residency.jobs():
        if job.key == bad:
            error = Blame3DError("no", id="B3D-WORLD-02")
            instead = done(job)
            residency.arrive([Failed(job, 0, error, instead.chunk)])
        else:
            residency.arrive([done(job)])
    while scene.apply(residency, budget_ms=math.inf):
        pass
    assert bad in scene.shown
    assert residency.holes() == (0, 0)
    residency.plan(desired((9_000_000, 0, 0), "low"))
    for _ in range(400):
        residency.arrive(done(job) for job in residency.jobs())
        scene.apply(residency, budget_ms=math.inf)
    assert bad not in residency.resident
    residency.plan(desired((0, 0, 0), "low"))
    assert bad in {job.key for job in residency.jobs()}


def test_an_edit_keeps_the_old_chunk_until_the_new_one_comes() -> None:
    """A beam must not open a hole in the picture while its chunks are made again."""
    residency, scene = Residency(), Scene()
    residency.plan(desired((0, 0, 0), "low"))
    fill(residency, scene)
    hit = [(0, (0, 0, 0)), (1, (0, 0, 0))]
    residency.invalidate(hit)
    assert sorted(residency.jobs()) == sorted(chunk_job(key) for key in hit)
    assert residency.step().show is None
    assert residency.holes() == (0, 0)
    residency.arrive(done(job) for job in residency.jobs())
    step = residency.step()
    assert sorted(chunk.key for chunk in step.attach) == sorted(hit)
    assert residency.jobs() == []


def test_results_nobody_wants_any_more_are_passed_over() -> None:
    residency = Residency()
    residency.plan(desired((0, 0, 0), "low"))
    residency.arrive([done(chunk_job((0, (900, 0, 0))))])
    residency.arrive([Done(collider_job((0, 0, 0)), 0, colliders=np.zeros(0))])
    assert residency.step().attach == ()


@pytest.mark.parametrize("metres", [1000, 100_000])
def test_leaving_a_place_removes_it_bit_by_bit(metres: int) -> None:
    residency, scene = Residency(), Scene()
    residency.plan(desired((0, 0, 0), "low"))
    fill(residency, scene)
    before = set(residency.resident)
    residency.plan(desired((metres * 1000, 0, 0), "low"))
    fill(residency, scene)
    for _ in range(300):
        scene.apply(residency)
    assert not {k for k in before if k[0] == 0} & scene.attached
    assert residency.holes() == (0, 0)


def test_clear_names_everything_that_is_in_the_scene() -> None:
    residency, scene = Residency(), Scene()
    residency.plan(desired((0, 0, 0), "low"))
    fill(residency, scene)
    assert set(residency.clear()) == scene.attached
    assert residency.jobs() == []
    assert residency.step().show is None
