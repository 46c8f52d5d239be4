"""Where cameras go and what they look at: points of the site as functions of two clocks.

A path is called with u, seconds since its shot began, and s, story time; it gives metres (3,).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from blame3d.timeline.keys import F64, Ease, ramp, smooth

Path = Callable[[float, float], F64]
Point = tuple[float, float, float]


@dataclass(frozen=True)
class Fixed:
    """A tripod, or a place that is looked at."""

    at: Point

    def __call__(self, u: float, s: float) -> F64:
        return np.array(self.at)


@dataclass(frozen=True)
class Rail:
    """A dolly or a crane: through points at even speed along the line, from `begin` to `end`
    seconds of the shot, eased. The line is a Catmull-Rom spline (cubic, through every point)."""

    points: tuple[Point, ...]
    begin: float
    end: float
    ease: Ease = smooth

    def __call__(self, u: float, s: float) -> F64:
        line = spline(np.array(self.points, np.float64))
        steps = np.sqrt((np.diff(line, axis=0) ** 2).sum(1))
        along = np.concatenate([[0.0], np.cumsum(steps)])
        way = ramp(u, self.begin, self.end, self.ease) * along[-1]
        return np.array([np.interp(way, along, line[:, axis]) for axis in range(3)])


@dataclass(frozen=True)
class Orbit:
    """Around a centre at a radius and height, between two headings in degrees."""

    centre: Path
    radius: float
    height: float
    start: float
    stop: float
    begin: float
    end: float
    ease: Ease = smooth

    def __call__(self, u: float, s: float) -> F64:
        k = ramp(u, self.begin, self.end, self.ease)
        a = math.radians(self.start + (self.stop - self.start) * k)
        out = [-math.sin(a) * self.radius, math.cos(a) * self.radius, self.height]
        return np.asarray(self.centre(u, s) + out, np.float64)


@dataclass(frozen=True)
class Follow:
    """At an offset from somebody: `of` gives where one is at story time s."""

    of: Callable[[float], F64]
    offset: Point = (0.0, 0.0, 0.0)

    def __call__(self, u: float, s: float) -> F64:
        return np.asarray(self.of(s) + self.offset, np.float64)


@dataclass(frozen=True)
class Between:
    """From one path to another between two seconds of the shot: a look that wanders."""

    first: Path
    then: Path
    begin: float
    end: float
    ease: Ease = smooth

    def __call__(self, u: float, s: float) -> F64:
        k = ramp(u, self.begin, self.end, self.ease)
        a = self.first(u, s)
        return a if k == 0.0 else a + (self.then(u, s) - a) * k


def spline(points: F64, steps: int = 24) -> F64:
    """A finely stepped Catmull-Rom line through points (n, 3); n = 2 is a straight line."""
    if len(points) < 3:
        return points
    ends = np.concatenate([[2 * points[0] - points[1]], points, [2 * points[-1] - points[-2]]])
    x = np.linspace(0.0, 1.0, steps, endpoint=False)[:, None]
    rows = []
    for a, b, c, d in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        rows.append(
            b + 0.5 * x * (c - a + x * (2 * a - 5 * b + 4 * c - d + x * (3 * (b - c) + d - a)))
        )
    return np.concatenate([*rows, points[-1:]])
