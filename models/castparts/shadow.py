"""A soft dark spot on the floor, one metre across; its joint's scale makes it any size."""

from __future__ import annotations

from castparts.discs import disc
from castparts.solids import Figure, Joint

NAME = "shadow"
LEVELS = ((20, 60.0), (8, 0.0))
JOINTS = (Joint("spot", "", (0.0, 0.0, 0.0)),)
_RINGS = 7
COLOURS = {
    f"{i}": (*[round(1.0 - 0.78 * (1.0 - (i / _RINGS) ** 2) ** 2, 4)] * 3, 2.0)
    for i in range(_RINGS + 1)
}


def build(detail: int) -> Figure:
    f = Figure(JOINTS, COLOURS, detail)
    disc(f, [0.5 * i / _RINGS for i in range(_RINGS + 1)], range(_RINGS + 1))
    return f
