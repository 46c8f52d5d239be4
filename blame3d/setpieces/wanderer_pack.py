"""The pack in `wanderer`: twelve that wait, what is left of them, and half a mask."""

from __future__ import annotations

from dataclasses import replace
from math import exp, sin
from typing import Final

import numpy as np

from blame3d.cast.actor import Actor
from blame3d.cast.crowd import LIMBS
from blame3d.cast.model import load
from blame3d.cast.rig import F64, turn_x, turn_z
from blame3d.setpieces import effects
from blame3d.setpieces.players import Hunter, shaped, towards, waiting
from blame3d.setpieces.wanderer_marks import (
    DROPS_DOWN,
    FIRE,
    GONE,
    HALF_MASK,
    MUZZLE,
    NOTICED,
    RADIUS_M,
    STANDS,
    WAY,
    ZURU,
    on,
)
from blame3d.timeline.keys import linear, ramp, rush, turned
from blame3d.timeline.noise import chance
from blame3d.timeline.piece import Site

PACK: Final = (
    Hunter((-8.6, 0.7, 0.0), -86.0, 3, 1.0),
    Hunter((-10.4, -1.0, 0.0), -97.0, 8, 0.75),
    Hunter((-11.0, 1.3, 0.0), -88.0, 5, 1.0),
    Hunter((-12.7, -0.8, 0.0), -92.0, 12, 0.9),
    Hunter((-13.5, 1.15, 0.0), -80.0, 1),
    Hunter((-14.0, 3.6, 0.0), -104.0, 7, 0.3),
    Hunter((-14.4, 6.5, 0.0), -118.0, 10, 0.8),
    Hunter((-15.0, 8.1, 0.0), -110.0, 2),
    Hunter((-16.1, 9.5, 0.0), -108.0, 6, 1.0),
    Hunter((-14.4, 9.6, 0.0), -122.0, 4),
    Hunter((-14.6, 12.6, 0.0), -130.0, 9, 0.6),
    Hunter((-16.4, 14.7, 0.0), -125.0, 11, 1.0),
)
PACK_M: Final = 22.0
"""Of them about the first, with all their limbs."""
_HELD_S: Final = 0.041
"""After the shot, till which they are still whole."""
_SWEEPS_S: Final = 0.031
"""In which what takes them goes outwards, from the line"""
_FROM: Final = 0.20
"""as a share of the radius, to the rim."""
_MASK_S: Final = 0.081
"""Before which no mask goes."""
_DRAWN_S: Final = 0.012
"""In which a limb is drawn out along the line, at most"""
_DRAWN: Final = 12.0
"""times its length, and flung"""
_FLUNG_M: Final = 2.5
_LEFT: Final = 18
"""Pieces of them."""
_FALLEN_S: Final = 4.0
MASK_FALLS: Final = FIRE + 8.5
"""When the half mask comes down."""
_SPUN: Final = 21.92
"""Radians that it turns until its face is to the eye."""
_RESTS: Final = 0.95
"""Radians by which it leans when its rim is on the floor."""


def hunter_look(hunter: Hunter, s: float) -> tuple[float, float]:
    """At the three; then, all in the same instant, at him."""
    prey = towards(hunter.face(), np.array(ZURU) + (0.0, 0.0, 1.3))
    him = towards(hunter.face(), np.array(STANDS) + (0.0, 0.0, 1.6))
    k = ramp(s, NOTICED, NOTICED + 0.16, linear)
    return turned(prey[0], him[0], k), prey[1] + (him[1] - prey[1]) * k


def pack(site: Site, s: float) -> tuple[Actor, ...]:
    """All twelve, until the shot has taken the last of them."""
    if s >= FIRE + GONE:
        return ()
    out = []
    for hunter in PACK:
        creep = 0.0
        if s < NOTICED:  # short bursts, then utter stillness
            a, b = 2.2 + 0.13 * hunter.seed % 1.7, 5.6 + 0.1 * (hunter.seed % 7)
            creep = 0.30 * (ramp(s, a, a + 0.3) + ramp(s, b, b + 0.15)) - 0.6
        if hunter is PACK[0]:
            down = ramp(s, DROPS_DOWN, DROPS_DOWN + 0.25, rush)
            hunter = replace(hunter, rear=hunter.rear * (1.0 - down))
        out.append((hunter, hunter_look(hunter, s), creep))
    actors = waiting(site, out)
    if s < FIRE + _HELD_S:
        return actors
    return tuple(_taken(one, site, s - FIRE) for one in actors)


def _taken(one: Actor, site: Site, age: float) -> Actor:
    """What the line does to somebody: from its side outwards what it is made of is drawn out along
    it, thin, and gone; the mask last."""
    model, joints = load(one.model), one.joints.astype(np.float64)
    way = site.axes() @ WAY
    along = np.outer(way, way)
    middles = joints[:, :, 3] + (joints[:, :, :3] @ model.middle[:, :, None])[..., 0]
    away = middles + (np.array(one.position_mm) - site.mm(MUZZLE)) / 1000.0
    away = np.sqrt(((away - np.outer(away @ way, way)) ** 2).sum(axis=1)) / RADIUS_M
    begins = _HELD_S + _SWEEPS_S * np.clip(away - _FROM, 0.0, 1.0)
    head = model.index("head")
    begins[head] = _MASK_S
    for row, begin in enumerate(begins.tolist()):
        share = ramp(age, begin, begin + _DRAWN_S * (1.0 + 0.3 * (row == head)), rush)
        thin = (1.0 - share) * np.eye(3) + (_DRAWN * share * (1.0 - share)) * along
        joints[row, :, :3] = thin @ joints[row, :, :3]
        joints[row, :, 3] += way * (_FLUNG_M * share)
    return replace(one, joints=joints.astype(np.float32))


def left(site: Site, s: float) -> tuple[Actor, ...]:
    """What is left of them: halves and limbs from the rim of what is gone hang, turn, and fall."""
    age = s - FIRE
    if not 0.0 <= age < _FALLEN_S:
        return ()
    model = load("exterminator")
    side = np.array([WAY[1], -WAY[0], 0.0])
    up = np.cross(side, WAY)
    out = []
    wild = [Hunter((0.0, 0.0, 0.0), 360.0 * chance(n, 4), n, chance(n, 5)) for n in range(_LEFT)]
    posed = [(one, (360.0 * chance(n, 6), 30.0), 0.0) for n, one in enumerate(wild)]
    poses = waiting(Site((0, 0, 0), 0.0), posed)
    for n in range(_LEFT):
        a = 2.0 * np.pi * (n + 0.6 * chance(n, 1)) / _LEFT
        radial = np.cos(a) * side / np.sqrt(side @ side) + np.sin(a) * up
        far = RADIUS_M * (0.58 + 0.40 * chance(n, 2))
        at = np.array(on(92.5 + 6.0 * chance(n, 3))) + radial * (far + 1.4 * age)
        at += (0.0, 0.0, -4.905 * age * age)
        rows = poses[n].joints.astype(np.float64)
        kept = {"body", "head"} if n % 4 == 0 else set()
        kept |= {f"{bone}_{LIMBS[n % 4]}" for bone in ("upper", "lower", "hand")}
        if n % 4 == 0:
            kept |= {f"{bone}_{LIMBS[1]}" for bone in ("upper", "lower", "hand")}
        gone = [row for row, name in enumerate(model.names) if name not in kept]
        there = [row for row, name in enumerate(model.names) if name in kept]
        rows[:, :, 3] -= rows[there, :, 3].mean(axis=0)
        rows[gone, :, :3] = 0.0
        turn = _spun(
            radial + (0.3, 0.2, 0.5), (1.0 + 2.0 * chance(n, 7)) * age + 6.0 * chance(n, 8)
        )
        out.append(shaped("exterminator", site, at, turn @ rows))
    return tuple(out)


def _spun(axis: F64, angle: float) -> F64:
    """A rotation by radians about an axis (Rodrigues)."""
    x, y, z = axis / np.sqrt(axis @ axis)
    k = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
    return np.asarray(np.eye(3) + np.sin(angle) * k + (1.0 - np.cos(angle)) * k @ k, np.float64)


def half_mask(site: Site, s: float) -> tuple[Actor, ...]:
    """It comes down on its chin, spins like a coin, leans more and more and comes to rest."""
    age = s - MASK_FALLS
    if age < -0.9:
        return ()
    late = max(0.0, age)
    fall = 4.905 * age * age if age < 0.0 else 0.20 * abs(sin(7.0 * age)) * exp(-4.0 * age)
    spin = 0.6 + _SPUN * (1.0 - exp(-late / 0.55)) + 3.0 * min(0.0, age)
    ring = 0.12 * sin(11.0 * late) * ramp(late, 0.6, 1.2) * exp(-late / 1.2)
    lean = _RESTS * ramp(late, 0.7, 2.0) + ring
    turn = turn_z(np.degrees(spin)) @ turn_x(np.degrees(lean))
    # The shadow lies below the middle of it, and is the wider the more it leans.
    size = (0.34 + 0.14 * lean) * (1.0 if fall < 0.3 else 0.5)
    behind = turn_z(np.degrees(spin)) @ np.array([0.0, -0.10 * sin(max(0.0, lean)), 0.004])
    dark = effects.matrix(np.eye(3), np.full(3, size), behind)[None]
    rows = effects.matrix(turn, np.ones(3), np.zeros(3))[None]
    high = np.array([0.0, 0.0, fall])
    return (
        shaped("half-mask", site, HALF_MASK + high, rows),
        shaped("shadow", site, HALF_MASK, dark),
    )
