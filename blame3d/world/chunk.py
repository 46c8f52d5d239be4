"""What generation returns: plain arrays, no objects, nothing that knows of a renderer.

Axes: x east, y north, z up; metres. A level-k cell has the edge 64·2**k m; cell (i, j, k) of
that level covers [i, i+1)·edge on x and so on. Positions inside a chunk are relative to the low
corner of its cell, in float32.

A chunk crosses a process border as one block of bytes (`pack`, `unpack`), which is also what
is hashed to prove that two worlds are equal.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.errors import DataError

CELL: Final = 64
"""Edge of a level-0 cell in metres."""

PART: Final = np.dtype(
    [
        ("pos", "<f4", 3),  # centre of the part, metres from the cell's low corner
        ("batch", "<u2"),  # row of the kit: one batch is six quads (models/kit.npz); or SKIN, SHEET
        ("material", "u1"),  # see world.materials
        ("tint", "u1"),  # free variation: shade, joint phase
        ("size", "<f4", 3),  # full extents in metres of the part's unit box, before turning
        ("yaw", "<i2"),  # turn about z, 65536 = 360°, counter-clockwise; exact when 0
        ("pitch", "<i2"),  # turn about the (yawed) x axis; applied before yaw
    ]
)
"""One drawn batch: 32 bytes, two RGBA32I texels."""

SKIN: Final = 0xFE00
"""A part of batch SKIN + f is a plain box let into a wall: it can be seen only from before the
back of its face f, numbered as for SHEET."""

SHEET: Final = 0xFF00
"""A part of batch SHEET + f is a plain box of which only face f is there: 2 * axis + (1 when the
face looks up its axis)."""

LAMP: Final = np.dtype(
    [
        ("pos", "<f4", 3),  # metres from the cell's low corner
        ("reach", "<f4"),  # metres at which its light has ended
        ("colour", "u1", 3),  # linear 0…255
        ("power", "u1"),  # 0…255
    ]
)

COLLIDER: Final = np.dtype(
    [
        ("kind", "u1"),  # BOX, CYLINDER or RAMP; LADDER, LIFT
        ("dir", "u1"),  # cylinder: axis 0 x, 1 y, 2 z; ramp: climbs towards 0 +x, 1 +y, 2 -x,
        # 3 -y; ladder: so looks who climbs it; lift: so one leaves it
        ("spare", "<u2"),  # lift: see LIFT
        ("lo", "<f4", 3),  # bounds, metres from the cell's low corner (may reach outside the cell)
        ("hi", "<f4", 3),
    ]
)
"""A ramp is the wedge in its bounds: its top rises from lo.z to hi.z towards `dir`. A ladder stops
nobody: its bounds are those of its rungs, from the floor below to the floor on which it ends."""

BOX: Final = 0
CYLINDER: Final = 1
RAMP: Final = 2
LADDER: Final = 3

RUNG: Final = 0.25
"""Metres from rung to rung of a ladder, the lowest half as high over its foot."""

LIFT: Final = 4
"""What a lift's platform sweeps, cut at the borders of cells: it stops nobody either. Its spare
tells its two ends, from the low bits: cells down to the lower, its height there in units of 4 m,
cells up to the upper, its height there; four bits each."""


def solid(rows: NDArray[np.void]) -> NDArray[np.void]:
    """Those COLLIDER rows that stop a body."""
    stops = rows["kind"] <= RAMP
    return rows if stops.all() else rows[stops]


Cell = tuple[int, int, int]
Key = tuple[int, Cell]
"""(level, cell)."""

_HEADER: Final = struct.Struct("<4sHHqqqIIII")
_MAGIC: Final = b"B3DC"


def edge(level: int) -> int:
    """Edge of a cell of this level in metres."""
    return CELL << level


_ABOVE_ALL: Final = 10
"""No chunk is of this level."""


def upwards(key: Key) -> Iterator[Key]:
    """A cell and those that it lies in, finest first."""
    level, cell = key
    for k in range(_ABOVE_ALL - level):
        yield level + k, (cell[0] >> k, cell[1] >> k, cell[2] >> k)


LIT_LEVELS: Final = 1
"""Lamps light the volumes up to this level."""


def light_texels(level: int) -> int:
    """Texels a side of the light volume inside the cell (one more on each side is stored).

    From level 1 on nobody is near enough to see that a texel is 8 m and more; with 32 there, its
    volumes were a quarter of what the City takes of a process.
    """
    return 32 if level == 0 else 16


@dataclass(frozen=True, eq=False)
class Chunk:
    """One cell's worth of City.

    parts: PART, largest first (a renderer may draw a prefix). lamps: LAMP. light: uint8
    (n+2, n+2, n+2, 2) in z, y, x order with one texel of apron on every side, n =
    light_texels(level), channel 0 sky light, channel 1 lamp light; length 0 on axis 0 when the
    chunk draws nothing. openness: 15 bits, one for each pair of the faces -x +x -y +y -z +z in
    the order of `world.openness.PAIRS`, set when air joins the two.
    """

    level: int
    cell: Cell
    parts: NDArray[np.void]
    lamps: NDArray[np.void]
    light: NDArray[np.uint8]
    openness: int

    @property
    def key(self) -> Key:
        return self.level, self.cell

    def pack(self) -> bytes:
        """The chunk as canonical little-endian bytes."""
        side = self.light.shape[0]
        head = _HEADER.pack(
            _MAGIC, self.level, self.openness, *self.cell, len(self.parts), len(self.lamps), side, 0
        )
        return b"".join(
            (head, self.parts.tobytes(), self.lamps.tobytes(), self.light.tobytes())
        )

    @staticmethod
    def unpack(data: bytes | memoryview) -> Chunk:
        """Read `pack`'s bytes; arrays are views of `data`. Raises DataError on anything else."""
        view = memoryview(data)
        if len(view) < _HEADER.size:
            raise DataError("A chunk is shorter than its header.")
        magic, level, openness, x, y, z, n_parts, n_lamps, side, _ = _HEADER.unpack_from(view)
        need = n_parts * PART.itemsize + n_lamps * LAMP.itemsize + side**3 * 2
        if magic != _MAGIC or level > 10 or side > 66 or len(view) != _HEADER.size + need:
            raise DataError("A chunk's bytes do not fit its header.")
        at = _HEADER.size
        parts = np.frombuffer(view, PART, n_parts, at)
        at += parts.nbytes
        lamps = np.frombuffer(view, LAMP, n_lamps, at)
        at += lamps.nbytes
        light = np.frombuffer(view, np.uint8, side**3 * 2, at).reshape(side, side, side, 2)
        return Chunk(level, (x, y, z), parts, lamps, light, openness)
