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
    The other fields are densities: of big pipes, columns and galleries on walls (a face of 256 m),
    of fittings on panels, of lamps and lit windows, of spans in the air.
    """

    name: str
    rest: float
    upright: float
    relief: float
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


DISTRICTS: Final = (
    District("cathedral", 0.30, 0.86, 0.13, 0.5, 2.6, 0.5, 0.45, 0.10, 0.5, 0.7,
             Material.CONCRETE, Material.CONCRETE_DAMP, 2),
    District("foundry", 0.12, 0.42, 0.16, 3.2, 0.3, 1.2, 0.95, 0.05, 1.0, 1.6,
             Material.CONCRETE_DAMP, Material.STEEL, 5),
    District("archive", 0.16, 0.30, 0.07, 0.6, 0.5, 2.2, 0.75, 0.40, 0.8, 0.8,
             Material.CONCRETE, Material.HULL, 2),
    District("shafts", 0.20, 0.62, 0.20, 1.6, 1.1, 1.4, 0.7, 0.16, 0.9, 1.2,
             Material.CONCRETE, Material.STEEL, 3),
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
