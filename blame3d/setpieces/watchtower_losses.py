"""How the five end who do not come back in `watchtower`: each is taken by a hunter of its own, and
none is seen to die. And those hunters that harpoons stop."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

import numpy as np

from blame3d.cast.rig import F64
from blame3d.setpieces import pipefield
from blame3d.setpieces.players import Point, Stand, sideways
from blame3d.setpieces.runners import Mark, Runner
from blame3d.setpieces.watchtower_marks import COLUMN_Y, ROLLS, TAKEN
from blame3d.timeline.keys import ramp

_OVER: Final[Point] = (0.0, 0.0, -1.0)
_SOUTH: Final[Point] = (0.0, -1.0, 0.0)
_LEAPS: Final[Point] = (0.0, -0.6, 0.8)
"""Of who is in the air or on somebody."""

SHOT_DOWN: Final = (
    Runner((Mark(78.0, (12.6, -0.4, 11.0), _OVER), Mark(82.8, (12.6, -0.6, 11.0), _OVER),
            Mark(83.35, (9.6, -0.8, 5.0), _LEAPS)), 21, 83.35),
    Runner((Mark(86.0, (-14.6, 0.6, 0.0)), Mark(88.7, (-12.0, 0.3, 0.0)),
            Mark(89.65, (-6.2, -0.6, 0.0))), 22, 89.7),
    Runner((Mark(84.0, (21.0, -0.4, 0.0)), Mark(89.2, (20.0, -0.4, 0.0)),
            Mark(90.9, (8.2, -0.8, 0.0))), 23, 90.9),
)  # fmt: skip
"""Those that harpoons stop."""

_VAULT: Final = pipefield.vault(19.5, 30.0), pipefield.vault(17.4, 30.0)
HAULS: Final = 88.05
"""When the line that is tied about the one who is dragged away holds no more."""

KILLERS: Final[Mapping[str, Runner]] = MappingProxyType({
    # From the mouth of the pipe onto the last, and with him over the rail.
    "fisher-crest": Runner(
        (Mark(77.0, *_VAULT[0]), Mark(80.15, *_VAULT[1]), Mark(80.65, (12.9, 0.5, 0.35), _LEAPS),
         Mark(81.25, (11.6, 3.3, 0.3), _SOUTH)), 31, 81.25, -400.0),
    # From the bridge overhead onto him who looks up at it.
    "fisher-ladder": Runner(
        (Mark(78.5, (11.2, -0.2, 11.0), _OVER), Mark(85.0, (11.2, -0.2, 11.0), _OVER),
         Mark(85.75, (11.1, -0.8, 1.0), _LEAPS), Mark(86.2, (10.9, -0.8, 0.2), _LEAPS)), 32,
        until=86.35),
    # By the feet, back into the pipe.
    "fisher-bundle": Runner(
        (Mark(80.0, (26.0, 0.5, 0.0)), Mark(86.33, (26.0, 0.5, 0.0)),
         Mark(86.35, (10.2, 0.5, 0.0)), Mark(86.55, (10.35, 0.5, 0.0)),
         Mark(87.2, (12.2, 0.5, 0.0)), Mark(87.95, (12.2, 0.5, 0.0)),
         Mark(88.6, (18.2, 0.5, 0.0)), Mark(89.6, (26.0, 0.5, 0.0))), 33, until=89.2),
    "fisher-horns": Runner(
        (Mark(84.0, (24.0, 0.9, 0.0)), Mark(89.4, (22.0, 0.9, 0.0)), Mark(90.9, (8.6, 0.9, 0.0)),
         Mark(91.45, (3.5, 0.9, 0.7), _LEAPS), Mark(ROLLS + 0.2, (2.4, 0.9, 0.1), _LEAPS)),
        34, until=ROLLS),
    "fisher-tanks": Runner(
        (Mark(84.0, (0.6, COLUMN_Y, 10.2), _SOUTH), Mark(94.3, (0.2, COLUMN_Y, 5.6), _SOUTH),
         Mark(95.0, (3.3, -0.3, 0.9), _LEAPS)), 35, until=95.1),
})  # fmt: skip
"""By whom each is taken."""


def taken(name: str, now: Stand, s: float) -> Stand:
    """How somebody is who has been taken; now: how he stood then."""
    age = s - TAKEN[name]
    mid = KILLERS[name].middle(s)
    k = ramp(age, 0.0, 0.3)
    now = replace(now, look=(now.heading, 30.0), gone=0.0, whole=0.0, speed=0.0, air=1.0, aim=0.0,
                  before=None, glow=1.6 * (1.0 - ramp(age, 0.5, 1.2)))  # fmt: skip
    if name == "fisher-crest":
        # In its grasp, before it, his face down.
        x, y, z = (mid + (0.85 * k - 0.2 * (1.0 - k), 0.0, -0.85 + 0.5 * k)).tolist()
        return replace(now, at=(x, y, z), back=-k)
    if name == "fisher-bundle":
        return _dragged(now, mid, k, s)
    if name == "fisher-horns":
        return replace(now, back=ramp(age, 0.0, 0.35), air=0.6)
    return replace(now, crouch=0.9 * k, sway=20.0 * k, air=0.0)


def _dragged(now: Stand, hunter: F64, k: float, s: float) -> Stand:
    """On his face, feet first, hands to what they cannot hold."""
    x, y, _ = now.at
    at = max(x, float(hunter[0]) - 1.5), y, 0.0
    right, left = (sideways(now.heading, side, 0.10, 1.50) for side in (0.24, -0.20))
    lifts = 8.0 * (1.0 - ramp(s, HAULS, HAULS + 0.3))
    return replace(
        now, at=at, back=-k, hand=right, far=k, other=left, other_far=k, air=0.3, sway=lifts * k,
        look=(now.heading, 40.0), glow=1.8,
    )  # fmt: skip


_TIED: Final = np.array([3.4, 1.95, 0.98])
"""Where his line is tied to the rail."""
_LINE_M: Final = 6.1


def dragged_line(held: Stand, s: float, points: int) -> F64:
    """Points (n, 3) of that line: it lies slack, is taut, and slack again when he is gone. held:
    how he who holds its end stood when he last did."""
    way = np.add(held.at, (-1.55, 0.0, 0.16)) - _TIED
    far = float(np.sqrt(way @ way))
    way = way * min(1.0, _LINE_M / far)
    k = np.linspace(0.0, 1.0, points)[:, None]
    loose = ramp(s, HAULS, HAULS + 0.35)
    slack = max(0.0, 1.0 - far / _LINE_M) ** 0.5
    bow = 4.0 * k * (1.0 - k)
    line: F64 = _TIED + way * k + bow * (0.6 * slack + loose) * np.array([0.0, 0.5, -1.6])
    line[:, 2] = np.maximum(line[:, 2], 0.014)
    return line
