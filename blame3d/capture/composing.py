"""What a photographer does last: looks through the finder a few ways, and ranks them.

Each way is drawn small. What counts is what the finished picture is judged by
(capture.composition): planes of depth behind one another, a place for the eye to rest, silhouettes
that lean, a floor that one could stand on, a light near a third, lights much lighter than the
rest; neither all air nor none; and nothing near that bars the frame from side to side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import radians, tan
from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.capture.figure import reach
from blame3d.capture.gather import Position
from blame3d.capture.measures import light_at_third, linear, luma, measure, structure
from blame3d.capture.metering import draft_size
from blame3d.capture.points import STEP_PX, on_floors, points_of, stands
from blame3d.capture.still import Easel
from blame3d.capture.studio import Studio
from blame3d.scene.eye import eye
from blame3d.scene.frame import View
from blame3d.timeline.shot import NORMAL
from blame3d.world.types import World

F64 = NDArray[np.float64]

_TURNS: Final = ((0.0, 0.0), (11.0, 0.0), (-11.0, 0.0), (0.0, -6.0), (0.0, 6.0), (0.0, 11.0))
"""Degrees aside and up by which a wide view is turned to look for a better one."""
_FAR_M: Final = 1200.0
_AIR: Final = (0.08, 0.45)
"""Share of the frame that is to be farther than that."""
_FLOOR: Final = 0.18
"""Share of the frame that floors take at most in a good one."""
_STOPS: Final = 4.0
"""By which lights are to be lighter than the median: from 35 to 150, from 60 to 220."""
_RATHER: Final = 0.15
"""What a later way has to be better by, for the first was chosen with more knowledge."""
_SCALE_M: Final = 60.0
"""Half of what a lens of `NORMAL` field shows in a good picture is farther than that."""
_WHOLE: Final = 0.4
"""What a mark is worth more when it is reached and not only nearly."""
_MASSES: Final = 30.0
"""Standard deviation of luma between the great masses of a good picture."""
_EMPTY: Final = 0.25
"""Share of a draft that may show nothing: it lacks what is fine."""
_ROOM: Final = 8.0
"""Places where somebody could stand that are room enough."""
_BAR: Final = (10.0, 1.5)
"""What is nearer than so many metres, through a lens of `NORMAL` field, and stands before what is
so many times as far, bars the way; and"""
_AT_HAND: Final = 2.4
"""what is nearer than so many is no floor and does too."""
_BARRED: Final = 0.6
"""Share of the frame's width that may be barred: rails along a way are."""
_BARS: Final = 0.1
"""What is `barred` by more is no picture."""
_HAND: Final = 0.12
"""Of the distance that three quarters of a picture are within, what is too near for a long lens,"""
_BLOCKED: Final = (0.12, 0.03)
"""and the shares of the frame that such things may take, before a wide lens and before a long one:
a black bar is hardly wider."""
_WALLED: Final = (12.0, 0.3)
"""What is nearer than so many metres, through a lens of `NORMAL` field, may take such a share of
the upper half of the frame: more is a wall at hand."""


def turns(view: View) -> list[View]:
    """The ways to look that are tried for a wide view, itself first."""
    return [replace(view, h=view.h + h, p=view.p + p) for h, p in _TURNS]


def sought(world: World, room: Studio, view: View) -> View:
    """A wide view turned to where it makes the best picture; all that it shows is there."""
    ways = turns(view)
    room.gather(view, more=tuple(ways))
    small = Easel(room.host, room.scene, draft_size(view.size))
    try:
        return ranked(world, ways, small)[0]
    finally:
        small.close()


def brought_near(view: View, metres: F64) -> Position | None:
    """Around where the City is to be finest for a long lens: as near to what it shows as it brings
    that, as in a film (timeline.shot); None for a wide one."""
    closer = _closer(view)
    seen = metres[np.isfinite(metres)]
    if closer <= 1.0 or not len(seen):
        return None
    away = float(np.percentile(seen, 30)) * (1.0 - 1.0 / closer) * 1000.0
    x, y, z = (round(at + away * float(way))
               for at, way in zip(view.position_mm, eye(view).forward, strict=True))
    return x, y, z


def ranked(world: World, views: Sequence[View], small: Easel) -> list[View]:
    """The views, those that make the best pictures first, and after the first no more in which
    nobody could stand or something bars the way. small: for drafts; all that they show must be
    there."""
    found = [_worth(world, view, small) for view in views]
    worth = np.array([one for one, _ in found])
    worth[0] += _RATHER
    best, *others = np.argsort(-worth, kind="stable").tolist()
    return [views[best], *(views[n] for n in others if found[n][1])]


def scale(view: View, metres: F64) -> float:
    """How far half of what a view shows is, its lens allowed for: 1 where that makes it large."""
    return float(np.median(metres)) / (_SCALE_M * _closer(view))


def barred(view: View, metres: F64) -> float:
    """The most of: share of the frame's width, beyond what rails along a way take, in which
    something near stands before what is far, or fills the foreground: a rail, a parapet; share of
    the frame, beyond `_BLOCKED`, that is at hand, or, before a long lens, much nearer than the
    rest; share of the upper half, beyond `_WALLED`, that is a wall at hand.

    metres: distances (h, w).
    """
    nearer = metres / _closer(view)
    # The farthest below each pixel.
    below = np.maximum.accumulate(metres[::-1], axis=0)[::-1]
    crossed = (nearer < _BAR[0]) & (below > _BAR[1] * metres) | (nearer < _AT_HAND)
    long = _closer(view) > 1.0
    at_hand = nearer < _AT_HAND
    if long:
        at_hand = metres < _HAND * np.percentile(np.minimum(metres, 1e6), 75)
    walled = nearer[: len(nearer) // 2] < _WALLED[0]
    return max(
        0.0, float(crossed.any(axis=0).mean()) - _BARRED,
        float(at_hand.mean()) - _BLOCKED[long], float(walled.mean()) - _WALLED[1],
    )  # fmt: skip


def _closer(view: View) -> float:
    """How many times as near as it is a view shows everything."""
    return tan(radians(NORMAL) / 2.0) / tan(radians(view.fov_h) / 2.0)


def _worth(world: World, view: View, small: Easel) -> tuple[float, bool]:
    """What a view is worth, and whether somebody could stand in it and nothing bars the way."""
    pixels, metres = small.both(view, 1)
    y = luma(pixels)
    found = measure(pixels, metres, view.fov_h)
    rel = points_of(view, metres)[:: STEP_PX // 2, :: STEP_PX // 2]
    floors = on_floors(world, rel, np.array(view.position_mm) / 1000.0)
    floor = float(floors.mean())
    room = len(stands(world, view, metres, *reach(view)))
    air = float((metres > _FAR_M).mean())
    stops = float(np.log2(linear(max(found["p99"], 0.5)) / linear(max(found["p50"], 1.0))))
    marks = (
        min(found["planes"] / 7.0, 1.0),
        min(found["non_axis_share"] / 0.15, 1.0),
        _between(found["plain_share"], 0.25, 0.60),
    )
    masses, bars = structure(y), barred(view, metres)
    worth = (
        sum(marks) + _WHOLE * sum(mark == 1.0 for mark in marks) + _between(air, *_AIR)
        + min(room / _ROOM, 1.0) - 3.0 * max(0.0, floor - _FLOOR)
        + 0.5 * light_at_third(y, view.fov_h) + 2.0 * min(stops / _STOPS, 1.0)
        + min(scale(view, metres), 1.0) + min(masses["masses"] / _MASSES, 1.0)
        - 3.0 * max(0.0, masses["empty"] - _EMPTY) - 2.0 * bars
    )  # fmt: skip
    return worth, room > 0 and bars < _BARS


def _between(share: float, least: float, most: float) -> float:
    """1 where a share lies between two, less the farther it is from them."""
    return 1.0 - min(1.0, max(least - share, share - most, 0.0) / 0.2)
