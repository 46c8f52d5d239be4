"""What one frame is drawn from: a view is a value."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from blame3d.cast.actor import Actor, Key
from blame3d.player.gun import Blast, Shot
from blame3d.world.skylights import Skylight

Colour = tuple[float, float, float]


@dataclass(frozen=True)
class Haze:
    """The air of a frame.

    pale: linear colour of the air where it sees an opening. dark: linear colour of the air that
    sees none. extinction: per metre at the eye's height. gradient: relative growth of the density
    per metre downwards. openness: 0 … 1, how much opening a level ray sees; rays that rise see
    more, rays that fall less. white: a place that is light all through, where stills are light.
    shafts: of light that falls through the haze. side: level, x and y, towards where the light
    comes from, and by how much what looks there has more of it.
    """

    pale: Colour = (0.44, 0.51, 0.51)
    dark: Colour = (0.0060, 0.0085, 0.0090)
    extinction: float = 1.1e-3
    gradient: float = 4.0e-4
    openness: float = 0.62
    white: bool = False
    shafts: tuple[Skylight, ...] = ()
    side: tuple[float, float] = (0.15, 0.09)


@dataclass(frozen=True)
class View:
    """An eye in the City.

    position_mm: integer millimetres, world axes. h, p, r: degrees, Panda's convention (heading 0
    looks along +y and grows counter-clockwise seen from above; pitch grows upwards). fov_h:
    horizontal field in degrees. size: pixels drawn. exposure: a factor on linear light. time_s:
    seconds, for what moves. occluders: boxes (N, 6) lo, hi in whole metres of the
    world behind which nothing can be seen (world.occluders), or None: they spare work and leave
    the picture as it is. actors: what moves and stands in this frame.
    shots: what the gun took away, in firing order, and when. blasts: that run along bores now.
    black: share of white below which a still is printed black. day: share of the openings' light
    that falls on surfaces. key: the light on actors, in place
    of what is baked where they stand.
    """

    position_mm: tuple[int, int, int]
    h: float
    p: float
    r: float = 0.0
    fov_h: float = 70.0
    size: tuple[int, int] = (1280, 720)
    haze: Haze = field(default_factory=Haze)
    exposure: float = 1.0
    time_s: float = 0.0
    occluders: NDArray[np.int64] | None = field(default=None, compare=False)
    actors: tuple[Actor, ...] = ()
    shots: tuple[Shot, ...] = ()
    blasts: tuple[Blast, ...] = ()
    black: float = 0.0
    day: float = 1.0
    key: Key | None = None
