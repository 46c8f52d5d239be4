"""A view in the numbers that shaders and culling want: pure."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, isfinite, radians, sin, tan

import numpy as np
from numpy.typing import NDArray

from blame3d.errors import InternalError
from blame3d.scene.frame import View

Vector = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Eye:
    """Axes of the eye in the world, unit length; focal: x and y in units of half the picture.

    pixel: size of a pixel one metre away.
    """

    right: Vector
    forward: Vector
    above: Vector
    focal: tuple[float, float]
    pixel: float
    fov: tuple[float, float]


def eye(view: View) -> Eye:
    """Raises InternalError for a pose or a field that is no finite number."""
    if not all(isfinite(v) for v in (view.h, view.p, view.r, view.fov_h)):
        raise InternalError("A view's angles are not finite.")
    h, p, r = radians(view.h), radians(view.p), radians(view.r)
    right = np.array([cos(h), sin(h), 0.0])
    forward = np.array([-sin(h) * cos(p), cos(h) * cos(p), sin(p)])
    above = np.cross(right, forward)
    # Panda rolls about the line of sight, clockwise as seen by the eye.
    right, above = cos(r) * right - sin(r) * above, cos(r) * above + sin(r) * right
    width, height = view.size
    slope = tan(radians(view.fov_h) / 2.0)
    slope_v = slope * height / width
    fov_v = 2.0 * np.degrees(np.arctan(slope_v))
    return Eye(
        right,
        forward,
        above,
        (1.0 / slope, 1.0 / slope_v),
        2.0 * slope / width,
        (view.fov_h, float(fov_v)),
    )


def in_sight(eye_: Eye, lo: NDArray[np.float64], hi: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which boxes touch the field of view. lo, hi: (n, 3) metres from the eye."""
    seen = np.ones(len(lo), bool)
    fx, fy = eye_.focal
    planes = (
        eye_.forward,
        eye_.forward + fx * eye_.right,
        eye_.forward - fx * eye_.right,
        eye_.forward + fy * eye_.above,
        eye_.forward - fy * eye_.above,
    )
    for plane in planes:
        farthest = np.where(plane > 0, hi, lo)
        seen &= (farthest * plane).sum(1) > 0
    return seen


def distances(lo: NDArray[np.float64], hi: NDArray[np.float64]) -> NDArray[np.float64]:
    """Metres from the eye to the nearest point of each box."""
    gap = np.maximum(0.0, np.maximum(lo, -hi))
    return np.sqrt((gap * gap).sum(1))
