"""What walls of passages and stair towers are: lined, panelled, vaulted or bare, by the stretch.

A stretch has one section: paint up to the elbow, sheets, tiles, courses that stand out, or slopes
below the ceiling that make it eight-cornered. So a passage is known by its outline, not only by
what lies in it.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from blame3d.world import boxes, stretch, stuff
from blame3d.world.emit import QUARTER, Sink, tint_of
from blame3d.world.hash import again, chance, hash_at
from blame3d.world.materials import Material
from blame3d.world.parts import put
from blame3d.world.rails import ASCENT_YAW
from blame3d.world.spots import F64, Mass

_LINING: Final = 445
_BAY: Final = 8.0
"""Metres of the world: the rhythm of passages."""
_THIN: Final = 0.03
_DEEP: Final = 0.1
"""Metres from which a lining is in the way of what hangs on walls."""


_REACH: Final = 2.5
"""Metres up to which things hang on walls."""


class _Sort(NamedTuple):
    """Lots of a stretch (of a hundred) from here on; from where up to where walls are lined, metres
    (below nought: from the ceiling down); how far it stands out; the share of bays that have it,
    and of each bay's length that it takes."""

    first: int
    low: float
    high: float
    out: float
    used: float
    share: float
    material: Material


_SORTS: Final = (
    _Sort(0, 0.0, 0.0, 0.0, 0.0, 1.0, Material.CONCRETE),
    _Sort(5, 0.0, 1.3, _THIN, 0.88, 1.0, Material.HULL),
    _Sort(15, 0.12, 20.0, _THIN, 0.94, 1.0, Material.STEEL),
    _Sort(26, 0.0, 20.0, _THIN, 0.94, 1.0, Material.FACTORY_WHITE),
    _Sort(37, 0.3, 2.2, _THIN, 0.88, 1.0, Material.GRATING),
    _Sort(44, 1.0, 2.9, _THIN, 0.88, 1.0, Material.CONCRETE_LIME),
    _Sort(52, 0.0, 20.0, 0.24, 0.94, 0.42, Material.CONCRETE_DAMP),
    _Sort(64, 3.0, 20.0, 0.34, 0.94, 0.9, Material.CONCRETE),
    _Sort(74, -1.2, 0.0, 0.0, 1.0, 1.0, Material.CONCRETE),
    _Sort(88, -2.6, 0.0, 0.0, 1.0, 1.0, Material.CONCRETE_DAMP),
)
"""From 52 on: plates with deep gaps between them, an upper wall that stands out over one's head,
slopes below the ceiling, small and great."""
_DEEPER: Final = 6
"""The first of those."""
_PLATES: Final = np.array([s.out > _DEEP and 0.0 <= s.low < _REACH for s in _SORTS])


class _Piece(NamedTuple):
    """Of 8 m of a stair tower's wall: from where up to where, metres; from where to where along it,
    shares; how far it stands out: less than a hand, for one brushes past."""

    low: float
    high: float
    from_: float
    to: float
    out: float
    material: Material


_M = Material
_SHAFTS: Final[tuple[tuple[int, tuple[_Piece, ...]], ...]] = (
    (0, (_Piece(0.3, 3.2, 0.0, 1.0, 0.03, _M.HULL), _Piece(3.7, 4.05, 0.0, 1.0, 0.08, _M.HULL))),
    (16, (_Piece(0.0, 8.0, 0.1, 0.2, 0.09, _M.CONCRETE),
          _Piece(0.0, 8.0, 0.8, 0.9, 0.09, _M.CONCRETE))),
    (32, (_Piece(0.2, 7.8, 0.05, 0.49, 0.05, _M.STEEL),
          _Piece(0.2, 7.8, 0.51, 0.95, 0.05, _M.STEEL))),
    (46, (_Piece(0.0, 1.6, 0.0, 1.0, 0.05, _M.CONCRETE_LIME),
          _Piece(4.0, 5.6, 0.0, 1.0, 0.05, _M.CONCRETE_LIME))),
    (60, (_Piece(0.0, 8.0, 0.4, 0.6, 0.05, _M.FACTORY_WHITE),
          _Piece(7.4, 8.0, 0.0, 1.0, 0.09, _M.CONCRETE_DAMP))),
    (74, (_Piece(0.4, 7.6, 0.1, 0.9, 0.05, _M.GRATING),)),
    (86, (_Piece(0.0, 2.0, 0.0, 1.0, 0.04, _M.RUST), _Piece(2.0, 2.3, 0.0, 1.0, 0.09, _M.STEEL))),
)
"""Lots of a stretch from here on: bands, piers, sheets, courses, a stripe, gratings, a dado."""


def _sort(seed: int, origin: NDArray[np.int64], lo: F64, hi: F64) -> NDArray[np.int64]:
    lot = stretch.lot(stretch.of(seed, origin, (lo + hi) * 0.5), stretch.LINING)
    return np.asarray(np.searchsorted([s.first for s in _SORTS], lot, "right") - 1, np.int64)


def plated(seed: int, origin: NDArray[np.int64], lo: F64, hi: F64) -> NDArray[np.bool_]:
    """Whose walls have deep plates within reach: passages lo, hi (N, 3)."""
    return np.asarray(_PLATES[_sort(seed, origin, lo, hi)], np.bool_)


def proud(seed: int, origin: NDArray[np.int64], at: F64) -> F64:
    """Metres by which the linings of walls at points (N, 3) stand out."""
    return np.asarray(np.array([s.out for s in _SORTS])[_sort(seed, origin, at, at)], np.float64)


def sloped(seed: int, origin: NDArray[np.int64], lo: F64, hi: F64) -> NDArray[np.bool_]:
    """Which of them have slopes below their ceiling."""
    return np.asarray(np.array([s.low < 0.0 for s in _SORTS])[_sort(seed, origin, lo, hi)],
                      np.bool_)


def add(sink: Sink, seed: int, origin: NDArray[np.int64], lo: F64, hi: F64, mass: Mass,
        clear: Mass) -> Mass:
    """Line the walls of passages and rooms, given as clearances lo, hi (N, 3), bay by bay; some
    bays have lost it. Returns the plates that stand out within reach."""
    sort = _sort(seed, origin, lo, hi)
    # Beside the cell only plates matter: nothing hangs where they are, no lamp either.
    own = (sort > 0) & (((lo < sink.edge) & (hi > 0.0)).all(1) | _PLATES[sort])
    lo, hi, sort = lo[own], hi[own], sort[own]
    own_stuff = stuff.of(seed, origin, (lo + hi) * 0.5, stuff.LINED)
    plates: list[Mass] = []
    for across in (0, 1):
        along = 1 - across
        base = float(origin[along])
        first = np.floor((lo[:, along] + base) / _BAY)
        n = np.maximum(np.ceil((hi[:, along] + base) / _BAY) - first, 0).astype(np.int64)
        c = np.repeat(np.arange(len(lo)), n)
        start = (first[c] + np.arange(len(c)) - np.repeat(np.cumsum(n) - n, n)) * _BAY - base
        low, high, out, used, share, thin = (
            np.array([float(s[k]) for s in _SORTS])[sort[c]] for k in range(1, 7)
        )
        # What is deep is of what the stretch likes.
        made = np.where(sort[c] < _DEEPER, thin, own_stuff[c])
        slope = np.minimum(-low, 0.3 * np.minimum(hi - lo, 9.0).min(1)[c])
        slope = np.where(low < 0.0, slope, 0.0)
        gap = np.where(slope > 0.0, 0.0, 0.5 * (1.0 - share) * _BAY + 0.03)
        for wall, inward in ((lo[c, across], 1.0), (hi[c, across], -1.0)):
            p, q = lo[c].copy(), hi[c].copy()
            p[:, along] = np.maximum(p[:, along], start + gap)
            q[:, along] = np.minimum(q[:, along], start + _BAY - gap)
            p[:, 2] = np.where(slope > 0.0, hi[c, 2] - slope, lo[c, 2] + low)
            q[:, 2] = np.where(slope > 0.0, hi[c, 2], np.minimum(lo[c, 2] + high, hi[c, 2]))
            h = hash_at(seed, _LINING, origin, p)
            there = (q[:, along] - p[:, along] > 0.5) & (q[:, 2] > p[:, 2] + 0.3)
            there &= chance(again(h, 1), used)
            there[there] = _backed(p[there], q[there], across, wall[there], inward, mass, clear)
            face = wall + np.where(slope > 0.0, slope, out) * inward
            back = wall - np.where(slope > 0.0, 0.0, 0.3) * inward
            p[:, across], q[:, across] = np.minimum(face, back), np.maximum(face, back)
            flat, steep = there & (slope == 0.0), there & (slope > 0.0)
            sink.boxes(p[flat], q[flat], made[flat].astype(np.int64), tint_of(again(h[flat], 2)))
            deep = flat & _PLATES[sort[c]]
            plates.append((p[deep], q[deep]))
            size = (q - p)[steep]
            size = np.column_stack([size[:, along], size[:, across], size[:, 2]])
            # A wedge's wall is at +y: upside down it is at -y, and its floor is the ceiling.
            yaw = ASCENT_YAW[across + (0 if inward > 0 else 2)]
            put(sink, "wedge", ((p + q) * 0.5)[steep], size, int(yaw), tint_of(again(h[steep], 2)),
                pitch=2 * QUARTER, main=made[steep].astype(np.int64))
    return np.concatenate([a for a, _ in plates]), np.concatenate([b for _, b in plates])


def _backed(
    lo: F64, hi: F64, across: int, wall: F64, inward: float, mass: Mass, clear: Mass
) -> NDArray[np.bool_]:
    """Whether behind lengths of wall there is mass at both ends, and no other way."""
    back, front = lo.copy(), hi.copy()
    ends = wall - 0.3 * inward, wall - 0.05 * inward
    back[:, across], front[:, across] = np.minimum(*ends), np.maximum(*ends)
    out = ~boxes.touching(back, front, *clear)
    for end in (0.05, 0.95):
        at = back + (front - back) * ([0.5, end, 0.9] if across == 0 else [end, 0.5, 0.9])
        out &= boxes.touching(at - 0.05, at + 0.05, *mass)
    return np.asarray(out, np.bool_)


def shafts(sink: Sink, seed: int, origin: NDArray[np.int64], lo: F64, hi: F64, mass: Mass,
           clear: Mass) -> None:
    """Line the walls of stair towers in the mass, every 8 m, as it is the stretch's habit."""
    lot = stretch.lot(stretch.of(seed, origin, (lo + hi) * 0.5), stretch.LINING)
    kind = np.searchsorted([first for first, _ in _SHAFTS], lot, "right") - 1
    base = float(origin[2])
    first = np.ceil((lo[:, 2] + base) / _BAY)
    n = np.maximum(np.floor((hi[:, 2] + base) / _BAY) - first, 0).astype(np.int64)
    c = np.repeat(np.arange(len(lo)), n)
    start = (first[c] + np.arange(len(c)) - np.repeat(np.cumsum(n) - n, n)) * _BAY - base
    for k in np.unique(kind).tolist():
        d = c[kind[c] == k]
        foot = start[kind[c] == k]
        for across in (0, 1):
            for wall, inward in ((lo[d, across], 1.0), (hi[d, across], -1.0)):
                for piece in _SHAFTS[k][1]:
                    _piece(sink, piece, lo[d], hi[d], foot, across, wall, inward, mass, clear)


def _piece(
    sink: Sink, piece: _Piece, lo: F64, hi: F64, foot: F64, across: int, wall: F64, inward: float,
    mass: Mass, clear: Mass,
) -> None:
    p, q, along = lo.copy(), hi.copy(), 1 - across
    p[:, 2], q[:, 2] = foot + piece.low, foot + piece.high
    length = (hi - lo)[:, along]
    p[:, along], q[:, along] = (lo[:, along] + length * at for at in (piece.from_, piece.to))
    back, front = p.copy(), q.copy()
    ends = wall - 0.3 * inward, wall - 0.05 * inward
    back[:, across], front[:, across] = np.minimum(*ends), np.maximum(*ends)
    there = ~boxes.touching(back, front, *clear)
    middle = (back + front) * 0.5
    there &= boxes.touching(middle - 0.05, middle + 0.05, *mass)
    face = wall + piece.out * inward
    p[:, across] = np.minimum(face, wall - 0.3 * inward)
    q[:, across] = np.maximum(face, wall - 0.3 * inward)
    sink.boxes(p[there], q[there], int(piece.material), 90)
