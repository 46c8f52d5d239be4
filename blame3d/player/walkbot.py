"""Walkers without a person: one that tries to break the legs, one that follows a line.

Both drive the same `step` as the person does, so what they find, a person would have found.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from math import atan2, degrees, hypot, isfinite, sqrt

import numpy as np

from blame3d.player.clock import STEP
from blame3d.player.motion import LEGS, step
from blame3d.player.near import Surroundings
from blame3d.player.rescue import free
from blame3d.player.slide import Body
from blame3d.player.state import Intent, Legs, State, Vec, offset, place, rebase
from blame3d.world.chunk import Cell
from blame3d.world.hash import hash64, unit

_SALT = 0x0B07


class Whim(IntEnum):
    """What the bot is up to for a second."""

    TURNS = 0
    HUG = 1
    JUMPS = 2
    EDGES = 3
    BORDERS = 4
    CROUCH = 5
    SPRINT = 6
    STAND = 7


class Bot:
    """A seeded troublemaker: `intent` and `leap` are functions of (seed, tick, state)."""

    def __init__(self, seed: int) -> None:
        ticks = np.arange(4096)
        self._rolls = [unit(hash64(seed, _SALT + i, ticks)).tolist() for i in range(6)]

    def _roll(self, which: int, tick: int, period: int) -> float:
        return float(self._rolls[which][tick // period % 4096])

    def whim(self, tick: int) -> Whim:
        return Whim(int(self._roll(0, tick, 120) * len(Whim)))

    def intent(self, tick: int, state: State) -> Intent:
        """What the bot presses at this tick."""
        whim = self.whim(tick)
        slow = whim in (Whim.EDGES, Whim.STAND)
        heading = 360.0 * self._roll(1, tick, 25 if whim is Whim.TURNS else 120)
        forward, right, jump, crouch = 1.0, 0.0, False, False
        if whim is Whim.HUG:
            # Into the corner; the heading creeps along the wall.
            right, heading = 0.7, heading + 0.3 * (tick % 120)
        elif whim is Whim.JUMPS:
            jump = tick % 2 == 0
            right = 2.0 * self._roll(2, tick, 10) - 1.0
        elif whim is Whim.EDGES:
            forward = 1.0 if self._roll(3, tick, 15) < 0.5 else -1.0
        elif whim is Whim.BORDERS:
            heading = 90.0 * int(heading / 90.0)
        elif whim is Whim.CROUCH:
            crouch, jump = self._roll(3, tick, 10) < 0.5, self._roll(4, tick, 7) < 0.2
        elif whim is Whim.STAND:
            forward = 0.0
        sprint = whim in (Whim.BORDERS, Whim.SPRINT, Whim.JUMPS)
        return Intent(
            right, forward, 0.0, heading, 0.0, jump=jump, crouch=crouch, sprint=sprint, slow=slow
        )

    def leap(self, tick: int) -> Vec | None:
        """Once in 2,000 ticks: where to be thrown, metres from here (up to 300 m up), else None."""
        if tick == 0 or tick % 2000:
            return None
        x, y, z = (self._roll(i, tick, 2000) for i in (3, 4, 5))
        return (x - 0.5) * 200.0, (y - 0.5) * 200.0, z * z * 300.0


@dataclass(frozen=True)
class Patrol:
    """What a bot met. deepest: worst overlap with a solid, metres (<= 0.02 is meant). fastest:
    m/s. waited, returns, leaps: counts. state: the last one. faults: sentences, first 10."""

    state: State
    steps: int
    deepest: float
    fastest: float
    waited: int
    returns: int
    leaps: int
    faults: tuple[str, ...]


def overlap(state: State, world: Surroundings, legs: Legs = LEGS) -> float | None:
    """How deep the body is in a solid, metres (negative: free by that much at most); None while
    the colliders there are not ready."""
    height = legs.crouched_height if state.crouched else legs.height
    r, (x, y, z) = legs.radius, state.pos
    shapes = world.within(state.cell, (x - r, y - r, z), (x + r, y + r, z + height))
    if shapes is None:
        return None
    return Body(r, height * 0.5 - r, shapes).depth(state.pos)[0]


def patrol(
    seed: int,
    state: State,
    world: Surroundings,
    steps: int,
    each: Callable[[int], None] = lambda tick: None,
    legs: Legs = LEGS,
) -> Patrol:
    """Let a bot loose and check every single step.

    each: called before every tick (a test's way to take the world away from under the feet).
    """
    bot = Bot(seed)
    faults: list[str] = []
    deepest, fastest, waited, leaps = float("-inf"), 0.0, 0, 0
    for tick in range(steps):
        each(tick)
        leap = bot.leap(tick)
        if leap is not None:
            cell, pos = rebase(
                state.cell,
                (state.pos[0] + leap[0], state.pos[1] + leap[1], state.pos[2] + leap[2]),
            )
            if free(world, cell, pos, legs):
                state = replace(state, cell=cell, pos=pos, vel=(0.0, 0.0, 0.0), grounded=False)
                leaps += 1
        old = state
        state = step(old, bot.intent(tick, old), world, legs=legs)
        speed = sqrt(state.vel[0] ** 2 + state.vel[1] ** 2 + state.vel[2] ** 2)
        fastest = max(fastest, speed)
        fault = ""
        if not all(isfinite(v) for v in (*state.pos, *state.vel)):
            fault = "not finite"
        elif state.waiting > 0.0:
            waited += 1
            if (state.cell, state.pos, state.vel) != (old.cell, old.pos, old.vel):
                fault = "moved while waiting"
        else:
            depth = overlap(state, world, legs)
            if depth is None:
                fault = "moved where nothing is known"
            else:
                deepest = max(deepest, depth)
                if depth > 0.02:
                    fault = f"{depth:.3f} m deep in a solid"
        if hypot(state.vel[0], state.vel[1]) > legs.sprint + 1e-6 or speed > legs.terminal + 11.0:
            fault = fault or f"{speed:.1f} m/s"
        if fault and len(faults) < 10:
            faults.append(f"tick {tick}: {fault} at {state.cell} {state.pos}")
    return Patrol(state, steps, deepest, fastest, waited, state.returns, leaps, tuple(faults))


@dataclass(frozen=True)
class Walked:
    """How far along a line a walk came. done: all the way. reached: points passed. why: what
    went wrong, empty if nothing. seconds: of walking."""

    done: bool
    reached: int
    state: State
    seconds: float
    why: str


def follow(
    path: Sequence[Sequence[float]],
    world: Surroundings,
    base: Cell = (0, 0, 0),
    *,
    slow: bool = False,
    sprint: bool = False,
    near: float = 0.45,
    legs: Legs = LEGS,
    begin: State | None = None,
) -> Walked:
    """Walk along points (x, y, z on the floor, metres from the corner of `base`) as a person.

    Starts standing at the first point (up to 0.5 m above it). A point is passed within `near`
    metres across and 1 m in height; one that is straight above or below is that of a ladder, which
    is climbed towards what comes after it, or down as it was walked to. Gives up after two seconds
    without getting closer, on a fall of more than 3 m below the line, or when the world stays
    unknown for a second. begin: a body that stands there already.
    """
    x, y, z = (float(v) for v in path[0])
    start = place(base, (x, y, z + 0.01))
    for lift in () if begin else (0.01, 0.1, 0.2, 0.3, 0.5):
        start = place(base, (x, y, z + lift))
        if free(world, start.cell, start.pos, legs):
            break
    else:
        if begin is None:
            return Walked(False, 0, start, 0.0, "there is no room to stand at the start")
    state = begin or start
    heading = 0.0
    seconds, idle, best = 0.0, 0.0, float("inf")
    target = 1
    while target < len(path):
        goal = (float(path[target][0]), float(path[target][1]), float(path[target][2]))
        at = offset(state.cell, state.pos, base, goal)
        away = hypot(at[0], at[1])
        last = target == len(path) - 1
        if away < near and abs(at[2]) < 1.0:
            target, best, idle = target + 1, float("inf"), 0.0
            continue
        lowest = min(float(path[target - 1][2]), goal[2])
        if offset(state.cell, state.pos, base, (0.0, 0.0, lowest))[2] < -3.0:
            return Walked(False, target, state, seconds, "fell off the line")
        x, y, z = goal
        a, b, _ = path[target - 1]
        if hypot(x - a, y - b) > 1e-6:
            if away > 1e-6:
                heading = degrees(atan2(at[0], -at[1]))
        elif z > float(path[target - 1][2]) and not last:
            heading = degrees(atan2(x - path[target + 1][0], path[target + 1][1] - y))
        # Slower near a corner, so that the run does not overshoot it.
        far = hypot(away, at[2])
        push = 1.0 if slow or last else min(1.0, 0.35 + far / 2.0)
        state = step(
            state,
            Intent(move_y=push, heading=heading, slow=slow, sprint=sprint),
            world,
            legs=legs,
        )
        seconds += STEP
        idle += STEP
        if far < best - 0.05:
            best, idle = far, 0.0
        if state.waiting > 1.0:
            return Walked(False, target, state, seconds, "the world there is not ready")
        if idle > 2.0:
            return Walked(False, target, state, seconds, "no way on")
    return Walked(True, len(path), state, seconds, "")
