"""What makes the walk network a place: decks, girders, stairs; what dresses them lies beside.

A way through mass is a concrete passage with frames and conduits (`passages`); where it leaves the
mass it has a portal (`portals`); a way through air is a bridge on girders with a rail (`rails`).
Everything here stands outside the clearances or is thinner than a hand.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.world import (
    aisles,
    boxes,
    deckwork,
    fixtures,
    gantries,
    halls,
    ladders,
    lifts,
    linings,
    passages,
    portals,
    rails,
    spines,
    stuff,
    wayside,
)
from blame3d.world.cell import WALK_LEVELS, Solids, Ways
from blame3d.world.emit import QUARTER, Sink, tint_of
from blame3d.world.hash import hash_at
from blame3d.world.materials import Material
from blame3d.world.parts import put
from blame3d.world.spots import F64, Mass
from blame3d.world.walk_types import BRIDGE, CORRIDOR, LANDING, ROOM, SHAFT

_FIT: Final = 400
_REACH: Final = 0.9
"""Metres about a ladder that stay empty."""


def add(sink: Sink, seed: int, origin: NDArray[np.int64], ways: Ways, solids: Solids,
        walked: Callable[[], Mass]) -> None:
    """Add the network's own shapes and what dresses them, to what was cleared for them. walked:
    finds the lines that one walks (`cell.walked`)."""
    mass, clear = (solids.lo, solids.hi), (ways.clear[0], ways.clear[1])
    _decks(sink, seed, origin, ways)
    spines.add(sink, seed, origin, ways.spines)
    rails.lamp_posts(sink, seed, origin, ways)
    gantries.add(sink, seed, origin, ways, mass)
    if sink.level <= WALK_LEVELS:
        _stairs(sink, seed, origin, ways)
        fixtures.add(sink, seed, origin, ways, mass)
        portals.add(sink, seed, origin, solids.panels, clear, mass)
    if sink.level == 0:
        seen = rails.seen(ways, mass)
        rails.add(sink, seed, origin, ways, seen)
        ladders.add(sink, seed, origin, ways)
        lifts.add(sink, seed, origin, ways)
        wayside.add(sink, seed, origin, seen, mass, clear)
        lo, hi, kind = ways.spines
        wall = (hi - lo)[:, :2].max(1) > 1.5  # not a ladder's pillar
        wall &= kind != LANDING
        wayside.towers(sink, seed, origin, lo[wall], hi[wall], mass, clear)
        kind = ways.clear[2]
        inner = (kind == CORRIDOR) | (kind == ROOM) | _sunk(clear[0], clear[1], kind, mass)
        rungs = ways.ladders[0] - _REACH, ways.ladders[1] + _REACH
        inner &= ~boxes.touching(*clear, *rungs)
        broad = inner & (kind != ROOM) | (kind == BRIDGE)
        taken = cache(walked)
        aisles.add(sink, seed, origin, clear[0][broad], clear[1][broad], inner[broad], taken)
        deep = kind == SHAFT
        if deep.any():
            linings.shafts(sink, seed, origin, clear[0][deep], clear[1][deep], mass, clear)
        if inner.any():
            passages.add(sink, seed, origin, clear[0][inner], clear[1][inner], kind[inner] == ROOM,
                         mass, clear)
            room = kind == ROOM
            halls.add(sink, seed, origin, clear[0][room], clear[1][room], mass,
                      (clear[0][~room], clear[1][~room]), taken)


def _sunk(lo: F64, hi: F64, kind: NDArray[np.uint8], mass: Mass) -> NDArray[np.bool_]:
    """Clearances of bridges that run through the skin of a mass: it stands close on both sides."""
    out = kind == BRIDGE
    rows, across = np.arange(len(lo)), np.where((hi - lo)[:, 0] >= (hi - lo)[:, 1], 1, 0)
    for at, way in ((lo, -0.4), (hi, 0.4)):
        p = (lo + hi) * 0.5
        p[:, 2] = lo[:, 2] + 1.5
        p[rows, across] = at[rows, across] + way
        out &= boxes.touching(p - 0.2, p + 0.2, *mass)
    return np.asarray(out, np.bool_)


def _decks(sink: Sink, seed: int, origin: NDArray[np.int64], ways: Ways) -> None:
    lo, hi, kind = ways.decks
    if not len(lo):
        return
    h = hash_at(seed, _FIT, origin, lo)
    material = np.select(
        [kind == BRIDGE, kind == LANDING],
        [stuff.of(seed, origin, (lo + hi) * 0.5, habit) for habit in (stuff.AIR, stuff.LANDINGS)],
        stuff.of(seed, origin, (lo + hi) * 0.5, stuff.INNER),
    )
    sink.boxes(lo, hi, material, tint_of(h))
    if sink.level == 0:
        air = kind == BRIDGE
        _plates(sink, origin, lo[air], hi[air], h[air])
        wayside.floors(sink, seed, origin, lo[air], hi[air], bolted=True)
        deckwork.floors(sink, seed, origin, lo, hi)
        inner = kind == CORRIDOR
        wayside.floors(sink, seed, origin, lo[inner], hi[inner], bolted=False)
    b = kind == BRIDGE
    if b.any():
        # two girders below each bridge deck, along its longer side
        a, e = lo[b], hi[b]
        rows = np.arange(len(a))
        along = np.where((e - a)[:, 0] >= (e - a)[:, 1], 0, 1)
        wide = (e - a)[rows, 1 - along]
        for share in (0.2, 0.8):
            middle = (a + e) * 0.5
            middle[rows, 1 - along] = a[rows, 1 - along] + wide * share
            middle[:, 2] = a[:, 2] - 0.45
            size = np.stack([wide * 0.16, (e - a)[rows, along], np.full(len(a), 0.9)], 1)
            put(sink, "girder", middle, size, np.where(along == 0, -QUARTER, 0), tint_of(h[b]),
                main=int(Material.STEEL))


def _plates(sink: Sink, origin: NDArray[np.int64], lo: F64, hi: F64,
            h: NDArray[np.uint64]) -> None:
    """Steel on a bridge's deck, a finger thick: joints every 8 m of the world, two gutters."""
    rows = np.arange(len(lo))
    along = np.where((hi - lo)[:, 0] >= (hi - lo)[:, 1], 0, 1)
    across = 1 - along
    for share in (0.09, 0.88):
        p, q = lo.copy(), hi.copy()
        w = (hi - lo)[rows, across]
        p[rows, across] = lo[rows, across] + w * share
        q[rows, across] = p[rows, across] + w * 0.03
        p[:, 2], q[:, 2] = hi[:, 2] - 0.1, hi[:, 2] + 0.012
        sink.boxes(p, q, int(Material.GRATING), tint_of(h))
    base = origin[along].astype(np.float64)
    first = np.ceil((lo[rows, along] + base) / 8.0)
    n = np.maximum(np.floor((hi[rows, along] + base - 0.3) / 8.0) - first + 1, 0).astype(np.int64)
    c = np.repeat(rows, n)
    k = np.arange(len(c)) - np.repeat(np.cumsum(n) - n, n)
    m = np.arange(len(c))
    p, q = lo[c].copy(), hi[c].copy()
    p[m, along[c]] = (first[c] + k) * 8.0 - base[c]
    q[m, along[c]] = p[m, along[c]] + 0.26
    p[:, 2], q[:, 2] = hi[c, 2] - 0.1, hi[c, 2] + 0.02
    sink.boxes(p, q, int(Material.STEEL), tint_of(h[c]))


def _stairs(sink: Sink, seed: int, origin: NDArray[np.int64], ways: Ways) -> None:
    """Flights of stairs."""
    lo, hi, kind = ways.ramps
    if not len(lo):
        return
    d = kind.astype(np.int64)
    size = hi - lo
    own = np.where((d % 2 == 0)[:, None], size[:, [1, 0, 2]], size)
    tint = tint_of(hash_at(seed, _FIT + 1, origin, lo))
    put(sink, "stair_flight", (lo + hi) * 0.5, own, rails.ASCENT_YAW[d], tint,
        main=stuff.of(seed, origin, (lo + hi) * 0.5, stuff.STEPS))
