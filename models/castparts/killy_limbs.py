"""The wanderer's legs, arms and pistol."""

from __future__ import annotations

import numpy as np

from castparts.solids import Figure, Section


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
    for y, high in ((0.030, 0.152), (0.078, 0.130)):  # straps, which are what is seen from above
        f.box((x - 0.066, y, 0.040), (x + 0.066, y + 0.024, high), joint, "panel")
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
    if f.detail < 8:
        f.box((x - 0.024, y - 0.034, 0.77), (x + 0.02, y + 0.044, 0.825), hand, "suit", chamfer=.01)
        return
    # One's own hand is drawn at the middle level on small pictures, so that has fingers, too.
    grips, n = sign > 0, max(4, f.detail // 2)
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
