"""The pack in `watchtower`: out of the wall, through the pipe, to where `wanderer` finds it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from blame3d.cast.actor import Actor
from blame3d.cast.rig import F64
from blame3d.setpieces import pipefield
from blame3d.setpieces.players import Hunter, Point, Waiting, towards, waiting
from blame3d.setpieces.runners import Mark, Runner, actors
from blame3d.setpieces.tower import opens, shaping
from blame3d.setpieces.wanderer_marks import ZURU
from blame3d.setpieces.wanderer_pack import PACK
from blame3d.setpieces.watchtower_climb import Climber, climbing
from blame3d.setpieces.watchtower_losses import KILLERS, SHOT_DOWN
from blame3d.setpieces.watchtower_marks import (
    CLIMBS,
    COLUMN_Y,
    CORNERED,
    DECK_M,
    ENDS,
    FEINT,
    HANDS,
    PEOPLE,
    RUNS,
    SHAPES,
    STARTS,
    WALL_Y,
)
from blame3d.setpieces.watchtower_peers import MASK, peering
from blame3d.setpieces.watchtower_people import stand
from blame3d.timeline.keys import bump, ramp, turned
from blame3d.timeline.noise import chance
from blame3d.timeline.piece import Site

_OVER: Final = (0.0, 0.0, -1.0)
_LEAPS: Final = (0.0, -0.35, 0.94)


def disc(n: int) -> Point:
    """Where the wall gives the n-th."""
    x = (46.8, 41.4, 52.4, 41.8, 47.6, 54.0, 57.4, 51.6, 45.8, 61.4, 41.0, 50.8)[n]
    z = (4.6, 3.0, 5.4, 8.0, 9.2, 9.8, 3.2, 0.8, 0.4, 5.0, 12.4, 13.2)[n]
    return x, WALL_Y, z


_FIRST: Final = {0: 0.0, 1: 4.1, 7: 4.9, 4: 5.3}
"""Whom the wall gives before the others; they are off it before them, too."""


def _begins(n: int) -> float:
    """When the joints about it begin to glow."""
    return SHAPES + _FIRST.get(n, 5.5 + 0.11 * n)


_SLEEPS_S: Final = 1.5
"""From then until its first limb comes."""


def _hunter(n: int) -> Runner:
    """From the wall it came out of into the pipe, over them, and to where `wanderer` finds it."""
    wall = disc(n)
    wide, high = opens(70 + n)
    south = (0.0, -1.0, 0.0)
    born = _begins(n) + _SLEEPS_S
    end = PACK[n].at
    # One start, so that no two sit alike; each at its own time, away from the slab, which opens
    # to the right.
    turn, jerks = np.pi * (0.55 + 0.9 * chance(n, 20)), 66.6 + 2.0 * chance(n, 21)
    jerks = born + 2.4 if n in _FIRST and n else max(jerks, born + 2.3)
    # It comes over the rim of what has opened: its hands on the wall, its feet still inside.
    x, y, z = wall
    c, d = float(np.cos(turn)), float(np.sin(turn))
    rim = min(wide / 2.0 / max(abs(c), 1e-6), high / 2.0 / max(abs(d), 1e-6))
    wall = (x + rim * c, y, z + rim * d)
    then = (x + (rim + 1.6) * c, y, z + (rim + 1.6) * d)
    marks = [Mark(born, wall, south), Mark(jerks, wall, south), Mark(jerks + 0.7, then, south),
             Mark(max(68.4, jerks + 0.75), then, south)]  # fmt: skip
    if n % 3 != 2:  # through the pipe, on its vault
        angle = (-66.0, 44.0, 0.0, -24.0, 74.0, 0.0, -48.0, 12.0, 0.0, 62.0)[n % 10]
        late = 0.22 * n - 0.9
        for s, x in ((70.6, 33.2), (77.0, 18.4), (78.2, 17.6)):
            at, up = pipefield.vault(x - 0.1 * n, angle)
            marks.append(Mark(max(s + late, 70.5), at, up))
    if n % 3 == 0:  # below the footbridge, and up over its end
        side = -0.9 + 0.3 * (n // 3 % 2)
        marks.append(Mark(79.0 + late, (14.2 - 0.5 * n, side, -DECK_M), _OVER))
        marks.append(Mark(83.4 + late, (end[0] + 2.2, side, -DECK_M), _OVER))
    elif n % 3 == 1:  # on the underside of the bridge that passes over it
        x, y = ((12.2, 2.4), (11.5, -2.6), (12.4, -4.4), (11.6, -6.2))[n // 3]
        under = x, y, 11.0
        marks.append(Mark(79.4 + late, under, _OVER))
    else:  # along the great wall, and down the column beside the footbridge
        # None as the others: nor in time, nor the way it comes.
        (x, to, high, late) = (
            (0.8, -0.7, 0.0, 0.5), (-0.8, 0.2, 1.5, 0.0),
            (0.7, 0.3, 3.6, 1.1), (-0.6, -0.5, 5.4, 0.7)
        )[n // 3]  # fmt: skip
        marks.append(Mark(80.0 + 0.2 * n, (13.0, WALL_Y, 3.0 + 0.45 * n), south))
        marks.append(Mark(89.0 + 0.1 * n, (13.0, WALL_Y, 3.0 + 0.45 * n), south))
        marks.append(Mark(91.2 + late, (x, COLUMN_Y, 7.2 + high), south))
        marks.append(Mark(93.9 + 1.2 * late, (to, COLUMN_Y, 2.4 + high), south))
    lands = (92.4, 0.0, 97.2, 98.0)[n // 3] if n % 3 == 0 else CORNERED + 1.0 + 0.55 * n
    marks.append(replace(marks[-1], s=lands - 0.8))
    return Runner((*marks, Mark(lands, end), Mark(ENDS + 1.0, end)), n, half_out=jerks + 0.3)


HUNTERS: Final = tuple(_hunter(n) for n in range(12))


def first(s: float) -> F64:
    """Where the first is that the wall gives."""
    return np.array(MASK) if HANDS[0] <= s < HANDS[1] else HUNTERS[0].place(s)[0]


_CLOSES: Final = 105.2
"""From the last cut on, till all of them are where `wanderer` finds them."""
CLIMBERS: Final = {
    7: Climber(97.7, Hunter((-4.5, -1.2, 0.0), -66.0, 7, 0.7)),
    5: Climber(98.45, Hunter((-5.9, -1.0, 0.0), -80.0, 13, 0.9)),
    2: Climber(99.5, Hunter((-3.2, -1.25, 0.0), -52.0, 2, 0.5)),
    3: Climber(107.35, Hunter((-0.75, 1.2, 0.0), 180.0, 6, 0.5), 1.0),
}
"""Those who are seen to climb over the rail to them."""


def _leaps(one: Climber, x: float, y: float, goes_s: float) -> Runner:
    """It waits where it has climbed to, and leaps over them when all start."""
    at = one.hunter.at
    return Runner((Mark(one.lands(), at), Mark(STARTS, at),
                   Mark(STARTS + goes_s, (x, y, 0.0), _LEAPS)), one.hunter.seed)  # fmt: skip


_BEHIND: Final = {
    7: (_leaps(CLIMBERS[7], -13.0, -2.0, 1.8), CLIMBERS[7].hunter),
    5: (_leaps(CLIMBERS[5], -13.6, 2.0, 1.8), CLIMBERS[5].hunter),
    2: (_leaps(CLIMBERS[2], -12.4, 0.6, 1.8), CLIMBERS[2].hunter),
    3: (_leaps(CLIMBERS[3], -12.7, 0.6, 1.8), CLIMBERS[3].hunter),
    8: (Runner((Mark(100.0, (1.9, -1.2, -DECK_M), _OVER),
                Mark(104.9, (1.9, -1.2, -DECK_M), _OVER),
                Mark(106.3, (1.9, -1.35, 0.0)), Mark(STARTS, (1.9, -1.35, 0.0)),
                Mark(STARTS + 1.9, (-12.0, -4.0, 0.0), _LEAPS)), 8),
        Hunter((1.9, -1.35, 0.0), 8.0, 8, 0.5)),
    9: (Runner((Mark(100.0, (19.0, 0.6, 0.0)), Mark(104.4, (19.0, 0.6, 0.0)),
                Mark(105.9, (3.0, 1.5, 0.0)), Mark(STARTS, (3.0, 1.5, 0.0)),
                Mark(STARTS + 1.9, (-12.0, 3.0, 0.0), _LEAPS)), 9),
        Hunter((3.0, 1.5, 0.0), 96.0, 9, 0.85)),
    10: (Runner((Mark(100.0, (22.0, -0.5, 0.0)), Mark(105.0, (22.0, -0.5, 0.0)),
                 Mark(106.9, (3.6, -0.2, 0.0)), Mark(STARTS, (3.6, -0.2, 0.0)),
                 Mark(STARTS + 1.95, (-12.0, -1.0, 0.0), _LEAPS)), 10),
         Hunter((3.6, -0.2, 0.0), 84.0, 10, 1.0)),
    11: (Runner((Mark(100.0, (0.9, -1.2, -DECK_M), _OVER),
                 Mark(104.6, (0.9, -1.2, -DECK_M), _OVER),
                 Mark(107.9, (0.9, -1.3, -DECK_M), _OVER), Mark(108.6, (0.9, -1.45, 0.0)),
                 Mark(STARTS, (0.9, -1.45, 0.0)),
                 Mark(STARTS + 2.1, (-13.0, -3.0, 0.0), _LEAPS)), 11),
         Hunter((0.9, -1.45, 0.0), 78.0, 11, 0.6)),
}  # fmt: skip
"""Those of them who close the ring about the three, out of the pipe and over the rails, and leap
over them when all start; each waits so."""


def _ringed(n: int, s: float) -> bool:
    """Whether the n-th is of the ring by then."""
    since = max(CLIMBERS[n].begins, CLIMBS) if n in CLIMBERS else _CLOSES
    return n in _BEHIND and since <= s < ENDS


def _behind(n: int, s: float) -> Waiting | None:
    """One of those, while it waits."""
    runner, hunter = _BEHIND[n]
    lands = runner.marks[-3].s
    if not lands <= s < STARTS:
        return None
    up = ramp(s, lands + 0.2, lands + 0.7)
    if n in CLIMBERS:
        came, turns = CLIMBERS[n].facing(), ramp(s, lands, lands + 0.35)
        hunter = replace(hunter, heading=turned(came, hunter.heading, turns))
    look = towards(hunter.face(), np.array(ZURU) + (0.0, 0.0, 1.2))
    return replace(hunter, rear=hunter.rear * up), look, 0.5 * bump(s, *FEINT)


def _waits_from(one: Runner) -> float:
    """When a hunter is where `wanderer` finds it, and waits."""
    return one.marks[-2].s


def _waits(one: Runner, s: float) -> Waiting:
    """It turns to them and, one after another, they rear up: the last when the piece ends."""
    begin = _waits_from(one)
    hunter = PACK[one.seed]
    ahead = one.place(begin - 0.05)[1]
    came = float(np.degrees(np.arctan2(-ahead[0], ahead[1])))
    heading = turned(came, hunter.heading, ramp(s, begin, begin + 0.3))
    rises = begin + 0.5 + 0.36 * HUNTERS.index(one)
    up = ramp(s, rises, rises + 0.7)
    now = replace(hunter, heading=heading, rear=hunter.rear * up)
    look = towards(now.face(), np.array(ZURU) + (0.0, 0.0, 1.3))
    start = 0.7 * bump(s, *FEINT) + 0.28 * ramp(s, STARTS, ENDS)
    return now, look, (start - 0.6) * up


def pack(site: Site, s: float) -> tuple[Actor, ...]:
    zuru = next(one for one in PEOPLE if one.name == "zuru")
    x, y, z = stand(zuru, s).at
    prey = (x, y, z + 1.3)
    ring = [n for n in _BEHIND if _ringed(n, s)]
    close = HANDS[0] <= s < HANDS[1]
    about = [one for n, one in enumerate(HUNTERS) if n not in ring and not (close and n == 0)]
    wait = [there for n in ring if (there := _behind(n, s)) is not None]
    running = [one for one in about if s < _waits_from(one)]
    running += [_BEHIND[n][0] for n in ring if _behind(n, s) is None]
    climb = [one for n, one in CLIMBERS.items() if n in ring and s < one.lands()]
    runs = actors(site, (*running, *SHOT_DOWN, *KILLERS.values()), s, prey)
    runs += climbing(site, climb, s, prey)
    if close:
        runs += peering(site, s, prey)
    wait += [_waits(one, s) for one in about if s >= _waits_from(one)]
    runs += waiting(site, wait)
    slabs: tuple[Actor, ...] = ()
    if s < RUNS - 0.05:
        for n in range(len(HUNTERS)):
            age = s - _begins(n)
            slabs += shaping(site, disc(n), (0.0, -1.0, 0.0), age, 70 + n, drops=n % 4 == 2)
    return (*runs, *slabs)
