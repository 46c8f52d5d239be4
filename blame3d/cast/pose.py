"""The pose of a two-legged figure: its feet where they stand, its gaze where it looks, its pistol
where it aims. Pure: the same numbers give the same pose.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import atan2, cos, degrees, dist, exp, pi, radians, sin
from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.cast.gait import Bearing, Foot
from blame3d.cast.model import Model
from blame3d.cast.rig import F64, Chain, elbow, laid, mix, turn_x, turn_y, turn_z

_ROUND: Final = 0.93
"""Share of a sole's length, before and behind the ankle, that is not rounded off: it rolls over
the ends of that."""
_STRAIGHT: Final = 0.995
"""Share of a leg's length that it is ever stretched to."""
LEG: Final = ("thigh", "shin", "foot")


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


def _trunk(chain: Chain, left: Foot, right: Foot, now: Bearing) -> None:
    how = now.how
    wave = 2.0 * pi * now.phase
    grounded = 1.0 - now.air
    high = float(chain.rest("hips")[2]) - how.drop - now.sink
    high -= how.bob * cos(2.0 * wave) * grounded
    twist = how.twist * sin(wave) * grounded
    heading = turn_z(now.heading)
    # What leans forwards keeps its weight over its feet.
    crouched = min(1.0, max(0.0, (how.lean - 15.0) / 20.0))
    back = -0.16 * crouched * (how.drop > 0.3)
    hips = heading @ turn_z(twist) @ turn_x(-0.45 * how.lean)
    front = heading if now.front is None else turn_z(now.front)
    at = heading @ np.array([0.0, back, 0.0]) - front @ np.array([0.0, now.back, 0.0])
    at[2] += high
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


@dataclass(frozen=True)
class Leg:
    """Metres: thigh, shin, the ankle over the sole, and before and behind it over what the foot
    rolls."""

    thigh: float
    shin: float
    ankle: float
    toe: float
    heel: float

    @property
    def reach(self) -> float:
        return _STRAIGHT * (self.thigh + self.shin)


@lru_cache(maxsize=64)
def measured(model: Model, side: str) -> Leg:
    """The left or right leg of a figure."""
    rows = [model.index(f"{bone}_{side}") for bone in LEG]
    hip, knee, ankle = (model.pivot[row].tolist() for row in rows)
    along = model.position[model.joint == rows[2], 1]
    toe, heel = float(along.max()) * _ROUND, -float(along.min()) * _ROUND
    return Leg(dist(hip, knee), dist(knee, ankle), ankle[2], toe, heel)


def _ankle(foot: Foot, roll: float, leg: Leg) -> tuple[float, float, float]:
    """The ankle of a foot whose heel is up by `roll` degrees about its toe, or its toe about its
    heel."""
    h, r = radians(foot.heading), radians(roll)
    end = leg.toe if r >= 0.0 else -leg.heel
    forward = end - end * cos(r) + leg.ankle * sin(r)
    up = end * sin(r) + leg.ankle * cos(r)
    x, y, z = foot.at
    return x - sin(h) * forward, y + cos(h) * forward, z + up


def _rolled(hip: F64, foot: Foot, leg: Leg) -> tuple[float, float]:
    """(roll with which the leg reaches, metres that it still lacks)."""
    root, length = hip.tolist(), leg.reach
    ankle = _ankle(foot, foot.roll, leg)
    lack = dist(root, ankle) - length
    if lack <= 0.0:
        return foot.roll, 0.0
    h = radians(foot.heading)
    behind = (ankle[0] - root[0]) * -sin(h) + (ankle[1] - root[1]) * cos(h) < 0.0
    low, high = foot.roll, 68.0 if behind else -38.0
    lack = dist(root, _ankle(foot, high, leg)) - length
    if lack > 0.0:
        return high, lack
    for _ in range(12):
        middle = (low + high) / 2.0
        if dist(root, _ankle(foot, middle, leg)) > length:
            low = middle
        else:
            high = middle
    return high, 0.0


def _short(chain: Chain, side: str, foot: Foot) -> float:
    if not foot.standing:
        return 0.0
    hip = chain.socket(f"thigh_{side}")
    return _rolled(hip, foot, measured(chain.model, side))[1]


def _leg(chain: Chain, side: str, foot: Foot) -> None:
    thigh, shin, last = (f"{bone}_{side}" for bone in LEG)
    leg = measured(chain.model, side)
    hip = chain.socket(thigh)
    roll, _ = _rolled(hip, foot, leg)
    ankle = np.array(_ankle(foot, roll, leg))
    toes = turn_z(foot.heading)
    middle = mix(chain.turned("hips")[:, 1], toes[:, 1], 0.5)
    knee = elbow(hip, ankle, leg.thigh, leg.shin, middle)
    chain.hang(thigh, laid(chain.bone(thigh, shin), knee - hip, middle))
    chain.hang(shin, laid(chain.bone(shin, last), ankle - chain.socket(shin), middle))
    chain.hang(last, toes @ turn_x(-roll))


def _gaze(chain: Chain, now: Bearing) -> None:
    chest = now.heading
    heading, pitch = now.look
    away = (heading - chest + 180.0) % 360.0 - 180.0
    away = max(-78.0, min(78.0, away))
    chain.hang("neck", turn_z(chest + 0.4 * away) @ turn_x(-0.5 * now.how.lean + 0.3 * pitch))
    chain.hang("head", turn_z(chest + away) @ turn_x(max(-65.0, min(65.0, pitch))))


def _arms(chain: Chain, now: Bearing) -> None:
    how = now.how
    wave = 2.0 * pi * now.phase
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
