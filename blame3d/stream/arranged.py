"""A chunk's parts as a renderer wants them, arranged by the worker that made the chunk.

The renderer's process draws frames and has no time to sort. Parts lie by kind, each kind filled
up to whole instances with parts of no size, and within a kind largest first, so that leaving out
what is too small to see means drawing a prefix: a ladder of sizes, a quarter of an octave apart,
says for each rung how long the prefix is.

What is drawn follows from the chunk alone, so this is no part of it and of no hash.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from blame3d.errors import DataError
from blame3d.world import kit
from blame3d.world.chunk import LAMP, PART, SHEET, SKIN, Chunk


@dataclass(frozen=True)
class Kind:
    """How parts of a kind are drawn: quads a part, parts an instance (a renderer on the CPU pays
    for an instance what it pays for a dozen vertices)."""

    quads: int
    together: int
    plain: bool


KINDS: Final = (Kind(3, 4, True), Kind(1, 8, True), Kind(3, 4, False), Kind(6, 2, False))
"""Plain boxes, of which the eye sees three faces; sheets; turned boxes; all other batches of the
kit. The vertex shader knows them by their place here."""
_PLAIN, _SHEETS, _TURNED, _OTHERS = range(4)

STEPS: Final = 80
"""Rungs of the ladder: 1/64 m to about 13 km."""

PER_OCTAVE: Final = 4.0
FIRST: Final = -6.0
"""Octave of the first rung."""

_EDGES: Final = np.concatenate(
    [[0.0], 4.0 ** (FIRST + np.arange(1, STEPS) / PER_OCTAVE)]
).astype(np.float32)
"""Squares of the rungs in metres."""

_HEAD: Final = struct.Struct(f"<{len(KINDS) + 3}I")
_BOUNDS: Final = 6
_ROW: Final = 8
"""Numbers of four bytes in a PART, and in a lamp."""

EXTENT: Final = 7
"""Numbers of an extent: middle and half size on x, y and z, metres from the cell's low corner, of
the box in which the part lies; and from where it is seen: as BOX, or as one of the faces of a box,
numbered as by SHEET, alone (FACE + f) or let into a wall (LET_IN + f), or as NO_BOX."""
FACE: Final = 0
LET_IN: Final = 8
BOX: Final = 16
NO_BOX: Final = 17


class Arranged(NamedTuple):
    """rows: float32 (n, 8), the bits of PARTs, by kind. counts: of each kind's own parts. ladders:
    int32 (kinds that occur, STEPS), see `prefix_table`. bounds: float32 (2, 3), of all parts in
    metres from the cell's low corner. lamps: float32 (n, 8): position, reach, colour and power as
    shares of one. extents: float32 (rows, EXTENT), where each row's part lies.
    """

    rows: NDArray[np.float32]
    counts: tuple[int, ...]
    ladders: NDArray[np.int32]
    bounds: NDArray[np.float32]
    lamps: NDArray[np.float32]
    extents: NDArray[np.float32]

    def pack(self) -> bytes:
        """As bytes, for a pipe between processes of one program."""
        head = _HEAD.pack(*self.counts, len(self.rows), len(self.ladders), len(self.lamps))
        arrays = (self.bounds, self.lamps, self.extents, self.rows, self.ladders)
        return b"".join((head, *(a.tobytes() for a in arrays)))

    @staticmethod
    def unpack(data: memoryview) -> Arranged:
        """Read `pack`'s bytes; arrays are views. Raises DataError on anything else, and on a
        position that is no number."""
        if len(data) < _HEAD.size:
            raise DataError("An arrangement is shorter than its header.")
        *counts, n_rows, n_ladders, n_lamps = _HEAD.unpack_from(data)
        lamps_end = _BOUNDS + _ROW * n_lamps
        rows_begin = lamps_end + EXTENT * n_rows
        numbers_end = rows_begin + _ROW * n_rows
        whole = sum(map(whole_parts, counts, KINDS))
        occur = len(KINDS) - counts.count(0)
        length = _HEAD.size + 4 * (numbers_end + STEPS * n_ladders)
        if (whole, occur, length) != (n_rows, n_ladders, len(data)):
            raise DataError("An arrangement's bytes do not fit its header.")
        # All that has to be a number at once: each call costs as much as a thousand numbers.
        numbers = np.frombuffer(data, np.float32, numbers_end, _HEAD.size)
        rows = numbers[rows_begin:].reshape(-1, _ROW)
        if not np.isfinite(numbers).all():
            # The other fields of a PART may look like none.
            parts = rows.view(PART)
            sure = (numbers[:rows_begin], parts["pos"], parts["size"])
            if not all(np.isfinite(part).all() for part in sure):
                raise DataError("A chunk holds a position that is not finite.")
        ladders = np.frombuffer(data, np.int32, -1, _HEAD.size + 4 * numbers_end)
        if n_ladders and ladders.view(np.uint32).max() > max(counts):
            raise DataError("An arrangement counts more parts than there are.")
        return Arranged(
            rows,
            tuple(counts),
            ladders.reshape(-1, STEPS),
            numbers[:_BOUNDS].reshape(2, 3),
            numbers[_BOUNDS:lamps_end].reshape(-1, _ROW),
            numbers[lamps_end:rows_begin].reshape(-1, EXTENT),
        )


@dataclass(frozen=True, eq=False)
class ReadyChunk(Chunk):
    """A chunk that comes with its arrangement."""

    arranged: Arranged


def arranged(chunk: Chunk) -> Arranged:
    """The arrangement that came with a chunk, or one made now."""
    return chunk.arranged if isinstance(chunk, ReadyChunk) else arrange(chunk)


def arrange(chunk: Chunk) -> Arranged:
    """Arrange a chunk's parts and lamps."""
    parts = chunk.parts
    batch = parts["batch"]
    kind = np.where(batch >= SHEET, _SHEETS, np.where(batch >= SKIN, _PLAIN, _OTHERS))
    kind[batch == 0] = _TURNED
    kind[(batch == 0) & (parts["yaw"] == 0) & (parts["pitch"] == 0)] = _PLAIN
    counts = tuple(np.bincount(kind, minlength=len(KINDS)).tolist())
    rows = np.zeros(sum(map(whole_parts, counts, KINDS)), PART)
    ladders, first = [], 0
    for number, (count, how) in enumerate(zip(counts, KINDS, strict=True)):
        if count:
            own = parts[kind == number]
            rows[first : first + count] = own
            ladders.append(prefix_table(np.ascontiguousarray(own["size"])))
        first += whole_parts(count, how)
    return Arranged(
        rows.view(np.float32).reshape(-1, _ROW),
        counts,
        np.array(ladders, np.int32).reshape(-1, STEPS),
        bounds(parts),
        lamp_rows(chunk.lamps),
        extents(rows),
    )


def whole_parts(count: int, kind: Kind) -> int:
    """Parts of as many instances as these parts need."""
    return -(-count // kind.together) * kind.together


def prefix_table(size: NDArray[np.float32]) -> NDArray[np.int32]:
    """Lengths of prefixes for the rungs.

    size: (n, 3) full extents of the parts, largest first. Returns int32 (STEPS,), not increasing:
    entry i is the shortest prefix that keeps every part seen as rung i or larger. A part counts
    as the geometric mean of its two longest sides, so that a long thin pipe stays.
    """
    if len(size) == 0:
        return np.zeros(STEPS, np.int32)
    x, y, z = size[:, 0], size[:, 1], size[:, 2]
    # The product of the two longest sides is the largest product of two.
    seen = np.maximum(np.maximum(x * y, y * z), x * z)
    falling = np.maximum.accumulate(seen[::-1])
    return (len(size) - np.searchsorted(falling, _EDGES, side="left")).astype(np.int32)


def bounds(parts: NDArray[np.void]) -> NDArray[np.float32]:
    """Low and high corner (2, 3) of all parts; turned parts by their sphere."""
    if len(parts) == 0:
        return np.zeros((2, 3), np.float32)
    half = parts["size"] * np.float32(0.5)
    turned = (parts["yaw"] != 0) | (parts["pitch"] != 0)
    if turned.any():
        half[turned] = np.sqrt((half[turned] ** 2).sum(1))[:, None]
    at = parts["pos"]
    return np.stack([(at - half).min(0), (at + half).max(0)])


def extents(parts: NDArray[np.void]) -> NDArray[np.float32]:
    """In which boxes parts lie, and from where they are seen: (n, EXTENT)."""
    out = np.empty((len(parts), EXTENT), np.float32)
    middle, half, seen = out[:, :3], out[:, 3:6], out[:, 6]
    middle[:], batch = parts["pos"], parts["batch"].astype(np.int64)
    np.multiply(parts["size"], np.float32(0.5), out=half)
    turned = (parts["yaw"] != 0) | (parts["pitch"] != 0)
    seen[:] = np.where((batch == 0) & ~turned, BOX, NO_BOX)
    let_in = (batch >= SKIN) & (batch < SHEET)
    seen[let_in] = LET_IN + (batch[let_in] - SKIN)
    sheets = np.flatnonzero(batch >= SHEET)
    face = batch[sheets] - SHEET
    seen[sheets] = FACE + face
    axis = face >> 1
    middle[sheets, axis] += half[sheets, axis] * (2 * (face & 1) - 1)
    half[sheets, axis] = 0.0
    round_ = np.flatnonzero(seen == NO_BOX)
    if len(round_):
        half[round_] = _turned(parts[round_])
    return out


def _turned(parts: NDArray[np.void]) -> NDArray[np.float32]:
    """Half sizes (n, 3) of the boxes in which turned parts lie, and those that turn for ever."""
    x, y, z = (parts["size"] * np.float32(0.5)).T
    spins = kit.load().role[parts["batch"]] == kit.TURNING
    x, z = np.where(spins, np.hypot(x, z), x), np.where(spins, np.hypot(x, z), z)
    pitch, yaw = (parts[name] * (np.pi / 32768.0) for name in ("pitch", "yaw"))
    cos, sin = np.abs(np.cos(pitch)), np.abs(np.sin(pitch))
    y, z = cos * y + sin * z, sin * y + cos * z
    cos, sin = np.abs(np.cos(yaw)), np.abs(np.sin(yaw))
    return np.stack([cos * x + sin * y, sin * x + cos * y, z], axis=1).astype(np.float32)


def lamp_rows(lamps: NDArray[np.void]) -> NDArray[np.float32]:
    """LAMP rows as numbers, (n, 8)."""
    assert lamps.dtype == LAMP
    rows = np.empty((len(lamps), 8), np.float32)
    rows[:, 0:3] = lamps["pos"]
    rows[:, 3] = lamps["reach"]
    rows[:, 4:7] = lamps["colour"] / np.float32(255)
    rows[:, 7] = lamps["power"] / np.float32(255)
    return rows
