"""The light volume: seams, shade, and what one would see if they were wrong."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from blame3d.world import boxes, light
from blame3d.world.chunk import LAMP, edge, light_texels

NONE = np.zeros(0, LAMP)
DARK = 128
"""What a volume stores where no lamp shines."""


def _lamps(
    *places: tuple[float, float, float], reach: float = 9.0, warm: bool = True
) -> NDArray[np.void]:
    lamps = np.zeros(len(places), LAMP)
    lamps["pos"] = np.array(places).reshape(-1, 3)
    lamps["reach"], lamps["power"] = reach, 200
    lamps["colour"] = (255, 168, 88) if warm else (196, 226, 255)
    return lamps


def _root(volume: NDArray[np.uint8]) -> NDArray[np.int64]:
    """The root of lamps' light, 0 … 254; below nothing where it is cold."""
    return (volume[..., 1].astype(np.int64) - DARK) * 2


def _city(seed: int, level: int, count: int = 60) -> tuple[NDArray[np.float64], ...]:
    """Boxes over two cells side by side, on a grid of 1/64 m."""
    random = np.random.default_rng(seed)
    size = edge(level)
    lo = np.floor(random.uniform(-0.4 * size, 2.3 * size, (count, 3)) * 64) / 64
    return lo, lo + np.floor(random.uniform(0.02 * size, 0.4 * size, (count, 3)) * 64 + 1) / 64


@pytest.mark.parametrize("axis", [0, 1, 2])
@pytest.mark.parametrize("level", [0, 1, 2])
def test_both_sides_of_a_face_store_the_same_light(axis: int, level: int) -> None:
    lo, hi = _city(axis * 10 + level, level)
    random = np.random.default_rng(level)
    places = random.uniform(-0.2, 1.2, (60, 3)) * edge(level)
    places[:, axis] += edge(level) / 2
    lamps = _lamps(*(tuple(p) for p in places.tolist()), reach=0.4 * edge(level))
    side = []
    for cell in (0, 1):
        shift = np.zeros(3)
        shift[axis] = cell * edge(level)
        mine = lamps.copy()
        mine["pos"] -= shift.astype(np.float32)
        mine = mine[::-1] if cell else mine  # and the order does not matter
        side.append(light.bake(level, light.occupancy(level, lo - shift, hi - shift), 255, mine))
    n = light_texels(level)
    left, right = (np.moveaxis(volume, 2 - axis, 0) for volume in side)
    np.testing.assert_array_equal(left[n], right[0])
    np.testing.assert_array_equal(left[n + 1], right[1])
    assert left[n, ..., 1].max() > 50


@pytest.mark.parametrize(("level", "parent_side"), [(0, 32), (1, 16), (2, 16)])
@pytest.mark.parametrize("axis", [0, 1, 2])
def test_what_arrives_is_the_same_on_both_sides(level: int, parent_side: int, axis: int) -> None:
    m, n = parent_side, light_texels(level)
    long = np.random.default_rng(axis).integers(0, 256, (m + 2, m + 2, 2 * m + 2, 2))
    long = np.moveaxis(long.astype(np.uint8), 2, 2 - axis)
    parents = [
        long.take(range(0, m + 2), 2 - axis),
        long.take(range(m, 2 * m + 2), 2 - axis),
    ]
    strips = []
    for index in range(-4, 0):  # parents -2 and -1, two children each
        cell = [5, 6, 7]
        cell[axis] = index
        sky = light.arriving(parents[index // 2], level, (cell[0], cell[1], cell[2]))
        assert sky.shape == (n + 2,) * 3
        strips.append(np.moveaxis(sky, 2 - axis, 0))
    for left, right in pairwise(strips):
        np.testing.assert_array_equal(left[-2:], right[:2])


def test_what_arrives_keeps_even_light_and_slopes() -> None:
    even = np.full((34, 34, 34, 2), 173, np.uint8)
    assert (light.arriving(even, 0, (3, 4, 5)) == 173).all()
    slope = even.copy()
    slope[..., 0] = np.arange(34) * 6
    sky = light.arriving(slope, 0, (1, 0, 0))  # the upper half on x
    assert sky[7, 7, 1] == 101  # at 16.75: 100.5
    assert (np.diff(sky[5, 5].astype(int)) == 3).all()


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 2**32))
def test_another_solid_never_brightens_the_air(seed: int) -> None:
    lo, hi = _city(seed, 2, 30)
    solid = light.occupancy(2, lo, hi)
    more = solid | light.occupancy(2, *_city(seed + 1, 2, 2))
    lamps = _lamps((128, 128, 128), (40, 200, 90), reach=70.0)
    lamps = lamps[~more[tuple((lamps["pos"][:, ::-1] // 16 + 8).astype(int).T)]]
    before = light.bake(2, solid, 200, lamps).astype(int)
    after = light.bake(2, more, 200, lamps).astype(int)
    free = ~more[7:-7, 7:-7, 7:-7]
    assert (after[free] <= before[free]).all()


@pytest.mark.parametrize("flip", [1, 2])
def test_mirrored_rooms_have_mirrored_light(flip: int) -> None:
    solid = light.occupancy(2, *_city(5, 2))
    solid[20, 20, 20] = False
    lamps = _lamps((200.0, 200.0, 200.0), reach=70.0)  # the centre of texel 12
    mirrored = lamps.copy()
    mirrored["pos"][0, 2 - flip] = 256 - 200
    volume = light.bake(2, solid, 255, lamps)
    other = light.bake(2, np.flip(solid, flip), 255, mirrored)
    np.testing.assert_array_equal(other, np.flip(volume, flip))
    assert volume[..., 1].max() > 100


def test_open_air_and_plain_floors_are_full_and_the_inside_of_mass_is_in_deep_shade() -> None:
    n = 34
    assert (light.bake(0, np.zeros((48, 48, 48), np.bool_), 255, NONE) == [255, DARK]).all()
    floor = light.occupancy(0, np.array([[-99.0, -99, -99]]), np.array([[199.0, 199, 20]]))
    sky = light.bake(0, floor, 200, NONE)[..., 0]
    assert (sky[10:] == 200).all()  # the floor's own top layer included
    assert (sky[:10] == 50).all()  # a quarter of what arrives, and not black: it may be seen
    assert sky.shape == (n, n, n)


def test_ledges_recesses_and_corridors_darken_softly() -> None:
    lo = [[-16, -16, -16], [12, -16, 30], [12, -16, -16]]
    hi = [[12, 80, 80], [24, 80, 32], [80, 80, -4]]
    wall_lo, wall_hi, _ = boxes.subtract(
        np.array(lo, np.float64),
        np.array(hi, np.float64),
        [[4, 20, 8], [-16, 48, 8]],
        [[12, 28, 16], [12, 52, 12]],
    )
    sky = light.bake(0, light.occupancy(0, wall_lo, wall_hi), 255, NONE)[..., 0].astype(int)

    def at(x: float, y: float, z: float) -> int:
        return int(sky[int(z // 2) + 1, int(y // 2) + 1, int(x // 2) + 1])

    # the wall: full above the ledge, dark right below it, recovering downwards
    assert at(13, 40, 45) > 225
    assert at(13, 40, 29) < 150
    assert at(13, 40, 29) < at(13, 40, 25) < at(13, 40, 15) + 1
    # the recess: darkest at its back, and its mouth not yet free
    assert at(5, 24, 12) < at(9, 24, 12) < at(11, 24, 12) < at(13, 24, 12)
    assert at(5, 24, 12) < 140
    # the corridor fades from its mouth inwards and ends near black
    inward = [at(x, 50, 9) for x in (13, 11, 9, 7, 3, 1)]
    assert inward == sorted(inward, reverse=True)
    assert inward[-1] <= 90
    # the crease of floor and wall is a seam darker than the floor before it
    assert at(13, 60, -3) < at(17, 60, -3)


def test_a_wall_stops_a_lamp_and_a_corner_softens_it() -> None:
    lo, hi = np.array([[30.0, -99, -99]]), np.array([[34.0, 199, 40]])
    lamps = _lamps((27.0, 33.0, 37.0), reach=11.0)
    glow = _root(light.bake(0, light.occupancy(0, lo, hi), 255, lamps))
    row = glow[19, 17]  # z 37, y 33
    assert row[14] > 150
    assert row[14] > row[12] > row[10] >= row[8]
    assert (row[18:] == 0).all()  # behind the wall
    assert 0 < glow[21, 17, 17] < glow[21, 17, 11]  # over its edge less than in the open


def test_warm_lamps_and_cold_ones_shine_alike_and_apart() -> None:
    lo, hi = _city(11, 0)
    solid = light.occupancy(0, lo, hi)
    place = (33.0, 33.0, 33.0)
    solid[24, 24, 24] = False
    warm, cold = (_root(light.bake(0, solid, 255, _lamps(place, warm=w))) for w in (True, False))
    assert warm.max() > 100
    assert warm.min() == 0
    np.testing.assert_array_equal(warm, -cold)
    open_air = np.zeros_like(solid)
    both = np.concatenate([_lamps((25.0, 33.0, 33.0)), _lamps((41.0, 33.0, 33.0), warm=False)])
    row = _root(light.bake(0, open_air, 255, both))[17, 17]
    assert row[13] > 100
    assert row[21] < -100
    assert row[17] == 0  # halfway neither has the upper hand


@pytest.mark.parametrize("side", [-1, 1])
def test_a_lamp_sunk_into_a_thin_wall_shines_to_its_own_side(side: int) -> None:
    lo, hi = np.array([[30.0, -99, -99]]), np.array([[32.0, 199, 199]])
    lamps = _lamps((31.0 + 0.9 * side, 33.0, 33.0))
    glow = light.bake(0, light.occupancy(0, lo, hi), 255, lamps)
    left, right = (int(_root(glow)[17, 17, x]) for x in (15, 17))
    assert (left > 100, right > 100) == (side < 0, side > 0)
    assert min(left, right) == 0


def test_solid_texels_take_light_from_the_air_they_touch() -> None:
    lo, hi = np.array([[30.0, -99, -99]]), np.array([[99.0, 199, 199]])
    volume = light.bake(0, light.occupancy(0, lo, hi), 255, _lamps((27.0, 33.0, 33.0)))
    assert (volume[17, 17, 16] == volume[17, 17, 15]).all()  # the wall's face
    assert (volume[17, 17, 17:] == [64, DARK]).all()  # and no deeper


@pytest.mark.parametrize("place", [(31.97, 33.02, 32.5), (33.0, 33.0, 33.0), (30.5, 32.9, 33.9)])
def test_a_lamp_in_the_open_is_round_and_ends_at_its_reach(
    place: tuple[float, float, float],
) -> None:
    grid = np.zeros((48, 48, 48), np.bool_)
    glow = _root(light.bake(0, grid, 255, _lamps(place, reach=10.0)))
    z, y, x = (np.indices(glow.shape) - 0.5) * 2
    far = ((x - place[0]) ** 2 + (y - place[1]) ** 2 + (z - place[2]) ** 2) / 100
    want = np.where(far < 1, 200 * 255 * (1 - far) ** 2 / (1 + 5 * far), 0)
    want = want * 65025 / (want + 32512)
    np.testing.assert_allclose(glow, np.sqrt(want), atol=9)  # lamps stand on a grid of 1/16 texel


@pytest.mark.parametrize("level", [0, 1, 3, 9])
def test_far_away_a_lamp_still_glows_and_more_faintly(level: int) -> None:
    """A coarse texel is larger than the reach: the lamp dims with the area, it does not vanish
    at once."""
    n, step = light_texels(level), light.texel(level)
    grid = np.zeros((n + 16,) * 3, np.bool_)
    place = step * (n / 2 + 0.5)
    lamps = _lamps((place, place, place), reach=9.0)
    peak = int(_root(light.bake(level, grid, 255, lamps)).max())
    power = 200 * min(24, int(9 * 16 / step + 0.5)) ** 2 // 24**2
    assert peak == int((power * 255 * 65025 // (power * 255 + 32512)) ** 0.5) // 2 * 2
    assert len(np.unique(light.bake(level, grid, 255, lamps[:0])[..., 1])) == 1
