"""How fast and how busy this machine is, in the same breath as what is measured on it."""

from __future__ import annotations

import os
import time
from typing import Final

import numpy as np

_BLOCK: Final = 1 << 22


def load() -> float | None:
    """The load average of the last minute; None where there is none."""
    return round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None


def kernels() -> tuple[float, float]:
    """(GB/s of np.copyto on 32 MB, ms of a fixed row of small uint64 operations)."""
    source, target = np.ones(_BLOCK), np.zeros(_BLOCK)
    begin = time.perf_counter()
    np.copyto(target, source)
    rate = 2 * source.nbytes / (time.perf_counter() - begin) / 1e9
    keys = np.arange(4096, dtype=np.uint64)
    begin = time.perf_counter()
    for shift in range(1, 33):
        keys = (keys ^ (keys >> np.uint64(shift))) * np.uint64(0xBF58476D1CE4E5B9)
    return rate, (time.perf_counter() - begin) * 1000.0
