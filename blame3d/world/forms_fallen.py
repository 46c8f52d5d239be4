"""What broke: plates torn off at a ragged edge, slabs that lean on a wall, with bare rods."""

from __future__ import annotations

from typing import Final

import numpy as np

from blame3d.world.forms import F64, HEADING, Dice, Form, form, wall_of
from blame3d.world.materials import Material
from blame3d.world.members import BOX, HEXAGON, Rows, strut
from blame3d.world.rooms import Room
from blame3d.world.trig import direction

_CONCRETE: Final = int(Material.CONCRETE)
_DAMP: Final = int(Material.CONCRETE_DAMP)
_RUST: Final = int(Material.RUST)
_STRIP: Final = 11.0
"""Half width of a strip, metres."""


def _ragged(dice: Dice, root: F64, heading: int, elevation: int, length: float, strips: int,
            thick: float) -> list[Rows]:
    """A plate of strips beside each other, each broken off at its own length."""
    rows: list[Rows] = []
    across = direction(heading - 90_000, 0)
    tooth = dice.between(0.4, 1.0)
    for k in range(strips):
        tooth = min(1.0, max(0.25, tooth + dice.between(-0.28, 0.28)))
        off = (k - (strips - 1) * 0.5) * 2.0 * _STRIP
        p0 = root + across * off
        tilt = elevation + int(dice.between(-700.0, 700.0))
        reach = length * tooth
        rows.append(strut(p0, heading, tilt, reach, _STRIP + 0.05, thick * 0.5, BOX,
                          _CONCRETE if dice.chance(0.75) else _DAMP, dice.hash()))
        if dice.chance(0.5):
            rows.append(strut(p0, heading, tilt, reach * dice.between(0.5, 0.96), _STRIP * 0.35,
                              min(thick * dice.between(0.8, 1.6), 18.0), BOX, _DAMP, dice.hash(),
                              coarsest=4))
        tip = p0 + direction(heading, tilt) * (reach - 4.0)
        for _ in range(2):
            bent = int(dice.between(-25_000.0, 15_000.0))
            rows.append(strut(tip + across * dice.between(-_STRIP, _STRIP), heading, tilt + bent,
                              dice.between(6.0, 22.0), 0.18, 0.18, HEXAGON, _RUST, dice.hash()))
    return rows


def torn(dice: Dice, air: Room, at: F64) -> Form | None:
    """The stump of a plate that once crossed the void: level or sagging, its edge in teeth."""
    found = wall_of(dice, air)
    if found is None:
        return None
    side, wall, into = found
    low = into > 0
    length = min(dice.between(80.0, 380.0), air.size(side) * 0.7)
    strips = 6 + dice.below(16)
    root = at.copy()
    root[side] = wall + (-34.0 if low else 34.0)
    heading = HEADING[side] + (0 if low else 180_000)
    sag = -int(dice.unit() ** 2 * 14_000.0)
    thick = dice.between(5.0, 18.0)
    rows: list[Rows] = []
    for storey in range(1 + dice.below(3)):
        base = root + np.array([0.0, 0.0, -storey * dice.between(24.0, 60.0)])
        if air.solid(base[None]).all():
            rows.extend(_ragged(dice, base, heading, sag, length * dice.between(0.6, 1.0), strips,
                                thick))
    return form(rows)


def slabs(dice: Dice, air: Room, at: F64) -> Form | None:
    """Slabs that lean on a wall and on each other, from the floor up."""
    found = wall_of(dice, air)
    if found is None or not air.closed_lo[2]:
        return None
    side, wall, into = found
    low = into > 0
    floor = float(air.lo[2])
    rows: list[Rows] = []
    heading = HEADING[side] + (180_000 if low else 0)  # towards the wall
    for _ in range(3 + dice.below(5)):
        steep = 28_000 + dice.below(40) * 1000
        length = dice.between(90.0, 420.0)
        up = direction(heading, steep) * length
        root = at.copy()
        root[1 - side] += dice.between(-260.0, 260.0)
        root[side] = wall - float(up[side]) * dice.between(0.85, 1.0)
        root[2] = floor - 12.0
        if not air.solid(root[None]).all():
            continue
        if not air.lo[side] + 20 < root[side] < air.hi[side] - 20:
            continue
        skew = int(dice.between(-14_000.0, 14_000.0))
        rows.extend(_ragged(dice, root, heading + skew, steep, length, 2 + dice.below(6),
                            dice.between(4.0, 12.0)))
    return form(rows)
