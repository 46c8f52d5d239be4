"""Where to point a long lens: the parts of a wide picture that make the best frames of their own.

A long lens makes mass: it wants planes of depth behind one another, a silhouette that stands out of
the air behind it, a floor with room for somebody, and a light or an end to rest on. A wall or a
beam before nothing has none of these. So windows of the lens' size are compared on a wide picture;
what they will show of the air is known from how much of it lies before each thing.
"""

from __future__ import annotations

from dataclasses import replace
from math import asin, atan2, degrees, radians, tan
from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.capture.composition import on_walls
from blame3d.capture.figure import reach
from blame3d.capture.measures import leaning_share, linear
from blame3d.capture.points import on_floors, on_screen, points_of, stands
from blame3d.scene.eye import eye
from blame3d.scene.frame import View
from blame3d.world.types import World

F64 = NDArray[np.float64]

_STEPS: Final = 24
"""Windows that are tried across and up."""
_FLAT: Final = 0.9
"""Step of luma between neighbouring pixels below which nothing is seen."""
_EDGE: Final = 0.2
"""Step in the share of light that arrives through the air which is a silhouette."""
_STOPS: Final = 4.0
"""By which a light is to be lighter than the median of its window."""
_VEILED: Final = (0.05, 0.6)
"""Share of the light of a mass that arrives when it is an end of the view, not its ground."""
_FEW: Final = 24.0
"""Half the columns of a window that are looked at for planes."""
_THIN_M: Final = 160.0
"""Metres before the eye over which the air is thinner (shaders/include/air.glsl)."""
_THICK: Final = 2.0
"""Metres within which surfaces count as one plane."""
_NEAREST: Final = 16.0
"""Metres times how much longer than the wide lens a lens is: what is nearer is out of scale."""
_DEEP: Final = (24.0, 0.4, 3.0)
"""Beyond so many metres times the same lies the subject: it takes such a share of the window, which
is worth so much."""
_FLOOR: Final = (0.02, 2.0)
"""A window of which floors take such a share is worth so much more."""
_PLAIN: Final = (0.5, 14.0)
"""Share of a window that may be plain, and what it is worth less for more: through a long lens a
pipe, a slab or the air fills the frame."""
_SOMEBODY: Final = 4.0
"""What a window is worth more where somebody could stand at"""
_ROOM: Final = 6.0
"""so many places which lie"""
_WITHIN: Final = 0.7
"""within such a share of it."""
_GRAIN: Final = 4
"""Of the pixels that are asked whether they are floors, and"""
_COARSE: Final = 12
"""whether they are great walls:"""
_TALL: Final = (0.04, 1.5)
"""a window of which those take such a share is worth so much more."""


def framed(
    world: World, view: View, y: F64, metres: F64, fov_h: float, count: int
) -> list[View]:
    """The view turned and narrowed to a field of fov_h degrees: `count` ways at most that are
    worth most, the best first, none of which shows most of what another does.

    y: luma of the wide view's picture (h, w), row 0 on top; metres: its distances, inf for air.
    """
    h, w = y.shape
    focal = w / 2.0 / tan(radians(view.fov_h) / 2.0)
    half = focal * tan(radians(fov_h) / 2.0)
    longer = w / 2.0 / half
    far = np.log2(1.0 + np.minimum(metres, 6000.0))
    thick = np.minimum(metres, 1e6)
    clear = np.exp(-view.haze.extinction * thick**2 / (thick + _THIN_M))
    points = points_of(view, metres)
    few = points[_GRAIN // 2 :: _GRAIN, _GRAIN // 2 :: _GRAIN]
    at = np.array(view.position_mm) / 1000.0
    floors = on_floors(world, few, at)
    tall = on_walls(world, points[_COARSE // 2 :: _COARSE, _COARSE // 2 :: _COARSE], at)
    right, above, _ = on_screen(
        view, stands(world, view, metres, *reach(replace(view, fov_h=fov_h)))
    )
    floors, tall = (
        np.repeat(np.repeat(one, grain, 0), grain, 1)
        for one, grain in ((floors, _GRAIN), (tall, _COARSE))
    )
    up = half * h / w
    thin = max(1, int(half / _FEW))
    tried = []
    for cx in np.linspace(half + 1, w - half - 1, _STEPS):
        for cy in np.linspace(up + 1, h - up - 1, _STEPS):
            window = (
                slice(int(cy - up), max(int(cy + up), int(cy - up) + 2)),
                slice(int(cx - half), max(int(cx + half), int(cx - half) + 2)),
            )
            few = points[window][::thin, ::thin]
            merit = _merit(y[window], far[window], clear[window], longer)
            merit -= 12.0 * max(0.0, _plane(few) - 0.3)
            merit += _FLOOR[1] * min(float(floors[window].mean()) / _FLOOR[0], 1.0)
            merit += _TALL[1] * min(float(tall[window].mean()) / _TALL[0], 1.0)
            there = np.abs((right + 1.0) * 0.5 * w - cx) < _WITHIN * half
            there &= np.abs((1.0 - above) * 0.5 * h - cy) < _WITHIN * up
            merit += _SOMEBODY * min(float(there.sum()) / _ROOM, 1.0)
            merit += 4.0 * min(leaning_share(far[window][::thin, ::thin]), 0.3)
            # What lies near the middle of the wide view was chosen for its depth already.
            merit -= 0.6 * abs(cx / w - 0.5) + 0.8 * abs(cy / h - 0.5)
            tried.append((merit, cx, cy))
    chosen: list[tuple[float, float, float]] = []
    for one in sorted(tried, reverse=True):
        apart = all(abs(one[1] - v[1]) > half or abs(one[2] - v[2]) > up for v in chosen)
        if apart and len(chosen) < count:
            chosen.append(one)
    return [_turned(view, (x - w / 2.0) / focal, (h / 2.0 - y_) / focal, fov_h)
            for _, x, y_ in chosen]  # fmt: skip


def _turned(view: View, right: float, above: float, fov_h: float) -> View:
    """The view turned to what lies so far beside and above its middle, at a distance of 1."""
    look = eye(view)
    way = look.forward + look.right * right + look.above * above
    way /= np.sqrt(float(way @ way))
    heading, pitch = degrees(atan2(-float(way[0]), float(way[1]))), degrees(asin(float(way[2])))
    return replace(view, h=round(heading, 3), p=round(pitch, 3), fov_h=fov_h)


def _plane(points: F64) -> float:
    """Share of a window (h, w, 3) that its largest upright or level plane takes."""
    most = 0
    for axis in range(3):
        at = points[..., axis].ravel()
        at = at[np.isfinite(at)]
        step = np.floor(at / _THICK)
        # Planes on the border of a step count with the next one.
        for one in (step, np.floor(at / _THICK + 0.5)):
            if len(one):
                most = max(most, int(np.unique(one, return_counts=True)[1].max()))
    return most / (points.shape[0] * points.shape[1])


def _merit(y: F64, far: F64, clear: F64, longer: float) -> float:
    """What a window is worth. y: its luma; far: log2 of metres; clear: share of light that arrives;
    longer: how many times as long as that of the whole picture its lens is."""
    octaves = np.bincount((far * 2.0).astype(np.int64).ravel(), minlength=26) / far.size
    planes = float((octaves > 0.01).sum())
    near = float((far < np.log2(_NEAREST * longer)).mean())
    deep = float(((far > np.log2(_DEEP[0] * longer)) & (clear > _VEILED[0])).mean())
    edges = float((np.abs(np.diff(clear, axis=1)) > _EDGE).mean())
    veiled = float(((clear > _VEILED[0]) & (clear < _VEILED[1])).mean())
    middle, high = np.percentile(y, (50, 99))
    stops = float(np.log2(linear(max(high, 0.5)) / linear(max(middle, 1.0))))
    # A third of the frame may be plain air, not all of it, and no single plane fills it.
    crowd = float(octaves.max())
    plain = float((np.abs(np.diff(y, axis=1)) < _FLAT).mean())
    return (
        min(planes, 8.0) * 0.5 + min(stops / _STOPS, 1.0) * 2.0 + min(edges, 0.08) * 15.0
        + min(veiled, 0.3) * 4.0 - 3.0 * max(0.0, crowd - 0.55) - 9.0 * near
        + min(deep / _DEEP[1], 1.0) * _DEEP[2]
        - _PLAIN[1] * max(0.0, plain - _PLAIN[0]) - 5.0 * max(0.0, 0.3 - plain)
    )  # fmt: skip
