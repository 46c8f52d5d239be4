"""The way from a sound to the ear: how late, how loud, how dull.

Loudness falls with distance as on a sphere. What air takes besides grows with frequency: the
curve follows ISO 9613-1 at 20 °C and 50 % humidity (5 dB a kilometre at 1 kHz, 33 at 4 kHz), three
times over, for the City's air is full of dust and its edges scatter. A loud sound is therefore made
in three renditions, near, far and very far, and the nearest one is played.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from blame3d.audio.synth import F64, Curve

SPEED: Final = 343.0
"""Metres a second."""

RENDITIONS: Final = (0.0, 250.0, 1200.0)
"""Metres of air through which the renditions of a loud sound are heard."""

_DUST: Final = 3.0


def delay(metres: float) -> float:
    """Seconds that sound takes."""
    return metres / SPEED


def spread(metres: float) -> float:
    """Factor on what is heard at one metre; 1 nearer than that."""
    return 1.0 / max(1.0, metres)


def absorption(metres: float) -> Curve:
    """What so much air leaves of each frequency."""

    def curve(f: F64) -> F64:
        db = 5.0e-3 * _DUST * metres * (np.maximum(f, 1.0) / 1000.0) ** 1.36
        return 10.0 ** (-db / 20.0)

    return curve


def rendition(metres: float) -> int:
    """Index of RENDITIONS nearest in what air takes."""
    if metres < 0.5 * RENDITIONS[1]:
        return 0
    return 1 if metres < 0.5 * (RENDITIONS[1] + RENDITIONS[2]) else 2
