"""The eyes of somebody in a film, to look through."""

from __future__ import annotations

from typing import Final

import numpy as np

from blame3d.cast.actor import Actor
from blame3d.cast.model import HEAD, load
from blame3d.timeline.piece import Moment
from blame3d.view import Pose

FIELD: Final = 74.0
"""Degrees that one sees through them."""

_AHEAD_M: Final = 0.22
_ABOVE_M: Final = 0.10
"""Of the joint of the head."""


def eyes(moment: Moment, number: int) -> Pose | None:
    """The eyes of the number-th who has a head; None for 0, and round and round."""
    heads = [actor for actor in moment.actors if HEAD in load(actor.model).names[1:]]
    number %= len(heads) + 1
    return None if number == 0 else _of(heads[number - 1])


def _of(actor: Actor) -> Pose:
    row = actor.joints[load(actor.model).index(HEAD)].astype(np.float64)
    front = row[:, 1] / np.sqrt(row[:, 1] @ row[:, 1])
    at = row[:, 3] + front * _AHEAD_M + (0.0, 0.0, _ABOVE_M)
    x, y, z = (p + round(float(d) * 1000.0) for p, d in zip(actor.position_mm, at, strict=True))
    heading = float(np.degrees(np.arctan2(-front[0], front[1])))
    return Pose(x, y, z, heading, float(np.degrees(np.arcsin(np.clip(front[2], -1.0, 1.0)))))
