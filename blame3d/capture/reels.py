"""Set pieces as files: a moment, a sequence or a clip, a storyboard."""

from __future__ import annotations

import json as jsonlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np

from blame3d.audio.sound import RATE
from blame3d.capture.clip import write_clip
from blame3d.capture.film import Picture, Projector
from blame3d.capture.lettering import write
from blame3d.capture.soundtrack import soundtrack
from blame3d.capture.studio import studio
from blame3d.config import Settings
from blame3d.errors import DataError, UsageError
from blame3d.files import check_writable, write_atomic
from blame3d.png import encode_png, read_text_file
from blame3d.setpieces.programme import find
from blame3d.timeline.piece import SetPiece, sample
from blame3d.view import Address

LARGEST: Final = 4096
STEP_S: Final = 3.0
"""Between frames of a storyboard."""

_DRAWN: Final = (960, 540)
"""Frames of a storyboard are drawn so large and shown at half of it."""

_ACROSS: Final = 4
_LABEL: Final = 22


def still(settings: Settings, name: str, t: float, out: Path, workers: int | None = None) -> str:
    """One frame of a piece into a file; its address. Raises UsageError for an unknown scene and
    for a moment that it does not have."""
    piece = find(name, settings.world_seed)
    if not 0.0 <= t <= piece.duration_s:
        raise UsageError(
            f"{name} lasts {piece.duration_s:g} seconds; --t {t:g} lies outside.", id="B3D-SCENE-02"
        )
    with _projector(settings, piece, workers) as projector:
        picture = projector.frame(t)
    address = address_of(settings, piece, t)
    write_atomic(out, encode_png(picture, address))
    return address


def render(
    settings: Settings,
    name: str,
    out: Path,
    *,
    fps: int,
    frames: tuple[int, int | None],
    as_json: bool = False,
) -> int:
    """Frames first … last - 1 of a piece: numbered pictures in a folder, or a film (.mp4).

    Frame n is the moment n / fps. Pictures that are there already, of the same address and size,
    are left as they are, so that a broken rendering goes on. Exit code 0.
    """
    piece = find(name, settings.world_seed)
    count = int(piece.duration_s * fps)
    first, last = frames[0], count if frames[1] is None else min(frames[1], count)
    if not 0 <= first < last:
        raise UsageError(
            f"{name} has the frames 0:{count} at {fps} a second; {first}:{last} is none of them.",
            id="B3D-SCENE-03",
        )
    numbers = range(first, last)
    if out.suffix.lower() == ".mp4":
        check_writable(out)
        sound = soundtrack(piece, first / fps, len(numbers) / fps) if settings.audio else None
        with _projector(settings, piece, settings.workers) as projector:
            pictures = (projector.frame(n / fps) for n in numbers)
            lines = write_clip(out, pictures, fps, sound, RATE)
        _say(lines, {"file": str(out), "frames": len(numbers)}, as_json)
        return 0
    out.mkdir(parents=True, exist_ok=True)
    check_writable(out / "frame.png")
    made = 0
    with _projector(settings, piece, settings.workers) as projector:
        for n in numbers:
            path = out / f"{name}_{n:06d}.png"
            address = address_of(settings, piece, n / fps)
            if _is_there(path, address, projector.size):
                continue
            write_atomic(path, encode_png(projector.frame(n / fps), address))
            made += 1
    facts = {"folder": str(out), "frames": len(numbers), "made": made}
    _say([f"{out}: {len(numbers)} pictures, {made} of them new"], facts, as_json)
    return 0


def storyboard(settings: Settings, name: str, folder: Path, as_json: bool = False) -> int:
    """A frame every `STEP_S` seconds, with the names of the shots, as one sheet. Exit code 0."""
    piece = find(name, settings.world_seed)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.png"
    check_writable(path)
    times = [float(t) for t in np.arange(0.0, piece.duration_s, STEP_S)]
    # A shot that falls between is shown too, at its middle.
    for begin, end in pairwise((*piece.starts, piece.duration_s)):
        if not any(piece.index(t) == piece.index(begin) for t in times):
            times.append((begin + end) / 2.0)
    with _projector(replace(settings, size=_DRAWN), piece, settings.workers, 1) as projector:
        cells = [_labelled(_halved(projector.frame(t)), piece, t) for t in sorted(times)]
    rows = -(-len(cells) // _ACROSS)
    high, wide = cells[0].shape[:2]
    sheet = np.zeros((rows * high, _ACROSS * wide, 3), np.uint8)
    for n, cell in enumerate(cells):
        y, x = n // _ACROSS * high, n % _ACROSS * wide
        sheet[y : y + high, x : x + wide] = cell
    write_atomic(path, encode_png(sheet, ""))
    _say([str(path)], {"file": str(path), "frames": len(cells)}, as_json)
    return 0


def address_of(settings: Settings, piece: SetPiece, t: float) -> str:
    """The line that a picture of a moment carries."""
    moment = sample(piece, t)
    beams = settings.at.beams if settings.at is not None else ()
    return str(
        Address(
            moment.pose, seed=piece.site.seed, fov=moment.fov_h, scene=piece.name, t=t, beams=beams
        )
    )


@contextmanager
def _projector(
    settings: Settings, piece: SetPiece, workers: int | None, samples: int = 4
) -> Iterator[Projector]:
    if not all(16 <= side <= LARGEST for side in settings.size):
        raise UsageError(f"A picture's sides are 16 to {LARGEST} pixels.", id="B3D-ARG-01")
    beams = () if settings.at is None else settings.at.beams
    world = replace(piece.site.world, edits=beams)
    with studio(world, settings.quality, software=settings.software, workers=workers) as room:
        lang = settings.lang
        projector = Projector(room, world, piece, settings.size, lang, samples)
        try:
            yield projector
        finally:
            projector.close()


def _is_there(path: Path, address: str, size: tuple[int, int]) -> bool:
    try:
        head = path.read_bytes()[16:24]
        sides = int.from_bytes(head[:4], "big"), int.from_bytes(head[4:], "big")
        return sides == size and read_text_file(path) == address
    except (OSError, DataError):
        return False


def _halved(frame: Picture) -> Picture:
    high, wide = frame.shape[:2]
    blocks = frame.reshape(high // 2, 2, wide // 2, 2, 3).astype(np.uint16)
    return ((blocks.sum((1, 3)) + 2) // 4).astype(np.uint8)


def _labelled(frame: Picture, piece: SetPiece, t: float) -> Picture:
    high, wide = frame.shape[:2]
    cell = np.full((high + _LABEL, wide, 3), 24, np.uint8)
    cell[:high] = frame
    text = f"{t:05.2f}  {piece.shots[piece.index(t)].name}"
    write(cell, text, (wide / 2.0, high + _LABEL / 2.0), 13)
    return cell


def _say(lines: list[str], facts: dict[str, object], as_json: bool) -> None:
    sys.stdout.write(jsonlib.dumps(facts) + "\n" if as_json else "\n".join(lines) + "\n")
