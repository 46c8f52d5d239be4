"""Boxes less one beam, for bodies: what is left can be walked on.

A box is split in plan, again and again, until a piece is free, is inside, or is a column no wider
than half a metre to a metre; of a column, exactly the height that the beam takes at its middle is
taken out. So the floor of a bore is as smooth as its axis, whichever way it runs. Along a straight
run of the beam nothing is split.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.world import capsule
from blame3d.world.types import Beam

F64 = NDArray[np.float64]
Index = NDArray[np.intp]

SKIN: Final = 1e-4
"""Metres of overlap that do not count, so that a face rounded to float32 is cut only once."""
_THINNEST: Final = 0.01
"""Metres of a column that are worth keeping."""
_WALKED: Final = 0.7
"""Slope of the steepest bore that is walked."""
_STEEP: Final = 1e-9
"""Square of the sine of an angle to the vertical below which a beam counts as upright."""


class Axis:
    """A beam seen from a cell's low corner.

    column: metres, how wide a column may be.
    """

    def __init__(self, beam: Beam, cell_lo_mm: tuple[int, int, int]) -> None:
        self.start, self.along = capsule.axis_in(beam, cell_lo_mm)
        self.length = beam.length_m
        self.radius = beam.radius_m
        self.column = min(max(beam.radius_m / 3, 0.5), 1.0)

    def touches(self, lo: F64, hi: F64) -> NDArray[np.bool_]:
        """Whether the beam enters each box (N, 3)."""
        reach = max(self.radius - SKIN, 0.0)
        end = self.start + self.along * self.length
        low, high = np.minimum(self.start, end) - reach, np.maximum(self.start, end) + reach
        near = ((lo < high) & (hi > low)).all(1)
        hit = np.zeros(len(lo), np.bool_)
        some = np.flatnonzero(near)
        gap = capsule.gap_squared(self.start, self.along, self.length, lo[some], hi[some])
        hit[some] = gap < reach * reach
        return hit

    def holds(self, lo: F64, hi: F64) -> NDArray[np.bool_]:
        """Whether all of each box lies inside the beam."""
        far = capsule.far_squared(self.start, self.along, self.length, lo, hi)
        return np.asarray(far < self.radius * self.radius)

    def holds_centre(self, lo: F64, hi: F64) -> NDArray[np.bool_]:
        """Whether the centre of each box lies inside the beam."""
        away = capsule.point_squared(self.start, self.along, self.length, (lo + hi) * 0.5)
        return np.asarray(away < self.radius * self.radius)

    def spread(self, lo: F64, hi: F64) -> F64:
        """How much the beam changes over each box along x and y (N, 2), in metres: how wide the
        box lies across it, and more where a column as wide would be a step that feet cannot take;
        at its ends, all of the box."""
        x, y, z = self.along.tolist()
        plan = max(x * x + y * y, _STEEP)
        out = np.empty((len(lo), 2))
        reach = capsule.dot(np.broadcast_to(np.abs(self.along), lo.shape), hi - lo) * 0.5
        middle = capsule.dot((lo + hi) * 0.5 - self.start, np.broadcast_to(self.along, lo.shape))
        past = (middle - reach < 0) | (middle + reach > self.length)
        for n, along in enumerate((x, y)):
            across = float(np.sqrt(max(1.0 - along * along, 0.0)))
            slope = abs(along * z) / plan
            step = min(4.0 * slope, 2.0) * self.column if slope < _WALKED else 0.0
            share = max(across if across >= 1e-3 else 0.0, step)
            out[:, n] = (hi[:, n] - lo[:, n]) * np.where(past, max(1.0, share), share)
        return out

    def chord(self, x: F64, y: F64) -> tuple[F64, F64]:
        """Heights (N,) between which the beam holds the upright line at x, y; low above high where
        it misses it. A beam is convex, so there is one stretch: that of its cylinder or of the
        spheres at its ends, whichever reaches farther."""
        dx, dy, dz = self.along.tolist()
        u, v = x - self.start[0], y - self.start[1]
        square = self.radius * self.radius
        h = u * dx + v * dy
        wide = 1.0 - dz * dz
        inside = u * u + v * v - h * h - square
        if wide > _STEEP:
            root = h * h * dz * dz - wide * inside
            half = np.sqrt(np.maximum(root, 0.0)) / wide
            low, high = h * dz / wide - half, h * dz / wide + half
            hit = root > 0.0
        else:
            low, high = np.full_like(u, -np.inf), np.full_like(u, np.inf)
            hit = inside < 0.0
        if abs(dz) > 1e-9:
            a, b = (0.0 - h) / dz, (self.length - h) / dz
            low, high = np.maximum(low, np.minimum(a, b)), np.minimum(high, np.maximum(a, b))
        else:
            hit &= (h >= 0.0) & (h <= self.length)
        hit &= high > low
        low, high = np.where(hit, low, np.inf), np.where(hit, high, -np.inf)
        for end in (np.zeros(3), self.along * self.length):
            left = square - (u - end[0]) * (u - end[0]) - (v - end[1]) * (v - end[1])
            ball = left > 0.0
            half = np.sqrt(np.maximum(left, 0.0))
            low = np.where(ball, np.minimum(low, end[2] - half), low)
            high = np.where(ball, np.maximum(high, end[2] + half), high)
        return low + self.start[2], high + self.start[2]


def cut_boxes(lo: F64, hi: F64, axis: Axis) -> tuple[F64, F64, Index]:
    """Boxes (N, 3) that the beam touches, less the beam: lo, hi (M, 3) and source index (M,)."""
    index = np.arange(len(lo), dtype=np.intp)
    kept: list[tuple[F64, F64, Index]] = [(lo[:0], hi[:0], index[:0])]
    while len(lo):
        touched = axis.touches(lo, hi)
        kept.append((lo[~touched], hi[~touched], index[~touched]))
        lo, hi, index = lo[touched], hi[touched], index[touched]
        rest = ~axis.holds(lo, hi)
        lo, hi, index = lo[rest], hi[rest], index[rest]
        if not len(lo):
            break
        spread = axis.spread(lo, hi)
        leaf = spread.max(1) <= axis.column
        kept.extend(_columns(lo[leaf], hi[leaf], index[leaf], axis))
        lo, hi, index, spread = lo[~leaf], hi[~leaf], index[~leaf], spread[~leaf]
        rows, widest = np.arange(len(lo)), spread.argmax(1)
        middle = (lo[rows, widest] + hi[rows, widest]) * 0.5
        low_hi, high_lo = hi.copy(), lo.copy()
        low_hi[rows, widest] = middle
        high_lo[rows, widest] = middle
        lo, hi = np.concatenate([lo, high_lo]), np.concatenate([low_hi, hi])
        index = np.concatenate([index, index])
    return (
        np.concatenate([piece[0] for piece in kept]),
        np.concatenate([piece[1] for piece in kept]),
        np.concatenate([piece[2] for piece in kept]),
    )


def _columns(lo: F64, hi: F64, index: Index, axis: Axis) -> list[tuple[F64, F64, Index]]:
    """What is left of columns: below the beam and above it."""
    low, high = axis.chord((lo[:, 0] + hi[:, 0]) * 0.5, (lo[:, 1] + hi[:, 1]) * 0.5)
    free = (low >= hi[:, 2] - SKIN) | (high <= lo[:, 2] + SKIN)
    out = [(lo[free], hi[free], index[free])]
    below = np.flatnonzero(~free & (low - lo[:, 2] > _THINNEST))
    above = np.flatnonzero(~free & (hi[:, 2] - high > _THINNEST))
    ceiling, floor = hi[below].copy(), lo[above].copy()
    ceiling[:, 2], floor[:, 2] = low[below], high[above]
    out.append((lo[below], ceiling, index[below]))
    out.append((floor, hi[above], index[above]))
    return out
