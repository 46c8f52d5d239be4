"""Shafts of light in the haze: those in sight, few, and none before the eye's own nose."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from blame3d.scene.eye import eye
from blame3d.scene.frame import Haze, View
from blame3d.scene.shafts import shafts
from blame3d.scene.weather import weather
from blame3d.world.skylights import Skylight
from blame3d.world.types import World


def view(*lights: Skylight) -> View:
    return View((0, 0, 0), 0.0, 0.0, haze=replace(Haze(), shafts=lights))


def well(x: int, y: int, z: int = 150) -> Skylight:
    return Skylight(x, y, z, 10, 30, 300, 2)


def rows(*lights: Skylight) -> np.ndarray:
    one = view(*lights)
    return shafts(one, eye(one))


def test_a_shaft_ahead_turns_its_width_to_the_eye() -> None:
    (row,) = rows(well(40, 400))
    way, across = row[1, :3] - row[0, :3], row[2, :3]
    assert abs(way @ across) < 1e-2 * np.sqrt(way @ way)
    assert 10.0 < np.sqrt(across @ across) < 50.0
    assert row[2, 3] > 0.1


def test_what_is_behind_or_far_or_around_the_eye_is_not_drawn() -> None:
    assert not len(rows(well(0, -400)))
    assert not len(rows(well(0, 2500)))
    inside = well(150 * 6 // 16, 150 * 3 // 16)
    assert not len(rows(inside))


def test_so_many_and_no_more_the_widest_first() -> None:
    many = [well(-300 + 60 * n, 700) for n in range(10)]
    found = rows(*many, well(30, 250))
    assert len(found) == 6
    assert abs(found[0, 0, 1] - 250.0) < 1.0


def test_a_step_changes_no_shaft_that_can_be_seen() -> None:
    """What is known changes every 128 m, far out of sight."""
    world = World(5)
    here, there = (weather(world, (x, 0, 0))[0].shafts for x in (127_000, 129_000))
    gone = set(here) ^ set(there)
    for position in ((127_000, 0, 0), (129_000, 0, 0)):
        for h in (0.0, 90.0, 180.0, 270.0):
            one = View(position, h, 10.0, haze=replace(Haze(), shafts=tuple(gone)))
            assert not len(shafts(one, eye(one)))
