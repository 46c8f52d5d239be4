"""Stand-ins for the generator: quick, or faulty in the ways in which a worker can be.

Imported by worker processes, so it must not import pytest. What goes wrong is told by the cell's
x: a fault that has to happen once only leaves a file named by BLAME3D_FAKE_ONCE.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from functools import lru_cache
from pathlib import Path

import numpy as np

from blame3d.world.chunk import COLLIDER, LAMP, PART, Cell, Chunk
from blame3d.world.types import World
from blame3d.world.viewpoint import Viewpoint

DIES, DIES_ONCE, STOPS_ONCE, RAISES, GARBLED, NOT_FINITE, LARGE, SLOW, OTHER_CELL = range(
    1000, 1009
)


def generate(world: World, level: int, cell: Cell) -> Chunk:
    """A small chunk that tells its seed, its level and its cell; or a fault."""
    match cell[0]:
        case 1000:  # DIES
            os.kill(os.getpid(), signal.SIGKILL)
        case 1001 if _first("died"):
            os.kill(os.getpid(), signal.SIGSEGV)
        case 1002 if _first("stopped"):
            os.kill(os.getpid(), signal.SIGSTOP)
        case 1003:
            raise ZeroDivisionError("the stand-in was told to")
        case 1004:
            return Garbled(level, cell, *_arrays(world, level, cell))
        case 1007:
            time.sleep(0.3)
        case 1010 if _first("hung"):
            time.sleep(60)
        case 1009:  # longer than any test waits
            time.sleep(60)
        case 1008:
            return Chunk(level, (0, 0, 0), *_arrays(world, level, cell))
    parts, lamps, light, openness = _arrays(world, level, cell)
    if cell[0] == NOT_FINITE:
        parts["pos"][0, 1] = np.nan
    if cell[0] == LARGE:
        parts = np.resize(parts, 40_000)
    return Chunk(level, cell, parts, lamps, light, openness)


def colliders(world: World, cell: Cell) -> np.ndarray:
    """One box that tells the seed."""
    rows = np.zeros(1, COLLIDER)
    rows["lo"], rows["hi"] = world.seed % 64, world.seed % 64 + 1
    if cell[0] == NOT_FINITE:
        rows["hi"] = np.inf
    if cell[0] == GARBLED:
        rows["kind"] = 77
    return rows


def place(world: World, near_mm: tuple[int, int, int]) -> Viewpoint:
    """A place that tells the seed; nowhere, far out."""
    heading = np.nan if near_mm[0] > 10**9 else 90.0
    return Viewpoint((near_mm[0], near_mm[1], world.seed), heading, -5.0)


def environment(world: World, level: int, cell: Cell) -> Chunk:
    """A chunk whose one part says how this process was started."""
    chunk = generate(world, level, cell)
    one = all(os.environ.get(n) == "1" for n in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"))
    heavy = any(m.split(".")[0] in ("panda3d", "direct", "pytest") for m in sys.modules)
    chunk.parts["pos"][0] = os.nice(0), one, heavy
    return chunk


def whose(world: World, level: int, cell: Cell) -> Chunk:
    """A chunk whose one lamp says which process made it."""
    chunk = generate(world, level, cell)
    chunk.lamps["power"] = os.getpid() % 251
    return chunk


def hog(world: World, level: int, cell: Cell) -> Chunk:
    """A small chunk, made by one call into C that keeps the interpreter for some 25 ms."""
    sorted(_shuffled())
    return Chunk(level, cell, *_arrays(world, level, cell))


@lru_cache
def _shuffled() -> list[float]:
    found: list[float] = np.random.default_rng(1).random(120_000).tolist()
    return found


class Garbled(Chunk):
    """A chunk whose bytes are cut."""

    def pack(self) -> bytes:
        return super().pack()[:-7]


def _arrays(world: World, level: int, cell: Cell) -> tuple[np.ndarray, np.ndarray, np.ndarray, int]:
    parts = np.zeros(3, PART)
    parts["pos"] = [world.seed % 1000, level, cell[2] % 1000]
    light = np.full((4, 4, 4, 2), level, np.uint8)
    return parts, np.zeros(1, LAMP), light, level


def _first(name: str) -> bool:
    path = Path(os.environ["BLAME3D_FAKE_ONCE"], name)
    if path.exists():
        return False
    path.touch()
    return True
