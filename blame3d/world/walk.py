"""The walk network: what makes the City walkable by construction.

    network(world, cell4, solid, solid256) -> Network

for one level-4 cell (1,024 m). Its shapes outrank everything else in the City: carve `clear` out of
all solids, then add decks, ramps and rails. `walk_lattice` decides which 64 m cells and faces are
crossed, `walk_cells` lays out each cell, `walk_floors`, `walk_stairs` and `walk_piers` make the
shapes, `walk_graph` the lines to walk, `walk_border` where a guest's ways meet its host's. The
guarantee: every side face of the lattice has exactly one portal and one of each 4 x 4 block of top
faces, each cell's graph joins all of them.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from blame3d.world import walk_ladders, walk_lifts
from blame3d.world.hash import below, hash64
from blame3d.world.types import World
from blame3d.world.walk_border import border
from blame3d.world.walk_cells import Cells, plan
from blame3d.world.walk_floors import decks, edges_x, edges_y, legs, rails, raster, rectangles
from blame3d.world.walk_graph import build as build_graph
from blame3d.world.walk_ladders import Ladders
from blame3d.world.walk_lattice import lay_links
from blame3d.world.walk_lifts import Lifts
from blame3d.world.walk_lines import I64, Bools, Solid, read_fields
from blame3d.world.walk_piers import build as build_piers
from blame3d.world.walk_piers import by_cell
from blame3d.world.walk_stairs import Stairs
from blame3d.world.walk_stairs import build as build_stairs
from blame3d.world.walk_types import (
    BRIDGE,
    CORRIDOR,
    DOOR,
    LANDING,
    ROOM,
    SHAFT,
    WELL,
    Boxes,
    Network,
    Spots,
    index,
)

_LAMP = 0x57C0
_Part = tuple[I64, I64, I64, I64]
"""Row of the cell, lo (n, 3), hi (n, 3) inside it, kind."""


def network(world: World, cell4: tuple[int, int, int], solid: Solid, solid256: Solid) -> Network:
    """The walk network of a level-4 cell; pure, so callers may cache it.

    solid, solid256: int64 cells (N, 3) of level 0 and level 2 to bool (N,): mostly mass?
    """
    cell = np.array(cell4, np.int64)
    field, ledge = read_fields(cell, solid)
    edge = border(world, cell)
    kept = None if edge is None else (edge.sides, edge.faces, edge.climbs)
    c = plan(world, cell, field, lay_links(world, cell, field, ledge, solid256, kept), edge)
    lifts = walk_lifts.build(world, c, field)
    c = walk_lifts.landings(c, lifts)
    s, ladders = build_stairs(world, c), walk_ladders.build(world, c, walk_lifts.covered(c, lifts))
    occ = raster(c, [*rectangles(c), *walk_ladders.rectangles(c, ladders)])
    nodes, portals, edges, paths = build_graph(c, s)
    ex, ey = edges_x(occ), edges_y(occ)
    deck, clear = _decks(c, s, ladders, lifts, ex)
    walk_ladders.open_rails(ladders, ex, ey)
    g, side, lo, hi = rails(c, occ, ex, ey)
    z = c.f_z[g]
    rail = _boxes(
        c,
        (c.f_cell[g], np.column_stack([lo, z]), np.column_stack([hi, z + 1]), side),
        (s.rail_cell, s.rail_lo, s.rail_hi, s.rail_side),
    )
    ramp = _boxes(c, (s.ramp_cell, s.ramp_lo, s.ramp_hi, s.ramp_dir))
    ladder = _ladders(c, ladders)
    spine = _spines(c, s, ladders, lifts, field, clear)
    lamps, doors = _lamps(world, c, s), _doors(c)
    return Network(
        cell4, deck, ramp, clear, rail, spine, ladder, _lifts(c, lifts), lamps, doors,
        nodes, portals, edges, paths,
        walk_ladders.lines(c, ladders).astype(np.float32) * np.float32(0.5),
    )  # fmt: skip


def _boxes(c: Cells, *parts: _Part) -> Boxes:
    cell, lo, hi, kind = (np.concatenate(v) for v in zip(*parts, strict=True))
    order, start = index(c.number[cell])
    base = 64 * c.at[cell]
    return Boxes(
        (lo + base)[order].astype(np.int32),
        (hi + base)[order].astype(np.int32),
        kind[order].astype(np.uint8),
        start,
    )


def _ladders(c: Cells, ladders: Ladders) -> Boxes:
    lo, hi = walk_ladders.wall(ladders)
    low, high = c.f_z[ladders.low], c.f_z[ladders.high]
    cell = c.f_cell[ladders.low]
    return _boxes(c, (cell, np.column_stack([lo, low]), np.column_stack([hi, high]), ladders.way))


def _lifts(c: Cells, lifts: Lifts) -> Boxes:
    """What platforms sweep, in one piece, found from every cell that they pass."""
    column, lo, hi = walk_lifts.platforms(c, lifts)
    number, _, _, row = by_cell(column[:, 0] * 16 + column[:, 1], lo, hi)
    way = (lifts.out + 2) % 4
    order, start = index(number)
    row = row[order]
    return Boxes(
        lo[row].astype(np.int32), hi[row].astype(np.int32), way[row].astype(np.uint8), start
    )


def _spines(
    c: Cells, s: Stairs, ladders: Ladders, lifts: Lifts, field: Bools, clear: Boxes
) -> Boxes:
    """The walls between the lanes, what carries towers in a void, pillars of ladders, masts."""
    lo, hi = walk_ladders.pillars(ladders)
    lo = np.column_stack([lo, c.f_z[ladders.low]])
    hi = np.column_stack([hi, c.f_z[ladders.high] - 1])
    cell = np.concatenate([s.shaft_cell, c.f_cell[ladders.low]])
    lo, hi = np.concatenate([s.spine_lo, lo]), np.concatenate([s.spine_hi, hi])
    base = 64 * c.at[cell]
    column, mast_lo, mast_hi = walk_lifts.masts(c, lifts)
    number, pier_lo, pier_hi = build_piers(c, field, clear, (column, mast_lo, mast_hi))
    high, mast_lo, mast_hi, _ = by_cell(column[:, 0] * 16 + column[:, 1], mast_lo, mast_hi)
    kind = np.where(c.mass[cell], CORRIDOR, BRIDGE)
    order, start = index(np.concatenate([c.number[cell], number, high]))
    return Boxes(
        np.concatenate([lo + base, pier_lo, mast_lo])[order].astype(np.int32),
        np.concatenate([hi + base, pier_hi, mast_hi])[order].astype(np.int32),
        np.concatenate([kind, np.full(len(number) + len(high), LANDING)])[order].astype(np.uint8),
        start,
    )


def _spots(c: Cells, *parts: tuple[I64, I64, I64]) -> Spots:
    """Parts are cell rows, positions (n, 3) in half metres inside the cell, kinds."""
    cell, pos, kind = (np.concatenate(v) for v in zip(*parts, strict=True))
    order, start = index(c.number[cell])
    metres = (pos + 128 * c.at[cell])[order].astype(np.float32) * np.float32(0.5)
    return Spots(metres, kind[order].astype(np.uint8), start)


def _decks(
    c: Cells, s: Stairs, ladders: Ladders, lifts: Lifts, edge: NDArray[np.uint8]
) -> tuple[Boxes, Boxes]:
    """Decks, and clearances over decks, in shafts and rooms. edge: from `edges_x`."""
    g, lo, hi = decks(edge)
    cell, z = c.f_cell[g], c.f_z[g]
    room = np.zeros(len(c.f_cell), np.bool_)
    room[c.r_floor] = True
    kind = np.where(room[g], ROOM, np.where(c.mass[cell], CORRIDOR, BRIDGE))
    landing = np.full(len(s.d_cell), LANDING, np.int64)
    deck = _boxes(
        c,
        (cell, np.column_stack([lo, z - 1]), np.column_stack([hi, z]), kind),
        (s.d_cell, s.d_lo, s.d_hi, landing),
    )
    rz = c.f_z[c.r_floor]
    climb = c.f_cell[ladders.low]
    column, shaft_lo, shaft_hi = walk_lifts.shafts(c, lifts)
    number, shaft_lo, shaft_hi, _ = by_cell(column[:, 0] * 16 + column[:, 1], shaft_lo, shaft_hi)
    top = c.f_z[ladders.high] + c.f_clear[ladders.high]
    clear = _boxes(
        c,
        (cell, np.column_stack([lo, z]), np.column_stack([hi, z + c.f_clear[g]]), kind),
        (s.shaft_cell, s.shaft_lo, s.shaft_hi, np.full(len(s.shaft_cell), SHAFT, np.int64)),
        (
            climb,
            np.column_stack([ladders.hole_lo, c.f_z[ladders.low]]),
            np.column_stack([ladders.hole_hi, top]),
            np.full(len(climb), SHAFT, np.int64),
        ),
        (
            c.f_cell[c.r_floor],
            np.column_stack([c.r_lo, rz]),
            np.column_stack([c.r_hi, rz + c.r_high]),
            np.full(len(rz), ROOM, np.int64),
        ),
    )
    number_of = np.repeat(np.arange(4096), np.diff(clear.start))
    order, start = index(np.concatenate([number_of, number]))
    kind = np.concatenate([clear.kind, np.full(len(number), SHAFT, np.uint8)])
    return deck, Boxes(
        np.concatenate([clear.lo, shaft_lo.astype(np.int32)])[order],
        np.concatenate([clear.hi, shaft_hi.astype(np.int32)])[order],
        kind[order],
        start,
    )


def _lamps(world: World, c: Cells, s: Stairs) -> Spots:
    """Sparse: one a leg inside mass, one at doors, a landing in four, two in rooms. A stair inside
    mass has no other light, and many minutes of a walk."""
    p = np.arange(len(c.p_cell))
    m = c.p_dir & 1
    (lo, hi), _, turn, _ = legs(c)
    at = c.world_at[c.p_cell]
    h = hash64(world.seed, _LAMP, at[:, 0], at[:, 1], at[:, 2], c.p_dir)
    reach = np.minimum(20 + 2 * below(h, 11), np.maximum(2 * (hi - lo)[p, m] - 4, 4))
    xy = turn.copy()
    xy[p, m] = np.where(c.p_dir < 2, 128 - reach, reach)
    z = c.f_z[c.p_floor]
    over = np.minimum(c.f_clear[c.p_floor], 4)
    leg = c.mass[c.p_cell]
    door = leg & ~c.p_other
    at_door = xy.copy()
    at_door[p, m] = np.where(c.p_dir < 2, 126, 2)
    at_door[p, 1 - m] += 4  # beside the opening, not in the middle
    lit = np.flatnonzero((s.l_z & 15) == 4)
    odd = (s.l_z[lit] >> 2) & 1
    a, b = np.where(odd == 1, 23, 1), np.full(len(lit), 5)
    t = c.turned[s.l_cell[lit]]
    stair = 2 * c.foot_lo[s.l_cell[lit]] + np.stack([np.where(t, b, a), np.where(t, a, b)], -1)
    landing = np.where(c.mass[s.l_cell[lit]], WELL, LANDING)
    rooms = [
        (
            c.f_cell[c.r_floor],
            np.column_stack([2 * corner, 2 * (c.f_z[c.r_floor] + np.minimum(c.r_high, 5))]),
            np.full(len(c.r_floor), ROOM),
        )
        for corner in (c.r_lo + 1, c.r_hi - 1)
    ]
    return _spots(
        c,
        (c.p_cell[leg], np.column_stack([xy, 2 * (z + over)])[leg], np.full(leg.sum(), CORRIDOR)),
        (c.p_cell[door], np.column_stack([at_door, 2 * (z + 3)])[door], np.full(door.sum(), DOOR)),
        (s.l_cell[lit], np.column_stack([stair, 2 * (s.l_z[lit] + 3)]), landing),
        *rooms,
    )


def _doors(c: Cells) -> Spots:
    """Where a walkway leaves mass into void: middle of the opening at its floor."""
    p = np.flatnonzero(c.mass[c.p_cell] & ~c.p_other)
    rows = np.arange(len(p))
    m = c.p_dir[p] & 1
    xy = np.empty((len(p), 2), np.int64)
    xy[rows, m] = np.where(c.p_dir[p] < 2, 128, 0)
    xy[rows, 1 - m] = 2 * c.p_u[p] + 3
    pos = np.column_stack([xy, 2 * c.f_z[c.p_floor[p]]])
    return _spots(c, (c.p_cell[p], pos, c.p_dir[p]))
