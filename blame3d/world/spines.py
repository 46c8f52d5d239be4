"""What stands between the lanes of stairs: a wall, posts that are tied together, or bars.

What stops feet is the wall in all of them (`walk_types.Network.spines`): the gaps are narrower than
a body. How it is made is a habit of the stretch, so that one tower across a hollow is not the next;
those in the mass are walls, and so is what carries them all.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.world import stretch, stuff
from blame3d.world.emit import Sink, tint_of
from blame3d.world.hash import hash_at
from blame3d.world.spots import F64
from blame3d.world.walk_types import BRIDGE

_SALT: Final = 406
_POSTS: Final = (44, 72)
"""Lots of a stretch whose towers have posts, and from the second on bars."""
_ENDS: Final = ((0.0, 0.8), (5.2, 6.0))
_INNER: Final = ((2.0, 2.5), (3.5, 4.0))
_BARS: Final = tuple((at, at + 0.09) for at in np.arange(1.2, 5.0, 0.4).tolist())
"""Metres along the wall, from … to, of what stands upright at its ends and between them."""
_TIE: Final = (-0.75, -0.3)
"""Of a tie, below and above a landing's floor,"""
_SLIM: Final = 0.22
"""and how far it lies back from the wall's faces; so do the inner posts."""
_THIN: Final = 0.45
"""The same of bars."""
_STOREY: Final = 4.0


def add(sink: Sink, seed: int, origin: NDArray[np.int64],
        walls: tuple[F64, F64, NDArray[np.uint8]]) -> None:
    """All of a cell (lo, hi, kind), and what carries them, as far as bridges are seen: a tower
    without it would hang in the air."""
    lo, hi, _ = walls
    if not len(lo):
        return
    made = stuff.of(seed, origin, (lo + hi) * 0.5, stuff.SPINES)
    tint = tint_of(hash_at(seed, _SALT, origin, lo))
    lots = _lots(seed, origin, walls)
    finest, sink.finest = sink.finest, 0.0
    solid, open_ = lots < _POSTS[0], np.flatnonzero(lots >= _POSTS[0])
    sink.boxes(lo[solid], hi[solid], made[solid], tint[solid])
    for from_, to in _ENDS:
        sink.boxes(*_upright(lo, hi, open_, from_, to, 0.0), made[open_], tint[open_])
    a, b, row = _ties(lo, hi, open_)
    sink.boxes(a, b, made[row], tint[row])
    posts = np.flatnonzero((lots >= _POSTS[0]) & (lots < _POSTS[1]))
    for from_, to in _INNER:
        sink.boxes(*_upright(lo, hi, posts, from_, to, _SLIM), made[posts], tint[posts])
    sink.finest = finest
    bars = np.flatnonzero(lots >= _POSTS[1])
    for from_, to in _BARS:
        sink.boxes(*_upright(lo, hi, bars, from_, to, _THIN), made[bars], tint[bars])


def see_through(seed: int, origin: NDArray[np.int64],
                walls: tuple[F64, F64, NDArray[np.uint8]]) -> NDArray[np.bool_]:
    """Of which walls (lo, hi, kind) one sees what is behind: nothing can be painted on them."""
    return np.asarray(_lots(seed, origin, walls) >= _POSTS[0])


def _lots(seed: int, origin: NDArray[np.int64],
          walls: tuple[F64, F64, NDArray[np.uint8]]) -> NDArray[np.int64]:
    lo, hi, kind = walls
    wall = (np.sort((hi - lo)[:, :2], axis=1) == (1.0, 6.0)).all(1) & (kind == BRIDGE)
    return np.where(wall, stretch.habit(seed, origin, (lo + hi) * 0.5, stretch.TOWER), 0)


def _upright(lo: F64, hi: F64, rows: NDArray[np.intp], from_: float, to: float,
             back: float) -> tuple[F64, F64]:
    """Parts of walls from … to metres along them, as tall as they, so far back on both sides."""
    a, b = lo[rows].astype(np.float64), hi[rows].astype(np.float64)
    n, along, across = _axes(a, b)
    a[n, across] += back
    b[n, across] -= back
    b[n, along] = a[n, along] + to
    a[n, along] += from_
    return a, b


def _ties(lo: F64, hi: F64, rows: NDArray[np.intp]) -> tuple[F64, F64, NDArray[np.intp]]:
    """What lies level between the ends below each landing, and the wall that each is of."""
    first = np.ceil((lo[rows, 2] - _TIE[0]) / _STOREY)
    last = np.floor((hi[rows, 2] - _TIE[1]) / _STOREY)
    n = np.maximum(last - first + 1.0, 0.0).astype(np.int64)
    own = np.repeat(np.arange(len(rows)), n)
    storey = first[own] + np.arange(len(own)) - np.repeat(np.cumsum(n) - n, n)
    row = rows[own]
    a, b = _upright(lo, hi, row, _ENDS[0][1], _ENDS[1][0], _SLIM)
    a[:, 2], b[:, 2] = storey * _STOREY + _TIE[0], storey * _STOREY + _TIE[1]
    return a, b, row


def _axes(lo: F64, hi: F64) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    along = np.where((hi - lo)[:, 0] > (hi - lo)[:, 1], 0, 1)
    return np.arange(len(lo)), along, 1 - along
