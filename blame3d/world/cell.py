"""The shared stages of one cell's generation: what is solid, what must stay clear.

Each stage is a pure function of (world, level, cell), cached, and looks a fixed apron beyond the
cell so that two cells that share a face see the same things there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache, update_wrapper
from typing import Final, TypeVar, TypeVarTuple

import numpy as np
from numpy.typing import NDArray

from blame3d.world import panels, sites, walk
from blame3d.world.chunk import CELL, Cell, edge, light_texels
from blame3d.world.masses import solid64, solid256
from blame3d.world.types import World
from blame3d.world.walk_types import Network

F64 = NDArray[np.float64]
_Where = TypeVarTuple("_Where")
_T = TypeVar("_T")

WALK_LEVELS: Final = 1
"""Levels 0 … 1 carve the walk network's clearances and draw its decks."""
BRIDGE_LEVELS: Final = 2
"""At this level the network's bridges and their lamps are still seen, but nothing is carved."""
APRON_TEXELS: Final = 8


def before_edits(
    maxsize: int,
) -> Callable[[Callable[[World, *_Where], _T]], Callable[[World, *_Where], _T]]:
    """Cache a stage that comes before anything is taken away: a shot makes none of them anew."""

    def kept(make: Callable[[World, *_Where], _T]) -> Callable[[World, *_Where], _T]:
        cached = lru_cache(maxsize)(make)

        def of(world: World, *where: *_Where) -> _T:
            return cached(world.untouched, *where)

        of.cache_clear = cached.cache_clear  # type: ignore[attr-defined]
        return update_wrapper(of, make)

    return kept


@dataclass(frozen=True, eq=False)
class Solids:
    """Stage one of a cell of level ≤ 3. Metres from the cell's low corner.

    faces: whole walls (FACE) near the cell. panels: their panels at this level, apron included.
    lo, hi: boxes of panels first, then cores. buried: mass through and through.
    """

    faces: NDArray[np.void]
    panels: NDArray[np.void]
    lo: F64
    hi: F64
    buried: bool


def origin(level: int, cell: Cell) -> NDArray[np.int64]:
    """Low corner of a cell in metres."""
    return np.asarray(cell, np.int64) * edge(level)


def apron(level: int) -> int:
    """Metres beyond the cell that its light looks at."""
    return APRON_TEXELS * edge(level) // light_texels(level)


@before_edits(256)
def solids(world: World, level: int, cell: Cell) -> Solids:
    """Faces, panels and cores of a cell with its light's apron."""
    at, size, out = origin(level, cell), edge(level), apron(level)
    faces = panels.faces(world.seed, at, size, out)
    skin = panels.split(faces, level, size, out)
    lo, hi = panels.bounds(skin)
    core_lo, core_hi = panels.cores(world.seed, at, size, out)
    # Without a face in reach the region is all mass or all air.
    return Solids(
        faces, skin, np.concatenate([lo, core_lo]), np.concatenate([hi, core_hi]),
        not len(faces) and len(core_lo) > 0,
    )


@before_edits(24)
def network(world: World, cell4: Cell) -> Network:
    """The walk network of a level-4 cell over this world's mass: 0.8 MB and a tenth of a second.
    All cells of level ≤ 2 about a place need 18 to 27 of them."""
    there, at = sites.ground(world, 4, cell4)
    if there != world:
        return replace(network(there, at), cell=cell4)
    return walk.network(
        world, cell4, lambda c: solid64(world, c), lambda c: solid256(world, c)
    )


@dataclass(frozen=True, eq=False)
class Ways:
    """What the walk network puts into a region. Metres from the cell's low corner.

    Boxes as (lo, hi, kind); spots as (pos, kind).
    """

    decks: tuple[F64, F64, NDArray[np.uint8]]
    ramps: tuple[F64, F64, NDArray[np.uint8]]
    clear: tuple[F64, F64, NDArray[np.uint8]]
    rails: tuple[F64, F64, NDArray[np.uint8]]
    spines: tuple[F64, F64, NDArray[np.uint8]]
    ladders: tuple[F64, F64, NDArray[np.uint8]]
    lifts: tuple[F64, F64, NDArray[np.uint8]]
    lamps: tuple[F64, NDArray[np.uint8]]
    doors: tuple[F64, NDArray[np.uint8]]


def banisters(found: Ways) -> tuple[F64, F64]:
    """Boxes lo, hi (4·N, 3) that hold a walker on the open side of N flights, in four steps each.

    The open side is the one away from the wall between the lanes.
    """
    lo, hi, kind = found.ramps
    spine_lo, spine_hi, _ = found.spines
    if not len(lo) or not len(spine_lo):
        return np.zeros((0, 3)), np.zeros((0, 3))
    rows, d = np.arange(len(lo)), kind.astype(np.int64)
    along = d % 2
    mid = (lo + hi) * 0.5
    spine = (spine_lo + spine_hi) * 0.5
    nearest = np.abs(mid[:, None, :2] - spine[None, :, :2]).sum(2).argmin(1)
    side = 1 - along
    out = np.where(mid[rows, side] > spine[nearest, side], hi[rows, side], lo[rows, side])
    away = np.where(mid[rows, side] > spine[nearest, side], -0.06, 0.06)
    boxes_lo, boxes_hi = [], []
    for step in range(4):
        a, b = lo.copy(), hi.copy()
        share = (hi - lo)[rows, along] / 4.0
        n = np.where(d < 2, step, 3 - step)
        a[rows, along] = lo[rows, along] + share * n
        b[rows, along] = a[rows, along] + share
        a[rows, side], b[rows, side] = np.minimum(out, out + away), np.maximum(out, out + away)
        rise = (hi - lo)[:, 2] / 4.0
        a[:, 2] = lo[:, 2] + rise * step
        b[:, 2] = a[:, 2] + rise + 0.95
        boxes_lo.append(a)
        boxes_hi.append(b)
    return np.concatenate(boxes_lo), np.concatenate(boxes_hi)


@before_edits(256)
def ways(world: World, level: int, cell: Cell) -> Ways:
    """The network's shapes that touch a cell of level ≤ 2 or the apron of its light."""
    at, size, out = origin(level, cell), edge(level), apron(level)
    low, high = at - out, at + size + out
    big = CELL * 16
    boxes: dict[str, list[tuple[F64, F64, NDArray[np.uint8]]]] = {
        k: [] for k in ("decks", "ramps", "clear", "rails", "spines", "ladders", "lifts")
    }
    spots: dict[str, list[tuple[F64, NDArray[np.uint8]]]] = {k: [] for k in ("lamps", "doors")}
    # One metre more above: the landing at the floor of a cell hangs into the one below.
    first, last = low // big, (high + 1) // big
    for key in np.ndindex(*(last - first + 1)):
        c = first + key
        net = network(world, (int(c[0]), int(c[1]), int(c[2])))
        base = c * big
        a, b = low - base, high - base
        shift = (base - at).astype(np.float64)
        for name, found in boxes.items():
            group = getattr(net, name)
            rows = group.in_box(tuple(a.tolist()), tuple(b.tolist()))
            found.append((group.lo[rows] + shift, group.hi[rows] + shift, group.kind[rows]))
        for name, spot in spots.items():
            group = getattr(net, name)
            # A lamp farther out than the apron still lights the texel beyond the border.
            keep = ((group.pos >= a - size // 16) & (group.pos < b + size // 16)).all(1)
            spot.append((group.pos[keep] + shift, group.kind[keep]))
    joined = {k: tuple(np.concatenate(p) for p in zip(*v, strict=True)) for k, v in boxes.items()}
    points = {k: tuple(np.concatenate(p) for p in zip(*v, strict=True)) for k, v in spots.items()}
    return Ways(**joined, **points)  # type: ignore[arg-type]


def walked(world: World, level: int, cell: Cell) -> tuple[F64, F64]:
    """Bounds (N, 3) of the straight lines that one walks in a cell: floors are free about them."""
    at = origin(level, cell)
    big = CELL * 16
    home = at // big
    net = network(world, (int(home[0]), int(home[1]), int(home[2])))
    line = net.paths.astype(np.float64) - (at - home * big)
    a, b = line[:, :-1].reshape(-1, 3), line[:, 1:].reshape(-1, 3)
    lo, hi = np.minimum(a, b), np.maximum(a, b)
    own = ((hi >= 0.0) & (lo <= edge(level))).all(1) & (a != b).any(1)
    return lo[own], hi[own]
