"""Stances of many Exterminators at once: trunks somewhere, four hooks each on a surface, faces that
stay level.

The model (models/castparts/exterminator.py) is built with every bone along +z of its own pivot, so
a bone's pose is a frame whose third axis leads from joint to joint. One by one sixty of them would
take 25 ms, together they take less than 2.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from blame3d.cast.model import Model

F64 = NDArray[np.float64]

LIMBS: Final = ("a", "b", "c", "d")
"""Left and right before, left and right behind."""

UPPER: Final = 0.50
LOWER: Final = 0.50
HAND: Final = 0.35
CYCLE_M: Final = 1.9
"""Way of a whole cycle of the gait: both diagonal pairs."""

DUTY: Final = 0.55
"""Share of a cycle in which a hand holds on."""

LIFT_M: Final = 0.32
# One row or entry for each of LIMBS:
_SPREAD: Final = np.array([(-0.66, 0.66), (0.66, 0.66), (-0.64, -0.64), (0.64, -0.64)])
"""Where hands are in the middle of their hold: right and ahead of the middle of the trunk."""

_PAIR: Final = np.array([0.0, 0.5, 0.5, 0.0])
_ODD: Final = np.array([0.0, 1.0, 2.0 / 3.0, 1.0 / 3.0])


def frames(ahead: F64, up: F64) -> F64:
    """Axes (N, 3, 3) on columns, right, ahead, up, of trunks that look along `ahead`, both unit
    and upright to each other."""
    return _columns(_cross(ahead, up), ahead, up)


def hooks(at: F64, turn: F64, height: float, gone: F64, odd: F64) -> F64:
    """Where the hands are (N, 4, 3), were the surface flat.

    at: (N, 3), middles of the trunks. turn: (N, 3, 3), their axes. height: of the middles over the
    surface. gone: (N,), metres run. odd: (N,), 0 … 1, by how much each is out of step: up to an
    eighth of the cycle.
    """
    phase = (gone[:, None] / CYCLE_M + _PAIR + 0.12 * odd[:, None] * _ODD) % 1.0
    holds = phase < DUTY
    swing = np.clip((phase - DUTY) / (1.0 - DUTY), 0.0, 1.0)
    half = 0.5 * CYCLE_M * DUTY
    ease = swing * swing * (3.0 - 2.0 * swing)
    local = np.empty((len(at), 4, 3))
    local[:, :, :2] = _SPREAD
    local[:, :, 1] += np.where(holds, half - 2.0 * half / DUTY * phase, 2.0 * half * ease - half)
    local[:, :, 2] = LIFT_M * 4.0 * swing * (1.0 - swing) - height
    result: F64 = at[:, None] + local @ turn.transpose(0, 2, 1)
    return result


def stances(
    model: Model, at: F64, turn: F64, held: F64, up: F64, look: F64
) -> NDArray[np.float32]:
    """The joints (N, J, 3, 4) of N poses (see `cast.actor.Actor`).

    at: (N, 3), middles of the trunks; held: (N, 4, 3), where the hands of LIMBS hold on, both in
    metres from one place, world axes. turn: (N, 3, 3), axes of the trunks. up: (N, 3), unit normals
    of what the hands are on. look: (N, 2), headings and pitches of the faces, degrees.
    """
    n, plan = len(at), _plan(model)
    across = turn.transpose(0, 2, 1)
    out = np.zeros((n, len(model.names), 3, 4), np.float32)
    out[:, plan.body, :, :3], out[:, plan.body, :, 3] = turn, at
    out[:, plan.head, :, :3] = _faces(look)
    out[:, plan.head, :, 3] = at + (plan.neck @ across)[:, 0]
    shoulder = plan.shoulders @ across  # (N, 4, 3), from the middle of the trunk
    pole = up[:, None] * 1.4 + shoulder
    # (N, bone, limb): upper, lower, hand
    begins, along = np.empty((2, n, 3, len(LIMBS), 3))
    begins[:, 0] = shoulder + at[:, None]
    begins[:, 2] = held + up[:, None] * (HAND - 0.02)
    ends = (v.reshape(-1, 3) for v in (begins[:, 0], begins[:, 2], pole))
    begins[:, 1] = _elbows(*ends).reshape(n, -1, 3)
    along[:, :2] = begins[:, 1:]
    along[:, 2] = held
    along -= begins
    front = np.broadcast_to(turn[:, None, None, :, 1], along.shape)
    axes = _bases(along.reshape(-1, 3), front.reshape(-1, 3))
    out[..., :3][:, plan.bones] = axes.reshape(n, -1, 3, 3)
    out[..., 3][:, plan.bones] = begins.reshape(n, -1, 3)
    return out


class _Plan(NamedTuple):
    """Rows of a model's joints, and where some are at rest from their parent's, (n, 3)."""

    body: int
    head: int
    bones: NDArray[np.int64]
    neck: F64
    shoulders: F64


@lru_cache(maxsize=4)
def _plan(model: Model) -> _Plan:
    bones = [f"{bone}_{limb}" for bone in ("upper", "lower", "hand") for limb in LIMBS]
    return _Plan(
        model.index("body"), model.index("head"), np.array([model.index(one) for one in bones]),
        _rest(model, "head"), np.concatenate([_rest(model, f"upper_{limb}") for limb in LIMBS]),
    )  # fmt: skip


def _rest(model: Model, joint: str) -> F64:
    """A joint's place from its parent's at rest, (1, 3)."""
    row = model.index(joint)
    own: F64 = model.pivot[row].astype(np.float64) - model.pivot[model.parent[row]]
    return own[None]


def _faces(look: F64) -> F64:
    """Axes of heads that look along headings and pitches in degrees."""
    h, p = np.radians(look[:, 0]), np.radians(look[:, 1])
    ch, sh, cp, sp = np.cos(h), np.sin(h), np.cos(p), np.sin(p)
    right = np.stack([ch, sh, 0.0 * h], axis=1)
    ahead = np.stack([-sh * cp, ch * cp, sp], axis=1)
    return _columns(right, ahead, _cross(right, ahead))


def _elbows(root: F64, tip: F64, pole: F64) -> F64:
    """Where the two bones of an arm meet, bent towards `pole`; see `cast.rig.elbow`."""
    way = tip - root
    far = np.maximum(np.sqrt(_dot(way, way)), 1e-9)
    way = way / far[:, None]
    reach = np.clip(far, abs(UPPER - LOWER) + 1e-6, UPPER + LOWER - 1e-6)
    along = (UPPER * UPPER - LOWER * LOWER + reach * reach) / (2.0 * reach)
    side = pole - way * _dot(pole, way)[:, None]
    size = np.maximum(np.sqrt(_dot(side, side)), 1e-9)
    out = np.sqrt(np.maximum(0.0, UPPER * UPPER - along * along))
    result: F64 = root + way * along[:, None] + side * (out / size)[:, None]
    return result


def _bases(along: F64, front: F64) -> F64:
    """Axes whose third leads along a vector and whose second is as near to `front` as may be."""
    z = along / np.maximum(np.sqrt(_dot(along, along)), 1e-9)[:, None]
    y = front - z * _dot(front, z)[:, None]
    thin = _dot(y, y) < 1e-12
    if thin.any():
        other = z[:, [1, 2, 0]]
        other = other - z * _dot(other, z)[:, None]
        y = np.where(thin[:, None], other, y)
    y = y / np.sqrt(_dot(y, y))[:, None]
    return _columns(_cross(y, z), y, z)


def _columns(x: F64, y: F64, z: F64) -> F64:
    """Rows of vectors as the columns of matrices (N, 3, 3); np.stack costs five times that."""
    out = np.empty((len(x), 3, 3))
    out[:, :, 0], out[:, :, 1], out[:, :, 2] = x, y, z
    return out


def _cross(a: F64, b: F64) -> F64:
    x, y, z = a.T
    u, v, w = b.T
    out = np.empty_like(a)
    out[:, 0], out[:, 1], out[:, 2] = y * w - z * v, z * u - x * w, x * v - y * u
    return out


def _dot(a: F64, b: F64) -> F64:
    result: F64 = np.vecdot(a, b)
    return result
