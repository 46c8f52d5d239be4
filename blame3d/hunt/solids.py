"""The solids around the walker as one table, and which of them are near each hunter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from blame3d.hunt.surface import I64, nowhere, table
from blame3d.hunt.vectors import F64
from blame3d.world.chunk import CELL, Cell, solid

Provider = Callable[[Cell], "NDArray[np.void] | None"]
"""A level-0 cell's COLLIDER rows, the same array until they change, or None while not ready."""

REACH: Final = 2
"""Cells around the walker's own in which there are hunters: 128 m."""

NEAR_M: Final = 2.4
"""A solid is held against a hunter when its bounds come so near."""

STALE_M: Final = 1.0
"""A hunter that has gone so far is given new neighbours."""

MOST: Final = 40
"""Neighbours of a hunter; of more the nearest."""


BLOCK_M: Final = 16.0
"""Edge of the blocks for which it is kept what is near to them, while the table stays."""
BLOCKS: Final = 256
"""So many at most, some hundred bytes each."""


class _Near(NamedTuple):
    """rows: int64 (N,) of the table; lo, hi: float64 (3, N), their sides."""

    rows: I64
    lo: F64
    hi: F64


class Around:
    """A cache of the provider's rows around a cell; what it answers depends on those alone."""

    def __init__(self, provider: Provider) -> None:
        self._provider = provider
        self._base: Cell = (0, 0, 0)
        self._seen: tuple[object, ...] = ()
        self.table = nowhere()
        self._sides = self.table.lo.T, self.table.hi.T
        self._blocks: dict[tuple[int, int, int], _Near] = {}
        self.count = 0
        """Grows with every new table: neighbours of an older one mean nothing."""

    def update(self, base: Cell) -> None:
        """Solids of the cells around `base`, in its frame."""
        span = range(-REACH, REACH + 1)
        shifts = [(x, y, z) for x in span for y in span for z in span]
        rows = [
            self._provider((base[0] + x, base[1] + y, base[2] + z)) for x, y, z in shifts
        ]
        # The arrays themselves are kept, so that no other can come to have the same identity.
        same = base == self._base and len(rows) == len(self._seen)
        if same and all(a is b for a, b in zip(rows, self._seen, strict=True)):
            return
        self._base, self._seen = base, tuple(rows)
        self.count += 1
        found = [
            (solid(r), s) for r, s in zip(rows, shifts, strict=True) if r is not None and len(r)
        ]
        moves = [np.array(s, np.float64) * CELL for _, s in found]
        if found:
            self.table = table(
                np.concatenate([r["kind"].astype(np.int64) for r, _ in found]),
                np.concatenate([r["dir"].astype(np.int64) for r, _ in found]),
                np.concatenate([r["lo"] + m for (r, _), m in zip(found, moves, strict=True)]),
                np.concatenate([r["hi"] + m for (r, _), m in zip(found, moves, strict=True)]),
            )
        else:
            self.table = nowhere()
        self._sides = self.table.lo.T.copy(), self.table.hi.T.copy()
        self._blocks = {}

    def neighbours(self, points: F64) -> I64:
        """Rows of the table (N, MOST) that come within `NEAR_M` of each point, nearest first."""
        none = len(self.table.kind) - 1
        out = np.full((len(points), MOST), none, np.int64)
        for i, at in enumerate(points.tolist()):
            near = self._block(at)
            gap = _gap(near.lo, near.hi, at, at)
            inside = (gap <= NEAR_M).nonzero()[0]
            if len(inside) > MOST:
                inside = inside[np.argsort(gap[inside], kind="stable")[:MOST]]
            out[i, : len(inside)] = near.rows[inside]
        return out

    def _block(self, at: list[float]) -> _Near:
        """What may be near to some of the points that are in a block with this one."""
        x, y, z = (int(v // BLOCK_M) for v in at)
        found = self._blocks.get((x, y, z))
        if found is None:
            if len(self._blocks) >= BLOCKS:
                self._blocks = {}
            low = [v * BLOCK_M for v in (x, y, z)]
            lo, hi = self._sides
            rows = np.flatnonzero(_gap(lo, hi, low, [v + BLOCK_M for v in low]) <= NEAR_M)
            found = self._blocks[x, y, z] = _Near(rows, lo[:, rows], hi[:, rows])
        return found


def _gap(lo: F64, hi: F64, low: list[float], high: list[float]) -> F64:
    """Metres along the axis of the widest gap between a box and others, lo and hi (3, N)."""
    gap: F64 = np.maximum(lo[0] - high[0], low[0] - hi[0])
    for k in (1, 2):
        np.maximum(gap, np.maximum(lo[k] - high[k], low[k] - hi[k]), out=gap)
    return gap
