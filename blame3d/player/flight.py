"""Flying: through the air, slowly along walls, fast or without a body through them."""

from __future__ import annotations

from math import cos, exp, radians, sin, sqrt

from blame3d.player import slide
from blame3d.player.near import Surroundings
from blame3d.player.slide import Body
from blame3d.player.state import Intent, Legs, Mode, State, Vec, offset, rebase
from blame3d.player.steer import ease, wish
from blame3d.player.tread import STUCK, bounds, wait
from blame3d.world.chunk import Cell


def _kept(state: State, cell: Cell, pos: Vec, legs: Legs) -> tuple[Cell, Vec] | None:
    """The last footing, until one has flown so far from it that going back would be a journey."""
    if state.footing is None:
        return None
    away = offset(cell, pos, *state.footing)
    return state.footing if max(map(abs, away)) <= legs.bottomless else None


def fly(
    state: State,
    intent: Intent,
    world: Surroundings,
    dt: float,
    legs: Legs,
    held: int,
    mode: Mode,
) -> State:
    wx, wy, wz, forward = wish(intent)
    p = radians(max(-90.0, min(90.0, intent.pitch)))
    # Looking up and going forward climbs; strafing stays level.
    h = radians(intent.heading % 360.0)
    cut = forward * (1.0 - cos(p))
    wx, wy, wz = wx + sin(h) * cut, wy - cos(h) * cut, wz + forward * sin(p)
    size = sqrt(wx * wx + wy * wy + wz * wz)
    if size > 1.0:
        wx, wy, wz = wx / size, wy / size, wz / size
    speed = max(0.0, min(1e6, intent.fly_speed)) * (2.0 if intent.sprint else 1.0)
    k = 1.0 - exp(-legs.fly_accel * dt)
    vel = (
        state.vel[0] + (wx * speed - state.vel[0]) * k,
        state.vel[1] + (wy * speed - state.vel[1]) * k,
        state.vel[2] + (wz * speed - state.vel[2]) * k,
    )
    quick = sqrt(vel[0] * vel[0] + vel[1] * vel[1] + vel[2] * vel[2])
    feet = state.pos
    if mode is Mode.NOCLIP or quick > legs.fly_collides or speed * size > legs.fly_collides:
        feet = (feet[0] + vel[0] * dt, feet[1] + vel[1] * dt, feet[2] + vel[2] * dt)
    else:
        lo, hi = bounds(feet, vel, dt, legs.height, legs)
        shapes = world.within(state.cell, lo, hi)
        if shapes is None:
            return wait(state, intent, dt, held, mode, 0.0)
        body = Body(legs.radius, legs.height * 0.5 - legs.radius, shapes)
        if body.depth(feet)[0] > STUCK:  # slowed down inside a wall: fly on until out of it
            feet = (feet[0] + vel[0] * dt, feet[1] + vel[1] * dt, feet[2] + vel[2] * dt)
        else:
            feet, vel, _ = slide.fly(body, feet, vel, dt)
    cell, pos = rebase(state.cell, feet)
    return State(
        cell,
        pos,
        vel,
        intent.heading,
        intent.pitch,
        mode,
        held=held,
        footing=_kept(state, cell, pos, legs),
        crouch=ease(state.crouch, 0.0, 12.0, dt),
        lag=ease(state.lag, 0.0, 11.0, dt),
        stride=ease(state.stride, 0.0, 8.0, dt),
        walked=state.walked,
        landed=state.landed + dt,
        impact=state.impact,
        landings=state.landings,
        returns=state.returns,
        rides=state.rides,
    )
