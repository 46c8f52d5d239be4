"""How two legs go: what a speed makes of stride, lift, lean and arms; and the whole pose.

`manner(speed, crouch)` is a table; `feet.step` sets the feet down one after another; `pose` lays a
figure's bones so that its feet are where they stand, its gaze where it looks, its pistol where it
aims. All are pure: the same numbers give the same pose.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import atan2, cos, degrees, exp, radians, sin, sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.cast.model import Model
from blame3d.cast.rig import F64, Chain, elbow, laid, mix, turn_x, turn_y, turn_z

ANKLE: Final = 0.095
"""Metres of the ankle over the sole."""
_BALL, _HEEL = 0.125, 0.09
"""Metres before and behind the ankle over which a foot rolls."""
_STRAIGHT: Final = 0.995
"""Share of a leg's length that it is ever stretched to."""


@dataclass(frozen=True)
class Manner:
    """How one goes at a speed. step: metres from one foot's fall to the other's. duty: share of
    its time that a foot stands. lift: of the swinging foot, m. lead: how far before the body a foot
    is set down, as a share of what it goes while it stands. drop: of the hips, m. bob: of the hips,
    m. lean, twist, arms, bend: degrees of the trunk, hips against shoulders, upper arms, elbows."""

    step: float
    duty: float
    lift: float
    lead: float
    drop: float
    bob: float
    lean: float
    twist: float
    arms: float
    bend: float


_SPEEDS: Final = (0.0, 1.6, 6.0, 11.0)
_MANNERS: Final = (
    # step duty lift lead drop bob lean twist arms bend
    (0.45, 0.64, 0.03, 0.46, 0.012, 0.000, 0.0, 1.0, 2.0, 9.0),
    (0.78, 0.56, 0.05, 0.38, 0.042, 0.003, 1.5, 4.0, 15.0, 14.0),
    (2.00, 0.24, 0.20, 0.46, 0.075, 0.030, 9.0, 8.0, 34.0, 62.0),
    (2.70, 0.17, 0.28, 0.48, 0.100, 0.035, 15.0, 9.0, 44.0, 78.0),
)
_CROUCH_DROP: Final = 0.50
_CROUCH_LEAN: Final = 30.0


def manner(speed: float, crouch: float = 0.0) -> Manner:
    """The way of going at a speed in m/s, crouched 0 … 1."""
    row = [float(np.interp(speed, _SPEEDS, column)) for column in zip(*_MANNERS, strict=True)]
    found = Manner(*row)
    return replace(
        found,
        step=found.step * (1.0 - 0.25 * crouch),
        drop=found.drop + _CROUCH_DROP * crouch,
        lean=found.lean + _CROUCH_LEAN * crouch,
    )


@dataclass(frozen=True)
class Foot:
    """at: on the floor below the ankle, or in the air, metres from the body's place, world axes.
    heading: of the toes, degrees. roll: degrees the heel is up (toes, when negative). standing: on
    the floor and not to move."""

    at: tuple[float, float, float]
    heading: float
    roll: float = 0.0
    standing: bool = True


@dataclass(frozen=True)
class Bearing:
    """All else of a pose.

    heading: of the hips; look: heading and pitch of the gaze; degrees, world. how: the manner.
    phase: of the walk in cycles of two steps, 0 when the left foot falls. air: 0 on the ground … 1
    in the air. sink, back: metres that the hips are lower, farther back than they would be. aim:
    0 arm hanging … 1 pistol along the gaze. climb: 0 … 1, hands up before the face. time: seconds,
    for cloth that flutters. speed: m/s.
    """

    heading: float
    look: tuple[float, float]
    how: Manner
    phase: float = 0.0
    air: float = 0.0
    sink: float = 0.0
    back: float = 0.0
    aim: float = 0.0
    climb: float = 0.0
    time: float = 0.0
    speed: float = 0.0


def pose(model: Model, left: Foot, right: Foot, now: Bearing) -> NDArray[np.float32]:
    """The joints (J, 3, 4) of a two-legged figure of the cast: see `cast.actor.Actor`."""
    chain = Chain(model)
    _trunk(chain, left, right, now)
    for side, foot in (("l", left), ("r", right)):
        _leg(chain, side, foot)
    _gaze(chain, now)
    _arms(chain, now)
    _coat(chain, now)
    return chain.joints()


def hang(heading: float, side: float, phase: float) -> Foot:
    """A foot in the air. side: -1 left, 1 right; phase: of the walk, which it keeps a little of."""
    swing = side * cos(2.0 * np.pi * phase)
    forward = 0.16 * swing - 0.06
    at = turn_z(heading) @ np.array([side * 0.115, forward, 0.14 + 0.10 * max(0.0, swing)])
    x, y, z = at.tolist()
    return Foot((x, y, z), heading - side * 6.0, 34.0 - 16.0 * swing, False)


def _trunk(chain: Chain, left: Foot, right: Foot, now: Bearing) -> None:
    how = now.how
    wave = 2.0 * np.pi * now.phase
    grounded = 1.0 - now.air
    high = float(chain.rest("hips")[2]) - how.drop - now.sink
    high -= how.bob * cos(2.0 * wave) * grounded
    twist = how.twist * sin(wave) * grounded
    heading = turn_z(now.heading)
    # What leans forwards keeps its weight over its feet.
    crouched = min(1.0, max(0.0, (how.lean - 15.0) / 20.0))
    back = -0.16 * crouched * (how.drop > 0.3)
    hips = heading @ turn_z(twist) @ turn_x(-0.45 * how.lean)
    at = heading @ np.array([0.0, back - now.back, 0.0]) + (0.0, 0.0, high)
    for _ in range(5):
        chain.root("hips", at, hips)
        short = max(_short(chain, "l", left), _short(chain, "r", right))
        if short <= 0.0:
            break
        at = at - (0.0, 0.0, min(short * 1.4, 0.2))
    shoulders = heading @ turn_z(-twist)
    chain.hang("spine", heading @ turn_z(-0.3 * twist) @ turn_x(-0.8 * how.lean))
    reach = turn_z(14.0 * now.aim)
    chain.hang("chest", shoulders @ reach @ turn_x(-how.lean))


def _ankle(foot: Foot, roll: float) -> F64:
    """The ankle of a foot whose heel is up by `roll` degrees about its ball, or toes about its
    heel."""
    h, r = radians(foot.heading), radians(roll)
    if r >= 0.0:
        forward = _BALL - _BALL * cos(r) + ANKLE * sin(r)
        up = _BALL * sin(r) + ANKLE * cos(r)
    else:
        forward = -_HEEL + _HEEL * cos(r) + ANKLE * sin(r)
        up = -_HEEL * sin(r) + ANKLE * cos(r)
    x, y, z = foot.at
    return np.array([x - sin(h) * forward, y + cos(h) * forward, z + up])


def _rolled(hip: F64, foot: Foot, length: float) -> tuple[float, float]:
    """(roll with which the leg reaches, metres that it still lacks)."""
    ankle = _ankle(foot, foot.roll)
    lack = _far(hip, ankle) - length
    if lack <= 0.0:
        return foot.roll, 0.0
    h = radians(foot.heading)
    behind = (ankle[0] - hip[0]) * -sin(h) + (ankle[1] - hip[1]) * cos(h) < 0.0
    low, high = foot.roll, 68.0 if behind else -38.0
    lack = _far(hip, _ankle(foot, high)) - length
    if lack > 0.0:
        return high, lack
    for _ in range(12):
        middle = (low + high) / 2.0
        if _far(hip, _ankle(foot, middle)) > length:
            low = middle
        else:
            high = middle
    return high, 0.0


def _far(a: F64, b: F64) -> float:
    d = a - b
    return sqrt(float(d @ d))


def _length(chain: Chain, side: str) -> tuple[float, float]:
    thigh = chain.bone(f"thigh_{side}", f"shin_{side}")
    shin = chain.bone(f"shin_{side}", f"foot_{side}")
    return sqrt(float(thigh @ thigh)), sqrt(float(shin @ shin))


def _short(chain: Chain, side: str, foot: Foot) -> float:
    chain.hang(f"thigh_{side}", np.eye(3))
    hip = chain.place(f"thigh_{side}")
    return _rolled(hip, foot, _STRAIGHT * sum(_length(chain, side)))[1] if foot.standing else 0.0


def _leg(chain: Chain, side: str, foot: Foot) -> None:
    thigh, shin, last = f"thigh_{side}", f"shin_{side}", f"foot_{side}"
    first, second = _length(chain, side)
    chain.hang(thigh, np.eye(3))
    hip = chain.place(thigh)
    roll, _ = _rolled(hip, foot, _STRAIGHT * (first + second))
    ankle = _ankle(foot, roll)
    front = turn_z(foot.heading)[:, 1]
    middle = mix(chain.turned("hips")[:, 1], front, 0.5)
    knee = elbow(hip, ankle, first, second, middle)
    chain.hang(thigh, laid(chain.bone(thigh, shin), knee - hip, middle))
    end = chain.place(thigh) + chain.turned(thigh) @ chain.bone(thigh, shin)
    chain.hang(shin, laid(chain.bone(shin, last), ankle - end, middle))
    chain.hang(last, turn_z(foot.heading) @ turn_x(-roll))


def _gaze(chain: Chain, now: Bearing) -> None:
    chest = now.heading
    heading, pitch = now.look
    away = (heading - chest + 180.0) % 360.0 - 180.0
    away = max(-78.0, min(78.0, away))
    chain.hang("neck", turn_z(chest + 0.4 * away) @ turn_x(-0.5 * now.how.lean + 0.3 * pitch))
    chain.hang("head", turn_z(chest + away) @ turn_x(max(-65.0, min(65.0, pitch))))


def _arms(chain: Chain, now: Bearing) -> None:
    how = now.how
    wave = 2.0 * np.pi * now.phase
    chest = chain.turned("chest")
    heading, pitch = now.look
    for side, sign in (("l", -1.0), ("r", 1.0)):
        arm, fore, hand = f"arm_{side}", f"forearm_{side}", f"hand_{side}"
        # Against the leg of the same side; the armed hand keeps stiller.
        still = 1.0 if sign < 0 else 0.65
        swing = -sign * how.arms * still * cos(wave) * (1.0 - now.air)
        out = 5.0 + 16.0 * now.air
        upper = chest @ turn_y(-sign * out) @ turn_x(swing - 0.15 * how.bend + 0.6 * how.lean)
        bend = how.bend * (1.0 - 0.25 * sign * cos(wave)) * still + 22.0 * now.air
        lower = upper @ turn_x(bend)
        wrist = lower
        if now.climb > 0.0:
            up = chest @ turn_x(150.0) @ turn_y(-sign * 6.0)
            upper, lower = _eased(upper, up, now.climb), _eased(lower, up, now.climb)
            wrist = lower
        if now.aim > 0.0 and sign > 0:
            way = turn_z(heading) @ turn_x(pitch)
            # The arm hangs along -Z at rest: raised, it lies along the gaze, the hand upright.
            aimed = way @ turn_x(90.0)
            inward = turn_z(heading + 7.0) @ turn_x(pitch + 12.0) @ turn_x(90.0)
            upper = _eased(upper, inward, now.aim)
            lower = _eased(lower, aimed, now.aim)
            wrist = _eased(wrist, aimed, now.aim)
        chain.hang(arm, upper)
        chain.hang(fore, lower)
        chain.hang(hand, wrist)
    chain.hang("gun", chain.turned("hand_r"))


def _eased(a: F64, b: F64, part: float) -> F64:
    """A rotation on the way from a to b."""
    c = mix(a, b, part)
    return laid(np.array([0.0, 0.0, 1.0]), c[:, 2], c[:, 1]) if part < 1.0 else b


def _coat(chain: Chain, now: Bearing) -> None:
    """The skirt is pushed by the thigh behind it, and blown back by speed."""
    hips = chain.turned("hips")
    for side in ("l", "r"):
        thigh = hips.T @ chain.turned(f"thigh_{side}")
        back = degrees(atan2(-thigh[1, 2], thigh[2, 2]))  # how far its knee is forwards
        flutter = min(1.0, now.speed / 8.0) * 4.0 * sin(9.0 * now.time + (side == "l") * 2.1)
        blown = 22.0 * (1.0 - exp(-now.speed / 7.0)) + 14.0 * now.air
        swing = -max(0.0, -back - 6.0) * 0.9 - blown + flutter
        if back > 0.0:
            swing += 0.25 * back
        chain.hang(f"coat_{side}", hips @ turn_x(swing))


def muzzle(model: Model, joints: NDArray[np.float32]) -> tuple[F64, F64]:
    """The pistol's mouth in a pose, metres from the body's place, and the way it points."""
    gun = joints[model.index("gun")].astype(np.float64)
    return gun[:, :3] @ np.array([0.0, 0.062, -0.185]) + gun[:, 3], -gun[:, 2]
