"""Where there is room for what moves: air before a face of mass, and no walkway in it.

Faces are those of the voxels (world.fields): what is really built there lies up to 28 m behind
such a face and, with piers and galleries, up to 30 m before it (`CLEAR`); the walkways that run
along a wall lie within 96 m of it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from blame3d.world.chunk import CELL
from blame3d.world.fields import occupancy, planes, solid_at
from blame3d.world.masses import solid64, solid256
from blame3d.world.types import World
from blame3d.world.walk_lattice import lay_links
from blame3d.world.walk_lines import N, read_fields

Bool = NDArray[np.bool_]
I64 = NDArray[np.int64]
Box = tuple[tuple[int, int, int], tuple[int, int, int]]
"""lo, hi in whole metres of the world."""

CLEAR: Final = 34
"""Metres before a face beyond which nothing of the wall stands."""
BURIED: Final = 30
"""Metres behind a face at which there is surely mass."""


class Grid(NamedTuple):
    """mass: voxels [first, first + shape) of a seed, True where solid."""

    seed: int
    first: I64
    mass: Bool

    def faces(self, axis: int, sign: int, inner: int) -> I64:
        """Voxels of air (N, 3), as rows of `mass`, whose back lies on mass: `sign` points from the
        mass into the air. Only those at least `inner` voxels inside the grid; in a fixed order."""
        air = ~self.mass
        held = air & np.roll(self.mass, sign, axis)
        cut = (slice(inner, -inner),) * 3
        return np.argwhere(held[cut]) + inner

    def flat(self, at: I64, axis: int, sign: int, lo: tuple[int, int], hi: tuple[int, int],
             deep: int = 1) -> bool:
        """Whether the face goes on, flat, over voxels lo … hi (both included) on the other two
        axes, counted from `at`, with `deep` voxels of air before it."""
        cut: list[slice] = []
        others = iter(zip(lo, hi, strict=True))
        for a in range(3):
            if a == axis:
                cut.append(slice(0, 1))
                continue
            first, last = next(others)
            cut.append(slice(int(at[a]) + first, int(at[a]) + last + 1))
        near = int(at[axis])
        air = slice(near, near + deep) if sign > 0 else slice(near - deep + 1, near + 1)
        behind = slice(near - sign, near - sign + 1)
        if any(c.start < 0 or c.stop > n for c, n in zip(cut, self.mass.shape, strict=True)):
            return False
        if air.start < 0 or air.stop > self.mass.shape[axis]:
            return False
        front, back = list(cut), list(cut)
        front[axis], back[axis] = air, behind
        return not self.mass[tuple(front)].any() and bool(self.mass[tuple(back)].all())

    def run(self, at: I64, axis: int, sign: int, along: int, most: int) -> tuple[int, int]:
        """How many voxels the face goes on to either side of `at` along another axis."""
        ends = []
        for way in (-1, 1):
            n, here = 0, at.copy()
            while n < most:
                here[along] += way
                behind = here.copy()
                behind[axis] -= sign
                if not 0 <= here[along] < self.mass.shape[along]:
                    break
                if self.mass[tuple(here)] or not self.mass[tuple(behind)]:
                    break
                n += 1
            ends.append(n)
        return ends[0], ends[1]

    def drop(self, at: I64) -> int:
        """Voxels of air from `at` down, itself included, as far as the grid goes."""
        column = self.mass[at[0], at[1], : at[2] + 1][::-1]
        return int(column.argmax()) if column.any() else len(column)

    def edges(self, at: I64, axis: int, lo: int = 0, hi: int = 0) -> tuple[int, int]:
        """World metres where voxel at + lo begins and voxel at + hi ends on an axis."""
        i = int(self.first[axis]) + int(at[axis])
        found = planes(self.seed, axis, i + lo, i + hi + 1)
        return int(found[0]), int(found[-1])


def grid(seed: int, first: I64, size: int) -> Grid:
    """The voxels [first, first + size) on each axis."""
    return Grid(seed, first, occupancy(seed, first, first + size))


def in_air(seed: int, box: Box) -> bool:
    """Whether a box holds no mass: sampled every 64 m and at its far side."""
    lo, hi = box
    axes = [np.unique(np.append(np.arange(a, b, 64), b)) for a, b in zip(lo, hi, strict=True)]
    points = np.stack(np.meshgrid(*axes, indexing="ij"), -1).reshape(-1, 3)
    return not bool(np.asarray(solid_at(seed, points)).any())


def off_the_ways(seed: int, box: Box) -> bool:
    """Whether no walkway runs through the 64 m cells that a box touches."""
    low = [v // CELL for v in box[0]]
    high = [v // CELL for v in box[1]]
    first, last = [v // N for v in low], [v // N for v in high]
    for x in range(first[0], last[0] + 1):
        for y in range(first[1], last[1] + 1):
            for z in range(first[2], last[2] + 1):
                cut = tuple(
                    slice(max(a - c * N, 0), min(b - c * N, N - 1) + 1)
                    for a, b, c in zip(low, high, (x, y, z), strict=True)
                )
                if ways(seed, x, y, z)[cut].any():
                    return False
    return True


@lru_cache(maxsize=256)
def ways(seed: int, x: int, y: int, z: int) -> Bool:
    """Cells of 64 m (16, 16, 16) of a lattice cell of 1,024 m that a walkway runs through."""
    world = World(seed)
    cell = np.array([x, y, z], np.int64)
    field, ledge = read_fields(cell, lambda c: solid64(world, c))
    links = lay_links(world, cell, field, ledge, lambda c: solid256(world, c))
    used = np.zeros((N,) * 3, np.bool_)
    for axis, link in enumerate(links):
        low, high = [slice(None)] * 3, [slice(None)] * 3
        low[axis], high[axis] = slice(0, N), slice(1, N + 1)
        used |= link[tuple(low)] | link[tuple(high)]
    used.setflags(write=False)
    return used
