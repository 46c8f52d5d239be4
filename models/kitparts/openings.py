"""Doors, hatches, windows, vents: what a wall has, and what stirs the air. They look along -y."""

from __future__ import annotations

from itertools import pairwise
from math import cos, pi, sin

from kitparts.quads import (
    GLOW,
    MAIN,
    TRIM,
    TURNING,
    Group,
    Quad,
    Vec,
    X,
    bar,
    both,
    box,
    disc,
    flip,
    lathe,
    moved,
    panel,
    plate,
    prism,
    quad,
    to_front,
    to_y,
)


def portal() -> list[Group]:
    """A splayed surround of a passage 3 m wide and 3 m high: jambs and lintel with bevelled
    fronts, a canopy, a step. 5.6 m wide, 4.4 m high, 1.6 m deep; the opening is -1.5 … 1.5."""
    out: list[Quad] = []
    for s in (-1, 1):
        inner, outer, lip = 1.5 * s, 2.6 * s, 2.1 * s
        a = [(inner, 0.8), (inner, -0.3), (lip, -0.8), (outer, -0.8), (outer, 0.8)]
        for (xa, ya), (xb, yb) in pairwise(a):
            q = quad([(xa, ya, 0.0), (xb, yb, 0.0), (xb, yb, 3.9), (xa, ya, 3.9)])
            out.append(q if s > 0 else flip(q))
    lintel = [(0.8, 3.02), (-0.3, 3.02), (-0.8, 3.4), (-0.8, 3.9), (0.8, 3.9)]
    out += prism(lintel, -2.1, 2.1)
    canopy = prism([(0.8, 3.9), (-1.1, 3.9), (-1.25, 4.05), (-1.25, 4.15), (0.8, 4.4)], -2.8, 2.8)
    return [(MAIN, out), (MAIN, canopy)]


def door_leaf() -> list[Group]:
    """A heavy door, 1.1 × 2.1 m: a thick leaf with two raised fields, three hinges, a wheel on a
    stub."""
    leaf = box((-0.55, -0.06, 0.0), (0.55, 0.06, 2.1), "xXyYZ")
    field = panel((-0.42, -0.1, 0.85), (0.42, -0.06, 1.95))
    field += panel((-0.42, -0.1, 0.1), (0.42, -0.06, 0.7))
    hinges: list[Quad] = []
    for z in (0.3, 1.05, 1.8):
        hinges += moved(lathe([(0.04, -0.09), (0.04, 0.09)], 6), (-0.55, -0.07, z))
    hand = to_front(lathe([(0.15, 0.2), (0.17, 0.22), (0.15, 0.24), (0.13, 0.22)], 8),
                    (0.12, 0.0, 1.1))
    hand += bar((-0.02, -0.22, 1.1), (0.26, -0.22, 1.1), 0.03, sides=3)
    hand += bar((0.12, -0.1, 1.1), (0.12, -0.23, 1.1), 0.05, sides=3)
    return [(MAIN, leaf + field), (TRIM, hinges + hand)]


def door_heavy() -> list[Group]:
    """A shut door in its frame on a wall (+y), 1.5 × 2.4 m: jambs, lintel, sill, the leaf back in
    the reveal, a handle, a lamp socket of three studs."""
    frame: list[Quad] = []
    for a, b in ((-0.75, -0.55), (0.55, 0.75)):
        frame += panel((a, -0.12, 0.0), (b, 0.15, 2.4), 0.03)[:5:2]
        frame += box((a, -0.09, 0.0), (b, 0.15, 2.4), "xX")
    frame += panel((-0.55, -0.12, 2.14), (0.55, 0.15, 2.4), 0.03)[:2]
    frame += box((-0.75, -0.12, 2.14), (0.75, 0.15, 2.4), "zZ")
    frame += box((-0.55, -0.2, 0.0), (0.55, 0.15, 0.05), "yZ")
    leaf = box((-0.55, 0.06, 0.05), (0.55, 0.1, 2.14), "y")
    leaf += panel((-0.43, 0.02, 1.15), (0.43, 0.06, 2.02))
    leaf += panel((-0.43, 0.02, 0.2), (0.43, 0.06, 0.95))
    hand = bar((0.34, -0.06, 0.86), (0.34, -0.06, 1.24), 0.035, X, 3)
    hand += bar((0.34, 0.06, 0.9), (0.34, -0.06, 0.9), 0.03, sides=3)
    hand += bar((0.34, 0.06, 1.2), (0.34, -0.06, 1.2), 0.03, sides=3)
    return [(MAIN, frame), (TRIM, leaf + hand + panel((-0.08, -0.02, 1.5), (0.08, 0.02, 1.7)))]


def door_giant() -> list[Group]:
    """A door for machines, 6 × 11 m: two leaves of stacked panels in a stepped frame, a wicket of
    ours at its foot."""
    frame: list[Quad] = []
    for s in (-1, 1):
        a, b = sorted((3.0 * s, 4.0 * s))
        frame += plate((a, -0.8, 0.0), (b, 0.5, 12.2), 0.25)
    frame += plate((-3.0, -0.8, 11.0), (3.0, 0.5, 12.2), 0.25)
    leaf: list[Quad] = []
    for x0, x1 in ((-3.0, -0.06), (0.06, 3.0)):
        for k in range(4):
            leaf += panel((x0 + 0.08, 0.08, 2.75 * k + 0.1), (x1 - 0.08, 0.2, 2.75 * k + 2.65))
    back = box((-3.0, 0.2, 0.0), (3.0, 0.3, 11.0), "y")
    wicket = plate((1.1, -0.2, 0.1), (2.0, -0.1, 2.1), 0.03)
    wicket += bar((1.25, -0.28, 0.9), (1.25, -0.28, 1.3), 0.05, X, 3)
    return [(MAIN, frame), (TRIM, leaf + back), (MAIN, wicket)]


def hatch() -> list[Quad]:
    """A round lid with a wheel, facing -y. Unit box."""
    out = lathe([(0.5, -0.5), (0.5, 0.0), (0.44, 0.1)], 12) + disc(0.44, 0.1, 12)
    rim = lathe([(0.28, 0.3), (0.28, 0.5), (0.22, 0.5)], 8)
    spokes = bar((-0.24, 0.0, 0.42), (0.24, 0.0, 0.42), 0.06) + bar(
        (0.0, -0.24, 0.42), (0.0, 0.24, 0.42), 0.06)
    return to_front(out + rim + spokes + lathe([(0.06, 0.1), (0.06, 0.45)], 6))


def floor_hatch() -> list[Group]:
    """A square lid in a floor, 1.2 m, with a raised kerb, a ring to lift it by and two hinges."""
    kerb: list[Quad] = []
    for k in range(4):
        side = prism([(-0.6, 0.0), (-0.48, 0.0), (-0.5, 0.08), (-0.57, 0.08)], -0.6, 0.6)[:4]
        c, s = ((1, 0), (0, 1), (-1, 0), (0, -1))[k]
        for q in side:
            r = q.copy()
            r[:, 0], r[:, 1] = q[:, 0] * c - q[:, 1] * s, q[:, 0] * s + q[:, 1] * c
            r[:, 3], r[:, 4] = q[:, 3] * c - q[:, 4] * s, q[:, 3] * s + q[:, 4] * c
            kerb.append(r)
    lid = box((-0.48, -0.48, 0.0), (0.48, 0.48, 0.05), "Z")
    lid += box((-0.4, 0.3, 0.05), (-0.2, 0.5, 0.09), "xXyYZ")
    lid += box((0.2, 0.3, 0.05), (0.4, 0.5, 0.09), "xXyYZ")
    lid += bar((-0.12, -0.35, 0.09), (0.12, -0.35, 0.09), 0.03, sides=3)
    return [(MAIN, kerb), (TRIM, lid)]


def shutter() -> list[Group]:
    """A roller shutter, 3 × 3 m: a drum box above, guides, ten slats, a bottom rail with grips."""
    guide = box((-1.5, -0.1, 0.0), (-1.36, 0.1, 2.7), "xXy") + box(
        (1.36, -0.1, 0.0), (1.5, 0.1, 2.7), "xXy")
    guide += plate((-1.55, -0.3, 2.6), (1.55, 0.1, 3.1), 0.08)
    slats: list[Quad] = []
    for i in range(10):
        z = 0.16 + 0.245 * i
        slats += [quad([(-1.36, 0.03, z), (1.36, 0.03, z), (1.36, -0.03, z + 0.12),
                        (-1.36, -0.03, z + 0.12)]),
                  quad([(-1.36, -0.03, z + 0.12), (1.36, -0.03, z + 0.12), (1.36, 0.03, z + 0.245),
                        (-1.36, 0.03, z + 0.245)])]
    foot = plate((-1.36, -0.07, 0.0), (1.36, 0.1, 0.16), 0.03)
    foot += box((-0.9, -0.14, 0.05), (-0.7, -0.07, 0.11), "xXyzZ")
    foot += box((0.7, -0.14, 0.05), (0.9, -0.07, 0.11), "xXyzZ")
    return [(MAIN, guide), (TRIM, slats), (MAIN, foot)]


def window_strip() -> list[Group]:
    """A band of six panes in deep mullions. Unit box."""
    pane = box((-0.5, 0.0, -0.4), (0.5, 0.5, 0.4), "y")
    out = prism([(-0.5, 0.4), (0.5, 0.4), (0.5, 0.5), (-0.36, 0.5)])
    out += prism([(-0.5, -0.44), (-0.5, -0.5), (0.5, -0.5), (0.5, -0.4), (0.0, -0.4)])
    for i in range(7):
        x = -0.48 + 0.96 * i / 6
        out += box((x - 0.02, -0.42, -0.4), (x + 0.02, 0.0, 0.4), "xXy")
    return [(GLOW, pane), (MAIN, out)]


def window_slot() -> list[Group]:
    """A tall slot 1 : 2.6 in a deep splayed reveal, 1 × 2.6 m in a surround of 1.6 × 3.2 m."""
    pane = box((-0.5, 0.15, -1.3), (0.5, 0.2, 1.3), "y")
    out: list[Quad] = []
    inner, rim, edge = ((-0.5, -1.3), 0.15), ((-0.66, -1.46), -0.3), ((-0.8, -1.6), -0.3)
    for (p, ya), (q, yb) in ((inner, rim), (rim, edge), (edge, (edge[0], 0.2))):
        for i in range(4):
            (ax, az), (bx, bz) = corner(p, i), corner(p, i + 1)
            (dx, dz), (cx, cz) = corner(q, i), corner(q, i + 1)
            out.append(quad([(bx, ya, bz), (ax, ya, az), (dx, yb, dz), (cx, yb, cz)]))
    bars = box((-0.03, 0.05, -1.3), (0.03, 0.11, 1.3), "xXy")
    bars += box((-0.5, 0.05, 0.2), (0.5, 0.11, 0.26), "yzZ")
    return [(GLOW, pane), (MAIN, out), (TRIM, bars)]


def corner(low: tuple[float, float], i: int) -> tuple[float, float]:
    """Corner i of the rectangle about the origin whose low corner is given, counter-clockwise."""
    x, z = low
    return ((x, z), (-x, z), (-x, -z), (x, -z))[i % 4]


def vent_louvre() -> list[Group]:
    """A frame with six slanted blades. Unit box."""
    frame = box((-0.5, -0.5, -0.5), (-0.42, 0.5, 0.5)) + box((0.42, -0.5, -0.5), (0.5, 0.5, 0.5))
    frame += box((-0.42, -0.5, 0.42), (0.42, 0.5, 0.5), "yYz")
    frame += box((-0.42, -0.5, -0.5), (0.42, 0.5, -0.42), "yYZ")
    blades: list[Quad] = []
    for i in range(6):
        z = -0.42 + 0.84 * i / 6
        blades.append(quad([(-0.42, -0.4, z), (0.42, -0.4, z), (0.42, 0.3, z + 0.16),
                            (-0.42, 0.3, z + 0.16)]))
    dark = [quad([(-0.42, 0.3, -0.42), (0.42, 0.3, -0.42), (0.42, 0.3, 0.42), (-0.42, 0.3, 0.42)])]
    return [(MAIN, frame), (TRIM, blades), (TRIM, dark)]


def grille() -> list[Group]:
    """Bars over an opening in a wall, 1 × 0.7 m: a bevelled frame, six bars, dark behind."""
    w, t, e = 0.5, 0.35, 0.08
    frame = panel((-w, -0.05, -t), (w, 0.0, t), 0.02)[1:]
    out, inner = (-w + 0.02, -t + 0.02), (-w + e, -t + e)
    for i in range(4):
        (ax, az), (bx, bz) = corner(out, i), corner(out, i + 1)
        (cx, cz), (dx, dz) = corner(inner, i), corner(inner, i + 1)
        frame.append(quad([(ax, -0.05, az), (bx, -0.05, bz), (dx, -0.05, dz), (cx, -0.05, cz)]))
        frame.append(quad([(cx, -0.05, cz), (dx, -0.05, dz), (dx, 0.0, dz), (cx, 0.0, cz)]))
    dark = box((-w + e, 0.0, -t + e), (w - e, 0.01, t - e), "y")
    bars: list[Quad] = []
    for i in range(6):
        x = -0.35 + 0.14 * i
        bars += box((x - 0.015, -0.03, -t + e), (x + 0.015, 0.0, t - e), "y")
    return [(MAIN, frame + bars), (TRIM, dark)]


def fan() -> list[Group]:
    """A ring, a cross of struts and six pitched blades; axis y. Unit box: the blades turn."""
    ring = lathe([(0.5, -0.5), (0.5, 0.5)], 16)
    ring += [flip(q) for q in lathe([(0.44, -0.5), (0.44, 0.5)], 16)]
    for z, up in ((0.5, True), (-0.5, False)):
        for i in range(16):
            a, b = 2 * pi * i / 16, 2 * pi * (i + 1) / 16
            c = [(0.44 * cos(a), 0.44 * sin(a), z), (0.5 * cos(a), 0.5 * sin(a), z),
                 (0.5 * cos(b), 0.5 * sin(b), z), (0.44 * cos(b), 0.44 * sin(b), z)]
            ring.append(quad(c if up else c[::-1]))
    struts = bar((-0.45, 0.0, 0.42), (0.45, 0.0, 0.42), 0.03) + bar(
        (0.0, -0.45, 0.42), (0.0, 0.45, 0.42), 0.03)
    blades: list[Quad] = []
    for i in range(6):
        a = 2 * pi * i / 6

        def at(r: float, t: float, z: float) -> Vec:
            return (r * cos(t), r * sin(t), z)

        blades += both([quad([at(0.08, a, -0.1), at(0.42, a - 0.2, -0.2), at(0.42, a + 0.5, 0.2),
                              at(0.08, a + 0.9, 0.1)])])
    hub = lathe([(0.09, -0.3), (0.09, 0.3)], 6) + disc(0.09, 0.3, 6)
    return [(MAIN, to_y(ring + struts)), (TURNING, to_y(blades + hub))]


def vent_pipe() -> list[Group]:
    """The open mouth of a pipe in a wall with a thick lip, 1.2 m wide, dark within; a stain board
    of lime below it."""
    lip = to_front(lathe([(0.6, -0.1), (0.6, 0.3), (0.5, 0.36), (0.45, 0.3), (0.45, -0.05)], 12))
    dark = to_front(disc(0.45, -0.04, 12))
    return [(MAIN, lip), (TRIM, dark)]
