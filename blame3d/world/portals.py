"""Portals: where a passage really leaves the mass, which is where it passes a wall's surface."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.world import boxes, numerals
from blame3d.world.emit import Sink
from blame3d.world.hash import again, chance, hash_at
from blame3d.world.materials import Material
from blame3d.world.placing import Panels, surface
from blame3d.world.spots import F64, Mass, Spots, hang

_PORTAL: Final = 430
_OPENING: Final = 3.0
_FRAME: Final = 4.3
"""Width of the kit's portal between its jambs, and its height."""
_NUMBER: Final = 2.6
"""Height of the numbers over portals."""


def find(
    seed: int, origin: NDArray[np.int64], panels: Panels, clear: Mass, mass: Mass
) -> tuple[Spots, F64, F64]:
    """Where clearances of a walkway's width pass out through panels of walls whose jambs hold.

    Returns spots at the middle of each opening, on the surface at the floor, looking out, and the
    openings' widths and heights (N,). hash: of the place.
    """
    p = panels[panels["axis"] != 2]
    lo, hi = clear
    s = surface(p)
    axis, sign = p["axis"].astype(np.int64), p["sign"].astype(np.int64)
    found: list[tuple[F64, NDArray[np.int64], NDArray[np.int64], F64, F64]] = []
    for a in (0, 1):
        rows = np.flatnonzero(axis == a)
        u = 1 - a
        middle, floor = (lo[:, u] + hi[:, u]) * 0.5, lo[:, 2]
        hit = (lo[None, :, a] <= s[rows, None] - 1.5) & (hi[None, :, a] >= s[rows, None] + 1.5)
        hit &= (p["u0"][rows, None] <= middle) & (p["u1"][rows, None] > middle)
        hit &= (p["v0"][rows, None] <= floor + 1.0) & (p["v1"][rows, None] > floor + 1.0)
        hit &= ((hi - lo)[:, u] >= 2.0) & ((hi - lo)[:, u] <= 6.0) & ((hi - lo)[:, 2] <= 12.0)
        i, j = np.nonzero(hit)
        at = np.empty((len(i), 3))
        at[:, a], at[:, u], at[:, 2] = s[rows[i]], middle[j], floor[j]
        found.append((at, np.full(len(i), a), sign[rows[i]], (hi - lo)[j, u], (hi - lo)[j, 2]))
    at = np.concatenate([f[0] for f in found])
    spots = Spots(at, np.concatenate([f[1] for f in found]), np.concatenate([f[2] for f in found]),
                  hash_at(seed, _PORTAL, origin, at))
    wide, tall = (np.concatenate([f[k] for f in found]) for k in (3, 4))
    ok = np.ones(len(at), np.bool_)
    for side in (-1.0, 1.0):
        jamb = spots.box(0.2, 1.0, 3.5, -1.0, -0.4, along=side * (wide * 0.5 + 0.6))
        ok &= boxes.touching(*jamb, *mass)
        ok &= ~boxes.touching(*spots.box(0.5, 0.2, 3.8, -0.7, 1.2, along=side * (wide * 0.5 + 0.6)),
                              *clear)
    # Before the wall there must be air, or the next step of the wall would bury the frame.
    ok &= ~boxes.touching(*spots.box(0.4, 4.6, 5.0, 0.3, 1.0), *mass)
    # Above it there must be the wall that it carries.
    lintel = spots.point(0.0, np.maximum(tall, _FRAME) + 0.3, -0.7)
    ok &= boxes.touching(lintel - 0.2, lintel + 0.2, *mass)
    return spots[ok], wide[ok], tall[ok]


def add(
    sink: Sink, seed: int, origin: NDArray[np.int64], panels: Panels, clear: Mass, mass: Mass
) -> None:
    """A heavy splayed frame with a canopy, a strip of light under it, a sill; at hand's reach a
    keypad; a leaf of the door folded back in the passage, where it is still there."""
    if not len(panels) or not len(clear[0]):
        return
    s, wide, tall = find(seed, origin, panels, clear, mass)
    if not len(s):
        return
    size = np.broadcast_to(sink.library.metres("portal"), (len(s), 3)).copy()
    size[:, 0] *= wide / _OPENING
    hang(sink, "portal", s, size=size, out=-0.8, main=int(Material.CONCRETE))
    # Passages are often taller than the frame: a wall stands on its lintel.
    high = tall > _FRAME
    a, b = s.point(-wide * 0.5, _FRAME - 0.4, -0.75), s.point(wide * 0.5, tall + 0.1, -0.25)
    sink.boxes(np.minimum(a, b)[high], np.maximum(a, b)[high], int(Material.CONCRETE), 90,
               block=True)
    warm = chance(again(s.hash, 2), 0.5)
    glow = np.where(warm, int(Material.LAMP_WARM), int(Material.LAMP_COLD))
    _numbers(sink, seed, origin, s, np.maximum(tall, _FRAME) + 0.5, mass)
    strip = s.point(0.0, 3.86, 0.95)
    sink.lamp(s.point(0.0, 3.74, 0.98), 15.0, np.where(warm[:, None], [255, 168, 88],
                                                     [196, 226, 255]), 200)
    if sink.level:
        half = np.array([0.6, 0.6, 0.06])
        sink.boxes(strip - half, strip + half, glow, 220)
        return
    hang(sink, "lamp_strip", s, up=3.78, out=0.84, main=int(Material.STEEL), glow=glow)
    hang(sink, "stripes", s, up=3.5, out=0.83, main=int(Material.CONCRETE_LIME))
    sill = np.broadcast_to(sink.library.metres("threshold"), (len(s), 3)).copy()
    sill[:, 0] = wide
    hang(sink, "threshold", s, size=sill, out=-0.15, main=int(Material.STEEL))
    hang(sink, "keypad", s, up=1.2, along=wide * 0.5 + 0.85, out=0.8,
         glow=int(Material.WINDOW_WARM))
    # Inside, against the passage's right wall, which looks across it.
    leaf = s[chance(again(s.hash, 4), 0.6)]
    half_wide = wide[chance(again(s.hash, 4), 0.6)] * 0.5
    wall = leaf.point(half_wide, 0.0, -2.2)
    # To the right as one faces the wall from outside; that wall looks to the left.
    left = np.where(leaf.axis == 0, -leaf.sign, leaf.sign)
    inside = Spots(wall, 1 - leaf.axis, left, leaf.hash)
    hang(sink, "door_leaf", inside, up=0.04, out=0.02, size=(1.4, 0.3, 2.75),
         main=int(Material.HULL))


def _numbers(sink: Sink, seed: int, origin: NDArray[np.int64], s: Spots, up: F64,
             mass: Mass) -> None:
    """The block's number over each portal where the wall goes on, to be read from afar."""
    there = np.ones(len(s), np.bool_)
    for along in (-2.4, 2.4):
        for high in (0.2, _NUMBER):
            at = s.point(along, up + high, -0.3)
            there &= boxes.touching(at - 0.15, at + 0.15, *mass)
            before = s.point(along, up + high, 0.5)
            there &= ~boxes.touching(before - 0.15, before + 0.15, *mass)
    s, up = s[there], up[there]
    numerals.paint(sink, s, numerals.block(seed, origin, s.at), 3, tall=_NUMBER, up=up, out=0.02)
