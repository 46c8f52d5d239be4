"""Ladders: taken by walking into one or over the edge that it leads to, or caught in a fall.

Who looks at the rungs and goes forward climbs, and goes down when he looks down; who looks away
from them goes the way that he walks: forward is down. At the upper end one steps onto the floor as
onto a ledge, at the lower end one stands. Jump pushes off, crouch lets go.
"""

from __future__ import annotations

from dataclasses import replace
from math import cos, hypot, radians, sin
from typing import Final

from blame3d.player import slide
from blame3d.player.near import Surroundings
from blame3d.player.shapes import Shape
from blame3d.player.slide import Body
from blame3d.player.state import Intent, Legs, Mode, State, Vec, rebase
from blame3d.player.steer import ease
from blame3d.player.tread import STUCK, by_hands, wait

FACING: Final = ((1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0))
"""Unit vector (x, y) from the climber to the rungs, by COLLIDER.dir."""

OFF: Final = 0.36
"""Metres from the body's axis to the rungs."""

_BESIDE: Final = 0.4
"""Metres to the side of the rungs' middle from which they are taken."""
_BEFORE: Final = 0.75
"""Metres before the rungs, or from them on the floor above, from which they are taken."""
_FASTEST: Final = 20.0
"""m/s of a fall in which hands still hold."""
_ONTO: Final = 0.95
"""Metres from the rungs onto the floor above, where one stands after the last step."""
_OVER: Final = 0.03
"""Metres over that floor to which one climbs."""
_TO_LINE: Final = 2.0
"""m/s towards the line of the climb."""
_PUSH: Final = (3.0, 2.5)
"""m/s away and up of a jump."""
_DOWNWARD: Final = -40.0
"""Pitch in degrees below which forward is down."""


def _reached(pos: Vec, shape: Shape) -> tuple[float, float]:
    """Metres from the rungs towards whoever climbs them (negative: on the floor above), aside."""
    fx, fy = FACING[shape[1]]
    dx, dy = pos[0] - (shape[2] + shape[5]) * 0.5, pos[1] - (shape[3] + shape[6]) * 0.5
    return -(dx * fx + dy * fy), dx * fy - dy * fx


def near(state: State, world: Surroundings) -> list[Shape]:
    """The ladders within reach."""
    x, y, z = state.pos
    return world.ladders(state.cell, (x - 1.0, y - 1.0, z - 0.4), (x + 1.0, y + 1.0, z + 0.4))


def taken(state: State, intent: Intent, wx: float, wy: float, world: Surroundings) -> int:
    """The direction of a ladder that a push towards (wx, wy) takes hold of, -1 for none."""
    if intent.jump or intent.crouch or state.vel[2] < -_FASTEST or hypot(wx, wy) < 0.3:
        return -1
    for shape in near(state, world):
        fx, fy = FACING[shape[1]]
        into = wx * fx + wy * fy
        before, aside = _reached(state.pos, shape)
        over = state.pos[2] - shape[7]
        if abs(aside) > _BESIDE:
            continue
        if before >= 0.0 and before < _BEFORE and into > 0.3 and over < -0.3:
            leaves = state.pos[2] < shape[4] + 0.3 and _rate(intent, shape[1]) <= 0.0
            if not leaves:
                return shape[1]
        if state.grounded and -_BEFORE < before < 0.0 and into < -0.3 and abs(over) < 0.35:
            return shape[1]
    return -1


def _rate(intent: Intent, way: int) -> float:
    """How fast the keys lead up, -1 … 1."""
    h = radians(intent.heading % 360.0)
    fx, fy = FACING[way]
    away = -sin(h) * fx + cos(h) * fy < -0.2
    return intent.move_y * (-1.0 if away or intent.pitch < _DOWNWARD else 1.0)


def climb(
    state: State,
    intent: Intent,
    world: Surroundings,
    dt: float,
    legs: Legs,
    held: int,
    buffer: float,
) -> State | None:
    """One step on the ladder that is held; None when there is none any more, or one lets go."""
    found = [shape for shape in near(state, world) if shape[1] == state.ladder]
    found.sort(key=lambda shape: abs(_reached(state.pos, shape)[1]))
    if not found or intent.crouch:
        return None
    shape = found[0]
    fx, fy = FACING[state.ladder]
    if buffer > 0.0:
        return replace(
            state,
            vel=(-fx * _PUSH[0], -fy * _PUSH[0], _PUSH[1]),
            heading=intent.heading,
            pitch=intent.pitch,
            waiting=0.0,
            coyote=0.0,
            buffer=0.0,
            held=held,
            ladder=-1,
        )
    x, y, z = state.pos
    goal_x = (shape[2] + shape[5]) * 0.5 - fx * OFF
    goal_y = (shape[3] + shape[6]) * 0.5 - fy * OFF
    off = hypot(goal_x - x, goal_y - y)
    share = min(1.0, _TO_LINE * dt / max(off, 1e-9))
    across = (goal_x - x) * share, (goal_y - y) * share
    speed = legs.rungs * (2.0 if intent.sprint else 0.5 if intent.slow else 1.0)
    rate = max(-1.0, min(1.0, _rate(intent, state.ladder))) * speed
    rise = rate * dt if off < 0.15 else 0.0
    top = max(part[7] for part in found)
    rise = min(rise, max(0.0, top + _OVER - z))
    shapes = world.within(state.cell, (x - 2.0, y - 2.0, z - 1.0), (x + 2.0, y + 2.0, z + 3.0))
    if shapes is None:
        return wait(state, intent, dt, held, Mode.WALK, 0.0)
    body = Body(legs.radius, legs.height * 0.5 - legs.radius, shapes)
    if body.depth(state.pos)[0] > STUCK:
        return None
    # Aside first: beside the gap in a rail there is no other way to the rungs.
    ahead = across[0] * fx + across[1] * fy
    feet = state.pos
    for dx, dy in (
        (across[0] - ahead * fx, across[1] - ahead * fy), (ahead * fx, ahead * fy)
    ):  # fmt: skip
        hit = body.cast(feet, (dx, dy, 0.0))
        part = 1.0 if hit is None else hit.t
        feet = (feet[0] + dx * part, feet[1] + dy * part, z)
    hit = body.cast(feet, (0.0, 0.0, rise))
    stands = hit is not None and rise < 0.0 and slide.footing(body, feet, hit) is not None
    climbed = rise * (1.0 if hit is None else hit.t)
    feet = (feet[0], feet[1], z + climbed)
    cell, pos = rebase(state.cell, feet)
    onto = (fx * (OFF + _ONTO), fy * (OFF + _ONTO), 0.0)
    arrives = rate > 0.0 and feet[2] >= top + 0.5 * _OVER and body.cast(feet, onto) is None
    return replace(
        by_hands(state, intent, dt, held),
        cell=cell,
        pos=pos,
        vel=((feet[0] - x) / dt, (feet[1] - y) / dt, climbed / dt),
        grounded=stands,
        crouched=False,
        crouch=ease(state.crouch, 0.0, 12.0, dt),
        mantle=onto if arrives else None,
        ladder=-1 if arrives or stands else state.ladder,
    )
