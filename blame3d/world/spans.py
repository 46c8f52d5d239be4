"""What crosses the air: pipes, cables, columns, decks (`crossings`), leaning members (`leaning`).

All but the last run along the rows of three lattices (1,024 m apart, one per axis) for kilometres,
through mass and air alike; only what lies in air is emitted. So every span ends in a wall by
construction, and nobody has to search for its ends.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.world import crossings, leaning, segments
from blame3d.world.emit import Sink, tint_of
from blame3d.world.fields import solid_at
from blame3d.world.hash import again, below, chance, hash64, unit
from blame3d.world.materials import Material
from blame3d.world.members import THIN

F64 = NDArray[np.float64]
U64 = NDArray[np.uint64]

ROW: Final = 1024
_LINES: Final = 5
_LENGTH: Final = 128
"""A line keeps its character for this many rows' length, so that its ends are hardly ever seen."""
_REACH: Final = 64
_SPAN, _START = 300, 304
_KINDS: Final = 10
_WIDEST: Final = np.array([
    [20.0, 31.5, 31.5, 31.5, 0.88, 0.88, 23.0, 23.0, 23.0, 23.0],
    [60.0, 31.5, 31.5, 31.5, 0.88, 0.88, 66.0, 66.0, 66.0, 66.0],
])  # fmt: skip
"""Metres across that a line of each kind, lying or upright, may reach: see `_build`."""
_PARTED, _FLANGE, _WEB = 0.55, 0.2, 0.45
"""Share of upright shafts that are two flanges and a web; how thick each is, of half a shaft."""
_BELTS, _BELT, _PROUD = 96.0, 7.0, 1.14
"""Metres from belt to belt, once, twice or three times, how high one is, and how wide, of the
shaft."""
_NEAR: Final = 3
"""Up to this level shafts have their form."""

def add(sink: Sink, seed: int, origin: NDArray[np.int64], extent: int, apron: int) -> None:
    """Add the spans of one cell. origin: its low corner, metres; apron: how far beyond the cell
    what stops feet and light is wanted as well."""
    finest, sink.finest = sink.finest, THIN[sink.level]
    for axis in range(3):
        _lines(sink, seed, origin, extent, apron, axis)
    if sink.level <= 5:
        leaning.add(sink, seed, origin, extent)
    sink.finest = finest


def _rows(
    seed: int, origin: NDArray[np.int64], extent: int, reach: int, axis: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(row u, row v, stretch) of the lattice rows that can reach the cell, and where each begins.

    Each row has its own beginning: a common one would be a place where everything ends.
    """
    u, v = (a for a in range(3) if a != axis)
    ranges = []
    for a in (u, v):
        first, last = (origin[a] - reach) // ROW, (origin[a] + extent + reach) // ROW
        ranges.append(np.arange(first, last + 1))
    rows = np.stack(np.meshgrid(*ranges, indexing="ij"), -1).reshape(-1, 2)
    long = ROW * _LENGTH
    shift = below(hash64(seed, _START + axis, rows[:, 0], rows[:, 1]), long)
    first = (origin[axis] - reach - shift) // long
    last = (origin[axis] + extent + reach - shift) // long
    both = np.flatnonzero(last > first)
    row = np.concatenate([np.arange(len(rows)), both])
    stretch = np.concatenate([first, last[both]])
    return (
        np.concatenate([rows[row], stretch[:, None]], 1),
        stretch * long + shift[row] - origin[axis],
    )


def _lines(
    sink: Sink, seed: int, origin: NDArray[np.int64], extent: int, apron: int, axis: int
) -> None:
    reach = _REACH + apron
    rows, start = _rows(seed, origin, extent, reach, axis)
    h = hash64(seed, _SPAN + axis, rows[:, :1], rows[:, 1:2], rows[:, 2:], np.arange(_LINES))
    rows, s = np.repeat(rows, _LINES, axis=0), np.repeat(start, _LINES)
    h = h.reshape(-1)
    u, v = (a for a in range(3) if a != axis)
    a = rows[:, 0] * ROW + below(again(h, 1), ROW) - origin[u]
    b = rows[:, 1] * ROW + below(again(h, 2), ROW) - origin[v]
    near = (a > -reach) & (a < extent + reach) & (b > -reach) & (b < extent + reach)
    near &= (s < extent + apron) & (s + ROW * _LENGTH > -apron)
    near &= _WIDEST[int(axis == 2)][below(again(h, 3), _KINDS)] >= sink.finest
    near &= sink.built(h)
    a, b, s, h = a[near].astype(float), b[near].astype(float), s[near].astype(float), h[near]
    if not len(h):
        return
    p0, p1 = np.empty((len(h), 3)), np.empty((len(h), 3))
    p0[:, u], p0[:, v], p0[:, axis] = a, b, np.maximum(s, -float(apron))
    p1[:, u], p1[:, v] = a, b
    p1[:, axis] = np.minimum(s + ROW * _LENGTH, float(extent + apron))
    # Only what is in air is worth drawing. What stops feet and light is asked for by several
    # cells that must agree, so it is always there: mass inside mass changes nothing.
    air = _in_air(seed, origin, p0, axis, extent)
    n = len(sink.blocks)
    _build(sink, seed, origin, p0[air], p1[air], h[air], axis)
    del sink.blocks[n:]
    if sink.level <= 1:  # a level-2 texel of light is 16 m: few spans would fill one
        solid = Sink(sink.edge, np.inf, sink.level, sink.library)
        _build(solid, seed, origin, p0, p1, h, axis)
        sink.blocks.extend(solid.blocks)


def _build(
    sink: Sink, seed: int, origin: NDArray[np.int64], p0: F64, p1: F64, h: U64, axis: int
) -> None:
    """Give lines their kinds."""
    if not len(h):
        return
    u, v = (a for a in range(3) if a != axis)
    kind = below(again(h, 3), _KINDS)
    turn = (segments.ALONG_X, segments.ALONG_Y, segments.UP)[axis]
    big, bundle, cable = kind == 0, (kind >= 1) & (kind <= 3), (kind == 4) | (kind == 5)
    if big.any():
        # Lying pipes stay small enough that a walkway hardly ever runs inside one for long.
        least, more = (8.0, 22.0) if axis == 2 else (3.0, 7.0)
        _round(sink, p0[big], p1[big], least + more * unit(again(h[big], 4)) ** 2, turn,
               "column_fluted" if axis == 2 else "cylinder", int(Material.CONCRETE), h[big])
    count = np.where(bundle, below(again(h, 5), 4), -1)
    radius = 0.8 + 2.2 * unit(again(h, 6)) ** 2
    # From where its pipes are too thin to be drawn a bundle is one, or it would end in the air.
    one = bundle & (2.0 * radius < THIN[sink.level])
    _as_one(sink, p0[one], p1[one], radius[one], count[one], axis, h[one])
    count = np.where(one, -1, count)
    for k in range(int(count.max()) + 1):
        sel = k <= count
        r = radius[sel]
        shift = np.zeros((int(sel.sum()), 3))
        shift[:, u] = k * _apart(r)
        _round(sink, p0[sel] + shift, p1[sel] + shift, r, turn, "hexagon",
               int(Material.STEEL), again(h[sel], k))
    for k in range(3 if cable.any() else 0):
        r = 0.14 + 0.3 * unit(again(h[cable], 6))
        shift = np.zeros((int(cable.sum()), 3))
        shift[:, u], shift[:, v] = k * 1.7, k * 0.9
        _round(sink, p0[cable] + shift, p1[cable] + shift, r, turn, "hexagon",
               int(Material.RUBBER), h[cable])
    rest = kind >= 6
    if not rest.any():
        return
    if axis == 2:
        half = 5.0 + np.floor(18.0 * unit(again(h[rest], 4)) ** 2)
        _shafts(sink, origin, p0[rest], p1[rest], half, half * (0.5 + unit(again(h[rest], 5))),
                h[rest])
    else:
        crossings.add(sink, seed, origin, p0[rest], p1[rest], axis, h[rest])


def _apart(radius: F64) -> F64:
    """Metres from pipe to pipe of a bundle."""
    return 2.5 * radius + 1.0


def _as_one(sink: Sink, p0: F64, p1: F64, radius: F64, more: NDArray[np.int64], axis: int,
            h: U64) -> None:
    """Bundles of pipes, of one and so many more, as boxes: of pipes alone nothing is left."""
    u, v = (a for a in range(3) if a != axis)
    lo, hi = p0.copy(), p1.copy()
    for a in (u, v):
        lo[:, a] -= radius
        hi[:, a] += radius
    hi[:, u] += more * _apart(radius)
    sink.boxes(lo, hi, int(Material.STEEL), tint_of(h))


def _in_air(
    seed: int, origin: NDArray[np.int64], p0: F64, axis: int, extent: int
) -> NDArray[np.bool_]:
    """Does any of a few points of each line lie in air, in the cell or just outside?

    Outside, because a wall's panels lie back by up to 28 m: a span must reach into them.
    """
    at = np.array([-32.0, 0.25 * extent, 0.5 * extent, 0.75 * extent, extent + 32.0])
    p = np.repeat(np.clip(p0, -_REACH, extent + _REACH)[None], len(at), 0)
    p[:, :, axis] = at[:, None]
    air = ~solid_at(seed, np.floor(p.reshape(-1, 3)).astype(np.int64) + origin)
    return np.asarray(air.reshape(len(at), -1).any(0), np.bool_)


def _round(sink: Sink, p0: F64, p1: F64, radius: F64, turn: tuple[int, int], name: str,
           material: int, h: U64) -> None:
    segments.draw(sink, p0, p1, radius, turn[0], turn[1], segments.batches(sink, name), material,
                  tint_of(h))
    if turn == segments.UP and len(p0):
        sink.columns(p0, p1, radius)


def _shafts(
    sink: Sink, origin: NDArray[np.int64], p0: F64, p1: F64, half_x: F64, half_y: F64, h: U64
) -> None:
    """Upright shafts: whole ones, or, as far as it is seen, two flanges and a web; belts about
    them, at heights of the world."""
    half = np.stack([half_x, half_y], 1)

    def box(rows: NDArray[np.intp], low: F64, high: F64, x: F64, y: F64, shift: F64) -> None:
        lo, hi = p0[rows].copy(), p1[rows].copy()
        lo[:, 2], hi[:, 2] = low, high
        out, aside = half[rows] * np.stack([x, y], 1), half[rows] * shift
        lo[:, :2] += aside - out
        hi[:, :2] += aside + out
        sink.boxes(lo, hi, int(Material.CONCRETE), tint_of(h[rows]), block=True)

    parted = chance(again(h, 10), _PARTED) & (sink.level <= _NEAR)
    whole, two = np.flatnonzero(~parted), np.flatnonzero(parted)
    one = np.ones(len(whole))
    box(whole, p0[whole, 2], p1[whole, 2], one, one, np.zeros((len(whole), 2)))
    # The flanges stand at the two ends of x or of y.
    along = below(again(h[two], 11), 2)
    own, across = np.stack([along == 0, along == 1], 1), np.ones(len(two))
    for thick, wide, at in ((_FLANGE, 1.0, _FLANGE - 1.0), (_FLANGE, 1.0, 1.0 - _FLANGE),
                            (1.0 - 2.0 * _FLANGE, _WEB, 0.0)):
        x, y = np.where(own[:, 0], thick, wide * across), np.where(own[:, 1], thick, wide * across)
        box(two, p0[two, 2], p1[two, 2], x, y, own * at)
    if sink.level > _NEAR:
        return
    n = int(sink.edge // _BELTS) + 2
    row, k = np.repeat(np.arange(len(h)), n), np.tile(np.arange(n), len(h))
    apart = _BELTS * (1 + below(again(h, 12), 3))[row]
    first = np.ceil((origin[2] - _BELT - below(again(h, 13), 512)[row]) / apart)
    low = (first + k) * apart + below(again(h, 13), 512)[row] - origin[2]
    there = (low >= p0[row, 2]) & (low + _BELT <= p1[row, 2])
    row, low = row[there], low[there]
    proud = np.full(len(row), _PROUD)
    box(row, low, low + _BELT, proud, proud, np.zeros((len(row), 2)))
