"""Signs, machines, masts, remains: what people and Builders left standing."""

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
    away,
    bar,
    bevelled,
    box,
    disc,
    facing,
    lathe,
    panel,
    plate,
    quad,
    scaled,
    to_front,
    turned,
)


def sign_plate() -> list[Group]:
    """A plate with a bevelled rim and four bolts, facing -y. Unit box."""
    board = plate((-0.5, 0.0, -0.5), (0.5, 0.5, 0.5), 0.04)
    rim = box((-0.46, -0.3, 0.4), (0.46, 0.0, 0.44), "xXyzZ")
    rim += box((-0.46, -0.3, -0.44), (0.46, 0.0, -0.4), "xXyzZ")
    bolts: list[Quad] = []
    for x in (-0.42, 0.42):
        for z in (-0.33, 0.33):
            bolts += plate((x - 0.025, -0.3, z - 0.035), (x + 0.025, 0.0, z + 0.035), 0.01)[:1]
    return [(MAIN, board), (TRIM, rim + bolts)]


def emblem() -> list[Quad]:
    """The mark of the old machines as raised metal: a lens with a pupil, a cross through it.
    Facing -y, 2 m wide, 1.2 m high."""
    out: list[Quad] = []

    def lens(t: float, s: float) -> Vec:
        return (s * cos(t), -0.06, 0.5 * s * sin(t) * abs(sin(t)) ** 0.4)

    n = 12
    for i in range(n):
        a, b = 2 * pi * i / n, 2 * pi * (i + 1) / n
        out.append(quad([lens(b, 0.82), lens(a, 0.82), lens(a, 1.0), lens(b, 1.0)][::-1]))
    out = [q if q[0, 4] < 0 else turn_back(q) for q in out]
    out += to_front(disc(0.22, 0.06, 8))
    bars = (((-0.05, 0.3), (0.05, 0.62)), ((-0.05, -0.62), (0.05, -0.3)),
            ((-0.7, -0.05), (-0.3, 0.05)), ((0.3, -0.05), (0.7, 0.05)))
    for (x0, z0), (x1, z1) in bars:
        out += plate((x0, -0.06, z0), (x1, 0.0, z1), 0.015)[:1]
    return out


def turn_back(q: Quad) -> Quad:
    out = q[::-1].copy()
    out[:, 3:6] *= -1
    return out


def mark(strokes: tuple[tuple[float, float, float, float], ...]) -> list[Quad]:
    """Flat strokes (x0, z0, x1, z1) of paint on a wall, facing -y."""
    return [quad([(x0, 0.0, z0), (x1, 0.0, z0), (x1, 0.0, z1), (x0, 0.0, z1)])
            for x0, z0, x1, z1 in strokes]


def stencil_bars() -> list[Quad]:
    """A stencilled number of a machine hand: bar, stroke, bar; 1.6 × 1 m."""
    return mark(((-0.8, -0.5, -0.66, 0.5), (-0.5, -0.06, 0.1, 0.06), (0.24, -0.5, 0.38, 0.5),
                 (0.5, 0.36, 0.8, 0.5), (0.5, -0.07, 0.8, 0.07), (0.5, -0.5, 0.8, -0.36)))


def stencil_level() -> list[Quad]:
    """A level mark: a long line at eye height with ticks that count; 3 m."""
    return mark(((-1.5, -0.03, 1.5, 0.03), (-1.5, 0.03, -1.44, 0.4), (-1.3, 0.03, -1.24, 0.25),
                 (-1.1, 0.03, -1.04, 0.25), (1.2, -0.3, 1.5, -0.2), (1.2, -0.16, 1.36, -0.08)))


def stencil_sign() -> list[Quad]:
    """Two brush-like characters of our own, each of six strokes, one above the other; 0.9 × 2 m."""
    first = ((-0.4, 0.78, 0.4, 0.9), (-0.07, 0.15, 0.07, 1.0), (-0.4, 0.46, 0.4, 0.58),
             (-0.45, 0.15, -0.3, 0.46), (0.3, 0.15, 0.45, 0.46), (-0.3, 0.15, 0.3, 0.26))
    second = ((-0.42, -0.24, 0.42, -0.12), (-0.42, -1.0, -0.28, -0.24), (0.28, -1.0, 0.42, -0.24),
              (-0.16, -0.54, 0.16, -0.42), (-0.16, -0.8, 0.16, -0.68), (-0.42, -1.0, 0.1, -0.9))
    return mark(first + second)


def stripes() -> list[Quad]:
    """Slanted strokes along an edge that one should not step over; 2 × 0.25 m, on a wall."""
    return [quad([(x, 0.0, -0.125), (x + 0.17, 0.0, -0.125), (x + 0.33, 0.0, 0.125),
                  (x + 0.16, 0.0, 0.125)]) for x in (-1.0, -0.66, -0.32, 0.02, 0.36, 0.67)]


def console() -> list[Group]:
    """A control desk at a wall (+y), 1.2 m wide and 1.15 m high: a leaning board of keys, a dead
    display in a hood, a plinth drawn in for feet."""
    side = [(0.25, 0.0), (-0.1, 0.0), (-0.1, 0.12), (-0.2, 0.16), (-0.2, 0.78), (0.06, 0.95),
            (0.25, 0.95)]
    body = hull(side, -0.6, 0.6)
    hood = hull([(0.25, 0.95), (0.06, 0.95), (0.0, 1.18), (0.12, 1.32), (0.25, 1.32)], -0.5, 0.5)
    keys: list[Quad] = []
    for i in range(5):
        for k in range(2):
            x, t = -0.44 + 0.2 * i, 0.2 + 0.45 * k
            y, z = -0.2 + 0.26 * t, 0.78 + 0.17 * t
            keys.append(quad([(x, y, z + 0.012), (x + 0.12, y, z + 0.012),
                              (x + 0.12, y + 0.07, z + 0.058), (x, y + 0.07, z + 0.058)]))
    wheel = to_front(lathe([(0.07, 0.2), (0.08, 0.23), (0.05, 0.25)], 6), (0.4, 0.0, 0.5))
    screen = [quad([(-0.42, 0.045, 0.99), (0.42, 0.045, 0.99), (0.42, -0.008, 1.16),
                    (-0.42, -0.008, 1.16)])]
    return [(MAIN, body + hood), (TRIM, keys + wheel), (GLOW, screen)]


def hull(outline: list[tuple[float, float]], x0: float, x1: float) -> list[Quad]:
    """A prism along x from a (y, z) outline, clockwise seen from +x, that need not be convex in
    its ends: they are fans from the first corner."""
    out = []
    n = len(outline)
    for i in range(n):
        (ya, za), (yb, zb) = outline[i], outline[(i + 1) % n]
        out.append(quad([(x1, ya, za), (x0, ya, za), (x0, yb, zb), (x1, yb, zb)][::-1]))
    mid = (sum(p[0] for p in outline) / n, sum(p[1] for p in outline) / n)
    out = [q if (q[0, 4] * (q[:, 1].mean() - mid[0]) + q[0, 5] * (q[:, 2].mean() - mid[1])) > 0
           else turn_back(q) for q in out]
    pts = outline if n % 2 == 0 else [*outline, outline[-1]]
    for i in range(1, len(pts) - 2, 2):
        c = [pts[0], pts[i], pts[i + 1], pts[i + 2]]
        for x, s in ((x1, 1.0), (x0, -1.0)):
            q = quad([(x, y, z) for y, z in c], [(s, 0.0, 0.0)] * 4)
            out.append(facing(q))
    return out


def junction() -> list[Group]:
    """A cabinet on a wall (+y), 0.6 × 0.8 m: a bevelled lid, a latch, two conduits from below."""
    lid = plate((-0.3, -0.16, 0.0), (0.3, 0.1, 0.8), 0.03)
    lid += panel((-0.24, -0.18, 0.08), (0.24, -0.16, 0.72))
    latch = box((0.16, -0.22, 0.36), (0.2, -0.18, 0.48), "xXyzZ")
    for x in (-0.18, 0.1):
        latch += bar((x, 0.02, -0.7), (x, 0.02, 0.0), 0.05, X, 3)
    return [(MAIN, lid), (TRIM, latch)]


def cabinet() -> list[Group]:
    """A switch cabinet standing at a wall (+y), 2.4 m wide and 2.1 m high: a plinth drawn in, two
    leaves with louvres, hinges and a lock bar, a lid that overhangs, glands and pipes on top."""
    body = box((-1.14, -0.44, 0.0), (1.14, 0.5, 0.14), "xXy")
    body += plate((-1.2, -0.5, 0.14), (1.2, 0.5, 1.98), 0.04)
    body += box((-1.26, -0.56, 1.98), (1.26, 0.5, 2.1), "xXyzZ")
    for x in (-0.58, 0.58):
        body += panel((x - 0.52, -0.54, 0.24), (x + 0.52, -0.5, 1.88), 0.03)
    trim: list[Quad] = []
    for x in (-0.58, 0.58):
        for k in range(4):
            z = 1.42 + 0.1 * k
            trim.append(quad([(x - 0.36, -0.59, z), (x + 0.36, -0.59, z),
                              (x + 0.36, -0.54, z + 0.06), (x - 0.36, -0.54, z + 0.06)]))
    trim += box((-0.05, -0.6, 0.9), (0.05, -0.54, 1.2), "xXyZ")
    for x in (-1.12, 1.12):
        for z in (0.4, 1.6):
            trim += box((x - 0.03, -0.57, z), (x + 0.03, -0.54, z + 0.16), "xXyZ")
    for x, wide in ((-0.8, 0.07), (-0.55, 0.07), (0.6, 0.12)):
        trim += bar((x, 0.1, 2.1), (x, 0.1, 2.5), wide, X, 3)
    return [(MAIN, body), (TRIM, trim)]


def keypad() -> list[Group]:
    """What opens a door: a plate of six keys with one small light, 0.2 × 0.34 m."""
    board = panel((-0.1, -0.05, -0.17), (0.1, 0.0, 0.17), 0.015)
    board += box((-0.1, -0.035, -0.17), (0.1, 0.02, 0.17), "xXZ")
    keys = [q for x in (-0.06, 0.02) for z in (-0.13, -0.07, -0.01)
            for q in box((x, -0.055, z), (x + 0.04, -0.05, z + 0.04), "y")]
    eye = box((-0.03, -0.06, 0.08), (0.03, -0.05, 0.12), "xXyzZ")
    return [(MAIN, board), (TRIM, keys), (GLOW, eye)]


def rail_box() -> list[Group]:
    """A box on a rail (+y) where a cable branches: bevelled lid, two glands, two stubs downwards;
    0.3 × 0.42 m."""
    lid = plate((-0.15, -0.1, 0.2), (0.15, 0.06, 0.62), 0.02)
    stubs: list[Quad] = []
    for x in (-0.08, 0.07):
        stubs += bar((x, 0.0, 0.0), (x, 0.0, 0.2), 0.035, X, 3)
    stubs += box((-0.11, -0.12, 0.4), (0.11, -0.1, 0.43), "yzZ")
    return [(MAIN, lid), (TRIM, stubs)]


def bolts() -> list[Quad]:
    """Five bolt heads in a row along x, 0.8 m: what holds a plate down; a finger high."""
    out: list[Quad] = []
    for i in range(5):
        x = -0.38 + 0.19 * i
        out += box((x - 0.03, -0.03, 0.0), (x + 0.03, 0.03, 0.025), "xXyYZ")
    return out


def puddle() -> list[Quad]:
    """Standing water on a floor: a flat outline like no other, 1.8 × 1.1 m, hardly thick."""
    n = 12
    rim = [(0.9 * cos(2 * pi * i / n) * (1.0 - 0.2 * sin(2.3 * i) ** 2),
            0.55 * sin(2 * pi * i / n) * (1.0 - 0.3 * sin(1.7 * i + 1) ** 2), 0.0)
           for i in range(n)]
    return [quad([rim[0], rim[i], rim[i + 1], rim[i + 2]], [(0.0, 0.0, 1.0)] * 4)
            for i in range(1, n - 2, 2)]


def antenna() -> list[Quad]:
    """A tapering mast with four crossed yards. Unit box."""
    out = lathe([(0.10, -0.5), (0.07, -0.1), (0.03, 0.5)], 6)
    for i, z in enumerate((-0.15, 0.05, 0.22, 0.36)):
        reach = 0.5 - 0.1 * i
        out += bar((-reach, 0.0, z), (reach, 0.0, z), 0.02, sides=3)
        out += bar((0.0, -reach, z + 0.02), (0.0, reach, z + 0.02), 0.02, sides=3)
    return out


def dish() -> list[Quad]:
    """A bowl on a stem, looking up. Unit box."""
    bowl = [(0.06, -0.1), (0.24, -0.02), (0.40, 0.2), (0.5, 0.5)]
    outer = lathe(bowl, 12)
    stem = lathe([(0.16, -0.5), (0.08, -0.4), (0.06, -0.1)], 6)
    return outer + [turn_back(q) for q in outer] + stem + bar((0, 0, 0), (0, 0, 0.45), 0.04, X)


def stone(i: int, size: float, at: Vec) -> list[Quad]:
    """A tilted block of rubble; counted, not random, so that it is the same everywhere."""
    a, tilt = i * 2.39996, 0.7 * sin(2.3 * i + 1.0)
    ca, sa, ct, st = cos(a), sin(a), cos(tilt), sin(tilt)
    m = [(ca, -sa * ct, sa * st), (sa, ca * ct, -ca * st), (0.0, st, ct)]
    s = size / 2
    return turned(lump(i, s), m, at)


def lump(i: int, s: float) -> list[Quad]:
    """A broken block about the origin, at most s from it on each axis: no edges are parallel."""
    corners: list[Vec] = []
    for k in range(8):
        cut = [1.0 - 0.32 * (0.5 + 0.5 * sin(3.7 * i + 2.1 * k + 1.3 * a)) for a in range(3)]
        x, y, z = (s if k >> a & 1 else -s for a in range(3))
        corners.append((x * cut[0], y * 0.7 * cut[1], z * 0.85 * cut[2]))
    sides = ((0, 4, 6, 2), (1, 3, 7, 5), (0, 1, 5, 4), (2, 6, 7, 3), (0, 2, 3, 1), (4, 5, 7, 6))
    return away([quad([corners[c] for c in side]) for side in sides], (0.0, 0.0, 0.0))


HEAP = 0.4
"""Height of a heap of debris as a share of its width."""


def debris() -> list[Group]:
    """A heap of broken blocks, large ones within and small ones about, and bent bars. Unit box of
    a heap 0.4 times as high as wide."""
    blocks: list[Quad] = []
    for i in range(11):
        a, r = i * 2.39996, 0.36 * (i / 11) ** 0.6
        s = 0.24 - 0.013 * i
        blocks += stone(i, s, (r * cos(a), r * sin(a), -0.5 * HEAP + 0.36 * s + 0.1 * (0.36 - r)))
    iron: list[Quad] = []
    for i in range(3):
        a = 2.1 * i + 0.4
        foot, knee = (0.1 * cos(a), 0.1 * sin(a), -0.1), (0.2 * cos(a), 0.2 * sin(a), 0.1)
        tip = (0.32 * cos(a + 0.5), 0.32 * sin(a + 0.5), 0.15 - 0.05 * i)
        iron += bar(foot, knee, 0.008, X, 3) + bar(knee, tip, 0.008, X, 3)
    points = [p for q in blocks + iron for p in q[:, :3].tolist()]
    lo, hi = (tuple(f(p[a] for p in points) for a in range(3)) for f in (min, max))
    grown = (1 / (hi[0] - lo[0]), 1 / (hi[1] - lo[1]), 1 / (hi[2] - lo[2]))
    shift = tuple(-g * (a + b) / 2 for g, a, b in zip(grown, lo, hi, strict=True))
    return [(MAIN, scaled(blocks, grown, shift)), (TRIM, scaled(iron, grown, shift))]


def rubble() -> list[Group]:
    """What fell off the wall at +y: a few lumps, a length of bent bar, dust; 1.2 m, 0.3 m high."""
    lumps: list[Quad] = []
    for i, (x, y, s) in enumerate(((-0.3, 0.1, 0.34), (0.1, 0.15, 0.42), (0.4, 0.0, 0.22),
                                   (-0.5, -0.1, 0.16))):
        lumps += stone(i + 3, s, (x, y, s * 0.3))
    iron = bar((-0.55, 0.1, 0.05), (-0.1, 0.05, 0.3), 0.025, sides=3)
    iron += bar((-0.1, 0.05, 0.3), (0.3, -0.1, 0.22), 0.025, sides=3)
    return [(MAIN, lumps), (TRIM, iron)]


def crane_hook() -> list[Group]:
    """A hook block on two falls of rope, 6 m: sheaves in a cheek, a swivel, the hook."""
    ropes: list[Quad] = []
    for x in (-0.16, 0.16):
        ropes += bar((x, 0.0, 1.5), (x, 0.0, 6.0), 0.05, X, 3)
    block = plate((-0.34, -0.16, 0.8), (0.34, 0.0, 1.6), 0.1)
    block += [flip_y(q) for q in block]
    hook: list[Quad] = []
    path = [(0.0, 0.8), (0.0, 0.5), (0.2, 0.36), (0.26, 0.16), (0.1, 0.0), (-0.14, 0.04),
            (-0.22, 0.2)]
    for (xa, za), (xb, zb) in pairwise(path):
        hook += bar((xa, 0.0, za), (xb, 0.0, zb), 0.14, (0.0, 1.0, 0.0), 3)
    return [(TRIM, ropes), (MAIN, block), (MAIN, hook)]


def flip_y(q: Quad) -> Quad:
    """Mirrored on the plane y = 0."""
    r = q[::-1].copy()
    r[:, 1] *= -1
    r[:, 4] *= -1
    return r


def crane() -> list[Group]:
    """A wall crane: post and brackets at +y, a jib 5 m long with a tie, a trolley."""
    jib = box((-0.14, -5.0, 2.6), (0.14, -0.1, 2.95))
    jib += box((-0.24, -0.3, 0.0), (0.24, 0.1, 4.2), "xXyZ")
    feet = plate((-0.5, -0.05, 0.1), (0.5, 0.1, 0.5), 0.06)
    feet += plate((-0.5, -0.05, 3.5), (0.5, 0.1, 3.9), 0.06)
    ties = bar((0.0, -0.1, 4.0), (0.0, -4.0, 2.95), 0.09, X, 3)
    ties += bar((0.0, -0.1, 0.9), (0.0, -1.6, 2.6), 0.12, X, 3)
    trolley = box((-0.24, -3.9, 2.4), (0.24, -3.3, 2.62), "xXyYzZ")
    ropes = bar((0.0, -3.6, 0.6), (0.0, -3.6, 2.4), 0.04, X, 3)
    return [(MAIN, jib), (TRIM, feet + ties), (MAIN, trolley), (TRIM, ropes)]


def bench() -> list[Quad]:
    """A slab on two feet at a wall, 1.6 m: made for somebody a little larger than us."""
    out = bevelled((-0.8, -0.26, 0.42), (0.8, 0.26, 0.54), 0.03)
    for x in (-0.6, 0.6):
        out += box((x - 0.1, -0.2, 0.0), (x + 0.1, 0.2, 0.42), "xXyY")
    return out


def barrel() -> list[Quad]:
    """A drum with a rolling hoop and a sunk lid, 0.6 × 0.9 m."""
    profile = [(0.28, 0.0), (0.27, 0.28), (0.3, 0.32), (0.27, 0.36), (0.28, 0.9)]
    return lathe(profile, 8) + disc(0.26, 0.88, 8)

