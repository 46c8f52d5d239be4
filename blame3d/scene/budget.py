"""How many parts of each chunk to draw: pure numpy.

A chunk's parts lie largest first, so leaving out what is too small to see means drawing a
prefix. For each chunk a short table holds the length of the prefix for a ladder of sizes, a
quarter of an octave apart; a frame looks one step of the ladder up per chunk and, when the sum is
over the budget, moves all chunks up the ladder together.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

STEPS: Final = 80
"""Rungs of the ladder: 1/64 m to about 13 km."""

PER_OCTAVE: Final = 4.0

TRIANGLES: Final = 12
"""Triangles of one part (a batch of six quads); see scene.chunknode.QUADS for boxes and sheets."""

NEAR_M: Final = 6.0
"""Nearer than this nothing counts as nearer, or a tight budget would begin at the hand rails."""

_FIRST: Final = -6.0

_EDGES: Final = np.concatenate(
    [[0.0], 4.0 ** (_FIRST + np.arange(1, STEPS) / PER_OCTAVE)]
).astype(np.float32)
"""Squares of the rungs in metres."""


def rung(size_m: NDArray[np.float64]) -> NDArray[np.int64]:
    """The ladder's rung at or below a size in metres."""
    with np.errstate(divide="ignore"):
        at = np.floor((np.log2(size_m) - _FIRST) * PER_OCTAVE)
    return np.clip(at, 0, STEPS - 1).astype(np.int64)


def prefix_table(size: NDArray[np.float32]) -> NDArray[np.int32]:
    """Lengths of prefixes for the rungs.

    size: (n, 3) full extents of the parts, largest first. Returns int32 (STEPS,), not increasing:
    entry i is the shortest prefix that keeps every part seen as rung i or larger. A part counts
    as the geometric mean of its two longest sides, so that a long thin pipe stays.
    """
    if len(size) == 0:
        return np.zeros(STEPS, np.int32)
    x, y, z = size[:, 0], size[:, 1], size[:, 2]
    # The product of the two longest sides is the largest product of two.
    seen = np.maximum(np.maximum(x * y, y * z), x * z)
    falling = np.maximum.accumulate(seen[::-1])
    return (len(size) - np.searchsorted(falling, _EDGES, side="left")).astype(np.int32)


def prefix_counts(
    tables: NDArray[np.int32],
    distance_m: NDArray[np.float64],
    pixel: float,
    min_px: float,
    triangles: int,
    each: NDArray[np.int64] | int = TRIANGLES,
) -> NDArray[np.int32]:
    """Parts to draw of each chunk.

    tables: (chunks, STEPS). distance_m: (chunks,) to the nearest point of the chunk. pixel: size
    of a pixel at one metre. min_px: smallest part worth drawing. triangles: most triangles in
    all; each: triangles of one part of each chunk. Returns int32 (chunks,); the sum keeps the
    budget unless every chunk is empty.
    """
    n = len(tables)
    if n == 0:
        return np.zeros(0, np.int32)
    start = rung(np.maximum(distance_m, NEAR_M) * (pixel * min_px))
    rows = np.arange(n)
    shift = 0
    while True:
        at = start + shift
        counts = np.where(at < STEPS, tables[rows, np.minimum(at, STEPS - 1)], 0)
        if int((counts * each).sum()) <= triangles or shift >= STEPS:
            return counts.astype(np.int32)
        shift += 1
