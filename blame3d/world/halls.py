"""Floors of rooms: what keeps a hall from being a flat plane between four walls."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.world import boxes
from blame3d.world.emit import QUARTER, Sink, tint_of
from blame3d.world.hash import again, chance, hash_at
from blame3d.world.materials import Material
from blame3d.world.parts import put
from blame3d.world.spots import F64, Mass

_HALL: Final = 460
_BAY: Final = 4.0


def add(sink: Sink, seed: int, origin: NDArray[np.int64], lo: F64, hi: F64, mass: Mass,
        others: Mass) -> None:
    """Dress the floors of rooms, given as clearances lo, hi (N, 3): steel strips let into the
    floor every 4 m of the world, lids, a stair in a corner that ends at the ceiling and in no way.

    others: clearances of what is no room.
    """
    big = ((hi - lo)[:, :2].min(1) > 7.0) & ((hi - lo)[:, 2] >= 4.0)
    lo, hi = lo[big], hi[big]
    if not len(lo):
        return
    h = hash_at(seed, _HALL, origin, lo)
    for axis in (0, 1):
        base = float(origin[axis])
        first = np.ceil((lo[:, axis] + base + 1.0) / _BAY)
        n = np.maximum(np.floor((hi[:, axis] + base - 1.0) / _BAY) - first + 1, 0).astype(np.int64)
        c = np.repeat(np.arange(len(lo)), n)
        k = np.arange(len(c)) - np.repeat(np.cumsum(n) - n, n)
        a, b = lo[c].copy(), hi[c].copy()
        a[:, axis] = (first[c] + k) * _BAY - base - 0.06
        b[:, axis] = a[:, axis] + 0.12
        a[:, 2], b[:, 2] = lo[c, 2] - 0.05, lo[c, 2] + 0.012
        sink.boxes(a, b, int(Material.STEEL), tint_of(h[c]))
    lid = (lo + hi) * 0.5
    lid[:, :2] = lo[:, :2] + (hi - lo)[:, :2] * 0.22
    lid[:, 2] = lo[:, 2] + 0.05
    put(sink, "floor_hatch", lid, None, 0, tint_of(h), main=int(Material.STEEL),
        trim=int(Material.HULL))
    tall = hi[:, 2] - lo[:, 2]
    stair = chance(again(h, 2), 0.5) & (tall <= 12.0)
    foot = np.stack([hi[:, 0] - 1.5, hi[:, 1] - 1.5, lo[:, 2]], 1)
    stair &= boxes.touching(foot + [-0.5, -0.5, 0.0] + [0.0, 0.0, 1.0] * tall[:, None] + 0.05,
                            foot + [0.5, 0.5, 0.6] + [0.0, 0.0, 1.0] * tall[:, None], *mass)
    stair &= ~boxes.touching(foot - [1.3, 1.3, 0.0], foot + [1.3, 1.3, 2.0], *others)
    turns = np.maximum(np.floor(tall[stair] / 4.0), 1).astype(np.int64)
    c = np.repeat(np.flatnonzero(stair), turns)
    k = np.arange(len(c)) - np.repeat(np.cumsum(turns) - turns, turns)
    size = sink.library.metres("spiral_stair").copy()
    turn = tall[c] / np.repeat(turns, turns)
    centre = foot[c].copy()
    whole = np.broadcast_to(size, (len(c), 3)).copy()
    whole[:, 2] = size[2] * turn / 4.0
    centre[:, 2] += turn * k + whole[:, 2] / 2
    put(sink, "spiral_stair", centre, whole, QUARTER, tint_of(h[c]), main=int(Material.STEEL),
        block=True)
