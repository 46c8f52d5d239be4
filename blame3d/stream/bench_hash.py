"""`blame3d bench hash`: one number for a sample of the City, to compare machines and ways.

Each chunk is hashed alone (with its colliders on level 0) and the hashes are added, so that the
order in which the workers finish does not matter and, unlike with XOR, two equal faults do not
cancel out.
"""

from __future__ import annotations

import json as json_
import sys
from collections.abc import Sequence
from hashlib import blake2b
from typing import Final

import numpy as np

from blame3d.errors import UsageError
from blame3d.stream.executor import Executor, generate_all
from blame3d.stream.jobs import CHUNK, Done, Failed, Job, chunk_job, collider_job
from blame3d.stream.pool import open_executor
from blame3d.world.chunk import CELL, Key
from blame3d.world.hash import below, hash64
from blame3d.world.types import GEN_VERSION, World

SEEDS: Final = (0, 1, 4242, 0xFFFFFFFFFFFFFFFF)

LEVELS: Final = 7
"""Levels 0 … 6: those that quality low draws."""

GROUP: Final = 3 * LEVELS
"""Cells at one place."""

PLACES: Final = (0, 1 << 15, -(1 << 15), 10**9, -(10**9), 1 << 31, -(1 << 31), 1 << 40, 10**12)
"""Metres from the origin, on each axis in turn: where integers and floats have been seen to end."""

_MASK: Final = (1 << 128) - 1


def sample(cells: int) -> list[tuple[int, Key]]:
    """The first `cells` of a fixed endless list of (seed, key); all different.

    The list goes from place to place, 21 cells at each: three of every level, overlapping and
    beside each other, so that what a generator keeps from one cell is met by the next. Every other
    place is near the origin, the others are PLACES. A longer list begins with the shorter one.
    """
    n = np.arange(cells * 2 + GROUP)  # some fall together
    group = (n // GROUP)[:, None]
    axis = np.arange(3)
    base = np.array(PLACES)[below(hash64(7, 1, group, axis), len(PLACES))]
    near = below(hash64(7, 2, group, axis), 2048) - 1024
    base = np.where(group % 2 == 0, near, base + near)
    level = n % LEVELS
    offset = below(hash64(7, 3, n[:, None], axis), 3) - 1
    at = base // (CELL << level)[:, None] + offset
    seed = (n // GROUP) % len(SEEDS)
    rows = zip(seed.tolist(), level.tolist(), at.tolist(), strict=True)
    found = dict.fromkeys((SEEDS[s], (k, (x, y, z))) for s, k, (x, y, z) in rows)
    return list(found)[:cells]


def digest(results: Sequence[bytes]) -> int:
    """blake2b-128 of each byte string, added modulo 2**128."""
    total = 0
    for data in results:
        total += int.from_bytes(blake2b(data, digest_size=16).digest(), "little")
    return total & _MASK


def combined(executor: Executor, sampled: Sequence[tuple[int, Key]]) -> int:
    """Generate the sample, world by world, and hash it. Raises the error of a failed chunk."""
    total = 0
    for seed in dict.fromkeys(seed for seed, _ in sampled):
        keys = [key for owner, key in sampled if owner == seed]
        jobs: list[Job] = [chunk_job(key) for key in keys]
        jobs += [collider_job(cell) for level, cell in keys if level == 0]
        executor.set_world(World(seed))
        results = generate_all(executor, jobs)
        for job, result in results.items():
            if isinstance(result, Failed):
                raise result.error
            total += digest([_named(seed, job, result)])
    return total & _MASK


def _named(seed: int, job: Job, result: Done) -> bytes:
    """Canonical bytes of a result, with the name of what it answers in front."""
    level, (x, y, z) = job.key
    name = f"{GEN_VERSION} {seed} {job.kind} {level} {x} {y} {z}\n".encode()
    if job.kind == CHUNK and result.chunk is not None:
        return name + result.chunk.pack()
    return name + (b"" if result.colliders is None else result.colliders.tobytes())


def run(
    cells: int = 256, *, workers: int | None = None, shuffle: int | None = None, json: bool = False
) -> int:
    """Print the hash of the first `cells` of the sample; the exit code.

    shuffle: a number that fixes another order of asking. UsageError (64) for a count below 1.
    """
    if cells < 1:
        raise UsageError(f"{cells} cells make no hash; ask for at least 1.", id="B3D-ARG-02")
    sampled = sample(cells)
    if shuffle is not None:
        order = np.argsort(hash64(shuffle, 3, np.arange(cells)), kind="stable")
        sampled = [sampled[i] for i in order.tolist()]
    executor = open_executor(World(SEEDS[0]), workers)
    try:
        value = f"{combined(executor, sampled):032x}"
    finally:
        executor.close()
    if json:
        line = json_.dumps({"hash": value, "cells": cells, "gen_version": GEN_VERSION})
    else:
        line = f"{value}  {cells} cells, generator {GEN_VERSION}"
    sys.stdout.write(line + "\n")
    return 0
