"""Climbing onto ledges: up to 2.2 m over the feet, straight up the wall, then across its edge.

Held jump and a push towards the wall begin it, from the ground or in a fall that comes past. The
way is found free before the first move and is looked at again in every step.

Who only pushes towards an edge while he falls past it catches it with his hands and hangs: a jump
climbs it, crouching or a step back lets go.
"""

from __future__ import annotations

from dataclasses import replace
from math import hypot
from typing import Final

from blame3d.player import slide
from blame3d.player.near import Surroundings
from blame3d.player.slide import Body
from blame3d.player.state import Intent, Legs, Mode, State, Vec, rebase
from blame3d.player.sweep import SKIN
from blame3d.player.tread import STUCK, bounds, by_hands, wait

REACH: Final = 0.35
"""Metres before the body within which the wall has to be."""

_OVER: Final = 0.04
"""Metres by which the feet clear the edge."""
_UP, _ACROSS = 2.9, 2.0
"""m/s."""
_FASTEST: Final = 20.0
"""m/s of a fall in which hands still hold."""
_CATCH_S: Final = 0.15
_CATCH_MS: Final = 1.0
"""After so long in the air, falling so fast, hands look for an edge."""
_LEAST: Final = 1.2
"""Metres over the feet of an edge that is caught."""
_ARMS: Final = 2.0
_SINK: Final = 1.2
"""Metres of the edge over the feet of who hangs from it, and m/s on the way to that."""


def ledge(body: Body, feet: Vec, wx: float, wy: float, vz: float, legs: Legs) -> Vec | None:
    """The way onto a ledge before a body that pushes towards (wx, wy), see `State.mantle`.

    vz: how fast it rises. None where there is no ledge of between a step's height and
    `legs.mantle`, or no room on it.
    """
    size = hypot(wx, wy)
    if size < 0.5 or vz < -_FASTEST:
        return None
    ux, uy = wx / size, wy / size
    wall = body.cast(feet, (ux * REACH, uy * REACH, 0.0))
    if wall is None or abs(wall.nz) > 0.3 or wall.nx * ux + wall.ny * uy > -0.6:
        return None
    most = legs.mantle + _OVER + 2.0 * SKIN
    ceiling = body.cast(feet, (0.0, 0.0, most))
    rise = most if ceiling is None else most * ceiling.t
    across = REACH * wall.t + legs.radius + 0.15
    high = (feet[0], feet[1], feet[2] + rise)
    if body.cast(high, (ux * across, uy * across, 0.0)) is not None:
        return None
    over = (high[0] + ux * across, high[1] + uy * across, high[2])
    low, ground, _ = slide.drop(body, over, rise)
    if ground is None or low[2] - feet[2] <= legs.step_up:
        return None
    return ux * across, uy * across, min(rise, low[2] - feet[2] + _OVER)


def caught(body: Body, state: State, feet: Vec, wx: float, wy: float, legs: Legs) -> Vec | None:
    """The way onto an edge that a falling body gets hold of, see `ledge`."""
    if state.grounded or state.airborne < _CATCH_S or state.vel[2] > -_CATCH_MS:
        return None
    way = ledge(body, feet, wx, wy, state.vel[2], legs)
    return way if way is not None and way[2] >= _LEAST else None


def hang(
    state: State, way: Vec, intent: Intent, world: Surroundings, dt: float, legs: Legs, held: int
) -> State | None:
    """One step of hanging from an edge, arms nearly straight after a moment; None when the edge is
    gone or one lets go."""
    if intent.crouch or intent.move_y < -0.5:
        return None
    x, y, z = state.pos
    lo, hi = bounds(state.pos, (0.0, 0.0, 0.0), dt, legs.height, legs, climbs=True)
    shapes = world.within(state.cell, lo, hi)
    if shapes is None:
        return wait(state, intent, dt, held, Mode.WALK, 0.0)
    height = legs.crouched_height if state.crouched else legs.height
    body = Body(legs.radius, height * 0.5 - legs.radius, shapes)
    size = hypot(way[0], way[1])
    if ledge(body, state.pos, way[0] / size, way[1] / size, 0.0, legs) is None:
        return None
    sink = max(0.0, min(_ARMS - way[2], _SINK * dt))
    if sink > 0.0 and body.cast(state.pos, (0.0, 0.0, -sink)) is not None:
        sink = 0.0
    cell, pos = rebase(state.cell, (x, y, z - sink))
    return replace(
        by_hands(state, intent, dt, held),
        cell=cell,
        pos=pos,
        vel=(0.0, 0.0, 0.0),
        mantle=(way[0], way[1], way[2] + sink),
        hangs=True,
    )


def climb(
    state: State, way: Vec, intent: Intent, world: Surroundings, dt: float, legs: Legs, held: int
) -> State:
    """One step of climbing along the way that is left."""
    x, y, z = way
    left: Vec | None
    if z > 0.0:
        move = (0.0, 0.0, min(z, _UP * dt))
        left = (x, y, z - move[2])
    else:
        share = min(1.0, _ACROSS * dt / max(hypot(x, y), 1e-9))
        move = (x * share, y * share, 0.0)
        left = (x - move[0], y - move[1], 0.0) if share < 1.0 else None
    vel = (move[0] / dt, move[1] / dt, move[2] / dt)
    lo, hi = bounds(state.pos, vel, dt, legs.height, legs)
    shapes = world.within(state.cell, lo, hi)
    if shapes is None:
        return wait(state, intent, dt, held, Mode.WALK, 0.0)
    height = legs.crouched_height if state.crouched else legs.height
    body = Body(legs.radius, height * 0.5 - legs.radius, shapes)
    if body.cast(state.pos, move) is not None or body.depth(state.pos)[0] > STUCK:
        move, vel, left = (0.0, 0.0, 0.0), (0.0, 0.0, 0.0), None  # something has come in the way
    a, b, c = state.pos
    cell, pos = rebase(state.cell, (a + move[0], b + move[1], c + move[2]))
    return replace(
        by_hands(state, intent, dt, held),
        cell=cell,
        pos=pos,
        vel=vel,
        mantle=left,
        hangs=False,
    )
