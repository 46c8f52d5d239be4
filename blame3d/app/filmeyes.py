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


Who = tuple[str, int]
"""Somebody with a head: model, and which of those of that model."""


def after(moment: Moment, who: Who | None) -> Who | None:
    """The next to look through after somebody; None: the film's camera, before the first and after
    the last."""
    there = list(_heads(moment))
    if who is None or who not in there:
        return there[0] if who is None and there else None
    return next(iter(there[there.index(who) + 1 :]), None)


def eyes(moment: Moment, who: Who | None) -> Pose | None:
    """The eyes of somebody; None while there is nobody of that name."""
    found = None if who is None else _heads(moment).get(who)
    return None if found is None else _of(found)


def _heads(moment: Moment) -> dict[Who, Actor]:
    """Those who have a head, in the order of the roles."""
    found: dict[Who, Actor] = {}
    for actor in moment.actors:
        if HEAD in load(actor.model).names[1:]:
            found[actor.model, sum(model == actor.model for model, _ in found)] = actor
    return found


def _of(actor: Actor) -> Pose:
    row = actor.joints[load(actor.model).index(HEAD)].astype(np.float64)
    front = row[:, 1] / np.sqrt(row[:, 1] @ row[:, 1])
    at = row[:, 3] + front * _AHEAD_M + (0.0, 0.0, _ABOVE_M)
    x, y, z = (p + round(float(d) * 1000.0) for p, d in zip(actor.position_mm, at, strict=True))
    heading = float(np.degrees(np.arctan2(-front[0], front[1])))
    return Pose(x, y, z, heading, float(np.degrees(np.arcsin(np.clip(front[2], -1.0, 1.0)))))
