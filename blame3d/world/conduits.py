"""What runs along passages: ducts and trays below the ceiling, pipes along one wall.

Whether there is a duct, a tray or a cable is the stretch's habit, and how many pipes lie over each
other on the wall: none, one at the height of the hand, or a whole stack of them.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.world import boxes, linings, stretch
from blame3d.world.emit import BOX_BATCH, QUARTER, Sink, tint_of
from blame3d.world.hash import again, chance, hash_at
from blame3d.world.materials import Material
from blame3d.world.parts import put
from blame3d.world.spots import F64, Mass

_RUN: Final = 441
HIGH: Final = 1.05
"""Height of the pipe that runs at one's hand, at its axis."""
_PIPES: Final = ((0, 0, 0.0), (30, 1, 0.1), (62, 3, 0.13), (76, 5, 0.17), (90, 2, 0.3))
"""Lots of a stretch (of a hundred) from here on; how many pipes, and their radius in metres."""
_STEP: Final = 2.6
"""Radii from a pipe of a stack to the next."""


def overhead(sink: Sink, seed: int, origin: NDArray[np.int64], lo: F64, hi: F64,
             mass: Mass) -> None:
    """Duct, pipes and a cable tray under the ceiling of passages lo, hi (N, 3)."""
    own = ((lo < sink.edge) & (hi > 0.0)).all(1)
    lo, hi = lo[own], hi[own]
    h = hash_at(seed, _RUN, origin, lo)
    here = stretch.of(seed, origin, (lo + hi) * 0.5)
    slopes = linings.sloped(seed, origin, lo, hi)
    rows = np.arange(len(lo))
    along = np.where((hi - lo)[:, 0] >= (hi - lo)[:, 1], 0, 1)
    across = 1 - along
    length, wide = (hi - lo)[rows, along], (hi - lo)[rows, across]
    yaw = np.where(along == 0, -QUARTER, 0)
    table: tuple[tuple[str, float, float, float, float, Material, Material], ...] = (
        ("duct", 0.12, 0.5, 0.34, 0.1, Material.HULL, Material.STEEL),
        ("cable_tray", 0.9, 0.36, 0.28, 0.02, Material.STEEL, Material.RUBBER),
        ("box", 0.3, 0.12, 0.12, 0.24, Material.STEEL, Material.STEEL),
        ("box", 0.74, 0.2, 0.14, 0.3, Material.RUBBER, Material.STEEL),
    )
    for n, (name, share, wide_, tall, drop, main, trim) in enumerate(table):
        middle = (lo + hi) * 0.5
        middle[rows, across] = lo[rows, across] + wide * share
        middle[:, 2] = hi[:, 2] - drop - tall / 2
        size = np.stack([np.full(len(lo), wide_), length, np.full(len(lo), tall)], 1)
        half = np.stack([wide_ / 2 + 0 * length, wide_ / 2 + 0 * length, tall / 2 + 0 * length], 1)
        half[rows, along] = length / 2
        keep = chance(again(here, 40 + n), 0.45) & (length > 5.0) & ~(slopes & (n < 2))
        keep[keep] = _hung(middle[keep] - half[keep], middle[keep] + half[keep], mass)
        if name == "box":
            sink.boxes((middle - half)[keep], (middle + half)[keep], int(main), tint_of(h[keep]))
        else:
            put(sink, name, middle[keep], size[keep], yaw[keep], tint_of(h[keep]),
                main=int(main), trim=int(trim))


def along_wall(sink: Sink, seed: int, origin: NDArray[np.int64], lo: F64, hi: F64, mass: Mass,
               clear: Mass) -> tuple[Mass, Mass]:
    """Pipes on clamps along one wall of passages, wherever there is a wall; they end in collars
    before openings. Returns where single pipes run at the height of the hand, and stacks of them.
    """
    lot = stretch.lot(stretch.of(seed, origin, (lo + hi) * 0.5), stretch.PIPES)
    sort = np.searchsorted([first for first, _, _ in _PIPES], lot, "right") - 1
    many, wide = (np.array([float(s[k]) for s in _PIPES])[sort] for k in (1, 2))
    h = hash_at(seed, _RUN, origin, lo)
    along = np.where((hi - lo)[:, 0] >= (hi - lo)[:, 1], 0, 1)
    keep = (many > 0) & ((hi - lo)[np.arange(len(lo)), along] > 7.0)
    keep &= ~linings.plated(seed, origin, lo, hi) & chance(again(h, 20), 0.8)
    lo, hi, h, along, wide = lo[keep], hi[keep], h[keep], along[keep], wide[keep]
    many = many[keep].astype(np.int64)
    rows, across = np.arange(len(lo)), 1 - along
    far = lot[keep] & 1 == 0
    wall, inward = np.where(far, hi[rows, across], lo[rows, across]), np.where(far, -1.0, 1.0)
    # Steps of 2 m that have a wall behind them and no way through it; what is left of them, joined.
    n = np.maximum(((hi - lo)[rows, along] // 2.0).astype(np.int64), 1)
    row = np.repeat(rows, n)
    k = np.arange(len(row)) - np.repeat(np.cumsum(n) - n, n)
    step = ((hi - lo)[rows, along] / n)[row]
    m, a, b = np.arange(len(row)), lo[row].copy(), hi[row].copy()
    a[m, along[row]] = lo[row, along[row]] + k * step
    b[m, along[row]] = a[m, along[row]] + step
    behind = np.stack([wall - 0.4 * inward, wall - 0.1 * inward], 1)[row]
    a[m, across[row]], b[m, across[row]] = behind.min(1), behind.max(1)
    a[:, 2], b[:, 2] = lo[row, 2] + HIGH - 0.1, lo[row, 2] + HIGH + 0.1
    held = boxes.touching(a, b, *mass)
    a[m, along[row]] -= 0.4
    b[m, along[row]] += 0.4
    held &= ~boxes.touching(a, b, *clear)
    before = np.append(False, held[:-1] & (row[1:] == row[:-1]))[: len(row)]
    after = np.append(held[1:] & (row[1:] == row[:-1]), False)[: len(row)]
    first, last = np.flatnonzero(held & ~before), np.flatnonzero(held & ~after)
    r = row[first]
    # As many times as there are pipes over each other, the lowest of a stack at the foot.
    c = np.repeat(np.arange(len(r)), many[r])
    k_th = np.arange(len(c)) - np.repeat(np.cumsum(many[r]) - many[r], many[r])
    stack, radius = (many[r] > 1)[c], wide[r][c]
    up = np.where(stack, 0.3 + radius + k_th * _STEP * radius, HIGH)
    reach = lo[r].copy(), hi[r].copy()
    m = np.arange(len(r))
    off = wall[r] + (wide[r] + 0.04) * inward[r]
    reach[0][m, across[r]], reach[1][m, across[r]] = off - wide[r], off + wide[r]
    reach[0][m, along[r]] = lo[r, along[r]] + k[first] * step[first]
    reach[1][m, along[r]] = lo[r, along[r]] + (k[last] + 1) * step[last]
    a, b = reach[0][c], reach[1][c]
    a[:, 2], b[:, 2] = lo[r, 2][c] + up - radius, lo[r, 2][c] + up + radius
    fits = b[:, 2] < hi[r, 2][c]
    a, b, c, radius, k_th = a[fits], b[fits], c[fits], radius[fits], k_th[fits]
    h_k = again(h[r][c] ^ k_th.astype(np.uint64), 22)
    material = np.where(chance(h_k, 0.3), int(Material.HULL), int(Material.STEEL))
    material = np.where(chance(again(h_k, 1), 0.12), int(Material.RUST), material)
    # Turns of segments: a member's z axis laid along x or y.
    way = along[r][c]
    yaw, pitch = np.where(way == 0, QUARTER, 0), np.where(way == 0, QUARTER, -QUARTER)
    m = np.arange(len(c))
    length = (b - a)[m, way]
    thick = 2.0 * radius
    put(sink, "hexagon", (a + b) * 0.5, np.stack([thick, thick, length], 1), yaw, pitch=pitch,
        tint=tint_of(h_k), main=material)
    for end in (a, b):
        at = (a + b) * 0.5
        at[m, way] = end[m, way]
        size = np.stack([1.2 * thick, 1.2 * thick, 0.1 + 0.0 * thick], 1)
        sink.kit(BOX_BATCH, at, size, yaw, pitch, material, tint_of(h_k))  # a hexagon has no end
    one = ~(many[r] > 1)[c]
    pile = many[r] > 1
    low, high = reach[0][pile], reach[1][pile]
    low[:, 2], high[:, 2] = lo[r, 2][pile], np.minimum(lo[r, 2] + 2.7, hi[r, 2])[pile]
    sink.blocks.extend(((a[one], b[one]), (low, high)))
    return (a[one], b[one]), (low, high)


def _hung(lo: F64, hi: F64, mass: Mass) -> NDArray[np.bool_]:
    """Whether there is mass right above both ends and the middle of boxes."""
    held = np.ones(len(lo), bool)
    up = np.array([0.4, 0.4, 1.6])
    for share in (0.04, 0.5, 0.96):
        at = lo + (hi - lo) * np.array([share, share, 0.5])
        held &= boxes.touching(at - [0.4, 0.4, 0.0], at + up, *mass)
    return held
