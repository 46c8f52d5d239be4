"""What is asked of the workers and what comes back, and the only doors for their bytes."""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass
from typing import Final, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from blame3d.errors import Blame3DError, DataError
from blame3d.stream.arranged import Arranged, ReadyChunk, arrange
from blame3d.view import Pose
from blame3d.world.chunk import COLLIDER, LIFT, Cell, Chunk, Key
from blame3d.world.plain import plain
from blame3d.world.types import World

CHUNK: Final = "chunk"
COLLIDERS: Final = "colliders"
PLACE: Final = "place"

_LENGTH: Final = struct.Struct("<I")
_PLACE: Final = struct.Struct("<qqqddd")


class Job(NamedTuple):
    """kind: CHUNK, COLLIDERS (then the level is 0) or PLACE (then the level is 0 and the cell is
    a point in millimetres)."""

    kind: str
    key: Key


def chunk_job(key: Key) -> Job:
    """Ask for everything that is drawn of a cell."""
    return Job(CHUNK, key)


def collider_job(cell: Cell) -> Job:
    """Ask for what a body touches in a level-0 cell."""
    return Job(COLLIDERS, (0, cell))


def place_job(near_mm: tuple[int, int, int]) -> Job:
    """Ask for the best view near a point."""
    return Job(PLACE, (0, near_mm))


@dataclass(frozen=True, eq=False)
class Done:
    """A job's answer; epoch is the executor's at the time it was asked."""

    job: Job
    epoch: int
    chunk: Chunk | None = None
    colliders: NDArray[np.void] | None = None
    place: Pose | None = None


@dataclass(frozen=True, eq=False)
class Failed:
    """A job given up after three failures; error is a sentence with id B3D-WORLD-02. chunk: a
    plain block in place of the chunk that could not be made."""

    job: Job
    epoch: int
    error: Blame3DError
    chunk: Chunk | None = None


Result = Done | Failed


class ChunkMaker(Protocol):
    """The signature of `world.generate.generate`."""

    def __call__(self, world: World, level: int, cell: Cell, /) -> Chunk: ...


class ColliderMaker(Protocol):
    """The signature of `world.generate.colliders`: a COLLIDER array."""

    def __call__(self, world: World, cell: Cell, /) -> NDArray[np.void]: ...


class Place(Protocol):
    """What a place finder finds."""

    @property
    def pose(self) -> Pose: ...


class PlaceFinder(Protocol):
    """The signature of `world.viewpoint.viewpoint`."""

    def __call__(self, world: World, near_mm: tuple[int, int, int], /) -> Place: ...


class Makers(NamedTuple):
    """Who does the jobs of each kind."""

    chunk: ChunkMaker
    colliders: ColliderMaker
    place: PlaceFinder


class Names(NamedTuple):
    """Dotted names "module:function" of the Makers, for processes that have yet to import them."""

    chunk: str = "blame3d.world.generate:generate"
    colliders: str = "blame3d.world.generate:colliders"
    place: str = "blame3d.world.viewpoint:viewpoint"


def chunk_bytes(chunk: Chunk) -> bytes:
    """A chunk and its arrangement."""
    whole = chunk.pack()
    return b"".join((_LENGTH.pack(len(whole)), whole, arrange(chunk).pack()))


def produce(job: Job, world: World, makers: Makers) -> bytes:
    """Do a job: the answer as canonical bytes."""
    level, cell = job.key
    if job.kind == CHUNK:
        return chunk_bytes(makers.chunk(world, level, cell))
    if job.kind == PLACE:
        pose = makers.place(world, cell).pose
        return _PLACE.pack(*pose.mm, pose.h, pose.p, pose.r)
    return np.ascontiguousarray(makers.colliders(world, cell)).tobytes()


def accept(job: Job, epoch: int, data: bytes) -> Done:
    """Read a job's bytes; DataError unless they are a sound answer to this very job."""
    if job.kind == CHUNK:
        return Done(job, epoch, chunk=_chunk(job, memoryview(data)))
    if job.kind == PLACE:
        if len(data) != _PLACE.size:
            raise DataError("A place is of another length.")
        x, y, z, h, p, r = _PLACE.unpack(data)
        if not all(map(math.isfinite, (h, p, r))):
            raise DataError("A place looks nowhere.")
        return Done(job, epoch, place=Pose(x, y, z, h, p, r))
    if len(data) % COLLIDER.itemsize:
        raise DataError("Colliders end in the middle of one.")
    array = np.frombuffer(data, COLLIDER)
    lo, hi = array["lo"], array["hi"]
    sound = np.isfinite(lo).all() and np.isfinite(hi).all() and (lo <= hi).all()
    if not sound or (array["kind"] > LIFT).any():
        raise DataError("A collider has no sound bounds or no known kind.")
    return Done(job, epoch, colliders=array)


def _chunk(job: Job, data: memoryview) -> ReadyChunk:
    if len(data) < _LENGTH.size:
        raise DataError("A chunk is shorter than its length.")
    end = _LENGTH.size + _LENGTH.unpack_from(data)[0]
    chunk = Chunk.unpack(data[_LENGTH.size : end])
    if chunk.key != job.key:
        raise DataError("A chunk answers another request.")
    return ReadyChunk(
        chunk.level, chunk.cell, chunk.parts, chunk.lamps, chunk.light, chunk.openness,
        Arranged.unpack(data[end:]),
    )


def given_up(job: Job, epoch: int, reason: str, world: World) -> Failed:
    """The failure that a person may read, with what is shown instead."""
    level, (x, y, z) = job.key
    what, stays = {
        CHUNK: ("Chunk", "is a plain block"),
        COLLIDERS: ("Colliders of cell", "stays closed"),
        PLACE: ("A view near", "is not known"),
    }[job.kind]
    text = f"{what} {x},{y},{z} of level {level} failed 3 times and {stays}. Last: {reason}"
    instead = plain(world, level, (x, y, z)) if job.kind == CHUNK else None
    return Failed(job, epoch, Blame3DError(text, id="B3D-WORLD-02"), instead)
