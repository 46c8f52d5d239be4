"""The wanderer: 1.88 m and 190 kg, a black stroke with a square hand.

Ribbed shells on flanks and thighs, plain plates before and behind, a collar that holds the device,
a split coat to the calf, boots without heels; a small square pistol in the right hand, which hangs
on a joint of its own. Arms hang at rest; the pistol then points to the floor, and along the forearm
when it is raised.
"""

from __future__ import annotations

import numpy as np

from castparts.killy_head import head
from castparts.killy_limbs import arm, gun, leg
from castparts.solids import Figure, Joint, Point, Section

NAME = "killy"
LEVELS = ((13, 400.0), (10, 240.0), (8, 90.0), (5, 0.0))
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
    "panel": (0.066, 0.073, 0.079, 0.0),
    "seam": (0.020, 0.020, 0.021, 0.0),
    "coat": (0.021, 0.022, 0.024, 0.0),
    "sole": (0.046, 0.047, 0.049, 0.0),
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
