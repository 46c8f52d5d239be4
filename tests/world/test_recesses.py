"""What stands back at a mass's edge is lit by the air before it."""

from __future__ import annotations

import numpy as np
import pytest

from blame3d.world import cell as stage
from blame3d.world import recesses
from blame3d.world.generate import colliders, light
from blame3d.world.light import APRON, texel
from blame3d.world.panels import BACK, FACE
from blame3d.world.types import World


def _panel(axis: int, sign: int, plane: float, u: tuple[float, float], v: tuple[float, float],
           depth: float) -> np.ndarray:
    row = np.zeros(1, FACE)
    row["axis"], row["sign"], row["plane"], row["depth"] = axis, sign, plane, depth
    (row["u0"], row["u1"]), (row["v0"], row["v1"]) = u, v
    return row


def test_the_back_of_a_roof_does_not_fill_what_a_wall_below_leaves_open() -> None:
    # A wall that looks along +x from x = 40 and stands 20 m back, under a roof at z = 60.
    p = np.concatenate([
        _panel(0, 1, 40.0, (-60.0, 120.0), (-60.0, 60.0), -20.0),
        _panel(2, 1, 60.0, (-60.0, 40.0), (-60.0, 120.0), 0.0),
    ])
    lo = np.array([[40.0 - BACK, -60.0, -60.0], [-60.0, -60.0, 60.0 - BACK]])
    hi = np.array([[20.0, 120.0, 60.0], [40.0, 120.0, 60.0]])
    solid = recesses.solid(0, p, lo, hi)

    def at(x: float, y: float, z: float) -> bool:
        i, j, k = (int(v // texel(0)) + APRON for v in (x, y, z))
        return bool(solid[k, j, i])

    assert not at(31.0, 30.0, 31.0)  # the recess
    assert at(31.0, 30.0, 55.0)  # the roof over it
    assert at(11.0, 30.0, 31.0)  # the wall
    assert at(11.0, 30.0, 55.0)
    assert not at(45.0, 30.0, 31.0)


@pytest.mark.parametrize("level", [0, 1])
def test_a_recess_of_the_city_is_not_black(level: int) -> None:
    """A wall that was black over fifty metres, for an underside's back stood before it."""
    world, place = World(28415), np.array([3780.0, -18268.0, 2040.0])
    x, y, z = (place // (64 << level)).astype(int).tolist()
    i, j, k = ((place - stage.origin(level, (x, y, z))) / texel(level)).astype(int) + 1
    assert light(world, level, (x, y, z))[k, j, i, 0] > 40


def test_nobody_meets_a_wall_that_is_not_drawn() -> None:
    """A body stands free in a recess of 23 m, before the wall that is seen there.

    Mutant: `colliders` of the panels as they are.
    """
    world, place = World(28415), np.array([3780.0, -18268.0, 2040.0])
    cell = (place // 64).astype(int)
    x, y, z = cell.tolist()
    rows = colliders(world, (x, y, z))
    at = place - cell * 64
    inside = ((rows["lo"] < at) & (at < rows["hi"])).all(1)
    assert len(rows)
    assert not inside.any()
