"""Pictures of ours are PNGs that others read, and their text survives; damaged ones are refused."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from blame3d import png
from blame3d.errors import DataError

pictures = st.one_of(
    npst.arrays(dtype, npst.array_shapes(min_dims=2, max_dims=2, max_side=9).map(lambda s: (*s, 3)))
    for dtype in (np.uint8, np.uint16)
)
SMALL = png.encode_png(np.arange(48, dtype=np.uint8).reshape(4, 4, 3), "blame://1/1,2,3")


def decode(data: bytes) -> np.ndarray:
    """Read back with nothing of ours: inflate, then undo the Up filter row by row."""
    at, body, header = 8, b"", b""
    while at < len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        if kind == b"IHDR":
            header = data[at + 8 : at + 8 + length]
        if kind == b"IDAT":
            body += data[at + 8 : at + 8 + length]
        at += 12 + length
    width, height, depth, _ = struct.unpack_from(">IIBB", header)
    rows = np.frombuffer(zlib.decompress(body), np.uint8).reshape(height, -1)
    assert (rows[:, 0] == 2).all()
    flat = np.cumsum(rows[:, 1:], axis=0, dtype=np.uint8)
    kind = np.dtype(np.uint8 if depth == 8 else ">u2")
    return np.ascontiguousarray(flat).view(kind).reshape(height, width, 3)


@given(pictures)
def test_pixels_come_back(pixels: np.ndarray) -> None:
    data = png.encode_png(pixels, "somewhere")
    assert (decode(data) == pixels).all()
    assert png.size_of(data) == (pixels.shape[1], pixels.shape[0])


def test_panda3d_reads_our_pictures(tmp_path: Path) -> None:
    """A second opinion: a decoder that is not ours."""
    from panda3d.core import PNMImage, StringStream

    for kind, top in ((np.uint8, 255), (np.uint16, 65535)):
        pixels = np.zeros((3, 5, 3), kind)
        pixels[2, 4] = (top, top // 2, 1)
        image = PNMImage()
        assert image.read(StringStream(png.encode_png(pixels, "text")), "x.png")
        assert (image.get_x_size(), image.get_y_size(), image.get_maxval()) == (5, 3, top)
        assert tuple(image.get_xel_val(4, 2)) == (top, top // 2, 1)
        assert tuple(image.get_xel_val(3, 2)) == (0, 0, 0)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_text_comes_back_and_is_replaced(text: str) -> None:
    assert png.text_of(png.encode_png(np.zeros((1, 1, 3), np.uint8), text)) == text
    again = png.with_text(SMALL, text)
    assert png.text_of(again) == text
    assert again.count(b"iTXt") == 1 + text.encode().count(b"iTXt")
    assert (decode(again) == decode(SMALL)).all()


def test_text_of_others_is_left_alone() -> None:
    strange = png.with_text(SMALL, "mine")
    foreign = struct.pack(">I", 10) + b"tEXt" + b"Author\0abc"
    foreign += struct.pack(">I", zlib.crc32(foreign[4:]))
    both = strange[:-12] + foreign + strange[-12:]
    assert png.text_of(both) == "mine"
    assert foreign in png.with_text(both, "other")


def test_compressed_text_is_read_but_not_without_limit() -> None:
    def with_body(body: bytes) -> bytes:
        data = b"blame3d\0\1\0\0\0" + body
        chunk = struct.pack(">I", len(data)) + b"iTXt" + data
        chunk += struct.pack(">I", zlib.crc32(chunk[4:]))
        bare = png.encode_png(np.zeros((1, 1, 3), np.uint8))
        return bare[:-12] + chunk + bare[-12:]

    assert png.text_of(with_body(zlib.compress(b"blame://1/0,0,0"))) == "blame://1/0,0,0"
    with pytest.raises(DataError, match="longer"):
        png.text_of(with_body(zlib.compress(b"a" * (1 << 24))))
    with pytest.raises(DataError):
        png.text_of(with_body(b"not deflate"))


@given(st.integers(0, len(SMALL) - 1), st.integers(1, 255))
def test_no_flipped_byte_goes_unseen(at: int, flip: int) -> None:
    damaged = bytearray(SMALL)
    damaged[at] ^= flip
    with pytest.raises(DataError):
        list(png._chunks(bytes(damaged)))


@given(st.integers(0, len(SMALL) - 1))
def test_no_truncated_picture_is_accepted(length: int) -> None:
    with pytest.raises(DataError):
        list(png._chunks(SMALL[:length]))


@given(st.binary(max_size=200))
def test_any_bytes_are_a_value_or_a_data_error(data: bytes) -> None:
    for start in (b"", SMALL[:8], SMALL[:33]):
        with pytest.raises(DataError):
            list(png._chunks(start + data))


def test_only_pictures_are_encoded() -> None:
    for bad in (np.zeros((2, 2, 4), np.uint8), np.zeros((2, 2, 3)), np.zeros((0, 2, 3), np.uint8)):
        with pytest.raises(ValueError, match="picture"):
            png.encode_png(bad)  # type: ignore[arg-type]
