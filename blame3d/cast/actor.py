"""Something that moves, as one frame sees it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Key:
    """The one light on all actors of a frame, in place of what is baked where they stand.

    way: unit vector towards it, world axes. sky, lamp: how much cold and warm light comes from
    there, roots as the City bakes them (1: all of an opening). shade: share of it that the sides
    have which do not face it.
    """

    way: tuple[float, float, float]
    sky: float = 0.8
    lamp: float = 0.0
    shade: float = 0.12


@dataclass(frozen=True, eq=False)
class Actor:
    """A model in a pose at a place.

    model: its name in the cast (`cast.model`). position_mm: integer millimetres of the world, where
    the model's origin stands. joints: (J, 3, 4) float32, one row-major affine matrix a joint, from
    the joint's own space of the model file to metres around `position_mm`, world axes (Z up).
    glow: factor on what the model emits itself. own: whether it is the body that the eye is in
    (its head is left out). rim: 0 … 1, light along its outline on the side that most light comes
    from, so that it is found in the dark.
    """

    model: str
    position_mm: tuple[int, int, int]
    joints: NDArray[np.float32]
    glow: float = 1.0
    own: bool = False
    rim: float = 0.0
