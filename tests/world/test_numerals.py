"""Numbers in paint can be read: the right numerals, in order, upright, on the wall."""

from __future__ import annotations

import numpy as np
import pytest

from blame3d.world import kit, numerals
from blame3d.world.emit import Sink
from blame3d.world.spots import Spots

NAMES = [f"numeral_{n}" for n in range(10)]


@pytest.mark.parametrize(("axis", "sign"), [(0, 1), (0, -1), (1, 1), (1, -1)])
def test_a_number_reads_from_left_to_right(axis: int, sign: int) -> None:
    sink = Sink(64.0, 0.0, 0, kit.load())
    spot = Spots(np.array([[32.0, 32.0, 10.0]]), np.array([axis]), np.array([sign]),
                 np.zeros(1, np.uint64))
    numerals.paint(sink, spot, np.array([407]), 3, tall=2.0, up=1.0)
    rows = sink.joined()
    right = np.array([0.0, 0.0])
    # One who faces a wall that looks along +x looks along -x: +y is on the right.
    right[1 - axis] = sign if axis == 0 else -sign
    order = np.argsort(rows["pos"][:, :2] @ right)
    read = [int(np.flatnonzero([kit.load().far(n) == b for n in NAMES])[0])
            for b in rows["batch"][order]]
    assert read == [4, 0, 7]
    assert np.allclose(rows["pos"][:, 2], 12.0)
    assert (rows["size"][:, 2] == 2.0).all()
    assert (np.abs(rows["pos"][:, axis] - 32.0 - sign * 0.006) < 1e-3).all()


def test_every_numeral_is_another_shape() -> None:
    found = kit.load()
    drawn = [found.vertices.reshape(-1, kit.VERTICES, 8)[found.far(n)].tobytes() for n in NAMES]
    assert len(set(drawn)) == 10


def test_storeys_count_upwards_and_begin_anew_after_a_hundred() -> None:
    for base in (0, 4000, -4000, 10**12):
        at = np.array([[1.0, 1.0, 4.0 * n] for n in (0, 1, 2, 99)])
        spot = Spots(at, np.zeros(4, np.int64), np.ones(4, np.int64), np.zeros(4, np.uint64))
        count = numerals.storey(np.array([0, 0, base]), spot)
        assert ((count - count[0]) % 100 == [0, 1, 2, 99]).all()
        assert count[0] == base // 4 % 100
