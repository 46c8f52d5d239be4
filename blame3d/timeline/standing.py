"""What a piece has put into the City, as colliders: it stops who has stepped out of the picture."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from blame3d.cast.actor import Actor
from blame3d.cast.solid import boxes
from blame3d.timeline.piece import SetPiece, Site
from blame3d.world.chunk import BOX, CELL, COLLIDER, Cell


def solids(piece: SetPiece, cell: Cell) -> NDArray[np.void]:
    """COLLIDER rows of what a piece has put into a level-0 cell."""
    edge = CELL * 1000
    corner = np.array(cell, np.int64) * edge
    found = np.zeros((0, 2, 3), np.int64)
    if piece.standing is not None:
        found = _boxes(piece.standing, piece.site)
        found = found[((found[:, 1] > corner) & (found[:, 0] < corner + edge)).all(axis=1)]
    rows = np.zeros(len(found), COLLIDER)
    rows["kind"] = BOX
    local = np.clip(found - corner, 0, edge) / 1000.0
    rows["lo"], rows["hi"] = local[:, 0], local[:, 1]
    return rows


@lru_cache(maxsize=8)
def _boxes(standing: Callable[[Site], tuple[Actor, ...]], site: Site) -> NDArray[np.int64]:
    return np.concatenate([boxes(actor) for actor in standing(site)])
