"""A hand put somewhere, in a pose that is there already."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from blame3d.cast.model import Model
from blame3d.cast.rig import F64, elbow, laid


def reach(
    model: Model, joints: NDArray[np.float32], side: str, target: F64, pole: F64, part: float = 1.0
) -> NDArray[np.float32]:
    """The pose with one arm's wrist at `target`, its elbow towards `pole`.

    joints: (J, 3, 4) of a two-legged figure; side: "l" or "r"; target: metres from the actor's
    place; part: 0 as it was … 1 there. The input is left alone.
    """
    if part <= 0.0:
        return joints
    rows = [model.index(f"{bone}_{side}") for bone in ("arm", "forearm", "hand")]
    arm, fore, hand = rows
    pivot = model.pivot.astype(np.float64)
    upper, lower = pivot[fore] - pivot[arm], pivot[hand] - pivot[fore]
    out = joints.astype(np.float64)
    shoulder, was = out[arm, :, 3], out[hand, :, 3].copy()
    tip = was + (target - was) * part
    joint = elbow(shoulder, tip, _size(upper), _size(lower), pole)
    carried = out[hand, :, :3].copy()
    out[arm, :, :3] = laid(upper, joint - shoulder, pole)
    out[fore, :, 3] = shoulder + out[arm, :, :3] @ upper
    out[fore, :, :3] = laid(lower, tip - out[fore, :, 3], pole)
    end = out[fore, :, 3] + out[fore, :, :3] @ lower
    out[hand, :, :3] = out[fore, :, :3]
    out[hand, :, 3] = end
    if "gun" in model.names and side == "r":
        gun = model.index("gun")
        held = carried.T @ (out[gun, :, 3] - was)
        out[gun, :, 3] = end + out[hand, :, :3] @ held
        out[gun, :, :3] = out[hand, :, :3]
    return out.astype(np.float32)


def _size(v: F64) -> float:
    return float(np.sqrt(v @ v))
