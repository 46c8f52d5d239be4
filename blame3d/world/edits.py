"""What the gun takes away: parts and colliders of a cell less the capsules of its beams.

Plain boxes are split (see `carving`). Other parts cannot be: long ones are first cut into
segments along their longest axis, then what the capsule touches is dropped.

Parts that no beam touches come out byte for byte and in their place; pieces stand where their
source stood.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from blame3d.world import trig
from blame3d.world.capsule import gap_squared, touched, touched_keys, touching_beams
from blame3d.world.carving import SKIN, Axis, cut_boxes
from blame3d.world.chunk import BOX, CELL, CYLINDER, RAMP, Cell, edge
from blame3d.world.types import Beam, World

F64 = NDArray[np.float64]
Rows = NDArray[np.void]
Index = NDArray[np.intp]
Metres = Sequence[int] | NDArray[np.int64]

__all__ = [
    "carve", "carve_colliders", "hollow", "local", "touched", "touched_keys", "touching_beams",
]

_ASPECT: Final = 4.0
"""From this ratio of length to width a part is cut into segments of half of it."""


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


def carve(
    parts: Rows, beams: Iterable[Beam], cell_lo: Metres, size: float = CELL
) -> Rows:
    """Parts of a cell less the beams.

    parts: PART, metres from the cell's low corner; cell_lo: that corner in whole metres of the
    world; size: the cell's edge in metres, which bounds how finely it is cut. A plain box has
    batch 0 and no turn. Returns PART; the input itself when nothing is touched.
    """
    for beam in beams:
        axis = Axis(beam, _mm(cell_lo), size)
        plain = (parts["batch"] == 0) & (parts["yaw"] == 0) & (parts["pitch"] == 0)
        half = parts["size"].astype(np.float64) * 0.5
        centre = parts["pos"].astype(np.float64)
        lo, hi = centre - half, centre + half
        hit = plain & axis.touches(lo, hi)
        turned = np.flatnonzero(~plain)
        hit[turned] = _touches_turned(parts[turned], axis)
        if not hit.any():
            continue
        boxes, others = np.flatnonzero(hit & plain), np.flatnonzero(hit & ~plain)
        b_lo, b_hi, source = cut_boxes(lo[boxes], hi[boxes], axis)
        pieces = parts[boxes[source]]
        pieces["pos"] = (b_lo + b_hi) * 0.5
        pieces["size"] = b_hi - b_lo
        segments, whence = _segments(parts[others])
        stay = ~_touches_turned(segments, axis)
        parts = _ordered(
            [parts[~hit], pieces, segments[stay]],
            [np.flatnonzero(~hit), boxes[source], others[whence[stay]]],
        )
    return parts


def _turns(parts: Rows) -> tuple[F64, F64]:
    """Rows of the rotations of parts that may be turned: yaw and pitch as (N, 2) cos, sin."""

    def both(angles: NDArray[Any]) -> F64:
        values, back = np.unique(angles, return_inverse=True)
        table = [
            (trig.cos(v * trig.TURN // 65536), trig.sin(v * trig.TURN // 65536))
            for v in values.tolist()
        ]
        return np.array(table, np.float64).reshape(-1, 2)[back]

    return both(parts["yaw"]), both(parts["pitch"])


def _touches_turned(parts: Rows, axis: Axis) -> NDArray[np.bool_]:
    """Whether the beam touches each part's own (turned) box: the beam is turned back instead."""
    yaw, pitch = _turns(parts)

    def back(x: F64, y: F64, z: F64) -> F64:
        x, y = x * yaw[:, 0] + y * yaw[:, 1], y * yaw[:, 0] - x * yaw[:, 1]
        y, z = y * pitch[:, 0] + z * pitch[:, 1], z * pitch[:, 0] - y * pitch[:, 1]
        return np.stack([x, y, z], 1)

    rel = axis.start - parts["pos"].astype(np.float64)
    start = back(rel[:, 0], rel[:, 1], rel[:, 2])
    ones = np.ones(len(parts))
    along = back(*(ones * axis.along[n] for n in range(3)))
    half = parts["size"].astype(np.float64) * 0.5
    reach = max(axis.radius - SKIN, 0.0)
    gap = gap_squared(start, along, axis.length, -half, half)
    return np.asarray(gap < reach * reach)


def _segments(parts: Rows) -> tuple[Rows, Index]:
    """Cut long parts along their longest axis; PART and source index. Others stay whole."""
    size = parts["size"].astype(np.float64)
    order = np.sort(size, axis=1)
    longest = size.argmax(1)
    long = order[:, 2] > _ASPECT * order[:, 1]
    step = np.maximum(order[:, 1], 1e-3) * (_ASPECT / 2)
    count = np.where(long, np.ceil(order[:, 2] / step), 1).astype(np.int64).clip(1, 4096)
    whence = np.repeat(np.arange(len(parts)), count)
    place = np.arange(len(whence)) - np.repeat(np.cumsum(count) - count, count)
    out = parts[whence]
    share = (place + 0.5) / count[whence] - 0.5
    local = np.zeros((len(out), 3))
    local[np.arange(len(out)), longest[whence]] = share * order[whence, 2]
    yaw, pitch = _turns(out)
    x, y, z = local[:, 0], local[:, 1], local[:, 2]
    y, z = y * pitch[:, 0] - z * pitch[:, 1], y * pitch[:, 1] + z * pitch[:, 0]
    x, y = x * yaw[:, 0] - y * yaw[:, 1], x * yaw[:, 1] + y * yaw[:, 0]
    cut = count[whence] > 1
    moved = parts["pos"].astype(np.float64)[whence] + np.stack([x, y, z], 1)
    out["pos"][cut] = moved[cut]
    sizes = size[whence]
    sizes[np.arange(len(out)), longest[whence]] /= count[whence]
    out["size"][cut] = sizes[cut]
    return out, whence


def carve_colliders(
    colliders: Rows, beams: Iterable[Beam], cell_lo: Metres, size: float = CELL
) -> Rows:
    """Colliders of a cell less the beams; as `carve`, for COLLIDER rows.

    Cylinders are segmented along their axis and ramps along their climb; a segment that the
    beam touches (by its bounds) is dropped.
    """
    for beam in beams:
        axis = Axis(beam, _mm(cell_lo), size)
        lo, hi = colliders["lo"].astype(np.float64), colliders["hi"].astype(np.float64)
        hit = axis.touches(lo, hi)
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
        for kind in (CYLINDER, RAMP):
            some = np.flatnonzero(hit & (colliders["kind"] == kind))
            segments, whence = _collider_segments(colliders[some], axis.radius)
            stay = ~axis.touches(
                segments["lo"].astype(np.float64), segments["hi"].astype(np.float64)
            )
            rows.append(segments[stay])
            index.append(some[whence[stay]])
        colliders = _ordered(rows, index)
    return colliders


def hollow(
    solid: NDArray[np.bool_], beams: Iterable[Beam], low: Metres, texel: float
) -> NDArray[np.bool_]:
    """A grid of solid texels (z y x) less those whose centre a beam holds, for light.

    low: low corner of the grid (its apron included) in whole metres of the world.
    """
    out = solid.copy()
    for beam in beams:
        axis = Axis(beam, _mm(low), texel)
        k, j, i = np.nonzero(out)
        lo: F64 = np.stack([i, j, k], 1).astype(np.float64) * np.float64(texel)
        held = axis.holds_centre(lo, lo + texel)
        out[k[held], j[held], i[held]] = False
    return out


def _collider_segments(rows: Rows, radius: float) -> tuple[Rows, Index]:
    """Cut cylinders along their axis and ramps along their climb, each about `radius` long."""
    ramp = rows["kind"] == RAMP
    axis = np.where(ramp, rows["dir"] % 2, rows["dir"]).astype(np.intp)
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
