"""What stands on floors and roofs and hangs under plates."""

from __future__ import annotations

import numpy as np

from blame3d.world.emit import Sink, tint_of
from blame3d.world.hash import again, below, unit
from blame3d.world.materials import Material
from blame3d.world.parts import put
from blame3d.world.placing import Panels, main, many, place, second


def roof(sink: Sink, p: Panels) -> None:
    """On floors and roofs: curbs, plant rooms, tanks, stacks, debris."""
    q, _, _, hq = many(p, 1 + below(again(p["hash"], 30), 4))
    w, t = q["u1"] - q["u0"], q["v1"] - q["v0"]
    kind = below(again(hq, 1), 12)
    su = np.minimum(w * (0.15 + 0.4 * unit(again(hq, 2))), 14.0)
    sv = np.minimum(t * (0.15 + 0.4 * unit(again(hq, 3))), 14.0)
    tall = 1.0 + 11.0 * unit(again(hq, 4)) ** 3
    u = q["u0"] + (w - su) * unit(again(hq, 5))
    v = q["v0"] + (t - sv) * unit(again(hq, 6))
    box = kind < 5
    lo, hi = place(q[box], u[box], (u + su)[box], v[box], (v + sv)[box], -0.3, tall[box])
    sink.boxes(lo, hi, second(q[box]), tint_of(hq[box]), block=True)
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
        put(sink, name, lo, np.stack([d, d, z], 1), below(hq[sel], 65536), tint_of(hq[sel]),
            main=int(material))
    for a, b, c, d in (
        (p["u0"], p["u1"], p["v0"], p["v0"] + 0.5), (p["u0"], p["u0"] + 0.5, p["v0"], p["v1"]),
    ):
        lo, hi = place(p, a, b, c, d, -0.3, 0.5 + 0.8 * unit(again(p["hash"], 36)))
        sink.boxes(lo, hi, main(p), tint_of(p["hash"]), block=True)


def ceiling(sink: Sink, p: Panels) -> None:
    """Under plates: beams, and rarely a run of pale strip lamps."""
    n = np.clip((p["u1"] - p["u0"]) // 10, 1, 6).astype(np.int64)
    q, i, m, _ = many(p, n)
    u = q["u0"] + (q["u1"] - q["u0"]) * (i + 0.5) / m
    deep = 1.0 + 3.0 * unit(again(q["hash"], 30))
    lo, hi = place(q, u - 0.6, u + 0.6, q["v0"], q["v1"], -0.5, deep)
    sink.boxes(lo, hi, main(q), tint_of(q["hash"]))
