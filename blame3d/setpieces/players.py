"""How people stand, walk and fall, and hunters crouch: actors as functions of story time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import ceil, degrees, floor, hypot, pi, sin
from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.cast import crowd
from blame3d.cast.actor import Actor
from blame3d.cast.gait import Bearing, Foot, Manner, manner
from blame3d.cast.model import Model, load
from blame3d.cast.pose import LEG, pose
from blame3d.cast.reach import reach
from blame3d.cast.rig import F64, turn_x, turn_z
from blame3d.cast.stride import SIDE_M, phase, stride
from blame3d.timeline.keys import smooth, turned
from blame3d.timeline.piece import Site

Point = tuple[float, float, float]

REACH_M: Final = 3.0
"""Of somebody on two legs from about his belt, lying or with a harpoon raised."""

_STEP: Final = 50.0
"""Most degrees of a turning step."""


@dataclass(frozen=True)
class Stand:
    """One moment of somebody on two legs. at: on the floor between the feet, metres of the site.

    heading: of the body; look: heading and pitch of the face; degrees. gone, whole: metres of a
    walk along the heading, done and in all. crouch, aim: 0 … 1. back: 0 upright … 1 flat on the
    back. hand, far: a wrist's place relative to `at`, and how far it is there, 0 … 1; other: the
    left one likewise. other_pole: right of the body, ahead and up, where the left elbow points.
    air: 0 … 1. rim: as `Actor.rim`. before: heading from which one turns on the spot, or None;
    turned: how far, 0 … 1; heading is then that of its end. away: from where one goes back to where
    one began to, metres; turned: how far of that has been gone, 0 … 1.
    """

    at: Point
    heading: float
    look: tuple[float, float]
    gone: float = 0.0
    whole: float = 0.0
    speed: float = 0.0
    crouch: float = 0.0
    aim: float = 0.0
    back: float = 0.0
    air: float = 0.0
    hand: Point = (0.0, 0.0, 0.0)
    far: float = 0.0
    other: Point = (0.0, 0.0, 0.0)
    other_far: float = 0.0
    other_pole: Point = (-0.6, -0.3, -0.7)
    sway: float = 0.0
    time: float = 0.0
    glow: float = 1.0
    rim: float = 0.0
    before: float | None = None
    turned: float = 0.0
    away: Point = (0.0, 0.0, 0.0)


def feet(now: Stand) -> tuple[Foot, Foot]:
    """Left and right; Foot.at from the body's place."""
    if now.whole > 0.0:
        how = _manner(now)
        left, right = (stride(now.gone, now.heading, how, side, now.whole) for side in (-1, 1))
        return left, right
    if now.before is not None and 0.0 < now.turned < 1.0:
        return _pivot(now, -1), _pivot(now, 1)
    if any(now.away) and 0.0 < now.turned < 1.0:
        return _backwards(now, -1), _backwards(now, 1)
    side = turn_z(now.heading)[:, 0] * SIDE_M
    lift = 0.12 * now.air
    return (
        Foot((-float(side[0]), -float(side[1]), lift), now.heading + 6.0, 20.0 * now.air),
        Foot((float(side[0]), float(side[1]), lift * 0.4), now.heading - 6.0, 10.0 * now.air),
    )


def _pivot(now: Stand, side: int) -> Foot:
    """A foot of who turns on the spot: in steps of at most _STEP degrees, left, right, left …"""
    assert now.before is not None
    angle = (now.heading - now.before + 180.0) % 360.0 - 180.0
    steps = max(1, ceil(abs(angle) / _STEP))
    at = now.turned * steps
    part = min(1.0, max(0.0, (at - floor(at)) * 2.0 - (side > 0)))
    heading = now.before + angle * (floor(at) + part) / steps
    out = turn_z(heading)[:, 0] * (SIDE_M * side)
    up = 0.05 * sin(pi * part)
    foot = (float(out[0]), float(out[1]), up)
    return Foot(foot, heading - side * 6.0, 12.0 * sin(pi * part), not 0.0 < part < 1.0)


_BACK_STEPS: Final = 2


def _backwards(now: Stand, side: int) -> Foot:
    """A foot of who gives way without turning: left, right, left, right."""
    at = now.turned * _BACK_STEPS
    part = min(1.0, max(0.0, (at - floor(at)) * 2.0 - (side > 0)))
    left = smooth(now.turned) - (floor(at) + smooth(part)) / _BACK_STEPS
    x, y, _ = turn_z(now.heading)[:, 0] * (SIDE_M * side) + np.array(now.away) * left
    up = 0.06 * sin(pi * part)
    foot = (float(x), float(y), up)
    return Foot(foot, now.heading - side * 6.0, 10.0 * sin(pi * part), not 0.0 < part < 1.0)


def hips(now: Stand) -> float:
    """Heading of the hips."""
    if now.before is None:
        return now.heading
    return turned(now.before, now.heading, smooth(now.turned))


def _manner(now: Stand) -> Manner:
    """A walk is of whole steps."""
    how = manner(now.speed or 0.9, now.crouch)
    if now.whole <= 0.0:
        return how
    return replace(how, step=now.whole / max(1, round(now.whole / how.step)))


def person(model: str, site: Site, now: Stand, *, armed: bool = True) -> Actor:
    """A figure of the cast in this moment; its weapon is left out unless it is armed."""
    figure = load(model)
    how = _manner(now) if now.whole > 0.0 else manner(0.0, now.crouch)
    left, right = feet(now)
    bearing = Bearing(
        hips(now),
        now.look,
        how,
        phase(now.gone, how) if now.whole > 0.0 else 0.0,
        air=now.air,
        aim=now.aim,
        time=now.time,
        speed=now.speed,
    )
    joints = pose(figure, left, right, bearing)
    out = turn_z(hips(now))
    if now.sway:
        joints = _bowed(figure, joints, out @ turn_x(now.sway) @ out.T)
    joints = reach(figure, joints, "r", np.array(now.hand), out @ (0.6, -0.3, -0.7), now.far)
    left_pole = out @ np.array(now.other_pole)
    joints = reach(figure, joints, "l", np.array(now.other), left_pole, now.other_far)
    if not armed:
        joints = joints.copy()
        joints[figure.index("gun"), :, :3] = 0.0
    if now.back:
        joints = _tilted(joints, out, turn_x(90.0 * now.back), 0.20 * abs(now.back))
    return replace(_placed(model, site, now.at, joints, now.glow), rim=now.rim)


def _bowed(
    figure: Model, joints: NDArray[np.float32], turn: F64
) -> NDArray[np.float32]:
    """What is over the legs turned about the hips; the feet stay where they stand."""
    at = joints[figure.index("hips"), :, 3].astype(np.float64)
    about = np.concatenate([turn, (at - turn @ at)[:, None]], axis=1)
    found = joints.astype(np.float64)
    over = [n for n, name in enumerate(figure.names) if name.split("_")[0] not in LEG]
    found[over] = about[:, :3] @ found[over]
    found[over, :, 3] += about[:, 3]
    return found.astype(np.float32)


def _tilted(
    joints: NDArray[np.float32], out: F64, turn: F64, lift: float = 0.0
) -> NDArray[np.float32]:
    """The whole pose turned about the body's own right hand, at the floor."""
    about = out @ turn @ out.T
    found = about @ joints.astype(np.float64)
    found[:, 2, 3] += lift
    return np.asarray(found, np.float32)


def _placed(
    model: str, site: Site, at: Point | F64, joints: NDArray[np.float32], glow: float = 1.0
) -> Actor:
    """Poses are made in the site's axes: the actor's are the City's."""
    if site.heading:
        joints = (site.axes() @ joints).astype(np.float32)
    return Actor(model, site.mm(np.asarray(at, np.float64)), joints, glow)


def shaped(model: str, site: Site, at: Point | F64, matrices: F64, glow: float = 1.0) -> Actor:
    """An effect: matrices (J, 3, 4) in the site's axes around `at`."""
    return _placed(model, site, at, matrices.astype(np.float32), glow)


@dataclass(frozen=True)
class Hunter:
    """An Exterminator that waits on a floor. at: below its middle; rear: 0 on four … 1 reared up.

    seed: makes it different from the others.
    """

    at: Point
    heading: float
    seed: int
    rear: float = 0.0
    spread: float = field(default=1.0)

    def middle(self) -> F64:
        height = 0.62 + 0.06 * (self.seed % 5) + 0.55 * self.rear
        return np.array(self.at) + (0.0, 0.0, height)

    def face(self) -> F64:
        """Where its mask is."""
        way = turn_z(self.heading) @ turn_x(58.0 * self.rear) @ np.array([0.0, 0.52, 0.05])
        return np.asarray(self.middle() + way, np.float64)

    def trunk(self) -> F64:
        """Its axes (3, 3)."""
        return turn_z(self.heading) @ turn_x(58.0 * self.rear - 4.0)

    def hooks(self) -> F64:
        """Where its hands are, from `at`, (4, 3)."""
        found = []
        for n, (x, y) in enumerate(((-0.52, 0.62), (0.52, 0.62), (-0.55, -0.66), (0.55, -0.66))):
            wild = ((self.seed * 37 + n * 17) % 11 / 11.0 - 0.5) * 0.34
            raised = self.rear if n < 2 else 0.0
            x *= self.spread * (1.0 - 0.35 * raised)
            found.append((x, y + wild - 0.15 * raised, raised * (0.75 + 0.3 * wild)))
        return np.array(found) @ turn_z(self.heading).T


Waiting = tuple[Hunter, tuple[float, float], float]
"""A hunter, heading and pitch of its face, and metres that it has come forward."""


def waiting(site: Site, some: Sequence[Waiting]) -> tuple[Actor, ...]:
    """Hunters that wait, posed together."""
    if not some:
        return ()
    hunters = [one for one, _, _ in some]
    at = np.array([one.middle() - one.at for one in hunters])
    trunks = np.array([one.trunk() for one in hunters])
    hooks = np.array([one.hooks() for one in hunters])
    up = np.broadcast_to((0.0, 0.0, 1.0), at.shape)
    look = np.array([look for _, look, _ in some])
    joints = crowd.stances(load("exterminator"), at, trunks, hooks, up, look)
    return tuple(
        _placed("exterminator", site, one.at + turn_z(one.heading)[:, 1] * nearer, pose)
        for (one, _, nearer), pose in zip(some, joints, strict=True)
    )


def towards(a: F64 | Point, b: F64 | Point) -> tuple[float, float]:
    """Heading and pitch in degrees from one point to another."""
    x, y, z = (float(q) - float(p) for p, q in zip(a, b, strict=True))
    return degrees(np.arctan2(-x, y)), degrees(np.arctan2(z, hypot(x, y)))


def sideways(heading: float, right: float, ahead: float, up: float) -> Point:
    """A place in the axes of somebody with a heading, from where he stands."""
    x, y, z = (turn_z(heading) @ np.array([right, ahead, up])).tolist()
    return x, y, z
