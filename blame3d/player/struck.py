"""Where a beam goes into mass and comes out of it: there the blasts are, seen and heard."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.view import Beam
from blame3d.world.fields import solid_at

FARTHEST_M: Final = 12_000.0
STEP_M: Final = 16.0
WITHIN_M: Final = 180.0
"""Inside mass a blast follows the other at this distance."""


def struck(seed: int, beam: Beam, first: float | None = None) -> NDArray[np.float64]:
    """Metres from the beam's beginning at which it meets a face of the masses, and of places
    inside them, ascending: to within a voxel's skin, up to `FARTHEST_M`.

    seed: 0 … 2**64-1. first: where it surely meets something, if that is known. Costs
    milliseconds where nobody has looked before.
    """
    count = int(min(beam.length_m, FARTHEST_M) // STEP_M) + 1
    reach = np.arange(count) * STEP_M
    way = np.array(beam.way)
    low = np.array([v // 1000 for v in beam.origin_mm], np.int64)
    points = low + np.floor(reach[:, None] * way).astype(np.int64)
    solid = solid_at(seed, points)
    faces = np.flatnonzero(solid[1:] != solid[:-1]) + 1
    every = int(WITHIN_M / STEP_M)
    inside = np.flatnonzero(solid[::every]) * every
    found = np.union1d(reach[faces] - 0.5 * STEP_M, reach[inside])
    if first is not None:
        found = np.union1d(found[found > first + 0.5 * STEP_M], [first])
    return np.asarray(found, np.float64)
