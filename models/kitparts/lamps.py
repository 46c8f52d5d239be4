"""Six kinds of lamp and what holds them. What shines is a group of its own: it may be dead."""

from __future__ import annotations

from math import cos, pi, sin

from kitparts.quads import (
    GLOW,
    MAIN,
    Group,
    Quad,
    Vec,
    X,
    Y,
    bar,
    box,
    flip,
    lathe,
    plate,
    quad,
    to_front,
    to_x,
)


def lamp_tube() -> list[Group]:
    """A tube in a cage along x on a wall at +y, 1.2 m: two caps, two wires."""
    tube = to_x(lathe([(0.03, -0.52), (0.03, 0.52)], 6))
    caps: list[Quad] = []
    for s in (-1, 1):
        a, b = sorted((0.52 * s, 0.6 * s))
        caps += box((a, -0.11, -0.08), (b, 0.1, 0.08), "xXyzZ")
    wires: list[Quad] = []
    for t in (pi * 0.3, pi * 0.7):
        y, z = -0.08 * sin(t), 0.08 * cos(t)
        wires += bar((-0.52, y, z), (0.52, y, z), 0.01, sides=3)
    return [(GLOW, tube), (MAIN, caps + wires)]


def lamp_shade() -> list[Group]:
    """A bulb under an enamel shade on a curved arm from a wall at +y: 0.5 m wide, reaches 0.7 m."""
    shade = lathe([(0.24, -0.1), (0.2, -0.02), (0.05, 0.12)], 8)
    shade += [flip(q) for q in lathe([(0.23, -0.1), (0.06, 0.06)], 8)]
    bulb = lathe([(0.01, -0.17), (0.06, -0.12), (0.06, -0.06)], 6)
    arm = bar((0.0, 0.0, 0.12), (0.0, 0.06, 0.3), 0.035, X, 3)
    arm += bar((0.0, 0.06, 0.3), (0.0, 0.45, 0.2), 0.035, X, 3)
    arm += plate((-0.07, 0.43, 0.08), (0.07, 0.47, 0.32), 0.015)
    return [(MAIN, shade), (GLOW, bulb), (MAIN, arm)]


def lamp_bulkhead() -> list[Group]:
    """A round lens behind a guard on a wall at +y, 0.36 m: a cast rim, a cross of wire."""
    rim = to_front(lathe([(0.18, -0.03), (0.17, 0.05), (0.14, 0.09)], 6))
    lens = to_front(lathe([(0.14, 0.06), (0.02, 0.14)], 6))
    guard = bar((-0.15, -0.15, 0.0), (0.15, -0.15, 0.0), 0.016, sides=3)
    guard += bar((0.0, -0.15, -0.15), (0.0, -0.15, 0.15), 0.016, Y, 3)
    return [(MAIN, rim), (GLOW, lens), (MAIN, guard)]


def lamp_pole() -> list[Group]:
    """A post 2.9 m high with a bent neck and a hooded head that looks down at -y."""
    post = lathe([(0.09, 0.0), (0.07, 0.12), (0.045, 0.2), (0.035, 2.55)], 6)
    neck = bar((0.0, 0.0, 2.5), (0.0, -0.12, 2.8), 0.06, X, 3)
    neck += bar((0.0, -0.12, 2.8), (0.0, -0.4, 2.86), 0.06, X, 3)
    hood = hood_over((0.0, -0.52, 2.8))
    lens = [quad([(-0.09, -0.64, 2.77), (-0.09, -0.4, 2.77), (0.09, -0.4, 2.77),
                  (0.09, -0.64, 2.77)])]
    lens += box((-0.09, -0.64, 2.77), (0.09, -0.4, 2.8), "xXyY")
    return [(MAIN, post + neck), (MAIN, hood), (GLOW, lens)]


def hood_over(at: Vec) -> list[Quad]:
    """A small hipped roof, 0.3 × 0.34 m."""
    x, y, z = at
    low = [(x - 0.13, y - 0.18, z - 0.01), (x + 0.13, y - 0.18, z - 0.01),
           (x + 0.13, y + 0.16, z - 0.01), (x - 0.13, y + 0.16, z - 0.01)]
    top = [(x - 0.07, y - 0.1, z + 0.09), (x + 0.07, y - 0.1, z + 0.09),
           (x + 0.07, y + 0.12, z + 0.09), (x - 0.07, y + 0.12, z + 0.09)]
    sides = [quad([low[i], low[(i + 1) % 4], top[(i + 1) % 4], top[i]]) for i in range(4)]
    return [*sides, quad(top), quad(low[::-1])]


def lamp_strip() -> list[Group]:
    """A long trough of light under a ceiling or on a wall, along x: 2.4 m, seen from below."""
    body = [quad([(-1.2, -0.1, 0.06), (1.2, -0.1, 0.06), (1.2, -0.06, 0.12), (-1.2, -0.06, 0.12)]),
            quad([(-1.2, -0.12, 0.0), (1.2, -0.12, 0.0), (1.2, -0.1, 0.06), (-1.2, -0.1, 0.06)]),
            quad([(1.2, 0.1, 0.06), (-1.2, 0.1, 0.06), (-1.2, 0.06, 0.12), (1.2, 0.06, 0.12)]),
            quad([(1.2, 0.12, 0.0), (-1.2, 0.12, 0.0), (-1.2, 0.1, 0.06), (1.2, 0.1, 0.06)])]
    for s in (-1, 1):
        c: list[Vec] = [(1.2 * s, -0.12, 0.0), (1.2 * s, 0.12, 0.0), (1.2 * s, 0.06, 0.12),
                        (1.2 * s, -0.06, 0.12)]
        body.append(quad(c if s > 0 else c[::-1]))
    light = [quad([(-1.16, 0.1, 0.0), (1.16, 0.1, 0.0), (1.16, -0.1, 0.0), (-1.16, -0.1, 0.0)])]
    return [(MAIN, body), (GLOW, light)]


def lamp_hanging() -> list[Group]:
    """A cage of wire about a bulb on a chain of 1.2 m."""
    cap = lathe([(0.16, 0.2), (0.13, 0.3), (0.03, 0.36)], 6)
    bulb = lathe([(0.02, -0.08), (0.1, 0.04), (0.06, 0.22)], 6)
    cage: list[Quad] = []
    for i in range(4):
        a = 2 * pi * (i + 0.5) / 4
        p: list[Vec] = [(0.15 * cos(a), 0.15 * sin(a), 0.22), (0.15 * cos(a), 0.15 * sin(a), 0.0),
                        (0.02 * cos(a), 0.02 * sin(a), -0.14)]
        cage += bar(p[0], p[1], 0.012, (cos(a), sin(a), 0.0), 3)
        cage += bar(p[1], p[2], 0.012, (sin(a), -cos(a), 0.0), 3)
    cord = bar((0.0, 0.0, 0.34), (0.0, 0.0, 1.56), 0.02, Y, 3)
    return [(MAIN, cap), (GLOW, bulb), (MAIN, cage + cord)]


def beacon() -> list[Group]:
    """A squat warning light on a foot, 0.3 m: a ribbed lens under a cap."""
    foot = lathe([(0.15, 0.0), (0.15, 0.04), (0.1, 0.07)], 6)
    lens = lathe([(0.09, 0.07), (0.1, 0.12), (0.09, 0.2)], 6)
    cap = lathe([(0.12, 0.2), (0.02, 0.27)], 6)
    return [(MAIN, foot + cap), (GLOW, lens)]

