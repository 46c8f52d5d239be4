"""Tracks: values that change in time, from key to key."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

F64 = NDArray[np.float64]
Ease = Callable[[float], float]
"""0 … 1 to 0 … 1: how one gets from a key to the next."""


def linear(x: float) -> float:
    return x


def smooth(x: float) -> float:
    """Starts and ends at rest."""
    return x * x * (3.0 - 2.0 * x)


def rush(x: float) -> float:
    """Starts at rest."""
    return x * x


def settle(x: float) -> float:
    """Ends at rest."""
    return x * (2.0 - x)


def hold(x: float) -> float:
    """Stays until the next key."""
    return 0.0 if x < 1.0 else 1.0


def ramp(t: float, begin: float, end: float, ease: Ease = smooth) -> float:
    """0 before `begin`, 1 after `end`, eased between."""
    if t <= begin:
        return 0.0
    return 1.0 if t >= end else ease((t - begin) / (end - begin))


def bump(t: float, begin: float, peak: float, end: float) -> float:
    """0, up to 1 at `peak`, and 0 again."""
    return ramp(t, begin, peak) * (1.0 - ramp(t, peak, end))


def turned(a: float, b: float, k: float) -> float:
    """From heading a to b (degrees) by a share k, the short way; in [-180, 180)."""
    return (a + ((b - a + 180.0) % 360.0 - 180.0) * k + 180.0) % 360.0 - 180.0


@dataclass(frozen=True)
class Key:
    """At t seconds the values are these; ease leads on to the next key."""

    t: float
    value: tuple[float, ...]
    ease: Ease = smooth


@dataclass(frozen=True)
class Track:
    """Keys in order of time; before the first and after the last the value stays.

    Raises ValueError for keys out of order, of unequal length, or that are no finite numbers.
    """

    keys: tuple[Key, ...]

    def __post_init__(self) -> None:
        times = [key.t for key in self.keys]
        if not times or any(b <= a for a, b in pairwise(times)):
            raise ValueError("The keys of a track stand in order of time, and there is one.")
        if len({len(key.value) for key in self.keys}) != 1:
            raise ValueError("The keys of a track hold as many values each.")
        if not all(math.isfinite(v) for key in self.keys for v in (key.t, *key.value)):
            raise ValueError("The keys of a track are finite numbers.")

    def at(self, t: float) -> F64:
        """Values (n,) at a time."""
        row = bisect_right([key.t for key in self.keys], t)
        if row == 0 or row == len(self.keys):
            return np.array(self.keys[max(0, row - 1)].value, np.float64)
        a, b = self.keys[row - 1], self.keys[row]
        k = a.ease((t - a.t) / (b.t - a.t))
        begin = np.array(a.value, np.float64)
        return np.asarray(begin + (np.array(b.value) - begin) * k, np.float64)

    def value(self, t: float) -> float:
        """The first value at a time."""
        return float(self.at(t)[0])


def track(*keys: tuple[float, float | Sequence[float]], ease: Ease = smooth) -> Track:
    """A track of (t, value or values) with one kind of easing."""
    rows = []
    for t, value in keys:
        values = (value,) if isinstance(value, int | float) else value
        rows.append(Key(float(t), tuple(float(v) for v in values), ease))
    return Track(tuple(rows))
