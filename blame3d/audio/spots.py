"""Places that sound by themselves from time to time: drips, and steel that settles.

A spot is a function of the City's seed and of a lattice in space; when it sounds, of time alone.
So one can go and find the drip that one hears, and two who stand at one place hear the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from blame3d.life.cue import Cue, Kind
from blame3d.world.hash import again, chance, hash64, unit


@dataclass(frozen=True)
class Habit:
    """edge: metres of the lattice, one spot in a cell at most. chance: that there is one, by
    district; `usual` elsewhere. period: seconds from … to between two sounds of one spot."""

    kind: Kind
    edge: int
    usual: float
    chance: Mapping[str, float]
    period: tuple[float, float]


HABITS: Final = (
    Habit(Kind.DRIP, 20, 0.07, {"sump": 0.3, "pipes": 0.16, "silent": 0.0, "archive": 0.02},
          (2.3, 9.0)),
    Habit(Kind.GROAN, 160, 0.12, {"hung": 0.4, "collapse": 0.35, "foundry": 0.25, "silent": 0.0},
          (45.0, 140.0)),
)  # fmt: skip
_SALT: Final = 0xD21B


def cues(
    seed: int, ear_mm: tuple[int, int, int], district: str, before_s: float, now_s: float
) -> list[Cue]:
    """What the spots around an ear begin to sound in (before_s, now_s]."""
    return [cue for habit in HABITS for cue in _of(habit, seed, ear_mm, district, before_s, now_s)]


def _of(
    habit: Habit, seed: int, ear_mm: tuple[int, int, int], district: str, before: float, now: float
) -> list[Cue]:
    edge = habit.edge * 1000
    home = np.array([v // edge for v in ear_mm], np.int64)
    around = np.stack(np.meshgrid(*[np.arange(-1, 2)] * 3, indexing="ij"), -1).reshape(-1, 3)
    cells = home + around
    h = hash64(seed, _SALT + HABITS.index(habit), cells[:, 0], cells[:, 1], cells[:, 2])
    there = chance(h, habit.chance.get(district, habit.usual))
    shortest, longest = habit.period
    period = shortest + (longest - shortest) * unit(again(h, 1))
    # Each beat comes a little early or late, by its number.
    beat = np.floor(now / period).astype(np.int64)
    at = (beat + 0.35 * unit(hash64(seed, _SALT, h.view(np.int64), beat))) * period
    sounds = np.flatnonzero(there & (at > before) & (at <= now))
    found = []
    for i in sounds.tolist():
        place = [
            int(cells[i, a]) * edge + int(unit(again(h[i : i + 1], 2 + a))[0] * edge)
            for a in range(3)
        ]
        level = 0.4 + 0.6 * float(unit(again(h[i : i + 1], 7))[0])
        found.append(Cue(habit.kind, (place[0], place[1], place[2]), float(at[i]), level))
    return found
