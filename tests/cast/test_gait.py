"""Going: feet that stand do not slide, legs reach the floor that is there, the head keeps still."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, floor, hypot, radians, sin

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from blame3d.cast import feet as feet_
from blame3d.cast import gait
from blame3d.cast.feet import Feet, Going
from blame3d.cast.model import load
from blame3d.cast.pose import measured, muzzle, pose

DT = 1.0 / 60.0
Ground = Callable[[float, float], float]


def flat(x: float, y: float) -> float:
    return 0.0


def stairs(x: float, y: float) -> float:
    return 0.18 * floor(y / 0.28) if y > 0.0 else 0.0


class Walk:
    """A body that goes along, over a floor in world coordinates."""

    def __init__(self, ground: Ground = flat, heading: float = 0.0) -> None:
        self.ground = ground
        self.at = np.zeros(3)
        self.heading, self.speed, self.seconds = heading, 0.0, 0.0
        self.crouch = 0.0
        self.feet: Feet = feet_.standing(heading, self.floor)

    def floor(self, x: float, y: float) -> float:
        return self.ground(self.at[0] + x, self.at[1] + y) - float(self.at[2])

    def go(self, speed: float, turn: float = 0.0, dt: float = DT) -> None:
        self.speed += max(-12.0 * dt, min(12.0 * dt, speed - self.speed))
        self.heading += turn * dt
        h = radians(self.heading)
        velocity = (-sin(h) * self.speed, cos(h) * self.speed, 0.0)
        before = self.at.copy()
        self.at += np.array(velocity) * dt
        high = self.ground(self.at[0], self.at[1])
        self.at[2] += (high - self.at[2]) * min(1.0, 11.0 * dt)
        x, y, z = (self.at - before).tolist()
        going = Going((x, y, z), velocity, self.heading, self.crouch)
        self.feet = feet_.step(self.feet, going, dt, self.floor)
        self.seconds += dt

    def joints(self, look: float = 0.0) -> np.ndarray:
        how = gait.manner(self.speed, self.crouch)
        now = gait.Bearing(
            self.feet.heading, (self.heading, look), how, self.feet.phase, self.feet.air,
            time=self.seconds, speed=self.speed,
        )  # fmt: skip
        return pose(load("killy"), self.feet.left.foot, self.feet.right.foot, now)


@examples(max_examples=25)
@example([(0.0, 61.0), (0.0, 59.0), (1.0, 0.0)], flat)  # off as a foot is to be set anew
@given(
    st.lists(st.tuples(st.floats(0.0, 11.0), st.floats(-120.0, 120.0)), min_size=1, max_size=5),
    st.sampled_from([flat, stairs]),
)
def test_a_foot_that_stands_does_not_slide(
    legs: list[tuple[float, float]], ground: Ground
) -> None:
    walk = Walk(ground)
    stood: dict[str, np.ndarray] = {}
    for speed, turn in legs:
        for _ in range(50):
            walk.go(speed, turn)
            for name, one in (("left", walk.feet.left), ("right", walk.feet.right)):
                if not one.foot.standing:
                    stood.pop(name, None)
                    continue
                at = np.array(one.foot.at) + walk.at
                assert np.abs(at - stood.setdefault(name, at)).max() < 1e-6, name
                if abs(one.foot.at[2]) < 0.5:  # else there is no floor within a leg's reach
                    assert at[2] == pytest.approx(ground(at[0], at[1]), abs=1e-6)


@pytest.mark.parametrize("speed", [0.0, 1.6, 6.0, 11.0])
@pytest.mark.parametrize("ground", [flat, stairs])
def test_the_sole_is_where_the_foot_stands(speed: float, ground: Ground) -> None:
    """What is drawn keeps the promise: within 3 cm of the toe or the heel, never in the floor."""
    model = load("killy")
    walk = Walk(ground)
    worst = 0.0
    for tick in range(200):
        walk.go(speed)
        if tick < 20:
            continue
        joints = walk.joints().astype(float)
        for side, one in (("l", walk.feet.left), ("r", walk.feet.right)):
            foot = joints[model.index(f"foot_{side}")]
            leg = measured(model, side)
            ends = leg.toe, -leg.heel
            soles = [foot[:, :3] @ (0.0, y, -leg.ankle) + foot[:, 3] for y in ends]
            if one.foot.standing:
                h = radians(one.foot.heading)
                meant = [np.array(one.foot.at) + (-sin(h) * y, cos(h) * y, 0.0) for y in ends]
                away = min(hypot(*(s - m)) for s, m in zip(soles, meant, strict=True))
                worst = max(worst, away)
    assert worst < 0.03


def test_bones_keep_their_length_and_joints_are_turned_only() -> None:
    model = load("killy")
    walk = Walk(stairs)
    for tick in range(120):
        walk.go(6.0 if tick < 60 else 1.6, 40.0)
        joints = walk.joints().astype(float)
        for turn in joints[:, :, :3]:
            assert np.allclose(turn @ turn.T, np.eye(3), atol=1e-5)
        for upper, lower in (("thigh_l", "shin_l"), ("shin_r", "foot_r"), ("arm_l", "forearm_l")):
            a, b = model.index(upper), model.index(lower)
            rest = np.linalg.norm(model.pivot[b] - model.pivot[a])
            length = np.linalg.norm(joints[b, :, 3] - joints[a, :, 3])
            assert length == pytest.approx(rest, abs=0.02)


def test_the_head_never_bobs_in_walking() -> None:
    walk = Walk()
    head = load("killy").index("head")
    heights = []
    for tick in range(240):
        walk.go(1.6)
        if tick > 90:
            heights.append(float(walk.joints()[head, 2, 3]))
    assert max(heights) - min(heights) < 0.008


def test_a_walk_steps_0_78_m_and_stands_still_without_a_fidget() -> None:
    walk = Walk()
    falls = []
    for _ in range(480):
        stood = walk.feet.left.foot.standing
        walk.go(1.6)
        if walk.feet.left.foot.standing and not stood:
            falls.append(walk.feet.left.foot.at[1] + walk.at[1])
    assert np.diff(falls[1:]) == pytest.approx(2 * 0.78, abs=0.03)
    for _ in range(120):
        walk.go(0.0)
    still = [walk.joints()]
    for _ in range(30):
        walk.go(0.0)
        still.append(walk.joints())
    assert all(np.array_equal(still[0], other) for other in still)


def test_the_pistol_points_where_one_looks() -> None:
    model = load("killy")
    walk = Walk(heading=30.0)
    for heading, pitch in ((30.0, 0.0), (10.0, 35.0), (60.0, -40.0)):
        now = gait.Bearing(walk.feet.heading, (heading, pitch), gait.manner(0.0), aim=1.0)
        joints = pose(model, walk.feet.left.foot, walk.feet.right.foot, now)
        _, way = muzzle(model, joints)
        h, p = radians(heading), radians(pitch)
        assert way == pytest.approx((-sin(h) * cos(p), cos(h) * cos(p), sin(p)), abs=1e-5)


def test_in_a_long_fall_the_feet_stay_with_the_body() -> None:
    walk = Walk()
    feet = walk.feet
    for _ in range(90):
        going = Going((0.0, 0.0, -30.0 * DT), (0.0, 0.0, -30.0), 0.0, grounded=False)
        feet = feet_.step(feet, going, DT, flat)
    for one in (feet.left, feet.right):
        assert not one.foot.standing
        assert hypot(*one.foot.at) < 0.5
    assert feet.air == pytest.approx(1.0, abs=0.01)
