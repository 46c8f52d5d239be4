"""A Safeguard's hunter: a pale doll's face on a body of four equal limbs.

Each bone of a limb is built along +z from its own pivot and is turned by its pose to where it
leads (see blame3d/cast/hunter.py): the pose at rest is no stance. The head is built about its own
middle, for it stays level whatever the body does.
"""

from __future__ import annotations

import numpy as np

from castparts.solids import Figure, Joint, Section
from castparts.sticks import COARSE
from castparts.sticks import limb as bar

NAME = "exterminator"
LEVELS = ((12, 500.0), (10, 260.0), (8, 70.0), (4, 0.0))
UPPER, LOWER, HAND = 0.50, 0.50, 0.35
HIPS = {"a": (-0.19, 0.30), "b": (0.19, 0.30), "c": (-0.17, -0.34), "d": (0.17, -0.34)}
"""Where the limbs begin: x, y beside the middle of the body."""

JOINTS = (
    Joint("body", "", (0.0, 0.0, 0.0)),
    Joint("head", "body", (0.0, 0.52, 0.05)),
    *(
        joint
        for limb, (x, y) in HIPS.items()
        for joint in (
            Joint(f"upper_{limb}", "body", (x, y, 0.0)),
            Joint(f"lower_{limb}", f"upper_{limb}", (x, y, UPPER)),
            Joint(f"hand_{limb}", f"lower_{limb}", (x, y, UPPER + LOWER)),
        )
    ),
)
COLOURS = {
    "mask": (0.807, 0.791, 0.730, 0.0),
    "crack": (0.188, 0.181, 0.156, 0.0),
    "shell": (0.413, 0.413, 0.381, 0.0),
    "tendon": (0.032, 0.032, 0.032, 0.0),
    "slit": (0.012, 0.012, 0.012, 0.0),
}


def build(detail: int) -> Figure:
    f = Figure(JOINTS, COLOURS, detail)
    fine = detail > COARSE
    # The trunk lies along y: sections stand upright.
    across, along = (1.0, 0.0, 0.0), (0.0, 0.0, 1.0)

    def cut(y: float, wide: float, high: float, z: float = 0.0) -> Section:
        return Section((0.0, y, z), wide, high, 2.4, across, along)

    f.loft(
        [
            cut(0.40, 0.08, 0.07, 0.02),
            cut(0.30, 0.19, 0.13),
            cut(0.12, 0.17, 0.14, 0.02),
            cut(0.02, 0.10, 0.09, 0.01),
            cut(-0.06, 0.08, 0.07),
        ],
        "body",
        "shell",
    )
    f.loft(
        [
            cut(-0.10, 0.08, 0.06),
            cut(-0.26, 0.15, 0.10),
            cut(-0.40, 0.15, 0.09),
            cut(-0.47, 0.07, 0.05),
        ],
        "body",
        "shell",
    )
    for k in range(6 if fine else 0):
        x = -0.075 + 0.15 * k / 5
        bar(f, (x, 0.24, -0.10), (x * 0.8, -0.26, -0.08), 0.013, 0.013, "body", "tendon")
    if fine:
        for k in range(7):
            y = 0.30 - 0.11 * k
            f.box(
                (-0.018, y - 0.03, 0.095), (0.018, y + 0.03, 0.165), "body", "tendon", chamfer=0.01
            )
    bar(f, (0.0, 0.36, 0.03), (0.0, 0.50, 0.05), 0.045, 0.038, "body", "tendon")
    head(f, fine)
    for limb, (x, y) in HIPS.items():
        bone(f, f"upper_{limb}", (x, y, 0.0), UPPER, 0.062, 0.045)
        bone(f, f"lower_{limb}", (x, y, UPPER), LOWER, 0.050, 0.030)
        hand(f, f"hand_{limb}", (x, y, UPPER + LOWER), fine)
    return f


def bone(
    f: Figure, joint: str, at: tuple[float, float, float], long: float, r0: float, r1: float
) -> None:
    x, y, z = at
    if f.detail > 4:
        bar(f, (x, y, z), (x, y, z + 0.03), r0 * 0.9, r0 * 0.9, joint, "tendon")
    bar(f, (x, y, z + 0.05), (x, y, z + long - 0.05), r0, r1, joint, "shell", bulge=0.012)
    if f.detail > COARSE:
        bar(
            f,
            (x + 0.03, y - 0.03, z + 0.02),
            (x + 0.02, y - 0.02, z + long),
            0.012,
            0.010,
            joint,
            "tendon",
        )


def hand(f: Figure, joint: str, at: tuple[float, float, float], fine: bool) -> None:
    x, y, z = at
    bar(f, (x, y, z), (x, y, z + 0.17), 0.030, 0.036, joint, "shell")
    if not fine:
        bar(f, (x, y, z + 0.16), (x, y, z + HAND), 0.050, 0.006, joint, "shell")
        return
    for a in (0.0, 2.094, 4.189):
        dx, dy = 0.065 * np.cos(a), 0.065 * np.sin(a)
        middle = (x + dx, y + dy, z + 0.24)
        bar(f, (x, y, z + 0.16), middle, 0.018, 0.016, joint, "shell")
        bar(f, middle, (x + dx * 0.8, y + dy * 0.8, z + HAND), 0.016, 0.003, joint, "tendon")


def head(f: Figure, fine: bool) -> None:
    """A porcelain face to +y: full lips, closed lids with a slit."""
    x0, y0, z0 = 0.0, 0.52, 0.05
    n = f.detail * 2 if fine else f.detail + 2

    def ring(z: float, wide: float, deep: float, push: float = 0.0) -> Section:
        return Section((x0, y0 + push, z0 + z), wide, deep, 2.15)

    f.loft(
        [
            ring(-0.135, 0.030, 0.028, 0.045),
            ring(-0.112, 0.058, 0.060, 0.028),
            ring(-0.070, 0.082, 0.085, 0.014),
            ring(-0.01, 0.098, 0.100, 0.004),
            ring(0.05, 0.104, 0.108, -0.004),
            ring(0.100, 0.092, 0.096, -0.012),
            ring(0.132, 0.052, 0.056, -0.018),
        ],
        "head",
        "mask",
        corners=n,
    )
    if not fine:
        f.box((-0.062, y0 + 0.082, z0 - 0.003), (0.062, y0 + 0.100, z0 + 0.008), "head", "slit")
        return
    f.flat(
        np.array(
            [
                [
                    (-0.014, y0 + 0.096, z0 + 0.012),
                    (0.0, y0 + 0.135, z0 - 0.032),
                    (0.0, y0 + 0.098, z0 + 0.03),
                ],
                [
                    (0.0, y0 + 0.098, z0 + 0.03),
                    (0.0, y0 + 0.135, z0 - 0.032),
                    (0.014, y0 + 0.096, z0 + 0.012),
                ],
                [
                    (-0.014, y0 + 0.096, z0 + 0.012),
                    (-0.018, y0 + 0.096, z0 - 0.038),
                    (0.0, y0 + 0.135, z0 - 0.032),
                ],
                [
                    (0.014, y0 + 0.096, z0 + 0.012),
                    (0.0, y0 + 0.135, z0 - 0.032),
                    (0.018, y0 + 0.096, z0 - 0.038),
                ],
            ]
        ),
        "head",
        "mask",
    )
    for sign in (-1.0, 1.0):
        eye = sign * 0.042
        bar(
            f,
            (eye - 0.022, y0 + 0.083, z0 + 0.012),
            (eye + 0.022, y0 + 0.083, z0 + 0.012),
            0.017,
            0.017,
            "head",
            "mask",
        )
        f.box(
            (eye - 0.027, y0 + 0.088, z0 + 0.002),
            (eye + 0.027, y0 + 0.103, z0 + 0.007),
            "head",
            "slit",
            chamfer=0.001,
        )
    for dz, r in ((-0.072, 0.0115), (-0.089, 0.0135)):
        bar(f, (-0.022, y0 + 0.092, z0 + dz), (0.022, y0 + 0.092, z0 + dz), r, r, "head", "mask")
    f.box((-0.030, y0 + 0.098, z0 - 0.081), (0.030, y0 + 0.106, z0 - 0.079), "head", "slit")
    for x, z, dx in ((0.045, 0.065, 0.016), (-0.03, -0.04, -0.02), (0.06, 0.03, 0.02)):
        f.box(
            (x - 0.001, y0 + 0.080, z0 + z - 0.022),
            (x + abs(dx) * 0.1, y0 + 0.102, z0 + z + 0.022),
            "head",
            "crack",
        )
