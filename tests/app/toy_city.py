"""A City that costs nothing: one endless floor at z = 0 with a wall 40 m to the north."""

from __future__ import annotations

import numpy as np

from blame3d.world.chunk import BOX, COLLIDER, LAMP, PART, Cell, Chunk, edge, light_texels
from blame3d.world.types import World


def generate(world: World, level: int, cell: Cell) -> Chunk:
    """The floor is drawn by the cells below it."""
    size = float(edge(level))
    lamps = np.zeros(0, LAMP)
    if cell[2] != -1:
        return Chunk(level, cell, np.zeros(0, PART), lamps, np.zeros((0, 0, 0, 2), np.uint8), 32767)
    part = np.zeros(1, PART)
    part["pos"] = (size / 2, size / 2, size - 2.0)
    part["size"] = (size, size, 4.0)
    part["tint"] = 128
    n = light_texels(level) + 2
    return Chunk(level, cell, part, lamps, np.full((n, n, n, 2), (200, 128), np.uint8), 0)


def colliders(world: World, cell: Cell) -> np.ndarray:  # type: ignore[type-arg]
    """Floor and wall."""
    rows = np.zeros(0, COLLIDER)
    if cell[2] == -1:
        rows = np.zeros(1, COLLIDER)
        rows["lo"], rows["hi"] = (0, 0, 60), (64, 64, 64)
    if cell[1] == 0 and cell[2] in (0, 1):
        wall = np.zeros(1, COLLIDER)
        wall["kind"], wall["lo"], wall["hi"] = BOX, (0, 40, 0), (64, 44, 64)
        rows = np.concatenate([rows, wall])
    return rows
