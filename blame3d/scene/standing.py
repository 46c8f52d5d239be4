"""The light where something stands, from the chunks that are drawn there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.scene.chunknode import ChunkNode
from blame3d.scene.host import Host
from blame3d.scene.probe import probes, unlit
from blame3d.world.chunk import Key, edge
from blame3d.world.lamps import NONE

LEVELS: Final = 11
"""Levels 0 … 10."""
UNLIT: Final = (90, NONE)
"""Sky and lamp light of chunks without a volume of light."""


def lights(
    host: Host, nodes: Mapping[Key, ChunkNode], present: frozenset[Key],
    places_mm: NDArray[np.int64], height_m: float,
) -> NDArray[np.float64]:  # fmt: skip
    """The light on things that stand at places (n, 3) of the world, see `probes`: each from the
    finest of these chunks, of those that are `present`."""
    out = np.tile(unlit((UNLIT[0] / 255.0, UNLIT[1] / 255.0)), (len(places_mm), 1))
    left = np.arange(len(places_mm))
    for level in range(LEVELS):
        size_mm = edge(level) * 1000
        cells = places_mm[left] // size_mm
        here = [tuple(cell) for cell in cells.tolist()]
        dark = np.ones(len(left), bool)
        for cell in dict.fromkeys(here):
            key = level, (cell[0], cell[1], cell[2])
            node = nodes.get(key) if key in present else None
            volume = node.volume(host) if node is not None else None
            if volume is None:
                continue
            some = np.array([other == cell for other in here])
            feet = places_mm[left[some]] % size_mm / 1000.0
            out[left[some]] = probes(volume, float(edge(level)), feet, height_m)
            dark[some] = False
        left = left[dark]
        if not len(left):
            break
    return out
