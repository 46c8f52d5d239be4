"""Where a wall stands back: the air before it, also where what meets the wall at its edge is thick.

A panel reaches far behind its front (`panels.BACK`), so at the edge of a mass the back of a roof,
of an underside or of the wall round the corner fills what a wall beside it leaves open. Drawn it is
thin there (`skin`); for light it must be so too, or whoever looks into the recess sees it black,
and for what bodies touch, or whoever walks into it meets a wall that nobody sees.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.world import boxes, skin
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
    lo, hi = lo.copy(), hi.copy()
    backs = list(_backs(p, lo, hi, np.full(len(p), _LIP)))
    found = occupancy(level, lo, hi)
    for back_lo, back_hi, cut_lo, cut_hi in backs:
        back = occupancy(level, back_lo, back_hi)
        found |= back & ~occupancy(level, cut_lo, cut_hi) if len(cut_lo) else back
    return found


def bodies(
    p: NDArray[np.void], lo: boxes.F, hi: boxes.F, extent: float, whole: Bool
) -> tuple[boxes.F, boxes.F]:
    """What is solid of a level-0 cell as boxes (M, 3), recesses open as they are seen. extent: its
    edge, metres. whole: which panels (N,) are drawn with all of their backs. Others as for `solid`.
    """
    lo, hi = lo.copy(), hi.copy()
    seen = np.where(whole, np.inf, np.maximum(_LIP, skin.backs(p, 0, extent)[0]))
    backs = [boxes.subtract(*back)[:2] for back in _backs(p, lo, hi, seen)]
    return (
        np.concatenate([lo, *(back[0] for back in backs)]),
        np.concatenate([hi, *(back[1] for back in backs)]),
    )


def _backs(
    p: NDArray[np.void], lo: boxes.F, hi: boxes.F, thick: boxes.F
) -> Iterator[tuple[boxes.F, boxes.F, boxes.F, boxes.F]]:
    """Of panels whose backs fill recesses of walls across: the backs, lo, hi (n, 3), and what of
    them stays open, lo, hi (m, 3), axis by axis. Of `lo`, `hi` these panels keep their fronts, as
    thick (N,) metres as given."""
    axis, up = p["axis"].astype(np.int64), p["sign"] > 0
    deep = np.flatnonzero((axis != 2) & (p["depth"] < -_LEAST))
    if not len(deep):
        return
    # Between the fronts of what stands back and the undisturbed face.
    cut_lo, cut_hi = lo[deep], hi[deep]
    rows, across, out = np.arange(len(deep)), axis[deep], up[deep]
    front = np.where(out, cut_hi[rows, across], cut_lo[rows, across])
    plane = p["plane"][deep]
    cut_lo[rows, across], cut_hi[rows, across] = np.minimum(front, plane), np.maximum(front, plane)
    for a in range(3):
        c_lo, c_hi = cut_lo[across != a], cut_hi[across != a]
        mine = np.flatnonzero((axis == a) & (p["depth"] + BACK > thick + _LIP))
        mine = mine[boxes.touching(lo[mine], hi[mine], c_lo, c_hi)]
        if not len(mine):
            continue
        high, low = mine[up[mine]], mine[~up[mine]]
        back_lo, back_hi, above = lo[mine], hi[mine], up[mine]
        back_hi[above, a] = lo[high, a] = hi[high, a] - thick[high]
        back_lo[~above, a] = hi[low, a] = lo[low, a] + thick[low]
        cut = boxes.touching(c_lo, c_hi, back_lo, back_hi)
        yield back_lo, back_hi, c_lo[cut], c_hi[cut]
