"""Bridges that nobody walks: decks with parapets and ribs along the lattice's level lines."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from blame3d.world import sky
from blame3d.world.emit import Sink, tint_of
from blame3d.world.hash import again, unit
from blame3d.world.lights import groups
from blame3d.world.materials import Material

F64 = NDArray[np.float64]
U64 = NDArray[np.uint64]


def add(
    sink: Sink, seed: int, origin: NDArray[np.int64], p0: F64, p1: F64, axis: int, h: U64
) -> None:
    """Bridges: a deck with parapets, ribs below, lamps far apart."""
    if not len(h):
        return
    side = 1 - axis
    half = 2.5 + np.floor(9.0 * unit(again(h, 4)) ** 2)
    thick = 1.2 + half * 0.35
    def slab(off0: F64, off1: F64, z0: F64, z1: F64, material: int) -> None:
        lo, hi = p0.copy(), p1.copy()
        lo[:, side], hi[:, side] = p0[:, side] + off0, p0[:, side] + off1
        lo[:, 2], hi[:, 2] = p0[:, 2] + z0, p0[:, 2] + z1
        sink.boxes(lo, hi, material, tint_of(h), block=True)
    zero = np.zeros(len(h))
    slab(-half, half, -thick, zero, int(Material.CONCRETE))
    slab(-half * 0.6, half * 0.6, -thick - half * 0.5, -thick, int(Material.CONCRETE_DAMP))
    slab(-half, -half + 0.4, zero, zero + 1.1, int(Material.CONCRETE))
    slab(half - 0.4, half, zero, zero + 1.1, int(Material.CONCRETE))
    _deck_lamps(sink, seed, origin, p0, p1, axis, half, h)
    if sink.level > 1:
        return
    # ribs under the deck every 16 m, in the world's own rhythm
    step = 16.0
    n = int(sink.edge // step)
    c = np.repeat(np.arange(len(h)), n)
    k = np.tile(np.arange(n), len(h))
    lo, hi = p0[c].copy(), p0[c].copy()
    lo[:, axis], hi[:, axis] = k * step + 7.4, k * step + 8.6
    lo[:, side] -= half[c] - 0.3  # in the plane of the deck's sides both would fight
    hi[:, side] += half[c] - 0.3
    lo[:, 2] = p0[c, 2] - (thick + half * 0.7)[c]
    hi[:, 2] = p0[c, 2] - 0.2
    inside = (lo[:, axis] >= p0[c, axis]) & (hi[:, axis] <= p1[c, axis])
    sink.boxes(lo[inside], hi[inside], int(Material.CONCRETE_DAMP), tint_of(h[c][inside]))


def _deck_lamps(
    sink: Sink, seed: int, origin: NDArray[np.int64], p0: F64, p1: F64, axis: int, half: F64, h: U64
) -> None:
    """Lamps on the parapet, two every 64 m of a lit length, and such lengths where it is dark."""
    if sink.level > 4:
        return
    n = int(sink.edge // 32.0)
    c = np.repeat(np.arange(len(h)), n)
    k = np.tile(np.arange(n), len(h))
    at = p0[c].copy()
    # In pairs, so far from the borders of any cell that none lights the next one.
    at[:, axis] = k // 2 * 64.0 + 24.0 + k % 2 * 16.0
    at[:, 1 - axis] += half[c] - 0.2
    at[:, 2] += 1.25
    lit = (at[:, axis] >= p0[c, axis]) & (at[:, axis] <= p1[c, axis])
    at, c = at[lit], c[lit]
    length = np.floor((at[:, axis] + origin[axis]) / 128.0).astype(np.int64).astype(np.uint64)
    need = sky.need(seed, at + origin)
    at = at[groups(sink, again(h[c] ^ length, 7), 0.25 * need)]
    if not len(at):
        return
    if sink.level <= 1:
        half_lamp = np.array([0.22, 0.22, 0.14])
        sink.boxes(at - half_lamp, at + half_lamp, int(Material.LAMP_WARM), 200)
    at[:, 2] += 0.3
    at[:, 1 - axis] -= 0.2
    sink.lamp(at, 11.0, [255, 170, 92], 130)
