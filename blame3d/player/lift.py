"""Lifts without walls: a platform that goes up a shaft, and how it carries whoever stands on it.

Where a platform is, is a function of how long it has been under way (`height`); the body's state
keeps the one ride that it has asked for, all other platforms wait at their lower ends. A platform
is a floor like any other at the place where it is in a step, and takes along in that step what
stands on it or hangs in the air over it; who leaves it keeps its speed. It crushes nobody: it
stops while somebody is in its way.
"""

from __future__ import annotations

from dataclasses import replace
from math import sqrt
from typing import Final

from blame3d.player.ladder import FACING
from blame3d.player.near import Among, Surroundings
from blame3d.player.shafts import Shaft
from blame3d.player.shapes import Shape
from blame3d.player.state import Legs, Ride, State, Vec, offset, rebase
from blame3d.world.chunk import BOX, Cell

FASTEST: Final = 31.25
RAMP_S: Final = 8.0
"""m/s, and the seconds in which it is reached and left: a kilometre takes 40 s. Over less than
250 m both are less, so that one is pressed to the floor no harder."""

THICK: Final = 0.35
"""Of a platform, metres."""
_ABOARD_M: Final = 3.0
"""Who is so far over a platform that moves goes with it."""
CALL_M: Final = 7.0
"""Metres from the shaft from which it is called."""
_STOREY: Final = 2.0
_STANDS: Final = 0.1
_INWARD: Final = 1.0
"""m/s away from the rim of who is there in the platform's way."""
_BEYOND: Final = 1.5
"""Metres onto a landing."""
_CLEAR: Final = 0.01
"""Metres over a platform at which a body is put."""


def seconds(metres: float) -> float:
    """How long a ride over so many metres takes."""
    top, ramp = _speed(metres)
    return metres / top + ramp if top else 0.0


def _speed(metres: float) -> tuple[float, float]:
    """Highest speed, m/s, and the seconds in which it is reached."""
    share = sqrt(min(1.0, metres / (FASTEST * RAMP_S)))
    return FASTEST * share, RAMP_S * share


def gone(metres: float, time: float) -> float:
    """Metres done `time` seconds after the start of a ride over `metres`. The speed follows a
    smooth step up and down, so that nothing jerks."""
    whole = seconds(metres)
    if time <= 0.0 or time >= whole:
        return 0.0 if time <= 0.0 else metres
    if time > 0.5 * whole:
        return metres - gone(metres, whole - time)
    top, ramp = _speed(metres)
    part = time / ramp
    if part >= 1.0:
        return top * (time - 0.5 * ramp)
    return top * ramp * part * part * part * (1.0 - 0.5 * part)


def height(ride: Ride) -> float:
    """Metres of the platform over its lower end."""
    way = 1.0 if ride.goal > ride.start else -1.0
    return ride.start + way * gone(abs(ride.goal - ride.start), ride.time)


def speed(ride: Ride) -> float:
    """m/s upwards."""
    step = 1.0 / 240.0
    ahead, back = ride._replace(time=ride.time + step), ride._replace(time=ride.time - step)
    return (height(ahead) - height(back)) / (2.0 * step)


def moving(ride: Ride | None) -> bool:
    """Whether the platform of a ride is still under way."""
    return ride is not None and ride.time < seconds(abs(ride.goal - ride.start))


def of(ride: Ride | None, shaft: Shaft) -> float:
    """Metres of a shaft's platform over its lower end, after this ride."""
    return height(ride) if ride is not None and _same(ride, shaft) else 0.0


def _same(ride: Ride, shaft: Shaft) -> bool:
    return ride.cell == shaft.cell and ride.pos == shaft.pos


def _over(state: State, cell: Cell, pos: Vec, size: tuple[float, float]) -> Vec | None:
    """Where the feet are from the low corner of a platform's lower end; None beside it."""
    at = offset(state.cell, state.pos, cell, pos)
    return at if 0.0 <= at[0] <= size[0] and 0.0 <= at[1] <= size[1] else None


def aboard(state: State) -> bool:
    """Whether the body goes along with the platform of its ride."""
    ride = state.lift
    if ride is None:
        return False
    at = _over(state, ride.cell, ride.pos, ride.size)
    return at is not None and -_STANDS <= at[2] - height(ride) <= _ABOARD_M


def stands(state: State, near: list[Shaft]) -> bool:
    """Whether the body stands on the platform of one of these lifts."""
    for shaft in near:
        over = _over(state, shaft.cell, shaft.pos, shaft.size)
        if over is not None and abs(over[2] - of(state.lift, shaft)) < _STANDS:
            return True
    return False


def inward(state: State, dt: float) -> tuple[float, float]:
    """The way of dt seconds towards the middle of the platform on which the body is, metres."""
    ride = state.lift
    if ride is None or not aboard(state):
        return 0.0, 0.0
    x, y, _ = offset(state.cell, state.pos, ride.cell, ride.pos)
    dx, dy = 0.5 * ride.size[0] - x, 0.5 * ride.size[1] - y
    share = _INWARD * dt / max(sqrt(dx * dx + dy * dy), 1e-9)
    return (dx * share, dy * share) if share < 1.0 else (0.0, 0.0)


def boarded(state: State, near: list[Shaft]) -> State:
    """The same body on a platform that waits at its feet, if it is in one of these shafts; its
    footing is the landing."""
    for shaft in near:
        over = _over(state, shaft.cell, shaft.pos, shaft.size)
        if over is None or not -_STOREY < over[2] < shaft.rise + _STOREY:
            continue
        high = max(0.0, min(shaft.rise, over[2]))
        for end in (0.0, shaft.rise):
            high = end if abs(over[2] - end) < _STOREY else high
        x, y, z = state.pos
        cell, pos = rebase(state.cell, (x, y, z + high - over[2] + _CLEAR))
        ride = Ride(shaft.cell, shaft.pos, shaft.size, shaft.rise, high, high, 0.0)
        end = 0.0 if high < 0.5 * shaft.rise else shaft.rise
        fx, fy = FACING[shaft.way]
        (a, b, c), (wide, deep) = shaft.pos, shaft.size
        out = 0.5 * (abs(fx) * wide + abs(fy) * deep) + _BEYOND
        at = (a + 0.5 * wide + fx * out, b + 0.5 * deep + fy * out, c + end + _CLEAR)
        return replace(state, cell=cell, pos=pos, lift=ride, footing=rebase(shaft.cell, at))
    return state


def asked(state: State, near: list[Shaft]) -> Ride | None:
    """The ride that who stands here asks for: to the other end on a platform, to this landing
    beside a shaft; None where there is nothing to ask for."""
    ride = state.lift
    for shaft in near:
        here = of(ride, shaft)
        if ride is not None and _same(ride, shaft) and moving(ride):
            continue
        over = _over(state, shaft.cell, shaft.pos, shaft.size)
        if over is not None and abs(over[2] - here) < _STANDS:
            goal = shaft.rise if here < 0.5 * shaft.rise else 0.0
        else:
            at = offset(state.cell, state.pos, shaft.cell, shaft.pos)
            beside = max(-at[0], at[0] - shaft.size[0], -at[1], at[1] - shaft.size[1])
            ends = [end for end in (0.0, shaft.rise) if abs(at[2] - end) < _STOREY]
            if beside > CALL_M or not ends or ends[0] == here:
                continue
            goal = ends[0]
        return Ride(shaft.cell, shaft.pos, shaft.size, shaft.rise, here, goal, 0.0)
    return None


def _floor(cell: Cell, pos: Vec, size: tuple[float, float], high: float, base: Cell) -> Shape:
    """A platform as a solid in the frame of `base`."""
    x, y, z = offset(cell, pos, base, (0.0, 0.0, 0.0))
    z += high
    return BOX, 0, x, y, z - THICK, x + size[0], y + size[1], z


def carried(state: State, dt: float, *, goes: bool = True) -> State:
    """The platform of the ride dt seconds on, and the body with it, if it is aboard and goes
    along."""
    ride = state.lift
    if ride is None or not moving(ride):
        return state
    later = ride._replace(time=ride.time + dt)
    if not (goes and aboard(state)):
        return replace(state, lift=later)
    x, y, z = state.pos
    cell, pos = rebase(state.cell, (x, y, z + height(later) - height(ride)))
    return replace(state, cell=cell, pos=pos, lift=later)


def close(state: State) -> bool:
    """Whether the platform of the ride may touch the body."""
    ride = state.lift
    if ride is None:
        return False
    x, y, z = offset(state.cell, state.pos, ride.cell, ride.pos)
    high = z - height(ride)
    return -3.0 < high < _ABOARD_M and -1.0 < x < ride.size[0] + 1 and -1.0 < y < ride.size[1] + 1


def among(state: State, world: Surroundings, near: list[Shaft]) -> Surroundings:
    """The world with the platforms of these lifts and of the ride, where they are now."""
    ride = state.lift
    shapes = [
        _floor(shaft.cell, shaft.pos, shaft.size, of(ride, shaft), state.cell)
        for shaft in near
        if ride is None or not _same(ride, shaft)
    ]
    if ride is not None:
        shapes.append(_floor(ride.cell, ride.pos, ride.size, height(ride), state.cell))
    return Among(world, state.cell, shapes)


def left(before: State, after: State, legs: Legs) -> State:
    """The state after a step in which the body may have left its platform: it keeps its speed,
    and no platform is a footing to come back to."""
    if not aboard(before) or before.lift is None:
        return after
    if aboard(after):
        return replace(after, footing=before.footing)
    pace = speed(before.lift)
    if after.grounded and abs(pace) < 1.0:  # onto a landing
        return after
    x, y, z = after.vel
    thrown = max(-legs.terminal, z + pace)
    return replace(after, vel=(x, y, thrown), grounded=False, coyote=0.0)
