"""Straight members of any direction, cut to a cell by their axis.

A pipe, cable, leaning column or strut is one segment of an axis with a radius. Every cell that
the axis passes draws the piece of it that lies inside, so nothing has to know where the rest is.
Directions are integer angles, and their sines come from the committed table.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from blame3d.world.emit import BOX_BATCH, HEX_BATCH, Sink
from blame3d.world.parts import axes
from blame3d.world.trig import direction

F64 = NDArray[np.float64]

UP: Final = (0, 0)
ALONG_X: Final = (16384, 16384)
ALONG_Y: Final = (0, -16384)
"""(yaw, pitch) of PART that lay the unit z axis along the world's axes."""
_FAR: Final = 3
_SLIM: Final = 0.75
"""From level _FAR on, hexagons of a radius below _SLIM · 2**level, which is some pixels, are boxes:
half the vertices."""
_FLANGED: Final = 0.8
"""Metres across from which on a pipe that was cut has a flange at its end,"""
_FLANGE: Final = (1.24, 0.16)
"""so many times as wide, and as thick, as the pipe is wide."""


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


def frame_of(yaw: int, pitch: int) -> tuple[F64, F64, F64]:
    """Unit vectors of a part's x, y and z axes after its turn."""
    x = np.asarray(direction(yaw * 360000 // 65536 - 90000, 0), np.float64)
    z = axis_of(yaw, pitch)
    y = np.array([z[1] * x[2] - z[2] * x[1], z[2] * x[0] - z[0] * x[2], z[0] * x[1] - z[1] * x[0]])
    return x, y, z


def clip_axis(p0: F64, p1: F64, edge: float) -> tuple[F64, F64, NDArray[np.bool_]]:
    """Parameters t0, t1 in [0, 1] where segments (N, 3) enter and leave [0, edge)³; keep mask."""
    return clip_box(p0, p1, 0.0, edge)


def clip_box(p0: F64, p1: F64, low: float, high: float) -> tuple[F64, F64, NDArray[np.bool_]]:
    """The same for [low, high)³."""
    d = p1 - p0
    with np.errstate(divide="ignore", invalid="ignore"):
        ta, tb = (low - p0) / d, (high - p0) / d
    flat = d == 0.0
    inside = (p0 >= low) & (p0 < high)
    near = np.where(flat, np.where(inside, -1.0, 2.0), np.minimum(ta, tb))
    far = np.where(flat, np.where(inside, 2.0, -1.0), np.maximum(ta, tb))
    t0, t1 = np.maximum(near.max(1), 0.0), np.minimum(far.min(1), 1.0)
    return t0, t1, t1 > t0


def draw(sink: Sink, p0: F64, p1: F64, radius: ArrayLike, yaw: ArrayLike, pitch: ArrayLike,
         batches: range, material: ArrayLike, tint: ArrayLike,
         deep: ArrayLike | None = None) -> None:
    """Add the pieces of segments that lie in the cell.

    radius: half the width on the part's x axis, and on its y axis too unless `deep` says otherwise.
    """
    if not len(p0):
        return
    t0, t1, keep = clip_axis(p0, p1, sink.edge)
    if not keep.any():
        return
    r = np.broadcast_to(np.asarray(radius, np.float64), keep.shape)[keep]
    a, way = p0[keep], (p1 - p0)[keep]
    s, e = a + way * t0[keep][:, None], a + way * t1[keep][:, None]
    length = np.sqrt(((e - s) ** 2).sum(1))
    centre = np.clip((s + e) * 0.5, 0.0, np.nextafter(sink.edge, 0.0))
    d = r if deep is None else np.broadcast_to(np.asarray(deep, np.float64), keep.shape)[keep]
    size = np.stack([2 * r, 2 * d, length], 1)
    shapes: list[ArrayLike] = list(batches)
    if shapes == [HEX_BATCH] and sink.level >= _FAR:
        slim = np.maximum(r, d) < _SLIM * (1 << sink.level)
        shapes = [np.where(slim, BOX_BATCH, HEX_BATCH)]
    def sel(v: ArrayLike) -> NDArray[np.generic]:
        return np.broadcast_to(np.asarray(v), keep.shape)[keep]
    for batch in shapes:
        sink.kit(batch, centre, size, sel(yaw), sel(pitch), sel(material), sel(tint))


def cleared(rows: NDArray[np.void], lo: F64, hi: F64) -> NDArray[np.void]:
    """Parts that lie aslant (PART, turned) without the lengths of their axis at which their section
    reaches into the boxes lo, hi (M, 3). Where a pipe was cut a flange closes it."""
    out = [rows[:0]]
    turned = axes(rows["yaw"], rows["pitch"], len(rows))
    sections = 0.5 * (np.abs(turned[:, :2]) * rows["size"][:, :2, None]).sum(1)
    for n in range(len(rows)):
        row = rows[n : n + 1]
        size = row["size"][0].astype(np.float64)
        way = turned[n, 2] * (0.5 * size[2])
        centre = row["pos"][0].astype(np.float64)
        margin = sections[n]
        p0 = (centre - way)[None]
        with np.errstate(divide="ignore", invalid="ignore"):
            ta, tb = (lo - margin - p0) / (2.0 * way), (hi + margin - p0) / (2.0 * way)
        near = np.where(np.isnan(ta), 0.0, np.minimum(ta, tb)).max(1)
        far = np.where(np.isnan(tb), 1.0, np.maximum(ta, tb)).min(1)
        hit = np.flatnonzero((far > near) & (far > 0.0) & (near < 1.0))
        free = [(0.0, 1.0)]
        for a, b in zip(near[hit].tolist(), far[hit].tolist(), strict=True):
            free = [
                piece
                for s, e in free
                for piece in ((s, min(e, a)), (max(s, b), e))
                if (piece[1] - piece[0]) * size[2] > 1.0
            ]
        pieces = np.repeat(row, len(free))
        for k, (s, e) in enumerate(free):
            pieces["pos"][k] = centre + way * (s + e - 1.0)
            pieces["size"][k, 2] = (e - s) * size[2]
        out.append(pieces)
        wide = float(size[:2].min())
        if row["batch"][0] != HEX_BATCH or wide < _FLANGED:
            continue
        thick = _FLANGE[1] * wide
        ends = [s + 0.5 * thick / size[2] for s, _ in free if s > 0.0]
        ends += [e - 0.5 * thick / size[2] for _, e in free if e < 1.0]
        flanges = np.repeat(row, len(ends))
        for k, t in enumerate(ends):
            flanges["pos"][k] = centre + way * (2.0 * t - 1.0)
            flanges["size"][k] = _FLANGE[0] * size[0], _FLANGE[0] * size[1], thick
        out.append(flanges)
    return np.concatenate(out)


def batches(sink: Sink, name: str) -> range:
    """The batches in which a round member of this name is drawn."""
    return range(HEX_BATCH, HEX_BATCH + 1) if name == "hexagon" else sink.batches(name)
