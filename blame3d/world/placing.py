"""Where things stand on a panel: its own frame, turned into the cell's.

u runs along the wall (x of a floor), v up (y of a floor), n outward from the panel's surface.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from blame3d.world.districts import DISTRICTS
from blame3d.world.emit import QUARTER, Sink, tint_of
from blame3d.world.hash import again
from blame3d.world.materials import Material
from blame3d.world.panels import U_AXIS, V_AXIS
from blame3d.world.parts import put, put_batches

F64 = NDArray[np.float64]
Panels = NDArray[np.void]

_YAW: Final = np.array([[-QUARTER, QUARTER], [0, 2 * QUARTER], [0, 0]])
"""Yaw that turns a kit part's front, which looks along -y, to the face's normal, by axis and
(sign > 0)."""


def surface(p: Panels) -> F64:
    """Coordinate of the panel's visible surface on its axis."""
    return np.asarray(p["plane"] + p["sign"] * p["depth"], np.float64)


def place(p: Panels, u0: ArrayLike, u1: ArrayLike, v0: ArrayLike, v1: ArrayLike,
          n0: ArrayLike, n1: ArrayLike) -> tuple[F64, F64]:
    """Boxes from panel coordinates (u, v in the region's metres, n outward from the surface)."""
    n = len(p)
    rows, axis, s = np.arange(n), p["axis"].astype(np.int64), surface(p)
    a, b = s + p["sign"] * np.asarray(n0, float), s + p["sign"] * np.asarray(n1, float)
    lo, hi = np.empty((n, 3)), np.empty((n, 3))
    lo[rows, axis], hi[rows, axis] = np.minimum(a, b), np.maximum(a, b)
    lo[rows, U_AXIS[axis]], hi[rows, U_AXIS[axis]] = u0, u1
    lo[rows, V_AXIS[axis]], hi[rows, V_AXIS[axis]] = v0, v1
    return lo, hi


def front_yaw(axis: NDArray[np.integer], sign: NDArray[np.integer]) -> NDArray[np.int64]:
    """Yaw for kit parts, whose front looks along -y, on walls of these normals."""
    return _YAW[axis.astype(np.int64), (sign > 0).astype(np.int64)]


def wall_kit(sink: Sink, p: Panels, batches: range, cu: ArrayLike, cv: ArrayLike, cn: ArrayLike,
             su: ArrayLike, sv: ArrayLike, sn: ArrayLike, material: ArrayLike,
             tint: ArrayLike, *, trim: ArrayLike = int(Material.STEEL),
             glow: ArrayLike = int(Material.GLASS), upside_down: bool = False) -> None:
    """Kit parts on walls: centre (u, v, n) and size along (u, v, n); materials of their roles."""
    if not len(p):
        return
    yaw, pitch = front_yaw(p["axis"], p["sign"]), 0
    if upside_down:
        yaw, pitch = yaw + 2 * QUARTER, 2 * QUARTER
    lo, hi = place(p, cu, cu, cv, cv, cn, cn)
    size = np.empty((len(p), 3))
    size[:, 0], size[:, 1], size[:, 2] = su, sn, sv
    put_batches(sink, batches, (lo + hi) * 0.5, size, yaw, pitch, (material, trim, glow, trim),
                tint)


def wall_part(
    sink: Sink, name: str, p: Panels, u: ArrayLike, v: ArrayLike, *,
    out: ArrayLike = 0.0, scale: ArrayLike = 1.0, size: ArrayLike | None = None,
    along_wall: bool = False, material: ArrayLike,
    trim: ArrayLike = int(Material.STEEL), glow: ArrayLike = int(Material.GLASS),
    tint: ArrayLike | None = None,
) -> None:
    """A part on each panel: its middle at u, its lower edge at v, its back `out` metres from the
    surface. size: width, depth, height where it is stretched, else its own
    times `scale`. along_wall: what runs along its y lies along the wall."""
    if not len(p):
        return
    whole = sink.library.metres(name) if size is None else np.asarray(size, np.float64)
    full = np.broadcast_to(whole, (len(p), 3)) * np.broadcast_to(scale, (len(p),))[:, None]
    deep = full[:, 0 if along_wall else 1]
    middle, off = np.asarray(v) + full[:, 2] * 0.5, np.asarray(out) + deep * 0.5
    at, _ = place(p, u, u, middle, middle, off, off)
    yaw = front_yaw(p["axis"], p["sign"]) + (QUARTER if along_wall else 0)
    put(sink, name, at, full, yaw, tint_of(p["hash"]) if tint is None else tint, main=material,
        trim=trim, glow=glow)


def many(p: Panels, count: ArrayLike) -> tuple[Panels, NDArray[np.int64], NDArray[np.int64],
                                               NDArray[np.uint64]]:
    """Repeat panels: rows, index within the panel, count of the panel, a hash for each row."""
    n = np.broadcast_to(np.asarray(count, np.int64), (len(p),))
    rows = np.repeat(np.arange(len(p)), n)
    first = np.repeat(np.cumsum(n) - n, n)
    index = np.arange(len(rows)) - first
    q = p[rows]
    h = again(q["hash"], 40)
    return q, index, n[rows], again(h ^ index.astype(np.uint64), 41)


def main(p: Panels) -> NDArray[np.int64]:
    return np.asarray(np.array([int(d.main) for d in DISTRICTS])[p["district"]], np.int64)


def second(p: Panels) -> NDArray[np.int64]:
    return np.asarray(np.array([int(d.second) for d in DISTRICTS])[p["district"]], np.int64)
