"""Footfalls that would be missing, doubled or on the wrong ground."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from blame3d.audio.catalogue import FEET
from blame3d.audio.feet import Body, Feet, Step

DT = 1 / 30


def walk(feet: Feet, body: Body, cycles: float, per_s: float) -> list[Step]:
    steps: list[Step] = []
    for _ in range(round(cycles / per_s / DT)):
        body = replace(body, phase=(body.phase + per_s * DT) % 1.0)
        steps += feet.frame(body)
    return steps


@pytest.mark.parametrize("per_s", [1.0, 2.0, 4.0])
def test_two_steps_a_cycle_left_and_right(per_s: float) -> None:
    feet = Feet()
    feet.frame(Body(phase=0.25))
    steps = walk(feet, Body(phase=0.25, speed=6.0), 10.0, per_s)
    assert len(steps) in (19, 20, 21)
    assert all(a.side == -b.side for a, b in itertools.pairwise(steps))


def test_the_ground_is_the_one_under_the_feet() -> None:
    feet = Feet()
    feet.frame(Body(phase=0.25))
    names = {step.name for step in walk(feet, Body(0.25, 6.0, on="grating"), 3.0, 1.0)}
    assert names == {"grating"}
    assert names < set(FEET)


def test_faster_is_harder_and_standing_is_silent() -> None:
    def level(speed: float) -> float:
        feet = Feet()
        feet.frame(Body(phase=0.25))
        return walk(feet, Body(0.25, speed), 2.0, 1.0)[0].level

    assert level(1.6) < level(6.0) < level(11.0)
    feet = Feet()
    assert not [step for _ in range(30) for step in feet.frame(Body())]


def test_setting_off_is_no_step_and_flying_has_none() -> None:
    feet = Feet()
    feet.frame(Body(phase=0.0))
    assert not feet.frame(Body(phase=0.56, speed=1.6))
    flying = Body(0.25, 50.0, grounded=False)
    feet = Feet()
    feet.frame(flying)
    assert not walk(feet, flying, 5.0, 1.0)


def test_a_landing_is_as_hard_as_the_fall_and_cracks_the_floor_from_thirty_metres() -> None:
    def landed(impact: float) -> list[Step]:
        feet = Feet()
        feet.frame(Body(grounded=False, rise=-impact))
        return feet.frame(Body(landings=1, impact=impact, on="grating"))

    assert [s.name for s in landed(1.2)] == ["grating"]
    assert [s.name for s in landed(5.0)] == ["land", "grating"]
    assert [s.name for s in landed(25.0)] == ["land", "grating", "crack"]
    assert landed(5.0)[0].level < landed(15.0)[0].level


def test_a_jump_is_heard_and_a_step_off_an_edge_is_not() -> None:
    feet = Feet()
    feet.frame(Body())
    assert [s.name for s in feet.frame(Body(grounded=False, rise=4.6))] == ["jump"]
    feet = Feet()
    feet.frame(Body())
    assert not feet.frame(Body(grounded=False, rise=-0.1))
