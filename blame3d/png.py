"""PNG in memory: encode pixels, carry and read a line of text. Standard library and numpy only.

Format: PNG specification, third edition (W3C 2025): signature, then chunks of length, type, data
and CRC-32; `iTXt` holds international text under a keyword.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.errors import DataError

KEYWORD: Final = "blame3d"
"""Under this keyword every picture of ours carries its address."""

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_MAX_FILE: Final = 1 << 30
_MAX_TEXT: Final = 1 << 20


def encode_png(pixels: NDArray[np.uint8] | NDArray[np.uint16], text: str = "") -> bytes:
    """A PNG file of `pixels`, shape (h, w, 3) or (h, w), uint8 or uint16, row 0 on top.

    `text` is stored under KEYWORD. Each row is stored as its difference from the row above
    (filter type 2), which compresses rendered pictures well and is one numpy subtraction.
    Raises ValueError on another shape or type.
    """
    if pixels.dtype not in (np.uint8, np.uint16) or pixels.ndim not in (2, 3) or not pixels.size:
        raise ValueError(f"a picture is uint8 or uint16 (h, w[, 3]), not {pixels.shape}")
    if pixels.ndim == 3 and pixels.shape[2] != 3:
        raise ValueError(f"a colour picture has 3 channels, not {pixels.shape[2]}")
    height, width = pixels.shape[:2]
    big_endian = np.ascontiguousarray(pixels, pixels.dtype.newbyteorder(">"))
    rows = big_endian.view(np.uint8).reshape(height, -1)
    filtered = np.empty((height, rows.shape[1] + 1), np.uint8)
    filtered[:, 0] = 2
    filtered[0, 1:] = rows[0]
    np.subtract(rows[1:], rows[:-1], out=filtered[1:, 1:])
    colour = 2 if pixels.ndim == 3 else 0
    header = struct.pack(">IIBBBBB", width, height, 8 * pixels.itemsize, colour, 0, 0, 0)
    parts = [_SIGNATURE, _chunk(b"IHDR", header)]
    if text:
        parts.append(_text_chunk(text))
    parts += [_chunk(b"IDAT", zlib.compress(filtered.tobytes(), 6)), _chunk(b"IEND", b"")]
    return b"".join(parts)


def with_text(picture: bytes, text: str) -> bytes:
    """The same picture carrying `text` under KEYWORD in place of any it had."""
    parts = [_SIGNATURE]
    for kind, data in _chunks(picture):
        if kind == b"IEND":
            parts.append(_text_chunk(text))
        if kind != b"iTXt" or _read_text(data) is None:
            parts.append(_chunk(kind, data))
    return b"".join(parts)


def text_of(picture: bytes) -> str | None:
    """The text under KEYWORD, or None. Raises DataError when the bytes are not a sound PNG."""
    for kind, data in _chunks(picture):
        if kind == b"iTXt" and (text := _read_text(data)) is not None:
            return text
    return None


def size_of(picture: bytes) -> tuple[int, int]:
    """(width, height) in pixels. Raises DataError when the bytes are not a sound PNG."""
    for _, data in _chunks(picture):
        width, height = struct.unpack(">II", data[:8])
        return int(width), int(height)
    raise DataError("The picture holds nothing.")


def read_text_file(path: Path) -> str:
    """The address that the picture at `path` carries. Raises DataError with the reason if none."""
    try:
        with path.open("rb") as file:
            data = file.read(_MAX_FILE + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise DataError(f"{path} cannot be read: {reason}.", id="B3D-DATA-02") from error
    try:
        text = text_of(data)
    except DataError as error:
        raise DataError(f"{path} is not a sound PNG: {error}", id="B3D-DATA-02") from error
    if text is None:
        raise DataError(
            f"{path} carries no address of blame3d; only pictures taken by it do.",
            id="B3D-DATA-02",
        )
    return text


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _text_chunk(text: str) -> bytes:
    # Keyword, NUL, not compressed, method 0, no language, no translated keyword, text.
    return _chunk(b"iTXt", KEYWORD.encode() + b"\0\0\0\0\0" + text.encode("utf-8"))


def _read_text(data: bytes) -> str | None:
    """The text of an iTXt chunk if it is ours."""
    keyword, _, rest = data.partition(b"\0")
    if keyword != KEYWORD.encode():
        return None
    fields = rest[2:].split(b"\0", 2)
    if len(rest) < 4 or rest[1] != 0 or len(fields) != 3:
        raise DataError("its iTXt chunk is malformed.")
    body = fields[2]
    if rest[0]:
        inflater = zlib.decompressobj()
        try:
            body = inflater.decompress(body, _MAX_TEXT)
        except zlib.error as error:
            raise DataError("its iTXt chunk is malformed.") from error
        if inflater.unconsumed_tail:
            raise DataError("its text is longer than 1 MB.")
    if len(body) > _MAX_TEXT:
        raise DataError("its text is longer than 1 MB.")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise DataError("its text is not UTF-8.") from error


def _chunks(picture: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Type and data of every chunk, IHDR first and IEND last, each checked against its CRC."""
    if picture[:8] != _SIGNATURE:
        raise DataError("it does not begin as a PNG.")
    at, kind = 8, b""
    while kind != b"IEND":
        if at + 12 > len(picture):
            raise DataError("it ends too early.")
        length, kind = struct.unpack_from(">I4s", picture, at)
        if at + 12 + length > len(picture):
            raise DataError("it ends too early.")
        data = picture[at + 8 : at + 8 + length]
        (crc,) = struct.unpack_from(">I", picture, at + 8 + length)
        if crc != zlib.crc32(kind + data):
            name = kind.decode("ascii") if kind.isalpha() else "nameless"
            raise DataError(f"its {name} chunk is damaged.")
        if (at == 8) != (kind == b"IHDR") or (kind == b"IHDR" and length != 13):
            raise DataError("its header is malformed.")
        yield kind, data
        at += 12 + length
