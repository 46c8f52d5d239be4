"""Lifts: a kilometre in forty seconds, on a platform without walls."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from blame3d.player import lift
from blame3d.player.clock import STEP
from blame3d.player.gym import box, rows
from blame3d.player.gym import lift as shaft_rows
from blame3d.player.motion import step
from blame3d.player.near import Surroundings
from blame3d.player.state import Intent, State, offset, place
from blame3d.player.tape import Recorder, Replayer
from blame3d.player.walkbot import overlap
from blame3d.world.chunk import Cell

LOW, HIGH = 4, 404
RIDE_S = lift.seconds(float(HIGH - LOW)) + 0.1
USE = Intent(use=True)


def tower(cell: Cell) -> NDArray[np.void]:
    """A shaft, 5 m square from (20, 20), a floor before it at each end."""
    lifts = shaft_rows(0, 20.0, 20.0, LOW, HIGH)
    if cell[:2] != (0, 0) or not 0 <= cell[2] < len(lifts):
        return rows([])
    solids = [box(18, 18, 0, 20, 27, 64)]  # the back wall, where a mast would stand
    for end in (LOW, HIGH):
        if end // 64 == cell[2]:
            solids.append(box(25, 18, end % 64 - 1, 45, 27, end % 64))
    return np.concatenate([rows(solids), lifts[cell[2] : cell[2] + 1]])


CELLS = {(x, y, z): tower((x, y, z)) for x in (-1, 0, 1) for y in (-1, 0, 1) for z in range(-2, 9)}
NOTHING = rows([])


def gym() -> Surroundings:
    return Surroundings(lambda cell: CELLS.get(cell, NOTHING))


def at(state: State) -> tuple[float, float, float]:
    return offset(state.cell, state.pos, (0, 0, 0), (0.0, 0.0, 0.0))


def run(
    state: State,
    around: Surroundings,
    intent: Intent,
    seconds: float,
    each: Callable[[State], None] = lambda state: None,
) -> State:
    for _ in range(round(seconds / STEP)):
        state = step(state, intent, around)
        each(state)
    return state


def on_platform(around: Surroundings, z: float = LOW) -> State:
    state = run(place((0, 0, 0), (22.5, 22.5, z + 0.01)), around, Intent(), 0.3)
    assert state.grounded
    return state


@settings(max_examples=20)
@given(st.floats(1.0, 1500.0))
def test_a_ride_begins_and_ends_at_rest_and_presses_nobody_down(metres: float) -> None:
    whole = lift.seconds(metres)
    times = np.linspace(0.0, whole, 2001)
    way = np.array([lift.gone(metres, t) for t in times.tolist()])
    speed = np.diff(way) / np.diff(times)
    assert way[0] == 0.0
    assert way[-1] == metres
    assert (speed >= -1e-9).all()
    assert max(speed[0], speed[-1]) < 0.01
    assert abs(np.diff(speed) / np.diff(times)[0]).max() < 6.0


def test_a_kilometre_takes_forty_seconds() -> None:
    assert lift.seconds(1000.0) == pytest.approx(40.0)


def test_one_rides_up_smoothly_and_steps_off() -> None:
    around = gym()
    state = step(on_platform(around), USE, around)
    gaps: list[float] = []
    lags: list[float] = []

    def each(state: State) -> None:
        gaps.append(at(state)[2] - LOW - lift.height(state.rides[-1]))
        lags.append(state.lag)
        assert state.grounded
        assert state.landings == 0

    state = run(state, around, Intent(), RIDE_S, each)
    assert at(state)[2] == pytest.approx(HIGH, abs=0.01)
    assert max(gaps) - min(gaps) < 1e-6  # as still as on a floor
    assert max(map(abs, lags)) < 1e-6
    state = run(state, around, Intent(move_y=1.0, heading=-90.0), 1.5)
    assert at(state)[0] > 27.0
    assert at(state)[2] == pytest.approx(HIGH, abs=0.01)
    assert state.footing is not None


def test_it_comes_down_when_called_and_goes_back_up() -> None:
    around = gym()
    state = run(step(on_platform(around), USE, around), around, Intent(), RIDE_S)
    up = run(state, around, Intent(move_y=1.0, heading=-90.0), 0.8)
    down = replace(place((0, 0, 0), (28.0, 22.5, LOW + 0.01)), rides=up.rides, held=up.held)
    down = run(down, around, Intent(), 0.3)
    called = run(step(down, USE, around), around, Intent(), 10.0)
    assert 0.0 < lift.height(called.rides[-1]) < 400.0
    there = run(called, around, Intent(), 11.0)
    assert lift.height(there.rides[-1]) == 0.0
    again = run(step(down, USE, around), around, Intent(), 0.1)
    assert again.rides[-1].goal == 0.0


def test_a_jump_lands_on_the_platform_again_and_who_leaves_keeps_its_speed() -> None:
    around = gym()
    state = run(step(on_platform(around), USE, around), around, Intent(), 10.0)
    assert lift.speed(state.rides[-1]) == pytest.approx(lift.FASTEST)
    jumped = run(state, around, Intent(jump=True), 0.3)
    assert not jumped.grounded
    landed = run(jumped, around, Intent(), 1.0)
    assert landed.grounded
    assert lift.carrier(landed) is not None
    off = run(state, around, Intent(move_y=1.0, heading=0.0, sprint=True), 0.6)
    assert lift.carrier(off) is None
    assert off.vel[2] > 20.0


def test_nobody_is_crushed() -> None:
    around = gym()
    state = run(step(on_platform(around), USE, around), around, Intent(), RIDE_S)
    under = replace(place((0, 0, 0), (22.5, 22.5, LOW - 3.0)), rides=state.rides)
    beam = Surroundings(
        lambda cell: np.concatenate([CELLS[cell], rows([box(19, 19, 0, 26, 26, 1)])])
        if cell == (0, 0, 0)
        else CELLS.get(cell, NOTHING)
    )
    (ride,) = state.rides
    under = run(under, beam, Intent(), 1.0)
    assert at(under)[2] == pytest.approx(1.0, abs=0.01)
    under = replace(under, rides=(ride._replace(start=400.0, goal=0.0, time=0.0, then=0.0),))

    def whole(state: State) -> None:
        depth = overlap(state, lift.among(state, beam, []))
        assert depth is not None
        assert depth <= 0.02

    under = run(under, beam, Intent(), 22.0, whole)
    assert lift.height(under.rides[-1]) >= 0.0


def test_a_ride_is_replayed_bit_for_bit() -> None:
    around = gym()
    state = on_platform(around)
    recorder = Recorder("blame://1/0,0,0")
    states = []
    plan = [(USE, 1), (Intent(), 600), (Intent(jump=True), 60), (Intent(), 500),
            (Intent(move_y=0.5, heading=30.0), 60), (Intent(), 100)]  # fmt: skip
    for intent, times in plan:
        for _ in range(times):
            after = step(state, intent, around)
            recorder.hear(state, intent, after)
            states.append(after)
            state = after
    replayer, again = Replayer(recorder.text()), place((0, 0, 0), (0.0, 0.0, 0.0))
    for one in states:
        again = replayer.step(again, gym())
        assert again == one
    assert replayer.done


def test_it_waits_for_what_is_not_known_yet() -> None:
    known = set(CELLS) - {(x, y, 4) for x in (-1, 0, 1) for y in (-1, 0, 1)}
    around = Surroundings(lambda cell: CELLS[cell] if cell in known else None)
    state = run(step(on_platform(around), USE, around), around, Intent(), 13.0)
    assert state.waiting > 1.0
    assert at(state)[2] - LOW == pytest.approx(lift.height(state.rides[-1]), abs=0.01)
    known |= set(CELLS)
    state = run(state, around, Intent(), 21.0)
    assert at(state)[2] == pytest.approx(HIGH, abs=0.01)


@pytest.mark.parametrize("x", [24.6, 24.8, 24.93])
def test_who_stands_at_the_rim_is_turned_away_from_the_landing_above(x: float) -> None:
    """And the lift goes on."""
    around = gym()
    state = on_platform(around)
    state = run(replace(state, pos=(x, *state.pos[1:])), around, Intent(), 0.2)
    state = run(step(state, USE, around), around, Intent(), RIDE_S + 1.0)
    assert at(state)[2] == pytest.approx(HIGH, abs=0.01)
    assert abs(at(state)[0] - x) < 0.6


def test_a_platform_is_no_footing_before_its_first_ride_either() -> None:
    """Who falls off would come back to where it no longer is, and fall again."""
    around = gym()
    state = run(place((0, 0, 0), (28.0, 22.5, LOW + 0.01)), around, Intent(), 0.3)
    landing = state.footing
    assert landing is not None
    state = run(state, around, Intent(move_y=1.0, heading=90.0), 1.0)
    assert at(state)[0] < 24.5
    assert state.rides == ()
    assert state.footing is not None
    assert at(place(*state.footing))[0] > 24.5


def test_who_jumps_far_below_where_he_boarded_is_not_brought_back_up() -> None:
    """A lift goes deeper than a fall that has no end."""
    top = 804
    shaft = shaft_rows(0, 20.0, 20.0, LOW, top)
    cells = {
        (0, 0, k): np.concatenate(
            [rows([box(25, 18, end % 64 - 1, 45, 27, end % 64)])
             for end in (LOW, top) if end // 64 == k] + [one[None]]
        )
        for k, one in enumerate(shaft)
    }  # fmt: skip
    around = Surroundings(lambda cell: cells.get(cell, NOTHING))
    high = place((0, 0, 0), (22.5, 22.5, top + 0.01))
    (one,) = around.lifts(high.cell, high.pos, high.pos)
    state = lift.boarded(high, [one])
    assert state.footing is not None
    assert at(place(*state.footing))[2] == pytest.approx(top, abs=0.02)
    state = run(step(run(state, around, Intent(), 0.2), USE, around), around, Intent(), 24.0)
    assert at(state)[2] < top - 450.0
    state = run(state, around, Intent(jump=True), 0.3)
    assert not state.grounded
    state = run(state, around, Intent(), 20.0)
    assert state.returns == 0
    assert at(state)[2] == pytest.approx(LOW, abs=0.01)
    off = run(state, around, Intent(jump=True, move_y=1.0, heading=-90.0), 1.0)
    assert off.returns == 0
    assert at(off)[2] < LOW + 2.0


def test_under_way_it_is_turned_back_without_a_jolt_and_turned_again() -> None:
    around = gym()
    state = run(step(on_platform(around), USE, around), around, Intent(), 10.0)
    speeds = [lift.speed(state.rides[-1])]

    def each(state: State) -> None:
        assert state.grounded
        assert state.landings == 0
        speeds.append(lift.speed(state.rides[-1]))

    state = run(step(state, USE, around), around, Intent(), 4.0, each)
    assert 0.0 < speeds[-1] < speeds[0]  # it brakes
    highest = run(state, around, Intent(), 4.1, each)
    assert abs(speeds[-1]) < 1.0
    assert at(highest)[2] < HIGH - 50.0
    down = run(step(highest, Intent(), around), around, Intent(), 5.0, each)
    assert speeds[-1] < -5.0
    assert max(abs(b - a) / STEP for a, b in itertools.pairwise(speeds)) < 6.0
    low = run(down, around, Intent(), RIDE_S, each)
    assert at(low)[2] == pytest.approx(LOW, abs=0.01)
    up = run(step(down, USE, around), around, Intent(), 2.0 * RIDE_S, each)
    assert at(up)[2] == pytest.approx(HIGH, abs=0.01)


def test_shortly_before_the_landing_it_comes_to_rest_there_and_goes_back() -> None:
    around = gym()
    state = run(step(on_platform(around), USE, around), around, Intent(), RIDE_S - 1.0)
    highest: list[float] = []
    on = lambda state: highest.append(at(state)[2])  # noqa: E731
    state = run(step(state, USE, around), around, Intent(), 3.0, on)
    assert max(highest) == pytest.approx(HIGH, abs=0.5)
    state = run(state, around, Intent(), RIDE_S)
    assert at(state)[2] == pytest.approx(LOW, abs=0.01)


def test_called_from_a_landing_it_turns_and_comes() -> None:
    around = gym()
    state = run(step(on_platform(around), USE, around), around, Intent(), 8.0)
    beside = replace(place((0, 0, 0), (28.0, 22.5, LOW + 0.01)), rides=state.rides)
    beside = run(beside, around, Intent(), 0.3)
    beside = run(step(beside, USE, around), around, Intent(), RIDE_S + 8.0)
    assert lift.height(beside.rides[-1]) == 0.0


def test_a_second_lift_leaves_the_first_where_it_went() -> None:
    """One rides up, crosses over, and rides another: the first waits where one left it."""
    second = shaft_rows(0, 40.0, 20.0, LOW, HIGH)
    cells = {
        cell: np.concatenate([rows_, second[cell[2] : cell[2] + 1]])
        if cell[:2] == (0, 0) and 0 <= cell[2] < len(second)
        else rows_
        for cell, rows_ in CELLS.items()
    }
    around = Surroundings(lambda cell: cells.get(cell, NOTHING))
    state = run(step(on_platform(around), USE, around), around, Intent(), RIDE_S)
    other = replace(place((0, 0, 0), (42.5, 22.5, LOW + 0.01)), rides=state.rides)
    other = run(step(run(other, around, Intent(), 0.3), USE, around), around, Intent(), 9.0)
    assert [lift.height(ride) > 1.0 for ride in other.rides] == [True, True]
    assert lift.height(other.rides[0]) == HIGH - LOW
    assert 10.0 < at(other)[2] - LOW == pytest.approx(lift.height(other.rides[1]), abs=0.01)
    back = replace(place((0, 0, 0), (22.5, 22.5, HIGH + 0.01)), rides=other.rides)
    assert at(run(back, around, Intent(), 0.5))[2] == pytest.approx(HIGH, abs=0.01)
    many = other.rides
    for k in range(2 * lift.MOST):
        many = lift.with_ride(many, other.rides[0]._replace(cell=(k, 9, 9)))
    assert len(many) == lift.MOST
