"""The first that the wall gives in `watchtower`, seen close: fingers over the frame of what has
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
_WIDE, _HIGH = opens(SEED)
EDGE_X: Final = MIDDLE[0] - _WIDE / 2.0
FRAME_M: Final = (0.13, 0.20)
"""How wide the frame of what has opened is, and how far it stands out of the wall."""
_BLOCK: Final = (3, (1.0, 0.84, 0.18))
"""Which of the splinters the frame is made of, and that one's size."""
_RED: Final = (0.035, 0.5)
"""How thick the joints are that still glow in it, metres, and how much."""
_HANDS: Final = ((HANDS[0] + 0.95, 5.17), (HANDS[0] + 0.25, 5.98))
"""When its left and its right hand come, and how high they hold on."""
_CURLS: Final = np.array((0.72, -0.69, 0.06))
"""From its finger tips to its wrist, about."""
_MASK: Final = (HANDS[0] + 1.35, HANDS[0] + 1.95)
"""From when to when its mask comes out of the dark."""
MASK: Final[Point] = (EDGE_X + 0.36, WALL_Y - 0.26, 5.58)


def hand(n: int, s: float) -> F64:
    """Where the tips of its left (0) or right (1) hand are: in the dark, then on the wall beside
    it; they feel for a hold."""
    comes, high = _HANDS[n]
    out = ramp(s, comes, comes + 0.16)
    feels = 0.05 * bump(s, comes + 0.3, comes + 0.36, comes + 0.5)
    wide, deep = FRAME_M
    return np.array([EDGE_X + 0.35 - (0.35 + wide) * out,
                     WALL_Y + 0.75 * (1.0 - out) - (deep - 0.05) * out - feels,
                     high - 0.06 * (1.0 - out)])  # fmt: skip


def framed(site: Site) -> tuple[Actor, ...]:
    """The frame, from its hinge round to its foot, and the joints in it."""
    x, _, z = MIDDLE
    wide, deep = FRAME_M
    thick, glow = _RED
    row, block = _BLOCK
    out = []
    for across, up, broad, tall in (
        (-(_WIDE + wide) / 2.0, 0.0, wide, _HIGH + 2.0 * wide),
        (0.0, (_HIGH + wide) / 2.0, _WIDE, wide),
        (0.0, -(_HIGH + wide) / 2.0, _WIDE, wide),
    ):
        rows = np.zeros((len(load("splinters").names), 3, 4))
        rows[row, :, :3] = np.diag([broad, deep, tall]) / block
        at = (x + across, WALL_Y - deep / 2.0, z + up)
        out.append(shaped("splinters", site, at, rows))
        # In the corner between it and the dark.
        inner = np.array(at) - np.sign([across, 0.0, up]) * wide / 2.0
        inner[1] = WALL_Y - 0.04
        lit = np.diag([thick, thick, tall] if across else [broad, thick, thick])
        out.append(shaped("ray", site, inner, lit[None] @ np.eye(3, 4), glow))
    return tuple(out)


def peering(site: Site, s: float, prey: Point) -> tuple[Actor, ...]:
    """It, while one sees it close; what of it is still in the wall is not seen."""
    out = ramp(s, *_MASK)
    face = np.array(MASK) + (0.0, 0.44 * (1.0 - out), 0.0)
    turn = turn_z(180.0) @ turn_y(-24.0 * out)
    at = face - turn @ (0.0, 0.52, 0.05)
    behind = at + (0.0, 1.0, -0.5)
    held = np.array([hand(0, s), hand(1, s), behind + (0.5, 0.0, 0.0), behind - (0.5, 0.0, 0.0)])
    look = np.array([towards(face, prey)])
    up = (_CURLS / np.sqrt(_CURLS @ _CURLS))[None]
    figure = load("exterminator")
    joints = crowd.stances(figure, at[None], turn[None], held[None], up, look)[0].astype(np.float64)
    joints[:, :, 3] -= at
    return (shaped("exterminator", site, at, joints), *framed(site))
