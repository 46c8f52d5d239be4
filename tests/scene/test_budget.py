"""The prefix of a chunk that is drawn: nothing large goes missing, nothing small eats the frame."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from blame3d.scene.budget import TRIANGLES, prefix_counts
from blame3d.scene.pool import SPARE, Pool
from blame3d.stream.arranged import STEPS, prefix_table

SIZES = st.lists(st.tuples(*[st.floats(0.01, 500.0)] * 3), max_size=60)


def table_of(rows: list[tuple[float, float, float]]) -> np.ndarray:
    return prefix_table(np.array(rows, np.float32).reshape(-1, 3))


@given(SIZES, st.floats(0.5, 9000.0))
def test_every_part_larger_than_the_limit_is_in_the_prefix(
    rows: list[tuple[float, float, float]], distance: float
) -> None:
    pixel, limit = 0.001, 1.2
    (count,) = prefix_counts(
        table_of(rows)[None], np.array([distance]), pixel, limit, 10**9
    ).tolist()
    for left_out in rows[count:]:
        middle, largest = sorted(left_out)[1:]
        assert (middle * largest) ** 0.5 / (distance * pixel) <= limit * 1.001


@given(SIZES)
def test_tables_never_grow(rows: list[tuple[float, float, float]]) -> None:
    table = table_of(rows)
    assert table[0] == len(rows)
    assert (np.diff(table) <= 0).all()


@given(st.lists(SIZES, min_size=1, max_size=8), st.integers(0, 200))
def test_the_sum_keeps_the_budget(
    chunks: list[list[tuple[float, float, float]]], parts: int
) -> None:
    tables = np.stack([table_of(rows) for rows in chunks])
    distance = np.linspace(1.0, 3000.0, len(chunks))
    counts = prefix_counts(tables, distance, 0.001, 1.2, parts * TRIANGLES)
    assert counts.sum() <= parts
    assert (counts <= [len(rows) for rows in chunks]).all()


def test_a_tight_budget_keeps_what_looks_largest() -> None:
    near_small = [(1.0, 1.0, 1.0)] * 10
    far_large = [(200.0, 200.0, 200.0)] * 10
    tables = np.stack([table_of(near_small), table_of(far_large)])
    counts = prefix_counts(tables, np.array([50.0, 500.0]), 0.001, 1.2, 10 * TRIANGLES)
    assert counts.tolist() == [0, 10]


def test_no_chunks() -> None:
    assert prefix_counts(np.zeros((0, STEPS), np.int32), np.zeros(0), 0.001, 1.2, 10).size == 0


def test_what_waits_to_be_used_again_is_bounded() -> None:
    """Each size has its own peak; the sum of them would be kept for ever."""
    pool: Pool[int, list[int]] = Pool()
    for size in range(10):
        for _ in range(100):
            pool.made += 1
            pool.give(size, [size])
    assert pool.made == SPARE
    kept = [pool.take(size) for size in range(10) for _ in range(100)]
    assert sum(thing is not None for thing in kept) == SPARE
    assert all(thing == [i // 100] for i, thing in enumerate(kept) if thing is not None)
    assert pool.take(3) is None
