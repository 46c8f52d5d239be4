"""The measures of the gallery say of simple pictures what anybody would say of them."""

from __future__ import annotations

import numpy as np
import pytest

from blame3d.capture import figure
from blame3d.capture.gallery import LENSES_MM, sheet, way_of
from blame3d.capture.measures import (
    leaning_share,
    light_at_third,
    measure,
    planes,
    row_of,
)
from blame3d.capture.plain import plain_share
from blame3d.capture.points import on_floors
from blame3d.cast.model import load
from blame3d.scene.eye import eye
from blame3d.scene.frame import View
from blame3d.world.prospects import EYE_MM
from blame3d.world.types import World
from blame3d.world.viewpoint import viewpoint


def test_a_flat_grey_picture_is_one_plain_region_without_a_stop() -> None:
    grey = np.full((96, 160, 3), 100, np.uint8)
    found = measure(grey, np.full((96, 160), 50.0), 70.0)
    assert found["plain_share"] == 1.0
    assert found["stops"] == 0.0
    assert found["p50"] == pytest.approx(100.0)
    assert found["warm_share"] == 0.0
    assert row_of(found)[1] < 5


@pytest.mark.filterwarnings("error")
def test_a_black_picture_has_no_stop_and_no_warning() -> None:
    black = np.zeros((96, 160, 3), np.uint8)
    assert measure(black, np.full((96, 160), 50.0), 70.0)["stops"] == 0.0


def test_noise_is_not_plain() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (96, 160)).astype(np.float64)
    assert plain_share(noise, np.full((96, 160), 50.0), 70.0) == 0.0


def wall(turn: float) -> np.ndarray:
    """Distances (192, 320) to a wall 40 m ahead that is turned from the look, degrees."""
    slope = np.tan(np.radians(35.0))
    x = (np.arange(320) + 0.5 - 160.0) / 160.0 * slope
    z = (np.arange(192)[:, None] + 0.5 - 96.0) / 160.0 * slope
    ray = np.sqrt(1.0 + x**2 + z**2)
    return 40.0 / (1.0 + np.tan(np.radians(turn)) * x) * ray


@pytest.mark.parametrize("turn", [0.0, 35.0, -50.0])
def test_a_stained_wall_is_one_plain_region_and_two_at_a_corner_are_two(turn: float) -> None:
    stains = 60.0 + np.random.default_rng(2).normal(0.0, 5.0, (192, 320))
    one = wall(turn)
    assert plain_share(stains, one, 70.0) == 1.0
    corner = np.where(np.arange(320) < 160, wall(45.0), wall(-45.0))
    assert plain_share(stains, corner, 70.0) == pytest.approx(0.5, abs=0.05)


def test_a_wall_with_things_before_it_is_not_plain() -> None:
    things = wall(0.0) - np.random.default_rng(3).integers(0, 2, (192, 320)) * 2.0
    stains = 60.0 + np.random.default_rng(2).normal(0.0, 5.0, (192, 320))
    assert plain_share(stains, things, 70.0) == 0.0


@pytest.mark.parametrize(("slope", "share"), [(0.0, 0.0), (1.0, 1.0), (0.4, 1.0)])
def test_silhouettes_lean_by_their_angle(slope: float, share: float) -> None:
    y, x = np.mgrid[0:120, 0:160]
    far = np.where(y - 60 > slope * (x - 80), 4.0, 9.0)
    assert leaning_share(far) == pytest.approx(share, abs=0.06)


def test_planes_are_counted_when_their_value_differs() -> None:
    far = np.repeat(np.arange(2.0, 12.0), 16)[:, None] * np.ones((1, 64))
    paler = np.repeat(np.arange(10) * 20.0, 16)[:, None] * np.ones((1, 64))
    assert planes(paler, far) == 10
    assert planes(np.full_like(far, 80.0), far) == 1


def test_an_end_is_what_lies_farthest() -> None:
    picture = np.full((96, 160, 3), 20, np.uint8)
    metres = np.full((96, 160), 30.0)
    picture[:20], metres[:20] = 180, np.inf
    found = measure(picture, metres, 70.0)
    assert found["end_value"] == pytest.approx(180.0)


def test_a_cold_picture_is_never_one_of_lamplight() -> None:
    mid = {"p1": 4.0, "p50": 50.0, "p99": 210.0, "stops": 8.0, "end_value": 110.0}
    assert row_of({**mid, "warm_share": 0.0})[1] < 5
    assert row_of({**mid, "warm_share": 0.05}) == ("amber", 5)


def test_what_one_stands_on_is_a_floor_and_what_is_level_in_the_air_is_none() -> None:
    world = World(0)
    at = np.array(viewpoint(world, (0, 0, 0)).eye_mm) / 1000.0
    below = np.array([[[0.0, 0.0, -EYE_MM / 1000.0], [0.0, 0.0, 1.5], [np.nan] * 3]])
    assert on_floors(world, below, at).tolist() == [[True, False, False]]


def test_a_lamp_at_a_third_is_found_and_one_in_the_corner_is_not() -> None:
    y = np.full((90, 180), 10.0)
    y[0:3, 0:3] = 255.0
    assert not light_at_third(y, 75.0)
    y[30:33, 60:63] = 255.0
    assert light_at_third(y, 75.0)


def test_a_gallery_looks_in_every_way() -> None:
    wide = [way_of(n) for n in range(10) if LENSES_MM[n % 4] == min(LENSES_MM)]
    assert len(set(wide)) == 5
    assert len({way_of(n) for n in range(12) if LENSES_MM[n % 4] > min(LENSES_MM)}) == 3


def test_somebody_half_behind_a_post_is_not_in_sight() -> None:
    view = View(position_mm=(0, 0, 1_700), h=0.0, p=0.0, fov_h=60.0)
    at = np.array([0.0, 20.0, -1.0])
    open_ = np.full((90, 160), 100.0)
    post = open_.copy()
    post[:, 78:80] = 8.0  # before his left half
    assert figure.seen(eye(view), at, open_)
    assert not figure.seen(eye(view), at, post)


def test_nobody_stands_on_a_floor_that_is_not_in_the_picture() -> None:
    view = View(position_mm=(0, 0, 1_700), h=0.0, p=0.0, fov_h=60.0)
    at = np.array([0.0, 20.0, -1.0])
    air = np.full((90, 160), np.inf)
    deck = air.copy()
    deck[52:] = 20.0
    assert figure.borne(eye(view), at, deck)
    assert not figure.borne(eye(view), at, air)


def test_the_sheet_holds_every_thumb() -> None:
    thumbs = [np.full((10, 20, 3), 40 + i, np.uint8) for i in range(7)]
    whole = sheet(thumbs)
    for i in range(7):
        assert (whole == 40 + i).all(2).sum() == 200


def test_a_figure_is_on_its_feet_everywhere_and_looks_at_nobody() -> None:
    """Each place has its own attitude, and all occur."""
    view = View(position_mm=(0, 0, 1_700), h=70.0, p=0.0)
    kinds = set()
    for n in range(40):
        shadow, somebody = figure.with_figure(view, np.array([4.0, 5.0 + n, 0.0])).actors
        assert shadow.position_mm == somebody.position_mm == (4_000, 5_000 + 1000 * n, 0)
        model = load(somebody.model)
        turn, at = somebody.joints[model.joint, :, :3], somebody.joints[model.joint, :, 3]
        placed = np.einsum("nij,nj->ni", turn, model.position) + at
        assert placed[:, 2].min() == pytest.approx(0.0, abs=0.02)
        assert placed[:, 2].max() == pytest.approx(figure.HEIGHT_M, abs=0.06)
        ahead = somebody.joints[model.index("hips"), :, 1]
        face = somebody.joints[model.index("head"), :, 1]
        assert face @ eye(view).forward > -0.1
        kinds.add(tuple(np.round(ahead, 1).tolist()))
    assert len(kinds) >= len(figure.ATTITUDES) - 1
