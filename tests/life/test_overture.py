"""What waits around a first walk: lamps that hang in air that one sees, a bridge to be jumped."""

from __future__ import annotations

from dataclasses import replace
from math import atan2, degrees, hypot

import numpy as np
import pytest

from blame3d.config.session import FIRST
from blame3d.life import overture
from blame3d.player.motion import step
from blame3d.player.near import Surroundings
from blame3d.player.state import Intent, State, offset, place, rebase
from blame3d.view import direction
from blame3d.world.cell import network
from blame3d.world.chunk import BOX
from blame3d.world.fields import solid_at
from blame3d.world.generate import colliders
from blame3d.world.types import World
from blame3d.world.walk_types import CORRIDOR, Network

EYE = (640_000, -220_250, -518_298)
FEET = (640_000, -220_250, -520_000)
HEADING = 167.0


def test_the_village_hangs_far_off_in_the_air_before_the_eye() -> None:
    looks = overture.looks(HEADING)
    places = overture.village(0, EYE, direction(HEADING, 0.0), looks)
    assert len(places) == overture.LAMPS
    rel = (np.array(places) - EYE) / 1000.0
    away = np.sqrt((rel**2).sum(1))
    assert (np.diff(away) >= 0.0).all()
    assert away[0] > overture.NEAREST_M
    assert away[-1] < overture.FARTHEST_M + 100.0
    turns = np.array([degrees(atan2(-x, y)) for x, y, _ in rel.tolist()]) - HEADING
    assert np.abs((turns + 180.0) % 360.0 - 180.0).max() < overture.FIELD + 8.0
    ways = rel / away[:, None]
    for share in (0.25, 0.5, 0.75):
        seen = ~solid_at(0, np.array(EYE) / 1000.0 + ways * (share * away)[:, None])
        assert seen.mean() > 0.9
    assert (~solid_at(0, np.array(places) / 1000.0)).mean() > 0.8
    assert overture.village(0, EYE, direction(HEADING, 0.0), looks) == places
    assert overture.village(0, EYE, direction(HEADING, 0.0), []) == ()


def test_where_the_first_walk_begins_all_of_the_opening_is_on_one_way() -> None:
    """A floor under the feet; lamps in air that is seen from there; a bridge that cannot be reached
    without a passage; within a quarter of an hour's walk the foot of a lift."""
    pose = FIRST.pose
    eye = np.array(pose.mm) / 1000.0
    x, y, z = (v // 64_000 for v in pose.mm)
    rows = colliders(World(0), (x, y, z))
    under = rows[(rows["kind"] == BOX)]
    at = eye - np.array([x, y, z]) * 64.0
    on = ((under["lo"][:, :2] <= at[:2]) & (at[:2] <= under["hi"][:, :2])).all(1)
    assert (np.abs(under["hi"][on, 2] - (at[2] - 1.7)) < 0.1).any()
    kept = overture.home(0, pose.mm)
    assert len(kept) == overture.LAMPS
    ways = np.array(kept) / 1000.0 - eye
    for share in (0.25, 0.5, 0.75, 1.0):
        assert (~solid_at(0, eye + share * ways)).all()
    turns = np.degrees(np.arctan2(-ways[:, 0], ways[:, 1])) - pose.h
    assert np.abs((turns + 180.0) % 360.0 - 180.0).max() < overture.FIELD
    assert overture.home(0, (pose.x_mm + 9_000_000, pose.y_mm, pose.z_mm)) == ()
    assert overture.home(1, pose.mm) == ()

    feet = (pose.x_mm, pose.y_mm, pose.z_mm - 1_700)
    net = network(World(0), (feet[0] // 1_024_000, feet[1] // 1_024_000, feet[2] // 1_024_000))
    base = np.array(net.cell) * 1024.0
    gap = overture.gaps(World(0), feet)[0]
    bridge = np.array(gap.origin_mm) / 1000.0 - base
    middles = net.paths.astype(np.float64).mean(axis=1)
    lo, hi = net.decks.lo, net.decks.hi
    inside = net.decks.kind == CORRIDOR
    passage = [
        bool((inside & (lo[:, :2] <= m[:2]).all(1) & (hi[:, :2] >= m[:2]).all(1)
              & (np.abs(hi[:, 2] - m[2]) < 1.5)).any())
        for m in middles
    ]  # fmt: skip
    outside = replace(net, edges=net.edges[~np.array(passage)], paths=net.paths[~np.array(passage)])
    begin = np.array(feet) / 1000.0 - base

    def reached(one: Network, point: np.ndarray, within: float) -> bool:
        near = np.abs(one.nodes[list(overture._away(one, begin))] - point).max(1)
        return bool(near.min() < within)

    assert reached(net, bridge, 30.0)
    assert not reached(outside, bridge, 30.0)
    assert begin[2] - bridge[2] > 20.0, "the stair goes down"
    foot = (net.lifts.lo[0] + net.lifts.hi[0]) / 2.0
    foot[2] = net.lifts.lo[0, 2]
    assert net.lifts.hi[0, 2] - foot[2] > 700.0
    assert reached(net, foot, 12.0)


def test_the_village_hangs_around_a_way_and_is_seen_through_the_wall_behind_the_lift() -> None:
    lamps = overture.home(0, FIRST.pose.mm)
    nest = overture.huts(0, lamps)
    at = nest.joints[:, :, 3] + np.array(nest.position_mm) / 1000.0
    assert at == pytest.approx(np.array(lamps) / 1000.0, abs=0.01)
    net = network(World(0), tuple(v // 1_024_000 for v in overture.VILLAGE))  # type: ignore[arg-type]
    base = np.array(net.cell) * 1024.0
    lo, hi = net.decks.lo + base, net.decks.hi + base
    gap = np.maximum(np.maximum(lo[:, None] - at, at - hi[:, None]), 0.0)
    assert (np.abs(gap[:, :, :2]).max(2).min(0) < 30.0).all(), "no lamp is far from the way"
    over = (gap[:, :, :2].max(2) < 2.5).nonzero()
    above = at[over[1], 2] - hi[over[0], 2]
    assert ((above > 4.4) | (above < -1.5)).all(), "a hut stands in the way"

    first = network(World(0), tuple(v // 1_024_000 for v in FIRST.pose.mm))  # type: ignore[arg-type]
    foot = first.lifts.lo[0] + np.array(first.cell) * 1024.0
    wall = tuple(round(v * 1000.0) for v in (foot + (2.5, 0.0, 1.7)).tolist())
    assert overture.shows(0, wall, overture.VILLAGE)  # type: ignore[arg-type]
    assert not overture.shows(0, FIRST.pose.mm, overture.VILLAGE), "nothing hides it there"


def test_far_lamps_are_points_and_near_ones_have_their_size() -> None:
    near, far = overture.lamps(((0, 0, 0), (0, 1_000_000, 0)), (0, 0, 0), (1.0, 0.5))
    assert near.joints[2, 0, 0] == pytest.approx(0.5)
    assert far.joints[2, 0, 0] == pytest.approx(4.0)
    assert (near.glow, far.glow) == (1.0, 0.5)


@pytest.mark.parametrize("jumps", [True, False])
def test_the_bridge_that_is_broken_is_crossed_by_a_jump_and_by_nothing_less(jumps: bool) -> None:
    beam = overture.gaps(World(0), FEET)[0]
    world = World(0, edits=(beam,))
    known: dict[tuple[int, int, int], np.ndarray] = {}

    def provider(cell: tuple[int, int, int]) -> np.ndarray:
        if cell not in known:
            known[cell] = colliders(world, cell)
        return known[cell]

    around = Surroundings(provider)
    along = np.array(beam.way) * beam.length_m / 2.0
    middle = np.array(beam.origin_mm) / 1000.0 + along
    ahead = np.array([beam.way[1], -beam.way[0]])
    heading = degrees(atan2(-ahead[0], ahead[1]))
    x, y = (middle[:2] - 6.0 * ahead).tolist()
    z = float(round(middle[2]))
    state = place(*rebase((0, 0, 0), (x, y, z + 0.02)), heading)

    def past(state: State) -> float:
        at = offset(state.cell, state.pos, (0, 0, 0), (0.0, 0.0, 0.0))
        return float((at[0] - middle[0]) * ahead[0] + (at[1] - middle[1]) * ahead[1])

    deepest = 0.0
    for _ in range(480):
        leaps = jumps and -1.6 < past(state) < -0.4
        state = step(state, Intent(move_y=1.0, heading=heading, jump=leaps, slow=not jumps), around)
        up = offset(state.cell, state.pos, (0, 0, 0), (0.0, 0.0, 0.0))[2]
        deepest = min(deepest, up - z)
        if past(state) > 4.0:
            break
    assert hypot(*ahead) == pytest.approx(1.0)
    if jumps:
        assert past(state) > 4.0
        assert deepest > -0.1
    else:
        assert deepest < -0.5 or state.hangs
