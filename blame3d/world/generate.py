"""generate(world, level, cell) -> Chunk: the whole City, one cell at a time.

Order within a cell: skin of the masses, what stands on walls, what spans the air; then the walk
network is cut out of all of it and its decks put in; then beams; then light over what is left.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.world import boxes, edits, facade, fittings, hulls, panels, sky, spans, walls
from blame3d.world import cell as stage
from blame3d.world import light as baked
from blame3d.world.chunk import BOX, COLLIDER, LAMP, PART, RAMP, Cell, Chunk, edge, light_texels
from blame3d.world.districts import DISTRICTS
from blame3d.world.emit import Sink, importance, tint_of
from blame3d.world.hash import again, chance, hash64
from blame3d.world.kit import load
from blame3d.world.materials import Material
from blame3d.world.openness import mask
from blame3d.world.types import Beam, World

F64 = NDArray[np.float64]
Floats = boxes.F

_HULL: Final = 500
_SEEP: Final = np.array([1.0, 1.0, 0.5])
_DRESSED: Final = 5
"""Walls carry piers, galleries and their lamps up to this level."""


def generate(world: World, level: int, cell: Cell) -> Chunk:
    """The chunk of one cell. Pure: equal arguments give equal bytes."""
    parts, lamps = _built(world, level, cell)
    solid = _occupancy(world, level, cell)
    # No light for cells that draw nothing: they have no surface to be lit.
    volume = (
        light(world, level, cell) if len(parts) else np.zeros((0, 0, 0, 2), np.uint8)
    )
    apron = stage.APRON_TEXELS
    inner = solid[apron:-apron, apron:-apron, apron:-apron]
    n = inner.shape[0]
    # Eighths are enough for what is hidden, and err towards open.
    eighths = np.logical_and.reduce(inner.reshape(8, n // 8, 8, n // 8, 8, n // 8), (1, 3, 5))
    return Chunk(level, cell, parts, lamps, volume, mask(np.asarray(eighths, np.bool_)))


@lru_cache(maxsize=64)
def _built(world: World, level: int, cell: Cell) -> tuple[NDArray[np.void], NDArray[np.void]]:
    """Parts and own lamps of a cell (lamps also those that reach in from beside)."""
    sink = _collect(world, level, cell)
    parts, lamps = sink.sorted_parts(), sink.lamps
    corner = stage.origin(level, cell)
    beams = edits.touching_beams(world.edits, corner * 1000, edge(level))
    if level <= stage.WALK_LEVELS:
        parts, more = _cleared(world, level, cell, parts, sink)
        lamps = [*lamps, *more]
    elif level == stage.BRIDGE_LEVELS and len(parts):
        far = Sink(sink.edge, sink.finest, level, sink.library)
        fittings.add(far, world.seed, corner, stage.ways(world, level, cell))
        parts, lamps = np.concatenate([parts, *far.parts]), [*lamps, *far.lamps]
        parts = parts[np.argsort(-importance(parts), kind="stable")]
    if beams:
        if level <= panels.PANEL_LEVELS:
            parts = np.concatenate([parts, _opened(world, level, cell, beams, sink)])
        parts = edits.carve(parts, beams, corner, edge(level))
        parts = parts[np.argsort(-importance(parts), kind="stable")]
    return parts, np.concatenate(lamps) if lamps else np.zeros(0, LAMP)


@lru_cache(maxsize=64)
def _collect(world: World, level: int, cell: Cell) -> Sink:
    """Everything before the walk network is cut out."""
    at, size = stage.origin(level, cell), edge(level)
    sink = Sink(float(size), 0.0 if level == 0 else 0.75 * (1 << level), level, load())
    if level > panels.PANEL_LEVELS:
        lo, hi, low = hulls.boxes(world.seed, level, at)
        # Far hulls are what coarse air is bounded by; keep every one whatever its size.
        h = hash64(world.seed, _HULL, low[:, 0], low[:, 1], low[:, 2])
        sink.boxes(lo, hi, int(Material.CONCRETE), tint_of(h))
        if level <= _DRESSED:
            walls.dress(sink, panels.faces(world.seed, at, size))
    else:
        s = stage.solids(world, level, cell)
        if s.buried:
            return sink
        _skin(sink, s)
        walls.dress(sink, s.faces)
        if level <= 2:
            facade.treat(sink, s.panels, panels.near(s.panels, size, 0.0))
    spans.add(sink, world.seed, at, size, stage.apron(level) if level <= 2 else 0)
    return sink


def _skin(sink: Sink, s: stage.Solids) -> None:
    p = s.panels
    n = len(p)
    main = np.array([int(d.main) for d in DISTRICTS])[p["district"]]
    second = np.array([int(d.second) for d in DISTRICTS])[p["district"]]
    wall = p["axis"] != 2
    material = np.where(wall & chance(again(p["hash"], 50), 0.16), second, main)
    lime = wall & chance(again(p["hash"], 51), 0.03)
    material = np.where(lime, int(Material.CONCRETE_LIME), material)
    finest, sink.finest = sink.finest, 0.0  # the skin has no holes at any level
    sink.boxes(s.lo[:n], s.hi[:n], material, tint_of(again(p["hash"], 52)))
    sink.finest = finest


def _cleared(
    world: World, level: int, cell: Cell, parts: NDArray[np.void], sink: Sink
) -> tuple[NDArray[np.void], list[NDArray[np.void]]]:
    """Cut the walk network out of the parts, show the mass it passes, add its own parts."""
    ways = stage.ways(world, level, cell)
    lo, hi, _ = ways.clear
    size = float(edge(level))
    if len(lo):
        plain = (parts["batch"] == 0) & (parts["yaw"] == 0) & (parts["pitch"] == 0)
        a = parts["pos"].astype(np.float64) - parts["size"] * 0.5
        b = parts["pos"].astype(np.float64) + parts["size"] * 0.5
        # A turned part is judged by the sphere around it: near a path, better gone than in it.
        r = np.where(plain, 0.0, np.sqrt((parts["size"].astype(np.float64) ** 2).sum(1)) * 0.35)
        hit = boxes.touching(
            np.where(plain[:, None], a, parts["pos"] - r[:, None]),
            np.where(plain[:, None], b, parts["pos"] + r[:, None]), lo, hi,
        )
        cut = hit & plain
        a2, b2, index = boxes.subtract(a[cut], b[cut], lo, hi)
        pieces = parts[cut][index]
        pieces["pos"], pieces["size"] = (a2 + b2) * 0.5, b2 - a2
        pieces = pieces[(pieces["size"] > 0.02).all(1)]
        # The mass itself shows only where it was cut.
        core_lo, core_hi, near = _cores(world, level, cell)
        c_lo, c_hi, _ = boxes.subtract(core_lo[near], core_hi[near], lo, hi)
        inner = Sink(size, 0.0, level, sink.library)
        inner.boxes(c_lo, c_hi, int(Material.CONCRETE), 128)
        parts = np.concatenate([parts[~hit], pieces, *inner.parts])
    extra = Sink(size, sink.finest, level, sink.library)
    fittings.add(extra, world.seed, stage.origin(level, cell), ways)
    parts = np.concatenate([parts, *extra.parts])
    return parts[np.argsort(-importance(parts), kind="stable")], extra.lamps


def _cores(
    world: World, level: int, cell: Cell
) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """The mass behind the skin, clipped to the cell, and which of it the walk network cuts."""
    s = stage.solids(world, level, cell)
    n = len(s.panels)
    lo, hi, _ = boxes.clip(s.lo[n:], s.hi[n:], (0, 0, 0), (float(edge(level)),) * 3)
    if level > stage.WALK_LEVELS:
        return lo, hi, np.zeros(len(lo), bool)
    clear = stage.ways(world, level, cell).clear
    return lo, hi, boxes.touching(lo, hi, clear[0] - 0.01, clear[1] + 0.01)


def _opened(
    world: World, level: int, cell: Cell, beams: Sequence[Beam], sink: Sink
) -> NDArray[np.void]:
    """The mass that beams lay open and the walk network had not already."""
    lo, hi, shown = _cores(world, level, cell)
    inner = Sink(float(edge(level)), 0.0, level, sink.library)
    inner.boxes(lo[~shown], hi[~shown], int(Material.CONCRETE), 128)
    rows = np.concatenate(inner.parts) if inner.parts else np.zeros(0, PART)
    left = edits.carve(rows, beams, stage.origin(level, cell), edge(level))
    return np.zeros(0, PART) if len(left) == len(rows) else left


@lru_cache(maxsize=64)
def _occupancy(world: World, level: int, cell: Cell) -> NDArray[np.bool_]:
    """Solid texels of a cell with its apron, z y x."""
    texel = edge(level) // light_texels(level)
    side = light_texels(level) + 2 * stage.APRON_TEXELS
    low = stage.origin(level, cell) - stage.APRON_TEXELS * texel
    if level >= panels.PANEL_LEVELS:
        solid = sky.mass_texels(world.seed, low, texel, side)
    else:
        s, sink = stage.solids(world, level, cell), _collect(world, level, cell)
        lo = np.concatenate([s.lo, *(b[0] for b in sink.blocks)])
        hi = np.concatenate([s.hi, *(b[1] for b in sink.blocks)])
        solid = baked.occupancy(level, lo, hi)
    if level <= stage.WALK_LEVELS:
        ways = stage.ways(world, level, cell)
        # A passage is hardly wider than a texel; a metre more lets light flow along it.
        solid &= ~baked.occupancy(level, ways.clear[0] - _SEEP, ways.clear[1] + _SEEP)
        for lo, hi, _ in (ways.decks, ways.spines):
            solid |= baked.occupancy(level, lo, hi)
    beams = edits.touching_beams(world.edits, low * 1000, side * texel)
    return edits.hollow(solid, beams, low, texel) if beams else solid


@lru_cache(maxsize=128)
def light(world: World, level: int, cell: Cell) -> NDArray[np.uint8]:
    """The light volume of a cell (see world.light); sky comes down from the coarser levels."""
    n = light_texels(level)
    if level > panels.PANEL_LEVELS:
        at, texel = stage.origin(level, cell), edge(level) / n
        low = (at - int(texel)).astype(np.int64)
        arrived: NDArray[np.uint8] = sky.sample(world.seed, low, texel, n + 2)
    else:
        x, y, z = cell
        parent = light(world, level + 1, (x >> 1, y >> 1, z >> 1))
        # Coarse texels do not know the passages; what seeps in everywhere reaches them too.
        arrived = np.maximum(baked.arriving(parent, level, cell), np.uint8(sky.FLOOR))
    lamps = _built(world, level, cell)[1] if level <= 1 else np.zeros(0, LAMP)
    return baked.bake(level, _occupancy(world, level, cell), arrived, lamps)


def colliders(world: World, cell: Cell) -> NDArray[np.void]:
    """COLLIDER rows of a level-0 cell: needs neither light nor drawing."""
    s = stage.solids(world, 0, cell)
    sink = _collect(world, 0, cell)
    ways = stage.ways(world, 0, cell)
    size = float(edge(0))
    lo = np.concatenate([s.lo, *(b[0] for b in sink.blocks)])
    hi = np.concatenate([s.hi, *(b[1] for b in sink.blocks)])
    lo, hi, _ = boxes.clip(lo, hi, (0, 0, 0), (size,) * 3)
    if len(ways.clear[0]):
        lo, hi, _ = boxes.subtract(lo, hi, ways.clear[0], ways.clear[1])
    deck_lo, deck_hi, _ = boxes.clip(
        np.concatenate([ways.decks[0], ways.spines[0]]),
        np.concatenate([ways.decks[1], ways.spines[1]]), (0, 0, 0), (size,) * 3,
    )
    rail = np.array([0.04, 0.04, 0.0])
    rail_lo, rail_hi, _ = boxes.clip(
        ways.rails[0] - rail, ways.rails[1] + rail, (0, 0, 0), (size,) * 3
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
    rows = np.concatenate([out, ramp])
    beams = edits.touching_beams(world.edits, stage.origin(0, cell) * 1000, edge(0))
    return edits.carve_colliders(rows, beams, stage.origin(0, cell)) if beams else rows
