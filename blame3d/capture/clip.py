"""A short clip: H.264 through PyAV where it is installed, else numbered pictures.

The film is made in memory and written whole, so a full disk leaves no broken file.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from blame3d.files import write_atomic
from blame3d.png import encode_png

Frames = Iterable[NDArray[np.uint8]]


def write_clip(path: Path, frames: Frames, fps: int) -> list[str]:
    """Write the frames, uint8 (h, w, 3), as a film at `path`; lines that say what was done."""
    try:
        import av  # noqa: F401
    except ImportError:
        return _write_pictures(path.with_suffix(""), frames, fps)
    write_atomic(path, _encoded(frames, fps))
    return [str(path)]


def _encoded(frames: Frames, fps: int) -> bytes:
    import av

    memory = io.BytesIO()
    with av.open(memory, "w", format="mp4") as film:
        stream = None
        for picture in frames:
            if stream is None:
                stream = film.add_stream("libx264", rate=fps)
                stream.width, stream.height = picture.shape[1], picture.shape[0]
                stream.pix_fmt = "yuv420p"
                # One thread: the same frames always give the same bytes.
                stream.options = {"crf": "18", "preset": "fast", "threads": "1"}
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="rgb24")
            film.mux(stream.encode(frame))
        if stream is not None:
            film.mux(stream.encode())
    return memory.getvalue()


def _write_pictures(folder: Path, frames: Frames, fps: int) -> list[str]:
    count = 0
    for picture in frames:
        write_atomic(folder / f"frame_{count:06d}.png", encode_png(picture))
        count += 1
    return [
        f"{folder}: {count} pictures (PyAV is not installed). To join them:",
        f"ffmpeg -framerate {fps} -i {folder / 'frame_%06d.png'} -pix_fmt yuv420p "
        f"{folder.with_suffix('.mp4')}",
    ]

