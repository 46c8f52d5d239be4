"""Water that falls from a pipe or a ceiling, and ropes of dust.

What falls far breaks into clots that overtake the thread; each is a function of its number and the
time. Speeds are those at which drops and grit fall steadily, clots a little faster.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.cast.actor import Actor
from blame3d.life.pose import LEAST, Frame
from blame3d.life.site import Site
from blame3d.life.small import FALL
from blame3d.world.hash import again, unit

CLOTS: Final = 18
_NUMBERS: Final = np.arange(CLOTS, dtype=np.uint64)
_SPEED: Final = {True: 33.0, False: 15.0}
"""m/s of water, of dust."""
_START_M: Final = 22.0
"""Metres over which a clot gathers speed."""


def falls(site: Site, time_s: float, metres: float) -> Actor:
    """Its pipe, its thread and its clots. metres: how far away the eye is."""
    water = site.kind == FALL
    speed = _SPEED[water]
    key = np.asarray(site.key, np.uint64)
    phase, fat, side = (unit(again(key ^ (_NUMBERS << np.uint64(8)), n)) for n in (1, 2, 3))
    phase = (_NUMBERS.astype(np.float64) + phase) / CLOTS
    wide = max(site.size, LEAST * metres)
    way = site.length + _START_M
    gone = ((time_s * speed / way + phase) % 1.0) * way  # metres since it began
    depth = gone * gone / (gone + _START_M)
    amount = np.ones(CLOTS) if water else flow(site, time_s - gone / speed)
    share = depth / site.length
    # It begins thin and breaks up into nothing at its end.
    whole = np.minimum(1.0, gone / 8.0) * np.minimum(1.0, (1.0 - share) / 0.15) * amount
    across = wide * (0.5 + 0.35 * fat) * (0.75 + 0.6 * share) * np.maximum(whole, 0.0)
    along = (13.0 + 9.0 * fat) * (0.3 + np.minimum(1.0, gone / 60.0)) * np.maximum(whole, 0.05)
    frame = Frame(site, 2 + CLOTS)
    if site.axis != 2:
        radius = max(1.2, 0.9 * site.size)
        frame.put(0, (0.0, -14.0, 0.0), (radius, site.out + 14.0 - 0.2 * radius, radius))
    top = 8.0 if site.axis == 2 else -0.4 * site.size
    now = 1.0 if water else float(flow(site, np.array([time_s - 0.4 * site.length / speed]))[0])
    thread = 0.55 * wide * now
    frame.put(1, (0.0, site.out, top), (thread, thread, site.length * 0.96 + top))
    drift = (side - 0.5) * 0.5 * wide
    at = np.stack([drift, site.out + drift[::-1], top - depth], axis=1)
    frame.put(slice(2, 2 + CLOTS), at, np.stack([across, across, along], axis=1))
    middle = (0.0, site.out, -0.35 * site.length)
    return frame.actor("life-water" if water else "life-dust", middle)


def flow(site: Site, time_s: NDArray[np.float64]) -> NDArray[np.float64]:
    """How much dust runs out at a moment, 0 … 1: it stops and comes again."""
    period = site.between(31, 24.0, 55.0)
    t = (time_s / period + site.chance(32)) % 1.0
    return np.asarray(np.clip(t * 9.0, 0.0, 1.0) * np.clip((0.68 - t) * 9.0, 0.0, 1.0), np.float64)
