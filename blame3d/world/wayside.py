"""What a person passes on a way through the air, and on any floor: what is small and at hand.

One side of a way, by lot, carries the cables: they run along its rail from box to box. What
serves the floor (drains, bolts at the joints of the plates, marks) lies on all of it. The other
side stays empty, so that the eye can rest.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.world import deckwork, numerals, oddities
from blame3d.world.emit import HEX_BATCH, QUARTER, Sink, tint_of
from blame3d.world.hash import again, below, chance, hash_at
from blame3d.world.materials import Material
from blame3d.world.parts import put
from blame3d.world.rails import Rails
from blame3d.world.spots import F64, Mass, Spots, hang

_SALT: Final = 470
_STEP: Final = 4.0
"""Between things on a rail that carries cables; where the drains are, metres of the world."""
_SHORT: Final = 6.0
"""Rails shorter than this belong to stairs."""
_JOINT: Final = 8.0
_LANDING: Final = 3.0
"""Metres from the wall between the lanes to the wall at a landing's back."""
_FLAT: Final = -QUARTER
"""Pitch that lays what hangs on a wall onto the floor."""


def add(sink: Sink, seed: int, origin: NDArray[np.int64], rails: Rails, mass: Mass,
        clear: Mass) -> None:
    """Dress the rails that are seen; beside some stand errors (see `oddities`)."""
    lo, hi, side = rails[0], rails[1], rails[2].astype(np.int64)
    long = (hi - lo).max(1) > _SHORT
    lo, hi, side = lo[long], hi[long], side[long]
    if not len(lo):
        return
    rows, along = np.arange(len(lo)), 1 - side % 2
    # All rails of a line of the world that look the same way are one: they share their lot.
    line = lo + origin
    line[rows, along] = side
    h = hash_at(seed, _SALT, np.zeros(3, np.int64), line)
    serving = chance(again(h, 1), 0.75)
    spots, rail = _spots(seed, origin, lo, hi, side)
    _feet(sink, spots)
    _cables(sink, lo[serving], hi[serving], side[serving], h[serving])
    odd = oddities.tried(spots, oddities.AT_RAILS)
    oddities.at_rails(sink, spots[odd], mass, clear)
    _things(sink, spots[serving[rail] & ~odd])
    deckwork.beside(sink, seed, origin, (lo, hi, rails[2][long]), spots[~odd], mass, clear)


def _spots(seed: int, origin: NDArray[np.int64], lo: F64, hi: F64,
           side: NDArray[np.int64]) -> tuple[Spots, NDArray[np.int64]]:
    """Places every 4 m of the world at the foot of rails, looking away from the drop, and the rail
    of each."""
    rows, along = np.arange(len(lo)), 1 - side % 2
    base = origin[along].astype(np.float64)
    first = np.ceil((lo[rows, along] + base + 0.7) / _STEP)
    n = np.floor((hi[rows, along] + base - 0.7) / _STEP) - first + 1
    count = np.maximum(n, 0).astype(np.int64)
    c = np.repeat(rows, count)
    k = np.arange(len(c)) - np.repeat(np.cumsum(count) - count, count)
    at = lo[c].copy()
    at[np.arange(len(c)), along[c]] = (first[c] + k) * _STEP - base[c]
    h = again(hash_at(seed, _SALT + 1, origin, at), 5)
    h = again(h ^ side[c].astype(np.uint64), 6)
    return Spots(at, side[c] % 2, np.where(side[c] < 2, -1, 1), h), c


def _cables(sink: Sink, lo: F64, hi: F64, side: NDArray[np.int64], h: NDArray[np.uint64]) -> None:
    """Two cables and a conduit along the rail, tied to its posts on the inner side."""
    if not len(lo):
        return
    rows, along = np.arange(len(lo)), 1 - side % 2
    yaw = np.where(along == 0, QUARTER, 0)
    pitch = np.where(along == 0, QUARTER, -QUARTER)
    length = (hi - lo)[rows, along]
    for up, out, thick, material in (
        (0.34, 0.075, 0.05, Material.RUBBER), (0.27, 0.07, 0.035, Material.RUBBER),
        (0.19, 0.085, 0.07, Material.STEEL),
    ):
        at = (lo + hi) * 0.5
        at[rows, 1 - along] += np.where(side < 2, -out, out)
        at[:, 2] = lo[:, 2] + up
        size = np.stack([thick + 0 * length, thick + 0 * length, length], 1)
        sink.kit(HEX_BATCH, at, size, yaw, pitch, int(material), tint_of(h))


def _things(sink: Sink, s: Spots) -> None:
    """What the cables serve, at four places in five."""
    lot = below(again(s.hash, 1), 100)
    steel, hull = int(Material.STEEL), int(Material.HULL)
    box = lot < 34
    hang(sink, "rail_box", s[box], up=0.1, out=0.08, main=hull)
    clip = (lot >= 34) & (lot < 56)
    a, b = s[clip].box(0.05, 0.12, 0.4, 0.03, 0.13)
    sink.boxes(a, b, steel, tint_of(s.hash[clip]))
    gauge = (lot >= 56) & (lot < 64)
    hang(sink, "gauge", s[gauge], up=0.62, out=0.05, trim=int(Material.FACTORY_WHITE))
    pipe = (lot >= 64) & (lot < 70)
    hang(sink, "valve", s[pipe], up=0.1, out=0.05, size=(0.2, 0.27, 0.2), main=steel,
         trim=np.where(chance(again(s.hash[pipe], 2), 0.5), int(Material.RUST), hull))
    rags = (lot >= 70) & (lot < 78)
    hang(sink, "cable_rags", s[rags], up=-1.6, out=-0.32, size=(0.7, 0.35, 1.9),
         main=int(Material.RUBBER), trim=int(Material.RUBBER))
    fallen = (lot >= 78) & (lot < 82)
    hang(sink, "rubble", s[fallen], up=-0.05, out=0.15, size=(1.0, 0.5, 0.26),
         main=int(Material.CONCRETE), trim=int(Material.RUST))


def _feet(sink: Sink, s: Spots) -> None:
    """Along all rails: a gully before the kerb now and then, with a spout below it; brackets under
    the edge of the floor."""
    gully = chance(again(s.hash, 11), 0.16)
    d = s[gully]
    hang(sink, "drain", d, up=0.004, out=0.16, main=int(Material.STEEL), trim=int(Material.RUBBER))
    a, b = d.box(0.09, -1.7, -0.2, -0.24, -0.06)
    sink.boxes(a, b, int(Material.STEEL), tint_of(d.hash))
    a, b = s.box(0.07, -0.95, -0.3, -0.2, 0.0)
    sink.boxes(a, b, int(Material.STEEL), tint_of(s.hash))


def towers(sink: Sink, seed: int, origin: NDArray[np.int64], lo: F64, hi: F64, mass: Mass,
           clear: Mass) -> None:
    """Dress the walls between the lanes of stairs (lo, hi (N, 3)) where they face a landing: a
    conduit that climbs with them, a cabinet, a dial, irons; the storey's number stands in large on
    the wall that one climbs towards, or, where there is none, here."""
    rows = np.arange(len(lo))
    along = np.where((hi - lo)[:, 0] > (hi - lo)[:, 1], 0, 1)
    first = np.ceil(lo[:, 2] / _STEP)
    n = np.maximum(np.floor((hi[:, 2] - 2.0) / _STEP) - first + 1, 0).astype(np.int64)
    c = np.repeat(rows, n)
    storey = first[c].astype(np.int64) + np.arange(len(c)) - np.repeat(np.cumsum(n) - n, n)
    far, m = storey & 1 == 1, np.arange(len(c))
    at = (lo + hi)[c] * 0.5
    at[m, along[c]] = np.where(far, hi[c, along[c]], lo[c, along[c]])
    at[:, 2] = storey * _STEP
    s = Spots(at, along[c], np.where(far, 1, -1), hash_at(seed, _SALT + 3, origin, at))
    lot = below(again(s.hash, 1), 100)
    steel = int(Material.STEEL)
    a, b = s.box(0.04, 0.0, 3.9, 0.0, 0.08, along=0.4)
    sink.boxes(a, b, steel, tint_of(s.hash))
    end = Spots(s.point(0.0, 0.0, _LANDING), s.axis, -s.sign, s.hash)
    wall = end.held(1.5, 2.6, mass, clear)
    numerals.paint(sink, end[wall], numerals.storey(origin, end[wall]), 2, tall=1.9, up=0.7,
                   out=0.1)
    numerals.paint(sink, s[~wall], numerals.storey(origin, s[~wall]), 2, tall=0.42, up=1.75,
                   along=-0.08)
    for low, high, name, up in ((0, 16, "junction", 0.75), (16, 26, "gauge", 1.2),
                                (26, 34, "rail_box", 0.9), (34, 40, "rungs", 0.15)):
        hang(sink, name, s[(lot >= low) & (lot < high)], up=up, main=int(Material.HULL))


def floors(sink: Sink, seed: int, origin: NDArray[np.int64], lo: F64, hi: F64, *,
           bolted: bool) -> None:
    """Dress the floors of ways (decks lo, hi (N, 3)): marks along the way, lids, water that stands.
    bolted: plates lie on them, with joints every 8 m of the world; bolts at an end of those."""
    rows = np.arange(len(lo))
    along = np.where((hi - lo)[:, 0] >= (hi - lo)[:, 1], 0, 1)
    across = 1 - along
    base = origin[along].astype(np.float64)
    first = np.ceil((lo[rows, along] + base) / _JOINT)
    n = np.maximum(np.floor((hi[rows, along] + base - 0.3) / _JOINT) - first + 1, 0)
    c = np.repeat(rows, n.astype(np.int64))
    k = np.arange(len(c)) - np.repeat(np.cumsum(n) - n, n.astype(np.int64)).astype(np.int64)
    m = np.arange(len(c))
    joint = (lo + hi)[c] * 0.5
    joint[m, along[c]] = (first[c] + k) * _JOINT - base[c] + 0.13
    joint[:, 2] = hi[c, 2] + 0.032
    wide = (hi - lo)[c, across[c]]
    h = hash_at(seed, _SALT + 2, origin, joint)
    yaw = np.where(along[c] == 0, -QUARTER, 0)
    steel = int(Material.STEEL)
    if bolted:
        at = joint.copy()
        at[m, across[c]] += wide * np.where(chance(again(h, 3), 0.5), 0.33, -0.33)
        put(sink, "bolts", at, None, yaw, tint_of(h), main=steel)
    lot = below(again(h, 1), 100)
    for low, high, name, size, up, share, tipped, material in (
        (0, 14, "", None, 0.016, 0.0, True, Material.CONCRETE_LIME),
        (14, 22, "stencil_sign", (0.7, 0.02, 1.5), 0.016, -0.22, True, Material.SIGN),
        (22, 30, "stripes", (1.6, 0.02, 0.25), 0.016, 0.3, True, Material.SIGN),
        (30, 42, "floor_hatch", None, 0.05, -0.2, False, Material.STEEL),
        (42, 66, "puddle", None, 0.018, 0.12, False, Material.SLUDGE),
    ):
        sel = (lot >= low) & (lot < high) & (wide > 2.5)
        if not sel.any():
            continue
        at, i = joint[sel], np.arange(int(sel.sum()))
        at[i, along[c][sel]] += 2.0 + below(again(h[sel], 2), 4)
        at[i, across[c][sel]] += wide[sel] * share
        at[:, 2] = hi[c[sel], 2] + up
        inside = at[i, along[c][sel]] < hi[c[sel], along[c][sel]] - 1.0
        if not name:  # the block's number, and not a part of the kit
            numerals.lay(sink, at[inside], along[c][sel][inside],
                         numerals.block(seed, origin, at[inside]), 3, tall=1.2)
            continue
        put(sink, name, at[inside], size, yaw[sel][inside], tint_of(h[sel][inside]),
            pitch=_FLAT if tipped else 0, main=int(material), trim=int(Material.HULL))
