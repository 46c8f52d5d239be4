"""Distances between a beam's axis and boxes, and the cells that a beam reaches.

World positions are integer millimetres; they are subtracted as Python integers first, and only
the difference becomes float64 metres, so nothing is lost however far out the place is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from blame3d.world import trig
from blame3d.world.chunk import Key, edge
from blame3d.world.types import Beam

F64 = NDArray[np.float64]

_SLACK = 1e-6
"""Metres by which a beam counts as wider when cells are asked, to be sure to miss none."""

_HALF_DIAGONAL = 0.867
"""Of a cube, a little more than it is."""


def axis_in(beam: Beam, low_mm: Sequence[int] | NDArray[np.int64]) -> tuple[F64, F64]:
    """Start (3,) in metres from the point `low_mm`, and unit direction (3,)."""
    start = [(o - int(c)) / 1000 for o, c in zip(beam.origin_mm, low_mm, strict=True)]
    return np.array(start), trig.direction(beam.h_mdeg, beam.p_mdeg)


def gap_squared(
    start: F64, along: F64, length: float | F64, lo: ArrayLike, hi: ArrayLike
) -> F64:
    """Least squared distance from a segment to each box, 0 where it enters: (N,), m².

    start, along: (3,) or (N, 3); length: one or (N,); lo, hi: (N, 3). Along the
    segment the squared distance is convex, and quadratic between the (at most six) places where
    it passes a face's plane; each stretch is minimised exactly. Of the seven stretches only the
    middle three are looked at: before, all axes that pull at all pull onward, behind all pull
    back, so the least lies at an end that the middle ones share.
    """
    low, high = np.asarray(lo, np.float64), np.asarray(hi, np.float64)
    p, d = np.broadcast_to(start, low.shape), np.broadcast_to(along, low.shape)
    ends = np.broadcast_to(np.asarray(length, np.float64), low.shape[:1])[:, None]
    still = d == 0
    safe = np.where(still, 1.0, d)
    planes = np.concatenate([(low - p) / safe, (high - p) / safe], 1)
    planes = np.where(np.concatenate([still, still], 1), 0.0, planes).clip(0.0, ends)
    knots = np.concatenate([np.zeros_like(ends), np.sort(planes, axis=1), ends], 1)
    best = np.full(len(low), np.inf)
    for n in range(2, 5):
        a, b = knots[:, n], knots[:, n + 1]
        middle = p + d * ((a + b) * 0.5)[:, None]
        face = np.where(middle < low, low, high)
        out = (middle < low) | (middle > high)
        slope = np.where(out, d, 0.0)
        offset = np.where(out, p - face, 0.0)
        square = dot(slope, slope)
        t = np.where(square > 0, -dot(slope, offset) / np.where(square > 0, square, 1.0), a)
        t = np.minimum(np.maximum(t, a), b)
        at = p + d * t[:, None]
        away = np.maximum(np.maximum(low - at, at - high), 0.0)
        best = np.minimum(best, dot(away, away))
    return best


def dot(a: F64, b: F64) -> F64:
    """Row-wise product in a fixed order of additions."""
    return a[:, 0] * b[:, 0] + a[:, 1] * b[:, 1] + a[:, 2] * b[:, 2]


def far_squared(start: F64, along: F64, length: float, lo: F64, hi: F64) -> F64:
    """Greatest squared distance from the segment to any point of each box: (N,), m².

    The distance to a segment is convex, so a corner has it.
    """
    most = np.zeros(len(lo))
    for corner in range(8):
        pick = np.array([bool(corner >> n & 1) for n in range(3)])
        most = np.maximum(most, point_squared(start, along, length, np.where(pick, hi, lo)))
    return most


def point_squared(start: F64, along: F64, length: float, points: F64) -> F64:
    """Squared distance from the segment to each point (N, 3): (N,), m²."""
    rel = points - start
    t = dot(rel, np.broadcast_to(along, rel.shape)).clip(0.0, length)
    away = rel - along * t[:, None]
    return dot(away, away)


def touching_beams(
    edits: Iterable[Beam], cell_lo_mm: Sequence[int] | NDArray[np.int64], size: float
) -> tuple[Beam, ...]:
    """The beams that reach into the cube of edge `size` metres at `cell_lo_mm`, in their order."""
    beams = tuple(edits)
    if not beams:
        return ()
    axes = [axis_in(beam, cell_lo_mm) for beam in beams]
    gap = gap_squared(
        np.stack([start for start, _ in axes]),
        np.stack([along for _, along in axes]),
        np.array([beam.length_m for beam in beams]),
        np.zeros((len(beams), 3)),
        np.full((len(beams), 3), float(size)),
    )
    reach = np.array([beam.radius_m for beam in beams]) + _SLACK
    return tuple(beam for beam, hit in zip(beams, gap <= reach * reach, strict=True) if hit)


def touched(beam: Beam, keys: Sequence[Key]) -> NDArray[np.bool_]:
    """Which cells the beam reaches into, (N,): the very decision of `touching_beams` for each."""
    levels = np.array([level for level, _ in keys], np.int64)
    size = np.int64(edge(0)) << levels
    cells = np.array([cell for _, cell in keys], np.int64).reshape(-1, 3)
    low = cells * (size * 1000)[:, None]
    start = (np.array(beam.origin_mm, np.int64) - low) / 1000
    _, along = axis_in(beam, beam.origin_mm)
    wide = size.astype(np.float64)
    reach = beam.radius_m + _SLACK
    # Most lie farther from the axis than their own diagonal.
    away = start - wide[:, None] * 0.5
    passed = np.clip(-dot(away, np.broadcast_to(along, away.shape)), 0.0, beam.length_m)
    away += along * passed[:, None]
    ball = reach + wide * _HALF_DIAGONAL
    found = dot(away, away) <= ball * ball
    near = np.flatnonzero(found)
    high = np.repeat(wide[near, None], 3, 1)
    gap = gap_squared(start[near], along, beam.length_m, np.zeros_like(high), high)
    found[near] = gap <= reach * reach
    return found


def touched_keys(beam: Beam, level: int) -> tuple[Key, ...]:
    """Keys of all cells of a level that the beam reaches, along it.

    Walks the slabs of cells across the beam's main axis; in each, the cells within the rectangle
    that the beam sweeps there are tested exactly.
    """
    size = float(edge(level))
    base = [o // (edge(level) * 1000) for o in beam.origin_mm]
    start, along = axis_in(beam, [b * edge(level) * 1000 for b in base])
    main = int(np.argmax(np.abs(along)))
    reach = beam.radius_m + _SLACK
    end = start + along * beam.length_m
    first = int(np.floor((min(start[main], end[main]) - reach) / size))
    last = int(np.floor((max(start[main], end[main]) + reach) / size))
    slabs = np.arange(first, last + 1, dtype=np.int64)
    # The slab widened by the reach bounds the stretch of axis that can touch its cells.
    t0 = ((slabs * size - reach - start[main]) / along[main]).clip(0.0, beam.length_m)
    t1 = (((slabs + 1) * size + reach - start[main]) / along[main]).clip(0.0, beam.length_m)
    ranges = []
    for n in range(3):
        a, b = start[n] + along[n] * t0, start[n] + along[n] * t1
        low = np.floor((np.minimum(a, b) - reach) / size).astype(np.int64)
        high = np.floor((np.maximum(a, b) + reach) / size).astype(np.int64)
        ranges.append((slabs, slabs) if n == main else (low, high))
    spans = np.stack([high - low + 1 for low, high in ranges], 1)
    count = spans[:, 0] * spans[:, 1] * spans[:, 2]
    slab = np.repeat(np.arange(len(slabs)), count)
    turn = np.arange(len(slab)) - np.repeat(np.cumsum(count) - count, count)
    cells = np.stack(
        [
            ranges[0][0][slab] + turn % spans[slab, 0],
            ranges[1][0][slab] + turn // spans[slab, 0] % spans[slab, 1],
            ranges[2][0][slab] + turn // (spans[slab, 0] * spans[slab, 1]),
        ],
        1,
    )
    gap = gap_squared(start, along, beam.length_m, cells * size, (cells + 1) * size)
    found = cells[gap <= reach * reach]
    if along[main] < 0:
        found = found[::-1]
    return tuple(
        (level, (base[0] + x, base[1] + y, base[2] + z)) for x, y, z in found.tolist()
    )
