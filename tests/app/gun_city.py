"""A City for one weapon: an endless floor, and a wall that gives way to the beams."""

from __future__ import annotations

import numpy as np
from toy_city import colliders as toy_colliders
from toy_city import generate as toy_generate

from blame3d.world.chunk import Cell, Chunk
from blame3d.world.edits import carve_colliders, local
from blame3d.world.types import World


def generate(world: World, level: int, cell: Cell) -> Chunk:
    """The floor, as ever."""
    return toy_generate(world, level, cell)


def colliders(world: World, cell: Cell) -> np.ndarray:  # type: ignore[type-arg]
    """Floor and wall, less the beams."""
    cut = local(world, 0, cell)
    return carve_colliders(toy_colliders(world, cell), cut.edits, [c * 64 for c in cell])
