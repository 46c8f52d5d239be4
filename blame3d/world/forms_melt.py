"""Where two ages of building ran into each other: ribbed columns, thick at both ends, like wax."""

from __future__ import annotations

from typing import Final

import numpy as np

from blame3d.world.forms import F64, Dice, Form, form
from blame3d.world.materials import Material
from blame3d.world.members import ROUND, Rows, upright
from blame3d.world.rooms import Room

_CONCRETE: Final = int(Material.CONCRETE)
_LIME: Final = int(Material.CONCRETE_LIME)
_WIDEST: Final = 33.0
_FILLET: Final = 1.3
"""How much wider an end is than the column's thickest part, in shares of that."""


def melt(dice: Dice, air: Room, at: F64) -> Form | None:
    """A group of such columns from floor to ceiling, or hanging from it like a drop."""
    if not air.closed_hi[2] or air.size(2) > 1900 or air.size(2) < 60:
        return None
    rows: list[Rows] = []
    for _ in range(2 + dice.below(5)):
        foot = at.copy()
        for a in (0, 1):
            foot[a] += dice.between(-110.0, 110.0)
            foot[a] = min(max(float(foot[a]), air.lo[a] + 10.0), air.hi[a] - 10.0)
        foot[2] = float(air.lo[2]) - 14.0
        tall = float(air.size(2)) + 28.0
        drop = not air.closed_lo[2] or dice.chance(0.3)
        ends = np.array([foot, foot + np.array([0.0, 0.0, tall + 8.0])])
        if not air.solid(ends)[1] or not (drop or air.solid(ends)[0]):
            continue
        thin, thick = dice.between(2.0, 8.0), dice.between(11.0, 26.0)
        share = dice.between(0.25, 0.7) if drop else 0.0
        key = dice.hash()
        for n, finest, coarsest in ((36, 0, 2), (12, 3, 5)):
            # Close together at the ends, where the column runs out into what it stands on.
            cuts = np.arange(n + 1) / n
            cuts = cuts * cuts * (3.0 - 2.0 * cuts)
            for k in range(n):
                t = (cuts[k] + cuts[k + 1]) * 0.5
                if t < share:
                    continue
                # Thick where it meets the mass, thin between; a drop thins out downwards.
                s = (t - share) / (1.0 - share) if drop else abs(2.0 * t - 1.0)
                s3 = s * s * s
                r = thin + (thick - thin) * s3 + _FILLET * thick * s3 * s3 * s3 * s3
                if drop:
                    r *= min(1.0, 0.25 + 2.0 * s)
                r = min(r * (1.0 + (0.05 if k % 2 else 0.0)), _WIDEST)
                base = foot + np.array([0.0, 0.0, tall * cuts[k]])
                rows.append(upright(base, tall * (cuts[k + 1] - cuts[k]) * 1.06, 0, r, r, ROUND,
                                    _LIME if k % 7 == 3 else _CONCRETE, key, finest, coarsest))
    return form(rows)
