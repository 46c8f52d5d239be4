"""generate(world, level, cell) -> Chunk: the whole City, one cell at a time.

`assemble` makes the parts; here light is baked over what is left, and colliders are made, which
need neither.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from blame3d.world import (
    assemble,
    boxes,
    edits,
    ladders,
    lifts,
    panels,
    recesses,
    sites,
    sky,
    skylights,
)
from blame3d.world import cell as stage
from blame3d.world import light as baked
from blame3d.world.chunk import (
    BOX,
    COLLIDER,
    LAMP,
    LIT_LEVELS,
    RAMP,
    Cell,
    Chunk,
    edge,
    light_texels,
)
from blame3d.world.openness import mask
from blame3d.world.types import World

_T = TypeVar("_T", bound=np.generic)

_SEEP: Final = np.array([1.0, 1.0, 0.5])


def generate(world: World, level: int, cell: Cell) -> Chunk:
    """The chunk of one cell. Pure: equal arguments give equal bytes."""
    world, at = sites.ground(edits.local(world, level, cell), level, cell)
    parts, lamps = assemble.parts(world, level, at)
    solid = _occupancy(world, level, at)
    # No light for cells that draw nothing: they have no surface to be lit.
    volume = (
        light(world, level, at) if len(parts) else np.zeros((0, 0, 0, 2), np.uint8)
    )
    apron = stage.APRON_TEXELS
    inner = solid[apron:-apron, apron:-apron, apron:-apron]
    n = inner.shape[0]
    # Eighths are enough for what is hidden, and err towards open.
    eighths = np.logical_and.reduce(inner.reshape(8, n // 8, 8, n // 8, 8, n // 8), (1, 3, 5))
    return Chunk(level, cell, parts, lamps, volume, mask(np.asarray(eighths, np.bool_)))


@lru_cache(maxsize=64)
def _occupancy(world: World, level: int, cell: Cell) -> NDArray[np.bool_]:
    """Solid texels of a cell with its apron, z y x."""
    if world.edits:
        solid = _occupancy(world.untouched, level, cell)
        low = stage.origin(level, cell) - stage.apron(level)
        return edits.hollow(solid, world.edits, low, edge(level) // light_texels(level))
    texel = edge(level) // light_texels(level)
    side = light_texels(level) + 2 * stage.APRON_TEXELS
    low = stage.origin(level, cell) - stage.APRON_TEXELS * texel
    if level >= panels.PANEL_LEVELS:
        solid = sky.mass_texels(world.seed, low, texel, side)
    else:
        s, sink = stage.solids(world, level, cell), assemble.collect(world, level, cell)
        lo = np.concatenate([s.lo, *(b[0] for b in sink.blocks)])
        hi = np.concatenate([s.hi, *(b[1] for b in sink.blocks)])
        solid = recesses.solid(level, s.panels, lo, hi)
    if level <= stage.WALK_LEVELS:
        ways = stage.ways(world, level, cell)
        # A passage is hardly wider than a texel; a metre more lets light flow along it.
        solid &= ~baked.occupancy(level, ways.clear[0] - _SEEP, ways.clear[1] + _SEEP)
        for lo, hi, _ in (ways.decks, ways.spines):
            solid |= baked.occupancy(level, lo, hi)
    return _met(world, level, cell, solid, _occupancy, stage.APRON_TEXELS)


def _met(
    world: World, level: int, cell: Cell, own: NDArray[_T],
    make: Callable[[World, int, Cell], NDArray[_T]], apron: int,
) -> NDArray[_T]:
    """Texels of a cell, z y x; those beyond the mask of a guest (`sites`) as its host has them."""
    sides = sites.sides(world, level, cell)
    if not sides:
        return own
    host, there = sites.behind(world, level, cell)
    out, theirs = own.copy(), make(host, level, there)
    for axis, end in sides:
        rows = [slice(None)] * 3
        rows[2 - axis] = slice(-apron, None) if end else slice(apron)
        out[tuple(rows)] = theirs[tuple(rows)]
    return out


def _bared(world: World, level: int, cell: Cell) -> bool:
    """Whether the beams have changed anything that the light of a cell meets, or comes from."""
    whole = world.untouched
    if _occupancy(world, level, cell) is not _occupancy(whole, level, cell):
        return True
    lamps, before = (assemble.parts(w, level, cell)[1] for w in (world, whole))
    x, y, z = cell
    return len(lamps) < len(before) or (
        level <= panels.PANEL_LEVELS and _bared(world, level + 1, (x >> 1, y >> 1, z >> 1))
    )


@lru_cache(maxsize=128)
def light(world: World, level: int, cell: Cell) -> NDArray[np.uint8]:
    """The light volume of a cell (see world.light); sky comes down from the coarser levels."""
    if world.edits and not _bared(world, level, cell):
        return light(world.untouched, level, cell)
    arrived = _met(world, level, cell, _arrived(world, level, cell), _arrived, 1)
    lamps = assemble.parts(world, level, cell)[1] if level <= LIT_LEVELS else np.zeros(0, LAMP)
    return baked.bake(level, _occupancy(world, level, cell), arrived, lamps)


def _arrived(world: World, level: int, cell: Cell) -> NDArray[np.uint8]:
    """The sky light that reaches a cell and a texel around it, z y x."""
    n = light_texels(level)
    texel = edge(level) // n
    low = (stage.origin(level, cell) - texel).astype(np.int64)
    if level > panels.PANEL_LEVELS:
        arrived: NDArray[np.uint8] = sky.sample(world.seed, low, texel, n + 2)
    else:
        x, y, z = cell
        parent = light(world, level + 1, (x >> 1, y >> 1, z >> 1))
        # Coarse texels do not know the passages; what seeps in everywhere reaches them too.
        arrived = np.maximum(baked.arriving(parent, level, cell), np.uint8(sky.FLOOR))
    shafts = skylights.lit(world.seed, low, texel, n + 2) if level <= skylights.LEVELS else None
    return arrived if shafts is None else np.maximum(arrived, shafts)


def colliders(world: World, cell: Cell) -> NDArray[np.void]:
    """COLLIDER rows of a level-0 cell: needs neither light nor drawing."""
    world, cell = sites.ground(edits.local(world, 0, cell), 0, cell)
    s = stage.solids(world, 0, cell)
    sink = assemble.collect(world, 0, cell)
    ways = stage.ways(world, 0, cell)
    size = float(edge(0))
    lo, hi = recesses.bodies(
        s.panels,
        np.concatenate([s.lo, *(b[0] for b in sink.blocks)]),
        np.concatenate([s.hi, *(b[1] for b in sink.blocks)]),
        size,
        assemble.opened(world, 0, cell, s)[: len(s.panels)],
    )
    lo, hi, _ = boxes.clip(lo, hi, (0, 0, 0), (size,) * 3)
    if len(ways.clear[0]):
        lo, hi, _ = boxes.subtract(lo, hi, ways.clear[0], ways.clear[1])
    deck_lo, deck_hi, _ = boxes.clip(
        np.concatenate([ways.decks[0], ways.spines[0]]),
        np.concatenate([ways.decks[1], ways.spines[1]]), (0, 0, 0), (size,) * 3,
    )
    rail = np.array([0.04, 0.04, 0.0])
    things = assemble.fitted(world, 0, cell).blocks
    side_lo, side_hi = stage.banisters(ways)
    rail_lo, rail_hi, _ = boxes.clip(
        np.concatenate([ways.rails[0] - rail, side_lo, *(b[0] for b in things)]),
        np.concatenate([ways.rails[1] + rail, side_hi, *(b[1] for b in things)]),
        (0, 0, 0), (size,) * 3,
    )
    all_lo = np.concatenate([lo, deck_lo, rail_lo])
    out = np.zeros(len(all_lo), COLLIDER)
    out["kind"] = BOX
    out["lo"] = all_lo
    out["hi"] = np.concatenate([hi, deck_hi, rail_hi])
    r_lo, r_hi, kind = ways.ramps
    mid = (r_lo + r_hi) * 0.5
    own = ((mid >= 0) & (mid < size)).all(1)
    ramp = np.zeros(int(own.sum()), COLLIDER)
    ramp["kind"], ramp["dir"] = RAMP, kind[own]
    ramp["lo"], ramp["hi"] = r_lo[own], r_hi[own]
    moving = lifts.colliders(ways, cell)
    rows = np.concatenate([out, ramp, ladders.colliders(ways, size), moving])
    return edits.carve_colliders(rows, world.edits, stage.origin(0, cell))
