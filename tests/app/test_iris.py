"""The eye gets used to the dark, slowly, and to the light, quickly."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from blame3d.app.iris import CLOSED, ENOUGH, MOST, USUAL, Iris, goal
from blame3d.scene.frame import Haze

_SIGHT = 0.0, 1.0, 0.0


class _Lit:
    """A City in which it is light where y is at least 0."""

    def __init__(self, dark: float, light: float) -> None:
        self.roots = dark, light

    def lights(self, places_mm: NDArray[np.int64], height_m: float) -> NDArray[np.float64]:
        roots = np.where(places_mm[:, 1] >= 0, self.roots[1], self.roots[0])
        return np.repeat(roots[:, None], 7, axis=1)


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_the_less_light_the_more_is_let_in(one: float, other: float) -> None:
    less, more = sorted((one, other))
    assert 1.0 <= goal(more, 0.6) <= goal(less, 0.6) <= MOST


def test_what_is_light_enough_is_left_as_it_is() -> None:
    assert goal(ENOUGH, 0.6) == 1.0


def test_beside_a_bright_chasm_a_stair_is_as_light_as_elsewhere() -> None:
    assert 0.45 * goal(0.3, 0.45) == pytest.approx(USUAL * goal(0.3, USUAL))
    assert goal(0.6, 0.45) == 1.0, "the chasm itself stays as it is"


def test_where_all_is_dark_the_eye_is_open_already() -> None:
    assert goal(0.05, CLOSED) == 1.0
    assert goal(0.05, CLOSED / 2.0) == pytest.approx(2.0)


def _after(iris: Iris, city: _Lit, y_m: float, seconds: float) -> float:
    for _ in range(round(seconds * 20)):
        iris.update(city, (0, round(y_m * 1000), 0), _SIGHT, 0.6, 0.05)  # type: ignore[arg-type]
    return iris.gain


def test_a_dark_stair_is_seen_after_seconds_and_daylight_after_less() -> None:
    city, iris = _Lit(0.07, 0.5), Iris()
    assert _after(iris, city, 0.0, 1.0) == 1.0
    assert 1.1 < _after(iris, city, -50.0, 0.5) < 0.6 * MOST
    assert _after(iris, city, -50.0, 8.0) > 0.97 * MOST
    assert _after(iris, city, 0.0, 2.0) < 1.1


def test_light_right_ahead_counts() -> None:
    city, iris = _Lit(0.07, 0.5), Iris()
    assert _after(iris, city, -2.0, 5.0) == 1.0


def test_whoever_arrives_has_long_been_used_to_it() -> None:
    iris = Iris()
    iris.update(_Lit(0.07, 0.5), (0, -50_000, 0), _SIGHT, 0.6, math.inf)  # type: ignore[arg-type]
    assert iris.gain == pytest.approx(MOST)
    iris.update(_Lit(0.07, 0.5), (0, 0, 0), _SIGHT, 0.6, math.inf)  # type: ignore[arg-type]
    assert iris.gain == pytest.approx(1.0)


def test_the_end_of_a_view_is_as_light_as_it_was_made() -> None:
    iris = Iris()
    iris.update(_Lit(0.07, 0.5), (0, -50_000, 0), _SIGHT, 0.6, math.inf)  # type: ignore[arg-type]
    air, exposure = iris.let_in(Haze(), 0.6)
    assert exposure == pytest.approx(0.6 * MOST)
    for seen, made in ((air.pale, Haze().pale), (air.dark, Haze().dark)):
        assert [exposure * v for v in seen] == pytest.approx([0.6 * v for v in made])
