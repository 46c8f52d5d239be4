"""What a stretch is made of: the mass that its passages are cut into, its floors, its stairs.

A material costs nothing, and is the first thing by which one passage is told from the next.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from blame3d.world import stretch
from blame3d.world.materials import Material

_M = Material


class Habit(NamedTuple):
    """salt: of the stretch's lot. first, made: the lots, of a hundred, from which on it is so."""

    salt: int
    first: tuple[int, ...]
    made: tuple[Material, ...]


MASS: Final = Habit(
    stretch.MASS, (0, 30, 48, 60, 70, 80, 90),
    (_M.CONCRETE, _M.CONCRETE_DAMP, _M.CONCRETE_LIME, _M.STEEL, _M.SECTION, _M.HULL,
     _M.FACTORY_WHITE),
)  # fmt: skip
INNER: Final = Habit(
    stretch.INNER, (0, 22, 40, 54, 66, 76, 88),
    (_M.CONCRETE, _M.CONCRETE_DAMP, _M.STEEL, _M.GRATING, _M.CONCRETE_LIME, _M.HULL, _M.SLUDGE),
)  # fmt: skip
AIR: Final = Habit(
    stretch.AIR, (0, 38, 60, 80, 90),
    (_M.CONCRETE, _M.CONCRETE_DAMP, _M.STEEL, _M.CONCRETE_LIME, _M.GRATING),
)  # fmt: skip
LINED: Final = Habit(
    stretch.LINED, (0, 26, 42, 58, 70, 80, 90),
    (_M.CONCRETE, _M.CONCRETE_DAMP, _M.HULL, _M.CONCRETE_LIME, _M.RUST, _M.FACTORY_WHITE,
     _M.STEEL),
)  # fmt: skip
STEPS: Final = Habit(
    stretch.STEPS, (0, 34, 54, 72, 86),
    (_M.CONCRETE, _M.STEEL, _M.GRATING, _M.HULL, _M.CONCRETE_LIME),
)  # fmt: skip
BANISTERS: Final = Habit(
    stretch.BANISTERS, (0, 44, 64, 82), (_M.STEEL, _M.RUST, _M.CONCRETE_LIME, _M.HULL)
)
LANDINGS: Final = Habit(
    stretch.LANDINGS, (0, 40, 62, 82), (_M.GRATING, _M.STEEL, _M.CONCRETE, _M.HULL)
)
SPINES: Final = Habit(
    stretch.SPINES, (0, 40, 64, 84), (_M.CONCRETE, _M.CONCRETE_DAMP, _M.HULL, _M.STEEL)
)
"""Mass about passages; floors of passages and rooms; floors of ways through the air; what stands
out of passages' walls; of stairs the flights, banisters, landings, and walls between the lanes."""


def of(seed: int, origin: NDArray[np.int64], at: NDArray[np.float64],
       habit: Habit) -> NDArray[np.int64]:
    """Materials (N,) at points (N, 3), metres from `origin`."""
    lot = stretch.habit(seed, origin, at, habit.salt)
    made = np.array([int(m) for m in habit.made])
    return np.asarray(made[np.searchsorted(habit.first, lot, "right") - 1], np.int64)
