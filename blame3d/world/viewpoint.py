"""Where to stand and which way to look: the best view among the places near a point.

Places are those of the walk network near the point that have air about them. Each is tried in 16
headings: rays through the great masses measure how far one sees, level, upwards and downwards.
There are five ways of looking: *along* a way, *across* a rail, *down* an abyss, *up* a wall, and
*beside* a wall that one sees at a slant to where it ends; lots drawn from the asked point say
which is wanted most, so that two views are seldom alike, and the first that finds a worthy place
is taken. Worthy is: many planes of depth in the frame, an end that is far but not empty, mass
close on one side for scale, great forms in sight. The eye then steps to the edge of its floor, or
on a narrow way back from its rail, and turns until the deepest direction stands near a third of
the picture.
"""

from __future__ import annotations

from itertools import product
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from blame3d.view import Pose
from blame3d.world import sky
from blame3d.world.cell import network
from blame3d.world.chunk import CELL, solid
from blame3d.world.fields import solid_at, voxel_of
from blame3d.world.generate import colliders
from blame3d.world.hash import again, hash64, unit
from blame3d.world.landmarks import around, stands_at
from blame3d.world.masses import solid256
from blame3d.world.trig import direction, sin_fixed
from blame3d.world.types import World
from blame3d.world.walk_types import Network

I64 = NDArray[np.int64]

EYE_MM: Final = 1700
"""Height of the eye over the floor."""
PLACES: Final = 40
HEADINGS: Final = 16
_PITCHES: Final = (-40, -12, 0, 14, 34)
_DOWN, _BELOW, _LEVEL, _ABOVE, _UP = range(5)
_CUBE: Final = 32
_NEAR: Final = 1200
"""No place farther than this from the point, metres."""
_INSIDE: Final = 1600
"""Metres that a place inside mass counts as farther."""
_ENOUGH: Final = 16
"""Free places after which no further lattice cell is asked: each costs a tenth of a second."""
_BIG: Final = 1024
_REACH: Final = (
    12, 24, 40, 60, 80, 104, 128, 160, 192, 224, 256, 320, 384, 448, 512, 640, 768, 896, 1024,
    1280, 1536, 1792, 2048, 2560, 3072, 3584, 4096,
)  # fmt: skip
_OCTAVES: Final = (30, 60, 125, 250, 500, 1000, 2000)
_SALT: Final = 0x57D0
_THIRD: Final = 13
"""Degrees from the middle of the picture to a third of it, at a field of 75°."""
_MARGIN_MM: Final = 730
"""How near the eye comes to the edge of its floor, and"""
_LEANING_MM: Final = 480
"""how near who looks down: the rail is then the foreground."""
_EDGE_MM: Final = 12_000
"""As far one goes to the edge of a floor."""
_BACK_MM: Final = 4500
"""How far one steps back from the edge of a way to look across it: its rail and what stands at it
are then the foreground."""
_WIDE_MM: Final = 11_000
"""Width of a floor of which one would see nothing but floor."""
ALONG, ACROSS, DOWN, UP, BESIDE = WAYS = range(5)
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


class _Places(NamedTuple):
    """Floors to stand on: at (n, 3) in half metres of the world; net and its cell for each."""

    at: I64
    owner: I64
    nets: list[Network]


def viewpoint(
    world: World, near_mm: tuple[int, int, int], first: int | None = None
) -> Viewpoint:
    """The best view near a point. first: the way of looking that is wanted most; None: by lot."""
    places = _nearest(world, near_mm)
    depth = _depths(world, places.at)  # (n, HEADINGS, pitches) metres
    merit = _merits(world, places, depth)  # (n, HEADINGS, ways of looking)
    merit += _sights(world, near_mm, places.at)[:, :, None]
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
    world: World, places: _Places, merit: I64, way: int, depth: I64, lot: int
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
    reach = np.array([0, *_REACH], np.float64)
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
    the rays of `_depths` know only the masses."""
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


def _nearest(world: World, near_mm: tuple[int, int, int]) -> _Places:
    """The nearest places, from the 2x2x2 lattice cells around: near and airy cells first."""
    near = np.array(near_mm, np.int64) // 500  # half metres
    home = near // (2 * _BIG)
    side = np.where(near - home * 2 * _BIG < _BIG, -1, 1)
    cells = [home + side * np.array(d, np.int64) for d in product((0, 1), repeat=3)]
    gap = [int(np.abs(near - np.clip(near, 2048 * c, 2048 * c + 2048)).max()) for c in cells]
    grid = np.stack(np.meshgrid(*[np.arange(4)] * 3, indexing="ij"), -1).reshape(-1, 3)
    mass = [int(solid256(world, c * 4 + grid).sum()) for c in cells]
    order = sorted(range(len(cells)), key=lambda i: (gap[i] + 24 * mass[i], cells[i].tolist()))
    nets: list[Network] = []
    at, owner = np.zeros((0, 3), np.int64), np.zeros(0, np.int64)
    far = np.zeros(0, np.int64)
    for i in order:
        if int((far < 2 * _INSIDE).sum()) >= _ENOUGH:
            break
        x, y, z = cells[i].tolist()
        net = network(world, (x, y, z))
        nodes = (net.nodes * np.float32(2)).astype(np.int64)
        nodes = nodes[(nodes[:, 2] > 0) & (nodes[:, 2] < 2048)] + cells[i] * 2048
        nodes = nodes[np.abs(nodes - near).max(axis=1) < 2 * _NEAR]
        inside = _hemmed_in(world, nodes)
        at = np.concatenate([at, nodes])
        owner = np.concatenate([owner, np.full(len(nodes), len(nets), np.int64)])
        far = np.concatenate([far, np.abs(nodes - near).max(axis=1) + 2 * _INSIDE * inside])
        nets.append(net)
        order_at = np.lexsort((at[:, 2], at[:, 1], at[:, 0], far))
        at, owner, far = at[order_at], owner[order_at], far[order_at]
        _, first = np.unique(at // (2 * _CUBE), axis=0, return_index=True)
        keep = np.sort(first)[:PLACES]
        at, owner, far = at[keep], owner[keep], far[keep]
    return _Places(at, owner, nets)


def _hemmed_in(world: World, at: I64) -> NDArray[np.bool_]:
    """Whether there is mass on, beside or above places (n, 3) in half metres."""
    steps = [(0, 0, 3), (0, 0, 28), (20, 0, 12), (-20, 0, 12), (0, 20, 12), (0, -20, 12)]
    points = (at[:, None] + np.array(steps, np.int64)) // 2
    solid = np.asarray(solid_at(world.seed, points.reshape(-1, 3))).reshape(-1, len(steps))
    return np.asarray(solid.any(axis=1))


def _directions() -> I64:
    """(HEADINGS, pitches, 3) unit vectors times 2**20, along the headings of Panda's convention."""
    out = np.zeros((HEADINGS, len(_PITCHES), 3), np.int64)
    one = 100 << 10  # sin_fixed is scaled by 100 · 2**30
    for k in range(HEADINGS):
        h = k * 360_000 // HEADINGS
        for j, p in enumerate(_PITCHES):
            level = sin_fixed(90_000 - p * 1000)
            flat = [-sin_fixed(h) * level, sin_fixed(h + 90_000) * level]
            out[k, j, :2] = [v // (one * 100 << 30) for v in flat]
            out[k, j, 2] = sin_fixed(p * 1000) // one
    return out


def _depths(world: World, at: I64) -> I64:
    """How far the rays go through air, metres: (n, HEADINGS, pitches)."""
    reach = np.array(_REACH, np.int64)
    way = _directions()[None, :, :, None, :] * reach[:, None]
    eye = at * 500 + np.array([0, 0, EYE_MM])
    points = (eye[:, None, None, None, :] + ((way * 1000) >> 20)) // 1000
    solid = np.asarray(solid_at(world.seed, points.reshape(-1, 3))).reshape(points.shape[:-1])
    first = np.where(solid.any(axis=-1), solid.argmax(axis=-1), len(reach))
    return np.append(0, reach)[first]


def _merits(world: World, places: _Places, depth: I64) -> I64:
    """Integer merit of each place, heading and way of looking, (n, HEADINGS, ways)."""
    left, right = np.roll(depth, -1, axis=1), np.roll(depth, 1, axis=1)
    octave = np.searchsorted(np.array(_OCTAVES), np.stack([left, depth, right]), side="right")
    bits = np.int64(1) << octave
    seen = bits[0] | bits[1] | bits[2]  # (n, HEADINGS, pitches): octaves beside each other
    count = np.zeros_like(depth[:, :, 0])
    out = np.zeros((*depth.shape[:2], len(WAYS)), np.int64)
    beside = np.minimum(
        np.minimum(left[:, :, _LEVEL], np.roll(depth[:, :, _LEVEL], -2, axis=1)),
        np.minimum(right[:, :, _LEVEL], np.roll(depth[:, :, _LEVEL], 2, axis=1)),
    )
    wall = np.where((beside >= 16) & (beside <= 260), 700, np.where(beside < 16, -300, 0))
    for way, pitches in (
        (ALONG, (_BELOW, _LEVEL, _ABOVE)), (ACROSS, (_BELOW, _LEVEL, _ABOVE)),
        (DOWN, (_DOWN, _BELOW)), (UP, (_ABOVE, _UP)), (BESIDE, (_BELOW, _LEVEL, _ABOVE)),
    ):
        together = seen[:, :, pitches[0]]
        for p in pitches[1:]:
            together = together | seen[:, :, p]
        count = np.zeros_like(together)
        for bit in range(len(_OCTAVES) + 1):
            count += (together >> bit) & 1
        # Depth counts by its root, to 2.5 km; what is empty beyond is no end of a view.
        ahead = depth[:, :, {DOWN: _DOWN, UP: _UP}.get(way, _LEVEL)]
        root = np.sqrt(np.minimum(ahead, 2500)).astype(np.int64) * 22
        empty = np.where(depth[:, :, list(pitches)].min(axis=2) > 3000, 700, 0)
        # Walls all round at a few hundred metres are a view that ends in mid-grey; a pit is dark.
        end = np.stack([left, depth, right])[..., list(pitches)].max(axis=(0, 3))
        grey = np.where((end > 350) & (end < 1100) & (way != DOWN), 800, 0)
        out[:, :, way] = 240 * count + root + wall - empty - grey
    floor, lamps = _around(places)
    level = depth[:, :, _LEVEL]
    out[:, :, ALONG] += np.where(floor >= 40, 400 + np.minimum(floor, 200), -2000)
    out[:, :, ALONG] -= np.where(level < 120, 1500, 0)
    out[:, :, ACROSS] -= np.where((floor < 30) & (level >= 200), 0, 1500)
    # Square to the edge, or the floor lies in the picture.
    square = (np.arange(HEADINGS) % (HEADINGS // 4) == 0)[None]
    edge = (floor < _EDGE_MM // 1000) & square
    out[:, :, DOWN] -= np.where(edge & (depth[:, :, _DOWN] >= 400), 0, 1800)
    out[:, :, UP] -= np.where((depth[:, :, _UP] >= 320) & (level >= 60), 0, 1500)
    # At 45 degrees: one wall near enough to show what is on it, and on the other side air.
    sides = np.stack([np.roll(level, -2, axis=1), np.roll(level, 2, axis=1)])
    slant = (sides.min(axis=0) >= 24) & (sides.min(axis=0) <= 130) & (sides.max(axis=0) >= 130)
    out[:, :, BESIDE] += np.where(slant & (floor < 30) & (level >= 320), 500, -1800)
    # In the dark a view lives by a lamp that is near, and whoever looks down sees none.
    need = sky.need(world.seed, places.at.astype(np.float64) / 2.0)
    dark = np.minimum(need * 600.0, 900.0).astype(np.int64)[:, None]
    out[:, :, DOWN] -= dark
    out += ((450 + dark) * lamps - np.where(level < 24, 4000, 0))[:, :, None]
    x, y, z = (places.at[:, k, None] for k in range(3))
    tie = hash64(world.seed, _SALT, x, y, z, np.arange(HEADINGS)) >> np.uint64(56)
    return out + tie.astype(np.int64)[:, :, None]


def _sights(world: World, near_mm: tuple[int, int, int], at: I64) -> I64:
    """What the great forms in sight add to the merit of places and headings, (n, HEADINGS)."""
    forms = around(world.seed, np.array(near_mm, np.int64) // 1000, _NEAR)
    way = _directions()[:, _LEVEL]
    to = forms[None, :, :3] - at[:, None] // 2
    ahead = (to[:, None] * way[:, None]).sum(axis=-1) >> 20  # (n, HEADINGS, forms)
    far = np.sqrt((to * to).sum(axis=-1)).astype(np.int64)
    # Within the picture, neither so near that it fills it nor so far that the air takes it.
    seen = (ahead * 100 > far[:, None] * 86) & (far > 60)[:, None] & (far < 1500)[:, None]
    steps = np.arange(1, 10, dtype=np.int64)[:, None]
    path = at[:, None, None] // 2 + to[:, :, None] * steps // 12
    free = ~np.asarray(solid_at(world.seed, path.reshape(-1, 3))).reshape(path.shape[:-1])
    worth = np.minimum(forms[:, 3] * 1200 // np.maximum(far, 60), 700) * free.all(axis=-1)
    return np.asarray(np.minimum((seen * worth[:, None]).sum(axis=-1), 1300), np.int64)


def _around(places: _Places) -> tuple[I64, I64]:
    """For places and headings: metres of floor ahead, to 256; 1 where a lamp stands 12 … 120 m
    away near a third of the picture. (n, HEADINGS) each."""
    way = _directions()[:, _LEVEL, :2]
    floor = np.zeros((len(places.at), HEADINGS), np.int64)
    lamps = np.zeros_like(floor)
    steps = np.array((6, 12, 24, 40, 64, 96, 128, 192, 256), np.int64)
    for i, (spot, owner) in enumerate(zip(places.at, places.owner, strict=True)):
        net = places.nets[owner]
        at = spot - np.array(net.cell, np.int64) * 2048  # half metres inside the lattice cell
        decks = net.decks
        rows = np.flatnonzero(decks.hi[:, 2] * 2 == at[2])
        lo, hi = decks.lo[rows, :2] * 1000, decks.hi[rows, :2] * 1000
        p = at[:2] * 500 + ((way[:, None] * (steps[:, None] * 1000)) >> 20)
        on = np.zeros(p.shape[:2], np.bool_)
        for a, b in zip(lo, hi, strict=True):
            on |= ((p >= a) & (p <= b)).all(axis=-1)
        whole = np.logical_and.accumulate(on, axis=1).sum(axis=1)
        floor[i] = np.append(0, steps)[whole]
        away = net.lamps.pos.astype(np.int64) * 2 - at
        away = away[(np.abs(away[:, 2]) < 40) & (np.abs(away[:, :2]).max(axis=1, initial=0) < 240)]
        ahead = (away[:, None, :2] * way).sum(axis=-1) >> 20
        aside = np.abs(away[:, None, 0] * way[:, 1] - away[:, None, 1] * way[:, 0]) >> 20
        lamps[i] = ((ahead > 24) & (aside * 8 > ahead) & (aside * 2 < ahead)).any(axis=0)
    return floor, lamps


def _pose(places: _Places, place: int, k: int, way: int, depth: I64, lot: int) -> Viewpoint:
    """The eye at the edge of its floor, turned so that what is deep stands on a third."""
    spot, net = places.at[place], places.nets[places.owner[place]]
    sides = depth[[(k + 2) % HEADINGS, (k - 2) % HEADINGS], _LEVEL]
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
    x, y = (at[:2] + ((_directions()[aim, _LEVEL, :2] * step) >> 20)).tolist()
    h = k * 360 / HEADINGS + turn
    h = h - 360.0 if h > 180.0 else h
    return Viewpoint((x, y, int(at[2]) + EYE_MM), float(h), float(pitch))


def _step_mm(net: Network, spot: I64, heading: int, margin: int = _MARGIN_MM) -> int:
    """Millimetres from a place along a heading to the edge of its floor, less the margin."""
    at = (spot - np.array(net.cell, np.int64) * 2048) * 500
    way = _directions()[heading % HEADINGS, _LEVEL, :2]
    rows = np.flatnonzero(net.decks.hi[:, 2] * 1000 == at[2])
    lo, hi = net.decks.lo[rows, :2] * 1000, net.decks.hi[rows, :2] * 1000
    steps = np.arange(0, _EDGE_MM + 1, 250, dtype=np.int64)
    on = np.ones(len(steps), np.bool_)
    # All of a small square about the eye has to be floor.
    for dx, dy in ((0, 0), (margin, 0), (-margin, 0), (0, margin), (0, -margin)):
        p = at[:2] + np.array([dx, dy]) + ((way * steps[:, None]) >> 20)
        on &= ((p[:, None] >= lo) & (p[:, None] <= hi)).all(axis=-1).any(axis=1)
    return int(steps[int(np.logical_and.accumulate(on).sum()) - 1]) if on[0] else 0
