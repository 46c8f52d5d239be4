"""Black water that stands on the floors of flooded districts."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.world.districts import column
from blame3d.world.emit import Sink
from blame3d.world.hash import again, chance
from blame3d.world.materials import Material
from blame3d.world.placing import place

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
