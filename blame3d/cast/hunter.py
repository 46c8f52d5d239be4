"""An Exterminator's stance: a trunk somewhere, four hooks on a surface, a face that stays level.

The model (models/castparts/exterminator.py) is built with every bone along +z of its own pivot, so
a bone's pose is a frame whose third axis leads from joint to joint.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.cast.model import Model
from blame3d.cast.rig import F64, Chain, basis, elbow, turn_x, turn_z

UPPER: Final = 0.50
LOWER: Final = 0.50
HAND: Final = 0.35
LIMBS: Final = ("a", "b", "c", "d")
"""Left and right before, left and right behind."""


def stance(
    model: Model, at: F64, turn: F64, hooks: F64, up: F64, look: tuple[float, float]
) -> NDArray[np.float32]:
    """The joints (J, 3, 4) of a pose (see `cast.actor.Actor`).

    at: middle of the trunk; hooks: (4, 3), where the hands hold on, both in metres from the actor's
    place, world axes. turn: (3, 3), axes of the trunk. up: (3,) unit normal of what the hands are
    on. look: heading and pitch of the face, degrees.
    """
    chain = Chain(model)
    chain.root("body", at, turn)
    chain.hang("head", turn_z(look[0]) @ turn_x(look[1]))
    for limb, hook in zip(LIMBS, hooks, strict=True):
        shoulder = at + turn @ chain.rest(f"upper_{limb}")
        out = shoulder - at
        wrist = hook + up * (HAND - 0.02)
        joint = elbow(shoulder, wrist, UPPER, LOWER, up * 1.4 + out)
        for name, a, b in (
            ("upper", shoulder, joint), ("lower", joint, wrist), ("hand", wrist, hook),
        ):  # fmt: skip
            chain.root(f"{name}_{limb}", a, basis(b - a, turn[:, 1]))
    return chain.joints()
