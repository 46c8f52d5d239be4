"""Lifts without walls: a platform that goes up a shaft, and how it carries whoever stands on it.

Where a platform is, is a function of how long it has been under way (`height`); the body's state
keeps the last few rides that it has asked for, all other platforms wait at their lower ends. A
platform is a floor like any other at the place where it is in a step, and takes along in that step
what stands on it or hangs in the air over it; who leaves it keeps its speed. It crushes nobody: it
stops while somebody is in its way. Sent elsewhere on its way it brakes as it would at a landing,
which is the second half of a shorter ride, and turns.
"""

from __future__ import annotations

from dataclasses import replace
from math import sqrt
from typing import Final

from blame3d.player.ladder import FACING
from blame3d.player.near import Among, Surroundings
from blame3d.player.shafts import Shaft
from blame3d.player.shapes import Shape
from blame3d.player.state import Legs, Ride, Rides, State, Vec, offset, rebase
from blame3d.world.chunk import BOX, Cell

FASTEST: Final = 31.25
RAMP_S: Final = 8.0
"""m/s, and the seconds in which it is reached and left: a kilometre takes 40 s. Over less than
250 m both are less, so that one is pressed to the floor no harder."""

THICK: Final = 0.35
"""Of a platform, metres."""
MOST: Final = 4
"""Platforms that are remembered; there is one in a kilometre, so the next is out of sight."""
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


def moving(ride: Ride) -> bool:
    """Whether the platform of a ride is still under way."""
    return ride.time < seconds(abs(ride.goal - ride.start))


def of(rides: Rides, shaft: Shaft) -> float:
    """Metres of a shaft's platform over its lower end, after these rides."""
    return height(_last(rides, shaft))


def _last(rides: Rides, shaft: Shaft) -> Ride:
    """The last ride of a shaft's platform; one that has gone nowhere when there was none."""
    waits = Ride(shaft.cell, shaft.pos, shaft.size, shaft.rise, 0.0, 0.0, 0.0, 0.0)
    return next((ride for ride in rides if _same(ride, shaft)), waits)


def _same(ride: Ride, other: Ride | Shaft) -> bool:
    return ride.cell == other.cell and ride.pos == other.pos


def with_ride(rides: Rides, ride: Ride) -> Rides:
    """These rides after one was asked for, which takes the place of the same platform's last."""
    return (*(one for one in rides if not _same(one, ride)), ride)[-MOST:]


def _over(state: State, cell: Cell, pos: Vec, size: tuple[float, float]) -> Vec | None:
    """Where the feet are from the low corner of a platform's lower end; None beside it."""
    at = offset(state.cell, state.pos, cell, pos)
    return at if 0.0 <= at[0] <= size[0] and 0.0 <= at[1] <= size[1] else None


def carrier(state: State) -> Ride | None:
    """The ride whose platform the body goes along with; None on none."""
    for ride in state.rides:
        at = _over(state, ride.cell, ride.pos, ride.size)
        if at is not None and -_STANDS <= at[2] - height(ride) <= _ABOARD_M:
            return ride
    return None


def stands(state: State, near: list[Shaft]) -> bool:
    """Whether the body stands on the platform of one of these lifts."""
    for shaft in near:
        over = _over(state, shaft.cell, shaft.pos, shaft.size)
        if over is not None and abs(over[2] - of(state.rides, shaft)) < _STANDS:
            return True
    return False


def inward(state: State, dt: float) -> tuple[float, float]:
    """The way of dt seconds towards the middle of the platform on which the body is, metres."""
    ride = carrier(state)
    if ride is None:
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
        ride = Ride(shaft.cell, shaft.pos, shaft.size, shaft.rise, high, high, 0.0, high)
        end = 0.0 if high < 0.5 * shaft.rise else shaft.rise
        fx, fy = FACING[shaft.way]
        (a, b, c), (wide, deep) = shaft.pos, shaft.size
        out = 0.5 * (abs(fx) * wide + abs(fy) * deep) + _BEYOND
        at = (a + 0.5 * wide + fx * out, b + 0.5 * deep + fy * out, c + end + _CLEAR)
        rides = with_ride(state.rides, ride)
        return replace(state, cell=cell, pos=pos, rides=rides, footing=rebase(shaft.cell, at))
    return state


def asked(state: State, near: list[Shaft]) -> Ride | None:
    """The ride that who stands here asks for: on a platform to the other end, under way back to
    where it came from; beside a shaft to this landing. None where there is nothing to ask for."""
    for shaft in near:
        ride = _last(state.rides, shaft)
        here = height(ride)
        over = _over(state, shaft.cell, shaft.pos, shaft.size)
        if over is not None and abs(over[2] - here) < _STANDS:
            towards = ride.then if moving(ride) else here
            goal = shaft.rise if towards < 0.5 * shaft.rise else 0.0
        else:
            at = offset(state.cell, state.pos, shaft.cell, shaft.pos)
            beside = max(-at[0], at[0] - shaft.size[0], -at[1], at[1] - shaft.size[1])
            ends = [end for end in (0.0, shaft.rise) if abs(at[2] - end) < _STOREY]
            if beside > CALL_M or not ends:
                continue
            goal = ends[0]
        if goal != (ride.then if moving(ride) else here):
            return _sent(ride, goal)
    return None


def _sent(ride: Ride, goal: float) -> Ride:
    """A platform's ride from where it is to another end; under way it has to brake first."""
    here = height(ride)
    if not moving(ride):
        return ride._replace(start=here, goal=goal, time=0.0, then=goal)
    # The ride whose highest speed is the present one is half done now.
    pace = speed(ride)
    share = abs(pace) / FASTEST
    half = 0.5 * FASTEST * RAMP_S * share * share * (1.0 if pace > 0.0 else -1.0)
    if share == 0.0 or abs(half) >= abs(ride.goal - here):  # it brakes already
        return ride._replace(then=goal)
    return ride._replace(start=here - half, goal=here + half, time=RAMP_S * share, then=goal)


def _later(ride: Ride, dt: float) -> Ride:
    """A ride dt seconds on, or the one that follows it."""
    if not moving(ride):
        return ride
    ride = ride._replace(time=ride.time + dt)
    if moving(ride) or ride.then == ride.goal:
        return ride
    return ride._replace(start=ride.goal, goal=ride.then, time=0.0)


def _floor(cell: Cell, pos: Vec, size: tuple[float, float], high: float, base: Cell) -> Shape:
    """A platform as a solid in the frame of `base`."""
    x, y, z = offset(cell, pos, base, (0.0, 0.0, 0.0))
    z += high
    return BOX, 0, x, y, z - THICK, x + size[0], y + size[1], z


def carried(state: State, dt: float, *, goes: bool = True) -> State:
    """The platforms of all rides dt seconds on, and the body with the one that it is aboard of, if
    it goes along."""
    if not any(map(moving, state.rides)):
        return state
    rides = tuple(_later(ride, dt) for ride in state.rides)
    own = carrier(state) if goes else None
    if own is None:
        return replace(state, rides=rides)
    up = height(rides[state.rides.index(own)]) - height(own)
    x, y, z = state.pos
    cell, pos = rebase(state.cell, (x, y, z + up))
    return replace(state, cell=cell, pos=pos, rides=rides)


def close(state: State) -> bool:
    """Whether the platform of a ride may touch the body."""
    for ride in state.rides:
        x, y, z = offset(state.cell, state.pos, ride.cell, ride.pos)
        wide, deep = ride.size
        above = -3.0 < z - height(ride) < _ABOARD_M
        if above and -1.0 < x < wide + 1.0 and -1.0 < y < deep + 1.0:
            return True
    return False


def among(state: State, world: Surroundings, near: list[Shaft]) -> Surroundings:
    """The world with the platforms of these lifts and of all rides, where they are now."""
    waiting = {(shaft.cell, shaft.pos): _last((), shaft) for shaft in near}
    rides = waiting | {(ride.cell, ride.pos): ride for ride in state.rides}
    shapes = [
        _floor(ride.cell, ride.pos, ride.size, height(ride), state.cell) for ride in rides.values()
    ]
    return Among(world, state.cell, shapes)


def left(before: State, after: State, legs: Legs) -> State:
    """The state after a step in which the body may have left its platform: it keeps its speed,
    and no platform is a footing to come back to."""
    ride = carrier(before)
    if ride is None:
        return after
    if carrier(after) is not None:
        return replace(after, footing=before.footing)
    pace = speed(ride)
    if after.grounded and abs(pace) < 1.0:  # onto a landing
        return after
    x, y, z = after.vel
    thrown = max(-legs.terminal, z + pace)
    return replace(after, vel=(x, y, thrown), grounded=False, coyote=0.0)
