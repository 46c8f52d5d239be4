"""Messages between the program and a worker: small, so that a pipe takes each one whole.

POSIX writes of at most 4,096 bytes to a pipe are never torn, so neither side can be left waiting
for the rest of a message whose sender was stopped. Anything longer travels as PIECES.

    to the worker   WORLD   u8, u64 epoch, u32 total, u32 offset, bytes: a pickled World
                    JOB     u8, u64 id, u32 slot, u8 kind, u8 level, 3 × i64
                    CANCEL  u8, u64 id
    to the program  READY   u8: imported, waiting
                    SLOT    u8, u64 id, u32 length: the answer is in its slot
                    PIECE   u8, u64 id, u32 total, u32 offset, bytes: too large for the slot
                    ERROR   u8, u64 id, text
                    SKIP    u8, u64 id: cancelled before it began
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from blame3d.stream.jobs import CHUNK, COLLIDERS, PLACE, Job

WORLD: Final = 1
JOB: Final = 2
CANCEL: Final = 3
READY: Final = 10
SLOT: Final = 11
PIECE: Final = 12
ERROR: Final = 13
SKIP: Final = 14

PIECE_BYTES: Final = 3968
"""Payload of a piece; with its headers below 4,096."""

MAX_ANSWER: Final = 64 << 20
"""Bytes beyond which an answer cannot be one (a chunk is about 0.1 MB)."""

MalformedError = struct.error
"""What the readers raise on a message of the wrong length."""

_JOB = struct.Struct("<BQIBBqqq")
_ID = struct.Struct("<BQ")
_SLOT = struct.Struct("<BQI")
_PIECE = struct.Struct("<BQII")
_KINDS = (CHUNK, COLLIDERS, PLACE)


def job(number: int, slot: int, what: Job) -> bytes:
    """A JOB message."""
    level, cell = what.key
    return _JOB.pack(JOB, number, slot, _KINDS.index(what.kind), level, *cell)


def read_job(message: bytes) -> tuple[int, int, Job]:
    """(id, slot, job) of a JOB message."""
    _, number, slot, kind, level, x, y, z = _JOB.unpack(message)
    return number, slot, Job(_KINDS[kind], (level, (x, y, z)))


def tagged(tag: int, number: int, text: str = "") -> bytes:
    """A CANCEL, SKIP or ERROR message; text is cut to fit."""
    return _ID.pack(tag, number) + text.encode("utf-8", "replace")[:1500]


def read_tagged(message: bytes) -> tuple[int, str]:
    """(id, text) of such a message."""
    _, number = _ID.unpack_from(message)
    return number, message[_ID.size :].decode("utf-8", "replace")


def slot(number: int, length: int) -> bytes:
    """A SLOT message."""
    return _SLOT.pack(SLOT, number, length)


def read_slot(message: bytes) -> tuple[int, int]:
    """(id, length) of a SLOT message."""
    _, number, length = _SLOT.unpack(message)
    return number, length


def pieces(tag: int, number: int, data: bytes) -> Iterator[bytes]:
    """WORLD or PIECE messages that carry `data` (not empty)."""
    for offset in range(0, len(data), PIECE_BYTES):
        head = _PIECE.pack(tag, number, len(data), offset)
        yield head + data[offset : offset + PIECE_BYTES]


def read_piece(message: bytes) -> tuple[int, int, int, bytes]:
    """(id or epoch, total, offset, payload) of a WORLD or PIECE message."""
    _, number, total, offset = _PIECE.unpack_from(message)
    return number, total, offset, message[_PIECE.size :]


class Assembly:
    """Puts pieces together; they come in order."""

    def __init__(self) -> None:
        self._data = bytearray()

    def add(self, total: int, offset: int, payload: bytes) -> bytes | None:
        """The whole when this was its last piece. ValueError when the pieces do not fit."""
        if offset == 0:
            self._data.clear()
        if offset != len(self._data) or offset + len(payload) > total or total > MAX_ANSWER:
            raise ValueError("pieces out of order")
        self._data += payload
        if len(self._data) < total:
            return None
        whole = bytes(self._data)
        self._data.clear()
        return whole
