"""The City's mass as the walk network and viewpoint ask for it."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from blame3d.world.chunk import CELL
from blame3d.world.fields import solid_at
from blame3d.world.types import World


def solid64(world: World, cells: ArrayLike) -> NDArray[np.bool_]:
    """Are these level-0 cells (N, 3) mostly mass? Judged at their centres."""
    c = np.asarray(cells, np.int64)
    return solid_at(world.seed, c * CELL + CELL // 2)


def solid256(world: World, cells: ArrayLike) -> NDArray[np.bool_]:
    """Are these level-2 cells (N, 3) mostly mass? Judged at their centres."""
    c = np.asarray(cells, np.int64)
    return solid_at(world.seed, c * (4 * CELL) + 2 * CELL)
