"""Solids that figures are made of: lofts, capsules, chamfered boxes, rings.

A figure collects triangles with smooth or flat normals, each hanging on a joint and of a colour.
Model space: Z up, Y forward, X to the right, metres. `detail` is how many corners a round section
has; coarser levels of detail are the same figure with fewer.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

F64 = NDArray[np.float64]
Point = tuple[float, float, float]

_ROUND_M = 0.07
"""From this radius on a limb has all corners of its level of detail."""


@dataclass(frozen=True)
class Joint:
    name: str
    parent: str
    pivot: Point


@dataclass(frozen=True)
class Section:
    """A cut through a loft: where its middle is, half its width and depth, how square it is
    (exponent of the superellipse: 2 round, 8 nearly a box), and the two axes it lies in."""

    at: Point
    wide: float
    deep: float
    square: float = 2.6
    across: Point = (1.0, 0.0, 0.0)
    along: Point = (0.0, 1.0, 0.0)


@dataclass
class Figure:
    """Triangles so far. detail: corners of a round section."""

    joints: Sequence[Joint]
    colours: dict[str, tuple[float, float, float, float]]
    detail: int = 16
    position: list[F64] = field(default_factory=list)
    normal: list[F64] = field(default_factory=list)
    joint: list[NDArray[np.uint8]] = field(default_factory=list)
    colour: list[NDArray[np.uint8]] = field(default_factory=list)

    def row(self, joint: str) -> int:
        return [j.name for j in self.joints].index(joint)

    def add(self, corners: F64, normals: F64, joint: str, colour: str) -> None:
        """Triangles (n, 3, 3) with normals (n, 3, 3); those without an area are left out."""
        cross = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
        keep = (cross * cross).sum(1) > 1e-16
        own = np.repeat(cross[keep], 3, axis=0)
        corners, normals = corners[keep].reshape(-1, 3), normals[keep].reshape(-1, 3)
        size = np.sqrt((normals * normals).sum(1, keepdims=True))
        normals = np.where(size > 1e-9, normals, own)  # the tip of a cap has none
        size = np.sqrt((normals * normals).sum(1, keepdims=True))
        self.position.append(corners)
        self.normal.append(normals / np.maximum(size, 1e-12))
        self.joint.append(np.full(len(corners), self.row(joint), np.uint8))
        number = list(self.colours).index(colour)
        self.colour.append(np.full(len(corners), number, np.uint8))

    # Solids --------------------------------------------------------------------------------

    def surface(self, grid: F64, joint: str, colour: str, *, flat: bool = False) -> None:
        """A grid of points (rows, columns, 3), closed around its columns; seen from the side from
        which rows go up and columns counter-clockwise."""
        a, b = grid[:-1], grid[1:]
        c, d = np.roll(b, -1, axis=1), np.roll(a, -1, axis=1)
        corners = np.concatenate(
            [np.stack([a, d, c], 2).reshape(-1, 3, 3), np.stack([a, c, b], 2).reshape(-1, 3, 3)]
        )
        if flat:
            self.flat(corners, joint, colour)
            return
        u = np.roll(grid, -1, axis=1) - np.roll(grid, 1, axis=1)
        v = np.gradient(grid, axis=0) if len(grid) > 1 else np.zeros_like(grid)
        n = np.cross(u, v)
        na, nb = n[:-1], n[1:]
        nc, nd = np.roll(nb, -1, axis=1), np.roll(na, -1, axis=1)
        both = np.stack([na, nd, nc], 2), np.stack([na, nc, nb], 2)
        normals = np.concatenate([n.reshape(-1, 3, 3) for n in both])
        self.add(corners, normals, joint, colour)

    def flat(self, corners: F64, joint: str, colour: str) -> None:
        """Triangles (n, 3, 3) with their own normals."""
        n = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
        self.add(corners, np.repeat(n[:, None], 3, axis=1), joint, colour)

    def loft(
        self, sections: Sequence[Section], joint: str, colour: str, *,
        cap: tuple[bool, bool] = (True, True), corners: int = 0,
    ) -> None:  # fmt: skip
        """A skin over sections from the lowest to the highest, with its ends closed."""
        n = corners or self.detail
        grid = np.stack([outline(s, n) for s in sections])
        self.surface(grid, joint, colour)
        for which, ring in ((0, grid[0][::-1]), (1, grid[-1])):
            if cap[which]:
                middle = ring.mean(0)
                fan = np.stack(
                    [np.broadcast_to(middle, ring.shape), ring, np.roll(ring, -1, axis=0)], 1
                )
                self.flat(fan, joint, colour)

    def plates(
        self, sections: Sequence[Section], joint: str, colours: tuple[str, str], *,
        pitch: float, lip: float, corners: int = 0,
    ) -> None:  # fmt: skip
        """Overlapping shells over sections: every `pitch` metres one begins, `lip` wider than the
        next ends; colours: of shells, of the seams between them."""
        z = np.array([s.at[2] for s in sections])
        count = max(1, round((z[-1] - z[0]) / pitch))
        edges = np.linspace(z[0], z[-1], count + 1)
        for low, high in itertools.pairwise(edges):
            body = [between(sections, low), between(sections, high)]
            wide = [grown(body[0], lip), grown(body[1], lip * 0.25)]
            self.loft(wide, joint, colours[0], cap=(False, False), corners=corners)
        self.loft(list(sections), joint, colours[1], corners=corners)

    def box(
        self, low: Point, high: Point, joint: str, colour: str, *, chamfer: float = 0.0,
        turn: F64 | None = None,
    ) -> None:  # fmt: skip
        """A box with its edges cut off. turn: (3, 3) about its middle."""
        lo, hi = np.array(low), np.array(high)
        middle, half = (lo + hi) / 2.0, (hi - lo) / 2.0
        c = min(chamfer, *(half * 0.9).tolist())
        faces: list[F64] = []
        for axis in range(3):
            p, q = (axis + 1) % 3, (axis + 2) % 3
            for sign in (-1.0, 1.0):
                quad = np.zeros((4, 3))
                quad[:, axis] = sign * half[axis]
                for i, (s, t) in enumerate(((-1, -1), (1, -1), (1, 1), (-1, 1))):
                    quad[i, p], quad[i, q] = s * (half[p] - c), t * (half[q] - c)
                faces.append(quad if sign > 0 else quad[::-1])
        if c > 0.0:
            for axis in range(3):
                p, q = (axis + 1) % 3, (axis + 2) % 3
                for s in (-1.0, 1.0):
                    for t in (-1.0, 1.0):
                        quad = np.zeros((4, 3))
                        ends = (half[axis] - c) * np.array([-1.0, 1.0, 1.0, -1.0])
                        quad[:, axis] = ends
                        quad[:2, p], quad[:2, q] = s * half[p], t * (half[q] - c)
                        quad[2:, p], quad[2:, q] = s * (half[p] - c), t * half[q]
                        faces.append(quad if s * t < 0 else quad[::-1])
            for s in (-1.0, 1.0):
                for t in (-1.0, 1.0):
                    for u in (-1.0, 1.0):
                        k = half - c
                        tri = np.array(
                            [[s * half[0], t * k[1], u * k[2]], [s * k[0], t * half[1], u * k[2]],
                             [s * k[0], t * k[1], u * half[2]]]
                        )
                        tri = tri if s * t * u > 0 else tri[::-1]
                        faces.append(np.concatenate([tri, tri[:1]]))
        quads = np.array(faces)
        if turn is not None:
            quads = quads @ turn.T
        quads = quads + middle
        self.flat(np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]]), joint, colour)

    def _corners(self, radius: float) -> int:
        """Of a round section: those of what is thin stand out by less, so it needs fewer."""
        return max(min(5, self.detail), round(self.detail * min(1.0, radius / _ROUND_M) ** 0.5))

    def limb(
        self, a: Point, b: Point, ra: float, rb: float, joint: str, colour: str, *,
        bulge: float = 0.0, at: float = 0.35, corners: int = 0,
    ) -> None:  # fmt: skip
        """A tapered capsule from a to b, fuller by `bulge` at a share of its length."""
        start, end = np.array(a), np.array(b)
        way = end - start
        length = float(np.sqrt(way @ way))
        way /= length
        across = np.cross(way, (0.0, 1.0, 0.0))
        if float(across @ across) < 0.05:
            across = np.cross(way, (1.0, 0.0, 0.0))
        across /= np.sqrt(across @ across)
        along = np.cross(way, across)
        n = corners or self._corners(max(ra, rb) + bulge)
        rings = max(2, n // 4)
        profile: list[tuple[float, float]] = []
        for k in range(rings):
            t = np.pi / 2.0 * k / rings
            profile.append((-ra * np.cos(t), ra * np.sin(t)))
        for k in range(rings + 1):
            t = k / rings
            swell = bulge * np.exp(-(((t - at) / 0.28) ** 2))
            profile.append((length * t, ra + (rb - ra) * t + swell))
        for k in range(1, rings + 1):
            t = np.pi / 2.0 * k / rings
            profile.append((length + rb * np.sin(t), rb * np.cos(t)))
        angle = np.arange(n) * (2.0 * np.pi / n)
        circle = np.cos(angle)[:, None] * across + np.sin(angle)[:, None] * along
        grid = np.stack([start + way * s + circle * max(r, 1e-5) for s, r in profile])
        self.surface(grid, joint, colour)

    def ring(
        self, middle: Point, radius: float, thick: float, joint: str, colour: str, *,
        tilt: float = 0.0, gap: float = 0.0,
    ) -> None:  # fmt: skip
        """A ring about Z (tilted forwards by radians), open behind over an angle of `gap`."""
        n = self.detail * 2
        start = -np.pi / 2.0 + gap / 2.0
        angle = start + np.arange(n + 1) * ((2.0 * np.pi - gap) / n)
        m = max(6, self.detail // 2)
        tube = np.arange(m) * (2.0 * np.pi / m)
        r = radius + thick * np.cos(tube)
        grid = np.stack(
            [
                np.stack(
                    [r * np.cos(a), r * np.sin(a), thick * np.sin(tube)], axis=1
                )
                for a in angle
            ]
        )[:, ::-1]
        c, s = np.cos(tilt), np.sin(tilt)
        grid = grid @ np.array([[1, 0, 0], [0, c, s], [0, -s, c]]) + np.array(middle)
        self.surface(grid, joint, colour)
        for ring in (grid[0][::-1], grid[-1]):
            fan = np.stack(
                [np.broadcast_to(ring.mean(0), ring.shape), ring, np.roll(ring, -1, axis=0)], 1
            )
            self.flat(fan, joint, colour)


def outline(section: Section, corners: int) -> F64:
    """Points (corners, 3) of a section, counter-clockwise seen from above."""
    angle = np.arange(corners) * (2.0 * np.pi / corners)
    c, s = np.cos(angle), np.sin(angle)
    power = 2.0 / section.square
    x = np.sign(c) * np.abs(c) ** power * section.wide
    y = np.sign(s) * np.abs(s) ** power * section.deep
    return (
        np.array(section.at)
        + x[:, None] * np.array(section.across)
        + y[:, None] * np.array(section.along)
    )


def between(sections: Sequence[Section], z: float) -> Section:
    """The section at a height, between those given."""
    zs = [s.at[2] for s in sections]

    def mean(get: list[float]) -> float:
        return float(np.interp(z, zs, get))

    return Section(
        (mean([s.at[0] for s in sections]), mean([s.at[1] for s in sections]), z),
        mean([s.wide for s in sections]), mean([s.deep for s in sections]),
        mean([s.square for s in sections]),
    )  # fmt: skip


def grown(section: Section, by: float) -> Section:
    return Section(
        section.at, section.wide + by, section.deep + by, section.square, section.across,
        section.along,
    )  # fmt: skip


def arrays(levels: Sequence[Figure], least_px: Sequence[float]) -> dict[str, NDArray[np.generic]]:
    """The arrays of a model file (blame3d/cast/model.py) of a figure in levels of detail."""
    first = levels[0]
    pivot = np.array([j.pivot for j in first.joints], np.float64)
    names = [j.name for j in first.joints]
    rows: list[F64] = []
    marks: list[NDArray[np.int64]] = []
    counts = [0]
    for level in levels:
        joint = np.concatenate(level.joint)
        position = np.concatenate(level.position) - pivot[joint]
        rows.append(np.concatenate([position, np.concatenate(level.normal)], axis=1))
        marks.append(np.stack([joint, np.concatenate(level.colour)], axis=1).astype(np.int64))
        counts.append(counts[-1] + len(joint) // 3)
    table = np.concatenate([np.concatenate(rows).round(5), np.concatenate(marks)], axis=1)
    unique, index = np.unique(table, axis=0, return_inverse=True)
    return {
        "position": unique[:, :3].astype(np.float32),
        "normal": unique[:, 3:6].astype(np.float32),
        "joint": unique[:, 6].astype(np.uint8),
        "colour": unique[:, 7].astype(np.uint8),
        "triangles": index.reshape(-1, 3).astype(np.int32),
        "levels": np.array(counts, np.int32),
        "least_px": np.array(least_px, np.float32),
        "colours": np.array(list(first.colours.values()), np.float32),
        "names": np.array(names),
        "parent": np.array(
            [names.index(j.parent) if j.parent else -1 for j in first.joints], np.int32
        ),
        "pivot": pivot.astype(np.float32),
    }
