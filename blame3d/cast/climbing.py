"""Hands and feet of who climbs: on the rungs of a ladder, on the edge that he holds."""

from __future__ import annotations

from math import floor
from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.cast.gait import Foot
from blame3d.cast.model import Model
from blame3d.cast.reach import reach
from blame3d.cast.rig import F64, turn_z

_CYCLE: Final = 3
"""Rungs that each limb goes up at once."""
_HOLDS: Final = 0.6
"""Share of its time in which a limb does not move."""
_FOOT: Final = (0.12, 0.135, 0.42)
"""Of a foot: aside, behind the rungs its ankle, metres over the body's place when it is set."""
_HAND: Final = (0.17, 0.09, 1.84)
_AWAY: Final = 0.1
"""Metres by which a limb leaves the rungs on its way."""
_GRIP: Final = (0.2, 0.02, -0.04)
"""Of the wrists at an edge: aside, inward of the edge, above it."""


def cycle(up: float, rung: float) -> float:
    """Of the climb in cycles of two steps, 0 … 1, the left foot is set at 0; up: metres climbed."""
    return up / (_CYCLE * rung) % 1.0


def on_rungs(
    up: float, heading: float, off: float, rung: float
) -> tuple[Foot, Foot, tuple[F64, F64]]:
    """Left foot, right foot, both wrists of who has climbed so far, metres from the body's place.

    up: metres of that place over the ladder's foot; heading: degrees of who looks at the rungs;
    off: metres to them; rung: metres between them, the lowest half as high over the foot.
    """
    turn = turn_z(heading)

    def limb(side: int, phase: float, measures: tuple[float, float, float]) -> F64:
        aside, behind, over = measures
        gone = up / (_CYCLE * rung) + phase
        set_at, part = floor(gone), gone - floor(gone)
        low, high = (
            (round(((set_at + k - phase) * _CYCLE * rung + over) / rung) + 0.5) * rung - up
            for k in (0, 1)
        )
        share = max(0.0, (part - _HOLDS) / (1.0 - _HOLDS))
        eased = share * share * (3.0 - 2.0 * share)
        arch = 4.0 * share * (1.0 - share) * _AWAY
        at: F64 = turn @ np.array(
            [side * aside, off - behind - arch, low + (high - low) * eased]
        )
        return at

    feet = []
    for side, phase in ((-1, 0.0), (1, 0.5)):
        x, y, z = limb(side, phase, _FOOT).tolist()
        feet.append(Foot((x, y, z), heading - side * 4.0, 8.0, False))
    hands = limb(-1, 0.5, _HAND), limb(1, 0.0, _HAND)
    return feet[0], feet[1], hands


def on_edge(heading: float, out: float, high: float) -> tuple[F64, F64]:
    """Both wrists on an edge `out` metres ahead and `high` over the body's place."""
    aside, inward, above = _GRIP
    turn = turn_z(heading)
    left, right = (turn @ np.array([s * aside, out + inward, high + above]) for s in (-1, 1))
    return left, right


def held(
    model: Model, joints: NDArray[np.float32], heading: float, hands: tuple[F64, F64], part: float,
    armed: float,
) -> NDArray[np.float32]:
    """The pose with both wrists where they hold. part: 0 not yet … 1; armed: 0 … 1, how far the
    right hand has let go to aim."""
    for side, name, wrist in ((-1, "l", hands[0]), (1, "r", hands[1])):
        pole = turn_z(heading) @ np.array([0.4 * side, -0.4, -1.0])
        share = part * (1.0 - armed) if side > 0 else part
        joints = reach(model, joints, name, wrist, pole, share)
    return joints
