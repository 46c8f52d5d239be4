"""Light of the lamps in a light volume: falloff times soft visibility, in integers.

Every lamp fills the cube of texels within its reach, outwards shell by shell (shell = Manhattan
distance from the lamp's texel). A texel sees what its neighbours one step nearer to the lamp pass
on, weighted by how far it lies out on each axis, and a solid texel passes on nothing: upwind
transport, as for wave fronts, which gives shadows a soft edge that widens with distance. All
lamps of a cell go through a shell at once.

Where many shine their sum t is stored as t / (t + 1/2), as an eye takes it: a passage full of lamps
has pools and shades, and its far end does not burn out.

A lamp is old and warm or it is cold, and its light is counted with that sign: one channel of a
volume holds both. Where a warm pool meets a cold one, what they have in common is dark; lamps that
stand together are mostly of one kind (`stretch.COLOUR`).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

_FINE: Final = 64
"""Lamp positions count in 1/64 m, so that cells with other origins read the same place."""
_REACH: Final = 5
"""Any lamp ends after this many texels and a half, to stay inside the apron (see `light`)."""
_LEAST: Final = 24
"""Sixteenths of a texel below which a reach is widened, its power falling with the area."""
_HALF: Final = 65025 // 2
"""Light that is stored as half of the most."""
NONE: Final = 128
"""What a light volume's texel stores where no lamp shines: warm light is above, cold below."""
MOST: Final = 127
"""The root of the brightest light, as it is added to NONE or taken from it."""

I64 = NDArray[np.int64]
Shells = tuple[I64, I64, I64, I64]


def warm(lamps: NDArray[np.void]) -> NDArray[np.bool_]:
    """Which of the LAMP rows are warm: those redder than blue."""
    return np.asarray(lamps["colour"][:, 0] > lamps["colour"][:, 2], np.bool_)


@lru_cache(maxsize=8)
def _shells(radius: int, reach: int) -> Shells:
    """Offsets within `reach` sixteenths of a texel and within the cube of 2·radius + 1, by shell.

    Returns offsets (K, 3) x y z, the first row of every shell and their end, and for each row
    the rows of its neighbours nearer to the centre and their weights, (K, 3) each.
    """
    axis = np.arange(-radius, radius + 1, dtype=np.int64)
    every = np.stack([a.ravel() for a in np.meshgrid(axis, axis, axis, indexing="ij")], 1)
    every = every[(every * every).sum(1) * 256 <= reach * reach]
    shell = np.abs(every).sum(1)
    order = np.argsort(shell, kind="stable")
    every, shell = every[order], shell[order]
    row_of = np.zeros((2 * radius + 1,) * 3, np.int64)
    row_of[tuple((every + radius).T)] = np.arange(len(every))
    nearer = np.empty_like(every)
    for n in range(3):
        step = every.copy()
        step[:, n] -= np.sign(step[:, n])
        nearer[:, n] = row_of[tuple((step + radius).T)]
    return every, np.searchsorted(shell, np.arange(shell[-1] + 2)), nearer, np.abs(every)


def _sight(air: NDArray[np.uint8], at: I64, side: int, table: Shells) -> NDArray[np.uint16]:
    """What every lamp's neighbourhood sees of it: (K, L) 0 … 255.

    air: flattened cube of edge `side`; at: (L,) the lamps' texels in it. The lamp's own texel
    shines whether it is solid or not.
    """
    offsets, first, nearer, weights = table
    flat = (offsets[:, 2] * side + offsets[:, 1]) * side + offsets[:, 0]
    free: NDArray[np.uint16] = air[flat[:, None] + at].astype(np.uint16)
    seen: NDArray[np.uint16] = np.empty_like(free)
    seen[0] = 255
    share = weights.astype(np.uint16)
    for shell in range(1, len(first) - 1):
        rows = slice(first[shell], first[shell + 1])
        total = seen[nearer[rows, 0]] * share[rows, 0, None]
        for n in (1, 2):
            total += seen[nearer[rows, n]] * share[rows, n, None]
        seen[rows] = total // np.uint16(shell) * free[rows]
    return seen


def _step_out(place: I64, part: I64, solid: NDArray[np.bool_]) -> I64:
    """Move lamps whose texel is solid into the nearest free face neighbour, if there is one.

    place: (L, 3) texel, x y z, one or more inside the rim; part: (L, 3) place in it, 0 … 15.
    """
    best, best_far = place.copy(), np.full(len(place), 99, np.int64)
    buried = solid[place[:, 2], place[:, 1], place[:, 0]]
    for axis in (2, 0, 1):
        for sign in (-1, 1):
            beside = place.copy()
            beside[:, axis] += sign
            far = part[:, axis] if sign < 0 else 15 - part[:, axis]
            free = ~solid[beside[:, 2], beside[:, 1], beside[:, 0]]
            better = buried & free & (far < best_far)
            best[better], best_far[better] = beside[better], far[better]
    return best


def glow(
    lamps: NDArray[np.void], solid: NDArray[np.bool_], texel: float
) -> NDArray[np.int64]:
    """Lamp light in and two texels around a cell: int64 (n+4)**3, z y x, ±65025 (= 255**2), the
    light of cold lamps below nothing.

    lamps: LAMP, metres from the cell's low corner; solid: (n+16)**3; texel: metres, a power of
    two. Lamps too far to reach anything are skipped, so any superset gives the same.
    """
    apron, side = 8, solid.shape[0]
    inner = slice(apron - 2, side - apron + 2)
    fine = np.floor(lamps["pos"].astype(np.float64) * _FINE + 0.5).astype(np.int64)
    spot = fine * 16 // int(texel * _FINE)
    place, part = (spot >> 4) + apron, spot & 15
    near = ((place >= 1) & (place <= side - 2)).all(1) & (lamps["power"] > 0)
    if not near.any():
        return np.zeros((side - 2 * apron + 4,) * 3, np.int64)
    spot, place, part = spot[near], place[near], part[near]
    reach = np.floor(lamps["reach"][near].astype(np.float64) * 16 / texel + 0.5).astype(np.int64)
    wide = reach.clip(_LEAST, _REACH * 16 + 8)
    power = lamps["power"][near] * np.minimum(reach, _LEAST) ** 2 // _LEAST**2
    sign = np.where(warm(lamps[near]), 1, -1)
    start = _step_out(place, part, solid)
    # A lamp lies within 1.66 texels of the centre that it shines from (stepped out or not).
    most = (int(wide.max()) + 7) // 8 * 8
    radius = (most + 7) // 16 + 1
    table = _shells(radius, most + 27)
    full = side + 2 * radius
    air = np.zeros((full,) * 3, np.uint8)
    air[radius:-radius, radius:-radius, radius:-radius] = ~solid
    at = ((start[:, 2] + radius) * full + start[:, 1] + radius) * full + start[:, 0] + radius
    seen = _sight(air.reshape(-1), at, full, table)
    squared = np.zeros(seen.shape, np.int32)
    for n in range(3):
        away = ((start[:, n] - apron) * 16 + 8 - spot[:, n]).astype(np.int32)
        squared += (table[0][:, n, None].astype(np.int32) * 16 + away) ** 2
    limit = np.broadcast_to((wide * wide).astype(np.int32), squared.shape)
    lit = np.flatnonzero((squared < limit) & (seen > 0))
    d2, r2 = squared.reshape(-1)[lit].astype(np.int64), limit.reshape(-1)[lit].astype(np.int64)
    # (1 - d²/r²)² / (1 + 5 d²/r²): a bright core and a long tail that ends at the reach.
    rest = (r2 - d2) * 1024 // r2
    fall = rest * rest * r2 // (r2 + 5 * d2)
    light = power[lit % len(at)] * seen.reshape(-1)[lit] * fall >> 20
    total = np.zeros(full**3, np.int64)
    offsets = (table[0][:, 2] * full + table[0][:, 1]) * full + table[0][:, 0]
    np.add.at(total, offsets[lit // len(at)] + at[lit % len(at)], light * sign[lit % len(at)])
    cube = total.reshape((full,) * 3)[radius:-radius, radius:-radius, radius:-radius]
    shone = cube[inner, inner, inner]
    much = np.abs(shone)
    return np.asarray(much * 65025 // (much + _HALF) * np.sign(shone), np.int64)
