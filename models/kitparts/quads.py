"""Quads and the solids made of them: what every part is put together from."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import cos, hypot, pi, sin

import numpy as np
from numpy.typing import NDArray

Vec = tuple[float, float, float]
Quad = NDArray[np.float64]
"""(4, 8): position, normal, uv of four corners, counter-clockwise from outside."""
Group = tuple[int, list[Quad]]
"""A role (below) and the quads that play it."""

MAIN, TRIM, GLOW, TURNING = 0, 1, 2, 3
"""Roles: the part's own material, its fittings, what shines, and what turns about the part's y."""

UP: Vec = (0.0, 0.0, 1.0)
X: Vec = (1.0, 0.0, 0.0)
Y: Vec = (0.0, 1.0, 0.0)

CORNERS = np.array([(0, 0), (1, 0), (1, 1), (0, 1)], np.float64)


def quad(corners: Sequence[Vec], normals: Sequence[Vec] | None = None) -> Quad:
    """One quad from four corners; flat unless given normals."""
    p = np.array(corners, np.float64)
    if normals is None:
        face = np.cross(p[2] - p[0], p[3] - p[1])
        n = np.repeat((face / np.sqrt((face * face).sum()))[None], 4, 0)
    else:
        n = np.array(normals, np.float64)
        n /= np.sqrt((n * n).sum(1, keepdims=True))
    return np.hstack([p, n, CORNERS])


def flip(q: Quad) -> Quad:
    """The quad seen from behind."""
    out = q[::-1].copy()
    out[:, 3:6] *= -1
    return out


def both(quads: list[Quad]) -> list[Quad]:
    """Thin sheets, seen from either side."""
    return quads + [flip(q) for q in quads]


def facing(q: Quad) -> Quad:
    """The quad wound so that it is seen from where its normals point."""
    face = np.cross(q[2, :3] - q[0, :3], q[3, :3] - q[1, :3])
    return q if (face * q[:, 3:6].mean(0)).sum() > 0 else q[::-1].copy()


def away(quads: list[Quad], centre: Vec) -> list[Quad]:
    """The faces of a convex solid, turned to look away from a point inside it."""
    return [q if ((q[:, :3].mean(0) - centre) * q[:, 3:6].mean(0)).sum() > 0 else flip(q)
            for q in quads]


def box(lo: Vec, hi: Vec, faces: str = "xXyYzZ") -> list[Quad]:
    """Faces of a box: a small letter is the low side of that axis, a capital the high one."""
    (x0, y0, z0), (x1, y1, z1) = lo, hi
    made = {
        "x": [(x0, y1, z0), (x0, y0, z0), (x0, y0, z1), (x0, y1, z1)],
        "X": [(x1, y0, z0), (x1, y1, z0), (x1, y1, z1), (x1, y0, z1)],
        "y": [(x0, y0, z0), (x1, y0, z0), (x1, y0, z1), (x0, y0, z1)],
        "Y": [(x1, y1, z0), (x0, y1, z0), (x0, y1, z1), (x1, y1, z1)],
        "z": [(x0, y1, z0), (x1, y1, z0), (x1, y0, z0), (x0, y0, z0)],
        "Z": [(x0, y0, z1), (x1, y0, z1), (x1, y1, z1), (x0, y1, z1)],
    }
    return [quad(made[f]) for f in faces]


def panel(lo: Vec, hi: Vec, bevel: float | None = None) -> list[Quad]:
    """A raised field on a wall: a front towards -y and four slanting sides, down to the back at
    +y or for `bevel` metres."""
    (x0, y0, z0), (x1, y1, z1) = lo, hi
    b = y1 - y0 if bevel is None else bevel
    front = [(x0 + b, z0 + b), (x1 - b, z0 + b), (x1 - b, z1 - b), (x0 + b, z1 - b)]
    rim = [(x0, z0), (x1, z0), (x1, z1), (x0, z1)]
    out = [quad([(x, y0, z) for x, z in front])]
    for i in range(4):
        (ax, az), (bx, bz) = rim[i], rim[(i + 1) % 4]
        (cx, cz), (dx, dz) = front[i], front[(i + 1) % 4]
        out.append(quad([(ax, y0 + b, az), (bx, y0 + b, bz), (dx, y0, dz), (cx, y0, cz)]))
    return out


def plate(lo: Vec, hi: Vec, bevel: float) -> list[Quad]:
    """A plate on a wall: front towards -y with bevelled edges, four sides, no back (9 quads)."""
    return panel(lo, hi, bevel) + box((lo[0], lo[1] + bevel, lo[2]), hi, "xXzZ")


def bevelled(lo: Vec, hi: Vec, bevel: float) -> list[Quad]:
    """A standing block: bevelled top and upright edges, no floor (19 quads: 8 + 8 + 3)."""
    b = bevel
    (x0, y0, z0), (x1, y1, z1) = lo, hi
    ring = [(x0 + b, y0), (x1 - b, y0), (x1, y0 + b), (x1, y1 - b)]
    ring += [(x1 - b, y1), (x0 + b, y1), (x0, y1 - b), (x0, y0 + b)]
    mx, my = (x0 + x1) / 2, (y0 + y1) / 2
    sx, sy = 1 - 2 * b / (x1 - x0), 1 - 2 * b / (y1 - y0)
    top = [(mx + (x - mx) * sx, my + (y - my) * sy) for x, y in ring]
    out = []
    for i in range(8):
        (a, c), (d, e) = ring[i], ring[(i + 1) % 8]
        (f, g), (h, k) = top[i], top[(i + 1) % 8]
        out.append(quad([(a, c, z0), (d, e, z0), (d, e, z1 - b), (a, c, z1 - b)]))
        out.append(quad([(a, c, z1 - b), (d, e, z1 - b), (h, k, z1), (f, g, z1)]))
    p = [(x, y, z1) for x, y in top]
    return [*out, quad([p[0], p[1], p[2], p[3]]), quad([p[0], p[3], p[4], p[7]]),
            quad([p[7], p[4], p[5], p[6]])]


def bar(a: Vec, b: Vec, wide: float, up: Vec = UP, sides: int = 4) -> list[Quad]:
    """A bar from a to b with open ends: square, or with three rounded sides (seen from afar a
    tube, for a quarter less)."""
    pa, pb = np.array(a), np.array(b)
    along = (pb - pa) / np.sqrt(((pb - pa) ** 2).sum())
    side = np.cross(along, np.array(up))
    side /= np.sqrt((side * side).sum())
    top = np.cross(side, along)
    turn = [2 * pi * (i + 0.5) / sides for i in range(sides)]
    reach = wide / 2 / cos(pi / sides) if sides == 4 else wide * 0.6
    ring = [(-sin(t) * side - cos(t) * top) * reach for t in turn]
    out = []
    for i in range(sides):
        u, v = ring[i], ring[(i + 1) % sides]
        corners = [tuple(pa + u), tuple(pa + v), tuple(pb + v), tuple(pb + u)]
        normals = None if sides == 4 else [tuple(u), tuple(v), tuple(v), tuple(u)]
        flat = quad(corners)
        middle = (u + v) / 2
        if (flat[0, 3:6] * middle).sum() < 0:
            corners = corners[::-1]
            normals = normals and normals[::-1]
        out.append(quad(corners, normals))
    return out


def lathe(profile: Sequence[tuple[float, float]], sides: int, *, smooth: bool = True,
          turn: float = 0.0) -> list[Quad]:
    """Turn a profile of (radius, z), given bottom to top on the outside, about the z axis."""
    out = []
    for (r0, z0), (r1, z1) in pairwise(profile):
        length = hypot(r1 - r0, z1 - z0)
        nr, nz = (z1 - z0) / length, (r0 - r1) / length
        for i in range(sides):
            a, b = turn + 2 * pi * i / sides, turn + 2 * pi * (i + 1) / sides
            corners = [(r0 * cos(a), r0 * sin(a), z0), (r0 * cos(b), r0 * sin(b), z0),
                       (r1 * cos(b), r1 * sin(b), z1), (r1 * cos(a), r1 * sin(a), z1)]
            mid = (a + b) / 2
            at = (a, b, b, a) if smooth else (mid, mid, mid, mid)
            out.append(quad(corners, [(nr * cos(t), nr * sin(t), nz) for t in at]))
    return out


def disc(radius: float, z: float, sides: int, *, up: bool = True) -> list[Quad]:
    """A regular polygon (even number of sides) as (sides - 2) / 2 quads."""
    p = [(radius * cos(2 * pi * i / sides), radius * sin(2 * pi * i / sides), z)
         for i in range(sides)]
    quads = [quad([p[0], p[i], p[i + 1], p[i + 2]]) for i in range(1, sides - 2, 2)]
    return quads if up else [flip(q) for q in quads]


def drum(radius: float, z0: float, z1: float, sides: int) -> list[Quad]:
    """A closed round block about z."""
    return (lathe([(radius, z0), (radius, z1)], sides) + disc(radius, z1, sides)
            + disc(radius, z0, sides, up=False))


def bend(centre: Vec, big: float, small: float, rings: int, sides: int) -> list[Quad]:
    """A quarter of a torus in the y z plane: from the point `big` below `centre` on y, heading up,
    to the point `big` above it on z, heading along +y. Tube of radius `small`."""
    cx, cy, cz = centre
    out = []

    def at(i: int, j: int) -> tuple[Vec, Vec]:
        turn, ring = pi / 2 * i / rings, 2 * pi * j / sides
        reach = big + small * cos(ring)
        normal = (sin(ring), -cos(ring) * cos(turn), cos(ring) * sin(turn))
        return (cx + small * sin(ring), cy - reach * cos(turn), cz + reach * sin(turn)), normal

    for i in range(rings):
        for j in range(sides):
            c = [at(i, j), at(i, j + 1), at(i + 1, j + 1), at(i + 1, j)]
            out.append(facing(quad([p for p, _ in c], [n for _, n in c])))
    return out


def prism(outline: Sequence[tuple[float, float]], x0: float = -0.5, x1: float = 0.5) -> list[Quad]:
    """A closed prism along x from a convex (y, z) outline."""
    out = []
    for (ya, za), (yb, zb) in zip(outline, [*outline[1:], outline[0]], strict=True):
        out.append(quad([(x0, ya, za), (x0, yb, zb), (x1, yb, zb), (x1, ya, za)]))
    pts = list(outline) if len(outline) % 2 == 0 else [*outline, outline[-1]]
    for i in range(1, len(pts) - 2, 2):
        c = [pts[0], pts[i], pts[i + 1], pts[i + 2]]
        out.append(quad([(x1, y, z) for y, z in c], [X] * 4))
        out.append(quad([(x0, y, z) for y, z in c[::-1]], [(-1.0, 0.0, 0.0)] * 4))
    middle = np.array([(x0 + x1) / 2, *np.array(outline).mean(0)])
    return away([facing(q) for q in out], tuple(middle))


def turned(quads: list[Quad], matrix: Sequence[Vec], shift: Vec = (0.0, 0.0, 0.0)) -> list[Quad]:
    """Quads turned by a rotation (rows) and moved."""
    m, out = np.array(matrix, np.float64), []
    for q in quads:
        r = q.copy()
        r[:, :3] = (q[:, None, :3] * m[None]).sum(2) + np.array(shift)
        r[:, 3:6] = (q[:, None, 3:6] * m[None]).sum(2)
        out.append(r)
    return out


def to_y(quads: list[Quad], shift: Vec = (0.0, 0.0, 0.0)) -> list[Quad]:
    """Turn the z axis onto y."""
    return turned(quads, [(1, 0, 0), (0, 0, 1), (0, -1, 0)], shift)


def to_front(quads: list[Quad], shift: Vec = (0.0, 0.0, 0.0)) -> list[Quad]:
    """Turn the z axis onto -y: what stood upright looks out of the wall."""
    return turned(quads, [(1, 0, 0), (0, 0, -1), (0, 1, 0)], shift)


def to_x(quads: list[Quad], shift: Vec = (0.0, 0.0, 0.0)) -> list[Quad]:
    """Turn the z axis onto x."""
    return turned(quads, [(0, 0, 1), (0, 1, 0), (-1, 0, 0)], shift)


def moved(quads: list[Quad], shift: Vec) -> list[Quad]:
    """Quads elsewhere."""
    return scaled(quads, (1.0, 1.0, 1.0), shift)


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
