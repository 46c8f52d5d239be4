"""What the pixels of a picture show: where it lies, and whether one can stand on it."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.scene.eye import eye
from blame3d.scene.frame import View
from blame3d.world.cell import network
from blame3d.world.types import World

F64 = NDArray[np.float64]

STEP_PX: Final = 8
"""Of the pixels that are asked what they show."""
_LATTICE_M: Final = 1024
_FOOTING: Final = (0.4, 0.002)
"""What one sees lies so many metres and such a share of its distance from a floor that it is."""


def points_of(view: View, metres: F64) -> F64:
    """What each pixel shows, metres from the eye, (h, w, 3); NaN where there is only air."""
    look = eye(view)
    h, w = metres.shape
    x, y = (np.arange(w) + 0.5) / w * 2.0 - 1.0, 1.0 - (np.arange(h) + 0.5) / h * 2.0
    ray = look.forward + (x[:, None] / look.focal[0] * look.right)[None]
    ray = ray + (y[:, None] / look.focal[1] * look.above)[:, None]
    ray /= np.sqrt((ray * ray).sum(2))[..., None]
    return np.asarray(ray * np.where(np.isfinite(metres), metres, np.nan)[..., None], np.float64)


def on_floors(world: World, rel: F64, eye: F64) -> NDArray[np.bool_]:
    """Which points (h, w, 3), metres from the eye (3,), lie on floors of the walk network: all of
    them can be reached."""
    far = np.sqrt((rel**2).sum(2))
    seen = np.isfinite(far)
    at, off = rel[seen] + eye, _FOOTING[0] + _FOOTING[1] * far[seen]
    lattice = np.floor(at / _LATTICE_M).astype(np.int64)
    on = np.zeros(len(at), np.bool_)
    for cell in np.unique(lattice, axis=0).tolist():
        here = np.flatnonzero((lattice == cell).all(1))
        decks = network(world, (cell[0], cell[1], cell[2])).decks
        local = at[here] - np.array(cell) * float(_LATTICE_M)
        for level in np.unique(decks.hi[:, 2]).tolist():
            near = np.flatnonzero(np.abs(local[:, 2] - level) < off[here])
            if len(near):
                rows = decks.hi[:, 2] == level
                lo, hi, p = decks.lo[rows, :2], decks.hi[rows, :2], local[near, None, :2]
                on[here[near]] |= ((p >= lo) & (p <= hi)).all(2).any(1)
    out = np.zeros(far.shape, np.bool_)
    out[seen] = on
    return out
