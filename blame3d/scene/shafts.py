"""Shafts of light below the wells in ceilings (world.skylights), as they show in the haze.

One quad each, along the shaft's axis, with its width turned to the eye; all of a frame in one draw.
They add light that is already what the screen shows, as glows do, so exposure does not change them.
A row of three in the buffer texture:

    0       metres from the eye to the mouth; nothing
    1       the same to the foot; where on the tile of stains its streaks lie
    2       half its width, across it and the look at it, in metres; how bright
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from panda3d.core import NodePath

from blame3d.scene import geometry, pool
from blame3d.scene.draws import leaf
from blame3d.scene.eye import Eye, balls_in_sight, sides
from blame3d.scene.frame import View
from blame3d.scene.programs import Programs
from blame3d.world.skylights import TILT

_REACH_M: Final = 1500.0
"""Farther ones are not shown."""
_NEAR_M: Final = 60.0
"""An eye nearer than this to an axis sees less and less of the shaft: it is in it."""
_MOST: Final = 6
"""So many at most, those that fill most of the picture."""
_BRIGHT: Final = 0.75
_THICK_M: Final = 60.0
"""Metres of lit air that show at full strength."""


class Shafts:
    """Draws them below a node of the scene, whose depth test and blending they take."""

    def __init__(self, programs: Programs, parent: NodePath[Any], sort: int) -> None:
        self._path = leaf(geometry.strip_quad(), "shafts")
        self._path.reparent_to(parent)
        self._path.set_shader(programs.shaft)
        self._path.set_bin("fixed", sort)
        self._path.hide()
        self._buffer = pool.buffer("shafts", pool.texels(_MOST * 48), integer=False)
        self._path.set_shader_input("shafts", self._buffer)

    def set_view(self, view: View, looking: Eye) -> None:
        """Draw those of this view."""
        rows = shafts(view, looking)
        if not len(rows):
            self._path.hide()
            return
        pool.write(self._buffer, rows)
        self._path.set_instance_count(len(rows))
        self._path.show()


def shafts(view: View, looking: Eye) -> NDArray[np.float32]:
    """Rows (n, 3, 4) of the shafts that a view shows, the widest first."""
    lights = np.array(view.haze.shafts, np.float64).reshape(-1, 7)
    top = lights[:, :3] - np.array(view.position_mm) / 1000.0
    fall = np.array((TILT[0] / 16.0, TILT[1] / 16.0, 1.0))
    foot = top - lights[:, 5:6] * fall
    # The nearest point of the axis.
    way = foot - top
    share = np.clip(-(top * way).sum(1) / np.maximum((way * way).sum(1), 1.0), 0.0, 1.0)
    gap = np.sqrt(((top + way * share[:, None]) ** 2).sum(1))
    across = np.cross(way, top)
    across /= np.maximum(np.sqrt((across * across).sum(1)), 1e-6)[:, None]
    # How wide the mouth is across the look, and how deep along it.
    a, b = lights[:, 3], lights[:, 4]
    wide = np.abs(across[:, 0]) * a + np.abs(across[:, 1]) * b + 6.0
    deep = np.minimum(1.0, 4.0 * a * b / wide / _THICK_M)
    bright = _BRIGHT * deep * np.clip(gap / _NEAR_M - 0.4, 0.0, 1.0)
    bright *= np.clip(2.0 - 2.0 * gap / _REACH_M, 0.0, 1.0)
    middle = 0.5 * (top + foot)
    ball = 0.5 * np.sqrt((way * way).sum(1)) + wide
    shown = np.flatnonzero(balls_in_sight(sides(looking), middle, ball) & (bright > 0.02))
    shown = shown[np.argsort(-(wide * bright / gap.clip(1.0))[shown], kind="stable")][:_MOST]
    rows = np.zeros((len(shown), 3, 4), np.float32)
    rows[:, 0, :3], rows[:, 1, :3] = top[shown], foot[shown]
    rows[:, 1, 3] = lights[shown, 0] * 0.37 % 1.0
    rows[:, 2, :3], rows[:, 2, 3] = across[shown] * wide[shown, None], bright[shown]
    return rows
