"""A shot while chunks are on their way: what it touches is made anew, and nothing else."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from blame3d.app.ground import Ground
from blame3d.app.stage import Stage
from blame3d.app.wants import Viewer
from blame3d.scene.city import CityScene
from blame3d.stream.executor import SyncExecutor, generate_all
from blame3d.stream.jobs import COLLIDERS, Done, Failed, Job, chunk_job, collider_job
from blame3d.stream.plan import desired
from blame3d.stream.pool import Pool
from blame3d.stream.residency import Residency
from blame3d.world.chunk import COLLIDER, Chunk, Key, edge
from blame3d.world.edits import touched
from blame3d.world.types import Beam, World

EYE = (32_000, 32_000, 32_000)
BEAM = Beam((32_000, 40_000, 32_000), 20_000, 1_000, 8_000.0, 4.0)


FAKE = {"generator": "fake_edits:generate", "colliders": "fake_edits:colliders"}


class Recorder(SyncExecutor):
    """Remembers what was asked for."""

    def __init__(self) -> None:
        super().__init__(World(0), **FAKE)
        self.done: list[Job] = []

    def _do(self, job: Job) -> Done | Failed:
        self.done.append(job)
        return super()._do(job)


class Paper:
    """In place of a scene: which chunk is attached."""

    def __init__(self) -> None:
        self.held: dict[Key, Chunk] = {}
        self.shown: frozenset[Key] = frozenset()
        self.shows = 0

    def attach(self, chunk: Chunk) -> None:
        self.held[chunk.key] = chunk

    def detach(self, key: Key) -> None:
        del self.held[key]

    def show(self, keys: frozenset[Key], fade_s: float = 0.0) -> None:
        assert keys <= self.held.keys()
        self.shown = keys
        self.shows += 1


def settled() -> tuple[Stage, Recorder, Paper, Callable[[], None]]:
    executor, paper = Recorder(), Paper()
    scene: CityScene = paper  # type: ignore[assignment]
    stage = Stage(executor, scene, "low")
    viewer = Viewer(EYE, (0.0, 0.0, 0.0), 20.0, 75.0, 0.0)

    def frame() -> None:
        stage.update(viewer, 1e-4)

    # A frame takes in what it has time for, so on a slow machine it takes more of them.
    quiet = 0
    for _ in range(4000):
        shown = paper.shown
        frame()
        quiet = quiet + 1 if stage.settled and paper.shown == shown else 0
        if quiet >= 60 and not executor.pending():
            break
    assert quiet >= 60
    return stage, executor, paper, frame


def test_a_shot_asks_for_what_it_touches_and_for_nothing_else() -> None:
    stage, executor, paper, frame = settled()
    before, shown, shows = dict(paper.held), paper.shown, paper.shows
    executor.done.clear()
    stage.edit(World(0, edits=(BEAM,)), BEAM)
    for _ in range(60):
        frame()
    keys = sorted(before)
    hit = {key for key, is_hit in zip(keys, touched(BEAM, keys).tolist(), strict=True) if is_hit}
    assert 20 < len(hit) < len(before) / 5
    assert {job.key for job in executor.done if job.kind != COLLIDERS} == hit
    assert all(paper.held[key].parts["pos"][0, 0] == (key in hit) for key in keys)
    assert all(paper.held[key] is before[key] for key in keys if key not in hit)
    assert paper.shown == shown
    assert paper.shows == shows, "what is drawn is replaced in place"
    assert executor.epoch == 0, "the City is the same one"
    rows = {cell: stage.provider(cell) for cell in stage.ground.known()}
    for cell, found in rows.items():
        assert found is not None
        assert found["hi"][0, 0] == touched(BEAM, [(0, cell)])[0]


def test_what_is_drawn_comes_first_nearest_first() -> None:
    stage, executor, paper, frame = settled()
    executor.done.clear()
    stage.edit(World(0, edits=(BEAM,)), BEAM)
    for _ in range(60):
        frame()
    made = [job for job in executor.done if job.kind != COLLIDERS]
    drawn = [job.key[0] for job in made if job.key in paper.shown]
    first = [job.key in paper.shown for job in made]
    assert first == sorted(first, reverse=True)
    assert drawn == sorted(drawn)


def test_a_picture_waits_for_what_became_another() -> None:
    stage, _, paper, frame = settled()
    stage.edit(World(0, edits=(BEAM,)), BEAM)
    assert stage.residency.outdated & paper.shown
    for _ in range(60):
        frame()
    assert not stage.residency.outdated & paper.shown


def test_old_ground_holds_until_the_new_has_come() -> None:
    ground = Ground()
    ground.look(EYE, (0.0, 0.0, 0.0), True)
    for job in ground.missing(ground.urgent):
        ground.take(Done(job, 0, colliders=np.zeros(1, COLLIDER)))
    cell = ground.urgent[0]
    old = ground.provider(cell)
    ground.invalidate([cell, (99, 99, 99)])
    assert ground.provider(cell) is old
    assert ground.missing(ground.urgent) == [collider_job(cell)]
    ground.take(Done(collider_job(cell), 0, colliders=np.zeros(2, COLLIDER)))
    assert len(ground.provider(cell)) == 2  # type: ignore[arg-type]
    assert ground.missing(ground.urgent) == []


def test_a_result_that_was_on_its_way_is_not_taken_for_the_new_one() -> None:
    residency = Residency()
    residency.plan(desired(EYE, "low"))
    job = residency.jobs()[0]
    executor = SyncExecutor(World(0), **FAKE)
    executor.request([job])
    residency.arrive(executor.poll())
    residency.invalidate([job.key])
    assert not residency.step().attach
    assert job in residency.jobs()


def test_workers_go_on_with_what_a_shot_leaves_alone() -> None:
    """Jobs under way and results that wait are kept, but for those of touched cells."""
    beam = Beam((0, 0, 0), 0, 0, 60.0, 1.5)
    keys: list[Key] = [(0, (x, y, 0)) for x in range(-1, 4) for y in range(-1, 4)]
    jobs = [chunk_job(key) for key in keys]
    hit = [key for key, is_hit in zip(keys, touched(beam, keys).tolist(), strict=True) if is_hit]
    assert edge(0) == 64
    assert 0 < len(hit) < len(keys)
    with Pool(World(0), 1, **FAKE) as pool:
        pool.request(jobs)
        early = [result.job for result in pool.poll(4, 30.0)]
        pool.edit(World(0, edits=(beam,)), [chunk_job(key) for key in hit])
        assert pool.epoch == 0
        left = [job for job in jobs if job not in early]
        results = generate_all(pool, left)
        done = pool.stats()["done"]
    for job, result in results.items():
        assert isinstance(result, Done)
        assert result.chunk is not None
        assert result.chunk.parts["pos"][0, 0] == (job.key in hit)
    assert done <= len(jobs) + len(hit) + 1
