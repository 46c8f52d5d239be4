"""What hangs and lies in passages and rooms inside the mass: everything within a person's reach.

Ribs and lamps follow the rhythm of the world, 8 m; runs of pipe and cable go from end to end;
between them, at walls that are proved to be there, stand what people worked with: shut doors,
cabinets, valves on the pipe that passes, grilles, drains, marks, what fell off.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.world import boxes, oddities, stretch
from blame3d.world.emit import QUARTER, Sink, tint_of
from blame3d.world.hash import again, below, chance, hash_at
from blame3d.world.materials import Material
from blame3d.world.parts import put
from blame3d.world.spots import F64, Mass, Spots, along_walls, hang

_FIT: Final = 440
_RIBS: Final = 8.0
_SORTS: Final = (
    (0, 1, 0.45, 0.12, Material.CONCRETE), (45, 1, 0.13, 0.16, Material.STEEL),
    (62, 2, 1.3, 0.1, Material.CONCRETE_LIME), (76, 1, 0.3, 0.2, Material.STEEL),
    (88, 4, 0.9, 0.2, Material.HULL),
)  # fmt: skip
"""Ribs, by a stretch's lot from here on: on each bay of 8 m or every so many, half width and depth
in metres, material."""
_LININGS: Final = (
    (0, 0.0, 0.0, Material.CONCRETE), (34, 0.0, 1.3, Material.HULL),
    (50, 0.12, 2.5, Material.STEEL), (64, 0.0, 1.1, Material.CONCRETE_DAMP),
    (75, 0.0, 3.0, Material.FACTORY_WHITE), (85, 0.3, 2.2, Material.GRATING),
    (92, 1.0, 2.9, Material.CONCRETE_LIME),
)  # fmt: skip
"""What walls of passages are lined with, by a stretch's lot: from where up to where."""
_STEP: Final = 4.0
_HIGH: Final = 1.05
"""Height of the pipe that runs along a passage's wall, at its axis."""

_PAINTS: Final = (
    Material.HULL, Material.CONCRETE_LIME, Material.STEEL, Material.CONCRETE_DAMP,
    Material.FACTORY_WHITE,
)  # fmt: skip

Kind = NDArray[np.int64]


def add(
    sink: Sink, seed: int, origin: NDArray[np.int64], lo: F64, hi: F64, room: NDArray[np.bool_],
    mass: Mass, clear: Mass,
) -> None:
    """Dress passages and rooms, given as clearances lo, hi (N, 3)."""
    _frames(sink, seed, origin, lo[~room], hi[~room], mass)
    _linings(sink, seed, origin, lo, hi, mass, clear)
    _runs(sink, seed, origin, lo, hi, mass)
    piped = _pipe(sink, seed, origin, lo[~room], hi[~room], mass, clear)
    spots = along_walls(seed, _FIT, origin, lo, hi, _STEP)
    spots = spots[spots.held(0.75, 2.4, mass, clear)]
    if not len(spots):
        return
    odd = oddities.tried(spots, oddities.AT_WALLS)
    odd &= ~boxes.touching(*spots.box(2.5, 0.0, 2.4, 0.0, 0.5), *piped)
    oddities.at_walls(sink, spots[odd], mass, clear)
    _dress(sink, spots[~odd], piped)


def _runs(sink: Sink, seed: int, origin: NDArray[np.int64], lo: F64, hi: F64,
          mass: Mass) -> None:
    """Duct, pipes and a cable tray under the ceiling."""
    h = hash_at(seed, _FIT + 1, origin, lo)
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
        stretch = np.stack([np.full(len(lo), wide_), length, np.full(len(lo), tall)], 1)
        half = np.stack([wide_ / 2 + 0 * length, wide_ / 2 + 0 * length, tall / 2 + 0 * length], 1)
        half[rows, along] = length / 2
        keep = chance(again(h, 10 + n), 0.5) & (length > 5.0)
        keep[keep] = _hung(middle[keep] - half[keep], middle[keep] + half[keep], mass)
        if name == "box":
            sink.boxes((middle - half)[keep], (middle + half)[keep], int(main), tint_of(h[keep]))
        else:
            put(sink, name, middle[keep], stretch[keep], yaw[keep], tint_of(h[keep]),
                main=int(main), trim=int(trim))


def _pipe(sink: Sink, seed: int, origin: NDArray[np.int64], lo: F64, hi: F64, mass: Mass,
          clear: Mass) -> Mass:
    """A pipe on clamps along one wall of passages at the height of the hand, wherever there is a
    wall; it ends in flanges before openings. Returns where it runs."""
    h = hash_at(seed, _FIT + 1, origin, lo)
    along = np.where((hi - lo)[:, 0] >= (hi - lo)[:, 1], 0, 1)
    keep = chance(again(h, 20), 0.4) & ((hi - lo)[np.arange(len(lo)), along] > 7.0)
    lo, hi, h, along = lo[keep], hi[keep], h[keep], along[keep]
    rows, across = np.arange(len(lo)), 1 - along
    far = chance(again(h, 21), 0.5)
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
    a[:, 2], b[:, 2] = lo[row, 2] + _HIGH - 0.1, lo[row, 2] + _HIGH + 0.1
    held = boxes.touching(a, b, *mass)
    a[m, along[row]] -= 0.4
    b[m, along[row]] += 0.4
    held &= ~boxes.touching(a, b, *clear)
    before = np.append(False, held[:-1] & (row[1:] == row[:-1]))[: len(row)]
    after = np.append(held[1:] & (row[1:] == row[:-1]), False)[: len(row)]
    first, last = np.flatnonzero(held & ~before), np.flatnonzero(held & ~after)
    r = row[first]
    m, a, b = np.arange(len(r)), lo[r].copy(), hi[r].copy()
    axis_at = wall[r] + 0.14 * inward[r]
    a[m, across[r]], b[m, across[r]] = axis_at - 0.1, axis_at + 0.1
    a[m, along[r]] = lo[r, along[r]] + k[first] * step[first]
    b[m, along[r]] = lo[r, along[r]] + (k[last] + 1) * step[last]
    a[:, 2], b[:, 2] = lo[r, 2] + _HIGH - 0.1, lo[r, 2] + _HIGH + 0.1
    material = np.where(chance(again(h[r], 22), 0.3), int(Material.HULL), int(Material.STEEL))
    # Turns of segments: a member's z axis laid along x or y.
    yaw, pitch = np.where(along[r] == 0, QUARTER, 0), np.where(along[r] == 0, QUARTER, -QUARTER)
    length = (b - a)[m, along[r]]
    put(sink, "hexagon", (a + b) * 0.5, np.stack([0.2 + 0 * length, 0.2 + 0 * length, length], 1),
        yaw, pitch=pitch, tint=tint_of(h[r]), main=material, block=True)
    for end in (a, b):
        at = (a + b) * 0.5
        at[m, along[r]] = end[m, along[r]]
        put(sink, "pipe_flange", at, (0.32, 0.32, 0.1), yaw, pitch=pitch, tint=tint_of(h[r]),
            main=material)
    return a, b


def _hung(lo: F64, hi: F64, mass: Mass) -> NDArray[np.bool_]:
    """Whether there is mass right above both ends and the middle of boxes."""
    held = np.ones(len(lo), bool)
    up = np.array([0.4, 0.4, 1.6])
    for share in (0.04, 0.5, 0.96):
        at = lo + (hi - lo) * np.array([share, share, 0.5])
        held &= boxes.touching(at - [0.4, 0.4, 0.0], at + up, *mass)
    return held


def _frames(sink: Sink, seed: int, origin: NDArray[np.int64], lo: F64, hi: F64,
            mass: Mass) -> None:
    """Ribs every 8 m of the world along a passage, a hand deep: they are seen, not felt; and a
    lamp in a cage on every second of them."""
    if not len(lo):
        return
    rows = np.arange(len(lo))
    along = np.where((hi - lo)[:, 0] >= (hi - lo)[:, 1], 0, 1)
    across = 1 - along
    base = origin[along].astype(np.float64)
    first = np.ceil((lo[rows, along] + base + 1.0) / _RIBS)
    last = np.floor((hi[rows, along] + base - 1.0) / _RIBS)
    n = np.maximum(last - first + 1, 0).astype(np.int64)
    c = np.repeat(rows, n)
    k = np.arange(len(c)) - np.repeat(np.cumsum(n) - n, n)
    at = (first[c] + k) * _RIBS - base[c]
    m = np.arange(len(c))
    lot = stretch.lot(stretch.of(seed, origin, (lo + hi) * 0.5), stretch.RIBS)
    sort = np.searchsorted([s[0] for s in _SORTS], lot, "right")[c] - 1
    every, half, deep, stuff = (np.array([float(s[n]) for s in _SORTS])[sort] for n in (1, 2, 3, 4))
    number = (first[c] + k).astype(np.int64)
    sides = []
    for wall in (lo[c, across[c]], hi[c, across[c]]):
        p, q = lo[c].copy(), hi[c].copy()
        p[m, across[c]], q[m, across[c]] = wall - deep, wall + deep
        p[m, along[c]], q[m, along[c]] = at - half, at + half
        sides.append((p, q, boxes.touching(p, q, *mass)))
    p, q = lo[c].copy(), hi[c].copy()
    p[m, along[c]], q[m, along[c]] = at - half, at + half
    p[:, 2], q[:, 2] = hi[c, 2] - deep, hi[c, 2] + 0.1
    sides.append((p, q, boxes.touching(p, q, *mass)))
    whole = sides[0][2] & sides[1][2] & sides[2][2]
    shown = whole & (number % every.astype(np.int64) == 0)
    for p, q, _ in sides:
        sink.boxes(p[shown], q[shown], stuff[shown].astype(np.int64), 100)
    even = (number & 1) == 0
    spot = lo[c].copy()
    spot[m, along[c]] = at
    spot[m, across[c]] = hi[c, across[c]] - 0.12
    h = hash_at(seed, _FIT + 4, origin, spot)
    lit = even & whole & chance(h, 0.8)
    s = Spots(spot[lit], across[c][lit], np.full(int(lit.sum()), -1), h[lit])
    live = ~chance(again(s.hash, 21), 0.2)
    hang(sink, "lamp_tube", s, up=2.2, main=int(Material.STEEL),
         glow=np.where(live, int(Material.LAMP_COLD), int(Material.GLASS)))
    sink.lamp(s[live].point(0.0, 2.28, 0.14), 16.0, [196, 226, 255], 190)


def _linings(sink: Sink, seed: int, origin: NDArray[np.int64], lo: F64, hi: F64, mass: Mass,
             clear: Mass) -> None:
    """Walls are lined bay by bay: paint up to the elbow, sheets, tiles; some bays have lost it."""
    lot = stretch.lot(stretch.of(seed, origin, (lo + hi) * 0.5), stretch.LINING)
    sort = np.searchsorted([s[0] for s in _LININGS], lot, "right") - 1
    lo, hi, sort = lo[sort > 0], hi[sort > 0], sort[sort > 0]
    for across in (0, 1):
        along = 1 - across
        base = float(origin[along])
        first = np.floor((lo[:, along] + base) / _RIBS)
        n = np.maximum(np.ceil((hi[:, along] + base) / _RIBS) - first, 0).astype(np.int64)
        c = np.repeat(np.arange(len(lo)), n)
        start = (first[c] + np.arange(len(c)) - np.repeat(np.cumsum(n) - n, n)) * _RIBS - base
        from_, to, stuff = (np.array([float(s[k]) for s in _LININGS])[sort[c]] for k in (1, 2, 3))
        for wall, inward in ((lo[c, across], 1.0), (hi[c, across], -1.0)):
            p, q = lo[c].copy(), hi[c].copy()
            p[:, along] = np.maximum(p[:, along], start + 0.03)
            q[:, along] = np.minimum(q[:, along], start + _RIBS - 0.03)
            p[:, 2], q[:, 2] = lo[c, 2] + from_, np.minimum(lo[c, 2] + to, hi[c, 2])
            p[:, across] = np.minimum(wall + 0.03 * inward, wall - 0.3 * inward)
            q[:, across] = np.maximum(wall + 0.03 * inward, wall - 0.3 * inward)
            h = hash_at(seed, _FIT + 5, origin, p)
            # Behind it, there must be a wall at both ends, and no other way.
            back, front = p.copy(), q.copy()
            back[:, across] = np.minimum(wall - 0.3 * inward, wall - 0.05 * inward)
            front[:, across] = np.maximum(wall - 0.3 * inward, wall - 0.05 * inward)
            there = (q[:, along] - p[:, along] > 0.5) & ~chance(again(h, 1), 0.12)
            there &= ~boxes.touching(back, front, *clear)
            for end in (0.05, 0.95):
                at = back + (front - back) * ([0.5, end, 0.9] if across == 0 else [end, 0.5, 0.9])
                there &= boxes.touching(at - 0.05, at + 0.05, *mass)
            sink.boxes(p[there], q[there], stuff[there].astype(np.int64),
                       tint_of(again(h[there], 2)))


def shafts(sink: Sink, seed: int, origin: NDArray[np.int64], lo: F64, hi: F64, mass: Mass,
           clear: Mass) -> None:
    """Walls of stair towers in the mass: paint up to a hand's reach and a band, every 8 m."""
    lot = stretch.lot(stretch.of(seed, origin, (lo + hi) * 0.5), stretch.LINING)
    stuff = np.array([int(m) for m in _PAINTS])[lot % len(_PAINTS)]
    base = float(origin[2])
    first = np.ceil((lo[:, 2] + base) / _RIBS)
    n = np.maximum(np.floor((hi[:, 2] + base) / _RIBS) - first, 0).astype(np.int64)
    c = np.repeat(np.arange(len(lo)), n)
    start = (first[c] + np.arange(len(c)) - np.repeat(np.cumsum(n) - n, n)) * _RIBS - base
    for across in (0, 1):
        for wall, inward in ((lo[c, across], 1.0), (hi[c, across], -1.0)):
            for low, high, deep in ((0.3, 3.2, 0.03), (3.7, 4.05, 0.08)):
                p, q = lo[c].copy(), hi[c].copy()
                p[:, 2], q[:, 2] = start + low, start + high
                back, front = p.copy(), q.copy()
                ends = wall - 0.3 * inward, wall - 0.05 * inward
                back[:, across], front[:, across] = np.minimum(*ends), np.maximum(*ends)
                there = ~boxes.touching(back, front, *clear)
                middle = (back + front) * 0.5
                there &= boxes.touching(middle - 0.05, middle + 0.05, *mass)
                face = wall + deep * inward
                p[:, across] = np.minimum(face, wall - 0.3 * inward)
                q[:, across] = np.maximum(face, wall - 0.3 * inward)
                sink.boxes(p[there], q[there], stuff[c][there], 90)


def _dress(sink: Sink, s: Spots, pipes: Mass) -> None:
    """One lot a spot; a pipe that passes gets its fittings first."""
    passing = boxes.touching(*s.box(0.1, _HIGH - 0.05, _HIGH + 0.05, 0.1, 0.2), *pipes)
    lot = below(again(s.hash, 1), 100)
    on = s[passing]
    pick = lot[passing]
    hang(sink, "pipe_clamp", on[pick < 50], up=_HIGH - 0.16, main=int(Material.STEEL))
    red = np.where(chance(again(on.hash, 5), 0.3), int(Material.RUST), int(Material.HULL))
    at = pick >= 70
    hang(sink, "valve", on[at], up=_HIGH - 0.22, out=-0.02, main=int(Material.STEEL), trim=red[at])
    at = (pick >= 50) & (pick < 70)
    hang(sink, "pipe_tee", on[at], up=_HIGH - 0.145, out=0.0, main=int(Material.STEEL))
    at = pick >= 60
    hang(sink, "gauge", on[at], up=_HIGH + 0.1, along=0.7, out=0.08,
         trim=int(Material.FACTORY_WHITE))
    free, lot = s[~passing], lot[~passing]
    edge = 0
    for share, dress in (
        (6, _door), (6, _cabinet), (6, _vent), (7, _foot), (7, _fallen), (2, _headers),
        (7, _marks), (5, _store), (3, _desk),
    ):
        at = (lot >= edge) & (lot < edge + share)
        if at.any():
            dress(sink, free[at])
        edge += share


def _door(sink: Sink, s: Spots) -> None:
    """A door that nobody opens, its keypad, a lamp under a shade above it."""
    hang(sink, "door_heavy", s, out=-0.12, main=int(Material.CONCRETE), trim=int(Material.HULL))
    live = chance(again(s.hash, 8), 0.35)
    hang(sink, "keypad", s, up=1.2, along=1.0, glow=np.where(
        live, int(Material.WINDOW_WARM), int(Material.GLASS)))
    lit = s[live]
    hang(sink, "lamp_bulkhead", lit, up=2.55, glow=int(Material.LAMP_WARM))
    sink.lamp(lit.point(0.0, 2.6, 0.35), 11.0, [255, 168, 88], 170)


def _cabinet(sink: Sink, s: Spots) -> None:
    hang(sink, "junction", s, up=0.9, out=-0.08, main=int(Material.HULL))


def _vent(sink: Sink, s: Spots) -> None:
    low = np.where(chance(again(s.hash, 7), 0.5), 0.3, 1.9)
    hang(sink, "grille", s, up=low, out=-0.01, trim=int(Material.GLASS))


def _foot(sink: Sink, s: Spots) -> None:
    """A gully at the wall's foot."""
    hang(sink, "drain", s, up=0.004, out=0.12, main=int(Material.STEEL), trim=int(Material.RUBBER))


def _fallen(sink: Sink, s: Spots) -> None:
    hang(sink, "rubble", s, up=-0.06, out=-0.06, main=int(Material.CONCRETE),
         trim=int(Material.RUST))


def _headers(sink: Sink, s: Spots) -> None:
    """Three branches that go into the floor."""
    hang(sink, "manifold", s, up=0.0, out=-0.02, main=int(Material.STEEL), trim=int(Material.RUST))


def _marks(sink: Sink, s: Spots) -> None:
    kind = below(again(s.hash, 9), 3)
    for i, (name, up) in enumerate((("stencil_level", 1.2), ("stencil_bars", 1.0),
                                    ("stripes", 0.05))):
        hang(sink, name, s[kind == i], up=up, out=0.004, main=int(Material.CONCRETE_LIME))


def _store(sink: Sink, s: Spots) -> None:
    """A drum or two, left at the wall."""
    coat = np.where(chance(again(s.hash, 6), 0.5), int(Material.STEEL), int(Material.HULL))
    hang(sink, "barrel", s, out=0.05, main=coat)
    two = chance(again(s.hash, 12), 0.5)
    hang(sink, "barrel", s[two], along=0.68, out=0.12, main=coat[two])


def _desk(sink: Sink, s: Spots) -> None:
    """A control desk; one display in four still glows."""
    live = chance(again(s.hash, 14), 0.25)
    hang(sink, "console", s, out=-0.05, main=int(Material.HULL), glow=np.where(
        live, int(Material.WINDOW_WARM), int(Material.GLASS)))
