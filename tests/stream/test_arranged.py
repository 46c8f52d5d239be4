"""An arrangement loses no part, survives the pipe, and what is no arrangement is refused."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from blame3d.errors import DataError
from blame3d.stream.arranged import KINDS, Arranged, arrange, arranged, whole_parts
from blame3d.stream.jobs import accept, chunk_bytes, chunk_job
from blame3d.world.chunk import LAMP, PART, SHEET, Chunk

counts = st.integers(0, 23)


def chunk(
    boxes: int, sheets: int, turned: int, others: int, lamps: int = 0, seed: int = 1
) -> Chunk:
    """Parts of every kind, mixed, largest first."""
    dice = np.random.default_rng(seed)
    parts = np.zeros(boxes + sheets + turned + others, PART)
    kind = dice.permutation(np.repeat(np.arange(4), (boxes, sheets, turned, others)))
    parts["batch"] = np.array([0, SHEET + 3, 0, 5])[kind]
    parts["pitch"] = np.where(kind == 2, 77, 0)
    parts["size"] = np.sort(dice.random((len(parts), 1)), axis=0)[::-1] * (3.0, 2.0, 1.0)
    parts["pos"] = dice.random((len(parts), 3)) * 64.0
    parts["tint"] = np.arange(len(parts))
    rows = np.zeros(lamps, LAMP)
    rows["reach"], rows["power"] = 8.0, 255
    return Chunk(0, (1, 2, 3), parts, rows, np.zeros((0, 0, 0, 2), np.uint8), 0)


@given(counts, counts, counts, counts, counts)
def test_every_part_is_there_once_and_largest_first(
    a: int, b: int, c: int, d: int, lamps: int
) -> None:
    made = chunk(a, b, c, d, lamps)
    found = arrange(made)
    assert found.counts == (a, b, c, d)
    rows, first, seen = found.rows.view(PART).ravel(), 0, []
    for number, (count, kind) in enumerate(zip(found.counts, KINDS, strict=True)):
        own = rows[first : first + count]
        first += whole_parts(count, kind)
        filling = rows[first - (whole_parts(count, kind) - count) : first]
        assert (own["batch"] >= SHEET).all() == (number == 1) or not count
        assert (np.diff(own["size"][:, 0]) <= 0.0).all()
        assert (filling["size"] == 0.0).all()
        seen += own["tint"].tolist()
    assert len(rows) == first
    assert sorted(seen) == sorted(made.parts["tint"].tolist())
    assert [int(steps[0]) for steps in found.ladders] == [n for n in (a, b, c, d) if n]
    again = Arranged.unpack(memoryview(found.pack()))
    for mine, theirs in zip(found, again, strict=True):
        assert np.array_equal(mine, theirs)


def test_what_the_worker_arranged_is_what_would_be_arranged_here() -> None:
    made = chunk(9, 8, 7, 5, 6)
    came = accept(chunk_job(made.key), 0, chunk_bytes(made)).chunk
    assert came is not None
    assert came.pack() == made.pack()
    for mine, theirs in zip(arrange(made), arranged(came), strict=True):
        assert np.array_equal(mine, theirs)


def test_bounds_hold_turned_parts_whichever_way_they_turn() -> None:
    parts = np.zeros(2, PART)
    parts["size"], parts["yaw"] = (6.0, 2.0, 3.0), (0, 5000)
    parts["pos"][:, 0] = 10.0, 40.0
    lo, hi = arrange(Chunk(0, (0, 0, 0), parts, np.zeros(0, LAMP), np.zeros(0), 0)).bounds
    assert lo.tolist() == [7.0, -3.5, -3.5]
    assert hi.tolist() == [43.5, 3.5, 3.5]


def test_a_ladder_that_counts_too_many_is_refused() -> None:
    found = arrange(chunk(4, 0, 0, 0))
    with pytest.raises(DataError, match="more parts"):
        Arranged.unpack(memoryview(found._replace(ladders=found.ladders + 1).pack()))
