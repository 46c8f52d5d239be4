"""Which faces of a cell see each other through air: 15 bits for the pairs of its six faces.

Two faces are joined when one connected region of free texels touches both (6-neighbourhood).
A coarse grid is enough and errs on the open side only where its solids do.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

FACES: Final = ("-x", "+x", "-y", "+y", "-z", "+z")
PAIRS: Final = tuple((a, b) for a in range(6) for b in range(a + 1, 6))
"""Bit n of a mask stands for the faces PAIRS[n], numbered as in FACES."""

ALL: Final = (1 << len(PAIRS)) - 1
"""The mask of an empty cell."""


def _bit(a: int, b: int) -> int:
    return PAIRS.index((min(a, b), max(a, b)))


def joined(mask: int, a: int, b: int) -> bool:
    """Whether air joins faces a and b (0 … 5, as FACES); a face is joined to itself."""
    return a == b or bool(mask >> _bit(a, b) & 1)


@lru_cache(maxsize=4)
def _rims(n: int) -> tuple[int, ...]:
    """The texels on each of the six faces of a cube of n, one bit a texel, x fastest."""
    row, plane, cube = (1 << n) - 1, (1 << n * n) - 1, (1 << n**3) - 1
    # Geometric series: one bit every n, and one row of bits every n².
    columns, rows = cube // row, row * (cube // plane)
    return (
        columns, columns << n - 1, rows, rows << n * (n - 1), plane, plane << n * n * (n - 1)
    )


def mask(solid: NDArray[np.bool_]) -> int:
    """The 15 bits of a grid of solid texels (n, n, n), z y x; n of 8 or 16 is meant.

    The grid is one Python integer of n**3 bits, and a region grows by shifts of it: a step of
    the flood is a dozen operations on a few words, whatever its front. Regions are taken one by
    one from the air on the faces, so each texel is flooded once.
    """
    n = solid.shape[0]
    packed = np.packbits(~solid.reshape(-1), bitorder="little")
    air = int.from_bytes(packed.tobytes(), "little")
    rims = _rims(n)
    west, east, south, north, _, _ = rims
    found = 0
    left = air & (rims[0] | rims[1] | rims[2] | rims[3] | rims[4] | rims[5])
    while left:
        front = region = left & -left
        while front:
            front = (
                (front & ~east) << 1
                | (front & ~west) >> 1
                | (front & ~north) << n
                | (front & ~south) >> n
                | front << n * n
                | front >> n * n
            ) & air & ~region
            region |= front
        touched = [region & rim for rim in rims]
        for bit, (a, b) in enumerate(PAIRS):
            if touched[a] and touched[b]:
                found |= 1 << bit
        left &= ~region
    return found


def shrink(solid: NDArray[np.bool_], n: int) -> NDArray[np.bool_]:
    """A coarser grid of n texels a side (a divisor): solid only where all of it is solid, so that
    no passage of the finer grid closes."""
    step = solid.shape[0] // n
    blocks = solid.reshape(n, step, n, step, n, step)
    return np.asarray(blocks.all(axis=(1, 3, 5)))
