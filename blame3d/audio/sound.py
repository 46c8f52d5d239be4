"""A sound as samples, and as the bytes of a WAV file."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

F32 = NDArray[np.float32]

RATE: Final = 32_000
"""Samples a second of what is struck or shrill, and"""

BED_RATE: Final = 16_000
"""of beds and tails, which hold nothing above 7 kHz."""

PEAK: Final = 0.89
"""Largest sample (-1 dB)."""

LOOP_RMS: Final = 0.126
"""Loudness (-18 dB) of loops, so that one level in the catalogue means one loudness."""


@dataclass(frozen=True, eq=False)
class Sound:
    """samples: float32 (n,), mono, -1 … 1. rate: per second. loops: its end joins its begin."""

    samples: F32
    rate: int
    loops: bool = False

    @property
    def seconds(self) -> float:
        return len(self.samples) / self.rate


def scaled(samples: NDArray[np.floating], rate: int, loops: bool = False) -> Sound:
    """What is struck with its largest sample at PEAK; a loop at LOOP_RMS and without a constant
    part, which what is struck may have: shifted, it would not begin at rest."""
    x = np.asarray(samples, np.float64)
    if loops:
        x = x - x.mean()
    factor = PEAK / max(1e-12, float(np.abs(x).max()))
    if loops:
        factor = min(factor, LOOP_RMS / float(np.sqrt(np.mean(x * x))))
    return Sound((x * factor).astype(np.float32), rate, loops)


def rms_db(samples: NDArray[np.floating]) -> float:
    """Root mean square in dB against full scale; -200 for silence."""
    mean = float(np.mean(np.square(np.asarray(samples, np.float64)))) if len(samples) else 0.0
    return float(10.0 * np.log10(max(mean, 1e-20)))


def gain(db: float) -> float:
    """The factor of so many decibels."""
    return float(10.0 ** (db / 20.0))


def wav(samples: NDArray[np.floating], rate: int) -> bytes:
    """16-bit PCM. samples: (n,) or (n, channels), -1 … 1; what lies outside is cut."""
    x = np.asarray(samples)
    channels = 1 if x.ndim == 1 else x.shape[1]
    data = np.round(np.clip(x, -1.0, 1.0) * 32767.0).astype("<i2").tobytes()
    head = struct.pack(
        "<4sI4s4sIHHIIHH4sI", b"RIFF", 36 + len(data), b"WAVE", b"fmt ", 16, 1, channels, rate,
        rate * channels * 2, channels * 2, 16, b"data", len(data),
    )  # fmt: skip
    return head + data
