"""The clock neither invents time nor chokes on a stall."""

from __future__ import annotations

from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blame3d.player.clock import STEP, advance, alpha


@given(st.lists(st.floats(allow_nan=True, allow_infinity=True), max_size=60))
def test_simulated_time_never_runs_ahead_of_real_time(frames: list[float]):
    left, real, steps = 0.0, 0.0, 0
    for dt in frames:
        n, left = advance(left, dt)
        assert 0 <= n <= 30
        assert 0.0 <= left < STEP
        assert 0.0 <= alpha(left) <= 1.0
        real += min(dt, 1e6) if dt > 0.0 else 0.0
        steps += n
        assert steps * STEP + left <= real * (1.0 + 1e-12) + 1e-9


@pytest.mark.parametrize("rate", [24, 30, 50, 60, 75, 120, 144, 240, 1000])
def test_a_second_of_frames_is_a_second_of_steps(rate: int):
    left, steps = 0.0, 0
    for _ in range(10 * rate):
        n, left = advance(left, 1.0 / rate)
        steps += n
    assert steps in (1199, 1200)


def test_odd_times_are_nothing_and_a_night_asleep_is_a_quarter_second():
    for dt in (0.0, -1.0, nan, -inf):
        assert advance(0.005, dt) == (0, 0.005)
    for dt in (8 * 3600.0, inf):
        steps, left = advance(0.004, dt)
        assert steps in (29, 30)
        assert 0.0 <= left < STEP
