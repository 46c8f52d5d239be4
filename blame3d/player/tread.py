"""A step on foot or through the air among the solids around: what both have in common with
flying, too."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt
from typing import Final

from blame3d.player import slide
from blame3d.player.shapes import Shape
from blame3d.player.slide import Body
from blame3d.player.state import Intent, Legs, Mode, State, Vec
from blame3d.player.steer import at_most, ease
from blame3d.player.sweep import SKIN

STUCK: Final = 0.02
"""Overlap in metres from which a body counts as inside a solid."""


def wait(state: State, intent: Intent, dt: float, held: int, mode: Mode, buffer: float) -> State:
    """Nothing but the view and the keys changes."""
    return replace(
        state,
        heading=intent.heading,
        pitch=intent.pitch,
        mode=mode,
        waiting=state.waiting + dt,
        buffer=buffer,
        held=held,
    )


def by_hands(state: State, intent: Intent, dt: float, held: int) -> State:
    """A body that hands hold, before it is moved: it neither falls nor treads, and looks about."""
    return replace(
        state,
        heading=intent.heading,
        pitch=intent.pitch,
        mode=Mode.WALK,
        grounded=False,
        waiting=0.0,
        coyote=0.0,
        buffer=0.0,
        held=held,
        airborne=0.0,
        lag=ease(state.lag, 0.0, 11.0, dt),
        stride=ease(state.stride, 0.0, 8.0, dt),
        landed=state.landed + dt,
    )


def bounds(
    pos: Vec, vel: Vec, dt: float, height: float, legs: Legs, *, climbs: bool = False
) -> tuple[Vec, Vec]:
    """Everything that a walking step may touch: the way, steps up and down, the head-room; and
    the ledge before it, when one climbs."""
    r = legs.radius + 0.05 + (legs.radius + 0.55 if climbs else 0.0)
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
            pos[2] + max(0.0, dz) + height + tall + (legs.mantle if climbs else 0.0),
        ),
    )


def stance(state: State, wants: bool, shapes: list[Shape], legs: Legs) -> bool:
    """Whether the body is crouched: standing up needs the room."""
    if wants or not state.crouched:
        return wants
    tall = Body(legs.radius, legs.height * 0.5 - legs.radius, shapes)
    return tall.depth(state.pos)[0] > 0.0


def on_foot(
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


def in_air(
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
