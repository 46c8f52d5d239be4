"""Who is thrown, lies, or comes up from the floor: every limb is where it is said to be.

What stands or goes is posed by its feet (`cast.pose`); this is for the rest, posed by its hips.
Places are right of the body's place, ahead and up, metres; angles degrees.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from blame3d.cast.model import Model
from blame3d.cast.reach import reach
from blame3d.cast.rig import F64, Chain, basis, elbow, laid, mix, turn_x, turn_z

Place = tuple[float, float, float]
_HEM_M: Final = 0.05
"""Over the floor, of the middle of a hem that lies on it."""
_SIDES: Final = ("l", "r")


@dataclass(frozen=True)
class Sprawl:
    """hips: where they are. lean: of the hips and of the chest, 0 upright … 90 on the back,
    negative forwards. left, right: ankles; toes: by how much the left and the right foot's are up.
    hand, other: right and left wrist. look: up from straight ahead of an upright body. turn:
    heading of the body from that which it is given.
    """

    hips: Place
    lean: tuple[float, float]
    left: Place
    right: Place
    toes: tuple[float, float]
    hand: Place
    other: Place
    look: float = 0.0
    turn: float = 0.0


def between(a: Sprawl, b: Sprawl, part: float) -> Sprawl:
    """On the way from one to another."""
    found: list[Any] = []
    for field in fields(Sprawl):
        p, q = getattr(a, field.name), getattr(b, field.name)
        way = mix(np.atleast_1d(p), np.atleast_1d(q), part).tolist()
        found.append(tuple(way) if isinstance(p, tuple) else way[0])
    return Sprawl(*found)


def sprawled(model: Model, heading: float, now: Sprawl) -> NDArray[np.float32]:
    """The joints (J, 3, 4) of a two-legged figure of the cast: see `cast.actor.Actor`."""
    chain = Chain(model)
    axes = turn_z(heading + now.turn)
    low, high = (axes @ turn_x(lean) for lean in now.lean)
    chain.root("hips", axes @ np.array(now.hips), low)
    chain.hang("spine", axes @ turn_x(mix(now.lean[:1], now.lean[1:], 0.5)[0]))
    chain.hang("chest", high)
    for side, at, toes in zip(_SIDES, (now.left, now.right), now.toes, strict=True):
        _leg(chain, side, axes @ np.array(at), axes @ turn_x(toes))
    gaze = axes @ turn_x(now.look)
    chain.hang("neck", axes @ turn_x(mix([now.lean[1]], [now.look], 0.4)[0]))
    chain.hang("head", gaze)
    for side in _SIDES:
        for bone in ("arm", "forearm", "hand"):
            chain.hang(f"{bone}_{side}", high)
        thigh = chain.turned(f"thigh_{side}")
        _coat(chain, f"coat_{side}", mix(low[:, 2], thigh[:, 2], 0.35), low[:, 1])
    chain.hang("gun", high)
    joints = chain.joints()
    for side, wrist, out in (("r", now.hand, 0.7), ("l", now.other, -0.7)):
        pole = high @ np.array([out, -0.5, -0.5])
        joints = reach(model, joints, side, axes @ np.array(wrist), pole)
    return joints


def _coat(chain: Chain, joint: str, along: F64, front: F64) -> None:
    """Behind the thigh, along a vector from its hem; what would go into the floor lies on it."""
    model = chain.model
    long = -float(model.position[model.joint == model.index(joint), 2].min(initial=0.0))
    high = float(chain.socket(joint)[2])
    way = -along / np.sqrt(along @ along)
    least = (_HEM_M - high) / max(long, 1e-9)
    if -1.0 < least > way[2]:
        flat = way[:2] / max(1e-9, float(np.sqrt(way[:2] @ way[:2])))
        way[:2], way[2] = flat * np.sqrt(max(0.0, 1.0 - least * least)), least
    chain.hang(joint, basis(-way, front))


def _leg(chain: Chain, side: str, ankle: F64, foot: F64) -> None:
    thigh, shin, last = (f"{bone}_{side}" for bone in ("thigh", "shin", "foot"))
    upper, lower = chain.bone(thigh, shin), chain.bone(shin, last)
    hip, front = chain.socket(thigh), chain.turned("hips")[:, 1]
    longest = 0.995 * float(np.sqrt(upper @ upper) + np.sqrt(lower @ lower))
    way = ankle - hip
    ankle = hip + way * min(1.0, longest / max(1e-9, float(np.sqrt(way @ way))))
    bent = elbow(hip, ankle, float(np.sqrt(upper @ upper)), float(np.sqrt(lower @ lower)), front)
    chain.hang(thigh, laid(upper, bent - hip, front))
    chain.hang(shin, laid(lower, ankle - chain.socket(shin), front))
    chain.hang(last, foot)


def eased(a: NDArray[np.float32], b: NDArray[np.float32], part: float) -> NDArray[np.float32]:
    """Joints on the way from one pose to another; both stay rigid."""
    found = mix(a.astype(np.float64), b.astype(np.float64), part)
    for row in found:
        row[:, :3] = basis(row[:, 2].copy(), row[:, 1].copy())
    return found.astype(np.float32)
