"""Lines of the walk network, and the fields that it follows.

A *line* is a straight row of faces along one axis, up to 2 km long. Position, floor height and
preference are properties of the line, which is what makes corridors and bridges run straight.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from blame3d.world.hash import U64, again, below, hash64
from blame3d.world.types import World

I64 = NDArray[np.int64]
Bools = NDArray[np.bool_]
Solid = Callable[[I64], Bools]
Links = tuple[Bools, Bools, Bools]
"""Per axis, used faces: entry i along that axis is the low face of cell i (17, 16, 16 …)."""

N = 16
"""Level-0 cells along the edge of a level-4 cell."""

_LINE, _OFFSET, _STOREY = 0x57A0, 0x57A1, 0x57A6


def line_hash(world: World, axis: int, face: I64) -> U64:
    """Hash of the line that a face belongs to.

    face: (…, 3) index of the level-0 cell whose low face on `axis` it is. Lines are cut every
    32 cells, each at its own offset, and at multiples of 128.
    """
    along = face[..., axis]
    p, q = (face[..., k] for k in range(3) if k != axis)
    offset = (hash64(world.seed, _OFFSET, axis, p, q) & np.uint64(31)).astype(np.int64)
    return hash64(world.seed, _LINE, axis, p, q, (along + offset) >> 5, along >> 7)


def read_fields(cell4: I64, solid: Solid) -> tuple[Bools, Bools]:
    """Mass and ledges of the 16³ cells of a level-4 cell and one more on every side.

    Both (18, 18, 18). A ledge is a cell of air with mass beside or below it.
    """
    r = np.arange(-2, N + 2, dtype=np.int64)
    grid = np.stack(np.meshgrid(r, r, r, indexing="ij"), axis=-1).reshape(-1, 3)
    mass = np.asarray(solid(grid + cell4 * N), np.bool_).reshape(N + 4, N + 4, N + 4)
    return mass[1:-1, 1:-1, 1:-1], along_mass(mass)


def along_mass(mass: Bools) -> Bools:
    """Air with mass beside or below it, for all but the outermost layer of a grid."""
    near = mass[:-2, 1:-1, 1:-1] | mass[2:, 1:-1, 1:-1] | mass[1:-1, 1:-1, :-2]
    near |= mass[1:-1, :-2, 1:-1] | mass[1:-1, 2:, 1:-1]
    return near & ~mass[1:-1, 1:-1, 1:-1]


def is_storey(world: World, cells: I64) -> Bools:
    """Whether cells (…, 3) lie in the layer, one in four, that most level walkways share."""
    z = cells[..., 2]
    h = hash64(world.seed, _STOREY, z >> 2, cells[..., 0] >> 7, cells[..., 1] >> 7)
    return np.asarray((h >> np.uint64(62)).astype(np.int64) == (z & 3))


def line_shape(h: U64) -> tuple[I64, I64]:
    """From a line's hash: the low edge u of its 3 m opening (8 … 52) and its own floor (4 … 56)."""
    return 8 + 4 * below(again(h, 1), 12), 4 + 4 * below(again(h, 2), 14)
