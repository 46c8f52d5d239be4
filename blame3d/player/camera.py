"""Where Killy's eyes are: a pure function of his body's state and of three settings."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, pi, sin

from blame3d.player.state import Legs, Mode, State, Vec, offset, rebase
from blame3d.world.chunk import Cell


@dataclass(frozen=True, slots=True)
class Eyes:
    """Settings. bob, roll: rise and tilt of the head in walking, 0 (none) … 1; dip: landing dip,
    0 … 1; smooth: whether stairs are glided."""

    bob: float = 1.0
    roll: float = 1.0
    dip: float = 1.0
    smooth: bool = True


@dataclass(frozen=True, slots=True)
class Pose:
    """Eye position as (cell, metres in it), heading, pitch, roll in degrees."""

    cell: Cell
    pos: Vec
    heading: float
    pitch: float
    roll: float


_STRIDE = 1.5
"""Metres of two footfalls at a walk: one swing of the body sideways."""


def eye(state: State, eyes: Eyes = Eyes(), legs: Legs = Legs()) -> Pose:  # noqa: B008 frozen
    """The eye of a body.

    Standing 1.70 m above the feet, crouched 1.05 m, eased between; trailing the feet on stairs;
    bobbing with the distance walked by at most 3 cm; sinking after a landing by at most 25 cm
    and back within half a second.
    """
    height = legs.eye + (legs.crouched_eye - legs.eye) * state.crouch
    roll = 0.0
    if eyes.smooth:
        height += state.lag
    if eyes.dip > 0.0 and state.landed < 1.0 and state.mode is Mode.WALK:
        depth = min(0.25, 0.012 * state.impact) * min(1.0, eyes.dip)
        t = state.landed
        # Peaks at 1 after 80 ms, gone after half a second.
        height -= depth * (t / 0.08) * exp(1.0 - t / 0.08)
    if (eyes.bob > 0.0 or eyes.roll > 0.0) and state.mode is Mode.WALK:
        speed = (state.vel[0] ** 2 + state.vel[1] ** 2) ** 0.5
        # Longer strides when running: the swing never exceeds about two a second.
        phase = 2.0 * pi * state.walked / (_STRIDE * max(1.0, legs.run / 2.5))
        quick = min(1.0, speed / legs.run)
        bob, tilt = (min(1.0, share) * state.stride for share in (eyes.bob, eyes.roll))
        height += bob * (0.012 + 0.018 * quick) * sin(2.0 * phase)
        roll = tilt * (0.15 + 0.25 * quick) * sin(phase)
    x, y, z = state.pos
    cell, pos = rebase(state.cell, (x, y, z + height))
    return Pose(cell, pos, state.heading, state.pitch, roll)


def feet(state: State) -> Pose:
    """The place of the feet, which trail on stairs."""
    x, y, z = state.pos
    cell, pos = rebase(state.cell, (x, y, z + state.lag))
    return Pose(cell, pos, state.heading, state.pitch, 0.0)


def blend(a: Pose, b: Pose, part: float) -> Pose:
    """The pose at `part` (0 … 1) of the way from a to b; turns go the short way.

    A jump of more than 8 m between two steps is a change of place and is not blended.
    """
    d = offset(b.cell, b.pos, a.cell, a.pos)
    if d[0] * d[0] + d[1] * d[1] + d[2] * d[2] > 64.0:
        return b
    cell, pos = rebase(
        a.cell, (a.pos[0] + d[0] * part, a.pos[1] + d[1] * part, a.pos[2] + d[2] * part)
    )
    turn = (b.heading - a.heading + 180.0) % 360.0 - 180.0
    return Pose(
        cell,
        pos,
        a.heading + turn * part,
        a.pitch + (b.pitch - a.pitch) * part,
        a.roll + (b.roll - a.roll) * part,
    )
