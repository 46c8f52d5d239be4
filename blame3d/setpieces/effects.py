"""Splinters and vapour, as functions of the story time since they came to be.

Everything is a model of the cast stretched by its pose; chance is a hash of (seed, number).
"""

from __future__ import annotations

import numpy as np

from blame3d.cast.actor import Actor
from blame3d.cast.rig import F64, basis
from blame3d.setpieces.players import shaped
from blame3d.timeline.keys import ramp
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
    rows = np.zeros((SPLINTERS, 3, 4))
    for i in range(SPLINTERS):
        a, b, c, d, e = (chance(seed, i, k) for k in range(5))
        way = np.array([a - 0.5, b - 0.5, lift * c]) * 2.0
        begin = np.array([d - 0.5, e - 0.5, chance(seed, i, 5) - 0.5]) * spread
        v = way * speed * (0.3 + 0.7 * chance(seed, i, 6))
        at = begin + v * age - (0.0, 0.0, 0.5 * GRAVITY * age * age)
        if at[2] < floor:
            # It lies where it came down.
            fall = v[2] + float(np.sqrt(max(0.0, v[2] ** 2 + 2.0 * GRAVITY * (begin[2] - floor))))
            t = fall / GRAVITY
            at = begin + v * t
            at[2] = floor + 0.05 * size
            spin = t
        else:
            spin = age
        turn = spin * (2.0 + 7.0 * chance(seed, i, 7))
        axis = np.array([a - 0.5, c - 0.5, e - 0.5]) + (1e-3, 0.0, 0.0)
        axis /= np.sqrt(axis @ axis)
        piece = size * (0.15 + chance(seed, i, 8) ** 3)
        rows[i] = matrix(_spun(axis, turn), np.full(3, piece), at)
    return (shaped("splinters", site, centre, rows),)


def _spun(axis: F64, angle: float) -> F64:
    """Rotation by an angle in radians about an axis (Rodrigues)."""
    x, y, z = axis.tolist()
    k = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
    return np.asarray(np.eye(3) + np.sin(angle) * k + (1.0 - np.cos(angle)) * (k @ k))


def vapour(
    site: Site,
    at: F64,
    age: float,
    seed: int,
    *,
    lasts: float,
    size: float,
    rise: float = 0.35,
    count: int = 7,
    model: str = "vapour",
) -> tuple[Actor, ...]:
    """Puffs that come out of a place for `lasts` seconds, rise and thin away."""
    out = []
    for i in range(count):
        born = lasts * i / count
        here = age - born
        if not 0.0 <= here < 1.6:
            continue
        way = np.array([chance(seed, i, 1) - 0.5, chance(seed, i, 2) - 0.5, rise * 1.6])
        radius = size * (0.35 + here) * (1.0 - ramp(here, 0.5, 1.6))
        if radius > 0.004:
            out.append(shaped(model, site, at + way * here * 0.5, _ball(radius)))
    return tuple(out)


def _ball(radius: float) -> F64:
    return matrix(np.eye(3), np.full(3, radius), np.zeros(3))[None]
