"""The eight of `watchtower`: how each stands, goes, lies and runs at a moment."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Final

import numpy as np

from blame3d.cast.actor import Actor
from blame3d.cast.model import load
from blame3d.cast.sprawl import Sprawl, eased, sprawled
from blame3d.setpieces import pipefield
from blame3d.setpieces.players import Point, Stand, person, shaped, sideways, towards
from blame3d.setpieces.walks import Course, Face, Go
from blame3d.setpieces.watchtower_flight import fleeing
from blame3d.setpieces.watchtower_marks import (
    AT_HATCH,
    CATCHES,
    DOWN,
    FLAKE,
    IN_HAND,
    LIES,
    PALM,
    RUNS,
    SLIPS,
    TURNED,
    UP,
    WAKES,
    WALL_Y,
    Person,
)
from blame3d.timeline.keys import bump, linear, ramp, rush, turned
from blame3d.timeline.noise import wobble
from blame3d.timeline.piece import Site

_PACE: Final = 0.85
"""Of the file on the bridge overhead, m/s."""

_GOES_ON: Final = 11.7
"""When it goes on, after one has slipped."""
SLIPPER: Final = 4
"""Number in the file of him who slips."""
_HANGS: Final = (SLIPS + 0.45, 10.0, 11.2)
"""From when to when he hangs below the edge, and when he is up again."""
_EDGE_X: Final = 9.76


def _above(one: Person) -> Course:
    """Along the bridge overhead, in file, with a halt when one slips."""
    x, y = 11.6 + 0.5 * (one.file % 3), -52.0 - 2.7 * one.file
    halt = y + _PACE * SLIPS
    return Course(
        (x, y, 12.0), 0.0,
        (Go(0.0, (x, halt, 12.0), _PACE), Go(_GOES_ON, (x, halt + 3.0, 12.0), _PACE)),
    )  # fmt: skip


def _hangs(now: Stand, s: float) -> Stand:
    """Over the edge, by both hands; the others pull him up."""
    out = ramp(s, SLIPS, SLIPS + 0.3) * (1.0 - ramp(s, _HANGS[1] + 0.5, _HANGS[2]))
    down = ramp(s, SLIPS + 0.15, _HANGS[0], rush) * (1.0 - ramp(s, _HANGS[1], _HANGS[2] - 0.2))
    x, y, z = now.at
    at = x + (_EDGE_X - x) * out, y, z - 2.55 * down
    kicks = 8.0 * wobble(47, s, 1.6) * down
    return Stand(
        at, -90.0, (-90.0, 30.0), crouch=0.5 * (1.0 - down), air=down, sway=kicks, time=s,
        hand=sideways(-90.0, 0.22, 0.30, 1.72), far=down, other=sideways(-90.0, -0.22, 0.30, 1.72),
        other_far=down,
    )  # fmt: skip


def hangs(s: float) -> float:
    """0 … 1: how far he is over the edge, by the line alone."""
    return ramp(s, SLIPS + 0.2, _HANGS[0]) * (1.0 - ramp(s, _HANGS[1], _HANGS[1] + 0.7))


def hanging(one: Person, site: Site, s: float, down: float) -> Actor:
    """He: both hands over the head on the line, legs that swing and find nothing."""
    figure, now = load(one.name), stand(one, s)
    age = s - _HANGS[0]
    turn = 2.0 * np.pi * 0.62 * age
    a, b = (0.34 * float(np.sin(turn + k)) for k in (0.0, 1.9))
    hips = float(figure.pivot[figure.index("hips")][2]) + 0.10
    how = Sprawl(
        (0.0, 0.06 * float(np.sin(turn)), hips), (8.0 * float(np.sin(turn)), 6.0),
        (-0.16, 0.10 + a, 0.24 + 0.5 * abs(a)), (0.16, 0.10 + b, 0.20 + 0.5 * abs(b)),
        (-34.0, -24.0), (0.10, 0.16, 1.98), (-0.06, 0.18, 1.86), 34.0,
        30.0 * float(np.sin(1.3 * age)),
    )  # fmt: skip
    joints = eased(
        person(one.name, Site((0, 0, 0), 0.0), replace(now, at=(0.0, 0.0, 0.0))).joints,
        sprawled(figure, now.heading, how), min(1.0, 1.6 * down),
    )  # fmt: skip
    joints[figure.index("gun"), :, :3] = 0.0
    return shaped(one.name, site, now.at, joints.astype(np.float64))


def _below(one: Person) -> Course:
    """Through the broken pipe towards the platform."""
    y = (0.55, -0.5, 0.1)[one.file % 3]
    start = (26.6 - 1.9 * one.file, y, 0.0)
    return Course(start, -90.0, (Go(0.0, (start[0] + 13.0, y, 0.0), 1.05),))


@lru_cache(maxsize=64)
def stand(one: Person, s: float) -> Stand:
    """One of the eight at a moment; many ask for the same one."""
    n = one.file
    if s < DOWN:
        now = _above(one).stand(s)
        # All look after what he let go; those next to him hold the line.
        after = ramp(s, SLIPS + 0.3, SLIPS + 0.9) * (1.0 - ramp(s, _HANGS[2], _GOES_ON))
        look = (now.look[0] + 20.0 * wobble(n, s, 0.3) + 64.0 * after, -6.0 - 26.0 * after)
        if n == SLIPPER and SLIPS <= s < _HANGS[2]:
            return _hangs(now, s)
        pulls = after * (n in (3, 5)) * (1.0 + 0.2 * wobble(n, s, 2.0))
        back = -26.0 if n == 3 else 24.0
        # Those beyond take the strain on their own piece of the line.
        helps = after * (n in (2, 6)) * (0.7 + 0.3 * wobble(n + 30, s, 1.5))
        sway = back * pulls + (-15.0 if n == 2 else 15.0) * helps
        hold = sideways(0.0, -0.30, -0.20 if n == 3 else 0.42, 0.86)
        now = replace(now, look=look, crouch=0.12 + 0.66 * pulls + 0.3 * helps, sway=sway)
        if not pulls:
            return now
        return replace(now, hand=hold, far=min(1.0, after), other=hold, other_far=min(1.0, after))
    if s < AT_HATCH:
        now = _below(one).stand(s - DOWN)
        look = (now.heading + 26.0 * wobble(n + 3, s, 0.35), -4.0 + 6.0 * wobble(n, s, 0.5))
        return replace(now, look=look, crouch=0.16 + 0.04 * (n % 3), sway=1.2 * wobble(n, s, 1.1))
    if s < 37.0:
        return _hungry(one, s)
    if s < WAKES + 4.0:
        return _seen_from_behind(one, s)
    if s < RUNS:
        return _flat(one, s)
    return fleeing(one, s)


def _hungry(one: Person, s: float) -> Stand:
    x, y, _ = one.hatch
    at = pipefield.HATCH
    heading = towards((x, y, 0.0), (at[0], at[1], 0.0))[0] + (one.turns if one.file > 3 else 0.0)
    bent = ramp(s, 26.4, 27.6) * (one.file in (1, 2, 3))
    look = (heading + 4.0 * wobble(one.file, s, 0.4), 3.0 - 5.0 * ramp(s, FLAKE, FLAKE + 1.2))
    now = Stand(
        one.hatch, heading, look, crouch=0.05 + 0.08 * bent, sway=-3.0 * bent, time=s,
        glow=1.0 + 0.5 * bent,
    )  # fmt: skip
    if one.name == "zuru" and s >= IN_HAND:
        return _catches(s)
    if one.name == "fusata" and s < _MADE_WAY:
        return _turns_wheel(one, s)
    return now


def _catches(s: float) -> Stand:
    """She holds her hand out below the mouth of the hatch, and looks at what comes."""
    at = PALM[0] + 0.24, PALM[1] - 0.48, 0.0
    drops = ramp(s, CATCHES - 0.1, CATCHES + 0.05) * (1.0 - ramp(s, CATCHES + 0.05, CATCHES + 0.5))
    hand = PALM[0] - at[0], PALM[1] - at[1] - 0.09, PALM[2] + 0.03 - 0.02 * drops
    look = (14.0, 24.0 - 52.0 * ramp(s, FLAKE, CATCHES))
    return Stand(at, 0.0, look, crouch=0.12, sway=-4.0, other=hand, other_far=1.0, time=s,
                 glow=1.5)  # fmt: skip


_MADE_WAY: Final = TURNED[1] + 4.0
"""When he who has turned the wheel is back among the others."""


def _turns_wheel(one: Person, s: float) -> Stand:
    """He stands before the wheel until it is turned, and makes way for the lid."""
    x, y, _ = one.hatch
    hx, hy, hz = pipefield.HATCH
    before = (hx - 0.16, hy - 0.66, 0.0)
    facing = towards((x, y, 0.0), (hx, hy, 0.0))[0]
    way = Course(before, -10.0, (Go(TURNED[1], (x, y, 0.0), 1.1), Face(TURNED[1] + 2.4, facing)))
    now = way.stand(s)
    if s >= TURNED[1]:
        return now
    turn = 1.1 * ramp(s, *TURNED, linear) - 0.4
    c, n = 0.24 * float(np.cos(turn)), 0.24 * float(np.sin(turn))
    mid = (hx - before[0], hy - before[1] - 0.24, hz)
    left, right = (mid[0] - c, mid[1], mid[2] - n), (mid[0] + c, mid[1], mid[2] + n)
    let_go = 1.0 - ramp(s, TURNED[1] - 0.35, TURNED[1])
    return replace(
        now, look=(-12.0, -8.0), crouch=0.12, sway=-4.0 + 5.0 * wobble(2, s, 1.4), hand=right,
        far=let_go, other=left, other_far=let_go,
    )  # fmt: skip


_FRIGHT: Final = (
    (0.34, 15.0, 66.0), (-0.02, 8.0, -40.0), (0.20, 10.0, 48.0), (0.45, -9.0, -66.0),
    (0.05, 15.0, 70.0), (0.30, -6.0, 30.0), (0.15, 11.0, -58.0), (0.50, 6.0, 75.0),
)  # fmt: skip
"""By the number in the file: how much lower one stands before the wall that gives, by how many
degrees one leans back, and turns the head to the others."""
_EDGE: Final[Point] = (41.0, -6.0, 0.0)


def _seen_from_behind(one: Person, s: float) -> Stand:
    """Zuru alone at the edge; the others still about the hatch."""
    if one.name != "zuru":
        return replace(_hungry(one, s), crouch=0.05)
    heading = -128.0 + 62.0 * ramp(s, 38.2, 39.2)
    to = towards((41.0, -6.0, 1.4), (83.0, -59.0, 8.0))
    raised = ramp(s, WAKES - 0.2, WAKES + 0.5)
    look = (turned(heading + 10.0, to[0], raised), -6.0 + (to[1] + 8.0) * raised)
    return Stand(_EDGE, -140.0, look, crouch=0.06, time=s, glow=1.0 + 1.2 * raised)


def _flat(one: Person, s: float) -> Stand:
    """Down on the face; up when the wall gives what it gives."""
    spot, heading = one.lies
    down = ramp(s, LIES - 1.0, LIES) * (1.0 - ramp(s, UP, UP + 1.0))
    fear = 0.6 * wobble(one.file, s, 5.0) * down
    if s < UP:
        now = Stand(spot, heading, (heading, 35.0), back=-down, sway=fear, time=s, glow=0.7)
        if one.name == "zuru":
            return replace(now, hand=(sideways(heading, 0.24, 0.10, 1.50)), far=1.0)
        left = 0.15 + 0.05 * (one.file % 3)
        return replace(
            now,
            hand=sideways(heading, 0.30, 0.10, 1.30), far=1.0,
            other=sideways(heading, -left, 0.10, 1.35), other_far=1.0,
        )  # fmt: skip
    wall = towards((spot[0], spot[1], 0.0), (spot[0] - 2.0, WALL_Y, 0.0))[0]
    turn = ramp(s, UP + 0.8, UP + 2.0, linear)
    back = 1.0 - ramp(s, UP, UP + 0.9)
    if back > 0.0:
        return Stand(spot, heading, (heading, 20.0 * back), back=-back, time=s, glow=0.8)
    aim = 0.9 * ramp(s, UP + 2.4, UP + 3.2) if one.name in ("fusata", "fisher-ladder") else 0.0
    # Each starts back in its own time and way; some look about for the others.
    n = one.file
    start = ramp(s, 63.5 + 0.37 * n % 1.5, 63.7 + 0.37 * n % 1.5)
    glance = bump(s, 65.0 + 0.7 * n % 2.3, 65.35 + 0.7 * n % 2.3, 67.2 + 0.7 * n % 2.3)
    low, back, aside = _FRIGHT[n]
    look = turned(heading, wall, min(1.0, 1.4 * turn)) + aside * glance
    now = Stand(
        spot, wall if turn > 0.0 else heading, (look, 2.0 + 14.0 * start * (1.0 - glance)),
        crouch=0.30 + low * start, aim=aim, sway=0.8 * wobble(n, s, 4.0) + back * start, time=s,
        before=heading, turned=turn, glow=1.6,
    )  # fmt: skip
    if aim or n % 2:
        return now
    return replace(now, other=sideways(wall, -0.10, 0.34, 1.28), other_far=0.9 * start)
