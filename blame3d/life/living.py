"""All that moves around an eye at a time."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from blame3d.cast.actor import Actor
from blame3d.life.ash import ash
from blame3d.life.kinds import posed
from blame3d.life.site import Site
from blame3d.life.sites import near
from blame3d.world.types import World

Position = tuple[int, int, int]


def living(world: World, eye_mm: Position, time_s: float) -> tuple[Actor, ...]:
    """What moves, for an eye at integer millimetres and a time in seconds. Finding the sites
    takes seconds the first time (`sites`); a running walk finds them beside its frames."""
    return actors(world.seed, near(world.seed, eye_mm), eye_mm, time_s)


def actors(
    seed: int, sites: Iterable[Site], eye_mm: Position, time_s: float, closer: float = 1.0
) -> tuple[Actor, ...]:
    """What moves at these sites, and the ash around the eye; closer: see `ash`."""
    found = [ash(seed, eye_mm, time_s, closer)]
    eye = np.array(eye_mm, np.float64) / 1000.0
    for site in sites:
        rel = eye - site.at
        found += posed(site, time_s, float(np.sqrt(rel @ rel)))
    return tuple(found)
