"""A view ends pale or dark, never in mid-grey (designs.md 1.1)."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from blame3d.scene.weather import haze_of
from blame3d.world.air import Air


def shown(light: float, exposure: float) -> float:
    """The tone curve of shaders/include/tone.glsl, 0 … 255."""
    x = light * exposure
    return 255.0 * float(np.sqrt(x * (x + 0.008) / (x * (x + 0.42) + 0.020)))


def end(openness: float) -> float:
    """What the end of a level view shows."""
    haze, exposure = haze_of(Air(1e-3, openness, "any"))
    share = haze.openness**2
    light = haze.dark[1] + (haze.pale[1] - haze.dark[1]) * share
    return shown(light, exposure)


def test_ends_are_dark_or_pale() -> None:
    values = [end(o / 200) for o in range(201)]
    assert values[0] < 30
    assert 165 <= values[-1] <= 205
    grey = sum(70 < value < 150 for value in values)
    assert grey <= 8, "a wide band of places ends in mid-grey"
    assert all(b - a < 40 for a, b in pairwise(values)), "the air jumps"
