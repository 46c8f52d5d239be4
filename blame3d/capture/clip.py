"""A short clip: H.264 through PyAV where it is installed, else MPEG-4, else numbered pictures.

PyAV can be built upon an FFmpeg without x264; MPEG-4 part 2 is in every one and plays nearly
everywhere. The film is made in memory and written whole, so a full disk leaves no broken file.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.files import write_atomic
from blame3d.png import encode_png

Frames = Iterable[NDArray[np.uint8]]


CODECS: Final = {
    "libx264": {"crf": "18", "preset": "fast"},
    "mpeg4": {"qmin": "2", "qmax": "4"},
}
"""Encoders in the order of choice, and what makes them good enough."""


def write_clip(
    path: Path, frames: Frames, fps: int, sound: NDArray[np.float32] | None = None, rate: int = 0
) -> list[str]:
    """Write the frames, uint8 (h, w, 3), as a film at `path`; lines that say what was done.

    sound: stereo (n, 2), -1 … 1, at `rate`; None for a silent film.
    """
    try:
        import av  # noqa: F401
    except ImportError:
        return _write_pictures(path.with_suffix(""), frames, fps, "PyAV is not installed")
    codec = next(filter(_usable, CODECS), None)
    if codec is None:
        why = f"PyAV has none of the encoders {', '.join(CODECS)}"
        return _write_pictures(path.with_suffix(""), frames, fps, why)
    write_atomic(path, _encoded(frames, fps, codec, sound, rate))
    return [str(path)]


def _usable(codec: str) -> bool:
    """Whether PyAV's FFmpeg has this encoder."""
    from av.codec import Codec

    try:
        Codec(codec, "w")
    except ValueError:  # av.codec.codec.UnknownCodecError
        return False
    return True


def _encoded(
    frames: Frames, fps: int, codec: str, sound: NDArray[np.float32] | None, rate: int
) -> bytes:
    import av

    memory = io.BytesIO()
    with av.open(memory, "w", format="mp4") as film:
        voice = None if sound is None else film.add_stream("aac", rate=rate, layout="stereo")
        stream = None
        for picture in frames:
            if stream is None:
                stream = film.add_stream(codec, rate=fps)
                stream.width, stream.height = picture.shape[1], picture.shape[0]
                stream.pix_fmt = "yuv420p"
                # One thread: the same frames always give the same bytes.
                stream.options = {**CODECS[codec], "threads": "1"}
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="rgb24")
            film.mux(stream.encode(frame))
        if stream is not None:
            film.mux(stream.encode())
        if voice is not None and sound is not None:
            for first in range(0, len(sound), 1024):
                part = np.ascontiguousarray(sound[first : first + 1024].T)
                heard = av.AudioFrame.from_ndarray(part, format="fltp", layout="stereo")
                heard.sample_rate, heard.pts = rate, first
                film.mux(voice.encode(heard))
            film.mux(voice.encode())
    return memory.getvalue()


def _write_pictures(folder: Path, frames: Frames, fps: int, why: str) -> list[str]:
    count = 0
    for picture in frames:
        write_atomic(folder / f"frame_{count:06d}.png", encode_png(picture))
        count += 1
    return [
        f"{folder}: {count} pictures ({why}). To join them:",
        f"ffmpeg -framerate {fps} -i {folder / 'frame_%06d.png'} -pix_fmt yuv420p "
        f"{folder.with_suffix('.mp4')}",
    ]

