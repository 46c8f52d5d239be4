"""Edges caught in a fall: hung from, climbed, let go of."""

from __future__ import annotations

import pytest

from blame3d.player.clock import STEP
from blame3d.player.gym import box, world
from blame3d.player.motion import step
from blame3d.player.near import Surroundings
from blame3d.player.state import Intent, State, offset, place
from blame3d.player.walkbot import overlap

AHEAD = Intent(move_y=1.0)


def cliff() -> Surroundings:
    """A wall 20 m high before somebody who looks along +y; a floor on it and one below."""
    return Surroundings(
        world([box(0, 0, -1, 60, 60, 0), box(20, 40, 0, 40, 60, 20)]), reach=21.0
    )


def at(state: State) -> tuple[float, float, float]:
    return offset(state.cell, state.pos, (0, 0, 0), (0.0, 0.0, 0.0))


def run(state: State, around: Surroundings, intent: Intent, seconds: float) -> State:
    for _ in range(round(seconds / STEP)):
        state = step(state, intent, around)
        depth = overlap(state, around)
        assert depth is not None
        assert depth <= 0.02
    return state


@pytest.mark.parametrize("above", [0.5, 3.0, 12.0])
def test_an_edge_is_caught_by_pushing_towards_it(above: float) -> None:
    around = cliff()
    # Past the edge already, or it would be landed on.
    state = place((0, 0, 0), (30.0, 39.6, 20.0 + above))
    fell = run(state, around, Intent(), 0.3)
    while at(fell)[2] > 19.5:
        fell = step(fell, Intent(), around)
    state = run(fell, around, AHEAD, 1.0)
    assert state.hangs
    assert 17.5 < at(state)[2] < 18.2
    still = run(state, around, AHEAD, 1.0)
    assert at(still)[2] == pytest.approx(18.0, abs=0.1)
    assert still.vel == (0.0, 0.0, 0.0)
    assert still.landings == 0


def hung() -> tuple[Surroundings, State]:
    around = cliff()
    state = place((0, 0, 0), (30.0, 39.6, 21.0))
    while at(state)[2] > 19.4:
        state = step(state, Intent(), around)
    state = run(state, around, AHEAD, 0.5)
    assert state.hangs
    return around, state


def test_a_jump_climbs_it() -> None:
    around, state = hung()
    state = run(state, around, Intent(jump=True), 0.1)
    state = run(state, around, Intent(), 2.0)
    assert state.grounded
    assert at(state)[2] == pytest.approx(20.0, abs=0.01)


@pytest.mark.parametrize("lets", [Intent(crouch=True), Intent(move_y=-1.0)])
def test_crouching_or_a_step_back_lets_go(lets: Intent) -> None:
    around, state = hung()
    state = run(state, around, lets, 1.0)
    assert not state.hangs
    assert at(state)[2] < 16.0


def test_who_does_not_push_falls_past_and_an_edge_that_is_gone_holds_nobody() -> None:
    around = cliff()
    state = run(place((0, 0, 0), (30.0, 39.6, 21.0)), around, Intent(), 3.0)
    assert at(state)[2] == pytest.approx(0.0, abs=0.01)
    _, state = hung()
    bare = Surroundings(world([box(0, 0, -1, 60, 60, 0)]), reach=21.0)
    state = run(state, bare, Intent(), 0.2)
    assert not state.hangs
