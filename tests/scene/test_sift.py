"""What can be seen is never taken for hidden, and most of what cannot is."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from blame3d.scene.eye import Eye, eye
from blame3d.scene.frame import View
from blame3d.scene.sift import (
    HEIGHT,
    LEAST,
    NEAR,
    OCCLUDERS,
    WIDTH,
    Pyramid,
    facing,
    in_view,
    largest,
    outlines,
    within,
)
from blame3d.stream.arranged import BOX, FACE, LET_IN, NO_BOX

Array = NDArray[Any]
Boxes = tuple[Array, Array]

seeds = st.integers(0, 2**32 - 1)


def looking(h: float, p: float) -> Eye:
    return eye(View((0, 0, 0), h, p, fov_h=75.0, size=(1280, 720)))


def boxes(dice: np.random.Generator, count: int, far: float = 120.0) -> Boxes:
    """Middles and half sizes (3, n) of boxes in which the eye is not, all sizes and flat ones."""
    middle = dice.uniform(-far, far, (3, count))
    half = 2.0 ** dice.uniform(-3.0, 6.0, (3, count))
    half[dice.integers(0, 3, count), np.arange(count)] *= dice.integers(0, 2, count)
    out = (np.abs(middle) > half + NEAR).any(axis=0)
    return middle[:, out].astype(np.float32), half[:, out].astype(np.float32)


def entered(rays: Array, middle: Array, half: Array) -> Array:
    """Share 1 / t at which rays (3, m) come into a box (3,), 0 where they miss it."""
    with np.errstate(divide="ignore", invalid="ignore"):
        a, b = ((middle + side * half)[:, None] / rays for side in (-1.0, 1.0))
        enter, leave = np.fmin(a, b).max(axis=0), np.fmax(a, b).min(axis=0)
        return np.where((enter > 0) & (enter <= leave), 1.0 / enter, 0.0)


def each(middle: Array, half: Array) -> list[tuple[Array, Array]]:
    """Boxes one by one."""
    return list(zip(middle.T, half.T, strict=True))


def rays(one: Eye, x: Array, y: Array) -> Array:
    """Directions (3, m) with a metre forward, through places in squares of the picture."""
    across = (2.0 * x / WIDTH - 1.0) / one.focal[0]
    up = (2.0 * y / HEIGHT - 1.0) / one.focal[1]
    return one.forward[:, None] + np.outer(one.right, across) + np.outer(one.above, up)


def depths(one: Eye, middle: Array, half: Array) -> NDArray[np.float32]:
    """The picture of depths, by rays through the middles of its squares."""
    y, x = np.divmod(np.arange(WIDTH * HEIGHT), WIDTH)
    way = rays(one, x + 0.5, y + 0.5)
    near = np.zeros(WIDTH * HEIGHT)
    for box in each(middle, half):
        near = np.maximum(near, entered(way, *box))
    return (NEAR * near).astype(np.float32).reshape(HEIGHT, WIDTH)


def hidden(one: Eye, wall: Boxes, things: Boxes) -> NDArray[np.bool_]:
    """Which things are hidden by a wall, asked in both ways."""
    pyramid, found = Pyramid(depths(one, *wall)), outlines(one, *things)
    return pyramid.hides(found) | pyramid.hides_large(one, *things, found)


def seen_somewhere(one: Eye, wall: Boxes, things: Boxes) -> Array:
    """Which things some of many rays, also between the squares' middles, meet before the wall."""
    dice = np.random.default_rng(7)
    x, y = dice.uniform(0, WIDTH, 6_000), dice.uniform(0, HEIGHT, 6_000)
    way = rays(one, x, y)
    before = np.max([entered(way, *box) for box in each(*wall)], axis=0)
    return np.array([(entered(way, *box) > before * 1.001).any() for box in each(*things)], bool)


@given(seeds, st.floats(-180.0, 180.0), st.floats(-60.0, 60.0))
def test_nothing_that_can_be_seen_is_hidden(seed: int, h: float, p: float) -> None:
    """Before and behind one wall, of any size, near or far."""
    one, dice = looking(h, p), np.random.default_rng(seed)
    middle, half = boxes(dice, 8, 40.0)
    wall = middle[:, :1], half[:, :1]
    middle, half = boxes(dice, 60)
    there = in_view(one, middle, half)
    things = middle[:, there], half[:, there]
    seen = seen_somewhere(one, wall, things)
    assert not (hidden(one, wall, things) & seen).any()


@given(seeds, st.floats(-180.0, 180.0), st.floats(-60.0, 60.0))
def test_corners_lie_within_outlines(seed: int, h: float, p: float) -> None:
    one, dice = looking(h, p), np.random.default_rng(seed)
    middle, half = boxes(dice, 60)
    found = outlines(one, middle, half)
    for corner in itertools.product((-1.0, 1.0), repeat=3):
        at = middle + half * np.array(corner)[:, None]
        deep = one.forward @ at
        assert (found.near <= deep + 1e-3).all()
        assert (deep <= found.far + 1e-3).all()
        ahead = deep > NEAR
        for row, axis, count in ((0, one.right, WIDTH), (1, one.above, HEIGHT)):
            place = (0.5 + 0.5 * one.focal[row] * (axis @ at)[ahead] / deep[ahead]) * count
            lo, hi = found.lo[row, ahead], found.hi[row, ahead]
            seen = np.clip(place, 0.0, count)
            assert (np.clip(lo, 0.0, count) <= seen + 0.01).all()
            assert (seen - 0.01 <= np.clip(hi, 0.0, count)).all()


@given(seeds, st.floats(-180.0, 180.0), st.floats(-60.0, 60.0))
def test_nothing_in_view_is_left_out(seed: int, h: float, p: float) -> None:
    one, dice = looking(h, p), np.random.default_rng(seed)
    middle, half = boxes(dice, 60)
    nowhere = (np.zeros((3, 1)) + 1e6, np.zeros((3, 1)))
    seen = seen_somewhere(one, nowhere, (middle, half))
    assert not (seen & ~in_view(one, middle, half)).any()


def box(middle: tuple[float, float, float], half: tuple[float, float, float]) -> Boxes:
    return np.array([middle], np.float32).T, np.array([half], np.float32).T


def test_most_of_what_is_behind_a_wall_of_two_halves_is_hidden() -> None:
    """Halves that meet before the eye hide what lies across their seam."""
    one, dice = looking(0.0, 0.0), np.random.default_rng(3)
    left, right = (box((x, 20.0, 0.0), (50.0, 1.0, 50.0)) for x in (-50.0, 50.0))
    wall = np.hstack([left[0], right[0]]), np.hstack([left[1], right[1]])
    low, high = ((-15.0, 40.0, -8.0), (15.0, 90.0, 8.0))
    middle = dice.uniform(low, high, (200, 3)).T.astype(np.float32)
    things = middle, dice.uniform(0.1, 9.0, (3, 200)).astype(np.float32)
    assert hidden(one, wall, things).mean() > 0.95
    assert hidden(one, wall, box((0.0, 60.0, 0.0), (40.0, 0.0, 30.0))).all(), "as wide as the view"


def test_a_long_wall_along_the_view_hides_what_lies_beyond_it() -> None:
    """Its own bounds begin beside the eye; so do those of what runs along behind it."""
    wall = box((-4.0, 100.0, 0.0), (1.0, 99.0, 60.0))
    assert hidden(looking(0.0, 0.0), wall, box((-30.0, 100.0, 0.0), (2.0, 80.0, 20.0))).all()
    taller = box((-30.0, 100.0, 0.0), (2.0, 80.0, 900.0))
    assert not hidden(looking(0.0, 40.0), wall, taller).any()


def test_of_a_sheet_only_its_face_is_seen() -> None:
    middle = np.array([[0.0] * 5, [5.0] * 5, [0.0] * 5])
    half = np.array([[2.0] * 5, [0.0] * 5, [2.0] * 5])
    half[1, 2:] = 1.0
    to_me, away = FACE + 2, FACE + 3
    code = np.array([to_me, away, LET_IN + 3, BOX, NO_BOX], np.float32)
    assert facing(middle, half, code).tolist() == [True, False, True, True, True]
    middle[1] = 60.0
    assert facing(middle, half, code).tolist() == [True, False, False, True, True]


@pytest.mark.parametrize("count", [0, 3, OCCLUDERS + 40])
def test_the_largest_are_drawn_to_the_picture_of_depths(count: int) -> None:
    area = np.linspace(LEAST / 2, 0.5, count, dtype=np.float32)
    may = np.arange(count) % 7 != 1
    found = set(largest(area, may).tolist())
    fit = np.flatnonzero(may & (area > LEAST))
    assert found == set(fit[-OCCLUDERS:].tolist())


@given(seeds, st.integers(0, 60), st.integers(0, 400))
def test_of_what_is_too_much_the_largest_stay_in_their_order(
    seed: int, count: int, most: int
) -> None:
    dice = np.random.default_rng(seed)
    area = dice.random(count).astype(np.float32)
    each = dice.integers(2, 13, count)
    kept = np.arange(count)[within(area, each, most)]
    assert (np.diff(kept) > 0).all()
    assert int(each[kept].sum()) <= most
    left = np.setdiff1d(np.arange(count), kept)
    if len(left):
        first = left[np.argmax(area[left])]
        assert (area[kept] >= area[first]).all()
        assert int(each[kept].sum() + each[first]) > most
