"""How a Watchtower's eye stands: its mast out of the structure, plates that lift to let it out,
rings that turn against each other."""

from __future__ import annotations

from math import cos, radians, sin
from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.cast.model import load
from blame3d.cast.rig import F64

MAST_M: Final = 11.0
_SUNK_M: Final = 5.0
"""By how much more than its length the mast is drawn in while it is shut."""


def risen(out: F64, ball: F64, opened: float, now: float) -> NDArray[np.float32]:
    """The joints (J, 3, 4) of the model "watch-eye" around the foot of its mast.

    out: (3,) unit, the way of the mast. ball: axes (3, 3) of the eye, which looks along the
    second. opened: 0 shut … 1. now: seconds, by which the rings turn.
    """
    figure = load("watch-eye")
    rise = opened * opened * (3.0 - 2.0 * opened)
    other = np.array([0.0, 0.0, 1.0]) if abs(out[2]) < 0.7 else np.array([0.0, 1.0, 0.0])
    near = axes(other, out)  # the mast's own axes, its third outwards
    side = np.stack([near[:, 0], near[:, 1], out], axis=1)
    joints = np.zeros((len(figure.names), 3, 4))
    joints[:, :, :3] = side
    sunk = out * ((rise - 1.0) * (MAST_M + _SUNK_M))
    joints[:, :, 3] = sunk
    at = sunk + out * MAST_M
    for row, name in enumerate(figure.names):
        if name == "eye":
            joints[row, :, :3], joints[row, :, 3] = ball, at
        elif name.startswith("ring"):
            i = int(name[4:])
            angle = radians((i + 1) * 17.0 * now * (1 if i % 2 else -1))
            c, s = cos(angle), sin(angle)
            joints[row, :, :3] = ball @ np.array([[c, 0.0, s], [0.0, 1.0, 0.0], [-s, 0.0, c]])
            joints[row, :, 3] = at
        elif name.startswith("petal"):
            # The plates lie shut over the hole and turn outwards while the mast comes.
            angle = radians(105.0 * min(1.0, 2.0 * opened))
            around = radians(90.0 * int(name[5:]))
            hinge = 2.8 * (side @ np.array([cos(around), sin(around), 0.0]))
            swing = _about(side @ np.array([-sin(around), cos(around), 0.0]), angle)
            joints[row, :, :3] = swing @ side
            joints[row, :, 3] = hinge - swing @ hinge
    return joints.astype(np.float32)


def axes(ahead: F64, near: F64) -> F64:
    """Axes (3, 3): the second along `ahead`, the third as near to `near` as may be."""
    y = ahead / np.sqrt((ahead * ahead).sum())
    z = near - y * (near * y).sum()
    size = np.sqrt((z * z).sum())
    z = z / size if size > 1e-6 else np.array([0.0, 0.0, 1.0])
    x = np.array([y[1] * z[2] - y[2] * z[1], y[2] * z[0] - y[0] * z[2], y[0] * z[1] - y[1] * z[0]])
    return np.stack([x, y, z], axis=1)


def _about(axis: F64, angle: float) -> F64:
    """The rotation (3, 3) about a unit axis, radians."""
    x, y, z = axis.tolist()
    c, s = cos(angle), sin(angle)
    k = 1.0 - c
    return np.array(
        [
            [c + x * x * k, x * y * k - z * s, x * z * k + y * s],
            [y * x * k + z * s, c + y * y * k, y * z * k - x * s],
            [z * x * k - y * s, z * y * k + x * s, c + z * z * k],
        ]
    )
