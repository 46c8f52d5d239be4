"""What a person feels in the legs: stairs, jumps, walls, falls, waiting, far places."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import hypot, isfinite, nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blame3d.player.clock import STEP, advance
from blame3d.player.gym import Solid, box, everywhere, pipe, ramp, rows, stairs, world
from blame3d.player.motion import LEGS, step
from blame3d.player.near import Provider, Surroundings
from blame3d.player.state import Intent, Mode, State, offset, place
from blame3d.player.walkbot import overlap

FLOOR = box(-30.0, -30.0, -1.0, 30.0, 30.0, 0.0)
GAITS = {"walk": (Intent(move_y=1, slow=True), 1.6), "run": (Intent(move_y=1), 6.0)}
GAITS["sprint"] = (Intent(move_y=1, sprint=True), 11.0)


def gym(*solids: Solid) -> Surroundings:
    return Surroundings(world(solids), reach=12.0)


def run(
    state: State,
    world: Surroundings,
    intent: Intent,
    seconds: float,
    check: Callable[[State], None] = lambda state: None,
) -> State:
    for _ in range(round(seconds / STEP)):
        state = step(state, intent, world)
        check(state)
    return state


def at(state: State) -> tuple[float, float, float]:
    return offset(state.cell, state.pos, (0, 0, 0), (0.0, 0.0, 0.0))


def stand(world: Surroundings, x: float = 0.0, y: float = 0.0, z: float = 0.01) -> State:
    state = run(place((0, 0, 0), (x, y, z)), world, Intent(), 0.3)
    assert state.grounded
    return state


# Speeds


@pytest.mark.parametrize("gait", GAITS)
def test_gaits_keep_their_speed_for_ever(gait: str):
    intent, speed = GAITS[gait]
    w = Surroundings(everywhere([box(0, 0, 0, 64, 64, 1)]))
    state = run(place((0, 0, 0), (5.0, 5.0, 1.01)), w, intent, 1.0)
    before = at(state)
    after = at(run(state, w, intent, 20.0))
    assert hypot(after[0] - before[0], after[1] - before[1]) == pytest.approx(20 * speed, rel=1e-6)
    assert after[2] == pytest.approx(1.0, abs=0.01)


def test_turning_and_weaving_never_adds_speed():
    w = Surroundings(everywhere([box(0, 0, 0, 64, 64, 1)]))
    state = place((0, 0, 0), (5.0, 5.0, 1.01))
    for tick in range(3000):
        state = step(
            state, Intent(tick % 2 * 2 - 1, 1, 0, tick * 1.7, sprint=True, jump=tick % 40 == 0), w
        )
        assert hypot(state.vel[0], state.vel[1]) <= 11.0 + 1e-9


def test_heading_zero_is_north_and_grows_to_the_left():
    w = gym(FLOOR)
    north = at(run(stand(w), w, Intent(move_y=1), 0.5))
    west = at(run(stand(w), w, Intent(move_y=1, heading=90.0), 0.5))
    east = at(run(stand(w), w, Intent(move_x=1), 0.5))
    assert north[1] > 1.0
    assert west[0] < -1.0
    assert east[0] > 1.0


def test_letting_go_stops_within_a_metre():
    w = gym(FLOOR)
    fast = run(stand(w, 0, -20), w, Intent(move_y=1, sprint=True), 2.0)
    still = run(fast, w, Intent(), 1.0)
    assert still.vel == (0.0, 0.0, 0.0)
    assert at(still)[1] - at(fast)[1] < 1.5


# Stairs and slopes


@pytest.mark.parametrize("gait", GAITS)
@pytest.mark.parametrize(("riser", "tread"), [(0.18, 0.28), (0.25, 0.5), (0.29, 0.3)])
def test_stairs_are_climbed_and_descended_without_slowing(gait: str, riser: float, tread: float):
    intent, speed = GAITS[gait]
    count = 16
    end = 4.0 + count * tread
    w = gym(
        box(-10, -20, -1, 10, 4, 0),
        *stairs(4.0, 0.0, riser, tread, count),
        box(-2, end, 0, 2, 40, count * riser),
    )
    state = run(stand(w), w, intent, 0.4)
    length = end + 2.0 - at(state)[1]

    def firm(state: State) -> None:
        assert state.grounded

    up = run(state, w, intent, length / speed, firm)
    assert at(up)[1] == pytest.approx(end + 2.0, abs=0.15)
    assert at(up)[2] == pytest.approx(count * riser, abs=0.01)
    down = run(up, w, replace(intent, heading=180.0), (length + 1.0) / speed, firm)
    down = run(down, w, replace(intent, heading=180.0), 1.0)
    assert at(down)[1] < 4.0
    assert at(down)[2] == pytest.approx(0.0, abs=0.01)


@pytest.mark.parametrize("gait", GAITS)
@pytest.mark.parametrize("way", [0, 1, 2, 3])
def test_ramps_are_walked_up_and_down_on_the_ground(gait: str, way: int):
    intent, speed = GAITS[gait]
    dx, dy = ((1, 0), (0, 1), (-1, 0), (0, -1))[way]
    bounds = [sorted((3.0 * d, 13.0 * d)) if d else [-2.0, 2.0] for d in (dx, dy)]
    land = [sorted((13.0 * d, 29.0 * d)) if d else [-2.0, 2.0] for d in (dx, dy)]
    w = gym(
        FLOOR,
        ramp(way, bounds[0][0], bounds[1][0], 0.0, bounds[0][1], bounds[1][1], 5.0),
        box(land[0][0], land[1][0], 0.0, land[0][1], land[1][1], 5.0),
    )
    intent = replace(intent, heading=(-90.0, 0.0, 90.0, 180.0)[way])

    def firm(state: State) -> None:
        assert state.grounded

    up = run(stand(w), w, intent, 15.0 / speed + 0.3, firm)
    assert at(up)[2] == pytest.approx(5.0, abs=0.01)
    down = run(up, w, replace(intent, heading=intent.heading + 180.0), 15.0 / speed + 0.5, firm)
    assert at(down)[2] == pytest.approx(0.0, abs=0.01)


@pytest.mark.parametrize(("rise", "climbs"), [(4.9, True), (6.5, False)])
def test_slopes_carry_up_to_45_degrees(rise: float, climbs: bool):
    w = gym(FLOOR, ramp(1, -2, 3, 0, 2, 8, rise), box(-2, 8, 0, 2, 40, rise))
    state = run(stand(w), w, Intent(move_y=1), 4.0)
    assert (at(state)[2] > rise - 0.1) == climbs
    if not climbs:
        assert at(state)[2] < 0.6


def test_standing_on_a_slope_does_not_creep():
    w = gym(FLOOR, ramp(1, -2, 3, 0, 2, 8, 4.9))
    state = run(stand(w), w, Intent(move_y=1), 0.9)
    state = run(state, w, Intent(), 1.0)
    assert 0.5 < at(state)[2] < 4.5
    assert at(run(state, w, Intent(), 10.0)) == pytest.approx(at(state), abs=1e-4)


def test_a_high_step_blocks_and_a_low_one_does_not():
    for height, passes in ((0.29, True), (0.34, False), (0.5, False), (0.9, False)):
        w = gym(FLOOR, box(-5, 3, 0, 5, 20, height))
        for intent, _ in GAITS.values():
            state = run(stand(w), w, intent, 4.0)
            assert (at(state)[1] > 3.5) == passes, (height, intent)


def test_a_pipe_on_the_floor_is_stepped_over_and_a_thick_one_is_not():
    for radius, passes in ((0.05, True), (0.12, True), (0.4, False)):
        for axis in (0, 1):
            lay = (
                pipe(0, -5, 3, radius, 10, radius)
                if axis == 0
                else pipe(1, 3, -5, radius, 10, radius)
            )
            w = gym(FLOOR, lay)
            for intent, _ in GAITS.values():
                state = run(stand(w), w, replace(intent, heading=0.0 if axis == 0 else -90.0), 4.0)
                assert (at(state)[1 - axis] > 4.0) == passes, (radius, axis, intent)


# Walls, corners, ceilings


def test_walls_are_slid_along():
    w = gym(FLOOR, box(2, -30, 0, 3, 30, 4))
    state = run(stand(w), w, Intent(move_y=1, heading=-45.0), 2.0)
    x, y, _ = at(state)
    assert x == pytest.approx(1.7, abs=0.01)
    assert y > 6.0


def test_round_columns_are_slid_around():
    w = gym(FLOOR, pipe(2, 0.2, 4, 0, 4, 1.0))
    state = run(stand(w), w, Intent(move_y=1), 3.0)
    assert at(state)[1] > 6.0


def test_a_corner_stops_without_trembling():
    w = gym(FLOOR, box(2, -30, 0, 3, 30, 4), box(-30, 5, 0, 30, 6, 4))
    state = run(stand(w), w, Intent(move_y=1, heading=-40.0, sprint=True), 3.0)
    places = []
    run(state, w, Intent(move_y=1, heading=-40.0, sprint=True), 1.0, lambda s: places.append(at(s)))
    assert at(state)[:2] == pytest.approx((1.7, 4.7), abs=0.01)
    assert np.ptp(np.array(places), axis=0).max() < 1e-4


def test_an_acute_corner_holds():
    w = gym(FLOOR, pipe(2, 1.4, 5, 0, 4, 1.2), pipe(2, -1.4, 5, 0, 4, 1.2), box(-3, 7, 0, 3, 8, 4))
    state = run(stand(w), w, Intent(move_y=1, sprint=True), 2.0)
    assert at(state)[1] < 5.0
    assert overlap(state, w) <= 0.0


def test_a_ceiling_stops_the_jump_and_nothing_else():
    w = gym(FLOOR, box(-30, -30, 2.1, 30, 30, 2.5))
    state = stand(w)
    top = 0.0
    for tick in range(60):
        state = step(state, Intent(move_y=1, jump=tick == 0), w)
        top = max(top, at(state)[2])
        assert overlap(state, w) <= 0.0
    assert top == pytest.approx(2.1 - 1.88, abs=0.01)
    assert state.grounded
    assert state.vel[1] == pytest.approx(6.0, rel=0.05)


# Jumping


def peak(w: Surroundings, state: State, intents: list[Intent]) -> float:
    top = at(state)[2]
    for intent in intents:
        state = step(state, intent, w)
        top = max(top, at(state)[2])
    return top


def test_a_jump_is_about_1_1_m_high():
    w = gym(FLOOR)
    state = stand(w)
    assert peak(w, state, [Intent(jump=True)] * 100) - at(state)[2] == pytest.approx(1.11, abs=0.02)


def test_holding_the_key_jumps_once():
    w = gym(FLOOR)
    state = run(stand(w), w, Intent(jump=True), 3.0)
    assert state.grounded
    assert state.landings == 1


def test_a_jump_just_after_the_ledge_and_just_before_the_floor_counts():
    w = gym(FLOOR, box(-2, -20, 0, 2, 0, 3))
    state = run(stand(w, 0, -4, 3.01), w, Intent(move_y=1), 0.2)
    while state.grounded:
        state = step(state, Intent(move_y=1), w)
    edge = at(state)[2]
    soon = run(state, w, Intent(move_y=1), 0.06)
    late = run(state, w, Intent(move_y=1), 0.15)
    assert peak(w, soon, [Intent(move_y=1, jump=True)] * 60) > edge + 0.7
    assert peak(w, late, [Intent(move_y=1, jump=True)] * 60) < edge
    # And it is one jump, not two.
    jumped = step(soon, Intent(move_y=1, jump=True), w)
    again = step(step(jumped, Intent(), w), Intent(jump=True), w)
    assert again.vel[2] < jumped.vel[2]
    # Asked for 80 ms before landing: kept.
    falling = replace(stand(w, 8, 8), pos=(8.0, 8.0, 0.5), grounded=False, coyote=0.0)
    falling = replace(falling, vel=(0.0, 0.0, -5.0))
    assert peak(w, falling, [Intent(jump=True)] * 60) > 1.0
    early = replace(falling, pos=(8.0, 8.0, 3.0))
    assert run(early, w, Intent(jump=True), 1.0).landings == falling.landings + 1


# Crouching


def test_crouching_passes_under_1_3_m_and_stands_up_only_where_it_can():
    w = gym(FLOOR, box(-30, 3, 1.3, 30, 6, 3))
    upright = run(stand(w), w, Intent(move_y=1), 2.0)
    assert at(upright)[1] < 3.0
    under = run(stand(w), w, Intent(move_y=1, crouch=True), 3.2)
    assert 3.2 < at(under)[1] < 5.5
    released = run(under, w, Intent(), 0.5)
    assert released.crouched
    assert overlap(released, w) <= 0.0
    out = run(released, w, Intent(move_y=1), 3.0)
    assert at(out)[1] > 6.4
    assert not out.crouched


# Falling


@pytest.mark.parametrize("thick", [0.05, 0.2, 1.0])
@pytest.mark.parametrize("speed", [5.0, 31.7, 60.0])
def test_no_floor_is_too_thin_for_a_fall(thick: float, speed: float):
    w = gym(box(-9, -9, -thick, 9, 9, 0))
    for dt in (1 / 240, 1 / 120, 1 / 60, 1 / 30, 0.1, 0.25, 1.0, 2.0):
        state = replace(place((0, 0, 0), (0.0, 0.0, 3.0)), vel=(0.0, 0.0, -speed))
        for _ in range(8):
            state = step(state, Intent(), w, dt)
            assert at(state)[2] >= -0.001
        assert state.grounded or dt < 0.1
        assert at(run(state, w, Intent(), 1.0))[2] == pytest.approx(0.002, abs=0.001)


def test_any_fall_is_survived_and_told():
    w = gym(box(-20, -20, -301, 20, 20, -300), box(-5, -5, -1, 5, 5, 0))
    state = run(stand(w), w, Intent(move_y=1, slow=True), 5.0)
    state = run(state, w, Intent(), 9.0)
    assert state.grounded
    assert at(state)[2] == pytest.approx(-300.0, abs=0.01)
    assert state.impact == pytest.approx(60.0, abs=0.01)
    assert state.returns == 0


def test_a_body_wedged_between_steep_sides_can_jump_out():
    w = gym(ramp(0, 10, 0, 0, 12, 20, 8), ramp(2, 8, 0, 0, 10, 20, 8), box(0, 0, -1, 30, 30, 0))
    state = run(place((0, 0, 0), (10.0, 9.6, 9.0)), w, Intent(), 4.0)
    assert at(state)[2] < 1.1
    top = peak(w, state, [Intent(jump=i % 8 < 4) for i in range(60)])
    assert top > at(state)[2] + 0.9


def test_a_bottomless_fall_ends_where_one_last_stood():
    w = gym(box(-5, -5, -1, 5, 5, 0))
    state = stand(w)
    lowest = 0.0
    for tick in range(3000):
        state = step(state, Intent(move_y=float(tick < 150)), w)
        lowest = min(lowest, at(state)[2])
        if state.returns:
            break
    assert lowest < -390.0
    x, y, z = at(run(state, w, Intent(), 0.5))
    assert abs(x) < 5.0
    assert abs(y) < 5.01
    assert z == pytest.approx(0.0, abs=0.01)


def test_who_has_shot_away_his_floor_comes_back_beside_the_hole():
    whole = world([FLOOR])
    frame = [box(-30, -30, -1, -9, 30, 0), box(9, -30, -1, 30, 30, 0), box(-9, -30, -1, 9, -9, 0)]
    rail = box(-9.0, 3.0, -1.0, 9.0, 3.1, 0.9)
    holed = world([*frame, rail])
    now = [whole]
    w = Surroundings(lambda cell: now[0](cell), reach=64.0)
    state = stand(w)
    now[0] = holed
    state = run(state, w, Intent(), 14.0)
    x, y, z = at(state)
    assert (state.returns, state.grounded) == (1, True)
    assert z == pytest.approx(0.0, abs=0.01)
    assert max(abs(x), -y) > 9.0
    assert state.footing == (state.cell, state.pos)


def test_the_last_footing_outlives_a_short_flight_but_not_a_journey():
    w = gym(box(-5, -5, -1, 5, 5, 0))
    stood = run(stand(w), w, Intent(), 0.2)
    flown = step(stood, Intent(fly=True), w)
    flown = run(flown, w, Intent(move_y=1.0, fly_speed=50.0), 4.0)
    assert at(flown)[1] > 150.0
    assert flown.footing == stood.footing
    falls = step(flown, Intent(fly=True), w)
    assert falls.mode is Mode.WALK
    assert run(falls, w, Intent(), 13.0).returns == 1
    far = run(flown, w, Intent(move_y=1.0, fly_speed=200.0), 3.0)
    assert far.footing is None


# Waiting


class Gates:
    """A provider whose cells can be taken away."""

    def __init__(self, inner: Provider) -> None:
        self.inner = inner
        self.shut: set[tuple[int, int, int]] = set()
        self.all = False

    def __call__(self, cell: tuple[int, int, int]):
        return None if self.all or cell in self.shut else self.inner(cell)


def test_waiting_changes_neither_place_nor_speed_and_goes_on_as_if_nothing_was():
    gates = Gates(everywhere([box(0, 0, 0, 64, 64, 1)]))
    w = Surroundings(gates)
    script = [Intent(1, 1, 0, 20.0 * (i // 30), sprint=True, jump=i % 90 == 40) for i in range(400)]
    state = free_run = place((0, 0, 0), (60.0, 60.0, 2.0))
    for i, intent in enumerate(script):
        if i % 50 == 25:
            gates.all = True
            for k in range(30):
                held = step(state, replace(intent, heading=k), w)
                assert (held.cell, held.pos, held.vel) == (state.cell, state.pos, state.vel)
                assert held.waiting > 0.0
                assert held.grounded == state.grounded
            gates.all = False
        state = step(state, intent, w)
        free_run = step(free_run, intent, Surroundings(gates.inner))
        assert state == free_run


def test_a_body_held_at_the_edge_of_the_known_can_turn_back():
    gates = Gates(everywhere([box(0, 0, 0, 64, 64, 1)]))
    gates.shut = {(1, y, z) for y in (-1, 0, 1) for z in (-1, 0, 1)}
    w = Surroundings(gates)
    state = run(place((0, 0, 0), (50.0, 30.0, 1.01)), w, Intent(move_x=1, sprint=True), 3.0)
    assert state.waiting > 0.5
    assert state.cell == (0, 0, 0)
    back = run(state, w, Intent(move_x=-1), 1.0)
    assert back.waiting == 0.0
    assert at(back)[0] < at(state)[0] - 3.0


def test_the_floor_taken_away_under_the_feet_is_waited_for():
    gates = Gates(world([FLOOR]))
    w = Surroundings(gates)
    state = stand(w)
    gates.all = True
    held = run(state, w, Intent(move_y=1, jump=True), 5.0)
    assert at(held) == at(state)
    assert held.waiting == pytest.approx(5.0)


# Far away


def test_the_same_steps_are_taken_a_thousand_million_metres_away():
    solids = [
        box(0, 0, 0, 64, 64, 0.05),
        *stairs(20.0, 0.05, 0.2, 0.3, 10),
        ramp(0, 30, 10, 0.05, 40, 14, 5.05),
        pipe(2, 50, 50, 0, 8, 2.0),
        pipe(1, 10.0, 5.0, 0.4, 20.0, 0.3),
    ]
    w = Surroundings(everywhere(solids))
    there = (10**9 // 64, -(10**12) // 64, 10**15 // 64)
    a = place((0, 0, 0), (63.9, 17.3, 0.06))
    b = place(there, (63.9, 17.3, 0.06))
    crossings = 0
    for tick in range(1500):
        intent = Intent(0.3, 1, 0, tick * 0.37, sprint=tick % 3 > 0, jump=tick % 77 == 0)
        old = a.cell
        a, b = step(a, intent, w), step(b, intent, w)
        crossings += a.cell != old
        assert a.pos == b.pos
        assert a.vel == b.vel
        assert tuple(b.cell[i] - a.cell[i] for i in range(3)) == there
    assert crossings > 3


def test_a_cell_border_is_not_felt():
    w = Surroundings(everywhere([box(0, 0, 0, 64, 64, 1)]))
    state = run(place((0, 0, 0), (63.0, 5.0, 1.01)), w, Intent(move_x=-1, sprint=True), 1.0)
    for _ in range(2000):
        old = state
        state = step(state, Intent(move_x=-1, sprint=True), w)
        assert state.vel == pytest.approx((-11.0, 0.0, 0.0), abs=1e-9)
        d = offset(state.cell, state.pos, old.cell, old.pos)
        assert d == pytest.approx((-11.0 * STEP, 0.0, 0.0), abs=1e-9)
        assert all(0.0 <= v < 64.0 for v in state.pos)


# Flying


def tap(state: State, w: Surroundings, **key: bool) -> State:
    return step(step(state, Intent(**key), w), Intent(), w)


def test_flight_collides_when_slow_and_passes_when_fast():
    w = gym(FLOOR, box(-5, 5, 0, 5, 6, 9))
    state = tap(stand(w), w, fly=True)
    assert state.mode is Mode.FLY
    state = run(state, w, Intent(move_z=1), 0.3)
    slow = run(state, w, Intent(move_y=1, fly_speed=20.0), 2.0)
    assert at(slow)[1] == pytest.approx(4.7, abs=0.01)
    fast = run(state, w, Intent(move_y=1, fly_speed=40.0), 1.0)
    assert at(fast)[1] > 10.0
    assert tap(fast, w, fly=True).mode is Mode.WALK


def test_noclip_passes_and_walking_again_inside_a_wall_comes_out():
    w = gym(FLOOR, box(-5, 1, 0, 5, 9, 3))
    state = tap(stand(w, 0.5, -1), w, noclip=True)
    state = run(state, w, Intent(move_y=1, fly_speed=5.0), 1.0)
    state = run(state, w, Intent(), 1.0)
    assert at(state)[1] > 2.0
    assert overlap(state, w) > 0.3
    held = run(state, w, Intent(noclip=True), 0.1)  # a key is down for many steps
    out = run(held, w, Intent(), 1.0)
    assert out.mode is Mode.WALK
    assert overlap(out, w) <= 0.0
    assert out.grounded
    assert hypot(at(out)[0] - at(state)[0], at(out)[1] - at(state)[1]) < 5.0


def test_looking_up_flies_up():
    w = gym(FLOOR)
    state = tap(stand(w), w, fly=True)
    up = run(state, w, Intent(move_y=1, pitch=90.0), 1.0)
    assert at(up)[2] > 5.0
    assert abs(at(up)[1]) < 1e-6


def test_the_key_held_over_many_steps_toggles_once():
    w = gym(FLOOR)
    state = run(stand(w), w, Intent(fly=True), 0.5)
    assert state.mode is Mode.FLY


# Whatever happens

number = st.floats(allow_nan=True, allow_infinity=True)


@given(st.lists(st.tuples(number, number, number, number, number, number), min_size=1, max_size=8))
def test_no_input_makes_a_nan(inputs: list[tuple[float, ...]]):
    w = gym(FLOOR)
    state = stand(w)
    for v in inputs:
        for keys in ({}, {"fly": True}, {}, {"noclip": True}, {"jump": True}):
            state = step(state, Intent(*v[:5], fly_speed=v[5], **keys), w)
            assert all(isfinite(n) for n in (*state.pos, *state.vel, state.heading, state.pitch))


where = st.floats(1.0, 60.0)
big = st.floats(0.05, 8.0)
clutter = st.one_of(
    st.builds(lambda x, y, z, a, b, c: box(x, y, z, x + a, y + b, z + c), where, where,
              st.floats(0.0, 3.0), big, big, big),
    st.builds(lambda w, x, y, a, b, c: ramp(w, x, y, 0.0, x + a, y + b, c), st.integers(0, 3),
              where, where, big, big, big),
    st.builds(lambda a, x, y, z, n, r: pipe(a, x, y, z, n, r), st.integers(0, 2), where, where,
              st.floats(0.0, 3.0), big, st.floats(0.02, 0.98)),
)  # fmt: skip


@settings(max_examples=60)
@given(
    st.lists(clutter, min_size=1, max_size=25),
    st.lists(
        st.tuples(st.floats(-1, 1), st.floats(-1, 1), st.floats(0, 360), st.integers(0, 15)),
        min_size=4,
        max_size=10,
    ),
    where,
    where,
)
def test_no_clutter_swallows_a_body(
    solids: list[Solid],
    moves: list[tuple[float, float, float, int]],
    x: float,
    y: float,
):
    w = Surroundings(everywhere([box(0, 0, -0.05, 64, 64, 0), *solids]), reach=10.0)
    state = place((0, 0, 0), (x, y, 11.0))
    if overlap(state, w) > 0.0:
        return
    for mx, my, heading, keys in moves:
        for tick in range(40):
            state = step(
                state,
                Intent(mx, my, 0, heading, 0, jump=bool(keys & 1) and tick % 9 == 0,
                       crouch=bool(keys & 2), sprint=bool(keys & 4), slow=bool(keys & 8)),
                w,
            )  # fmt: skip
            assert overlap(state, w) <= 0.02
            assert hypot(*state.vel[:2]) <= 11.0 + 1e-6


# Time


def test_any_time_between_frames_is_survived():
    w = gym(box(-9, -9, -0.05, 9, 9, 0))
    state = replace(place((0, 0, 0), (0.0, 0.0, 5.0)), vel=(0.0, 0.0, -60.0))
    left, real, simulated = 0.0, 0.0, 0.0
    for dt in (1 / 240, 1 / 60, 1 / 30, 0.1, 0.25, 1.0, 2.0, 8 * 3600.0, 0.0, -1.0, nan, 0.01):
        steps, left = advance(left, dt)
        assert steps <= 30
        real += dt if dt > 0 else 0.0
        simulated += steps * STEP
        assert simulated <= real + 1e-9
        for _ in range(steps):
            state = step(state, Intent(), w)
            assert at(state)[2] >= -0.001
    assert state.grounded


def test_the_colliders_that_stick_out_of_their_cell_are_met():
    # A wall owned by the next cell that reaches 1.5 m into this one.
    own = rows([box(0, 0, 0, 64, 64, 1)])
    next_door = rows([box(0, 0, 0, 64, 64, 1), box(-1.5, 0, 1, 0, 64, 4)])

    def outside(state: State) -> None:
        assert at(state)[0] < 62.21

    for tenth in range(12):
        start = place((0, 0, 0), (59.0 + 0.2 * tenth, 30.0, 1.01))
        w = Surroundings(lambda cell: next_door if cell == (1, 0, 0) else own)
        state = run(start, w, Intent(move_x=1), 1.0, outside)
        assert at(state)[0] == pytest.approx(62.5 - 0.3, abs=0.01)


def test_the_state_is_all_there_is():
    """The same state in a fresh world cache goes on the same way."""
    w = Surroundings(everywhere([box(0, 0, 0, 64, 64, 1), *stairs(30.0, 1.0, 0.2, 0.3, 12)]))
    state = place((0, 0, 0), (1.0, 10.0, 1.01))
    for tick in range(600):
        intent = Intent(move_y=1, jump=tick % 50 == 0)
        fresh = Surroundings(everywhere([]))
        fresh._provider = w._provider
        assert step(state, intent, fresh) == step(state, intent, w)
        state = step(state, intent, w)
    assert LEGS.step_up == 0.3


# Ledges


@pytest.mark.parametrize("height", [0.5, 1.0, 1.8, 2.2])
@pytest.mark.parametrize("heading", [0.0, 30.0])
def test_ledges_up_to_two_metres_twenty_are_climbed(height: float, heading: float):
    w = gym(FLOOR, box(-20.0, 2.0, 0.0, 20.0, 12.0, height))
    state = stand(w, y=1.2)
    deepest = []

    def check(state: State) -> None:
        deepest.append(overlap(state, w) or 0.0)

    state = run(state, w, Intent(move_y=1, heading=heading, jump=True), 1.6, check)
    state = run(state, w, Intent(heading=heading), 0.5, check)
    assert at(state)[2] == pytest.approx(height, abs=0.01)
    assert state.grounded
    assert max(deepest) < 0.01


@pytest.mark.parametrize("height", [3.5, 6.0])
def test_higher_walls_are_not_climbed(height: float):
    w = gym(FLOOR, box(-20.0, 2.0, 0.0, 20.0, 12.0, height))
    state = stand(w, y=1.2)
    top = [0.0]
    state = run(
        state, w, Intent(move_y=1, jump=True), 3.0, lambda s: top.append(max(top[-1], at(s)[2]))
    )
    assert top[-1] < 1.3


def test_a_ledge_without_room_on_it_is_not_climbed():
    w = gym(FLOOR, box(-20.0, 2.0, 0.0, 20.0, 12.0, 1.5), box(-20.0, 2.0, 2.8, 20.0, 12.0, 4.0))
    state = run(stand(w, y=1.2), w, Intent(move_y=1, jump=True), 2.0)
    assert at(state)[1] < 1.8


def test_a_fall_past_an_edge_is_caught_while_jump_is_held():
    w = gym(FLOOR, box(-20.0, 2.0, -9.0, 20.0, 12.0, 6.0))
    falling = replace(place((0, 0, 0), (0.0, 1.65, 5.2)), vel=(0.0, 0.0, -4.0))
    caught = run(falling, w, Intent(move_y=1, jump=True), 1.5)
    assert at(caught)[2] == pytest.approx(6.0, abs=0.01)
    missed = run(falling, w, Intent(), 2.0)
    assert at(missed)[2] < 1.0


def test_no_ledge_is_climbed_without_a_push_or_without_jump():
    w = gym(FLOOR, box(-20.0, 2.0, 0.0, 20.0, 12.0, 1.0))
    for intent in (Intent(jump=True), Intent(move_y=1), Intent(move_y=-1, jump=True)):
        assert at(run(stand(w, y=1.65), w, intent, 1.0))[2] < 1.2
        assert at(run(stand(w, y=1.65), w, intent, 1.0))[1] < 1.8


def test_a_rail_is_vaulted():
    w = gym(FLOOR, box(-20.0, 2.0, 0.0, 20.0, 2.05, 1.2))
    state = run(stand(w, y=1.65), w, Intent(move_y=1, jump=True), 1.5)
    assert at(state)[1] > 2.5
    assert at(run(stand(w, y=1.65), w, Intent(move_y=1), 1.5))[1] < 1.8
