"""Somebody's way on foot through a piece: where one goes when, as a function of story time."""

from __future__ import annotations

from dataclasses import dataclass
from math import atan2, cos, degrees, hypot, radians, sin
from typing import Final

from blame3d.setpieces.players import Point, Stand
from blame3d.timeline.keys import linear, ramp, smooth, turned

_TURN_S: Final = 1.1
"""Seconds in which one turns round on the spot."""


@dataclass(frozen=True)
class Go:
    """From story time s on to a place at m/s; one turns towards it first."""

    s: float
    to: Point
    speed: float


@dataclass(frozen=True)
class Face:
    """From story time s on one turns on the spot to a heading in degrees."""

    s: float
    heading: float


Step = Go | Face


@dataclass(frozen=True)
class Course:
    """Where somebody begins, and what he does, in order of time; each step ends before the next
    begins (what is not done by then is done at once)."""

    at: Point
    heading: float
    steps: tuple[Step, ...] = ()

    def stand(self, s: float) -> Stand:
        """How he stands or goes at a moment, looking ahead."""
        at, heading = self.at, self.heading
        for step in self.steps:
            if s < step.s:
                break
            goal = step.heading if isinstance(step, Face) else _way(at, step.to)
            lasts = abs((goal - heading + 180.0) % 360.0 - 180.0) / 180.0 * _TURN_S
            if s < step.s + lasts:
                share = ramp(s, step.s, step.s + lasts, linear)
                look = turned(heading, goal, smooth(min(1.0, 1.3 * share)))
                return Stand(at, goal, (look, -4.0), before=heading, turned=share, time=s)
            heading = goal
            if isinstance(step, Face):
                continue
            whole = hypot(step.to[0] - at[0], step.to[1] - at[1])
            gone = (s - step.s - lasts) * step.speed
            if gone < whole:
                h = radians(heading)
                here = at[0] - sin(h) * gone, at[1] + cos(h) * gone, at[2]
                return Stand(here, heading, (heading, -5.0), gone, whole, step.speed, time=s)
            at = step.to
        return Stand(at, heading, (heading, -5.0), time=s)


def _way(a: Point, b: Point) -> float:
    return degrees(atan2(a[0] - b[0], b[1] - a[1]))
