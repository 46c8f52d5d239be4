"""What stands about the place of `watchtower` and `wanderer`: dry pipes, and nine blank columns of
which one is none. It belongs to the pieces: metres of their site."""

from __future__ import annotations

from functools import lru_cache
from math import asin, atan2, cos, degrees, radians, sin
from typing import Final

import numpy as np

from blame3d.cast.actor import Actor
from blame3d.cast.rig import turn_x, turn_z
from blame3d.setpieces.players import Point, shaped
from blame3d.timeline.piece import Role, Site
from blame3d.world import sites

TOWER: Final[Point] = (83.0, -59.0, 8.0)
"""Middle of the top of the column that is the Watchtower."""

COLUMNS: Final[tuple[Point, ...]] = (
    TOWER,
    (58.0, -86.0, 2.0),
    (112.0, -38.0, 14.0),
    (36.0, -118.0, -6.0),
    (128.0, -92.0, 20.0),
    (92.0, -132.0, 4.0),
    (152.0, -58.0, -4.0),
    (62.0, -168.0, 16.0),
    (176.0, -128.0, 10.0),
)
PIPES: Final[tuple[tuple[Point, Point, float], ...]] = (
    ((60.5, 29.0, 13.0), (0.05, -0.90, -0.42), 1.0),
    ((74.0, 30.0, -4.0), (0.10, -0.88, -0.46), 1.5),
    ((96.0, 30.0, 24.0), (-0.12, -0.86, -0.50), 1.25),
    ((122.0, 28.0, 6.0), (-0.20, -0.84, -0.50), 1.9),
    ((43.0, 30.0, -9.0), (0.08, -0.90, -0.42), 1.1),
    ((27.0, 30.0, -24.0), (0.20, -0.86, -0.46), 1.4),
    ((104.0, 20.0, -30.0), (-0.45, -0.80, -0.38), 1.6),
    ((66.0, -16.0, -22.0), (0.35, -0.84, -0.40), 1.0),
)
"""Beginning, way and size (1: 8 m across, 48 m long)."""

ALONG: Final[Point] = (16.5, 0.0, 3.2)
"""Axis of the broken pipe that holds the footbridge, 17 m eastwards from here; inner radius"""
INNER_M: Final = 4.2

HATCH: Final[Point] = (48.6, 2.2, 1.22)
"""Middle of the mouth of the hatch, which looks south."""


def site(seed: int) -> Site:
    """The site of both pieces in a City. Raises DataError where it has no place."""
    found = sites.find(seed, sites.PIPE_FIELD)
    return Site(found.origin_mm, float(found.heading), found.seed, found.guest)


def _laid(way: Point, size: float) -> np.ndarray:
    x, y, z = way
    long = float(np.sqrt(x * x + y * y + z * z))
    turn = turn_z(degrees(atan2(-x, y))) @ turn_x(degrees(asin(z / long)))
    out = np.zeros((1, 3, 4))
    out[0, :, :3] = turn * size
    return out


@lru_cache(maxsize=4)
def standing(site: Site) -> tuple[Actor, ...]:
    """All that stands: it stops who walks about there."""
    still = np.eye(3, 4)[None]
    columns = [shaped("blank-column", site, at, still) for at in COLUMNS]
    pipes = [shaped("dry-pipe", site, at, _laid(way, size)) for at, way, size in PIPES]
    round_us = shaped("dry-pipe-broken", site, ALONG, _laid((1.0, 0.0, 0.0), 1.0))
    return (*columns, *pipes, round_us)


def vault(x: float, angle: float) -> tuple[Point, Point]:
    """A place on the inside of the broken pipe and its normal; angle from the top, degrees."""
    a = radians(angle)
    _, y, z = ALONG
    return (x, y + INNER_M * sin(a), z + INNER_M * cos(a)), (0.0, -sin(a), -cos(a))


def role() -> Role:
    """All that stands; it never moves."""
    return Role("field", lambda s: np.array(TOWER), lambda site, s: standing(site))
