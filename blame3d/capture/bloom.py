"""Bloom of a still: what burns spills over its edges, as in any lens. Pure numpy.

Only what is brighter than any haze spills, so lamps and openings do and pale air does not; a
picture that is white all over has nothing to spill on.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

F32 = NDArray[np.float32]

_FROM: Final = 206.0
"""Value of a channel from which it spills."""
_SPREAD: Final = ((1 / 160, 0.50), (1 / 48, 0.30), (1 / 14, 0.16))
"""Radii as shares of the picture's width, and how strong."""
_WHITE: Final = 110.0
"""Mean of a picture at which nothing spills any more."""


def bloomed(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The picture (h, w, 3) with light spilling from what is brightest."""
    light = picture.astype(np.float32)
    share = 1.0 - float(light.mean()) / _WHITE
    burning = np.maximum(light - _FROM, 0.0) * (255.0 / (255.0 - _FROM))
    if share <= 0.0 or not burning.any():
        return picture
    spill = np.zeros_like(light)
    for radius, strength in _SPREAD:
        r = max(1, round(radius * picture.shape[1]))
        soft = burning
        for _ in range(4):
            soft = _blurred(soft, r)
        spill += soft * np.float32(strength * share)
    # "Screen": never past white.
    left = (255.0 - light) * (1.0 - np.minimum(spill, 255.0) / 255.0)
    return np.asarray(255.5 - left, np.uint8)


def _blurred(field: F32, radius: int) -> F32:
    """Means over 2·radius + 1 rows (h, w, 3), black beyond the edges, with the two axes exchanged:
    twice, it is blurred along both. Rows are summed one by one, which is the quickest way."""
    n, width = len(field), 2 * radius + 1
    total = np.zeros((n + width, *field.shape[1:]), np.float32)
    for row in range(n):
        np.add(total[radius + row], field[row], out=total[radius + row + 1])
    total[radius + n + 1 :] = total[radius + n]
    mean = (total[width:] - total[:n]) / np.float32(width)
    return np.ascontiguousarray(mean.swapaxes(0, 1))
