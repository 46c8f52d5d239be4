"""How far away what one looks at is: near by the colliders at hand, far by the masses."""

from __future__ import annotations

from math import isfinite
from typing import Final

import numpy as np

from blame3d.app.beside import Beside
from blame3d.player.near import Provider
from blame3d.player.rays import Seen, cast
from blame3d.player.state import Vec
from blame3d.world.chunk import CELL, Cell
from blame3d.world.fields import solid_at

NEAR_M: Final = 160.0
FAR_M: Final = 12_000.0
PIECE_M: Final = 960.0
STEP_M: Final = 48.0
"""Step through the masses, which are built of voxels of about 256 m."""


def near_range(provider: Provider, cell: Cell, pos: Vec, way: Vec) -> tuple[float | None, float]:
    """(metres to the first solid or None, metres that are known to be clear)."""
    found, known = met(provider, cell, pos, way)
    return (None if found is None else found.distance), known


def met(provider: Provider, cell: Cell, pos: Vec, way: Vec) -> tuple[Seen | None, float]:
    """(the first solid's distance and normal or None, metres that are known to be clear).

    Goes through the cells whose colliders are ready, `NEAR_M` at most.
    """
    known = 0.0
    here, at = cell, pos
    while known < NEAR_M:
        rows = provider(here)
        if rows is None:
            return None, known
        leave, axis = _exit(at, way)
        seen = cast(rows, at, way, leave + 2.0)
        if seen is not None:
            far = known + seen.distance
            return seen._replace(distance=far), far
        known += leave
        turn = 1 if way[axis] > 0 else -1
        here = (
            here[0] + turn * (axis == 0),
            here[1] + turn * (axis == 1),
            here[2] + turn * (axis == 2),
        )
        moved = [a + w * leave for a, w in zip(at, way, strict=True)]
        moved[axis] = 0.0 if turn > 0 else float(CELL)
        at = (moved[0], moved[1], moved[2])
    return None, known


def _exit(at: Vec, way: Vec) -> tuple[float, int]:
    """Metres to the cell's border along the way, and the axis of that border."""
    best, axis = float("inf"), 0
    for i in range(3):
        if abs(way[i]) > 1e-9:
            t = max(0.0, ((CELL if way[i] > 0 else 0.0) - at[i]) / way[i])
            if t < best:
                best, axis = t, i
    return best, axis


def far_range(seed: int, eye: Vec, way: Vec, start: float) -> float | None:
    """Metres to the first mass beyond `start`, None when there is none within `FAR_M`.

    seed: 0 … 2**64-1. eye: world metres. Good to a voxel; costs milliseconds where nobody has
    looked before.
    """
    at = max(start, STEP_M)
    while at < FAR_M:
        reach = np.arange(at, min(at + PIECE_M, FAR_M), STEP_M)
        points = np.floor(np.array(eye) + reach[:, None] * np.array(way)).astype(np.int64)
        solid = np.flatnonzero(solid_at(seed, points))
        if len(solid):
            return float(reach[solid[0]])
        at += PIECE_M
    return None


class RangeFinder:
    """range: metres to what is looked at, None when nothing lies within `FAR_M`."""

    def __init__(self, beside: Beside) -> None:
        self.range: float | None = None
        self._beside = beside

    def update(self, seed: int, provider: Provider, cell: Cell, pos: Vec, way: Vec) -> None:
        """Look again. cell, pos: of the eye; way: unit vector. Far answers come a moment late."""
        if not all(isfinite(v) for v in (*pos, *way)):
            return
        far = self._beside.take("range")
        hit, clear = near_range(provider, cell, pos, way)
        if hit is not None:
            self.range = hit
            return
        if isinstance(far, tuple):
            self.range = far[0]
        x, y, z = (c * CELL + p for c, p in zip(cell, pos, strict=True))
        self._beside.ask("range", lambda: (far_range(seed, (x, y, z), way, clear),))
