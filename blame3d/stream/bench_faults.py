"""The generator, with faults on demand: what the soak gives its workers.

A fault is asked for by a file in a folder that workers and program share; the worker that takes
the file away first commits it, once. So a fault strikes one job, and its repetition is sound.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np

from blame3d.world.chunk import Cell, Chunk
from blame3d.world.generate import generate as sound
from blame3d.world.types import World

GENERATOR: Final = "blame3d.stream.bench_faults:generate"
FOLDER: Final = "BLAME3D_FAULTS"
"""Variable that names the folder; without it nothing goes wrong."""

KINDS: Final = ("cut", "not-a-number", "other-cell", "raises", "out-of-memory")


def ask(folder: Path, kind: str) -> Path:
    """Ask for a fault of KINDS; the file that is gone once it has been committed."""
    path = folder / kind
    path.touch()
    return path


def generate(world: World, level: int, cell: Cell) -> Chunk:
    """`world.generate.generate`, or what the folder asks for."""
    kind = _asked()
    if kind == "raises":
        raise ArithmeticError("asked for by the soak")
    if kind == "out-of-memory":
        raise MemoryError
    chunk = sound(world, level, cell)
    if kind == "cut":
        return _Cut(level, cell, chunk.parts, chunk.lamps, chunk.light, chunk.openness)
    if kind == "not-a-number":
        parts = np.resize(chunk.parts, max(1, len(chunk.parts)))
        parts["pos"][0] = np.nan
        return replace(chunk, parts=parts)
    if kind == "other-cell":
        return replace(chunk, cell=(cell[0] + 1, cell[1], cell[2]))
    return chunk


class _Cut(Chunk):
    """A chunk whose bytes end too early."""

    def pack(self) -> bytes:
        return super().pack()[:-3]


def _asked() -> str | None:
    """The fault to commit now, if this process is the first to take it."""
    folder = os.environ.get(FOLDER)
    for kind in KINDS if folder else ():
        try:
            os.unlink(os.path.join(str(folder), kind))
        except OSError:
            continue
        return kind
    return None
