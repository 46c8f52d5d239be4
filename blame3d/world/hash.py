"""Counter-based randomness: the only source of chance in the City.

A value is a function of (seed, salt, integers…), computed in uint64 numpy with wrapping
multiplication, so it is the same in any order, any process and on any CPU. The mixer is the
64-bit finaliser published as "SplitMix64" (Steele, Lea, Flood 2014), chained over the keys.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

U64 = NDArray[np.uint64]

_MASK: Final = (1 << 64) - 1
_STEP: Final = 0x9E3779B97F4A7C15
_GOLDEN = np.uint64(_STEP)
_M1 = np.uint64(0xBF58476D1CE4E5B9)
_M2 = np.uint64(0x94D049BB133111EB)
_S30, _S27, _S31, _S11, _S32 = (np.uint64(n) for n in (30, 27, 31, 11, 32))
_INV53 = 1.0 / 9007199254740992.0


def _mix(z: U64) -> U64:
    """Mix an array, or a numpy number."""
    z = (z ^ (z >> _S30)) * _M1
    z = (z ^ (z >> _S27)) * _M2
    return z ^ (z >> _S31)


def _mix_one(z: int) -> int:
    """Mix a number below 2**64: Python's own are ten times as fast as numpy's, one by one."""
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 & _MASK
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB & _MASK
    return z ^ (z >> 31)


@lru_cache(maxsize=1024)
def _start(seed: int, salt: int) -> int:
    """The state before the keys."""
    return _mix_one(_mix_one(seed + _STEP & _MASK) ^ (salt * 0xBF58476D1CE4E5B9 & _MASK))


@lru_cache(maxsize=256)
def _step(salt: int) -> np.uint64:
    return np.uint64((2 * salt + 1) * _STEP & _MASK)


def hash64(seed: int, salt: int, *keys: int | ArrayLike) -> U64:
    """Hash integers to uint64.

    seed: 0 … 2**64-1. salt: a small constant that names the use. keys: broadcastable integer
    arrays (any sign, int64 range). Returns uint64 of the broadcast shape (0-d for scalars).
    """
    one, single = _start(seed & _MASK, salt), 0
    for key in keys:
        if not isinstance(key, int):
            break
        one = _mix_one((one + _STEP & _MASK) ^ _mix_one(key + _STEP & _MASK))
        single += 1
    state: U64 = np.asarray(one, np.uint64)
    if single == len(keys):
        return state
    with np.errstate(over="ignore"):
        for key in keys[single:]:
            if isinstance(key, int):
                mixed: U64 | np.uint64 = np.uint64(_mix_one(key + _STEP & _MASK))
            else:
                mixed = _mix(np.asarray(key, np.int64).view(np.uint64) + _GOLDEN)
            state = _mix((state + _GOLDEN) ^ mixed)
    return state


def unit(h: U64) -> NDArray[np.float64]:
    """Map hashes to float64 in [0, 1) with 53 bits."""
    return (h >> _S11).astype(np.float64) * _INV53


def below(h: U64, n: ArrayLike) -> NDArray[np.int64]:
    """Map hashes to int64 in [0, n), n < 2**31 (multiply-shift, no modulo bias worth naming)."""
    return (((h >> _S32) * np.asarray(n).astype(np.uint64)) >> _S32).astype(np.int64)


def chance(h: U64, p: ArrayLike) -> NDArray[np.bool_]:
    """True with probability p (scalar or broadcastable array)."""
    return np.asarray(unit(h) < np.asarray(p))


def again(h: U64, salt: int) -> U64:
    """Derive an independent hash from a hash."""
    if h.ndim:  # numpy minds the wrapping of single numbers only
        return _mix(h + _step(salt))
    return np.asarray(_mix_one(int(h) + int(_step(salt)) & _MASK), np.uint64)


def rolls(h: U64, n: int) -> NDArray[np.float64]:
    """n independent numbers in [0, 1) for each hash: (n, len(h)), in one pass."""
    salts = (np.arange(n, dtype=np.uint64) * np.uint64(2) + np.uint64(1))[:, None]
    with np.errstate(over="ignore"):
        return unit(_mix(h[None, :] + _GOLDEN * salts))


def hash_at(seed: int, salt: int, origin: NDArray[np.int64], at: NDArray[np.float64]) -> U64:
    """Hashes of world positions in half metres: the same from whichever cell looks.

    at: (N, 3) metres from `origin`.
    """
    p = np.floor(at * 2.0 + 0.5).astype(np.int64) + 2 * origin
    return hash64(seed, salt, p[:, 0], p[:, 1], p[:, 2])
