"""What the gun takes away: from whom, from the light, and from what bodies touch.

What is drawn needs no cutting: see `bore`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from blame3d.world.capsule import touched, touched_keys, touching_beams
from blame3d.world.carving import Axis, cut_boxes
from blame3d.world.chunk import BOX, CYLINDER, LADDER, LIFT, RAMP, Cell, edge
from blame3d.world.types import Beam, World

F64 = NDArray[np.float64]
Rows = NDArray[np.void]
Index = NDArray[np.intp]
Metres = Sequence[int] | NDArray[np.int64]

__all__ = [
    "carve_colliders", "hit", "hollow", "local", "touched", "touched_keys", "touching_beams",
]


def local(world: World, level: int, cell: Cell) -> World:
    """The world as one cell knows it: with the beams that reach into the cell, and no others.

    So a beam changes the cells that it touches and nothing else, not even their light, and what
    was made and kept of others stays good after a shot.
    """
    if not world.edits:
        return world
    corner = [c * edge(level) * 1000 for c in cell]
    return replace(world, edits=touching_beams(world.edits, corner, edge(level)))


def _mm(cell_lo: Metres) -> tuple[int, int, int]:
    x, y, z = (int(v) * 1000 for v in cell_lo)
    return x, y, z


def _ordered(rows: list[Rows], index: list[Index]) -> Rows:
    order = np.argsort(np.concatenate(index), kind="stable")
    return np.concatenate(rows)[order]


def carve_colliders(
    colliders: Rows, beams: Iterable[Beam], cell_lo: Metres
) -> Rows:
    """Colliders of a cell less the beams.

    colliders: COLLIDER, metres from the cell's low corner; cell_lo: that corner in whole metres of
    the world. Returns COLLIDER; the input itself when nothing is touched. Rows that no beam
    touches come out byte for byte and in their place; pieces stand where their source stood.
    Boxes are cut into columns (see `carving`). Cylinders are segmented along their axis, ramps
    and ladders along their climb; a segment that the beam touches (by its bounds) is dropped.
    """
    for beam in beams:
        axis = Axis(beam, _mm(cell_lo))
        lo, hi = colliders["lo"].astype(np.float64), colliders["hi"].astype(np.float64)
        hit = axis.touches(lo, hi)
        if not hit.any():
            continue
        hit &= colliders["kind"] != LIFT  # mended by the time one looks
        if not hit.any():
            continue
        rows = [colliders[~hit]]
        index = [np.flatnonzero(~hit)]
        boxes = np.flatnonzero(hit & (colliders["kind"] == BOX))
        b_lo, b_hi, source = cut_boxes(lo[boxes], hi[boxes], axis)
        pieces = colliders[boxes[source]]
        pieces["lo"], pieces["hi"] = b_lo, b_hi
        rows.append(pieces)
        index.append(boxes[source])
        for kind in (CYLINDER, RAMP, LADDER):
            some = np.flatnonzero(hit & (colliders["kind"] == kind))
            segments, whence = _collider_segments(colliders[some], axis.radius)
            stay = ~axis.touches(
                segments["lo"].astype(np.float64), segments["hi"].astype(np.float64)
            )
            rows.append(segments[stay])
            index.append(some[whence[stay]])
        colliders = _ordered(rows, index)
    return colliders


def hit(
    lo: NDArray[np.float64], hi: NDArray[np.float64], beams: Iterable[Beam], cell_lo: Metres
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Of boxes (N, 3) in metres from a cell's low corner, those that a beam enters."""
    found = np.zeros(len(lo), np.bool_)
    for beam in beams:
        found |= Axis(beam, _mm(cell_lo)).touches(lo, hi)
    return lo[found], hi[found]


def hollow(
    solid: NDArray[np.bool_], beams: Iterable[Beam], low: Metres, texel: float
) -> NDArray[np.bool_]:
    """A grid of solid texels (z y x) less those whose centre a beam holds, for light.

    low: low corner of the grid (its apron included) in whole metres of the world. The input itself
    when none is held.
    """
    at = np.argwhere(solid)
    lo: NDArray[np.float64] = at[:, ::-1].astype(np.float64) * np.float64(texel)
    held = np.zeros(len(at), np.bool_)
    for beam in beams:
        held |= Axis(beam, _mm(low)).holds_centre(lo, lo + texel)
    if not held.any():
        return solid
    out = solid.copy()
    k, j, i = at[held].T
    out[k, j, i] = False
    return out


def _collider_segments(rows: Rows, radius: float) -> tuple[Rows, Index]:
    """Cut cylinders along their axis, ramps and ladders along their climb, each about `radius`
    long."""
    ramp = rows["kind"] == RAMP
    axis = np.where(ramp, rows["dir"] % 2, rows["dir"]).astype(np.intp)
    axis[rows["kind"] == LADDER] = 2
    lo, hi = rows["lo"].astype(np.float64), rows["hi"].astype(np.float64)
    which = np.arange(len(rows))
    extent = hi[which, axis] - lo[which, axis]
    count = np.ceil(extent / max(radius, 0.25)).astype(np.int64).clip(1, 4096)
    whence = np.repeat(which, count)
    place = np.arange(len(whence)) - np.repeat(np.cumsum(count) - count, count)
    out = rows[whence]
    first, last = place / count[whence], (place + 1) / count[whence]
    n = np.arange(len(out))
    along, low, long = axis[whence], lo[whence], extent[whence]
    high = hi[whence]
    start = low[n, along].copy()
    low[n, along] = start + first * long
    high[n, along] = start + last * long
    down = rows["dir"][whence] >= 2  # a ramp that climbs towards -x or -y starts at the far end
    bottom = np.where(down, 1.0 - last, first)
    top = np.where(down, 1.0 - first, last)
    rise = high[:, 2] - low[:, 2]
    climbs = ramp[whence]
    base = low[:, 2].copy()
    low[:, 2] = np.where(climbs, base + bottom * rise, base)
    high[:, 2] = np.where(climbs, base + top * rise, high[:, 2])
    out["lo"], out["hi"] = low, high
    return out, whence
