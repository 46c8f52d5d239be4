"""The one test that looks at a clock: what workers do must not be felt in the frames.

Work time would not show it: a stall lies in waking from the sleep between frames. So intervals are
measured, of a loop that does what a frame does with its workers, in turn with workers that rest
and workers that hold the interpreter for 25 ms at a time.
"""

from __future__ import annotations

import itertools
import os
import statistics
import time
from collections.abc import Callable
from functools import partial

import numpy as np
import pytest

from blame3d.stream.jobs import Job, chunk_job
from blame3d.stream.pool import Pool, usable_cores

FRAME_S = 1.0 / 60.0
FRAMES = 36
PAIRS = 5
FELT_MS = 1.5


def busy() -> bool:
    """Whether this machine has more to do than it can: then sleeps end late anyway."""
    return usable_cores() < 2 or os.getloadavg()[0] > usable_cores()


def p99_ms(frame: Callable[[], object]) -> float:
    """99th percentile of the intervals between frames."""
    starts = []
    due = time.perf_counter()
    for _ in range(FRAMES):
        due += FRAME_S
        time.sleep(max(0.0, due - time.perf_counter()))
        starts.append(time.perf_counter())
        frame()
    return float(np.percentile(np.diff(starts), 99)) * 1000.0


def felt_ms(
    rest: Callable[[], object], work: Callable[[], object], pairs: int = PAIRS
) -> float:
    """By how much work lengthens the worst intervals: median of pairs measured in turn."""
    return statistics.median(-p99_ms(rest) + p99_ms(work) for _ in range(pairs))


@pytest.mark.skipif(not hasattr(os, "getloadavg"), reason="needs the load average")
def test_a_worker_that_holds_the_interpreter_is_not_felt(open_pool: Callable[..., Pool]) -> None:
    if busy():
        pytest.skip("the machine is busy with something else")
    pool = open_pool(1, generator="fake_city:hog")
    numbers = itertools.count()
    done: list[Job] = []

    def ask() -> None:
        pool.request([chunk_job((0, (n, 0, 0))) for n in itertools.islice(numbers, 4)])

    def work() -> None:
        done.extend(result.job for result in pool.poll())
        if pool.pending() < 2:
            ask()

    def rest() -> None:
        pool.request(())
        pool.poll()

    ask()
    assert pool.poll(1, 20.0)  # imported, the list is there
    felt = felt_ms(rest, work)
    assert len(done) > PAIRS  # it did work
    assert felt < FELT_MS


@pytest.mark.skipif(not hasattr(os, "getloadavg"), reason="needs the load average")
def test_the_measure_feels_what_holds_the_interpreter_here() -> None:
    """What a worker may do for 25 ms at a time is felt when it is done in this process."""
    if busy():
        pytest.skip("the machine is busy with something else")

    def hold() -> None:
        until = time.perf_counter() + 1.5 * FRAME_S
        while time.perf_counter() < until:
            pass

    assert felt_ms(partial(time.sleep, 0.0), hold, pairs=3) > FELT_MS
