"""Hunters run on what is there, come at you, and are never in a wall."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from blame3d.hunt import chase, eyes
from blame3d.hunt import pack as packs
from blame3d.hunt.solids import Around
from blame3d.hunt.surface import nearest
from blame3d.world.chunk import BOX, COLLIDER, CYLINDER, RAMP, Cell

F64 = NDArray[np.float64]

ROOM: list[tuple[int, int, tuple[float, ...], tuple[float, ...]]] = [
    (BOX, 0, (0, 0, 0), (64, 64, 4)),  # floor
    (BOX, 0, (0, 56, 4), (64, 60, 40)),  # wall
    (BOX, 0, (20, 20, 4), (26, 26, 20)),  # pillar
    (CYLINDER, 2, (40, 20, 4), (46, 26, 30)),
    (RAMP, 0, (10, 40, 4), (20, 44, 10)),
    (BOX, 0, (20, 40, 9.5), (50, 44, 10)),  # deck
    (CYLINDER, 0, (5, 8, 7), (60, 9, 8)),  # pipe
]
"""One cell: kind, dir, lo, hi."""


def provider(cell: Cell) -> NDArray[np.void]:
    rows = np.zeros(len(ROOM) if cell == (0, 0, 0) else 0, COLLIDER)
    for row, (kind, way, lo, hi) in zip(rows, ROOM, strict=False):
        row["kind"], row["dir"], row["lo"], row["hi"] = kind, way, lo, hi
    return rows


@pytest.fixture
def around() -> Around:
    made = Around(provider)
    made.update((0, 0, 0))
    return made


def born(around: Around, body: F64, count: int) -> packs.Pack:
    at, normal = eyes.spots(around.table, body, 7, count, 0)
    assert len(at) == count
    some = packs.shaped(7, np.arange(count), at, normal, around.table, around.neighbours)
    assert len(some) == count
    return some


def hunt(around: Around, some: packs.Pack, body: F64, seconds: float, dt: float) -> packs.Pack:
    for _ in range(round(seconds / dt)):
        some = chase.step(some, around.table, around.neighbours, body, True, 7, dt)
    return some


def depth(around: Around, some: packs.Pack) -> float:
    """Distance of the middle nearest to a solid; of those that hunt."""
    alive = some.take(some.mode != packs.Mode.DEAD)
    d, _ = nearest(around.table, around.neighbours(alive.pos), alive.pos)
    return float(d.min(initial=1e9))


BODY = np.array([34.0, 32.0, 4.94])


def test_someone_who_stands_still_is_caught(around: Around) -> None:
    some = born(around, BODY, 6)
    for _ in range(30 * 12):
        some = chase.step(some, around.table, around.neighbours, BODY, True, 7, 1 / 30)
        if packs.caught(some, BODY):
            return
    pytest.fail("nobody came in twelve seconds")


@settings(max_examples=6)
@given(
    st.tuples(st.floats(8, 56), st.floats(8, 50), st.floats(5, 30)),
    st.sampled_from((1 / 120, 1 / 30, 1 / 10)),
)
def test_no_hunter_is_ever_in_a_solid(goal: tuple[float, float, float], dt: float) -> None:
    around = Around(provider)
    around.update((0, 0, 0))
    some = born(around, BODY, 8)
    for _ in range(round(8.0 / dt)):
        some = chase.step(some, around.table, around.neighbours, np.array(goal), True, 7, dt)
        assert np.isfinite(some.pos).all()
        assert depth(around, some) > packs.GIRTH_M - 0.02


def test_equal_arguments_give_equal_packs(around: Around) -> None:
    one = hunt(around, born(around, BODY, 6), BODY, 5.0, 1 / 30)
    again = hunt(around, born(around, BODY, 6), BODY, 5.0, 1 / 30)
    assert one.pos.tobytes() == again.pos.tobytes()
    assert one.ahead.tobytes() == again.ahead.tobytes()


def test_another_frame_of_reference_changes_nothing(around: Around) -> None:
    some = born(around, BODY, 4)
    by = np.array([64.0, 0.0, -64.0])
    beside = Around(lambda cell: provider((cell[0] - 1, cell[1], cell[2] + 1)))
    beside.update((0, 0, 0))
    moved = some.moved(by)
    moved = packs.Pack(**{**vars(moved), "rows": beside.neighbours(moved.pos)})
    here = hunt(around, some, BODY, 3.0, 1 / 30)
    there = hunt(beside, moved, BODY + by, 3.0, 1 / 30)
    assert np.abs(here.pos + by - there.pos).max() < 1e-6


def test_the_struck_fall_and_hunt_no_more(around: Around) -> None:
    some = hunt(around, born(around, BODY, 4), BODY, 3.0, 1 / 30)
    hit = np.array([True, True, False, False])
    some = packs.struck(some, hit, np.tile((0.0, 6.0, 3.0), (4, 1)))
    some = hunt(around, some, BODY, 4.0, 1 / 30)
    assert (some.mode[:2] == packs.Mode.DEAD).all()
    assert (some.pos[:2, 2] < 6.0).all(), "they lie on the floor"
    assert (some.vel[:2] == 0.0).all()
    assert not packs.caught(some.take(np.array([0, 1])), some.pos[0])


def test_an_eye_sees_what_nothing_hides(around: Around) -> None:
    behind, before = np.array([23.0, 16.0, 6.0]), np.array([30.0, 30.0, 6.0])
    eye = np.array([23.0, 40.0, 6.0])
    assert eyes.sees(around.table, eye, before)
    assert not eyes.sees(around.table, eye, behind)


def test_the_sheet_finds_who_is_in_its_sweep_and_only_him(around: Around) -> None:
    watch = eyes.Watch(np.array([23.0, 56.0, 20.0]), np.array([0.0, -1.0, 0.0]), 0.0, 180.0, -45.0)
    open_ground, hidden = np.array([23.0, 36.0, 4.9]), np.array([23.0, 18.0, 4.9])
    times = np.arange(0.0, 14.0, 1 / 20)

    def found(body: F64) -> list[float]:
        return [
            float(b)
            for a, b in itertools.pairwise(times)
            if eyes.swept(watch, around.table, body, float(a), float(b))
        ]

    first = found(open_ground)
    assert first
    assert first[0] > eyes.OPENS_S + 1.0, "there must be time to hide"
    assert not found(hidden)
    below = found(np.array([23.0, 44.9, -30.0]))
    assert not below, "under the sheet"


@given(st.integers(0, 10**6))
def test_the_wall_gives_hunters_apart_from_each_other(number: int) -> None:
    around = Around(provider)
    around.update((0, 0, 0))
    at, normal = eyes.spots(around.table, BODY, 3, 5, number)
    assert len(at) == 5
    gaps = np.sqrt(((at[:, None] - at[None]) ** 2).sum(axis=2)) + 9.0 * np.eye(5)
    assert gaps.min() >= 3.0
    d, _ = nearest(around.table, around.neighbours(at + normal * 0.5), at + normal * 0.5)
    assert (d > 0.0).all()


def chamber(half: float) -> Around:
    """A room that is as wide as long, metres to each wall from its middle, (32, 32, 5)."""
    a, b = 32.0 - half, 32.0 + half
    sides = [((a - 2, a - 2, 4), (a, b + 2, 20)), ((b, a - 2, 4), (b + 2, b + 2, 20))]
    sides += [((a, a - 2, 4), (b, a, 20)), ((a, b, 4), (b, b + 2, 20))]
    sides += [((a - 2, a - 2, z), (b + 2, b + 2, z + 2)) for z in (2, 20)]
    rows = np.zeros(len(sides), COLLIDER)
    rows["kind"] = BOX
    rows["lo"], rows["hi"] = [lo for lo, _ in sides], [hi for _, hi in sides]
    made = Around(lambda cell: rows if cell == (0, 0, 0) else rows[:0])
    made.update((0, 0, 0))
    return made


@pytest.mark.parametrize(("half", "opens"), [(27.0, True), (15.5, True), (5.0, False)])
def test_in_a_close_place_an_eye_opens_nearer_and_in_a_cell_none(half: float, opens: bool) -> None:
    body = np.array([32.0, 32.0, 5.0])
    found = eyes.opened(chamber(half).table, body, 7, np.array([0, 0, 0, 0]), 1.0)
    assert (found is not None) == opens
    if found is not None:
        assert np.sqrt(((found.foot - body) ** 2).sum()) > 14.0
        assert eyes.sees(chamber(half).table, found.eye, body)
