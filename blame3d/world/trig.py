"""Sine and cosine of integer millidegrees, the same bits on every machine.

numpy's and libm's functions differ between CPUs and versions, so the quarter wave is a table of
901 integers (0.1° apart, 30 fractional bits) that Python's own integers compute from the Taylor
series, and values in between are interpolated linearly. Error below 4e-7: 3 cm at the far end of
a beam of 70 km.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

TURN: Final = 360_000
"""Millidegrees in a full turn."""

_STEP: Final = 100
_BITS: Final = 30
_PI: Final = 3_141_592_653_589_793_238_462_643_383_279
"""π · 10**30, rounded down."""


@lru_cache(maxsize=1)
def quarter_wave() -> tuple[int, ...]:
    """Return 2**30 · sin(n · 0.1°) for n = 0 … 900, rounded to nearest."""
    one = 1 << 100
    out = []
    for n in range(901):
        x = one * _PI * n // (1800 * 10**30)
        term, total, k = x, x, 1
        while term:
            term = term * x // one * x // one // ((k + 1) * (k + 2))
            k += 2
            total += -term if k & 2 else term
        out.append((total + (1 << 69)) >> 70)
    return tuple(out)


def sin_fixed(mdeg: int) -> int:
    """Sine times 2**30 · 100 of any integer angle in millidegrees: an exact integer."""
    table = quarter_wave()
    angle = mdeg % TURN
    sign = 1
    if angle >= TURN // 2:
        angle, sign = angle - TURN // 2, -1
    if angle > TURN // 4:
        angle = TURN // 2 - angle
    n, rest = divmod(angle, _STEP)
    after = table[min(n + 1, 900)]
    return sign * (table[n] * (_STEP - rest) + after * rest)


def sin(mdeg: int) -> float:
    """Sine of an integer angle in millidegrees."""
    return sin_fixed(mdeg) / (_STEP << _BITS)


def cos(mdeg: int) -> float:
    """Cosine of an integer angle in millidegrees."""
    return sin_fixed(mdeg + TURN // 4) / (_STEP << _BITS)


def direction(h_mdeg: int, p_mdeg: int) -> NDArray[np.float64]:
    """Unit vector (3,) of a heading and pitch: 0, 0 is +y; heading grows counter-clockwise seen
    from above, pitch upwards."""
    level = cos(p_mdeg)
    x, y, z = -sin(h_mdeg) * level, cos(h_mdeg) * level, sin(p_mdeg)
    length = float(np.sqrt(x * x + y * y + z * z))
    return np.array([x / length, y / length, z / length])


@lru_cache(maxsize=1)
def _wave() -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The whole wave, 0.1° apart, and the rise from each of its values to the next."""
    up = np.array(quarter_wave(), np.int64)
    half = np.concatenate([up, up[-2:0:-1]])
    wave = np.concatenate([half, -half])
    return wave * _STEP, np.roll(wave, -1) - wave


def sines(mdeg: ArrayLike) -> NDArray[np.float64]:
    """`sin` of an array of integer angles, to the same bits."""
    n, rest = np.divmod(np.asarray(mdeg, np.int64) % TURN, _STEP)
    wave, rise = _wave()
    return np.asarray((wave[n] + rise[n] * rest) / float(_STEP << _BITS), np.float64)


def directions(h_mdeg: ArrayLike, p_mdeg: ArrayLike) -> NDArray[np.float64]:
    """`direction` of arrays of angles: (N,), or one of them and one angle, to (N, 3)."""
    angles = np.empty((2, 2, *np.broadcast(h_mdeg, p_mdeg).shape), np.int64)
    angles[0], angles[1] = h_mdeg, p_mdeg
    angles[:, 1] += TURN // 4
    (across, along), (up, level) = sines(angles)
    out = np.stack([-across * level, along * level, up], -1)
    return np.asarray(out / np.sqrt((out * out).sum(-1))[..., None], np.float64)
