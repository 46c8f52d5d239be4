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
_BACK: Final = np.array([-0.042, 0.0, 0.064])
"""From `Watch.finds`, a wrist, to the back of the hand."""
_FLIGHT_S: Final = 0.9
"""Of a strip from the wall to the body."""

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
        size = _SPOT_M + (1.0 - _SPOT_M) * (1.0 - watch.narrow(s))
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


def _on(way: F64, far: F64) -> F64:
    """So far along a way, (n, 3)."""
    return np.asarray(np.multiply.outer(far, way), np.float64)


def _tumbled(about_z: F64, about_x: F64) -> F64:
    """Rotations (n, 3, 3) by angles in radians about two axes, one after the other."""
    cz, sz, cx, sx = np.cos(about_z), np.sin(about_z), np.cos(about_x), np.sin(about_x)
    zero = 0.0 * cz
    rows = [[cz, -sz * cx, sz * sx], [sz, cz * cx, -cz * sx], [zero, sx, cx]]
    return np.array(rows).transpose(2, 0, 1)


_STRIPS: Final = 24
_TEETH: Final = 11
"""Of the splinters of a disc: those that fly, those that are left about its rim; the rest is bare
steel across the hollow."""
_CRACKS: Final = 3
_HOLLOW_M: Final = 1.3
_OPEN_S: Final = 1.5
"""In what time the hollow is there."""


def shaping(
    site: Site, at: Point, normal: Point, goal: F64, age: float, lasts: float, seed: int
) -> tuple[Actor, ...]:
    """A disc of wall around `at` unknits: its joints glow, strips lift and fly on arcs to a body at
    `goal`; what they leave is a dark hollow with a torn rim and bare steel. age: seconds since it
    began; lasts: until the body is whole."""
    if age < 0.0:
        return ()
    up = np.array([0.0, 0.0, 1.0])
    out = np.array(normal)
    across = np.array([out[1], -out[0], 0.0])
    base = np.array(at)
    joints = []
    glow = bump(age, 0.0, 0.25, 1.1)
    if glow > 0.02:
        for n, (turn, far, *_) in enumerate(effects.dice(seed + 1)[:_CRACKS].tolist()):
            angle = TURN * (n / 6.0 + 0.35 * turn)
            way = across * cos(angle) + up * sin(angle)
            half = 0.6 + 0.8 * far
            rows = np.zeros((1, 3, 4))
            rows[0, :, :3] = np.stack([way * 2.0 * half, np.cross(out, way) * 0.035, out * 0.04], 1)
            spot = base + way * (0.5 - turn) + np.cross(out, way) * (0.9 * far - 0.45) + out * 0.03
            joints.append(shaped("ray", site, spot, rows, 0.6 * glow))
    opened = ramp(age, 0.25, _OPEN_S)
    if opened > 0.0:
        # What is not there any more: dark upon dark, so that its middle is black.
        for n, times in enumerate((2.45, 2.15, 1.75)):
            size = times * _HOLLOW_M * opened
            rows = np.zeros((1, 3, 4))
            rows[0, :, :3] = np.stack([-across * size, up * (size * 1.12), out], 1)
            joints.append(shaped("shadow", site, base + out * (0.05 + 0.004 * n), rows))
    luck = effects.dice(seed)
    number = np.arange(len(luck))
    flies, tooth = number < _STRIPS, (number >= _STRIPS) & (number < _STRIPS + _TEETH)
    a, b, c, d = luck[:, 0], luck[:, 1], luck[:, 2], luck[:, 3]
    leaves = 0.30 + 0.9 * c
    flown: F64 = np.where(flies, np.clip((age - leaves) / _FLIGHT_S, 0.0, 1.0), 0.0)
    flown = flown * flown * (3.0 - 2.0 * flown)
    away: F64 = np.where(flies, 1.4 * np.sqrt(b), _HOLLOW_M * (0.84 + 0.14 * b))
    around: F64 = TURN * np.where(flies, a, (number - _STRIPS + 1.5 * a) / _TEETH)
    begin = base + _on(across, away * np.cos(around)) + _on(up, 1.12 * away * np.sin(around))
    end = goal + (luck[:, [0, 2, 3]] - 0.5) * (0.7, 0.9, 0.5)
    spots: F64 = begin + (end - begin) * flown[:, None]
    lifted = 0.12 * np.clip((age - 0.3) / np.maximum(leaves - 0.3, 1e-6), 0.0, 1.0)
    spots += _on(out, 5.2 * flown * (1.0 - flown) + np.where(flies, lifted, 0.10))
    spots += _on(up, (0.5 - d) * 4.0 * flown * (1.0 - flown))
    tilt = _tumbled(TURN * flown * d, 3.5 * flown * a)
    odd = (number % 2 == 1)[:, None]
    long, wide = np.where(odd, up, across), np.where(odd, across, up)
    # Thin along what was the normal of the wall.
    axes_of = np.stack([long * 0.85, wide * 0.3, np.broadcast_to(out * 0.25, long.shape)], 2)
    # Teeth of the rim stand outwards, their tips towards the middle.
    inward = -_on(across, np.cos(around)) - _on(up, np.sin(around))
    round_it = -_on(across, np.sin(around)) + _on(up, np.cos(around))
    lean = inward * 0.92 + out * 0.40
    teeth = np.stack([lean * (0.15 + 0.6 * d**2)[:, None], round_it * (0.2 + 0.5 * c)[:, None],
                      (out * 0.92 - inward * 0.40) * 0.12], 2)  # fmt: skip
    axes_of[tooth] = teeth[tooth]
    bars = ~(flies | tooth)
    place = np.asarray((number - _STRIPS - _TEETH) * 0.24 - 1.1, np.float64)
    rods = np.where(odd, up + across * (c[:, None] - 0.5) * 0.5, across + up * (c[:, None] - 0.5))
    steel = np.stack([rods * (1.0 + 1.1 * b)[:, None], wide * 0.06,
                      np.broadcast_to(out * 0.10, long.shape)], 2)  # fmt: skip
    axes_of[bars] = steel[bars]
    across_it = base + np.where(odd, _on(across, place), _on(up, place)) + out * 0.07
    spots[bars] = across_it[bars]
    there = (age >= 0.3) & (flown < 1.0)
    sizes = np.where(there, np.where(flies, 1.0 - 0.6 * flown, opened), 0.0)
    rows = np.concatenate([tilt @ axes_of * sizes[:, None, None], (spots - base)[:, :, None]], 2)
    return (*joints, shaped("splinters", site, at, rows))
