"""Only sound answers pass the door; odd-looking but sound ones do."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from blame3d.errors import DataError
from blame3d.stream import wire
from blame3d.stream.jobs import CHUNK, COLLIDERS, Job, accept, chunk_bytes, chunk_job, collider_job
from blame3d.world.chunk import COLLIDER, LAMP, PART, Chunk

CELL = (1, -2, 3)


def packed(**changes: object) -> bytes:
    parts, lamps = np.zeros(4, PART), np.zeros(2, LAMP)
    for name, value in changes.items():
        (lamps if name == "reach" else parts)[name] = value
    light = np.zeros((0, 0, 0, 2), np.uint8)
    return chunk_bytes(Chunk(0, CELL, parts, lamps, light, 0))


def test_a_turn_that_looks_like_nan_is_no_nan() -> None:
    """A pitch of -1 has the bits of a NaN when rows are read as floats."""
    answer = accept(chunk_job((0, CELL)), 7, packed(pitch=-1, yaw=-1))
    assert answer.epoch == 7
    assert answer.chunk is not None
    assert answer.chunk.parts["pitch"][0] == -1


@pytest.mark.parametrize("field", ["pos", "size", "reach"])
@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_positions_that_are_no_numbers_are_refused(field: str, value: float) -> None:
    with pytest.raises(DataError, match="not finite"):
        accept(chunk_job((0, CELL)), 0, packed(**{field: value}))


def test_an_answer_to_another_question_is_refused() -> None:
    with pytest.raises(DataError, match="another request"):
        accept(chunk_job((1, CELL)), 0, packed())


def test_inside_out_colliders_are_refused() -> None:
    rows = np.zeros(2, COLLIDER)
    rows["lo"][1] = 1.0
    with pytest.raises(DataError):
        accept(collider_job(CELL), 0, rows.tobytes())


@given(st.binary(max_size=400), st.sampled_from([CHUNK, COLLIDERS]), st.booleans())
def test_any_bytes_are_an_answer_or_an_error(data: bytes, kind: str, dressed: bool) -> None:
    """Whatever a worker sends, only DataError comes out."""
    if dressed:
        data = packed()[: 60 + len(data)] + data
    try:
        answer = accept(Job(kind, (0, CELL)), 0, data)
    except DataError:
        return
    assert (answer.chunk is None) == (kind == COLLIDERS)


int64 = st.integers(-(2**63), 2**63 - 1)


@given(st.integers(0, 2**64 - 1), st.integers(0, 15), st.integers(0, 10), int64, int64, int64)
def test_jobs_survive_the_wire(number: int, slot: int, level: int, x: int, y: int, z: int) -> None:
    for kind in (CHUNK, COLLIDERS):
        job = Job(kind, (level, (x, y, z)))
        assert wire.read_job(wire.job(number, slot, job)) == (number, slot, job)


@example(b"x" * 20_000, 1)
@given(st.binary(min_size=1, max_size=20_000), st.integers(0, 2**64 - 1))
def test_large_answers_survive_the_wire_in_messages_that_cannot_tear(
    data: bytes, number: int
) -> None:
    parts, whole = wire.Assembly(), None
    for message in wire.pieces(wire.PIECE, number, data):
        assert len(message) + 4 <= 4096  # with the length that the pipe adds: PIPE_BUF
        assert whole is None
        found, total, offset, payload = wire.read_piece(message)
        assert found == number
        whole = parts.add(total, offset, payload)
    assert whole == data


@pytest.mark.parametrize(
    "piece", [(100, 50, b"late"), (3, 0, b"much"), (wire.MAX_ANSWER + 1, 0, b"")]
)
def test_pieces_that_do_not_fit_are_refused(piece: tuple[int, int, bytes]) -> None:
    with pytest.raises(ValueError, match="pieces"):
        wire.Assembly().add(*piece)
