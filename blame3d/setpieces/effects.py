"""Splinters, as functions of the story time since they came to be.

Everything is a model of the cast stretched by its pose; chance is a hash of (seed, number).
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from blame3d.cast.actor import Actor
from blame3d.cast.rig import F64, basis
from blame3d.setpieces.players import shaped
from blame3d.timeline.noise import chance
from blame3d.timeline.piece import Site

SPLINTERS = 48
GRAVITY = 9.81


def matrix(axes: F64, scale: F64, at: F64) -> F64:
    """(3, 4): axes (3, 3), stretched along each by `scale`, at a point."""
    return np.concatenate([axes * scale, at[:, None]], axis=1)


def along(way: F64) -> F64:
    """Axes whose second leads along a direction."""
    z = basis(way, np.array([0.0, 0.0, 1.0]))
    return np.stack([z[:, 0], z[:, 2], -z[:, 1]], axis=1) * (1.0, 1.0, 1.0)


def splinters(
    site: Site,
    centre: F64,
    age: float,
    seed: int,
    *,
    size: float,
    speed: float,
    spread: float,
    lift: float = 0.5,
    floor: float = -400.0,
) -> tuple[Actor, ...]:
    """A cloud of pieces thrown from about a place: they fly, fall and end at `floor` (metres of the
    site, relative to the centre). age: seconds since it was thrown; before it nothing is there."""
    if age < 0.0:
        return ()
    luck = dice(seed)
    way = (luck[:, :3] - (0.5, 0.5, 0.0)) * (2.0, 2.0, 2.0 * lift)
    begin = (luck[:, 3:6] - 0.5) * spread
    v = way * (speed * (0.3 + 0.7 * luck[:, 6:7]))
    # Until each lies where it comes down.
    fall = v[:, 2] + np.sqrt(np.maximum(0.0, v[:, 2] ** 2 + 2.0 * GRAVITY * (begin[:, 2] - floor)))
    flown = np.minimum(age, fall / GRAVITY)
    at = begin + v * flown[:, None]
    at[:, 2] -= 0.5 * GRAVITY * flown**2
    axis = luck[:, [0, 2, 4]] - 0.5 + (1e-3, 0.0, 0.0)
    axis /= np.sqrt((axis * axis).sum(1, keepdims=True))
    turn = _spun(axis, flown * (2.0 + 7.0 * luck[:, 7]))
    piece = size * (0.15 + luck[:, 8] ** 3)
    rows = np.concatenate([turn * piece[:, None, None], at[:, :, None]], axis=2)
    return (shaped("splinters", site, centre, rows),)


@lru_cache(maxsize=64)
def dice(seed: int) -> F64:
    """Nine numbers 0 … 1 for each splinter of a cloud."""
    found = np.array([[chance(seed, i, k) for k in range(9)] for i in range(SPLINTERS)])
    found.setflags(write=False)
    return found


def _spun(axis: F64, angle: F64) -> F64:
    """Rotations (n, 3, 3) by angles in radians about unit axes (n, 3) (Rodrigues)."""
    k = np.zeros((len(axis), 3, 3))
    x, y, z = axis.T
    k[:, 0, 1], k[:, 0, 2], k[:, 1, 2] = -z, y, -x
    k -= k.transpose(0, 2, 1)
    s, c = np.sin(angle)[:, None, None], 1.0 - np.cos(angle)[:, None, None]
    return np.asarray(np.eye(3) + s * k + c * np.einsum("nij,njk->nik", k, k), np.float64)
