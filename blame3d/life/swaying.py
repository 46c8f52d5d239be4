"""Cables that sway with what hangs on them, and lamps that die."""

from __future__ import annotations

from math import cos, pi, sin, sqrt
from typing import Final

import numpy as np

from blame3d.cast.actor import Actor
from blame3d.life.pose import LEAST, Frame
from blame3d.life.site import Site

SEGMENTS: Final = 12
_SWING: Final = 0.042
"""Largest angle of a cable's swing, radians."""
_BEHIND: Final = 14.0
"""Metres that a boom begins behind the wall's face."""


def period(length: float) -> float:
    """Seconds of a pendulum's swing to and fro: 2 pi sqrt(L / g)."""
    return 2.0 * pi * sqrt(length / 9.81)


def cable(site: Site, time_s: float, metres: float) -> Actor:
    """A boom, a rope that bends a little behind its load, the load."""
    frame = Frame(site, SEGMENTS + 2)
    if site.axis != 2:
        frame.put(0, (0.0, -_BEHIND, 0.0), (1.6, site.out + _BEHIND + 1.5, 1.6))
    top = 6.0 if site.axis == 2 else -1.5
    rope = site.length - 1.4 * site.size + top
    turn = 2.0 * pi * (time_s / period(rope) + site.chance(1))
    swing = np.array(
        [_SWING * site.between(2, 0.4, 1.0) * sin(turn),
         _SWING * site.between(3, 0.1, 0.5) * cos(turn + 0.4)]
    )  # fmt: skip
    s = np.arange(SEGMENTS + 1) / SEGMENTS
    # Steeper above than below: the load lags behind the rope's own weight.
    out = (s + 0.12 * np.sin(pi * s))[:, None] * swing * rope
    knots = np.stack([out[:, 0], site.out + out[:, 1], top - rope * s], axis=1)
    step = np.diff(knots, axis=0)
    shear = np.tile(np.eye(3), (SEGMENTS, 1, 1))
    # A segment hangs on -z: sheared, its ends stay level and meet the next.
    shear[:, :2, 2] = step[:, :2] / step[:, 2:3]
    radius = max(0.16, 0.5 * LEAST * metres)
    long = rope / SEGMENTS
    frame.put(slice(1, 1 + SEGMENTS), knots[:-1], (radius, radius, long), shear)
    frame.put(SEGMENTS + 1, knots[-1], site.size)
    return frame.actor("life-cable", (0.0, site.out, -0.6 * site.length))


def lamp(site: Site, time_s: float, metres: float) -> Actor:
    """A lamp on a boom: never smaller than a point of light."""
    frame = Frame(site, 3)
    frame.put(0, (0.0, -_BEHIND, 0.0), (1.1, site.out + _BEHIND, 1.0))
    frame.put(1, (0.0, site.out - 1.0, -0.4))
    bulb = max(1.3, 0.0021 * metres)
    frame.put(2, (0.0, site.out - 1.0, -1.0), (bulb, 1.4 * bulb, 0.6 * bulb))
    return frame.actor("life-lamp", (0.0, site.out, -3.0), lit(site, time_s))


def lit(site: Site, time_s: float) -> float:
    """How bright a dying lamp is, 0.02 … 1: it holds, falters slower than three times a second,
    goes out for a while, and comes again."""
    period_s = site.between(11, 26.0, 48.0)
    t = (time_s + 97.0 * site.chance(12)) % period_s
    dying = period_s * 0.55
    dark = period_s * 0.78
    if t < dying:
        return 1.0 - 0.12 * (0.5 + 0.5 * sin(0.9 * t))
    if t < dark:
        u = (t - dying) / (dark - dying)
        falter = 0.5 + 0.5 * sin(2.0 * pi * 1.15 * t) * sin(2.0 * pi * 0.37 * t + 1.0)
        return 0.02 + 0.9 * (1.0 - u) * falter
    if t < period_s - 2.5:
        return 0.02
    return 0.02 + 0.86 * (t - period_s + 2.5) / 2.5
