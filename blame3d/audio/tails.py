"""How a room answers: what is left of a short sound when it has met every wall.

A tail is the response of a diffuse room to an impulse: noise that dies by 60 dB in the time of
reverberation, sooner at high frequencies (air and porous concrete take those), after a rise as
long as the first way to a wall. Everything that calls for one here is short, so a tail played
beside it stands for the convolution, at a loudness that follows from the room: the diffuse field
of a source that gives 1 at one metre has the energy 16 π / A, with A the absorbing area in m²
(Kuttruff, Room Acoustics, ch. 5). Taken as it is, that drowns a step in a passage and is lost in a
hollow, where one listens for it; so the range between is narrowed, by the power 0.8.
"""

from __future__ import annotations

from math import log, pi, sqrt
from typing import Final

import numpy as np

from blame3d.audio.sound import BED_RATE, Sound, scaled
from blame3d.audio.synth import F64, band, faded, loop

TIMES: Final = (0.4, 0.9, 2.0, 4.5, 8.5, 14.0)
"""Seconds of reverberation, from a passage to a hollow."""

COLOURS: Final = {
    # dB of the octaves from 63 Hz to 4 kHz in a boot or a stone, something hard, a blast
    "dull": (0.0, -1.0, -4.0, -9.0, -14.0, -20.0, -28.0),
    "hard": (-22.0, -14.0, -8.0, -3.0, 0.0, -1.0, -4.0),
    "great": (3.0, 0.0, -5.0, -10.0, -15.0, -22.0, -30.0),
}
_OCTAVES: Final = (63.0, 125.0, 250.0, 500.0, 1000.0, 2000.0, 4000.0)
_STRETCH: Final = (1.15, 1.1, 1.0, 0.92, 0.8, 0.6, 0.38)
"""Time of an octave as a share of the room's."""
_AIR_S: Final = (60.0, 40.0, 30.0, 20.0, 13.0, 6.0, 2.2)
"""No octave lasts longer than this: then the air alone has taken it."""

_ONSET_S: Final = 0.35


def tails(seed: int, seconds: float) -> dict[str, Sound]:
    """The tails of a room, one a colour; their noise is shared."""
    n = int(BED_RATE * min(seconds * 1.05, 13.0))
    t = np.arange(n) / BED_RATE
    rise = np.minimum(1.0, t / (0.01 * seconds**0.8 + 0.003))
    octaves: list[F64] = []
    for k, hz in enumerate(_OCTAVES):
        lasts = 1.0 / (1.0 / (seconds * _STRETCH[k]) + 1.0 / _AIR_S[k])
        noise = loop(seed + k, n, BED_RATE, band(hz / sqrt(2.0), hz * sqrt(2.0), 3.0))
        octaves.append(noise * np.exp(-log(1000.0) * t / lasts))
    made = {}
    for colour, levels in COLOURS.items():
        x = np.zeros(n)
        for octave, db in zip(octaves, levels, strict=True):
            x += octave * 10.0 ** (db / 20.0)
        made[colour] = scaled(faded(x * rise, BED_RATE, 0.25 * seconds), BED_RATE)
    return made


def nearest(seconds: float) -> int:
    """Index of TIMES whose logarithm is nearest."""
    return min(range(len(TIMES)), key=lambda i: abs(log(TIMES[i] / max(0.05, seconds))))


def wetness(area: float) -> float:
    """Amplitude of the diffuse field of a source that gives 1 at one metre; area in m²."""
    return float(0.55 * (16.0 * pi / max(1.0, area)) ** 0.4)


def energy(sound: Sound, seconds: float = _ONSET_S) -> float:
    """Integral of the square over the first seconds: of a sound what a tail has to answer (what
    goes on for long answers for itself), of a tail, taken whole, what it answers with."""
    x = sound.samples[: int(seconds * sound.rate)].astype(np.float64)
    return float(np.sum(x * x)) / sound.rate
