"""What stands along broad ways: beside where one walks, of one kind a stretch."""

from __future__ import annotations

import numpy as np

from blame3d.world import aisles, kit
from blame3d.world.emit import Sink

ORIGIN = np.zeros(3, np.int64)


def lined(seed: int, axis: int, wide: float, *, inner: bool = True, off: float = 0.0) -> Sink:
    """A way of 64 m through a cell, and the line that one walks so far off its middle."""
    lo, hi = np.array([[0.0, 20.0, 8.0]]), np.array([[64.0, 20.0 + wide, 15.0]])
    middle = 20.0 + wide / 2 + off
    line = np.array([[0.0, middle, 8.0]]), np.array([[64.0, middle, 8.0]])
    if axis == 1:
        lo, hi = lo[:, [1, 0, 2]], hi[:, [1, 0, 2]]
        line = line[0][:, [1, 0, 2]], line[1][:, [1, 0, 2]]
    sink = Sink(64.0, 0.0, 0, kit.load())
    aisles.add(sink, seed, ORIGIN, lo, hi, np.array([inner]), lambda: line)
    return sink


def test_what_lines_a_way_stands_in_it_and_off_its_middle() -> None:
    shapes = set()
    for seed in range(40):
        for axis in (0, 1):
            sink = lined(seed, axis, 9.0)
            for a, b in sink.blocks:
                side = 1 - axis
                assert ((a[:, side] >= 20.0) & (b[:, side] <= 29.0)).all(), seed
                assert ((b[:, side] <= 24.5 - 1.0) | (a[:, side] >= 24.5 + 1.0)).all(), seed
        rows = sink.joined()
        shapes.add((len(rows), tuple(np.unique(rows["material"]).tolist())))
    assert len(shapes) >= 6


def test_nothing_stands_on_a_line_along_a_wall() -> None:
    stood = 0
    for seed in range(40):
        for a, b in lined(seed, 0, 9.0, off=-3.4).blocks:
            assert ((b[:, 1] <= 21.1 - 1.0) | (a[:, 1] >= 21.1 + 1.0)).all(), seed
            stood += len(a)
    assert stood > 20


def test_a_narrow_way_has_things_above_ones_head_alone() -> None:
    shapes = set()
    for seed in range(40):
        for axis in (0, 1):
            rows = lined(seed, axis, 5.0).joined()
            upright = rows["pitch"] == 0
            half = np.where(upright, rows["size"][:, 2], rows["size"][:, :2].max(1)) * 0.5
            assert (rows["pos"][:, 2] - half >= 8.0 + 2.5).all(), seed
        shapes.add((len(rows), tuple(np.unique(rows["material"]).tolist())))
    assert len(shapes) >= 5
    assert not any(len(lined(seed, 0, 5.0, inner=False).joined()) for seed in range(40))


def test_nothing_spans_a_way_under_the_open_air() -> None:
    for seed in range(40):
        rows = lined(seed, 0, 9.0, inner=False).joined()
        assert (rows["size"][:, 1] < 4.0).all()
