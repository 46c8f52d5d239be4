"""Lifts as colliders tell of them: where a platform goes."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from blame3d.player.state import Vec
from blame3d.world.chunk import CELL, LIFT, Cell

GAP: Final = 0.06
"""Between a platform and all around it, metres."""


class Shaft(NamedTuple):
    """A lift. cell, pos: low corner of its platform's upper side at its lower end. size: metres
    along x and y. rise: to its upper end. way: direction in which one leaves it, as COLLIDER.dir.
    """

    cell: Cell
    pos: Vec
    size: tuple[float, float]
    rise: float
    way: int


def shafts(rows: NDArray[np.void], cell: Cell) -> list[Shaft]:
    """The lifts that pass through a cell with these COLLIDER rows."""
    out = []
    for row in rows[rows["kind"] == LIFT]:
        x0, y0, _ = row["lo"].tolist()
        x1, y1, _ = row["hi"].tolist()
        spare, way = int(row["spare"]), int(row["dir"])
        down, low, up, high = (spare >> 4 * k & 15 for k in range(4))
        rise = float((down + up) * CELL + 4 * (high - low))
        foot = (cell[0], cell[1], cell[2] - down)
        size = x1 - x0 - 2.0 * GAP, y1 - y0 - 2.0 * GAP
        out.append(Shaft(foot, (x0 + GAP, y0 + GAP, 4.0 * low), size, rise, way))
    return out
