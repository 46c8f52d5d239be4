"""Boxes against a voxel oracle: nothing lost, nothing doubled, nothing moved."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from blame3d.world import boxes

N = 7


def _voxels(lo: boxes.F, hi: boxes.F) -> NDArray[np.int64]:
    """How many boxes cover each unit voxel of [0, N)^3, x y z order; one box at a time."""
    count = np.zeros((N, N, N), np.int64)
    for a, b in zip(lo.astype(int), hi.astype(int), strict=True):
        if (a < b).all():
            count[a[0] : b[0], a[1] : b[1], a[2] : b[2]] += 1
    return count


def _box_sets(least: int, most: int) -> st.SearchStrategy[NDArray[np.float64]]:
    triple = st.tuples(*[st.integers(0, N)] * 3)
    rows = st.lists(st.tuples(triple, triple), min_size=least, max_size=most)
    return rows.map(lambda r: np.array(r, np.float64).reshape(-1, 2, 3))


def _solid(rows: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Turn corner pairs into boxes with a positive edge on every axis."""
    lo, hi = rows.min(1), rows.max(1)
    lo = np.minimum(lo, N - 1)
    return lo, np.maximum(hi, lo + 1)


@settings(max_examples=150, deadline=None)
@given(_box_sets(1, 6), _box_sets(0, 6))
def test_subtract_covers_exactly_and_once(
    rows: NDArray[np.float64], cut_rows: NDArray[np.float64]
) -> None:
    lo, hi = _solid(rows)
    cut_lo, cut_hi = cut_rows.min(1), cut_rows.max(1)  # empty cuts are allowed
    out_lo, out_hi, index = boxes.subtract(lo, hi, cut_lo, cut_hi)
    assert (out_lo < out_hi).all()
    assert (np.diff(index) >= 0).all()
    free = _voxels(cut_lo, cut_hi) == 0
    for n in range(len(lo)):
        mine = index == n
        want = _voxels(lo[n : n + 1], hi[n : n + 1]) * free
        np.testing.assert_array_equal(_voxels(out_lo[mine], out_hi[mine]), want)


@settings(max_examples=100, deadline=None)
@given(_box_sets(1, 6), _box_sets(1, 1))
def test_clip_is_the_intersection(
    rows: NDArray[np.float64], frame: NDArray[np.float64]
) -> None:
    lo, hi = _solid(rows)
    a, b = _solid(frame)
    out_lo, out_hi, index = boxes.clip(lo, hi, a[0], b[0])
    want = _voxels(lo, hi) * _voxels(a, b)
    np.testing.assert_array_equal(_voxels(out_lo, out_hi), want)
    assert (lo[index] <= out_lo).all()
    assert (out_hi <= hi[index]).all()


@settings(max_examples=100, deadline=None)
@given(_box_sets(1, 6), _box_sets(0, 5))
def test_touching_means_shared_volume(
    rows: NDArray[np.float64], cut_rows: NDArray[np.float64]
) -> None:
    lo, hi = _solid(rows)
    cut_lo, cut_hi = cut_rows.min(1), cut_rows.max(1)
    covered = _voxels(cut_lo, cut_hi) > 0
    want = [bool((_voxels(lo[n : n + 1], hi[n : n + 1]) * covered).any()) for n in range(len(lo))]
    assert boxes.touching(lo, hi, cut_lo, cut_hi).tolist() == want


@settings(max_examples=100, deadline=None)
@given(_box_sets(0, 6))
def test_rasterise_marks_the_centres(rows: NDArray[np.float64]) -> None:
    lo, hi = rows.min(1), rows.max(1)
    grid = boxes.rasterise(lo * 2 - 4, hi * 2 - 4, (-4, -4, -4), 2.0, (N, N, N))
    np.testing.assert_array_equal(grid.transpose(2, 1, 0), _voxels(lo, hi) > 0)


@pytest.mark.parametrize(
    ("low", "high", "layers"),
    [
        (4.0, 4.9, [2]),  # centre at 5: missed, but thick enough
        (5.1, 5.8, []),  # 0.7 m of a 2 m texel
        (0.0, 4.0, [0, 1]),
        (-9.0, 1.1, [0]),
        (3.0, 5.0, [1]),
        (7.5, 9.5, []),  # its middle lies outside
    ],
)
@pytest.mark.parametrize("axis", [0, 1, 2])
def test_thin_walls_stay_one_layer(low: float, high: float, layers: list[int], axis: int) -> None:
    """Texels of 2 m, fill 0.4: walls of 0.8 m and more stay, thinner ones vanish."""
    lo, hi = np.zeros((1, 3)), np.full((1, 3), 8.0)
    lo[0, axis], hi[0, axis] = low, high
    grid = boxes.rasterise(lo, hi, (0, 0, 0), 2.0, (4, 4, 4), fill=0.4).transpose(2, 1, 0)
    others = tuple(n for n in range(3) if n != axis)
    assert np.flatnonzero(grid.any(others)).tolist() == layers
    assert grid.all(others).tolist() == grid.any(others).tolist()


def test_untouched_boxes_come_out_as_they_were() -> None:
    lo = np.array([[0.1, 0.2, 0.3], [10, 10, 10]], np.float32)
    hi = lo + np.float32(1.7)
    out_lo, out_hi, index = boxes.subtract(lo, hi, [[10.5, 10.5, 10.5]], [[11, 11, 11]])
    assert out_lo.dtype == np.float32
    assert out_lo[0].tobytes() == lo[0].tobytes()
    assert out_hi[0].tobytes() == hi[0].tobytes()
    assert index.tolist() == [0] + [1] * 6


@given(radius=st.floats(0.1, 120.0))
def test_boxes_fill_circles(radius: float) -> None:
    """What is round is shut to feet and light, and what lies beside it is open."""
    half, rows = boxes.in_circles(np.array([radius, 2.0, radius]))
    own = half[rows == 2]
    assert len(own) == len(half[rows == 0])
    turn = np.linspace(0.0, np.pi / 2, 91)
    way = np.stack([np.cos(turn), np.sin(turn)], 1)
    # How far each direction is shut: the farthest of the boxes.
    reach = (own[None] / np.maximum(way[:, None], 1e-9)).min(2).max(1)
    assert reach.min() > 0.7
    assert reach.max() < 1.25
    if radius > 2.5:
        assert (np.abs(reach - 1.0) * radius < np.maximum(2.0, 0.17 * radius)).all()
        assert reach.max() < 1.1
