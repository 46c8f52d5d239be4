"""Putting parts of the kit into a cell: every batch in its own box, every role in its material."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from blame3d.world import trig
from blame3d.world.emit import QUARTER, Sink
from blame3d.world.materials import Material

F64 = NDArray[np.float64]

_TURN: Final = 65536
_EXACT: Final = np.array([0.0, 1.0, 0.0, -1.0])


def put(
    sink: Sink, name: str, centre: F64, size: ArrayLike | None, yaw: ArrayLike, tint: ArrayLike, *,
    main: ArrayLike, trim: ArrayLike = int(Material.STEEL), glow: ArrayLike = int(Material.GLASS),
    pitch: ArrayLike = 0, block: bool = False,
) -> None:
    """Add N parts of one name.

    centre: (N, 3) of their bounds, metres; size: (N, 3) or (3,), None for a part that always has
    the same; yaw, pitch: as in PART; main, trim, glow: materials of the roles (what turns is of
    trim). A batch is drawn by the cell that holds its middle. block: the bounds of parts that have
    a collider stop feet.
    """
    n = len(centre)
    if not n:
        return
    library = sink.library
    full = library.metres(name) if size is None else size
    whole = np.broadcast_to(np.asarray(full, np.float64), (n, 3))
    if block and library.collision(name):
        half = 0.5 * (np.abs(axes(yaw, pitch, n)) * whole[:, :, None]).sum(1)
        sink.blocks.append((centre - half, centre + half))
    if sink.level:
        sink.kit(library.far(name), centre, whole, yaw, pitch, main, tint)
        return
    roles = main, trim, glow, trim
    put_batches(sink, library.batches(name), centre, whole, yaw, pitch, roles, tint)


def put_batches(
    sink: Sink, batches: range, centre: F64, size: F64, yaw: ArrayLike, pitch: ArrayLike,
    materials: tuple[ArrayLike, ArrayLike, ArrayLike, ArrayLike], tint: ArrayLike,
) -> None:
    """Add these batches of parts with their materials by role; the rest as in `put`."""
    n, own = len(centre), slice(batches.start, batches.stop)
    if not n:
        return
    many = len(batches)
    middle = sink.library.centre[own].astype(np.float64)
    at = centre[None]
    if middle.any():
        at = at + _turned(middle[:, None] * size, _cos_sin(yaw), _cos_sin(pitch))
    elif many > 1:
        at = np.repeat(at, many, 0)
    full = size * sink.library.extent[own].astype(np.float64)[:, None]
    role = sink.library.role[own]
    rows = [np.asarray(m, np.uint8) for m in materials]
    if all(m.ndim == 0 for m in rows):
        material = np.array(rows)[role].repeat(n)
    else:
        material = np.concatenate([np.broadcast_to(rows[r], (n,)) for r in role.tolist()])

    def each(v: ArrayLike) -> ArrayLike:
        one = np.asarray(v)
        return one if one.ndim == 0 or many == 1 else np.concatenate([one] * many)

    batch = np.arange(batches.start, batches.stop).repeat(n)
    sink.kit(batch, at.reshape(-1, 3), full.reshape(-1, 3), each(yaw), each(pitch), material,
             each(tint))


def axes(yaw: ArrayLike, pitch: ArrayLike, n: int) -> F64:
    """Unit vectors (N, 3, 3) of parts' x, y and z axes after their turn."""
    (cy, sy), (cp, sp) = _cos_sin(yaw), _cos_sin(pitch)
    out = np.zeros((n, 3, 3))
    out[:, 0, 0], out[:, 0, 1] = cy, sy
    out[:, 1, 0], out[:, 1, 1], out[:, 1, 2] = -sy * cp, cy * cp, sp
    out[:, 2, 0], out[:, 2, 1], out[:, 2, 2] = sy * sp, -cy * sp, cp
    return out


def _cos_sin(angle: ArrayLike) -> tuple[F64, F64]:
    """Cosine and sine of PART angles ((N,), or (1,) for a scalar), exact for quarter turns."""
    a = np.asarray(angle, np.int64).reshape(-1) % _TURN
    quarter = a // QUARTER
    cosine, sine = _EXACT[(quarter + 1) % 4], _EXACT[quarter]
    loose = a % QUARTER != 0
    if loose.any():
        mdeg = a * trig.TURN // _TURN
        cosine = np.where(loose, trig.sines(mdeg + trig.TURN // 4), cosine)
        sine = np.where(loose, trig.sines(mdeg), sine)
    return cosine, sine


def _turned(v: F64, yaw: tuple[F64, F64], pitch: tuple[F64, F64]) -> F64:
    """Vectors (…, N, 3) pitched about x, then turned about z."""
    out = np.empty_like(v)
    x, y, z = v[..., 0], v[..., 1], v[..., 2]
    y, out[..., 2] = pitch[0] * y - pitch[1] * z, pitch[1] * y + pitch[0] * z
    out[..., 0], out[..., 1] = yaw[0] * x - yaw[1] * y, yaw[1] * x + yaw[0] * y
    return out
