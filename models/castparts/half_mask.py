"""Half an Exterminator's face, broken off along its middle: it stands on its chin, its origin on
the axis about which it spins."""

from __future__ import annotations

import itertools

import numpy as np

from castparts.exterminator import COLOURS as SHELL
from castparts.solids import Figure, Joint

NAME = "half-mask"
LEVELS = ((16, 60.0), (8, 0.0))
JOINTS = (Joint("all", "", (0.0, 0.0, 0.0)),)
COLOURS = {name: SHELL[name] for name in ("mask", "crack", "slit")} | {
    "inside": (0.150, 0.143, 0.130, 0.0)
}
_CUTS = (
    # z, half width, depth, how far forward; as the whole face in `exterminator`
    (-0.135, 0.030, 0.028, 0.045), (-0.112, 0.058, 0.060, 0.028), (-0.070, 0.082, 0.085, 0.014),
    (-0.010, 0.098, 0.100, 0.004), (0.050, 0.104, 0.108, -0.004), (0.100, 0.092, 0.096, -0.012),
    (0.132, 0.052, 0.056, -0.018),
)  # fmt: skip
_AXIS = np.array([-0.040, 0.055, -0.135])


def build(detail: int) -> Figure:
    f = Figure(JOINTS, COLOURS, detail)
    zs = np.linspace(-0.135, 0.125, 2 * detail if detail > 8 else detail)
    n = detail + 4
    outer = []
    for i, z in enumerate(zs):
        wide, deep, push = (float(np.interp(z, [c[0] for c in _CUTS], [c[k] for c in _CUTS]))
                            for k in (1, 2, 3))  # fmt: skip
        # The break runs down the middle in teeth.
        begin = 86.0 + 13.0 * np.sin(i * 2.1) + 7.0 * np.sin(i * 0.9 + 1.0)
        a = np.radians(np.linspace(begin, 196.0, n))
        outer.append(np.stack([wide * np.cos(a), push + deep * np.sin(a), np.full(n, z)], axis=1))
    grid = np.array(outer)
    thick = grid * (0.94, 0.94, 0.985)
    # A loop around each height: outside there and inside back.
    f.surface(np.concatenate([grid, thick[:, ::-1]], axis=1) - _AXIS, "all", "mask")
    lining = [thick * (0.985, 0.985, 1.0), thick[:, ::-1] * (0.970, 0.970, 1.0)]
    f.surface(np.concatenate(lining, axis=1) - _AXIS, "all", "inside")
    _features(f)
    return f


def _features(f: Figure) -> None:
    """One closed lid with its slit, half a nose, half of full lips, cracks."""
    def strip(rows: list[tuple[float, float, float]], lift: float, colour: str) -> None:
        line = []
        for x, low, high in rows:
            pair = []
            for z in (low, high):
                wide, deep, push = (
                    float(np.interp(z, [c[0] for c in _CUTS], [c[k] for c in _CUTS]))
                    for k in (1, 2, 3)
                )
                share = max(0.0, 1.0 - (x / wide) ** 2)
                pair.append((x, push + deep * share**0.5 + lift, z))
            line.append(pair)
        triangles = []
        for (a, b), (c, d) in itertools.pairwise(line):
            triangles += [[a, c, d], [a, d, b]]
        f.flat(np.array(triangles)[:, ::-1] - _AXIS, "all", colour)

    strip([(-0.074, 0.004, 0.010), (-0.045, -0.004, 0.004), (-0.016, 0.002, 0.008)], 0.003, "slit")
    strip([(-0.078, 0.030, 0.033), (-0.045, 0.036, 0.041), (-0.014, 0.030, 0.033)], 0.002, "crack")
    strip([(-0.036, -0.082, -0.078), (-0.016, -0.086, -0.078), (-0.004, -0.084, -0.078)], 0.004,
          "slit")  # fmt: skip
    strip([(-0.030, -0.097, -0.094), (-0.014, -0.101, -0.097), (-0.006, -0.100, -0.097)], 0.003,
          "crack")  # fmt: skip
    strip([(-0.020, -0.045, -0.040), (-0.006, -0.050, -0.040)], 0.006, "crack")
    strip([(-0.090, 0.070, 0.072), (-0.060, 0.062, 0.066), (-0.040, 0.074, 0.077)], 0.002, "crack")
