"""Rooms: each has one thing that one can name, and a number as high as its walls allow.

By lot a hall is a basin, hangs a block over one's head, keeps tanks or racks, has a fan with light
behind it, a well of light in its ceiling, columns, a flight to nowhere, a drum on saddles, or only
strips in its floor. What stands keeps off every way through the room.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.world import boxes, linings, numerals, sites
from blame3d.world.emit import Sink, tint_of
from blame3d.world.hall_things import AT_WALLS, THINGS, Halls
from blame3d.world.hash import again, below, hash_at
from blame3d.world.materials import Material
from blame3d.world.spots import F64, Mass, Spots

_HALL: Final = 460
_BAY: Final = 4.0
_WAY: Final = np.array([1.2, 1.2, 2.0])
"""Metres about the lines that one walks which stay free."""


def add(sink: Sink, seed: int, origin: NDArray[np.int64], lo: F64, hi: F64, mass: Mass,
        others: Mass, walked: Callable[[], Mass]) -> None:
    """Dress rooms, given as clearances lo, hi (N, 3). others: clearances of what is no room.
    walked: finds the lines that one walks."""
    big = ((hi - lo)[:, :2].min(1) > 7.0) & ((hi - lo)[:, 2] >= 4.0)
    lo, hi = _highest(lo[big], hi[big])
    if not len(lo):
        return
    h = hash_at(seed, _HALL, origin, lo)
    halls = _walled(lo, hi, h, mass, others)
    low, high = walked()
    taken = np.concatenate([others[0], low - _WAY]), np.concatenate([others[1], high + _WAY])
    kind = below(again(h, 1), len(THINGS))
    bare = sites.staged(seed, origin, (lo + hi) * 0.5)
    for k, build in enumerate(THINGS):
        sel = (kind == k) & ~bare
        if sel.any():
            build(sink, halls.only(sel), taken)
    _strips(sink, origin, halls.only(bare | (kind == len(THINGS) - 1)))
    of = halls.only((halls.wall.sign != 0) & ~bare & (kind >= AT_WALLS))
    tall = np.minimum(np.minimum(0.36 * of.tall, 0.24 * of.long), 6.0)
    numerals.paint(sink, of.wall, numerals.block(seed, origin, of.wall.at), 3, tall=tall,
                   up=0.5 * (of.tall - tall), out=linings.proud(seed, origin, of.wall.at) + 0.01)


def _highest(lo: F64, hi: F64) -> tuple[F64, F64]:
    """Of clearances that stand on the same floor the highest."""
    order = np.lexsort((-hi[:, 2], hi[:, 1], hi[:, 0], lo[:, 2], lo[:, 1], lo[:, 0]))
    lo, hi = lo[order], hi[order]
    same = (lo[1:] == lo[:-1]).all(1) & (hi[1:, :2] == hi[:-1, :2]).all(1)
    first = np.append(True, ~same)[: len(lo)]
    return lo[first], hi[first]


def _walled(lo: F64, hi: F64, h: NDArray[np.uint64], mass: Mass, others: Mass) -> Halls:
    """Rooms with one of their walls that is whole, by lot; a wall's sign is 0 where none is."""
    n = len(lo)
    axis, sign = np.zeros(n, np.int64), np.zeros(n, np.int64)
    first = below(again(h, 2), 4)
    rows = np.arange(n)
    for turn in range(4):
        side = (first + turn) % 4
        a, s = side // 2, 1 - 2 * (side % 2)
        spots = _middle(lo, hi, a, s, h)
        half = 0.5 * (hi - lo)[rows, 1 - a] - 1.0
        ok = np.ones(n, np.bool_)
        for share in (-0.9, -0.3, 0.3, 0.9):
            at, back = spots.point(half * share, 2.0, -0.3), spots.point(half * share, 1.0, -0.3)
            ok &= boxes.touching(at - 0.15, at + 0.15, *mass)
            ok &= ~boxes.touching(back - 0.6, back + 0.6, *others)
        new = ok & (sign == 0)
        axis[new], sign[new] = a[new], s[new]
    above = (lo + hi) * 0.5
    above[:, 2] = hi[:, 2] + 0.5
    roofed = boxes.touching(above - 0.3, above + 0.3, *mass)
    size = hi - lo
    return Halls(lo, hi, _middle(lo, hi, axis, sign, h), size[rows, 1 - axis], size[rows, axis],
                  roofed, h)


def _middle(lo: F64, hi: F64, axis: NDArray[np.int64], sign: NDArray[np.int64],
            h: NDArray[np.uint64]) -> Spots:
    rows = np.arange(len(lo))
    at = (lo + hi) * 0.5
    at[rows, axis] = np.where(sign > 0, lo[rows, axis], hi[rows, axis])
    at[:, 2] = lo[:, 2]
    return Spots(at, axis, sign, h)


def _strips(sink: Sink, origin: NDArray[np.int64], r: Halls) -> None:
    """Steel strips let into the floor every 4 m of the world."""
    for axis in (0, 1):
        base = float(origin[axis])
        first = np.ceil((r.lo[:, axis] + base + 1.0) / _BAY)
        last = np.floor((r.hi[:, axis] + base - 1.0) / _BAY)
        n = np.maximum(last - first + 1, 0).astype(np.int64)
        c = np.repeat(np.arange(len(n)), n)
        k = np.arange(len(c)) - np.repeat(np.cumsum(n) - n, n)
        a, b = r.lo[c].copy(), r.hi[c].copy()
        a[:, axis] = (first[c] + k) * _BAY - base - 0.06
        b[:, axis] = a[:, axis] + 0.12
        a[:, 2], b[:, 2] = r.lo[c, 2] - 0.05, r.lo[c, 2] + 0.012
        sink.boxes(a, b, int(Material.STEEL), tint_of(r.hash[c]))
