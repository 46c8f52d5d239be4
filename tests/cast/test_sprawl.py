"""Limbs that are put one by one: what is held stays in the hand, bones keep their length."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from blame3d.cast.model import load
from blame3d.cast.reach import reach
from blame3d.cast.rig import F64
from blame3d.cast.sprawl import Sprawl, between, sprawled

LIES = Sprawl(
    (0.0, -0.4, 0.17), (87.0, 81.0), (-0.2, 0.4, 0.13), (0.15, 0.13, 0.1), (62.0, 4.0),
    (0.7, -0.6, 0.12), (-0.6, -0.8, 0.14), 62.0, -45.0,
)  # fmt: skip
KNEELS = Sprawl(
    (0.0, -0.2, 0.5), (-24.0, -44.0), (-0.15, -0.56, 0.245), (0.13, 0.02, 0.095), (-62.0, 0.0),
    (0.3, 0.2, 0.5), (-0.3, 0.2, 0.1),
)  # fmt: skip


def far(joints: F64, a: int, b: int) -> float:
    return float(np.linalg.norm(joints[a, :, 3] - joints[b, :, 3]))


def test_a_hand_that_reaches_keeps_what_it_holds() -> None:
    model = load("killy")
    hand, gun = model.index("hand_r"), model.index("gun")
    rest = model.rest.astype(np.float64)
    for part in (0.3, 1.0):
        wrist, out = np.array([0.3, 0.3, 1.9]), np.array([1.0, 0.0, 0.0])
        joints = reach(model, model.rest, "r", wrist, out, part)
        assert abs(far(joints.astype(np.float64), hand, gun) - far(rest, hand, gun)) < 1e-3


def test_between_lying_and_kneeling_bones_keep_their_length() -> None:
    model = load("killy")
    limbs = [[f"{bone}_{side}" for bone in row] for side in "lr"
             for row in (("thigh", "shin", "foot"), ("arm", "forearm", "hand"))]  # fmt: skip
    rest = model.rest.astype(np.float64)
    for part in np.linspace(0.0, 1.0, 9).tolist():
        joints = sprawled(model, 15.0, between(LIES, KNEELS, part)).astype(np.float64)
        for limb in limbs:
            for a, b in pairwise(model.index(name) for name in limb):
                assert abs(far(joints, a, b) - far(rest, a, b)) < 0.03, (part, limb)
        assert joints[model.index("shin_l"), 2, 3] > 0.0
