"""Districts: the characters of the City.

A district is a set of proportions and chances, nothing more; the grammar that reads them is
shared. Its region is a block of voxels, so that a border is a wall, a plate or the edge of a
void, never a blend.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from blame3d.world.hash import below, hash64
from blame3d.world.materials import Material

_DISTRICT: Final = 200
_REGION: Final = (14, 14, 7)
"""Voxels of one region: about 3.6 × 3.6 × 1.8 km."""


@dataclass(frozen=True)
class District:
    """Proportions of one kind of place.

    rest: chance that a panel of any size stays whole (large quiet planes). upright: chance that a
    panel splits into tall halves. relief: depth of a step as a share of the panel's width.
    even: chance that a split is in the middle, which makes a rhythm of it.
    The next fields are densities: of big pipes, columns and galleries on walls (a face of 256 m),
    of fittings on panels, of lamps and lit windows, of spans in the air. bundle: most pipes side by
    side. forms: the great forms (see landmarks) that stand here, by lot; "" is nothing.
    orders: the forms of walls that are large and would be blank (see relief), by lot.
    flood: chance that a floor lies under black water.
    """

    name: str
    rest: float
    upright: float
    relief: float
    even: float
    pipes: float
    columns: float
    galleries: float
    fittings: float
    windows: float
    lamps: float
    spans: float
    main: Material
    second: Material
    bundle: int
    forms: tuple[str, ...]
    orders: tuple[str, ...]
    flood: float = 0.0


_M = Material

DISTRICTS: Final = (
    # Piers and ribs, tall and quiet.
    District("cathedral", 0.30, 0.90, 0.13, 0.3, 0.4, 2.8, 0.4, 0.40, 0.08, 0.5, 0.6,
             _M.CONCRETE, _M.CONCRETE_DAMP, 2,
             ("vault", "vault", "arcade", "arcade", "melt", "tower", "bastions"),
             ("piers", "piers", "buttresses", "slots", "coffers")),
    # Everything that can be bolted on is bolted on; chutes cross the air.
    District("foundry", 0.12, 0.42, 0.16, 0.1, 3.2, 0.3, 1.2, 0.95, 0.05, 1.0, 1.4,
             _M.CONCRETE_DAMP, _M.STEEL, 5,
             ("chute", "chute", "bundle", "loops", "tower", "bastions"),
             ("conduits", "plates", "plates", "shelves", "piers")),
    # Storeys upon storeys of the same slit.
    District("archive", 0.10, 0.16, 0.06, 0.8, 0.4, 0.3, 2.4, 0.75, 0.40, 0.8, 0.6,
             _M.CONCRETE, _M.HULL, 2,
             ("tower", "arcade", "arcade", "hung", "vault", "torn"),
             ("shelves", "coffers", "balconies", "slots")),
    # Round wells with galleries.
    District("shafts", 0.20, 0.62, 0.20, 0.2, 1.4, 1.1, 1.6, 0.65, 0.16, 0.9, 0.9,
             _M.CONCRETE, _M.STEEL, 3,
             ("shaft", "shaft", "tower", "loops", "bastions", "bastions"),
             ("balconies", "buttresses", "shelves", "conduits")),
    # Blocks on cables.
    District("hung", 0.34, 0.50, 0.10, 0.4, 0.3, 0.2, 0.8, 0.5, 0.22, 0.8, 0.5,
             _M.CONCRETE, _M.CONCRETE_DAMP, 2,
             ("hung", "hung", "hung", "hung", "torn", "bastions"),
             ("coffers", "plates", "slots", "shelves")),
    # Bundles that travel for kilometres.
    District("pipes", 0.26, 0.30, 0.09, 0.2, 4.2, 0.1, 0.5, 0.55, 0.02, 0.5, 1.2,
             _M.CONCRETE_DAMP, _M.CONCRETE, 6,
             ("bundle", "bundle", "bundle", "loops", "chute", "bastions"),
             ("conduits", "conduits", "piers", "plates")),
    # A plate came down here.
    District("collapse", 0.22, 0.50, 0.30, 0.0, 0.8, 0.8, 0.5, 0.45, 0.03, 0.3, 0.8,
             _M.CONCRETE, _M.CONCRETE_DAMP, 2,
             ("slabs", "slabs", "torn", "torn", "dome", "arcade"),
             ("plates", "plates", "buttresses", "balconies")),
    # Black water on the floors, wax on the walls.
    District("sump", 0.30, 0.45, 0.12, 0.1, 1.8, 0.6, 0.3, 0.5, 0.02, 0.45, 0.8,
             _M.CONCRETE_DAMP, _M.SLUDGE, 3,
             ("melt", "melt", "loops", "bundle", "slabs", "bastions"),
             ("buttresses", "plates", "conduits", "piers"), 0.85),
    # White, smooth, silent.
    District("silent", 0.62, 0.72, 0.05, 0.7, 0.1, 0.3, 0.3, 0.12, 0.04, 0.5, 0.25,
             _M.FACTORY_WHITE, _M.CONCRETE_LIME, 1,
             ("dome", "vault", "tower", "bastions", ""),
             ("coffers", "slots", "piers")),
    # Lines that go somewhere else.
    District("transit", 0.24, 0.22, 0.11, 0.5, 0.9, 0.7, 1.6, 0.6, 0.14, 1.3, 1.6,
             _M.CONCRETE, _M.STEEL, 3,
             ("chute", "vault", "arcade", "tower", "hung", "dome"),
             ("shelves", "piers", "conduits", "balconies")),
)


def district_of(seed: int, voxels: ArrayLike) -> NDArray[np.int64]:
    """Index into DISTRICTS for voxels (N, 3)."""
    v = np.asarray(voxels, np.int64)
    row = v[:, 2] // _REGION[2]
    # Every other layer of regions is shifted by half a region, so that no border runs through.
    x = (v[:, 0] + (row % 2) * (_REGION[0] // 2)) // _REGION[0]
    y = (v[:, 1] + (row % 2) * (_REGION[1] // 2)) // _REGION[1]
    return below(hash64(seed, _DISTRICT, x, y, row), len(DISTRICTS))


def column(field: str) -> NDArray[np.float64]:
    """One field of all districts as float64, to be indexed by `district_of`."""
    return np.array([float(getattr(d, field)) for d in DISTRICTS])
