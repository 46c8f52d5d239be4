"""Pipes and what sits on them, ducts, cables, drains: what carries something through the City."""

from __future__ import annotations

from math import cos, pi, sin

from kitparts.quads import (
    MAIN,
    TRIM,
    Group,
    Quad,
    Vec,
    X,
    Y,
    bar,
    bend,
    box,
    disc,
    drum,
    facing,
    lathe,
    moved,
    plate,
    prism,
    quad,
    to_front,
    to_x,
    to_y,
)


def pipe_flange() -> list[Quad]:
    """A pipe's joint, axis z: a thick ring between two chamfers. Unit box."""
    return lathe([(0.38, -0.5), (0.5, -0.3), (0.5, 0.3), (0.38, 0.5)], 12)


def pipe_elbow() -> list[Quad]:
    """A quarter turn from -z (at the y -0.5 end) to +y; the tube is half as wide as the box."""
    out = []
    for q in bend((0.0, 0.5, -0.5), 0.75, 0.25, 4, 8):
        r = q.copy()
        r[:, 0] *= 2.0
        r[:, 3] *= 0.5
        r[:, 3:6] /= (r[:, 3:6] ** 2).sum(1, keepdims=True) ** 0.5
        out.append(r)
    return out


def pipe_tee() -> list[Group]:
    """A branch in a pipe 0.2 m wide that runs along x, 0.6 m of it; the branch towards -y is shut
    by a lid."""
    run = to_x(lathe([(0.1, -0.3), (0.1, 0.3)], 6))
    branch = to_front(lathe([(0.1, 0.0), (0.1, 0.24)], 6))
    ring = [(0.145, -0.03), (0.13, 0.03)]
    collars = to_x(lathe(ring, 6), (0.27, 0.0, 0.0)) + to_x(lathe(ring, 6), (-0.27, 0.0, 0.0))
    lid = to_front(lathe([(0.14, 0.22), (0.14, 0.28)], 6) + disc(0.14, 0.28, 6))
    return [(MAIN, run + branch), (TRIM, lid + collars)]


def wheel(radius: float, thick: float, sides: int = 8) -> list[Quad]:
    """A hand wheel about z, seen from above: a ring, two spokes, a nut."""
    r0, r1 = radius - thick, radius
    ring = lathe([(r1, -thick / 2), (r1, thick / 2), (r0, thick / 2)], sides)
    for a in (0.5, 0.5 + pi / 2):
        x, y = r0 * cos(a), r0 * sin(a)
        ring += bar((-x, -y, 0.0), (x, y, 0.0), thick * 0.9, sides=3)
    return ring + disc(thick * 1.3, thick, 6)


def valve() -> list[Group]:
    """A stop valve in a pipe 0.2 m wide that runs along x; the wheel looks to -y."""
    body = to_x(lathe([(0.12, -0.2), (0.17, 0.0), (0.12, 0.2)], 6))
    neck = to_front(lathe([(0.11, 0.0), (0.05, 0.36)], 6))
    hand = to_front(wheel(0.19, 0.035), (0.0, -0.38, 0.0))
    return [(MAIN, body + neck), (TRIM, hand)]


def gauge() -> list[Group]:
    """A dial on a stub of pipe, facing -y: 0.22 m across."""
    case = to_front(lathe([(0.11, 0.0), (0.11, 0.08), (0.095, 0.1)], 6))
    face = to_front(disc(0.095, 0.085, 6))
    stub = bar((0.0, -0.04, -0.24), (0.0, -0.04, -0.1), 0.04, X, 3)
    return [(MAIN, case + stub), (TRIM, face)]


def pipe_clamp() -> list[Quad]:
    """A saddle that holds a pipe 0.2 m wide, running along x, to the wall 0.14 m behind it."""
    out = to_x(lathe([(0.125, -0.04), (0.125, 0.04)], 6))
    return out + box((-0.05, 0.0, -0.16), (0.05, 0.14, 0.16), "xXyzZ")


def manifold() -> list[Group]:
    """A header along x, 1.4 m long, three branches down with wheels, on feet: on a wall at +y."""
    header = to_x(drum(0.12, -0.7, 0.7, 6))
    down: list[Quad] = []
    wheels: list[Quad] = []
    for x in (-0.45, 0.0, 0.45):
        down += moved(lathe([(0.06, -0.8), (0.06, -0.34), (0.1, -0.2)], 6),
                      (x, 0.0, 0.0))
        wheels += to_front(lathe([(0.11, 0.14), (0.11, 0.18)], 6) + disc(0.11, 0.18, 6),
                           (x, 0.0, -0.25))
    feet = box((-0.66, 0.0, -0.16), (-0.58, 0.2, 0.16), "xXyzZ")
    feet += box((0.58, 0.0, -0.16), (0.66, 0.2, 0.16), "xXyzZ")
    return [(MAIN, header + down), (TRIM, wheels + feet)]


def duct() -> list[Group]:
    """A rectangular duct along y with flanged joints, to be stretched: unit box."""
    shell = box((-0.46, -0.5, -0.44), (0.46, 0.5, 0.44), "xXzZ")
    rings: list[Quad] = []
    for y in (-0.48, 0.02):
        rings += box((-0.5, y, -0.5), (0.5, y + 0.03, 0.5), "xXyYzZ")
    return [(MAIN, shell), (TRIM, rings)]


def vent_cowl() -> list[Group]:
    """A swan neck on a roof: a stack 0.5 m wide bends over and looks down its own mouth, 1.6 m."""
    stem = lathe([(0.34, 0.0), (0.34, 0.08), (0.25, 0.12), (0.25, 1.0)], 8)
    neck = bend((0.0, 0.4, 1.0), 0.4, 0.25, 3, 8)
    mouth = to_y(lathe([(0.25, 0.0), (0.3, 0.1), (0.3, 0.16)], 8), (0.0, 0.4, 1.4))
    dark = to_y(disc(0.25, 0.1, 8), (0.0, 0.4, 1.4))
    return [(MAIN, stem + neck + mouth), (TRIM, dark)]


def cable_catenary() -> list[Quad]:
    """A cable along y, high at both ends and sagging to the bottom between. Unit box."""
    n, out = 12, []

    def at(i: int, side: int) -> tuple[Vec, Vec]:
        y = -0.5 + i / n
        z = -0.5 + 4 * y * y * 0.94 + 0.03
        a = 2 * pi * side / 3 + pi / 2
        return (0.5 * cos(a), y, z + 0.03 * sin(a)), (cos(a), 0.0, sin(a))

    for i in range(n):
        for s in range(3):
            c = [at(i, s), at(i + 1, s), at(i + 1, s + 1), at(i, s + 1)]
            out.append(facing(quad([p for p, _ in c], [v for _, v in c])))
    return out


def cable_anchor() -> list[Group]:
    """What a great cable is made fast to: a stepped block on a wall at +y, a socket, bolts; 2 m."""
    foot = plate((-1.0, 0.2, -1.0), (1.0, 0.6, 1.0), 0.1)
    foot += plate((-0.65, -0.1, -0.65), (0.65, 0.2, 0.65), 0.08)
    socket = to_front(lathe([(0.5, 0.1), (0.42, 0.35), (0.25, 0.8)], 8) + disc(0.25, 0.8, 8))
    nuts: list[Quad] = []
    for x in (-0.82, 0.82):
        for z in (-0.82, 0.82):
            nuts += to_front(disc(0.1, -0.16, 6), (x, 0.0, z))
            nuts += to_front(lathe([(0.1, -0.2), (0.1, -0.16)], 6), (x, 0.0, z))
    return [(MAIN, foot), (TRIM, socket + nuts)]


def cable_tray() -> list[Group]:
    """An open channel on brackets along y with five cables in it, to be stretched: unit box of
    0.4 × 4 × 0.3 m."""
    channel = box((-0.5, -0.5, -0.2), (0.5, 0.5, -0.16), "zZ")
    channel += box((-0.5, -0.5, -0.2), (-0.46, 0.5, 0.2), "xXZ")
    channel += box((0.46, -0.5, -0.2), (0.5, 0.5, 0.2), "xXZ")
    cables: list[Quad] = []
    for i, x in enumerate((-0.34, -0.12, 0.1, 0.32)):
        h = 0.02 + 0.06 * (i % 3)
        cables += [quad([(x - 0.1, -0.5, -0.16), (x - 0.06, -0.5, h), (x - 0.06, 0.5, h),
                         (x - 0.1, 0.5, -0.16)][::-1]),
                   quad([(x - 0.06, -0.5, h), (x + 0.06, -0.5, h),
                         (x + 0.06, 0.5, h), (x - 0.06, 0.5, h)]),
                   quad([(x + 0.06, -0.5, h), (x + 0.1, -0.5, -0.16), (x + 0.1, 0.5, -0.16),
                         (x + 0.06, 0.5, h)])]
    hangers: list[Quad] = []
    for y in (-0.38, 0.12):
        hangers += box((-0.48, y - 0.006, -0.26), (0.48, y + 0.006, -0.2), "yYz")
        hangers += box((0.44, y - 0.006, 0.2), (0.5, y + 0.006, 0.5), "xyY")
    return [(MAIN, channel), (TRIM, cables), (MAIN, hangers)]


def cable_rags() -> list[Quad]:
    """Torn cables hanging from above, of different length, bent at the end; 1 m wide, 3 m long."""
    out: list[Quad] = []
    table = ((-0.42, 0.05, 2.2, 0.16), (-0.25, -0.2, 3.0, -0.2), (-0.1, 0.18, 1.3, 0.1),
             (0.05, -0.05, 2.6, 0.25), (0.2, 0.2, 1.7, -0.12), (0.4, -0.12, 2.9, -0.1))
    for x, y, long, swing in table:
        a, b, c = (x, y, 0.0), (x + swing * 0.2, y, -long * 0.6), (x + swing, y * 0.5, -long)
        out += bar(a, b, 0.06, Y, 3) + bar(b, c, 0.05, Y, 3)
    return out


def insulator() -> list[Group]:
    """A ceramic stack standing on a foot, 0.9 m: four skirts and a clamp."""
    skirts: list[Quad] = []
    for i in range(4):
        z = 0.16 + 0.16 * i
        skirts += lathe([(0.06, z), (0.15, z + 0.03), (0.06, z + 0.16)], 6)
    foot = lathe([(0.16, 0.0), (0.16, 0.1), (0.06, 0.16)], 6)
    return [(MAIN, skirts), (TRIM, foot + box((-0.06, -0.14, 0.8), (0.06, 0.14, 0.9), "xXyYZ"))]


def tank() -> list[Quad]:
    """An upright vessel with domed ends and a band. Unit box."""
    profile = [(0.22, -0.5), (0.42, -0.42), (0.47, -0.32), (0.47, 0.32), (0.42, 0.42), (0.22, 0.5)]
    band = lathe([(0.47, -0.03), (0.5, 0.0), (0.47, 0.03)], 12)
    return lathe(profile, 12) + disc(0.22, 0.5, 12) + band


def drain() -> list[Group]:
    """A gully at the foot of a wall: a frame 0.8 × 0.4 m on the floor, six bars over the dark."""
    frame = box((-0.4, -0.2, 0.0), (0.4, -0.14, 0.03), "yYZ") + box(
        (-0.4, 0.14, 0.0), (0.4, 0.2, 0.03), "yYZ")
    frame += box((-0.4, -0.14, 0.0), (-0.34, 0.14, 0.03), "xXZ")
    frame += box((0.34, -0.14, 0.0), (0.4, 0.14, 0.03), "xXZ")
    bars: list[Quad] = []
    for i in range(6):
        x = -0.28 + 0.112 * i
        bars += box((x - 0.02, -0.14, 0.0), (x + 0.02, 0.14, 0.02), "Z")
    hole = box((-0.34, -0.14, 0.0), (0.34, 0.14, 0.004), "Z")
    return [(MAIN, frame + bars), (TRIM, hole)]


def trough() -> list[Group]:
    """A channel of water along y, to be stretched: concrete banks with bevels, a still surface."""
    banks = prism([(-0.5, -0.5), (-0.28, -0.5), (-0.32, 0.5), (-0.44, 0.5)])
    banks += prism([(0.28, -0.5), (0.5, -0.5), (0.44, 0.5), (0.32, 0.5)])
    water = quad([(-0.3, -0.5, 0.1), (0.3, -0.5, 0.1), (0.3, 0.5, 0.1), (-0.3, 0.5, 0.1)])
    return [(MAIN, [swap(q) for q in banks]), (TRIM, [water])]


def swap(q: Quad) -> Quad:
    """Exchange x and y, keeping the face's outside."""
    r = q[::-1].copy()
    r[:, [0, 1]] = r[:, [1, 0]]
    r[:, [3, 4]] = r[:, [4, 3]]
    return r


def sludge_fall() -> list[Group]:
    """Residue that ran out of a wall (+y) and down it: a lip and folds that narrow, 1.6 × 4 m."""
    out: list[Quad] = []
    cols, rows = 6, 4
    wide = [0.8, 0.66, 0.55, 0.5, 0.3]

    def p(i: int, k: int) -> Vec:
        fold = 0.12 if i % 2 else 0.3
        z = -4.0 * k / rows - (0.0 if k < rows else 0.35 * (i % 3))
        x = wide[k] * (-1 + 2 * i / cols) + 0.06 * sin(1.7 * i + k)
        edge = 0.0 if i in (0, cols) else fold * (1 - 0.15 * k)
        return (x, 0.0 - edge, z)

    for i in range(cols):
        for k in range(rows):
            out.append(quad([p(i, k + 1), p(i + 1, k + 1), p(i + 1, k), p(i, k)]))
    lip = prism([(-0.3, -0.05), (0.0, -0.3), (0.0, 0.25), (-0.36, 0.12)], -0.9, 0.9)
    return [(TRIM, out), (MAIN, lip)]
