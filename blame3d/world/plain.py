"""What stands in for a chunk that cannot be made: its mass as the voxels have it, and no more.

A cell that fails three times would otherwise stay as coarse as its ancestor, and a root would be
a hole for good. So this asks the voxels alone, and nothing of what may have failed.
"""

from __future__ import annotations

import numpy as np

from blame3d.world import cell as stage
from blame3d.world import hulls, sky
from blame3d.world.chunk import LAMP, Cell, Chunk, edge, light_texels
from blame3d.world.emit import Sink
from blame3d.world.kit import load
from blame3d.world.materials import Material
from blame3d.world.openness import mask
from blame3d.world.types import World


def plain(world: World, level: int, cell: Cell) -> Chunk:
    """A cell's mass as boxes, lit by the sky as far as it comes through the voxels.

    Its air is open; no lamps, no ways, no edits. Pure.
    """
    at, n = stage.origin(level, cell), light_texels(level)
    sink = Sink(float(edge(level)), 0.0, level, load())
    sink.boxes(*hulls.boxes(world.seed, level, at), int(Material.CONCRETE), 128)
    texel = edge(level) // n
    volume = np.zeros((n + 2, n + 2, n + 2, 2), np.uint8)
    volume[..., 0] = sky.sample(world.seed, at - texel, float(texel), n + 2)
    air = np.zeros((8, 8, 8), np.bool_)
    return Chunk(level, cell, sink.joined(), np.zeros(0, LAMP), volume, mask(air))
