"""Light through ceilings: the same from every cell that it reaches, and never far from its well."""

from __future__ import annotations

import numpy as np
import pytest

from blame3d.world import sky
from blame3d.world.fields import solid_at
from blame3d.world.skylights import TILT, Skylight, lit, within

SEED = 7
SOMEWHERE = np.array([5_000, -3_000, 700])


@pytest.fixture(scope="module")
def found() -> tuple[Skylight, ...]:
    return within(SEED, SOMEWHERE - 2500, SOMEWHERE + 2500)


def test_wells_are_in_ceilings_and_look_into_air(found: tuple[Skylight, ...]) -> None:
    assert len(found) > 20
    for one in found:
        above, below = (one.x, one.y, one.z + 20), (one.x, one.y, one.z - 20)
        assert solid_at(SEED, np.array([above, below])).tolist() == [True, False]
        assert one.drop > 100


def test_a_part_of_a_region_knows_all_that_reaches_it(found: tuple[Skylight, ...]) -> None:
    random = np.random.default_rng(1)
    for low in (random.integers(-1500, 1000, (8, 3)) + SOMEWHERE):
        near = set(within(SEED, low, low + 300))
        for one in found:
            # The axis, metre by metre.
            fallen = np.arange(one.drop)
            axis = np.stack([one.x - fallen * TILT[0] // 16, one.y - fallen * TILT[1] // 16,
                             one.z - fallen], 1)  # fmt: skip
            if ((axis >= low) & (axis < low + 300)).all(1).any():
                assert one in near


@pytest.mark.parametrize("texel", [2, 16])
def test_cells_that_share_a_face_share_its_light(texel: int, found: tuple[Skylight, ...]) -> None:
    one = found[3]
    n, low = 20, np.array([one.x - 20, one.y - 20, one.z - 18 * texel]) // texel * texel
    left = lit(SEED, low, texel, n)
    right = lit(SEED, low + (18 * texel, 0, 0), texel, n)
    assert left is not None
    shared = np.zeros_like(left[:, :, 18:]) if right is None else right[:, :, :2]
    np.testing.assert_array_equal(left[:, :, 18:], shared)


def test_light_falls_along_the_shaft_and_ends_beside_it(found: tuple[Skylight, ...]) -> None:
    one = max(found, key=lambda s: s.drop)
    for fallen in (10, one.drop // 2, one.drop - 20):
        middle = np.array([one.x - fallen * TILT[0] // 16, one.y - fallen * TILT[1] // 16,
                           one.z - fallen])  # fmt: skip
        inside = lit(SEED, middle, 1, 1)
        assert inside is not None
        assert inside[0, 0, 0] > 60
        near = lit(SEED, middle + (one.half_x + 20, 0, 0), 1, 1)
        assert near is not None
        assert sky.FLOOR < near[0, 0, 0] < inside[0, 0, 0], "what the pool throws back"
        beside = middle + (one.half_x + 90, 0, 0)
        others = [s for s in within(SEED, beside, beside + 1) if s != one]
        away = lit(SEED, beside, 1, 1)
        assert others or away is None
