"""How the five end who do not come back in `watchtower`: each is taken by a hunter of its own, and
none is seen to die. And those hunters that harpoons stop."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

import numpy as np

from blame3d.cast.actor import Actor
from blame3d.cast.model import load
from blame3d.cast.rig import F64
from blame3d.cast.sprawl import Sprawl, eased, sprawled
from blame3d.setpieces import pipefield
from blame3d.setpieces.players import Point, Stand, person, shaped, sideways
from blame3d.setpieces.runners import Mark, Runner
from blame3d.setpieces.watchtower_marks import COLUMN_Y, ROLLS, TAKEN
from blame3d.timeline.keys import ramp, rush
from blame3d.timeline.noise import wobble
from blame3d.timeline.piece import Site

_OVER: Final[Point] = (0.0, 0.0, -1.0)
_SOUTH: Final[Point] = (0.0, -1.0, 0.0)
_LEAPS: Final[Point] = (0.0, -0.6, 0.8)
"""Of who is in the air or on somebody."""
_AT_THEM: Final[Point] = (0.45, 0.0, 0.89)
"""Of who leaps at them along the footbridge."""

SHOT_DOWN: Final = (
    Runner((Mark(78.0, (12.6, -0.4, 11.0), _OVER), Mark(82.8, (12.6, -0.6, 11.0), _OVER),
            Mark(83.6, (10.0, 0.9, 3.1), _LEAPS)), 21, 83.6, until=86.35,
           thrown=(1.8, 0.2, 0.6)),
    Runner((Mark(86.0, (-14.6, 0.6, 0.0)), Mark(88.7, (-12.0, 0.3, 0.0)),
            Mark(89.3, (-8.2, -0.3, 0.0)), Mark(89.66, (-5.0, -0.2, 1.0), _AT_THEM)), 22, 89.66,
           thrown=(-5.5, -0.3, 2.4)),
    Runner((Mark(84.0, (21.0, -0.4, 0.0)), Mark(89.2, (20.0, -0.4, 0.0)),
            Mark(90.9, (8.2, -0.8, 0.0))), 23, 90.9),
)  # fmt: skip
"""Those that harpoons stop."""

_LAY: Final[Point] = (8.6, 0.5, 0.0)
"""Where he comes to lie who is dragged away."""
_VAULT: Final = pipefield.vault(19.5, 30.0), pipefield.vault(17.4, 30.0)
HAULS: Final = 88.05
"""When the line that is tied about the one who is dragged away holds no more."""

KILLERS: Final[Mapping[str, Runner]] = MappingProxyType({
    # From the mouth of the pipe onto the last, and with him over the rail.
    "fisher-bundle": Runner(
        (Mark(77.0, *_VAULT[0]), Mark(80.15, *_VAULT[1]), Mark(80.65, (13.4, 0.5, 0.55), _LEAPS),
         Mark(81.35, (12.6, 3.4, 0.5), _SOUTH)), 31, 81.35, -400.0, grips=lambda s: _pack(s)),
    # From the bridge overhead onto him who looks up at it.
    "fisher-ladder": Runner(
        (Mark(78.5, (11.2, -0.2, 11.0), _OVER), Mark(84.85, (11.2, -0.2, 11.0), _OVER),
         Mark(85.75, (11.1, -0.8, 1.0), _LEAPS), Mark(86.2, (10.9, -0.8, 0.2), _LEAPS)), 32,
        until=86.35, grips=lambda s: _helmet(s)),
    # By the feet, back into the pipe.
    "fisher-crest": Runner(
        (Mark(80.0, (31.0, 0.5, 0.0)), Mark(86.33, (31.0, 0.5, 0.0)),
         Mark(86.35, (10.2, 0.0, 0.0)), Mark(86.55, (10.35, 0.0, 0.0)),
         Mark(86.95, (11.1, 0.0, 0.0)), Mark(87.3, (11.1, 0.0, 0.0)),
         Mark(87.5, (11.8, 0.0, 0.0)), Mark(87.95, (11.8, 0.0, 0.0)),
         Mark(88.6, (18.2, 0.2, 0.0)), Mark(89.6, (26.0, 0.2, 0.0))), 33, until=89.2, backs=True,
        grips=lambda s: _ankle(s)),
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
    if name == "fisher-bundle":
        # In its grasp, before it, his arms out to the others.
        x, y, z = (mid + (-0.62 * k - 0.2, 0.0, -1.15 + 0.05 * k)).tolist()
        up = sideways(now.heading, 0.42, 0.40, 1.62), sideways(now.heading, -0.42, 0.34, 1.50)
        sway = 16.0 * k + 10.0 * wobble(63, s, 2.0)
        return replace(now, at=(x, y, z), back=0.25 * k, sway=sway, hand=up[0], far=k, other=up[1],
                       other_far=k)  # fmt: skip
    if name == "fisher-crest":
        return _dragged(now, mid, k, s)
    if name == "fisher-horns":
        return replace(now, back=ramp(age, 0.0, 0.35), air=0.6)
    return replace(now, crouch=0.9 * k, sway=20.0 * k, air=0.0)


def _dragged(now: Stand, hunter: F64, k: float, s: float) -> Stand:
    """On his face, feet first, hands to what they cannot hold."""
    x, y, _ = now.at
    return replace(now, at=(max(x, float(hunter[0]) - _BEHIND_M), y, 0.0), back=-k, glow=1.8)


_BEHIND_M: Final = 1.75
"""From the middle of who drags him to his hips."""
_HELD: Final[Point] = (-0.16, -0.76, 0.52)
"""His left ankle, in another's hand: right of him, ahead and up."""


def _ankle(s: float) -> F64:
    """Where that ankle is."""
    x, y, _ = _LAY
    at = max(x, float(KILLERS["fisher-crest"].middle(s)[0]) - _BEHIND_M), y, 0.0
    return np.add(at, sideways(90.0, *_HELD)) + (0.0, 0.0, 0.04)


def _pack(s: float) -> F64 | None:
    """By what he is had who runs last, from when he is."""
    if s < TAKEN["fisher-bundle"]:
        return None
    return np.asarray(KILLERS["fisher-bundle"].middle(s) + (-0.40, 0.0, 0.08), np.float64)


def _helmet(s: float) -> F64 | None:
    """Where the hand is that presses him down who looks up, from when it has him."""
    age = s - TAKEN["fisher-ladder"]
    if age < 0.0:
        return None
    return np.array([10.9, -0.88, 1.62 - 0.55 * ramp(age, 0.0, 0.3)])


def dragged(name: str, site: Site, before: Stand, now: Stand, s: float) -> Actor:
    """He: on his face, a leg held up, his arms out to those he is dragged away from. before: how he
    stood."""
    figure = load(name)
    kicks = 0.20 * abs(wobble(61, s, 2.2))
    claws = 0.30 * wobble(62, s, 2.0)
    how = Sprawl(
        (0.0, 0.0, 0.18), (-82.0, -66.0), _HELD, (0.20, -0.66 - kicks, 0.12 + kicks),
        (-64.0, -70.0), (0.30, 1.02 + claws, 0.08), (-0.26, 1.02 - claws, 0.08), 14.0,
    )  # fmt: skip
    k = ramp(s, TAKEN[name], TAKEN[name] + 0.3, rush)
    joints = eased(
        person(name, Site((0, 0, 0), 0.0), replace(before, at=(0.0, 0.0, 0.0))).joints,
        sprawled(figure, now.heading, how), k,
    )  # fmt: skip
    joints[figure.index("gun"), :, :3] = 0.0
    return shaped(name, site, now.at, joints.astype(np.float64), now.glow)


_TIED: Final = np.array([3.4, 1.95, 0.98])
"""Where his line is tied to the rail."""
_LINE_M: Final = 6.1


def dragged_line(held: Stand, s: float, points: int) -> F64:
    """Points (n, 3) of that line: it lies slack, is taut, and slack again when he is gone. held:
    how he who holds its end stood when he last did."""
    way = np.add(held.at, (-1.06, 0.30, 0.08)) - _TIED
    far = float(np.sqrt(way @ way))
    way = way * min(1.0, _LINE_M / far)
    k = np.linspace(0.0, 1.0, points)[:, None]
    loose = ramp(s, HAULS, HAULS + 0.35)
    slack = max(0.0, 1.0 - far / _LINE_M) ** 0.5
    bow = 4.0 * k * (1.0 - k)
    line: F64 = _TIED + way * k + bow * (0.6 * slack + loose) * np.array([0.0, 0.5, -1.6])
    line[:, 2] = np.maximum(line[:, 2], 0.014)
    return line
