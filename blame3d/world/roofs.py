"""What stands on floors and roofs and hangs under plates."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.world import yards
from blame3d.world.emit import QUARTER, Sink, tint_of
from blame3d.world.hash import again, below, chance, unit
from blame3d.world.materials import Material
from blame3d.world.parts import put
from blame3d.world.placing import F64, Panels, main, many, place, second
from blame3d.world.spots import Spots, hang

_MOST: Final = 5
"""Most things that stand on a floor."""
_RULED: Final = 0.75
_ROOMS: Final = 5
"""Lots that are plant rooms."""
_STRETCHED: Final = (
    ("tank", 1.2, 0.0, Material.STEEL), ("tank", 1.6, 0.0, Material.HULL),
    ("antenna", 0.0, 14.0, Material.STEEL), ("debris", 0.4, 0.0, Material.CONCRETE),
    ("debris", 0.4, 0.0, Material.CONCRETE), ("dish", 0.4, 0.0, Material.STEEL),
    ("dome", 0.5, 0.0, Material.CONCRETE), ("spire", 2.6, 0.0, Material.CONCRETE),
    ("barrel_vault", 0.45, 0.0, Material.CONCRETE), ("column_foot", 0.4, 0.0, Material.CONCRETE),
    ("truss", 0.4, 0.0, Material.STEEL), ("block", 0.5, 0.0, Material.CONCRETE),
    ("wedge", 0.5, 0.0, Material.CONCRETE),
)
"""(name, height as a share of the width, height in metres, material): lots after the rooms."""
_OWN: Final = (
    ("vent_cowl", Material.STEEL), ("insulator", Material.RUBBER),
    ("floor_hatch", Material.STEEL), ("beacon", Material.STEEL), ("barrel", Material.HULL),
    ("bench", Material.CONCRETE), ("bollard", Material.STEEL),
)
"""Parts that always have the same size, in rows of two: the lots after those."""

_GIRDER: Final = (16.0, 4.3)
"""Metres of a beam's span from which on a girder lies at its end, and how deep that is at least:
deeper than any beam beside it."""


def roof(sink: Sink, p: Panels) -> None:
    """On floors and roofs: curbs, plant rooms, tanks, masts, gutters, remains; a rail around
    nothing."""
    # What is larger than a house is laid out as a yard: nothing else stands there.
    things = np.where(yards.large(p), 0, below(again(p["hash"], 30), _MOST + 1))
    q, i, n, each = many(p, things)
    w, t = q["u1"] - q["u0"], q["v1"] - q["v0"]
    # Most floors carry one kind of thing in a row, some a disorder of many, some nothing.
    ruled = chance(again(q["hash"], 31), _RULED)
    hq = np.where(ruled, again(q["hash"], 32), each)
    kind = below(again(hq, 1), _ROOMS + len(_STRETCHED) + len(_OWN) + 1)
    lies = w >= t
    along, across = np.where(lies, w, t), np.where(lies, t, w)
    least = np.where(ruled, along * 0.8 / n, along)
    su = np.minimum(np.minimum(along * (0.15 + 0.4 * unit(again(hq, 2))), least), 14.0)
    sv = np.minimum(across * (0.15 + 0.4 * unit(again(hq, 3))), 14.0)
    tall = 1.0 + 11.0 * unit(again(hq, 4)) ** 3
    at = np.where(ruled, (i + 0.5) / n * along - 0.5 * su, (along - su) * unit(again(hq, 5)))
    off = (across - sv) * unit(again(hq, 6))
    su, sv = np.where(lies, su, sv), np.where(lies, sv, su)
    u, v = q["u0"] + np.where(lies, at, off), q["v0"] + np.where(lies, off, at)
    box = kind < _ROOMS
    lo, hi = place(q[box], u[box], (u + su)[box], v[box], (v + sv)[box], -0.3, tall[box])
    sink.boxes(lo, hi, second(q[box]), tint_of(hq[box]), block=True)
    _rooms(sink, q[box], lo, hi, hq[box])
    d = np.minimum(su, sv)
    yaw = below(again(hq, 7), 4) * QUARTER
    for k, (name, share, more, material) in enumerate(_STRETCHED):
        at = kind == _ROOMS + k
        z = (d * share + more)[at]
        _stand(sink, name, q[at], (u + d / 2)[at], (v + d / 2)[at], np.stack([d[at], d[at], z], 1),
               yaw[at], material, hq[at])
    if sink.level == 0:
        for k, (name, material) in enumerate(_OWN):
            at = kind == _ROOMS + len(_STRETCHED) + k
            size = np.broadcast_to(sink.library.metres(name), (int(at.sum()), 3))
            for step in (0.0, 2.4):
                _stand(sink, name, q[at], (u + 1.2 + step)[at], (v + 1.2)[at], size, yaw[at],
                       material, hq[at])
        nothing = kind == _ROOMS + len(_STRETCHED) + len(_OWN)
        _rail_about_nothing(sink, q[nothing], (u + su / 2)[nothing], (v + sv / 2)[nothing])
    for a, b, c, e in (
        (p["u0"], p["u1"], p["v0"], p["v0"] + 0.5), (p["u0"], p["u0"] + 0.5, p["v0"], p["v1"]),
    ):
        lo, hi = place(p, a, b, c, e, -0.3, 0.5 + 0.8 * unit(again(p["hash"], 36)))
        sink.boxes(lo, hi, main(p), tint_of(p["hash"]), block=True)
    wet = chance(again(p["hash"], 37), 0.2)
    if wet.any():
        _gutter(sink, p[wet])


def _rooms(sink: Sink, q: Panels, lo: F64, hi: F64, h: NDArray[np.uint64]) -> None:
    """What makes rooms of boxes lo, hi: a plinth, a roof that overhangs; on one side a door, its
    lamp and a cabinet, on the other louvres, and a pipe that climbs out of the roof. Those that are
    too low to go into have lids and a swan neck."""
    if sink.level > 1 or not len(lo):
        return
    for grown, low, high in ((0.22, lo[:, 2], lo[:, 2] + 0.75), (0.3, hi[:, 2] - 0.3, hi[:, 2])):
        a, b = lo - grown, hi + grown
        a[:, 2], b[:, 2] = low, high + 0.08
        sink.boxes(a, b, main(q), tint_of(again(h, 60)), block=True)
    if sink.level:
        return
    axis, sign = below(again(h, 61), 2), 1 - 2 * below(again(h, 62), 2)
    rows = np.arange(len(lo))
    wide, tall = (hi - lo)[rows, 1 - axis], (hi - lo)[:, 2] - 0.3
    sides = []
    for way in (sign, -sign):
        at = (lo + hi) * 0.5
        at[rows, axis] = np.where(way > 0, hi[rows, axis], lo[rows, axis])
        at[:, 2] = lo[:, 2] + 0.3
        sides.append(Spots(at, axis, way, h))
    front, back = sides
    enter = (tall > 3.2) & (wide > 2.4)
    hang(sink, "door_heavy", front[enter], up=0.45, out=-0.1, main=main(q)[enter],
         trim=int(Material.HULL))
    a, b = front[enter].box(0.9, 0.0, 0.46, 0.0, 0.8)
    sink.boxes(a, b, main(q)[enter], tint_of(h[enter]), block=True)
    lit = chance(again(h, 63), 0.25)[enter]
    hang(sink, "lamp_bulkhead", front[enter], up=2.95, glow=np.where(
        lit, int(Material.LAMP_WARM), int(Material.GLASS)))
    sink.lamp(front[enter][lit].point(0.0, 2.9, 0.4), 11.0, [255, 168, 88], 170)
    hang(sink, "junction", front[enter & (wide > 4.6)], up=1.2, along=1.6,
         main=int(Material.STEEL))
    broad = wide > 1.6
    size = np.stack([np.minimum(wide * 0.5, 3.0), 0.24 + 0 * wide,
                     np.minimum(np.maximum(tall - 1.0, 0.3) * 0.4, 1.3)], 1)
    for s, of in ((back, broad & (tall > 1.2)), (front, broad & ~enter & (tall > 1.2))):
        hang(sink, "vent_louvre", s[of], up=(tall * 0.5)[of], out=-0.06, size=size[of])
    hang(sink, "stencil_bars", back[enter], up=0.9, along=-wide[enter] * 0.3, out=0.006,
         size=(0.9, 0.02, 0.56), main=int(Material.SIGN))
    r, high = 0.11, tall + 0.9
    climbing = np.stack([2 * r + 0 * high, 2 * r + 0 * high, high], 1)
    put(sink, "hexagon", back.point(wide * 0.5 - 0.5, high * 0.5, 0.42), climbing, 0, tint_of(h),
        main=int(Material.STEEL))
    hang(sink, "vent_cowl", front[~enter], up=tall[~enter], out=-1.2)


def _stand(sink: Sink, name: str, q: Panels, u: F64, v: F64, size: F64, yaw: NDArray[np.int64],
           material: Material, h: NDArray[np.uint64]) -> None:
    """A part on each floor at (u, v), a finger deep in it."""
    if not len(q):
        return
    middle = size[:, 2] * 0.5 - 0.02
    centre, _ = place(q, u, u, v, v, middle, middle)
    put(sink, name, centre, size, yaw, tint_of(h), main=int(material), trim=int(Material.STEEL),
        glow=int(Material.SAFEGUARD_RED if name == "beacon" else Material.GLASS))


def _rail_about_nothing(sink: Sink, q: Panels, u: F64, v: F64) -> None:
    """Four rails about a square of floor like any other."""
    for du, dv, yaw in ((1.5, 0.0, 0), (-1.5, 0.0, 0), (0.0, 1.5, QUARTER), (0.0, -1.5, QUARTER)):
        for name, size, up in (("rail_bars", (0.06, 3.0, 1.0), 0.5),
                               ("rail_posts", (0.07, 3.0, 1.1), 0.45)):
            centre, _ = place(q, u + du, u + du, v + dv, v + dv, up, up)
            put(sink, name, centre, size, yaw, 120, main=int(Material.STEEL))


def _gutter(sink: Sink, p: Panels) -> None:
    """A channel with standing water along the floor's middle."""
    t = p["v1"] - p["v0"]
    size = np.stack([np.full(len(p), 1.4), t, np.full(len(p), 0.5)], 1)
    u, v = p["u0"] + (p["u1"] - p["u0"]) * 0.3, (p["v0"] + p["v1"]) * 0.5
    centre, _ = place(p, u, u, v, v, 0.22, 0.22)
    put(sink, "trough", centre, size, 0, tint_of(p["hash"]), main=int(Material.CONCRETE_DAMP),
        trim=int(Material.SLUDGE))


def ceiling(sink: Sink, p: Panels) -> None:
    """Under plates: beams, a girder where a row of them ends; from some hang torn cables, a hook,
    a capital without its column."""
    n = np.clip((p["u1"] - p["u0"]) // 10, 1, 12).astype(np.int64)
    q, i, m, hq = many(p, n)
    w = q["u1"] - q["u0"]
    u = q["u0"] + w * (i + 0.5) / m
    # Beams as strong as their span is wide.
    deep = (1.0 + 3.0 * unit(again(q["hash"], 30))) * (1.0 + (q["v1"] - q["v0"]) / 96.0)
    half = 0.35 + 0.22 * deep
    lo, hi = place(q, u - half, u + half, q["v0"], q["v1"], -0.5, deep)
    sink.boxes(lo, hi, np.where(i % 2 == 0, main(q), second(q)), tint_of(hq))
    # Rows of beams of two kinds would meet in a line ruled across the plate.
    span = p["v1"] - p["v0"]
    g = p[span > _GIRDER[0]]
    strong = _GIRDER[1] * (1.0 + (g["v1"] - g["v0"]) / 96.0)
    lo, hi = place(g, g["u0"], g["u1"], g["v1"] - 0.7 * strong, g["v1"], -0.5, strong)
    sink.boxes(lo, hi, main(g), tint_of(g["hash"]))
    v = q["v0"] + (q["v1"] - q["v0"]) * unit(again(hq, 2))
    lot = below(again(hq, 3), 10)
    for k, (name, material) in enumerate((("cable_rags", Material.RUBBER),
                                          ("crane_hook", Material.STEEL))):
        at = lot == k
        size = sink.library.metres(name) * (1.0 if k else 2.0)
        down = deep[at] + size[2] * 0.5 - 0.1
        centre, _ = place(q[at], u[at], u[at], v[at], v[at], down, down)
        put(sink, name, centre, size, below(again(hq[at], 4), 4) * QUARTER, tint_of(hq[at]),
            main=int(material), trim=int(Material.RUBBER))
    at = lot == 2
    wide = 3.0
    centre, _ = place(q[at], u[at], u[at], v[at], v[at], deep[at] + 0.7, deep[at] + 0.7)
    put(sink, "column_capital", centre, (wide, wide, 1.6), 0, tint_of(hq[at]), main=main(q)[at])
