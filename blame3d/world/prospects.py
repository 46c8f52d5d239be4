"""What there is to see near a point: places to stand on, how far one sees from each, and what that
is worth in each way of looking.

Places are those of the walk network near the point that have air about them. Each is tried in 16
headings: rays through the great masses measure how far one sees, level, upwards and downwards.
There are five ways of looking: *along* a way, *across* a rail, *down* an abyss, *up* a wall, and
*beside* a wall that one sees at a slant to where it ends. Worth is: many planes of depth in the
frame, an end that is far but not empty, mass close on one side for scale, great forms in sight, a
lamp, above all in the dark.
"""

from __future__ import annotations

from itertools import product
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from blame3d.world import sky
from blame3d.world.cell import network
from blame3d.world.fields import solid_at
from blame3d.world.hash import hash64
from blame3d.world.landmarks import around
from blame3d.world.masses import solid256
from blame3d.world.trig import sin_fixed
from blame3d.world.types import World
from blame3d.world.walk_types import Network

I64 = NDArray[np.int64]

EYE_MM: Final = 1700
"""Height of the eye over the floor."""
ALONG, ACROSS, DOWN, UP, BESIDE = WAYS = range(5)
PLACES: Final = 40
HEADINGS: Final = 16
_PITCHES: Final = (-40, -12, 0, 14, 34)
_DOWN, _BELOW, LEVEL, _ABOVE, _UP = range(5)
_CUBE: Final = 32
_NEAR: Final = 1200
"""No place farther than this from the point, metres."""
_INSIDE: Final = 1600
"""Metres that a place inside mass counts as farther."""
_ENOUGH: Final = 16
"""Free places after which no further lattice cell is asked: each costs a tenth of a second."""
_BIG: Final = 1024
REACH: Final = (
    12, 24, 40, 60, 80, 104, 128, 160, 192, 224, 256, 320, 384, 448, 512, 640, 768, 896, 1024,
    1280, 1536, 1792, 2048, 2560, 3072, 3584, 4096,
)  # fmt: skip
_OCTAVES: Final = (30, 60, 125, 250, 500, 1000, 2000)
EDGE_MM: Final = 12_000
"""As far one goes to the edge of a floor."""
_SALT: Final = 0x57D0


class Places(NamedTuple):
    """Floors to stand on: at (n, 3) in half metres of the world; net and its cell for each."""

    at: I64
    owner: I64
    nets: list[Network]


def places_near(world: World, near_mm: tuple[int, int, int]) -> Places:
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
    return Places(at, owner, nets)


def _hemmed_in(world: World, at: I64) -> NDArray[np.bool_]:
    """Whether there is mass on, beside or above places (n, 3) in half metres."""
    steps = [(0, 0, 3), (0, 0, 28), (20, 0, 12), (-20, 0, 12), (0, 20, 12), (0, -20, 12)]
    points = (at[:, None] + np.array(steps, np.int64)) // 2
    solid = np.asarray(solid_at(world.seed, points.reshape(-1, 3))).reshape(-1, len(steps))
    return np.asarray(solid.any(axis=1))


def directions() -> I64:
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


def depths(world: World, at: I64) -> I64:
    """How far the rays go through air, metres: (n, HEADINGS, pitches)."""
    reach = np.array(REACH, np.int64)
    way = directions()[None, :, :, None, :] * reach[:, None]
    eye = at * 500 + np.array([0, 0, EYE_MM])
    points = (eye[:, None, None, None, :] + ((way * 1000) >> 20)) // 1000
    solid = np.asarray(solid_at(world.seed, points.reshape(-1, 3))).reshape(points.shape[:-1])
    first = np.where(solid.any(axis=-1), solid.argmax(axis=-1), len(reach))
    return np.append(0, reach)[first]


def merits(world: World, places: Places, depth: I64) -> I64:
    """Integer merit of each place, heading and way of looking, (n, HEADINGS, ways)."""
    left, right = np.roll(depth, -1, axis=1), np.roll(depth, 1, axis=1)
    octave = np.searchsorted(np.array(_OCTAVES), np.stack([left, depth, right]), side="right")
    bits = np.int64(1) << octave
    seen = bits[0] | bits[1] | bits[2]  # (n, HEADINGS, pitches): octaves beside each other
    count = np.zeros_like(depth[:, :, 0])
    out = np.zeros((*depth.shape[:2], len(WAYS)), np.int64)
    beside = np.minimum(
        np.minimum(left[:, :, LEVEL], np.roll(depth[:, :, LEVEL], -2, axis=1)),
        np.minimum(right[:, :, LEVEL], np.roll(depth[:, :, LEVEL], 2, axis=1)),
    )
    wall = np.where((beside >= 16) & (beside <= 260), 700, np.where(beside < 16, -300, 0))
    for way, pitches in (
        (ALONG, (_BELOW, LEVEL, _ABOVE)), (ACROSS, (_BELOW, LEVEL, _ABOVE)),
        (DOWN, (_DOWN, _BELOW)), (UP, (_ABOVE, _UP)), (BESIDE, (_BELOW, LEVEL, _ABOVE)),
    ):
        together = seen[:, :, pitches[0]]
        for p in pitches[1:]:
            together = together | seen[:, :, p]
        count = np.zeros_like(together)
        for bit in range(len(_OCTAVES) + 1):
            count += (together >> bit) & 1
        # Depth counts by its root, to 2.5 km; what is empty beyond is no end of a view.
        ahead = depth[:, :, {DOWN: _DOWN, UP: _UP}.get(way, LEVEL)]
        root = np.sqrt(np.minimum(ahead, 2500)).astype(np.int64) * 22
        empty = np.where(depth[:, :, list(pitches)].min(axis=2) > 3000, 700, 0)
        # Walls all round at a few hundred metres are a view that ends in mid-grey; a pit is dark.
        end = np.stack([left, depth, right])[..., list(pitches)].max(axis=(0, 3))
        grey = np.where((end > 350) & (end < 1100) & (way != DOWN), 800, 0)
        out[:, :, way] = 240 * count + root + wall - empty - grey
    floor, lamps = _floors_and_lamps(places)
    level = depth[:, :, LEVEL]
    out[:, :, ALONG] += np.where(floor >= 40, 400 + np.minimum(floor, 200), -2000)
    out[:, :, ALONG] -= np.where(level < 120, 1500, 0)
    out[:, :, ACROSS] -= np.where((floor < 30) & (level >= 200), 0, 1500)
    # Square to the edge, or the floor lies in the picture.
    square = (np.arange(HEADINGS) % (HEADINGS // 4) == 0)[None]
    edge = (floor < EDGE_MM // 1000) & square
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


def sights(world: World, near_mm: tuple[int, int, int], at: I64) -> I64:
    """What the great forms in sight add to the merit of places and headings, (n, HEADINGS)."""
    forms = around(world.seed, np.array(near_mm, np.int64) // 1000, _NEAR)
    way = directions()[:, LEVEL]
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


def _floors_and_lamps(places: Places) -> tuple[I64, I64]:
    """For places and headings: metres of floor ahead, to 256; 1 where a lamp stands 12 … 120 m
    away near a third of the picture. (n, HEADINGS) each."""
    way = directions()[:, LEVEL, :2]
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
