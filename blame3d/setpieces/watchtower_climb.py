"""How Exterminators come over the rail of the footbridge in `watchtower`: hand over hand, each on
the edge, on the rail or on the deck."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import cos, radians, sin
from typing import Final

import numpy as np

from blame3d.cast import crowd
from blame3d.cast.actor import Actor
from blame3d.cast.model import load
from blame3d.cast.rig import F64, turn_x, turn_z
from blame3d.setpieces.players import Hunter, Point, shaped, towards
from blame3d.setpieces.watchtower_marks import DECK_M, RAIL_M
from blame3d.timeline.keys import Track, track
from blame3d.timeline.piece import Site

_EDGE_M: Final = 2.0
"""From the middle of the deck to its edge, the flank below that and the rail over it."""
_TOP: Final = RAIL_M + 0.02
CLIMBS_S: Final = 3.1
_FLANK: Final = ((-0.35, 0.0, -0.5), (0.30, 0.0, -0.7), (-0.3, 0.1, -DECK_M), (0.3, 0.1, -DECK_M))
_SILL: Final = ((-0.38, 0.04, 0.0), (0.34, 0.04, 0.0), (-0.30, 0.04, 0.0), (0.30, 0.04, 0.0))
_RAIL: Final = ((-0.40, 0.0, _TOP), (0.36, 0.0, _TOP), (-0.34, 0.0, _TOP), (0.32, 0.0, _TOP))
_DECK: Final = ((-0.42, 0.80, 0.0), (0.46, 0.74, 0.0))


@dataclass(frozen=True)
class Climber:
    """One of them. begins: story time when its first hand is seen; it ends as `hunter` stands, but
    for its heading, which is then straight away from the rail. side: -1 from the south, 1 from
    the north."""

    begins: float
    hunter: Hunter
    side: float = -1.0

    def lands(self) -> float:
        return self.begins + CLIMBS_S

    def facing(self) -> float:
        """Its heading while it climbs."""
        return 0.0 if self.side < 0.0 else 180.0

    def now(self, s: float) -> tuple[F64, F64, F64, F64]:
        """Middle of the trunk (3,), its axes (3, 3), whence its hands come (3,), and where the four
        are (4, 3)."""
        values = self._way().at(s - self.begins)
        edge, out = np.array((self.hunter.at[0], _EDGE_M * self.side, 0.0)), turn_z(self.facing())
        aside = radians(values[4])
        up = out @ (0.0, -sin(aside), cos(aside))
        hands = values[5:].reshape(4, 3) @ out.T + edge
        return out @ values[:3] + edge, out @ turn_x(values[3]), up, hands

    def _way(self) -> Track:
        last = replace(self.hunter, heading=0.0, rear=0.0)
        at = np.array((0.0, _EDGE_M - abs(last.at[1]), 0.0))
        a, b, c, d = (tuple(hook) for hook in (last.hooks() + at).tolist())
        middle = tuple((last.middle() - last.at + at).tolist())
        keys = (
            _key(0.0, (0.0, -0.45, -1.35), 75.0, 30.0, _FLANK),
            _key(0.2, (0.0, -0.45, -0.95), 75.0, 30.0, (_SILL[0], *_FLANK[1:])),
            _key(0.5, (0.0, -0.45, -0.90), 75.0, 30.0, (*_SILL[:2], *_FLANK[2:])),
            _key(0.6, (0.0, -0.45, -0.90), 75.0, 30.0, (*_SILL[:2], *_FLANK[2:])),
            _key(0.9, (0.0, -0.45, -0.20), 72.0, 30.0, (*_SILL[:2], *_FLANK[2:])),
            _key(1.1, (0.0, -0.45, 0.12), 70.0, 30.0, (_RAIL[0], _SILL[1], *_FLANK[2:])),
            _key(1.3, (0.0, -0.45, 0.30), 66.0, 30.0, (*_RAIL[:2], *_FLANK[2:])),
            _key(1.6, (0.0, -0.38, 0.72), 58.0, 24.0, (*_RAIL[:2], _SILL[2], _SILL[3])),
            _key(2.1, (0.0, -0.38, 0.76), 56.0, 24.0, (*_RAIL[:2], _SILL[2], _SILL[3])),
            _key(2.3, (0.0, -0.10, 1.22), 14.0, 8.0, (*_RAIL[:3], _SILL[3])),
            _key(2.45, (0.0, 0.08, 1.22), -24.0, 0.0, (_DECK[0], _RAIL[1], _RAIL[2], _RAIL[3])),
            _key(2.6, (0.0, 0.20, 1.12), -30.0, 0.0, (*_DECK, _RAIL[2], _RAIL[3])),
            _key(2.85, (0.0, 0.62, 0.86), -12.0, 0.0, (*_DECK, _RAIL[2], d)),
            _key(CLIMBS_S, middle, -4.0, 0.0, (a, b, c, d)),
        )
        return track(*keys)


def _key(
    s: float, middle: Point, pitch: float, aside: float, hands: Sequence[Point]
) -> tuple[float, tuple[float, ...]]:
    """Of `Climber._way`, from the edge of the deck below where it climbs."""
    return s, (*middle, pitch, aside, *(v for hand in hands for v in hand))


def climbing(site: Site, some: Sequence[Climber], s: float, prey: Point) -> tuple[Actor, ...]:
    """Those that climb at a moment, their faces towards a place."""
    if not some:
        return ()
    states = [one.now(s) for one in some]
    at, turn, up, held = (np.array([state[k] for state in states]) for k in range(4))
    look = np.array([towards(place, prey) for place in at])
    joints = crowd.stances(load("exterminator"), at, turn, held, up, look).astype(np.float64)
    joints[:, :, :, 3] -= at[:, None]
    return tuple(
        shaped("exterminator", site, place, own) for place, own in zip(at, joints, strict=True)
    )
