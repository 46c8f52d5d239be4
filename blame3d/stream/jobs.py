"""What is asked of the workers and what comes back, and the only doors for their bytes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from blame3d.errors import Blame3DError, DataError
from blame3d.world.chunk import COLLIDER, RAMP, Cell, Chunk, Key
from blame3d.world.types import World

CHUNK = "chunk"
COLLIDERS = "colliders"


class Job(NamedTuple):
    """kind: CHUNK or COLLIDERS (then the level is 0)."""

    kind: str
    key: Key


def chunk_job(key: Key) -> Job:
    """Ask for everything that is drawn of a cell."""
    return Job(CHUNK, key)


def collider_job(cell: Cell) -> Job:
    """Ask for what a body touches in a level-0 cell."""
    return Job(COLLIDERS, (0, cell))


@dataclass(frozen=True, eq=False)
class Done:
    """A job's answer; epoch is the executor's at the time it was asked."""

    job: Job
    epoch: int
    chunk: Chunk | None = None
    colliders: NDArray[np.void] | None = None


@dataclass(frozen=True, eq=False)
class Failed:
    """A job given up after three failures; error is a sentence with id B3D-WORLD-02."""

    job: Job
    epoch: int
    error: Blame3DError


Result = Done | Failed


class ChunkMaker(Protocol):
    """The signature of `world.generate.generate`."""

    def __call__(self, world: World, level: int, cell: Cell, /) -> Chunk: ...


class ColliderMaker(Protocol):
    """The signature of `world.generate.colliders`: a COLLIDER array."""

    def __call__(self, world: World, cell: Cell, /) -> NDArray[np.void]: ...


def produce(
    job: Job, world: World, generator: ChunkMaker, colliders: ColliderMaker
) -> bytes:
    """Do a job: the answer as canonical bytes."""
    level, cell = job.key
    if job.kind == CHUNK:
        return generator(world, level, cell).pack()
    return np.ascontiguousarray(colliders(world, cell)).tobytes()


def accept(job: Job, epoch: int, data: bytes) -> Done:
    """Read a job's bytes; DataError unless they are a sound answer to this very job."""
    if job.kind == CHUNK:
        chunk = Chunk.unpack(data)
        if chunk.key != job.key:
            raise DataError("A chunk answers another request.")
        if not (_finite(chunk.parts, "pos", "size") and _finite(chunk.lamps, "pos", "reach")):
            raise DataError("A chunk holds a position that is not finite.")
        return Done(job, epoch, chunk=chunk)
    if len(data) % COLLIDER.itemsize:
        raise DataError("Colliders end in the middle of one.")
    array = np.frombuffer(data, COLLIDER)
    lo, hi = array["lo"], array["hi"]
    sound = np.isfinite(lo).all() and np.isfinite(hi).all() and (lo <= hi).all()
    if not sound or (array["kind"] > RAMP).any():
        raise DataError("A collider has no sound bounds or no known kind.")
    return Done(job, epoch, colliders=array)


def _finite(rows: NDArray[np.void], *names: str) -> bool:
    """Whether these float32 fields hold numbers only.

    First whole rows are taken for floats, which is quicker than picking strided fields and enough
    when nothing looks odd; other fields' bits may look like a NaN, so then one looks closer.
    """
    if bool(np.isfinite(rows.view(np.float32)).all()):
        return True
    return all(bool(np.isfinite(rows[name]).all()) for name in names)


def given_up(job: Job, epoch: int, reason: str) -> Failed:
    """The failure that a person may read."""
    level, (x, y, z) = job.key
    what = "Chunk" if job.kind == CHUNK else "Colliders of cell"
    stays = "stays coarse" if job.kind == CHUNK else "stays closed"
    text = f"{what} {x},{y},{z} of level {level} failed 3 times and {stays}. Last: {reason}"
    return Failed(job, epoch, Blame3DError(text, id="B3D-WORLD-02"))
