"""The eye of a Watchtower on its mast, and the sheet of light that it searches with.

The mast stands along +z from where it leaves the structure; the eye is built about its own middle
and looks along +y. The sheet is a comb of hairlines: a plane of light in air that holds little to
light up.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from castparts.solids import Figure, Joint, Section

MAST = 11.0
RADIUS = 4.5
"""Of the drum."""

IRIS = 1.7
RINGS = 5
OPENING = 60.0
"""Degrees that the sheet is open."""

HAIRS = 25

_SHELL = (0.216, 0.227, 0.220, 0.0)
_DARK = (0.027, 0.028, 0.030, 0.0)
_STEEL = (0.181, 0.191, 0.195, 0.0)
_LENS = (0.020, 0.021, 0.022, 0.0)
_RED = (10.0, 0.25, 0.13, 1.0)


@dataclass(frozen=True)
class Eye:
    """See the module."""

    NAME: str = "watch-eye"
    LEVELS: tuple[tuple[int, float], ...] = ((32, 400.0), (20, 230.0), (12, 40.0), (8, 0.0))

    def build(self, detail: int) -> Figure:
        joints = (
            Joint("mast", "", (0.0, 0.0, 0.0)),
            Joint("eye", "mast", (0.0, 0.0, MAST)),
            *(Joint(f"ring{i}", "eye", (0.0, 0.0, MAST)) for i in range(RINGS)),
            *(Joint(f"petal{i}", "mast", (0.0, 0.0, 0.0)) for i in range(4)),
        )
        colours = {"shell": _SHELL, "dark": _DARK, "steel": _STEEL, "lens": _LENS, "red": _RED}
        f = Figure(joints, colours, detail)
        self._mast(f)
        self._drum(f)
        for i in range(RINGS):
            self._ring(f, i)
        for i in range(4):
            self._petal(f, i)
        return f

    def _mast(self, f: Figure) -> None:
        steps = ((-4.0, 2.1), (0.4, 2.1), (0.5, 1.5), (4.0, 1.15), (4.1, 1.3), (4.9, 1.3),
                 (5.0, 1.0), (MAST - 3.2, 0.75))  # fmt: skip
        f.loft([Section((0.0, 0.0, z), r, r, 5.0) for z, r in steps], "mast", "shell")
        for k in range(3):
            angle = 2.0 * np.pi * k / 3.0
            x, y = float(np.cos(angle)), float(np.sin(angle))
            f.limb((1.6 * x, 1.6 * y, 0.2), (0.9 * x, 0.9 * y, MAST - 3.4), 0.14, 0.10, "mast",
                   "dark")  # fmt: skip
        # The fork that holds the drum on both sides.
        for side in (-1.0, 1.0):
            f.limb((0.3 * side, 0.0, MAST - 3.6), (4.9 * side, 0.0, MAST - 1.6), 0.5, 0.34, "mast",
                   "steel")  # fmt: skip
            f.limb((4.9 * side, 0.0, MAST - 1.6), (4.9 * side, 0.0, MAST + 0.2), 0.34, 0.4, "mast",
                   "steel")  # fmt: skip

    def _drum(self, f: Figure) -> None:
        across, along = (1.0, 0.0, 0.0), (0.0, 0.0, 1.0)
        # Sections from the back to the front, so rows go along +y: seen from outside the columns
        # then run clockwise, hence the turned axes.
        profile = ((-2.6, 1.2), (-2.4, 2.4), (-1.6, 3.9), (-0.4, RADIUS), (1.6, RADIUS),
                   (2.0, 4.2), (2.2, 3.4))  # fmt: skip
        sections = [Section((0.0, y, MAST), r, r, 2.0, along, across) for y, r in profile]
        f.loft(sections, "eye", "shell", cap=(True, False))
        funnel = ((2.2, 3.4), (1.4, 2.6), (0.9, IRIS))
        open_ = (False, False)
        rings = [Section((0.0, y, MAST), r, r, 2.0, along, across) for y, r in funnel]
        f.loft(rings, "eye", "dark", cap=open_)
        disc = ((0.9, IRIS), (0.86, 0.34))
        f.loft([Section((0.0, y, MAST), r, r, 2.0, along, across) for y, r in disc], "eye", "lens",
               cap=(False, False))  # fmt: skip
        core = ((0.86, 0.30), (1.0, 0.26), (1.06, 0.05))
        f.loft([Section((0.0, y, MAST), r, r, 2.0, along, across) for y, r in core], "eye", "red")
        for k in range(8):
            angle = 2.0 * np.pi * (k + 0.5) / 8.0
            x, z = float(np.cos(angle)) * 4.52, MAST + float(np.sin(angle)) * 4.52
            f.box((x - 0.16, -0.2, z - 0.16), (x + 0.16, 1.4, z + 0.16), "eye", "dark",
                  chamfer=0.05)  # fmt: skip

    def _ring(self, f: Figure, i: int) -> None:
        across, along = (1.0, 0.0, 0.0), (0.0, 0.0, 1.0)
        y, r = 2.0 - 0.22 * i, 3.55 - 0.36 * i
        band = ((y, r), (y + 0.16, r - 0.02), (y + 0.16, r - 0.26), (y, r - 0.28))
        f.loft([Section((0.0, at, MAST), rr, rr, 2.0, along, across) for at, rr in band],
               f"ring{i}", "steel", cap=(False, False))  # fmt: skip
        for k in range(3 + i % 3):
            angle = 2.0 * np.pi * k / (3 + i % 3)
            x, z = float(np.cos(angle)) * (r - 0.14), MAST + float(np.sin(angle)) * (r - 0.14)
            f.box((x - 0.12, y + 0.1, z - 0.12), (x + 0.12, y + 0.34, z + 0.12), f"ring{i}", "dark",
                  chamfer=0.03)  # fmt: skip

    def _petal(self, f: Figure, i: int) -> None:
        """A plate that lifts to let the mast out; it turns about its outer edge."""
        angle = np.pi / 2.0 * i
        c, s = float(np.cos(angle)), float(np.sin(angle))
        turn = np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])
        x, y, _ = (turn @ np.array([1.45, 0.0, 0.0])).tolist()
        f.box((x - 1.35, y - 1.35, 0.05), (x + 1.35, y + 1.35, 0.45), f"petal{i}", "shell",
              chamfer=0.08, turn=turn)  # fmt: skip


@dataclass(frozen=True)
class Scan:
    """A sheet one metre long that its joint's scale makes as long as it reaches."""

    NAME: str = "scan"
    LEVELS: tuple[tuple[int, float], ...] = ((HAIRS, 0.0),)

    def build(self, detail: int) -> Figure:
        f = Figure((Joint("sheet", "", (0.0, 0.0, 0.0)),), {"red": _RED}, detail)
        angle = np.radians(np.linspace(-OPENING / 2.0, OPENING / 2.0, detail))
        thin = np.radians(0.018)
        point = np.zeros((detail, 3))
        low = np.stack([0.0 * angle, np.cos(angle - thin), np.sin(angle - thin)], axis=1)
        high = np.stack([0.0 * angle, np.cos(angle + thin), np.sin(angle + thin)], axis=1)
        f.flat(np.concatenate([np.stack([point, low, high], 1), np.stack([point, high, low], 1)]),
               "sheet", "red")  # fmt: skip
        return f


@dataclass(frozen=True)
class Veil:
    """The same sheet as what is seen through it: redder, and a little darker."""

    NAME: str = "scan-veil"
    LEVELS: tuple[tuple[int, float], ...] = ((HAIRS, 0.0),)

    def build(self, detail: int) -> Figure:
        joints = (Joint("sheet", "", (0.0, 0.0, 0.0)),)
        f = Figure(joints, {"veil": (1.0, 0.50, 0.44, 2.0)}, detail)
        angle = np.radians(np.linspace(-OPENING / 2.0, OPENING / 2.0, detail))
        rim = np.stack([0.0 * angle, np.cos(angle), np.sin(angle)], axis=1)
        point = np.zeros((detail - 1, 3))
        f.flat(np.stack([point, rim[:-1], rim[1:]], 1), "sheet", "veil")
        return f


WATCHERS = (Eye(), Scan(), Veil())
