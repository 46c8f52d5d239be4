"""What tests of set pieces ask of the City: floors and solids at a point."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
import pytest

from blame3d.config import resolve
from blame3d.player.rays import cast
from blame3d.world.chunk import CELL
from blame3d.world.generate import colliders
from blame3d.world.types import World

Millimetres = tuple[int, int, int]


@lru_cache(maxsize=96)
def _solids(world: World, cell: tuple[int, int, int]) -> np.ndarray:
    return colliders(world, cell)


def _local(mm: Millimetres) -> tuple[tuple[int, int, int], tuple[float, float, float]]:
    """The cell of a point and metres from its corner."""
    x, y, z = (v // (CELL * 1000) for v in mm)
    a, b, c = ((v - k * CELL * 1000) / 1000.0 for v, k in zip(mm, (x, y, z), strict=True))
    return (x, y, z), (a, b, c)


def _below(world: World, mm: Millimetres, up: float = 0.5, reach: float = 3.0) -> float | None:
    cell, at = _local((mm[0], mm[1], mm[2] + round(up * 1000)))
    found = cast(_solids(world, cell), at, (0.0, 0.0, -1.0), reach)
    return None if found is None else found.distance - up


def _inside(world: World, mm: Millimetres) -> bool:
    cell, at = _local(mm)
    rows = _solids(world, cell)
    there = (rows["lo"] < at) & (rows["hi"] > at) & (rows["kind"] == 0)[:, None]
    return bool(there.all(axis=1).any())


@pytest.fixture(scope="session")
def world() -> World:
    return World(resolve({}, {}, None)[0].world_seed)


@pytest.fixture(scope="session")
def below() -> Callable[..., float | None]:
    """(world, mm, up, reach) → metres from a point down to the first solid, or None; up: metres
    over the point from which it is looked."""
    return _below


@pytest.fixture(scope="session")
def inside() -> Callable[[World, Millimetres], bool]:
    """Whether a point is in a box."""
    return _inside
