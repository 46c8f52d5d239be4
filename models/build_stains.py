"""Builds models/stains.npz: the tile of stains that lies on every surface.

Run by `make models`, with the `noise` package (the [noise] extra), whose gradient noise tiles at
any period; the program itself only reads the file. 64 m a side, 1024 texels across (6 cm).
Channels: broad stains, streaks that follow gravity, grain, rust; each centred on 128.
"""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from noise import pnoise2
from numpy.typing import NDArray

SIDE = 1024
F64 = NDArray[np.float64]


def octave(salt: int, across: int, up: int) -> F64:
    """Gradient noise (SIDE, SIDE) that tiles, with this many lattice cells across and up."""
    u = (np.arange(SIDE) * (across / SIDE)).tolist()
    rows = [
        [pnoise2(x, y, 1, repeatx=across, repeaty=up, base=salt) for x in u]
        for y in (np.arange(SIDE) * (up / SIDE)).tolist()
    ]
    return np.array(rows)


def level(values: F64, contrast: float) -> F64:
    """Centre on 0.5 with a standard deviation of `contrast`, clipped to 0 … 1."""
    return np.clip(0.5 + (values - values.mean()) / values.std() * contrast, 0.0, 1.0)


def stains() -> NDArray[np.uint8]:
    """uint8 (SIDE, SIDE, 4), rows upwards."""
    broad = octave(1, 5, 4) + 0.6 * octave(2, 13, 9) + 0.5 * octave(3, 37, 29)
    broad += 0.35 * octave(14, 101, 89)
    # Streaks: narrow across, long down, gathered in groups, breaking off at some heights.
    narrow = octave(4, 180, 5) + 0.7 * octave(5, 420, 9) + 0.5 * octave(6, 90, 3)
    group = np.clip(level(octave(7, 24, 4), 0.28) * 1.6 - 0.3, 0.15, 1.0)
    streak = 0.5 + (level(narrow, 0.22) - 0.5) * group * 1.6
    grain = octave(8, 509, 509) + octave(9, 230, 230) + 0.8 * octave(10, 97, 97)
    rust = octave(11, 60, 11) + 0.8 * octave(12, 19, 13) + 0.5 * octave(13, 250, 60)
    planes = (level(broad, 0.17), np.clip(streak, 0, 1), level(grain, 0.2), level(rust, 0.17))
    return np.stack([np.round(p * 255.0).astype(np.uint8) for p in planes], axis=2)


def main() -> None:
    """Write the file beside this script; equal input gives equal bytes."""
    data = io.BytesIO()
    np.savez_compressed(data, tile=stains())
    (Path(__file__).parent / "stains.npz").write_bytes(data.getvalue())


if __name__ == "__main__":
    main()
