"""Somebody standing there: a figure for scale, as parts of the chunk it stands in."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace
from math import cos, radians, sin
from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.player.rays import cast
from blame3d.scene.eye import Eye, eye
from blame3d.scene.frame import View
from blame3d.world.chunk import CELL, Chunk, Key, edge
from blame3d.world.emit import HEX_BATCH, box_parts, importance
from blame3d.world.generate import colliders, generate
from blame3d.world.materials import Material
from blame3d.world.types import World

F64 = NDArray[np.float64]

HEIGHT_M: Final = 1.75
_BODY: Final = (
    # x y z of the low and the high corner, metres from between the feet; all but the last three
    # are rounded
    (-0.15, -0.09, 0.00, -0.02, 0.11, 0.86), (0.02, -0.09, 0.00, 0.15, 0.11, 0.86),
    (-0.17, -0.11, 0.80, 0.17, 0.11, 1.20), (-0.20, -0.12, 1.10, 0.20, 0.12, 1.44),
    (-0.25, -0.07, 0.78, -0.16, 0.07, 1.40), (0.16, -0.07, 0.78, 0.25, 0.07, 1.40),
    (-0.085, -0.10, 1.50, 0.085, 0.10, 1.75), (-0.055, -0.055, 1.40, 0.055, 0.055, 1.54),
    (-0.18, -0.15, 0.46, 0.18, -0.10, 0.90), (-0.19, -0.14, 0.86, 0.19, -0.09, 1.38),
    (-0.22, -0.06, 1.36, 0.22, 0.06, 1.43),
)  # fmt: skip
_SQUARE: Final = 3
_SHARES: Final = (1.0, 1.4, 0.75, 2.0, 0.5, 3.0)
_ASIDE: Final = (0.0, 0.12, -0.12, 0.24, -0.24, 0.34, -0.34)
"""Of the horizontal field."""
_LEVELS: Final = 7
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


def with_figure(world: World, foot: F64, shown: Container[Key]) -> Chunk:
    """The chunk among those shown in which the foot stands, and the figure with it."""
    for level in range(_LEVELS):
        x, y, z = (int(v) for v in np.floor(foot / edge(level)))
        if (level, (x, y, z)) in shown:
            break
    chunk = generate(world, level, (x, y, z))
    body = np.array(_BODY) + np.tile(foot - np.array([x, y, z]) * float(edge(level)), 2)
    rows = box_parts(body[:, :3], body[:, 3:], int(Material.RUBBER), 128)
    rows["batch"][:-_SQUARE] = HEX_BATCH
    parts = np.concatenate([chunk.parts, rows])
    return replace(chunk, parts=parts[np.argsort(-importance(parts), kind="stable")])


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
