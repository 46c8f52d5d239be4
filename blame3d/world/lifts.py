"""Lifts as they stand in the City: rails on the mast, marks at the landings, lamps up the shaft.

The platform itself moves, so it is no part of a chunk (see app.lifts).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.world.cell import Ways
from blame3d.world.chunk import CELL, COLLIDER, LIFT, Cell
from blame3d.world.emit import Sink, tint_of
from blame3d.world.hash import chance, hash_at
from blame3d.world.materials import Material
from blame3d.world.spots import F64, Spots, hang

_SALT: Final = 494
_PIECE: Final = 4.0
_LAMPS: Final = 16.0
"""Metres of the world from lamp to lamp."""
_REACH: Final = 12.0
"""Metres that a lamp shines."""


def _own(ways: Ways) -> tuple[F64, F64, NDArray[np.int64]]:
    """Each lift once, with its way out, though it was found in several cells."""
    lo, hi, kind = ways.lifts
    if not len(lo):
        return lo, hi, kind.astype(np.int64)
    _, first = np.unique(np.column_stack([lo, hi]), axis=0, return_index=True)
    return lo[first], hi[first], kind[first].astype(np.int64)


def colliders(ways: Ways, cell: Cell) -> NDArray[np.void]:
    """COLLIDER rows of the lifts that pass through a level-0 cell."""
    lo, hi, way = _own(ways)
    edge = float(CELL)
    through = ((lo < edge) & (hi >= 0.0)).all(1)
    lo, hi, way = lo[through], hi[through], way[through]
    out = np.zeros(len(lo), COLLIDER)
    out["kind"], out["dir"] = LIFT, way
    ends = np.stack([lo[:, 2], hi[:, 2]], 1).astype(np.int64)
    away = ends // CELL
    at = (ends - away * CELL) >> 2
    packed = -away[:, 0] | at[:, 0] << 4 | away[:, 1] << 8 | at[:, 1] << 12
    out["spare"] = packed.astype(np.uint16)
    out["lo"], out["hi"] = np.maximum(lo, 0.0), np.minimum(hi, edge)
    return out


def add(sink: Sink, seed: int, origin: NDArray[np.int64], ways: Ways) -> None:
    """Draw what stands still of them in this cell."""
    lo, hi, way = _own(ways)
    if not len(lo):
        return
    # The mast looks at the landing; its foot is a multiple of 4 m as all floors are.
    rows, axis = np.arange(len(lo)), way & 1
    foot = (lo + hi) * 0.5
    foot[rows, axis] = np.where(way < 2, lo[rows, axis], hi[rows, axis])
    # Beyond the cell too, as far as a lamp shines into it.
    beyond = _REACH + sink.edge / 8.0
    edge = np.floor(np.maximum(lo[:, 2], -beyond) / _PIECE) * _PIECE
    n = np.ceil((np.minimum(hi[:, 2], sink.edge + beyond) - edge) / _PIECE).astype(np.int64)
    n = np.maximum(n + (hi[:, 2] < sink.edge + beyond), 0)  # one more holds the platform up there
    c = np.repeat(rows, n)
    up = edge[c] + (np.arange(len(c)) - np.repeat(np.cumsum(n) - n, n)) * _PIECE
    at = foot[c].copy()
    at[:, 2] = up
    s = Spots(at, axis[c], np.where(way[c] < 2, 1, -1), hash_at(seed, _SALT, origin, at))
    hang(sink, "lift_rail", s, up=0.0, main=int(Material.STEEL), trim=int(Material.RUST))
    lit = np.flatnonzero((up + origin[2]).astype(np.int64) % int(_LAMPS) == 0)
    t = s[lit[chance(s.hash[lit], 0.75)]]
    hang(sink, "lamp_bulkhead", t, up=1.2, along=1.15, glow=int(Material.LAMP_COLD))
    sink.lamp(t.point(1.15, 1.35, 0.5), _REACH, [196, 226, 255], 150)
    for end in (lo[:, 2], hi[:, 2]):
        edge_at = foot.copy()
        edge_at[rows, axis] = np.where(way < 2, hi[rows, axis] + 0.35, lo[rows, axis] - 0.35)
        edge_at[:, 2] = end
        a, b = edge_at - 1.5, edge_at + 1.5
        a[rows, axis], b[rows, axis] = edge_at[rows, axis] - 0.3, edge_at[rows, axis] + 0.3
        a[:, 2], b[:, 2] = end - 0.2, end + 0.012
        sink.boxes(a, b, int(Material.CONCRETE_LIME), tint_of(hash_at(seed, _SALT, origin, a)))
