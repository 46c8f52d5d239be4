"""Whatever befalls a worker, the City that is seen is the same, and whole (the pool's own tests are
in tests/stream)."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from blame3d.errors import DataError
from blame3d.stream import bench_faults
from blame3d.stream.executor import SyncExecutor, generate_all
from blame3d.stream.jobs import Done, Failed, Job, Result, accept, chunk_bytes, chunk_job
from blame3d.stream.plan import Desired, desired, outdated
from blame3d.stream.pool import Pool
from blame3d.stream.residency import Residency
from blame3d.world.chunk import Key
from blame3d.world.types import World

HERE = Path(__file__).parent
MAKERS = {"generator": "rogue:generate", "colliders": "fake_city:colliders"}

(
    SEGFAULT, OUT_OF_MEMORY, RECURSES, EXITS, NOISE, EMPTY, FALSE_LENGTH, STRANGER, ENDLESS
) = range(2000, 2009)  # fmt: skip


@pytest.fixture(autouse=True)
def _importable_fakes(monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in (HERE / "fakes", HERE.parent / "stream" / "fakes"):
        monkeypatch.syspath_prepend(str(folder))


@pytest.fixture
def open_pool() -> Iterator[Callable[..., Pool]]:
    pools: list[Pool] = []

    def opened(workers: int, **options: Any) -> Pool:
        options = {**MAKERS, "backoff_s": 0.05, **options}
        pools.append(Pool(World(3), workers, **options))
        return pools[-1]

    yield opened
    for pool in pools:
        pool.close()


def packed(results: dict[Job, Result]) -> dict[Job, bytes]:
    found = {}
    for job, result in results.items():
        assert isinstance(result, Done), result
        assert result.chunk is not None
        found[job] = result.chunk.pack()
    return found


def truth(wanted: list[Job]) -> dict[Job, bytes]:
    return packed(generate_all(SyncExecutor(World(3), **MAKERS), wanted))


@pytest.mark.parametrize(
    "fault",
    [SEGFAULT, OUT_OF_MEMORY, RECURSES, EXITS, NOISE, EMPTY, FALSE_LENGTH, STRANGER, ENDLESS],
)
def test_a_poisoned_cell_harms_only_itself(
    fault: int, open_pool: Callable[..., Pool], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three times, then it is given up with a sentence; every other chunk comes as it should.

    Mutants: MemoryError taken for the job's own failure (the worker keeps its full memory);
    `Link._read` that takes a flight for landed before it checks the length (its job is lost).
    """
    others = [chunk_job((n % 7, (n, n, -n))) for n in range(30)]
    pool = open_pool(1)
    poisoned = chunk_job((0, (fault, 1, 2)))
    results = generate_all(pool, [others[0], poisoned, *others[1:]], timeout=60)
    failure = results.pop(poisoned)
    assert isinstance(failure, Failed)
    assert failure.error.id == "B3D-WORLD-02"
    assert packed(results) == truth(others)
    stats = pool.stats()
    assert stats["failed"] == 1
    assert stats["deaths"] == (0 if fault == RECURSES else 3)
    said = " ".join(map(str, pool.messages()))
    if fault == OUT_OF_MEMORY:
        assert "out of memory" in said
    if fault == RECURSES:
        assert "rogue.py:" in said  # where to look


def fly(pool: Pool, frames: int, befall: Callable[[int], None]) -> tuple[Residency, int]:
    """A flight of fake chunks: (what is there at its end, frames with a hole once all was there).

    A frame waits until something has come, so that the flight is as long on any machine.
    """
    residency = Residency()
    plan: Desired | None = None
    holes, whole = 0, False
    for frame in range(frames):
        at = (32_000 + 5_000 * frame, 32_000, 32_000)
        if plan is None or outdated(plan, at, speed=50.0, heading=-90.0):
            plan = desired(at, "low", velocity=(50.0, 0.0, 0.0), heading=-90.0, previous=plan)
            residency.plan(plan)
            pool.request(residency.jobs())
        befall(frame)
        residency.arrive(pool.poll(10_000, 0.02))
        residency.step(1e9, most=10_000)
        bare, _ = residency.holes()
        whole = whole or bare == 0
        holes += whole and bare > 0
    until = time.monotonic() + 60.0
    while pool.pending() and time.monotonic() < until:
        residency.arrive(pool.poll(10_000, 0.1))
        residency.step(1e9, most=10_000)
    return residency, holes


def test_nothing_that_is_seen_is_lost_in_a_flight(open_pool: Callable[..., Pool]) -> None:
    """A worker is killed or stopped every few frames of a flight over a quarter of a kilometre:
    at its end exactly that is shown which an undisturbed flight shows, and every chunk given out
    to a dead worker has come.

    Mutant: `_replace` that does not give out again what was under way.
    """
    calm, _ = fly(open_pool(2), 60, lambda frame: None)
    pool = open_pool(2)
    struck = []

    def befall(frame: int) -> None:
        pids = pool.pids()
        if frame % 6 == 5 and pids:
            number = signal.SIGKILL if frame % 12 == 5 else signal.SIGSTOP
            os.kill(pids[frame % len(pids)], number)
            struck.append(number)

    harried, _ = fly(pool, 60, befall)
    assert len(struck) >= 8
    assert pool.pending() == 0
    assert not harried.failed
    assert shown(harried) == shown(calm)
    assert harried.holes() == calm.holes()


def shown(residency: Residency) -> frozenset[Key]:
    return residency.shown


@pytest.mark.nightly
def test_workers_killed_for_minutes(open_pool: Callable[..., Pool]) -> None:
    """The documented size: one death each two seconds for five minutes, no chunk lost."""
    pool = open_pool(2)
    rng = np.random.default_rng(1)
    end, kill_at, n = time.monotonic() + 300.0, 0.0, 0
    while time.monotonic() < end:
        wanted = [chunk_job((m % 7, (m, n, -m))) for m in range(200)]
        n += 1
        pool.request(wanted)
        results: dict[Job, Result] = {}
        while pool.pending():
            results |= {result.job: result for result in pool.poll(64, 0.05)}
            if time.monotonic() > kill_at and pool.pids():
                os.kill(int(rng.choice(pool.pids())), signal.SIGKILL)
                kill_at = time.monotonic() + 2.0
        assert packed(results) == truth(wanted)


@pytest.mark.parametrize("kind", bench_faults.KINDS)
def test_the_soak_commits_each_fault_once_and_it_is_refused(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A soak whose faults nobody would notice proves nothing."""
    monkeypatch.setenv(bench_faults.FOLDER, str(tmp_path))
    monkeypatch.setattr(bench_faults, "sound", import_module("rogue").generate)
    job = chunk_job((1, (2, 3, 4)))

    def answer() -> Done:
        return accept(job, 0, chunk_bytes(bench_faults.generate(World(3), *job.key)))

    path = bench_faults.ask(tmp_path, kind)
    with pytest.raises((DataError, ArithmeticError, MemoryError)):
        answer()
    assert not path.exists()
    assert answer().job == job


def test_workers_import_nothing_that_draws() -> None:
    """Panda3D in a worker costs memory and, with a window system, hangs."""
    import subprocess

    code = (
        "import sys, blame3d.stream.worker, blame3d.world.generate\n"
        "print([m for m in sys.modules if m.split('.')[0] in ('panda3d', 'direct', 'matplotlib')])"
    )
    words = [sys.executable, "-c", code]
    done = subprocess.run(words, cwd=HERE.parents[1], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
