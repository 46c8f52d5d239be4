"""What stands along broad ways, on both sides of where one walks: columns, pipes on saddles, boxes
with numbers, low walls, vessels, beams overhead; and what is over one's head in narrow ones. A
stretch has one of them along each axis.

Here a way is told from the next at the first glance: what is broad and bare is a hall like any
other.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.world import boxes, numerals, stretch
from blame3d.world.emit import HEX_BATCH, QUARTER, Sink, tint_of
from blame3d.world.hash import again, below, chance, hash_at, unit
from blame3d.world.materials import Material
from blame3d.world.parts import put
from blame3d.world.spots import F64, Mass, Spots

_SALT: Final = 496
_BAY: Final = 8.0
"""Metres of the world from one to the next."""
_BROAD: Final = 6.9
"""Metres of width from which a way has room for them."""
_HIGH, _HEAD = 4.0, 2.6
"""Metres of height from which narrow ways in mass have something overhead, and from where on."""
_NARROW: Final = 10
"""What a narrow way has, by the same lot, counts from here."""
_WAY: Final = 1.1
"""Metres about the lines that one walks which stay free."""
_KINDS: Final = (0, 16, 32, 46, 60, 74, 88)
"""Lots of a stretch (of a hundred) from here on: nothing, then in the order below."""
_COLUMNS, _PIPE, _BOXES, _WALLS, _VESSELS, _BEAMS = range(1, 7)
_CONCRETE, _STEEL, _HULL = int(Material.CONCRETE), int(Material.STEEL), int(Material.HULL)


def add(sink: Sink, seed: int, origin: NDArray[np.int64], lo: F64, hi: F64,
        inner: NDArray[np.bool_], walked: Callable[[], Mass]) -> None:
    """Line broad ways, given as clearances lo, hi (N, 3). inner: in mass, with a ceiling.
    walked: finds the lines that one walks."""
    rows = np.arange(len(lo))
    along = np.where((hi - lo)[:, 0] >= (hi - lo)[:, 1], 0, 1)
    lot = stretch.habit(seed, origin, (lo + hi) * 0.5, stretch.AISLE)
    kind = np.searchsorted(_KINDS, stretch.turned(lot, along), "right") - 1
    broad = (hi - lo)[rows, 1 - along] >= _BROAD
    keep = (kind > 0) & (broad | (inner & ((hi - lo)[:, 2] >= _HIGH)))
    kind = np.where(broad, kind, kind + _NARROW)
    lo, hi, inner, along, kind = lo[keep], hi[keep], inner[keep], along[keep], kind[keep]
    if not len(lo):
        return
    # One for each whole bay of the world.
    rows = np.arange(len(lo))
    base = origin[along].astype(np.float64)
    first = np.ceil((lo[rows, along] + base) / _BAY)
    last = np.floor((hi[rows, along] + base) / _BAY)
    n = np.maximum(last - first, 0).astype(np.int64)
    c = np.repeat(rows, n)
    number = first[c].astype(np.int64) + np.arange(len(c)) - np.repeat(np.cumsum(n) - n, n)
    middle = (number + 0.5) * _BAY - base[c]
    lo, hi, inner, along, kind = lo[c], hi[c], inner[c], along[c], kind[c]
    _beams(sink, lo, hi, middle, along, (kind == _BEAMS) & inner & ((hi - lo)[:, 2] >= 4.5))
    _overhead(sink, lo, hi, middle, along, kind - _NARROW)
    if not (kind < _BEAMS).any():
        return
    low, high = walked()
    taken = low - [_WAY, _WAY, 1.0], high + [_WAY, _WAY, 1.0]
    m = np.arange(len(c))
    for sign in (1, -1):
        at = np.where((sign > 0), lo.T, hi.T).T.copy()
        at[m, along], at[:, 2] = middle, lo[:, 2]
        s = Spots(at, 1 - along, np.full(len(at), sign), hash_at(seed, _SALT, origin, at))
        tall = (hi - lo)[:, 2]
        columns = kind == _COLUMNS
        _columns(sink, s[columns], tall[columns], inner[columns], number[columns], taken)
        _walls(sink, s[kind == _WALLS], taken)
        _boxes(sink, s[kind == _BOXES], number[kind == _BOXES], taken)
        if sign > 0:
            _pipe(sink, s[kind == _PIPE], along[kind == _PIPE], taken)
            high = np.minimum(tall - 0.3, 3.4)[kind == _VESSELS]
            _vessels(sink, s[kind == _VESSELS], high, taken)


def _free(box: Mass, taken: Mass) -> NDArray[np.bool_]:
    return np.asarray(~boxes.touching(*box, *taken), np.bool_)


def _beams(sink: Sink, lo: F64, hi: F64, at: F64, along: NDArray[np.int64],
           there: NDArray[np.bool_]) -> None:
    """Beams from wall to wall, as deep as a third of the way is high."""
    a, b, along = lo[there].copy(), hi[there].copy(), along[there]
    rows = np.arange(len(a))
    a[rows, along], b[rows, along] = at[there] - 0.5, at[there] + 0.5
    a[:, 2] = b[:, 2] - np.minimum((b - a)[:, 2] - 3.0, 0.3 * (b - a)[:, 2])
    sink.boxes(a, b, _CONCRETE, 90)


def _overhead(sink: Sink, lo: F64, hi: F64, at: F64, along: NDArray[np.int64],
              kind: NDArray[np.int64]) -> None:
    """What is over one's head in narrow ways: pipes across, lintels, a floor of gratings, one great
    pipe along them, upper walls that stand out."""
    rows, head = np.arange(len(lo)), lo[:, 2] + _HEAD
    a, b = lo.copy(), hi.copy()
    a[rows, along], b[rows, along] = at - 0.5 * _BAY, at + 0.5 * _BAY
    for k, low, high, half, material in (
        (2, head + 0.2, hi[:, 2], 0.7, _CONCRETE),
        (3, head + 0.5, head + 0.56, 0.5 * _BAY - 0.1, int(Material.GRATING)),
    ):
        p, q = a.copy(), b.copy()
        p[rows, along], q[rows, along] = at - half, at + half
        p[:, 2], q[:, 2] = low, high
        sel = kind == k
        sink.boxes(p[sel], q[sel], material, 90)
    for side in (-1, 1):
        p, q, across = a.copy(), b.copy(), 1 - along
        wide = 0.28 * (hi - lo)[rows, across]
        p[:, 2] = head
        if side < 0:
            q[rows, across] = lo[rows, across] + wide
        else:
            p[rows, across] = hi[rows, across] - wide
        sel = kind == 5
        sink.boxes(p[sel], q[sel], int(Material.CONCRETE_DAMP), 90)
    for k, way, r, up, material in (
        (1, 1 - along, 0.35, head + 0.6, Material.RUST),
        (1, 1 - along, 0.2, head + 1.3, Material.HULL),
        (4, along, 0.55, hi[:, 2] - 0.75, Material.RUST),
    ):
        sel = kind == k
        w = way[sel]
        centre, n = ((a + b) * 0.5)[sel], np.arange(int(sel.sum()))
        centre[:, 2] = up[sel]
        size = np.stack([2 * r + 0.0 * n, 2 * r + 0.0 * n, (b - a)[sel][n, w]], 1)
        sink.kit(HEX_BATCH, centre, size, np.where(w == 0, QUARTER, 0),
                 np.where(w == 0, QUARTER, -QUARTER), int(material), 90)


def _columns(sink: Sink, s: Spots, tall: F64, inner: NDArray[np.bool_],
             number: NDArray[np.int64], taken: Mass) -> None:
    """A square column on a foot before the wall, with a collar and its number; in the air a stump
    out of which the iron stands."""
    tall = np.where(inner, tall, 1.5 + 1.5 * unit(again(s.hash, 3)))
    a, b = s.point(-0.45, 0.0, 0.9), s.point(0.45, np.maximum(tall, 3.0), 1.8)
    there = _free((np.minimum(a, b), np.maximum(a, b)), taken)
    s, tall, inner, number = s[there], tall[there], inner[there], number[there]
    collar = np.where(inner, 2.4, tall - 0.45)
    for half, low, high, material in (
        (0.45, 0.0 * tall, tall, _CONCRETE), (0.58, 0.0 * tall, 0.0 * tall + 0.34, _CONCRETE),
        (0.48, collar, collar + 0.14, _STEEL),
    ):
        a, b = s.point(-half, low, 1.35 - half), s.point(half, high, 1.35 + half)
        sink.boxes(np.minimum(a, b), np.maximum(a, b), material, tint_of(s.hash),
                   block=half == 0.45)
    numerals.paint(sink, s, number % 100, 2, tall=0.4, up=0.75, out=1.81)
    cut, top = s[~inner], tall[~inner]
    for n, (along, out) in enumerate(((-0.3, 1.05), (0.3, 1.05), (-0.3, 1.65), (0.3, 1.65))):
        a = cut.point(along - 0.02, top, out - 0.02)
        b = cut.point(along + 0.02, top + 0.15 + 0.6 * unit(again(cut.hash, 5 + n)), out + 0.02)
        sink.boxes(np.minimum(a, b), np.maximum(a, b), int(Material.RUST), 90)


def _walls(sink: Sink, s: Spots, taken: Mass) -> None:
    """A low wall, a gap of a step in every bay."""
    lo, hi = s.box(3.4, 0.0, 0.95, 1.3, 1.75)
    there = _free((lo, hi), taken)
    sink.boxes(lo[there], hi[there], int(Material.CONCRETE_LIME), tint_of(s.hash[there]),
               block=True)


def _boxes(sink: Sink, s: Spots, number: NDArray[np.int64], taken: Mass) -> None:
    """Boxes as long as a car, one looks over them, each with its number; every third is gone."""
    lo, hi = s.box(2.8, 0.0, 1.4, 0.15, 1.75)
    there = _free((lo, hi), taken) & chance(again(s.hash, 1), 0.67)
    s = s[there]
    sink.boxes(lo[there], hi[there], _HULL, tint_of(s.hash), block=True)
    numerals.paint(sink, s, number[there] % 100, 2, tall=0.9, up=0.25, out=1.76)


def _pipe(sink: Sink, s: Spots, along: NDArray[np.int64], taken: Mass) -> None:
    """One pipe as high as the breast, on a saddle a bay."""
    lo, hi = s.box(4.0, 0.35, 1.65, 0.4, 1.7)
    there = _free((lo, hi), taken)
    s, along = s[there], along[there]
    yaw, pitch = np.where(along == 0, QUARTER, 0), np.where(along == 0, QUARTER, -QUARTER)
    size = np.broadcast_to((1.3, 1.3, _BAY), (len(s), 3))
    sink.kit(HEX_BATCH, s.point(0.0, 1.0, 1.05), size, yaw, pitch, int(Material.RUST), 90)
    sink.blocks.append((lo[there], hi[there]))
    a, b = s.box(0.4, 0.0, 1.0, 0.3, 1.8)
    sink.boxes(a, b, _CONCRETE, tint_of(s.hash), block=True)


def _vessels(sink: Sink, s: Spots, tall: F64, taken: Mass) -> None:
    """Upright vessels in a row, no two as high."""
    lo, hi = s.box(0.9, 0.0, 3.4, 0.15, 1.95)
    there = _free((lo, hi), taken)
    s, tall = s[there], tall[there] * (0.6 + 0.1 * below(again(s.hash[there], 2), 5))
    for wide, low, high, material in ((1.7, 0.0, 1.0, _HULL), (1.86, 0.86, 0.92, _STEEL)):
        centre = s.point(0.0, tall * (low + high) * 0.5, 1.05)
        size = np.stack([wide + 0 * tall, wide + 0 * tall, tall * (high - low)], 1)
        put(sink, "hexagon", centre, size, 0, tint_of(s.hash), main=material, block=True)
