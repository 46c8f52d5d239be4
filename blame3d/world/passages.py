"""What hangs and lies in passages and rooms inside the mass: everything within a person's reach.

Ribs and lamps follow the rhythm of the world, 8 m; walls are lined (`linings`), runs of pipe and
cable go from end to end (`conduits`), and where a passage ends or turns, its end draws the eye.
Between them, at walls that are proved to be there, stand what people worked with: shut doors,
cabinets, valves on the pipe that passes, grilles, drains, marks, what fell off.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.world import boxes, conduits, linings, numerals, oddities, stretch, tubes
from blame3d.world.conduits import HIGH
from blame3d.world.emit import Sink
from blame3d.world.hash import again, below, chance, hash_at
from blame3d.world.materials import Material
from blame3d.world.spots import F64, Mass, Spots, along_walls, hang

_FIT: Final = 440
_RIBS: Final = 8.0
_SORTS: Final = (
    (0, 1, 0.45, 0.12, Material.CONCRETE), (22, 2, 0.5, 0.22, Material.CONCRETE),
    (36, 1, 0.13, 0.16, Material.STEEL), (50, 2, 1.3, 0.1, Material.CONCRETE_LIME),
    (62, 1, 0.3, 0.2, Material.STEEL), (74, 4, 2.4, 0.24, Material.CONCRETE_DAMP),
    (87, 4, 0.9, 0.2, Material.HULL),
)  # fmt: skip
"""Ribs, by a stretch's lot from here on: on each bay of 8 m or every so many, half width and depth
in metres, material."""
_STEP: Final = 4.0
_TURN: Final = 3.0
"""Metres by which a passage that turns goes on: the width of the one that it meets."""
_MARKED: Final = 7
"""Of a hundred places at walls, how many have the block's number."""
_SOME: Final = 0.6
"""Share of the walls that passages end at which have something."""


def add(
    sink: Sink, seed: int, origin: NDArray[np.int64], lo: F64, hi: F64, room: NDArray[np.bool_],
    mass: Mass, clear: Mass,
) -> None:
    """Dress passages and rooms, given as clearances lo, hi (N, 3)."""
    _frames(sink, seed, origin, lo[~room], hi[~room], mass, clear)
    plates = linings.add(sink, seed, origin, lo, hi, mass, clear)
    conduits.overhead(sink, seed, origin, lo, hi, mass)
    pipes, stacks = conduits.along_wall(sink, seed, origin, lo[~room], hi[~room], mass, clear)
    ends = _ends(sink, seed, origin, lo[~room], hi[~room], mass, clear)
    spots = along_walls(seed, _FIT, origin, lo, hi, _STEP)
    spots = spots[spots.held(0.75, 2.4, mass, clear)]
    near = spots.box(0.9, 0.1, 2.4, 0.0, 0.6)
    taken = [np.concatenate(v) for v in zip(plates, stacks, ends, strict=True)]
    spots = spots[~boxes.touching(*near, taken[0], taken[1])]
    if not len(spots):
        return
    odd = oddities.tried(spots, oddities.AT_WALLS)
    odd &= ~boxes.touching(*spots.box(2.5, 0.0, 2.4, 0.0, 0.5), *pipes)
    oddities.at_walls(sink, spots[odd], mass, clear)
    _dress(sink, seed, origin, spots[~odd], pipes)


def _ends(sink: Sink, seed: int, origin: NDArray[np.int64], lo: F64, hi: F64, mass: Mass,
          clear: Mass) -> Mass:
    """What one walks towards, on the walls where passages end or turn: a door under a lamp, a slit
    with light behind it, a mark, the level in large. Returns where such walls are."""
    long = (hi - lo)[:, :2].max(1) >= 8.0
    lo, hi = lo[long], hi[long]
    rows = np.arange(len(lo))
    along = np.where((hi - lo)[:, 0] >= (hi - lo)[:, 1], 0, 1)
    places, signs = [], []
    for sign in (1, -1):  # the wall's normal
        for beyond in (0.0, _TURN):
            at = (lo + hi) * 0.5
            at[rows, along] = (lo if sign > 0 else hi)[rows, along] - sign * beyond
            at[:, 2] = lo[:, 2]
            places.append(at)
            signs.append(np.full(len(at), sign))
    place = np.concatenate(places)
    h = hash_at(seed, _FIT + 6, origin, place)
    s = Spots(place, np.tile(along, 4), np.concatenate(signs), h)
    s = s[chance(again(h, 2), _SOME)]
    s = s[s.held(1.2, 2.6, mass, clear)]
    lot = below(again(s.hash, 1), 100)
    _door(sink, s[lot < 24], lit=0.8)
    slit = s[(lot >= 24) & (lot < 56)]
    hang(sink, "window_slot", slit, up=0.5, out=-0.3, size=(0.9, 0.5, 2.2),
         main=int(Material.CONCRETE), glow=int(Material.SKY))
    sink.lamp(slit.point(0.0, 1.7, 0.4), 13.0, [196, 226, 255], 150)
    mark = s[(lot >= 56) & (lot < 76)]
    hang(sink, "emblem", mark, up=1.2, out=0.01, main=int(Material.CONCRETE_LIME))
    level = s[lot >= 76]
    numerals.paint(sink, level, numerals.block(seed, origin, level.at), 3, tall=1.3, up=0.7,
                   out=linings.proud(seed, origin, level.at) + 0.006)
    for of, up in ((mark, 2.45), (level, 2.2)):
        hang(sink, "lamp_tube", of, up=up, main=int(Material.STEEL), glow=int(Material.LAMP_COLD))
        sink.lamp(of.point(0.0, up, 0.3), 13.0, [196, 226, 255], 160)
    return s.box(1.4, 0.0, 2.6, 0.0, 0.4)


def _frames(sink: Sink, seed: int, origin: NDArray[np.int64], lo: F64, hi: F64, mass: Mass,
            clear: Mass) -> None:
    """Ribs every 8 m of the world along a passage, a hand deep: they are seen, not felt, and stand
    where both walls do; and lights on every second of them."""
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
    number = first[c].astype(np.int64) + np.arange(len(c)) - np.repeat(np.cumsum(n) - n, n)
    here = stretch.of(seed, origin, (lo + hi) * 0.5)
    sort = np.searchsorted([s[0] for s in _SORTS], stretch.lot(here, stretch.RIBS), "right") - 1
    ribbed, even = number % np.array([s[1] for s in _SORTS])[sort[c]] == 0, number & 1 == 0
    c, number, ribbed, even = (v[ribbed | even] for v in (c, number, ribbed, even))
    at = number * _RIBS - base[c]
    m = np.arange(len(c))
    half, deep, stuff = (np.array([float(s[n]) for s in _SORTS])[sort[c]] for n in (2, 3, 4))
    sides = []
    for wall, out in ((lo[c, across[c]], -1.0), (hi[c, across[c]], 1.0)):
        p, q = lo[c].copy(), hi[c].copy()
        p[m, across[c]], q[m, across[c]] = wall - deep, wall + deep
        p[m, along[c]], q[m, along[c]] = at - half, at + half
        behind = p.copy(), q.copy()
        side = wall + out * 0.05, wall + out * 0.3
        behind[0][m, across[c]], behind[1][m, across[c]] = np.minimum(*side), np.maximum(*side)
        held = boxes.touching(*behind, *mass) & ~boxes.touching(*behind, *clear)
        sides.append((p, q, held))
    p, q = lo[c].copy(), hi[c].copy()
    p[m, along[c]], q[m, along[c]] = at - half, at + half
    p[:, 2], q[:, 2] = hi[c, 2] - deep, hi[c, 2] + 0.1
    sides.append((p, q, boxes.touching(p, q, *mass)))
    whole = sides[0][2] & sides[1][2] & sides[2][2]
    shown = whole & ribbed
    for p, q, _ in sides:
        sink.boxes(p[shown], q[shown], stuff[shown].astype(np.int64), 100)
    lit = even & whole
    d = c[lit]
    tubes.add(sink, seed, origin, lo[d], hi[d], at[lit], across[d], number[lit])


def _dress(sink: Sink, seed: int, origin: NDArray[np.int64], s: Spots, pipes: Mass) -> None:
    """One lot a spot; a pipe that passes gets its fittings first."""
    passing = boxes.touching(*s.box(0.1, HIGH - 0.05, HIGH + 0.05, 0.1, 0.2), *pipes)
    lot = below(again(s.hash, 1), 100)
    on = s[passing]
    pick = lot[passing]
    hang(sink, "pipe_clamp", on[pick < 50], up=HIGH - 0.16, main=int(Material.STEEL))
    red = np.where(chance(again(on.hash, 5), 0.3), int(Material.RUST), int(Material.HULL))
    at = pick >= 70
    hang(sink, "valve", on[at], up=HIGH - 0.22, out=-0.02, main=int(Material.STEEL), trim=red[at])
    at = (pick >= 50) & (pick < 70)
    hang(sink, "pipe_tee", on[at], up=HIGH - 0.145, out=0.0, main=int(Material.STEEL))
    at = pick >= 60
    hang(sink, "gauge", on[at], up=HIGH + 0.1, along=0.7, out=0.08,
         trim=int(Material.FACTORY_WHITE))
    free, lot = s[~passing], lot[~passing]
    edge = 0
    for share, dress in (
        (6, _door), (6, _cabinet), (6, _vent), (6, _foot), (5, _fallen), (2, _headers),
        (5, _store), (3, _desk),
    ):
        at = (lot >= edge) & (lot < edge + share)
        if at.any():
            dress(sink, free[at])
        edge += share
    marked = free[(lot >= edge) & (lot < edge + _MARKED)]
    numerals.paint(sink, marked, numerals.block(seed, origin, marked.at), 3, tall=1.1, up=0.9,
                   out=linings.proud(seed, origin, marked.at) + 0.006)


def _door(sink: Sink, s: Spots, lit: float = 0.35) -> None:
    """A door that nobody opens, its keypad, a lamp under a shade above it, if it is lit."""
    hang(sink, "door_heavy", s, out=-0.12, main=int(Material.CONCRETE), trim=int(Material.HULL))
    live = chance(again(s.hash, 8), lit)
    hang(sink, "keypad", s, up=1.2, along=1.0, glow=np.where(
        live, int(Material.WINDOW_WARM), int(Material.GLASS)))
    s = s[live]
    hang(sink, "lamp_bulkhead", s, up=2.55, glow=int(Material.LAMP_WARM))
    sink.lamp(s.point(0.0, 2.6, 0.35), 11.0, [255, 168, 88], 170)


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
