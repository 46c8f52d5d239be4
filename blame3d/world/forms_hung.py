"""Blocks that hang on cables, none of them quite straight."""

from __future__ import annotations

from typing import Final

import numpy as np

from blame3d.world.forms import F64, Dice, Form, form
from blame3d.world.materials import Material
from blame3d.world.members import BOX, HEXAGON, Rows, upright
from blame3d.world.rooms import Room
from blame3d.world.trig import direction

_CONCRETE: Final = int(Material.CONCRETE)
_DAMP: Final = int(Material.CONCRETE_DAMP)
_HULL: Final = int(Material.HULL)
_RUBBER: Final = int(Material.RUBBER)


def hung(dice: Dice, air: Room, at: F64) -> Form | None:
    """A cluster of blocks under a ceiling, turned by one to three degrees."""
    if not air.closed_hi[2] or air.size(2) < 160 or min(air.size(0), air.size(1)) < 160:
        return None
    top = float(air.hi[2]) + 20.0
    rows: list[Rows] = []
    lamps: list[F64] = []
    for _ in range(2 + dice.below(7)):
        half = np.array([dice.between(10.0, 45.0), dice.between(10.0, 45.0)])
        tall = dice.between(24.0, 170.0)
        centre = at.copy()
        for a in (0, 1):
            reach = min(260.0, air.size(a) * 0.5 - 60.0)
            centre[a] += dice.between(-reach, reach)
            centre[a] = min(max(float(centre[a]), air.lo[a] + 75.0), air.hi[a] - 75.0)
        centre[2] = min(top - 60.0 - tall - dice.unit() ** 2 * 500.0, float(at[2]) + 250.0)
        if centre[2] < air.lo[2] + 30.0 or not air.solid(
            np.array([[centre[0], centre[1], top + 20.0]])
        ).all():
            continue
        turn = dice.sign() * int(dice.between(1000.0, 3200.0))
        rows.extend(_block(dice, centre, half, tall, turn))
        x, y = direction(turn - 90_000, 0), direction(turn, 0)
        for _ in range(4 + dice.below(9)):
            u, v = dice.between(-0.92, 0.92), dice.between(-0.92, 0.92)
            if dice.chance(0.7):
                u = 0.92 if u > 0 else -0.92
            p = centre + x * (u * half[0]) + y * (v * half[1])
            p[2] = centre[2] + tall - 4.0
            thick = dice.between(0.5, 1.6)
            rows.append(upright(p, top - float(p[2]), 0, thick, thick, HEXAGON, _RUBBER,
                                dice.hash()))
        for _ in range(1 + dice.below(4)):
            p = centre + x * (dice.sign() * (half[0] + 1.0))
            p += y * (dice.between(-0.9, 0.9) * half[1])
            p[2] = centre[2] + dice.between(0.0, tall)
            lamps.append(p)
    return form(rows, lamps)


def _block(dice: Dice, centre: F64, half: F64, tall: float, turn: int) -> list[Rows]:
    """One block: as a bundle of prisms of uneven length near by, as one from afar."""
    x, y = direction(turn - 90_000, 0), direction(turn, 0)
    material = (_CONCRETE, _CONCRETE, _DAMP, _HULL)[dice.below(4)]
    rows = [upright(centre, tall, turn, float(half[0]), float(half[1]), BOX, material, dice.hash(),
                    finest=3)]
    counts = [int(v / 15.0) + 1 for v in half]
    w, d = (float(v) / n for v, n in zip(half, counts, strict=True))
    for i in range(counts[0]):
        for j in range(counts[1]):
            u = (2 * i + 1) * w - float(half[0])
            v = (2 * j + 1) * d - float(half[1])
            foot = centre + x * u + y * v
            drop = dice.between(0.0, 0.12 * tall)
            rise = dice.between(0.0, 0.10 * tall)
            foot[2] -= drop
            proud = dice.between(0.0, 1.5)
            rows.append(upright(foot, tall + drop + rise, turn, w + proud, d + proud, BOX, material,
                                dice.hash(), coarsest=2))
    belt = centre.copy()
    belt[2] += tall * dice.between(0.2, 0.8)
    for _ in range(2):
        rows.append(upright(belt, dice.between(2.0, 5.0), turn, float(half[0]) + 2.5,
                            float(half[1]) + 2.5, BOX, _DAMP, dice.hash(), coarsest=3)
                    if max(half) <= 16.0 else rows[0][:0])
        belt[2] = centre[2] + tall * dice.unit()
    return rows
