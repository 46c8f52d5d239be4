"""What moves over hundreds of metres: trams, great fans, Builders, and the blocks where rare
things happen. Each sort has a lattice of its own, at most one in a cell.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np

from blame3d.life.site import Ranges, Site
from blame3d.life.space import CLEAR, I64, Grid, grid, in_air, off_the_ways
from blame3d.world.fields import VOXEL
from blame3d.world.forms import Dice
from blame3d.world.hash import hash64

AROUND: Final = 9
"""Voxels around a cell that are looked at."""
_SALT: Final = 0x11F2
_TRIES: Final = 8

TRAM, WHEEL, BLOCK = "tram", "wheel", "block"
SPIDER, GANTRY, WALL = "spider", "gantry", "wall"
BUILDERS: Final = (SPIDER, GANTRY, WALL)

NETWORK: Final = 1024
"""Metres along the edge of a cell of the walk network."""
TRAM_LONG: Final = 1700
WALL_LONG, WALL_TALL = 2000.0, 380.0
WALL_OUT: Final = 104.0
"""Metres between the wall and the Builder that is a wall: walkways run behind it."""
BLOCK_LONG, BLOCK_TALL = 160.0, 100.0
GANTRY_TALL: Final = 400.0
GANTRY_WIDE: Final = 150.0
"""Metres from its middle to the middles of its legs."""


@lru_cache(maxsize=4096)
def great(seed: int, sort: str, x: int, y: int, z: int) -> Site | None:
    """What moves of one of the `SORTS` in a cell of its lattice."""
    number = list(SORTS).index(sort)
    cell_voxels, chance, makers, _ = SORTS[sort]
    dice = Dice(int(hash64(seed, _SALT, x, y, z, number)))
    if not dice.chance(chance):
        return None
    cell = np.array([x, y, z], np.int64)
    space = grid(seed, cell * cell_voxels - AROUND, cell_voxels + 2 * AROUND)
    first = dice.below(len(makers))
    tried = (_tried(space, dice, makers[(first + k) % len(makers)]) for k in range(len(makers)))
    return next((site for site in tried if site is not None), None)


Maker = Callable[[Grid, Dice, I64, int, int], Site | None]


def _tried(space: Grid, dice: Dice, maker: Maker) -> Site | None:
    """What a maker finds room for at one of a few faces."""
    for _ in range(_TRIES):
        axis, sign = (2, 1) if maker is _gantry else (dice.below(2), dice.sign())
        rows = space.faces(axis, sign, AROUND)
        if not len(rows):
            continue
        site = maker(space, dice, rows[dice.below(len(rows))], axis, sign)
        if site is not None:
            return site
    return None


def _free(site: Site, parts: tuple[Ranges, ...], seed: int) -> bool:
    boxes = [site.box(part) for part in parts]
    return all(in_air(seed, b) for b in boxes) and all(off_the_ways(seed, b) for b in boxes)


def line(site: Site) -> tuple[Ranges, ...]:
    """The way of a tram."""
    half = 0.5 * site.length
    return (((-half, half), (site.out - 4.0, site.out + 4.0), (-3.0, 7.0)),)


def _tram(space: Grid, dice: Dice, voxel: I64, axis: int, sign: int) -> Site | None:
    """Along a wall."""
    left, right = space.run(voxel, axis, sign, 1 - axis, AROUND - 1)
    if left + right + 1 < 4:
        return None
    lo, hi = space.edges(voxel, 1 - axis, -left, right)
    low, high = space.edges(voxel, 2)
    lo, hi = lo + 60, hi - 60
    if hi - lo > TRAM_LONG:
        lo += dice.below(hi - lo - TRAM_LONG)
        hi = lo + TRAM_LONG
    for _ in range(4):
        at = _point(space, voxel, axis, sign, (lo + hi) // 2,
                    low + 20 + dice.below(high - low - 40))
        site = Site(TRAM, at, axis, sign, CLEAR + 5.0, float((hi - lo) // 2 * 2), 3.6, dice.hash())
        if _free(site, line(site), space.seed):
            return site
    return None


def _point(space: Grid, voxel: I64, axis: int, sign: int, along: int,
           up: int) -> tuple[int, int, int]:
    """A point on an upright face."""
    point = [0, 0, up]
    lo, hi = space.edges(voxel, axis)
    point[axis] = lo if sign > 0 else hi
    point[1 - axis] = along
    return point[0], point[1], point[2]


def wheel(site: Site) -> tuple[Ranges, ...]:
    """A great fan and the axle that carries it."""
    half, deep = 0.5 * site.size, 0.062 * site.size
    return (
        ((-half, half), (site.out - deep, site.out + 12.0 + deep), (-half, half)),
        ((-12.0, 12.0), (CLEAR, site.out), (-12.0, 12.0)),
    )


def _great_fan(space: Grid, dice: Dice, voxel: I64, axis: int, sign: int) -> Site | None:
    """On an axle, before two voxels each way or three."""
    n = 1 + dice.below(2)
    if not space.flat(voxel, axis, sign, (0, 0), (n, n)):
        return None
    lo, hi = space.edges(voxel, 1 - axis, 0, n)
    low, high = space.edges(voxel, 2, 0, n)
    size = min(600.0, min(hi - lo, high - low) * dice.between(0.6, 0.95))
    at = _point(space, voxel, axis, sign, (lo + hi) // 2, (low + high) // 2)
    site = Site(WHEEL, at, axis, sign, 116.0, 0.0, size, dice.hash())
    return site if _free(site, wheel(site), space.seed) else None


def crane(site: Site) -> tuple[Ranges, ...]:
    """The air of a spider crane on its wall: what it lays, and itself."""
    half = 0.5 * site.length
    return (((-half - 64.0, half + 12.0), (CLEAR - 8.0, 76.0), (-42.0, 68.0)),)


def _spider(space: Grid, dice: Dice, voxel: I64, axis: int, sign: int) -> Site | None:
    left, right = space.run(voxel, axis, sign, 1 - axis, 2)
    lo, hi = space.edges(voxel, 1 - axis, -left, right)
    low, high = space.edges(voxel, 2)
    # Within one cell of the walk network if it can be, for each costs a while to ask.
    middle = space.edges(voxel, 1 - axis)[0] + 64
    first = middle - middle % NETWORK
    lo, hi = max(lo, first), min(hi, first + NETWORK)
    length = 30.0 * int(min(16.0, (hi - lo - 120) / 30.0))
    if length < 180.0:
        return None
    for _ in range(6):
        up = low + 50 + dice.below(high - low - 120)
        if (up - 42) // NETWORK < (up + 68) // NETWORK:
            continue
        at = _point(space, voxel, axis, sign, (lo + hi) // 2, up)
        site = Site(SPIDER, at, axis, sign, 62.0, length, 60.0, dice.hash())
        if _free(site, crane(site), space.seed):
            return site
    return None


def slab(site: Site) -> tuple[Ranges, ...]:
    """The air of a wall that advances."""
    half = 0.5 * (site.length + WALL_LONG)
    return (((-half, half), (site.out, site.out + 74.0), (-WALL_TALL / 2 - 36, WALL_TALL / 2)),)


def _wall(space: Grid, dice: Dice, voxel: I64, axis: int, sign: int) -> Site | None:
    other = 1 - axis
    left, right = space.run(voxel, axis, sign, other, AROUND - 1)
    lo, hi = space.edges(voxel, other, -left, right)
    length = min(420.0, 60.0 * int((hi - lo - WALL_LONG - 60) / 60.0))
    if length < 240.0:
        return None
    if not space.flat(voxel, axis, sign, (-left, 0), (right, 1)):
        return None
    low, high = space.edges(voxel, 2, 0, 1)
    for _ in range(4):
        up = low + 230 + dice.below(max(1, high - low - 430))
        at = _point(space, voxel, axis, sign, (lo + hi) // 2, up)
        site = Site(WALL, at, axis, sign, WALL_OUT, length, WALL_LONG, dice.hash())
        if _free(site, slab(site), space.seed):
            return site
    return None


def gantry(site: Site) -> tuple[Ranges, ...]:
    """The air of a gantry: its legs' lane to either side, its deck above. It goes along x."""
    half = 0.5 * site.length + GANTRY_WIDE + 40.0
    legs = [
        ((-half, half), (y - 34.0, y + 34.0), (CLEAR, GANTRY_TALL - 90.0))
        for y in (-GANTRY_WIDE, GANTRY_WIDE)
    ]
    top = GANTRY_WIDE + 40.0
    return (
        *legs,
        ((-half, half), (-top, top), (GANTRY_TALL - 100.0, GANTRY_TALL + 20.0)),
        ((-half, half), (-90.0, 90.0), (60.0, GANTRY_TALL - 100.0)),
    )


def _gantry(space: Grid, dice: Dice, voxel: I64, axis: int, sign: int) -> Site | None:
    """On a floor with two voxels of air above, four long and two wide."""
    if not space.flat(voxel, 2, 1, (0, 0), (3, 1), 2):
        return None
    lo, hi = space.edges(voxel, 0, 0, 3)
    near, far = space.edges(voxel, 1, 0, 1)
    low, high = space.edges(voxel, 2, 0, 1)
    length = 40.0 * int((hi - lo - 2 * GANTRY_WIDE - 140) / 40.0)
    if high - low < GANTRY_TALL + 30 or length < 160.0 or far - near < 2 * GANTRY_WIDE + 90:
        return None
    at = ((lo + hi) // 2, (near + far) // 2, low)
    site = Site(GANTRY, at, 2, 1, 0.0, length, GANTRY_TALL, dice.hash())
    return site if _free(site, gantry(site), space.seed) else None


def front(site: Site) -> tuple[Ranges, ...]:
    """The block, what moves on it and with it, and the way of what falls from it."""
    half, tall = 0.5 * BLOCK_LONG + 28.0, 0.5 * site.size
    return (
        ((-half, half), (CLEAR, site.out + 16.0), (-tall, tall)),
        ((-44.0, 44.0), (site.out + 4.0, site.out + 60.0), (-tall - site.length, -tall)),
    )


def _block(space: Grid, dice: Dice, voxel: I64, axis: int, sign: int) -> Site | None:
    lo, hi = space.edges(voxel, 1 - axis)
    low, high = space.edges(voxel, 2)
    floor = space.edges(voxel - (0, 0, space.drop(voxel) - 1), 2)[0]
    half, tall = int(BLOCK_LONG / 2), int(BLOCK_TALL / 2)
    for _ in range(6):
        along = lo + half + dice.below(max(1, hi - lo - 2 * half))
        up = low + tall + dice.below(max(1, high - low - 2 * tall))
        at = _point(space, voxel, axis, sign, along, up)
        foot = up - tall
        drop = float(min(700, foot - floor - 40, max(240, foot % NETWORK - 2)))
        key = dice.hash()
        while drop >= 150.0:
            site = Site(BLOCK, at, axis, sign, CLEAR + 12.0, round(drop), BLOCK_TALL, key)
            if _free(site, front(site), space.seed):
                return site
            drop *= 0.6
    return None


class Sort(NamedTuple):
    """cell: voxels along the edge of its lattice's cells. chance: in a cell. makers: what is
    tried in turn. extent: metres that one may reach out of its cell."""

    cell: int
    chance: float
    makers: tuple[Maker, ...]
    extent: int


SORTS: Final = {
    "tram": Sort(12, 0.8, (_tram,), 1800),
    "wheel": Sort(12, 0.6, (_great_fan,), 400),
    "builder": Sort(8, 1.0, (_spider, _gantry), 500),
    "wall": Sort(16, 1.0, (_wall,), 1700),
    "block": Sort(12, 1.0, (_block,), 800),
}

assert AROUND * VOXEL > WALL_LONG
