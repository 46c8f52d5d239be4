"""The air at a place: how thick its haze is and how much pale opening it sees.

A view is either *pale* (a chasm, a bridge: the end of the view is the lightest large thing in it)
or *dark* (a pit, a passage, a hall: the end is near black, and lamps count). Which of the two
follows from the sky light of the voxels around the eye, a slow field, so that it changes as one
walks but never jumps.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.world import sites, sky
from blame3d.world.districts import DISTRICTS, district_of
from blame3d.world.fields import VOXEL, occupancy, voxel_at
from blame3d.world.types import World


@dataclass(frozen=True)
class Air:
    """extinction: per metre. openness: 0 (passage) … 1 (great void). district: its name. side:
    level, x and y, towards where there is more light, by how much what looks there has more."""

    extinction: float
    openness: float
    district: str
    side: tuple[float, float] = (0.0, 0.0)


_THIN: Final = 3.6e-4
_CHASM: Final = 1.1e-3
_CLOSE: Final = 8.0e-4
_AROUND_M: Final = (640, 640, 384)
"""Half the box whose share of mass says how far one sees: the logarithm of the median depth of
view falls with that share (correlation -0.7), and hardly with how much sky there is."""
_NARROW: Final = 0.55
"""That share from which a place is as thick as a chasm, however much light falls in."""
_CLEARING: Final = (0.4, 0.7)
"""Openness from which, and to which, what is wide gets its thinner air."""
_SLANT: Final = (0.09, 0.05)
"""The light's own side, where there is as much of it everywhere (see skylights.TILT)."""
_SIDE: Final = (3.5, 0.30)
"""What a difference of sky light across the place makes of it, and as much at most."""


def air(world: World, position_mm: tuple[int, int, int]) -> Air:
    """The air around an eye."""
    world, position_mm = sites.here(world, position_mm)
    metres = np.array([p // 1000 for p in position_mm], np.int64)
    # The mean of a cube of 3³ samples 120 m apart: slow, and cheap.
    field = sky.sample(world.seed, metres - 180, 120.0, 3).astype(np.float64)
    light = float(field.mean()) / 255.0
    openness = min(1.0, max(0.0, (light - 0.10) / 0.55))
    # Wide places are clear (they must be seen across), chasms thick, passages in between: so a view
    # ends in air, and not on a grey wall.
    begin, end = _CLEARING
    if openness < begin:
        extinction = _CLOSE + (_CHASM - _CLOSE) * (openness / begin)
    else:
        wide = max(0.0, 1.0 - _mass(world.seed, metres) / _NARROW)
        clear = min(1.0, (openness - begin) / (end - begin))
        extinction = _CHASM + (_THIN - _CHASM) * wide * clear
    voxel = np.array([[voxel_at(world.seed, a, int(metres[a])) for a in range(3)]])
    return Air(extinction, openness, DISTRICTS[int(district_of(world.seed, voxel)[0])].name,
               _side(field))


def _side(field: NDArray[np.float64]) -> tuple[float, float]:
    """Towards the lighter side of a cube of sky light (3, 3, 3), z y x."""
    x, y = (
        own + _SIDE[0] * float(more.mean() - less.mean()) / 255.0
        for own, more, less in (
            (_SLANT[0], field[:, :, 2], field[:, :, 0]), (_SLANT[1], field[:, 2], field[:, 0])
        )
    )
    length = float(np.sqrt(x * x + y * y))
    by = min(1.0, _SIDE[1] / max(length, 1e-9))
    return x * by, y * by


def _mass(seed: int, metres: NDArray[np.int64]) -> float:
    """Share of mass in a box around a place; voxels at its border count as far as they reach in."""
    first, last, reach = [], [], []
    for at, half in zip(metres.tolist(), _AROUND_M, strict=True):
        low, high = at - half, at + half
        voxels = np.arange(low // VOXEL, (high - 1) // VOXEL + 1, dtype=np.int64)
        inside = np.minimum((voxels + 1) * VOXEL, high) - np.maximum(voxels * VOXEL, low)
        first.append(int(voxels[0]))
        last.append(int(voxels[-1]) + 1)
        reach.append(inside)
    x, y, z = reach
    whole = x[:, None, None] * y[:, None] * z
    return float((whole * occupancy(seed, first, last)).sum()) / float(whole.sum())
