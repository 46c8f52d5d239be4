"""Which panel gets which treatment.

One treatment a panel, chosen by hash from those that suit its size, district and direction, so
that dense and quiet panels stand side by side.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from blame3d.world import ornament, relief, roofs, works, yards
from blame3d.world.districts import column
from blame3d.world.emit import Sink
from blame3d.world.hash import again, below, chance, unit
from blame3d.world.panels import near
from blame3d.world.placing import Panels

_TREATMENTS: Final = (
    ornament.ribs, ornament.ribs, ornament.bands, ornament.pipes, ornament.pipes, ornament.frame,
    ornament.niche, ornament.ledge, ornament.machines, ornament.louvres, ornament.buttress,
    works.marks, ornament.climb, ornament.hatches, ornament.arches, works.doors, works.cables,
    works.outlets, works.lifts, works.cranes, works.shells, ornament.windows,
)
"""By lot, but for the last, windows, of which each district has its own share."""

_WINDOWS: Final = len(_TREATMENTS) - 1

_FILLED: Final = 1
"""Levels up to this one fill the bays of large panels."""

_BEYOND: Final = (ornament.niche, ornament.ledge, works.doors, works.cranes)
"""Treatments that shine or stop light outside the cell whose wall they stand on."""


def treat(sink: Sink, panels: Panels) -> None:
    """Add the treatments of all final panels (FACE rows of the cell and its apron)."""
    p = panels[panels["final"]]
    great = relief.large(p)
    relief.add(sink, p[great])
    # Farther off a form is enough.
    p = np.concatenate([p[~great], relief.bays(p[great & (sink.level <= _FILLED)])])
    if not len(p):
        return
    # What cannot show in the cell is only asked for its lamps and blocks.
    own = near(p, sink.edge, 0.0)
    h = p["hash"]
    w, t = p["u1"] - p["u0"], p["v1"] - p["v0"]
    # Strips of a wall differ in how densely they are built on, and each has a few habits: so no
    # stretch of a walk looks like the last.
    strip = p["column"]
    dense = 0.35 + 1.3 * unit(again(strip, 23))
    dressed = chance(again(h, 20), dense * column("fittings")[p["district"]]) & sink.built(h)
    wall = p["axis"] != 2
    habit = again(np.asarray(strip ^ below(again(h, 24), 3).astype(np.uint64), np.uint64), 25)
    pick = below(np.where(chance(again(h, 26), 0.7), habit, again(h, 21)), _WINDOWS)
    lit = chance(again(h, 22), column("windows")[p["district"]])
    chosen = np.where(lit, _WINDOWS, pick)
    # Bare panels still get edge work where they are big, or the eye reads them as missing.
    chosen = np.where(dressed | lit, chosen, -1)
    w_ok = (w > 5) & (t > 5)
    for kind, fn in enumerate(_TREATMENTS):
        sel = wall & w_ok & (chosen == kind)
        if fn not in _BEYOND:
            sel &= own
        if sel.any():
            fn(sink, p[sel])
    bare = own & wall & (chosen < 0) & (np.maximum(w, t) > 24)
    if bare.any():
        ornament.seams(sink, p[bare])
    floor = (~wall) & (p["sign"] > 0) & w_ok
    if floor.any():
        roofs.roof(sink, p[floor])
        yards.add(sink, p[yards.large(p)])
    ceiling = own & (~wall) & (p["sign"] < 0) & w_ok
    if ceiling.any():
        roofs.ceiling(sink, p[ceiling])
