"""Lifts in the program: a key starts one, it is seen where it carries, and heard."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import numpy as np
import pytest

from blame3d.app.inputs import InputState
from blame3d.app.lifts import Lifts
from blame3d.app.spawn import Spawn, literal
from blame3d.app.walker import Walker, millimetres
from blame3d.life.cue import Kind
from blame3d.player import lift
from blame3d.player.camera import Eyes
from blame3d.player.gym import box, rows
from blame3d.player.gym import lift as shaft_rows
from blame3d.player.motion import LEGS
from blame3d.player.near import Surroundings
from blame3d.player.state import Mode, offset, place
from blame3d.view import Pose

DT = 1.0 / 30.0
RISE = 80.0
TOWER = shaft_rows(0, 20.0, 20.0, 4, 84)
CELLS = {
    (0, 0, k): np.concatenate([rows([box(25, 18, 3, 45, 27, 4)] if k == 0 else []), one[None]])
    for k, one in enumerate(TOWER)
}
NOTHING = rows([])


class Ride:
    """As much of the program as a lift needs."""

    def __init__(self) -> None:
        provider = lambda cell: CELLS.get(cell, NOTHING)  # noqa: E731
        state = place((0, 0, 0), (22.5, 22.5, 4.01))
        self.walker = Walker(state, Surroundings(provider), Eyes(0.0, 0.0))
        self.said: list[str] = []
        self.engine = SimpleNamespace(
            walker=self.walker,
            stage=SimpleNamespace(provider=provider),
            cues=[],
            seconds=0.0,
            pose=self.walker.eye(),
            interface=SimpleNamespace(keys=lambda action: action),
            actions=SimpleNamespace(toast=lambda key, **values: self.said.append(key)),
        )
        self.lifts = Lifts(self.engine)  # type: ignore[arg-type]
        self.inputs = InputState()

    def go(self, seconds: float) -> Iterator[list[Kind]]:
        for _ in range(round(seconds / DT)):
            self.engine.seconds += DT
            self.engine.pose = self.walker.advance(DT, self.inputs)
            self.engine.cues.clear()
            self.lifts.frame(DT)
            yield [cue.kind for cue in self.engine.cues]


def test_a_key_starts_it_and_it_is_heard_from_start_to_stop() -> None:
    ride = Ride()
    assert [k for kinds in ride.go(0.5) for k in kinds] == []
    assert ride.said == ["toast.lift"]
    ride.walker.tap("use")
    heard = list(ride.go(lift.seconds(RISE) + 1.0))
    flat = [kind for kinds in heard for kind in kinds]
    assert flat[0] is Kind.LIFT_START
    assert flat[-1] is Kind.LIFT_STOP
    assert flat.count(Kind.LIFT) > 200
    assert ride.said == ["toast.lift"]
    up = offset(ride.walker.state.cell, ride.walker.state.pos, (0, 0, 0), (0.0, 0.0, 0.0))[2]
    assert up == pytest.approx(4.0 + RISE, abs=0.01)


def test_the_platform_is_drawn_under_the_feet_in_every_frame() -> None:
    ride = Ride()
    list(ride.go(0.5))
    ride.walker.tap("use")
    for _ in ride.go(6.0):
        (actor,) = ride.lifts.actors()
        feet = ride.walker.feet()
        high = millimetres(feet.cell, feet.pos)[2] - actor.position_mm[2]
        assert 0 <= high <= 6


@pytest.mark.parametrize("high", [0.0, 33.0, RISE])
def test_a_walk_that_ended_on_a_platform_goes_on_on_it(high: float) -> None:
    ride = Ride()
    spawn = Spawn(literal(Pose(22_500, 22_500, round((4.0 + high + LEGS.eye) * 1000.0))))
    ride.walker.put(spawn.state)
    assert not spawn.settle(ride.walker, ride.engine.stage.provider)
    list(ride.go(0.5))
    state = ride.walker.state
    assert state.mode is Mode.WALK
    assert state.grounded
    up = offset(state.cell, state.pos, (0, 0, 0), (0.0, 0.0, 0.0))[2]
    assert up == pytest.approx(4.0 + high, abs=0.02)
    assert state.footing is not None  # the landing, for who falls off
    x, y, z = offset(*state.footing, (0, 0, 0), (0.0, 0.0, 0.0))
    assert (x, y) == pytest.approx((26.5, 22.5), abs=0.1)
    assert z == pytest.approx(4.01 if high < RISE / 2.0 else 4.01 + RISE)
    ride.walker.tap("use")
    list(ride.go(lift.seconds(RISE) + 1.0))
    state = ride.walker.state
    up = offset(state.cell, state.pos, (0, 0, 0), (0.0, 0.0, 0.0))[2]
    assert up == pytest.approx(4.0 if high > RISE / 2.0 else 4.0 + RISE, abs=0.02)


def test_beside_a_shaft_no_platform_waits() -> None:
    """Who flies beside the shaft flies on."""
    ride = Ride()
    spawn = Spawn(literal(Pose(35_000, 35_000, 50_000)))
    ride.walker.put(spawn.state)
    spawn.settle(ride.walker, ride.engine.stage.provider)
    assert ride.walker.state.mode is Mode.FLY
    assert ride.walker.state.rides == ()


def test_a_press_of_the_key_counts_once_the_world_around_is_known() -> None:
    ride = Ride()
    list(ride.go(0.5))
    known = {"all": False}
    whole = ride.walker.surroundings._provider
    ride.walker.surroundings = Surroundings(
        lambda cell: whole(cell) if known["all"] else None
    )
    ride.walker.tap("use")
    list(ride.go(0.5))
    assert ride.walker.state.rides == ()
    assert ride.walker.state.waiting > 0.0
    known["all"] = True
    list(ride.go(1.0))
    assert len(ride.walker.state.rides) == 1
    assert ride.walker.state.rides[0].goal == RISE


def test_who_arrives_over_nothing_flies_and_is_told_once() -> None:
    ride, spawn = Ride(), Spawn(literal(Pose(22_500, 22_500, 900_000)))
    ride.walker.put(spawn.state)
    nothing = rows([])
    told = [spawn.settle(ride.walker, lambda cell: nothing) for _ in range(3)]
    assert told == [True, False, False]
    assert ride.walker.state.mode is Mode.FLY
