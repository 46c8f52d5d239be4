"""Where to stand and which way to look: the best view among the places near a point.

Of the prospects there (`prospects`), lots drawn from the asked point say which way of looking is
wanted most, so that two views are seldom alike, and the first that finds a worthy place is taken.
The eye then steps to the edge of its floor, or on a narrow way back from its rail, and turns until
the deepest direction stands near a third of the picture.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from blame3d.view import Pose
from blame3d.world import sites
from blame3d.world.chunk import CELL, solid
from blame3d.world.fields import solid_at, voxel_of
from blame3d.world.generate import colliders
from blame3d.world.hash import again, hash64, unit
from blame3d.world.landmarks import stands_at
from blame3d.world.prospects import (
    ACROSS,
    ALONG,
    BESIDE,
    DOWN,
    EDGE_MM,
    EYE_MM,
    HEADINGS,
    LEVEL,
    REACH,
    UP,
    WAYS,
    Places,
    depths,
    directions,
    merits,
    places_near,
    sights,
)
from blame3d.world.trig import direction
from blame3d.world.types import World
from blame3d.world.walk_types import Network

I64 = NDArray[np.int64]

_SALT: Final = 0x57D0
_THIRD: Final = 13
"""Degrees from the middle of the picture to a third of it, at a field of 75°."""
_MARGIN_MM: Final = 730
"""How near the eye comes to the edge of its floor, and"""
_LEANING_MM: Final = 480
"""how near who looks down: the rail is then the foreground."""
_BACK_MM: Final = 4500
"""How far one steps back from the edge of a way to look across it: its rail and what stands at it
are then the foreground."""
_WIDE_MM: Final = 11_000
"""Width of a floor of which one would see nothing but floor."""
_ORDERS: Final = (
    (ALONG, BESIDE, DOWN, ACROSS, UP), (ACROSS, DOWN, BESIDE, UP, ALONG),
    (BESIDE, ACROSS, UP, DOWN, ALONG), (UP, BESIDE, DOWN, ACROSS, ALONG),
    (DOWN, BESIDE, ACROSS, UP, ALONG), (ACROSS, BESIDE, DOWN, UP, ALONG),
    (DOWN, ACROSS, UP, BESIDE, ALONG), (BESIDE, DOWN, ACROSS, ALONG, UP),
)  # fmt: skip
_SLANT: Final = 20
"""Degrees by which one who looks beside a wall is turned to it."""
_TRIES: Final = 16
"""Poses that are tried until nothing stands before the eye."""
_ROOM_M: Final = 4.5
"""Metres before the eye that hold no wall."""
_NEAR_SHARE: Final = 0.12
"""Share of the frame that walls nearer than that may take at its sides."""
_STEEP: Final = -25
"""Degrees below which one looks down, and"""
_BELOW_M: Final = 16.0
"""what is nearer than that takes such a share of the frame at most:"""
_BELOW_SHARE: Final = 0.3
_GRID: Final = (26, 11)
_HALF: Final = (0.75, 0.314)
"""Rays across and up a wide frame (24 mm, 2.39 : 1), and the tangents of half its fields."""
_ONE_PLANE: Final = 0.45
"""Share of the frame that one plane of a wall may take."""
_FAR: Final = 1100.0
"""Metres beyond which the air makes one surface of everything."""
_END: Final = (0.2, 0.55)
"""Share of the frame that this surface takes in a good one."""
_WORTHY: Final = 2300
"""Merit from which a way of looking need not give way to the next."""


class Viewpoint(NamedTuple):
    """eye_mm: integer millimetres, 1.70 m over a floor. h, p: degrees, Panda's convention."""

    eye_mm: tuple[int, int, int]
    h: float
    p: float

    @property
    def pose(self) -> Pose:
        """The same as a literal pose."""
        return Pose(*self.eye_mm, self.h, self.p)


def viewpoint(
    world: World, near_mm: tuple[int, int, int], first: int | None = None
) -> Viewpoint:
    """The best view near a point. first: the way of looking that is wanted most; None: by lot."""
    there, near = sites.here(world, near_mm)
    if there != world:
        found = viewpoint(there, near, first)
        x, y, z = (e + a - b for e, a, b in zip(found.eye_mm, near_mm, near, strict=True))
        return found._replace(eye_mm=(x, y, z))
    places = places_near(world, near_mm)
    depth = depths(world, places.at)  # (n, HEADINGS, pitches) metres
    merit = merits(world, places, depth)  # (n, HEADINGS, ways of looking)
    merit += sights(world, near_mm, places.at)[:, :, None]
    draw = hash64(world.seed, _SALT + 1, *(v // 1000 for v in near_mm))
    best = merit.reshape(-1, len(WAYS)).max(axis=0)
    order = _ORDERS[int(unit(draw) * len(_ORDERS))]
    lot = int(again(draw, 1) >> np.uint64(40))
    wanted = order if first is None else (first, *order)
    views: list[Viewpoint] = []
    for way in [w for w in wanted if best[w] >= _WORTHY] or [int(best.argmax())]:
        views += _ranked(world, places, merit[:, :, way], way, depth, lot)
        # Whether nothing stands before the eye is asked last: it takes a twentieth of a second.
        free = next((view for view in views[-_TRIES:] if _free(world, view)), None)
        if free is not None:
            return free
    return views[0]


def _ranked(
    world: World, places: Places, merit: I64, way: int, depth: I64, lot: int
) -> list[Viewpoint]:
    """The poses of one way of looking that are worth most, the best first.

    By rank: with an end that is neither a chink nor all there is; else, and now and then in any
    case, lest all views be made alike, without one great plane; else with the least.
    """
    best = np.argsort(-merit, axis=None, kind="stable")[:_TRIES].tolist()
    views = [
        _pose(places, n // HEADINGS, n % HEADINGS, way, depth[n // HEADINGS], lot) for n in best
    ]
    plane, far = np.array([_shares(world, v) for v in views]).T
    calm = plane <= _ONE_PLANE + (0.2 if way == BESIDE else 0.0)
    ended = (far >= _END[0]) & (far <= _END[1]) | (lot % 3 == 0)
    rank = np.where(calm & ended, 0.0, np.where(calm, 1.0, 2.0 + plane))
    return [views[n] for n in np.argsort(rank, kind="stable").tolist()]


def _shares(world: World, view: Viewpoint) -> tuple[float, float]:
    """Shares of a wide frame, 0 … 1, that the largest single plane of the masses takes and that
    look farther than `_FAR`."""
    way = _rays(view)
    reach = np.array([0, *REACH], np.float64)
    at = np.array(view.eye_mm) / 1000.0 + way[:, None] * reach[:, None]
    mass = np.asarray(solid_at(world.seed, at.reshape(-1, 3))).reshape(at.shape[:-1])
    hit = np.flatnonzero(mass.any(1) & ~mass[:, 0])
    first = mass[hit].argmax(1)
    last, here = (
        np.stack([voxel_of(world.seed, a, at[hit, first - k, a]) for a in range(3)], 1)
        for k in (1, 0)
    )
    # The face that was entered: that of the axis on which the voxels differ.
    axis = (last != here).argmax(1)
    plane = here[np.arange(len(hit)), axis] * 3 + axis
    most = np.unique(plane, return_counts=True)[1].max(initial=0)
    near = int((reach[first] <= _FAR).sum())
    return float(most) / len(way), 1.0 - near / len(way)


def _free(world: World, view: Viewpoint) -> bool:
    """Whether neither a great form nor a wall stands before the eye, nor a floor fills the frame:
    the rays of `depths` know only the masses."""
    flat = direction(int(view.h * 1000), int(view.p * 1000))
    eye = np.array(view.eye_mm, np.float64) / 1000.0
    ahead = [eye + flat * t for t in (0.0, 4.0, 9.0, 16.0, 26.0, 40.0)]
    if stands_at(world.seed, np.floor(np.stack(ahead)).astype(np.int64)).any():
        return False
    lo, hi = _walls(world, eye, eye + flat * _ROOM_M * 2.0)
    beside = (lo < _BELOW_M).all(1) & (hi > -_BELOW_M).all(1)
    if not beside.any():
        return True
    lo, hi = lo[beside].astype(np.float64), hi[beside].astype(np.float64)
    way = _rays(view)
    # A component that is exactly 0 would give 0 / 0 at a border.
    way = np.where(np.abs(way) < 1e-9, 1e-9, way)[:, None]
    each = np.minimum(lo / way, hi / way)
    enter, leave = each.max(2), np.maximum(lo / way, hi / way).min(2)
    hit = (enter < leave) & (leave > 0.0)
    if view.p <= _STEEP:
        return float((hit & (enter < _BELOW_M)).any(1).mean()) < _BELOW_SHARE
    below = each.argmax(2) == 2
    near = (hit & ~below & (enter < _ROOM_M)).any(1)
    under = (hit & below & (enter < _ROOM_M * 2.0)).any(1)
    middle = near.reshape(_GRID)[_GRID[0] // 3 : -(_GRID[0] // 3)]
    return not middle.any() and near.mean() < _NEAR_SHARE and under.mean() < _ONE_PLANE


def _walls(
    world: World, *places: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Bounds (n, 3) of what stops a body in the cells of some places, metres from the first."""
    found = []
    for cell in sorted({tuple(np.floor(at / CELL).astype(int).tolist()) for at in places}):
        rows = solid(colliders(world, (cell[0], cell[1], cell[2])))
        corner = np.array(cell) * float(CELL) - places[0]
        found.append(np.stack([rows["lo"] + corner, rows["hi"] + corner]))
    lo, hi = np.concatenate(found, axis=1)
    return lo, hi


def _rays(view: Viewpoint) -> NDArray[np.float64]:
    """Unit vectors (N, 3) through an even grid over a wide frame, column by column."""
    ahead = direction(int(view.h * 1000), int(view.p * 1000))
    right = direction(int(view.h * 1000) - 90_000, 0)
    above = np.array([
        right[1] * ahead[2] - right[2] * ahead[1], right[2] * ahead[0] - right[0] * ahead[2],
        right[0] * ahead[1] - right[1] * ahead[0],
    ])  # fmt: skip
    x, y = ((np.arange(n) + 0.5) / n * 2.0 - 1.0 for n in _GRID)
    way = ahead + x[:, None, None] * _HALF[0] * right + y[None, :, None] * _HALF[1] * above
    return np.asarray(way / np.sqrt((way * way).sum(-1))[..., None]).reshape(-1, 3)


def spawn(world: World, near_mm: tuple[int, int, int]) -> Viewpoint:
    """Where a walk begins: the same place as the best view."""
    return viewpoint(world, near_mm)


def _pose(places: Places, place: int, k: int, way: int, depth: I64, lot: int) -> Viewpoint:
    """The eye at the edge of its floor, turned so that what is deep stands on a third."""
    spot, net = places.at[place], places.nets[places.owner[place]]
    sides = depth[[(k + 2) % HEADINGS, (k - 2) % HEADINGS], LEVEL]
    # The nearer side gets the larger part of the picture.
    turn = _THIRD if sides[0] < sides[1] else -_THIRD
    pitch = (
        lot % 7, -8 + lot % 11, -31 - lot % 9, 14 + lot % 10, -6 + lot % 14
    )[way]
    if way == ALONG:
        turn = turn * (2 + lot % 3) // 4
    elif way == BESIDE:
        turn = turn * _SLANT // _THIRD
    at = spot * 500
    side = k * HEADINGS // 16
    sign = -1 if turn > 0 else 1
    aim = (side + 4 * sign) % HEADINGS if way == ALONG else side
    step = _step_mm(net, spot, aim, _LEANING_MM if way == DOWN else _MARGIN_MM)
    if way == ACROSS:
        wide = step + _step_mm(net, spot, aim + HEADINGS // 2)
        step -= _BACK_MM if _BACK_MM <= wide < _WIDE_MM else 0
    x, y = (at[:2] + ((directions()[aim, LEVEL, :2] * step) >> 20)).tolist()
    h = k * 360 / HEADINGS + turn
    h = h - 360.0 if h > 180.0 else h
    return Viewpoint((x, y, int(at[2]) + EYE_MM), float(h), float(pitch))


def _step_mm(net: Network, spot: I64, heading: int, margin: int = _MARGIN_MM) -> int:
    """Millimetres from a place along a heading to the edge of its floor, less the margin."""
    at = (spot - np.array(net.cell, np.int64) * 2048) * 500
    way = directions()[heading % HEADINGS, LEVEL, :2]
    rows = np.flatnonzero(net.decks.hi[:, 2] * 1000 == at[2])
    lo, hi = net.decks.lo[rows, :2] * 1000, net.decks.hi[rows, :2] * 1000
    steps = np.arange(0, EDGE_MM + 1, 250, dtype=np.int64)
    on = np.ones(len(steps), np.bool_)
    # All of a small square about the eye has to be floor.
    for dx, dy in ((0, 0), (margin, 0), (-margin, 0), (0, margin), (0, -margin)):
        p = at[:2] + np.array([dx, dy]) + ((way * steps[:, None]) >> 20)
        on &= ((p[:, None] >= lo) & (p[:, None] <= hi)).all(axis=-1).any(axis=1)
    return int(steps[int(np.logical_and.accumulate(on).sum()) - 1]) if on[0] else 0
