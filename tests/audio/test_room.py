"""Rooms that would sound like others than they are."""

from __future__ import annotations

import numpy as np
import pytest

from blame3d.audio.room import FAR_M, RAYS, Room, first_hits, measure, sphere, ways
from blame3d.world.types import World

PASSAGE = np.array(
    [(-2, -60, -1.7, 2, 60, -1.6), (-2, -60, 1.8, 2, 60, 2.8), (-3, -60, -2, -2, 60, 3),
     (2, -60, -2, 3, 60, 3)], np.float64
)  # fmt: skip


def test_rays_meet_what_stands_before_them() -> None:
    box = np.array([[5.0, -1.0, -1.0, 7.0, 1.0, 1.0]])
    rays = np.array([[1.0, 0.0, 0.0], [-1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
    assert first_hits(rays, box).tolist() == [5.0, np.inf, np.inf]
    assert first_hits(rays, np.zeros((0, 6))).tolist() == [np.inf] * 3
    around = np.array([[-1.0, -1.0, -1.0, 1.0, 1.0, 1.0]])
    assert first_hits(rays, around).tolist() == [0.0] * 3


def test_ways_are_even_and_hardly_look_down() -> None:
    rays = ways()
    assert rays.shape == (RAYS, 3)
    assert np.allclose((rays**2).sum(1), 1.0)
    assert rays[:, 2].min() > -0.1
    assert np.abs(rays[:, :2].mean(0)).max() < 0.05


def test_from_a_passage_to_a_hollow() -> None:
    """Sabine's times of the design: 0.4 s in a passage, 14 s in a hollow."""
    reach = first_hits(ways(), PASSAGE)
    passage = Room(ways(), np.minimum(reach, FAR_M), "silent", 0.0, "hum-50")
    assert 0.3 <= passage.seconds <= 0.8
    assert passage.openness < 0.1
    hollow = sphere(700.0, "silent")
    assert hollow.seconds == pytest.approx(14.0, abs=0.8)
    assert hollow.openness == 1.0
    times = [sphere(r, "silent").seconds for r in (2.0, 5.0, 20.0, 80.0, 300.0)]
    assert times == sorted(times)


def test_openings_swallow() -> None:
    closed = sphere(50.0, "silent")
    walled, opened = (
        Room(ways(), np.where(np.arange(RAYS) < 12, far, closed.reach), "silent", 0.0, "hum-50")
        for far in (FAR_M - 1.0, FAR_M)
    )
    assert opened.seconds < 0.85 * walled.seconds


def test_echoes_are_the_longest_ways_that_end() -> None:
    room = sphere(200.0, "silent")
    found = room.echoes()
    assert 2 <= len(found) <= 4
    assert [metres for metres, _ in found] == sorted((m for m, _ in found), reverse=True)
    assert found[0][0] == pytest.approx(float(room.reach.max()))
    assert not sphere(4.0, "silent").echoes()


def test_what_is_behind_a_wall_is_hidden() -> None:
    room = sphere(20.0, "silent")
    assert room.hides((0.0, 1.0, 0.0), 300.0)
    assert not room.hides((0.0, 1.0, 0.0), 5.0)


def test_a_place_in_the_city_is_measured() -> None:
    room = measure(World(0), (640_000, -220_250, -518_300), PASSAGE)
    again = measure(World(0), (640_000, -220_250, -518_300), PASSAGE)
    assert np.array_equal(room.reach, again.reach)
    assert room.seconds < 1.0
    free = measure(World(0), (640_000, -220_250, -518_300), np.zeros((0, 6)))
    assert free.radius > 3.0 * room.radius
    assert free.seconds > room.seconds
