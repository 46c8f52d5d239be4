"""What crosses the air: pipes, cables, decks, girders, columns, leaning struts.

They run along the rows of three lattices (1,024 m apart, one per axis) for kilometres, through
mass and air alike; only what lies in air is emitted. So every span ends in a wall by
construction, and nobody has to search for its ends.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from blame3d.world import segments, sky
from blame3d.world.emit import HEX_BATCH, Sink, tint_of
from blame3d.world.fields import solid_at
from blame3d.world.hash import again, below, chance, hash64, unit
from blame3d.world.lights import groups
from blame3d.world.materials import Material
from blame3d.world.members import THIN
from blame3d.world.trig import directions

F64 = NDArray[np.float64]
U64 = NDArray[np.uint64]

ROW: Final = 1024
_LINES: Final = 5
_STRUTS: Final = 6
_LENGTH: Final = 128
"""A line keeps its character for this many rows' length, so that its ends are hardly ever seen."""
_REACH: Final = 64
_SPAN, _STRUT, _START = 300, 303, 304
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
_CELLS: Final = 4
"""Lattice cells along an edge of a block of struts that are found together."""
_STUFF: Final = {"hexagon": int(Material.RUBBER), "cylinder": int(Material.CONCRETE)}
"""What cables and leaning columns are made of."""


def add(sink: Sink, seed: int, origin: NDArray[np.int64], extent: int, apron: int) -> None:
    """Add the spans of one cell. origin: its low corner, metres; apron: how far beyond the cell
    what stops feet and light is wanted as well."""
    finest, sink.finest = sink.finest, THIN[sink.level]
    for axis in range(3):
        _lines(sink, seed, origin, extent, apron, axis)
    if sink.level <= 5:
        _struts(sink, seed, origin, extent)
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
        _decks(sink, seed, origin, p0[rest], p1[rest], axis, h[rest])


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
    segments.draw(sink, p0, p1, radius, turn[0], turn[1], _batches(sink, name), material,
                  tint_of(h))
    if turn == segments.UP and len(p0):
        sink.columns(p0, p1, radius)


def _batches(sink: Sink, name: str) -> range:
    return range(HEX_BATCH, HEX_BATCH + 1) if name == "hexagon" else sink.batches(name)


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


def _decks(
    sink: Sink, seed: int, origin: NDArray[np.int64], p0: F64, p1: F64, axis: int, h: U64
) -> None:
    """Bridges: a deck with parapets, ribs below, lamps far apart; some carry a pipe."""
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
    at[:, 2] += 0.5
    at[:, 1 - axis] -= 1.0
    sink.lamp(at, 11.0, [255, 170, 92], 130)


class _Struts(NamedTuple):
    """Leaning members of a block of lattice cells. p0, p1: (N, 3) ends, metres from its corner;
    yaw, pitch, radius, hash: (N,); thin: (N,) cables, the others are columns."""

    p0: F64
    p1: F64
    yaw: NDArray[np.int64]
    pitch: NDArray[np.int64]
    radius: F64
    thin: NDArray[np.bool_]
    hash: U64


@lru_cache(maxsize=256)
def _leaning(seed: int, x: int, y: int, z: int) -> _Struts:
    """Those of a block's tries that stand in air at their middle and end inside mass on both sides.

    All at once: one by one, looking for their ends cost a third of a far cell.
    """
    cells = np.indices((_CELLS,) * 3).reshape(3, -1).T
    corner = np.array([x, y, z], np.int64) * _CELLS
    at = (cells + corner)[:, :, None]
    h = hash64(seed, _STRUT, at[:, 0], at[:, 1], at[:, 2], np.arange(_STRUTS)).reshape(-1)
    yaw = below(again(h, 1), 8) * 8192 - 32768
    tilt = (4 + below(again(h, 2), 22)) * 182
    way = directions(yaw * 360000 // 65536, 90000 + tilt * 360000 // 65536)
    mid = np.stack([below(again(h, 3 + a), ROW) for a in range(3)], 1)
    mid += np.repeat(cells * ROW, _STRUTS, 0)
    steps = np.arange(-12, 13) * 50.0
    line = np.floor(mid[:, None] + way[:, None] * steps[:, None]).astype(np.int64) + corner * ROW
    mass = solid_at(seed, line.reshape(-1, 3)).reshape(-1, len(steps))
    behind, before = mass[:, 11::-1], mass[:, 13:]  # outwards from the middle
    stands = np.flatnonzero(~mass[:, 12] & behind.any(1) & before.any(1))
    h, way, centre = h[stands], way[stands], mid[stands].astype(np.float64)
    back = steps[11 - behind[stands].argmax(1)] - 30.0
    front = steps[13 + before[stands].argmax(1)] + 30.0
    thin = chance(again(h, 8), 0.5)
    radius = np.where(thin, 0.3, 2.0 + 9.0 * unit(again(h, 9)) ** 2)
    return _Struts(
        centre + way * back[:, None], centre + way * front[:, None], yaw[stands], tilt[stands],
        radius, thin, h,
    )


def _struts(sink: Sink, seed: int, origin: NDArray[np.int64], extent: int) -> None:
    """Columns and cables that lean: six tries a cubic kilometre, four to twenty-six degrees."""
    reach, size = 640, ROW * _CELLS
    first, last = (origin - reach) // size, (origin + extent + reach) // size
    for key in np.ndindex(*(last - first + 1)):
        c = first + key
        s = _leaning(seed, int(c[0]), int(c[1]), int(c[2]))
        base = (c * size - origin).astype(np.float64)
        t0, t1, here = segments.clip_axis(s.p0 + base, s.p1 + base, sink.edge)
        rows = np.flatnonzero(here & (2.0 * s.radius >= sink.finest) & sink.built(s.hash))
        if not len(rows):
            continue
        p0, p1 = s.p0[rows] + base, s.p1[rows] + base
        inside = p0 + (p1 - p0) * ((t0 + t1) / 2)[rows, None]
        rows = rows[~solid_at(seed, np.floor(inside).astype(np.int64) + origin)]
        for name in ("hexagon", "cylinder"):
            q = rows[s.thin[rows] == (name == "hexagon")]
            segments.draw(
                sink, s.p0[q] + base, s.p1[q] + base, s.radius[q], s.yaw[q], s.pitch[q],
                _batches(sink, name), _STUFF[name], tint_of(s.hash[q]),
            )
