"""What a picture shows: where it lies, whether one can stand on it, and where somebody could."""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.scene.eye import eye, in_sight
from blame3d.scene.frame import View
from blame3d.world.cell import network
from blame3d.world.chunk import Cell
from blame3d.world.types import World

F64 = NDArray[np.float64]

STEP_PX: Final = 8
"""Of the pixels that are asked what they show."""
_LATTICE_M: Final = 1024
_FOOTING: Final = (0.4, 0.002)
"""What one sees lies so many metres and such a share of its distance from a floor that it is."""
_ALONG: Final = 16
"""Places along a deck that are asked whether they are in sight, in three rows:"""
_EDGE_M: Final = 0.8
"""in its middle, and so far from its edges."""
_MIDDLE_M: Final = 1.2
"""Height over the floor of what is to be seen of somebody."""


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
        deck_lo, deck_hi = _decks(world, (cell[0], cell[1], cell[2]))
        local = at[here] - np.array(cell) * float(_LATTICE_M)
        for level in np.unique(deck_hi[:, 2]).tolist():
            near = np.flatnonzero(np.abs(local[:, 2] - level) < off[here])
            if len(near):
                rows = deck_hi[:, 2] == level
                lo, hi, p = deck_lo[rows, :2], deck_hi[rows, :2], local[near, None, :2]
                on[here[near]] |= ((p >= lo) & (p <= hi)).all(2).any(1)
    out = np.zeros(far.shape, np.bool_)
    out[seen] = on
    return out


def stands(world: World, view: View, metres: F64, least: float, most: float) -> F64:
    """Places (n, 3), metres from the eye, where somebody would stand on a floor of the walk network
    and be seen, so many metres away: also those whose floor is not in sight itself. metres:
    distances of what the view shows (h, w)."""
    look = eye(view)
    at = np.array(view.position_mm, np.float64) / 1000.0
    first, last = (np.floor((at + s * most) / _LATTICE_M).astype(int).tolist() for s in (-1, 1))
    cells = list(product(*(range(a, b + 1) for a, b in zip(first, last, strict=True))))
    corners = np.array(cells) * float(_LATTICE_M) - at
    across = np.array((0.5, 0.0, 1.0))
    found = [np.zeros((0, 3))]
    for n in np.flatnonzero(in_sight(look, corners, corners + _LATTICE_M)).tolist():
        x, y, z = cells[n]
        lo, hi = (v.astype(np.float64) + corners[n] for v in _decks(world, (x, y, z)))
        side = hi[:, :2] - lo[:, :2]
        long = side.argmax(1) if len(side) else np.zeros(0, np.int64)
        edge = np.minimum(_EDGE_M, 0.5 * side)
        inner = side - 2.0 * edge
        for row in across:
            share = np.repeat(np.array([[row, row]]), len(side), 0)[:, None].repeat(_ALONG, 1)
            share[np.arange(len(side)), :, long] = (np.arange(_ALONG) + 0.5) / _ALONG
            places = np.empty((len(side), _ALONG, 3))
            places[..., :2] = (lo[:, :2] + edge)[:, None] + inner[:, None] * share
            places[..., 2] = hi[:, 2:]
            found.append(places.reshape(-1, 3))
    rel = np.concatenate(found)
    away = np.sqrt((rel**2).sum(1))
    rel = rel[(away > least) & (away < most)]
    right, up, ahead = on_screen(view, rel + (0.0, 0.0, _MIDDLE_M))
    inside = (ahead > 0.0) & (np.abs(right) < 1.0) & (np.abs(up) < 1.0)
    rel, right, up = rel[inside], right[inside], up[inside]
    h, w = metres.shape
    row, column = (
        (v * 0.5 * n).astype(np.int64) for v, n in ((1.0 - up, h), (1.0 + right, w))
    )
    before = metres[row, column]
    return np.asarray(rel[before > np.sqrt((rel**2).sum(1)) - _FOOTING[0]])


@lru_cache(maxsize=1024)
def _decks(world: World, cell: Cell) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Bounds lo, hi (n, 3) of the decks of a lattice cell, metres from its low corner. A wide view
    shows far more cells than the networks of which are kept, and asks for all of them again."""
    decks = network(world, cell).decks
    return decks.lo, decks.hi


def on_screen(view: View, rel: F64) -> tuple[F64, F64, F64]:
    """Where points (n, 3), metres from the eye, lie in a picture: right and up in halves of it from
    its middle, and metres ahead."""
    look = eye(view)
    ahead = rel @ look.forward
    by = 1.0 / np.where(np.abs(ahead) < 1e-6, 1e-6, ahead)
    return rel @ look.right * by * look.focal[0], rel @ look.above * by * look.focal[1], ahead
