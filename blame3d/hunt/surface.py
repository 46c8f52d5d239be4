"""The nearest solid to many points at once: signed distance and outward normal.

Solids are the colliders of the City: boxes, cylinders along an axis, wedges. All are convex, and
all lie in their bounds, which decide which of them may be nearest.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from blame3d.hunt.vectors import F64, dot
from blame3d.world.chunk import CYLINDER, RAMP

I64 = NDArray[np.int64]

FAR = 1e9
"""Distance where there is no solid."""

_TURNED: Final = np.array([(1, 2, 0), (0, 2, 1), (0, 1, 2)])


class Solids(NamedTuple):
    """kind, way: int64 (M,), as COLLIDER's kind and dir. lo, hi: float64 (M, 3), metres in one
    common frame. slope: float64 (M, 4), unit normal and distance from the origin of what bounds a
    wedge above; of all else a plane that is met nowhere. The last row is a solid that is nowhere,
    for lists that are not full."""

    kind: I64
    way: I64
    lo: F64
    hi: F64
    slope: F64


def table(kind: I64, way: I64, lo: F64, hi: F64) -> Solids:
    """These solids, and the one that is nowhere."""
    at = np.full((1, 3), FAR)
    none = np.zeros(1, np.int64)
    kind, way = np.concatenate([kind, none]), np.concatenate([way, none])
    lo, hi = np.concatenate([lo, at]), np.concatenate([hi, at])
    slope = np.zeros((len(kind), 4))
    slope[:, 3] = FAR
    those = (kind == RAMP).nonzero()[0]
    slope[those] = _slopes(way[those], lo[those], hi[those])
    return Solids(kind, way, lo, hi, slope)


def nowhere() -> Solids:
    """No solids at all: only the row that is nowhere."""
    return table(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros((0, 3)), np.zeros((0, 3)))


def _slopes(way: I64, lo: F64, hi: F64) -> F64:
    """The planes of wedges, (N, 4)."""
    i, axis = np.arange(len(way)), way & 1
    sign = np.where(way < 2, 1.0, -1.0)
    size = hi - lo
    normal = np.zeros_like(lo)
    normal[i, axis] = -sign * size[:, 2]
    normal[:, 2] = size[i, axis]
    normal /= np.maximum(np.sqrt(dot(normal, normal)), 1e-12)[:, None]
    foot = np.where((sign > 0.0)[:, None], lo, hi)
    foot[:, 2] = lo[:, 2]
    return np.concatenate([normal, dot(normal, foot)[:, None]], axis=1)


def nearest(solids: Solids, rows: I64, points: F64) -> tuple[F64, F64]:
    """Signed distance (N,) and unit normal (N, 3) away from the nearest solid of each point.

    rows: int64 (N, K), the solids that each point has to be held against, filled up with the last
    row. points: float64 (N, 3) in the frame of the solids. The distance is exact to boxes and
    cylinders; beyond the edges of a wedge it is too small by at most the way round the edge.
    """
    if not len(points):
        return np.zeros(0), np.zeros((0, 3))
    # Pairs (point, solid), one behind the other: few points have as many solids as the most.
    near = rows != len(solids.kind) - 1
    near[:, 0] = True
    i = near.nonzero()[0]
    row = rows[near]
    lo, hi, p = solids.lo[row], solids.hi[row], points[i]
    out = np.maximum(lo - p, p - hi)
    away = np.maximum(out, 0.0)
    square = np.vecdot(away, away)
    inside = np.maximum(np.maximum(out[:, 0], out[:, 1]), out[:, 2])
    distance = np.where(square > 0.0, np.sqrt(square), inside)
    slope = solids.slope[row]
    over = np.vecdot(slope[:, :3], p) - slope[:, 3]
    sloping = over > distance
    distance = np.maximum(distance, over)
    starts = i.searchsorted(np.arange(len(points)))
    d = np.minimum.reduceat(distance, starts)
    # A cylinder lies in its bounds: it matters only where those are the nearest.
    bend = None
    those = (solids.kind[row] == CYLINDER).nonzero()[0]
    if len(those) and (distance[those] <= d[i[those]]).any():
        bend, bent = np.zeros_like(lo), np.zeros(len(row), np.bool_)
        _cylinders(solids.way[row[those]], lo, hi, p, those, distance, bend, bent)
        d = np.minimum.reduceat(distance, starts)
    equal = (distance == d[i]).nonzero()[0][::-1]
    best = np.zeros(len(points), np.int64)
    best[i[equal]] = equal  # the first of equals is written last
    side = np.where(points - hi[best] >= lo[best] - points, 1.0, -1.0)
    far = np.sqrt(square[best])
    normal = away[best] * side / np.maximum(far, 1e-12)[:, None]
    deep = (far <= 0.0).nonzero()[0]
    if len(deep):
        axis = out[best[deep]].argmax(axis=1)
        normal[deep, axis] = side[deep, axis]
    normal = np.where(sloping[best, None], slope[best, :3], normal)
    if bend is not None:
        normal = np.where(bent[best, None], bend[best], normal)
    return d, normal


def _cylinders(
    way: I64, lo: F64, hi: F64, p: F64, those: I64,
    distance: F64, bend: F64, bent: NDArray[np.bool_],
) -> None:  # fmt: skip
    """Put the distances and normals of those pairs that are cylinders in place."""
    i = np.arange(len(those))[:, None]
    turn = _TURNED[way]  # the columns across the axis, then its own
    lo, hi, p = lo[those][i, turn], hi[those][i, turn], p[those][i, turn]
    x = p[:, 0] - (lo[:, 0] + hi[:, 0]) * 0.5
    y = p[:, 1] - (lo[:, 1] + hi[:, 1]) * 0.5
    r = np.sqrt(x * x + y * y)
    side = r - np.minimum(hi[:, 0] - lo[:, 0], hi[:, 1] - lo[:, 1]) * 0.5
    below, above = lo[:, 2] - p[:, 2], p[:, 2] - hi[:, 2]
    cap, up = np.maximum(below, above), np.where(above >= below, 1.0, -1.0)
    over = np.maximum(side, 0.0), np.maximum(cap, 0.0)
    both = np.sqrt(over[0] * over[0] + over[1] * over[1])
    scale = np.maximum(both, 1e-12)
    deep_side = side >= cap
    round_part = np.where(both > 0.0, over[0] / scale, deep_side)
    flat_part = np.where(both > 0.0, over[1] / scale, ~deep_side)
    normal = np.empty_like(p)
    safe = np.maximum(r, 1e-12)
    normal[:, 0] = np.where(r > 1e-12, x / safe, 1.0) * round_part
    normal[:, 1] = np.where(r > 1e-12, y / safe, 0.0) * round_part
    normal[:, 2] = up * flat_part
    distance[those] = np.where(both > 0.0, both, np.maximum(side, cap))
    bend[those[:, None], turn] = normal
    bent[those] = True
