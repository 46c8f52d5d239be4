"""Where a walk begins: at an address to the millimetre, or where the City looks good."""

from __future__ import annotations

from dataclasses import replace
from math import isfinite
from typing import Final

from blame3d.app.looking import near_range
from blame3d.app.walker import Walker, cell_of
from blame3d.capture.where import pose_of, world_of
from blame3d.config import Settings
from blame3d.player import lift
from blame3d.player.motion import LEGS
from blame3d.player.near import Provider
from blame3d.player.state import Mode, State, place
from blame3d.stream.executor import Executor
from blame3d.stream.jobs import Done, place_job
from blame3d.view import Address, Pose

PATIENCE_S: Final = 20.0
"""So long a worker is waited for; then this process looks for itself."""

STANDING_M: Final = 0.35
"""An eye this much above standing height still stands on the floor below it."""


Start = tuple[State, bool]
"""The body, and whether it has yet to be seen if it stands or flies."""


class Spawn:
    """state: the body to begin with. It hovers until the ground is known, then stands or flies."""

    def __init__(self, begin: Start) -> None:
        self.state, self._undecided = begin

    def again(self, begin: Start) -> State:
        """Begin at another place; the body to go on with."""
        self.state, self._undecided = begin
        return self.state

    def settle(self, walker: Walker, provider: Provider) -> bool:
        """Once the colliders are there: put the feet on a floor that is right below. True when
        it has just been seen that there is none, so that the body flies."""
        if not self._undecided:
            return False
        self._undecided = False
        eye = walker.eye()
        down, _ = near_range(provider, eye.cell, eye.pos, (0.0, 0.0, -1.0))
        if down is not None and isfinite(down) and down <= LEGS.eye + STANDING_M:
            walker.state = replace(walker.state, mode=Mode.WALK)
        else:  # a walk may have ended on a platform, which no provider knows
            x, y, z = walker.state.pos
            near = walker.surroundings.lifts(walker.state.cell, (x, y, z), (x, y, z))
            on = lift.boarded(walker.state, near)
            if on is not walker.state:
                walker.state = replace(on, mode=Mode.WALK)
        return walker.state.mode is Mode.FLY


def start(settings: Settings, place: Pose | None = None) -> Start:
    """Where a walk with these settings begins.

    An address with angles is taken literally. Without, it is the best of the views near it: place,
    where a worker has found it already. Raises DataError when a literal place lies inside a wall.
    """
    pose = place or pose_of(settings, world_of(settings))
    if settings.at is not None and settings.at.aimed:
        return literal(pose)
    return body_at(pose), False


def found(settings: Settings, executor: Executor) -> Start:
    """The same, with the view looked for by a worker, in whose memory stays what it was found with;
    what was wanted of the executor is forgotten."""
    if settings.at is not None and settings.at.aimed:
        return start(settings)
    job = place_job((0, 0, 0) if settings.at is None else settings.at.pose.mm)
    executor.set_world(world_of(settings))
    executor.request([job])
    result = executor.take(job, PATIENCE_S)
    return start(settings, result.place if isinstance(result, Done) else None)


def literal(pose: Pose) -> Start:
    """The eye exactly there, on its feet where there is a floor."""
    return replace(body_at(pose), mode=Mode.FLY), True


def body_at(pose: Pose) -> State:
    """A standing body whose eye is at a pose."""
    cell, (x, y, z) = cell_of(pose.mm)
    return place(cell, (x, y, z - LEGS.eye), pose.h, pose.p)


def settings_at(settings: Settings, at: Address) -> Settings:
    """The settings of a walk that begins at an address."""
    seed = settings.seed if at.seed is None else at.seed
    fov = settings.fov if at.fov is None else at.fov
    return replace(settings, at=at, seed=seed, fov=fov)
