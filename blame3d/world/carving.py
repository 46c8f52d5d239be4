"""Boxes less one beam.

A box is split along the axis on which it lies widest across the beam, again and again, until a
piece is free, is inside, or is no wider than a quarter of the radius (or 1/256 of the cell's
edge, whichever is more); what lies inside is dropped, and of the last pieces those whose centre
does. Along a straight run of the beam nothing is split, only at its two ends, so a hole through
a wall costs tens of pieces and not thousands.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.world import capsule
from blame3d.world.types import Beam

F64 = NDArray[np.float64]

SKIN: Final = 1e-4
"""Metres of overlap that do not count, so that a face rounded to float32 is cut only once."""
_LEAF: Final = 1.001
"""Slack of the smallest piece, for the same reason."""


class Axis:
    """A beam seen from a cell's low corner."""

    def __init__(self, beam: Beam, cell_lo_mm: tuple[int, int, int], size: float) -> None:
        self.start, self.along = capsule.axis_in(beam, cell_lo_mm)
        self.length = beam.length_m
        self.radius = beam.radius_m
        self.finest = max(beam.radius_m / 4, size / 256)

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
        """How wide each box lies across the beam on each axis (N, 3); at its ends, all of it."""
        across = np.sqrt(np.maximum(1.0 - self.along * self.along, 0.0))
        across = np.where(across < 1e-3, 0.0, across)
        along = np.broadcast_to(self.along, lo.shape)
        reach = capsule.dot(np.abs(along), hi - lo) * 0.5
        middle = capsule.dot((lo + hi) * 0.5 - self.start, along)
        past = (middle - reach < 0) | (middle + reach > self.length)
        return (hi - lo) * np.where(past[:, None], 1.0, across)


def cut_boxes(lo: F64, hi: F64, axis: Axis) -> tuple[F64, F64, NDArray[np.intp]]:
    """Boxes (N, 3) that the beam touches, less the beam: lo, hi (M, 3) and source index (M,)."""
    index = np.arange(len(lo), dtype=np.intp)
    kept: list[tuple[F64, F64, NDArray[np.intp]]] = []
    while len(lo):
        touched = axis.touches(lo, hi)
        kept.append((lo[~touched], hi[~touched], index[~touched]))
        lo, hi, index = lo[touched], hi[touched], index[touched]
        rest = ~axis.holds(lo, hi)
        lo, hi, index = lo[rest], hi[rest], index[rest]
        if not len(lo):
            break
        spread = axis.spread(lo, hi)
        leaf = spread.max(1) <= axis.finest * _LEAF
        stay = leaf & ~axis.holds_centre(lo, hi)
        kept.append((lo[stay], hi[stay], index[stay]))
        lo, hi, index, spread = lo[~leaf], hi[~leaf], index[~leaf], spread[~leaf]
        rows, widest = np.arange(len(lo)), spread.argmax(1)
        middle = (lo[rows, widest] + hi[rows, widest]) * 0.5
        low_hi, high_lo = hi.copy(), lo.copy()
        low_hi[rows, widest] = middle
        high_lo[rows, widest] = middle
        lo, hi = np.concatenate([lo, high_lo]), np.concatenate([low_hi, hi])
        index = np.concatenate([index, index])
    if not kept:
        return lo, hi, index
    return (
        np.concatenate([piece[0] for piece in kept]),
        np.concatenate([piece[1] for piece in kept]),
        np.concatenate([piece[2] for piece in kept]),
    )
