"""What a body touches: the colliders of the cells around it, asked for before it gets there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.app.wants import Position, Velocity
from blame3d.stream.jobs import Done, Job, Result, collider_job
from blame3d.stream.plan import collider_cells
from blame3d.world.chunk import COLLIDER, Cell

AHEAD_S: Final = 2.0
AHEAD_M: Final = 48.0
STRAY_MM: Final = 4000
"""Way after which what lies ahead is looked at again; far less than AHEAD_M."""

KEPT: Final = 512

_SOLID: Final = np.array([(0, 0, 0, (0, 0, 0), (64, 64, 64))], COLLIDER)
"""A cell whose colliders could not be made: better a wall than a fall."""


class Ground:
    """urgent: cells that the body needs now. ahead: those that it may reach soon."""

    def __init__(self) -> None:
        self.furnished: Callable[[Cell], NDArray[np.void]] = lambda cell: np.zeros(0, COLLIDER)
        """Colliders of what stands in a cell and is not the City's own."""
        self.urgent: tuple[Cell, ...] = ()
        self.ahead: tuple[Cell, ...] = ()
        self._pad_m = AHEAD_M
        self._rows: dict[Cell, NDArray[np.void]] = {}
        self._outdated: set[Cell] = set()
        self._asked_mm: Position | None = None

    def provider(self, cell: Cell) -> NDArray[np.void] | None:
        """COLLIDER rows of a level-0 cell, None while they are not ready."""
        return self._rows.get(cell)

    def widen(self, pad_m: float = AHEAD_M) -> None:
        """So far around the body's way cells are wanted from now on."""
        self._pad_m, self._asked_mm = pad_m, None

    def look(self, position_mm: Position, velocity: Velocity, solid: bool) -> bool:
        """Choose the cells; whether others are wanted than before.

        solid: whether the body touches anything. One that passes through wants no colliders.
        """
        before = self.urgent, self.ahead
        if not solid:
            self.urgent, self.ahead, self._asked_mm = (), (), None
            return before != ((), ())
        self.urgent = collider_cells(position_mm, velocity)
        old = self._asked_mm
        if (
            old is None
            or self.urgent != before[0]
            or max(abs(a - b) for a, b in zip(position_mm, old, strict=True)) > STRAY_MM
        ):
            self._asked_mm = position_mm
            self.ahead = collider_cells(position_mm, velocity, seconds=AHEAD_S, pad_m=self._pad_m)
        return {*self.urgent, *self.ahead} != {*before[0], *before[1]}

    @property
    def ready(self) -> bool:
        """Whether the body wants colliders and those that it needs now are there."""
        return bool(self.urgent) and all(cell in self._rows for cell in self.urgent)

    @property
    def stale(self) -> bool:
        """Whether the world has changed in a cell that the body may reach, and it is not here."""
        return any(cell in self._outdated for cell in (*self.urgent, *self.ahead))

    def missing(self, cells: tuple[Cell, ...]) -> list[Job]:
        """What has to be asked for."""
        return [
            collider_job(cell)
            for cell in cells
            if cell not in self._rows or cell in self._outdated
        ]

    def known(self) -> list[Cell]:
        """Cells that are here or wanted."""
        return list({**dict.fromkeys(self._rows), **dict.fromkeys((*self.urgent, *self.ahead))})

    def invalidate(self, cells: Iterable[Cell]) -> None:
        """The world has changed in these: what is known holds until its successor comes."""
        self._outdated.update(cell for cell in cells if cell in self._rows)

    def take(self, result: Result) -> None:
        """One answer to such a job."""
        rows = result.colliders if isinstance(result, Done) else _SOLID
        if rows is None:
            return
        more = self.furnished(result.job.key[1])
        self._rows[result.job.key[1]] = np.concatenate([rows, more]) if len(more) else rows
        self._outdated.discard(result.job.key[1])
        if len(self._rows) > KEPT:
            needed = {*self.urgent, *self.ahead}
            for cell in [c for c in self._rows if c not in needed][: KEPT // 4]:
                del self._rows[cell]
                self._outdated.discard(cell)

    def clear(self) -> None:
        """Another City: what was known is not true there."""
        self._rows.clear()
        self._outdated.clear()
        self._asked_mm = None
