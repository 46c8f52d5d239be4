"""The dry pipe field: pipes that carry nothing any more, blank columns, a hatch, drawn light.

A pipe lies along +y from its origin; a column stands below its origin, which is the middle of its
top; the hatch is a collar towards -y on a pipe that stands. Rays and spots are one unit large.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from castparts.solids import Figure, Joint, Section

_ONE = (Joint("all", "", (0.0, 0.0, 0.0)),)
_COLOURS = {
    "shell": (0.150, 0.156, 0.148, 0.0),
    "rib": (0.105, 0.110, 0.106, 0.0),
    "inside": (0.036, 0.037, 0.036, 0.0),
    "salt": (0.420, 0.420, 0.375, 0.0),
    "column": (0.216, 0.227, 0.220, 0.0),
    "seam": (0.100, 0.106, 0.102, 0.0),
    "steel": (0.181, 0.191, 0.195, 0.0),
    "dark": (0.020, 0.021, 0.022, 0.0),
}
RIB_M = 6.0
TALL, WIDE = 74.0, 4.2
"""Of a column."""

COLLAR = (0.62, 1.25)
"""Radius and depth of the hatch."""


@dataclass(frozen=True)
class Pipe:
    """gaps: shares of the round (0 … 1, from the right, upwards) that are broken out between two
    ribs, one for each bay; None: the bay is whole."""

    NAME: str
    length: float
    radius: float
    gaps: tuple[tuple[float, float] | None, ...] = ()
    LEVELS: tuple[tuple[int, float], ...] = ((24, 500.0), (14, 300.0), (8, 0.0))

    def build(self, detail: int) -> Figure:
        f = Figure(_ONE, _COLOURS, detail)
        bays = round(self.length / RIB_M)
        long = self.length / bays
        for k in range(bays):
            gap = self.gaps[k % len(self.gaps)] if self.gaps else None
            self._bay(f, k * long, (k + 1) * long, gap)
        for k in range(bays + 1):
            y, r = k * long, self.radius
            band = ((y - 0.32, r), (y - 0.28, r + 0.26), (y + 0.28, r + 0.26), (y + 0.32, r))
            _round(f, band, "rib")
            inner = ((y + 0.2, r - 0.18), (y + 0.18, r - 0.34), (y - 0.18, r - 0.34),
                     (y - 0.2, r - 0.18))  # fmt: skip
            if self.gaps or k in (0, bays):  # else nobody sees them
                _round(f, inner, "rib")
            for n in range(3 * (detail > 8)):  # what leaked out of the seams has dried
                a = 4.2 + 0.9 * n + 1.7 * k
                x, z = np.cos(a) * (r + 0.02), np.sin(a) * (r + 0.02)
                f.box((x - 0.12, y + 0.3, z - 0.12), (x + 0.12, y + 1.1 + 0.7 * n, z + 0.12),
                      "all", "salt", chamfer=0.04 if detail >= 24 else 0.0)  # fmt: skip
        return f

    def _bay(self, f: Figure, y0: float, y1: float, gap: tuple[float, float] | None) -> None:
        r = self.radius
        if gap is None:
            _round(f, ((y0, r), (y1, r)), "shell")
            _round(f, ((y1, r - 0.18), (y0, r - 0.18)), "inside")
            return
        begin, end = gap[1] * 2.0 * np.pi, (1.0 + gap[0]) * 2.0 * np.pi
        a = np.linspace(begin, end, f.detail)
        for radius, colour, turn in ((r, "shell", 1), (r - 0.18, "inside", -1)):
            ring = np.stack([np.cos(a) * radius, 0.0 * a, np.sin(a) * radius], 1)
            near, far = ring + (0.0, y0, 0.0), ring + (0.0, y1, 0.0)
            quads = np.concatenate(
                [np.stack([near[:-1], near[1:], far[1:]], 1),
                 np.stack([near[:-1], far[1:], far[:-1]], 1)]
            )  # fmt: skip
            f.flat(quads[:, ::-1] if turn > 0 else quads, "all", colour)


def _round(f: Figure, profile: tuple[tuple[float, float], ...], colour: str) -> None:
    """A skin about the y axis; profile: y and radius, seen from outside where y grows."""
    across, along = (1.0, 0.0, 0.0), (0.0, 0.0, 1.0)
    rows = [Section((0.0, y, 0.0), r, r, 2.0, along, across) for y, r in profile]
    f.loft(rows, "all", colour, cap=(False, False))


def _column(detail: int) -> Figure:
    f = Figure(_ONE, _COLOURS, detail)
    half = WIDE / 2.0
    f.loft([Section((0.0, 0.0, z), half, half, 9.0) for z in (-TALL, 0.0)], "all", "column")
    for z in np.arange(-TALL + 4.0, -1.0, 7.0).tolist():
        f.box((-half - 0.03, -half - 0.03, z), (half + 0.03, half + 0.03, z + 0.10), "all", "seam")
    return f


def _hatch(detail: int) -> Figure:
    r, deep = COLLAR
    joints = (
        Joint("pipe", "", (0.0, 0.0, 0.0)),
        Joint("lid", "pipe", (r, -0.02, 0.0)),
        Joint("wheel", "lid", (0.0, -0.12, 0.0)),
    )
    f = Figure(joints, _COLOURS, detail)
    across, along = (1.0, 0.0, 0.0), (0.0, 0.0, 1.0)

    def tube(rows: tuple[tuple[float, float], ...], joint: str, colour: str) -> None:
        cut = [Section((0.0, y, 0.0), q, q, 2.0, along, across) for y, q in rows]
        f.loft(cut, joint, colour, cap=(False, False), corners=f.detail * 2)

    wide = 1.15
    f.loft([Section((0.0, deep + wide, z), wide, wide, 2.0) for z in (-9.0, 16.0)], "pipe",
           "rib")  # fmt: skip
    for z in (-5.0, -1.1, 4.6, 9.0):
        f.loft([Section((0.0, deep + wide, z + d), wide + g, wide + g, 2.0)
                for d, g in ((-0.2, 0.0), (-0.17, 0.16), (0.17, 0.16), (0.2, 0.0))],
               "pipe", "rib", cap=(False, False))  # fmt: skip
    tube(((0.0, r + 0.14), (deep + 0.4, r + 0.14)), "pipe", "rib")
    tube(((0.0, r), (0.0, r + 0.14)), "pipe", "steel")
    tube(((deep, r), (0.0, r)), "pipe", "inside")
    tube(((deep - 0.01, 0.01), (deep, r)), "pipe", "dark")
    tube(((-0.10, 0.01), (-0.10, r + 0.05), (-0.02, r + 0.10), (-0.01, r + 0.02), (0.0, 0.01)),
         "lid", "steel")  # fmt: skip
    f.ring((0.0, -0.20, 0.0), 0.26, 0.022, "wheel", "steel", tilt=np.pi / 2.0)
    for k in range(3):
        a = 2.0 * np.pi * k / 3.0
        f.limb((0.0, -0.18, 0.0), (0.26 * np.cos(a), -0.20, 0.26 * np.sin(a)), 0.02, 0.015,
               "wheel", "steel")  # fmt: skip
    return f


def _box(colour: tuple[float, float, float, float]) -> Callable[[int], Figure]:
    """A cube of a unit's edge about its origin."""

    def build(detail: int) -> Figure:
        f = Figure(_ONE, {"c": colour}, detail)
        f.box((-0.5, -0.5, -0.5), (0.5, 0.5, 0.5), "all", "c")
        return f

    return build


@dataclass(frozen=True)
class Thing:
    NAME: str
    build: Callable[[int], Figure]
    LEVELS: tuple[tuple[int, float], ...] = ((24, 40.0), (10, 0.0))


_RED = (10.0, 0.25, 0.13, 1.0)
DRY_FIELD = (
    Pipe("dry-pipe", 48.0, 4.0),
    Pipe(
        "dry-pipe-broken", 17.0, 4.4, (None, (0.12, 0.30), None),
        ((56, 400.0), (24, 60.0), (12, 0.0)),
    ),
    Thing("blank-column", _column),
    Thing("hatch", _hatch, ((24, 400.0), (14, 40.0), (8, 0.0))),
    Thing("ray", _box(_RED), ((4, 0.0),)),
    Thing("line", _box((0.09, 0.088, 0.08, 0.0)), ((4, 0.0),)),
    Thing("flake", _box((0.617, 0.434, 0.188, 0.0)), ((4, 0.0),)),
)
