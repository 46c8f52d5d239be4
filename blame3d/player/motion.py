"""One step of Killy's body: `step(state, intent, world) -> state`, 120 times a second.

Acceleration and friction follow the Quake lineage (speed is gained along the wish only up to the
wished speed, friction acts on the ground alone), so steering is immediate and stopping short. A
step is pure: the same state, intent and colliders give the same state, bit for bit, wherever in
the City it happens. What is not known is not air: with colliders missing where the step would
lead, walking and falling wait.
"""

from __future__ import annotations

from dataclasses import replace
from math import isfinite, sqrt
from typing import Final

from blame3d.player import ladder, lift, slide
from blame3d.player.clock import STEP
from blame3d.player.flight import fly
from blame3d.player.mantle import caught, climb, hang, ledge
from blame3d.player.near import Surroundings
from blame3d.player.rescue import RETURNED, firm, put, unstuck
from blame3d.player.shafts import Shaft
from blame3d.player.slide import Body
from blame3d.player.state import Intent, Legs, Mode, State, Vec, offset, rebase
from blame3d.player.steer import capped, ease, steer, wish
from blame3d.player.tread import STUCK, bounds, in_air, on_foot, stance, wait

LEGS: Final = Legs()

_JUMP, _FLY, _NOCLIP, _USE = 1, 2, 4, 8
_DEEP_S: Final = 4.0
"""No fall is shorter that is one of `Legs.bottomless` metres."""


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
        | (_USE if intent.use else 0)
    )
    fresh = held & ~state.held
    mode = state.mode
    if fresh & _NOCLIP:
        mode = Mode.WALK if mode is Mode.NOCLIP else Mode.NOCLIP
    elif fresh & _FLY:
        mode = Mode.WALK if mode is not Mode.WALK else Mode.FLY
    buffer = legs.buffer if fresh & _JUMP else max(0.0, state.buffer - dt)
    asks = bool(fresh & _USE) and mode is Mode.WALK
    if asks and not _knows(state, world):
        return wait(state, intent, dt, state.held, state.mode, state.buffer)
    ride = lift.asked(state, _lifts(state, world)) if asks else None
    begun = state if ride is None else replace(state, rides=lift.with_ride(state.rides, ride))
    moved, around = _carried(begun, world, dt, legs, mode)
    if mode is Mode.WALK:
        after = _walk(moved, intent, around, dt, legs, held, buffer)
    else:
        after = fly(moved, intent, around, dt, legs, held, mode)
    if after.waiting > 0.0:  # then nothing moves
        return replace(after, cell=state.cell, pos=state.pos, rides=begun.rides)
    after = lift.left(moved, after, legs)
    if (
        around is not world
        and after.footing is not state.footing
        and lift.stands(after, _lifts(after, world, 1.0))
    ):  # it will not be there when one comes back
        return replace(after, footing=state.footing)
    return after


def _around(state: State, far: float) -> tuple[Vec, Vec]:
    x, y, z = state.pos
    return (x - far, y - far, z - 1.0), (x + far, y + far, z + 2.0)


def _knows(state: State, world: Surroundings) -> bool:
    """Whether all is known where a lift might be that one can call."""
    return world.ready(state.cell, *_around(state, lift.CALL_M))


def _lifts(state: State, world: Surroundings, far: float = lift.CALL_M) -> list[Shaft]:
    return world.lifts(state.cell, *_around(state, far))


def _carried(
    state: State, world: Surroundings, dt: float, legs: Legs, mode: Mode
) -> tuple[State, Surroundings]:
    """The body after its platform has moved, if it is on one, and the world with all platforms.
    One that would crush somebody stands still, and turns who is on it away from its rim."""
    near = _lifts(state, world, 1.0)
    if not state.rides and not near:
        return state, world
    moved = lift.carried(state, dt, goes=mode is Mode.WALK)
    around = lift.among(moved, world, near)
    if moved is not state and mode is Mode.WALK and lift.close(moved):
        x, y, z = moved.pos
        r, tall = legs.radius, legs.crouched_height if moved.crouched else legs.height
        shapes = around.within(moved.cell, (x - r, y - r, z), (x + r, y + r, z + tall))
        if shapes and Body(r, tall * 0.5 - r, shapes).depth(moved.pos)[0] > STUCK:
            around = lift.among(state, world, near)
            return _inward(state, around, dt, legs), around
    return moved, around


def _inward(state: State, around: Surroundings, dt: float, legs: Legs) -> State:
    """The body a little nearer to the middle of its platform, if it is on one."""
    dx, dy = lift.inward(state, dt)
    if not (dx or dy):
        return state
    x, y, z = state.pos
    r, tall = legs.radius + 0.1, legs.crouched_height if state.crouched else legs.height
    shapes = around.within(state.cell, (x - r, y - r, z), (x + r, y + r, z + tall))
    body = Body(legs.radius, tall * 0.5 - legs.radius, shapes or [])
    if shapes is None or body.cast(state.pos, (dx, dy, 0.0)) is not None:
        return state
    cell, pos = rebase(state.cell, (x + dx, y + dy, z))
    return replace(state, cell=cell, pos=pos)


def _sane(intent: Intent, state: State) -> Intent:
    if isfinite(intent.heading) and isfinite(intent.pitch) and isfinite(intent.fly_speed):
        return intent
    return Intent(heading=state.heading, pitch=state.pitch)


def _walk(
    state: State,
    intent: Intent,
    world: Surroundings,
    dt: float,
    legs: Legs,
    held: int,
    buffer: float,
) -> State:
    if state.airborne == RETURNED:
        stands = firm(world, state.cell, state.pos, legs)
        if stands is None:
            return wait(state, intent, dt, held, Mode.WALK, 0.0)
        state = replace(state, cell=stands[0], pos=stands[1], airborne=0.0)
    if state.mantle is not None and state.hangs and buffer <= 0.0:
        hung = hang(state, state.mantle, intent, world, dt, legs, held)
        if hung is not None:
            return hung
        state = replace(state, mantle=None, hangs=False)
    if state.mantle is not None:
        return climb(state, state.mantle, intent, world, dt, legs, held)
    wx, wy, _, _ = wish(intent)
    if state.ladder < 0:
        found = ladder.taken(state, intent, wx, wy, world)
        if found >= 0:
            state = replace(state, ladder=found)
    if state.ladder >= 0:
        held_on = ladder.climb(state, intent, world, dt, legs, held, buffer)
        if held_on is not None:
            return held_on
        x, y, z = state.vel
        state = replace(state, ladder=-1, vel=(x, y, min(z, 0.0)))
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
    reaches = intent.jump or state.airborne > 0.0
    lo, hi = bounds(state.pos, new, dt, legs.height, legs, climbs=reaches)
    shapes = world.within(state.cell, lo, hi)
    if shapes is None and state.waiting > 0.0 and state.grounded and not jumps:
        # Held up at the edge of the known: turning back must be possible, from a standstill.
        new = steer(state, (0.0, 0.0, 0.0), wx, wy, speed, False, dt, legs)
        lo, hi = bounds(state.pos, new, dt, legs.height, legs)
        shapes = world.within(state.cell, lo, hi)
    if shapes is None:
        return wait(state, intent, dt, held, Mode.WALK, buffer)

    crouched = stance(state, intent.crouch, shapes, legs)
    height = legs.crouched_height if crouched else legs.height
    body = Body(legs.radius, height * 0.5 - legs.radius, shapes)
    feet = state.pos
    depth = body.depth(feet)[0]
    if depth > 0.0:
        if depth < legs.radius:  # else the shortest way out may lead under the floor
            feet = slide.push_out(body, feet)
        if depth >= legs.radius or body.depth(feet)[0] > STUCK:
            # Inside a solid, by a change of mode or of the world: go where there is room.
            freed = unstuck(state, world, legs)
            if freed is None:
                return wait(state, intent, dt, held, Mode.WALK, buffer)
            return replace(freed, heading=intent.heading, pitch=intent.pitch, held=held)

    if intent.jump and (jumps or not state.grounded):
        way = ledge(body, feet, wx, wy, state.vel[2], legs)
        if way is not None:
            return climb(replace(state, mode=Mode.WALK), way, intent, world, dt, legs, held)

    elif not intent.crouch:
        way = caught(body, state, feet, wx, wy, legs)
        if way is not None:
            return replace(
                state, mantle=way, hangs=True, vel=(0.0, 0.0, 0.0), mode=Mode.WALK, buffer=0.0,
                heading=intent.heading, pitch=intent.pitch, held=held, waiting=0.0,
            )  # fmt: skip

    if state.grounded and not jumps:
        feet, new, ground, lag, sound = on_foot(state, body, feet, new, dt, legs)
        hard = 0.0
    else:
        feet, new, ground, lag, hard = in_air(state, body, feet, new, dt, legs)
        sound = False
    if not all(isfinite(v) for v in (*feet, *new)):
        return wait(state, intent, dt, held, Mode.WALK, 0.0)

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
        rides=state.rides,
    )
    return out if grounded else _no_end(out, world, legs)


def _no_end(state: State, world: Surroundings, legs: Legs) -> State:
    """Bring a body that falls for ever back to where it last stood."""
    if state.footing is None:
        return state
    cell, pos = state.footing
    below = -offset(state.cell, state.pos, cell, pos)[2]
    deep = below > legs.bottomless and state.airborne > _DEEP_S  # not where a lift has gone down
    if not deep and state.airborne <= legs.fall_time:
        return state
    return replace(put(state, cell, pos), returns=state.returns + 1, airborne=RETURNED)
