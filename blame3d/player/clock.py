"""Real time in, whole steps out: the body moves 120 times a second whatever the frame rate."""

from __future__ import annotations

from typing import Final

STEP: Final = 1.0 / 120.0
"""Seconds of one step."""

MOST: Final = 0.25
"""Seconds that one frame may simulate; after a longer stall the rest of the time is dropped."""


def advance(accumulator: float, real_dt: float) -> tuple[int, float]:
    """(steps to take now, accumulator for the next frame).

    real_dt: seconds since the last frame by a monotonic clock; zero, negative, NaN and infinite
    values are survived. Never more time is simulated than has passed, nor more than 0.25 s.
    """
    # The comparison also sorts out NaN.
    real = real_dt if real_dt > 0.0 else 0.0
    left = accumulator if 0.0 <= accumulator < STEP else 0.0
    total = min(left + real, MOST)
    steps = int(total / STEP)
    rest = total - steps * STEP
    if rest < 0.0:  # the quotient was rounded up to a whole number
        steps, rest = steps - 1, rest + STEP
    return steps, min(rest, STEP * (1.0 - 1e-12))


def alpha(accumulator: float) -> float:
    """Where between the last two steps the picture stands, 0 … 1."""
    return min(1.0, max(0.0, accumulator / STEP))
