"""A Builder that has been the wall all along: beside the bridge of a first walk, abreast of it.

It is a block as others are (`rare`); only its moment does not come by the clock, but when somebody
is half-way across. So it has a clock of its own, and whoever shows it says what that reads.
"""

from __future__ import annotations

from itertools import count, product
from typing import Final, NamedTuple

import numpy as np

from blame3d.life import great, rare
from blame3d.life.site import F64, Site
from blame3d.life.space import CLEAR, I64, Box, Grid, grid, in_air
from blame3d.world.cell import network
from blame3d.world.fields import solid_at, voxel_at
from blame3d.world.hash import hash64
from blame3d.world.landmarks import stands_at
from blame3d.world.types import World

Position = tuple[int, int, int]

NEAREST_M: Final = 90.0
FARTHEST_M: Final = 560.0
_VOXELS: Final = 4
"""Around the place that are looked at, each way; their faces but for the outermost two."""
_ASIDE: Final = tuple(range(-240, 241, 40))
_UP: Final = tuple(range(-120, 161, 40))
"""Metres from abreast of the place, along the wall and upwards, that are tried."""
_STEEP: Final = 0.5
"""Height over distance from which one would have to lift the head."""
_FACING: Final = 0.35
"""Least cosine at which one looks at its front."""
_SALT: Final = 0x0A3F


class Sleeper(NamedTuple):
    """A block, and the second of its own time at which it wakes."""

    site: Site
    wakes_s: float


def sleeper(world: World, at: Position) -> Sleeper | None:
    """The nearest place for one that is seen from a place in the air, integer millimetres; None
    where no wall nearby has the room."""
    seed = world.seed
    here = np.array(at, np.int64) // 1000
    middle = np.array([voxel_at(seed, axis, int(here[axis])) for axis in range(3)], np.int64)
    space = grid(seed, middle - _VOXELS, 2 * _VOXELS + 1)
    found = {
        site: away
        for axis, sign in product((0, 1), (1, -1))
        for voxel in space.faces(axis, sign, 2)
        for site in _abreast(space, voxel, axis, sign, here)
        if (away := _away(site, here)) is not None
    }
    for site in sorted(found, key=lambda one: (found[one], one)):
        box = site.box(great.front(site)[0])
        if in_air(seed, box) and _off_the_ways(world, box) and _seen(seed, site, here):
            events = (rare.event(site, n) for n in count())
            return Sleeper(site, next(e.begin_s for e in events if e.kind == rare.SLEEPER))
    return None


def _abreast(space: Grid, voxel: I64, axis: int, sign: int, here: I64) -> list[Site]:
    """Blocks on an upright face, as near to abreast of a point as the face allows."""
    lo, hi = space.edges(voxel, 1 - axis)
    low, high = space.edges(voxel, 2)
    first, last = space.edges(voxel, axis)
    half, tall = int(great.BLOCK_LONG / 2), int(great.BLOCK_TALL / 2)
    if hi - lo < 2 * half or high - low < 2 * tall:
        return []
    out = []
    for aside, up in product(_ASIDE, _UP):
        point = [0, 0, int(np.clip(here[2] + up, low + tall, high - tall))]
        point[axis] = first if sign > 0 else last
        point[1 - axis] = int(np.clip(here[1 - axis] + aside, lo + half, hi - half))
        key = int(hash64(space.seed, _SALT, *point)) >> 16
        place = point[0], point[1], point[2]
        out.append(Site(great.BLOCK, place, axis, sign, CLEAR + 12.0, 0.0, great.BLOCK_TALL, key))
    return out


def front(site: Site) -> F64:
    """The middle of a block's front, metres of the world."""
    at = np.array(site.at, np.float64)
    at[site.axis] += site.sign * (site.out + 16.0)
    return at


def _from(site: Site, here: I64) -> F64:
    """From the middle of a block's front to a point, metres."""
    result: F64 = here - front(site)
    return result


def _away(site: Site, here: I64) -> float | None:
    """Metres from a point to a block's front; None where one would see little of it."""
    rel = _from(site, here)
    away = float(np.sqrt((rel * rel).sum()))
    ahead = float(rel[site.axis]) * site.sign
    seen = NEAREST_M < away < FARTHEST_M and ahead > _FACING * away
    return away if seen and abs(float(rel[2])) < _STEEP * away else None


def _seen(seed: int, site: Site, here: I64) -> bool:
    """Whether neither mass nor a great form stands between a point and a block's front."""
    path = here - _from(site, here) * np.linspace(0.03, 0.97, 24)[:, None]
    mass = np.asarray(solid_at(seed, path))
    return not mass.any() and not stands_at(seed, np.floor(path).astype(np.int64)).any()


def _off_the_ways(world: World, box: Box) -> bool:
    """Whether no way runs through a box: by its very floors, for a bridge's walls have ways."""
    edge = great.NETWORK
    spans = [range(a // edge, b // edge + 1) for a, b in zip(*box, strict=True)]
    for x, y, z in product(*spans):
        net = network(world, (x, y, z))
        (a, b, c), (d, e, f) = (
            [float(v - n * edge) for v, n in zip(corner, (x, y, z), strict=True)] for corner in box
        )
        ways = (net.decks, net.ramps, net.clear, net.lifts, net.spines)
        if any(len(boxes.in_box((a, b, c), (d, e, f))) for boxes in ways):
            return False
    return True
