"""Arcs: ribs that vault a chasm, skeletons of domes, loops of pipe that leave a wall and return."""

from __future__ import annotations

from typing import Final

import numpy as np

from blame3d.world.forms import F64, HEADING, Dice, Form, form, long_axis
from blame3d.world.materials import Material
from blame3d.world.members import BOX, ROUND, Rows, arc, copies, ring, strut, upright
from blame3d.world.rooms import Room
from blame3d.world.trig import cos, direction, sin

_CONCRETE: Final = int(Material.CONCRETE)
_DAMP: Final = int(Material.CONCRETE_DAMP)


def vault(dice: Dice, air: Room, at: F64) -> Form | None:
    """Ribs from wall to wall, one behind the other, and what is left of the shell between them."""
    axis = long_axis(air)
    side = 1 - axis
    span = float(air.size(side))
    if not air.closed(side) or not 150 <= span <= 1500:
        return None
    radius = span * 0.5
    pitch = float(round(min(max(span * dice.between(0.16, 0.34), 64.0), 224.0) / 16) * 16)
    deep = min(max(span * dice.between(0.012, 0.03), 4.0), 15.0)
    wide = deep * dice.between(0.5, 0.9)
    n = 12 if span < 500 else 18
    ends = []
    for way in (-1, 1):
        last = 0
        for k in range(8):
            feet = np.repeat(at[None], 2, 0)
            feet[:, axis] += way * k * pitch
            feet[0, side], feet[1, side] = air.lo[side] - 60.0, air.hi[side] + 60.0
            if not air.solid(feet).all():
                break
            last = k
        ends.append(last)
    count = ends[0] + ends[1] + 1
    if count < 3:
        return None
    start = at.copy()
    start[side] = (air.lo[side] + air.hi[side]) * 0.5
    start[axis] -= ends[0] * pitch
    step = np.zeros(3)
    step[axis] = pitch
    heading = HEADING[side]
    fallen = dice.units(count) < 0.1
    fallen[[0, -1]] = False
    centres = start + np.flatnonzero(~fallen)[:, None] * step
    rows: list[Rows] = []
    for chords, finest, coarsest in ((n, 0, 3), (n // 2, 4, 5)):
        rib = arc(np.zeros(3), heading, radius + deep * 0.6, -6_000, 186_000, chords, wide, deep,
                  BOX, _CONCRETE, 0, finest, coarsest)
        rows.append(copies(rib, centres, dice.hash()))
    tall = span * 0.55
    for foot in (-1, 1):
        base = np.array([0.0, 0.0, -tall])
        base[side] = foot * (radius - 0.5 * deep)
        pier = upright(base, tall, heading, wide * 1.25, min(deep * 1.6, 18.0), BOX, _CONCRETE, 0)
        rows.append(copies(pier, centres, dice.hash()))
    rows.extend(_shell(dice, start + step * 0.5, step, count - 1, heading, radius, n))
    length = pitch * (count - 1)
    for turn in (90_000, 48_000, 132_000):
        p0 = start + direction(heading, turn) * (radius + deep)
        rows.append(strut(p0, HEADING[axis], 0, length, wide * 0.7, wide * 0.7, BOX, _DAMP,
                          dice.hash()))
    return form(rows)


def _shell(dice: Dice, mid: F64, step: F64, bays: int, heading: int, radius: float,
           n: int) -> list[Rows]:
    """Plates between the ribs: from either wall up to where they broke off, in strips near by."""
    broken = dice.between(0.1, 0.5)
    bay = mid + np.arange(bays)[:, None] * step
    bay = bay[dice.units(bays) > broken]
    pitch = float(step.max())
    rows: list[Rows] = []
    if not len(bay):
        return rows
    strips = max(1, int(pitch / 30.0 + 0.999))
    heights = dice.units(len(bay) * 2).reshape(-1, 2)
    for count, chords, finest, coarsest in ((strips, n, 0, 3), (1, n // 2, 4, 4)):
        half = pitch * 0.5 / count
        plate = arc(np.zeros(3), heading, radius + 6.0, -6_000, 186_000, chords, half + 0.02, 1.6,
                    BOX, _DAMP, 0, finest, coarsest)
        off = (np.arange(count) - (count - 1) * 0.5) * 2.0 * half / pitch
        at = (bay[:, None] + off[:, None] * step).reshape(-1, 3)
        # A common height for the bay, and teeth.
        tooth = np.repeat(heights, count, 0) * 0.5
        if count > 1:
            tooth = tooth + (dice.units(tooth.size).reshape(-1, 2) - 0.5) * 0.25
        k = (np.arange(chords) + 0.5) / chords
        keep = (k < tooth[:, :1]) | (1.0 - k < tooth[:, 1:])
        rows.append(copies(plate, at, dice.hash())[keep.reshape(-1)])
    return rows


def dome(dice: Dice, air: Room, at: F64) -> Form | None:
    """The ribs of a sphere that stood on the floor of a hollow, some broken off."""
    if min(air.size(0), air.size(1)) < 500 or not air.closed_lo[2]:
        return None
    radius = min(air.size(0), air.size(1)) * dice.between(0.3, 0.48)
    centre = np.array([
        (air.lo[0] + air.hi[0]) * 0.5, (air.lo[1] + air.hi[1]) * 0.5, float(air.lo[2]) - 10.0,
    ])
    radius = min(radius, 900.0)
    deep = min(max(radius * 0.022, 4.0), 14.0)
    rows: list[Rows] = []
    count = 10 + 2 * dice.below(5)
    for k in range(count):
        key = dice.hash()
        n = 10 if dice.chance(0.6) else 3 + dice.below(6)
        rows.append(arc(centre, 360_000 * k // count, radius, 0, 8_600 * n, n, deep * 0.6, deep,
                        BOX, _CONCRETE, key))
    for height in (17_200, 43_000, 68_800):
        low = centre + np.array([0.0, 0.0, radius * sin(height) - deep * 0.5])
        out = radius * cos(height) + deep
        n = int(out * 6.2832 / 30.0 / 4.0 + 1.0) * 4
        for facets, finest, coarsest in ((n, 0, 3), (max(12, n // 4), 4, 4)):
            rows.append(ring(low, out, deep, facets, deep * 0.5, _DAMP, dice.hash(), finest,
                             coarsest))
    return form(rows)


def loops(dice: Dice, air: Room, at: F64) -> Form | None:
    """Great pipes that leave a wall in a half circle and go back into it."""
    side = dice.below(2)
    low = dice.chance(0.5)
    if not (air.closed_lo if low else air.closed_hi)[side]:
        return None
    wall = float(air.lo[side] if low else air.hi[side])
    radius = min(dice.between(60.0, 240.0), air.size(side) * 0.6)
    thick = radius * dice.between(0.05, 0.11)
    heading = HEADING[side] + (0 if low else 180_000)
    rows: list[Rows] = []
    gap = thick * dice.between(2.6, 5.0)
    count = 2 + dice.below(4)
    for k in range(count):
        centre = at.copy()
        centre[side] = wall
        centre[1 - side] += k * gap
        ends = centre[None] + np.array([[0.0, 0.0, -radius], [0.0, 0.0, radius]])
        ends[:, side] += -60.0 if low else 60.0
        if not air.solid(ends).all():
            continue
        key = dice.hash()
        rows.append(arc(centre, heading, radius, -104_000, 104_000, 14, min(thick, 15.0),
                        min(thick, 15.0), ROUND, _DAMP if k % 3 else _CONCRETE, key))
    return form(rows)
