"""What happens inside the level-0 cells that the walk network crosses: a plan in plain arrays.

Every crossed side face has an opening: 3 m wide from u, at the floor height of its line. In each
cell a walkway runs level from each opening to a hub: the ring around the stair tower if the cell
has one (heights differ, or it is crossed upwards), else a point where the walkways meet. Towers
stand where the hash of the cell's column says, so they stack. Nothing but the tower itself enters
its footprint, and floors are multiples of 4 m: so nothing can be in the way of anything.

Directions of side faces: 0 +x, 1 +y, 2 -x, 3 -y.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.world import stretch
from blame3d.world.hash import U64, again, below, chance, hash64
from blame3d.world.types import World
from blame3d.world.walk_border import Border
from blame3d.world.walk_lines import I64, Bools, Links, line_hash, line_shape

_LAYER, _TOWER, _HUB, _ROOM = range(0x57B0, 0x57B4)

RING: Final = 3
"""Width of the gallery around a tower and of corridors, metres."""
LONG, WIDE = 12, 5
LANDING_DEEP = 3
FLIGHT_END = LONG - LANDING_DEEP
"""Footprint of a tower: two lanes of 2 m with 1 m between, landings of 3 m at both ends and flights
of 6 m between them. A flight climbs 4 m in 22 steps: risers of 0.18 m, treads of 0.27 m."""
_HEIGHTS = np.array([3, 3, 4, 4, 5, 6, 8, 12], np.int64)
_BRIDGES: Final = np.array(
    [(0, 0, 1), (16, 1, 1), (30, 1, 2), (46, 0, 0), (58, 2, 3), (74, 4, 4), (90, 6, 6)], np.int64
)
"""By a stretch's lot from here on: metres that its ways through the air have on both sides of their
three. Some are catwalks, some are squares."""
_PASSAGES: Final = np.array(
    [(0, 0, 3), (12, 0, 5), (26, 0, 12), (42, 1, 4), (54, 1, 8), (68, 3, 4), (82, 3, 8),
     (92, 4, 12)], np.int64
)  # fmt: skip
"""The same of its ways through mass: metres on each side, and how high they are: slits, halls, and
what is broad and low."""


@dataclass(frozen=True, eq=False)
class Cells:
    """n crossed cells, P openings, G floors (one per cell and height), sorted by cell.

    at: (n, 3) cell 0 … 15. world_at: the same as level-0 cells of the world. mass: (n,).
    up, down: crossed through the top, the bottom. tower: has stairs. turned: its stairs run
    along y. foot_lo, foot_hi: (n, 2) footprint. low, high: heights that the stairs join.
    hub: (n, 2) low corner of the 3 m meeting square of cells without a tower.
    p_cell, p_dir, p_floor: cell, direction and floor of each opening; p_u: low edge of its 3 m;
    p_lo, p_hi: the strip that this cell's deck covers; p_open_lo, p_open_hi: what both decks
    cover; p_other: whether the cell beyond is mass; p_in: metres from the border at which its
    walkway begins, 0 but for the landings of lifts.
    f_cell, f_z: cell and height of each floor; f_clear: headroom.
    r_floor, r_lo, r_hi (2), r_high: rooms: floor, rectangle, height of the room.
    """

    at: I64
    world_at: I64
    mass: Bools
    up: Bools
    down: Bools
    tower: Bools
    turned: Bools
    foot_lo: I64
    foot_hi: I64
    low: I64
    high: I64
    hub: I64
    p_cell: I64
    p_dir: I64
    p_floor: I64
    p_u: I64
    p_lo: I64
    p_hi: I64
    p_open_lo: I64
    p_open_hi: I64
    p_other: Bools
    p_in: I64
    f_cell: I64
    f_z: I64
    f_clear: I64
    r_floor: I64
    r_lo: I64
    r_hi: I64
    r_high: I64

    @property
    def number(self) -> I64:
        """Cell numbers 0 … 4095."""
        return (self.at[:, 0] * 16 + self.at[:, 1]) * 16 + self.at[:, 2]


def tower_foot(world: World, columns: I64) -> tuple[NDArray[np.bool_], I64, I64]:
    """Where the stair tower of a column of level-0 cells stands: turned (n,), lo, hi (n, 2)."""
    h = hash64(world.seed, _TOWER, columns[:, 0], columns[:, 1])
    turned = chance(h, 0.5)
    size = np.where(turned[:, None], [WIDE, LONG], [LONG, WIDE])
    lo = np.stack([8 + below(again(h, k + 1), 49 - size[:, k]) for k in range(2)], axis=-1)
    return turned, lo, lo + size


def _floor(world: World, axis: NDArray[np.int64], face: I64, own: I64, pick: I64) -> I64:
    """Height of a line: usually that of its whole layer, so that turns need no stairs."""
    layer = hash64(world.seed, _LAYER, face[..., 2], face[..., 0] >> 7, face[..., 1] >> 7)
    return np.where(pick < 11, 4 + 4 * below(layer, 14), own)


def _proportions(
    world: World, axis: I64, face: I64, line: U64, void: Bools
) -> tuple[I64, I64, I64]:
    """Of openings: metres that their ways have on the low and the high side of their three, and
    their headroom. Habits of the stretch that the face begins; both its cells find the same."""
    middle = np.full(face.shape, 32.0)
    middle[np.arange(len(face)), axis] = 0.0
    lot = stretch.habit(world.seed, face * 64, middle, stretch.WIDTH)
    bridge = _BRIDGES[np.searchsorted(_BRIDGES[:, 0], lot, "right") - 1]
    inner = _PASSAGES[np.searchsorted(_PASSAGES[:, 0], lot, "right") - 1]
    tall = _HEIGHTS[below(again(line, 5), 8)]
    return (
        np.where(void, bridge[:, 1], inner[:, 1]),
        np.where(void, bridge[:, 2], inner[:, 1]),
        np.where(void, tall, inner[:, 2]),
    )


def _lines(world: World, axis: I64, face: I64, void: Bools) -> tuple[I64, ...]:
    """Of openings (P,): low edge, floor, and what `_proportions` says."""
    line = np.where(axis == 0, line_hash(world, 0, face), line_hash(world, 1, face))
    p_u, own_z = line_shape(line)
    z = _floor(world, axis, face, own_z, below(again(line, 3), 16))
    return p_u, z, *_proportions(world, axis, face, line, void)


def plan(
    world: World, cell4: I64, field: Bools, links: Links, border: Border | None = None
) -> Cells:
    """Lay out every crossed cell of one level-4 cell. field: from `read_fields`. border: where it
    meets a City whose openings are kept."""
    lx, ly, lz = links
    has = np.stack([lx[1:], ly[:, 1:], lx[:-1], ly[:, :-1], lz[:, :, 1:], lz[:, :, :-1]], axis=-1)
    at = np.argwhere(has.any(axis=-1)).astype(np.int64)
    has = has[tuple(at.T)]
    n = len(at)
    world_at = at + cell4 * 16
    mass = field[tuple((at + 1).T)]

    side = has[:, :4]
    p_cell, p_dir = (v.astype(np.int64) for v in np.nonzero(side))
    axis = p_dir & 1
    face = world_at[p_cell].copy()
    rows = np.arange(len(face))
    face[rows, axis] += p_dir < 2
    beyond = at[p_cell] + 1
    beyond[rows, axis] += np.where(p_dir < 2, 1, -1)
    p_other = field[tuple(beyond.T)]
    void = ~mass[p_cell]
    shape = _lines(world, axis, face, void)
    if border is not None:
        on = border.meets(axis, at[p_cell, axis] + (p_dir < 2))
        void = np.where(on, ~border.mass[tuple((at[p_cell] + 1).T)], void)
        p_other = np.where(on, border.mass[tuple(beyond.T)], p_other)
        theirs = _lines(border.host, axis, face + border.by, void)
        shape = tuple(np.where(on, a, b) for a, b in zip(theirs, shape, strict=True))
    p_u, z, lo_extra, hi_extra, tall_line = shape
    same = void ^ p_other
    wide = void | p_other  # where it leaves the mass a passage is as narrow as its portal
    p_lo, p_hi = p_u - wide * lo_extra, p_u + 3 + wide * hi_extra
    open_lo, open_hi = p_u - same * lo_extra, p_u + 3 + same * hi_extra

    up, down = has[:, 4], has[:, 5]
    blind = np.flatnonzero(~side.any(axis=1) & (up != down))  # stairs to a room half way up
    p_key = p_cell * 16 + (z >> 2)
    key = np.unique(np.concatenate([p_key, blind * 16 + 8]))
    p_floor = np.searchsorted(key, p_key).astype(np.int64)
    f_cell, f_z = key >> 4, (key & 15) << 2
    low = np.where(down, 0, 64)
    high = np.where(up, 64, 0)
    np.minimum.at(low, f_cell, f_z)
    np.maximum.at(high, f_cell, f_z)
    tower = high > low
    turned, foot_lo, foot_hi = tower_foot(world, world_at)
    if border is not None:
        on = border.climbed(world_at[:, :2])
        turn, lo, hi = tower_foot(border.host, world_at + border.by)
        turned = np.where(on, turn, turned)
        foot_lo, foot_hi = np.where(on[:, None], lo, foot_lo), np.where(on[:, None], hi, foot_hi)

    h = hash64(world.seed, _HUB, world_at[:, 0], world_at[:, 1], world_at[:, 2])
    hub = np.stack([20 + 4 * below(again(h, 1), 6), 20 + 4 * below(again(h, 2), 6)], axis=-1)
    for d in (0, 1, 2, 3):  # written last wins: faces on the low side
        on = p_dir == d
        hub[p_cell[on], 1 - (d & 1)] = p_u[on]

    tall = np.full(len(key), 3, np.int64)
    np.maximum.at(tall, p_floor, tall_line)
    above = np.append(np.where(f_cell[1:] == f_cell[:-1], f_z[1:] - 1, 62), 62)[: len(key)]
    f_clear = np.minimum(tall, above - f_z)

    first = np.flatnonzero(np.append(True, f_cell[1:] != f_cell[:-1])[: len(key)])
    c = f_cell[first]
    openings = np.bincount(p_cell, minlength=n)[c]
    hr = hash64(world.seed, _ROOM, *(world_at[c, k] for k in range(3)))
    end = openings + up[c] + down[c] == 1
    fit = np.where(mass[c], end | ((openings > 2) | tower[c]) & chance(hr, 0.3), end)
    first, c, hr = first[fit], c[fit], hr[fit]
    core_lo = np.where(tower[c, None], foot_lo[c] - RING, hub[c])
    core_hi = np.where(tower[c, None], foot_hi[c] + RING, hub[c] + RING)
    wide = np.where(mass[c], 15, 4)  # rooms are 12 … 40 m wide, lookouts over a void 12 … 18 m
    size = np.stack([12 + 2 * below(again(hr, k), wide) for k in (1, 2)], axis=-1)
    r_lo = np.minimum(np.maximum((core_lo + core_hi - size) >> 1, 4), core_lo)
    r_hi = np.maximum(np.minimum(r_lo + size, 60), core_hi)
    r_high = np.minimum(6 + below(again(hr, 3), 25), 62 - f_z[first])
    return Cells(
        at, world_at, mass, up, down, tower, turned, foot_lo, foot_hi, low, high, hub,
        p_cell, p_dir, p_floor, p_u, p_lo, p_hi, open_lo, open_hi, p_other, 0 * p_u,
        f_cell, f_z, f_clear, first, r_lo, r_hi, r_high,
    )  # fmt: skip
