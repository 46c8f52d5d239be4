"""Killy's body as a value: where it is, how it moves, what is asked of it.

A place is a level-0 cell (three Python ints, int64 range) and metres inside that cell (floats in
[0, 64)), so nothing depends on how far the cell is from the origin. Axes: x east, y north, z up.
Heading 0 looks along +y and grows counter-clockwise seen from above; pitch grows upwards; degrees.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from math import floor, isfinite
from typing import NamedTuple

from blame3d.errors import DataError
from blame3d.world.chunk import CELL, Cell

Vec = tuple[float, float, float]


class Mode(IntEnum):
    WALK = 0
    FLY = 1
    NOCLIP = 2


@dataclass(frozen=True, slots=True)
class Intent:
    """What the person asks for in one step: the keys as they are held, the view as it is.

    Changes from up to down are noticed by the step itself, so the same Intent may be given to
    any number of steps in a frame. move_x: right, move_y: forward, move_z: up (flying only),
    each -1 … 1. heading, pitch: degrees, absolute. fly, noclip: their keys (they toggle).
    fly_speed: m/s when flying; sprint doubles it. use: calls or starts a lift.
    """

    move_x: float = 0.0
    move_y: float = 0.0
    move_z: float = 0.0
    heading: float = 0.0
    pitch: float = 0.0
    jump: bool = False
    crouch: bool = False
    sprint: bool = False
    slow: bool = False
    fly: bool = False
    noclip: bool = False
    fly_speed: float = 10.0
    use: bool = False


class Ride(NamedTuple):
    """A lift's way (see player.lift). cell, pos: low corner of its platform's upper side at its
    lower end. size: metres along x and y. rise: to its upper end. start, goal: metres over the
    lower end. time: seconds since its start; it grows until the goal is reached. then: where it
    goes on to at once, the goal when it stays."""

    cell: Cell
    pos: Vec
    size: tuple[float, float]
    rise: float
    start: float
    goal: float
    time: float
    then: float


Rides = tuple[Ride, ...]


@dataclass(frozen=True, slots=True)
class Legs:
    """The body's measures and abilities. Metres, seconds, m/s."""

    radius: float = 0.3
    height: float = 1.88
    crouched_height: float = 1.2
    eye: float = 1.70
    crouched_eye: float = 1.05
    walk: float = 1.6
    run: float = 6.0
    sprint: float = 11.0
    crouch_speed: float = 1.4
    step_up: float = 0.3
    gravity: float = 9.81
    terminal: float = 60.0
    mantle: float = 2.2  # ledges so high are climbed
    rungs: float = 1.5  # up and down a ladder; sprint doubles it
    jump: float = 4.67  # take-off speed: 4.67**2 / (2 · 9.81) = 1.11 m
    coyote: float = 0.1  # a jump still counts this long after the ledge
    buffer: float = 0.12  # a jump asked for this early is kept
    friction: float = 9.0  # 1/s
    stop: float = 2.0  # below this speed friction is as strong as at it
    accel: float = 14.0  # 1/s, times the wished speed
    air_accel: float = 3.0
    fly_accel: float = 8.0
    fly_collides: float = 20.0  # faster flight passes through
    bottomless: float = 400.0  # a fall this far below the last footing has no end …
    fall_time: float = 12.0  # … or this long


@dataclass(frozen=True, slots=True)
class State:
    """Everything that the next step depends on.

    pos: feet (lowest point of the capsule), metres inside `cell`. vel: m/s. ground: unit normal
    under the feet. waiting: seconds that the body has stood still for missing colliders, 0 when
    it moves. footing: the last sound place stood on. lag: metres that the eye still trails
    behind the feet (stairs). crouch: 0 standing … 1 crouched, eased. stride: 0 at rest … 1 when
    walking, eased. walked: metres on foot. impact: speed of the last landing, m/s; landed: seconds
    since it. landings, returns: how often it landed hard enough to hear, was brought back. mantle:
    way that is left onto the ledge that is being climbed, metres, first up, then across. ladder:
    the way that one looks on the ladder that one holds, as COLLIDER.dir, -1 on none. rides: of
    lifts, each platform's last, the one asked for last at the end. hangs: whether one hangs from
    the edge that `mantle` leads over.
    """

    cell: Cell
    pos: Vec
    vel: Vec = (0.0, 0.0, 0.0)
    heading: float = 0.0
    pitch: float = 0.0
    mode: Mode = Mode.WALK
    grounded: bool = False
    crouched: bool = False
    ground: Vec = (0.0, 0.0, 1.0)
    waiting: float = 0.0
    coyote: float = 0.0
    buffer: float = 0.0
    held: int = 0
    footing: tuple[Cell, Vec] | None = None
    airborne: float = 0.0
    lag: float = 0.0
    crouch: float = 0.0
    stride: float = 0.0
    walked: float = 0.0
    impact: float = 0.0
    landed: float = 1e6
    landings: int = 0
    returns: int = 0
    mantle: Vec | None = None
    ladder: int = -1
    rides: Rides = ()
    hangs: bool = False


def rebase(cell: Cell, pos: Vec) -> tuple[Cell, Vec]:
    """The same place with every coordinate in [0, 64)."""
    x, y, z = pos
    if 0.0 <= x < CELL and 0.0 <= y < CELL and 0.0 <= z < CELL:
        return cell, pos
    out, at = list(cell), list(pos)
    for i in range(3):
        k = floor(at[i] / CELL)
        at[i] -= k * CELL
        if at[i] >= CELL:  # -1e-20 + 64 rounds up to 64
            at[i] -= CELL
            k += 1
        out[i] += k
    return (out[0], out[1], out[2]), (at[0], at[1], at[2])


def offset(cell: Cell, pos: Vec, other: Cell, at: Vec) -> Vec:
    """Vector from the place (other, at) to the place (cell, pos), metres."""
    return (
        float((cell[0] - other[0]) * CELL) + (pos[0] - at[0]),
        float((cell[1] - other[1]) * CELL) + (pos[1] - at[1]),
        float((cell[2] - other[2]) * CELL) + (pos[2] - at[2]),
    )


def place(cell: Cell, pos: Vec, heading: float = 0.0, pitch: float = 0.0) -> State:
    """A body put somewhere, at rest, not yet on the ground. Raises DataError if not finite."""
    if not all(isfinite(v) for v in (*pos, heading, pitch)):
        raise DataError("A place needs finite numbers.")
    cell, pos = rebase(cell, pos)
    return State(cell, pos, heading=heading, pitch=pitch)
