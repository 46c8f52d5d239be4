"""The nodes of the octree cut around an anchor, built as whole arrays."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.stream.rings import Rings
from blame3d.world.chunk import CELL, Cell

CELL_MM: Final = CELL * 1000

SLACK_MM: Final = 8000
"""How far outside the anchor's block the viewer may stand: an eighth of a cell, a few steps."""

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


def block(finest: int) -> Cell:
    """Level-0 cells on each axis from anywhere in which the same nodes are wanted: the anchor is
    the low corner of such a block."""
    return 2 << finest, 2 << finest, 1 << finest


def tree(
    anchor: Cell, shape: Rings, finest: int, lead_m: int = 0
) -> tuple[Ints, Ints, Ints]:
    """All nodes, roots first and then level by level downwards: levels, cells, parent rows.

    lead_m: metres outside the anchor (at most a root's edge) from which roots are seen as well.
    """
    top, high = shape.top, shape.high
    here = np.array(anchor, np.int64)
    cells, parents = [_roots(anchor, shape, finest, lead_m)], []
    parents.append(np.full(len(cells[0]), -1, np.int64))
    levels = [np.full(len(cells[0]), top, np.int64)]

    count = top - finest
    if count:
        ks = np.arange(top - 1, finest - 1, -1)
        up = here >> (ks[:, None] + 1)
        low = up - 1
        if not shape.tall:
            low[:, 2] = ((here[2] >> ks) - 1) >> 1  # the two parents that touch this cell's z ± 1
        low *= 2
        box = np.indices((6, 6, high)).reshape(3, -1).T
        lower = low[:, None, :] + box
        size = len(box)
        place = np.empty((count, size), np.int64)
        relative = (lower[1:] >> 1) - low[:-1, None, :]
        place[1:] = (relative[..., 0] * 6 + relative[..., 1]) * high + relative[..., 2]
        place[1:] += len(cells[0]) + np.arange(count - 1)[:, None] * size
        place[0] = _rows_of(lower[0] >> 1, cells[0])
        cells.append(lower.reshape(-1, 3))
        parents.append(place.ravel())
        levels.append(np.repeat(ks, size))
    return np.concatenate(levels), np.concatenate(cells), np.concatenate(parents)


def _roots(anchor: Cell, shape: Rings, finest: int, lead_m: int) -> Ints:
    """Root cells that a place in or near the block sees inside the ellipsoid, (n, 3)."""
    top, h, v = shape.top, shape.roots_h, shape.roots_v
    here = np.array(anchor, np.int64)
    box = np.indices((2 * h + 3, 2 * h + 3, 2 * v + 3)).reshape(3, -1).T - np.array([h, h, v]) - 1
    cells: Ints = (here >> top) + box
    slack = SLACK_MM / CELL_MM + lead_m / CELL
    inside = (here & ((1 << top) - 1)) / (1 << top)  # the anchor's low corner in root edges
    wide = (np.array(block(finest)) + slack) / (1 << top)
    gap = np.maximum(np.maximum(box - (inside + wide), inside - slack / (1 << top) - (box + 1)), 0)
    kept: Bools = ((gap / np.array([h, h, v])) ** 2).sum(axis=1) < 1.0
    chosen: Ints = cells[kept]
    return chosen


def _rows_of(wanted: Ints, rows: Ints) -> Ints:
    """Row in `rows` (m, 3) of each cell of `wanted` (n, 3); all are there."""
    low = rows.min(axis=0)
    size = rows.max(axis=0) - low + 1
    table = np.full(tuple(size), -1, np.int64)
    table[tuple((rows - low).T)] = np.arange(len(rows))
    found: Ints = table[tuple((wanted - low).T)]
    return found
