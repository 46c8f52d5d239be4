"""One step of Killy's body: `step(state, intent, world) -> state`, 120 times a second.

Acceleration and friction follow the Quake lineage (speed is gained along the wish only up to the
wished speed, friction acts on the ground alone), so steering is immediate and stopping short. A
step is pure: the same state, intent and colliders give the same state, bit for bit, wherever in
the City it happens. What is not known is not air: with colliders missing where the step would
lead, walking and falling wait.
"""

from __future__ import annotations

from dataclasses import replace
from math import cos, exp, isfinite, radians, sin, sqrt
from typing import Final

from blame3d.player import slide
from blame3d.player.clock import STEP
from blame3d.player.near import Surroundings
from blame3d.player.rescue import put, unstuck
from blame3d.player.shapes import Shape
from blame3d.player.slide import Body
from blame3d.player.state import Intent, Legs, Mode, State, Vec, offset, rebase
from blame3d.player.steer import at_most, capped, ease, steer, wish
from blame3d.player.sweep import SKIN
from blame3d.world.chunk import Cell

LEGS: Final = Legs()

_JUMP, _FLY, _NOCLIP = 1, 2, 4
_STUCK: Final = 0.02
"""Overlap in metres from which a body counts as inside a solid."""


def step(
    state: State, intent: Intent, world: Surroundings, dt: float = STEP, legs: Legs = LEGS
) -> State:
    """The body dt seconds later (dt is meant to be fixed).

    While colliders are missing where the step would lead, position and velocity stay as they
    are and `waiting` counts the seconds.
    """
    intent = _sane(intent, state)
    held = (
        (_JUMP if intent.jump else 0)
        | (_FLY if intent.fly else 0)
        | (_NOCLIP if intent.noclip else 0)
    )
    fresh = held & ~state.held
    mode = state.mode
    if fresh & _NOCLIP:
        mode = Mode.WALK if mode is Mode.NOCLIP else Mode.NOCLIP
    elif fresh & _FLY:
        mode = Mode.WALK if mode is not Mode.WALK else Mode.FLY
    buffer = legs.buffer if fresh & _JUMP else max(0.0, state.buffer - dt)
    if mode is Mode.WALK:
        return _walk(state, intent, world, dt, legs, held, buffer)
    return _fly(state, intent, world, dt, legs, held, mode)


def _sane(intent: Intent, state: State) -> Intent:
    if isfinite(intent.heading) and isfinite(intent.pitch) and isfinite(intent.fly_speed):
        return intent
    return Intent(heading=state.heading, pitch=state.pitch)


def _wait(state: State, intent: Intent, dt: float, held: int, mode: Mode, buffer: float) -> State:
    """Nothing but the view and the keys changes."""
    return State(
        state.cell,
        state.pos,
        state.vel,
        intent.heading,
        intent.pitch,
        mode,
        state.grounded,
        state.crouched,
        state.ground,
        state.waiting + dt,
        state.coyote,
        buffer,
        held,
        state.footing,
        state.airborne,
        state.lag,
        state.crouch,
        state.stride,
        state.walked,
        state.impact,
        state.landed,
        state.landings,
        state.returns,
    )


def _bounds(pos: Vec, vel: Vec, dt: float, height: float, legs: Legs) -> tuple[Vec, Vec]:
    """Everything that a walking step may touch: the way, steps up and down, the head-room."""
    r = legs.radius + 0.05
    dx, dy, dz = vel[0] * dt, vel[1] * dt, vel[2] * dt
    # A wall across the way can turn it by up to 90 degrees, never back.
    ax, ay = abs(dx), abs(dy)
    tall = legs.step_up + ax + ay + 0.05
    return (
        (
            pos[0] + min(0.0, dx) - ay - r,
            pos[1] + min(0.0, dy) - ax - r,
            pos[2] + min(0.0, dz) - tall,
        ),
        (
            pos[0] + max(0.0, dx) + ay + r,
            pos[1] + max(0.0, dy) + ax + r,
            pos[2] + max(0.0, dz) + height + tall,
        ),
    )


def _walk(
    state: State,
    intent: Intent,
    world: Surroundings,
    dt: float,
    legs: Legs,
    held: int,
    buffer: float,
) -> State:
    wx, wy, _, _ = wish(intent)
    slow_by_stance = state.crouched or intent.crouch
    if slow_by_stance:
        speed = legs.crouch_speed
    elif intent.sprint:
        speed = legs.sprint
    else:
        speed = legs.walk if intent.slow else legs.run

    vel = state.vel if state.mode is Mode.WALK else capped(state.vel, legs.fly_collides)
    jumps = buffer > 0.0 and (state.grounded or state.coyote > 0.0)
    new = steer(state, vel, wx, wy, speed, jumps, dt, legs)
    lo, hi = _bounds(state.pos, new, dt, legs.height, legs)
    shapes = world.within(state.cell, lo, hi)
    if shapes is None and state.waiting > 0.0 and state.grounded and not jumps:
        # Held up at the edge of the known: turning back must be possible, from a standstill.
        new = steer(state, (0.0, 0.0, 0.0), wx, wy, speed, False, dt, legs)
        lo, hi = _bounds(state.pos, new, dt, legs.height, legs)
        shapes = world.within(state.cell, lo, hi)
    if shapes is None:
        return _wait(state, intent, dt, held, Mode.WALK, buffer)

    crouched = _stance(state, intent.crouch, shapes, legs)
    height = legs.crouched_height if crouched else legs.height
    body = Body(legs.radius, height * 0.5 - legs.radius, shapes)
    feet = state.pos
    depth = body.depth(feet)[0]
    if depth > 0.0:
        if depth < legs.radius:  # else the shortest way out may lead under the floor
            feet = slide.push_out(body, feet)
        if depth >= legs.radius or body.depth(feet)[0] > _STUCK:
            # Inside a solid, by a change of mode or of the world: go where there is room.
            freed = unstuck(state, world, legs)
            if freed is None:
                return _wait(state, intent, dt, held, Mode.WALK, buffer)
            return replace(freed, heading=intent.heading, pitch=intent.pitch, held=held)

    if state.grounded and not jumps:
        feet, new, ground, lag, sound = _on_foot(state, body, feet, new, dt, legs)
        hard = 0.0
    else:
        feet, new, ground, lag, hard = _in_air(state, body, feet, new, dt, legs)
        sound = False
    if not all(isfinite(v) for v in (*feet, *new)):
        return _wait(state, intent, dt, held, Mode.WALK, 0.0)

    grounded = ground is not None
    moved = sqrt((feet[0] - state.pos[0]) ** 2 + (feet[1] - state.pos[1]) ** 2)
    if grounded:
        coyote = legs.coyote
    elif jumps:
        coyote = 0.0
    else:
        coyote = max(0.0, state.coyote - dt)
    cell, pos = rebase(state.cell, feet)
    loud = hard > 1.0
    out = State(
        cell,
        pos,
        new,
        intent.heading,
        intent.pitch,
        Mode.WALK,
        grounded,
        crouched,
        ground or slide.UP,
        0.0,
        coyote,
        0.0 if jumps else buffer,
        held,
        (cell, pos) if sound else state.footing,
        0.0 if grounded else state.airborne + dt,
        lag,
        ease(state.crouch, 1.0 if crouched else 0.0, 12.0, dt),
        ease(state.stride, 1.0 if grounded and moved > 0.2 * dt else 0.0, 8.0, dt),
        state.walked + (moved if grounded else 0.0),
        hard if loud else state.impact,
        0.0 if loud else state.landed + dt,
        state.landings + (1 if loud else 0),
        state.returns,
    )
    return out if grounded else _no_end(out, world, legs)


def _stance(state: State, wants: bool, shapes: list[Shape], legs: Legs) -> bool:
    """Whether the body is crouched: standing up needs the room."""
    if wants or not state.crouched:
        return wants
    tall = Body(legs.radius, legs.height * 0.5 - legs.radius, shapes)
    return tall.depth(state.pos)[0] > 0.0


def _on_foot(
    state: State, body: Body, feet: Vec, vel: Vec, dt: float, legs: Legs
) -> tuple[Vec, Vec, Vec | None, float, bool]:
    """A step with the feet on the ground: (feet, velocity, ground or None, eye lag, whether the
    ground is under the middle of the body: a place to come back to)."""
    start = feet
    dx, dy = vel[0] * dt, vel[1] * dt
    far = dx * dx + dy * dy
    kept_x, kept_y = dx, dy
    ground = state.ground
    if far > 1e-14:
        feet, kept_x, kept_y, ground = slide.walk(body, start, dx, dy, ground)
        done = (feet[0] - start[0]) * dx + (feet[1] - start[1]) * dy
        if done < 0.999 * far:
            over = slide.climb(body, start, dx, dy, legs.step_up)
            if over is not None:
                gain = (over[0][0] - start[0]) * dx + (over[0][1] - start[1]) * dy
                if gain > done + 1e-3 * far:
                    feet, kept_x, kept_y, ground = over
    across = sqrt((feet[0] - start[0]) ** 2 + (feet[1] - start[1]) ** 2)
    low, floor, contact = slide.drop(body, feet, legs.step_up + across + 2.0 * SKIN)
    if floor is not None:
        feet = low
    vel = (kept_x / dt, kept_y / dt, 0.0)
    # Only what slopes do not explain is a stair that the eye should glide over.
    jump = feet[2] - start[2]
    if floor is not None and floor[2] < 0.999:
        jump += (floor[0] * (feet[0] - start[0]) + floor[1] * (feet[1] - start[1])) / floor[2]
    lag = max(-0.5, min(0.5, ease(state.lag, 0.0, 11.0, dt) - (jump if floor else 0.0)))
    sound = contact is not None and floor is not None and contact.nz > floor[2] - 1e-4
    return feet, vel, floor, lag, sound


def _in_air(
    state: State, body: Body, feet: Vec, vel: Vec, dt: float, legs: Legs
) -> tuple[Vec, Vec, Vec | None, float, float]:
    """A step without ground: (feet, velocity, ground or None, eye lag, impact speed)."""
    # Half the gravity of the step is still to come: the mean speed makes a jump's height exact.
    half = 0.5 * legs.gravity * dt if vel[2] > -legs.terminal else 0.0
    mean = (vel[0], vel[1], vel[2] + half)
    start = feet
    feet, after, hits = slide.fly(body, feet, mean, dt)
    lag = ease(state.lag, 0.0, 11.0, dt)
    if hits:
        # A steep side turns a fall into a slide, but not into a throw.
        most = max(legs.sprint, sqrt(mean[0] * mean[0] + mean[1] * mean[1]))
        after = (*at_most(after[0], after[1], most), after[2])
    new = (after[0], after[1], after[2] - half)
    if mean[2] > 0.0 or not hits:
        return feet, new, None, lag, 0.0
    for at, hit, _ in hits:
        ground = slide.footing(body, at, hit)
        if ground is not None:
            # Landing takes the fall, not the run.
            walled = any(other.nz <= 0.02 for _, other, _ in hits)
            flat = (after[0], after[1]) if walled else (mean[0], mean[1])
            return feet, (flat[0], flat[1], 0.0), ground, lag, -vel[2]
    still = max(abs(feet[i] - start[i]) for i in range(3)) < 1e-5
    if still and any(hit.nz > 0.02 for _, hit, _ in hits):
        # Wedged between steep sides: that carries as well as a floor.
        return feet, (0.0, 0.0, 0.0), slide.UP, lag, 0.0
    return feet, new, None, lag, 0.0


def _no_end(state: State, world: Surroundings, legs: Legs) -> State:
    """Bring a body that falls for ever back to where it last stood."""
    if state.footing is None:
        return state
    cell, pos = state.footing
    below = -offset(state.cell, state.pos, cell, pos)[2]
    if below <= legs.bottomless and state.airborne <= legs.fall_time:
        return state
    return replace(put(state, cell, pos), returns=state.returns + 1)


def _kept(state: State, cell: Cell, pos: Vec, legs: Legs) -> tuple[Cell, Vec] | None:
    """The last footing, until one has flown so far from it that going back would be a journey."""
    if state.footing is None:
        return None
    away = offset(cell, pos, *state.footing)
    return state.footing if max(map(abs, away)) <= legs.bottomless else None


def _fly(
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
        lo, hi = _bounds(feet, vel, dt, legs.height, legs)
        shapes = world.within(state.cell, lo, hi)
        if shapes is None:
            return _wait(state, intent, dt, held, mode, 0.0)
        body = Body(legs.radius, legs.height * 0.5 - legs.radius, shapes)
        if body.depth(feet)[0] > _STUCK:  # slowed down inside a wall: fly on until out of it
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
    )
