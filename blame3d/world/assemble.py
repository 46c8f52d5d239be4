"""The parts of a cell, layer by layer.

Order: skin and core of the masses, what stands on walls, what is built onto panels, what spans
the air; then the walk network is cut out of all of it and its own shapes put in; then what the
gun has bared is lined.
"""

from __future__ import annotations

from functools import lru_cache, partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.world import (
    bore,
    boxes,
    bulkheads,
    edits,
    facade,
    fittings,
    hulls,
    landmarks,
    lights,
    panels,
    relief,
    segments,
    skin,
    skylights,
    spans,
    stuff,
    walls,
    water,
    yards,
)
from blame3d.world import cell as stage
from blame3d.world.chunk import LAMP, PART, SKIN, Cell, edge
from blame3d.world.districts import DISTRICTS, district_of
from blame3d.world.emit import BOX_BATCH, HEX_BATCH, Sink, importance, tint_of
from blame3d.world.hash import again, chance, hash64, rolls
from blame3d.world.kit import load
from blame3d.world.materials import Material
from blame3d.world.parts import axes
from blame3d.world.types import World

F64 = NDArray[np.float64]

_HULL: Final = 500
_COLLAR: Final = 0.5
_WIDER: Final = 1.16
"""Length in metres of the collar about a pipe that a way interrupts, and how much wider it is."""
_NEARLY: Final = 0.5
"""Metres: mass this near to an opening counts as opened."""
_FLOOR: Final = 5
"""Face of a sheet that looks upwards."""
_DRESSED: Final = 5
"""Walls carry galleries or at least their lamps up to this level."""


@lru_cache(maxsize=64)
def parts(world: World, level: int, cell: Cell) -> tuple[NDArray[np.void], NDArray[np.void]]:
    """PART rows, widest first, and LAMP rows (also of lamps that reach in from beside)."""
    rows, lamps = _whole(world, level, cell)
    if world.edits:
        low = (stage.origin(level, cell) * 1000).tolist()
        finest = collect(world, level, cell).finest
        mass = _mass(world, level, cell)
        lining = bore.lining(world.edits, low, float(edge(level)), finest, *mass)
        rows = np.concatenate([rows, lining])
        lamps = bore.darkened(lamps, world.edits, low)
    return rows[np.argsort(-importance(rows), kind="stable")], lamps


def _mass(world: World, level: int, cell: Cell) -> tuple[F64, F64]:
    """Boxes lo, hi (N, 3) of all that is solid in a cell and that its beams touch."""
    at = stage.origin(level, cell)
    if level > panels.PANEL_LEVELS:
        return hulls.boxes(world.seed, level, at)
    s, blocks = stage.solids(world, level, cell), collect(world, level, cell).blocks
    lo = np.concatenate([s.lo, *(b[0] for b in blocks)]).astype(np.float64)
    hi = np.concatenate([s.hi, *(b[1] for b in blocks)]).astype(np.float64)
    lo, hi = edits.hit(lo, hi, world.edits, at)
    if level <= stage.WALK_LEVELS:
        ways = stage.ways(world, level, cell)
        left_lo, left_hi, _ = boxes.subtract(lo, hi, ways.clear[0], ways.clear[1])
        lo = np.concatenate([left_lo, ways.decks[0], ways.spines[0]])
        hi = np.concatenate([left_hi, ways.decks[1], ways.spines[1]])
    return lo, hi


@stage.before_edits(64)
def _whole(world: World, level: int, cell: Cell) -> tuple[NDArray[np.void], NDArray[np.void]]:
    """PART and LAMP rows before anything is taken away."""
    sink = collect(world, level, cell)
    rows, lamps = sink.joined(), list(sink.lamps)
    if level <= stage.WALK_LEVELS:
        ways = stage.ways(world, level, cell)
        rows = _cleared(rows, ways.clear[0], ways.clear[1])
    if level <= stage.BRIDGE_LEVELS and (level <= stage.WALK_LEVELS or len(rows)):
        own = fitted(world, level, cell)
        rows, lamps = np.concatenate([rows, own.joined()]), [*lamps, *own.lamps]
    return rows, np.concatenate(lamps) if lamps else np.zeros(0, LAMP)


@stage.before_edits(64)
def fitted(world: World, level: int, cell: Cell) -> Sink:
    """What the walk network puts into a cell of level ≤ 2. Its blocks stop feet, not light. The
    sink is shared: not to be added to."""
    sink = Sink(float(edge(level)), _finest(level), level, load())
    fittings.add(sink, world.seed, stage.origin(level, cell), stage.ways(world, level, cell),
                 stage.solids(world, level, cell), partial(stage.walked, world, level, cell))
    return sink


def _finest(level: int) -> float:
    return 0.0 if level == 0 else 0.75 * (1 << level)


@stage.before_edits(64)
def collect(world: World, level: int, cell: Cell) -> Sink:
    """Everything before the walk network is cut out. The sink is shared: not to be added to."""
    at, size = stage.origin(level, cell), edge(level)
    sink = Sink(float(size), _finest(level), level, load(), world.epoch)
    bulkheads.add(sink, world, level, cell)
    if level > panels.PANEL_LEVELS:
        face, lo, hi, low = hulls.sheets(world.seed, level, at)
        h = hash64(world.seed, _HULL, low[:, 0], low[:, 1], low[:, 2])
        district = district_of(world.seed, low)
        main = np.array([int(d.main) for d in DISTRICTS])[district]
        wet = (face == _FLOOR) & water.flooded(district, h)
        sink.sheets(face, lo, hi, np.where(wet, int(Material.SLUDGE), main), tint_of(h))
        if level <= _DRESSED:
            faces = panels.faces(world.seed, at, size)
            walls.dress(sink, world.seed, at, faces)
            lights.add(sink, world.seed, at, faces, None)
        skylights.add(sink, world.seed, at, size)
        spans.add(sink, world.seed, at, size, 0)
        landmarks.add(sink, world.seed, at, 0)
        return sink
    s = stage.solids(world, level, cell)
    inner = stuff.of(world.seed, at, np.full((1, 3), 0.5 * size), stuff.MASS)
    _masses(sink, s, opened(world, level, cell, s), int(inner[0]))
    if s.buried:
        return sink
    walls.dress(sink, world.seed, at, s.faces)
    lights.add(sink, world.seed, at, s.faces, s.panels)
    skylights.add(sink, world.seed, at, size)
    water.flood(sink, s.faces)
    if level <= 2:
        facade.treat(sink, s.panels)
    else:
        relief.add(sink, s.panels[relief.large(s.panels)])
        yards.add(sink, s.panels[yards.large(s.panels)])
    out = stage.apron(level) if level <= 2 else 0
    spans.add(sink, world.seed, at, size, out)
    landmarks.add(sink, world.seed, at, out)
    return sink


def opened(world: World, level: int, cell: Cell, s: stage.Solids) -> NDArray[np.bool_]:
    """Which boxes of the cell's mass something opens, so that their inside shows."""
    if level > stage.WALK_LEVELS:
        return np.zeros(len(s.lo), np.bool_)
    lo, hi, _ = stage.ways(world, level, cell).clear
    return boxes.touching(s.lo, s.hi, lo - _NEARLY, hi + _NEARLY)


def _masses(sink: Sink, s: stage.Solids, cut: NDArray[np.bool_],
            inner: int) -> None:
    """The skin's panels and, where something opens it (cut), all of them and the core behind, which
    is made of `inner`."""
    p = s.panels
    n = len(p)
    main = np.array([int(d.main) for d in DISTRICTS])[p["district"]]
    second = np.array([int(d.second) for d in DISTRICTS])[p["district"]]
    wall = p["axis"] != 2
    other, lime, shade = rolls(p["hash"] ^ np.uint64(0x5EED), 3)
    # Some strips of a wall are of the other stuff, most have a little of it.
    share = np.where(chance(again(p["column"], 29), 0.14), 0.85, 0.12)
    material = np.where(wall & (other < share), second, main)
    material = np.where(wall & (lime < 0.03), int(Material.CONCRETE_LIME), material)
    finest, sink.finest = sink.finest, 0.0  # the skin has no holes at any level
    backs, held = skin.backs(p, sink.level, sink.edge)
    thin_lo, thin_hi = panels.bounds(p, thick=backs)
    whole = cut[:n, None]
    lo, hi = np.where(whole, s.lo[:n], thin_lo), np.where(whole, s.hi[:n], thin_hi)
    face = SKIN + 2 * p["axis"].astype(np.int64) + (p["sign"] > 0)
    batch = np.where(held & ~cut[:n], face, BOX_BATCH)
    sink.boxes(lo, hi, material, (shade * 256.0).astype(np.uint8), batch=batch)
    core = n + np.flatnonzero(cut[n:])
    sink.boxes(s.lo[core], s.hi[core], inner, 128)
    sink.finest = finest


_TURNS: Final = (segments.ALONG_X, segments.ALONG_Y, segments.UP)


def _cleared(rows: NDArray[np.void], lo: F64, hi: F64) -> NDArray[np.void]:
    """Parts without what stands in the clearances lo, hi (N, 3).

    Boxes lose exactly that; members are interrupted, which leaves a collar about both new ends of
    those along an axis; other kit parts go.
    """
    if not len(lo) or not len(rows):
        return rows
    centre, size = rows["pos"].astype(np.float64), rows["size"].astype(np.float64)
    kind = np.full(len(rows), 3)  # axis of its length, 3: any
    for axis, (yaw, pitch) in enumerate(_TURNS):
        kind[(rows["yaw"] == yaw) & (rows["pitch"] == pitch)] = axis
    facet = (rows["batch"] == 0) & (rows["pitch"] == 0) & (kind == 3)  # upright, turned
    kind[facet] = 2
    box = (rows["batch"] == 0) & (kind == 2) & ~facet
    member = (rows["batch"] == BOX_BATCH) | (rows["batch"] == HEX_BATCH)
    long = (kind == 3) & (member | (size[:, 2] > 2.0 * size[:, :2].max(1)))
    half = size * 0.5
    # Extents in the world.
    for axis in (0, 1):
        lying = kind == axis
        half[lying] = half[lying][:, [2, 1, 0] if axis == 0 else [0, 2, 1]]
    half[facet, :2] = 0.5 * np.sqrt((size[facet, :2] ** 2).sum(1))[:, None]
    loose = kind == 3
    turned = np.abs(axes(rows["yaw"][loose], rows["pitch"][loose], int(loose.sum())))
    half[loose] = 0.5 * (turned * size[loose, :, None]).sum(1)
    hit = boxes.touching(centre - half, centre + half, lo, hi)
    out = [rows[~hit]]
    cut = np.flatnonzero(hit & box)
    a, b, index = boxes.subtract(centre[cut] - half[cut], centre[cut] + half[cut], lo, hi)
    pieces = rows[cut][index]
    pieces["pos"], pieces["size"] = (a + b) * 0.5, b - a
    out.append(pieces[(pieces["size"] > 0.02).all(1)])
    for n in np.flatnonzero(hit & ~box & ~loose).tolist():
        out.append(_interrupted(rows[n : n + 1], int(kind[n]), half[n], lo, hi))
    out.append(segments.cleared(rows[hit & long], lo, hi))
    return np.concatenate(out)


def _interrupted(
    row: NDArray[np.void], axis: int, half: F64, lo: F64, hi: F64
) -> NDArray[np.void]:
    """The lengths of a round member that its clearances leave, a collar about each new end."""
    centre = row["pos"][0].astype(np.float64)
    side = [a for a in range(3) if a != axis]
    near = ((lo < centre + half) & (hi > centre - half))[:, side].all(1)
    free = [(float(centre[axis] - half[axis]), float(centre[axis] + half[axis]))]
    for a, b in zip(lo[near, axis].tolist(), hi[near, axis].tolist(), strict=True):
        free = [
            piece
            for s, e in free
            for piece in ((s, min(e, a)), (max(s, b), e))
            if piece[1] - piece[0] > 1.0
        ]
    out = np.repeat(row, len(free)) if free else np.zeros(0, PART)
    for n, (s, e) in enumerate(free):
        out["pos"][n, axis] = (s + e) * 0.5
        out["size"][n, 2] = e - s
    ends = [(s, e) for s, e in free if e - s > 2.0 * _COLLAR]
    collars = [s + _COLLAR / 2 for s, _ in ends if s > float(centre[axis] - half[axis])]
    collars += [e - _COLLAR / 2 for _, e in ends if e < float(centre[axis] + half[axis])]
    rings = np.repeat(row, len(collars))
    rings["pos"][:, axis] = collars
    rings["size"][:, :2] *= _WIDER
    rings["size"][:, 2] = _COLLAR
    rings["batch"][rings["batch"] == HEX_BATCH] = BOX_BATCH  # a hexagon has no end
    return np.concatenate([out, rings])

