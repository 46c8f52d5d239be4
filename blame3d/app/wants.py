"""What a walk wants before all else, out of everything that a plan names. Pure."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.capture.gather import cell_boxes
from blame3d.scene.eye import reach_of, within
from blame3d.stream.plan import Desired
from blame3d.stream.rings import lead, rings
from blame3d.stream.view import centres, in_view
from blame3d.world.chunk import CELL, Key

LOOK_M: Final = 48.0
LOOK_S: Final = 2.0
LEAD_S: Final = 4.0
FARTHEST_M: Final = 4.0 * LOOK_M
CLEARER: Final = 0.8
"""The air may become this much thinner before what it had closed is asked for."""

Position = tuple[int, int, int]
Velocity = tuple[float, float, float]


@dataclass(frozen=True)
class Viewer:
    """An eye, and the body that carries it.

    velocity: m/s. heading, fov, pitch: degrees; pitch None for however it nods. solid: whether the
    body touches what is there. still: a picture is being taken from here. then: where the eye will
    be by a cut, if it is known, and next: what it will see there.
    """

    position_mm: Position
    velocity: Velocity
    heading: float
    fov: float
    pitch: float | None = None
    solid: bool = True
    still: bool = False
    then: Position | None = None
    next: frozenset[Key] = frozenset()


def around(plan: Desired, position_mm: Position) -> NDArray[np.bool_]:
    """Which cells of a plan (n,) are children of one parent with a place, at their level."""
    sizes = (np.int64(CELL * 2000) << plan.levels)[:, None]
    mine: NDArray[np.bool_] = (plan.cells >> 1) == np.asarray(position_mm, np.int64) // sizes
    return np.asarray(mine.all(axis=1))


def ahead_of(position_mm: Position, velocity: Velocity, heading: float) -> list[Position]:
    """Places where the eye may soon be: along its movement (m/s), and where it looks."""
    h = math.radians(heading)
    ways = [(-math.sin(h) * LOOK_M, math.cos(h) * LOOK_M, 0.0)]
    speed = math.hypot(*velocity)
    if 0.5 < speed < math.inf:
        seconds = min(LOOK_S, FARTHEST_M / speed)
        ways.insert(0, (velocity[0] * seconds, velocity[1] * seconds, velocity[2] * seconds))
    x, y, z = position_mm
    return [(x + int(a * 1000), y + int(b * 1000), z + int(c * 1000)) for a, b, c in ways]


def led(position_mm: Position, velocity: Velocity, plan: Desired) -> Position:
    """The place that the chunks of a moving eye are asked for beforehand: LEAD_S on, but at most
    as far as chunks are kept that the plan does not want."""
    speed = math.hypot(*velocity)
    if not 0.0 < speed < math.inf:
        return position_mm
    seconds = min(LEAD_S, lead(rings(plan.quality), plan.finest) / speed)
    x, y, z = (p + int(v * seconds * 1000.0) for p, v in zip(position_mm, velocity, strict=True))
    return x, y, z


def in_reach(plan: Desired, position_mm: Position, extinction: float) -> NDArray[np.bool_]:
    """Which rows of a plan (n,) the air does not hide: those whose parent it does not hide.

    A family comes whole or not at all, for a parent gives way only to all of its children.
    extinction: per metre at the eye.
    """
    clear = reach_of((math.inf, math.inf), extinction)
    seen = within(clear, *cell_boxes(plan.levels, plan.cells, position_mm))
    return np.where(plan.parents < 0, seen, seen[plan.parents])


def families(plan: Desired, keys: Collection[Key]) -> dict[Key, int]:
    """What has to come of a plan before these of its cells can be seen, and how soon: 3 for the
    roots that they lie in, 2 for what lies between, and for their brothers, because a parent gives
    way only to all of its children."""
    rows = np.array([plan.index[key] for key in keys if key in plan.index], np.int64)
    found = np.zeros(len(plan.levels), bool)
    roots = found.copy()
    while len(rows):
        top = plan.parents[rows] < 0
        roots[rows[top]] = True
        rows = np.unique(plan.parents[rows[~top]])
        found[rows] = True
    found |= (plan.parents >= 0) & found[plan.parents]
    out = {plan.keys[row]: 2 for row in np.flatnonzero(found).tolist()}
    return out | {plan.keys[row]: 3 for row in np.flatnonzero(roots).tolist()}


def needed(
    plan: Desired,
    position_mm: Position,
    heading: float,
    fov: float,
    reach: NDArray[np.bool_],
    pitch: float | None = None,
) -> NDArray[np.bool_]:
    """Which rows of a plan (n,) come first: something in every direction, and the place itself.

    The place itself: the cells around the eye. Rooms and corridors are in none of the coarser
    levels, and from inside a solid one sees nothing. reach: mask of the plan's rows. pitch: of the
    eye in degrees, None for however it nods.
    """
    roots = np.flatnonzero((plan.parents < 0) & reach)
    levels, cells = plan.levels[roots], plan.cells[roots]
    at = centres(levels, cells, position_mm)
    seen = roots[in_view(at, levels, heading, fov, pitch=pitch, vertical_fov=fov)]
    first = around(plan, position_mm)
    first[seen] = True
    return first
