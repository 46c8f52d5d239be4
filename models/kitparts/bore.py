"""The lining of a bore: what the gun's cylinder bares of the mass that it went through.

The axis is y. A ring is closed by its arcs, one batch each, so that any of them can be left out
where there is nothing to line.
"""

from __future__ import annotations

import itertools
from math import cos, pi, sin

from kitparts.quads import Quad, Vec, facing, quad

INNER = 0.49
"""Radius of the bared face in the unit box; the arc's back lies at 0.5."""

ARCS = 24
_FACETS = 2


def _at(turn: float, radius: float, y: float) -> Vec:
    return radius * cos(turn), y, radius * sin(turn)


def _strip(a: float, b: float, radius: float, sign: float) -> Quad:
    """A lengthwise face from angle a to b, seen from inside (sign -1) or outside."""
    corners = [_at(a, radius, -0.5), _at(b, radius, -0.5), _at(b, radius, 0.5), _at(a, radius, 0.5)]
    normals = [(sign * x, 0.0, sign * z) for x, _, z in corners]
    return facing(quad(corners, normals))


def ring() -> list[Quad]:
    """The bared wall of a cylinder, in arcs of 15°, each a batch."""
    out = []
    for arc in range(ARCS):
        turns = [2.0 * pi * (arc + i / _FACETS) / ARCS for i in range(_FACETS + 1)]
        for radius, sign in ((INNER, -1.0), (0.5, 1.0)):
            out += [_strip(a, b, radius, sign) for a, b in itertools.pairwise(turns)]
        for y, ahead in ((-0.5, -1.0), (0.5, 1.0)):
            corners = [_at(turns[0], INNER, y), _at(turns[-1], INNER, y),
                       _at(turns[-1], 0.5, y), _at(turns[0], 0.5, y)]
            out.append(facing(quad(corners, [(0.0, ahead, 0.0)] * 4)))
    return out


def end() -> list[Quad]:
    """The hollow half sphere in which a cylinder ends, towards +y, seen from inside."""
    sectors, rings = 12, 4
    out = []
    for i in range(sectors):
        a, b = 2.0 * pi * i / sectors, 2.0 * pi * (i + 1) / sectors
        for j in range(rings):
            s, t = 0.5 * pi * j / rings, 0.5 * pi * (j + 1) / rings
            low, high = (INNER * cos(s), INNER * sin(s)), (INNER * cos(t), INNER * sin(t))
            corners = [_at(a, *low), _at(b, *low), _at(b, *high), _at(a, *high)]
            out.append(facing(quad(corners, [(-x, -y, -z) for x, y, z in corners])))
    return out
