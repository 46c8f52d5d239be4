"""The air of a place: thin where one sees far, and never changing in a leap."""

from __future__ import annotations

import numpy as np
import pytest

from blame3d.world import sky
from blame3d.world.air import air
from blame3d.world.fields import solid_at
from blame3d.world.types import World

AROUND_M = np.stack(np.meshgrid(*[np.arange(-600, 601, 200)] * 3, indexing="ij"), -1).reshape(-1, 3)


def places(seed: int, count: int) -> list[tuple[tuple[int, int, int], float]]:
    """Places below much sky, millimetres, and the share of mass around each."""
    rng = np.random.default_rng(seed)
    found = []
    for at in rng.integers(-4000, 4000, (400, 3)).tolist():
        mm = (at[0] * 1000, at[1] * 1000, at[2] * 1000)
        if len(found) < count and air(World(seed), mm).openness >= 0.7:
            mass = float(np.asarray(solid_at(seed, np.array(at) + AROUND_M)).mean())
            found.append((mm, mass))
    return found


@pytest.mark.parametrize("seed", [0, 5])
def test_below_much_sky_the_air_is_thin_where_it_is_wide_and_thick_where_it_is_not(
    seed: int,
) -> None:
    thick = [(mass, air(World(seed), mm).extinction) for mm, mass in places(seed, 24)]
    narrow = [e for mass, e in thick if mass > 0.45]
    wide = [e for mass, e in thick if mass < 0.25]
    assert narrow
    assert wide
    assert min(narrow) > 1.2 * max(wide)


def test_air_changes_little_in_a_step() -> None:
    world = World(3)
    for mm, _ in places(3, 4):
        line = [air(world, (mm[0] + n * 8_000, mm[1], mm[2])).extinction for n in range(60)]
        assert float(np.abs(np.diff(np.log(line))).max()) < 0.06


def test_light_comes_from_the_side_that_is_lighter_and_turns_slowly() -> None:
    world = World(3)
    right = 0
    for mm, _ in places(3, 8):
        x, y = air(world, mm).side
        assert x * x + y * y < 0.1
        axis = 0 if abs(x) > abs(y) else 1
        ends = [
            sky.at(3, np.array([[v / 1000.0 for v in mm]]) + np.eye(3)[axis] * s * 200.0)[0]
            for s in (-1, 1)
        ]
        right += (ends[1] >= ends[0]) == ((x, y)[axis] > 0)
        line = [air(world, (mm[0] + n * 8_000, mm[1], mm[2])).side for n in range(30)]
        assert float(np.abs(np.diff(np.array(line), axis=0)).max()) < 0.06
    assert right >= 6
