"""The table from which shaders turn parts, whose turns are counted in 65536ths."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

_TURNS: Final = 65536


def turns() -> NDArray[np.float32]:
    """Cosine and sine of i/65536 of a turn, float32 (65536, 4); exact at right angles."""
    angle = np.arange(_TURNS) * (2.0 * np.pi / _TURNS)
    rows = np.zeros((_TURNS, 4), np.float32)
    rows[:, 0], rows[:, 1] = np.cos(angle), np.sin(angle)
    quarter = np.arange(4) * (_TURNS // 4)
    rows[quarter, :2] = [(1, 0), (0, 1), (-1, 0), (0, -1)]
    return rows
