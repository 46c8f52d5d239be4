"""Electro-Fishers: off-white armour of many old machines, a helmet with three eyes.

Their joints are Killy's, so that they move by the same poses; lengths differ by their height.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from castparts import killy
from castparts.solids import Figure, Joint, Point, Section
from castparts.sticks import COARSE, limb
from castparts.zuru_head import head

COLOURS = {
    "armour": (0.617, 0.604, 0.527, 0.0),
    "worn": (0.330, 0.312, 0.262, 0.0),
    "grime": (0.200, 0.185, 0.150, 0.0),
    "suit": (0.048, 0.048, 0.042, 0.0),
    "steel": (0.181, 0.191, 0.195, 0.0),
    "net": (0.090, 0.080, 0.062, 0.0),
    "eye": (0.465, 1.215, 1.095, 1.0),
    "skin": (0.500, 0.385, 0.310, 0.0),
    "shade": (0.250, 0.170, 0.132, 0.0),
    "iris": (0.085, 0.060, 0.042, 0.0),
    "hair": (0.020, 0.018, 0.016, 0.0),
    "white": (0.60, 0.60, 0.58, 0.0),
}


@dataclass(frozen=True)
class Fisher:
    """tall: metres with the helmet. bare: without it. The rest is what one knows them by."""

    NAME: str
    tall: float
    bare: bool = False
    cape: bool = False
    aerial: bool = False
    one_shoulder: bool = False
    LEVELS: tuple[tuple[int, float], ...] = ((14, 500.0), (10, 330.0), (8, 100.0), (4, 0.0))

    def joints(self) -> tuple[Joint, ...]:
        k = self.tall / 1.90
        return tuple(
            Joint(j.name, j.parent, (j.pivot[0] * k, j.pivot[1] * k, j.pivot[2] * k))
            for j in killy.JOINTS
        )

    def build(self, detail: int) -> Figure:
        k = self.tall / 1.90
        f = Figure(self.joints(), COLOURS, detail)
        draw = _Scaled(f, k)
        trunk(draw)
        for side, sign in (("l", -1.0), ("r", 1.0)):
            leg(draw, side, sign)
            arm(draw, side, sign, plate=not (self.one_shoulder and sign > 0))
        if self.bare:
            face(draw, detail)
        else:
            helmet(draw, detail)
        if self.cape:
            cape(draw)
        harpoon(draw)
        if self.aerial:
            f.limb(
                (0.12 * k, -0.17 * k, 1.1 * k),
                (0.20 * k, -0.24 * k, 2.35 * k),
                0.006,
                0.002,
                "chest",
                "steel",
            )
            f.box(
                (0.17 * k, -0.09 * k, 0.86 * k),
                (0.27 * k, 0.07 * k, 1.06 * k),
                "hips",
                "net",
                chamfer=0.015,
            )
        else:
            f.box(
                (-0.27 * k, -0.08 * k, 0.88 * k),
                (-0.18 * k, 0.08 * k, 1.04 * k),
                "hips",
                "steel",
                chamfer=0.03,
            )
        return f


FISHERS = (
    Fisher("zuru", 1.58, cape=True),
    Fisher("zuru-bare", 1.58, bare=True, cape=True),
    Fisher("tae", 1.60, aerial=True),
    Fisher("fusata", 1.70, one_shoulder=True),
)


@dataclass(frozen=True)
class _Scaled:
    """Draws in the measures of a figure 1.90 m tall."""

    f: Figure
    k: float

    def limb(
        self, a: Point, b: Point, ra: float, rb: float, joint: str, colour: str, bulge: float = 0.0
    ) -> None:
        k = self.k
        limb(
            self.f,
            tuple(v * k for v in a),
            tuple(v * k for v in b),
            ra * k,
            rb * k,
            joint,
            colour,
            bulge=bulge * k,
        )

    def box(self, lo: Point, hi: Point, joint: str, colour: str, chamfer: float = 0.01) -> None:
        k = self.k
        cut = chamfer * k if self.f.detail > COARSE else 0.0
        self.f.box(tuple(v * k for v in lo), tuple(v * k for v in hi), joint, colour, chamfer=cut)

    def loft(
        self,
        rows: list[tuple[float, float, float, float, float]],
        joint: str,
        colour: str,
        square: float = 2.6,
        corners: int = 0,
    ) -> None:
        """rows: x, y, z, half width, half depth."""
        k = self.k
        self.f.loft(
            [Section((x * k, y * k, z * k), w * k, d * k, square) for x, y, z, w, d in rows],
            joint,
            colour,
            corners=corners,
        )


def trunk(d: _Scaled) -> None:
    d.loft(
        [
            (0, 0, 0.83, 0.09, 0.08),
            (0, 0, 0.89, 0.18, 0.14),
            (0, 0, 1.0, 0.185, 0.145),
            (0, 0, 1.08, 0.165, 0.13),
        ],
        "hips",
        "suit",
    )
    for sign in (-1.0, 1.0):
        d.box(
            (sign * 0.11 - 0.075, 0.10, 0.84),
            (sign * 0.11 + 0.075, 0.165, 1.01),
            "hips",
            "armour",
            0.03,
        )
    d.box((-0.13, -0.18, 0.85), (0.13, -0.11, 1.03), "hips", "worn", 0.03)
    d.loft(
        [(0, 0, 1.05, 0.16, 0.125), (0, 0, 1.15, 0.165, 0.13), (0, 0, 1.27, 0.18, 0.14)],
        "spine",
        "suit",
    )
    d.box((-0.10, 0.09, 1.08), (0.11, 0.165, 1.22), "spine", "grime", 0.025)
    d.loft(
        [
            (0, -0.01, 1.22, 0.20, 0.16),
            (0, -0.01, 1.30, 0.235, 0.185),
            (0, -0.012, 1.42, 0.24, 0.18),
            (0, -0.016, 1.49, 0.20, 0.14),
            (0, -0.018, 1.54, 0.12, 0.10),
        ],
        "chest",
        "armour",
        3.0,
    )
    d.box((-0.17, 0.12, 1.27), (-0.02, 0.20, 1.43), "chest", "worn", 0.02)
    d.box((0.03, 0.13, 1.25), (0.16, 0.195, 1.36), "chest", "armour", 0.02)
    d.box((-0.19, -0.30, 1.17), (0.19, -0.15, 1.48), "chest", "worn", 0.035)
    d.box((-0.12, -0.34, 1.24), (0.02, -0.27, 1.42), "chest", "steel", 0.02)
    d.limb((0, -0.018, 1.50), (0, -0.008, 1.64), 0.075, 0.070, "neck", "suit")


def leg(d: _Scaled, side: str, sign: float) -> None:
    thigh, shin, foot = f"thigh_{side}", f"shin_{side}", f"foot_{side}"
    d.limb((sign * 0.098, 0, 0.90), (sign * 0.104, 0.004, 0.50), 0.098, 0.075, thigh, "suit", 0.012)
    d.box(
        (sign * 0.10 - 0.085, 0.035, 0.60),
        (sign * 0.10 + 0.085, 0.125, 0.82),
        thigh,
        "armour" if sign > 0 else "worn",
        0.03,
    )
    d.limb(
        (sign * 0.104, 0.004, 0.50), (sign * 0.106, -0.012, 0.12), 0.075, 0.062, shin, "suit", 0.014
    )
    d.box((sign * 0.104 - 0.06, 0.03, 0.42), (sign * 0.104 + 0.06, 0.11, 0.56), shin, "grime", 0.03)
    d.box(
        (sign * 0.105 - 0.07, 0.0, 0.14), (sign * 0.105 + 0.07, 0.095, 0.40), shin, "armour", 0.03
    )
    d.box(
        (sign * 0.106 - 0.075, -0.11, 0.0), (sign * 0.106 + 0.075, 0.20, 0.13), foot, "worn", 0.035
    )
    d.limb((sign * 0.106, -0.012, 0.10), (sign * 0.106, -0.012, 0.16), 0.07, 0.07, foot, "suit")


def arm(d: _Scaled, side: str, sign: float, plate: bool) -> None:
    upper, lower, hand = f"arm_{side}", f"forearm_{side}", f"hand_{side}"
    d.limb((sign * 0.212, -0.01, 1.455), (sign * 0.240, -0.012, 1.17), 0.075, 0.058, upper, "suit")
    if plate:
        d.loft(
            [
                (sign * 0.245, -0.01, 1.33, 0.085, 0.10),
                (sign * 0.245, -0.01, 1.44, 0.105, 0.115),
                (sign * 0.225, -0.01, 1.53, 0.075, 0.085),
            ],
            upper,
            "armour",
            3.0,
        )
    d.limb((sign * 0.240, -0.012, 1.17), (sign * 0.252, 0.012, 0.92), 0.060, 0.045, lower, "suit")
    d.loft(
        [
            (sign * 0.2515, 0.010, 0.935, 0.058, 0.062),
            (sign * 0.248, 0.004, 1.00, 0.068, 0.074),
            (sign * 0.243, -0.010, 1.13, 0.072, 0.078),
        ],
        lower,
        "armour" if sign < 0 else "worn",
        3.0,
    )
    x = sign * 0.254
    d.box((x - 0.035, -0.03, 0.80), (x + 0.035, 0.065, 0.93), hand, "suit", 0.02)


def helmet(d: _Scaled, detail: int) -> None:
    d.loft(
        [
            (0, 0.02, 1.575, 0.115, 0.125),
            (0, 0.015, 1.60, 0.145, 0.160),
            (0, 0.005, 1.68, 0.158, 0.178),
            (0, 0.0, 1.76, 0.157, 0.180),
            (0, -0.005, 1.84, 0.135, 0.158),
            (0, -0.01, 1.90, 0.085, 0.105),
            (0, -0.012, 1.925, 0.030, 0.040),
        ],
        "head",
        "armour",
        2.2,
        corners=2 * detail if detail > COARSE else 0,  # what is looked at most, against the air
    )
    d.box((-0.006, -0.10, 1.70), (0.006, 0.165, 1.935), "head", "grime", 0.003)
    d.box((-0.11, 0.10, 1.575), (0.11, 0.175, 1.625), "head", "worn", 0.02)
    # Three holes in an uneven triangle: the large one over the left eye.
    for x, z, r in ((-0.050, 1.765, 0.030), (0.062, 1.745, 0.021), (0.010, 1.675, 0.021)):
        y = 0.150 if abs(x) > 0.04 else 0.166
        d.limb((x, y, z), (x, y + 0.018, z), r * 1.45, r * 1.30, "head", "suit")
        d.limb((x, y + 0.020, z), (x, y + 0.030, z), r, r * 0.9, "head", "eye")
    for sign in (-1.0, 1.0):
        d.limb((sign * 0.150, 0.0, 1.70), (sign * 0.172, 0.0, 1.70), 0.045, 0.040, "head", "steel")


def face(d: _Scaled, detail: int) -> None:
    """A head without a helmet, and a collar where that was."""
    head(d.f, d.k, detail > 8)
    d.loft(
        [(0, 0, 1.53, 0.13, 0.13), (0, 0, 1.59, 0.15, 0.15), (0, 0, 1.60, 0.14, 0.14)],
        "chest",
        "worn",
        2.2,
    )


def harpoon(d: _Scaled) -> None:
    """Two rails with coils, a spool, a barbed point: along the hand, as the wanderer's pistol."""
    x, y = 0.256, 0.045
    for side in (-0.022, 0.022):
        d.box(
            (x + side - 0.006, y - 0.008, 0.20),
            (x + side + 0.006, y + 0.008, 1.02),
            "gun",
            "steel",
            0.002,
        )
    for z in (0.30, 0.42, 0.54, 0.66):
        d.box((x - 0.038, y - 0.030, z), (x + 0.038, y + 0.030, z + 0.035), "gun", "worn", 0.010)
    d.box((x - 0.035, y - 0.040, 0.78), (x + 0.035, y + 0.030, 1.08), "gun", "grime", 0.015)
    d.limb((x - 0.05, y - 0.06, 0.93), (x + 0.05, y - 0.06, 0.93), 0.050, 0.050, "gun", "steel")
    d.limb((x, y, 0.75), (x, y, 0.10), 0.008, 0.004, "gun", "armour")


@dataclass(frozen=True)
class Helmet:
    """Zuru's helmet alone, its origin in its middle."""

    NAME: str = "helmet"
    LEVELS: tuple[tuple[int, float], ...] = ((16, 60.0), (9, 0.0))

    def build(self, detail: int) -> Figure:
        k = 1.58 / 1.90
        f = Figure((Joint("head", "", (0.0, 0.0, 1.72 * k)),), COLOURS, detail)
        helmet(_Scaled(f, k), detail)
        return f


def cape(d: _Scaled) -> None:
    """A net down to the knee, over the left shoulder and the back."""
    k = d.k
    rows, columns = (7, 12) if d.f.detail > COARSE else (4, 6)
    a = np.radians(np.linspace(120.0, 300.0, columns))
    grid = []
    for i in range(rows):
        z = 0.52 + (1.50 - 0.52) * i / (rows - 1)
        w, deep = 0.34 - 0.10 * (i / (rows - 1)) ** 2, 0.34 - 0.13 * (i / (rows - 1))
        out = [(np.cos(t) * w, np.sin(t) * deep - 0.02, z + 0.03 * np.sin(5 * t)) for t in a]
        back = [(p[0] * 0.94, p[1] * 0.94, p[2]) for p in out[::-1]]
        grid.append(out + back)
    d.f.surface(np.array(grid) * k, "chest", "net", flat=False)
