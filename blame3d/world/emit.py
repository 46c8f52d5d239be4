"""Turning arrays of boxes and kit parts into PART rows of one cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from blame3d.world import boxes
from blame3d.world.chunk import LAMP, LIT_LEVELS, PART, SHEET, light_texels
from blame3d.world.hash import again, below, unit
from blame3d.world.kit import Kit

Floats = NDArray[np.floating[Any]]

BOX_BATCH: Final = 0
HEX_BATCH: Final = 1
QUARTER: Final = 16384
"""A quarter turn in PART.yaw and PART.pitch."""


def box_parts(lo: Floats, hi: Floats, material: ArrayLike,
              tint: ArrayLike) -> NDArray[np.void]:
    """Plain boxes (N, 3) as PART rows."""
    out = np.zeros(len(lo), PART)
    out["pos"] = (lo + hi) * 0.5
    out["size"] = hi - lo
    out["material"], out["tint"] = material, tint
    return out


def kit_parts(batch: ArrayLike, centre: NDArray[np.float64], size: NDArray[np.float64],
              yaw: ArrayLike, pitch: ArrayLike, material: ArrayLike,
              tint: ArrayLike) -> NDArray[np.void]:
    """Turned kit batches as PART rows. Angles in 1/65536 turns, wrapped to int16."""
    out = np.zeros(len(centre), PART)
    out["batch"] = batch
    out["pos"], out["size"] = centre, size
    out["yaw"] = np.asarray(yaw, np.int64).astype(np.int16)
    out["pitch"] = np.asarray(pitch, np.int64).astype(np.int16)
    out["material"], out["tint"] = material, tint
    return out


def tint_of(h: NDArray[np.uint64]) -> NDArray[np.uint8]:
    """A free byte from a hash."""
    return below(h, 256).astype(np.uint8)


def importance(parts: NDArray[np.void]) -> NDArray[np.float32]:
    """How wide a part looks at best: its second largest extent in metres."""
    return np.asarray(np.sort(parts["size"], axis=1)[:, 1], np.float32)


def _kept(values: ArrayLike, keep: NDArray[np.bool_]) -> ArrayLike:
    """One value for all rows as it is; of values for each, those that are kept."""
    each = np.asarray(values)
    return each if each.ndim == 0 else each[keep]


@dataclass
class Sink:
    """Collects the rows of one cell.

    edge: of the cell, metres. finest: parts whose second largest extent is below it are left
    out. level: above 0 a kit part is drawn by its one-batch far form. epoch: how far the Builders
    have got, 0 … 1 (see World).
    """

    edge: float
    finest: float
    level: int
    library: Kit
    epoch: float = 1.0
    parts: list[NDArray[np.void]] = field(default_factory=list)
    lamps: list[NDArray[np.void]] = field(default_factory=list)
    blocks: list[tuple[Floats, Floats]] = field(default_factory=list)

    def built(self, h: NDArray[np.uint64]) -> NDArray[np.bool_]:
        """Which of the things with these hashes the Builders have already made."""
        return np.asarray(unit(again(h, 97)) < self.epoch, np.bool_)

    def batches(self, name: str) -> range:
        """Batches that draw a kit part at this level."""
        if self.level == 0:
            return self.library.batches(name)
        far = self.library.far(name)
        return range(far, far + 1)

    def boxes(self, lo: Floats, hi: Floats, material: ArrayLike, tint: ArrayLike, *,
              block: bool = False, batch: ArrayLike = BOX_BATCH) -> None:
        """Add boxes, clipped to the cell; block=True also makes them stop feet and light.

        batch: BOX_BATCH, or SKIN + face.
        """
        if not len(lo):
            return
        if block:
            self.blocks.append((lo, hi))
        a, b = np.maximum(lo, 0.0), np.minimum(hi, self.edge)
        size = b - a
        keep = np.asarray((size > 1e-6).all(1))
        if self.finest > 0.0:
            keep &= np.sort(hi - lo, axis=1)[:, 1] >= self.finest
        if keep.any():
            parts = box_parts(a[keep], b[keep], _kept(material, keep), _kept(tint, keep))
            parts["batch"] = _kept(batch, keep)
            self.parts.append(parts)

    def sheets(self, face: NDArray[np.int64], lo: Floats, hi: Floats, material: ArrayLike,
               tint: ArrayLike) -> None:
        """Add rectangles of the cell that are seen from one side. face: 2 · axis + (1 when it
        looks up its axis); lo, hi (N, 3) have no extent along that axis."""
        if not len(lo):
            return
        rows, axis = np.arange(len(lo)), face // 2
        a, b = lo.copy(), hi.copy()
        # The box behind the face: its thickness is never seen.
        a[rows, axis] -= face % 2
        b[rows, axis] += 1 - face % 2
        parts = box_parts(a, b, material, tint)
        parts["batch"] = SHEET + face
        self.parts.append(parts)

    def kit(self, batch: ArrayLike, centre: NDArray[np.float64], size: NDArray[np.float64],
            yaw: ArrayLike, pitch: ArrayLike, material: ArrayLike, tint: ArrayLike) -> None:
        """Add kit batches whose centre lies in the cell."""
        if not len(centre):
            return
        keep = np.asarray(((centre >= 0.0) & (centre < self.edge)).all(1))
        if self.finest > 0.0:
            keep &= np.sort(size, axis=1)[:, 1] >= self.finest
        if not keep.any():
            return
        self.parts.append(kit_parts(
            _kept(batch, keep), centre[keep], size[keep], _kept(yaw, keep), _kept(pitch, keep),
            _kept(material, keep), _kept(tint, keep)))

    def columns(self, foot: Floats, top: Floats, radius: Floats) -> None:
        """Make upright round things stop feet and light; they are drawn by others."""
        half, rows = boxes.in_circles(radius)
        out = np.zeros((len(rows), 3))
        out[:, :2] = half * radius[rows, None]
        self.blocks.append((foot[rows] - out, top[rows] + out))

    def lamp(self, pos: NDArray[np.float64], reach: ArrayLike, colour: ArrayLike,
             power: ArrayLike) -> None:
        """Add lamps; those of neighbouring cells are kept while they reach into this one."""
        if not len(pos):
            return
        out = np.zeros(len(pos), LAMP)
        out["pos"], out["reach"], out["power"] = pos, reach, power
        out["colour"] = colour
        # A volume of light has a texel beyond the cell, and a lamp in mass shines from the next.
        texel = self.edge / light_texels(self.level)
        beyond = texel * (2.0 if self.level <= LIT_LEVELS else 1.0)
        r = np.maximum(out["reach"][:, None], beyond) + beyond
        keep = ((out["pos"] > -r) & (out["pos"] < self.edge + r)).all(1)
        self.lamps.append(out[keep])

    def joined(self) -> NDArray[np.void]:
        """All parts, in their order of arrival."""
        return np.concatenate(self.parts) if self.parts else np.zeros(0, PART)
