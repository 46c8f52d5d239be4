"""Where a wall stands back: the air before it, also where what meets the wall at its edge is thick.

A panel reaches far behind its front (`panels.BACK`), so at the edge of a mass the back of a roof,
of an underside or of the wall round the corner fills what a wall beside it leaves open. Drawn it is
thin there (`skin`); for light it must be so too, or whoever looks into the recess sees it black.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.world import boxes
from blame3d.world.light import occupancy
from blame3d.world.panels import BACK, U_AXIS, V_AXIS

Bool = NDArray[np.bool_]

_LIP: Final = 12.0
"""Metres behind its front that a panel stays, as it is drawn at a corner (`skin`)."""
_LEAST: Final = 2.0
"""Metres of a step back that make a recess."""


def solid(level: int, p: NDArray[np.void], lo: boxes.F, hi: boxes.F) -> Bool:
    """Solid texels of a cell with its apron (see `light.occupancy`), recesses open.

    p: panels (FACE), lo, hi: what is solid (N, 3), metres from the cell's corner, boxes of the
    panels first.
    """
    at, lo, hi = p["axis"].astype(np.int64), lo.copy(), hi.copy()
    backs = [_opened(level, p, lo, hi, at, axis) for axis in range(3)]
    out = occupancy(level, lo, hi)
    for back in backs:
        if back is not None:
            out |= back
    return out


def _opened(
    level: int, p: NDArray[np.void], lo: boxes.F, hi: boxes.F, at: NDArray[np.int64], axis: int
) -> Bool | None:
    """Texels of the backs of those panels of an axis that fill recesses of walls across, which stay
    open; of lo, hi these panels keep their fronts. None where there are none."""
    deep = np.flatnonzero((at != axis) & (at != 2) & (p["depth"] < -_LEAST))
    mine = np.flatnonzero((at == axis) & (p["depth"] + BACK > 2.0 * _LIP))
    cut_lo, cut_hi = _before(p[deep])
    mine = mine[boxes.touching(lo[mine], hi[mine], cut_lo, cut_hi)]
    if not len(mine):
        return None
    up = p["sign"][mine] > 0
    split = (p["plane"] + p["sign"] * (p["depth"] - _LIP))[mine]
    back_lo, back_hi = lo[mine], hi[mine]
    back_hi[up, axis], back_lo[~up, axis] = split[up], split[~up]
    lo[mine[up], axis], hi[mine[~up], axis] = split[up], split[~up]
    cut = boxes.touching(cut_lo, cut_hi, back_lo, back_hi)
    return np.asarray(
        occupancy(level, back_lo, back_hi) & ~occupancy(level, cut_lo[cut], cut_hi[cut]), np.bool_
    )


def _before(p: NDArray[np.void]) -> tuple[boxes.F, boxes.F]:
    """Boxes between the fronts of panels that stand back and their undisturbed face."""
    n, axis = np.arange(len(p)), p["axis"].astype(np.int64)
    lo, hi = np.empty((len(p), 3)), np.empty((len(p), 3))
    front = p["plane"] + p["sign"] * p["depth"]
    lo[n, axis], hi[n, axis] = np.minimum(front, p["plane"]), np.maximum(front, p["plane"])
    lo[n, U_AXIS[axis]], hi[n, U_AXIS[axis]] = p["u0"], p["u1"]
    lo[n, V_AXIS[axis]], hi[n, V_AXIS[axis]] = p["v0"], p["v1"]
    return lo, hi
