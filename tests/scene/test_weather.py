"""A view ends pale or dark, never in mid-grey (designs.md 1.1)."""

from __future__ import annotations

from colorsys import rgb_to_hsv
from itertools import pairwise

import numpy as np

from blame3d.scene.weather import haze_of
from blame3d.world.air import Air
from blame3d.world.districts import DISTRICTS


def shown(light: float, exposure: float) -> float:
    """The tone curve of shaders/include/tone.glsl, 0 … 255."""
    x = light * exposure
    return 255.0 * float(np.sqrt(x * (x + 0.008) / (x * (x + 0.42) + 0.020)))


def end(openness: float) -> float:
    """What the end of a level view shows."""
    haze, exposure = haze_of(Air(1e-3, openness, "any"))
    share = haze.openness**2
    light = haze.dark[1] + haze.pale[1] * share
    return shown(light, exposure)


def test_ends_are_dark_or_pale() -> None:
    values = [end(o / 200) for o in range(201)]
    assert values[0] < 30
    assert 165 <= values[-1] <= 205
    grey = sum(70 < value < 150 for value in values)
    assert grey <= 8, "a wide band of places ends in mid-grey"
    assert all(b - a < 40 for a, b in pairwise(values)), "the air jumps"


def pale_end(district: str) -> tuple[float, float]:
    """Hue in degrees and saturation of what a pale end shows."""
    haze, exposure = haze_of(Air(4e-4, 0.9, district))
    h, s, _ = rgb_to_hsv(*(shown(v, exposure) for v in haze.pale))
    return h * 360.0, s


def test_districts_are_told_apart_by_the_hue_of_their_light() -> None:
    found = {d.name: pale_end(d.name) for d in DISTRICTS}
    hues = sorted(hue for hue, sat in found.values() if sat > 0.02)
    assert len(hues) == len(DISTRICTS) - 1, "only the silent district has no colour"
    assert all(b - a > 8.0 for a, b in pairwise(hues))
    for name, hue in (("foundry", 28.0), ("sump", 165.0), ("archive", 215.0)):
        assert abs(found[name][0] - hue) < 6.0
    assert all(sat < 0.16 for _, sat in found.values()), "nothing is saturated but signals"
