"""Smooth chance in time: what a shoulder does to a camera, and dust to a lamp."""

from __future__ import annotations

import math
from functools import lru_cache

from blame3d.world.hash import hash64

_SALT = 0x7F11


@lru_cache(maxsize=4096)
def chance(seed: int, *which: int) -> float:
    """0 … 1 for a number or several."""
    return float(int(hash64(seed, _SALT, *which)) >> 11) / float(1 << 53)


def wobble(seed: int, t: float, hertz: float) -> float:
    """-1 … 1, with a bend for each step of 1 / hertz seconds; its slope has no corners."""
    x = t * hertz
    i = math.floor(x)
    u = x - i
    k = u * u * u * (u * (u * 6.0 - 15.0) + 10.0)
    a, b = chance(seed, i), chance(seed, i + 1)
    return 2.0 * (a + (b - a) * k) - 1.0
