"""What the parts of a chunk sound like: what feet stand on, which pipes run near."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.audio.synth import F64
from blame3d.world import kit
from blame3d.world.chunk import Cell, Chunk
from blame3d.world.materials import Material

GROUND: Final = {
    int(Material.GRATING): "grating",
    int(Material.STEEL): "plate",
    int(Material.HULL): "plate",
    int(Material.RUST): "plate",
    int(Material.SLUDGE): "water",
}
"""What does not sound like concrete."""

_QUARTER: Final = 16384
_UNDER_M: Final = 0.25
"""A sole this far over or under a surface stands on it."""

_PIPE_M: Final = 0.15
_WET: Final = ("cylinder", "pipe_elbow", "pipe_flange")
"""Parts that water may run in: their smaller sides are equal, and a third of the third or less."""


class Surfaces:
    """Of the chunks of level 0 that are in the scene: only what is not mute."""

    def __init__(self) -> None:
        self._ground: dict[Cell, tuple[F64, F64, NDArray[np.uint8]]] = {}
        self._pipes: dict[Cell, tuple[F64, F64]] = {}

    def arrive(self, chunk: Chunk) -> None:
        """Take a chunk's parts; others than of level 0 are too coarse to be stood on."""
        if chunk.level != 0:
            return
        parts = chunk.parts
        level = (parts["pitch"] == 0) & (parts["yaw"] % _QUARTER == 0)
        lo, hi = _bounds(parts)
        heard = level & np.isin(parts["material"], list(GROUND))
        self._ground[chunk.cell] = lo[heard], hi[heard], parts["material"][heard]
        thin = np.sort(parts["size"].astype(np.float64), axis=1)
        pipe = (
            level & np.isin(parts["batch"], _pipe_batches())
            & (thin[:, 0] > _PIPE_M) & (thin[:, 1] < 1.2 * thin[:, 0]) & (thin[:, 2] > 2.0)
        )  # fmt: skip
        self._pipes[chunk.cell] = lo[pipe], hi[pipe]

    def leave(self, level: int, cell: Cell) -> None:
        """A chunk has gone."""
        if level == 0:
            self._ground.pop(cell, None)
            self._pipes.pop(cell, None)

    def clear(self) -> None:
        self._ground.clear()
        self._pipes.clear()

    def underfoot(self, cell: Cell, feet: tuple[float, float, float]) -> str:
        """Name in `catalogue.FEET` of what is under feet at these metres in a cell."""
        found = self._ground.get(cell)
        if found is None or not len(found[0]):
            return "concrete"
        lo, hi, material = found
        p = np.array(feet)
        on = (
            (lo[:, :2] <= p[:2] + 0.1).all(1) & (hi[:, :2] >= p[:2] - 0.1).all(1)
            & (hi[:, 2] >= p[2] - _UNDER_M) & (lo[:, 2] <= p[2] + _UNDER_M)
        )  # fmt: skip
        if not on.any():
            return "concrete"
        top = np.where(on, hi[:, 2], -np.inf).argmax()
        return GROUND[int(material[top])]

    def pipe(self, cell: Cell, ear: tuple[float, float, float]) -> tuple[float, F64] | None:
        """Metres to the nearest pipe in the cell's chunk and the vector to it."""
        found = self._pipes.get(cell)
        if found is None or not len(found[0]):
            return None
        p = np.array(ear)
        to = np.clip(p, found[0], found[1]) - p
        far = np.sqrt((to * to).sum(1))
        i = int(far.argmin())
        return float(far[i]), to[i]


def _bounds(parts: NDArray[np.void]) -> tuple[F64, F64]:
    """Bounds (n, 3) of parts that are turned by quarters; metres in the cell."""
    half = parts["size"].astype(np.float64) * 0.5
    across = (parts["yaw"] // _QUARTER) % 2 != 0
    half[across, :2] = half[across, 1::-1]
    middle = parts["pos"].astype(np.float64)
    return middle - half, middle + half


@lru_cache(maxsize=1)
def _pipe_batches() -> list[int]:
    known = kit.load()
    return [batch for name in _WET for batch in (*known.batches(name), known.far(name))]


