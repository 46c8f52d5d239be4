"""Straight looks through colliders, many solids at once.

Every solid is convex, so a ray is inside it from the latest entry to the earliest exit over its
sides: slabs for the bounds, one more plane for a wedge, a quadratic for a cylinder.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from blame3d.player.shapes import F64
from blame3d.player.state import Vec
from blame3d.world.chunk import CYLINDER, RAMP


class Seen(NamedTuple):
    """distance in metres, row of the solid, its outward unit normal there."""

    distance: float
    row: int
    normal: Vec


def _slope(rows: NDArray[np.void], lo: F64, hi: F64) -> tuple[F64, F64]:
    """Outward normal (n, 3), not of unit length, and a point (n, 3) of the upper side of wedges."""
    way = rows["dir"]
    axis = way & 1
    sign = np.where(way < 2, 1.0, -1.0)
    size = hi - lo
    i = np.arange(len(rows))
    normal = np.zeros_like(lo)
    normal[i, axis] = -sign * size[:, 2]
    normal[:, 2] = size[i, axis]
    foot = np.where((sign > 0.0)[:, None], lo, hi)
    foot[:, 2] = lo[:, 2]
    return normal, foot


def cast(rows: NDArray[np.void], origin: Vec, direction: Vec, reach: float) -> Seen | None:
    """First solid on a ray, or None within `reach` metres.

    rows: COLLIDER (n,), of which those that stop nobody are not seen; origin in their frame,
    metres; direction: unit vector. An origin inside a solid sees it at distance 0 with the normal
    against the ray.
    """
    if not len(rows):
        return None
    lo, hi = rows["lo"].astype(np.float64), rows["hi"].astype(np.float64)
    o, v = np.array(origin), np.array(direction)
    # A component that is exactly 0 would give 0 · inf at a border: the least number does not.
    v = np.where(np.abs(v) < 1e-300, 1e-300, v)
    a, b = (lo - o) / v, (hi - o) / v
    enters, leaves = np.minimum(a, b), np.maximum(a, b)
    kind = rows["kind"]
    entry = enters.max(axis=1)
    side = enters.argmax(axis=1)
    normal = np.zeros_like(lo)
    normal[np.arange(len(rows)), side] = -np.sign(v)[side]
    out = leaves.min(axis=1)

    wedge = np.flatnonzero(kind == RAMP)
    if len(wedge):
        n, foot = _slope(rows[wedge], lo[wedge], hi[wedge])
        rate = (n * v).sum(axis=1)
        height = ((o - foot) * n).sum(axis=1)
        with np.errstate(divide="ignore", invalid="ignore"):
            t = np.where(rate == 0.0, np.where(height > 0.0, np.inf, -np.inf), -height / rate)
        coming = (rate < 0.0) | (rate == 0.0)
        later = coming & (t > entry[wedge])
        entry[wedge] = np.where(later, t, entry[wedge])
        unit = n / np.sqrt((n * n).sum(axis=1))[:, None]
        normal[wedge] = np.where(later[:, None], unit, normal[wedge])
        out[wedge] = np.where(coming, out[wedge], np.minimum(out[wedge], t))

    for axis in range(3):
        some = np.flatnonzero((kind == CYLINDER) & (rows["dir"] == axis))
        if not len(some):
            continue
        p, q = [i for i in range(3) if i != axis]
        mid = (lo[some] + hi[some]) * 0.5
        radius = np.minimum(hi[some, p] - lo[some, p], hi[some, q] - lo[some, q]) * 0.5
        x, y = o[p] - mid[:, p], o[q] - mid[:, q]
        square = v[p] * v[p] + v[q] * v[q]
        over = x * x + y * y - radius * radius
        if square < 1e-18:  # along the axis: only the caps count
            entry[some] = np.where(over > 0.0, np.inf, enters[some, axis])
            normal[some] = 0.0
            normal[some, axis] = -np.sign(v[axis])
            out[some] = leaves[some, axis]
            continue
        half = x * v[p] + y * v[q]
        under = half * half - square * over
        root = np.sqrt(np.maximum(under, 0.0))
        t0, t1 = (-half - root) / square, (-half + root) / square
        cap = enters[some, axis]
        round_first = t0 > cap
        entry[some] = np.where(under < 0.0, np.inf, np.maximum(t0, cap))
        out[some] = np.minimum(t1, leaves[some, axis])
        normal[some] = 0.0
        normal[some, p] = np.where(round_first, (x + t0 * v[p]) / radius, 0.0)
        normal[some, q] = np.where(round_first, (y + t0 * v[q]) / radius, 0.0)
        normal[some, axis] = np.where(round_first, 0.0, -np.sign(v[axis]))

    inside = (entry < 0.0) & (out >= 0.0)
    met = (entry <= out) & (out >= 0.0) & (entry <= reach) & (kind <= RAMP)
    if not met.any():
        return None
    first = np.where(met, np.maximum(entry, 0.0), np.inf)
    row = int(first.argmin())
    if inside[row]:
        x, y, z = (-v).tolist()
        return Seen(0.0, row, (x, y, z))
    x, y, z = normal[row].tolist()
    return Seen(float(first[row]), row, (x, y, z))
