"""Which sites an eye can meet: the cells of all lattices around it, the nearest first.

A cell's site is a function of the seed and the cell alone. Finding one costs some hundredths of a
second, so a running walk asks for cells one by one, beside its frames (app.living).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

import numpy as np

from blame3d.life import great, small
from blame3d.life.site import Site
from blame3d.world.fields import VOXEL
from blame3d.world.types import World

SMALL: Final = "small"
REACH_M: Final = {SMALL: 1300, "tram": 2600, "wheel": 3600, "builder": 2800, "wall": 4500,
                  "block": 2200}  # fmt: skip
"""How far away a site of each lattice is asked for: farther it is too small for its air."""

Position = tuple[int, int, int]


class Key(NamedTuple):
    """A cell of one of the lattices."""

    lattice: str
    cell: tuple[int, int, int]


def edge_m(lattice: str) -> int:
    """Metres along the edge of a lattice's cells; planes between voxels are shifted by less than
    a voxel."""
    return VOXEL * (small.CELL if lattice == SMALL else great.SORTS[lattice].cell)


def extent_m(lattice: str) -> int:
    """Metres that a site of a lattice may reach out of its cell."""
    return small.EXTENT if lattice == SMALL else great.SORTS[lattice].extent


def keys(position_mm: Position) -> list[Key]:
    """Cells whose sites may be seen from a place, the nearest first."""
    found: list[tuple[float, Key]] = []
    at = np.array(position_mm, np.int64) // 1000
    for lattice, reach in REACH_M.items():
        edge = edge_m(lattice)
        first, last = (at - reach) // edge, (at + reach) // edge
        for step in np.ndindex(*(last - first + 1)):
            cell = first + step
            gap = np.maximum(0, np.maximum(cell * edge - at, at - (cell + 1) * edge))
            away = float(np.sqrt((gap * gap).sum()))
            if away < reach:
                x, y, z = cell.tolist()
                found.append((away / reach, Key(lattice, (x, y, z))))
    return [key for _, key in sorted(found)]


def free(world: World, found: Iterable[Key]) -> list[Key]:
    """Of cells those of which nothing reaches into a guest (`world.sites`): what moves keeps to the
    masses of its own City."""
    guest = world.guest
    if guest is None:
        return list(found)
    lo, hi = (np.array(end) + np.array(guest.by) for end in (guest.lo, guest.hi))

    def clear(key: Key) -> bool:
        low, edge = np.array(key.cell) * edge_m(key.lattice), edge_m(key.lattice)
        out = extent_m(key.lattice) + VOXEL
        return bool(((low - out >= hi) | (low + edge + out <= lo)).any())

    return [key for key in found if clear(key)]


def site(seed: int, key: Key) -> Site | None:
    """What moves in a cell."""
    if key.lattice == SMALL:
        return small.small(seed, *key.cell)
    return great.great(seed, key.lattice, *key.cell)


def sites(seed: int, cells: Iterable[Key]) -> tuple[Site, ...]:
    """What moves in these cells, in their order."""
    return tuple(s for s in (site(seed, key) for key in cells) if s is not None)


def near(seed: int, position_mm: Position) -> tuple[Site, ...]:
    """All that may be seen from a place."""
    return sites(seed, keys(position_mm))
