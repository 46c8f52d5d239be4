"""What heads are made of: a face of sections with strokes drawn on it, a nose, ears, a cap of hair
with a ragged edge and locks before the brow. Numbers are metres of the figure."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np

from castparts.solids import Figure, Section, between

Point = tuple[float, float, float]
Strip = tuple[Point, ...]
"""Of a stroke: x, lower z, upper z, from the middle outwards."""


@dataclass(frozen=True)
class Nose:
    """Five points; side and wing are on the right, and mirrored."""

    top: Point
    tip: Point
    under: Point
    side: Point
    wing: Point


@dataclass(frozen=True)
class Hair:
    """rim: height of the edge at the sides, how much higher it is before, how much lower behind,
    and how ragged. crown: its top; swells: how far it stands off at the edge and above, from an
    ellipse of half axes `round_` whose shoulders begin at `bends`. shares: rings from edge to
    crown. locks: x, by how much the tip is aside, and how far it hangs, one each; brow, curve: how
    far ahead their roots are, less `curve` x²; root: half width, depth behind and before, height;
    odd: metres by which every second tip is farther ahead."""

    rim: tuple[float, float, float, float]
    crown: float
    swells: tuple[float, float]
    round_: tuple[float, float]
    bends: float
    shares: tuple[float, ...]
    locks: tuple[Point, ...]
    brow: float
    curve: float
    root: tuple[float, float, float, float]
    odd: float = 0.0


def front(x: float, z: float, face: tuple[Section, ...]) -> float:
    """How far forward a face is at a point."""
    cut = between(face, z)
    share = max(0.0, 1.0 - (abs(x) / cut.wide) ** cut.square)
    return float(cut.at[1] + cut.deep * share ** (1.0 / cut.square))


def drawn(
    f: Figure, sign: float, strip: Strip, colour: str, lift: float, face: tuple[Section, ...]
) -> None:
    """A stroke on the face, mirrored by sign, `lift` before it."""
    rows = [
        [(sign * x, front(x, z, face) + lift, z) for z in (low, high)] for x, low, high in strip
    ]
    triangles = []
    for (a, b), (c, d) in itertools.pairwise(rows):
        pair = [[a, b, d], [a, d, c]]
        triangles += [t[::-1] for t in pair] if sign < 0 else pair
    f.flat(np.array(triangles), "head", colour)


def nose(f: Figure, sign: float, of: Nose) -> None:
    side, wing = ((sign * x, y, z) for x, y, z in (of.side, of.wing))
    lit = [[of.top, side, of.tip], [side, wing, of.tip]]
    dark = [[of.tip, wing, of.under]]
    for some, colour in ((lit, "skin"), (dark, "shade")):
        f.flat(np.array(some if sign > 0 else [t[::-1] for t in some]), "head", colour)


def ear(f: Figure, sign: float, low: Point, high: Point) -> None:
    """Between corners whose x is from the plane of the ear, on the right."""
    out = sign * (low[0] + high[0]) / 2.0
    half = (high[0] - low[0]) / 2.0
    f.box((out - half, *low[1:]), (out + half, *high[1:]), "head", "skin", chamfer=0.005)


def hair(f: Figure, of: Hair, fine: bool) -> None:
    n = f.detail * 2
    angle = np.arange(n) * (2.0 * np.pi / n)
    ahead = np.sin(angle)
    high, before, behind, ragged = of.rim
    rim = high + before * np.clip(ahead, 0.0, 1.0) ** 0.7 - behind * np.clip(-ahead, 0.0, 1.0)
    if fine:
        rim = rim + ragged * np.where(np.arange(n) % 2 == 0, 1.0, -1.0)
    grid = []
    for k, share in enumerate(of.shares):
        z = rim + (of.crown - rim) * share
        t = np.clip((z - of.bends) / (of.crown - of.bends), 0.0, 1.0)
        round_ = np.sqrt(np.clip(1.0 - t * t, 0.0, 1.0)) if share < 1.0 else np.zeros(n)
        swell = of.swells[k > 0]
        wide, deep = ((half + swell) * round_ for half in of.round_)
        grid.append(np.stack([np.cos(angle) * wide, np.sin(angle) * deep - 0.008, z], axis=1))
    f.surface(np.stack(grid), "head", "hair")
    if not fine:
        return
    half, back, fore, root = of.root
    for k, (x, lean, drop) in enumerate(of.locks):
        y = of.brow - of.curve * x * x
        a, b = np.array((x - half, y - back, root)), np.array((x + half, y - back, root))
        c = np.array((x, y + fore, root - 0.004))
        t = np.array((x + lean, y + 0.010 + of.odd * (k % 2), root - drop))
        f.flat(np.array([[b, c, t], [c, a, t], [a, b, t]])[:, ::-1], "head", "hair")
