"""Small worlds to try a body in: floors, stairs, ramps, pipes. For tests, benches and selftest.

A world here is a list of solids in metres around the origin, sorted into level-0 cells by their
low corner (so they stick out of their cell as little as a generator's do), or one cell's rows
repeated for ever.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import floor

import numpy as np
from numpy.typing import NDArray

from blame3d.player.near import Provider
from blame3d.world.chunk import BOX, CELL, COLLIDER, CYLINDER, LADDER, LIFT, RAMP, Cell

Solid = tuple[int, int, float, float, float, float, float, float]
"""kind, dir, lo x, y, z, hi x, y, z in metres."""


def box(x0: float, y0: float, z0: float, x1: float, y1: float, z1: float) -> Solid:
    return BOX, 0, x0, y0, z0, x1, y1, z1


def ramp(way: int, x0: float, y0: float, z0: float, x1: float, y1: float, z1: float) -> Solid:
    """A wedge climbing towards +x, +y, -x, -y for way 0 … 3."""
    return RAMP, way, x0, y0, z0, x1, y1, z1


def rungs(way: int, x: float, y: float, z: float, height: float) -> Solid:
    """A ladder from (x, y, z) upwards, climbed by who looks towards +x, +y, -x, -y for 0 … 3."""
    wide, deep = (0.05, 0.25) if way % 2 == 0 else (0.25, 0.05)
    return LADDER, way, x - wide, y - deep, z, x + wide, y + deep, z + height


def lift(way: int, x: float, y: float, low: int, high: int) -> NDArray[np.void]:
    """COLLIDER rows, one for each cell upwards from (0, 0, 0), of a lift 5 m square from floor to
    floor (metres, multiples of 4), left towards +x, +y, -x, -y for way 0 … 3."""
    last = high // CELL
    out = np.zeros(last + 1, COLLIDER)
    for k in range(last + 1):
        ends = k | (low // 4) << 4 | (last - k) << 8 | (high % CELL // 4) << 12
        z = (float(low) if k == 0 else 0.0, float(high % CELL) if k == last else float(CELL))
        out[k] = (LIFT, way, ends, (x, y, z[0]), (x + 5.0, y + 5.0, z[1]))
    return out


def pipe(axis: int, x: float, y: float, z: float, length: float, radius: float) -> Solid:
    """A cylinder from (x, y, z) along +axis (0 x, 1 y, 2 z)."""
    lo, hi = [x - radius, y - radius, z - radius], [x + radius, y + radius, z + radius]
    lo[axis], hi[axis] = (x, y, z)[axis], (x, y, z)[axis] + length
    return CYLINDER, axis, lo[0], lo[1], lo[2], hi[0], hi[1], hi[2]


def stairs(y: float, z: float, riser: float, tread: float, count: int) -> list[Solid]:
    """Steps climbing towards +y from (y, z), 4 m wide around x = 0, each a block down to z."""
    return [
        box(-2.0, y + i * tread, z, 2.0, y + (i + 1) * tread, z + (i + 1) * riser)
        for i in range(count)
    ]


def rows(solids: Iterable[Solid]) -> NDArray[np.void]:
    """Solids as COLLIDER rows, in the frame they are given in."""
    return np.array([(k, d, 0, s[:3], s[3:]) for k, d, *s in solids], COLLIDER)


def world(solids: Iterable[Solid], shift: Cell = (0, 0, 0)) -> Provider:
    """Provider of these solids and of nothing else; `shift` moves all by whole cells.

    Solids larger than a cell are cut at cell borders where they are boxes.
    """
    cells: dict[Cell, list[Solid]] = {}
    for solid in solids:
        kind, way, *v = solid
        spans = [range(floor(v[i] / CELL), -floor(-v[i + 3] / CELL)) for i in range(3)]
        if kind != BOX:
            spans = [range(span.start, span.start + 1) for span in spans]
        for x in spans[0]:
            for y in spans[1]:
                for z in spans[2]:
                    at = [float(n * CELL) for n in (x, y, z)]
                    lo = [v[i] - at[i] for i in range(3)]
                    hi = [v[i + 3] - at[i] for i in range(3)]
                    if kind == BOX:
                        lo = [max(0.0, n) for n in lo]
                        hi = [min(float(CELL), n) for n in hi]
                    key = (x + shift[0], y + shift[1], z + shift[2])
                    cells.setdefault(key, []).append(
                        (kind, way, lo[0], lo[1], lo[2], hi[0], hi[1], hi[2])
                    )
    ready = {cell: rows(some) for cell, some in cells.items()}
    empty = rows([])
    return lambda cell: ready.get(cell, empty)


def everywhere(solids: Iterable[Solid]) -> Provider:
    """Provider of the same cell content in every cell, without end."""
    one = rows(solids)
    return lambda cell: one
