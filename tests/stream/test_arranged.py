"""An arrangement loses no part, survives the pipe, and what is no arrangement is refused."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from blame3d.errors import DataError
from blame3d.stream.arranged import (
    BOX,
    FACE,
    KINDS,
    LET_IN,
    NO_BOX,
    Arranged,
    arrange,
    arranged,
    extents,
    whole_parts,
)
from blame3d.stream.jobs import accept, chunk_bytes, chunk_job
from blame3d.world import kit
from blame3d.world.chunk import LAMP, PART, SHEET, SKIN, Chunk

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


def test_parts_lie_within_their_extents() -> None:
    """Also turned ones, and those that turn for ever; a sheet's extent is its one face."""
    table, dice = kit.load(), np.random.default_rng(5)
    batches = np.arange(table.n_batches)
    parts = np.zeros(len(batches), PART)
    parts["batch"], parts["size"] = batches, dice.uniform(0.1, 9.0, (len(parts), 3))
    parts["pos"] = dice.uniform(0.0, 64.0, (len(parts), 3))
    for name in ("yaw", "pitch"):
        parts[name] = dice.integers(-32768, 32768, len(parts)) * (batches % 3 > 0)
    out = extents(parts)
    corners = table.vertices[:, :3].reshape(len(parts), -1, 3).astype(np.float64)
    for spin in (0.0, 0.7, 2.1):
        at = corners * parts["size"][:, None]
        angle = np.where(table.role == kit.TURNING, spin, 0.0)
        at = turned(at, angle, 1)
        at = turned(at, parts["pitch"] * (np.pi / 32768.0), 0)
        at = turned(at, parts["yaw"] * (np.pi / 32768.0), 2) + parts["pos"][:, None]
        off = np.abs(at - out[:, None, :3]) - out[:, None, 3:6]
        assert off.max() < 1e-3
    assert (out[:, 6] == np.where((batches == 0) & (parts["yaw"] == 0), BOX, NO_BOX)).all()

    sheets = np.zeros(12, PART)
    sheets["batch"] = [*(SHEET + f for f in range(6)), *(SKIN + f for f in range(6))]
    sheets["size"] = (2.0, 4.0, 6.0)
    out = extents(sheets)
    assert out[:6, 6].tolist() == [FACE + f for f in range(6)]
    assert out[6:, 6].tolist() == [LET_IN + f for f in range(6)]
    assert out[:6, :3].tolist() == [
        [-1, 0, 0], [1, 0, 0], [0, -2, 0], [0, 2, 0], [0, 0, -3], [0, 0, 3]
    ]  # fmt: skip
    assert out[0, 3:6].tolist() == [0, 2, 3]
    assert out[6, :6].tolist() == [0, 0, 0, 1, 2, 3]


def turned(at: NDArray[np.float64], angle: NDArray[np.float64], axis: int) -> NDArray[np.float64]:
    """Points (n, m, 3) turned by (n,) about an axis, as shaders/city.vert does."""
    cos, sin = np.cos(angle)[:, None], np.sin(angle)[:, None]
    a, b = {0: (1, 2), 1: (0, 2), 2: (0, 1)}[axis]
    out = at.copy()
    out[..., a] = cos * at[..., a] - sin * at[..., b]
    out[..., b] = sin * at[..., a] + cos * at[..., b]
    return out
