"""Leaning members: columns and cables that cross a hollow aslant, from mass to mass.

Tries are strewn over lattice cells of a kilometre; those stand whose middle is in air and that end
inside mass on both sides. So their ends are looked for, and none ends in the air.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from blame3d.world import segments
from blame3d.world.emit import Sink, tint_of
from blame3d.world.fields import solid_at
from blame3d.world.hash import again, below, chance, hash64, unit
from blame3d.world.materials import Material
from blame3d.world.trig import directions

F64 = NDArray[np.float64]
U64 = NDArray[np.uint64]

_CELL: Final = 1024
"""Metres along the edge of a lattice cell."""
_TRIES: Final = 6
"""In each."""
_STRUT: Final = 303
_CELLS: Final = 4
"""Lattice cells along an edge of a block of tries that are found together."""
_STUFF: Final = {"hexagon": int(Material.RUBBER), "cylinder": int(Material.CONCRETE)}
"""What cables and leaning columns are made of."""


class _Struts(NamedTuple):
    """Leaning members of a block of lattice cells. p0, p1: (N, 3) ends, metres from its corner;
    yaw, pitch, radius, hash: (N,); thin: (N,) cables, the others are columns."""

    p0: F64
    p1: F64
    yaw: NDArray[np.int64]
    pitch: NDArray[np.int64]
    radius: F64
    thin: NDArray[np.bool_]
    hash: U64


@lru_cache(maxsize=256)
def _leaning(seed: int, x: int, y: int, z: int) -> _Struts:
    """Those of a block's tries that stand in air at their middle and end inside mass on both sides.

    All at once: one by one, looking for their ends cost a third of a far cell.
    """
    cells = np.indices((_CELLS,) * 3).reshape(3, -1).T
    corner = np.array([x, y, z], np.int64) * _CELLS
    at = (cells + corner)[:, :, None]
    h = hash64(seed, _STRUT, at[:, 0], at[:, 1], at[:, 2], np.arange(_TRIES)).reshape(-1)
    yaw = below(again(h, 1), 8) * 8192 - 32768
    tilt = (4 + below(again(h, 2), 22)) * 182
    way = directions(yaw * 360000 // 65536, 90000 + tilt * 360000 // 65536)
    mid = np.stack([below(again(h, 3 + a), _CELL) for a in range(3)], 1)
    mid += np.repeat(cells * _CELL, _TRIES, 0)
    steps = np.arange(-12, 13) * 50.0
    line = np.floor(mid[:, None] + way[:, None] * steps[:, None]).astype(np.int64) + corner * _CELL
    mass = solid_at(seed, line.reshape(-1, 3)).reshape(-1, len(steps))
    behind, before = mass[:, 11::-1], mass[:, 13:]  # outwards from the middle
    stands = np.flatnonzero(~mass[:, 12] & behind.any(1) & before.any(1))
    h, way, centre = h[stands], way[stands], mid[stands].astype(np.float64)
    back = steps[11 - behind[stands].argmax(1)] - 30.0
    front = steps[13 + before[stands].argmax(1)] + 30.0
    thin = chance(again(h, 8), 0.5)
    radius = np.where(thin, 0.3, 2.0 + 9.0 * unit(again(h, 9)) ** 2)
    return _Struts(
        centre + way * back[:, None], centre + way * front[:, None], yaw[stands], tilt[stands],
        radius, thin, h,
    )


def add(sink: Sink, seed: int, origin: NDArray[np.int64], extent: int) -> None:
    """Columns and cables that lean: six tries a cubic kilometre, four to twenty-six degrees."""
    reach, size = 640, _CELL * _CELLS
    first, last = (origin - reach) // size, (origin + extent + reach) // size
    for key in np.ndindex(*(last - first + 1)):
        c = first + key
        s = _leaning(seed, int(c[0]), int(c[1]), int(c[2]))
        base = (c * size - origin).astype(np.float64)
        t0, t1, here = segments.clip_axis(s.p0 + base, s.p1 + base, sink.edge)
        rows = np.flatnonzero(here & (2.0 * s.radius >= sink.finest) & sink.built(s.hash))
        if not len(rows):
            continue
        p0, p1 = s.p0[rows] + base, s.p1[rows] + base
        inside = p0 + (p1 - p0) * ((t0 + t1) / 2)[rows, None]
        rows = rows[~solid_at(seed, np.floor(inside).astype(np.int64) + origin)]
        for name in ("hexagon", "cylinder"):
            q = rows[s.thin[rows] == (name == "hexagon")]
            segments.draw(
                sink, s.p0[q] + base, s.p1[q] + base, s.radius[q], s.yaw[q], s.pitch[q],
                segments.batches(sink, name), _STUFF[name], tint_of(s.hash[q]),
            )
