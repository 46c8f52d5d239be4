"""The nearest solid to many points at once: signed distance and outward normal.

Solids are the colliders of the City: boxes, cylinders along an axis, wedges. All are convex, and
all lie in their bounds, which decide which of them may be nearest.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from blame3d.hunt.vectors import F64, dot
from blame3d.world.chunk import CYLINDER, RAMP

I64 = NDArray[np.int64]

FAR = 1e9
"""Distance where there is no solid."""


class Solids(NamedTuple):
    """kind, way: int64 (M,), as COLLIDER's kind and dir. lo, hi: float64 (M, 3), metres in one
    common frame. The last row is a solid that is nowhere, for lists that are not full."""

    kind: I64
    way: I64
    lo: F64
    hi: F64


def nowhere() -> Solids:
    """No solids at all: only the row that is nowhere."""
    at = np.full((1, 3), FAR)
    return Solids(np.zeros(1, np.int64), np.zeros(1, np.int64), at, at)


def nearest(solids: Solids, rows: I64, points: F64) -> tuple[F64, F64]:
    """Signed distance (N,) and unit normal (N, 3) away from the nearest solid of each point.

    rows: int64 (N, K), the solids that each point has to be held against, filled up with the last
    row (the solids come first). points: float64 (N, 3) in the frame of the solids. The distance is
    exact to boxes and cylinders; beyond the edges of a wedge it is too small by at most the way
    round the edge.
    """
    used = (rows != len(solids.kind) - 1).any(axis=0)  # they come first in every row
    rows = rows[:, : max(1, int(used.sum()))]
    lo, hi = solids.lo[rows], solids.hi[rows]
    p = points[:, None, :]
    out = np.maximum(lo - p, p - hi)
    away = np.maximum(out, 0.0)
    square = np.vecdot(away, away)
    inside = np.maximum(np.maximum(out[..., 0], out[..., 1]), out[..., 2])
    distance = np.where(square > 0.0, np.sqrt(square), inside)
    kind = solids.kind[rows]
    bend = np.zeros_like(lo)
    bent = np.zeros(kind.shape, np.bool_)
    if (kind == CYLINDER).any():
        _cylinders(solids, rows, points, distance, bend, bent)
    if (kind == RAMP).any():
        _wedges(solids, rows, points, distance, bend, bent)
    i = np.arange(len(points))
    best = distance.argmin(axis=1)
    d = distance[i, best]
    toward = points - np.clip(points, lo[i, best], hi[i, best])
    deep = square[i, best] <= 0.0
    axis = out[i, best].argmax(axis=1)
    flat = np.zeros_like(toward)
    above = points[i, axis] - hi[i, best, axis] >= lo[i, best, axis] - points[i, axis]
    flat[i, axis] = np.where(above, 1.0, -1.0)
    length = np.sqrt(dot(toward, toward))
    plain = np.where(deep[:, None], flat, toward / np.maximum(length, 1e-12)[:, None])
    return d, np.where(bent[i, best, None], bend[i, best], plain)


def _cylinders(
    solids: Solids, rows: I64, points: F64, distance: F64, bend: F64, bent: NDArray[np.bool_]
) -> None:
    """Put the distances and normals of the cylinders in place."""
    kind, way = solids.kind[rows], solids.way[rows]
    for axis in range(3):
        n, k = np.nonzero((kind == CYLINDER) & (way == axis))
        if not len(n):
            continue
        a, b = [other for other in range(3) if other != axis]
        lo, hi, p = solids.lo[rows[n, k]], solids.hi[rows[n, k]], points[n]
        x = p[:, a] - (lo[:, a] + hi[:, a]) * 0.5
        y = p[:, b] - (lo[:, b] + hi[:, b]) * 0.5
        r = np.sqrt(x * x + y * y)
        side = r - np.minimum(hi[:, a] - lo[:, a], hi[:, b] - lo[:, b]) * 0.5
        below, above = lo[:, axis] - p[:, axis], p[:, axis] - hi[:, axis]
        cap, up = np.maximum(below, above), np.where(above >= below, 1.0, -1.0)
        over = np.maximum(side, 0.0), np.maximum(cap, 0.0)
        both = np.sqrt(over[0] * over[0] + over[1] * over[1])
        d = np.where(both > 0.0, both, np.maximum(side, cap))
        scale = np.maximum(both, 1e-12)
        deep_side = side >= cap
        round_part = np.where(both > 0.0, over[0] / scale, deep_side)
        flat_part = np.where(both > 0.0, over[1] / scale, ~deep_side)
        normal = np.zeros_like(p)
        safe = np.maximum(r, 1e-12)
        normal[:, a] = np.where(r > 1e-12, x / safe, 1.0) * round_part
        normal[:, b] = np.where(r > 1e-12, y / safe, 0.0) * round_part
        normal[:, axis] = up * flat_part
        distance[n, k], bend[n, k], bent[n, k] = d, normal, True


def _wedges(
    solids: Solids, rows: I64, points: F64, distance: F64, bend: F64, bent: NDArray[np.bool_]
) -> None:
    """Where a wedge's slope is what is met first, put its distance and normal in place."""
    n, k = np.nonzero(solids.kind[rows] == RAMP)
    row = rows[n, k]
    lo, hi, p, way = solids.lo[row], solids.hi[row], points[n], solids.way[row]
    i, axis = np.arange(len(n)), way & 1
    sign = np.where(way < 2, 1.0, -1.0)
    size = hi - lo
    normal = np.zeros_like(lo)
    normal[i, axis] = -sign * size[:, 2]
    normal[:, 2] = size[i, axis]
    normal /= np.maximum(np.sqrt(dot(normal, normal)), 1e-12)[:, None]
    foot = np.where((sign > 0.0)[:, None], lo, hi)
    foot[:, 2] = lo[:, 2]
    slope = dot(p - foot, normal)
    first = slope > distance[n, k]
    n, k = n[first], k[first]
    distance[n, k], bend[n, k], bent[n, k] = slope[first], normal[first], True
