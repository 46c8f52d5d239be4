"""The tile of stains on every surface, made once at start: pure numpy.

64 m a side, 1024 texels across (6 cm): enough for a CPU rasteriser, where one filtered fetch
costs as much as half an octave of noise in the shader. It repeats with the 4096 m to which cells
wrap their position, so nothing swims far from the origin.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from blame3d.world.hash import hash64, unit

SIDE = 1024
TILE_M = 64.0


def octave(salt: int, across: int, up: int) -> NDArray[np.float64]:
    """Value noise (SIDE, SIDE) that tiles, with this many lattice cells across and up."""
    u = np.arange(SIDE) * (across / SIDE)
    v = np.arange(SIDE) * (up / SIDE)
    grid = unit(hash64(77, salt, np.arange(up)[:, None], np.arange(across)[None, :]))
    i, j = u.astype(int), v.astype(int)
    fu, fv = u - i, v - j
    fu, fv = (fu * fu * (3 - 2 * fu))[None, :], (fv * fv * (3 - 2 * fv))[:, None]
    i1, j1 = (i + 1) % across, (j + 1) % up
    low = grid[np.ix_(j, i)] * (1 - fu) + grid[np.ix_(j, i1)] * fu
    high = grid[np.ix_(j1, i)] * (1 - fu) + grid[np.ix_(j1, i1)] * fu
    return np.asarray(low * (1 - fv) + high * fv)


def level(values: NDArray[np.float64], contrast: float) -> NDArray[np.float64]:
    """Centre on 0.5 with a standard deviation of `contrast`, clipped to 0 … 1."""
    spread = float(values.std()) or 1.0
    return np.asarray(np.clip(0.5 + (values - values.mean()) / spread * contrast, 0.0, 1.0))


def stains() -> NDArray[np.uint8]:
    """uint8 (SIDE, SIDE, 4), rows upwards: broad stains, streaks, grain, rust."""
    broad = octave(1, 5, 4) + 0.6 * octave(2, 13, 9) + 0.4 * octave(3, 37, 29)
    # Streaks: narrow across, long down, gathered in groups, breaking off at some heights.
    narrow = octave(4, 180, 5) + 0.7 * octave(5, 420, 9) + 0.5 * octave(6, 90, 3)
    group = np.clip(octave(7, 24, 4) * 1.6 - 0.3, 0.15, 1.0)
    streak = 0.5 + (level(narrow, 0.22) - 0.5) * group * 1.6
    grain = octave(8, 512, 512) + octave(9, 230, 230) + 0.8 * octave(10, 97, 97)
    rust = octave(11, 60, 11) + 0.8 * octave(12, 19, 13) + 0.5 * octave(13, 250, 60)
    planes = (level(broad, 0.17), np.clip(streak, 0, 1), level(grain, 0.2), level(rust, 0.17))
    return np.stack([np.round(p * 255.0).astype(np.uint8) for p in planes], axis=2)
