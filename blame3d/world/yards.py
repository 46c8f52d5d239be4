"""The large form of floors: what a wide roof or terrace is laid out as.

The counterpart of `relief` for what lies: a floor larger than a house is a yard of tracks, a field
of plinths, walled courts, steps, trenches or footings; a few large low boxes, all of which stop
feet and light.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from blame3d.world.emit import Sink, tint_of
from blame3d.world.hash import again, below, chance, unit
from blame3d.world.materials import Material
from blame3d.world.parts import put
from blame3d.world.placing import F64, Panels, main, many, place, second
from blame3d.world.water import flooded

LARGE: Final = 20.0
"""Shorter side of a floor, metres, from which it is laid out."""
_STANDS: Final = 0.34
"""Metres of water on a flooded one: less than the curb's."""
Ends = tuple[F64, F64]


def large(p: Panels) -> NDArray[np.bool_]:
    """Which panels are floors that want to be laid out."""
    small = np.minimum(p["u1"] - p["u0"], p["v1"] - p["v0"])
    return np.asarray((p["axis"] == 2) & (p["sign"] > 0) & p["final"] & (small >= LARGE), np.bool_)


def add(sink: Sink, p: Panels) -> None:
    """Lay out large floors (see `large`), each by its lot; in flooded districts water stands on
    most of them."""
    wet = p[flooded(p["district"], p["hash"])]
    lo, hi = place(wet, wet["u0"] + 0.5, wet["u1"], wet["v0"] + 0.5, wet["v1"], -0.3, _STANDS)
    sink.boxes(lo, hi, int(Material.SLUDGE), 128)
    p = p[sink.built(p["hash"])]
    pick = below(again(p["hash"], 130), len(_YARDS))
    for k, build in enumerate(_YARDS):
        if (pick == k).any():
            build(sink, p[pick == k])


def _box(sink: Sink, q: Panels, along: Ends, across: Ends, low: ArrayLike, high: ArrayLike,
         material: ArrayLike) -> None:
    """Boxes on floors, by metres along and across their longer side from its beginning."""
    lies = (q["u1"] - q["u0"]) >= (q["v1"] - q["v0"])
    u = [q["u0"] + np.where(lies, a, b) for a, b in zip(along, across, strict=True)]
    v = [q["v0"] + np.where(lies, b, a) for a, b in zip(along, across, strict=True)]
    lo, hi = place(q, u[0], u[1], v[0], v[1], low, high)
    sink.boxes(lo, hi, material, tint_of(again(q["hash"], 131)), block=True)


def _sides(q: Panels) -> Ends:
    """Lengths of the longer and the shorter side."""
    w, t = q["u1"] - q["u0"], q["v1"] - q["v0"]
    return np.maximum(w, t), np.minimum(w, t)


def _share(q: Panels, salt: int, low: float, high: float) -> F64:
    return np.asarray(low + (high - low) * unit(again(q["hash"], salt)), np.float64)


def _tracks(sink: Sink, p: Panels) -> None:
    """Beds of dead tracks side by side, a buffer at the end of some."""
    short = _sides(p)[1]
    n = np.clip(short // 9.0, 1, 4).astype(np.int64)
    q, i, m, hq = many(p, n)
    length, wide = _sides(q)
    middle = wide * (i + 0.5) / m
    none = np.zeros(len(q))
    _box(sink, q, (none, length), (middle - 1.7, middle + 1.7), -0.3, 0.4, second(q))
    for off in (-0.78, 0.66):
        lo = middle + off
        _box(sink, q, (none, length), (lo, lo + 0.12), 0.3, 0.58, int(Material.STEEL))
    stop = chance(again(hq, 3), 0.5)
    at = length * (0.1 + 0.8 * unit(again(hq, 4)))
    b = q[stop]
    _box(sink, b, (at[stop], at[stop] + 1.4), (middle[stop] - 1.9, middle[stop] + 1.9), 0.3, 1.9,
         main(b))


def _plinths(sink: Sink, p: Panels) -> None:
    """Plinths in a row, on some a tank, on some something that has been taken away."""
    long, short = _sides(p)
    side = np.minimum(_share(p, 140, 5.0, 11.0), short * 0.4)
    n = np.clip(long // (side * 1.8), 1, 7).astype(np.int64)
    q, i, m, hq = many(p, n)
    length, wide = _sides(q)
    s = np.minimum(_share(q, 140, 5.0, 11.0), wide * 0.4) * 0.5
    x, y = length * (i + 0.5) / m, wide * _share(q, 141, 0.3, 0.7)
    high = _share(q, 142, 1.0, 3.4)
    _box(sink, q, (x - s, x + s), (y - s, y + s), -0.3, high, main(q))
    _box(sink, q, (x - s * 1.15, x + s * 1.15), (y - s * 1.15, y + s * 1.15), -0.3, 0.5, second(q))
    lot = below(again(hq, 5), 10)
    taken = lot >= 7
    t = q[taken]
    _box(sink, t, (x[taken] - s[taken] * 0.5, x[taken] + s[taken] * 0.5),
         (y[taken] - s[taken] * 0.6, y[taken] + s[taken] * 0.2), high[taken],
         high[taken] + np.minimum(4.0 * s[taken], 12.0) * unit(again(hq[taken], 6)), second(t))
    full = lot < 4
    f, size = q[full], np.stack([s * 1.7, s * 1.7, s * _share(q, 143, 1.4, 3.2)], 1)[full]
    lies = (f["u1"] - f["u0"]) >= (f["v1"] - f["v0"])
    u, v = f["u0"] + np.where(lies, x[full], y[full]), f["v0"] + np.where(lies, y[full], x[full])
    on_floor(sink, "tank", f, u, v, high[full] - 0.02, size, hq[full], Material.HULL)


def on_floor(sink: Sink, name: str, q: Panels, u: F64, v: F64, up: ArrayLike, size: F64,
             h: NDArray[np.uint64], material: Material) -> None:
    """A part on each floor at (u, v), its lower edge at `up`."""
    if not len(q):
        return
    middle = np.asarray(up) + size[:, 2] * 0.5
    centre, _ = place(q, u, u, v, v, middle, middle)
    put(sink, name, centre, size, 0, tint_of(h), main=int(material), trim=int(Material.STEEL))


def _courts(sink: Sink, p: Panels) -> None:
    """Low walls that part a floor into courts; every other has a gap."""
    long, short = _sides(p)
    n = np.clip(long // _share(p, 140, 9.0, 22.0), 1, 6).astype(np.int64)
    q, i, m, hq = many(p, n)
    length, wide = _sides(q)
    x, high = length * (i + 0.5) / m, _share(q, 142, 1.0, 3.2)
    gap = wide * (0.2 + 0.5 * unit(again(hq, 3)))
    none = np.zeros(len(q))
    _box(sink, q, (x - 0.4, x + 0.4), (none, gap), -0.3, high, main(q))
    _box(sink, q, (x - 0.4, x + 0.4), (gap + 3.0, np.maximum(wide, gap + 3.2)), -0.3, high, main(q))
    x0, y = np.zeros(len(p)), short * _share(p, 141, 0.3, 0.7)
    _box(sink, p, (x0, long), (y - 0.5, y + 0.5), -0.3, _share(p, 142, 1.0, 3.2) * 0.7, second(p))


def _steps(sink: Sink, p: Panels) -> None:
    """Slabs on slabs towards one corner: a floor that was raised again and again."""
    q, i, m, hq = many(p, 2 + below(again(p["hash"], 140), 4))
    length, wide = _sides(q)
    share = 1.0 - (i + 0.6) / (m + 0.6)
    rise = _share(q, 141, 0.7, 2.2)
    none = np.zeros(len(q))
    far = chance(again(q["hash"], 142), 0.5)
    x0 = np.where(far, length * (1.0 - share), none)
    x1 = np.where(far, length, length * share)
    y1 = wide * np.where(chance(again(q["hash"], 143), 0.5), 1.0, 0.35 + 0.65 * share)
    _box(sink, q, (x0, x1), (none, y1), -0.3, rise * (i + 1), np.where(i % 2, second(q), main(q)))
    top = i == m - 1
    b, mid = q[top], ((x0 + x1) * 0.5)[top]
    _box(sink, b, (mid - 2.0, mid + 2.0), (none[top] + 1.0, y1[top] * 0.6), 0.0,
         (rise * (i + 1))[top] + 2.0 + 5.0 * unit(again(hq[top], 5)) ** 2, main(b))


def _trenches(sink: Sink, p: Panels) -> None:
    """Channels between low walls, covered with gratings where they still are."""
    short = _sides(p)[1]
    n = np.clip(short // 14.0, 1, 3).astype(np.int64)
    q, i, m, hq = many(p, n)
    length, wide = _sides(q)
    y, half, none = wide * (i + 0.5) / m, _share(q, 141, 1.2, 3.4), np.zeros(len(q))
    high = _share(q, 142, 0.5, 1.3)
    for side in (-1.0, 1.0):
        a = y + side * half
        _box(sink, q, (none, length), (a - 0.45, a + 0.45), -0.3, high, main(q))
    start = length * 0.6 * unit(again(hq, 3))
    _box(sink, q, (start, start + length * 0.4), (y - half, y + half), high - 0.35, high - 0.2,
         int(Material.GRATING))


def _footings(sink: Sink, p: Panels) -> None:
    """Strips across, evenly: something stood on them that was as long as the floor."""
    long = _sides(p)[0]
    n = np.clip(long // _share(p, 140, 6.0, 16.0), 2, 10).astype(np.int64)
    q, i, m, _ = many(p, n)
    length, wide = _sides(q)
    x, half, none = length * (i + 0.5) / m, _share(q, 141, 0.5, 1.4), wide * 0.08
    _box(sink, q, (x - half, x + half), (none, wide - none), -0.3, _share(q, 142, 0.4, 1.2),
         main(q))
    gone = chance(again(again(q["hash"], 6) ^ i.astype(np.uint64), 7), 0.6)
    b = q[~gone]
    high = _share(b, 143, 2.0, 7.0)
    for y in (none, wide - 2.2 * none):
        _box(sink, b, ((x - half)[~gone], (x + half)[~gone]),
             (y[~gone], (y + 1.2 * none)[~gone]), 0.0, high, main(b))


_YARDS: Final[tuple[Callable[[Sink, Panels], None], ...]] = (
    _tracks, _plinths, _plinths, _courts, _steps, _steps, _trenches, _footings,
)
