"""Where one starts: on a floor, with something to see."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest

from blame3d.world.masses import solid64, solid256
from blame3d.world.prospects import EYE_MM
from blame3d.world.types import World
from blame3d.world.viewpoint import spawn, viewpoint
from blame3d.world.walk import network
from blame3d.world.walk_types import Network


@lru_cache(maxsize=32)
def nets(world: World, cell: tuple[int, int, int]) -> Network:
    return network(world, cell, lambda c: solid64(world, c), lambda c: solid256(world, c))


@pytest.mark.parametrize("near", [(0, 0, 0), (-3_400_000, 123_456, 10**9), (10**15, 0, -(10**12))])
def test_one_stands_on_a_floor_near_by(near: tuple[int, int, int]) -> None:
    world = World(0)
    eye, h, p = viewpoint(world, near)
    assert -180.0 <= h <= 180.0
    assert -60.0 <= p <= 40.0
    assert max(abs(a - b) for a, b in zip(eye, near, strict=True)) < 1_500_000
    feet = np.array([eye[0], eye[1], eye[2] - EYE_MM])
    cell = feet // 1_024_000
    net = nets(world, (int(cell[0]), int(cell[1]), int(cell[2])))
    at = (feet - cell * 1_024_000) / 1000
    on = (net.decks.lo[:, :2] <= at[:2]).all(axis=1) & (net.decks.hi[:, :2] >= at[:2]).all(axis=1)
    assert (on & (net.decks.hi[:, 2] == at[2])).any()


def test_the_view_is_open_where_there_is_air_near_by() -> None:
    """From the start one sees hundreds of metres, in most worlds."""
    deep = 0
    for seed in range(4):
        world = World(seed)
        eye, h, p = viewpoint(world, (0, 0, 0))
        t = np.arange(0, 300, 16.0)[:, None]
        for turn in (-15.0, 0.0, 15.0):  # the thirds of the picture and its middle
            x, y = (h + turn) * np.pi / 180.0, p * np.pi / 180.0
            ahead = np.array([-np.sin(x) * np.cos(y), np.cos(x) * np.cos(y), np.sin(y)])
            metres = np.array(eye) / 1000 + ahead * t
            if not solid64(world, np.floor(metres / 64).astype(np.int64)).any():
                deep += 1
                break
    assert deep >= 3


def test_views_differ_in_how_they_look() -> None:
    """Not along a bridge at level pitch every time."""
    pitches = [viewpoint(World(1), (n * 1_700_000, 0, 0)).p for n in range(6)]
    assert max(pitches) - min(pitches) > 12.0
    assert sum(abs(p) > 5.0 for p in pitches) >= 2


def test_the_choice_is_a_function_of_its_arguments() -> None:
    world, near = World(9), (77_000, -1, 5_000)
    assert viewpoint(world, near) == spawn(world, near)
    assert viewpoint(world, near).pose.mm == viewpoint(world, near).eye_mm
