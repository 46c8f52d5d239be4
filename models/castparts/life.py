"""What moves in the City by itself: falls, cables, fans, trams, Builders, the block of rare things.

Built on the axes of the place that holds it: x along the wall, y out of it, z up. Poses
(blame3d/life) give every joint its place and often its size, so that many are one unit large; what
is measured in metres says so. Pivots are no more than a guess at where a joint usually is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from castparts.solids import Figure, Joint, Section

CONCRETE = (0.285, 0.288, 0.270, 0.0)
DAMP = (0.138, 0.147, 0.138, 0.0)
LIME = (0.42, 0.42, 0.38, 0.0)
STEEL = (0.181, 0.191, 0.195, 0.0)
DARK = (0.045, 0.047, 0.048, 0.0)
COLD = (6.1, 7.0, 7.3, 1.0)
WARM = (12.0, 3.96, 0.60, 1.0)
CANVAS = (0.305, 0.238, 0.150, 0.0)
LIT = (0.85, 0.30, 0.06, 1.0)
WINDOW = (3.0, 1.86, 0.90, 1.0)

CLOTS, SEGMENTS, CARS, PIECES, LEGS, PRESSES = 18, 12, 5, 16, 6, 12
GROUPS, STONES, RUNNERS, CLUSTERS, HUTS = 24, 9, 20, 48, 30


@dataclass(frozen=True)
class Moving:
    NAME: str
    build: Callable[[int], Figure]
    LEVELS: tuple[tuple[int, float], ...] = ((8, 0.0),)


def joints(*names: str, far: float = 0.0) -> tuple[Joint, ...]:
    """Joints of their own; the last pivot lies `far` below, so that the model's size is known."""
    last = len(names) - 1
    return tuple(Joint(n, "", (0.0, 0.0, -far if i == last else 0.0)) for i, n in enumerate(names))


def many(name: str, count: int) -> list[str]:
    return [f"{name}{i}" for i in range(count)]


def rod(f: Figure, joint: str, colour: str, *, axis: int, lo: float, hi: float,
        radii: Sequence[float] = (1.0, 1.0), corners: int = 7) -> None:  # fmt: skip
    """A round thing along an axis, its radius given at even steps from lo to hi."""
    a = np.arange(corners) * (2.0 * np.pi / corners)
    ring = np.zeros((corners, 3))
    # Counter-clockwise seen from the far end, or the skin would be inside out.
    ring[:, (axis + 1) % 3], ring[:, (axis + 2) % 3] = np.cos(a), np.sin(a)
    along = np.zeros(3)
    along[axis] = 1.0
    steps = np.linspace(lo, hi, len(radii))
    shift = np.array(f.joints[f.row(joint)].pivot)
    f.surface(np.stack([ring * r + along * s for r, s in zip(radii, steps, strict=True)]) + shift,
              joint, colour)  # fmt: skip


def block(f: Figure, joint: str, colour: str, lo: Sequence[float], hi: Sequence[float],
          chamfer: float = 0.0) -> None:  # fmt: skip
    """A box in the joint's own space."""
    shift = f.joints[f.row(joint)].pivot
    low = tuple(a + b for a, b in zip(lo, shift, strict=True))
    high = tuple(a + b for a, b in zip(hi, shift, strict=True))
    f.box(low, high, joint, colour, chamfer=chamfer)  # type: ignore[arg-type]


def fall(colour: tuple[float, float, float, float], far: float) -> Callable[[int], Figure]:
    """arm: a pipe one long and one in radius. core: a thread one long, hanging, that comes to
    nothing. Clots: one long, one across, drawn out above and frayed below, as water is that falls
    far."""

    def build(detail: int) -> Figure:
        f = Figure(joints("arm", "core", *many("clot", CLOTS), far=far),
                   {"pipe": DAMP, "dark": DARK, "stuff": colour}, detail)  # fmt: skip
        rod(f, "arm", "pipe", axis=1, lo=0.0, hi=1.0, radii=(1.0, 1.0, 1.0), corners=10)
        rod(f, "arm", "pipe", axis=1, lo=0.955, hi=1.004, radii=(1.22, 1.22), corners=10)
        rod(f, "arm", "dark", axis=1, lo=0.97, hi=1.005, radii=(1.2, 0.01), corners=10)
        rod(f, "core", "stuff", axis=2, lo=-1.0, hi=0.0, corners=5,
            radii=(0.02, 0.10, 0.20, 0.30, 0.40, 0.46, 0.5, 0.44, 0.42, 0.30))  # fmt: skip
        for i in range(CLOTS):
            # A veil that is drawn out above and frays below, not a drop.
            fat = 0.26 + 0.12 * ((i * 5) % 7) / 6
            rod(f, f"clot{i}", "stuff", axis=2, lo=-0.5, hi=0.5, corners=6,
                radii=(0.12, 0.8 * fat, 0.46, fat, 0.42, 0.7 * fat, 0.5 * fat, 0.3 * fat, 0.02))
        return f

    return build


def cable(detail: int) -> Figure:
    """arm: a lattice boom one long. Segments: one long, hanging, one in radius. load: a cradle for
    work on walls, one across: a frame about a winch, a railed floor, a box of tools, a tube of
    light below."""
    f = Figure(joints("arm", *many("rope", SEGMENTS), "load", far=200.0),
               {"steel": STEEL, "rubber": DARK, "load": (0.122, 0.150, 0.138, 0.0), "light": COLD},
               detail)  # fmt: skip
    for x in (-1.0, 1.0):
        for z in (-1.0, 1.0):
            block(f, "arm", "steel", (x - 0.2, 0.0, z - 0.2), (x + 0.2, 1.0, z + 0.2))
    for k in range(9):
        y = k / 8.0
        block(f, "arm", "steel", (-1.1, y - 0.006, -1.1), (1.1, y + 0.006, 1.1))
    for i in range(SEGMENTS):
        rod(f, f"rope{i}", "rubber", axis=2, lo=-1.02, hi=0.0, corners=5)
    block(f, "load", "steel", (-0.10, -0.10, -0.20), (0.10, 0.10, 0.0), 0.03)
    block(f, "load", "steel", (-0.46, -0.05, -0.28), (0.46, 0.05, -0.20))
    rod(f, "load", "rubber", axis=0, lo=-0.16, hi=0.16, radii=(0.13, 0.09, 0.09, 0.13), corners=9)
    for x in (-0.46, 0.42):
        block(f, "load", "steel", (x, -0.03, -1.16), (x + 0.04, 0.03, -0.20))
    block(f, "load", "load", (-0.5, -0.30, -1.24), (0.5, 0.30, -1.16))
    for y in (-0.30, 0.28):
        for z in (-0.98, -0.80):
            block(f, "load", "steel", (-0.5, y, z - 0.012), (0.5, y + 0.02, z + 0.012))
        for k in range(5):
            x = -0.49 + 0.24 * k
            block(f, "load", "steel", (x, y, -1.16), (x + 0.02, y + 0.02, -0.80))
    block(f, "load", "load", (0.06, -0.22, -1.16), (0.36, 0.16, -0.84), 0.03)
    block(f, "load", "load", (-0.34, -0.10, -1.16), (-0.12, 0.20, -0.94), 0.02)
    block(f, "load", "rubber", (-0.30, -0.20, -1.30), (0.34, -0.08, -1.24))
    block(f, "load", "light", (-0.40, 0.20, -1.275), (0.40, 0.24, -1.24))
    return f


def lamp(detail: int) -> Figure:
    """arm as a cable's; head: a hood in metres, bulb: one across."""
    f = Figure(joints("arm", "head", "bulb", far=60.0), {"steel": STEEL, "light": WARM}, detail)
    for x in (-1.0, 1.0):
        block(f, "arm", "steel", (x - 0.25, 0.0, -0.3), (x + 0.25, 1.0, 0.3))
    for k in range(7):
        block(f, "arm", "steel", (-1.0, k / 6 - 0.005, -0.2), (1.0, k / 6 + 0.005, 0.2))
    block(f, "head", "steel", (-1.6, -2.2, -0.3), (1.6, 2.2, 0.9), 0.3)
    block(f, "bulb", "light", (-0.5, -0.5, -0.5), (0.5, 0.5, 0.5), 0.1)
    return f


def nest(detail: int) -> Figure:
    """huts: a floor of sheets under canvas, hung by ropes from what is above, its ladder down to
    the next. In metres, the lamp at the origin; the canvas glows where that lights it."""
    names = many("hut", HUTS)
    colours = {"canvas": CANVAS, "lit": LIT, "pole": STEEL, "rope": DARK, "load": CONCRETE}
    f = Figure(joints(*names, far=96.0), colours, detail)
    for k, one in enumerate(names):
        wide, deep = 1.7 + 0.25 * (k % 4), 1.2 + 0.2 * (k % 3)
        block(f, one, "pole", (-wide, -deep, -2.5), (wide, deep, -2.36))
        block(f, one, "canvas", (-wide - 0.25, -deep - 0.2, 0.46), (wide + 0.25, deep + 0.2, 0.52))
        block(f, one, "lit", (-wide, -deep, 0.43), (wide, deep, 0.455))
        block(f, one, "canvas", (-wide, deep - 0.06, -2.36), (wide, deep, 0.46 - 0.5 * (k % 2)))
        block(f, one, "lit", (-wide + 0.1, deep - 0.09, -2.3), (wide - 0.1, deep - 0.07, -0.9))
        if detail < 8:  # far off
            continue
        for x in (-wide + 0.1, wide - 0.1):
            block(f, one, "rope", (x - 0.02, -0.02, -2.4), (x + 0.02, 0.02, 5.6))
        side = wide if k % 2 else -wide
        block(f, one, "canvas", (side - 0.03, -0.2, -2.36), (side + 0.03, deep, 0.46))
        block(f, one, "load", (-0.9, 0.1, -2.36), (-0.2, deep - 0.2, -1.7))
        for y in (-0.18, 0.18):
            block(f, one, "rope", (-side - 0.02, y - 0.02, -8.2), (-side + 0.02, y + 0.02, -2.4))
    return f


def rotor(f: Figure, joint: str, blades: int, inner: float, outer: float, chord: float,
          thick: float) -> None:  # fmt: skip
    """Blades about y, twisted, in a unit disc."""
    shift = np.array(f.joints[f.row(joint)].pivot)
    for k in range(blades):
        a = 2.0 * np.pi * k / blades
        way = np.array([np.cos(a), 0.0, np.sin(a)])
        side = np.array([-np.sin(a), 0.0, np.cos(a)])
        sections = []
        for r in (inner, 0.5 * (inner + outer), outer):
            lean = np.radians(58.0 - 40.0 * (r - inner) / (outer - inner))
            across = side * np.cos(lean) + np.array([0.0, 1.0, 0.0]) * np.sin(lean)
            along = np.cross(way, across)
            sections.append(Section(tuple(way * r + shift), chord * (0.7 + 0.6 * r), thick, 3.0,
                                    tuple(across), tuple(along)))  # fmt: skip
        f.loft(sections, joint, "blade", corners=6)


def fan(detail: int) -> Figure:
    """drum: one across, one deep, open to +y. rotor: one across."""
    colours = {"shell": CONCRETE, "dark": DARK, "blade": STEEL}
    f = Figure(joints("drum", "rotor", far=60.0), colours, detail)
    n = 28
    a = np.arange(n) * (2.0 * np.pi / n)
    circle = np.stack([np.cos(a), 0.0 * a, np.sin(a)], 1)
    y = np.array([0.0, 1.0, 0.0])

    def tube(profile: Sequence[tuple[float, float]], colour: str) -> None:
        grid = np.stack([circle * r + y * s for r, s in profile])
        f.surface(grid[::-1], "drum", colour, flat=True)

    tube(((0.56, 0.0), (0.56, 0.25), (0.5, 0.25), (0.5, 0.86), (0.53, 0.86), (0.53, 1.0),
          (0.44, 1.0)), "shell")  # fmt: skip
    tube(((0.44, 1.0), (0.44, 0.30), (0.0, 0.30)), "dark")
    for k in range(3):
        t = np.pi * k / 3.0
        turn = np.array([[np.cos(t), 0, -np.sin(t)], [0, 1, 0], [np.sin(t), 0, np.cos(t)]])
        f.box((-0.45, 0.38, -0.012), (0.45, 0.42, 0.012), "drum", "shell", turn=turn)
    rod(f, "rotor", "shell", axis=1, lo=-0.06, hi=0.08,
        radii=(0.075, 0.075, 0.05, 0.0), corners=10)
    rotor(f, "rotor", 7, 0.06, 0.425, 0.07, 0.010)
    return f


def wheel(detail: int) -> Figure:
    """axle: one long, one in radius. rotor: one across, with a rim."""
    colours = {"shell": CONCRETE, "blade": STEEL, "lamp": COLD}
    f = Figure(joints("axle", "rotor", far=60.0), colours, detail)
    rod(f, "axle", "shell", axis=1, lo=0.0, hi=1.0, radii=(1.35, 1.0, 1.0, 1.0), corners=12)
    rod(f, "rotor", "shell", axis=1, lo=-0.045, hi=0.06, radii=(0.06, 0.06, 0.045, 0.0),
        corners=14)
    rotor(f, "rotor", 9, 0.05, 0.47, 0.05, 0.006)
    n = 40
    a = np.arange(n) * (2.0 * np.pi / n)
    circle = np.stack([np.cos(a), 0.0 * a, np.sin(a)], 1)
    y = np.array([0.0, 1.0, 0.0])
    profile = ((0.470, -0.02), (0.470, 0.02), (0.5, 0.02), (0.5, -0.02), (0.470, -0.02))
    shift = np.array(f.joints[f.row("rotor")].pivot)
    rim = np.stack([circle * r + y * s for r, s in profile]) + shift
    f.surface(rim, "rotor", "shell", flat=True)
    for k in range(5):
        b = 2.0 * np.pi * (k + 0.5) / 9 * 2
        x, z = 0.485 * np.cos(b), 0.485 * np.sin(b)
        block(f, "rotor", "lamp", (x - 0.004, 0.018, z - 0.004), (x + 0.004, 0.024, z + 0.004))
    return f


def tram(detail: int) -> Figure:
    """rail: one long, its other measures in metres from the rail's middle: the wall lies 39 behind.
    Cars: 15 long, in metres."""
    f = Figure(joints("rail", *many("car", CARS), far=600.0),
               {"steel": STEEL, "beam": DAMP, "hull": (0.122, 0.150, 0.138, 0.0), "light": COLD,
                "head": (14.0, 15.0, 15.5, 1.0)}, detail)  # fmt: skip
    block(f, "rail", "beam", (-0.5, -0.8, -2.6), (0.5, 0.8, 0.0))
    block(f, "rail", "steel", (-0.5, -0.25, 0.0), (0.5, 0.25, 0.35))
    for k in range(25):
        x = -0.49 + 0.98 * k / 24
        block(f, "rail", "beam", (x - 0.0007, -52.0, -2.4), (x + 0.0007, 0.7, -1.0))
        block(f, "rail", "beam", (x - 0.0007, -52.0, -8.0), (x + 0.0007, -30.0, -2.4))
    for i in range(CARS):
        car = f"car{i}"
        block(f, car, "hull", (-7.4, -1.7, 0.5), (7.4, 1.7, 4.3), 0.5)
        for side in (-1.72, 1.66):
            block(f, car, "light", (-6.3, side, 2.3), (6.3, side + 0.06, 3.5))
        for end in (-7.46, 7.40):
            if i in (0, CARS - 1):
                block(f, car, "head", (end, -0.5, 1.2), (end + 0.06, 0.5, 1.9))
    return f


def spider(detail: int) -> Figure:
    """The Builder of sixty metres, in metres about its middle. Legs: one long, hanging on -z of
    their joint. boom: one long along x. Pieces: thirty long from x = 0 on; braces: one long to
    -y."""
    names = ["body", "boom", "nozzle", *many("thigh", LEGS), *many("shin", LEGS),
             *many("piece", PIECES), *many("brace", PIECES)]  # fmt: skip
    f = Figure(joints(*names, far=120.0),
               {"shell": CONCRETE, "damp": DAMP, "steel": STEEL, "dark": DARK, "light": COLD},
               detail)  # fmt: skip
    # A blunt mass: three slabs over each other, a little out of true, no face anywhere.
    block(f, "body", "shell", (-21, -9, -6), (21, 9, 7), 2.4)
    block(f, "body", "damp", (-17, -11, -9), (14, 7, -5), 1.5)
    block(f, "body", "shell", (-12, -8, 6), (18, 10, 13), 2.0)
    block(f, "body", "steel", (-24, -3, -3), (24, 5, 3), 0.8)
    for k in range(5):
        block(f, "body", "damp", (-18 + k * 8.2, 8.6, -4.5), (-15.4 + k * 8.2, 9.9, 5.4), 0.4)
    for y in (-6.0, 0.0, 5.0):
        for x in (-15.0, 2.0):
            block(f, "body", "dark", (x - 1.0, y - 0.9, -9.3), (x + 10.0, y + 0.9, -8.9))
            block(f, "body", "light", (x, y - 0.45, -9.5), (x + 8.0, y + 0.45, -9.2))
    block(f, "body", "light", (-16.0, 9.95, -7.4), (-8.0, 10.15, -6.8))
    block(f, "boom", "steel", (0.0, -2.2, -2.6), (1.0, -1.0, 1.0))
    block(f, "boom", "steel", (0.0, 1.0, -2.6), (1.0, 2.2, 1.0))
    for k in range(9):
        block(f, "boom", "damp", (k / 8 - 0.012, -2.3, -2.8), (k / 8 + 0.012, 2.3, 1.2))
    block(f, "nozzle", "damp", (-4.0, -5.4, -7.0), (4.0, 5.4, 3.4), 1.2)
    block(f, "nozzle", "light", (-3.2, 5.35, -4.0), (3.2, 5.6, -3.2))
    block(f, "nozzle", "light", (4.0, -4.0, -6.4), (4.15, 4.0, -5.6))
    for i in range(LEGS):
        block(f, f"thigh{i}", "shell", (-2.6, -3.0, -1.0), (2.6, 3.0, 0.0), 0.02)
        block(f, f"thigh{i}", "steel", (-3.4, -3.4, -0.08), (3.4, 3.4, 0.08), 0.02)
        block(f, f"shin{i}", "shell", (-1.9, -2.2, -1.0), (1.9, 2.2, 0.0), 0.02)
        block(f, f"shin{i}", "steel", (-2.6, -2.8, -0.1), (2.6, 2.8, 0.06), 0.02)
    for i in range(PIECES):
        block(f, f"piece{i}", "shell", (0.0, -4.5, -2.0), (30.0, 4.5, 0.0))
        block(f, f"piece{i}", "shell", (0.0, 3.9, 0.0), (30.0, 4.5, 1.2))
        block(f, f"piece{i}", "damp", (0.0, -3.0, -3.4), (30.0, 3.0, -2.0))
        block(f, f"brace{i}", "damp", (-1.4, -1.0, -3.6), (1.4, 0.0, -0.4))
    return f


def gantry(detail: int) -> Figure:
    """The Builder of four hundred metres, in metres: it goes along x. Legs are towers whose heads
    run in its girders; their joints lie on the floor. mast: hangs from the trolley."""
    f = Figure(joints("deck", "trolley", "mast", *many("leg", 4), far=200.0),
               {"shell": CONCRETE, "damp": DAMP, "steel": STEEL, "dark": DARK, "light": COLD,
                "window": WINDOW}, detail)  # fmt: skip
    w = 150.0
    for y in (-w, w):
        block(f, "deck", "shell", (-186, y - 22, -34), (186, y + 22, 14), 5.0)
        block(f, "deck", "damp", (-178, y - 27, -8), (178, y + 27, 2), 2.0)
        for k in range(12):
            x = -170 + 31 * k
            block(f, "deck", "damp", (x - 3, y - 25, -36), (x + 3, y + 25, 16), 1.0)
    for x, wide in ((-150.0, 14.0), (-40.0, 22.0), (70.0, 12.0), (150.0, 16.0)):
        block(f, "deck", "shell", (x - wide, -w, -26), (x + wide, w, 6), 3.0)
    block(f, "deck", "shell", (-70, -60, 2), (20, 70, 18), 6.0)
    for k in range(14):
        for y in (-w, w):
            x = -174 + 26 * k
            block(f, "deck", "light", (x, y - 1.2, -34.6), (x + 8, y + 1.2, -33.8))
    block(f, "trolley", "damp", (-34, -30, -44), (34, 30, -20), 4.0)
    block(f, "trolley", "shell", (-26, -22, -58), (26, 22, -42), 4.0)
    for k in range(4):
        block(f, "trolley", "light", (-22 + 12 * k, -16, -58.8), (-14 + 12 * k, -14, -57.8))
        block(f, "trolley", "light", (-22 + 12 * k, 14, -58.8), (-14 + 12 * k, 16, -57.8))
    block(f, "mast", "steel", (-5, -5, -170), (5, 5, 0), 1.0)
    for k in range(9):
        block(f, "mast", "damp", (-7, -7, -12 - 19 * k), (7, 7, -8 - 19 * k), 0.8)
    block(f, "mast", "damp", (-13, -13, -186), (13, 13, -168), 3.0)
    block(f, "mast", "light", (-8, 12.8, -180), (0, 13.2, -178.5))
    for i in range(4):
        leg = f"leg{i}"
        block(f, leg, "shell", (-20, -20, -30), (20, 20, 250), 4.0)
        block(f, leg, "shell", (-15, -15, 246), (15, 15, 372), 3.0)
        block(f, leg, "damp", (-33, -31, -30), (33, 31, 34), 6.0)
        for z in (90, 150, 212, 250, 310):
            half = 22.5 if z < 251 else 17.0
            block(f, leg, "damp", (-half, -half, z - 5), (half, half, z + 4), 1.2)
        for side in (-1, 1):
            block(f, leg, "shell", (-6, side * 22 - 5, 30), (6, side * 22 + 5, 214), 1.0)
        for k in range(7):
            z = 60 + 24 * k + 5 * (i % 3)
            block(f, leg, "window", (8, 19.9, z), (11, 20.2, z + 4))
    return f


def wall(detail: int) -> Figure:
    """The Builder of two kilometres, in metres: its back lies on y = 0, its middle on z = 0.
    Presses stand on its face; rows of light hang below."""
    f = Figure(joints("slab", "foot", *many("press", PRESSES), far=300.0),
               {"shell": CONCRETE, "damp": DAMP, "lime": LIME, "dark": DARK, "light": COLD},
               detail)  # fmt: skip
    rng = np.random.default_rng(2000)
    block(f, "slab", "shell", (-1000, 0, -190), (1000, 44, 190), 9.0)
    block(f, "slab", "damp", (-1000, 2, -196), (1000, 36, -160), 6.0)
    x = -980.0
    while x < 960.0:
        wide = float(rng.uniform(14.0, 90.0))
        if rng.random() < 0.72:
            low, high = sorted(rng.uniform(-180.0, 180.0, 2))
            high = max(high, low + 60.0)
            deep = float(rng.uniform(2.0, 12.0))
            colour = "damp" if rng.random() < 0.35 else "shell"
            block(f, "slab", colour, (x, 40, low), (x + wide * 0.8, 44 + deep, min(high, 186)), 2.0)
        x += wide
    for k in range(21):
        x = -990 + 99 * k
        block(f, "slab", "damp", (x - 4, 40, -186), (x + 4, 54, 186), 1.5)
    for z in (-92.0, 64.0):
        block(f, "slab", "damp", (-996, 40, z - 5), (996, 50, z + 5), 1.5)
    for x in (-760.0, -260.0, 260.0, 760.0):
        block(f, "slab", "damp", (x - 12, -118, 104), (x + 12, 4, 118), 2.0)
    block(f, "foot", "damp", (-960, 6, -30), (960, 32, 0), 4.0)
    for k in range(76):
        x = -944 + 25.0 * k
        block(f, "foot", "dark", (x - 1.5, 28, -31), (x + 9.5, 33, -23))
        block(f, "foot", "light", (x, 31.8, -28.4), (x + 8.0, 33.4, -26.8))
    for i in range(PRESSES):
        block(f, f"press{i}", "shell", (-34, -20, -26), (34, 8, 26), 5.0)
        block(f, f"press{i}", "damp", (-26, 6, -18), (26, 12, 18), 3.0)
        block(f, f"press{i}", "light", (-4, 7, -24.5), (4, 8.4, -23))
    return f


def rare(detail: int) -> Figure:
    """The block on a wall, one unit wide and high, in metres of depth: its face lies on y = 0.
    slot: light below it, for the time when it is no block."""
    f = Figure(joints("body", "slot", far=60.0),
               {"shell": CONCRETE, "damp": DAMP, "dark": DARK, "light": COLD}, detail)  # fmt: skip
    block(f, "body", "shell", (-0.5, -60, -0.5), (0.5, -1.2, 0.5))
    # Bays of unequal width, some deeper than others; a cornice, a plinth, no rhythm to read.
    rng = np.random.default_rng(160)
    x = -0.5
    while x < 0.47:
        wide = min(float(rng.uniform(0.05, 0.19)), 0.5 - x)
        low, high = -0.5 + 0.22 * float(rng.random()), 0.5 - 0.3 * float(rng.random()) ** 2
        deep = float(rng.choice([-0.9, -0.4, 0.6, 1.8]))
        block(f, "body", "shell", (x + 0.006, -4, low), (x + wide - 0.006, deep, high))
        if rng.random() < 0.4:
            block(f, "body", "damp", (x + wide - 0.016, -4, -0.5), (x + wide + 0.004, 2.6, high))
        x += wide
    block(f, "body", "damp", (-0.506, -8, 0.485), (0.506, 3.0, 0.5))
    block(f, "body", "shell", (-0.504, -8, -0.5), (0.504, 3.4, -0.44))
    for k in range(5):
        x = -0.44 + 0.19 * k
        block(f, "slot", "dark", (x - 0.004, -6, -0.512), (x + 0.054, 3.2, -0.498))
        block(f, "slot", "light", (x, -4.5, -0.520), (x + 0.05, 2.4, -0.508))
        block(f, "slot", "light", (x, 3.2, -0.478), (x + 0.05, 3.6, -0.466))
    return f


def windows(detail: int) -> Figure:
    """Lit windows on the unit face of the block, in groups that go out together."""
    f = Figure(joints(*many("group", GROUPS), far=40.0), {"window": WINDOW}, detail)
    rng = np.random.default_rng(31)
    for i in range(GROUPS):
        column, row = i % 6, i // 6
        for _ in range(int(rng.integers(1, 7))):
            x = -0.5 + (column + 0.14 + 0.66 * rng.random()) / 6
            z = -0.5 + (row + 0.12 + 0.1 * int(rng.integers(0, 7))) / 4
            block(f, f"group{i}", "window", (x, 1.4, z), (x + 0.009, 2.0, z + 0.018))
    return f


def rubble(detail: int) -> Figure:
    """Stones one unit large, and the dust that trails above each, one long."""
    f = Figure(joints(*many("stone", STONES), *many("trail", STONES), far=200.0),
               {"stone": CONCRETE, "dust": (0.34, 0.335, 0.315, 3.0)}, detail)  # fmt: skip
    rng = np.random.default_rng(7)
    for i in range(STONES):
        x, y, z = 0.3 + 0.25 * rng.random(3)
        block(f, f"stone{i}", "stone", (-x, -y, -z), (x, y, z), 0.08)
        rod(f, f"trail{i}", "dust", axis=2, lo=0.0, hi=1.0, corners=7,
            radii=(0.1, 0.55, 0.72, 0.60, 0.82, 0.63, 0.70, 0.42, 0.52, 0.30, 0.34, 0.02))
    return f


def pack(detail: int) -> Figure:
    """What crosses a wall far away: pale, low, on four limbs; one unit long."""
    f = Figure(joints(*many("runner", RUNNERS), far=60.0),
               {"shell": (0.62, 0.61, 0.57, 0.0), "dark": DARK}, detail)  # fmt: skip
    for i in range(RUNNERS):
        name = f"runner{i}"
        block(f, name, "shell", (-0.16, 0.10, -0.3), (0.16, 0.34, 0.34), 0.06)
        block(f, name, "shell", (-0.09, 0.2, 0.34), (0.09, 0.4, 0.56), 0.03)
        for x in (-1, 1):
            for z in (-0.28, 0.24):
                knee = 0.5 * x
                block(f, name, "dark", (knee - 0.05, 0.0, z - 0.05), (knee + 0.05, 0.45, z + 0.05))
                low, high = sorted((knee, 0.0))
                block(f, name, "dark", (low, 0.36, z - 0.04), (high, 0.45, z + 0.04))
    return f


def ash(detail: int) -> Figure:
    """Flakes in clusters of a few metres: thin crumpled pieces, seen from both sides."""
    colours = {"a": (0.26, 0.26, 0.25, 0.0), "b": (0.12, 0.12, 0.117, 0.0)}
    f = Figure(joints(*many("flake", CLUSTERS), far=40.0), colours, detail)
    rng = np.random.default_rng(48)
    for i in range(CLUSTERS):
        shift = np.array(f.joints[i].pivot)
        for k in range(12):
            at = rng.uniform(-1.3, 1.3, 3) + shift
            u, v = rng.normal(size=(2, 3))
            u /= np.sqrt(u @ u)
            v -= u * (u @ v)
            v /= np.sqrt(v @ v)
            size = 0.004 + 0.009 * rng.random() ** 2
            wide, other = rng.uniform(0.4, 1.0, 2)
            quad = at + size * np.array([u, v * wide, -u, -v * other])
            both = np.array([quad[[0, 1, 2]], quad[[0, 2, 3]], quad[[2, 1, 0]], quad[[3, 2, 0]]])
            f.flat(both, f"flake{i}", "ab"[k % 4 == 0])
    return f


LIFE = (
    Moving("life-ash", ash),
    Moving("life-water", fall((0.36, 0.41, 0.43, 3.0), 500.0)),
    Moving("life-dust", fall((0.40, 0.395, 0.37, 3.0), 250.0)),
    Moving("life-cable", cable),
    Moving("life-lamp", lamp),
    Moving("life-nest", nest, ((8, 60.0), (3, 0.0))),
    Moving("life-fan", fan),
    Moving("life-wheel", wheel),
    Moving("life-tram", tram),
    Moving("life-spider", spider),
    Moving("life-gantry", gantry),
    Moving("life-wall", wall),
    Moving("life-block", rare),
    Moving("life-windows", windows),
    Moving("life-rubble", rubble),
    Moving("life-pack", pack),
)
