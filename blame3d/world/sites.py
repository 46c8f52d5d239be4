"""Where films are played: places of the City that keep what is staged on them.

A site has a *stage*, on which its own habits hold for all that lays out and dresses the ways
(`stretch.habit`), and a *mask*, a cube that nothing but the site decides. In the default City it
stands where it was found: its grammar is the City's, by the hashes of that place. Any other City
has a place for it too (`find`): where the great masses around the mask go on as those inside it do,
and the chasm of the stage does not end. There it stands as a *guest* of a `World`: every cell in
the mask is made as at home, of home's hashes, and every cell outside as if there were none. All who
make cells or answer for places ask one function what stands there: `ground`, or `here` by
millimetres.

A mask is a whole cell of the coarsest level, so that cells of every level lie inside or outside.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product
from types import MappingProxyType
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from blame3d.errors import DataError
from blame3d.world.chunk import Cell, edge
from blame3d.world.fields import solid_at
from blame3d.world.types import Guest, World

I64 = NDArray[np.int64]
Metres = tuple[int, int, int]

HOME: Final = 0
"""The seed of the default City."""
LEVEL: Final = 6
"""Masks are cells of this level; cells of coarser ones know no guests."""
_SIDE: Final = edge(LEVEL)
_REACH: Final = (3, 3, 1)
"""So many masks away from where a site is at home, its place is looked for."""
_STEP: Final = 256
"""Metres between the points at which the borders of a mask are compared."""
_CHASM_M: Final = (400, 300, 200)
"""The chasm goes on so far behind the mask, in such a half breadth and half height."""


class Box(NamedTuple):
    """Corners in whole metres of a City."""

    lo: Metres
    hi: Metres

    def moved(self, by: Metres) -> Box:
        return Box(_moved(self.lo, by, 1), _moved(self.hi, by, 1))


@dataclass(frozen=True)
class Site:
    """A place for set pieces. Axes: x right, y ahead, z up, metres from the origin.

    seed: of the City in which it lies. origin_mm: integer millimetres there. heading: of its y
    axis, degrees. version: raised when anything of it changes. guest: how it gets there; None where
    it is at home.
    """

    kind: str
    seed: int
    origin_mm: tuple[int, int, int]
    heading: int
    stage: Box
    mask: Box
    version: int = 1
    guest: Guest | None = None


PIPE_FIELD: Final = "pipe-field"
AT_HOME: Final = MappingProxyType({
    PIPE_FIELD: Site(
        PIPE_FIELD, HOME, (-1_750_000, 982_000, 916_000), 0,
        Box((-1920, 768, 768), (-1536, 1152, 1024)), Box((-4096, 0, 0), (0, 4096, 4096)),
    ),
})  # fmt: skip
"""The sites in the default City, by their kinds.

pipe-field: a stair tower at the corner of a wall 700 m high, over an abyss; a footbridge leads to
it and a bridge passes over that. Its chasm leaves the mask southwards, below -y."""


def staged(seed: int, origin: I64, at: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which points (N, 3), metres from `origin` in a City, lie on a stage or on its border."""
    found = np.zeros(len(at), np.bool_)
    for site in AT_HOME.values():
        if site.seed == seed:
            p = at + origin
            found |= ((p >= np.array(site.stage.lo)) & (p <= np.array(site.stage.hi))).all(1)
    return found


def find(seed: int, kind: str) -> Site:
    """The site of a kind in a City. Raises DataError when there is no place for it within reach."""
    found = _find(seed, kind)
    if found is None:
        far = _SIDE * max(_REACH) // 1000
        raise DataError(
            f"The City of seed {seed} has no chasm within {far} km that could hold the stage.",
            id="B3D-SITE-01",
        )
    return found


@lru_cache(maxsize=8)
def _find(seed: int, kind: str) -> Site | None:
    home = AT_HOME[kind]
    if seed == home.seed:
        return home
    inside = solid_at(home.seed, _border(home.mask, -_STEP // 2))
    best: tuple[int, int, Metres] | None = None
    for x, y, z in product(*(range(-n, n + 1) for n in _REACH)):
        by = x * _SIDE, y * _SIDE, z * _SIDE
        if solid_at(seed, _beyond(home) + np.array(by)).any():
            continue
        outside = solid_at(seed, _border(home.mask.moved(by), _STEP // 2))
        # As many as may be of the masses and voids go on; of equals the nearest, in order.
        rank = -int((inside == outside).sum()), abs(x) + abs(y) + abs(z), by
        best = rank if best is None else min(best, rank)
    if best is None:
        return None
    by = best[2]
    return replace(
        home, seed=seed, origin_mm=_moved(home.origin_mm, by, 1000),
        stage=home.stage.moved(by), mask=home.mask.moved(by),
        guest=Guest(home.seed, seed, home.mask.lo, home.mask.hi, by),
    )  # fmt: skip


def _border(mask: Box, out: int) -> I64:
    """Points (N, 3) before the middle of every 256 m square of a mask's six faces, `out` metres
    outside it."""
    at = np.arange(_STEP // 2, _SIDE, _STEP, dtype=np.int64)
    u, v = (w.reshape(-1) for w in np.meshgrid(at, at, indexing="ij"))
    found = []
    for axis, end in product(range(3), (-out, _SIDE + out)):
        found.append(np.insert(np.stack([u, v], 1), axis, end, axis=1))
    return np.asarray(np.concatenate(found) + np.array(mask.lo), np.int64)


def _beyond(site: Site) -> I64:
    """Points (N, 3) in the chasm of a site behind its mask, at home."""
    far, wide, high = (np.arange(-n, n + 1, 100, dtype=np.int64) for n in _CHASM_M)
    x, y, z = np.meshgrid(wide, far[far < 0], high, indexing="ij")
    at = np.stack([x, y, z], -1).reshape(-1, 3)
    middle = np.array(site.origin_mm) // 1000
    middle[1] = site.mask.lo[1]
    return np.asarray(at + middle, np.int64)


def ground(world: World, level: int, cell: Cell) -> tuple[World, Cell]:
    """What stands in a cell: of which world and which cell of it."""
    guest = world.guest
    if guest is None:
        return world, cell
    size, at_home = edge(level), world.seed == guest.seed
    x, y, z = (c * size for c in cell)
    corner = _moved((x, y, z), guest.by, 0 if at_home else -1)
    inside = all(a <= c < b for a, c, b in zip(guest.lo, corner, guest.hi, strict=True))
    if inside and level <= LEVEL:
        there, way = guest.seed, 0 if at_home else -1
    else:
        there, way = guest.host, 1 if at_home else 0
    step = guest.by[0] // size, guest.by[1] // size, guest.by[2] // size
    beams = tuple(
        replace(b, origin_mm=_moved(b.origin_mm, guest.by, 1000 * way)) for b in world.edits
    )
    left = guest if there == guest.seed else None
    return replace(world, seed=there, edits=beams, guest=left), _moved(cell, step, way)


def sides(world: World, level: int, cell: Cell) -> list[tuple[int, int]]:
    """The sides of a guest's cell, which is there where it is at home, that are the mask's: axis,
    and 0 for the low or 1 for the high one. None of any other cell."""
    guest, size = world.guest, edge(level)
    if guest is None:
        return []
    low = [(a, 0) for a in range(3) if cell[a] * size == guest.lo[a]]
    return low + [(a, 1) for a in range(3) if (cell[a] + 1) * size == guest.hi[a]]


def behind(world: World, level: int, cell: Cell) -> tuple[World, Cell]:
    """The host of such a cell, and the host's own cell in its place."""
    guest, size = world.guest, edge(level)
    assert guest is not None
    step = guest.by[0] // size, guest.by[1] // size, guest.by[2] // size
    return World(guest.host), _moved(cell, step, 1)


def _moved(at: Metres, by: Metres, times: int) -> Metres:
    x, y, z = (v + d * times for v, d in zip(at, by, strict=True))
    return x, y, z


def standing(world: World, there: World, boxes: I64) -> I64:
    """Of boxes (N, 6) lo, hi in whole metres of the world that stands somewhere in `world`, what is
    left of them in `world`: the parts in the mask of a guest's, those of the host's beside it."""
    guest = world.guest
    if guest is None or there.seed == world.seed == guest.seed:
        return boxes
    lo, hi, by = (np.array(v, np.int64) for v in (guest.lo, guest.hi, guest.by))
    if there.seed == guest.host:
        out = (boxes[:, :3] >= hi + by) | (boxes[:, 3:] <= lo + by)
        return boxes[out.any(1)]
    a, b = np.maximum(boxes[:, :3], lo), np.minimum(boxes[:, 3:], hi)
    return np.concatenate([a, b], 1)[(b > a).all(1)] + np.tile(by, 2)


def here(world: World, position_mm: Metres) -> tuple[World, Metres]:
    """`ground` of a point in millimetres: the world that stands there, and the point in it."""
    size = _SIDE * 1000
    x, y, z = position_mm
    there, cell = ground(world, LEVEL, (x // size, y // size, z // size))
    a, b, c = (k * size + v % size for k, v in zip(cell, position_mm, strict=True))
    return there, (a, b, c)
