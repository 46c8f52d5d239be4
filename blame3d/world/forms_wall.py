"""What grows out of whole walls: half round bastions, arcades over many storeys."""

from __future__ import annotations

from typing import Final

import numpy as np

from blame3d.world.forms import F64, HEADING, Dice, Form, form, wall_of
from blame3d.world.materials import Material
from blame3d.world.members import BOX, HEXAGON, Rows, arc, copies, ring, strut, upright
from blame3d.world.rooms import Room
from blame3d.world.trig import TURN

_CONCRETE: Final = int(Material.CONCRETE)
_DAMP: Final = int(Material.CONCRETE_DAMP)


def _places(air: Room, at: F64, side: int, wall: float, into: float, gap: float,
            count: int) -> F64:
    """Points on the wall, `gap` apart, where there is mass behind and air before: (K, 3)."""
    k = np.arange(count) - count // 2
    points = np.repeat(at[None], count, 0)
    points[:, side] = wall
    points[:, 1 - side] += k * gap
    before, behind = points.copy(), points.copy()
    before[:, side] += into * 60.0
    behind[:, side] -= into * 60.0
    return points[air.solid(behind) & ~air.solid(before)]


def _storeys(dice: Dice, air: Room, at: F64) -> tuple[float, float]:
    """From where to where it stands: down to the floor and up to the ceiling if they are seen."""
    low = float(air.lo[2]) - 20.0 if air.closed_lo[2] else float(at[2]) - 900.0
    high = float(air.hi[2]) + 20.0 if air.closed_hi[2] else float(at[2]) + 900.0
    return max(low, float(at[2]) - 1400.0), min(high, float(at[2]) + 1400.0)


def bastions(dice: Dice, air: Room, at: F64) -> Form | None:
    """Half round towers in a row along a wall, with belts."""
    found = wall_of(dice, air)
    if found is None:
        return None
    side, wall, into = found
    radius = min(dice.between(22.0, 95.0), air.size(side) * 0.35)
    if radius < 20.0:
        return None
    gap = radius * dice.between(2.2, 4.5)
    points = _places(air, at, side, wall, into, gap, min(1 + dice.below(7), int(1500.0 / gap)))
    if not len(points):
        return None
    low, high = _storeys(dice, air, at)
    points[:, 2] = 0.0
    points[:, side] -= into * radius * dice.between(0.0, 0.45)
    n = max(16, int(radius * 6.2832 / 26.0 / 4.0 + 1.0) * 4)
    facing = HEADING[side] + (0 if into > 0 else 180_000)
    rows: list[Rows] = []
    fluted = dice.between(0.0, 4.0) * (np.arange(n) % (2 + dice.below(3)) == 0)
    for count, finest, coarsest in ((n, 0, 3), (n // 2, 4, 4)):
        out = radius + (fluted if count == n else 0.0)
        whole = ring(np.array([0.0, 0.0, low]), out, high - low, count, 3.0, _CONCRETE, 0, finest,
                     coarsest)
        rows.append(copies(_front(whole, facing), points, dice.hash()))
    foot = np.array([0.0, 0.0, low])
    far = upright(foot, high - low, 0, radius, radius, HEXAGON, _CONCRETE, 0, finest=5)
    rows.append(copies(far, points, dice.hash()))
    count = max(1, int((high - low) / dice.between(60.0, 160.0)))
    tall, proud = dice.between(3.0, 12.0), dice.between(3.0, 9.0)
    belt = _front(ring(np.zeros(3), radius + proud + 4.0, tall, n, proud * 0.5 + 3.0, _DAMP, 0,
                       coarsest=2), facing)
    z = low + (high - low) * (np.arange(count) + 0.6 * dice.units(count)) / count
    at_belts = np.repeat(points, count, 0)
    at_belts[:, 2] = np.tile(z, len(points))
    rows.append(copies(belt, at_belts, dice.hash()))
    lit = at_belts[dice.units(len(at_belts)) < 0.35]
    lit[:, side] += into * (radius + proud + 5.0)
    lit[:, 2] += tall + 1.0
    return form(rows, list(lit))


def _front(rows: Rows, heading: int) -> Rows:
    """Facets that look towards a heading, or hardly away from it."""
    off = (rows[:, 3] - heading) % TURN
    return rows[np.minimum(off, TURN - off) <= 112_000]


def arcade(dice: Dice, air: Room, at: F64) -> Form | None:
    """Arches in a row along a wall, storey over storey, on piers that stand clear of it."""
    found = wall_of(dice, air)
    if found is None:
        return None
    side, wall, into = found
    axis = 1 - side
    radius = min(dice.between(26.0, 110.0), air.size(side) * 0.4)
    if radius < 24.0:
        return None
    deep = radius * dice.between(0.07, 0.14)
    wide = min(dice.between(4.0, 13.0), 15.0)
    gap = 2.0 * radius + deep
    points = _places(air, at, side, wall, into, gap, int(min(1300.0, 12 * gap) / gap))
    if len(points) < 2:
        return None
    points[:, side] += into * (wide - 3.0)
    storey = radius * dice.between(2.6, 4.2)
    low, high = _storeys(dice, air, at)
    floors = min(1 + dice.below(5), max(1, int((high - at[2]) / storey)))
    base = float(at[2]) - dice.between(0.2, 0.8) * floors * storey
    base = max(base, low + 10.0)
    rows: list[Rows] = []
    bays = points.copy()
    bays[:, axis] += 0.5 * gap
    z = np.repeat(base + storey * (np.arange(floors) + 1.0) - radius, len(bays))
    shift = np.tile(bays, (floors, 1))
    shift[:, 2] = z
    gone = dice.units(len(shift)) < 0.12
    for n, finest, coarsest in ((10, 0, 3), (6, 4, 4)):
        one = arc(np.zeros(3), HEADING[axis], radius, 0, 180_000, n, wide, deep * 0.5, BOX,
                  _CONCRETE, 0, finest, coarsest)
        rows.append(copies(one, shift[~gone], dice.hash()))
    piers = np.concatenate([points, points[-1:] + _along(axis, gap)])
    piers[:, 2] = low if dice.chance(0.5) else base - storey * 0.4
    top = base + floors * storey + deep
    half = deep * dice.between(0.45, 0.7)
    pier = upright(np.zeros(3), top - float(piers[0, 2]), HEADING[axis], wide, half, BOX,
                   _CONCRETE, 0)
    rows.append(copies(pier, piers, dice.hash()))
    for floor in range(floors + 1):
        p0 = points[0].copy()
        p0[2] = base + floor * storey + 2.0
        run = float(piers[-1, axis] - piers[0, axis])
        rows.append(strut(p0, HEADING[axis], 0, run, wide + 1.0, 1.6, BOX, _DAMP, dice.hash()))
    lit = shift[dice.units(len(shift)) < 0.4]
    lit[:, 2] += radius - storey + 6.0
    lit[:, side] += into * (wide + 1.4)
    return form(rows, list(lit))


def _along(axis: int, metres: float) -> F64:
    out = np.zeros(3)
    out[axis] = metres
    return out
