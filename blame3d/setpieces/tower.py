"""The Watchtower at work: a seam, an eye that rises, a sheet of light, a coin of it; and how the
structure gives Exterminators. Functions of story time."""

from __future__ import annotations

from dataclasses import dataclass
from math import atan2, cos, degrees, hypot, pi, radians, sin
from typing import Final

import numpy as np

from blame3d.cast.actor import Actor
from blame3d.cast.model import load
from blame3d.cast.rig import F64, turn_x, turn_z
from blame3d.cast.watcher import MAST_M, axes, risen
from blame3d.setpieces import effects
from blame3d.setpieces.players import Point, shaped
from blame3d.timeline.keys import Track, bump, ramp, smooth
from blame3d.timeline.piece import Site

SEAM_M: Final = 40.0
_HALF_M: Final = 2.13
"""From the middle of the column to where its seam is drawn."""

_REACH_M: Final = 150.0
TURN: Final = 2.0 * pi

_SPOT_M: Final = 0.034
"""Radius of the coin of light when it has found."""
_COIN_M: Final = 0.30
"""And when it begins to draw together."""
_BACK: Final = np.array([-0.042, 0.0, 0.064])
"""From `Watch.finds`, a wrist, to the back of the hand."""

Floor = tuple[float, float, float, float]
"""x and y from … to, of a floor at height 0."""


@dataclass(frozen=True)
class Watch:
    """foot: top of its column. wakes: story time when the seam opens; out_s: when its eye is out.
    heading: of the sheet, degrees, by story time. finds: where and when it stops."""

    foot: Point
    wakes: float
    out_s: float
    heading: Track
    finds: Point
    found: float

    def eye(self) -> F64:
        return np.array(self.foot) + (0.0, 0.0, MAST_M)

    def aim(self, s: float) -> tuple[float, float]:
        """Heading and pitch of the eye."""
        x, y, z = (np.array(self.finds) - self.eye()).tolist()
        return self.heading.value(s), degrees(atan2(z, hypot(x, y)))

    def narrow(self, s: float) -> float:
        """0: a sheet … 1: a coin."""
        return ramp(s, self.found + 0.6, self.found + 1.6)

    def searches(self, s: float) -> bool:
        return self.out_s + 0.4 <= s < self.found + 6.0


def watching(site: Site, watch: Watch, s: float, floors: tuple[Floor, ...]) -> tuple[Actor, ...]:
    """The eye, the seam, the sheet and its line on the floors that are there."""
    if s < watch.wakes:
        return ()
    opened = ramp(s, watch.wakes + 1.2, watch.out_s, smooth)
    heading, pitch = watch.aim(s)
    way = turn_z(heading) @ turn_x(pitch)[:, 1]
    up = np.array([0.0, 0.0, 1.0])
    ball = axes(way, up)
    out = [_seam(site, watch, s, ramp(s, watch.wakes, watch.wakes + 1.2))]
    joints = _folded(risen(up, ball, opened, s).astype(np.float64), opened)
    lit = 0.2 + 0.8 * ramp(s, watch.out_s, watch.out_s + 0.4)
    out.append(shaped("watch-eye", site, watch.foot, joints, lit if opened >= 1.0 else 0.0))
    if not watch.searches(s):
        return tuple(out)
    thin = 1.0 - 0.985 * watch.narrow(s)
    sheet = np.zeros((1, 3, 4))
    sheet[0, :, :3] = ball @ np.diag([1.0, 1.0, thin]) * _REACH_M
    if watch.narrow(s) > 0.0:
        far = np.array(watch.finds) - watch.eye()
        sheet[0, :, :3] = axes(far, up) @ np.diag([1.0, 1.0, thin]) * float(np.sqrt(far @ far))
    if watch.narrow(s) < 1.0:
        begin = watch.eye() + way * 1.1
        out += [shaped(name, site, begin, sheet) for name in ("scan", "scan-veil")]
        out.extend(_line(site, watch, heading, floors, watch.narrow(s)))
    if watch.narrow(s) > 0.0:
        x, y, _ = watch.finds
        # It draws together on the back of the hand; what lies about that is lit by it.
        size = _SPOT_M + (_COIN_M - _SPOT_M) * (1.0 - watch.narrow(s))
        spot = np.diag([size, size, 1.0, 1.0])[None, :3]
        about = np.diag([max(0.11, size), max(0.11, size), 1.0, 1.0])[None, :3]
        on = np.array(watch.finds) + _BACK if watch.narrow(s) > 0.85 else np.array([x, y, 0.016])
        out.append(shaped("coin", site, on, spot, min(1.0, 4.0 * watch.narrow(s))))
        out.append(shaped("coin-glow", site, (x, y, 0.014), about, watch.narrow(s)))
    return tuple(out)


def _folded(joints: F64, opened: float) -> F64:
    """The eye is wider than its column: it unfolds when it is out of it."""
    size = 0.38 + 0.62 * ramp(opened * opened * (3.0 - 2.0 * opened), 0.58, 1.0)
    for row, name in enumerate(load("watch-eye").names):
        if name.startswith("petal"):
            joints[row] *= 0.75
        elif name == "mast":
            joints[row, :, :2] *= size
        else:
            joints[row, :, :3] *= size
    return joints


def _seam(site: Site, watch: Watch, s: float, share: float) -> Actor:
    """A line of red down the side of the column that is turned to those whom it looks for."""
    x, y, z = watch.foot
    long = SEAM_M * share + 0.01
    rows = np.zeros((1, 3, 4))
    rows[0, :, :3] = np.diag([0.08, 0.04, long])
    glow = 0.5 + 0.5 * bump(s, watch.wakes, watch.wakes + 1.2, watch.wakes + 5.0)
    side = x - 0.4, y + _HALF_M, z - long / 2.0
    return shaped("ray", site, side, rows, glow)


def _line(
    site: Site, watch: Watch, heading: float, floors: tuple[Floor, ...], narrow: float
) -> list[Actor]:
    """Where the sheet meets floors."""
    ex, ey, _ = watch.eye().tolist()
    h = radians(heading)
    way = np.array([-sin(h), cos(h)])
    out = []
    for x0, x1, y0, y1 in floors:
        low, high = 0.0, _REACH_M
        for at, step, lo, hi in ((ex, way[0], x0, x1), (ey, way[1], y0, y1)):
            a, b = sorted(((lo - at) / step, (hi - at) / step)) if abs(step) > 1e-9 else (low, high)
            low, high = max(low, a), min(high, b)
        if high - low < 0.05:
            continue
        fx, fy, _ = watch.finds
        mid = (fx - ex) * way[0] + (fy - ey) * way[1]  # it draws together about what it found
        low, high = low + (mid - low) * narrow, high + (mid - high) * narrow
        middle = np.array([ex, ey]) + way * ((low + high) / 2.0)
        rows = np.zeros((1, 3, 4))
        rows[0, :, :3] = turn_z(heading) @ np.diag([0.12, max(0.01, high - low), 0.012])
        out.append(shaped("ray", site, (*middle.tolist(), 0.012), rows, 0.9))
    return out


_SLAB_M: Final = (2.7, 3.3, 0.42)
"""Of wall that opens: across, up, and through."""
_PUSHED_M: Final = 0.16
_PUSHED: Final = (0.3, 1.0)
_SWINGS: Final = (0.9, 2.0)
"""From when to when, in seconds since its joints began to glow, it comes out of the wall, and
swings on one edge."""
_WIDE: Final = 112.0
_BLOCK: Final = (3, (1.0, 0.84, 0.18))
"""Which of the splinters it is made of, and that one's size."""
_FALL_S: Final = 2.2


def opens(seed: int) -> tuple[float, float]:
    """How wide and how high a slab is, in metres."""
    a, b = effects.dice(seed)[0, :2].tolist()
    return _SLAB_M[0] * (0.82 + 0.36 * a), _SLAB_M[1] * (0.82 + 0.36 * b)


def shaping(
    site: Site, at: Point, normal: Point, age: float, seed: int, *, drops: bool = False
) -> tuple[Actor, ...]:
    """A slab of wall around `at` is let go: its joints glow, it comes out and swings open on its
    right edge, or with `drops` on its lower one; behind it is the dark. age: seconds since."""
    if age < 0.0:
        return ()
    up = np.array([0.0, 0.0, 1.0])
    out = np.array(normal)
    right = np.array([-out[1], out[0], 0.0])
    base = np.array(at)
    luck = effects.dice(seed)
    c = float(luck[0, 2])
    wide, high = opens(seed)
    thick = _SLAB_M[2] * (0.82 + 0.36 * c)
    joints = []
    glow = bump(age, 0.0, 0.35, 1.8)
    if glow > 0.02:
        for way, over, long, half in ((up, right, high, wide), (right, up, wide, high)):
            for side in (-0.5, 0.5):
                rows = np.zeros((1, 3, 4))
                bars = [way * (long + 0.2), np.cross(out, way) * 0.05, out * 0.05]
                rows[0, :, :3] = np.stack(bars, 1)
                spot = base + over * (side * (half + 0.1)) + out * 0.03
                joints.append(shaped("ray", site, spot, rows, 0.6 * glow))
    swing = ramp(age, *_SWINGS, smooth)
    if swing > 0.0:  # what is not there any more
        rows = np.zeros((1, 3, 4))
        rows[0, :, :3] = np.stack([right * wide, out * 0.02, up * high], 1)
        joints.append(shaped("ray", site, base + out * 0.02, rows, 0.0))
    hinge, long, arm = (-up, high, up) if drops else (right, wide, -right)
    angle = radians((_WIDE - 30.0 * c - 14.0 * drops) * swing)
    free = arm * cos(angle) + out * sin(angle)
    face = out * cos(angle) - arm * sin(angle)
    push = _PUSHED_M * ramp(age, *_PUSHED)
    middle = base + hinge * (long / 2.0) + free * (long / 2.0) + out * push - face * thick / 2.0
    rows = np.zeros((len(luck), 3, 4))
    # What crumbles from its edges falls.
    fallen = np.clip(age - _SWINGS[0] + 0.2 - 0.9 * luck[:, 0], 0.0, _FALL_S)
    there = (fallen > 0.0) & (fallen < _FALL_S) & (np.arange(len(luck)) % 5 < 2)
    begin = np.multiply.outer((luck[:, 1] - 0.5) * wide, right)
    begin += np.multiply.outer((luck[:, 2] - 0.5) * high, up)
    begin += np.multiply.outer(0.2 + 1.4 * luck[:, 3] * fallen, out)
    begin[:, 2] -= 0.5 * effects.GRAVITY * fallen**2
    turn = _tumbled(TURN * luck[:, 4] + 3.0 * fallen, TURN * luck[:, 5] + 4.0 * fallen)
    size = (0.12 + 0.34 * luck[:, 6] ** 2)[:, None, None]
    crumbs = np.concatenate([turn * size, begin[:, :, None]], 2)
    rows[there] = crumbs[there]
    row, block = _BLOCK
    rows[row] = 0.0
    if age >= _PUSHED[0]:
        flat = np.stack([free * long, np.cross(face, free) * (wide + high - long), face * thick], 1)
        rows[row] = np.concatenate([flat / block, (middle - base)[:, None]], 1)
    return (*joints, shaped("splinters", site, at, rows))


def _tumbled(about_z: F64, about_x: F64) -> F64:
    """Rotations (n, 3, 3) by angles in radians about two axes, one after the other."""
    cz, sz, cx, sx = np.cos(about_z), np.sin(about_z), np.cos(about_x), np.sin(about_x)
    zero = 0.0 * cz
    rows = [[cz, -sz * cx, sz * sx], [sz, cz * cx, -cz * sx], [zero, sx, cx]]
    return np.array(rows).transpose(2, 0, 1)
