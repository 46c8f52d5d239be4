"""The three solids that Killy meets, as distances to an upright capsule.

Every collider (box, cylinder, wedge) is convex. An upright capsule is a vertical segment of half
length s swelled by its radius, so the distance from the capsule's axis to a solid is the distance
from the capsule's centre to "the solid stretched by s upwards and downwards", which is convex as
well and has a closed form for each kind. The capsule touches the solid where that distance equals
its radius. `distance` is scalar: after the broad phase a step meets fewer than ten solids, where
plain floats are several times faster than arrays of ten. `separation` is the same for many points
and many solids at once.

Axes: x east, y north, z up; metres. All coordinates are relative to one common cell corner.
"""

from __future__ import annotations

from math import hypot, sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.world.chunk import BOX, CYLINDER

F64 = NDArray[np.float64]
Hit = tuple[float, float, float, float]
"""Signed distance in metres and the unit normal away from the solid."""

Shape = tuple[int, int, float, float, float, float, float, float]
"""kind, dir, lo x, y, z, hi x, y, z: one collider in the working frame."""

WALKABLE: Final = 0.7071 - 1e-3
"""Least upward part of a normal that one can stand on: 45 degrees."""


def _box(x: float, y: float, z: float, shape: Shape, s: float) -> Hit:
    _, _, x0, y0, z0, x1, y1, z1 = shape
    z0 -= s
    z1 += s
    dx = x - x0 if x < x0 else x - x1 if x > x1 else 0.0
    dy = y - y0 if y < y0 else y - y1 if y > y1 else 0.0
    dz = z - z0 if z < z0 else z - z1 if z > z1 else 0.0
    if dx == 0.0 and dy == 0.0:
        if dz > 0.0:
            return dz, 0.0, 0.0, 1.0
        if dz < 0.0:
            return -dz, 0.0, 0.0, -1.0
        best, n = z - z1, (0.0, 0.0, 1.0)
        for d, m in (
            (z0 - z, (0.0, 0.0, -1.0)),
            (x0 - x, (-1.0, 0.0, 0.0)),
            (x - x1, (1.0, 0.0, 0.0)),
            (y0 - y, (0.0, -1.0, 0.0)),
            (y - y1, (0.0, 1.0, 0.0)),
        ):
            if d > best:
                best, n = d, m
        return best, n[0], n[1], n[2]
    d = sqrt(dx * dx + dy * dy + dz * dz)
    if d < 1e-150:  # squares underflow: too near to have a direction
        return 0.0, *_side(dx, dy)
    return d, dx / d, dy / d, dz / d


def _side(dx: float, dy: float) -> tuple[float, float, float]:
    if dx != 0.0:
        return (1.0 if dx > 0.0 else -1.0), 0.0, 0.0
    return 0.0, (1.0 if dy > 0.0 else -1.0), 0.0


def _span(v: float, lo: float, hi: float) -> tuple[float, float]:
    """Signed distance to an interval and the direction out of it."""
    below, above = lo - v, v - hi
    return (above, 1.0) if above >= below else (below, -1.0)


def _product(d2: float, a: float, b: float, dw: float, w: float) -> Hit:
    """Distance to (flat figure) x (interval): the figure's normal is (a, b), the interval's w."""
    if d2 > 0.0 and dw > 0.0:
        d = hypot(d2, dw)
        return d, a * d2 / d, b * d2 / d, w * dw / d
    if d2 >= dw:
        return d2, a, b, 0.0
    return dw, 0.0, 0.0, w


def _cylinder(x: float, y: float, z: float, shape: Shape, s: float) -> Hit:
    _, axis, x0, y0, z0, x1, y1, z1 = shape
    if axis == 2:
        a, b = x - (x0 + x1) * 0.5, y - (y0 + y1) * 0.5
        radius = min(x1 - x0, y1 - y0) * 0.5
        dw, w = _span(z, z0 - s, z1 + s)
    else:
        b = z - (z0 + z1) * 0.5
        b = b - s if b > s else b + s if b < -s else 0.0
        if axis == 0:
            a, radius = y - (y0 + y1) * 0.5, min(y1 - y0, z1 - z0) * 0.5
            dw, w = _span(x, x0, x1)
        else:
            a, radius = x - (x0 + x1) * 0.5, min(x1 - x0, z1 - z0) * 0.5
            dw, w = _span(y, y0, y1)
    r = hypot(a, b)
    if r > 1e-9:
        d, na, nb, nw = _product(r - radius, a / r, b / r, dw, w)
    else:
        d, na, nb, nw = _product(r - radius, 1.0, 0.0, dw, w)
    if axis == 2:
        return d, na, nb, nw
    return (d, nw, na, nb) if axis == 0 else (d, na, nw, nb)


def _edge(u: float, z: float, u0: float, z0: float, u1: float, z1: float) -> Hit:
    """Distance to a segment of the wedge's profile: (distance, normal u, normal z, 0)."""
    eu, ez = u1 - u0, z1 - z0
    t = ((u - u0) * eu + (z - z0) * ez) / (eu * eu + ez * ez + 1e-300)
    t = 0.0 if t < 0.0 else 1.0 if t > 1.0 else t
    du, dz = u - u0 - t * eu, z - z0 - t * ez
    d = hypot(du, dz)
    if d < 1e-12:
        return 0.0, 0.0, 1.0, 0.0
    return d, du / d, dz / d, 0.0


def _ramp(x: float, y: float, z: float, shape: Shape, s: float) -> Hit:
    _, way, x0, y0, z0, x1, y1, z1 = shape
    if way == 0 or way == 2:
        u, length = (x - x0 if way == 0 else x1 - x), x1 - x0
        dw, w = _span(y, y0, y1)
    else:
        u, length = (y - y0 if way == 1 else y1 - y), y1 - y0
        dw, w = _span(x, x0, x1)
    # Profile: (0, low), (length, low), (length, top), (0, knee); the upper side climbs.
    low, knee, top = z0 - s, z0 + s, z1 + s
    rise = z1 - z0
    size = hypot(length, rise) or 1e-300
    mu, mz = -rise / size, length / size
    slope = u * mu + (z - knee) * mz
    left, right, under = -u, u - length, low - z
    if slope <= 0.0 and left <= 0.0 and right <= 0.0 and under <= 0.0:
        d, nu, nz = slope, mu, mz
        if right > d:
            d, nu, nz = right, 1.0, 0.0
        if under > d:
            d, nu, nz = under, 0.0, -1.0
        if left > d:
            d, nu, nz = left, -1.0, 0.0
    else:
        along = u * mz - (z - knee) * mu
        if slope > 0.0 and 0.0 <= along <= size:
            d, nu, nz = slope, mu, mz
        else:
            d, nu, nz, _ = _edge(u, z, 0.0, knee, length, top)
            if right > 0.0:
                d, nu, nz, _ = min((d, nu, nz, 0.0), _edge(u, z, length, low, length, top))
            if under > 0.0:
                d, nu, nz, _ = min((d, nu, nz, 0.0), _edge(u, z, 0.0, low, length, low))
            if left > 0.0:
                d, nu, nz, _ = min((d, nu, nz, 0.0), _edge(u, z, 0.0, low, 0.0, knee))
    d, nu, nz, nw = _product(d, nu, nz, dw, w)
    if way == 0:
        return d, nu, nw, nz
    if way == 2:
        return d, -nu, nw, nz
    return (d, nw, nu, nz) if way == 1 else (d, nw, -nu, nz)


def distance(shape: Shape, x: float, y: float, z: float, s: float) -> Hit:
    """Signed distance from the upright segment of half length s >= 0 centred at (x, y, z) to the
    solid, with the unit normal that leads away from it; negative inside."""
    kind = shape[0]
    if kind == BOX:
        return _box(x, y, z, shape, s)
    if kind == CYLINDER:
        return _cylinder(x, y, z, shape, s)
    return _ramp(x, y, z, shape, s)


def top(shape: Shape, x: float, y: float) -> float:
    """Height in metres of the solid's surface where one steps on it near (x, y).

    For a wedge of at most 45 degrees the height of its slope there, for all else its highest
    point (a steeper slope is no footing, only its ridge is).
    """
    kind, way, x0, y0, z0, x1, y1, z1 = shape
    if kind in (BOX, CYLINDER):
        return z1
    length = x1 - x0 if way in (0, 2) else y1 - y0
    if z1 - z0 > length * 1.001:
        return z1
    u = (x - x0, y - y0, x1 - x, y1 - y)[way]
    return z0 + (z1 - z0) * min(1.0, max(0.0, u / length))


def as_shapes(colliders: NDArray[np.void], shift: tuple[float, float, float]) -> list[Shape]:
    """COLLIDER rows as plain tuples, moved by `shift` metres (exact: multiples of 64)."""
    lo = colliders["lo"].astype(np.float64) + shift
    hi = colliders["hi"].astype(np.float64) + shift
    return [
        (kind, way, a[0], a[1], a[2], b[0], b[1], b[2])
        for kind, way, a, b in zip(
            colliders["kind"].tolist(),
            colliders["dir"].tolist(),
            lo.tolist(),
            hi.tolist(),
            strict=True,
        )
    ]


def separation(shapes: list[Shape], points: F64, s: float) -> F64:
    """Least signed distance from each upright segment to any solid.

    points: float64 (n, 3), centres of the segments; s: their half length. Returns float64 (n,),
    +inf where there is no solid at all. Boxes (nearly all there is) go through arrays, the rest
    one by one for the points that boxes leave free.
    """
    best = np.full(len(points), np.inf)
    boxes = [shape[2:] for shape in shapes if shape[0] == BOX]
    if boxes:
        table = np.array(boxes)
        lo, hi = table[:, :3] - (0.0, 0.0, s), table[:, 3:] + (0.0, 0.0, s)
        for i in range(0, len(points), 256):
            p = points[i : i + 256, None, :]
            out = np.maximum(lo - p, p - hi)
            away = np.sqrt((np.maximum(out, 0.0) ** 2).sum(axis=2))
            best[i : i + 256] = np.where(away > 0.0, away, out.max(axis=2)).min(axis=1)
    for shape in shapes:
        if shape[0] == BOX:
            continue
        near = np.maximum(
            np.array(shape[2:5]) - (0.0, 0.0, s) - points,
            points - np.array(shape[5:8]) - (0.0, 0.0, s),
        ).max(axis=1)
        for i in np.flatnonzero(near < best).tolist():
            x, y, z = points[i].tolist()
            best[i] = min(best[i], distance(shape, x, y, z, s)[0])
    return best
