"""Building masses: blocks, columns, arches, vaults, beams. In the unit box, to be stretched."""

from __future__ import annotations

from itertools import pairwise
from math import cos, pi, sin

from kitparts.quads import (
    TRIM,
    Group,
    Quad,
    Vec,
    X,
    bar,
    bevelled,
    box,
    disc,
    drum,
    facing,
    flip,
    lathe,
    prism,
    quad,
)

HALF: Vec = (0.5, 0.5, 0.5)
LOW: Vec = (-0.5, -0.5, -0.5)


def plain_box() -> list[Quad]:
    return box(LOW, HALF)


def hexagon() -> list[Quad]:
    return lathe([(0.5, -0.5), (0.5, 0.5)], 6)


def block() -> list[Quad]:
    """A box with bevelled edges above and at the corners: cast concrete."""
    return [*bevelled(LOW, HALF, 0.04), *box(LOW, HALF, "z")]


def cylinder() -> list[Quad]:
    return drum(0.5, -0.5, 0.5, 16)


def wedge() -> list[Quad]:
    """A ramp rising along +y: foot at y -0.5, full height at y +0.5."""
    return prism([(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5)])


def buttress() -> list[Quad]:
    """A leaning pier: deep at the foot, slender above, with an offset half way."""
    return prism([(-0.5, -0.5), (0.5, -0.5), (0.5, 0.0), (-0.28, 0.0)]) + prism(
        [(-0.18, 0.0), (0.5, 0.0), (0.5, 0.5), (0.22, 0.5)]
    )


def corbel() -> list[Quad]:
    """A bracket below a shelf, facing -y: deep above, drawn back to the wall in two steps."""
    return prism([(0.5, -0.5), (0.5, 0.5), (-0.5, 0.5), (-0.5, 0.3), (-0.1, 0.05), (0.25, -0.38)])


def arch() -> list[Quad]:
    """A slab with a semicircular opening, seen along y."""
    steps, span, rise = 10, 0.42, 0.85
    turn = [pi * i / steps for i in range(steps + 1)]
    pts = [(-span * cos(t), -0.5 + rise * sin(t)) for t in turn]
    out = []
    for (xa, za), (xb, zb) in pairwise(pts):
        out.append(quad([(xa, -0.5, za), (xb, -0.5, zb), (xb, -0.5, 0.5), (xa, -0.5, 0.5)]))
        out.append(quad([(xb, 0.5, zb), (xa, 0.5, za), (xa, 0.5, 0.5), (xb, 0.5, 0.5)]))
        under = [(xa, -0.5, za), (xa, 0.5, za), (xb, 0.5, zb), (xb, -0.5, zb)]
        out.append(facing(quad(under, [(-x, 0.0, -0.5 - z - 1e-3) for x, _, z in under])))
    for a, b in ((-0.5, -span), (span, 0.5)):
        out += box((a, -0.5, -0.5), (b, 0.5, 0.5), "yYz")
    return out + box(LOW, HALF, "xXZ")


def barrel_vault() -> list[Quad]:
    """A vault segment along y: soffit, back and two springing feet."""
    steps, out = 8, []

    def p(t: float, r: float, y: float) -> Vec:
        return (-r * cos(t), y, -0.5 + 2 * r * sin(t))

    def up(t: float, sign: float) -> Vec:
        return (-sign * 2 * cos(t), 0.0, sign * sin(t))

    for i in range(steps):
        a, b = pi * i / steps, pi * (i + 1) / steps
        for r, sign in ((0.5, 1.0), (0.44, -1.0)):
            corners = [p(a, r, -0.5), p(b, r, -0.5), p(b, r, 0.5), p(a, r, 0.5)]
            at = [up(a, sign), up(b, sign), up(b, sign), up(a, sign)]
            out.append(facing(quad(corners, at)))
        for y in (-0.5, 0.5):
            corners = [p(a, 0.44, y), p(b, 0.44, y), p(b, 0.5, y), p(a, 0.5, y)]
            out.append(facing(quad(corners, [(0.0, y, 0.0)] * 4)))
    return out


def column_fluted() -> list[Quad]:
    """A shaft with twelve flutes between two plinths."""
    n = 24
    radii = [0.42 if i % 2 else 0.36 for i in range(n)]
    ring = [(r * cos(2 * pi * i / n), r * sin(2 * pi * i / n)) for i, r in enumerate(radii)]
    out = [quad([(xa, ya, -0.46), (xb, yb, -0.46), (xb, yb, 0.46), (xa, ya, 0.46)])
           for (xa, ya), (xb, yb) in zip(ring, [*ring[1:], ring[0]], strict=True)]
    return [*out, *box(LOW, (0.5, 0.5, -0.46)), *box((-0.5, -0.5, 0.46), HALF)]


def column_capital() -> list[Quad]:
    """A square capital flaring from a round shaft, in three steps."""
    out = lathe([(0.30, -0.5), (0.32, -0.35), (0.38, -0.15), (0.49, 0.05)], 12)
    return out + box((-0.46, -0.46, 0.05), (0.46, 0.46, 0.25)) + box((-0.5, -0.5, 0.25), HALF)


def column_foot() -> list[Quad]:
    """A shaft's foot: two bevelled slabs and a roll."""
    out = bevelled(LOW, (0.5, 0.5, -0.1), 0.06)
    return out + lathe([(0.46, -0.1), (0.46, 0.1), (0.36, 0.26), (0.31, 0.5)], 8)


def dome() -> list[Quad]:
    """A half sphere standing on z -0.5."""
    steps = 4
    profile = [(0.5 * cos(pi / 2 * i / steps), -0.5 + sin(pi / 2 * i / steps))
               for i in range(steps)]
    return lathe([*profile, (0.02, 0.5)], 12)


def spire() -> list[Quad]:
    """Three tapering stages with setbacks."""
    profile = [(0.5, -0.5), (0.32, -0.2), (0.26, -0.2), (0.14, 0.15), (0.10, 0.15), (0.01, 0.5)]
    return lathe(profile, 10) + disc(0.5, -0.5, 10, up=False)


def girder() -> list[Quad]:
    """An I beam along y with stiffeners on its web."""
    out = box((-0.5, -0.5, 0.4), HALF) + box(LOW, (0.5, 0.5, -0.4))
    out += box((-0.08, -0.5, -0.4), (0.08, 0.5, 0.4), "xX")
    for y in (-0.42, -0.14, 0.14, 0.42):
        out += box((-0.44, y - 0.01, -0.4), (0.44, y + 0.01, 0.4), "yY")
    return out


def truss() -> list[Group]:
    """A lattice along y: four chords, diagonals on the sides, gussets at the knots."""
    c, chords, web = 0.44, [], []
    for x in (-c, c):
        for z in (-c, c):
            chords += box((x - 0.06, -0.5, z - 0.06), (x + 0.06, 0.5, z + 0.06))
    for x in (-c, c):
        for i in range(4):
            y0, y1 = -0.5 + i / 4, -0.25 + i / 4
            za, zb = (-c, c) if i % 2 == 0 else (c, -c)
            web += bar((x, y0 + 0.04, za), (x, y1 - 0.04, zb), 0.07, X)
    for i in range(2):
        y0, y1 = -0.5 + i / 2, i / 2
        web += bar((-c, y0 + 0.04, c), (c, y1 - 0.04, c), 0.07)
        web += bar((c, y0 + 0.04, -c), (-c, y1 - 0.04, -c), 0.07)
    return [(0, chords), (TRIM, web)]


def half_shell() -> list[Quad]:
    """A quarter of a barrel leaning on a wall at +y: springs from the front foot, meets the wall
    above; outside and soffit."""
    steps, out = 8, []

    def p(t: float, r: float, x: float) -> Vec:
        return (x, 0.5 - r * cos(t), -0.5 + r * sin(t))

    for i in range(steps):
        a, b = pi / 2 * i / steps, pi / 2 * (i + 1) / steps
        for r, s in ((1.0, 1.0), (0.93, -1.0)):
            corners = [p(a, r, -0.5), p(b, r, -0.5), p(b, r, 0.5), p(a, r, 0.5)]
            at = [(0.0, -s * cos(t), s * sin(t)) for t in (a, b, b, a)]
            out.append(facing(quad(corners, at)))
        for x in (-0.5, 0.5):
            corners = [p(a, 0.93, x), p(b, 0.93, x), p(b, 1.0, x), p(a, 1.0, x)]
            out.append(facing(quad(corners, [(x, 0.0, 0.0)] * 4)))
    return out


def melt() -> list[Quad]:
    """Where two ages of building ran into each other: a concave fillet between a floor (z -0.5)
    and a wall (y +0.5), ribbed like wax."""
    out, steps, ribs = [], 6, 6

    def p(i: int, t: float) -> Vec:
        fat = 0.12 * (0.5 + 0.5 * cos(pi * i))
        return (-0.5 + i / ribs, 0.5 - (1 - sin(t)) * (1 - fat), -0.5 + (1 - cos(t)) * (1 - fat))

    for i in range(ribs):
        for k in range(steps):
            a, b = pi / 2 * k / steps, pi / 2 * (k + 1) / steps
            c = [p(i, a), p(i + 1, a), p(i + 1, b), p(i, b)]
            q = quad(c)
            out.append(q if q[0, 5] - q[0, 4] > 0 else flip(q))
    return out


