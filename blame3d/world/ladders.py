"""Ladders as they are seen and as they are climbed: rungs, a cage about those who climb high, the
stiles that one holds when one steps off."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.world.cell import Ways
from blame3d.world.chunk import COLLIDER, LADDER
from blame3d.world.emit import Sink, tint_of
from blame3d.world.hash import again, chance, hash_at
from blame3d.world.materials import Material
from blame3d.world.spots import F64, Spots, hang

_SALT: Final = 490
_WIDE, _THICK, _OFF = 0.5, 0.1, 0.2
"""Of the rungs, and of their middle from the wall, metres."""
_PIECE: Final = 4.0
"""Ladders are as high as so many storeys; a piece of the kit has sixteen rungs."""
_CAGE_FROM: Final = 3.0
_HOLD: Final = 1.1
"""Metres of the stiles over the floor above."""


def _spots(seed: int, origin: NDArray[np.int64], ways: Ways) -> tuple[Spots, F64]:
    """The foot of each on its wall, which looks at whoever climbs, and how high each is."""
    lo, hi, kind = ways.ladders
    way = kind.astype(np.int64)
    foot = (lo + hi) * 0.5
    foot[:, 2] = lo[:, 2]
    h = hash_at(seed, _SALT, origin, foot)
    return Spots(foot, way & 1, np.where(way < 2, -1, 1), h), (hi - lo)[:, 2]


def colliders(ways: Ways, edge: float) -> NDArray[np.void]:
    """COLLIDER rows of the ladders that stand in a cell of this edge."""
    s, tall = _spots(0, np.zeros(3, np.int64), ways)
    own = np.flatnonzero(((s.at >= 0.0) & (s.at < edge)).all(1))
    s, tall = s[own], tall[own]
    a = s.point(-_WIDE / 2, 0.0, _OFF - _THICK / 2)
    b = s.point(_WIDE / 2, tall, _OFF + _THICK / 2)
    out = np.zeros(len(s), COLLIDER)
    out["kind"], out["dir"] = LADDER, ways.ladders[2][own]
    out["lo"], out["hi"] = np.minimum(a, b), np.maximum(a, b)
    return out


def add(sink: Sink, seed: int, origin: NDArray[np.int64], ways: Ways) -> None:
    """Draw them."""
    if not len(ways.ladders[0]):
        return
    s, tall = _spots(seed, origin, ways)
    steel = np.where(chance(again(s.hash, 2), 0.25), int(Material.RUST), int(Material.STEEL))
    n = (tall // _PIECE).astype(np.int64)
    c = np.repeat(np.arange(len(s)), n)
    up = (np.arange(len(c)) - np.repeat(np.cumsum(n) - n, n)) * _PIECE
    hang(sink, "ladder", s[c], up=up, out=_OFF - 0.06, size=(_WIDE + 0.14, 0.12, _PIECE),
         main=steel[c], tint=90)
    caged = up + _CAGE_FROM + _PIECE <= tall[c]
    hang(sink, "ladder_cage", s[c[caged]], up=up[caged] + _CAGE_FROM, out=_OFF,
         size=(0.86, 0.9, _PIECE), main=steel[c[caged]], tint=90)
    tint = tint_of(s.hash)
    for side in (-1.0, 1.0):
        at = side * (_WIDE / 2 + 0.05)
        for low, high, back, front in (
            (0.0, _HOLD, _OFF - 0.03, _OFF + 0.03), (0.0, _HOLD, -0.53, -0.47),
            (_HOLD - 0.05, _HOLD, -0.53, _OFF + 0.03),
        ):  # fmt: skip
            a = s.point(at - 0.025, tall + low, back)
            b = s.point(at + 0.025, tall + high, front)
            sink.boxes(np.minimum(a, b), np.maximum(a, b), steel, tint)
    hang(sink, "stripes", s, up=tall - 0.6, out=0.004, size=(0.9, 0.02, 0.25),
         main=int(Material.CONCRETE_LIME))
