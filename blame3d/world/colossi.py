"""What is seen from kilometres away: columns from plate to plate, beams from wall to wall, hung
plates, shards that lean. There is about one in a cubic four kilometres, made of few members that
every level draws, so that no ring of the City is without a silhouette.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.world.fields import VOXEL, plate_level, stratum_of, voxel_at
from blame3d.world.forms import HEADING, Dice, Form, Placed, far_placed, form, placed
from blame3d.world.hash import hash64
from blame3d.world.materials import Material
from blame3d.world.members import BOX, FAR, HEXAGON, ROUND, Rows, copies, ring, strut, upright
from blame3d.world.rooms import Room, room
from blame3d.world.trig import direction

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]

_LATTICE: Final = (3072, 3072, 2048)
"""Metres between the points that are tried."""
REACH: Final = 4400
"""None reaches farther from the corner of its lattice cell, metres; plates are four kilometres
apart at most."""
_SALT: Final = 340
_ALL: Final = 6
"""The coarsest level that draws what a colossus is made of."""
_INTO: Final = 44.0
"""How far ends reach into mass, metres: deeper than its skin."""
_CONCRETE: Final = int(Material.CONCRETE)
_DAMP: Final = int(Material.CONCRETE_DAMP)


def near(seed: int, level: int, low: I64, high: I64) -> Iterator[Placed]:
    """Those that reach a box of the world; above level FAR: what is drawn there of them."""
    step = np.array(_LATTICE)
    first, last = ((low - REACH) // step).tolist(), ((high + REACH) // step).tolist()
    lo, hi = low.tolist(), high.tolist()
    make = _far if level > FAR else _whole
    for at in product(*(range(a, b + 1) for a, b in zip(first, last, strict=True))):
        found = make(seed, *at)
        if found is not None and found.meets(lo, hi):
            yield found


def _corner(x: int, y: int, z: int) -> I64:
    return np.asarray(np.array([x, y, z], np.int64) * np.array(_LATTICE), np.int64)


@lru_cache(maxsize=256)
def _whole(seed: int, x: int, y: int, z: int) -> Placed | None:
    found = _colossus(seed, x, y, z)
    return None if found is None else placed(_corner(x, y, z), found)


@lru_cache(maxsize=4096)
def _far(seed: int, x: int, y: int, z: int) -> Placed | None:
    """A drawn radius asks for 2,100; those that are there take 1.5 KB each."""
    return far_placed(_corner(x, y, z), _colossus(seed, x, y, z))


def _colossus(seed: int, x: int, y: int, z: int) -> Form | None:
    corner = _corner(x, y, z)
    dice = Dice(int(hash64(seed, _SALT, x, y, z)))
    for _ in range(3):  # a point of air is wanted
        at = np.array([dice.below(n) for n in _LATTICE], np.int64)
        air = room(seed, corner, at)
        if air is not None:
            break
    else:
        return None
    lot = dice.unit()
    for limit, make in ((0.38, _column), (0.66, _beam), (0.82, _hung), (1.0, _shard)):
        if lot < limit:
            found = make(dice, air, at.astype(np.float64))
            if found is not None:
                return found
    return None


def _column(dice: Dice, air: Room, at: F64) -> Form | None:
    """From plate to plate: a core with four piers, or round; belts where it was made longer."""
    here = voxel_at(air.seed, 2, int(air.corner[2] + at[2]))
    below = stratum_of(air.seed, here)
    plates = plate_level(air.seed, np.array([below, below + 1])) * VOXEL - air.corner[2]
    low, high = float(plates[0]), float(plates[1])
    low, high = max(low, float(at[2]) - 4000.0), min(high + 100.0, float(at[2]) + 4000.0)
    least = min(air.size(0), air.size(1))
    radius = min(dice.between(34.0, 130.0), 0.2 * least)
    if radius < 30.0:
        return None
    foot = np.array([at[0], at[1], low])
    tall = high - low
    rows: list[Rows] = []
    belts = np.repeat(foot[None], 2 + dice.below(8), 0)
    belts[:, 2] = low + tall * np.sort(dice.units(len(belts)))
    thick = dice.between(10.0, 34.0)
    if dice.chance(0.5):
        rows.append(ring(foot, radius, tall, 24, 3.0, _CONCRETE, dice.hash(), 0, 3))
        rows.append(upright(foot, tall, 0, radius, radius, ROUND, _CONCRETE, dice.hash(), 4, 5))
        rows.append(upright(foot, tall, 0, radius, radius, HEXAGON, _CONCRETE, dice.hash(), 6, 6))
        belt = ring(np.zeros(3), radius * 1.14, thick, 24, radius * 0.1, _DAMP, 0, 0, 3)
        rows.append(copies(belt, belts, dice.hash()))
        far = upright(np.zeros(3), thick, 0, radius * 1.14, radius * 1.14, ROUND, _DAMP, 0, 4, 5)
        rows.append(copies(far, belts, dice.hash()))
    else:
        half, out = radius * 0.34, radius * 0.72
        rows.append(upright(foot, tall, 0, radius * 0.74, radius * 0.74, BOX, _DAMP, dice.hash(),
                            0, _ALL))
        corners = np.array([[a, b, 0.0] for a in (-out, out) for b in (-out, out)])
        pier = upright(np.zeros(3), tall, 0, half, half, BOX, _CONCRETE, 0, 0, _ALL)
        rows.append(copies(pier, foot + corners, dice.hash()))
        belt = upright(np.zeros(3), thick, 0, radius * 1.16, radius * 1.16, BOX, _CONCRETE, 0, 0, 5)
        rows.append(copies(belt, belts, dice.hash()))
    return form(rows)


def _beam(dice: Dice, air: Room, at: F64) -> Form | None:
    """From wall to wall, as deep as a house is high; ribs below, some of it broken off."""
    axis = 0 if air.size(0) < air.size(1) else 1
    if not air.closed(axis) or air.size(axis) < 200:
        return None
    wide, deep = dice.between(14.0, 50.0), dice.between(12.0, 46.0)
    p0 = at.copy()
    p0[axis] = float(air.lo[axis]) - _INTO
    run = float(air.size(axis)) + 2.0 * _INTO
    rows: list[Rows] = []
    pieces = [(0.0, run)]
    if dice.chance(0.3):  # it broke
        gap = dice.between(0.35, 0.6)
        pieces = [(0.0, run * gap), (run * (gap + dice.between(0.05, 0.2)), run)]
    for start, end in pieces:
        q = p0.copy()
        q[axis] += start
        rows.append(strut(q, HEADING[axis], 0, end - start, wide, deep, BOX, _CONCRETE,
                          dice.hash(), 0, _ALL))
        flange = q.copy()
        flange[2] += deep
        rows.append(strut(flange, HEADING[axis], 0, end - start, wide * 1.3, deep * 0.16, BOX,
                          _DAMP, dice.hash(), 0, 5))
        n = max(1, int((end - start) / dice.between(36.0, 90.0)))
        ribs = np.repeat(q[None], n, 0)
        ribs[:, axis] += (end - start) * (np.arange(n) + 0.5) / n
        ribs[:, 2] -= deep * 1.14
        rib = upright(np.zeros(3), deep * 2.1, HEADING[axis], wide * 1.12, 3.0 + deep * 0.08, BOX,
                      _DAMP, 0, 0, 4)
        rows.append(copies(rib, ribs, dice.hash()))
    return form(rows)


def _hung(dice: Dice, air: Room, at: F64) -> Form | None:
    """A plate on four cables as thick as towers, below a ceiling."""
    if not air.closed_hi[2]:
        return None
    drop = float(air.hi[2]) - float(at[2])
    side = [min(dice.between(110.0, 420.0), 0.4 * air.size(a)) for a in (0, 1)]
    if drop < 150.0 or min(side) < 70.0:
        return None
    thick = dice.between(18.0, 60.0)
    turned = dice.below(2) * 1500 + 700
    foot = at - np.array([0.0, 0.0, thick])
    rows: list[Rows] = [
        upright(foot, thick, turned, side[0] * 0.5, side[1] * 0.5, BOX, _CONCRETE, dice.hash(), 0,
                _ALL),
        upright(foot - np.array([0.0, 0.0, thick * 0.5]), thick * 0.6, turned, side[0] * 0.38,
                side[1] * 0.38, BOX, _DAMP, dice.hash(), 0, 5),
    ]
    for a in (-0.4, 0.4):
        for b in (-0.4, 0.4):
            top = at + np.array([side[0] * a, side[1] * b, 0.0])
            rows.append(upright(top, drop + _INTO, 0, 4.6, 4.6, HEXAGON, int(Material.RUBBER),
                                dice.hash(), 0, 5))
    return form(rows)


def _shard(dice: Dice, air: Room, at: F64) -> Form | None:
    """A piece of something larger that has come to lean, from floor to wall."""
    wide = dice.between(18.0, 60.0)
    if min(air.size(a) for a in (0, 1)) < 6.0 * wide:
        return None
    heading = dice.below(24) * 15_000
    lean = 52_000 + dice.below(28_000)
    down = 400.0 if not air.closed_lo[2] else min(float(at[2] - air.lo[2]) * 1.2 + 60.0, 1500.0)
    length = down + dice.between(300.0, 1300.0)
    way = direction(heading, lean)
    rows: list[Rows] = []
    for k in range(1 + dice.below(3)):
        shift = np.array([dice.between(-1.6, 1.6) * wide, dice.between(-1.6, 1.6) * wide, 0.0])
        part = dice.between(0.7, 1.0) if k else 1.0
        rows.append(strut(at + shift * min(k, 1) - way * down, heading, lean, length * part,
                          wide * (1.0 if not k else 0.6), wide * dice.between(0.3, 0.8), BOX,
                          _DAMP if k else _CONCRETE, dice.hash(), 0, _ALL))
    return form(rows)
