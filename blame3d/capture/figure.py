"""Somebody standing there: the wanderer, for scale, with his back to us and his shadow below."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.capture.points import STEP_PX, on_floors, points_of
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
_TRIED: Final = 12
"""Places that are tried until one has room."""
_SIDE: Final = 0.8
"""Share of the half frame beyond which nobody is placed, nor anybody's head."""
_ACROSS_M: Final = (-0.2, 0.2)
"""Where on a figure it is asked whether something stands before it."""
_TALL: Final = 7.0
"""A frame is so many figures high, where the City allows it."""


def standing(world: World, view: View, metres: F64) -> F64 | None:
    """Where a figure would stand in sight, its foot (3,) in metres of the world.

    metres: distance of what each pixel shows (h, w). None when no floor in sight will do.
    """
    look = eye(view)
    at = np.array(view.position_mm, np.float64) / 1000.0
    rel = points_of(view, metres)[STEP_PX // 2 :: STEP_PX, STEP_PX // 2 :: STEP_PX]
    rel = rel[on_floors(world, rel, at)]
    far = np.sqrt((rel**2).sum(1))
    ahead = np.maximum(rel @ look.forward, 1e-6)
    aside = np.abs(rel @ look.right) / ahead * look.focal[0]
    head = (rel @ look.above + HEIGHT_M) / ahead * look.focal[1]
    # As large as usual, rather smaller than larger, a third of the frame from its middle.
    off = np.abs(np.log2(far / away(view))) + np.abs(aside - 1.0 / 3.0)
    off += 9.0 * ((aside > _SIDE) | (head > _SIDE))
    for n in np.argsort(off, kind="stable")[:_TRIED].tolist():
        foot = _floor(world, at + rel[n])
        if foot is not None and seen(look, foot - at, metres):
            return foot
    return None


def away(view: View) -> float:
    """Metres at which a figure is as large in a view as usual."""
    return HEIGHT_M * _TALL * eye(view).focal[1] / 2.0


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


def _floor(world: World, near: F64) -> F64 | None:
    """The floor (3,) under a point near it, metres of the world; None where nobody could stand."""
    at = near + (0.0, 0.0, 2.2)
    cell = tuple(int(v) for v in np.floor(at / CELL))
    local = at - np.array(cell) * float(CELL)
    found = cast(
        colliders(world, (cell[0], cell[1], cell[2])),
        (local[0], local[1], local[2]), (0.0, 0.0, -1.0), 6.0,
    )  # fmt: skip
    if found is None or found.distance < 1.9 or found.normal[2] < 0.9:
        return None  # no floor, in a solid, or no room to stand
    return np.asarray(at - (0.0, 0.0, found.distance))


def seen(look: Eye, foot: F64, metres: F64) -> bool:
    """Whether nothing stands before a figure whose foot is so far from the eye, metres (3,)."""
    return all(
        _clear(look, foot + look.right * x + (0.0, 0.0, z), metres)
        for x in _ACROSS_M for z in (0.3, 1.0, 1.7)
    )  # fmt: skip


def _clear(look: Eye, rel: F64, metres: F64) -> bool:
    """Whether a point, metres from the eye, is in the frame and nothing stands before it."""
    w = float(rel @ look.forward)
    if w <= 0.5:
        return False
    height, width = metres.shape
    x = (float(rel @ look.right) / w * look.focal[0] + 1.0) * 0.5 * width
    y = (1.0 - float(rel @ look.above) / w * look.focal[1]) * 0.5 * height
    inside = 4 <= x < width - 4 and 4 <= y < height - 4
    return inside and bool(metres[int(y), int(x)] > np.sqrt(float(rel @ rel)) - 0.3)
