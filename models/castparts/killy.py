"""The wanderer: 1.88 m and 190 kg, a black stroke with a square hand.

Ribbed shells on flanks and thighs, plain plates before and behind, a collar that holds the device,
a split coat to the calf, boots without heels; a small square pistol in the right hand, which hangs
on a joint of its own. Arms hang at rest; the pistol then points to the floor, and along the forearm
when it is raised.
"""

from __future__ import annotations

import itertools

import numpy as np

from castparts.solids import Figure, Joint, Point, Section, between

NAME = "killy"
LEVELS = ((13, 400.0), (8, 70.0), (5, 0.0))
"""Corners of round sections and the height in pixels from which so many are drawn."""

JOINTS = (
    Joint("hips", "", (0.0, 0.0, 0.95)),
    Joint("spine", "hips", (0.0, 0.0, 1.10)),
    Joint("chest", "spine", (0.0, -0.01, 1.24)),
    Joint("neck", "chest", (0.0, -0.015, 1.54)),
    Joint("head", "neck", (0.0, -0.005, 1.62)),
    Joint("arm_l", "chest", (-0.212, -0.01, 1.455)),
    Joint("forearm_l", "arm_l", (-0.240, -0.012, 1.170)),
    Joint("hand_l", "forearm_l", (-0.252, 0.012, 0.915)),
    Joint("arm_r", "chest", (0.212, -0.01, 1.455)),
    Joint("forearm_r", "arm_r", (0.240, -0.012, 1.170)),
    Joint("hand_r", "forearm_r", (0.252, 0.012, 0.915)),
    Joint("gun", "hand_r", (0.256, 0.022, 0.838)),
    Joint("thigh_l", "hips", (-0.098, 0.0, 0.915)),
    Joint("shin_l", "thigh_l", (-0.104, 0.004, 0.500)),
    Joint("foot_l", "shin_l", (-0.106, -0.012, 0.095)),
    Joint("thigh_r", "hips", (0.098, 0.0, 0.915)),
    Joint("shin_r", "thigh_r", (0.104, 0.004, 0.500)),
    Joint("foot_r", "shin_r", (0.106, -0.012, 0.095)),
    Joint("coat_l", "hips", (-0.10, -0.05, 1.03)),
    Joint("coat_r", "hips", (0.10, -0.05, 1.03)),
)

COLOURS = {
    "suit": (0.023, 0.025, 0.028, 0.0),
    "panel": (0.042, 0.047, 0.051, 0.0),
    "seam": (0.020, 0.020, 0.021, 0.0),
    "coat": (0.021, 0.022, 0.024, 0.0),
    "sole": (0.027, 0.028, 0.030, 0.0),
    "skin": (0.552, 0.456, 0.392, 0.0),
    "shade": (0.231, 0.195, 0.188, 0.0),
    "white": (0.30, 0.31, 0.31, 0.0),
    "hair": (0.020, 0.020, 0.022, 0.0),
    "steel": (0.181, 0.191, 0.195, 0.0),
    "bright": (0.330, 0.345, 0.350, 0.0),
    "device": (0.165, 0.165, 0.160, 0.0),
    "slit": (2.4, 0.10, 0.05, 1.0),
}


def build(detail: int) -> Figure:
    f = Figure(JOINTS, COLOURS, detail)
    fine = detail >= 10
    trunk(f, fine)
    for side, sign in (("l", -1.0), ("r", 1.0)):
        leg(f, side, sign, fine)
        arm(f, side, sign, fine)
        coat(f, side, sign)
    head(f, fine)
    gun(f, fine)
    return f


def trunk(f: Figure, fine: bool) -> None:
    f.loft(
        [
            Section((0, -0.004, 0.835), 0.085, 0.075, 2.4),
            Section((0, -0.006, 0.875), 0.150, 0.112, 2.5),
            Section((0, -0.004, 0.930), 0.172, 0.124, 2.6),
            Section((0, 0.0, 1.000), 0.166, 0.120, 2.6),
            Section((0, 0.002, 1.080), 0.152, 0.112, 2.6),
        ],
        "hips", "suit",
    )  # fmt: skip
    flank = [
        Section((0, 0.0, 1.060), 0.150, 0.112, 2.6),
        Section((0, 0.0, 1.120), 0.148, 0.113, 2.6),
        Section((0, -0.004, 1.200), 0.164, 0.122, 2.6),
        Section((0, -0.008, 1.270), 0.184, 0.132, 2.6),
    ]
    if fine:
        f.plates(flank, "spine", ("suit", "seam"), pitch=0.018, lip=0.006)
    else:
        f.loft(flank, "spine", "suit")
    f.loft(
        [
            Section((0, -0.008, 1.225), 0.180, 0.130, 2.7),
            Section((0, -0.010, 1.320), 0.202, 0.144, 2.8),
            Section((0, -0.012, 1.400), 0.206, 0.144, 2.8),
            Section((0, -0.016, 1.460), 0.204, 0.126, 2.6),
            Section((0, -0.018, 1.505), 0.160, 0.098, 2.4),
            Section((0, -0.018, 1.540), 0.092, 0.080, 2.2),
        ],
        "chest", "suit",
    )  # fmt: skip
    # A plain plate on the breast, two behind, a belt with its pouches.
    plate(f, (0.0, 0.128, 1.372), 0.140, 0.110, 0.024, "chest", "panel")
    plate(f, (0.0, -0.150, 1.385), 0.150, 0.115, -0.022, "chest", "panel")
    plate(f, (0.0, -0.126, 1.165), 0.085, 0.070, -0.016, "spine", "panel")
    f.loft(
        [Section((0, 0, 1.035), 0.166, 0.124, 2.7), Section((0, 0, 1.075), 0.163, 0.122, 2.7)],
        "hips", "panel",
    )  # fmt: skip
    for x, y in ((-0.165, 0.045), (-0.175, -0.035), (0.168, 0.050)):
        f.box((x - 0.022, y - 0.036, 0.985), (x + 0.022, y + 0.036, 1.062), "hips", "panel",
              chamfer=0.008)  # fmt: skip
    f.box((-0.055, 0.112, 1.030), (0.055, 0.134, 1.080), "hips", "seam", chamfer=0.008)
    # Shoulder caps, the collar, the device in it.
    for sign in (-1.0, 1.0):
        f.loft(
            [
                Section((sign * 0.150, -0.012, 1.452), 0.062, 0.082, 2.6),
                Section((sign * 0.150, -0.013, 1.492), 0.060, 0.078, 2.6),
                Section((sign * 0.140, -0.014, 1.522), 0.040, 0.052, 2.4),
            ],
            "chest", "panel",
        )  # fmt: skip
    f.limb((0, -0.018, 1.50), (0, -0.008, 1.655), 0.056, 0.053, "neck", "seam")
    collar = [
        Section((0, -0.016, 1.520), 0.096, 0.098, 2.3),
        Section((0, -0.013, 1.575), 0.086, 0.090, 2.3),
        Section((0, -0.010, 1.612), 0.081, 0.086, 2.3),
    ]
    f.loft(collar, "chest", "panel", cap=(True, True))
    if fine:
        f.ring((0, -0.010, 1.610), 0.075, 0.009, "chest", "device", tilt=-0.10, gap=0.9)
        lozenge = np.array([[0, 0.076, 1.621], [0.015, 0.078, 1.603], [0, 0.080, 1.585],
                            [-0.015, 0.078, 1.603]])  # fmt: skip
        tip = np.array([0.0, 0.090, 1.603])
        facets = [[lozenge[i], lozenge[(i + 1) % 4], tip] for i in range(4)]
        f.flat(np.array(facets), "chest", "device")


def plate(
    f: Figure, middle: Point, wide: float, high: float, deep: float, joint: str, colour: str
) -> None:
    """A curved plate with cut corners before (deep > 0) or behind the body."""
    x = np.linspace(-1.0, 1.0, 7)
    cut = np.array([0.72, 1.0, 1.0, 1.0, 1.0, 1.0, 0.72])

    def ring(share: float, out: float) -> np.ndarray:
        upper = [(wide * share * a, out - abs(deep) * 0.9 * a * a, high * share * c)
                 for a, c in zip(x, cut, strict=True)]  # fmt: skip
        lower = [(wide * share * a, out - abs(deep) * 0.9 * a * a, -high * share * c)
                 for a, c in zip(x[::-1], cut, strict=True)]  # fmt: skip
        return np.array(upper + lower)

    rings = [ring(1.0, -abs(deep)), ring(1.0, abs(deep) * 0.35), ring(0.93, abs(deep) * 0.62)]
    grid = np.stack(rings)
    if deep < 0:
        grid = grid * (1.0, -1.0, 1.0)
        grid = grid[:, ::-1]
    grid = grid + np.array(middle)
    f.surface(grid, joint, colour, flat=True)
    last = grid[-1]
    n = len(last)
    strips = []
    for i in range(6):
        a, b, c, d = last[i], last[i + 1], last[n - 2 - i], last[n - 1 - i]
        strips += [[a, b, c], [a, c, d]]
    f.flat(np.array(strips), joint, colour)


def leg(f: Figure, side: str, sign: float, fine: bool) -> None:
    thigh, shin, foot = f"thigh_{side}", f"shin_{side}", f"foot_{side}"
    x = sign * 0.098
    skin = [
        Section((sign * 0.104, 0.004, 0.470), 0.062, 0.064, 2.3),
        Section((sign * 0.104, 0.004, 0.540), 0.066, 0.070, 2.4),
        Section((sign * 0.102, 0.006, 0.640), 0.079, 0.086, 2.5),
        Section((x, 0.006, 0.760), 0.090, 0.100, 2.5),
        Section((sign * 0.094, 0.0, 0.880), 0.088, 0.106, 2.4),
        Section((sign * 0.090, 0.0, 0.925), 0.070, 0.090, 2.2),
    ]
    f.loft(skin, thigh, "seam")
    if fine:
        f.plates(skin[1:5], thigh, ("suit", "seam"), pitch=0.018, lip=0.005)
    else:
        f.loft(skin[1:5], thigh, "suit")
    # A plain plate outside on the thigh, with a case on the left one.
    out = sign * 0.176
    f.box((out - 0.010, -0.055, 0.640), (out + 0.010, 0.055, 0.830), thigh, "panel", chamfer=0.009)
    if sign < 0:
        f.box((-0.215, -0.050, 0.690), (-0.185, 0.050, 0.800), thigh, "seam", chamfer=0.010)
    # Knee: a hard cap over a dark joint.
    f.limb((sign * 0.104, 0.004, 0.515), (sign * 0.104, 0.004, 0.485), 0.060, 0.060, shin, "seam")
    f.loft(
        [
            Section((sign * 0.104, 0.046, 0.440), 0.040, 0.028, 2.6),
            Section((sign * 0.104, 0.056, 0.490), 0.050, 0.032, 2.8),
            Section((sign * 0.104, 0.052, 0.550), 0.038, 0.026, 2.6),
        ],
        shin, "panel",
    )  # fmt: skip
    f.loft(
        [
            Section((sign * 0.106, -0.010, 0.100), 0.050, 0.058, 2.4),
            Section((sign * 0.106, -0.010, 0.190), 0.054, 0.062, 2.5),
            Section((sign * 0.105, -0.012, 0.310), 0.067, 0.074, 2.5),
            Section((sign * 0.104, -0.006, 0.400), 0.066, 0.072, 2.5),
            Section((sign * 0.104, 0.002, 0.470), 0.060, 0.064, 2.4),
        ],
        shin, "suit",
    )  # fmt: skip
    # Greave: a plate down the shin, over the boot's shaft.
    f.loft(
        [
            Section((sign * 0.106, 0.042, 0.150), 0.034, 0.022, 3.0),
            Section((sign * 0.105, 0.050, 0.300), 0.044, 0.026, 3.0),
            Section((sign * 0.104, 0.050, 0.415), 0.046, 0.024, 3.0),
        ],
        shin, "panel",
    )  # fmt: skip
    boot(f, foot, sign)
    f.loft(
        [
            Section((sign * 0.106, -0.010, 0.150), 0.062, 0.072, 2.6),
            Section((sign * 0.106, -0.010, 0.235), 0.068, 0.078, 2.6),
        ],
        shin, "panel",
    )  # fmt: skip


def boot(f: Figure, joint: str, sign: float) -> None:
    """0.14 wide, no heel: a slab of sole, a blunt cap, a shaft."""
    x = sign * 0.108

    def cut(y: float, wide: float, high: float, base: float = 0.026) -> Section:
        return Section(
            (x, y, (base + high) / 2.0), wide, (high - base) / 2.0, 3.0, (1, 0, 0), (0, 0, 1)
        )

    # Sections stand upright and go from the toe backwards, so that their outside is outside.
    f.loft(
        [
            cut(0.205, 0.040, 0.068), cut(0.190, 0.058, 0.086), cut(0.120, 0.068, 0.104),
            cut(0.050, 0.064, 0.140), cut(-0.020, 0.060, 0.170), cut(-0.075, 0.056, 0.165),
            cut(-0.098, 0.044, 0.140),
        ],
        joint, "suit",
    )  # fmt: skip
    sole = []
    for y, wide in ((0.214, 0.036), (0.196, 0.062), (0.110, 0.071), (0.0, 0.060), (-0.080, 0.060),
                    (-0.106, 0.044)):  # fmt: skip
        sole.append(Section((x, y, 0.015), wide, 0.015, 6.0, (1, 0, 0), (0, 0, 1)))
    f.loft(sole, joint, "sole")
    f.box((x - 0.060, 0.128, 0.040), (x + 0.060, 0.212, 0.082), joint, "panel", chamfer=0.020)
    ankle = sign * 0.106
    f.limb((ankle, -0.012, 0.110), (ankle, -0.012, 0.150), 0.054, 0.054, joint, "seam")


def arm(f: Figure, side: str, sign: float, fine: bool) -> None:
    upper, lower, hand = f"arm_{side}", f"forearm_{side}", f"hand_{side}"
    shoulder, elbow = (sign * 0.212, -0.010, 1.455), (sign * 0.240, -0.012, 1.170)
    wrist = (sign * 0.252, 0.012, 0.915)
    f.limb(shoulder, elbow, 0.064, 0.048, upper, "suit", bulge=0.010, at=0.4)
    f.loft(
        [
            Section((sign * 0.240, -0.010, 1.365), 0.058, 0.068, 2.6),
            Section((sign * 0.232, -0.010, 1.430), 0.068, 0.078, 2.6),
            Section((sign * 0.216, -0.010, 1.490), 0.058, 0.068, 2.5),
            Section((sign * 0.200, -0.010, 1.520), 0.030, 0.040, 2.2),
        ],
        upper, "panel",
    )  # fmt: skip
    if fine:
        for k in range(5):
            z = 1.340 - 0.026 * k
            xm = sign * (0.222 + 0.0026 * k)
            f.loft(
                [Section((xm, -0.011, z - 0.020), 0.058 - 0.001 * k, 0.060 - 0.001 * k, 2.4),
                 Section((xm, -0.011, z), 0.055 - 0.001 * k, 0.057 - 0.001 * k, 2.4)],
                upper, "suit",
            )  # fmt: skip
    f.limb(elbow, wrist, 0.050, 0.036, lower, "seam", bulge=0.008, at=0.25)
    f.loft(
        [
            Section((sign * 0.2520, 0.008, 0.930), 0.042, 0.046, 2.8),
            Section((sign * 0.2500, 0.006, 0.960), 0.046, 0.050, 2.8),
            Section((sign * 0.2450, -0.004, 1.060), 0.053, 0.058, 2.7),
            Section((sign * 0.2420, -0.010, 1.125), 0.055, 0.060, 2.6),
            Section((sign * 0.2415, -0.012, 1.140), 0.050, 0.054, 2.6),
        ],
        lower, "panel",
    )  # fmt: skip
    # Hand: back and palm, four fingers bent, the thumb before them.
    x, y = sign * 0.254, 0.018
    f.loft(
        [
            Section((x, y + 0.006, 0.818), 0.020, 0.044, 3.0),
            Section((x, y + 0.004, 0.850), 0.023, 0.047, 3.0),
            Section((x, y, 0.900), 0.024, 0.038, 2.6),
            Section((x, y - 0.004, 0.930), 0.026, 0.032, 2.4),
        ],
        hand, "suit",
    )  # fmt: skip
    if not fine:
        f.box((x - 0.024, y - 0.034, 0.77), (x + 0.02, y + 0.044, 0.825), hand, "suit", chamfer=.01)
        return
    grips, n = sign > 0, max(5, f.detail // 2)
    for k in range(4):
        yy = y + 0.038 - 0.0225 * k
        drop = (0.030, 0.034, 0.031, 0.024)[k]
        knuckle = (x + sign * 0.006, yy, 0.820)
        if grips:  # closed around the pistol's grip
            middle = (x + 0.004, yy, 0.820 - drop)
            tip = (x - 0.036, yy, 0.820 - drop * 0.72)
            end = (x - 0.034, yy, 0.835)
        else:
            middle = (x + sign * 0.004, yy + 0.002, 0.820 - drop)
            tip = (x - sign * 0.014, yy + 0.004, 0.820 - drop * 1.75)
            end = (x - sign * 0.034, yy + 0.004, 0.820 - drop * 1.85)
        f.limb(knuckle, middle, 0.0125, 0.0118, hand, "suit", corners=n)
        f.limb(middle, tip, 0.0116, 0.0108, hand, "suit", corners=n)
        f.limb(tip, end, 0.0106, 0.0092, hand, "suit", corners=n)
    thumb = (x - sign * 0.026, y + 0.056, 0.845)
    f.limb((x - sign * 0.010, y + 0.034, 0.882), thumb, 0.016, 0.0135, hand, "suit")
    f.limb(thumb, (x - sign * 0.030, y + 0.050, 0.812), 0.0130, 0.0105, hand, "suit")
    for k in range(3):
        f.box((x + sign * 0.018 - 0.006, y - 0.030 + 0.026 * k, 0.826),
              (x + sign * 0.018 + 0.010, y - 0.010 + 0.026 * k, 0.850), hand, "panel",
              chamfer=0.004)  # fmt: skip


def coat(f: Figure, side: str, sign: float) -> None:
    """Half of the coat's skirt, from beside the hip round to the middle of the back."""
    joint = f"coat_{side}"
    n = max(4, f.detail // 2)
    # Degrees from the right side, counter-clockwise: the right half runs from 38 down to -93.
    a = np.radians(np.linspace(-93.0, 38.0, n))
    rows = ((1.060, 0.166, 0.124), (0.960, 0.192, 0.146), (0.820, 0.212, 0.162),
            (0.650, 0.226, 0.180), (0.430, 0.240, 0.205))  # fmt: skip
    grid = []
    for z, wide, deep in rows[::-1]:
        loop = []
        for inward, angles in ((0.0, a), (0.009, a[::-1])):
            hem = 0.035 * np.cos(angles) if z < 0.5 else 0.0 * angles
            for angle, up in zip(angles, hem, strict=True):
                c, s = np.cos(angle), np.sin(angle)
                x = np.sign(c) * abs(c) ** 0.8 * (wide - inward)
                y = np.sign(s) * abs(s) ** 0.8 * (deep - inward) - 0.012
                loop.append((x, y, z + up))
        grid.append(loop)
    skirt = np.array(grid)
    if sign < 0:
        skirt = (skirt * (-1.0, 1.0, 1.0))[:, ::-1]
    f.surface(skirt, joint, "coat", flat=False)
    hem = skirt[0]
    m = len(hem)
    strips = []
    for i in range(m // 2 - 1):
        p, q, r, s = hem[i], hem[i + 1], hem[m - 2 - i], hem[m - 1 - i]
        strips += [[p, r, q], [p, s, r]]
    f.flat(np.array(strips), joint, "seam")


FACE = (
    Section((0, 0.034, 1.644), 0.032, 0.036, 2.3),
    Section((0, 0.026, 1.654), 0.044, 0.056, 2.4),
    Section((0, 0.014, 1.682), 0.057, 0.076, 2.5),
    Section((0, 0.006, 1.714), 0.064, 0.087, 2.4),
    Section((0, 0.000, 1.752), 0.069, 0.092, 2.3),
    Section((0, -0.003, 1.782), 0.071, 0.092, 2.3),
    Section((0, -0.005, 1.815), 0.073, 0.093, 2.2),
    Section((0, -0.010, 1.850), 0.062, 0.080, 2.1),
    Section((0, -0.014, 1.872), 0.036, 0.048, 2.0),
)


def head(f: Figure, fine: bool) -> None:
    f.loft(FACE, "head", "skin")
    hair(f, fine)
    if not fine:
        return
    for sign in (-1.0, 1.0):
        # Under the brow lies shade, in it a narrow eye; brow and lid are strokes.
        drawn(f, sign, ((0.012, 1.772, 1.787), (0.028, 1.767, 1.790), (0.048, 1.771, 1.789)),
              "shade", 0.0006)  # fmt: skip
        drawn(f, sign, ((0.017, 1.7730, 1.7760), (0.030, 1.7715, 1.7795), (0.044, 1.7745, 1.7780)),
              "white", 0.0012)  # fmt: skip
        drawn(f, sign, ((0.0265, 1.7722, 1.7795), (0.0305, 1.7715, 1.78), (0.0345, 1.7722, 1.7795)),
              "hair", 0.0018)  # fmt: skip
        drawn(f, sign, ((0.015, 1.7755, 1.7775), (0.030, 1.7790, 1.7815), (0.047, 1.7772, 1.7792)),
              "hair", 0.0022)  # fmt: skip
        drawn(f, sign, ((0.011, 1.7880, 1.7925), (0.030, 1.7915, 1.7965), (0.051, 1.7925, 1.7945)),
              "hair", 0.0016)  # fmt: skip
        drawn(f, sign, ((0.000, 1.6985, 1.7005), (0.012, 1.6988, 1.7003), (0.022, 1.6975, 1.6983)),
              "shade", 0.0008)  # fmt: skip
        drawn(f, sign, ((0.000, 1.6870, 1.6895), (0.006, 1.6872, 1.6890), (0.011, 1.6878, 1.6884)),
              "shade", 0.0008)  # fmt: skip
        nose(f, sign)
        f.box((sign * 0.069 - 0.006, -0.022, 1.732), (sign * 0.069 + 0.006, 0.006, 1.780), "head",
              "skin", chamfer=0.005)  # fmt: skip


def front(x: float, z: float) -> float:
    """How far forward the face is at a point."""
    cut = between(FACE, z)
    share = max(0.0, 1.0 - (abs(x) / cut.wide) ** cut.square)
    return float(cut.at[1] + cut.deep * share ** (1.0 / cut.square))


def drawn(
    f: Figure, sign: float, strip: tuple[tuple[float, float, float], ...], colour: str, lift: float
) -> None:
    """A stroke on the face: (x, lower z, upper z) from the middle outwards, mirrored by sign."""
    rows = [
        [(sign * x, front(x, z) + lift, z) for z in (low, high)] for x, low, high in strip
    ]
    triangles = []
    for (a, b), (c, d) in itertools.pairwise(rows):
        pair = [[a, b, d], [a, d, c]]
        triangles += [t[::-1] for t in pair] if sign < 0 else pair
    f.flat(np.array(triangles), "head", colour)


def nose(f: Figure, sign: float) -> None:
    top, tip, under = (0.0, 0.0895, 1.786), (0.0, 0.1095, 1.7425), (0.0, 0.0935, 1.7325)
    side = (sign * 0.011, front(0.011, 1.778) - 0.001, 1.778)
    wing = (sign * 0.0165, front(0.0165, 1.738) - 0.001, 1.738)
    lit = [[top, side, tip], [side, wing, tip]]
    dark = [[tip, wing, under]]
    for some, colour in ((lit, "skin"), (dark, "shade")):
        f.flat(np.array(some if sign > 0 else [t[::-1] for t in some]), "head", colour)


def hair(f: Figure, fine: bool) -> None:
    """A close cap with a ragged edge, longer behind."""
    n = f.detail * 2
    angle = np.arange(n) * (2.0 * np.pi / n)
    front = np.sin(angle)
    rim = 1.758 + 0.064 * np.clip(front, 0.0, 1.0) ** 0.7 - 0.055 * np.clip(-front, 0.0, 1.0)
    if fine:
        rim = rim + 0.011 * np.where(np.arange(n) % 2 == 0, 1.0, -1.0)
    crown = 1.893
    shares = (0.0, 0.22, 0.45, 0.66, 0.82, 0.93, 1.0)
    grid = []
    for k, share in enumerate(shares):
        z = rim + (crown - rim) * share
        t = np.clip((z - 1.80) / (crown - 1.80), 0.0, 1.0)
        round_ = np.sqrt(np.clip(1.0 - t * t, 0.0, 1.0)) if share < 1.0 else np.zeros(n)
        swell = 0.010 if k else 0.004
        wide, deep = (0.072 + swell) * round_, (0.092 + swell) * round_
        grid.append(np.stack([np.cos(angle) * wide, np.sin(angle) * deep - 0.008, z], axis=1))
    f.surface(np.stack(grid), "head", "hair")
    if not fine:
        return
    for k, (x, lean, drop) in enumerate(
        ((-0.052, -0.012, 0.040), (-0.030, 0.006, 0.046), (-0.008, -0.010, 0.038),
         (0.014, 0.012, 0.044), (0.036, 0.004, 0.036), (0.054, 0.010, 0.044))
    ):  # fmt: skip
        y = 0.078 - 8.0 * x * x
        root = [(x - 0.013, y - 0.006, 1.832), (x + 0.013, y - 0.006, 1.832), (x, y + 0.012, 1.828)]
        tip = (x + lean, y + 0.010 + 0.002 * (k % 2), 1.832 - drop)
        a, b, c = (np.array(p) for p in root)
        t = np.array(tip)
        f.flat(np.array([[b, c, t], [c, a, t], [a, b, t]])[:, ::-1], "head", "hair")


def gun(f: Figure, fine: bool) -> None:
    """0.235 long, 0.150 high: a square bar split lengthwise by a slit. Points down at rest, its
    back to the front of the body."""
    x, y, z = 0.256, 0.022, 0.838
    half, slit = 0.017, 0.0015
    back, muzzle = z + 0.050, z - 0.185
    axis = y + 0.062
    for sign in (-1.0, 1.0):
        low = (x + (slit if sign > 0 else -half), axis - half, muzzle)
        high = (x + (half if sign > 0 else -slit), axis + half, back - 0.045)
        f.box(low, high, "gun", "steel", chamfer=0.003 if fine else 0.0)
        if fine:  # worn edges
            edge = x + sign * (half - 0.002)
            for yy in (axis - half + 0.002, axis + half - 0.002):
                f.box((edge - 0.0012, yy - 0.0012, muzzle + 0.002),
                      (edge + 0.0012, yy + 0.0012, back - 0.047), "gun", "bright")  # fmt: skip
    f.box((x - slit, axis - half + 0.003, muzzle + 0.004),
          (x + slit, axis + half - 0.001, back - 0.045), "gun", "slit")  # fmt: skip
    f.box((x - 0.018, axis - 0.030, back - 0.075), (x + 0.018, axis + 0.019, back), "gun", "steel",
          chamfer=0.004)  # fmt: skip
    # The grip leans back by ten degrees.
    c, s = np.cos(np.radians(10.0)), np.sin(np.radians(10.0))
    lean = np.array([[1, 0, 0], [0, c, s], [0, -s, c]])
    f.box((x - 0.014, axis - 0.118, z - 0.020), (x + 0.014, axis - 0.016, z + 0.022), "gun", "sole",
          chamfer=0.007, turn=lean)  # fmt: skip
