"""What the parts of a chunk sound like: what feet stand on, which pipes run near."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from blame3d.audio.synth import F64
from blame3d.world import kit
from blame3d.world.chunk import Cell, Chunk, Key
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

_PIPE_M: Final = (0.12, 5.0)
"""Metres across."""
_WADE_M: Final = 2.0
"""Water stands this far over the feet that wade in it."""

_WET: Final = ("cylinder", "hexagon")
"""Parts that water may run in, when they are long and neither cables nor columns."""


class Surfaces:
    """Of the chunks of level 0 that are in the scene. A chunk is looked into when somebody stands
    in it, not when it comes."""

    def __init__(self) -> None:
        self._parts: dict[Cell, NDArray[np.void]] = {}
        self._read: tuple[Cell, _Heard] | None = None

    def arrive(self, chunk: Chunk) -> None:
        """Remember a chunk's parts; other levels are too coarse to be stood on."""
        if chunk.level == 0:
            self._parts[chunk.cell] = chunk.parts.copy()
            self._forget(chunk.cell)

    def leave(self, key: Key) -> None:
        """A chunk has gone."""
        if key[0] == 0:
            self._parts.pop(key[1], None)
            self._forget(key[1])

    def clear(self) -> None:
        """All have gone."""
        self._parts.clear()
        self._read = None

    def _forget(self, cell: Cell) -> None:
        if self._read is not None and self._read[0] == cell:
            self._read = None

    def _of(self, cell: Cell) -> _Heard | None:
        if self._read is None or self._read[0] != cell:
            parts = self._parts.get(cell)
            if parts is None:
                return None
            self._read = cell, _heard(parts)
        return self._read[1]

    def underfoot(self, cell: Cell, feet: tuple[float, float, float]) -> str:
        """Name in `catalogue.FEET` of what is under feet at these metres in a cell."""
        found = self._of(cell)
        if found is None or not len(found.lo):
            return "concrete"
        p = np.array(feet)
        on = (
            (found.lo[:, :2] <= p[:2] + 0.1).all(1) & (found.hi[:, :2] >= p[:2] - 0.1).all(1)
            & (found.hi[:, 2] >= p[2] - _UNDER_M) & (found.hi[:, 2] <= p[2] + found.over)
        )  # fmt: skip
        if not on.any():
            return "concrete"
        return GROUND[int(found.material[np.where(on, found.hi[:, 2], -np.inf).argmax()])]

    def pipe(
        self, cell: Cell, ear: tuple[float, float, float]
    ) -> tuple[float, tuple[float, float, float]] | None:
        """Metres to the nearest pipe in the cell's chunk, and the unit vector to it."""
        found = self._of(cell)
        if found is None or not len(found.pipe_lo):
            return None
        p = np.array(ear)
        to = np.clip(p, found.pipe_lo, found.pipe_hi) - p
        far = np.sqrt((to * to).sum(1))
        i = int(far.argmin())
        x, y, z = (to[i] / max(1e-3, float(far[i]))).tolist()
        return float(far[i]), (x, y, z)


class _Heard(NamedTuple):
    """Bounds (n, 3) of what sounds under feet, its material (n,), how far its top may lie over a
    sole that stands on it (n,); bounds of pipes."""

    lo: F64
    hi: F64
    material: NDArray[np.uint8]
    over: F64
    pipe_lo: F64
    pipe_hi: F64


def _heard(parts: NDArray[np.void]) -> _Heard:
    square = (parts["pitch"] % _QUARTER == 0) & (parts["yaw"] % _QUARTER == 0)
    lo, hi = _bounds(parts)
    material = parts["material"]
    ground = square & np.isin(material, list(GROUND))
    size = np.sort(parts["size"].astype(np.float64), axis=1)
    pipe = (
        square & np.isin(parts["batch"], _pipe_batches())
        & (size[:, 0] > _PIPE_M[0]) & (size[:, 1] < _PIPE_M[1])
        & (size[:, 1] < 1.2 * size[:, 0]) & (size[:, 2] > 3.0 * size[:, 0])
    )  # fmt: skip
    over = np.where(material[ground] == int(Material.SLUDGE), _WADE_M, _UNDER_M)
    return _Heard(lo[ground], hi[ground], material[ground], over, lo[pipe], hi[pipe])


def _bounds(parts: NDArray[np.void]) -> tuple[F64, F64]:
    """Bounds (n, 3) of parts that are turned by quarters; metres in the cell."""
    half = parts["size"].astype(np.float64) * 0.5
    tipped = (parts["pitch"] // _QUARTER) % 2 != 0  # about x, before the yaw
    half[tipped, 1:] = half[tipped, :0:-1]
    across = (parts["yaw"] // _QUARTER) % 2 != 0
    half[across, :2] = half[across, 1::-1]
    middle = parts["pos"].astype(np.float64)
    return middle - half, middle + half


@lru_cache(maxsize=1)
def _pipe_batches() -> list[int]:
    known = kit.load()
    return [batch for name in _WET for batch in (*known.batches(name), known.far(name))]


