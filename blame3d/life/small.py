"""What hangs and runs at single places: falls of water and dust, cables, lamps, fans.

One of them at most in each cell of a lattice of two voxels (512 m), rarer where the
air is wide, for there one sees farther.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final

import numpy as np

from blame3d.life.site import Ranges, Site
from blame3d.life.space import CLEAR, I64, Grid, grid, in_air, off_the_ways
from blame3d.world.forms import Dice
from blame3d.world.hash import hash64

CELL: Final = 2
"""Voxels along the edge of the lattice's cells."""
EXTENT: Final = 950
"""Metres that one may reach out of its cell."""
AROUND: Final = 5
"""Voxels around a cell that are looked at."""
_SALT: Final = 0x11F1
_TRIES: Final = 6

FALL, DUST, CABLE, LAMP, FAN = "fall", "dust", "cable", "lamp", "fan"
Maker = Callable[[Grid, Dice, str, I64, int, int], Site | None]
_LOTS: Final = (FALL, FALL, FALL, DUST, DUST, CABLE, CABLE, LAMP, FAN, FAN)
_CEILING: Final = (FALL, DUST, CABLE)
"""Kinds that may hang from above; all but these need a wall."""

_MARGIN: Final = 72
"""Metres that what hangs from above keeps from walls beside it."""


@lru_cache(maxsize=4096)
def small(seed: int, x: int, y: int, z: int) -> Site | None:
    """What moves in a cell of the lattice."""
    cell = np.array([x, y, z], np.int64)
    dice = Dice(int(hash64(seed, _SALT, x, y, z)))
    space = grid(seed, cell * CELL - AROUND, CELL + 2 * AROUND)
    air = ~space.mass[AROUND:-AROUND, AROUND:-AROUND, AROUND:-AROUND]
    if not dice.chance(wanted(float(air.mean()))):
        return None
    for _ in range(_TRIES):
        kind = _LOTS[dice.below(len(_LOTS))]
        held = _held(space, dice, kind)
        if held is None:
            continue
        found = _MAKERS[kind](space, dice, kind, *held)
        if found is not None:
            return found
    return None


def wanted(air: float) -> float:
    """Chance of something in a cell of which this share is air."""
    return 2.5 * air if air < 0.3 else max(0.17, 0.93 - 0.76 * air)


def _held(space: Grid, dice: Dice, kind: str) -> tuple[I64, int, int] | None:
    """A voxel of air and the normal of the mass that holds what is there."""
    axis = 2 if kind in _CEILING and dice.chance(0.5) else dice.below(2)
    for a in (axis, 0, 1):
        for sign in (-1,) if a == 2 else ((1, -1) if dice.chance(0.5) else (-1, 1)):
            rows = space.faces(a, sign, AROUND)
            if len(rows):
                return rows[dice.below(len(rows))], a, sign
    return None


def _at(space: Grid, dice: Dice, voxel: I64, axis: int, sign: int,
        margin: int) -> tuple[int, int, int] | None:
    """A point on the face, `margin` metres from the voxel's other sides."""
    point = [0, 0, 0]
    for a in range(3):
        lo, hi = space.edges(voxel, a)
        if a == axis:
            point[a] = lo if sign > 0 else hi
        elif hi - lo < 2 * margin:
            return None
        else:
            point[a] = lo + margin + dice.below(hi - lo - 2 * margin + 1)
    return point[0], point[1], point[2]


def column(site: Site) -> tuple[Ranges, ...]:
    """What falls or swings below the end of an arm, or below a ceiling."""
    half = 0.5 * site.size + (0.05 * site.length if site.kind == CABLE else 2.0)
    top = -14.0 if site.axis == 2 else 2.0
    return (((-half, half), (site.out - half, site.out + half), (-site.length, top)),)


def disc(site: Site) -> tuple[Ranges, ...]:
    """A fan's housing."""
    half = 0.5 * site.size
    return (((-half, half), (2.0, site.out), (-half, half)),)


def _hanging(space: Grid, dice: Dice, kind: str, voxel: I64, axis: int, sign: int) -> Site | None:
    at = _at(space, dice, voxel, axis, sign, _MARGIN)
    if at is None:
        return None
    low = space.edges(voxel - (0, 0, space.drop(voxel) - 1), 2)[0]
    room = at[2] - low - 40.0
    longest = {FALL: 900.0, DUST: 420.0, CABLE: 320.0, LAMP: 6.0}[kind]
    shortest = {FALL: 100.0, DUST: 60.0, CABLE: 40.0, LAMP: 6.0}[kind]
    # The long ones are the ones that are seen.
    length = min(room, longest * (0.35 + 0.65 * dice.unit()))
    size = {
        FALL: 0.3 + 3.7 * dice.unit(), DUST: 0.8 + 2.2 * dice.unit(),
        CABLE: 3.0 + 6.0 * dice.unit(), LAMP: 4.0,
    }[kind]  # fmt: skip
    out = 0.0 if axis == 2 else dice.between(CLEAR + 4.0, 104.0)
    key = dice.hash()
    while length >= shortest:
        site = Site(kind, at, axis, sign, out, round(length), size, key)
        if all(in_air(space.seed, b) and off_the_ways(space.seed, b)
               for b in map(site.box, column(site))):
            return site
        length *= 0.6
    return None


def _fan(space: Grid, dice: Dice, kind: str, voxel: I64, axis: int, sign: int) -> Site | None:
    size = dice.between(24.0, 140.0)
    at = _at(space, dice, voxel, axis, sign, int(size / 2) + 6)
    if at is None:
        return None
    site = Site(FAN, at, axis, sign, CLEAR + 2.0, 0.0, size, dice.hash())
    free = all(off_the_ways(space.seed, b) for b in map(site.box, disc(site)))
    return site if free else None


_MAKERS: Final[dict[str, Maker]] = {
    FAN: _fan, FALL: _hanging, DUST: _hanging, CABLE: _hanging, LAMP: _hanging,
}  # fmt: skip
