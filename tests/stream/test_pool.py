"""The pool delivers everything once, whatever befalls its workers, and leaves nothing behind."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from multiprocessing import shared_memory
from pathlib import Path

import numpy as np
import pytest

from blame3d.errors import InternalError, TryAgainError
from blame3d.stream import slots
from blame3d.stream.executor import SyncExecutor, generate_all
from blame3d.stream.jobs import Done, Failed, Job, Result, chunk_job, collider_job, place_job
from blame3d.stream.pool import Pool, open_executor
from blame3d.view import Pose
from blame3d.world.types import Beam, World

DIES, DIES_ONCE, STOPS_ONCE, RAISES, GARBLED, NOT_FINITE, LARGE, SLOW, OTHER_CELL = range(
    1000, 1009
)

HANGS_ONCE = 1010

Opener = Callable[..., Pool]
Until = Callable[..., None]


def jobs(count: int, *, first: int = 0) -> list[Job]:
    return [chunk_job((n % 7, (n % 50, n, -n))) for n in range(first, first + count)]


def content(results: dict[Job, Result]) -> dict[Job, bytes]:
    """The bytes of all results; fails when one was given up."""
    out = {}
    for job, result in results.items():
        assert isinstance(result, Done), result
        data = result.chunk.pack() if result.chunk else result.colliders
        out[job] = data if isinstance(data, bytes) else data.tobytes()
    return out


@pytest.fixture
def once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Faults that happen once leave their mark here."""
    monkeypatch.setenv("BLAME3D_FAKE_ONCE", str(tmp_path))
    return tmp_path


def segments() -> list[str]:
    if not Path("/dev/shm").is_dir():
        pytest.skip("shared memory is no folder on this system")
    return sorted(n for n in os.listdir("/dev/shm") if n.startswith(f"b3d_{os.getpid()}_"))


def test_all_ways_give_the_same_world(open_pool: Opener) -> None:
    """One worker, two workers and none: the same bytes for the same jobs."""
    wanted = [*jobs(150), collider_job((1, 2, 3))]
    alone = SyncExecutor(World(3), generator="fake_city:generate", colliders="fake_city:colliders")
    truth = content(generate_all(alone, wanted))
    assert list(truth) == wanted
    assert content(generate_all(open_pool(1), wanted)) == truth
    assert content(generate_all(open_pool(2), wanted[::-1])) == truth


def test_workers_are_polite_and_light(open_pool: Opener) -> None:
    """Nicer than what draws, one BLAS thread, no Panda3D; our own environment is left alone."""
    before = dict(os.environ)
    pool = open_pool(1, generator="fake_city:environment")
    assert dict(os.environ) == before
    result = generate_all(pool, jobs(1)).popitem()[1]
    assert isinstance(result, Done)
    assert result.chunk is not None
    nice, one_thread, heavy = result.chunk.parts["pos"][0]
    assert (nice >= os.nice(0) + 10, one_thread, heavy) == (True, 1.0, 0.0)


def test_results_are_handed_over_in_the_order_asked_for(open_pool: Opener) -> None:
    pool = open_pool(1)
    wanted = jobs(40)
    pool.request(wanted)
    got = []
    while pool.pending():
        got += [result.job for result in pool.poll(4, 1.0)]
    assert got == wanted


def test_one_result_can_be_taken_before_all_others(open_pool: Opener) -> None:
    """What was asked for first is met when it is wanted, and nothing else is lost."""
    pool = open_pool(1)
    asked, others = place_job((5, -6, 7)), jobs(12)
    pool.request([asked, *others])
    pool.poll(0, 0.2)
    result = pool.take(asked, 10.0)
    assert isinstance(result, Done)
    assert result.place == Pose(5, -6, 3, 90.0, -5.0, 0.0)
    assert pool.take(asked, 0.1) is None
    got = []
    while pool.pending():
        got += [result.job for result in pool.poll(8, 1.0)]
    assert got == others
    alone = SyncExecutor(
        World(3), generator="fake_city:generate", colliders="fake_city:colliders",
        places="fake_city:place",
    )  # fmt: skip
    alone.request([others[0], asked])
    again = alone.take(asked, 0.0)
    assert isinstance(again, Done)
    assert again.place == result.place
    assert alone.pending() == 1


def test_a_family_is_made_by_one_worker(open_pool: Opener) -> None:
    """What its members share is then made once; only the last families are shared out."""
    pool = open_pool(2, generator="fake_city:whose")
    cells = np.indices((8, 4, 4)).reshape(3, -1).T
    families = cells[np.lexsort((cells >> 1).T)].tolist()
    wanted = [chunk_job((3, (x, y, z))) for x, y, z in families]
    makers: dict[tuple[int, ...], set[int]] = {}
    for job, result in generate_all(pool, wanted).items():
        assert isinstance(result, Done)
        assert result.chunk is not None
        family = tuple(v >> 1 for v in job.key[1])
        makers.setdefault(family, set()).add(int(result.chunk.lamps["power"][0]))
    assert len(makers) == 16
    assert sum(len(who) == 1 for who in makers.values()) >= 12
    assert len(set.union(*makers.values())) == 2


def test_a_place_that_is_none_is_no_place(open_pool: Opener) -> None:
    pool = open_pool(1)
    asked = place_job((10**10, 0, 0))
    pool.request([asked])
    result = pool.take(asked, 20.0)
    assert isinstance(result, Failed)
    assert "A view near 10000000000,0,0" in str(result.error)


def test_one_core_is_left_to_the_picture(
    open_pool: Opener, monkeypatch: pytest.MonkeyPatch, until: Until
) -> None:
    """In a hurry all cores work; then all but one; with one core there is one worker."""
    monkeypatch.setattr("blame3d.stream.pool.usable_cores", lambda: 3)
    pool = open_pool(None, depth=1)
    assert len(pool.pids()) == 3
    slow = [chunk_job((0, (SLOW, n, 0))) for n in range(12)]
    pool.request(slow)
    assert pool.stats()["in_flight"] == 3
    pool.hurry(False)
    until(lambda: pool.poll(0, 0.0) == [] and pool.stats()["waiting"] >= 3)
    assert pool.stats()["in_flight"] == 2
    monkeypatch.setattr("blame3d.stream.pool.usable_cores", lambda: 1)
    alone = open_pool(None)
    alone.hurry(False)
    assert len(generate_all(alone, jobs(3))) == 3


def test_a_new_plan_goes_first_and_the_old_one_is_forgotten(open_pool: Opener) -> None:
    """What is asked for now is not kept waiting by what was asked for before."""
    pool = open_pool(1)
    pool.request([chunk_job((0, (SLOW, n, 0))) for n in range(100)])
    pool.poll(0, 0.05)
    wanted = jobs(10)
    start = time.monotonic()
    assert list(generate_all(pool, wanted)) == wanted
    assert time.monotonic() - start < 5.0  # 30 s if the old ones were still made
    assert pool.pending() == 0
    assert pool.poll(8, 0.1) == []


def test_what_is_dropped_and_wanted_again_still_comes(open_pool: Opener) -> None:
    pool = open_pool(1, depth=4)
    slow = [chunk_job((0, (SLOW, n, 0))) for n in range(4)]
    pool.request(slow)
    pool.poll(0, 0.02)
    pool.request(())
    assert list(generate_all(pool, slow[::-1])) != []
    assert pool.pending() == 0


def test_nothing_of_an_old_world_is_delivered(open_pool: Opener) -> None:
    """After an edit only chunks of the edited world come, also those under way."""
    pool = open_pool(2, world=World(3))
    wanted = [chunk_job((0, (SLOW if n < 4 else n, n, 0))) for n in range(30)]
    pool.request(wanted)
    pool.poll(0, 0.1)
    edits = tuple(Beam((n, n, n), n, n, 1.0, 1.0) for n in range(3000))  # 200 KB: many pieces
    pool.set_world(World(8, edits=edits))
    assert pool.pending() == 0
    results = generate_all(pool, wanted)
    assert {r.epoch for r in results.values()} == {1}
    for result in results.values():
        assert isinstance(result, Done)
        assert result.chunk is not None
        assert result.chunk.parts["pos"][0, 0] == 8.0


def test_a_chunk_larger_than_its_slot_comes_whole(open_pool: Opener) -> None:
    wanted = [chunk_job((2, (LARGE, n, 0))) for n in range(3)]
    pool = open_pool(1)
    for result in generate_all(pool, wanted).values():
        assert isinstance(result, Done)
        assert result.chunk is not None
        assert len(result.chunk.parts) == 40_000  # 1.28 MB
    assert pool.stats()["oversize"] == 3


def test_a_killed_worker_costs_nothing(open_pool: Opener) -> None:
    """SIGKILL one of two workers again and again: every chunk comes, and as it should be."""
    pool = open_pool(2)
    wanted = jobs(400)
    truth = content(generate_all(open_pool(1), wanted))
    pool.request(wanted)
    results: dict[Job, Result] = {}
    kills, end = 0, time.monotonic() + 30
    while pool.pending() and time.monotonic() < end:
        results |= {result.job: result for result in pool.poll(8, 0.05)}
        if kills < 4 and len(results) > 60 * kills and pool.pids():
            os.kill(pool.pids()[0], signal.SIGKILL)
            kills += 1
    assert kills == 4
    assert content(results) == truth
    assert {message.id for message in pool.messages()} == {"B3D-PROC-01"}


def test_a_job_that_kills_once_is_done_by_the_next_worker(open_pool: Opener, once: Path) -> None:
    wanted = [chunk_job((0, (DIES_ONCE, 0, 0))), *jobs(20)]
    pool = open_pool(1)
    assert len(content(generate_all(pool, wanted))) == 21
    assert pool.stats()["deaths"] == 1
    assert "SIGSEGV" in str(pool.messages()[0])


def test_a_stopped_worker_goes_on(open_pool: Opener, once: Path) -> None:
    """SIGSTOP: no death, no answer. It is woken, and what it has learnt is not lost."""
    wanted = [chunk_job((0, (STOPS_ONCE, 0, 0))), *jobs(20)]
    pool = open_pool(1)
    assert len(content(generate_all(pool, wanted, timeout=20))) == 21
    assert pool.stats()["deaths"] == 0


def test_a_hung_worker_is_replaced(open_pool: Opener, once: Path) -> None:
    """No death, no answer, no waking: the watchdog takes it."""
    wanted = [chunk_job((0, (HANGS_ONCE, 0, 0))), *jobs(20)]
    pool = open_pool(1, deadline_s=0.5)
    assert len(content(generate_all(pool, wanted, timeout=20))) == 21
    assert pool.stats()["deaths"] == 1
    assert "no sign of life" in str(pool.messages()[0])


def test_a_program_that_was_asleep_does_not_blame_its_workers(open_pool: Opener) -> None:
    """The deadline counts the time in which somebody was listening."""
    pool = open_pool(1, deadline_s=1.5)
    generate_all(pool, jobs(1))
    pool.request([chunk_job((0, (SLOW, n, 0))) for n in range(4)])
    pool.poll(0)
    os.kill(pool.pids()[0], signal.SIGSTOP)  # the whole machine sleeps
    time.sleep(2.0)
    pool.poll(0)
    os.kill(pool.pids()[0], signal.SIGCONT)
    pool.poll(8, 1.0)
    assert pool.stats()["deaths"] == 0


def test_poisoned_cells_are_given_up_after_three_times(open_pool: Opener) -> None:
    """Whatever a cell does to its worker: a sentence, not a loop; and all others come."""
    bad = [
        Job(kind, (0, (x, 5, -9)))
        for kind, x in [
            *(("chunk", x) for x in (DIES, RAISES, GARBLED, NOT_FINITE, OTHER_CELL)),
            *(("colliders", x) for x in (GARBLED, NOT_FINITE)),
        ]
    ]
    pool = open_pool(1)
    results = generate_all(pool, [*bad, *jobs(30)], timeout=30)
    for job in bad:
        failure = results.pop(job)
        assert isinstance(failure, Failed), job
        assert failure.error.id == "B3D-WORLD-02"
        assert f"{job.key[1][0]},5,-9" in str(failure.error)
        if job.kind == "chunk":  # what is shown instead
            assert failure.chunk is not None
            assert failure.chunk.key == job.key
    assert len(content(results)) == 30
    assert pool.stats()["deaths"] == 3
    assert pool.stats()["failed"] == len(bad)
    assert "B3D-WORLD-02" in {message.id for message in pool.messages()}


def test_workers_that_never_live_are_an_error_not_a_loop(open_pool: Opener) -> None:
    """A machine on which nothing runs: the pool says so after a few attempts."""
    pool = open_pool(1, backoff_s=0.0, hopeless=4)
    with pytest.raises(InternalError, match="keep stopping") as caught:
        generate_all(pool, [chunk_job((0, (DIES, n, 0))) for n in range(40)], timeout=30)
    assert caught.value.id == "B3D-PROC-02"
    assert pool.stats()["deaths"] == 4


def test_a_missing_generator_is_told(open_pool: Opener) -> None:
    pool = open_pool(1, generator="fake_city:nowhere")
    failure = generate_all(pool, jobs(1)).popitem()[1]
    assert isinstance(failure, Failed)
    assert "nowhere" in str(failure.error)


def test_a_process_that_cannot_be_started_is_the_system_s_refusal(
    open_pool: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_process: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    pool = open_pool(workers=1, backoff_s=0.01, hopeless=10_000)
    generate_all(pool, jobs(1))
    with monkeypatch.context() as patch:
        patch.setattr(multiprocessing.context.SpawnProcess, "start", refuse)
        with pytest.raises(BlockingIOError):
            Pool(World(1), 1)
        os.kill(pool.pids()[0], signal.SIGKILL)  # and it cannot be replaced for a while
        pool.request(jobs(3, first=10))
        until = time.monotonic() + 10.0
        while pool.stats()["deaths"] < 3 and time.monotonic() < until:
            pool.poll()
            time.sleep(0.01)
        assert pool.stats()["deaths"] >= 3
    assert len(generate_all(pool, jobs(3, first=10))) == 3


def test_waiting_ends_with_a_sentence(open_pool: Opener) -> None:
    pool = open_pool(1)
    os.kill(pool.pids()[0], signal.SIGSTOP)
    with pytest.raises(TryAgainError, match="3 of 3 pieces"):
        generate_all(pool, jobs(3), timeout=0.3)


@pytest.mark.parametrize("stopped", [False, True])
def test_closing_is_quick_and_leaves_nothing(open_pool: Opener, stopped: bool) -> None:
    """Busy, idle or stopped workers: gone within three seconds, with their shared memory."""
    pool = open_pool(2)
    pids = pool.pids()
    assert len(segments()) >= 2
    pool.request([chunk_job((0, (SLOW, n, 0))) for n in range(20)])
    pool.poll(0, 0.05)
    if stopped:
        os.kill(pids[0], signal.SIGSTOP)
    start = time.monotonic()
    pool.close()
    assert time.monotonic() - start < 3.0
    assert not {child.pid for child in multiprocessing.active_children()} & set(pids)
    assert segments() == []
    pool.close()


def test_segments_of_the_dead_are_swept_and_those_of_the_living_stay() -> None:
    segments()
    dead = multiprocessing.get_context("spawn").Process(target=int)
    dead.start()
    dead.join()
    left = shared_memory.SharedMemory(f"b3d_{dead.pid}_0", create=True, size=64)
    mine = slots.create(64)
    try:
        assert slots.sweep() >= 1
        names = os.listdir("/dev/shm")
        assert left.name not in names
        assert mine.name in names
    finally:
        for segment in (left, mine):
            segment.close()
            if (Path("/dev/shm") / segment.name).exists():
                segment.unlink()
        dead.close()


def test_open_executor_knows_none_and_some() -> None:
    with pytest.raises((ImportError, AttributeError)):
        SyncExecutor(World(1), generator="fake_city:nowhere")
    executor = open_executor(World(1), 1)
    assert isinstance(executor, Pool)
    assert executor.stats()["workers"] == 1
    executor.close()
