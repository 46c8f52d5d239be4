"""Soft dark where one thing meets another: where it falls, and where it must not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blame3d.capture.recesses import _even, grounded
from blame3d.scene.eye import Eye, eye
from blame3d.scene.frame import View

SIZE = (192, 108)
VIEW = View((0, 0, 0), 0.0, 0.0, fov_h=70.0, size=SIZE)
GREY = np.full((SIZE[1], SIZE[0], 3), 90, np.uint8)
CLEAR = np.ones(GREY.shape[:2], np.float32)


def rays(looking: Eye) -> np.ndarray:
    """Directions (h, w, 3) through the pixels, one metre forward."""
    x = ((np.arange(SIZE[0]) + 0.5) / SIZE[0] * 2 - 1) / looking.focal[0]
    z = (1 - (np.arange(SIZE[1]) + 0.5) / SIZE[1] * 2) / looking.focal[1]
    found = np.ones((SIZE[1], SIZE[0], 3))
    found[..., 0], found[..., 2] = x[None, :], z[:, None]
    return found


def wall(away: float) -> np.ndarray:
    """How far each pixel of a wall lies that stands across the line of sight."""
    return np.linalg.norm(rays(eye(VIEW)), axis=2) * away


def corner(away: float, height: float) -> np.ndarray:
    """The wall and the floor it stands on, below the eye by `height`."""
    way = rays(eye(VIEW))
    floor = -height / np.minimum(way[..., 2], -1e-9)
    forward = np.where(way[..., 2] < 0, np.minimum(away, floor), away)
    return np.linalg.norm(way, axis=2) * forward


@given(st.floats(0.5, 5000.0))
@settings(max_examples=20, deadline=None)
def test_a_wall_alone_has_no_recess(away: float) -> None:
    found = grounded(GREY, wall(away), CLEAR, eye(VIEW))
    assert np.abs(found.astype(int) - GREY).max() <= 1


@given(st.floats(2.0, 800.0))
@settings(max_examples=20, deadline=None)
def test_a_wall_is_darkest_where_it_meets_the_floor(away: float) -> None:
    metres = corner(away, 0.3 * away)
    found = grounded(GREY, metres, CLEAR, eye(VIEW))[..., 0].astype(int)
    middle = found[:, SIZE[0] // 2]
    seam = int(np.argmin(middle))
    at = SIZE[1] * 0.5 * (1.0 + 0.3 * eye(VIEW).focal[1])
    assert abs(seam - at) <= 2.0
    assert middle[seam] < 70 < 85 <= middle[2]


def test_a_pole_far_before_a_wall_leaves_it_alone() -> None:
    metres = wall(200.0)
    metres[:, 90:93] = wall(5.0)[:, 90:93]
    found = grounded(GREY, metres, CLEAR, eye(VIEW))
    assert np.abs(found[:, :86].astype(int) - 90).max() <= 2


def test_air_and_what_burns_stay_as_they_are() -> None:
    metres = corner(20.0, 6.0)
    metres[:40] = np.inf
    light = np.full_like(GREY, 255)
    clear = np.isfinite(metres).astype(np.float32)
    assert (grounded(light, metres, clear, eye(VIEW)) >= 225).all()
    assert (grounded(GREY, metres, clear, eye(VIEW))[:40] == 90).all()
    assert (grounded(GREY, np.full(metres.shape, np.inf), 0 * clear, eye(VIEW)) == GREY).all()


def test_what_air_hides_and_who_acts_have_no_shade() -> None:
    hidden = CLEAR.copy()
    hidden[:, :96] = 0.0
    found = grounded(GREY, corner(40.0, 12.0), hidden, eye(VIEW))
    assert (found[:, :96] == 90).all()
    assert found[:, 96:].min() < 70


@pytest.mark.parametrize("size", [(2, 2), (1280, 16), (16, 300), (81, 5), (1700, 40)])
def test_any_shape_of_picture_will_do(size: tuple[int, int]) -> None:
    shape = size[1], size[0]
    picture, clear = np.full((*shape, 3), 90, np.uint8), np.ones(shape, np.float32)
    looking = eye(View((0, 0, 0), 0.0, 0.0, fov_h=70.0, size=size))
    found = grounded(picture, np.full(shape, 20.0), clear, looking)
    assert found.shape == picture.shape


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=15, deadline=None)
def test_nothing_grows_brighter_and_nothing_is_lost(seed: int) -> None:
    lots = np.random.default_rng(seed)
    metres = np.exp(lots.uniform(-1.0, 9.0, (SIZE[1] // 6, SIZE[0] // 6))).repeat(6, 0).repeat(6, 1)
    metres[lots.random(metres.shape) < 0.1] = np.inf
    picture = lots.integers(0, 256, GREY.shape, np.uint8)
    found = grounded(picture, metres, np.isfinite(metres).astype(np.float32), eye(VIEW))
    assert (found <= picture).all()
    assert (found >= np.floor(picture * 0.09)).all()


def test_half_lost_in_air_a_recess_loses_an_eighth_of_its_dark() -> None:
    metres = corner(900.0, 270.0)
    near, far = (
        90 - int(grounded(GREY, metres, CLEAR * clear, eye(VIEW)).min()) for clear in (1.0, 0.5)
    )
    assert near > 20
    assert far <= near / 8 + 1


def test_lone_spots_go_and_lines_stay() -> None:
    """A spot is a pixel on an edge that has the slope of neither side; a recess is longer."""
    spots, lines = np.zeros((40, 60), np.float32), np.zeros((40, 60), np.float32)
    spots[5::7, 3::9] = 1.0
    lines[20] = 1.0
    lines[:, 30] = 1.0
    assert _even(spots).max() == 0.0
    assert (_even(lines) == lines).all()


def test_a_row_of_columns_seen_aslant_has_no_blotches() -> None:
    """What one side of a column has of dark at one height it has at all: a wide scale has few
    pixels, and they meet the columns now here, now there."""
    view = View((0, 0, 0), 0.0, 25.0, fov_h=74.0, size=(640, 268))
    metres, side = _columns(view)
    picture = np.full((*metres.shape, 3), 90, np.uint8)
    found = grounded(picture, metres, np.ones(metres.shape, np.float32), eye(view))[..., 0]
    spread = [found[side == one].std() for one in np.unique(side[side >= 0])
              if (side == one).sum() > 200]
    assert len(spread) > 100
    assert float(np.mean(spread)) < 3.4


def _columns(view: View) -> tuple[np.ndarray, np.ndarray]:
    """Columns 1.8 m wide, 2.4 m apart, in a row that leads away from the eye before a wall: the
    distances (h, w), and for those that are near the column and its side, in fifths of a radian
    (-1: none)."""
    looking = eye(view)
    width, height = view.size
    pitch = np.radians(view.p)
    x, z = np.meshgrid(((np.arange(width) + 0.5) / width * 2 - 1) / looking.focal[0],
                       (1 - (np.arange(height) + 0.5) / height * 2) / looking.focal[1])
    way = np.stack([x, np.cos(pitch) - z * np.sin(pitch), np.sin(pitch) + z * np.cos(pitch)], 2)
    plan = way[..., :2]
    square = (plan * plan).sum(2)
    out, along = np.array([-0.8, 0.6]), np.array([0.6, 0.8])
    t, side = 21.2 / np.maximum(plan @ out, 1e-9), np.full(square.shape, -1)
    for k in range(-30, 90):
        at = 20.0 * out + 2.4 * k * along
        before = plan @ at
        root = before * before - square * (at @ at - 0.81)
        there = np.where(root > 0, (before - np.sqrt(np.maximum(root, 0))) / square, np.inf)
        hit = (there > 0) & (there < t)
        t = np.where(hit, there, t)
        normal = plan * t[..., None] - at
        angle = np.arctan2(normal[..., 1], normal[..., 0])
        side = np.where(hit, (k + 30) * 40 + np.floor((angle + 4.0) * 5.0).astype(int), side)
    metres = np.sqrt((way * way).sum(2)) * t
    return metres, np.where(metres < 70.0, side, -1)
