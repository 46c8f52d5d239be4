"""The tile of stains on every surface, read from models/stains.npz (models/build_stains.py).

64 m a side, 1024 texels across (6 cm): enough for a CPU rasteriser, where one filtered fetch
costs as much as half an octave of noise in the shader. It repeats with the 4096 m to which cells
wrap their position, so nothing swims far from the origin.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from blame3d import assets
from blame3d.errors import InternalError

SIDE = 1024
TILE_M = 64.0


def stains() -> NDArray[np.uint8]:
    """uint8 (SIDE, SIDE, 4), rows upwards: broad stains, streaks, grain, rust.

    Raises InternalError when the installed file is not the tile.
    """
    with np.load(assets.path("models/stains.npz"), allow_pickle=False) as data:
        tile = data["tile"]
    if tile.shape != (SIDE, SIDE, 4) or tile.dtype != np.uint8:
        raise InternalError("models/stains.npz is not the tile of stains; install blame3d again.")
    return np.asarray(tile, np.uint8)
