"""Fans in walls, great wheels before them, and trams along them."""

from __future__ import annotations

from math import pi
from typing import Final

import numpy as np

from blame3d.cast.actor import Actor
from blame3d.life.pose import LEAST, Frame, about_y, steadily
from blame3d.life.site import Site

CARS: Final = 5
_CAR_M: Final = 16.0


def rpm(diameter: float) -> float:
    """Turns a minute of a fan: 6 at 12 m, 0.5 at 600 m."""
    return float(6.0 * (12.0 / diameter) ** 0.635)


def _angle(site: Site, time_s: float) -> float:
    way = 1.0 if site.chance(1) < 0.5 else -1.0
    turns = time_s * rpm(site.size) / 60.0 + site.chance(2)
    return way * 2.0 * pi * (turns % 1.0)


def fan(site: Site, time_s: float, metres: float) -> Actor:
    """A drum in the wall and what turns in it."""
    frame = Frame(site, 2)
    d = site.size / 1.12
    frame.put(0, (0.0, -12.0, 0.0), (d, site.out + 12.0, d))
    frame.put(1, (0.0, 0.62 * site.out, 0.0), d, about_y(_angle(site, time_s)))
    return frame.actor("life-fan", (0.0, site.out + 6.0, 0.0))


def wheel(site: Site, time_s: float, metres: float) -> Actor:
    """Blades as long as a street on an axle that comes out of the wall."""
    frame = Frame(site, 2)
    axle = min(12.0, 0.03 * site.size + 3.0)
    frame.put(0, (0.0, -20.0, 0.0), (axle, site.out + 24.0, axle))
    frame.put(1, (0.0, site.out + 6.0, 0.0), site.size, about_y(_angle(site, time_s)))
    return frame.actor("life-wheel", (0.0, site.out + 6.0, 0.0))


def tram(site: Site, time_s: float, metres: float) -> Actor:
    """A rail along the wall, and a string of lit cars that runs to its end, waits and returns."""
    frame = Frame(site, 1 + CARS)
    frame.put(0, (0.0, site.out, 0.0), (site.length, 1.0, max(1.0, 0.7 * LEAST * metres)))
    along = tram_at(site, time_s) * (site.length - CARS * _CAR_M - 8.0)
    cars = along + (np.arange(CARS) - 0.5 * (CARS - 1)) * _CAR_M
    big = max(1.0, 0.6 * LEAST * metres)
    at = np.stack([cars, np.full(CARS, site.out), np.full(CARS, 0.3)], axis=1)
    frame.put(slice(1, 1 + CARS), at, (1.0, big, big))
    return frame.actor("life-tram", (along, site.out + 4.0, 4.0))


def tram_at(site: Site, time_s: float) -> float:
    """Where on its rail it is, -0.5 … 0.5."""
    run = site.length / site.between(1, 24.0, 46.0)
    wait = site.between(2, 10.0, 30.0)
    t = (time_s + site.chance(3) * 997.0) % (2.0 * (run + wait))
    there = t if t < run + wait else t - run - wait
    done = steadily(there, run)
    return done - 0.5 if t < run + wait else 0.5 - done
