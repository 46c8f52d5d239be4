"""Round towers that stand in the air from floor to ceiling, and round shafts a kilometre deep."""

from __future__ import annotations

from typing import Final

import numpy as np

from blame3d.world.forms import F64, Dice, Form, form
from blame3d.world.materials import Material
from blame3d.world.members import HEXAGON, copies, ring, upright
from blame3d.world.rooms import Room
from blame3d.world.trig import TURN, directions

_CONCRETE: Final = int(Material.CONCRETE)
_DAMP: Final = int(Material.CONCRETE_DAMP)


def _facets(radius: float) -> int:
    """Facets of at most 30 m, a multiple of four."""
    return max(16, int(radius * 6.2832 / 30.0 / 4.0 + 1.0) * 4)


def tower(dice: Dice, air: Room, at: F64) -> Form | None:
    """A round tower: flutes, collars, lamps; it hangs where there is no floor for it."""
    free = min(
        min(float(at[a] - air.lo[a]), float(air.hi[a] - at[a])) for a in (0, 1)
    )
    radius = min(dice.between(24.0, 150.0), free - 45.0)
    if radius < 22.0 or not (air.closed_lo[2] or air.closed_hi[2]) or air.size(2) < 200:
        return None
    low = float(air.lo[2]) - 40.0 if air.closed_lo[2] else float(at[2])
    high = float(air.hi[2]) + 40.0 if air.closed_hi[2] else float(at[2])
    if high - low < 200.0:
        return None
    n = _facets(radius)
    lamps: list[F64] = []
    period, proud = 2 + dice.below(4), dice.between(1.0, 5.0)
    out_at = radius + proud * (np.arange(n) % period == 0)
    foot = np.array([at[0], at[1], low])
    rows = [
        ring(foot, out_at, high - low, n, 3.0, _CONCRETE, dice.hash(), coarsest=4),
        upright(foot, high - low, 0, radius, radius, HEXAGON, _CONCRETE, dice.hash(), finest=5,
                coarsest=6),
    ]
    gap = dice.between(60.0, 190.0)
    count = max(1, int((high - low - 80.0) / gap))
    z = low + 40.0 + gap * (np.arange(count) + 0.7 * dice.units(count))
    for share in (0, 1):  # two kinds of collar
        tall, out = dice.between(4.0, 16.0), dice.between(4.0, 12.0)
        collar = ring(np.array([at[0], at[1], 0.0]), radius + proud + out, tall, n,
                      out * 0.5 + 1.5, _DAMP, 0, coarsest=3)
        rise = np.zeros((len(z[share::2]), 3))
        rise[:, 2] = z[share::2]
        rows.append(copies(collar, rise, dice.hash()))
        lamps.extend(_around(dice, at, rise[:, 2] + tall + 0.8, radius + proud + out + 0.4, n))
    for free_end, sign in ((not air.closed_hi[2], 1.0), (not air.closed_lo[2], -1.0)):
        if free_end:  # it ends in steps, each smaller than the last
            end = high if sign > 0 else low
            for step in range(1, 5):
                inner = radius * (1.0 - 0.22 * step)
                tall = radius * 0.18 * (5 - step)
                base = end if sign > 0 else end - tall
                rows.append(ring(np.array([at[0], at[1], base]), inner, tall, n, radius * 0.115,
                                 _CONCRETE, dice.hash(), coarsest=4))
    return form(rows, lamps)


def shaft(dice: Dice, air: Room, at: F64) -> Form | None:
    """A lining of facets in a well, with galleries all around and their lamps."""
    if not (air.closed(0) and air.closed(1)) or air.size(2) < 500:
        return None
    radius = min(air.size(0), air.size(1)) * 0.5 - 24.0
    if not 90.0 <= radius <= 420.0 or max(air.size(0), air.size(1)) > 2.6 * radius + 160:
        return None
    low = float(air.lo[2]) - 20.0
    tall = min(float(air.hi[2]) + 20.0 - low, 3000.0)
    centre = np.array([(air.lo[0] + air.hi[0]) * 0.5, (air.lo[1] + air.hi[1]) * 0.5, low])
    n = _facets(radius)
    key = dice.hash()
    rows = [
        ring(centre, radius, tall, n, 2.5, _CONCRETE, key, coarsest=3),
        ring(centre, radius, tall, n // 4, 2.5, _CONCRETE, key, finest=4),
    ]
    gap = dice.between(70.0, 150.0)
    count = int((tall - 80.0) / gap)
    z = low + 30.0 + gap * (np.arange(count) + 0.8 * dice.units(count))
    lamps: list[F64] = []
    for share in (0, 1):
        deep, thick = dice.between(4.0, 14.0), dice.between(2.0, 9.0)
        rim = ring(np.array([centre[0], centre[1], 0.0]), radius - 2.0, thick, n, deep * 0.5, _DAMP,
                   0, coarsest=3)
        rise = np.zeros((len(z[share::2]), 3))
        rise[:, 2] = z[share::2]
        rows.append(copies(rim, rise, dice.hash()))
        lamps.extend(_around(dice, centre, rise[:, 2] + thick + 1.0, radius - 3.0 - deep, n))
    return form(rows, lamps)


def _around(dice: Dice, at: F64, heights: F64, radius: float, n: int) -> list[F64]:
    """Lamps on collars: few, at the joints of n facets."""
    ways = directions(np.arange(n) * (TURN // n), 0) * radius
    lit = np.argwhere(dice.units(len(heights) * n).reshape(-1, n) < 0.1)
    return [
        np.array([at[0] + ways[k, 0], at[1] + ways[k, 1], heights[i]]) for i, k in lit.tolist()
    ]
