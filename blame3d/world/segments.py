"""Straight round members of any direction, cut to a cell by their axis.

A pipe, cable, leaning column or strut is one segment of an axis with a radius. Every cell that
the axis passes draws the piece of it that lies inside, so nothing has to know where the rest is.
Directions are integer angles, and their sines come from the committed table.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from blame3d.world.emit import Sink
from blame3d.world.trig import direction

F64 = NDArray[np.float64]

UP: Final = (0, 0)
ALONG_X: Final = (16384, 16384)
ALONG_Y: Final = (0, -16384)
"""(yaw, pitch) of PART that lay the unit z axis along the world's axes."""


def axis_of(yaw: int, pitch: int) -> F64:
    """Unit vector of a part's z axis after its turn."""
    if (yaw, pitch) == UP:
        return np.array([0.0, 0.0, 1.0])
    if (yaw, pitch) == ALONG_X:
        return np.array([1.0, 0.0, 0.0])
    if (yaw, pitch) == ALONG_Y:
        return np.array([0.0, 1.0, 0.0])
    # z turned by `pitch` about x, then `yaw` about z, is the heading yaw with elevation 90° + pitch
    return np.asarray(direction(yaw * 360000 // 65536, 90000 + pitch * 360000 // 65536), np.float64)


def clip_axis(p0: F64, p1: F64, edge: float) -> tuple[F64, F64, NDArray[np.bool_]]:
    """Parameters t0, t1 in [0, 1] where segments (N, 3) enter and leave [0, edge)³; keep mask."""
    d = p1 - p0
    with np.errstate(divide="ignore", invalid="ignore"):
        ta, tb = (0.0 - p0) / d, (edge - p0) / d
    flat = d == 0.0
    inside = (p0 >= 0.0) & (p0 < edge)
    near = np.where(flat, np.where(inside, -1.0, 2.0), np.minimum(ta, tb))
    far = np.where(flat, np.where(inside, 2.0, -1.0), np.maximum(ta, tb))
    t0, t1 = np.maximum(near.max(1), 0.0), np.minimum(far.min(1), 1.0)
    return t0, t1, t1 > t0


def draw(sink: Sink, p0: F64, p1: F64, radius: ArrayLike, yaw: ArrayLike, pitch: ArrayLike,
         batches: range, material: ArrayLike, tint: ArrayLike) -> None:
    """Add the pieces of round segments that lie in the cell."""
    if not len(p0):
        return
    t0, t1, keep = clip_axis(p0, p1, sink.edge)
    if not keep.any():
        return
    r = np.broadcast_to(np.asarray(radius, np.float64), keep.shape)[keep]
    a, d = p0[keep], (p1 - p0)[keep]
    s, e = a + d * t0[keep][:, None], a + d * t1[keep][:, None]
    length = np.sqrt(((e - s) ** 2).sum(1))
    centre = np.clip((s + e) * 0.5, 0.0, np.nextafter(sink.edge, 0.0))
    size = np.stack([2 * r, 2 * r, length], 1)
    def sel(v: ArrayLike) -> NDArray[np.generic]:
        return np.broadcast_to(np.asarray(v), keep.shape)[keep]
    for batch in batches:
        sink.kit(batch, centre, size, sel(yaw), sel(pitch), sel(material), sel(tint))
