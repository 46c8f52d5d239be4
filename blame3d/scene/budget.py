"""How many parts of each chunk to draw: pure numpy.

A chunk's parts lie largest first, so leaving out what is too small to see means drawing a
prefix, and a ladder of sizes came with the chunk (stream.arranged). A frame looks one rung up per
chunk and, when the sum is over the budget, moves all chunks up the ladder together.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.stream.arranged import FIRST, PER_OCTAVE, STEPS

TRIANGLES: Final = 12
"""Triangles of one part (a batch of six quads); see scene.chunknode.QUADS for boxes and sheets."""

NEAR_M: Final = 6.0
"""Nearer than this nothing counts as nearer, or a tight budget would begin at the hand rails."""


def rung(size_m: NDArray[np.float64]) -> NDArray[np.int64]:
    """The ladder's rung at or below a size in metres."""
    with np.errstate(divide="ignore"):
        at = np.floor((np.log2(size_m) - FIRST) * PER_OCTAVE)
    return np.clip(at, 0, STEPS - 1).astype(np.int64)


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
