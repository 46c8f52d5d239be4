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
    pitch: ArrayLike = 0,
) -> None:
    """Add N parts of one name.

    centre: (N, 3) of their bounds, metres; size: (N, 3) or (3,), None for a part that always has
    the same; yaw, pitch: as in PART; main, trim, glow: materials of the roles (what turns is of
    trim). A batch is drawn by the cell that holds its middle.
    """
    n = len(centre)
    if not n:
        return
    library = sink.library
    full = library.metres(name) if size is None else size
    whole = np.broadcast_to(np.asarray(full, np.float64), (n, 3))
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
    middle = sink.library.centre[own].astype(np.float64)
    at = np.broadcast_to(centre, (len(batches), n, 3))
    if middle.any():
        turn = _cos_sin(yaw, n), _cos_sin(pitch, n)
        at = at + _turned(middle[:, None] * size, *turn)
    full = size * sink.library.extent[own].astype(np.float64)[:, None]
    role = sink.library.role[own]
    material = np.broadcast_to(np.asarray(materials[0], np.uint8), (len(batches), n))
    for r in range(1, len(materials)):
        if (role == r).any():
            material = np.where((role == r)[:, None], np.asarray(materials[r], np.uint8), material)

    def each(v: ArrayLike) -> NDArray[np.generic]:
        return np.broadcast_to(np.asarray(v), (len(batches), n)).reshape(-1)

    sink.kit(np.repeat(np.arange(batches.start, batches.stop), n), at.reshape(-1, 3),
             full.reshape(-1, 3), each(yaw), each(pitch), each(material), each(tint))


def _cos_sin(angle: ArrayLike, n: int) -> tuple[F64, F64]:
    """Cosine and sine of PART angles (scalar or (n,)), exact for quarter turns."""
    a = np.broadcast_to(np.asarray(angle, np.int64), (n,)) % _TURN
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
