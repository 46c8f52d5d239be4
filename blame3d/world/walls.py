"""What runs up and along whole walls: piers, pipes ten people wide, galleries, great fans.

Positions come from hashes that neighbouring faces share, so a pipe climbs for a kilometre and a
gallery runs along it without any cell having read another.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.world import sky
from blame3d.world.districts import DISTRICTS, column
from blame3d.world.emit import HEX_BATCH, Sink, tint_of
from blame3d.world.hash import again, below, chance, unit
from blame3d.world.lights import groups
from blame3d.world.materials import Material
from blame3d.world.panels import PANEL_LEVELS
from blame3d.world.placing import place, wall_kit

_SLOTS: Final = 6
_STOUT: Final = (9.0, 13.0)
"""Half widths, metres, from which piers are drawn at levels 4 and 5."""
_GREAT: Final = 0.08
"""Share of the walls that carry a great form upright."""
_FAR: Final = (21.0, 28.0)
"""Metres in width or depth from which levels 4 and 5 draw one."""


def _slots(f: NDArray[np.void], key: str, salt: int, n: int) -> tuple[NDArray[np.void],
                                                                     NDArray[np.uint64]]:
    """Repeat each face n times with a hash a slot from its `column` or `row`."""
    q = np.repeat(f, n)
    slot = np.tile(np.arange(n, dtype=np.uint64), len(f))
    return q, again(q[key] ^ (slot * np.uint64(0x51ED270B)), salt)


def dress(sink: Sink, seed: int, origin: NDArray[np.int64], faces: NDArray[np.void]) -> None:
    """Add what belongs to whole walls. origin: the cell's low corner in metres; faces: FACE rows,
    unsplit, in the cell's metres."""
    f = faces[faces["axis"] != 2]
    if not len(f):
        return
    _galleries(sink, seed, origin, f)
    _piers(sink, f)
    _buttresses(sink, f)
    _shelves(sink, f)
    _fans(sink, f)
    if sink.level <= PANEL_LEVELS:
        _pipes(sink, f)


def _along(q: NDArray[np.void], h: NDArray[np.uint64], salt: int) -> NDArray[np.float64]:
    w = q["u1"] - q["u0"]
    return np.asarray(q["u0"] + np.floor(w * (0.04 + 0.92 * unit(again(h, salt)))), np.float64)


def _piers(sink: Sink, f: NDArray[np.void]) -> None:
    """Piers and half columns, tapering by a setback; fluted ones are the cathedrals'."""
    q, h = _slots(f, "column", 1, _SLOTS)
    keep = sink.built(h) & chance(again(h, 2), column("columns")[q["district"]] / _SLOTS)
    q, h = q[keep], h[keep]
    if not len(q):
        return
    half = 4.0 + np.floor(16.0 * unit(again(h, 4)) ** 2)
    if sink.level > PANEL_LEVELS:  # the great ones are seen to the end of the air
        stout = half >= _STOUT[sink.level - PANEL_LEVELS - 1]
        q, h, half = q[stout], h[stout], half[stout]
    u = _along(q, h, 3)
    out = 5.0 + np.floor(0.8 * half)
    main = _main(q)
    round_ = chance(again(h, 5), 0.45)
    s = ~round_
    for scale, reach in ((1.0, 1.0), (0.62, 1.25)):
        lo, hi = place(q[s], (u - half * scale)[s], (u + half * scale)[s], q["v0"][s], q["v1"][s],
                       -34.0, (out * reach)[s])
        sink.boxes(lo, hi, main[s], tint_of(h[s]), block=True)
    r = q[round_]
    if len(r):
        sink_columns(sink, r, u[round_], half[round_], out[round_] * 0.4, main[round_],
                     tint_of(h[round_]), sink.batches("column_fluted"))
    if sink.level > PANEL_LEVELS:
        return
    # collars every storey or two
    n = 3
    c = np.repeat(np.arange(len(q)), n)
    k = np.tile(np.arange(n), len(q))
    v = q["v0"][c] + (q["v1"] - q["v0"])[c] * (k + 0.5) / n
    wide = np.where(round_[c], 1.12, 1.15) * half[c]
    lo, hi = place(q[c], u[c] - wide, u[c] + wide, v - 1.6, v + 1.6, -30.0,
                   np.where(round_, out * 0.4 + half * 1.1, out * 1.3)[c])
    sink.boxes(lo, hi, main[c], tint_of(h[c]), block=True)


def _seen(sink: Sink, wide: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which of the great forms of whole walls, so wide, a level draws."""
    least = (0.0, *_FAR)[max(0, sink.level - PANEL_LEVELS)]
    return np.asarray(wide >= least, np.bool_)


def _buttresses(sink: Sink, f: NDArray[np.void]) -> None:
    """What one wall in twelve carries from foot to head, and every level draws: a buttress in
    three steps or a comb of fins."""
    h = again(f["column"], 90)
    half = 12.0 + np.floor(20.0 * unit(again(h, 2)))
    keep = sink.built(h) & chance(again(h, 1), _GREAT) & _seen(sink, half)
    q, h, half = f[keep], h[keep], half[keep]
    if not len(q):
        return
    u = q["u0"] + (q["u1"] - q["u0"]) * (0.25 + 0.5 * unit(again(h, 3)))
    out = 9.0 + np.floor(15.0 * unit(again(h, 4)))
    main, comb, tint = _main(q), chance(again(h, 5), 0.5), tint_of(h)
    steps = ((1.0, 0.4, 0.0), (0.66, 0.72, 0.0), (0.36, 1.0, 0.0))
    fins = tuple((0.1, 1.0 - 0.2 * abs(k), 0.45 * k) for k in (-2, -1, 0, 1, 2))
    for s, boxes in ((~comb, steps), (comb, fins)):
        for wide, deep, shift in boxes:
            at = u[s] + shift * half[s]
            lo, hi = place(q[s], at - half[s] * wide, at + half[s] * wide, q["v0"][s], q["v1"][s],
                           -34.0, out[s] * deep)
            sink.boxes(lo, hi, main[s], tint[s], block=True)


def _shelves(sink: Sink, f: NDArray[np.void]) -> None:
    """What runs along one wall in twenty, at every level: a terrace on a beam."""
    h = again(f["row"], 91)
    out = 14.0 + np.floor(14.0 * unit(again(h, 2)))
    keep = sink.built(h) & chance(again(h, 1), 0.65 * _GREAT) & _seen(sink, out)
    q, h, out = f[keep], h[keep], out[keep]
    if not len(q):
        return
    v = q["v0"] + (q["v1"] - q["v0"]) * (0.1 + 0.8 * unit(again(h, 3)))
    thick = 4.0 + 6.0 * unit(again(h, 4))
    main, tint = _main(q), tint_of(h)
    for low, high, deep in ((0.0, 1.0, 1.0), (-1.1, 0.0, 0.6)):
        lo, hi = place(q, q["u0"], q["u1"], v + low * thick, v + high * thick, -34.0, out * deep)
        sink.boxes(lo, hi, main, tint, block=True)


def _main(q: NDArray[np.void]) -> NDArray[np.int64]:
    return np.asarray(np.array([int(d.main) for d in DISTRICTS])[q["district"]], np.int64)


def sink_columns(sink: Sink, q: NDArray[np.void], u: NDArray[np.float64],
                 radius: NDArray[np.float64], n_at: NDArray[np.float64],
                 material: NDArray[np.int64], tint: NDArray[np.uint8], batches: range) -> None:
    """Upright round columns on walls, cut to the cell's height so that each cell draws its own."""
    lo, hi = place(q, u, u, q["v0"], q["v1"], n_at, n_at)
    sink.columns(lo, hi, radius)
    z0, z1 = np.maximum(lo[:, 2], 0.0), np.minimum(hi[:, 2], sink.edge)
    own = (z1 > z0) & ((lo[:, :2] >= 0) & (lo[:, :2] < sink.edge)).all(1)
    centre = lo.copy()
    centre[:, 2] = (z0 + z1) / 2
    size = np.stack([2 * radius, 2 * radius, z1 - z0], 1)
    for batch in batches:
        sink.kit(batch, centre[own], size[own], 0, 0, material[own], tint[own])


def _pipes(sink: Sink, f: NDArray[np.void]) -> None:
    """Bundles of upright pipes, standing clear of the wall; flanges where they are held."""
    q, h = _slots(f, "column", 11, _SLOTS)
    keep = sink.built(h) & chance(again(h, 2), column("pipes")[q["district"]] / _SLOTS)
    q, h = q[keep], h[keep]
    if not len(q):
        return
    bundle = np.array([d.bundle for d in DISTRICTS])[q["district"]]
    n = 1 + below(again(h, 6), bundle)
    rows = np.repeat(np.arange(len(q)), n)
    k = np.arange(len(rows)) - np.repeat(np.cumsum(n) - n, n)
    b, hb = q[rows], again(h[rows] ^ (k.astype(np.uint64) << np.uint64(8)), 7)
    big = chance(again(h, 8), 0.16)[rows]
    r = np.where(big, 3.0 + 5.0 * unit(again(h, 9))[rows], 0.5 + 1.9 * unit(again(hb, 1)) ** 2)
    u = _along(b, h[rows], 3) + k * (2.6 * r + 0.8)
    off = 6.0 + 7.0 * unit(again(h, 10))[rows] + r
    material = np.where(chance(again(hb, 2), 0.18), int(Material.HULL), int(Material.STEEL))
    material = np.where(big, int(Material.CONCRETE_DAMP), material)
    wide, hexagon = r > 2.0, range(HEX_BATCH, HEX_BATCH + 1)
    for sel, batches in ((wide, sink.batches("cylinder")), (~wide, hexagon)):
        if sel.any():
            sink_columns(sink, b[sel], u[sel], r[sel], off[sel], material[sel], tint_of(hb[sel]),
                         batches)
    m = 4
    c = np.repeat(np.arange(len(b)), m)
    j = np.tile(np.arange(m), len(b))
    v = b["v0"][c] + (b["v1"] - b["v0"])[c] * (j + unit(again(h, 12))[rows][c]) / m
    lo, hi = place(b[c], u[c] - r[c] * 1.3, u[c] + r[c] * 1.3, v - 0.3, v + 0.3, -20.0,
                   (off + r * 1.2)[c])
    sink.boxes(lo, hi, int(Material.STEEL), tint_of(hb[c]))


def _galleries(
    sink: Sink, seed: int, origin: NDArray[np.int64], f: NDArray[np.void]
) -> None:
    """Shelves along the wall with parapets, struts below and, in the dark, lengths that are lit."""
    q, h = _slots(f, "row", 21, 4)
    keep = sink.built(h) & chance(again(h, 2), column("galleries")[q["district"]] / 4)
    q, h = q[keep], h[keep]
    if sink.level > PANEL_LEVELS:
        # Afar, few galleries; each level keeps a part of the last one's.
        keep = chance(again(h, 30), 0.35 if sink.level == 4 else 0.12)
        q, h = q[keep], h[keep]
    if not len(q):
        return
    main = _main(q)
    v = q["v0"] + np.floor((q["v1"] - q["v0"]) * (0.05 + 0.9 * unit(again(h, 3))))
    out = 13.0 + np.floor(9.0 * unit(again(h, 4)))
    thick = 1.5 + 3.0 * unit(again(h, 5))
    lo, hi = place(q, q["u0"], q["u1"], v - thick, v, -30.0, out)
    sink.boxes(lo, hi, main, tint_of(h), block=True)
    if sink.level <= PANEL_LEVELS:
        lo, hi = place(q, q["u0"], q["u1"], v, v + 1.1, out - 0.4, out)
        sink.boxes(lo, hi, main, tint_of(again(h, 6)), block=True)
    n = 10
    c = np.repeat(np.arange(len(q)), n)
    k = np.tile(np.arange(n), len(q))
    u = q["u0"][c] + (q["u1"] - q["u0"])[c] * (k + 0.5) / n
    under = (v - thick)[c] - 4.5
    if sink.level <= 1:
        wall_kit(sink, q[c], sink.batches("buttress"), u, under, (out * 0.5)[c] - 4.0,
                 1.3, 9.0, (out * 0.5)[c] + 9.0, main[c], tint_of(h[c]), upside_down=True)
    at, _ = place(q, q["u0"], q["u1"], v, v, out, out)
    dark = column("lamps")[q["district"]] * sky.need(seed, at + origin)
    # Three lamps side by side, or none.
    length = again(h[c] ^ again(q["hash"][c], 9) ^ (k // 3).astype(np.uint64), 7)
    lamp = groups(sink, length, 0.3 * dark[c])
    cl = c[lamp]
    if len(cl):
        ul = u[lamp]
        warm = chance(again(h[cl], 8), 0.6)
        lo, hi = place(q[cl], ul - 0.7, ul + 0.7, v[cl] + 1.1, v[cl] + 1.4, out[cl] - 0.3,
                       out[cl] - 0.05)
        sink.boxes(lo, hi, np.where(warm, int(Material.LAMP_WARM), int(Material.LAMP_COLD)), 200)
        at, _ = place(q[cl], ul, ul, v[cl] + 1.6, v[cl] + 1.6, out[cl] - 0.4, out[cl] - 0.4)
        sink.lamp(at, 16.0, np.where(warm[:, None], [255, 166, 84], [190, 226, 255]), 170)


def _fans(sink: Sink, f: NDArray[np.void]) -> None:
    """One wall in thirty carries a fan as wide as a street is long."""
    q = f[sink.built(f["hash"]) & chance(again(f["hash"], 60), 0.035)]
    if not len(q):
        return
    w, t = q["u1"] - q["u0"], q["v1"] - q["v0"]
    d = np.minimum(w, t) * (0.3 + 0.5 * unit(again(q["hash"], 61)))
    seen = _seen(sink, d * 0.15)
    q, w, t, d = q[seen], w[seen], t[seen], d[seen]
    u, v = (q["u0"] + q["u1"]) / 2, (q["v0"] + q["v1"]) / 2
    wall_kit(sink, q, sink.batches("fan"), u, v, 16.0, d, d, d * 0.12, int(Material.STEEL),
             tint_of(q["hash"]))
    lo, hi = place(q, u - d * 0.54, u + d * 0.54, v - d * 0.54, v + d * 0.54, -30.0, 13.5)
    sink.boxes(lo, hi, int(Material.CONCRETE_DAMP), tint_of(q["hash"]), block=True)
