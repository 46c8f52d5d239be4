"""What is built onto a panel: ribs, bands, pipes, windows, niches, ledges, machines.

Works in the panel's own frame: u along the wall (or x of a floor), v up (or y of a floor), n
outward from the panel's surface; `_place` turns such boxes into the cell's. One treatment per
panel, chosen by hash from those that suit its size, district and direction, so that dense and
quiet panels stand side by side.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from blame3d.world.districts import DISTRICTS, column
from blame3d.world.emit import HEX_BATCH, QUARTER, Sink, tint_of
from blame3d.world.hash import again, below, chance, unit
from blame3d.world.materials import Material
from blame3d.world.panels import U_AXIS, V_AXIS

F64 = NDArray[np.float64]
Panels = NDArray[np.void]

_YAW: Final = np.array([[-QUARTER, QUARTER], [0, 2 * QUARTER], [0, 0]])
"""Yaw that turns a kit part's front, which looks along -y, to the face's normal, by axis and
(sign > 0)."""


def surface(p: Panels) -> F64:
    """Coordinate of the panel's visible surface on its axis."""
    return np.asarray(p["plane"] + p["sign"] * p["depth"], np.float64)


def place(p: Panels, u0: ArrayLike, u1: ArrayLike, v0: ArrayLike, v1: ArrayLike,
          n0: ArrayLike, n1: ArrayLike) -> tuple[F64, F64]:
    """Boxes from panel coordinates (u, v in the region's metres, n outward from the surface)."""
    n = len(p)
    rows, axis, s = np.arange(n), p["axis"].astype(np.int64), surface(p)
    a, b = s + p["sign"] * np.asarray(n0, float), s + p["sign"] * np.asarray(n1, float)
    lo, hi = np.empty((n, 3)), np.empty((n, 3))
    lo[rows, axis], hi[rows, axis] = np.minimum(a, b), np.maximum(a, b)
    lo[rows, U_AXIS[axis]], hi[rows, U_AXIS[axis]] = u0, u1
    lo[rows, V_AXIS[axis]], hi[rows, V_AXIS[axis]] = v0, v1
    return lo, hi


def yaw_of(p: Panels) -> NDArray[np.int64]:
    """Yaw for kit parts, whose front looks along -y."""
    return _YAW[p["axis"].astype(np.int64), (p["sign"] > 0).astype(np.int64)]


def wall_kit(sink: Sink, p: Panels, batches: range, cu: ArrayLike, cv: ArrayLike, cn: ArrayLike,
             su: ArrayLike, sv: ArrayLike, sn: ArrayLike, material: ArrayLike,
             tint: ArrayLike, *, upside_down: bool = False) -> None:
    """Kit parts on walls: centre (u, v, n) and size along (u, v, n)."""
    yaw, pitch = (yaw_of(p) + 2 * QUARTER, 2 * QUARTER) if upside_down else (yaw_of(p), 0)
    lo, hi = place(p, cu, cu, cv, cv, cn, cn)
    size = np.empty((len(p), 3))
    size[:, 0], size[:, 1], size[:, 2] = su, sn, sv
    for batch in batches:
        sink.kit(batch, (lo + hi) * 0.5, size, yaw, pitch, material, tint)


def _many(p: Panels, count: ArrayLike) -> tuple[Panels, NDArray[np.int64], NDArray[np.int64],
                                               NDArray[np.uint64]]:
    """Repeat panels: rows, index within the panel, count of the panel, a hash for each row."""
    n = np.broadcast_to(np.asarray(count, np.int64), (len(p),))
    rows = np.repeat(np.arange(len(p)), n)
    first = np.repeat(np.cumsum(n) - n, n)
    index = np.arange(len(rows)) - first
    q = p[rows]
    h = again(q["hash"], 40)
    return q, index, n[rows], again(h ^ index.astype(np.uint64), 41)


def treat(sink: Sink, panels: Panels, own: NDArray[np.bool_]) -> None:
    """Add the treatments of all final panels.

    own: which panels can show in the cell; the others are only asked for their lamps and blocks.
    """
    p, own = panels[panels["final"]], own[panels["final"]]
    if not len(p):
        return
    h = p["hash"]
    w, t = p["u1"] - p["u0"], p["v1"] - p["v0"]
    dressed = chance(again(h, 20), column("fittings")[p["district"]]) & sink.built(h)
    wall = p["axis"] != 2
    pick = below(again(h, 21), 15)
    lit = chance(again(h, 22), column("windows")[p["district"]])
    chosen = np.where(lit, 90, pick)
    # Bare panels still get edge work where they are big, or the eye reads them as missing.
    chosen = np.where(dressed | lit, chosen, 99)
    w_ok = (w > 5) & (t > 5)
    for kind, fn in (
        (0, _ribs), (1, _ribs), (2, _bands), (3, _pipes), (4, _pipes), (5, _frame), (6, _niche),
        (7, _ledge), (8, _machines), (9, _louvres), (10, _buttress), (11, _sign), (12, _climb),
        (13, _hatches), (14, _arches), (90, _windows),
    ):
        sel = wall & w_ok & (chosen == kind)
        if fn not in _BEYOND:
            sel &= own
        if sel.any():
            fn(sink, p[sel])
    bare = own & wall & (chosen == 99) & (np.maximum(w, t) > 24)
    if bare.any():
        _seams(sink, p[bare])
    floor = (~wall) & (p["sign"] > 0) & w_ok
    if floor.any():
        _roof(sink, p[floor])
    ceiling = own & (~wall) & (p["sign"] < 0) & w_ok
    if ceiling.any():
        _ceiling(sink, p[ceiling])


def _main(p: Panels) -> NDArray[np.int64]:
    return np.asarray(np.array([int(d.main) for d in DISTRICTS])[p["district"]], np.int64)


def _second(p: Panels) -> NDArray[np.int64]:
    return np.asarray(np.array([int(d.second) for d in DISTRICTS])[p["district"]], np.int64)


def _ribs(sink: Sink, p: Panels) -> None:
    w = p["u1"] - p["u0"]
    pitch = 2.4 + 5.0 * unit(again(p["hash"], 30))
    n = np.clip(np.floor(w / pitch), 1, 16).astype(np.int64)
    q, i, n_q, _ = _many(p, n)
    w_q = q["u1"] - q["u0"]
    thick = 0.5 + 1.1 * unit(again(q["hash"], 31))
    out = 0.6 + 2.6 * unit(again(q["hash"], 32))
    u = q["u0"] + w_q * (i + 0.5) / n_q
    top = q["v1"] - (q["v1"] - q["v0"]) * 0.12 * unit(again(q["hash"], 33))
    lo, hi = place(q, u - thick / 2, u + thick / 2, q["v0"], top, -0.5, out)
    sink.boxes(lo, hi, _main(q), tint_of(q["hash"]))
    # a cap along the top ties the ribs together
    lo, hi = place(p, p["u0"], p["u1"], p["v1"] - 1.2, p["v1"], -0.5,
                   1.2 + 2.6 * unit(again(p["hash"], 32)))
    sink.boxes(lo, hi, _main(p), tint_of(p["hash"]))


def _bands(sink: Sink, p: Panels) -> None:
    t = p["v1"] - p["v0"]
    n = np.clip(np.floor(t / (3.0 + 5.0 * unit(again(p["hash"], 30)))), 1, 12).astype(np.int64)
    q, i, n_q, _ = _many(p, n)
    v = q["v0"] + (q["v1"] - q["v0"]) * (i + 0.6) / n_q
    out = 0.5 + 1.8 * unit(again(q["hash"], 32))
    lo, hi = place(q, q["u0"], q["u1"], v - 0.35, v + 0.35, -0.5, out)
    sink.boxes(lo, hi, _second(q), tint_of(q["hash"]))


def _pipes(sink: Sink, p: Panels) -> None:
    w = p["u1"] - p["u0"]
    n = np.clip(np.floor(w / 3.5), 1, 7).astype(np.int64)
    q, i, n_q, hq = _many(p, n)
    r = 0.25 + 0.75 * unit(again(hq, 1)) ** 2
    u = q["u0"] + (q["u1"] - q["u0"]) * (i + 0.3 + 0.4 * unit(again(hq, 2))) / n_q
    v0 = q["v0"] + (q["v1"] - q["v0"]) * np.where(chance(again(hq, 3), 0.3), 0.35, 0.0)
    mid = (v0 + q["v1"]) * 0.5
    material = np.where(chance(again(hq, 4), 0.22), int(Material.HULL), int(Material.STEEL))
    wall_kit(sink, q, range(HEX_BATCH, HEX_BATCH + 1), u, mid, r + 0.35, 2 * r, q["v1"] - v0, 2 * r,
             material, tint_of(hq))
    # brackets hold them to the wall
    b, j, m, _ = _many(p, np.clip((p["v1"] - p["v0"]) // 9, 1, 5).astype(np.int64))
    v = b["v0"] + (b["v1"] - b["v0"]) * (j + 0.5) / m
    lo, hi = place(b, b["u0"] + 0.3, b["u1"] - 0.3, v - 0.15, v + 0.15, -0.2, 0.5)
    sink.boxes(lo, hi, int(Material.STEEL), tint_of(b["hash"]))


def _frame(sink: Sink, p: Panels) -> None:
    e = 0.7 + 0.8 * unit(again(p["hash"], 30))
    out = 0.4 + 1.4 * unit(again(p["hash"], 31))
    for u0, u1, v0, v1 in (
        (p["u0"], p["u0"] + e, p["v0"], p["v1"]), (p["u1"] - e, p["u1"], p["v0"], p["v1"]),
        (p["u0"], p["u1"], p["v1"] - e, p["v1"]), (p["u0"], p["u1"], p["v0"], p["v0"] + e),
    ):
        lo, hi = place(p, u0, u1, v0, v1, -0.5, out)
        sink.boxes(lo, hi, _main(p), tint_of(p["hash"]))
    _seams(sink, p)


def _niche(sink: Sink, p: Panels) -> None:
    """A tall dark opening in a heavy surround: 1 : 2.6 or 1 : 7, never square."""
    w, t = p["u1"] - p["u0"], p["v1"] - p["v0"]
    slim = chance(again(p["hash"], 30), 0.5)
    height = np.minimum(t * 0.72, 18.0)
    width = np.minimum(height / np.where(slim, 7.0, 2.6), w * 0.5)
    u = (p["u0"] + p["u1"]) * 0.5
    v = p["v0"] + np.minimum(t * 0.1, 2.0)
    lo, hi = place(p, u - width / 2, u + width / 2, v, v + height, -0.5, 0.12)
    sink.boxes(lo, hi, int(Material.GLASS), 10)
    for a, b, c, d, o in (
        (u - width / 2 - 0.8, u - width / 2, v, v + height + 0.8, 1.6),
        (u + width / 2, u + width / 2 + 0.8, v, v + height + 0.8, 1.6),
        (u - width / 2, u + width / 2, v + height, v + height + 0.8, 1.6),
        (u - width / 2 - 1.6, u + width / 2 + 1.6, v - 0.6, v, 2.6),
    ):
        lo, hi = place(p, a, b, c, d, -0.5, o)
        sink.boxes(lo, hi, _main(p), tint_of(p["hash"]))
    lamp = chance(again(p["hash"], 31), 0.25 * column("lamps")[p["district"]])
    q = p[lamp]
    if len(q):
        _lamp_over(sink, q, u[lamp], (v + height)[lamp] + 1.1)


def _lamp_over(sink: Sink, q: Panels, u: F64, v: F64) -> None:
    lo, hi = place(q, u - 0.6, u + 0.6, v, v + 0.22, 0.3, 0.8)
    warm = chance(again(q["hash"], 44), 0.62)
    sink.boxes(lo, hi, np.where(warm, int(Material.LAMP_WARM), int(Material.LAMP_COLD)), 200)
    at, _ = place(q, u, u, v - 0.4, v - 0.4, 1.6, 1.6)
    colour = np.where(warm[:, None], [255, 170, 92], [190, 226, 255])
    sink.lamp(at, 13.0, colour, 150)


def _ledge(sink: Sink, p: Panels) -> None:
    """A walkway nobody reaches: slab, brackets and a rail."""
    v = p["v0"] + (p["v1"] - p["v0"]) * (0.1 + 0.5 * unit(again(p["hash"], 30)))
    out = 1.4 + 2.4 * unit(again(p["hash"], 31))
    lo, hi = place(p, p["u0"], p["u1"], v - 0.5, v, -0.5, out)
    sink.boxes(lo, hi, _main(p), tint_of(p["hash"]), block=True)
    q, i, m, hq = _many(p, np.clip((p["u1"] - p["u0"]) // 4, 2, 9).astype(np.int64))
    u = q["u0"] + (q["u1"] - q["u0"]) * (i + 0.5) / m
    o = 1.4 + 2.4 * unit(again(q["hash"], 31))
    vq = q["v0"] + (q["v1"] - q["v0"]) * (0.1 + 0.5 * unit(again(q["hash"], 30)))
    lo, hi = place(q, u - 0.05, u + 0.05, vq, vq + 1.05, o - 0.15, o - 0.05)
    sink.boxes(lo, hi, int(Material.STEEL), 90)
    lo, hi = place(q, u - 0.2, u + 0.2, vq - 1.6, vq - 0.5, -0.3, o * 0.6)
    sink.boxes(lo, hi, _main(q), tint_of(hq))
    lo, hi = place(p, p["u0"], p["u1"], v + 0.98, v + 1.06, out - 0.16, out - 0.06)
    sink.boxes(lo, hi, int(Material.STEEL), 90)
    lamp = chance(again(p["hash"], 33), 0.3 * column("lamps")[p["district"]])
    if lamp.any():
        _lamp_over(sink, p[lamp], ((p["u0"] + p["u1"]) * 0.5)[lamp], v[lamp] + 3.0)


def _machines(sink: Sink, p: Panels) -> None:
    """Boxes hung on the wall, joined by a run of pipe."""
    n = np.clip((p["u1"] - p["u0"]) * (p["v1"] - p["v0"]) // 60, 2, 8).astype(np.int64)
    q, _, _, hq = _many(p, n)
    w, t = q["u1"] - q["u0"], q["v1"] - q["v0"]
    su = w * (0.08 + 0.25 * unit(again(hq, 1)))
    sv = t * (0.06 + 0.28 * unit(again(hq, 2)))
    u = q["u0"] + (w - su) * unit(again(hq, 3))
    v = q["v0"] + (t - sv) * unit(again(hq, 4))
    out = 0.5 + 2.4 * unit(again(hq, 5))
    lo, hi = place(q, u, u + su, v, v + sv, -0.5, out)
    hull = chance(again(hq, 6), 0.35)
    sink.boxes(lo, hi, np.where(hull, int(Material.HULL), _second(q)), tint_of(hq))
    mid = (p["u0"] + p["u1"]) * 0.5
    wall_kit(sink, p, range(HEX_BATCH, HEX_BATCH + 1), mid, (p["v0"] + p["v1"]) * 0.5, 0.5, 0.5,
             p["v1"] - p["v0"], 0.5, int(Material.STEEL), 80)


def _louvres(sink: Sink, p: Panels) -> None:
    w, t = p["u1"] - p["u0"], p["v1"] - p["v0"]
    su, sv = w * 0.7, np.minimum(t * 0.6, w * 1.6)
    u, v = (p["u0"] + p["u1"]) * 0.5, (p["v0"] + p["v1"]) * 0.5
    wall_kit(sink, p, sink.batches("vent_louvre"), u, v, 0.4, su, sv, 1.0, int(Material.STEEL),
             tint_of(p["hash"]))
    for a, b in ((-0.5, -0.42), (0.42, 0.5)):
        lo, hi = place(
            p, u + su * a * 1.1, u + su * b * 1.1, v - sv * 0.55, v + sv * 0.55, -0.5, 1.2
        )
        sink.boxes(lo, hi, _main(p), tint_of(p["hash"]))


def _buttress(sink: Sink, p: Panels) -> None:
    w, t = p["u1"] - p["u0"], p["v1"] - p["v0"]
    n = np.clip(w // 9, 1, 4).astype(np.int64)
    q, i, m, hq = _many(p, n)
    wq, tq = q["u1"] - q["u0"], q["v1"] - q["v0"]
    u = q["u0"] + wq * (i + 0.5) / m
    sv = np.minimum(tq * 0.8, 40.0)
    out = np.minimum(2.0 + sv * 0.2, 7.0)
    wall_kit(sink, q, sink.batches("buttress"), u, q["v0"] + sv / 2, out / 2 - 0.3, 1.6 + wq * 0.04,
             sv, out, _main(q), tint_of(hq))
    lo, hi = place(p, p["u0"], p["u1"], p["v0"] + t * 0.86, p["v0"] + t * 0.95, -0.5, 0.9)
    sink.boxes(lo, hi, _main(p), tint_of(p["hash"]))


def _sign(sink: Sink, p: Panels) -> None:
    """A painted hull plate, bolted on."""
    w, t = p["u1"] - p["u0"], p["v1"] - p["v0"]
    s = np.minimum(np.minimum(w, t) * 0.62, 9.0)
    u, v = (p["u0"] + p["u1"]) * 0.5, p["v0"] + t * 0.6
    lo, hi = place(p, u - s / 2, u + s / 2, v - s * 0.36, v + s * 0.36, -0.2, 0.25)
    sink.boxes(lo, hi, int(Material.SIGN), tint_of(p["hash"]))
    lo, hi = place(p, p["u0"], p["u1"], p["v0"], p["v0"] + 0.9, -0.3, 0.7)
    sink.boxes(lo, hi, _second(p), tint_of(p["hash"]))


def _climb(sink: Sink, p: Panels) -> None:
    """A ladder up the panel in a cage of hoops, and a pipe beside it."""
    t = p["v1"] - p["v0"]
    u = p["u0"] + (p["u1"] - p["u0"]) * (0.25 + 0.5 * unit(again(p["hash"], 30)))
    q, i, n, hq = _many(p, np.clip(t // 5, 1, 12).astype(np.int64))
    rung = (q["v1"] - q["v0"]) / n
    uq = q["u0"] + (q["u1"] - q["u0"]) * (0.25 + 0.5 * unit(again(q["hash"], 30)))
    v = q["v0"] + (i + 0.5) * rung
    wall_kit(sink, q, sink.batches("ladder"), uq, v, 0.35, 0.6, rung, 0.12, int(Material.STEEL), 90)
    for side in (-0.5, 0.44):
        lo, hi = place(q, uq + side, uq + side + 0.06, v - 0.05, v + 0.05, 0.1, 1.1)
        sink.boxes(lo, hi, int(Material.STEEL), 90)
    lo, hi = place(q, uq - 0.5, uq + 0.5, v - 0.05, v + 0.05, 1.04, 1.1)
    sink.boxes(lo, hi, int(Material.STEEL), tint_of(hq))
    wall_kit(sink, p, range(HEX_BATCH, HEX_BATCH + 1), u + 1.1, (p["v0"] + p["v1"]) * 0.5, 0.4,
             0.3, t, 0.3, int(Material.STEEL), tint_of(p["hash"]))


def _hatches(sink: Sink, p: Panels) -> None:
    """Round lids with wheels in a row, each in a ring of concrete."""
    w, t = p["u1"] - p["u0"], p["v1"] - p["v0"]
    d = np.minimum(np.minimum(w, t) * 0.5, 3.4)
    q, i, n, hq = _many(p, np.clip(w // (2.2 * d), 1, 5).astype(np.int64))
    u = q["u0"] + (q["u1"] - q["u0"]) * (i + 0.5) / n
    dq = np.minimum(np.minimum(q["u1"] - q["u0"], q["v1"] - q["v0"]) * 0.5, 3.4)
    v = (q["v0"] + q["v1"]) * 0.5
    lo, hi = place(q, u - dq * 0.6, u + dq * 0.6, v - dq * 0.6, v + dq * 0.6, -0.4, 0.3)
    sink.boxes(lo, hi, _main(q), tint_of(q["hash"]))
    wall_kit(sink, q, sink.batches("hatch"), u, v, 0.55, dq, dq, 0.5, int(Material.STEEL),
             tint_of(hq))


def _arches(sink: Sink, p: Panels) -> None:
    """Blind arches over dark recesses, side by side."""
    w, t = p["u1"] - p["u0"], p["v1"] - p["v0"]
    q, i, n, hq = _many(p, np.clip(w // 9, 1, 6).astype(np.int64))
    bay = (q["u1"] - q["u0"]) / n
    tall = np.minimum(q["v1"] - q["v0"], bay * 2.6)
    u = q["u0"] + (i + 0.5) * bay
    lo, hi = place(q, u - bay * 0.42, u + bay * 0.42, q["v0"], q["v0"] + tall * 0.9, -0.3, 0.08)
    sink.boxes(lo, hi, int(Material.GLASS), tint_of(hq))
    wall_kit(sink, q, sink.batches("arch"), u, q["v0"] + tall - bay * 0.5, 0.9, bay, bay, 1.8,
             _main(q), tint_of(q["hash"]))
    for side in (-0.5, 0.38):
        lo, hi = place(q, u + bay * side, u + bay * (side + 0.12), q["v0"],
                       q["v0"] + np.maximum(tall - bay, 0.5), -0.3, 1.6)
        sink.boxes(lo, hi, _main(q), tint_of(q["hash"]))
    lo, hi = place(p, p["u0"], p["u1"], p["v0"] - 0.2, p["v0"] + 0.5, -0.3, 2.2)
    sink.boxes(lo, hi, _main(p), tint_of(p["hash"]))
    lo, hi = place(p, p["u0"], p["u1"], p["v0"] + t * 0.97, p["v1"], -0.3, 1.2)
    sink.boxes(lo, hi, _main(p), tint_of(p["hash"]))


def _windows(sink: Sink, p: Panels) -> None:
    """Rows of slots. Most are dead; clusters of one to seven are lit."""
    t = p["v1"] - p["v0"]
    rows = np.clip(t // 4.2, 1, 9).astype(np.int64)
    q, i, m, hq = _many(p, rows)
    v = q["v0"] + (q["v1"] - q["v0"]) * (i + 0.4) / m
    lo, hi = place(q, q["u0"] + 1.0, q["u1"] - 1.0, v, v + 1.5, -0.5, 0.06)
    sink.boxes(lo, hi, int(Material.GLASS), tint_of(hq))
    lo, hi = place(q, q["u0"] + 0.4, q["u1"] - 0.4, v - 0.4, v, -0.5, 0.8)
    sink.boxes(lo, hi, _main(q), tint_of(q["hash"]))
    lit = chance(again(hq, 1), 0.16)
    b = q[lit]
    if len(b):
        n = 1 + below(again(hq[lit], 2), 5)
        rows_ = np.repeat(np.arange(len(b)), n)
        k = np.arange(len(rows_)) - np.repeat(np.cumsum(n) - n, n)
        c = b[rows_]
        u = c["u0"] + 1.5 + (np.maximum(c["u1"] - c["u0"] - 6, 0)) * unit(
            again(hq[lit][rows_], 3)) + k * 1.5
        vv = v[lit][rows_]
        inside = u + 1.0 < c["u1"] - 1.0
        c, u, vv = c[inside], u[inside], vv[inside]
        lo, hi = place(c, u, u + 0.95, vv + 0.2, vv + 1.35, -0.1, 0.12)
        sink.boxes(lo, hi, int(Material.WINDOW_WARM), 180)


def _seams(sink: Sink, p: Panels) -> None:
    """A big quiet panel: one hairline of structure, a drain, an anchor row."""
    t = p["v1"] - p["v0"]
    u = p["u0"] + (p["u1"] - p["u0"]) * (0.2 + 0.6 * unit(again(p["hash"], 34)))
    lo, hi = place(p, u - 0.3, u + 0.3, p["v0"], p["v0"] + t * (0.4 + 0.6 * unit(
        again(p["hash"], 35))), -0.3, 0.45)
    sink.boxes(lo, hi, int(Material.STEEL), tint_of(p["hash"]))
    v = p["v0"] + t * 0.82
    lo, hi = place(p, p["u0"], p["u1"], v, v + 0.5, -0.3, 0.3)
    sink.boxes(lo, hi, _main(p), tint_of(p["hash"]))


def _roof(sink: Sink, p: Panels) -> None:
    """On floors and roofs: curbs, plant rooms, tanks, stacks, debris."""
    q, _, _, hq = _many(p, 1 + below(again(p["hash"], 30), 4))
    w, t = q["u1"] - q["u0"], q["v1"] - q["v0"]
    kind = below(again(hq, 1), 12)
    su = np.minimum(w * (0.15 + 0.4 * unit(again(hq, 2))), 14.0)
    sv = np.minimum(t * (0.15 + 0.4 * unit(again(hq, 3))), 14.0)
    tall = 1.0 + 11.0 * unit(again(hq, 4)) ** 3
    u = q["u0"] + (w - su) * unit(again(hq, 5))
    v = q["v0"] + (t - sv) * unit(again(hq, 6))
    box = kind < 5
    lo, hi = place(q[box], u[box], (u + su)[box], v[box], (v + sv)[box], -0.3, tall[box])
    sink.boxes(lo, hi, _second(q[box]), tint_of(hq[box]), block=True)
    for sel, name, material in (
        ((kind == 5) | (kind == 6), "tank", Material.STEEL), (kind == 7, "antenna", Material.STEEL),
        ((kind == 8) | (kind == 9), "debris", Material.CONCRETE),
        (kind == 10, "dish", Material.STEEL), (kind == 11, "dome", Material.CONCRETE),
    ):
        r = q[sel]
        if not len(r):
            continue
        d = np.minimum(su, sv)[sel]
        z = {"antenna": tall[sel] * 3 + 6, "debris": d * 0.3, "dome": d * 0.5}.get(name, d * 1.2)
        at_u, at_v = u[sel] + d / 2, v[sel] + d / 2
        lo, _ = place(r, at_u, at_u, at_v, at_v, z / 2, z / 2)
        for batch in sink.batches(name):
            sink.kit(batch, lo, np.stack([d, d, z], 1), below(hq[sel], 65536), 0, int(material),
                     tint_of(hq[sel]))
    for a, b, c, d in (
        (p["u0"], p["u1"], p["v0"], p["v0"] + 0.5), (p["u0"], p["u0"] + 0.5, p["v0"], p["v1"]),
    ):
        lo, hi = place(p, a, b, c, d, -0.3, 0.5 + 0.8 * unit(again(p["hash"], 36)))
        sink.boxes(lo, hi, _main(p), tint_of(p["hash"]), block=True)


def _ceiling(sink: Sink, p: Panels) -> None:
    """Under plates: beams, and rarely a run of pale strip lamps."""
    n = np.clip((p["u1"] - p["u0"]) // 10, 1, 6).astype(np.int64)
    q, i, m, _ = _many(p, n)
    u = q["u0"] + (q["u1"] - q["u0"]) * (i + 0.5) / m
    deep = 1.0 + 3.0 * unit(again(q["hash"], 30))
    lo, hi = place(q, u - 0.6, u + 0.6, q["v0"], q["v1"], -0.5, deep)
    sink.boxes(lo, hi, _main(q), tint_of(q["hash"]))


_BEYOND: Final = (_niche, _ledge)
"""Treatments that shine or stop light outside the cell whose wall they stand on."""
