"""The gun's rules, and the bore as a body finds it."""

from __future__ import annotations

import math
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from blame3d.player import gun
from blame3d.player.motion import LEGS, step
from blame3d.player.near import Surroundings
from blame3d.player.state import Intent, offset, place
from blame3d.player.struck import FARTHEST_M, struck
from blame3d.view import Address, Beam, Pose, direction, parse_address
from blame3d.world import edits
from blame3d.world.chunk import BOX, COLLIDER, Cell
from blame3d.world.fields import solid_at

LEVELS = range(1, len(gun.POWERS) + 1)
ANGLES = st.floats(-180, 180), st.floats(-89, 89)


def test_five_levels_that_grow_in_everything() -> None:
    assert len(gun.POWERS) == 5
    for small, large in zip(gun.POWERS, gun.POWERS[1:], strict=False):
        for name in ("hold_s", "radius_m", "length_m", "recoil", "shake", "blast"):
            assert getattr(small, name) < getattr(large, name)
    assert gun.POWERS[-1].length_m == 70_000.0


def test_a_tap_fires_nothing_and_holding_reaches_every_level() -> None:
    assert gun.level(0.2) == 0
    assert [gun.level(power.hold_s) for power in gun.POWERS] == [1, 2, 3, 4, 5]
    assert gun.level(60.0) == 5
    shares = [gun.charge(t) for t in np.arange(0.0, 6.0, 0.1)]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)


def test_the_whine_climbs_four_octaves_and_flashes_are_rare() -> None:
    assert gun.pitch_of_whine(0.0) == pytest.approx(1.0)
    assert gun.pitch_of_whine(1.0) == pytest.approx(16.0)
    assert 1.0 / (gun.PAUSE_S + gun.POWERS[0].hold_s) <= 3.0


@given(*ANGLES, st.sampled_from(LEVELS), st.tuples(*[st.integers(-(10**14), 10**14)] * 3))
def test_a_shot_spares_who_fires_it(
    h: float, p: float, strength: int, eye: tuple[int, int, int]
) -> None:
    """Neither the body nor the floor under both feet is touched, whatever the aim."""
    beam = gun.fired(eye, h, p, strength)
    start = (np.array(beam.origin_mm) - np.array(eye)) / 1000.0
    axis = np.array(direction(h, p))
    heights = np.array([0.1, 0.0, -0.8, -LEGS.eye + 0.3])
    body = np.stack([heights * 0, heights * 0, heights], 1)
    t = np.clip((body - start) @ axis, 0.0, beam.length_m)
    gap = np.linalg.norm(body - start - t[:, None] * axis, axis=1) - beam.radius_m
    if p > -30:
        assert gap.min() > LEGS.radius
    assert gap[:2].min() > LEGS.radius
    assert gun.strength(beam) == strength


@given(*ANGLES, st.sampled_from(LEVELS))
def test_a_beam_of_the_gun_survives_its_address(h: float, p: float, strength: int) -> None:
    beam = gun.fired((1, -2, 3), h, p, strength)
    line = str(Address(Pose(0, 0, 0), seed=7, beams=(beam,)))
    assert parse_address(line).beams == (beam,)


@given(*ANGLES, st.sampled_from(LEVELS), st.floats(0, 1))
def test_recoil_throws_backwards_and_nothing_is_nothing(
    h: float, p: float, strength: int, share: float
) -> None:
    kick = gun.recoil(h, p, strength, share)
    way = direction(h, p)
    assert kick[0] * way[0] + kick[1] * way[1] <= 1e-9
    assert kick[2] >= 0.0
    assert gun.recoil(h, p, strength, 0.0) == pytest.approx((0.0, 0.0, 0.0))
    assert math.hypot(*kick) <= 1.2 * gun.POWERS[strength - 1].recoil


@given(st.floats(-1, 20), st.sampled_from(LEVELS), st.floats(0, 1))
def test_the_picture_shakes_for_a_moment_and_as_much_as_is_wished(
    since: float, strength: int, share: float
) -> None:
    swing = gun.sway(since, strength, share)
    assert all(abs(v) <= 2.0 * gun.POWERS[strength - 1].shake * share for v in swing)
    assert gun.sway(since, strength, 0.0) == (0.0, 0.0, 0.0)
    if not 0.0 <= since <= 1.5:
        assert swing == (0.0, 0.0, 0.0)


def test_blasts_are_where_the_beam_meets_the_masses() -> None:
    beam = gun.fired((640_000, -220_250, -518_300), 80.0, 3.0, 4)
    metres = struck(0, beam)
    assert len(metres) > 5
    assert (np.diff(metres) > 0).all()
    assert metres[0] >= -gun.CLEAR_M
    assert metres[-1] <= FARTHEST_M
    first = float(metres[0])
    at = np.array([gun.along(beam, m) for m in (first - 24.0, first + 24.0)]) // 1000
    assert solid_at(0, at).tolist() == [False, True]
    assert struck(0, beam, 7.5)[0] == 7.5


@pytest.mark.parametrize(
    ("radius", "h", "p"),
    [(1.5, 0, 0), (1.5, 37, 14), (4.0, -120, 0), (4.0, 10, -20), (8.0, -70, 25)],
)
def test_a_body_runs_through_a_bore(radius: float, h: float, p: float) -> None:
    """Eight seconds through solid mass, in any direction that can be walked: at full speed."""
    beam = Beam((32_000, 32_000, 32_000), round(h * 1000), round(p * 1000), 120.0, radius)

    @cache
    def provider(cell: Cell) -> NDArray[np.void]:
        rows = np.zeros(1, COLLIDER)
        rows["kind"], rows["hi"] = BOX, 64
        return edits.carve_colliders(rows, [beam], [c * 64 for c in cell])

    world = Surroundings(provider)
    way = direction(h, p)
    begin = [32.0 + 3.0 * d for d in way]
    body = place((0, 0, 0), (begin[0], begin[1], begin[2] - 0.9 * radius), h)
    for _ in range(8 * 120):
        body = step(body, Intent(move_y=1.0, heading=h), world, 1 / 120)
        at = offset(body.cell, body.pos, (0, 0, 0), (32.0, 32.0, 32.0))
        gone = sum(a * b for a, b in zip(at, way, strict=True))
        off = math.sqrt(max(0.0, sum(a * a for a in at) - gone * gone))
        assert off < radius + 0.6, "the feet left the bore"
    assert gone > 45.0
