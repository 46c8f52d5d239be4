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
        thin, thick = dice.between(2.0, 8.0), dice.between(12.0, 30.0)
        share = dice.between(0.25, 0.7) if drop else 0.0
        key = dice.hash()
        for n, finest, coarsest in ((40, 0, 2), (10, 3, 5)):
            for k in range(n):
                t = (k + 0.5) / n
                if t < share:
                    continue
                # Thick where it meets the mass, thin between; a drop thins out downwards.
                s = (t - share) / (1.0 - share) if drop else abs(2.0 * t - 1.0)
                r = thin + (thick - thin) * s * s * s
                if drop:
                    r *= min(1.0, 0.25 + 2.0 * s)
                r *= 1.0 + (0.07 if k % 2 else 0.0)
                base = foot + np.array([0.0, 0.0, tall * k / n])
                rows.append(upright(base, tall / n * 1.06, 0, r, r, ROUND,
                                    _LIME if k % 7 == 3 else _CONCRETE, key, finest, coarsest))
    return form(rows)
