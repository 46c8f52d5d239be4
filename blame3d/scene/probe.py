"""The light at a place, looked up in a baked volume: pure numpy."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.world.lamps import MOST, NONE

_STEP_M: Final = 1.5
"""Around a figure's middle, where it is asked from which side light comes."""

_ABOVE: Final = np.array([0.40, 0.23, 0.89])
"""Where light comes from when it comes from nowhere else: as for the City's faces."""

_CORNERS: Final = np.array([[x, y, z] for x in (0, 1) for y in (0, 1) for z in (0, 1)])
_UP: Final = np.array([[0.0, 0.0, share] for share in (0.15, 0.95, *[0.55] * 6)])
_AROUND: Final = np.concatenate([np.zeros((2, 3)), np.eye(3), -np.eye(3)])
"""Eight places at a figure, in its heights and in steps: foot, head, and about its middle."""


def light_at(
    volume: NDArray[np.uint8], edge_m: float, points: NDArray[np.float64]
) -> NDArray[np.float64]:
    """What a volume holds (n, 2), 0 … 1, at points (n, 3), metres from its cell's low corner.

    volume: (s, s, s, 2) in the order z y x with one texel of apron, as chunks carry it;
    interpolated as the card does, and held at the border.
    """
    side = volume.shape[0]
    at = np.clip(points * ((side - 2) / edge_m) + 0.5, 0.0, side - 1.0)
    low = np.minimum(at.astype(np.int64), side - 2)
    part = at - low
    x, y, z = (low[None] + _CORNERS[:, None]).transpose(2, 0, 1)
    weight = np.where(_CORNERS[:, None] == 1, part, 1.0 - part).prod(axis=2)
    return np.asarray((volume[z, y, x] * (weight / 255.0)[:, :, None]).sum(axis=0))


def stored(lamp: float) -> float:
    """What a volume holds, 0 … 1, where warm lamps shine whose light has this root."""
    return (NONE + MOST * lamp) / 255.0


def unlit(light: tuple[float, float]) -> NDArray[np.float64]:
    """A row of `probes` where nothing is baked: the same light everywhere, from above."""
    return np.array([*light, *light, *(_ABOVE / np.sqrt(float(_ABOVE @ _ABOVE)))])


def probes(
    volume: NDArray[np.uint8], edge_m: float, feet: NDArray[np.float64], height_m: float
) -> NDArray[np.float64]:
    """The light on upright things `height_m` high that stand at `feet` (n, 3), metres in the
    volume's cell.

    Returns (n, 7): what the volume holds of the opening and of lamps, 0 … 1, at the foot; the same
    at the head; the unit vector towards where most of the light comes from.
    """
    points = feet[:, None] + (_UP * height_m + _AROUND * max(_STEP_M, 0.6 * height_m))
    light = light_at(volume, edge_m, points.reshape(-1, 3)).reshape(-1, 8, 2)
    roots = light.copy()
    roots[..., 1] = (light[..., 1] * 255.0 - NONE) / MOST
    squares = roots * roots
    slope = (squares[:, 2:5] - squares[:, 5:8]).sum(axis=2)
    key = _ABOVE * (0.12 + 0.5 / 6.0 * squares[:, 2:, 0].sum(axis=1))[:, None] + slope
    key /= np.sqrt((key * key).sum(axis=1))[:, None]
    return np.concatenate([light[:, :2].reshape(-1, 4), key], axis=1)
