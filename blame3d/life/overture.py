"""What waits around the place of a first walk: a village far off, a bridge that is broken, walls
that are worth a shot.

All are functions of the City and the place, found once when the walk begins.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from math import dist, hypot, sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.cast.actor import Actor
from blame3d.cast.rig import turn_z
from blame3d.config.session import FIRST
from blame3d.view import Beam, direction
from blame3d.world.cell import network
from blame3d.world.fields import solid_at
from blame3d.world.hash import hash64, unit
from blame3d.world.types import World
from blame3d.world.walk_types import BRIDGE, Network

Position = tuple[int, int, int]
Vec = tuple[float, float, float]

VILLAGE: Final = (-1_962_000, 1_690_000, 161_000)
"""Middle of the village of the default City, integer millimetres: seen from `FIRST` between two
columns, around a place on a bridge that one can walk to (4.9 km), its storeys over and under it."""

LAMPS: Final = 30
FIELD: Final = 38.0
"""Degrees to both sides in which the village is looked for: it is to be seen at once."""
NEAREST_M: Final = 350.0
FARTHEST_M: Final = 900.0
_STEP_M: Final = 32.0
_WAYS: Final = 27
_PITCHES: Final = (-12.0, -8.0, -5.0, -2.0)
_SPREAD: Final = (26.0, 20.0, 24.0)
"""Metres to both sides, along the look and upwards over which the lamps are strewn."""
_ROUND: Final = 96.0
"""Metres of air that a village wants around it."""
_SALT: Final = 0x0A3E

_HORIZON_M: Final = 6_000.0
"""From how far the lamps of the default City may be seen."""

_POINT: Final = 0.004
"""Metres a metre of distance that a lamp measures at least: some pixels."""

GAP_M: Final = 2.0
_RADIUS_M: Final = 1.12
"""Of the hole in a deck of one metre, whose rims are then `GAP_M` from each other."""
_DEEP_M: Final = 0.5
_BEYOND_M: Final = 1.5
_SOONEST_M: Final = 40.0
_LATEST_M: Final = 900.0
"""Metres to walk until the bridge."""
_LONG_M: Final = 30.0
"""Of a bridge that may be broken."""

_HOLE_M: Final = 900.0
_BORE_M: Final = 340.0
"""Of mass that a hole of the first level, a wall's thickness before it, has left behind."""

_SKIN_M: Final = 32.0
"""So deep the voxels of the masses do not tell what is there."""
_OPEN_M: Final = 64.0
_FINE_M: Final = 8.0


def looks(heading: float) -> list[Vec]:
    """Unit vectors of the looks in which a village is searched by who looks that way."""
    turns = np.linspace(-FIELD, FIELD, _WAYS).tolist()
    return [direction(heading + turn, pitch) for pitch in _PITCHES for turn in turns]


def village(seed: int, eye: Position, ahead: Vec, free: Sequence[Vec]) -> tuple[Position, ...]:
    """Where `LAMPS` lamps hang, integer millimetres, in the deepest air before an eye; the first
    is the nearest. Empty where no look goes so far.

    ahead: unit vector of the eye. free: of looks that meet nothing near.
    """
    at = np.array(eye, np.float64) / 1000.0
    reach = np.arange(_STEP_M, FARTHEST_M, _STEP_M)
    best, deep = -np.inf, 0.0
    look = np.zeros(3)
    for one in free:
        way = np.array(one)
        met = np.flatnonzero(solid_at(seed, np.floor(at + reach[:, None] * way)))
        clear = float(reach[met[0]]) if len(met) else FARTHEST_M
        worth = clear * float((way * ahead).sum())  # rather before the eye than aside
        if clear >= NEAREST_M + _ROUND and worth > best:
            best, look, deep = worth, way, clear
    if not deep:
        return ()
    x, y, z = np.round((at + (deep - _ROUND) * look) * 1000.0).astype(np.int64).tolist()
    return strewn(seed, eye, (x, y, z), look.tolist())


def home(seed: int, eye: Position) -> tuple[Position, ...]:
    """The lamps of the village that is seen where the first walk in the default City begins:
    whoever comes back sees them again. () far from there and in other Cities."""
    if seed != FIRST.seed or dist(eye, VILLAGE) > 1000.0 * _HORIZON_M:
        return ()
    away = np.array(VILLAGE) - FIRST.pose.mm
    return strewn(seed, eye, VILLAGE, (away / sqrt((away * away).sum())).tolist())


def strewn(
    seed: int, eye: Position, middle: Position, look: Sequence[float]
) -> tuple[Position, ...]:
    """Where `LAMPS` lamps hang around a middle, integer millimetres; the first is the nearest to
    an eye. look: unit vector from which one has found them."""
    at, centre = np.array(eye, np.float64) / 1000.0, np.array(middle, np.float64) / 1000.0
    side = np.array([look[1], -look[0], 0.0]) / max(hypot(look[0], look[1]), 1e-9)
    rolls = [2.0 * unit(hash64(seed, _SALT, k, np.arange(LAMPS))) - 1.0 for k in range(3)]
    wide, long, tall = _SPREAD
    # Storeys: lamps of a village hang in rows.
    rows = np.round(rolls[2] * tall / 8.0) * 8.0
    points = centre + np.outer(rolls[0] * wide, side) + np.outer(rolls[1] * long, look)
    points[:, 2] += rows
    order = np.argsort(((points - at) ** 2).sum(1), kind="stable")
    return tuple(tuple(row) for row in np.round(points[order] * 1000.0).astype(np.int64).tolist())


def lamps(
    places: tuple[Position, ...], eye: Position, glow: tuple[float, ...], wide: float = 1.0
) -> list[Actor]:
    """The lamps as actors: never smaller than a point of light. glow: of each. wide: tangent of
    half the field of view: through a long lens they are lamps and no points."""
    out = []
    for place, light in zip(places, glow, strict=True):
        away = sqrt(sum((a - b) ** 2 for a, b in zip(place, eye, strict=True))) / 1000.0
        joints = np.zeros((3, 3, 4), np.float32)
        size = max(0.5, _POINT * wide * away)
        joints[2, :, :3] = np.eye(3) * size
        out.append(Actor("life-lamp", place, joints, light))
    return out


def huts(seed: int, places: tuple[Position, ...]) -> Actor:
    """What the lamps of a village hang in, as one actor. places: integer millimetres."""
    count = np.arange(len(places))
    turns = 90.0 * np.floor(4.0 * unit(hash64(seed, _SALT, 3, count)))
    turns += 16.0 * unit(hash64(seed, _SALT, 4, count)) - 8.0
    joints = np.zeros((LAMPS, 3, 4), np.float32)
    for k, (place, turn) in enumerate(zip(places, turns.tolist(), strict=True)):
        joints[k, :, :3] = turn_z(turn)
        joints[k, :, 3] = [(a - b) / 1000.0 for a, b in zip(place, places[0], strict=True)]
    return Actor("life-nest", places[0], joints)


def leads(seed: int, place: Position, into: Vec) -> bool:
    """Whether a hole of the gun's second level leads into the open from a place of a wall, after a
    minute or two of walking at most.

    place: integer millimetres. into: unit vector into the wall.
    """
    reach = np.arange(_SKIN_M, _HOLE_M, _FINE_M)
    points = np.array(place) / 1000.0 + reach[:, None] * np.array(into)
    air = ~np.asarray(solid_at(seed, points))
    run = int(_OPEN_M / _FINE_M)
    return bool(np.lib.stride_tricks.sliding_window_view(air, run).all(1).any())


def shows(seed: int, place: Position, village: Position) -> bool:
    """Whether a hole of the gun's first level from a place of a wall towards a village goes through
    mass worth a walk, and ends in the air before it.

    place, village: integer millimetres.
    """
    gone = (np.array(village) - place) / 1000.0
    far = sqrt(float((gone * gone).sum()))
    reach = np.arange(_SKIN_M, far - _ROUND, _FINE_M)
    points = np.array(place) / 1000.0 + reach[:, None] * (gone / max(far, 1e-9))
    mass = reach[np.asarray(solid_at(seed, points))]
    return len(mass) > 0 and float(mass[-1]) < _BORE_M


def gaps(world: World, feet: Position) -> list[Beam]:
    """What may be missing of the bridges that one comes to, the nearest first: a hole across each,
    `GAP_M` wide.

    feet: of who sets out, integer millimetres. Empty where no bridge is near.
    """
    cell = tuple(v // 1_024_000 for v in feet)
    net = network(world, (cell[0], cell[1], cell[2]))
    base = np.array(cell) * 1024.0
    away = _away(net, np.array(feet) / 1000.0 - base)
    far = [min(away.get(a, np.inf), away.get(b, np.inf)) for a, b in net.edges.tolist()]
    rows = [row for row, m in enumerate(far) if _SOONEST_M <= m <= _LATEST_M and _spans(net, row)]
    return [_across(net.paths[row], base) for row in sorted(rows, key=lambda row: far[row])]


def _across(path: NDArray[np.float32], base: NDArray[np.float64]) -> Beam:
    """The hole in the middle of a bridge's longest straight."""
    a, b = _straight(path)
    x, y, z = ((a + b) / 2.0 + base).tolist()
    across = abs(b[0] - a[0]) > abs(b[1] - a[1])  # it runs along x: the hole along y
    half = 1.5 + _BEYOND_M
    start = (x, y - half, z - _DEEP_M) if across else (x - half, y, z - _DEEP_M)
    mm = tuple(round(v * 1000.0) for v in start)
    return Beam((mm[0], mm[1], mm[2]), 0 if across else -90_000, 0, 2.0 * half, _RADIUS_M)


def _away(net: Network, at: NDArray[np.float64]) -> dict[int, float]:
    """Node → metres to walk from the one nearest to a place, as far as `_LATEST_M`."""
    ways: dict[int, list[tuple[int, float]]] = {}
    long = np.abs(np.diff(net.paths.astype(np.float64), axis=1)).sum(axis=(1, 2)).tolist()
    for (a, b), metres in zip(net.edges.tolist(), long, strict=True):
        ways.setdefault(a, []).append((b, metres))
        ways.setdefault(b, []).append((a, metres))
    begin = int((np.abs(net.nodes - at) * (1.0, 1.0, 4.0)).sum(axis=1).argmin())
    found: dict[int, float] = {}
    queue = [(0.0, begin)]
    while queue:
        far, node = heapq.heappop(queue)
        if node in found or far > _LATEST_M:
            continue
        found[node] = far
        for other, metres in ways.get(node, ()):
            heapq.heappush(queue, (far + metres, other))
    return found


def _straight(path: NDArray[np.float32]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The longest straight of a path: its ends (3,)."""
    points = path.astype(np.float64)
    row = int(np.abs(np.diff(points, axis=0)).sum(axis=1).argmax())
    return points[row], points[row + 1]


def _spans(net: Network, row: int) -> bool:
    """Whether the middle of an edge lies on a long level bridge."""
    a, b = _straight(net.paths[row])
    if a[2] != b[2] or np.abs(b - a).sum() < _LONG_M:
        return False
    middle = (a + b) / 2.0
    lo, hi = net.decks.lo, net.decks.hi
    on = (net.decks.kind == BRIDGE) & (lo[:, :2] <= middle[:2]).all(1) & (hi[:, 2] == middle[2])
    return bool((on & (hi[:, :2] >= middle[:2]).all(1)).any())
