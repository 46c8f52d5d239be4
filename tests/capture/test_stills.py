"""What makes a still more than a frame: exposure by what is in it, framing, bloom."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from blame3d.capture.bloom import bloomed
from blame3d.capture.framing import framed
from blame3d.capture.measures import end_of, luma
from blame3d.capture.metering import metered
from blame3d.scene.eye import eye
from blame3d.scene.frame import Haze, View
from blame3d.world.types import World

SHAPE = (48, 112)
FAR = np.repeat(np.geomspace(5.0, 6000.0, SHAPE[1])[None], SHAPE[0], 0)
"""Distances that grow from left to right."""


def drawn(view: View) -> np.ndarray:
    """A wall of even light that goes on to the right, in this view's air and exposure."""
    clear = np.exp(-view.haze.extinction * FAR)
    air = view.haze.pale[1] * view.haze.openness**2 * (1.0 - clear) ** 2 + view.haze.dark[1]
    x = (0.08 * clear + air * (1.0 - clear)) * view.exposure
    y = np.sqrt(x * (x + 0.008) / (x * (x + 0.42) + 0.02)) * 1.1 - 0.025
    return np.repeat(np.clip(y * 255.0, 0, 255).astype(np.uint8)[..., None], 3, 2)


@pytest.mark.parametrize("exposure", [0.15, 0.7, 4.0])
@pytest.mark.parametrize("pale", [0.4, 1.0])
def test_a_pale_end_is_exposed_for_its_near_walls(exposure: float, pale: float) -> None:
    view = View((0, 0, 0), 0.0, 0.0, exposure=exposure,
                haze=Haze((pale / exposure,) * 3, openness=0.9))
    y = luma(drawn(metered(view, FAR, drawn)))
    assert 40 <= np.median(y) <= 85
    assert 165 <= end_of(y, FAR) <= 205


@pytest.mark.parametrize("exposure", [0.3, 1.0])
def test_a_dark_end_becomes_dark(exposure: float) -> None:
    view = View((0, 0, 0), 0.0, 0.0, exposure=exposure, haze=Haze((0.03,) * 3, openness=0.3))
    assert 3 <= end_of(luma(drawn(metered(view, FAR, drawn))), FAR) <= 24


def test_what_is_nearly_all_air_becomes_white() -> None:
    """A grey frame that nothing dark stands in has no pale end, so all of it goes up."""
    thick = Haze((0.35,) * 3, extinction=8e-4, openness=0.9)
    far = np.full(SHAPE, 3000.0)
    far[:, :6] = 400.0

    def seen(view: View) -> np.ndarray:
        clear = np.exp(-view.haze.extinction * far)
        air = view.haze.pale[1] * view.haze.openness**2 * (1.0 - clear)
        x = (0.01 * clear + air) * view.exposure
        y = np.sqrt(x * (x + 0.008) / (x * (x + 0.42) + 0.02)) * 1.1 - 0.025
        return np.repeat(np.clip(y * 255.0, 0, 255).astype(np.uint8)[..., None], 3, 2)

    found = luma(seen(metered(View((0, 0, 0), 0.0, 0.0, haze=thick), far, seen)))
    assert np.median(found) > 135


def test_lamps_stand_out_of_a_dark_place() -> None:
    """Less of the pale light and a longer exposure: the walls stay, the lamps gain."""
    lit = np.zeros(SHAPE, bool)
    lit[20:26, 30:44] = True

    def seen(view: View) -> np.ndarray:
        x = np.where(lit, 0.12, 0.02 * view.day) * view.exposure
        y = np.sqrt(x * (x + 0.008) / (x * (x + 0.42) + 0.02)) * 1.1 - 0.025
        return np.repeat(np.clip(y * 255.0, 0, 255).astype(np.uint8)[..., None], 3, 2)

    view = View((0, 0, 0), 0.0, 0.0, exposure=0.5, haze=Haze((0.03,) * 3, openness=0.1))
    found = metered(view, FAR, seen)
    plain = luma(seen(replace(found, day=1.0, exposure=found.exposure * found.day)))
    y = luma(seen(found))
    assert 0.2 < found.day < 1.0
    assert 20 <= np.median(y) <= 45
    assert y[lit].mean() > plain[lit].mean() + 15


def test_what_is_as_wanted_stays() -> None:
    view = View((0, 0, 0), 0.0, 0.0, haze=Haze((1.0,) * 3, openness=0.9))
    once = metered(view, FAR, drawn)
    again = metered(once, FAR, drawn)
    assert again.exposure == pytest.approx(once.exposure, rel=0.15)


def test_a_long_lens_looks_where_planes_stand_behind_one_another() -> None:
    view = View((0, 0, 0), 30.0, 5.0, fov_h=74.0)
    y, metres = np.full((134, 320), 40.0), np.full((134, 320), 90.0)
    for i in range(6):  # planes to the right of the middle, each paler
        at = 210 + 4 * i
        y[30:100, at : at + 4], metres[30:100, at : at + 4] = 60.0 + 25 * i, 200.0 * 1.7**i
    long, other = framed(World(0), view, y, metres, 6.87, 2)
    assert abs(long.h - other.h) > 3.0 or abs(long.p - other.p) > 1.0
    assert long.fov_h == 6.87
    assert long.position_mm == view.position_mm
    # Right of the middle is a smaller heading.
    assert 20.0 > (view.h - long.h) > 8.0
    # What it looks at lies in the wide picture.
    ahead, wide = eye(long).forward, eye(view)
    assert abs(ahead @ wide.right / (ahead @ wide.forward)) < 1.0 / wide.focal[0]


def test_lamps_bloom_and_pale_air_does_not() -> None:
    dark = np.full((90, 160, 3), 20, np.uint8)
    lit = dark.copy()
    lit[40:50, 70:80] = 255
    found = bloomed(lit)
    assert found[38, 75, 0] > 40
    assert abs(int(found[5, 5, 0]) - 20) <= 3
    assert np.array_equal(bloomed(np.full((90, 160, 3), 190, np.uint8)), np.full((90, 160, 3), 190))
    assert np.array_equal(bloomed(dark), dark)


def test_exposure_leaves_the_place() -> None:
    view = View((1, 2, 3), 4.0, 5.0, haze=Haze((1.0,) * 3, openness=0.9))
    found = metered(view, FAR, drawn)
    assert replace(found, haze=view.haze, exposure=view.exposure, black=0.0) == view
