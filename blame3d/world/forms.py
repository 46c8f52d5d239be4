"""What makers of great forms share: dice, and what they hand over."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from blame3d.world.hash import again, unit
from blame3d.world.members import Members, Rows, bounds, far, join
from blame3d.world.rooms import Room

F64 = NDArray[np.float64]


HEADING: Final = (-90_000, 0)
"""Heading of +x and +y, millidegrees."""


class Dice:
    """A row of independent numbers from one hash, in the order of asking."""

    def __init__(self, key: int) -> None:
        self.key = key
        self._n = 0
        self._rolls: list[float] = []

    def unit(self) -> float:
        """[0, 1)."""
        if not self._rolls:
            salts = np.arange(64, dtype=np.uint64) + np.uint64(64 * self._n)
            state = again(np.asarray(self.key, np.uint64) ^ (salts << np.uint64(20)), 11)
            self._rolls = unit(state).tolist()[::-1]
            self._n += 1
        return self._rolls.pop()

    def units(self, n: int) -> F64:
        """n numbers in [0, 1)."""
        salts = np.arange(n, dtype=np.uint64) + np.uint64(self.hash())
        return unit(again(salts, 12))

    def below(self, n: int) -> int:
        """0 … n - 1."""
        return int(self.unit() * n)

    def between(self, low: float, high: float) -> float:
        """[low, high)."""
        return low + (high - low) * self.unit()

    def chance(self, p: float) -> bool:
        return self.unit() < p

    def sign(self) -> int:
        return 1 if self.unit() < 0.5 else -1

    def hash(self) -> int:
        """A number for a member's own variation."""
        return int(self.unit() * (1 << 48))


class Form(NamedTuple):
    """members: MEMBER; lamps: (L, 3); lo, hi: bounds (3,). Metres from the lattice's corner."""

    members: Members
    lamps: F64
    lo: F64
    hi: F64


class Placed(NamedTuple):
    """A form in the world. corner: what it is measured from, whole metres; lo, hi: its bounds."""

    corner: NDArray[np.int64]
    lo: list[float]
    hi: list[float]
    form: Form

    def meets(self, low: list[int], high: list[int]) -> bool:
        """Whether its bounds touch a box of the world; ten times as fast as numpy would be."""
        (x0, y0, z0), (x1, y1, z1) = self.lo, self.hi
        return (
            x0 <= high[0] and x1 >= low[0] and y0 <= high[1] and y1 >= low[1]
            and z0 <= high[2] and z1 >= low[2]
        )  # fmt: skip


def placed(corner: NDArray[np.int64], found: Form) -> Placed:
    """A form at the corner that it is measured from."""
    return Placed(corner, (corner + found.lo).tolist(), (corner + found.hi).tolist(), found)


def far_placed(corner: NDArray[np.int64], found: Form | None) -> Placed | None:
    """The same, of what far levels draw of a form."""
    return None if found is None else placed(corner, found._replace(members=far(found.members)))


Maker = Callable[[Dice, Room, F64], Form | None]
"""Builds a form around a point of air, or finds that the room does not suit it."""


def form(members: list[Rows], lamps: list[F64] | None = None) -> Form | None:
    """Gather a form; None when nothing came of it."""
    rows = join(members)
    if not len(rows):
        return None
    lo, hi = bounds(rows)
    at = np.stack(lamps) if lamps else np.zeros((0, 3))
    return Form(rows, at, lo.min(0), hi.max(0))


def long_axis(air: Room) -> int:
    """0 or 1: the horizontal axis along which the room is longer."""
    return 0 if air.size(0) > air.size(1) else 1


def wall_of(dice: Dice, air: Room) -> tuple[int, float, float] | None:
    """A wall of the room: axis of its normal, where it stands, and the way into the room (±1)."""
    side, low = dice.below(2), dice.chance(0.5)
    for axis, at_low in ((side, low), (side, not low), (1 - side, low), (1 - side, not low)):
        if (air.closed_lo if at_low else air.closed_hi)[axis]:
            ends = air.lo if at_low else air.hi
            return axis, float(ends[axis]), 1.0 if at_low else -1.0
    return None
