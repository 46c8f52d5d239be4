"""Pipes that travel together: bundles that swerve along a wall, chutes that cross a void aslant."""

from __future__ import annotations

from typing import Final

import numpy as np

from blame3d.world.forms import F64, Dice, Form, form, long_axis
from blame3d.world.materials import Material
from blame3d.world.members import BOX, HEXAGON, ROUND, Rows, strut
from blame3d.world.rooms import Room
from blame3d.world.trig import cos, direction, sin

_STEEL: Final = int(Material.STEEL)
_HULL: Final = int(Material.HULL)
_DAMP: Final = int(Material.CONCRETE_DAMP)
_CONCRETE: Final = int(Material.CONCRETE)
_BEND: Final = 15_000
"""Millidegrees of one chord of a bend."""


Piece = tuple[F64, int, int, float]


def _path(start: F64, heading: int, legs: list[tuple[str, int, float]]) -> list[Piece]:
    """Straight pieces (start, heading, elevation, length) of a path of legs.

    ("run", 0, metres), ("turn", millidegrees to the left, radius), ("rise", millidegrees, radius).
    """
    out: list[Piece] = []
    at, elevation = start, 0
    for kind, by, size in legs:
        if kind == "run":
            out.append((at, heading, elevation, size))
            at = at + direction(heading, elevation) * size
            continue
        n = max(1, abs(by) // _BEND)
        step = by // n
        chord = 2.0 * size * sin(abs(step) // 2)
        for k in range(n + 1):
            turn = step // 2 if k in (0, n) else step
            if kind == "turn":
                heading += turn
            else:
                elevation += turn
            if k < n:
                out.append((at, heading, elevation, chord))
                at = at + direction(heading, elevation) * chord
    return out


def bundle(dice: Dice, air: Room, at: F64) -> Form | None:
    """Pipes that leave a wall, run along it, swerve together and go into it again."""
    axis = long_axis(air)
    side = 1 - axis
    low = dice.chance(0.5)
    if not (air.closed_lo if low else air.closed_hi)[side] or air.size(side) < 140:
        return None
    wall = float(air.lo[side] if low else air.hi[side])
    into = 1.0 if low else -1.0
    radius = dice.between(1.4, 5.5)
    bend = dice.between(60.0, 130.0)
    room_left = float(air.size(side)) - 60.0
    away = min(dice.between(50.0, 160.0), room_left - bend)
    if away < 30.0:
        return None
    out = (-90_000 if side == 0 else 0) if low else (90_000 if side == 0 else 180_000)
    along = dice.sign()
    # Left turn (+) from `out` must lead to ± the long axis.
    swerve = dice.sign() * (20_000 + 5_000 * dice.below(6))
    jump = dice.between(60.0, 240.0)
    run = dice.between(150.0, 420.0)
    legs = [
        ("run", 0, 30.0 + away), ("turn", along * 90_000, bend), ("run", 0, run),
        ("rise", swerve, bend), ("run", 0, jump), ("rise", -swerve, bend), ("run", 0, run * 0.8),
        ("turn", along * 90_000, bend), ("run", 0, 60.0 + away),
    ]
    start = at.copy()
    start[side] = wall - into * 30.0
    pieces = _path(start, out, legs)
    end = pieces[-1][0] + direction(pieces[-1][1], pieces[-1][2]) * pieces[-1][3]
    if not air.solid(np.stack([start, end])).all():
        return None
    rows: list[Rows] = []
    across, tall = 2 + dice.below(4), 1 + dice.below(4)
    gap = radius * dice.between(2.3, 3.2)
    section = ROUND if radius > 2.5 else HEXAGON
    for i in range(across):
        for j in range(tall):
            if dice.chance(0.12):
                continue
            r = radius * dice.between(0.75, 1.05)
            material = (_STEEL, _STEEL, _DAMP, _HULL)[dice.below(4)]
            key = dice.hash()
            shift = np.zeros(3)
            shift[axis], shift[2] = i * gap, j * gap
            # The inner pipes of the first bend lie nearer to the wall: shift both ways.
            shift[side] = into * i * gap * 0.0
            for p, heading, elevation, length in pieces:
                lap = 0.13 * r
                q = p + shift - direction(heading, elevation) * lap
                rows.append(strut(q, heading, elevation, length + 2.0 * lap, r, r, section,
                                  material, key))
    # Yokes hold the bundle where it runs straight.
    for p, heading, elevation, length in pieces:
        if length < 120.0:
            continue
        n = int(length / 60.0)
        half_u, half_v = across * gap * 0.5 + 1.0, tall * gap * 0.5 + 1.0
        mid = np.zeros(3)
        mid[axis], mid[2] = (across - 1) * gap * 0.5, (tall - 1) * gap * 0.5
        if max(half_u, half_v) > 16.0:
            continue
        for k in range(n):
            q = p + mid + direction(heading, elevation) * (length * (k + 0.5) / n)
            rows.append(strut(q, heading, elevation, 1.6, half_u, half_v, BOX, _STEEL, dice.hash(),
                              coarsest=2))
    return form(rows)


def chute(dice: Dice, air: Room, at: F64) -> Form | None:
    """A tube as thick as a house that crosses the void aslant, from wall to wall, with collars."""
    heading = dice.below(4) * 90_000 + dice.sign() * dice.below(30) * 1000
    elevation = dice.sign() * (18_000 + dice.below(40) * 1000)
    way = direction(heading, elevation)
    steps = np.arange(-24, 25) * 60.0
    line = at + way * steps[:, None]
    mass = air.solid(line)
    if not mass[:24].any() or not mass[25:].any():
        return None
    back = steps[np.flatnonzero(mass[:24])[-1]] - 30.0
    front = steps[25 + np.flatnonzero(mass[25:])[0]] + 30.0
    if front - back < 200.0:
        return None
    r = dice.between(6.0, 15.0)
    p0 = at + way * back
    material = (_CONCRETE, _DAMP, _HULL)[dice.below(3)]
    section = ROUND if dice.chance(0.7) else BOX
    key = dice.hash()
    length = float(front - back)
    rows = [strut(p0, heading, elevation, length, r, r, section, material, key)]
    gap = dice.between(28.0, 70.0)
    z = gap
    while z < front - back - gap:
        rows.append(strut(p0 + way * z, heading, elevation, r * 0.35, r * 1.14, r * 1.14, section,
                          _STEEL, dice.hash(), coarsest=3))
        z += gap
    if dice.chance(0.6):  # a thin companion
        off = np.array([0.0, 0.0, -1.7 * r / max(cos(elevation), 0.4)])
        rows.append(strut(p0 + off, heading, elevation, length, r * 0.2, r * 0.2, HEXAGON, _STEEL,
                          dice.hash()))
    return form(rows)
