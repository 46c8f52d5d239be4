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
from blame3d.world.panels import BACK

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
    axis, up = p["axis"].astype(np.int64), p["sign"] > 0
    deep = np.flatnonzero((axis != 2) & (p["depth"] < -_LEAST))
    if not len(deep):
        return occupancy(level, lo, hi)
    # Between the fronts of what stands back and the undisturbed face.
    cut_lo, cut_hi = lo[deep], hi[deep]
    rows, across, out = np.arange(len(deep)), axis[deep], up[deep]
    front = np.where(out, cut_hi[rows, across], cut_lo[rows, across])
    plane = p["plane"][deep]
    cut_lo[rows, across], cut_hi[rows, across] = np.minimum(front, plane), np.maximum(front, plane)
    lo, hi = lo.copy(), hi.copy()
    backs = []
    for a in range(3):
        mine = np.flatnonzero((axis == a) & (p["depth"] + BACK > 2.0 * _LIP))
        if len(mine):
            other = across != a
            backs.append(_opened(level, lo, hi, mine, up, a, cut_lo[other], cut_hi[other]))
    found = occupancy(level, lo, hi)
    for back in backs:
        if back is not None:
            found |= back
    return found


def _opened(
    level: int, lo: boxes.F, hi: boxes.F, mine: NDArray[np.int64], up: Bool, axis: int,
    cut_lo: boxes.F, cut_hi: boxes.F,
) -> Bool | None:
    """Texels of the backs of those panels of an axis (rows `mine`) that fill recesses of walls
    across, which stay open; of lo, hi these panels keep their fronts. None where there are none."""
    mine = mine[boxes.touching(lo[mine], hi[mine], cut_lo, cut_hi)]
    if not len(mine):
        return None
    high, low = mine[up[mine]], mine[~up[mine]]
    back_lo, back_hi = lo.copy(), hi.copy()
    back_hi[high, axis] = lo[high, axis] = hi[high, axis] - _LIP
    back_lo[low, axis] = hi[low, axis] = lo[low, axis] + _LIP
    back_lo, back_hi = back_lo[mine], back_hi[mine]
    cut = boxes.touching(cut_lo, cut_hi, back_lo, back_hi)
    if not cut.any():
        return occupancy(level, back_lo, back_hi)
    return np.asarray(
        occupancy(level, back_lo, back_hi) & ~occupancy(level, cut_lo[cut], cut_hi[cut]), np.bool_
    )
