"""The light at a place, looked up in a baked volume: pure numpy."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

_STEP_M: Final = 1.5
"""Around a figure's middle, where it is asked from which side light comes."""

_ABOVE: Final = np.array([0.40, 0.23, 0.89])
"""Where light comes from when it comes from nowhere else: as for the City's faces."""

_CORNERS: Final = np.array([[x, y, z] for x in (0, 1) for y in (0, 1) for z in (0, 1)])
_UP: Final = np.array([[0.0, 0.0, share] for share in (0.15, 0.95, *[0.55] * 6)])
_AROUND: Final = np.concatenate([np.zeros((2, 3)), np.eye(3), -np.eye(3)])
"""Eight places at a figure, in its heights and in steps: foot, head, and about its middle."""


@dataclass(frozen=True)
class Probe:
    """Light on something upright. below, above: roots of the light of the opening and of lamps,
    0 … 1, at its foot and at its head. key: unit vector towards where most of it comes from."""

    below: tuple[float, float]
    above: tuple[float, float]
    key: tuple[float, float, float]


def light_at(
    volume: NDArray[np.uint8], edge_m: float, points: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Light (n, 2), 0 … 1, at points (n, 3), metres from the low corner of the volume's cell.

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


def unlit(light: tuple[float, float]) -> Probe:
    """Where nothing is baked: the same light everywhere, from above."""
    x, y, z = (_ABOVE / np.sqrt(float(_ABOVE @ _ABOVE))).tolist()
    return Probe(light, light, (x, y, z))


def probe(
    volume: NDArray[np.uint8], edge_m: float, foot: NDArray[np.float64], height_m: float
) -> Probe:
    """The light on something `height_m` high that stands at `foot`, metres in the volume's cell."""
    points = foot + _UP * height_m + _AROUND * max(_STEP_M, 0.6 * height_m)
    light = light_at(volume, edge_m, points)
    squares = light * light
    slope = (squares[2:5] - squares[5:8]).sum(axis=1)
    x, y, z = (_ABOVE * (0.12 + 0.5 / 6.0 * float(squares[2:, 0].sum())) + slope).tolist()
    size = sqrt(x * x + y * y + z * z)
    below, above = light[0].tolist(), light[1].tolist()
    return Probe((below[0], below[1]), (above[0], above[1]), (x / size, y / size, z / size))
