"""Somebody standing there: the wanderer, for scale, with his back to us and his shadow below."""

from __future__ import annotations

from dataclasses import replace
from math import cos, radians, sin
from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.cast.actor import Actor
from blame3d.cast.feet import standing as standing_feet
from blame3d.cast.gait import Bearing, manner
from blame3d.cast.model import load
from blame3d.cast.pose import pose
from blame3d.player.rays import cast
from blame3d.scene.eye import Eye, eye
from blame3d.scene.frame import View
from blame3d.world.chunk import CELL
from blame3d.world.generate import colliders
from blame3d.world.types import World

F64 = NDArray[np.float64]

HEIGHT_M: Final = 1.88
_SHARES: Final = (1.0, 1.4, 0.75, 2.0, 0.5, 3.0)
_ASIDE: Final = (0.0, 0.12, -0.12, 0.24, -0.24, 0.34, -0.34)
"""Of the horizontal field."""
_TALL: Final = 7.0
"""A frame is so many figures high, where the City allows it."""


def standing(world: World, view: View, metres: F64) -> F64 | None:
    """Where a figure would stand in sight, its foot (3,) in metres of the world.

    metres: distance of what each pixel shows (h, w). None when no floor in sight will do.
    """
    look = eye(view)
    usual = HEIGHT_M * _TALL * look.focal[1] / 2.0
    for share in _SHARES:
        for aside in _ASIDE:
            away = usual * share
            heading = radians(view.h + aside * view.fov_h)
            step = np.array([-sin(heading) * away, cos(heading) * away])
            foot = _floor(world, view.position_mm, step)
            if foot is None:
                continue
            rel = foot - np.array(view.position_mm, np.float64) / 1000.0
            if all(_seen(look, rel + (0.0, 0.0, z), metres) for z in (0.3, 1.0, 1.7)):
                return foot
    return None


def with_figure(view: View, foot: F64) -> View:
    """The view with the figure standing at `foot`, metres of the world, turned as the view is."""
    x, y, z = (round(float(v) * 1000.0) for v in foot)
    feet = standing_feet(view.h, lambda x, y: 0.0)
    bearing = Bearing(view.h, (view.h, 0.0), manner(0.0))
    joints = pose(load("killy"), feet.left.foot, feet.right.foot, bearing)
    spot = load("shadow").rest
    spot[:, 2, 3] += 0.004
    actors = (Actor("shadow", (x, y, z), spot), Actor("killy", (x, y, z), joints, 0.0))
    return replace(view, actors=(*view.actors, *actors))


def _floor(world: World, eye_mm: tuple[int, int, int], step: F64) -> F64 | None:
    """The floor (3,) in metres below the eye's level at a step (2,) from it."""
    x, y, z = (v / 1000.0 for v in eye_mm)
    at = np.array([x + step[0], y + step[1], z + 1.0])
    for down in range(3):
        cell = tuple(int(v) for v in np.floor((at - (0, 0, down * 4.0)) / CELL))
        corner = np.array(cell) * float(CELL)
        local = at - corner
        found = cast(
            colliders(world, (cell[0], cell[1], cell[2])),
            (local[0], local[1], local[2]), (0.0, 0.0, -1.0), 14.0,
        )  # fmt: skip
        if found is not None:
            if found.distance < 1.9 or found.normal[2] < 0.9:
                return None  # in a solid, or no room to stand
            return at - (0.0, 0.0, found.distance)
    return None


def _seen(look: Eye, rel: F64, metres: F64) -> bool:
    """Whether nothing stands before a point, metres from the eye."""
    w = float(rel @ look.forward)
    if w <= 0.5:
        return False
    height, width = metres.shape
    x = (float(rel @ look.right) / w * look.focal[0] + 1.0) * 0.5 * width
    y = (1.0 - float(rel @ look.above) / w * look.focal[1]) * 0.5 * height
    inside = 4 <= x < width - 4 and 4 <= y < height - 4
    return inside and bool(metres[int(y), int(x)] > np.sqrt(float(rel @ rel)) - 0.3)
