"""Builds models/kit.npz, the parts of which the City is made. Run: python models/build_kit.py

A part is a few *batches* of six quads in a unit box centred on the origin (x east, y along the
part, z up; extents 1 on each axis). World code scales, turns and places batches; the renderer
fetches their vertices by number, so every kind of part costs one draw call together.

    vertices  float32 (24·B, 8)   position xyz, normal xyz, uv; four rows a quad,
                                  counter-clockwise from outside; unused quads are degenerate;
                                  u carries 2 × the axis (0 x, 1 y, 2 z) that the quad faces most
    names     unicode (P,)        part names
    first     int32 (P,)          first batch of the near level
    count     int32 (P,)          batches of the near level
    far       int32 (P,)          the one batch of the far level
    collide   uint8 (P,)          0 none, 1 box, 2 cylinder

Batch 0 is the plain box and batch 1 a hexagonal prism with round shading: the two far levels.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import cos, hypot, pi, sin
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Vec = tuple[float, float, float]
Quad = NDArray[np.float64]
"""(4, 8): position, normal, uv of four corners."""

NONE, BOX, CYLINDER = 0, 1, 2
UP, X, Y = (0.0, 0.0, 1.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0)


# Quads -------------------------------------------------------------------------------------


def quad(corners: Sequence[Vec], normals: Sequence[Vec] | None = None) -> Quad:
    """One quad from four corners, counter-clockwise from outside; flat unless given normals."""
    p = np.array(corners, np.float64)
    if normals is None:
        face = np.cross(p[2] - p[0], p[3] - p[1])
        length = float(np.sqrt((face * face).sum()))
        n = np.repeat((face / length)[None], 4, 0)
    else:
        n = np.array(normals, np.float64)
        n /= np.sqrt((n * n).sum(1, keepdims=True))
    uv = np.array([(0, 0), (1, 0), (1, 1), (0, 1)], np.float64)
    return np.hstack([p, n, uv])


def box(lo: Vec, hi: Vec) -> list[Quad]:
    """Six faces: -x +x -y +y -z +z."""
    (x0, y0, z0), (x1, y1, z1) = lo, hi
    return [
        quad([(x0, y1, z0), (x0, y0, z0), (x0, y0, z1), (x0, y1, z1)]),
        quad([(x1, y0, z0), (x1, y1, z0), (x1, y1, z1), (x1, y0, z1)]),
        quad([(x0, y0, z0), (x1, y0, z0), (x1, y0, z1), (x0, y0, z1)]),
        quad([(x1, y1, z0), (x0, y1, z0), (x0, y1, z1), (x1, y1, z1)]),
        quad([(x0, y1, z0), (x1, y1, z0), (x1, y0, z0), (x0, y0, z0)]),
        quad([(x0, y0, z1), (x1, y0, z1), (x1, y1, z1), (x0, y1, z1)]),
    ]


def bar(a: Vec, b: Vec, wide: float, up: Vec = UP) -> list[Quad]:
    """A square bar from a to b (four sides, open ends), `wide` across."""
    pa, pb = np.array(a), np.array(b)
    along = (pb - pa) / np.sqrt(((pb - pa) ** 2).sum())
    side = np.cross(along, np.array(up))
    side /= np.sqrt((side * side).sum())
    top = np.cross(side, along)
    ring = [(-side - top), (side - top), (side + top), (-side + top)]
    r = wide / 2
    out = []
    for i in range(4):
        u, v = ring[i] * r, ring[(i + 1) % 4] * r
        out.append(quad([tuple(pa + u), tuple(pa + v), tuple(pb + v), tuple(pb + u)]))
    return [flip(q) if outward(q, (pa + pb) / 2) < 0 else q for q in out]


def outward(q: Quad, centre: NDArray[np.float64]) -> float:
    """Positive when the winding of q faces away from `centre`."""
    face = np.cross(q[2, :3] - q[0, :3], q[3, :3] - q[1, :3])
    return float((face * (q[:, :3].mean(0) - centre)).sum())


def flip(q: Quad) -> Quad:
    """The quad seen from behind."""
    out = q[::-1].copy()
    out[:, 3:6] *= -1
    return out


def lathe(profile: Sequence[tuple[float, float]], sides: int, *, smooth: bool = True) -> list[Quad]:
    """Turn a profile of (radius, z), given bottom to top on the outside, about the z axis."""
    out = []
    for (r0, z0), (r1, z1) in pairwise(profile):
        length = hypot(r1 - r0, z1 - z0)
        nr, nz = (z1 - z0) / length, (r0 - r1) / length
        for i in range(sides):
            a, b = 2 * pi * i / sides, 2 * pi * (i + 1) / sides
            corners = [
                (r0 * cos(a), r0 * sin(a), z0),
                (r0 * cos(b), r0 * sin(b), z0),
                (r1 * cos(b), r1 * sin(b), z1),
                (r1 * cos(a), r1 * sin(a), z1),
            ]
            mid = (a + b) / 2
            at = (a, b, b, a) if smooth else (mid, mid, mid, mid)
            out.append(quad(corners, [(nr * cos(t), nr * sin(t), nz) for t in at]))
    return out


def disc(radius: float, z: float, sides: int, *, up: bool = True) -> list[Quad]:
    """A regular polygon (even number of sides) as (sides - 2) / 2 quads."""
    p = [
        (radius * cos(2 * pi * i / sides), radius * sin(2 * pi * i / sides), z)
        for i in range(sides)
    ]
    quads = [quad([p[0], p[i], p[i + 1], p[i + 2]]) for i in range(1, sides - 2, 2)]
    return quads if up else [flip(q) for q in quads]


def extrude(
    outline: Sequence[tuple[float, float]], y0: float, y1: float, *, smooth: bool = False
) -> list[Quad]:
    """Sides of a closed (x, z) outline, counter-clockwise seen from -y, drawn along y."""
    out = []
    for (xa, za), (xb, zb) in zip(outline, [*outline[1:], outline[0]], strict=True):
        if hypot(xb - xa, zb - za) < 1e-9:
            continue
        corners = [(xa, y0, za), (xa, y1, za), (xb, y1, zb), (xb, y0, zb)]
        normals = [(xa, 0, za), (xa, 0, za), (xb, 0, zb), (xb, 0, zb)] if smooth else None
        out.append(flip(quad(corners)) if normals is None else quad(corners[::-1], normals[::-1]))
    return out


def turned(quads: list[Quad], matrix: Sequence[Vec], shift: Vec = (0.0, 0.0, 0.0)) -> list[Quad]:
    """Quads turned by a rotation (rows) and moved."""
    m = np.array(matrix, np.float64)
    out = []
    for q in quads:
        r = q.copy()
        r[:, :3] = (q[:, None, :3] * m[None]).sum(2) + np.array(shift)
        r[:, 3:6] = (q[:, None, 3:6] * m[None]).sum(2)
        out.append(r)
    return out


def to_y(quads: list[Quad]) -> list[Quad]:
    """Turn the z axis onto y."""
    return turned(quads, [(1, 0, 0), (0, 0, 1), (0, -1, 0)])


def scaled(quads: list[Quad], size: Vec, shift: Vec = (0.0, 0.0, 0.0)) -> list[Quad]:
    """Quads stretched (normals by the inverse) and moved."""
    s, out = np.array(size), []
    for q in quads:
        r = q.copy()
        r[:, :3] = q[:, :3] * s + np.array(shift)
        n = q[:, 3:6] / s
        r[:, 3:6] = n / np.sqrt((n * n).sum(1, keepdims=True))
        out.append(r)
    return out


# Parts -------------------------------------------------------------------------------------


def plain_box() -> list[Quad]:
    return box((-0.5, -0.5, -0.5), (0.5, 0.5, 0.5))


def hexagon() -> list[Quad]:
    return lathe([(0.5, -0.5), (0.5, 0.5)], 6)


def block() -> list[Quad]:
    """A box with bevelled edges above and at the corners: cast concrete."""
    b = 0.04
    lo, hi = -0.5, 0.5
    ring = [(lo + b, lo), (hi - b, lo), (hi, lo + b), (hi, hi - b)]
    ring += [(hi - b, hi), (lo + b, hi), (lo, hi - b), (lo, lo + b)]
    inner = [(x * (1 - 2 * b), y * (1 - 2 * b)) for x, y in ring]
    out = []
    for (a, b0), (c, d), (e, f), (g, h) in zip(
        ring, [*ring[1:], ring[0]], [*inner[1:], inner[0]], inner, strict=True
    ):
        out.append(quad([(a, b0, -0.5), (c, d, -0.5), (c, d, 0.5 - b), (a, b0, 0.5 - b)]))
        out.append(quad([(a, b0, 0.5 - b), (c, d, 0.5 - b), (e, f, 0.5), (g, h, 0.5)]))
    p = [(x, y, 0.5) for x, y in inner]
    out += [quad([p[0], p[1], p[2], p[3]]), quad([p[0], p[3], p[4], p[7]])]
    out += [quad([p[7], p[4], p[5], p[6]])]
    out.append(quad([(lo, hi, -0.5), (hi, hi, -0.5), (hi, lo, -0.5), (lo, lo, -0.5)]))
    return out


def cylinder() -> list[Quad]:
    r = 0.5
    return (
        lathe([(r, -0.5), (r, 0.5)], 16)
        + disc(r, 0.5, 16)
        + disc(r, -0.5, 16, up=False)
    )


def pipe_flange() -> list[Quad]:
    """A pipe's joint, axis z: a thick ring between two chamfers."""
    return lathe([(0.38, -0.5), (0.5, -0.3), (0.5, 0.3), (0.38, 0.5)], 12)


def pipe_elbow() -> list[Quad]:
    """A quarter torus from -z (at y -0.5 end) to +y; tube diameter 0.5, axis x."""
    out, rings, sides = [], 6, 10
    centre, big, small = (0.5, -0.5), 0.75, 0.25  # (y, z) of the bend's centre

    def at(i: int, j: int) -> tuple[Vec, Vec]:
        turn, ring = pi / 2 * i / rings, 2 * pi * j / sides
        reach = big + small * cos(ring)
        y, z = centre[0] - reach * cos(turn), centre[1] + reach * sin(turn)
        normal = (2 * sin(ring), -cos(ring) * cos(turn), cos(ring) * sin(turn))
        return (2 * small * sin(ring), y, z), normal

    for i in range(rings):
        for j in range(sides):
            c = [at(i, j), at(i, j + 1), at(i + 1, j + 1), at(i + 1, j)]
            q = quad([p for p, _ in c], [n for _, n in c])
            face = np.cross(q[2, :3] - q[0, :3], q[3, :3] - q[1, :3])
            if (face * q[:, 3:6].mean(0)).sum() < 0:
                q = q[::-1].copy()
            out.append(q)
    return out


def arch(spring: float = -0.5, *, half: bool = False) -> list[Quad]:
    """A slab with a semicircular opening, seen along y. Half: the opening's left side only."""
    steps = 10 if not half else 8
    end = pi / 2 if half else pi
    span = 0.9 if half else 0.42
    x0 = 0.5 if half else 0.0
    rise = 0.85
    pts = [
        (x0 - span * cos(end * i / steps), spring + rise * sin(end * i / steps))
        for i in range(steps + 1)
    ]
    out = []
    for (xa, za), (xb, zb) in pairwise(pts):
        out.append(quad([(xa, -0.5, za), (xb, -0.5, zb), (xb, -0.5, 0.5), (xa, -0.5, 0.5)]))
        out.append(quad([(xb, 0.5, zb), (xa, 0.5, za), (xa, 0.5, 0.5), (xb, 0.5, 0.5)]))
        under = [(xa, -0.5, za), (xa, 0.5, za), (xb, 0.5, zb), (xb, -0.5, zb)]
        normals = [(x0 - p[0], 0.0, spring - p[2] - 1e-3) for p in under]
        q = quad(under, normals)
        face = np.cross(q[2, :3] - q[0, :3], q[3, :3] - q[1, :3])
        out.append(q if (face * q[:, 3:6].mean(0)).sum() > 0 else q[::-1].copy())
    legs = [(-0.5, pts[0][0])] if half else [(-0.5, pts[0][0]), (pts[-1][0], 0.5)]
    for a, b in legs:
        out += [q for i, q in enumerate(box((a, -0.5, -0.5), (b, 0.5, 0.5))) if i in (2, 3, 4)]
    out.append(quad([(-0.5, 0.5, -0.5), (-0.5, -0.5, -0.5), (-0.5, -0.5, 0.5), (-0.5, 0.5, 0.5)]))
    if not half:
        out.append(quad([(0.5, -0.5, -0.5), (0.5, 0.5, -0.5), (0.5, 0.5, 0.5), (0.5, -0.5, 0.5)]))
    out.append(quad([(-0.5, -0.5, 0.5), (0.5, -0.5, 0.5), (0.5, 0.5, 0.5), (-0.5, 0.5, 0.5)]))
    return out


def half_arch() -> list[Quad]:
    return arch(half=True)


def barrel_vault() -> list[Quad]:
    """A vault segment along y: soffit, back and two springing feet."""
    steps, out = 8, []
    for i in range(steps):
        a, b = pi * i / steps, pi * (i + 1) / steps

        def p(t: float, r: float, y: float) -> Vec:
            return (-r * cos(t), y, -0.5 + 2 * r * sin(t))

        out.append(quad([p(b, 0.5, -0.5), p(b, 0.5, 0.5), p(a, 0.5, 0.5), p(a, 0.5, -0.5)]))
        out.append(quad([p(a, 0.43, -0.5), p(a, 0.43, 0.5), p(b, 0.43, 0.5), p(b, 0.43, -0.5)]))
        out.append(quad([p(a, 0.43, -0.5), p(b, 0.43, -0.5), p(b, 0.5, -0.5), p(a, 0.5, -0.5)]))
        out.append(quad([p(b, 0.43, 0.5), p(a, 0.43, 0.5), p(a, 0.5, 0.5), p(b, 0.5, 0.5)]))
    return [facing_up(q) for q in out]


def facing_up(q: Quad) -> Quad:
    """Make a vault's soffit look down to its axis and its back look up."""
    mid = q[:, :3].mean(0)
    if abs(q[0, 4]) > 0.9:  # end faces
        return q if q[0, 4] * mid[1] > 0 else flip(q)
    radius = hypot(float(mid[0]), (float(mid[2]) + 0.5) / 2)
    away = float(q[0, 3] * mid[0] + q[0, 5] * (mid[2] + 0.5))
    return q if (away > 0) == (radius > 0.46) else flip(q)


def column_fluted() -> list[Quad]:
    """A shaft with twelve flutes on a plinth."""
    out, n = [], 24
    radii = [0.42 if i % 2 else 0.36 for i in range(n)]
    ring = [(r * cos(2 * pi * i / n), r * sin(2 * pi * i / n)) for i, r in enumerate(radii)]
    for (xa, ya), (xb, yb) in zip(ring, [*ring[1:], ring[0]], strict=True):
        out.append(quad([(xa, ya, -0.46), (xb, yb, -0.46), (xb, yb, 0.46), (xa, ya, 0.46)]))
    out += box((-0.5, -0.5, -0.5), (0.5, 0.5, -0.46))
    out += box((-0.5, -0.5, 0.46), (0.5, 0.5, 0.5))
    return out


def column_capital() -> list[Quad]:
    """A square capital flaring from a round shaft, in three steps."""
    out = lathe([(0.30, -0.5), (0.32, -0.35), (0.38, -0.15), (0.49, 0.05)], 12)
    out += box((-0.46, -0.46, 0.05), (0.46, 0.46, 0.25))
    out += box((-0.5, -0.5, 0.25), (0.5, 0.5, 0.5))
    return out


def prism(outline: Sequence[tuple[float, float]], *, turn: bool = False) -> list[Quad]:
    """A closed prism along x from a convex (y, z) outline, counter-clockwise seen from +x."""
    out = []
    for (ya, za), (yb, zb) in zip(outline, [*outline[1:], outline[0]], strict=True):
        out.append(quad([(-0.5, ya, za), (-0.5, yb, zb), (0.5, yb, zb), (0.5, ya, za)]))
    pts = list(outline) if len(outline) % 2 == 0 else [*outline, outline[-1]]
    for i in range(1, len(pts) - 2, 2):
        c = [pts[0], pts[i], pts[i + 1], pts[i + 2]]
        out.append(quad([(0.5, y, z) for y, z in c], [X] * 4))
        out.append(quad([(-0.5, y, z) for y, z in c[::-1]], [(-1.0, 0.0, 0.0)] * 4))
    middle = np.array([0.0, *np.array(outline).mean(0)])
    return [q if outward(q, middle) > 0 else flip(q) for q in out]


def wedge() -> list[Quad]:
    """A ramp rising along +y: foot at y -0.5, full height at y +0.5."""
    return prism([(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5)])


def buttress() -> list[Quad]:
    """A leaning pier: deep at the foot, slender above, with an offset half way."""
    return prism([(-0.5, -0.5), (0.5, -0.5), (0.5, 0.0), (-0.28, 0.0)]) + prism(
        [(-0.18, 0.0), (0.5, 0.0), (0.5, 0.5), (0.22, 0.5)]
    )


def stair_flight() -> list[Quad]:
    """Ten steps rising along +y between two stringers."""
    n, out = 10, []
    for i in range(n):
        y0, y1 = -0.5 + i / n, -0.5 + (i + 1) / n
        z0, z1 = -0.5 + i / n, -0.5 + (i + 1) / n
        out.append(quad([(-0.45, y0, z0), (0.45, y0, z0), (0.45, y0, z1), (-0.45, y0, z1)]))
        out.append(quad([(-0.45, y0, z1), (0.45, y0, z1), (0.45, y1, z1), (-0.45, y1, z1)]))
    slab = [(-0.5, -0.5), (-0.36, -0.5), (0.5, 0.36), (0.5, 0.5)]
    for x in (-0.475, 0.475):
        out += scaled(prism(slab), (0.05, 1.0, 1.0), (x, 0.0, 0.0))
    out.append(
        quad([(0.45, -0.36, -0.5), (-0.45, -0.36, -0.5), (-0.45, 0.5, 0.36), (0.45, 0.5, 0.36)])
    )
    out.append(quad([(0.45, 0.5, 0.36), (-0.45, 0.5, 0.36), (-0.45, 0.5, 0.5), (0.45, 0.5, 0.5)]))
    return out


def stair_far() -> list[Quad]:
    """A sloping slab in the place of a flight."""
    return prism([(-0.5, -0.5), (-0.3, -0.5), (0.5, 0.3), (0.5, 0.5)])


def ladder() -> list[Quad]:
    """Two rails up z and twelve rungs; x wide, y deep."""
    out = box((-0.5, -0.5, -0.5), (-0.4, 0.5, 0.5)) + box((0.4, -0.5, -0.5), (0.5, 0.5, 0.5))
    for i in range(12):
        z = -0.5 + (i + 0.5) / 12
        out += bar((-0.4, 0.0, z), (0.4, 0.0, z), 0.02)
    return out


def rail() -> list[Quad]:
    """Posts and two bars along y."""
    out = box((-0.5, -0.5, 0.44), (0.5, 0.5, 0.5)) + box((-0.3, -0.5, 0.0), (0.3, 0.5, 0.04))
    for y in (-0.48, 0.0, 0.48):
        out += box((-0.4, y - 0.02, -0.5), (0.4, y + 0.02, 0.44))[:4]
    return out


def catwalk_grating() -> list[Quad]:
    """A walk along y: side channels and cross bars under a mesh deck."""
    out = box((-0.5, -0.5, -0.5), (-0.46, 0.5, 0.5)) + box((0.46, -0.5, -0.5), (0.5, 0.5, 0.5))
    out += box((-0.46, -0.5, 0.05), (0.46, 0.5, 0.25))
    for i in range(4):
        y = -0.375 + i / 4
        faces = box((-0.46, y - 0.02, -0.4), (0.46, y + 0.02, 0.05))
        out += [faces[2], faces[3], faces[4]]
    return out


def truss() -> list[Quad]:
    """A lattice along y: four chords, diagonals on the sides."""
    c, out = 0.44, []
    for x in (-c, c):
        for z in (-c, c):
            out += box((x - 0.06, -0.5, z - 0.06), (x + 0.06, 0.5, z + 0.06))
    for x in (-c, c):
        for i in range(4):
            y0, y1 = -0.5 + i / 4, -0.5 + (i + 1) / 4
            za, zb = (-c, c) if i % 2 == 0 else (c, -c)
            out += bar((x, y0 + 0.04, za), (x, y1 - 0.04, zb), 0.07, X)
    for i in range(2):
        y0, y1 = -0.5 + i / 2, -0.5 + (i + 1) / 2
        out += bar((-c, y0 + 0.04, c), (c, y1 - 0.04, c), 0.07)
        out += bar((c, y0 + 0.04, -c), (-c, y1 - 0.04, -c), 0.07)
    return out


def girder_i() -> list[Quad]:
    """An I beam along y."""
    return (
        box((-0.5, -0.5, 0.4), (0.5, 0.5, 0.5))
        + box((-0.5, -0.5, -0.5), (0.5, 0.5, -0.4))
        + box((-0.08, -0.5, -0.4), (0.08, 0.5, 0.4))
    )


def fan() -> list[Quad]:
    """A ring and six pitched blades; axis y."""
    out = lathe([(0.5, -0.5), (0.5, 0.5)], 16)
    out += [flip(q) for q in lathe([(0.44, -0.5), (0.44, 0.5)], 16)]
    out += [flip(q) for q in lathe([(0.5, 0.5), (0.44, 0.5)], 16, smooth=False)]
    out += [flip(q) for q in lathe([(0.44, -0.5), (0.5, -0.5)], 16, smooth=False)]
    out = [q if q[0, 5] * q[0, 2] >= 0 else flip(q) for q in out]
    blades: list[Quad] = []
    for i in range(6):
        a = 2 * pi * i / 6

        def at(r: float, t: float, z: float) -> Vec:
            return (r * cos(t), r * sin(t), z)

        root, tip = (at(0.08, a, -0.1), at(0.08, a + 0.9, 0.1)), (a - 0.2, a + 0.5)
        q = quad([root[0], at(0.44, tip[0], -0.2), at(0.44, tip[1], 0.2), root[1]])
        blades += [q, flip(q)]
    hub = lathe([(0.09, -0.3), (0.09, 0.3)], 6) + disc(0.09, 0.3, 6)
    return to_y(out + blades + hub)


def vent_louvre() -> list[Quad]:
    """A frame with six slanted blades, facing -y."""
    out = box((-0.5, -0.5, -0.5), (-0.42, 0.5, 0.5)) + box((0.42, -0.5, -0.5), (0.5, 0.5, 0.5))
    out += box((-0.42, -0.5, 0.42), (0.42, 0.5, 0.5)) + box((-0.42, -0.5, -0.5), (0.42, 0.5, -0.42))
    for i in range(6):
        z = -0.42 + 0.84 * i / 6
        up = z + 0.14
        out.append(quad([(-0.42, -0.4, z), (0.42, -0.4, z), (0.42, 0.3, up), (-0.42, 0.3, up)]))
    out += [box((-0.42, 0.3, -0.42), (0.42, 0.5, 0.42))[i] for i in (2, 3)]
    return out


def tank() -> list[Quad]:
    """An upright vessel with domed ends and a band."""
    profile = [(0.22, -0.5), (0.42, -0.42), (0.47, -0.32), (0.47, 0.32), (0.42, 0.42), (0.22, 0.5)]
    band = lathe([(0.47, -0.03), (0.5, 0.0), (0.47, 0.03)], 12)
    return lathe(profile, 12) + disc(0.22, 0.5, 12) + band


def hatch() -> list[Quad]:
    """A round lid with a wheel, facing -y."""
    out = lathe([(0.5, -0.5), (0.5, 0.0), (0.44, 0.1)], 12) + disc(0.44, 0.1, 12)
    out += lathe([(0.05, 0.1), (0.05, 0.35)], 6)
    wheel = lathe([(0.2, 0.35), (0.24, 0.5), (0.28, 0.35)], 8)
    return turned(out + wheel, [(1, 0, 0), (0, 0, -1), (0, 1, 0)])


def door_frame() -> list[Quad]:
    """Jambs, lintel and threshold of a portal seen along y, splayed."""
    out = box((-0.5, -0.5, -0.5), (-0.38, 0.5, 0.5)) + box((0.38, -0.5, -0.5), (0.5, 0.5, 0.5))
    out += box((-0.38, -0.5, 0.4), (0.38, 0.5, 0.5)) + box((-0.38, -0.5, -0.5), (0.38, 0.5, -0.48))
    for x in (-0.36, 0.36):
        out += box((x - 0.02, -0.2, -0.48), (x + 0.02, 0.2, 0.4))[:4]
    return out


def window_strip() -> list[Quad]:
    """A band of six panes in deep mullions, facing -y."""
    out = box((-0.5, 0.0, -0.4), (0.5, 0.5, 0.4))
    out += box((-0.5, -0.5, 0.4), (0.5, 0.5, 0.5)) + box((-0.5, -0.5, -0.5), (0.5, 0.5, -0.4))
    for i in range(7):
        x = -0.48 + 0.96 * i / 6
        out += [box((x - 0.02, -0.5, -0.4), (x + 0.02, 0.0, 0.4))[j] for j in (0, 1, 2)]
    return out


def lamp_tube() -> list[Quad]:
    """A fluorescent tube along y between two caps."""
    out = to_y(lathe([(0.4, -0.46), (0.4, 0.46)], 6))
    out += box((-0.5, -0.5, -0.5), (0.5, -0.46, 0.5)) + box((-0.5, 0.46, -0.5), (0.5, 0.5, 0.5))
    return out


def lamp_box() -> list[Quad]:
    """A lens on a base, shining along -y."""
    out = box((-0.5, 0.0, -0.5), (0.5, 0.5, 0.5))
    out += box((-0.42, -0.5, -0.42), (0.42, 0.0, 0.42))
    return out


def lamp_bulb() -> list[Quad]:
    """A caged bulb hanging from a cap."""
    out = lathe([(0.12, -0.5), (0.46, -0.2), (0.36, 0.2)], 8)
    out += lathe([(0.5, 0.2), (0.5, 0.36), (0.2, 0.5)], 8)
    return out


def cable_catenary() -> list[Quad]:
    """A cable along y, high at both ends and sagging to the bottom between."""
    n, out, thick = 12, [], 0.5

    def at(i: int, side: int) -> tuple[Vec, Vec]:
        y = -0.5 + i / n
        z = -0.5 + 4 * y * y * 0.94 + 0.03
        a = pi / 2 * side + pi / 4
        return (thick * cos(a) * 1.4142, y, z + 0.03 * sin(a) * 1.4142), (cos(a), 0.0, sin(a))

    for i in range(n):
        for s in range(4):
            c = [at(i, s), at(i + 1, s), at(i + 1, s + 1), at(i, s + 1)]
            q = quad([p for p, _ in c], [v for _, v in c])
            face = np.cross(q[2, :3] - q[0, :3], q[3, :3] - q[1, :3])
            out.append(q if (face * q[:, 3:6].mean(0)).sum() > 0 else q[::-1].copy())
    return out


def dome() -> list[Quad]:
    """A half sphere standing on z -0.5."""
    steps = 4
    profile = [
        (0.5 * cos(pi / 2 * i / steps), -0.5 + sin(pi / 2 * i / steps)) for i in range(steps)
    ]
    profile.append((0.02, 0.5))
    return lathe(profile, 12)


def cone() -> list[Quad]:
    """A spire: three tapering stages."""
    profile = [(0.5, -0.5), (0.32, -0.2), (0.26, -0.2), (0.14, 0.15), (0.10, 0.15), (0.01, 0.5)]
    return lathe(profile, 10) + disc(0.5, -0.5, 10, up=False)


def sign_plate() -> list[Quad]:
    """A plate with a raised rim, facing -y."""
    out = box((-0.5, 0.0, -0.5), (0.5, 0.5, 0.5))
    out += box((-0.5, -0.5, 0.44), (0.5, 0.0, 0.5)) + box((-0.5, -0.5, -0.5), (0.5, 0.0, -0.44))
    out += box((-0.5, -0.5, -0.44), (-0.47, 0.0, 0.44)) + box((0.47, -0.5, -0.44), (0.5, 0.0, 0.44))
    return out


def antenna() -> list[Quad]:
    """A tapering mast with four crossed yards."""
    out = lathe([(0.10, -0.5), (0.07, -0.1), (0.03, 0.5)], 6)
    for i, z in enumerate((-0.15, 0.05, 0.22, 0.36)):
        reach = 0.5 - 0.1 * i
        out += bar((-reach, 0.0, z), (reach, 0.0, z), 0.02)
        out += bar((0.0, -reach, z + 0.02), (0.0, reach, z + 0.02), 0.02)
    return out


def debris() -> list[Quad]:
    """A heap of tilted blocks; counted, not random, so that it is the same everywhere."""
    out: list[Quad] = []
    for i in range(9):
        a = i * 2.39996
        r = 0.32 * (i / 9) ** 0.5
        s = 0.34 - 0.022 * i
        ca, sa = cos(a), sin(a)
        tilt = 0.5 * sin(3.1 * i)
        ct, st = cos(tilt), sin(tilt)
        m = [(ca, -sa * ct, sa * st), (sa, ca * ct, -ca * st), (0.0, st, ct)]
        b = box((-s / 2, -s / 3, -s / 2), (s / 2, s / 3, s / 2))
        out += turned(b, m, (r * cos(a), r * sin(a), -0.42 + 0.5 * s * (1 - r)))
    return out


def dish() -> list[Quad]:
    """A bowl on a stem, looking up."""
    bowl = [(0.06, -0.1), (0.24, -0.02), (0.40, 0.2), (0.5, 0.5)]
    outer = lathe(bowl, 12)
    inner = [flip(q) for q in outer]
    stem = lathe([(0.16, -0.5), (0.08, -0.4), (0.06, -0.1)], 6)
    feed = bar((0.0, 0.0, 0.0), (0.0, 0.0, 0.45), 0.04, X)
    return outer + inner + stem + feed


PARTS: tuple[tuple[str, Callable[[], list[Quad]], str | Callable[[], list[Quad]], int], ...] = (
    ("box", plain_box, "box", BOX),
    ("hexagon", hexagon, "hexagon", CYLINDER),
    ("block", block, "box", BOX),
    ("cylinder", cylinder, "hexagon", CYLINDER),
    ("pipe_flange", pipe_flange, "hexagon", CYLINDER),
    ("pipe_elbow", pipe_elbow, "box", NONE),
    ("arch", arch, "box", NONE),
    ("half_arch", half_arch, "box", NONE),
    ("barrel_vault", barrel_vault, "box", NONE),
    ("column_fluted", column_fluted, "hexagon", BOX),
    ("column_capital", column_capital, "box", BOX),
    ("wedge", wedge, wedge, NONE),
    ("buttress", buttress, "wedge", BOX),
    ("stair_flight", stair_flight, stair_far, NONE),
    ("ladder", ladder, "box", NONE),
    ("rail", rail, "box", NONE),
    ("catwalk_grating", catwalk_grating, "box", BOX),
    ("truss", truss, "box", NONE),
    ("girder_I", girder_i, "box", BOX),
    ("fan", fan, "box", NONE),
    ("vent_louvre", vent_louvre, "box", BOX),
    ("tank", tank, "hexagon", CYLINDER),
    ("hatch", hatch, "box", NONE),
    ("door_frame", door_frame, "box", NONE),
    ("window_strip", window_strip, "box", NONE),
    ("lamp_tube", lamp_tube, "box", NONE),
    ("lamp_box", lamp_box, "box", NONE),
    ("lamp_bulb", lamp_bulb, "hexagon", NONE),
    ("cable_catenary", cable_catenary, "box", NONE),
    ("dome", dome, "hexagon", CYLINDER),
    ("cone", cone, "hexagon", CYLINDER),
    ("spire", cone, "hexagon", CYLINDER),
    ("sign_plate", sign_plate, "box", NONE),
    ("antenna", antenna, "hexagon", NONE),
    ("debris", debris, "box", BOX),
    ("dish", dish, "hexagon", NONE),
)
"""(name, near level, far level: a part of one batch by name or by function, collide)."""


def facing(q: Quad) -> Quad:
    """The quad with the axis that it faces most written into u."""
    face = np.cross(q[2, :3] - q[0, :3], q[3, :3] - q[1, :3])
    out = q.copy()
    out[:, 6] = q[:, 6] % 2.0 + 2.0 * int(np.argmax(np.abs(face)))
    return out


def batched(quads: list[Quad]) -> list[NDArray[np.float32]]:
    """Group quads by six; the last group is filled with degenerate quads."""
    out = []
    for i in range(0, len(quads), 6):
        group = quads[i : i + 6]
        rows = np.concatenate([facing(q) for q in group])
        if len(group) < 6:
            rows = np.concatenate([rows, np.repeat(rows[:1], 4 * (6 - len(group)), 0)])
        out.append(rows.astype(np.float32))
    return out


def build() -> dict[str, NDArray[np.generic]]:
    """All arrays of the kit, by name."""
    batches: list[NDArray[np.float32]] = []
    first: dict[str, int] = {}
    names, firsts, counts, fars, collides = [], [], [], [], []
    shared: dict[Callable[[], list[Quad]], int] = {}
    for name, near, far, collide in PARTS:
        if near in shared:
            at, n = shared[near], counts[firsts.index(shared[near])]
        else:
            group = batched(near())
            at, n = len(batches), len(group)
            batches += group
            shared[near] = at
        first[name] = at
        if isinstance(far, str):
            far_at = first[far]
        elif far is near:
            far_at = at
        else:
            far_at = len(batches)
            (only,) = batched(far())
            batches.append(only)
        names.append(name)
        firsts.append(at)
        counts.append(n)
        fars.append(far_at)
        collides.append(collide)
    return {
        "vertices": np.concatenate(batches),
        "names": np.array(names),
        "first": np.array(firsts, np.int32),
        "count": np.array(counts, np.int32),
        "far": np.array(fars, np.int32),
        "collide": np.array(collides, np.uint8),
    }


if __name__ == "__main__":
    target = Path(__file__).with_name("kit.npz")
    kit = build()
    np.savez(target, **kit)
    print(f"{target.name}: {len(kit['names'])} parts, {len(kit['vertices']) // 24} batches")
