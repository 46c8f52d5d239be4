"""Limbs of a few triangles, for figures that are small on the screen."""

from __future__ import annotations

import numpy as np

from castparts.solids import Figure, Point

COARSE = 9
"""Corners of round sections up to which a figure is coarse."""


def limb(
    f: Figure,
    a: Point,
    b: Point,
    ra: float,
    rb: float,
    joint: str,
    colour: str,
    *,
    bulge: float = 0.0,
) -> None:
    """As `Figure.limb`; an open pipe of four or five sides where the figure is coarse."""
    if f.detail > COARSE:
        f.limb(a, b, ra, rb, joint, colour, bulge=bulge)
        return
    start, end = np.array(a), np.array(b)
    way = end - start
    way = way / np.sqrt(way @ way)
    side = np.cross(way, (0.0, 1.0, 0.0) if abs(way[1]) < 0.8 else (1.0, 0.0, 0.0))
    side /= np.sqrt(side @ side)
    other = np.cross(way, side)
    n = 5 if f.detail > 5 else 4
    angle = np.arange(n) * (2.0 * np.pi / n)
    circle = np.cos(angle)[:, None] * side + np.sin(angle)[:, None] * other
    ends = [
        (start - way * ra * 0.6, ra * 0.5),
        (start, ra),
        (end, rb),
        (end + way * rb * 0.6, rb * 0.5),
    ]
    f.surface(np.stack([p + circle * r for p, r in ends]), joint, colour)
