"""Where the ways of a guest (`sites`) meet those of its host.

On the faces of the mask the host's openings are kept: as if nothing stood there, each side face of
a level-4 cell has its own, and one top and one bottom face of the mask have theirs. The guest's
ways are laid to them. Where the host climbs into the mask, the stairs of that whole column of
cells stand where the host's do, so that they join.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from blame3d.world.masses import solid64, solid256
from blame3d.world.sites import LEVEL
from blame3d.world.types import Guest, World
from blame3d.world.walk_lattice import portals
from blame3d.world.walk_lines import I64, Bools, N, read_fields

_BIG = 64 * N
_SIDE = 1 << (LEVEL - 4)
"""Level-4 cells along the edge of a mask."""


class Border(NamedTuple):
    """What the host has about a level-4 cell of a guest.

    host: its City. by: level-0 cells (3,) from the guest's to those of the host. mass: as
    `read_fields` has it there. sides: (3, 2) whether the low and high face on each axis is one of
    the mask. faces: (3, 2, 3) and climbs: (2,), the host's `portals`. columns: (n, 2) level-0
    cells, x and y at the guest's home, in which the host's stairs stand.
    """

    host: World
    by: I64
    mass: Bools
    sides: Bools
    faces: I64
    climbs: Bools
    columns: I64

    def meets(self, axis: I64, face: I64) -> NDArray[np.bool_]:
        """Which faces (P,) of cells are the mask's; face: their place along the axis, 0 … 16."""
        low, high = self.sides[axis, 0], self.sides[axis, 1]
        return np.asarray((low & (face == 0)) | (high & (face == N)))

    def climbed(self, columns: I64) -> NDArray[np.bool_]:
        """Which columns (n, 2) of level-0 cells, at home, hold the host's stairs."""
        return np.asarray((columns[:, None] == self.columns).all(2).any(1))


def border(world: World, cell4: I64) -> Border | None:
    """What a level-4 cell of a guest meets; None for cells of a City that is nobody's guest."""
    guest = world.guest
    if guest is None:
        return None
    host, by = World(guest.host), np.array(guest.by, np.int64)
    mass, faces, climbs = _portals(host, cell4 + by // _BIG)
    lo, hi = np.array(guest.lo) // _BIG, np.array(guest.hi) // _BIG
    sides = np.stack([cell4 == lo, cell4 + 1 == hi], 1)
    return Border(host, by // 64, mass, sides, faces, climbs, _columns(guest))


def _portals(host: World, cell4: I64) -> tuple[Bools, I64, Bools]:
    mass, ledge = read_fields(cell4, lambda c: solid64(host, c))
    _, faces, climbs = portals(host, cell4, mass, ledge, lambda c: solid256(host, c))
    return mass, faces, np.array(climbs)


@lru_cache(maxsize=8)
def _columns(guest: Guest) -> I64:
    """The columns of `Border`: of the host's portals through the mask's bottom and top."""
    host, by = World(guest.host), np.array(guest.by, np.int64)
    low = (np.array(guest.lo) + by) // _BIG
    found = []
    for side, layer in enumerate((0, _SIDE - 1)):
        for n in range(_SIDE * _SIDE):
            cell = low + np.array([n // _SIDE, n % _SIDE, layer])
            _, faces, climbs = _portals(host, cell)
            if climbs[side]:
                found.append((cell * N + faces[2, side] - by // 64)[:2])
    return np.array(found, np.int64).reshape(-1, 2)
