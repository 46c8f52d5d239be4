"""Great forms: which stands where, and the members and lamps of them that a cell sees.

Forms are anchored on a lattice of 2,048 m: a few points of each of its cells are tried; where one
lies in air, its district and the room around it decide what stands there. Every cell that a form
reaches draws its part of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from blame3d.world import (
    colossi,
    forms_fallen,
    forms_hung,
    forms_melt,
    forms_pipes,
    forms_round,
    forms_vault,
    forms_wall,
    sky,
    viaduct,
)
from blame3d.world.chunk import edge
from blame3d.world.districts import DISTRICTS, district_of
from blame3d.world.emit import Sink
from blame3d.world.fields import voxel_at
from blame3d.world.forms import Dice, Form, Maker, placed
from blame3d.world.hash import hash64, hash_at
from blame3d.world.lights import groups
from blame3d.world.materials import Material
from blame3d.world.members import FAR, MEMBER, WORN, blocks, bounds, draw, drawn
from blame3d.world.rooms import room

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]

LATTICE: Final = 2048
TRIES: Final = 5
REACH: Final = 1700
"""No form reaches farther from its anchor, metres."""
TILE: Final = FAR
"""Levels below share the list of this one."""
_LAST: Final = 5
"""Farther than this level the air has swallowed them, but for colossi."""
_LIGHT: Final = 128
"""Metres around a tile in which what stops light is wanted: the apron of level 2."""
_SPILL: Final = 40.0
"""Lamps light what lies so near, metres."""
_FORM: Final = 320
_LAMP: Final = 321
_THICK: Final = (0.8, 2.0, 8.0)
"""Thinnest member that stops light and feet at levels 0, 1, 2: half a texel."""

_MAKERS: Final[dict[str, Maker]] = {
    "vault": forms_vault.vault,
    "dome": forms_vault.dome,
    "loops": forms_vault.loops,
    "tower": forms_round.tower,
    "shaft": forms_round.shaft,
    "hung": forms_hung.hung,
    "bundle": forms_pipes.bundle,
    "chute": forms_pipes.chute,
    "slabs": forms_fallen.slabs,
    "torn": forms_fallen.torn,
    "melt": forms_melt.melt,
    "bastions": forms_wall.bastions,
    "arcade": forms_wall.arcade,
}


class Seen(NamedTuple):
    """Members with their bounds lo, hi (N, 3), and lamps (L, 3), metres from some corner."""

    members: NDArray[np.void]
    lo: F64
    hi: F64
    lamps: F64

    def within(self, low: F64, high: F64) -> Seen:
        """What of it reaches a box, and the lamps in and 40 m around it."""
        near = ((self.lo < high) & (self.hi > low)).all(1)
        lit = ((self.lamps > low - _SPILL) & (self.lamps < high + _SPILL)).all(1)
        return Seen(self.members[near], self.lo[near], self.hi[near], self.lamps[lit])

class Tile(NamedTuple):
    """What a cell of level ≥ 3 sees of the forms. Metres from its low corner."""

    seen: Seen
    block_lo: F64
    block_hi: F64
    thick: F64


def _form(seed: int, x: int, y: int, z: int, k: int) -> Form | None:
    """One form, metres from the corner of its lattice cell."""
    key = int(hash64(seed, _FORM, x, y, z, k))
    dice = Dice(key)
    corner = np.array([x, y, z], np.int64) * LATTICE
    for _ in range(3):  # points of air are wanted
        at = np.array([dice.below(LATTICE) for _ in range(3)], np.int64)
        air = room(seed, corner, at)
        if air is not None:
            break
    else:
        return None
    voxel = np.array([[voxel_at(seed, a, int(corner[a] + at[a])) for a in range(3)]])
    district = DISTRICTS[int(district_of(seed, voxel)[0])]
    for _ in range(3):
        name = district.forms[dice.below(len(district.forms))]
        found = _MAKERS[name](dice, air, at.astype(np.float64)) if name else None
        if found is not None:
            return found
    return None


def _make(seed: int, x: int, y: int, z: int) -> tuple[Form, ...]:
    made = (_form(seed, x, y, z, k) for k in range(TRIES))
    return tuple(form for form in made if form is not None)


@lru_cache(maxsize=128)
def _forms(seed: int, x: int, y: int, z: int) -> tuple[Form, ...]:
    """The forms of a lattice cell, 65 KB; twice as many were asked for twice in 2 of 100 cases
    more. Read-only."""
    return _make(seed, x, y, z)


@lru_cache(maxsize=1024)
def _sizes(seed: int, x: int, y: int, z: int) -> NDArray[np.int64]:
    """The same for whoever asks only where they are: (N, 4), see `around`. Read-only."""
    corner = np.array([x, y, z], np.int64) * LATTICE
    rows = [
        [*(np.floor((form.lo + form.hi) * 0.5).astype(np.int64) + corner).tolist(),
         int((form.hi - form.lo).max() * 0.5)]
        for form in _make(seed, x, y, z)
    ]  # fmt: skip
    return np.array(rows, np.int64).reshape(-1, 4)


@lru_cache(maxsize=1024)
def _far(seed: int, level: int, x: int, y: int, z: int) -> Seen:
    """What a level above TILE draws of a lattice cell's forms: a tenth of their members, and all
    that needs to be kept of forms that are far away."""
    forms = _forms(seed, x, y, z)
    return _seen(
        np.concatenate([np.zeros(0, MEMBER), *(drawn(form.members, level) for form in forms)]),
        np.concatenate([np.zeros((0, 3)), *(form.lamps for form in forms)]),
    )


def _seen(members: NDArray[np.void], lamps: F64) -> Seen:
    return Seen(members, *bounds(members), lamps)


@lru_cache(maxsize=128)
def tile(seed: int, level: int, x: int, y: int, z: int) -> Tile:
    """Members and lamps that reach a cell of level ≥ 3, and its blocks at level 3. Where much
    stands one takes half a megabyte; with 48 of them a start took a third longer."""
    origin = np.array([x, y, z], np.int64) * edge(level)
    size, out = edge(level), _LIGHT if level == TILE else 0
    rows, at, lamps = [np.zeros(0, MEMBER)], [np.zeros((0, 3))], [np.zeros((0, 3))]
    for corner, seen in _near(seed, level, origin - out, origin + size + out):
        base = (corner - origin).astype(np.float64)
        near = seen.within(-base - out, size + out - base)
        rows.append(near.members)
        at.append(np.repeat(base[None], len(near.members), 0))
        lamps.append(near.lamps + base)
    members, base = np.concatenate(rows), np.concatenate(at)
    # Blocks before anything is moved, so that cells with other corners find the same ones.
    dense = members["finest"] == 0
    dense &= 2.0 * np.minimum(members["wide"], members["deep"]) >= _THICK[0]
    chosen = np.flatnonzero(dense) if level == TILE else np.zeros(0, np.int64)
    lo, hi, thick, whose = blocks(members[chosen])
    lo, hi = lo + base[chosen][whose], hi + base[chosen][whose]
    reach = ((lo < size + out) & (hi > -out)).all(1)
    members["p0"] += base
    members["p1"] += base
    whole = _seen(members, np.concatenate(lamps))
    return Tile(whole, lo[reach], hi[reach], thick[reach])


def _near(seed: int, level: int, low: I64, high: I64) -> Iterator[tuple[I64, Seen]]:
    """What a level draws of the forms that may reach a box of the world, and the corners that they
    are measured from; level TILE: all that it and finer ones draw."""
    first, last = (low - REACH) // LATTICE, (high + REACH) // LATTICE
    cells = [first + key for key in np.ndindex(*(last - first + 1))] if level <= _LAST else []
    for c in cells if level > TILE else ():
        x, y, z = c.tolist()
        yield c * LATTICE, _far(seed, level, x, y, z)
    for found in chain(viaduct.near(seed, level, low, high), colossi.near(seed, level, low, high)):
        members = found.form.members
        members = drawn(members, level) if level > TILE else members
        yield found.corner, _seen(members, found.form.lamps)
    for c in cells if level == TILE else ():
        x, y, z = c.tolist()
        for form in _forms(seed, x, y, z):
            if placed(c * LATTICE, form).meets(low.tolist(), high.tolist()):
                yield c * LATTICE, _seen(form.members, form.lamps)


def add(sink: Sink, seed: int, origin: NDArray[np.int64], apron: int) -> None:
    """Add what a cell sees of the forms. origin: its low corner; apron: metres beyond it in which
    what stops feet and light is wanted."""
    level = max(sink.level, TILE)
    at = origin // edge(level)
    found = tile(seed, level, int(at[0]), int(at[1]), int(at[2]))
    shift = (at * edge(level) - origin).astype(np.float64)
    seen = found.seen.within(-shift - WORN, sink.edge - shift + WORN)
    members = seen.members.copy()
    members["p0"] += shift
    members["p1"] += shift
    draw(sink, members)
    if sink.level < TILE and len(found.thick):
        lo, hi = found.block_lo + shift, found.block_hi + shift
        solid = ((lo < sink.edge + apron) & (hi > -apron)).all(1)
        solid &= found.thick >= _THICK[sink.level]
        if solid.any():
            sink.blocks.append((lo[solid], hi[solid]))
    _lamps(sink, seed, origin, seen.lamps + shift)


def _lamps(sink: Sink, seed: int, origin: I64, at: F64) -> None:
    """Small cold lamps that tell how large a form is, where it is dark."""
    if not len(at):
        return
    at = at[groups(sink, hash_at(seed, _LAMP, origin, at), sky.need(seed, at + origin))]
    finest, sink.finest = sink.finest, 0.0
    if sink.level <= 2:
        half = np.array([0.3, 0.3, 0.18])
        inside = ((at >= 0.0) & (at < sink.edge)).all(1)
        sink.boxes(at[inside] - half, at[inside] + half, int(Material.LAMP_COLD), 200)
    sink.finest = finest
    sink.lamp(at, 18.0, [196, 226, 255], 150)


def around(seed: int, metres: NDArray[np.int64], reach: int) -> NDArray[np.int64]:
    """Forms near a point of the world: (N, 4) centre and half of the largest extent, metres."""
    first, last = (metres - reach) // LATTICE, (metres + reach) // LATTICE
    cells = (first + key for key in np.ndindex(*(last - first + 1)))
    return np.concatenate([_sizes(seed, *map(int, c)) for c in cells])


def stands_at(seed: int, points: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether points of the world (N, 3), whole metres, lie in a form's solid."""
    out = np.zeros(len(points), np.bool_)
    at = points // edge(TILE)
    for n in range(len(points)):
        x, y, z = at[n].tolist()
        found = tile(seed, TILE, x, y, z)
        p = points[n] - at[n] * edge(TILE) + 0.5
        out[n] = bool(((found.block_lo < p) & (found.block_hi > p)).all(1).any())
    return out
