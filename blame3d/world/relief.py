"""The large form of walls: what a quiet plane is made of where it is larger than a house.

A panel that the grammar leaves whole would be a blank slab. Its district gives it one of a few
orders instead: piers, shelves, coffers, plates, slots, conduits, balconies, buttresses; each is a
handful of large boxes, seen as far as panels are, and leaves bays between them which the small
treatments of `facade` may fill.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from blame3d.world import segments
from blame3d.world.districts import DISTRICTS
from blame3d.world.emit import HEX_BATCH, Sink, tint_of
from blame3d.world.hash import again, below, chance, unit
from blame3d.world.materials import Material
from blame3d.world.panels import PANEL_LEVELS
from blame3d.world.placing import F64, Panels, main, many, place, second

LARGE: Final = 24.0
"""Longer side of a panel, metres, from which it wants a form; its shorter side at least a third."""
_BLOCKS: Final = 2.0
"""What stands out so many metres stops feet and light."""
_RULED: Final = 0.8
"""Share of the panels of a strip that have its order."""
_BAY: Final = 15.0
_BAYS: Final = 5
"""Most bays of a panel along each side."""


def large(p: Panels) -> NDArray[np.bool_]:
    """Which panels are walls that want a form."""
    w, t = p["u1"] - p["u0"], p["v1"] - p["v0"]
    big = (np.maximum(w, t) >= LARGE) & (np.minimum(w, t) >= LARGE / 3.0)
    return np.asarray(big & (p["axis"] != 2) & p["final"], np.bool_)


def add(sink: Sink, p: Panels) -> None:
    """Add the forms of large panels (see `large`); from afar those of the largest."""
    p = p[sink.built(p["hash"])]
    if sink.level >= PANEL_LEVELS:
        p = p[np.maximum(p["u1"] - p["u0"], p["v1"] - p["v0"]) >= 2.0 * LARGE]
    if not len(p):
        return
    # One order rules a strip of the wall as wide as a street and as high as the mass.
    ruled = chance(again(p["hash"], 109), _RULED)
    lot = np.where(ruled, unit(again(p["column"], 110)), unit(again(p["hash"], 110)))
    for district in np.unique(p["district"]).tolist():
        orders = DISTRICTS[district].orders
        mine = p["district"] == district
        pick = np.floor(lot * len(orders)).astype(np.int64)
        for k, name in enumerate(orders):
            q = p[mine & (pick == k)]
            if len(q):
                _ORDERS[name](sink, q)


def bays(p: Panels) -> Panels:
    """Large panels cut into bays of about 15 m. Those of a panel share two hashes, so that what
    fills them makes a rhythm; most of them stay empty."""
    w, t = p["u1"] - p["u0"], p["v1"] - p["v0"]
    nu = np.clip(np.floor(w / _BAY), 1, _BAYS).astype(np.int64)
    nv = np.clip(np.floor(t / _BAY), 1, _BAYS).astype(np.int64)
    q, i, _, _ = many(p, nu * nv)
    nq = np.repeat(nv, nu * nv)
    a, b = i // nq, i % nq
    wide, tall = np.repeat(w / nu, nu * nv), np.repeat(t / nv, nu * nv)
    q["u0"], q["v0"] = q["u0"] + a * wide, q["v0"] + b * tall
    q["u1"], q["v1"] = q["u0"] + wide, q["v0"] + tall
    storey = again(np.asarray(q["hash"] ^ b.astype(np.uint64), np.uint64), 111)
    used = chance(storey, 0.45) | chance(again(storey ^ a.astype(np.uint64), 112), 0.15)
    q["hash"] = again(np.asarray(q["hash"] ^ below(storey, 2).astype(np.uint64), np.uint64), 113)
    return q[used]


def _box(sink: Sink, q: Panels, u: tuple[ArrayLike, ArrayLike], v: tuple[ArrayLike, ArrayLike],
         out: ArrayLike, material: NDArray[np.int64]) -> None:
    """Boxes that stand out of panels; what is deep stops feet and light."""
    far = np.broadcast_to(np.asarray(out, np.float64), (len(q),))
    lo, hi = place(q, u[0], u[1], v[0], v[1], -0.5, far)
    tint = tint_of(again(q["hash"], 114))
    for deep in (False, True):
        sel = (far >= _BLOCKS) == deep
        sink.boxes(lo[sel], hi[sel], material[sel], tint[sel], block=deep)


def _spread(q: Panels, salt: int, low: float, high: float) -> F64:
    return np.asarray(low + (high - low) * unit(again(q["hash"], salt)), np.float64)


def _count(length: F64, pitch: F64, most: int) -> NDArray[np.int64]:
    return np.clip(np.floor(length / pitch), 1, most).astype(np.int64)


def _piers(sink: Sink, p: Panels) -> None:
    """Piers from a plinth to a cornice; every other may be slighter."""
    q, i, n, _ = many(p, _count(p["u1"] - p["u0"], _spread(p, 120, 8.0, 24.0), 12))
    wide = (q["u1"] - q["u0"]) / n
    half = 0.5 * wide * _spread(q, 121, 0.14, 0.34)
    out = _spread(q, 122, 1.2, 5.5)
    slight = chance(again(q["hash"], 123), 0.4) & (i % 2 == 1)
    out, half = np.where(slight, out * 0.5, out), np.where(slight, half * 0.5, half)
    u = q["u0"] + (i + 0.5) * wide
    _box(sink, q, (u - half, u + half), (q["v0"], q["v1"]), out, main(q))
    tall = p["v1"] - p["v0"]
    deep = _spread(p, 122, 1.2, 5.5)
    _box(sink, p, (p["u0"], p["u1"]), (p["v1"] - tall * _spread(p, 124, 0.03, 0.1), p["v1"]),
         deep * 1.25, main(p))
    _box(sink, p, (p["u0"], p["u1"]), (p["v0"], p["v0"] + tall * _spread(p, 125, 0.02, 0.14)),
         deep * 1.1, second(p))


def _shelves(sink: Sink, p: Panels) -> None:
    """Ledges one over the other, each on a set-back course."""
    q, i, n, hq = many(p, _count(p["v1"] - p["v0"], _spread(p, 120, 7.0, 22.0), 9))
    tall = (q["v1"] - q["v0"]) / n
    v = q["v0"] + (i + 0.35 + 0.4 * _spread(q, 121, 0.0, 1.0)) * tall
    out, thick = _spread(q, 122, 1.0, 4.5), _spread(q, 123, 0.6, 1.8)
    short = chance(again(hq, 4), 0.25)
    u0 = np.where(short, q["u0"] + (q["u1"] - q["u0"]) * 0.4 * unit(again(hq, 5)), q["u0"])
    u1 = np.where(short, q["u1"] - (q["u1"] - q["u0"]) * 0.3 * unit(again(hq, 6)), q["u1"])
    _box(sink, q, (u0, u1), (v - thick, v), out, main(q))
    _box(sink, q, (u0 + 0.5, u1 - 0.5), (v - thick - 1.2, v - thick), out * 0.55, second(q))


def _coffers(sink: Sink, p: Panels) -> None:
    """A lattice of deep bars: what lies between them stands back."""
    out, half = _spread(p, 121, 1.0, 4.0), _spread(p, 122, 0.5, 1.6)
    for low, high, other_low, other_high, salt, upright in (
        ("u0", "u1", "v0", "v1", 123, True), ("v0", "v1", "u0", "u1", 124, False),
    ):
        n = _count(p[high] - p[low], _spread(p, salt, 8.0, 26.0), 7)
        q, i, m, _ = many(p, n + 1)
        at = q[low] + (q[high] - q[low]) * i / (m - 1)
        bar = np.repeat(half, n + 1) * (1.0 if upright else 1.3)
        deep = np.repeat(out, n + 1) * (1.0 if upright else 0.8)
        across = np.maximum(at - bar, q[low]), np.minimum(at + bar, q[high])
        along = q[other_low], q[other_high]
        u, v = (across, along) if upright else (along, across)
        _box(sink, q, u, v, deep, main(q))


def _plates(sink: Sink, p: Panels) -> None:
    """Plates of other ages over each other, none of them in the middle."""
    q, _, _, hq = many(p, 3 + below(again(p["hash"], 120), 4))
    w, t = q["u1"] - q["u0"], q["v1"] - q["v0"]
    su = w * (0.2 + 0.45 * unit(again(hq, 1)))
    sv = t * (0.16 + 0.5 * unit(again(hq, 2)))
    u = q["u0"] + np.floor((w - su) * unit(again(hq, 3)) / 2.0) * 2.0
    v = q["v0"] + np.floor((t - sv) * unit(again(hq, 4)) / 2.0) * 2.0
    out = 0.5 + 3.4 * unit(again(hq, 5)) ** 2
    other = np.where(chance(again(hq, 6), 0.3), second(q), main(q))
    _box(sink, q, (u, u + su), (v, v + sv), out, other)
    _box(sink, q, (u + su * 0.1, u + su * 0.22), (v - sv * 0.3, v + sv), out * 0.6, main(q))


def _slots(sink: Sink, p: Panels) -> None:
    """Dark slots of 1 : 7 between deep jambs, under one hood: nobody knows what they are for."""
    t = p["v1"] - p["v0"]
    q, i, n, _ = many(p, _count(p["u1"] - p["u0"], _spread(p, 120, 5.0, 12.0), 12))
    wide = (q["u1"] - q["u0"]) / n
    u = q["u0"] + (i + 0.5) * wide
    tall = np.minimum((q["v1"] - q["v0"]) * _spread(q, 121, 0.45, 0.85), 70.0)
    half = np.minimum(tall / 14.0, wide * 0.3)
    v = q["v0"] + (q["v1"] - q["v0"] - tall) * 0.45
    lo, hi = place(q, u - half, u + half, v, v + tall, -0.5, 0.1)
    sink.boxes(lo, hi, int(Material.GLASS), 10)
    out = _spread(q, 122, 1.0, 3.0)
    _box(sink, q, (u + half, u + half + wide * 0.16), (v - 1.0, v + tall), out, main(q))
    _box(sink, q, (u - half - wide * 0.16, u - half), (v - 1.0, v + tall), out, main(q))
    high = np.minimum(t * _spread(p, 121, 0.45, 0.85), 70.0)
    top = p["v0"] + (t - high) * 0.45 + high
    _box(sink, p, (p["u0"], p["u1"]), (top, top + 1.0 + 0.05 * high), _spread(p, 122, 1.4, 4.2),
         main(p))


def _conduits(sink: Sink, p: Panels) -> None:
    """Pipes in a row over a shelf, with hangers."""
    n = 2 + below(again(p["hash"], 120), 5)
    r = _spread(p, 121, 0.4, 1.5)
    base = p["v0"] + (p["v1"] - p["v0"]) * _spread(p, 122, 0.15, 0.6)
    high = np.minimum(base + 2.3 * n * r + 1.0, p["v1"])
    q, i, _, hq = many(p, n)
    rq = np.repeat(r, n)
    v = np.repeat(base, n) + (2.0 * i + 1.0) * rq * 1.15
    free = v + rq < q["v1"]
    q, v, rq, hq = q[free], v[free], rq[free], hq[free]
    p0, _ = place(q, q["u0"], q["u0"], v, v, rq + 0.7, rq + 0.7)
    p1, _ = place(q, q["u1"], q["u1"], v, v, rq + 0.7, rq + 0.7)
    hull = np.where(chance(again(hq, 2), 0.3), int(Material.HULL), int(Material.STEEL))
    for axis, turn in ((0, segments.ALONG_Y), (1, segments.ALONG_X)):
        on = q["axis"] == axis
        segments.draw(sink, p0[on], p1[on], rq[on], turn[0], turn[1],
                      range(HEX_BATCH, HEX_BATCH + 1), hull[on], tint_of(hq[on]))
    out = 2.0 * r + 1.2
    _box(sink, p, (p["u0"], p["u1"]), (base - 0.9, base), out, main(p))
    # The first and the last hanger close the pipes' ends. None stops light: what stands on a
    # panel's very edge is not known to all the cells that it would shade.
    m = 1 + _count(p["u1"] - p["u0"], _spread(p, 123, 9.0, 18.0), 7)
    b, j, _, _ = many(p, m)
    u = b["u0"] + 0.35 + (b["u1"] - b["u0"] - 0.7) * j / np.repeat(m - 1, m)
    lo, hi = place(b, u - 0.35, u + 0.35, np.repeat(base - 3.0, m), np.repeat(high, m), -0.5,
                   np.repeat(out, m) + 0.3)
    sink.boxes(lo, hi, second(b), tint_of(again(b["hash"], 114)))


def _balconies(sink: Sink, p: Panels) -> None:
    """Balconies in rows before shut doors, some of them gone."""
    nu = _count(p["u1"] - p["u0"], _spread(p, 120, 9.0, 20.0), 5)
    nv = _count(p["v1"] - p["v0"], _spread(p, 121, 6.0, 15.0), 7)
    q, i, _, hq = many(p, nu * nv)
    rows = np.repeat(nv, nu * nv)
    wide, tall = (q["u1"] - q["u0"]) / np.repeat(nu, nu * nv), (q["v1"] - q["v0"]) / rows
    u, v = q["u0"] + (i // rows + 0.5) * wide, q["v0"] + (i % rows + 0.3) * tall
    there = ~chance(again(hq, 3), 0.22)
    q, u, v, wide, tall = q[there], u[there], v[there], wide[there], tall[there]
    half, out = wide * _spread(q, 122, 0.2, 0.42), _spread(q, 123, 1.6, 4.0)
    _box(sink, q, (u - half, u + half), (v - 0.5, v), out, main(q))
    lo, hi = place(q, u - half, u + half, v, v + 1.1, out - 0.25, out)
    sink.boxes(lo, hi, main(q), tint_of(again(q["hash"], 6)))
    lo, hi = place(q, u - half * 0.3, u + half * 0.3, v, v + np.minimum(tall * 0.6, half * 1.56),
                   -0.5, 0.1)
    sink.boxes(lo, hi, int(Material.GLASS), 10)


def _buttresses(sink: Sink, p: Panels) -> None:
    """Great buttresses in steps, and the courses that tie them."""
    q, i, n, _ = many(p, _count(p["u1"] - p["u0"], _spread(p, 120, 18.0, 44.0), 5))
    wide, tall = (q["u1"] - q["u0"]) / n, q["v1"] - q["v0"]
    u, half = q["u0"] + (i + 0.5) * wide, wide * _spread(q, 121, 0.09, 0.2)
    out = np.minimum(_spread(q, 122, 3.0, 8.0), 0.35 * wide)
    for share, deep in ((0.9, 0.35), (0.62, 0.7), (0.3, 1.0)):
        _box(sink, q, (u - half, u + half), (q["v0"], q["v0"] + tall * share), out * deep, main(q))
    t = p["v1"] - p["v0"]
    for at in (0.33, 0.66, 0.92):
        v = p["v0"] + t * at
        _box(sink, p, (p["u0"], p["u1"]), (v, v + 0.8 + 0.012 * t), 1.0, second(p))


_ORDERS: Final[dict[str, Callable[[Sink, Panels], None]]] = {
    "piers": _piers,
    "shelves": _shelves,
    "coffers": _coffers,
    "plates": _plates,
    "slots": _slots,
    "conduits": _conduits,
    "balconies": _balconies,
    "buttresses": _buttresses,
}
