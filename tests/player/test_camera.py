"""The eye: at the height of a person, calm on stairs, still when asked to be."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from blame3d.player.camera import Eyes, Pose, blend, eye
from blame3d.player.clock import STEP
from blame3d.player.gym import box, everywhere, stairs, world
from blame3d.player.motion import step
from blame3d.player.near import Surroundings
from blame3d.player.state import Intent, State, offset, place

STILL = Eyes(bob=0.0, roll=0.0, dip=0.0)


def height(state: State, eyes: Eyes = STILL) -> float:
    pose = eye(state, eyes)
    return offset(pose.cell, pose.pos, (0, 0, 0), (0.0, 0.0, 0.0))[2]


def walked(intent: Intent, seconds: float, state: State, w: Surroundings) -> list[State]:
    states = [state]
    for _ in range(round(seconds / STEP)):
        states.append(step(states[-1], intent, w))
    return states


def flat() -> Surroundings:
    return Surroundings(everywhere([box(0, 0, 0, 64, 64, 1)]))


def test_the_eye_is_at_1_70_and_at_1_05_crouched():
    w = flat()
    state = walked(Intent(), 1.0, place((0, 0, 0), (9.0, 9.0, 1.01)), w)[-1]
    assert height(state) == pytest.approx(2.70, abs=0.01)
    low = walked(Intent(crouch=True), 1.0, state, w)
    assert height(low[-1]) == pytest.approx(2.05, abs=0.01)
    drops = [abs(height(a) - height(b)) for a, b in pairwise(low)]
    assert max(drops) < 0.08  # eased, not cut


def test_no_bob_means_no_bob_and_full_bob_stays_small():
    w = flat()
    states = walked(Intent(move_y=1), 3.0, place((0, 0, 0), (9.0, 9.0, 1.01)), w)[100:]
    assert {round(height(s) - 1.0, 6) for s in states} == {1.702}
    assert all(eye(s, STILL).roll == 0.0 for s in states)
    tilted = [eye(s, Eyes(bob=0.0)) for s in states]
    assert 0.2 < max(abs(pose.roll) for pose in tilted) < 0.5
    assert all(eye(s, Eyes(roll=0.0)).roll == 0.0 for s in states)
    bobbed = [height(s, Eyes()) for s in states]
    assert 0.02 < max(bobbed) - min(bobbed) < 0.08
    steps = [abs(a - b) for a, b in pairwise(bobbed)]
    assert max(steps) < 0.01


@pytest.mark.parametrize("heading", [0.0, 180.0])
def test_stairs_are_glided_over(heading: float):
    w = Surroundings(
        world([box(-9, -9, -1, 9, 4, 0), *stairs(4, 0, 0.2, 0.3, 20), box(-9, 10, 0, 9, 30, 4)]),
        reach=12.0,
    )
    start = place((0, 0, 0), (0.0, 1.0, 0.01) if heading == 0.0 else (0.0, 12.0, 4.01))
    start = walked(Intent(), 0.5, start, w)[-1]
    states = walked(Intent(move_y=1, heading=heading), 2.0, start, w)
    feet = [offset(s.cell, s.pos, (0, 0, 0), (0.0, 0.0, 0.0))[2] for s in states]
    assert abs(feet[-1] - feet[0]) == pytest.approx(4.0, abs=0.05)
    eyes = [height(s) for s in states]
    change = [abs(a - b) for a, b in pairwise(eyes)]
    # 6 m/s over a 2:3 stair rises 0.033 m a step on average.
    assert max(change) < 0.06


def test_a_landing_dips_and_comes_back():
    w = flat()
    state = place((0, 0, 0), (9.0, 9.0, 6.0))
    states = walked(Intent(), 3.0, state, w)
    after = [s for s in states if s.landings]
    dips = [height(s, STILL) - height(s, replace(STILL, dip=1.0)) for s in after]
    assert 0.08 < max(dips) < 0.25
    assert dips[-1] < 1e-6
    assert dips[0] < 0.01


def test_between_two_steps_the_eye_is_between_them_across_borders_and_north():
    a = Pose((0, 0, 0), (63.9, 1.0, 1.0), 359.0, 0.0, 0.0)
    b = Pose((1, 0, 0), (0.1, 1.0, 1.0), 1.0, 10.0, 0.0)
    mid = blend(a, b, 0.5)
    assert mid.cell == (1, 0, 0)
    assert mid.pos == pytest.approx((0.0, 1.0, 1.0))
    assert mid.heading % 360.0 == pytest.approx(0.0, abs=1e-9)
    assert mid.pitch == 5.0
    far = Pose((9, 0, 0), (0.0, 0.0, 0.0), 0.0, 0.0, 0.0)
    assert blend(a, far, 0.5) == far
