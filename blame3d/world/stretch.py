"""What one stretch of a walk has and the next has not.

The network runs through blocks of 384 × 384 × 256 m; each block has habits of its own, which all
that lays out and dresses the ways asks for: how broad and high they are, how rails are
made, whether frames stand over the way, what floors are covered with, how passages are lined and
lit and what runs along them, which lamps burn. So one knows where one is.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.world.hash import U64, again, below, hash64

BLOCK: Final = (384, 384, 256)
"""Metres: whole cells of levels 0 and 1, so that habits change at their borders."""
_SALT: Final = 490
STAGES: Final = ((0, (-5, 2, 3)),)
"""Seeds and blocks where a film is played (setpieces): what stands there stays as it was staged."""


def of(seed: int, origin: NDArray[np.int64], at: NDArray[np.float64]) -> U64:
    """Hashes of the stretches that points (N, 3), metres from `origin`, lie in."""
    block = (np.floor(at).astype(np.int64) + origin) // np.array(BLOCK)
    return hash64(seed, _SALT, block[:, 0], block[:, 1], block[:, 2])


def staged(seed: int, origin: NDArray[np.int64], at: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which points (N, 3), metres from `origin`, lie in a stretch of STAGES."""
    block = (np.floor(at).astype(np.int64) + origin) // np.array(BLOCK)
    found = np.zeros(len(at), np.bool_)
    for of_seed, place in STAGES:
        if of_seed == seed:
            found |= (block == np.array(place)).all(axis=1)
    return found


def lot(stretch: U64, salt: int) -> NDArray[np.int64]:
    """A number 0 … 99 for one habit of each stretch."""
    return below(again(stretch, salt), 100)


RAIL, OVER, FLOOR, LAMPS, COLOUR, WIRES, TRACKS, RIBS, LINING, WIDTH, PIPES, GLOW = range(1, 13)
"""Salts of the habits."""
