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

from blame3d.world import sites
from blame3d.world.hash import U64, again, below, hash64

BLOCK: Final = (384, 384, 256)
"""Metres: whole cells of levels 0 and 1, so that habits change at their borders."""
_SALT: Final = 490


def of(seed: int, origin: NDArray[np.int64], at: NDArray[np.float64]) -> U64:
    """Hashes of the stretches that points (N, 3), metres from `origin`, lie in."""
    block = (np.floor(at).astype(np.int64) + origin) // np.array(BLOCK)
    return hash64(seed, _SALT, block[:, 0], block[:, 1], block[:, 2])


def lot(stretch: U64, salt: int) -> NDArray[np.int64]:
    """A number 0 … 99 for one habit of each stretch."""
    return below(again(stretch, salt), 100)


def habit(
    seed: int, origin: NDArray[np.int64], at: NDArray[np.float64], salt: int
) -> NDArray[np.int64]:
    """The lots of one habit at points (N, 3), metres from `origin`: those of their stretches, but
    on the stages of films (`sites`), where what is PLAIN has the first of them."""
    lots = lot(of(seed, origin, at), salt)
    return np.where(sites.staged(seed, origin, at), 0, lots) if salt in PLAIN else lots


def turned(lots: NDArray[np.int64], along: NDArray[np.int64]) -> NDArray[np.int64]:
    """The lots (N,) of ways along an axis (N,), 0 x or 1 y: where two cross one knows which is
    which. Whoever has the first lot keeps it."""
    return np.where((along == 1) & (lots > 0), (lots + 48) % 99 + 1, lots)


RAIL, OVER, FLOOR, LAMPS, COLOUR, WIRES, TRACKS, RIBS, LINING, WIDTH, PIPES, GLOW = range(1, 13)
MASS, INNER, AIR, STEPS, LANDINGS, WELL, LINED, AISLE, BANISTERS, LINE, SPINES, TOWER = range(
    13, 25
)
"""Salts of the habits."""

PLAIN: Final = (
    OVER, WIDTH, MASS, INNER, AIR, STEPS, LANDINGS, WELL, LINED, AISLE, BANISTERS, LINE, SPINES,
    TOWER,
)  # fmt: skip
"""Habits that stages have not: their ways are narrow and of concrete, and nothing stands over
them."""
