"""Recordings that were made once: one archive in the folder for caches.

Its name holds a digest of the modules that make sounds, so another version of the program makes
its own. Nothing depends on the archive: one that is missing, broken or cannot be written costs the
seconds of making, and nothing more.
"""

from __future__ import annotations

import io
import json
import logging
import os
import signal
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from hashlib import blake2b
from multiprocessing import get_context, parent_process
from pathlib import Path
from typing import Final, NamedTuple

import platformdirs

from blame3d.audio import library
from blame3d.audio.sound import wav
from blame3d.errors import Blame3DError
from blame3d.files import write_atomic

_LOG = logging.getLogger(__name__)
_PREFIX: Final = "sounds-"
_ENERGIES: Final = "energies.json"
_PATIENCE_S: Final = 120.0


class Recording(NamedTuple):
    """name: in the library. wav: the bytes of a WAV file. energy: see tails.energy."""

    name: str
    wav: bytes
    energy: float


def folder() -> Path:
    """Where the archive lies."""
    return platformdirs.user_cache_path("blame3d", appauthor=False)


def recordings(where: Path) -> Iterator[Recording]:
    """All of the library in its order.

    Where there is no archive a process of its own makes it: in a thread of this one the making
    would take turns with the frames.
    """
    kept = _read(where / _name())
    if kept is None:
        apart = get_context("spawn").Process(target=keep, args=(where,), name="sounds", daemon=True)
        apart.start()
        apart.join(_PATIENCE_S)
        kept = _read(where / _name())
    yield from _made() if kept is None else kept


def keep(where: Path) -> None:
    """Make the archive; older ones go. Never raises.

    Run as a process of its own it has the lowest priority, and leaves Ctrl+C to the program, which
    then ends it.
    """
    if parent_process() is not None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        with suppress(OSError, AttributeError):
            os.nice(10)
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:  # not compressed: noise does not shrink
        energies = {}
        for name, wave, energy in _made():
            archive.writestr(_entry(f"{name}.wav"), wave)
            energies[name] = energy
        archive.writestr(_entry(_ENERGIES), json.dumps(energies))
    path = where / _name()
    try:
        write_atomic(path, data.getvalue())
    except Blame3DError as error:
        _LOG.warning("Sounds are not kept: %s", error)
        return
    for old in where.glob(f"{_PREFIX}*.zip"):
        if old != path:
            with suppress(OSError):
                old.unlink()


def _made() -> Iterator[Recording]:
    for name, sound in library.make():
        yield Recording(name, wav(sound.samples, sound.rate), library.energy(name, sound))


def _entry(name: str) -> zipfile.ZipInfo:
    """An entry without the hour it was made at: the same sounds are the same bytes."""
    return zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))


def _name() -> str:
    return f"{_PREFIX}{digest()}.zip"


def digest() -> str:
    """Of the bytes of the modules here: what they make follows from them."""
    found = blake2b(digest_size=8)
    for path in sorted(Path(__file__).parent.glob("*.py")):
        found.update(path.name.encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def _read(path: Path) -> list[Recording] | None:
    try:
        with zipfile.ZipFile(path) as archive:
            energies = json.loads(archive.read(_ENERGIES))
            # `read` checks each entry's sum, so what is there is whole.
            return [
                Recording(name, archive.read(f"{name}.wav"), float(energy))
                for name, energy in energies.items()
            ]
    except FileNotFoundError:
        return None
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, AttributeError, TypeError) as error:
        _LOG.warning("%s is of no use and is made anew: %s", path, error)
        return None
