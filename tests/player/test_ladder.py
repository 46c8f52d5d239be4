"""Ladders: taken, climbed, left at both ends, let go of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from blame3d.player.clock import STEP
from blame3d.player.gym import Solid, box, rungs, world
from blame3d.player.motion import LEGS, step
from blame3d.player.near import Surroundings
from blame3d.player.state import Intent, State, offset, place
from blame3d.player.walkbot import follow, overlap

UP = 12.0
LOOKS = (270.0, 0.0, 90.0, 180.0)
"""Headings of who looks at a ladder, by its direction."""
TURNS = ((1, 0, 0, 1), (0, 1, 1, 0), (-1, 0, 0, 1), (0, -1, 1, 0))
"""What `ahead` and `aside` of a ladder are in x and y."""


def turned(way: int, ahead: float, aside: float) -> tuple[float, float]:
    a, b, c, d = TURNS[way]
    return 32 + a * ahead + c * aside, 32 + b * ahead + d * aside


def block(way: int, near: float, far: float, wide: float, low: float, high: float) -> Solid:
    xs, ys = zip(turned(way, near, -wide), turned(way, far, wide), strict=True)
    return box(min(xs), min(ys), low, max(xs), max(ys), high)


def wall(way: int, *more: Solid) -> Surroundings:
    """A floor, a wall of 12 m that ends in a floor, and a ladder on it."""
    x, y = turned(way, -0.2, 0.0)
    solids = [
        box(12, 12, -1, 52, 52, 0),
        block(way, 0.0, 10.0, 8.0, 0.0, UP),
        rungs(way, x, y, 0.0, UP),
    ]
    return Surroundings(world([*solids, *more]), reach=12.0)


def run(
    state: State,
    around: Surroundings,
    intent: Intent,
    seconds: float,
    until: Callable[[State], bool] = lambda state: False,
) -> State:
    for _ in range(round(seconds / STEP)):
        state = step(state, intent, around)
        depth = overlap(state, around)
        assert depth is not None
        assert depth <= 0.0
        if until(state):
            break
    return state


def at(state: State) -> tuple[float, float, float]:
    return offset(state.cell, state.pos, (0, 0, 0), (0.0, 0.0, 0.0))


def stand(around: Surroundings, way: int, ahead: float, aside: float, z: float) -> State:
    state = place((0, 0, 0), (*turned(way, ahead, aside), z + 0.01))
    state = run(state, around, Intent(), 0.3)
    assert state.grounded
    return state


@pytest.mark.parametrize("way", range(4))
def test_one_climbs_by_going_on_and_steps_off_above(way: int) -> None:
    around = wall(way)
    state = stand(around, way, -3.0, 0.2, 0.0)
    ahead = Intent(move_y=1.0, heading=LOOKS[way])
    state = run(state, around, ahead, 3.0, lambda s: s.ladder >= 0)
    assert state.ladder == way
    before = at(state)[2]
    state = run(state, around, ahead, 2.0)
    assert at(state)[2] - before == pytest.approx(2.0 * LEGS.rungs, abs=0.6)
    quick = run(state, around, Intent(move_y=1.0, heading=LOOKS[way], sprint=True), 1.0)
    assert at(quick)[2] - at(state)[2] == pytest.approx(2.0 * LEGS.rungs, abs=0.05)
    rest = run(quick, around, Intent(heading=LOOKS[way]), 1.0)
    assert at(rest) == pytest.approx(at(quick), abs=1e-6)
    state = run(rest, around, ahead, 8.0, lambda s: s.grounded)
    assert at(state)[2] == pytest.approx(UP, abs=0.01)
    assert state.ladder < 0
    assert state.landings == 0


@pytest.mark.parametrize("way", range(4))
def test_taken_from_above_without_a_fall_and_left_below(way: int) -> None:
    around = wall(way)
    state = stand(around, way, 3.0, -0.2, UP)
    out = Intent(move_y=1.0, heading=LOOKS[way] + 180.0)
    state = run(state, around, out, 3.0, lambda s: s.ladder >= 0)
    assert state.ladder == way
    assert at(state)[2] == pytest.approx(UP, abs=0.05)
    slowest = run(state, around, out, 1.0)
    assert UP - at(slowest)[2] < 1.2 * LEGS.rungs
    state = run(slowest, around, out, 10.0, lambda s: s.ladder < 0)
    assert at(state)[2] == pytest.approx(0.0, abs=0.01)
    gone = run(state, around, out, 0.5)
    assert gone.grounded
    assert gone.ladder < 0


def test_who_looks_down_climbs_down_and_stays_down() -> None:
    around = wall(1)
    state = place((0, 0, 0), (*turned(1, -0.56, 0.0), 5.0))
    down = Intent(move_y=1.0, heading=0.0, pitch=-70.0)
    state = run(state, around, Intent(move_y=1.0), 0.2)
    assert state.ladder == 1
    state = run(state, around, down, 6.0)
    assert state.grounded
    assert at(state)[2] == pytest.approx(0.0, abs=0.01)


def test_a_jump_pushes_off_and_crouching_lets_go() -> None:
    around = wall(1)
    state = place((0, 0, 0), (*turned(1, -0.56, 0.0), 8.0))
    state = run(state, around, Intent(move_y=1.0), 0.2)
    held = state.ladder
    off = run(state, around, Intent(jump=True), 0.4)
    assert held == 1
    assert off.ladder < 0
    assert at(off)[1] < at(state)[1] - 0.8
    let = run(state, around, Intent(move_y=1.0, crouch=True), 0.5)
    assert let.ladder < 0
    assert at(let)[2] < at(state)[2] - 0.9


def test_a_ladder_is_caught_in_a_fall_and_blocks_nobody() -> None:
    around = wall(1)
    state = place((0, 0, 0), (*turned(1, -0.9, 0.0), 11.0))
    state = run(state, around, Intent(move_y=1.0), 2.0, lambda s: s.ladder >= 0)
    assert at(state)[2] > 9.0
    free = Surroundings(world([box(0, 0, -1, 60, 60, 0), rungs(1, 32, 32, 0, 8)]), reach=12.0)
    state = run(place((0, 0, 0), (28.0, 32.0, 0.01)), free, Intent(move_x=1.0), 1.5)
    assert at(state)[0] > 34.0


def test_a_ceiling_stops_the_climb_and_a_ladder_that_is_shot_away_the_hold() -> None:
    around = wall(1, block(1, -3.0, 0.0, 3.0, 6.0, 7.0))
    state = stand(around, 1, -3.0, 0.0, 0.0)
    state = run(state, around, Intent(move_y=1.0), 8.0)
    assert at(state)[2] == pytest.approx(6.0 - LEGS.height, abs=0.01)
    assert state.ladder == 1
    bare = Surroundings(world([box(12, 12, -1, 52, 52, 0), block(1, 0.0, 10.0, 8.0, 0.0, UP)]))
    state = step(state, Intent(move_y=1.0), bare)
    assert state.ladder < 0


def test_a_line_over_a_ladder_is_followed() -> None:
    around = wall(1)
    line = [(32, 24, 0), (32, 31.24, 0), (32, 31.24, UP), (32, 36, UP)]
    for kind in ({}, {"slow": True}, {"sprint": True}):
        for way in (line, line[::-1]):
            walked = follow(way, around, **kind)
            assert walked.done, (kind, walked)


@pytest.mark.parametrize("way", range(4))
@pytest.mark.parametrize("aside", [-0.4, 0.4])
def test_beside_the_gap_in_the_rail_one_gets_to_the_rungs_all_the_same(
    way: int, aside: float
) -> None:
    """Who takes hold beside the gap has the rail's end between himself and the rungs."""
    gap = 0.46
    rail = []
    for side in (-1.0, 1.0):
        xs, ys = zip(turned(way, -0.04, side * gap), turned(way, 0.04, side * 1.54), strict=True)
        rail.append(box(min(xs), min(ys), UP, max(xs), max(ys), UP + 1.0))
    around = wall(way, *rail)
    state = stand(around, way, 0.36, aside, UP)
    off = (LOOKS[way] + 180.0) % 360.0
    state = run(state, around, Intent(move_y=1.0, heading=off), 0.5, lambda s: s.ladder >= 0)
    assert state.ladder == way
    state = run(state, around, Intent(move_y=1.0, heading=off), 3.0)
    assert state.ladder == way
    assert at(state)[2] < UP - 1.0
