"""The eight of `watchtower` when they run, and where they can go no farther."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

import numpy as np

from blame3d.setpieces.players import Point, Stand, sideways, towards
from blame3d.setpieces.walks import Course, Face, Go
from blame3d.setpieces.watchtower_losses import SHOT_DOWN, taken
from blame3d.setpieces.watchtower_marks import (
    BLACK,
    CORNERED,
    ENDS,
    FEINT,
    FIRED,
    RUNS,
    STARTS,
    TAKEN,
    TOUCH,
    Person,
)
from blame3d.timeline.keys import bump, linear, ramp, smooth, turned
from blame3d.timeline.noise import wobble

_ORDER: Final = {"fisher-horns": 0, "fusata": 1, "tae": 2, "fisher-tanks": 3, "zuru": 4,
                 "fisher-crest": 5, "fisher-ladder": 6, "fisher-bundle": 7}  # fmt: skip


_TURNS: Final[Mapping[str, tuple[tuple[float, float], ...]]] = MappingProxyType({
    "fusata": ((80.2, -97.0), (85.0, 90.0), (103.4, -76.0)),
    "tae": ((80.6, -80.0), (97.4, 90.0), (104.0, -172.0)),
    "fisher-horns": ((79.2, -90.0),),
    "fisher-tanks": ((80.4, -88.0), (92.6, 14.0)),
    "fisher-ladder": ((79.6, -90.0),),
})  # fmt: skip
"""When those who can go no farther turn to what comes, and to which heading."""


_HEARS: Final[Mapping[str, tuple[tuple[float, float, float], ...]]] = MappingProxyType({
    "fusata": ((106.2, 106.9, 70.0),), "tae": ((105.7, 106.8, -58.0),),
    "zuru": ((107.9, 108.8, -72.0),),
})  # fmt: skip
"""From when to when each looks over the shoulder, at what comes behind them, and how far."""
_DREAD: Final[Mapping[str, tuple[float, float, float, float]]] = MappingProxyType({
    "zuru": (-0.08, -7.0, 70.0, 89.2), "tae": (0.28, 9.0, -75.0, 90.6),
    "fusata": (0.06, 10.0, 60.0, 92.2), "fisher-horns": (0.34, 13.0, -72.0, 90.6),
    "fisher-tanks": (-0.10, -9.0, 50.0, 90.3), "fisher-crest": (0.30, 10.0, 55.0, 85.4),
})  # fmt: skip
"""How much lower each stands when they are there, by how many degrees each leans back, turns to
the others just before, and from when on."""


_TRIPS: Final = ("tae", 72.3, 72.65, 73.7)
"""Who stumbles in the pipe, and from when to when."""


def fleeing(one: Person, s: float) -> Stand:
    """One of them from RUNS on."""
    lost = TAKEN.get(one.name, s + 1.0)
    if s >= lost:
        return taken(one.name, fleeing(one, lost - 1e-3), s)
    order = _ORDER[one.name]
    begins = 39.4 + (1.3 * order if order < 5 else 9.2 + 1.2 * (order - 5))
    beside = (0.7, -0.6, 0.15, -0.9, 0.35, 0.9, -0.35, 0.0)[order]
    turns = (Face(*turn) for turn in _TURNS.get(one.name, ()))
    course = Course((begins, beside, 0.0), 90.0, (Go(RUNS, one.ends, one.speed), *turns))
    now = _gives_way(one, course.stand(s), s)
    afraid = wobble(one.file, s, 0.9)
    if now.whole > 0.0:
        return _flees(one, now, order, afraid, s)
    # Where they can go no farther; at the end as `wanderer` finds them.
    number = {"zuru": 1, "tae": 2, "fusata": 3}.get(one.name, 4 + order)
    calm = ramp(s, CORNERED + 6.0, CORNERED + 10.0)
    to = now.look[0] + (1.0 - calm) * (34.0 * wobble(number + 40, s, 0.45))
    pitch = -3.0 + (1.0 - calm) * (12.0 + 16.0 * wobble(number + 50, s, 0.5))
    aim = {"zuru": 0.95, "fusata": 0.85, "fisher-tanks": 0.8}.get(one.name, 0.0)
    if one.name == "tae" and s < BLACK:
        aim = 0.8 * ramp(s, *_TAE_AIMS)
    kick = 0.0
    for (who, fired), prey in zip(FIRED, SHOT_DOWN, strict=True):
        if who != one.name:
            continue
        kick = bump(s, fired, fired + 0.05, fired + 0.35)
        sure = ramp(s, fired - 1.6, fired - 0.9) * (1.0 - ramp(s, fired + 0.5, fired + 1.1))
        at = towards(np.add(now.at, (0.0, 0.0, 1.35)), prey.middle(s))
        to, pitch = turned(to, at[0], sure), pitch + (at[1] - pitch) * sure
    if one.name in _GIVES_WAY:
        at = towards(np.add(now.at, (0.0, 0.0, 1.35)), _OVER_RAIL)
        sees = ramp(s, _SEES[0] + 0.1 * number, _SEES[0] + 0.1 * number + 0.3)
        sees *= 1.0 - ramp(s, _SEES[1], _SEES[1] + 0.5)
        to, pitch = turned(to, at[0], sees), pitch + (at[1] - pitch) * sees
    if one.name == "fisher-ladder":
        pitch += 48.0 * ramp(s, 84.3, 84.9)
    if one.name == "fisher-crest":  # towards him who is had beside him
        reaches = ramp(s, TAKEN["fisher-ladder"] - 0.25, TAKEN["fisher-ladder"] + 0.1)
        now = replace(now, other=(0.50, -0.36, 1.20), other_far=reaches)
        to += 70.0 * reaches
    low, back, aside, begin = _DREAD.get(one.name, (0.0, 0.0, 0.0, 0.0))
    dread = ramp(s, begin, begin + 0.35) * (1.0 - calm)
    over = bump(s, begin - 1.2, begin - 0.9, begin - 0.2) * (1.0 - calm)
    to += aside * over
    for begin, end, aside in _HEARS.get(one.name, ()):
        to += aside * bump(s, begin, begin + 0.35, end)
    shrinks = bump(s, FEINT[0] + 0.1, FEINT[1] + 0.15, STARTS) + ramp(s, STARTS + 0.08, ENDS)
    return replace(
        now, look=(to, pitch), crouch=0.30 + 0.05 * min(number, 4) + 0.30 * shrinks + low * dread,
        aim=aim, glow=1.6,
        sway=0.9 * wobble(number, s, 3.0) + 9.0 * kick + 7.0 * shrinks + back * dread,
    )  # fmt: skip


_GIVES_WAY: Final[Mapping[str, tuple[float, float, float]]] = MappingProxyType({
    "zuru": (-0.62, 0.0, 99.05), "tae": (-0.55, 0.0, 98.95), "fusata": (-0.58, 0.0, 99.2),
})  # fmt: skip
"""From where the three step back to where `wanderer` finds them, metres, and when."""
_BACK_S: Final = 1.1


_TOUCH: Final[Mapping[str, tuple[Point, float]]] = MappingProxyType({
    "zuru": ((-0.40, 0.74, 0.0), 84.0), "tae": ((-0.16, 0.38, 0.0), -172.0),
    "fusata": ((0.34, 0.57, 0.0), -84.0),
})  # fmt: skip
"""Where each of the three stands when they touch, back to back, and with what heading."""
_TAE_AIMS: Final = (107.95, 108.5)
"""From when to when Tae raises what she has."""


def _gives_way(one: Person, now: Stand, s: float) -> Stand:
    """They step back together, faces to what comes over the rail; at the end until they touch."""
    if one.name not in _GIVES_WAY:
        return now
    if TOUCH <= s < BLACK:
        at, heading = _TOUCH[one.name]
        return replace(now, at=at, heading=heading, look=(heading, now.look[1]))
    x, y, begin = _GIVES_WAY[one.name]
    share = ramp(s, begin, begin + _BACK_S, linear)
    left = 1.0 - smooth(share)
    at = (now.at[0] + x * left, now.at[1] + y * left, now.at[2])
    if not 0.0 < share < 1.0:
        return replace(now, at=at)
    return replace(now, at=at, away=(x, y, 0.0), turned=share)


_SEES: Final = (98.35, 101.7)
_OVER_RAIL: Final = (-4.7, -2.1, 0.9)
"""From when to when they look at those that climb, and where that is."""


def _flees(one: Person, now: Stand, order: int, afraid: float, s: float) -> Stand:
    """Bent low, some with an arm over the head, faces up to what keeps level with them."""
    ends = ramp(s, TAKEN.get(one.name, 1e9) - 0.9, TAKEN.get(one.name, 1e9) - 0.2)
    shields = 0.9 * (order in (0, 2, 5, 7))
    trips = bump(s, *_TRIPS[1:]) if one.name == _TRIPS[0] else 0.0
    return replace(
        now, look=(now.heading + 36.0 * afraid, 22.0 + 16.0 * afraid), glow=1.6,
        crouch=0.42 + 0.06 * wobble(one.file + 20, s, 1.3) + 0.3 * ends
        + 0.42 * trips,
        sway=-16.0 + 5.0 * wobble(one.file + 9, s, 1.7) - 10.0 * ends - 24.0 * trips,
        other=sideways(now.heading, 0.02, 0.30, 1.34), other_far=shields,
    )  # fmt: skip
