"""What is built onto walls: ribs, bands, pipes, windows, niches, ledges, machines, arches.

One function a treatment: it takes the panels that got it and adds the parts of all of them.
"""

from __future__ import annotations

import numpy as np

from blame3d.world.districts import column
from blame3d.world.emit import HEX_BATCH, Sink, tint_of
from blame3d.world.hash import again, below, chance, unit
from blame3d.world.materials import Material
from blame3d.world.placing import F64, Panels, main, many, place, second, wall_kit, wall_part


def ribs(sink: Sink, p: Panels) -> None:
    w = p["u1"] - p["u0"]
    pitch = 2.4 + 5.0 * unit(again(p["hash"], 30))
    n = np.clip(np.floor(w / pitch), 1, 16).astype(np.int64)
    q, i, n_q, _ = many(p, n)
    w_q = q["u1"] - q["u0"]
    thick = 0.5 + 1.1 * unit(again(q["hash"], 31))
    out = 0.6 + 2.6 * unit(again(q["hash"], 32))
    u = q["u0"] + w_q * (i + 0.5) / n_q
    top = q["v1"] - (q["v1"] - q["v0"]) * 0.12 * unit(again(q["hash"], 33))
    lo, hi = place(q, u - thick / 2, u + thick / 2, q["v0"], top, -0.5, out)
    sink.boxes(lo, hi, main(q), tint_of(q["hash"]))
    # a cap along the top ties the ribs together
    lo, hi = place(p, p["u0"], p["u1"], p["v1"] - 1.2, p["v1"], -0.5,
                   1.2 + 2.6 * unit(again(p["hash"], 32)))
    sink.boxes(lo, hi, main(p), tint_of(p["hash"]))


def bands(sink: Sink, p: Panels) -> None:
    t = p["v1"] - p["v0"]
    n = np.clip(np.floor(t / (3.0 + 5.0 * unit(again(p["hash"], 30)))), 1, 12).astype(np.int64)
    q, i, n_q, _ = many(p, n)
    v = q["v0"] + (q["v1"] - q["v0"]) * (i + 0.6) / n_q
    out = 0.5 + 1.8 * unit(again(q["hash"], 32))
    lo, hi = place(q, q["u0"], q["u1"], v - 0.35, v + 0.35, -0.5, out)
    sink.boxes(lo, hi, second(q), tint_of(q["hash"]))


def pipes(sink: Sink, p: Panels) -> None:
    w = p["u1"] - p["u0"]
    n = np.clip(np.floor(w / 3.5), 1, 7).astype(np.int64)
    q, i, n_q, hq = many(p, n)
    r = 0.25 + 0.75 * unit(again(hq, 1)) ** 2
    u = q["u0"] + (q["u1"] - q["u0"]) * (i + 0.3 + 0.4 * unit(again(hq, 2))) / n_q
    v0 = q["v0"] + (q["v1"] - q["v0"]) * np.where(chance(again(hq, 3), 0.3), 0.35, 0.0)
    mid = (v0 + q["v1"]) * 0.5
    material = np.where(chance(again(hq, 4), 0.22), int(Material.HULL), int(Material.STEEL))
    wall_kit(sink, q, range(HEX_BATCH, HEX_BATCH + 1), u, mid, r + 0.35, 2 * r, q["v1"] - v0, 2 * r,
             material, tint_of(hq))
    # Those that begin in mid-wall come out of it in a bend; each has one joint.
    low = v0 > q["v0"]
    bend = np.stack([2 * r, 4 * r, 4 * r], 1)[low]
    wall_kit(sink, q[low], sink.batches("pipe_elbow"), u[low], (v0 - 2 * r)[low], 0.35, bend[:, 0],
             bend[:, 2], bend[:, 1], material[low], tint_of(hq[low]), upside_down=True)
    joint = np.stack([2.7 * r, 2.7 * r, 0.8 * r], 1)
    wall_part(sink, "pipe_flange", q, u, v0 + (q["v1"] - v0) * 0.4, out=-0.35 * r + 0.35,
              size=joint, material=material, tint=tint_of(hq))
    # brackets hold them to the wall
    b, j, m, _ = many(p, np.clip((p["v1"] - p["v0"]) // 9, 1, 5).astype(np.int64))
    v = b["v0"] + (b["v1"] - b["v0"]) * (j + 0.5) / m
    lo, hi = place(b, b["u0"] + 0.3, b["u1"] - 0.3, v - 0.15, v + 0.15, -0.2, 0.5)
    sink.boxes(lo, hi, int(Material.STEEL), tint_of(b["hash"]))


def frame(sink: Sink, p: Panels) -> None:
    e = 0.7 + 0.8 * unit(again(p["hash"], 30))
    out = 0.4 + 1.4 * unit(again(p["hash"], 31))
    for u0, u1, v0, v1 in (
        (p["u0"], p["u0"] + e, p["v0"], p["v1"]), (p["u1"] - e, p["u1"], p["v0"], p["v1"]),
        (p["u0"], p["u1"], p["v1"] - e, p["v1"]), (p["u0"], p["u1"], p["v0"], p["v0"] + e),
    ):
        lo, hi = place(p, u0, u1, v0, v1, -0.5, out)
        sink.boxes(lo, hi, main(p), tint_of(p["hash"]))
    seams(sink, p)


def niche(sink: Sink, p: Panels) -> None:
    """A tall dark opening in a heavy surround: 1 : 2.6 or 1 : 7, never square."""
    w, t = p["u1"] - p["u0"], p["v1"] - p["v0"]
    slim = chance(again(p["hash"], 30), 0.5)
    height = np.minimum(t * 0.72, 18.0)
    width = np.minimum(height / np.where(slim, 7.0, 2.6), w * 0.5)
    u = (p["u0"] + p["u1"]) * 0.5
    v = p["v0"] + np.minimum(t * 0.1, 2.0)
    glazed = p[~slim]
    full = np.stack([width * 1.6, 0.8 + width * 0.1, height * 1.23], 1)[~slim]
    wall_part(sink, "window_slot", glazed, u[~slim], v[~slim], out=-0.2, size=full,
              material=main(glazed))
    q, uq, vq, wq, tq = p[slim], u[slim], v[slim], width[slim], height[slim]
    lo, hi = place(q, uq - wq / 2, uq + wq / 2, vq, vq + tq, -0.5, 0.12)
    sink.boxes(lo, hi, int(Material.GLASS), 10)
    for a, b, c, d, o in (
        (uq - wq / 2 - 0.8, uq - wq / 2, vq, vq + tq + 0.8, 1.6),
        (uq + wq / 2, uq + wq / 2 + 0.8, vq, vq + tq + 0.8, 1.6),
        (uq - wq / 2, uq + wq / 2, vq + tq, vq + tq + 0.8, 1.6),
        (uq - wq / 2 - 1.6, uq + wq / 2 + 1.6, vq - 0.6, vq, 2.6),
    ):
        lo, hi = place(q, a, b, c, d, -0.5, o)
        sink.boxes(lo, hi, main(q), tint_of(q["hash"]))
    lamp = chance(again(p["hash"], 31), 0.25 * column("lamps")[p["district"]])
    q = p[lamp]
    if len(q):
        lamp_over(sink, q, u[lamp], (v + height)[lamp] + 1.1)


def lamp_over(sink: Sink, q: Panels, u: F64, v: F64) -> None:
    warm = chance(again(q["hash"], 44), 0.62)
    glow = np.where(warm, int(Material.LAMP_WARM), int(Material.LAMP_COLD))
    if sink.level:
        lo, hi = place(q, u - 0.5, u + 0.5, v, v + 0.2, 0.1, 0.4)
        sink.boxes(lo, hi, glow, 200)
    else:
        wall_part(sink, "lamp_tube", q, u, v, out=-0.02, scale=1.4, material=int(Material.STEEL),
                  glow=glow)
    at, _ = place(q, u, u, v - 0.4, v - 0.4, 1.6, 1.6)
    colour = np.where(warm[:, None], [255, 170, 92], [190, 226, 255])
    sink.lamp(at, 13.0, colour, 150)


def ledge(sink: Sink, p: Panels) -> None:
    """A walkway nobody reaches: slab, brackets and a rail."""
    v = p["v0"] + (p["v1"] - p["v0"]) * (0.1 + 0.5 * unit(again(p["hash"], 30)))
    out = 1.4 + 2.4 * unit(again(p["hash"], 31))
    lo, hi = place(p, p["u0"], p["u1"], v - 0.5, v, -0.5, out)
    sink.boxes(lo, hi, main(p), tint_of(p["hash"]), block=True)
    q, i, m, hq = many(p, np.clip((p["u1"] - p["u0"]) // 4, 2, 9).astype(np.int64))
    u = q["u0"] + (q["u1"] - q["u0"]) * (i + 0.5) / m
    o = 1.4 + 2.4 * unit(again(q["hash"], 31))
    vq = q["v0"] + (q["v1"] - q["v0"]) * (0.1 + 0.5 * unit(again(q["hash"], 30)))
    lo, hi = place(q, u - 0.05, u + 0.05, vq, vq + 1.05, o - 0.15, o - 0.05)
    sink.boxes(lo, hi, int(Material.STEEL), 90)
    every = i % 2 == 0
    size = np.stack([np.full(len(q), 0.4), o * 0.7 + 0.2, np.full(len(q), 1.2)], 1)
    wall_part(sink, "corbel", q[every], u[every], vq[every] - 1.7, out=-0.2, size=size[every],
              material=main(q)[every], tint=tint_of(hq)[every])
    lo, hi = place(p, p["u0"], p["u1"], v + 0.98, v + 1.06, out - 0.16, out - 0.06)
    sink.boxes(lo, hi, int(Material.STEEL), 90)
    lamp = chance(again(p["hash"], 33), 0.3 * column("lamps")[p["district"]])
    if lamp.any():
        lamp_over(sink, p[lamp], ((p["u0"] + p["u1"]) * 0.5)[lamp], v[lamp] + 3.0)


def machines(sink: Sink, p: Panels) -> None:
    """Boxes hung on the wall, joined by a run of pipe."""
    n = np.clip((p["u1"] - p["u0"]) * (p["v1"] - p["v0"]) // 60, 2, 8).astype(np.int64)
    q, _, _, hq = many(p, n)
    w, t = q["u1"] - q["u0"], q["v1"] - q["v0"]
    su = w * (0.08 + 0.25 * unit(again(hq, 1)))
    sv = t * (0.06 + 0.28 * unit(again(hq, 2)))
    u = q["u0"] + (w - su) * unit(again(hq, 3))
    v = q["v0"] + (t - sv) * unit(again(hq, 4))
    out = 0.5 + 2.4 * unit(again(hq, 5))
    lo, hi = place(q, u, u + su, v, v + sv, -0.5, out)
    hull = chance(again(hq, 6), 0.35)
    sink.boxes(lo, hi, np.where(hull, int(Material.HULL), second(q)), tint_of(hq))
    mid = (p["u0"] + p["u1"]) * 0.5
    wall_kit(sink, p, range(HEX_BATCH, HEX_BATCH + 1), mid, (p["v0"] + p["v1"]) * 0.5, 0.5, 0.5,
             p["v1"] - p["v0"], 0.5, int(Material.STEEL), 80)


def louvres(sink: Sink, p: Panels) -> None:
    w, t = p["u1"] - p["u0"], p["v1"] - p["v0"]
    su, most = w * 0.7, t * 0.8
    # An opening is never square: 1 : 2.6, upright where there is room.
    sv = np.where(most >= 2.6 * su, 2.6 * su, np.minimum(su / 2.6, most))
    u, v = (p["u0"] + p["u1"]) * 0.5, (p["v0"] + p["v1"]) * 0.5
    wall_kit(sink, p, sink.batches("vent_louvre"), u, v, 0.4, su, sv, 1.0, int(Material.STEEL),
             tint_of(p["hash"]))
    for a, b in ((-0.5, -0.42), (0.42, 0.5)):
        lo, hi = place(
            p, u + su * a * 1.1, u + su * b * 1.1, v - sv * 0.55, v + sv * 0.55, -0.5, 1.2
        )
        sink.boxes(lo, hi, main(p), tint_of(p["hash"]))


def buttress(sink: Sink, p: Panels) -> None:
    w, t = p["u1"] - p["u0"], p["v1"] - p["v0"]
    n = np.clip(w // 9, 1, 4).astype(np.int64)
    q, i, m, hq = many(p, n)
    wq, tq = q["u1"] - q["u0"], q["v1"] - q["v0"]
    u = q["u0"] + wq * (i + 0.5) / m
    sv = np.minimum(tq * 0.8, 40.0)
    out = np.minimum(2.0 + sv * 0.2, 7.0)
    wall_kit(sink, q, sink.batches("buttress"), u, q["v0"] + sv / 2, out / 2 - 0.3, 1.6 + wq * 0.04,
             sv, out, main(q), tint_of(hq))
    lo, hi = place(p, p["u0"], p["u1"], p["v0"] + t * 0.86, p["v0"] + t * 0.95, -0.5, 0.9)
    sink.boxes(lo, hi, main(p), tint_of(p["hash"]))


def climb(sink: Sink, p: Panels) -> None:
    """A ladder in a cage and a pipe beside it. Every third ends before the top, at nothing."""
    t = p["v1"] - p["v0"]
    t = np.where(chance(again(p["hash"], 35), 0.3), t * 0.6, t)
    u = p["u0"] + (p["u1"] - p["u0"]) * (0.25 + 0.5 * unit(again(p["hash"], 30)))
    q, i, n, _ = many(p, np.clip(t // 5, 1, 12).astype(np.int64))
    rung = np.repeat(t, np.clip(t // 5, 1, 12).astype(np.int64)) / n
    uq = q["u0"] + (q["u1"] - q["u0"]) * (0.25 + 0.5 * unit(again(q["hash"], 30)))
    v = q["v0"] + i * rung
    for name, wide, deep, out in (("ladder", 0.6, 0.12, 0.26), ("ladder_cage", 0.9, 0.9, 0.2)):
        size = np.stack([np.full(len(q), wide), np.full(len(q), deep), rung], 1)
        caged = (i > 0) | (name == "ladder")
        wall_part(sink, name, q[caged], uq[caged], v[caged], out=out, size=size[caged],
                  material=int(Material.STEEL), tint=90)
    size = np.broadcast_to((1.2, 3.2, 0.3), (len(p), 3))
    wall_part(sink, "catwalk", p, u, p["v0"] + t - 0.3, out=-0.05, size=size, along_wall=True,
              material=int(Material.GRATING))
    wall_kit(sink, p, range(HEX_BATCH, HEX_BATCH + 1), u + 1.1, (p["v0"] + p["v1"]) * 0.5, 0.4,
             0.3, p["v1"] - p["v0"], 0.3, int(Material.STEEL), tint_of(p["hash"]))


def hatches(sink: Sink, p: Panels) -> None:
    """Round lids with wheels in a row, each in a ring of concrete."""
    w, t = p["u1"] - p["u0"], p["v1"] - p["v0"]
    d = np.minimum(np.minimum(w, t) * 0.5, 3.4)
    q, i, n, hq = many(p, np.clip(w // (2.2 * d), 1, 5).astype(np.int64))
    u = q["u0"] + (q["u1"] - q["u0"]) * (i + 0.5) / n
    dq = np.minimum(np.minimum(q["u1"] - q["u0"], q["v1"] - q["v0"]) * 0.5, 3.4)
    v = (q["v0"] + q["v1"]) * 0.5
    lo, hi = place(q, u - dq * 0.6, u + dq * 0.6, v - dq * 0.6, v + dq * 0.6, -0.4, 0.3)
    sink.boxes(lo, hi, main(q), tint_of(q["hash"]))
    wall_kit(sink, q, sink.batches("hatch"), u, v, 0.55, dq, dq, 0.5, int(Material.STEEL),
             tint_of(hq))


def arches(sink: Sink, p: Panels) -> None:
    """Blind arches over dark recesses, side by side."""
    w, t = p["u1"] - p["u0"], p["v1"] - p["v0"]
    q, i, n, hq = many(p, np.clip(w // 9, 1, 6).astype(np.int64))
    bay = (q["u1"] - q["u0"]) / n
    tall = np.minimum(q["v1"] - q["v0"], bay * 2.6)
    u = q["u0"] + (i + 0.5) * bay
    lo, hi = place(q, u - bay * 0.42, u + bay * 0.42, q["v0"], q["v0"] + tall * 0.9, -0.3, 0.08)
    sink.boxes(lo, hi, int(Material.GLASS), tint_of(hq))
    wall_kit(sink, q, sink.batches("arch"), u, q["v0"] + tall - bay * 0.5, 0.9, bay, bay, 1.8,
             main(q), tint_of(q["hash"]))
    for side in (-0.5, 0.38):
        lo, hi = place(q, u + bay * side, u + bay * (side + 0.12), q["v0"],
                       q["v0"] + np.maximum(tall - bay, 0.5), -0.3, 1.6)
        sink.boxes(lo, hi, main(q), tint_of(q["hash"]))
    lo, hi = place(p, p["u0"], p["u1"], p["v0"] - 0.2, p["v0"] + 0.5, -0.3, 2.2)
    sink.boxes(lo, hi, main(p), tint_of(p["hash"]))
    lo, hi = place(p, p["u0"], p["u1"], p["v0"] + t * 0.97, p["v1"], -0.3, 1.2)
    sink.boxes(lo, hi, main(p), tint_of(p["hash"]))


def windows(sink: Sink, p: Panels) -> None:
    """Rows of slots. Most are dead; clusters of one to seven are lit."""
    t = p["v1"] - p["v0"]
    rows = np.clip(t // 4.2, 1, 9).astype(np.int64)
    q, i, m, hq = many(p, rows)
    v = q["v0"] + (q["v1"] - q["v0"]) * (i + 0.4) / m
    lo, hi = place(q, q["u0"] + 1.0, q["u1"] - 1.0, v, v + 1.5, -0.5, 0.06)
    sink.boxes(lo, hi, int(Material.GLASS), tint_of(hq))
    lo, hi = place(q, q["u0"] + 0.4, q["u1"] - 0.4, v - 0.4, v, -0.5, 0.8)
    sink.boxes(lo, hi, main(q), tint_of(q["hash"]))
    top = i == m - 1
    size = np.stack([q["u1"] - q["u0"] - 1.2, np.full(len(q), 0.9), np.full(len(q), 1.9)], 1)
    wall_part(sink, "window_strip", q[top], ((q["u0"] + q["u1"]) * 0.5)[top], v[top] - 0.2,
              out=-0.1, size=size[top], material=main(q)[top])
    lit = chance(again(hq, 1), 0.16) & ~top
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
        lo, hi = place(c, u, u + 0.5, vv + 0.1, vv + 1.4, -0.1, 0.12)
        sink.boxes(lo, hi, int(Material.WINDOW_WARM), 180)


def seams(sink: Sink, p: Panels) -> None:
    """A big quiet panel: one hairline of structure, a drain, an anchor row."""
    t = p["v1"] - p["v0"]
    u = p["u0"] + (p["u1"] - p["u0"]) * (0.2 + 0.6 * unit(again(p["hash"], 34)))
    lo, hi = place(p, u - 0.3, u + 0.3, p["v0"], p["v0"] + t * (0.4 + 0.6 * unit(
        again(p["hash"], 35))), -0.3, 0.45)
    sink.boxes(lo, hi, int(Material.STEEL), tint_of(p["hash"]))
    v = p["v0"] + t * 0.82
    lo, hi = place(p, p["u0"], p["u1"], v, v + 0.5, -0.3, 0.3)
    sink.boxes(lo, hi, main(p), tint_of(p["hash"]))
