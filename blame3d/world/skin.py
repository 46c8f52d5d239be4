"""How thick a panel must be drawn: as far back as something beside it lies, and no farther.

A panel is a box that reaches behind every surface it could meet (`panels.BACK`), which is right
for feet and light; drawn so, nine tenths of its sides lie inside the mass, and a renderer on the
CPU pays for each hidden layer nearly as for a seen one.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.world.panels import BACK

_TOUCH: Final = 0.01
_LEAST: Final = 1.0
"""Metres behind the deepest neighbour, so that no seam opens."""
_FINER: Final = 2.0
"""Metres a level-1 neighbour one level finer may lie deeper; doubles with every level."""
_CORNER: Final = 12.0
"""Thickness where a wall ends at a corner and its side is seen."""


def backs(
    p: NDArray[np.void], level: int, extent: float
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Metres (N,) from each panel's front to its back as drawn at a level, and which panels are
    held by others on all sides: these are seen only from before their back.

    p: FACE rows, metres from the cell's corner; extent: the cell's edge. Sides that lie outside
    the cell are the next cell's to draw.
    """
    out: NDArray[np.float64] = BACK + p["depth"]
    let_in = np.zeros(len(p), np.bool_)
    slack = _LEAST + (_FINER * (1 << level) / 2 if level else 0.0)
    wall = np.stack([p["axis"] * 2 + (p["sign"] > 0), p["plane"]], 1).astype(np.float64)
    order = np.lexsort(wall.T)
    ends = np.flatnonzero((wall[order][1:] != wall[order][:-1]).any(1)) + 1
    for rows in np.split(order, ends) if len(p) else ():
        q = p[rows]
        u0, u1, v0, v1 = (q[k] for k in ("u0", "u1", "v0", "v1"))
        beside_v = (v0[:, None] < v1 - _TOUCH) & (v1[:, None] > v0 + _TOUCH)
        beside_u = (u0[:, None] < u1 - _TOUCH) & (u1[:, None] > u0 + _TOUCH)
        left = beside_v & (np.abs(u0[:, None] - u1) < _TOUCH)
        below = beside_u & (np.abs(v0[:, None] - v1) < _TOUCH)
        # What is on my right has me on its left.
        held = (
            (left.any(1) | (u0 < 0.0)) & (left.any(0) | (u1 > extent))
            & (below.any(1) | (v0 < 0.0)) & (below.any(0) | (v1 > extent))
        )  # fmt: skip
        near = left | left.T | below | below.T
        deepest = np.where(near, q["depth"], q["depth"][:, None]).min(1)
        thin = q["depth"] - deepest + slack
        out[rows] = np.minimum(np.where(held, thin, np.maximum(thin, _CORNER)), out[rows])
        let_in[rows] = held
    return out, let_in
