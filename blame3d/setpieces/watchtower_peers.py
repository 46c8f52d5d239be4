"""The first that the wall gives in `watchtower`, seen close: fingers round the edge of what has
opened, a second hand, and between them and the dark a mask."""

from __future__ import annotations

from typing import Final

import numpy as np

from blame3d.cast import crowd
from blame3d.cast.actor import Actor
from blame3d.cast.model import load
from blame3d.cast.rig import F64, turn_y, turn_z
from blame3d.setpieces.players import Point, shaped, towards
from blame3d.setpieces.tower import opens
from blame3d.setpieces.watchtower_marks import HANDS, WALL_Y
from blame3d.timeline.keys import bump, ramp
from blame3d.timeline.piece import Site

MIDDLE: Final[Point] = (46.8, WALL_Y, 4.6)
"""Of what has opened."""
SEED: Final = 70
EDGE_X: Final = MIDDLE[0] - opens(SEED)[0] / 2.0
_HANDS: Final = ((HANDS[0] + 0.95, 5.17), (HANDS[0] + 0.25, 5.98))
"""When its left and its right hand come, and how high they hold on."""
_CURLS: Final = np.array((0.88, -0.47, 0.06))
"""From its finger tips to its wrist, about."""
_MASK: Final = (HANDS[0] + 1.35, HANDS[0] + 1.95)
"""From when to when its mask comes out of the dark."""
MASK: Final[Point] = (EDGE_X + 0.42, WALL_Y - 0.2, 5.58)


def hand(n: int, s: float) -> F64:
    """Where the tips of its left (0) or right (1) hand are: in the dark, then on the wall beside
    it; they feel for a hold."""
    comes, high = _HANDS[n]
    out = ramp(s, comes, comes + 0.16)
    feels = 0.05 * bump(s, comes + 0.3, comes + 0.36, comes + 0.5)
    return np.array([EDGE_X + 0.35 - 0.48 * out, WALL_Y + 0.75 * (1.0 - out) - 0.02 - feels,
                     high - 0.06 * (1.0 - out)])  # fmt: skip


def peering(site: Site, s: float, prey: Point) -> tuple[Actor, ...]:
    """It, while one sees it close; what of it is still in the wall is not seen."""
    out = ramp(s, *_MASK)
    face = np.array(MASK) + (0.10 * (1.0 - out), 0.75 * (1.0 - out), 0.0)
    turn = turn_z(180.0) @ turn_y(-24.0 * out)
    at = face - turn @ (0.0, 0.52, 0.05)
    behind = at + (0.0, 1.0, -0.5)
    held = np.array([hand(0, s), hand(1, s), behind + (0.5, 0.0, 0.0), behind - (0.5, 0.0, 0.0)])
    look = np.array([towards(face, prey)])
    up = (_CURLS / np.sqrt(_CURLS @ _CURLS))[None]
    figure = load("exterminator")
    joints = crowd.stances(figure, at[None], turn[None], held[None], up, look)[0].astype(np.float64)
    joints[:, :, 3] -= at
    return (shaped("exterminator", site, at, joints),)
