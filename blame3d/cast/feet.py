"""Where the feet stand: one after another they are lifted, swung to where the body will be, set
down on the floor that is there, and do not move till they are lifted again.

`step` is a pure fold: the feet of a moment from those of the moment before. Whoever walks a path
that is known folds over it; nothing else is remembered.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import atan2, cos, degrees, exp, hypot, radians, sin
from typing import Final

from blame3d.cast.gait import Foot, Manner, hang, manner

Floor = Callable[[float, float], float | None]
"""Height of the floor at (x, y), metres from the body's place; None where there is none."""

_HIP: Final = 0.105
_TOES_OUT: Final = 6.0
_GOING: Final = 0.15
"""m/s from which one walks."""
_SHUFFLE_S: Final = 0.30
_STRAY_M: Final = 0.17
_STRAY_DEG: Final = 42.0
"""A foot that stands farther off than this from where it should is set anew."""
_FARTHEST_M: Final = 0.68
"""A swinging foot is no farther from below its hip."""
_DEEPEST: Final = 0.55
"""Metres below the body's place at which a foot finds no floor any more."""


@dataclass(frozen=True)
class Step:
    """One foot's: now, where it was lifted, how far it has swung, 0 … 1 (1: it stands)."""

    foot: Foot
    lifted: Foot
    swung: float = 1.0


@dataclass(frozen=True)
class Feet:
    """Both, the phase of the walk (cycles; the left foot falls at 0, the right at 0.5), the
    heading of the hips in degrees, how much in the air, 0 … 1."""

    left: Step
    right: Step
    phase: float
    heading: float
    air: float = 0.0


@dataclass(frozen=True)
class Going:
    """What the body does: displacement since the last step (x, y, z metres), velocity m/s, heading
    of its front in degrees, crouched 0 … 1, whether it is on the ground."""

    moved: tuple[float, float, float]
    velocity: tuple[float, float, float]
    heading: float
    crouch: float = 0.0
    grounded: bool = True


def standing(heading: float, floor: Floor) -> Feet:
    """Both feet side by side."""
    feet = [Foot(_on(_home(heading, side), floor), heading - side * _TOES_OUT) for side in (-1, 1)]
    left, right = (Step(foot, foot) for foot in feet)
    return Feet(left, right, 0.0, heading)


def step(feet: Feet, going: Going, dt: float, floor: Floor) -> Feet:
    """The feet dt seconds later."""
    vx, vy, _ = going.velocity
    speed = hypot(vx, vy)
    how = manner(speed, going.crouch)
    heading = _turned(feet, going, speed, dt)
    air = feet.air + ((0.0 if going.grounded else 1.0) - feet.air) * (1.0 - exp(-10.0 * dt))
    # In the air feet go where the body goes.
    moved = going.moved if going.grounded else (0.0, 0.0, 0.0)
    sides = {-1: _carried(feet.left, moved), 1: _carried(feet.right, moved)}
    phase = feet.phase
    if not going.grounded:
        phase = (phase + dt * 0.25) % 1.0
        for side, one in sides.items():
            goal = hang(heading, side, phase)
            sides[side] = Step(_towards(one.foot, goal, 1.0 - exp(-12.0 * dt)), one.lifted, 0.999)
    elif speed > _GOING:
        if feet.air > 0.3:
            phase = 0.0
        elif sides[-1].swung >= 1.0 and sides[1].swung >= 1.0 and how.duty > 0.5:
            phase = _begun(sides, vx, vy, how, phase)
        phase = (phase + speed * dt / (2.0 * how.step)) % 1.0
        for side, one in sides.items():
            sides[side] = _walked(one, side, (phase + (0.5 if side > 0 else 0.0)) % 1.0,
                                  (vx / speed, vy / speed), heading, how, floor)  # fmt: skip
    else:
        for side, one in _settled(sides, heading, dt, floor).items():
            sides[side] = one
        phase = 0.0
    return Feet(sides[-1], sides[1], phase, heading, air)


def _home(heading: float, side: float) -> tuple[float, float]:
    h = radians(heading)
    return cos(h) * side * _HIP, sin(h) * side * _HIP


def _on(at: tuple[float, float], floor: Floor) -> tuple[float, float, float]:
    high = floor(*at)
    return at[0], at[1], 0.0 if high is None or high < -_DEEPEST else high


def _turned(feet: Feet, going: Going, speed: float, dt: float) -> float:
    """The hips follow where one goes, or looks when that is far round: eyes, head, then body."""
    away = (going.heading - feet.heading + 180.0) % 360.0 - 180.0
    if speed > _GOING:
        vx, vy, _ = going.velocity
        course = degrees(atan2(-vx, vy))
        off = (course - going.heading + 180.0) % 360.0 - 180.0
        if abs(off) > 100.0:  # backwards: the front stays the front
            off = (off + 360.0) % 360.0 - 180.0
        goal = away + max(-50.0, min(50.0, off))
        return feet.heading + goal * (1.0 - exp(-9.0 * dt))
    if abs(away) > 55.0:
        return feet.heading + (away - (50.0 if away > 0 else -50.0)) * (1.0 - exp(-7.0 * dt))
    return feet.heading


def _carried(one: Step, moved: tuple[float, float, float]) -> Step:
    def back(foot: Foot) -> Foot:
        x, y, z = foot.at
        return replace(foot, at=(x - moved[0], y - moved[1], z - moved[2]))

    return Step(back(one.foot), back(one.lifted), one.swung)


def _begun(
    sides: dict[int, Step], vx: float, vy: float, how: Manner, phase: float
) -> float:
    """The phase from which a walk begins: the foot that is farther behind is lifted first. A walk
    in progress goes on."""
    if phase > 0.0:
        return phase
    left, right = (sides[side].foot.at[0] * vx + sides[side].foot.at[1] * vy for side in (-1, 1))
    return (how.duty if left <= right else how.duty + 0.5) % 1.0


def _walked(
    one: Step, side: int, at: float, way: tuple[float, float], heading: float, how: Manner,
    floor: Floor,
) -> Step:  # fmt: skip
    """One foot at its own phase: standing below how.duty, else swinging."""
    if at < how.duty:
        if one.swung <= 0.0:  # it was to be lifted and has not been: it stays
            return Step(one.foot, one.foot)
        if one.swung < 1.0:
            return _down(one, side, at, way, heading, how, floor)
        return one
    lifted = one.lifted if one.swung < 1.0 else one.foot
    before = one.swung if one.swung < 1.0 else 0.0
    swung = min(0.999, max(before, (at - how.duty) / (1.0 - how.duty)))
    ground = 2.0 * how.step * how.duty
    ahead = 2.0 * how.step * (1.0 - at) + ground * how.lead
    x, y = _home(heading, side)
    goal = Foot(_on((x + way[0] * ahead, y + way[1] * ahead), floor), heading - side * _TOES_OUT)
    foot = _swinging(lifted, goal, swung, how)
    dx, dy = foot.at[0] - x, foot.at[1] - y
    far = hypot(dx, dy)
    if far > _FARTHEST_M:  # one has just begun to run
        share = _FARTHEST_M / far
        foot = replace(foot, at=(x + dx * share, y + dy * share, foot.at[2]))
    return Step(foot, lifted, swung)


def _down(
    one: Step, side: int, at: float, way: tuple[float, float], heading: float, how: Manner,
    floor: Floor,
) -> Step:  # fmt: skip
    """A foot that has just come down: exactly where its swing was to end."""
    ahead = 2.0 * how.step * how.duty * how.lead - 2.0 * how.step * at
    x, y = _home(heading, side)
    foot = Foot(_on((x + way[0] * ahead, y + way[1] * ahead), floor), heading - side * _TOES_OUT)
    return Step(foot, foot)


def _swinging(a: Foot, b: Foot, part: float, how: Manner) -> Foot:
    """Between lifting and setting down: over what lies between, heel first up, toes last down."""
    share = part * part * (3.0 - 2.0 * part)
    x, y, z = (p + (q - p) * share for p, q in zip(a.at, b.at, strict=True))
    over = max(a.at[2], b.at[2]) - (a.at[2] + b.at[2]) / 2.0
    arch = 4.0 * part * (1.0 - part)
    turn = (b.heading - a.heading + 180.0) % 360.0 - 180.0
    quick = min(1.0, how.lift / 0.2)
    roll = (1.0 - part) ** 2 * (45.0 + 20.0 * quick) - 24.0 * part**3 * (1.0 - part) * 4.0
    lift = arch * (how.lift + over) + quick * 0.22 * (1.0 - part) * arch
    return Foot((x, y, z + lift), a.heading + turn * share, roll, False)


def _towards(a: Foot, b: Foot, part: float) -> Foot:
    x, y, z = (p + (q - p) * part for p, q in zip(a.at, b.at, strict=True))
    turn = (b.heading - a.heading + 180.0) % 360.0 - 180.0
    return Foot((x, y, z), a.heading + turn * part, a.roll + (b.roll - a.roll) * part, False)


def _settled(
    sides: dict[int, Step], heading: float, dt: float, floor: Floor
) -> dict[int, Step]:
    """Standing still: what swings comes down at home; one that stands astray is set anew."""
    out = dict(sides)
    how = manner(0.6)
    for side, one in sides.items():
        if one.swung < 1.0:
            swung = one.swung + dt / _SHUFFLE_S
            home = Foot(_on(_home(heading, side), floor), heading - side * _TOES_OUT)
            if swung >= 1.0:
                out[side] = Step(home, home)
            else:
                out[side] = Step(_swinging(one.lifted, home, swung, how), one.lifted, swung)
    if all(one.swung >= 1.0 for one in out.values()):
        worst = max(out, key=lambda side: _astray(out[side].foot, side, heading))
        if _astray(out[worst].foot, worst, heading) > 1.0:
            out[worst] = Step(out[worst].foot, out[worst].foot, 0.0)
    return out


def _astray(foot: Foot, side: int, heading: float) -> float:
    x, y = _home(heading, side)
    turn = (heading - side * _TOES_OUT - foot.heading + 180.0) % 360.0 - 180.0
    return max(hypot(foot.at[0] - x, foot.at[1] - y) / _STRAY_M, abs(turn) / _STRAY_DEG)
