"""Dead railways: viaducts that cross the whole City in straight lines, on arches over its floors.

Lines run along x or y, some kilometres apart; they have no ends. A kilometre of a line is one
form, found from the line's hash and the ground below it alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.world.fields import solid_at
from blame3d.world.forms import HEADING, Dice, Form, Placed, far_placed, form, placed
from blame3d.world.hash import again, below, chance, hash64
from blame3d.world.materials import Material
from blame3d.world.members import BOX, FAR, HEXAGON, Rows, arc, copies, strut, upright

I64 = NDArray[np.int64]

LENGTH: Final = 1024
"""Metres of one form."""
_APART: Final = (4096, 1536)
"""Metres between lines, level and upright; not all of them were built."""
_BUILT: Final = 0.7
_BAY: Final = 128
_DEPTH: Final = 20
"""Steps of 64 m that a pier looks for ground."""
_SALT: Final = 330
_CONCRETE: Final = int(Material.CONCRETE)
_DAMP: Final = int(Material.CONCRETE_DAMP)
_STEEL: Final = int(Material.STEEL)
_HULL: Final = int(Material.HULL)


def near(seed: int, level: int, low: I64, high: I64) -> Iterator[Placed]:
    """Forms that reach a box of the world; above level FAR: what is drawn there of them."""
    lo, hi = low.tolist(), high.tolist()
    make = _far if level > FAR else _whole
    for axis in (0, 1):
        side = 1 - axis
        reach = np.array([32, 32, 32])
        first, last = low - reach, high + reach
        last = last + np.array([0, 0, 64 * _DEPTH + 80])  # piers hang far below their deck
        ranges = [
            range(int(first[a]) // step, int(last[a]) // step + 1)
            for a, step in ((side, _APART[0]), (2, _APART[1]), (axis, LENGTH))
        ]
        for i in ranges[0]:
            for j in ranges[1]:
                line = _line(seed, axis, i, j)
                if line is None or not first[side] <= line[0] <= last[side]:
                    continue
                if not first[2] <= line[1] <= last[2]:
                    continue
                for n in ranges[2]:
                    found = make(seed, axis, i, j, n)
                    if found is not None and found.meets(lo, hi):
                        yield found


@lru_cache(maxsize=4096)
def _line(seed: int, axis: int, i: int, j: int) -> tuple[int, int] | None:
    """Where a line lies: its level coordinate and its height; None where none was built."""
    h = hash64(seed, _SALT + axis, i, j)
    if not chance(h, _BUILT):
        return None
    return (
        i * _APART[0] + int(below(again(h, 1), _APART[0])),
        j * _APART[1] + int(below(again(h, 2), _APART[1])),
    )


def _corner(axis: int, line: tuple[int, int], n: int) -> I64:
    out = np.zeros(3, np.int64)
    out[axis], out[1 - axis], out[2] = n * LENGTH, line[0], line[1]
    return out


@lru_cache(maxsize=128)
def _whole(seed: int, axis: int, i: int, j: int, n: int) -> Placed | None:
    line = _line(seed, axis, i, j)
    found = _piece(seed, axis, line, (i, j, n)) if line else None
    return None if line is None or found is None else placed(_corner(axis, line, n), found)


@lru_cache(maxsize=1024)
def _far(seed: int, axis: int, i: int, j: int, n: int) -> Placed | None:
    """A drawn radius asks for 2,400, cell after cell; those that are there take 3 KB each."""
    line = _line(seed, axis, i, j)
    return far_placed(_corner(axis, line, n), _piece(seed, axis, line, (i, j, n))) if line else None


def _piece(
    seed: int, axis: int, line: tuple[int, int], key: tuple[int, int, int]
) -> Form | None:
    """A kilometre of line: deck, rails, masts, piers down to the ground and arches between them."""
    i, j, n = key
    corner = _corner(axis, line, n)
    spots = np.zeros((LENGTH // _BAY + 1, 3), np.int64)
    spots[:, axis] = np.arange(len(spots)) * _BAY
    if solid_at(seed, corner + spots).all():  # half of them; nothing more is asked of these
        return None
    depth = np.zeros((len(spots), _DEPTH + 1, 3), np.int64)
    depth[:, :, 2] = -64 * np.arange(_DEPTH + 1)
    mass = solid_at(seed, (corner + spots[:, None] + depth).reshape(-1, 3)).reshape(len(spots), -1)
    dice = Dice(int(hash64(seed, _SALT + 2 + axis, i, j, n)))
    ground = np.where(mass.any(1), mass.argmax(1), -1)
    side, heading = 1 - axis, HEADING[axis]
    rows: list[Rows] = [
        strut(np.array([0.0, 0.0, -2.0]), heading, 0, LENGTH, 7.0, 2.0, BOX, _CONCRETE, dice.hash())
    ]
    for off, up, wide, tall, section, material, coarsest in (
        (-6.7, 0.55, 0.3, 0.55, BOX, _CONCRETE, 3), (6.7, 0.55, 0.3, 0.55, BOX, _CONCRETE, 3),
        (-3.7, 0.1, 0.09, 0.1, BOX, _STEEL, 1), (-2.2, 0.1, 0.09, 0.1, BOX, _STEEL, 1),
        (2.2, 0.1, 0.09, 0.1, BOX, _STEEL, 1), (3.7, 0.1, 0.09, 0.1, BOX, _STEEL, 1),
        (0.0, 8.2, 0.3, 0.3, HEXAGON, _STEEL, 3),
    ):  # fmt: skip
        p0 = np.array([0.0, 0.0, up])
        p0[side] = off
        rows.append(strut(p0, heading, 0, LENGTH, wide, tall, section, material, dice.hash(), 0,
                          coarsest))
    masts = np.zeros((LENGTH // 64, 3))
    masts[:, axis] = 32.0 + 64.0 * np.arange(len(masts))
    rows.append(copies(upright(np.zeros(3), 8.4, heading, 0.35, 0.35, BOX, _STEEL, 0, 0, 2), masts,
                       dice.hash()))
    for k in np.flatnonzero(ground[:-1] > 0).tolist():
        at = spots[k].astype(np.float64)
        tall = 64.0 * float(ground[k]) + 20.0
        for wide, share in ((5.0, 1.0), (6.6, 0.45)):
            foot = at + np.array([0.0, 0.0, -tall])
            rows.append(upright(foot, tall * share - 4.0, heading, wide + 1.5, wide, BOX, _CONCRETE,
                                dice.hash()))
    both = np.flatnonzero((ground[:-1] > 1) & (ground[1:] > 1))
    if len(both):
        spring = np.array([0.0, 0.0, -64.0])
        bow = arc(spring, heading, 59.5, 0, 180_000, 12, 5.0, 2.2, BOX, _DAMP, 0)
        # What the bows stand on: a block about each pier that has one at its side.
        under = spots[np.union1d(both, both + 1)].astype(np.float64)
        block = upright(spring - np.array([0.0, 0.0, 7.0]), 7.0, heading, 7.2, 8.0, BOX, _CONCRETE,
                        0)
        rows.append(copies(block, under, dice.hash()))
        mid = spots[both].astype(np.float64)
        mid[:, axis] += _BAY * 0.5
        rows.append(copies(bow, mid, dice.hash()))
        for part in (-0.36, -0.2, 0.2, 0.36):
            rise = 59.5 * float(np.sqrt(1.0 - (2.15 * part) ** 2))
            wall = mid + np.array([0.0, 0.0, -64.0 + rise])
            wall[:, axis] += part * _BAY
            post = upright(np.zeros(3), 60.0 - rise, heading, 4.4, 1.4, BOX, _DAMP, 0, 0, 3)
            rows.append(copies(post, wall, dice.hash()))
    lamps = [m + np.array([0.0, 0.0, 8.6]) for m in masts[dice.units(len(masts)) < 0.4]]
    if dice.chance(0.3):  # a train that did not get any farther
        first, track = dice.between(40.0, 500.0), dice.sign() * 2.95
        for wagon in range(4 + dice.below(6)):
            p0 = np.array([0.0, 0.0, 3.0])
            p0[axis], p0[side] = first + 25.5 * wagon, track
            rows.append(strut(p0, heading, 0, 24.0, 1.7, 1.9, BOX, _HULL, dice.hash(), 0, 3))
    return form(rows, lamps)
