"""A view in the numbers that shaders and culling want: pure."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, isfinite, radians, sin, tan
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from blame3d.errors import InternalError
from blame3d.scene.frame import View

Vector = NDArray[np.float64]

CLOSED: Final = 4.2
"""Optical depth of closed air: 1.5 % of the light comes through."""


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
    x, y, z = -sin(h) * cos(p), cos(h) * cos(p), sin(p)
    right, forward = np.array([cos(h), sin(h), 0.0]), np.array([x, y, z])
    # Their cross product; np.cross of two vectors takes longer than all else here.
    above = np.array([sin(h) * z, -cos(h) * z, cos(h) * y - sin(h) * x])
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
    planes = np.stack(_planes(eye_))
    farthest = planes @ ((lo + hi) * 0.5).T + np.abs(planes) @ ((hi - lo) * 0.5).T
    return np.asarray((farthest > 0).all(axis=0))


def sides(eye_: Eye) -> Vector:
    """Unit normals (5, 3) of the sides of the field of view, inwards; all pass through the eye."""
    planes = np.stack(_planes(eye_))
    return np.asarray(planes / np.sqrt((planes * planes).sum(axis=1))[:, None])


def balls_in_sight(
    sides_: Vector, middle: NDArray[np.float64], radius: NDArray[np.floating[Any]]
) -> NDArray[np.bool_]:
    """Which balls touch the field of view. middle: (n, 3) metres from the eye; radius: (n,)."""
    return np.asarray((middle @ sides_.T > -radius[:, None]).all(axis=1))


def _planes(eye_: Eye) -> tuple[Vector, ...]:
    """Normals of the sides of the field of view, inwards, not of unit length; all pass the eye."""
    fx, fy = eye_.focal
    return (
        eye_.forward,
        eye_.forward + fx * eye_.right,
        eye_.forward - fx * eye_.right,
        eye_.forward + fy * eye_.above,
        eye_.forward - fy * eye_.above,
    )


def reach_of(radius_m: tuple[float, float], extinction: float) -> tuple[float, float]:
    """Semi-axes in metres, horizontal and vertical, at which the air has closed.

    The drawn radius, or nearer where so little light comes through that nothing is told apart:
    what lies farther is neither made nor drawn.
    """
    clear = CLOSED / max(extinction, 1e-9)
    return min(radius_m[0], clear), min(radius_m[1], clear)


def within(
    reach: tuple[float, float], lo: NDArray[np.float64], hi: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Which boxes touch the ellipsoid in which the air is not closed."""
    gap = np.maximum(0.0, np.maximum(lo, -hi)) / (reach[0], reach[0], reach[1])
    return np.asarray(_squared(gap) < 1.0)


def distances(lo: NDArray[np.float64], hi: NDArray[np.float64]) -> NDArray[np.float64]:
    """Metres from the eye to the nearest point of each box."""
    gap = np.maximum(0.0, np.maximum(lo, -hi))
    return np.sqrt(_squared(gap))


def _squared(rows: Vector) -> Vector:
    """The squared length of rows (n, 3). A sum along so short an axis takes five times as long."""
    return np.asarray(np.einsum("ij,ij->i", rows, rows))
