"""Exterminators that run: on floors, walls and undersides alike, and from one to the other.

A runner is a list of places with the surface that each is on. Between two on one surface it goes
in bursts with utter stillness between; between two surfaces it leaps. All of a pack are posed at
once (`cast.crowd`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from math import ceil, sqrt
from typing import Final

import numpy as np

from blame3d.cast import crowd
from blame3d.cast.actor import Actor
from blame3d.cast.model import load
from blame3d.cast.rig import F64, turn_x
from blame3d.setpieces.players import Point, shaped, towards
from blame3d.timeline.keys import linear, ramp, smooth
from blame3d.timeline.noise import chance
from blame3d.timeline.piece import Site

HEIGHT_M: Final = 0.62
"""Of the middle of the trunk over what it is on."""

SHAPING_S: Final = 2.4
BURST_M: Final = 3.0
_RUNS: Final = 0.38
"""Share of a burst and the stillness after it in which it runs."""

_LIMB_BORN: Final = 0.35
_FALLS_S: Final = 3.0
_FLIES: Final = np.array(
    ((-0.40, 1.18, -0.22), (0.40, 1.12, 0.04), (-0.26, -1.26, -0.34), (0.34, -1.20, -0.12))
)
"""Where the hands of `crowd.LIMBS` are in a leap: right, ahead and over the middle of the trunk."""
_TAKES_S: Final = 0.14
"""To stretch when it leaps, and to have its hands under it before it lands."""
_INSIDE_M: Final = 0.55
"""How far behind the surface its hind hands are while it is half out of what gave it."""
_LIES_M: Final = 0.30
"""Of the middle of the trunk over what it lies on."""
_GRAVITY: Final = 9.81
_OVER: Final = 165.0
"""Degrees by which one that is thrown goes over until it lies."""


@dataclass(frozen=True)
class Mark:
    """At story time s it is here, on a surface whose unit normal is `up`."""

    s: float
    at: Point
    up: Point = (0.0, 0.0, 1.0)


@dataclass(frozen=True)
class Runner:
    """marks: in order of time, the first where it is shaped, from the first's s on. seed: makes it
    different from others. half_out: until this story time its hind hands are still within what it
    is shaped out of. dies: story time from which on it falls, to `floor`, metres of the site,
    and soon is not there; thrown: with what speed it is knocked away then, m/s. until: story time
    from which on it is seen no more. backs: it goes backwards. grips: what its left hand before
    holds by story time, metres of the site, or None while it runs on it."""

    marks: tuple[Mark, ...]
    seed: int
    dies: float = 1e9
    floor: float = 0.0
    until: float = 1e9
    half_out: float = -1e9
    thrown: Point = (0.0, 0.0, 0.0)
    backs: bool = False
    grips: Callable[[float], F64 | None] | None = None

    def is_there(self, s: float) -> bool:
        return self.marks[0].s <= s < min(self.until, self.dies + _FALLS_S)

    def middle(self, s: float) -> F64:
        """Of its trunk (3,), alive or fallen."""
        return self.place(min(s, self.dies))[0] + self.knocked(s)

    def knocked(self, s: float) -> F64:
        """How far it has been thrown and has fallen since it died (3,): where it comes down, it
        lies."""
        age, (x, y, up) = max(0.0, s - self.dies), self.thrown
        flown = min(age, self._flies())
        return np.array([x * flown, y * flown, (up - 0.5 * _GRAVITY * flown) * flown])

    def tumbled(self, s: float) -> float:
        """Degrees by which it has gone over backwards."""
        if not any(self.thrown):
            return 0.0
        return _OVER * ramp(s, self.dies, self.dies + self._flies(), linear)

    def _flies(self) -> float:
        """Seconds from when it dies until it lies."""
        high = max(0.0, float(self.place(self.dies)[0][2]) - self.floor - _LIES_M)
        up = self.thrown[2]
        return (up + sqrt(up * up + 2.0 * _GRAVITY * high)) / _GRAVITY

    def born(self, s: float) -> float:
        """0 … 1: how far it has been shaped."""
        return ramp(s, self.marks[0].s, self.marks[0].s + SHAPING_S, smooth)

    def place(self, s: float) -> tuple[F64, F64, F64, float]:
        """Middle of the trunk (3,), ahead (3,), up (3,), and metres run, at a time."""
        times = [mark.s for mark in self.marks]
        row = bisect_right(times, s)
        if row == 0 or row == len(times):
            here = self.marks[max(0, row - 1)]
            at, up = np.array(here.at), np.array(here.up)
            return at + up * HEIGHT_M, _ahead(self._way(row), up), up, 0.0
        a, b = self.marks[row - 1], self.marks[row]
        share = (s - a.s) / (b.s - a.s)
        p, q = np.array(a.at), np.array(b.at)
        long = float(np.sqrt((q - p) @ (q - p)))
        up, down = np.array(a.up), np.array(b.up)
        if _flat(a, b):
            count = max(1, ceil(long / BURST_M))
            at_burst = share * count
            part = at_burst - int(at_burst)
            share = (int(at_burst) + smooth(min(1.0, part / _RUNS))) / count
            at = p + (q - p) * share
        else:
            at = p + (q - p) * share + (0.0, 0.0, 4.0 * share * (1.0 - share) * 0.12 * long)
            turn = smooth(share)
            up = up * (1.0 - turn) + down * turn + (0.0, 0.0, 1e-3)
            up = up / np.sqrt(up @ up)
        return at + up * HEIGHT_M, _ahead(self._way(row), up), up, share * long

    def stretched(self, s: float) -> float:
        """0 … 1: how far it is stretched out in a leap."""
        row = bisect_right([mark.s for mark in self.marks], s)
        if row in (0, len(self.marks)) or _flat(self.marks[row - 1], self.marks[row]):
            return 0.0
        begin, end = self.marks[row - 1].s, self.marks[row].s
        takes = min(_TAKES_S, 0.3 * (end - begin))
        return ramp(s, begin, begin + takes) * (1.0 - ramp(s, end - takes, end))

    def _way(self, row: int) -> F64:
        """To the mark of this row; who waits looks where it goes next, or as it came."""
        ahead = pairwise(self.marks[max(0, row - 1) :])
        for a, b in chain(ahead, reversed(list(pairwise(self.marks)))):
            if a.at != b.at:
                return np.subtract(b.at, a.at) * (-1.0 if self.backs else 1.0)
        return np.zeros(3)


def _flat(a: Mark, b: Mark) -> bool:
    """Whether one runs from a to b, on one surface, and does not leap."""
    way, up = np.subtract(b.at, a.at), np.array(a.up)
    long = float(np.sqrt(way @ way))
    return float(up @ b.up) > 0.99 and abs(float(way @ up)) < 0.2 * max(long, 1e-9)


def _ahead(way: F64, up: F64) -> F64:
    out = way - up * float(way @ up)
    size = float(np.sqrt(out @ out))
    if size < 1e-6:
        out = np.array([up[1], up[2], up[0]])
        out = out - up * float(out @ up)
        size = float(np.sqrt(out @ out))
    return np.asarray(out / size, np.float64)


def actors(site: Site, runners: Sequence[Runner], s: float, prey: Point) -> tuple[Actor, ...]:
    """Those that are there at a time, their faces towards a place."""
    here = [one for one in runners if one.is_there(s)]
    if not here:
        return ()
    figure = load("exterminator")
    places = [one.place(min(s, one.dies)) for one in here]
    at, ahead, up = (np.array([place[k] for place in places]) for k in range(3))
    gone = np.array([place[3] for place in places])
    odd = np.array([chance(one.seed, 1) for one in here])
    born = np.array([one.born(s) for one in here])
    turn = crowd.frames(ahead, up)
    held = crowd.hooks(at, turn, HEIGHT_M, gone, odd)
    far = np.array([one.stretched(min(s, one.dies)) for one in here])[:, None, None]
    held += far * (at[:, None] + _FLIES @ turn.transpose(0, 2, 1) - held)
    inside = [_INSIDE_M * (1.0 - ramp(s, one.half_out - 0.2, one.half_out)) for one in here]
    held[:, 2:] -= (np.array(inside)[:, None] * up)[:, None]
    # Limbs come first, one by one, and hold on to the rim; they draw the rest of it out.
    out = np.clip(3.0 * born[:, None] - _LIMB_BORN * np.arange(4), 0.0, 1.0)[:, :, None]
    at = at - up * (np.clip(1.0 - 1.6 * (born - 0.35), 0.0, 1.0) * 1.5)[:, None]
    held = at[:, None] + (held - at[:, None]) * out
    dead = np.array([s >= one.dies for one in here])
    over = turn @ np.array([turn_x(one.tumbled(s)) for one in here]) @ turn.transpose(0, 2, 1)
    turn, up = over @ turn, (over @ up[:, :, None])[:, :, 0]
    held = at[:, None] + (held - at[:, None]) @ over.transpose(0, 2, 1)
    down = np.array([one.knocked(s) for one in here])
    at, held = at + down, held + down[:, None]
    curl = np.minimum(1.0, [max(0.0, 2.0 * (s - one.dies)) for one in here])
    held = held + (at[:, None] - held) * (0.5 * curl)[:, None, None]
    lowest = np.array([one.floor for one in here])[:, None]
    held[:, :, 2] = np.where(dead[:, None], np.maximum(held[:, :, 2], lowest), held[:, :, 2])
    for one, hooks in zip(here, held, strict=True):
        if one.grips is not None and (hold := one.grips(s)) is not None:
            hooks[0] = hold
    look = np.array([towards(p, prey) for p in at])
    joints = crowd.stances(figure, at, turn, held, up, look).astype(np.float64)
    joints[:, :, :, 3] -= at[:, None]
    head = figure.index("head")
    for row, one in enumerate(here):
        if one.tumbled(s):
            joints[row, head, :, :3] = turn[row]
    joints[born < 0.93, head, :, :3] *= 1e-3  # the mask comes last
    return tuple(
        shaped("exterminator", site, place, own) for place, own in zip(at, joints, strict=True)
    )
