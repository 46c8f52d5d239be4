"""What one walks on, climbs, rides and holds: stairs, ladders, lifts, rails, catwalks."""

from __future__ import annotations

from itertools import pairwise
from math import cos, pi, sin

from kitparts.quads import (
    GLOW,
    MAIN,
    TRIM,
    Group,
    Quad,
    Vec,
    X,
    Y,
    bar,
    bevelled,
    box,
    disc,
    drum,
    facing,
    lathe,
    moved,
    prism,
    quad,
    scaled,
)

STEPS = 22
"""Of a flight that climbs 4 m in 6: risers of 0.18 m, treads of 0.27 m."""


def stair_flight() -> list[Group]:
    """Twenty-two steps rising along +y between two stringers; the risers lean back a little, so
    that each tread has a nose. In the unit box of a flight 2 m wide, 6 m long, 4 m high."""
    n, steps = STEPS, []
    nose = 0.12 / n
    for i in range(n):
        y0, y1, z0, z1 = (-0.5 + i / n, -0.5 + (i + 1) / n) * 2
        y0n = y0 + nose
        steps.append(quad([(-0.45, y0n, z0), (0.45, y0n, z0), (0.45, y0, z1), (-0.45, y0, z1)]))
        y1n = min(y1 + nose, 0.5)
        steps.append(quad([(-0.45, y0, z1), (0.45, y0, z1), (0.45, y1n, z1), (-0.45, y1n, z1)]))
    rest: list[Quad] = []
    for x, outer in ((-0.5, "x"), (0.5, "X")):
        inner = x * 0.9
        side: list[Vec] = [(x, -0.5, -0.5), (x, -0.44, -0.5), (x, 0.5, 0.44), (x, 0.5, 0.5)]
        rest.append(quad(side if outer == "X" else side[::-1]))
        top: list[Vec] = [(inner, -0.5, -0.5), (x, -0.5, -0.5), (x, 0.5, 0.5), (inner, 0.5, 0.5)]
        rest.append(quad(top if outer == "X" else top[::-1]))
    under = [(0.5, -0.44, -0.5), (-0.5, -0.44, -0.5), (-0.5, 0.5, 0.44), (0.5, 0.5, 0.44)]
    rest.append(quad(under))
    rest.append(quad([(0.5, 0.5, 0.44), (-0.5, 0.5, 0.44), (-0.5, 0.5, 0.5), (0.5, 0.5, 0.5)]))
    return [(MAIN, steps), (MAIN, rest)]


def stair_far() -> list[Quad]:
    """A sloping slab in the place of a flight."""
    return prism([(-0.5, -0.5), (-0.3, -0.5), (0.5, 0.3), (0.5, 0.5)])


def stair_giant() -> list[Group]:
    """Three steps of 1.4 m and 2.2 m rising along +y, for nobody: treads and risers between two
    walls, open behind; noses, a groove in each riser. 3 m wide, 6.6 m long, 4.2 m high."""
    steps: list[Quad] = []
    grooves: list[Quad] = []
    for i in range(3):
        y, z = 2.2 * i, 1.4 * i
        nose = y - 0.08 * (i > 0)
        steps += box((-1.5, nose, z + 1.1), (1.5, min(y + 2.3, 6.6), z + 1.4), "xXyYzZ")
        steps += box((-1.5, y, z - 0.3 * (i > 0)), (1.5, y + 0.35, z + 1.1), "xXyYz")
        for wall in (-1.3, 1.05):
            steps += box((wall, y + 0.35, 0.0), (wall + 0.25, y + 2.2, z + 1.1), "xXYz")
        grooves += box((-1.2, y - 0.02, z + 0.4), (1.2, y, z + 0.52), "y")
    tie = box((-1.05, 6.2, 0.0), (1.05, 6.6, 0.5), "yYzZ")
    return [(MAIN, steps + tie), (TRIM, grooves)]


def rungs() -> list[Quad]:
    """Five irons let into a wall (+y), 0.3 m apart: 0.44 m wide."""
    out: list[Quad] = []
    for i in range(5):
        z = 0.3 * i + 0.1
        out += bar((-0.2, -0.16, z), (0.2, -0.16, z), 0.026, sides=3)
        for x in (-0.2, 0.2):
            out += bar((x, -0.16, z), (x, 0.04, z), 0.026, sides=3)
    return out


def spiral_stair() -> list[Group]:
    """One turn about a post, 4 m high and 2.4 m wide: wedges of 0.18 m, a helical rail."""
    n, r, post = STEPS, 1.2, 0.14
    treads: list[Quad] = []
    for i in range(n):
        a, b = 2 * pi * i / n, 2 * pi * (i + 1.15) / n
        z0, z1 = 4 * i / n + 0.12, 4 * (i + 1) / n
        p = [(post * cos(a), post * sin(a)), (r * cos(a), r * sin(a)), (r * cos(b), r * sin(b)),
             (post * cos(b), post * sin(b))]
        low, high = [(x, y, z0) for x, y in p], [(x, y, z1) for x, y in p]
        treads.append(quad(high))
        treads.append(quad(low[::-1]))
        treads.append(facing(quad([low[0], low[1], high[1], high[0]])))
        treads.append(quad([low[1], low[2], high[2], high[1]]))
    rail: list[Quad] = []
    half = n // 2
    for i in range(half):
        a, b = 2 * pi * (i + 0.25) / half, 2 * pi * (i + 1.25) / half
        z0, z1 = 4 * i / half + 0.95, 4 * (i + 1) / half + 0.95
        rail += bar((r * cos(a), r * sin(a), z0), (r * cos(b), r * sin(b), z1), 0.05, sides=3)
        if i % 3 == 0:
            foot, top = (r * cos(a), r * sin(a), z0 - 0.85), (r * cos(a), r * sin(a), z0)
            rail += bar(foot, top, 0.035, X, 3)
    column = lathe([(post, 0.0), (post, 5.1)], 6) + disc(post, 5.1, 6)
    return [(MAIN, treads + column), (TRIM, rail)]


def ladder() -> list[Quad]:
    """Two stiles and sixteen rungs, to be stretched to 5 m; x wide, y deep."""
    out = box((-0.5, -0.5, -0.5), (-0.4, 0.5, 0.5), "xXyY")
    out += box((0.4, -0.5, -0.5), (0.5, 0.5, 0.5), "xXyY")
    for i in range(16):
        z = -0.5 + (i + 0.5) / 16
        for q in bar((-0.4, 0.0, z), (0.4, 0.0, z), 1.0, sides=3):
            out += scaled([q], (1.0, 0.3, 0.006), (0.0, 0.0, z * (1 - 0.006)))
    return out


def ladder_cage() -> list[Quad]:
    """Hoops and straps about a ladder: open at the wall (+y), 5 m of it in the unit box."""
    out: list[Quad] = []
    turn = [pi * (1.0 + k / 5) for k in range(6)]
    ring = [(0.5 * cos(t), 0.5 + 0.98 * sin(t)) for t in turn]
    for i in range(4):
        z = -0.49 + 0.98 * i / 3
        for (xa, ya), (xb, yb) in pairwise(ring):
            c: list[Vec] = [(xa, ya, z - 0.008), (xb, yb, z - 0.008), (xb, yb, z + 0.008),
                            (xa, ya, z + 0.008)]
            q = quad(c)
            out += [q, quad(c[::-1])]
    for x, y in ring[1:-1]:
        normal = (x, (y - 0.5) / 2, 0.0)
        side = (normal[1] * 0.06, -normal[0] * 0.06)
        c = [(x - side[0], y - side[1], -0.5), (x + side[0], y + side[1], -0.5),
             (x + side[0], y + side[1], 0.5), (x - side[0], y - side[1], 0.5)]
        out += [quad(c), quad(c[::-1])]
    return out


def rail_bars() -> list[Quad]:
    """Hand rail and knee rail along y, to be stretched: 1 m high, stands for its whole length."""
    return (bar((0.0, -0.5, 0.47), (0.0, 0.5, 0.47), 0.05, sides=3)
            + bar((0.0, -0.5, 0.03), (0.0, 0.5, 0.03), 0.035, sides=3))


def rail_posts() -> list[Quad]:
    """Two posts, each a quarter of the length from its end."""
    out = []
    for y in (-0.25, 0.25):
        out += bar((0.0, y, -0.5), (0.0, y, 0.47), 0.05, Y, 3)
    return out


def banister() -> list[Quad]:
    """Rails that climb with a flight towards +y and six upright posts. In the unit box of a
    flight's run and of its rise and one metre more: 6 m and 5 m."""
    rise = 4 / 5
    out = []
    for z in (0.18, 0.11):
        out += bar((0.0, -0.49, -0.49 + z), (0.0, 0.49, -0.51 + rise + z), 0.01, sides=3)
    for i in range(4):
        y = -0.5 + (i + 0.5) / 4
        foot = -0.5 + rise * (y + 0.5)
        out += bar((0.0, y, foot), (0.0, y, foot + 0.18), 0.008, Y, 3)
    # Bars were drawn as in metres; their thickness is that of the box on each axis.
    return [scaled_about(q) for q in out]


def scaled_about(q: Quad) -> Quad:
    """Widen a slim bar across x, where the unit box is a hand wide."""
    r = q.copy()
    r[:, 0] *= 60.0
    n = r[:, 3:6] / (60.0, 1.0, 1.0)
    r[:, 3:6] = n / (n * n).sum(1, keepdims=True) ** 0.5
    return r


def catwalk_grating() -> list[Group]:
    """A walk along y: side channels and bearers under a mesh deck. Unit box."""
    frame = box((-0.5, -0.5, -0.5), (-0.46, 0.5, 0.5)) + box((0.46, -0.5, -0.5), (0.5, 0.5, 0.5))
    for i in range(4):
        y = -0.375 + i / 4
        frame += box((-0.46, y - 0.02, -0.4), (0.46, y + 0.02, 0.05), "yYz")
    return [(MAIN, box((-0.46, -0.5, 0.05), (0.46, 0.5, 0.25), "Zz")), (TRIM, frame)]


def lift_rail() -> list[Group]:
    """Two guide rails and a rack on a wall (+y), 4 m of it: 1.6 m wide."""
    rails: list[Quad] = []
    for x in (-0.75, 0.75):
        rails += box((x - 0.05, -0.12, 0.0), (x + 0.05, -0.04, 4.0), "xXy")
        rails += box((x - 0.02, -0.04, 0.0), (x + 0.02, 0.1, 4.0), "xX")
    ties: list[Quad] = []
    for z in (0.5, 2.5):
        ties += box((-0.8, 0.0, z), (0.8, 0.1, z + 0.16), "yzZ")
    rack = box((-0.08, -0.04, 0.0), (0.08, 0.1, 4.0), "xXy")
    teeth: list[Quad] = []
    for i in range(8):
        z = 0.25 + i / 2
        teeth += [quad([(-0.07, -0.04, z - 0.12), (0.07, -0.04, z - 0.12), (0.07, -0.12, z),
                        (-0.07, -0.12, z)]),
                  quad([(-0.07, -0.12, z), (0.07, -0.12, z), (0.07, -0.04, z + 0.12),
                        (-0.07, -0.04, z + 0.12)])]
    return [(MAIN, rails), (TRIM, ties + rack), (MAIN, teeth)]


def lift_cabin() -> list[Group]:
    """An open cabin 2 m wide and 3 m high on its rails: floor, roof, posts, half walls, a strip
    of light."""
    w, d = 1.0, 0.95
    shell = bevelled((-w, -d, 2.7), (w, d, 2.95), 0.08) + box((-w, -d, 2.7), (w, d, 2.7001), "z")
    shell += box((-w, -d, 0.0), (w, d, 0.18), "xXyYzZ")
    for x in (-w + 0.08, w - 0.08):
        for y in (-d + 0.08, d - 0.08):
            shell += box((x - 0.07, y - 0.07, 0.18), (x + 0.07, y + 0.07, 2.7), "xXyY")
    panels = box((-w + 0.03, -d + 0.15, 0.18), (-w + 0.09, d - 0.15, 1.15), "xXZ")
    panels += box((w - 0.09, -d + 0.15, 0.18), (w - 0.03, d - 0.15, 1.15), "xXZ")
    panels += box((-w + 0.15, d - 0.09, 0.18), (w - 0.15, d - 0.03, 2.2), "yYZ")
    sheave = moved(scaled(drum(0.5, -0.5, 0.5, 8), (0.5, 0.5, 0.14)), (0.0, 0.3, 3.02))
    light = box((-0.6, -0.1, 2.62), (0.6, 0.1, 2.7), "xXyYz")
    return [(MAIN, shell), (TRIM, panels + sheave), (GLOW, light)]


def bollard() -> list[Quad]:
    """A mooring post, 0.9 m: flared head, worn flat."""
    profile = [(0.2, 0.0), (0.13, 0.12), (0.13, 0.66), (0.19, 0.74), (0.19, 0.86), (0.14, 0.9)]
    return lathe(profile, 8) + disc(0.14, 0.9, 8)


def threshold() -> list[Quad]:
    """A worn steel sill with a lip on each side, across x; 0.3 m along y, a finger high."""
    return prism([(-0.15, 0.0), (0.15, 0.0), (0.1, 0.03), (-0.1, 0.03)], -1.5, 1.5)
