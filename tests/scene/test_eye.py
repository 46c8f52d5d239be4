"""The eye's axes and what it leaves out: a wrong sign hides half of the City."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from blame3d.errors import InternalError
from blame3d.scene.eye import distances, eye, in_sight, reach_of, within
from blame3d.scene.frame import View

VIEW = View((0, 0, 0), 0.0, 0.0, fov_h=90.0, size=(200, 100))


@pytest.mark.parametrize(
    ("h", "p", "r", "forward", "above"),
    [
        (0, 0, 0, (0, 1, 0), (0, 0, 1)),
        (90, 0, 0, (-1, 0, 0), (0, 0, 1)),
        (0, 90, 0, (0, 0, 1), (0, -1, 0)),
        (0, 0, 90, (0, 1, 0), (1, 0, 0)),
    ],
)
def test_axes_follow_pandas_convention(
    h: float, p: float, r: float, forward: tuple[float, ...], above: tuple[float, ...]
) -> None:
    found = eye(replace(VIEW, h=h, p=p, r=r))
    assert found.forward == pytest.approx(forward, abs=1e-12)
    assert found.above == pytest.approx(above, abs=1e-12)


@given(st.floats(-180, 180), st.floats(-89, 89), st.tuples(*[st.floats(-50, 50)] * 3))
def test_a_box_around_a_visible_point_is_in_sight(
    h: float, p: float, at: tuple[float, float, float]
) -> None:
    found = eye(replace(VIEW, h=h, p=p))
    point = np.array(at)
    depth = float(point @ found.forward)
    x = float(point @ found.right) * found.focal[0]
    y = float(point @ found.above) * found.focal[1]
    seen = in_sight(found, point[None] - 0.5, point[None] + 0.5)
    if depth > 0.1 and abs(x) < depth and abs(y) < depth:
        assert seen[0]
    if depth < -2.0:
        assert not seen[0]


def test_distances_are_zero_inside() -> None:
    lo = np.array([[-1.0, -1, -1], [3, 4, 0]])
    hi = np.array([[1.0, 1, 1], [5, 6, 1]])
    assert distances(lo, hi).tolist() == [0.0, 5.0]


def test_thick_air_ends_the_world_before_its_radius_does() -> None:
    assert reach_of((12288.0, 8192.0), 1e-6) == (12288.0, 8192.0)
    near = reach_of((12288.0, 8192.0), 4.2e-3)
    assert near == pytest.approx((1000.0, 1000.0))
    lo, hi = np.array([[990.0, 0, 0], [1001, 0, 0]]), np.array([[2000.0, 1, 1], [2000, 1, 1]])
    assert within(near, lo, hi).tolist() == [True, False]


def test_a_pose_that_is_no_number_never_reaches_the_card() -> None:
    with pytest.raises(InternalError):
        eye(replace(VIEW, p=float("nan")))
