"""Walls where a guest (`sites`) ends: what its masses and its host's have of each other in their
common plane is closed, so that nobody sees into either."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.world import sites
from blame3d.world.chunk import Cell, edge
from blame3d.world.emit import Sink
from blame3d.world.fields import planes, solid_at, voxel_at
from blame3d.world.materials import Material
from blame3d.world.types import World

_THICK: Final = 2.0
"""Metres, all of them inside the mask."""


def add(sink: Sink, world: World, level: int, cell: Cell) -> None:
    """Add the bulkheads of a guest's cell, which is there where it is at home."""
    finest, sink.finest = sink.finest, 0.0
    size = edge(level)
    for axis, end in sites.sides(world, level, cell):
        _wall(sink, world, np.array(cell, np.int64) * size, size, axis, end * size)
    sink.finest = finest


def _wall(
    sink: Sink, world: World, origin: NDArray[np.int64], size: int, axis: int, at: int
) -> None:
    """That at one side of a cell: where there is mass on one side of its plane only."""
    guest = world.guest
    assert guest is not None
    by = np.array(guest.by, np.int64)
    u, v = (a for a in range(3) if a != axis)
    cuts = [_cuts(world.seed, guest.host, a, int(origin[a]), size, int(by[a])) for a in (u, v)]
    lo_u, lo_v = (w.reshape(-1) for w in np.meshgrid(*(c[:-1] for c in cuts), indexing="ij"))
    hi_u, hi_v = (w.reshape(-1) for w in np.meshgrid(*(c[1:] for c in cuts), indexing="ij"))
    middle = np.empty((len(lo_u), 3), np.int64)
    middle[:, u], middle[:, v] = (lo_u + hi_u) // 2, (lo_v + hi_v) // 2
    middle += origin * (np.arange(3) != axis)
    inside, outside = middle.copy(), middle + by
    inside[:, axis] = origin[axis] + (at - 1 if at else 0)
    outside[:, axis] = origin[axis] + by[axis] + (at if at else -1)
    ends = solid_at(world.seed, inside) ^ solid_at(guest.host, outside)
    lo, hi = np.empty((int(ends.sum()), 3)), np.empty((int(ends.sum()), 3))
    lo[:, u], lo[:, v], hi[:, u], hi[:, v] = lo_u[ends], lo_v[ends], hi_u[ends], hi_v[ends]
    lo[:, axis], hi[:, axis] = (at - _THICK, at) if at else (0.0, _THICK)
    sink.boxes(lo, hi, int(Material.CONCRETE), 128, block=True)


def _cuts(seed: int, host: int, axis: int, low: int, size: int, by: int) -> NDArray[np.int64]:
    """Where on an axis, 0 … size metres from a cell's corner, planes of either City cut it."""
    found = [np.array([0, size], np.int64)]
    for of, at in ((seed, low), (host, low + by)):
        first, last = voxel_at(of, axis, at), voxel_at(of, axis, at + size - 1)
        found.append(planes(of, axis, first, last + 1) - at)
    return np.unique(np.clip(np.concatenate(found), 0, size))
