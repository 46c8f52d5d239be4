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


def streaks() -> F64:
    """What has run down, (SIDE, SIDE), rows upwards, tiling, dark below 0: each run begins
    somewhere, of its own width and length, wanders a little, pales and thins downwards. Most come
    in groups below one edge, in a veil of damp; one in twelve is lime and pale."""
    random = np.random.default_rng(64)
    metre = SIDE / 64.0
    runs = []  # head, metres: width, length, how soon it is full; weight
    for _ in range(170):
        x, y, many = random.uniform(0, SIDE), random.uniform(0, SIDE), int(random.integers(1, 12))
        even = random.uniform() < 0.5
        if many > 4:
            runs.append((x, y, 0.25 * many, random.uniform(5.0, 24.0), 1.5, 0.30))
        for _ in range(many):
            drop = 0.0 if even else random.exponential(3.0) * metre
            width, length = 0.035 + 0.11 * random.uniform() ** 2, 1.0 + random.exponential(4.2)
            pale = random.uniform() < 0.08
            weight = -0.45 if pale else 0.3 + 0.7 * random.uniform()
            at = x + random.normal(0.0, 0.16 * many) * metre
            runs.append((at, y - drop, width, min(22.0, length), 0.4 if even else 1.4, weight))
    out = np.zeros((SIDE, SIDE))
    cross = np.arange(SIDE)
    for x, y, width, length, full, weight in runs:
        steps = np.arange(int(length * metre)) / metre
        sway = np.cumsum(random.normal(0.0, 0.10, len(steps)))
        fall = (1.0 - steps / length) ** 1.3 * np.minimum(1.0, (steps + 0.05) / full)
        wide = 1.7 * width * metre * (1.0 - 0.5 * steps / length)
        off = (cross[None, :] - (x + sway)[:, None] + SIDE / 2) % SIDE - SIDE / 2
        shape = np.clip(1.0 - (off / wide[:, None]) ** 2, 0.0, 1.0) ** 2
        rows = (int(y) - np.arange(len(steps))) % SIDE
        left = 1.0 - 0.7 * np.minimum(1.0, np.abs(out[rows]))
        out[rows] -= weight * fall[:, None] * shape * left
    return out


def stains() -> NDArray[np.uint8]:
    """uint8 (SIDE, SIDE, 4), rows upwards."""
    broad = octave(1, 5, 4) + 0.6 * octave(2, 13, 9) + 0.5 * octave(3, 37, 29)
    broad += 0.35 * octave(14, 101, 89)
    streak = level(streaks(), 0.15)
    # What runs between the drops: a faint, short grain along the fall.
    narrow = octave(4, 180, 9) + 0.7 * octave(5, 420, 23)
    streak += 0.22 * (level(narrow, 0.25) - 0.5) * level(octave(6, 19, 11), 0.3)
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
