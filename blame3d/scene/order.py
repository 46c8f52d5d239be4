"""In which order a frame is drawn: places in Panda3D's bin "fixed".

What is near comes first, for it hides the rest, and the same things always come in the same order,
so that of two faces in one plane the same is seen. The sky, what glows and what is between come
after all that is solid.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

LEVEL: Final = 1 << 22
"""Places that a level has: see `rank`."""
SQUARE: Final = 1 << 12
"""Of them, those that one square of a distance in cells has."""
BEGIN: Final = (
    *(square * SQUARE for square in (2, 6)),
    *(level * LEVEL + 4 * SQUARE for level in (1, 2, 3)),
)
"""Where a renderer on the CPU begins to draw (scene.overlap)."""
SKY: Final = 16 * LEVEL
LAMPS: Final = 17 * LEVEL
SPARKS: Final = 30 * LEVEL


def rank(levels: NDArray[np.int64], away: NDArray[np.int64]) -> NDArray[np.int64]:
    """Places in the order of drawing, (n,): by level, then distance, then cell.

    away: (n, 3) cells from the eye's. A function of these alone, so that nodes can come and go
    without moving others; cells farther than 7 share a place with others as far.
    """
    near = np.clip(away, -8, 7) + 8
    tie = (near[:, 0] << 8) | (near[:, 1] << 4) | near[:, 2]
    squares = np.minimum((away * away).sum(axis=1), 1023)
    return levels * LEVEL + squares * SQUARE + tie
