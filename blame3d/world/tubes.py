"""What lights passages in the mass: one kind of lamp a stretch, warm or cold, in its own rhythm."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.world import stretch
from blame3d.world.emit import Sink, tint_of
from blame3d.world.hash import again, chance, hash_at
from blame3d.world.materials import Material
from blame3d.world.parts import put
from blame3d.world.spots import F64, Spots, hang

_SALT: Final = 444
_KINDS: Final = (0, 18, 34, 48, 62, 74, 88)
"""Lots of a stretch (of a hundred) from here on: tubes on the wall, a line along the ceiling,
lights at the foot of both walls, bulkheads, cages on chains, gates of light, nothing but what an
end has."""
STRIPS: Final = 34
"""Lots of a stretch below which strips hang in its passages as well (`fixtures`)."""
_TUBES, _LINE, _FEET, _BULKHEADS, _CAGES, _GATES = range(6)
_WARM: Final = (30, 20, 12, 70, 80, 25)
"""Of a hundred stretches of each kind, how many are warm."""
_THERE, _OUT = 0.94, 0.12
"""Shares of lights that are still there, and of those that are out: they make a rhythm."""
_LOW: Final = 6.0
"""Metres of height up to which lights hang on ceilings."""
_CHAIN: Final = 1.704
_COLOURS: Final = np.array([[196, 226, 255], [255, 168, 88]])


def add(sink: Sink, seed: int, origin: NDArray[np.int64], lo: F64, hi: F64, at: F64,
        across: NDArray[np.int64], number: NDArray[np.int64]) -> None:
    """Light passages lo, hi (N, 3) at places along them, of which each has its number along the
    axis; some are out. across: the axis of their width."""
    if not len(lo):
        return
    here = stretch.of(seed, origin, (lo + hi) * 0.5)
    kind = np.searchsorted(_KINDS, stretch.lot(here, stretch.GLOW), "right") - 1
    rows = np.arange(len(lo))
    wide, tall = (hi - lo)[rows, across], (hi - lo)[:, 2]
    kind = np.where((kind == _LINE) & (tall > _LOW), _TUBES, kind)
    kind = np.where((kind == _CAGES) & (tall < 3.9), _BULKHEADS, kind)
    spot = lo.copy()
    spot[rows, 1 - across] = at
    spot[rows, across] = hi[rows, across] - 0.12
    h = hash_at(seed, _SALT, origin, spot)
    there, live = chance(h, _THERE), ~chance(again(h, 21), _OUT)
    share = np.array([*_WARM, 0])[kind]
    warm = stretch.lot(here, stretch.COLOUR) < share
    glow = np.where(warm, int(Material.LAMP_WARM), int(Material.LAMP_COLD))
    colour = _COLOURS[warm.astype(np.int64)]
    walls = Spots(spot, across, np.full(len(lo), -1), h)
    for k, name, up in ((_TUBES, "lamp_tube", 2.2), (_BULKHEADS, "lamp_bulkhead", 1.9)):
        sel = there & (kind == k)
        hang(sink, name, walls[sel], up=up, main=int(Material.STEEL),
             glow=np.where(live[sel], glow[sel], int(Material.GLASS)))
        sel &= live
        sink.lamp(walls[sel].point(0.0, up + 0.08, 0.14), 16.0, colour[sel], 190)
    middle = 0.12 - 0.5 * wide
    line = there & live & (kind == _LINE)
    _bars(sink, walls[line], (-3.0, 3.0), (tall - 0.1)[line], 0.06, -middle[line], 0.07, glow[line])
    sink.lamp(walls[line].point(0.0, (tall - 0.4)[line], -middle[line]), 16.0, colour[line], 190)
    _feet(sink, lo, hi, walls, across, there & live & (kind == _FEET), glow, colour)
    cage = there & (kind == _CAGES)
    under = walls[cage].point(0.0, (tall - _CHAIN * 0.5)[cage], -middle[cage])
    put(sink, "lamp_hanging", under, None, 0, tint_of(h[cage]), main=int(Material.STEEL),
        glow=np.where(live[cage], glow[cage], int(Material.GLASS)))
    cage &= live
    sink.lamp(walls[cage].point(0.0, (tall - 1.9)[cage], -middle[cage]), 16.0, colour[cage], 220)
    gate = (kind == _GATES) & (number % 4 == 0)
    _gates(sink, walls[gate], wide[gate], tall[gate], glow[gate], colour[gate])


def _bars(sink: Sink, s: Spots, along: tuple[float, float], up: F64 | float, high: F64 | float,
          out: F64 | float, half: F64 | float, glow: NDArray[np.int64]) -> None:
    """Bars of light: metres along the wall, upwards and out of it, `half` to each side."""
    if not len(s):
        return
    a = s.point(along[0], up, np.asarray(out) - half)
    b = s.point(along[1], np.asarray(up) + high, np.asarray(out) + half)
    sink.boxes(np.minimum(a, b), np.maximum(a, b), glow, 150)


def _feet(sink: Sink, lo: F64, hi: F64, walls: Spots, across: NDArray[np.int64],
          foot: NDArray[np.bool_], glow: NDArray[np.int64], colour: NDArray[np.int64]) -> None:
    """Small lights at the foot of both walls."""
    for side, sign in ((hi, -1), (lo, 1)):
        at = walls[foot].at.copy()
        at[np.arange(len(at)), across[foot]] = side[foot, across[foot]]
        s = Spots(at, across[foot], np.full(len(at), sign), walls.hash[foot])
        a, b = s.box(0.22, 0.22, 0.34, -0.02, 0.03, along=0.9)
        sink.boxes(a, b, glow[foot], 170)
        sink.lamp(s.point(0.9, 0.3, 0.35), 9.0, colour[foot], 110)


def _gates(sink: Sink, s: Spots, wide: F64, tall: F64, glow: NDArray[np.int64],
           colour: NDArray[np.int64]) -> None:
    """Bars of light up both walls and across the ceiling: one walks through them."""
    top = np.minimum(tall - 0.12, 7.0)
    for out in (0.02 * np.ones(len(s)), wide - 0.26):
        _bars(sink, s, (-0.06, 0.06), 0.3, top - 0.3, out, 0.03, glow)
        sink.lamp(s.point(0.0, top * 0.6, np.abs(out - 0.3)), 16.0, colour, 190)
    _bars(sink, s, (-0.06, 0.06), top, 0.06, wide * 0.5 - 0.12, wide * 0.5 - 0.1, glow)
