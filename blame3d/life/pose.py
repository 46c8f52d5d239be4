"""Poses of what is held by a wall: joints on the site's axes, turned into the world."""

from __future__ import annotations

from math import cos, sin
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from blame3d.cast.actor import Actor
from blame3d.life.site import Site

F64 = NDArray[np.float64]

LEAST: Final = 0.002
"""Thinnest that a thing is drawn, metres a metre of distance: two pixels of 1280."""


class Frame:
    """The joints of an actor, (J, 3, 4), told on the axes of a site and given out in the world."""

    def __init__(self, site: Site, count: int) -> None:
        self.site = site
        self.size = np.zeros((count, 3, 3))
        self.shift = np.zeros((count, 3))

    def put(self, rows: int | slice | F64, shift: ArrayLike, size: ArrayLike = 1.0,
            turn: F64 | None = None) -> None:  # fmt: skip
        """Joints at `shift` (…, 3) metres, scaled on their own axes, then turned (…, 3, 3)."""
        scale = np.broadcast_to(np.asarray(size, np.float64), np.shape(self.shift[rows]))
        axes = np.eye(3) if turn is None else turn
        self.size[rows] = axes * scale[..., None, :]
        self.shift[rows] = shift

    def actor(self, model: str, middle: tuple[float, float, float], glow: float = 1.0) -> Actor:
        """Its joints, in the world. middle: the point whose light falls on all of it."""
        turn = self.site.turn
        x, y, z = np.round(turn @ np.array(middle)).tolist()
        at = (self.shift @ turn.T) - (x, y, z)
        joints = np.concatenate([turn @ self.size, at[:, :, None]], axis=2)
        a, b, c = self.site.position_mm
        position = a + int(x) * 1000, b + int(y) * 1000, c + int(z) * 1000
        return Actor(model, position, joints.astype(np.float32), glow)


def about_y(angle: float) -> F64:
    """A turn about y, radians, from z to x."""
    c, s = cos(angle), sin(angle)
    return np.array([[c, 0.0, s], [0.0, 1.0, 0.0], [-s, 0.0, c]])


def _unit(v: F64) -> F64:
    return np.asarray(v / np.maximum(1e-9, np.sqrt((v * v).sum(-1)))[..., None], np.float64)


def bones(a: F64, b: F64) -> F64:
    """Turns (N, 3, 3) that lay -z from points a to points b (N, 3), x as level as it can be."""
    z = _unit(a - b)
    x = np.stack([z[:, 2], np.zeros(len(z)), -z[:, 0]], axis=1)  # y cross z
    x = np.where((x * x).sum(1, keepdims=True) > 1e-12, x, (1.0, 0.0, 0.0))
    x = _unit(x)
    return np.stack([x, np.cross(z, x), z], axis=2)


def knees(hip: F64, foot: F64, upper: float, lower: float, bend: F64) -> F64:
    """Where legs of two bones bend, (N, 3), towards `bend`; stretched out when a foot is too
    far."""
    way = foot - hip
    long = np.sqrt((way * way).sum(1, keepdims=True))
    way = way / np.maximum(long, 1e-9)
    along = (upper * upper - lower * lower + long * long) / (2.0 * np.maximum(long, 1e-9))
    side = _unit(bend - way * (bend * way).sum(1, keepdims=True))
    out = np.sqrt(np.maximum(0.0, upper * upper - along * along))
    return np.asarray(hip + way * along + side * out, np.float64)


def ease(t: float) -> float:
    """0 … 1 smoothly, held outside."""
    t = min(1.0, max(0.0, t))
    return t * t * (3.0 - 2.0 * t)


def part(t: float, first: float, last: float) -> float:
    """How far t is, smoothly, between two moments."""
    return ease((t - first) / (last - first))


def steadily(t: float, run: float, ramp: float = 8.0) -> float:
    """Share of a way after t of its `run` seconds: `ramp` to start, as long to stop, steady
    between. run > 2 ramp."""
    top = 1.0 / (run - ramp)
    t = min(run, max(0.0, t))
    if t < ramp:
        return 0.5 * top * t * t / ramp
    if t > run - ramp:
        return 1.0 - 0.5 * top * (run - t) ** 2 / ramp
    return top * (t - 0.5 * ramp)
