"""What was worked with, on walls that nobody can reach any more: doors, lifts, cranes, outlets.

One function a treatment, as in `ornament`. Some of it is an error on purpose: a door thirty metres
up, a lift without a landing, a ladder that ends in mid-wall.
"""

from __future__ import annotations

import numpy as np

from blame3d.world import numerals
from blame3d.world.emit import Sink, tint_of
from blame3d.world.hash import again, below, chance, unit
from blame3d.world.materials import Material
from blame3d.world.ornament import lamp_over
from blame3d.world.placing import F64, Panels, main, many, place, second, wall_part
from blame3d.world.spots import Spots


def doors(sink: Sink, p: Panels) -> None:
    """A shut door with nothing before it but a step; on great panels one for machines."""
    t = p["v1"] - p["v0"]
    u = (p["u0"] + p["u1"]) * 0.5
    giant = (p["u1"] - p["u0"] > 14) & (t > 18)
    g, s = p[giant], p[~giant]
    wall_part(sink, "door_giant", g, u[giant], g["v0"] + 0.5, out=-0.4, material=main(g),
              trim=int(Material.HULL))
    lo, hi = place(g, u[giant] - 4.5, u[giant] + 4.5, g["v0"] - 0.3, g["v0"] + 0.5, -0.3, 2.6)
    sink.boxes(lo, hi, main(g), tint_of(g["hash"]))
    v = s["v0"] + np.minimum(t[~giant] * 0.3, 3.0)
    wall_part(sink, "door_heavy", s, u[~giant], v, out=-0.1, material=main(s),
              trim=int(Material.HULL))
    lo, hi = place(s, u[~giant] - 1.1, u[~giant] + 1.1, v - 0.25, v, -0.3, 0.9)
    sink.boxes(lo, hi, main(s), tint_of(s["hash"]))
    lit = chance(again(s["hash"], 31), 0.3)
    if lit.any():
        lamp_over(sink, s[lit], u[~giant][lit], v[lit] + 2.9)


def cables(sink: Sink, p: Panels) -> None:
    """Two anchors and what hangs between them."""
    w, t = p["u1"] - p["u0"], p["v1"] - p["v0"]
    v = p["v0"] + t * 0.7
    for side in (0.12, 0.88):
        wall_part(sink, "cable_anchor", p, p["u0"] + w * side, v, out=-0.2, material=main(p))
    sag = np.minimum(w * 0.22, t * 0.5)
    for k in range(3):
        drop = sag * (1.0 + 0.2 * k)
        size = np.stack([np.full(len(p), 0.16), w * 0.76, drop], 1)
        wall_part(sink, "cable_catenary", p, (p["u0"] + p["u1"]) * 0.5, v + 1.0 - drop, out=1.0,
                  size=size, along_wall=True, material=int(Material.RUBBER))


def outlets(sink: Sink, p: Panels) -> None:
    """Open pipes in a row; one in three has run out down the wall."""
    q, i, n, hq = many(p, np.clip((p["u1"] - p["u0"]) // 5, 1, 4).astype(np.int64))
    u = q["u0"] + (q["u1"] - q["u0"]) * (i + 0.5) / n
    v = q["v0"] + (q["v1"] - q["v0"]) * 0.66
    size = 1.0 + 1.2 * unit(again(q["hash"], 30))
    wall_part(sink, "vent_pipe", q, u, v, out=-0.1, scale=size, material=int(Material.STEEL),
              trim=int(Material.RUBBER))
    ran = chance(again(hq, 3), 0.4)
    tall = np.minimum(4.95 * size, v - q["v0"] + 0.2)
    fall = np.stack([1.3 * size, 0.36 * size, tall], 1)[ran]
    wall_part(sink, "sludge_fall", q[ran], u[ran], (v - tall + 0.2 * size)[ran], out=-0.05,
              size=fall, material=int(Material.STEEL), trim=int(Material.SLUDGE))


def lifts(sink: Sink, p: Panels) -> None:
    """Rails of a lift from foot to top, the cabin stuck somewhere, its light rarely on."""
    u = (p["u0"] + p["u1"]) * 0.5
    n = np.clip((p["v1"] - p["v0"]) // 4, 1, 16).astype(np.int64)
    q, i, m, _ = many(p, n)
    bay = (q["v1"] - q["v0"]) / m
    size = np.stack([np.full(len(q), 1.6), np.full(len(q), 0.22), bay], 1)
    wall_part(sink, "lift_rail", q, (q["u0"] + q["u1"]) * 0.5, q["v0"] + i * bay, size=size,
              material=int(Material.STEEL))
    v = p["v0"] + (p["v1"] - p["v0"] - 3.4) * unit(again(p["hash"], 33))
    live = chance(again(p["hash"], 34), 0.3)
    wall_part(sink, "lift_cabin", p, u, v, out=0.2, material=int(Material.HULL),
              glow=np.where(live, int(Material.LAMP_COLD), int(Material.GLASS)))


def cranes(sink: Sink, p: Panels) -> None:
    """A wall crane above a ledge, a shuttered bay behind it."""
    u = (p["u0"] + p["u1"]) * 0.5
    v = p["v0"] + np.minimum((p["v1"] - p["v0"]) * 0.3, 4.0)
    lo, hi = place(p, u - 3.4, u + 3.4, v - 0.5, v, -0.4, 2.4)
    sink.boxes(lo, hi, main(p), tint_of(p["hash"]), block=True)
    for side in (-2.4, 2.4):
        wall_part(sink, "corbel", p, u + side, v - 1.9, size=(0.5, 1.8, 1.4), material=main(p))
    wall_part(sink, "shutter", p, u, v, out=-0.08, material=int(Material.STEEL),
              trim=int(Material.HULL))
    room = (p["v1"] - v) > 8.5
    wall_part(sink, "crane", p[room], u[room] - 2.3, v[room] + 3.4, material=int(Material.HULL))


def shells(sink: Sink, p: Panels) -> None:
    """Quarter barrels leaning on the wall in a row, or what looks as if they had melted; a gutter
    at their head."""
    w = p["u1"] - p["u0"]
    n = np.clip(w // 8, 1, 5).astype(np.int64)
    q, i, m, hq = many(p, n)
    bay = (q["u1"] - q["u0"]) / m
    tall = np.minimum((q["v1"] - q["v0"]) * 0.6, 9.0)
    size = np.stack([bay * 0.94, tall * 0.7, tall], 1)
    waxen = chance(again(q["hash"], 30), 0.4)
    for name, at in (("half_shell", ~waxen), ("melt", waxen)):
        wall_part(sink, name, q[at], (q["u0"] + (i + 0.5) * bay)[at], q["v0"][at], out=-0.2,
                  size=size[at], material=second(q)[at], tint=tint_of(hq)[at])
    lo, hi = place(p, p["u0"], p["u1"], p["v0"] + np.minimum((p["v1"] - p["v0"]) * 0.6, 9.0),
                   p["v0"] + np.minimum((p["v1"] - p["v0"]) * 0.6, 9.0) + 0.4, -0.2, 0.5)
    sink.boxes(lo, hi, main(p), tint_of(p["hash"]))


def marks(sink: Sink, p: Panels) -> None:
    """A number as high as the panel allows; or a painted hull plate, bolted on: characters of our
    own, or the cross and the eye."""
    numbered = chance(again(p["hash"], 32), 0.55)
    q, p = p[numbered], p[~numbered]
    tall: F64 = np.minimum((q["u1"] - q["u0"]) * 0.36, (q["v1"] - q["v0"]) * 0.6)
    u, v = (q["u0"] + q["u1"]) * 0.5, q["v0"] + (q["v1"] - q["v0"]) * 0.58 - tall * 0.5
    at, _ = place(q, u, u, v, v, 0.0, 0.0)
    on = Spots(at, q["axis"].astype(np.int64), q["sign"].astype(np.int64), q["hash"])
    pale = main(q) == int(Material.FACTORY_WHITE)
    numerals.paint(sink, on, 10 + below(again(q["hash"], 31), 90), 2, tall=tall, up=0.0, out=0.04,
                   material=np.where(pale, int(Material.RUBBER), int(Material.CONCRETE_LIME)))
    w, t = p["u1"] - p["u0"], p["v1"] - p["v0"]
    s: F64 = np.minimum(np.minimum(w, t) * 0.62, 9.0)
    u, v = (p["u0"] + p["u1"]) * 0.5, p["v0"] + t * 0.6
    plate = np.stack([s, np.full(len(p), 0.25), s * 0.72], 1)
    wall_part(sink, "sign_plate", p, u, v - s * 0.36, out=-0.05, size=plate,
              material=int(Material.HULL))
    kind = below(again(p["hash"], 31), 2)
    for k, (name, wide, high) in enumerate((("emblem", 0.72, 0.44), ("stencil_sign", 0.26, 0.58))):
        at_k = kind == k
        size = np.stack([s * wide, np.full(len(p), 0.02), s * high], 1)[at_k]
        wall_part(sink, name, p[at_k], u[at_k], (v - s * high * 0.5)[at_k], out=0.205, size=size,
                  material=int(Material.CONCRETE_LIME))
    lo, hi = place(p, p["u0"], p["u1"], p["v0"], p["v0"] + 0.9, -0.3, 0.7)
    sink.boxes(lo, hi, second(p), tint_of(p["hash"]))
