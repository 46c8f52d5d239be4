"""Where to stand and which way to look: the best view among the places near a point.

Of the 64 places of the walk network nearest to the point (one for each cube of 32 m, so that one
stair does not fill the list; places inside mass count as 800 m farther) each is tried in 16
headings. Rays through the great masses measure
how far one sees; corridors are measured along their decks. A good view is deep ahead, uneven
around (depth times spread), has mass beside it to give scale, and shows the floor that goes on.
Facing a wall nearer than 60 m is the last resort. Integers decide; ties go to the hash.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from blame3d.view import Pose
from blame3d.world.chunk import Cell
from blame3d.world.fields import solid_at
from blame3d.world.hash import hash64
from blame3d.world.masses import solid64, solid256
from blame3d.world.trig import sin_fixed
from blame3d.world.types import World
from blame3d.world.walk import network
from blame3d.world.walk_types import Network

I64 = NDArray[np.int64]
Networks = Callable[[World, Cell], Network]

EYE_MM: Final = 1700
"""Height of the eye over the floor."""
PLACES: Final = 64
HEADINGS: Final = 16
_PITCHES: Final = (-14, 0, 8, 24)
_CUBE: Final = 32
_INSIDE: Final = 1600  # half metres that a place inside mass counts as farther
_BIG: Final = 1024
_REACH: Final = (
    12, 24, 40, 60, 80, 104, 128, 160, 192, 224, 256, 320, 384, 448, 512, 640, 768, 896, 1024,
    1280, 1536, 1792, 2048, 2560, 3072, 3584, 4096,
)  # fmt: skip
_WALL: Final = 60
_SALT: Final = 0x57D0
_TURNS: Final = (-16.0, -9.0, 0.0, 0.0, 9.0, 16.0)


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
    world: World, near_mm: tuple[int, int, int], networks: Networks | None = None
) -> Viewpoint:
    """The best view near a point. networks: a cached source of networks, if the caller has one."""
    places = _nearest(world, near_mm, networks or _network)
    depth = _depths(world, places.at)  # (n, HEADINGS, pitches) metres
    scores = _score(world, places, depth)
    place, k = divmod(int(scores.argmax()), HEADINGS)
    x, y, z = (int(v) * 500 for v in places.at[place])
    ahead = depth[place, k]
    p = 2.0 if ahead[3] > 2 * ahead[0] else -6.0 if ahead[0] > ahead[3] else -3.0
    # Dead ahead every time would be one picture: most look a little past the axis of the way.
    turn = _TURNS[int(hash64(world.seed, _SALT + 1, x, y, z)) % len(_TURNS)]
    h = k * 360 / HEADINGS + turn
    return Viewpoint((x, y, z + EYE_MM), h - 360.0 if h > 180.0 else h, p)


def spawn(world: World, near_mm: tuple[int, int, int]) -> Viewpoint:
    """Where a walk begins: the same place as the best view."""
    return viewpoint(world, near_mm)


def _network(world: World, cell: Cell) -> Network:
    return network(world, cell, lambda c: solid64(world, c), lambda c: solid256(world, c))


def _nearest(world: World, near_mm: tuple[int, int, int], networks: Networks) -> _Places:
    """The nearest places, from the 2x2x2 lattice cells around, nearest cells first."""
    near = np.array(near_mm, np.int64) // 500  # half metres
    home = near // (2 * _BIG)
    side = np.where(near - home * 2 * _BIG < _BIG, -1, 1)
    cells = [home + side * np.array(d, np.int64) for d in product((0, 1), repeat=3)]
    gap = [int(np.abs(near - np.clip(near, 2048 * c, 2048 * c + 2048)).max()) for c in cells]
    order = sorted(range(len(cells)), key=lambda i: (gap[i], cells[i].tolist()))
    nets: list[Network] = []
    at, owner = np.zeros((0, 3), np.int64), np.zeros(0, np.int64)
    far = np.zeros(0, np.int64)
    for i in order:
        if len(at) == PLACES and gap[i] > far[-1]:
            break
        x, y, z = cells[i].tolist()
        net = networks(world, (x, y, z))
        nodes = (net.nodes * np.float32(2)).astype(np.int64)
        nodes = nodes[(nodes[:, 2] > 0) & (nodes[:, 2] < 2048)] + cells[i] * 2048
        inside = _hemmed_in(world, nodes)
        at = np.concatenate([at, nodes])
        owner = np.concatenate([owner, np.full(len(nodes), len(nets), np.int64)])
        far = np.concatenate([far, np.abs(nodes - near).max(axis=1) + _INSIDE * inside])
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


def _score(world: World, places: _Places, depth: I64) -> I64:
    """Integer merit of each place and heading, (n, HEADINGS)."""
    level = np.minimum(depth[:, :, 1], 2 * depth[:, :, 2])  # a slit is not a view
    floor = np.zeros_like(level)
    stairs = np.zeros_like(level)
    way = _directions()[:, 1]
    for i, (spot, owner) in enumerate(zip(places.at, places.owner, strict=True)):
        net = places.nets[owner]
        at = spot - np.array(net.cell, np.int64) * 2048  # half metres inside the lattice cell
        runs = _runs(net, at)
        for k in range(4):
            level[i, k * HEADINGS // 4] = max(level[i, k * HEADINGS // 4], runs[k] // 2)
        floor[i], stairs[i] = _near_floor(net, at, way)
    root = np.sqrt(depth.reshape(len(depth), -1)).astype(np.int64)
    mean = root.sum(axis=1) // root.shape[1]
    spread = np.abs(root - mean[:, None]).sum(axis=1) // root.shape[1]
    merit = (mean + 2 * spread)[:, None] * 12
    merit = merit + np.sqrt(np.minimum(level, 4096)).astype(np.int64) * 24
    left, right = np.roll(depth[:, :, 1], -3, axis=1), np.roll(depth[:, :, 1], 3, axis=1)
    beside = np.minimum(left, right)
    merit += np.where((beside >= 8) & (beside <= 200), 300, 0)
    merit += np.where((beside <= 200) & (np.maximum(left, right) >= 400), 200, 0)
    merit += 250 * floor - 600 * stairs
    merit -= np.where(level < _WALL, 1_000_000 - level * 1000, 0)
    x, y, z = (places.at[:, k, None] for k in range(3))
    tie = hash64(world.seed, _SALT, x, y, z, np.arange(HEADINGS))
    score: I64 = merit * 4096 + (tie >> np.uint64(52)).astype(np.int64)
    return score


def _runs(net: Network, at: I64) -> list[int]:
    """Metres of level floor from a place towards +y, -x, -y, +x (headings 0, 90, 180, 270)."""
    decks = net.decks
    out = []
    for axis, sign in ((1, 1), (0, -1), (1, -1), (0, 1)):
        other = 1 - axis
        rows = (decks.hi[:, 2] * 2 == at[2]) & (decks.lo[:, other] * 2 < at[other])
        rows &= decks.hi[:, other] * 2 > at[other]
        lo, hi = decks.lo[rows, axis] * 2, decks.hi[rows, axis] * 2
        order = np.argsort(lo, kind="stable")
        lo, hi = lo[order], hi[order]
        here = int(at[axis])
        end = here
        pairs = zip(lo.tolist(), hi.tolist(), strict=True)
        if sign > 0:
            for a, b in pairs:
                if a <= end <= b:
                    end = b
        else:
            for a, b in reversed(list(pairs)):
                if a <= end <= b:
                    end = a
        out.append(abs(end - here) // 2)
    return out


def _near_floor(net: Network, at: I64, way: I64) -> tuple[I64, I64]:
    """For each heading: steps of floor ahead (0 … 2), and 1 where a stair tower stands close."""
    x, y, z = (int(v) / 2 for v in at)
    decks = net.decks.in_box((x - 14, y - 14, z - 1), (x + 14, y + 14, z + 1))
    same = decks[net.decks.hi[decks, 2] * 2 == at[2]]
    lo, hi = net.decks.lo[same, :2] * 1000, net.decks.hi[same, :2] * 1000
    floor = np.zeros(len(way), np.int64)
    whole = np.ones(len(way), np.bool_)
    for metres in (5, 11):
        p = at[:2] * 500 + ((way[:, :2] * (metres * 1000)) >> 20)
        on = ((p[:, None] >= lo) & (p[:, None] <= hi)).all(axis=-1).any(axis=-1)
        whole &= on
        floor += whole
    ramps = net.ramps.in_box((x - 36, y - 36, z), (x + 36, y + 36, z + 4))
    mid = (net.ramps.lo[ramps, :2] + net.ramps.hi[ramps, :2]) * 500 - at[:2] * 500
    ahead = (mid[None] * way[:, None, :2]).sum(axis=-1) >> 20
    aside = (mid[None, :, 0] * way[:, None, 1] - mid[None, :, 1] * way[:, None, 0]) >> 20
    close = (ahead > 0) & (ahead < 36_000) & (np.abs(aside) * 2 < ahead + 8000)
    return floor, close.any(axis=1).astype(np.int64)
