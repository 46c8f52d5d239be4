"""How two legs go: what a speed makes of stride, lift, lean and arms, as tables and values.

`manner(speed, crouch)` is a table; `cast.feet` sets the feet down one after another by it; a
`Bearing` is all else that a pose is made of (`cast.pose`).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi
from typing import Final

import numpy as np

from blame3d.cast.rig import turn_z


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
_STEP, _DROP, _LEAN = 0, 4, 6
"""Columns of it."""

_CROUCH_DROP: Final = 0.50
_CROUCH_LEAN: Final = 30.0


def manner(speed: float, crouch: float = 0.0) -> Manner:
    """The way of going at a speed in m/s, crouched 0 … 1."""
    high = next((n for n, least in enumerate(_SPEEDS) if least >= speed), len(_SPEEDS) - 1)
    low = max(0, high - 1)
    k = (speed - _SPEEDS[low]) / (_SPEEDS[high] - _SPEEDS[low]) if low < high else 0.0
    k = min(1.0, k)
    row = [a + (b - a) * k for a, b in zip(_MANNERS[low], _MANNERS[high], strict=True)]
    row[_STEP] *= 1.0 - 0.25 * crouch
    row[_DROP] += _CROUCH_DROP * crouch
    row[_LEAN] += _CROUCH_LEAN * crouch
    return Manner(*row)


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
    in the air. sink, back: metres that the hips are lower, farther back than they would be; front:
    heading of which that is the back, degrees, the hips' own when it is None. aim:
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
    front: float | None = None
    aim: float = 0.0
    climb: float = 0.0
    time: float = 0.0
    speed: float = 0.0


def hang(heading: float, side: float, phase: float) -> Foot:
    """A foot in the air. side: -1 left, 1 right; phase: of the walk, which it keeps a little of."""
    swing = side * cos(2.0 * pi * phase)
    forward = 0.16 * swing - 0.06
    at = turn_z(heading) @ np.array([side * 0.115, forward, 0.14 + 0.10 * max(0.0, swing)])
    x, y, z = at.tolist()
    return Foot((x, y, z), heading - side * 6.0, 34.0 - 16.0 * swing, False)
