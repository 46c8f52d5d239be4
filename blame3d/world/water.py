"""Black water that stands on the floors of flooded districts."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.world.districts import column
from blame3d.world.emit import QUARTER, Sink, tint_of
from blame3d.world.hash import again, chance, unit
from blame3d.world.materials import Material
from blame3d.world.parts import put
from blame3d.world.placing import many, place

_SUNK: Final = (("column_foot", 0.5), ("truss", 0.5), ("wedge", 0.7), ("block", 0.6))
"""What stands in it to its waist: names and heights as a share of the width."""
_MOST: Final = 6
"""So many of them in a face of 256 m."""
_RISE: Final = 1.2
"""Metres over the lowest floor: higher panels stay dry. A walker wades."""


def flooded(district: NDArray[np.integer], h: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Which floors, by their district and hash, lie under water."""
    return chance(again(h, 71), column("flood")[district])


def flood(sink: Sink, faces: NDArray[np.void]) -> None:
    """Add the water. faces: FACE rows, unsplit, in the cell's metres."""
    f = faces[(faces["axis"] == 2) & (faces["sign"] > 0)]
    f = f[flooded(f["district"], f["hash"])]
    if len(f):
        lo, hi = place(f, f["u0"], f["u1"], f["v0"], f["v1"], -0.5, _RISE)
        sink.boxes(lo, hi, int(Material.SLUDGE), 128)
        _sunk(sink, f)


def _sunk(sink: Sink, f: NDArray[np.void]) -> None:
    """What was left standing when the water came."""
    q, i, _, h = many(f, _MOST)
    u = q["u0"] + (q["u1"] - q["u0"]) * (0.08 + 0.84 * unit(again(h, 1)))
    v = q["v0"] + (q["v1"] - q["v0"]) * (0.08 + 0.84 * unit(again(h, 2)))
    wide = 4.0 + 14.0 * unit(again(h, 3)) ** 2
    for k, (name, share) in enumerate(_SUNK):
        at = i % len(_SUNK) == k
        tall = wide[at] * share
        centre, _ = place(q[at], u[at], u[at], v[at], v[at], tall * 0.5 - 0.4, tall * 0.5 - 0.4)
        put(sink, name, centre, np.stack([wide[at], wide[at], tall], 1), QUARTER * (i[at] % 4),
            tint_of(h[at]), main=int(Material.CONCRETE_DAMP), block=True)
