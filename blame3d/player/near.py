"""The solids around Killy, out of the colliders of whole cells.

`Surroundings` keeps the few dozen solids near the last place asked for, so that a step's search
is over those. It is a cache and nothing more: what `within` answers depends on its arguments and
on what the provider holds, never on what was asked before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import floor

import numpy as np
from numpy.typing import NDArray

from blame3d.errors import InternalError
from blame3d.player.shafts import Shaft, shafts
from blame3d.player.shapes import F64, Shape, as_shapes
from blame3d.player.state import Vec
from blame3d.world.chunk import CELL, LADDER, RAMP, Cell

Provider = Callable[[Cell], "NDArray[np.void] | None"]
"""A level-0 cell's COLLIDER rows, or None while they are not ready."""

_ROOM = 2.5
"""Metres gathered beyond what was asked for: about 0.2 s of sprinting."""


@dataclass(frozen=True, slots=True)
class _Cell:
    """One cell's rows with its bounds (lo, hi float64 (3, n)) in its own frame."""

    rows: NDArray[np.void]
    lo: F64
    hi: F64
    lifts: list[Shaft]


@dataclass(frozen=True, slots=True)
class _Gathered:
    base: Cell
    lo: Vec
    hi: Vec
    seen: tuple[tuple[Cell, NDArray[np.void] | None], ...]
    complete: bool
    ladders: list[Shape]
    lifts: list[Shaft]
    shapes: list[Shape]
    bounds: F64  # (6, n): lo x, y, z, then minus hi x, y, z


def cells_of(base: Cell, lo: Vec, hi: Vec) -> list[Cell]:
    """Level-0 cells that a box (metres relative to `base`) touches, in ascending order."""
    spans = [
        range(base[i] + floor(lo[i] / CELL), base[i] + floor(hi[i] / CELL) + 1) for i in range(3)
    ]
    return [(x, y, z) for x in spans[0] for y in spans[1] for z in spans[2]]


class Surroundings:
    """The world as the walker's step sees it.

    provider: colliders of a level-0 cell, or None while not ready; the same array object must
    come back until the cell's content changes. reach: how far, in metres, a cell's solids may
    stick out of it; a cell that breaks this raises InternalError.
    """

    def __init__(self, provider: Provider, reach: float = 2.0) -> None:
        self._provider = provider
        self.reach = reach
        self._cells: dict[Cell, _Cell] = {}
        self._last: _Gathered | None = None

    def ready(self, base: Cell, lo: Vec, hi: Vec) -> bool:
        """Whether every cell whose solids may reach this box has its colliders."""
        r = self.reach
        cells = cells_of(base, (lo[0] - r, lo[1] - r, lo[2] - r), (hi[0] + r, hi[1] + r, hi[2] + r))
        return all(self._provider(cell) is not None for cell in cells)

    def within(self, base: Cell, lo: Vec, hi: Vec) -> list[Shape] | None:
        """Solids whose bounds meet the box lo … hi (metres relative to the corner of `base`).

        They come in that same frame, ordered by cell and row. None while one of the cells
        concerned is not ready.
        """
        got = self._gathered(base, lo, hi)
        if not (got.complete or self.ready(base, lo, hi)):
            return None
        if not got.shapes:
            return []
        probe = np.array((*hi, -lo[0], -lo[1], -lo[2]))
        meets = np.logical_and.reduce(got.bounds <= probe[:, None])
        return [got.shapes[i] for i in meets.nonzero()[0].tolist()]

    def ladders(self, base: Cell, lo: Vec, hi: Vec) -> list[Shape]:
        """Ladders that are known and whose bounds meet the box, as `within` gives solids."""
        return [
            shape
            for shape in self._gathered(base, lo, hi).ladders
            if all(shape[2 + i] <= hi[i] and shape[5 + i] >= lo[i] for i in range(3))
        ]

    def lifts(self, base: Cell, lo: Vec, hi: Vec) -> list[Shaft]:
        """Lifts that are known in the cells concerned, nearby or not; each once."""
        return self._gathered(base, lo, hi).lifts

    def _gathered(self, base: Cell, lo: Vec, hi: Vec) -> _Gathered:
        got = self._last
        if got is None or not self._holds(got, base, lo, hi):
            got = self._gather(base, lo, hi)
            self._last = got
        return got

    def _holds(self, got: _Gathered, base: Cell, lo: Vec, hi: Vec) -> bool:
        """Whether what was gathered covers the box and is still what the provider holds."""
        a, b = got.lo, got.hi
        if not (
            got.base == base
            and a[0] <= lo[0]
            and a[1] <= lo[1]
            and a[2] <= lo[2]
            and hi[0] <= b[0]
            and hi[1] <= b[1]
            and hi[2] <= b[2]
        ):
            return False
        ask = self._provider
        for cell, rows in got.seen:  # noqa: SIM110  a generator costs as much as the step
            if ask(cell) is not rows:
                return False
        return True

    def _gather(self, base: Cell, lo: Vec, hi: Vec) -> _Gathered:
        lo = (lo[0] - _ROOM, lo[1] - _ROOM, lo[2] - _ROOM)
        hi = (hi[0] + _ROOM, hi[1] + _ROOM, hi[2] + _ROOM)
        r = self.reach
        seen = []
        shapes: list[Shape] = []
        lifts: dict[tuple[Cell, Vec], Shaft] = {}
        kept: dict[Cell, _Cell] = {}
        for cell in cells_of(
            base, (lo[0] - r, lo[1] - r, lo[2] - r), (hi[0] + r, hi[1] + r, hi[2] + r)
        ):
            rows = self._provider(cell)
            seen.append((cell, rows))
            if rows is None or not len(rows):
                continue
            one = self._cells.get(cell)
            if one is None or one.rows is not rows:
                one = self._read(cell, rows)
            kept[cell] = one
            for shaft in one.lifts:
                lifts[shaft.cell, shaft.pos] = shaft
            shift = tuple(float((cell[i] - base[i]) * CELL) for i in range(3))
            near = np.flatnonzero(
                (one.lo <= (np.array(hi) - shift)[:, None]).all(axis=0)
                & (one.hi >= (np.array(lo) - shift)[:, None]).all(axis=0)
            )
            if len(near):
                shapes += as_shapes(rows[near], (shift[0], shift[1], shift[2]))
        self._cells = kept
        ladders = [shape for shape in shapes if shape[0] == LADDER]
        if ladders or lifts:
            shapes = [shape for shape in shapes if shape[0] <= RAMP]
        table = np.array([shape[2:] for shape in shapes]).reshape(-1, 6).T.copy()
        table[3:] *= -1.0
        complete = all(rows is not None for _, rows in seen)
        known = [*lifts.values()]
        return _Gathered(base, lo, hi, tuple(seen), complete, ladders, known, shapes, table)

    def _read(self, cell: Cell, rows: NDArray[np.void]) -> _Cell:
        lo = rows["lo"].astype(np.float64).T.copy()
        hi = rows["hi"].astype(np.float64).T.copy()
        slack = self.reach + 1e-3
        # Written so that a NaN fails as well.
        if not (lo.min() >= -slack and hi.max() <= CELL + slack and (lo <= hi).all()):
            raise InternalError(
                f"The colliders of cell {cell} reach more than {self.reach:g} m out of it."
            )
        return _Cell(rows, lo, hi, shafts(rows, cell))


class Among(Surroundings):
    """Surroundings with some more solids in them, given in the frame of `base`."""

    def __init__(self, around: Surroundings, base: Cell, more: list[Shape]) -> None:
        self._around, self._base, self._more = around, base, more
        self.reach = around.reach

    def ready(self, base: Cell, lo: Vec, hi: Vec) -> bool:
        return self._around.ready(base, lo, hi)

    def ladders(self, base: Cell, lo: Vec, hi: Vec) -> list[Shape]:
        return self._around.ladders(base, lo, hi)

    def lifts(self, base: Cell, lo: Vec, hi: Vec) -> list[Shaft]:
        return self._around.lifts(base, lo, hi)

    def within(self, base: Cell, lo: Vec, hi: Vec) -> list[Shape] | None:
        """As of `Surroundings`, and those of the others that meet the box."""
        found = self._around.within(base, lo, hi)
        if found is None:
            return None
        x, y, z = (float((self._base[i] - base[i]) * CELL) for i in range(3))
        moved = [
            (kind, way, a + x, b + y, c + z, d + x, e + y, f + z)
            for kind, way, a, b, c, d, e, f in self._more
        ]
        return found + [
            shape
            for shape in moved
            if all(shape[2 + i] <= hi[i] and shape[5 + i] >= lo[i] for i in range(3))
        ]
