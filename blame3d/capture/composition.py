"""Seven checks of a picture's composition, by what stands in the City where it was taken."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from blame3d.capture.measures import light_at_third, luma
from blame3d.capture.points import STEP_PX, on_floors, points_of
from blame3d.scene.frame import View
from blame3d.world.chunk import CELL, SKIN, Chunk, Key
from blame3d.world.fields import solid_at
from blame3d.world.generate import generate
from blame3d.world.types import World

F64 = NDArray[np.float64]

_TALL_M: Final = 400.0
_WIDE_M: Final = 120.0
"""Extent of a round part whose radius counts as large, and"""
_LOOKED_AT: Final = 4
"""levels in which it is looked for."""
_HAND_M: Final = 1.0
_BESIDE_M: Final = 15.0
_RUN: Final = 32
"""Metres of a step up or down a wall."""
_INSIDE_M: Final = 48.0
_BEFORE_M: Final = 16.0
"""As far behind the surface of a great mass there is mass, and before it air."""
_SEEN: Final = 0.005
"""Share of the frame that something takes at least that counts."""


def checks(
    world: World,
    pixels: NDArray[np.uint8],
    metres: F64,
    view: View,
    keys: Collection[Key],
    found: dict[str, Any],
) -> dict[str, bool]:
    """Which of seven checks a picture passes. metres: distances of what its pixels show, inf for
    air. keys: of the chunks in view. found: see measures.measure."""
    rel = points_of(view, metres)
    few = rel[STEP_PX // 2 :: STEP_PX, STEP_PX // 2 :: STEP_PX]
    eye = np.array(view.position_mm) / 1000.0
    tall = _extends(rel, metres) or float(on_walls(world, few, eye).mean()) >= _SEEN
    # The coarsest first: few, and what is large is in them. Most are not made again at all.
    looked = sorted((key for key in keys if key[0] <= _LOOKED_AT), reverse=True)
    return {
        "plain": 0.25 <= found["plain_share"] <= 0.60,
        "tall_and_small": tall and _small(world, eye, keys) >= 5,
        "leaning": found["non_axis_share"] >= 0.15,
        "curve": any(_round(generate(world, *key)) for key in looked),
        "planes": found["planes"] >= 7,
        "floor": float(on_floors(world, few, eye).mean()) >= _SEEN,
        "third": light_at_third(luma(pixels), view.fov_h),
    }


def _extends(rel: F64, metres: F64) -> bool:
    """Whether what is seen at one distance, within a factor of two, extends over so many metres."""
    octave = np.where(np.isfinite(metres), np.floor(np.log2(1.0 + metres)), -1.0)
    spans = [np.percentile(rel[..., 2][octave == o], (2, 98)) for o in np.unique(octave) if o > 4]
    return any(b - a > _TALL_M for a, b in spans)


def on_walls(world: World, rel: F64, eye: F64) -> NDArray[np.bool_]:
    """Which points (h, w, 3), metres from the eye, lie on walls of the great masses that rise over
    400 metres in one piece, in the frame or beyond it."""
    level = np.sqrt((rel[..., :2] ** 2).sum(2))
    seen = np.isfinite(level) & (level > _BEFORE_M)
    at, way = rel[seen], rel[seen].copy()
    way[:, 2] = 0.0
    way /= level[seen][:, None]
    steps = np.arange(-int(_TALL_M) // _RUN, int(_TALL_M) // _RUN + 1)
    rise = np.zeros((len(steps), 3))
    rise[:, 2] = steps * _RUN
    wall = np.ones((len(at), len(steps)), np.bool_)
    for aside, mass in ((_INSIDE_M, True), (-_BEFORE_M, False)):
        where = (eye + at + way * aside)[:, None] + rise
        there = np.asarray(solid_at(world.seed, where.reshape(-1, 3))).reshape(wall.shape)
        wall &= there == mass
    middle = len(steps) // 2
    up = np.logical_and.accumulate(wall[:, middle:], axis=1).sum(1)
    down = np.logical_and.accumulate(wall[:, middle::-1], axis=1).sum(1)
    tall = np.zeros(seen.shape, np.bool_)
    tall[seen] = (up + down - 2) * _RUN >= _TALL_M
    return tall


def _small(world: World, eye: F64, keys: Collection[Key]) -> int:
    """Things smaller than a hand reaches within a few steps of the eye."""
    count = 0
    for level, cell in keys:
        corner = np.array(cell) * float(CELL) - eye
        gap = np.maximum(np.maximum(corner, -corner - CELL), 0.0)
        if level or (gap**2).sum() > (2.0 * _BESIDE_M) ** 2:  # parts reach out of their cell
            continue
        parts = generate(world, level, cell).parts
        size = np.sort(parts["size"], axis=1)[:, 1]
        at = parts["pos"] + corner
        count += int((((at**2).sum(1) < _BESIDE_M**2) & (size < _HAND_M)).sum())
    return count


def _round(chunk: Chunk) -> bool:
    """Whether a chunk has a large part that is no box."""
    parts = chunk.parts
    shaped = (parts["batch"] > 0) & (parts["batch"] < SKIN)
    return bool((shaped & (parts["size"].max(axis=1, initial=0.0) >= _WIDE_M)).any())
