"""Where and when things are in `watchtower`: story times, marks of the site, the eight, the eye."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from blame3d.setpieces import pipefield
from blame3d.setpieces.players import Point, towards
from blame3d.setpieces.tower import Floor, Watch
from blame3d.setpieces.wanderer_marks import FUSATA, TAE, ZURU
from blame3d.timeline.keys import track

DOWN: Final = 12.0
"""From when on they are down on the footbridge."""
AT_HATCH: Final = 21.0
TURNED: Final = (21.3, 22.9)
"""From when to when the wheel of the hatch is turned."""

OPENS: Final = 24.4
IN_HAND: Final = 28.3
"""From when on one sees Zuru's hand below the hatch."""
FLAKE: Final = 28.6
CATCHES: Final = 30.0
"""When what falls lies on it."""
PALM: Final[Point] = (48.66, 1.90, 0.90)
INSIDE: Final = (33.0, 37.0)
"""From when to when the camera looks out of Zuru's helmet."""
WAKES: Final = 38.8
OUT: Final = 41.6
LIES: Final = 43.6
FINDS: Final = 52.6
UP: Final = 60.4
SHAPES: Final = 59.4
HANDS: Final = (61.8, 64.1)
"""From when to when one sees the hands of the first close."""
RUNS: Final = 70.0
OUTSIDE: Final = 75.8
"""When those who run first are out of the pipe."""
LAST: Final = 79.3
"""From when on one sees who runs last."""
HUNTED: Final = 82.4
CORNERED: Final = 97.0
ENDS: Final = 110.0
CLIMBS: Final = 98.0
"""From when on one sees hands come over the edge."""
FEINT: Final = (106.9, 107.02, 107.9)
"""All of the pack start forwards in the same instant, and are back."""
TOUCH: Final = 107.75
"""From when on one sees the three stand back to back."""
STARTS: Final = 108.95
"""When they start again; nobody sees how far:"""
BLACK: Final = 109.15
"""it is dark from then on."""
PLATFORM: Final[Floor] = (34.0, 52.0, -8.0, 6.0)
FOOTBRIDGE: Final[Floor] = (-16.0, 34.0, -2.0, 2.0)
DECK_M: Final = 1.0
"""How thick the footbridge is."""
RAIL_M: Final = 1.0
"""How high its rails are."""
WALL_Y: Final = 27.5
COLUMN_Y: Final = 10.29
"""Of the face of the column beside the footbridge that is turned to it."""
SLIPS: Final = 7.2


@dataclass(frozen=True)
class Person:
    """file: place in the file, 0 leads. lies: where and with what heading. ends: where he stands
    when he has run. gone: story time from which on he is seen no more."""

    name: str
    file: int
    hatch: Point
    turns: float
    lies: tuple[Point, float]
    ends: Point
    gone: float = 1e9
    speed: float = 4.5


PEOPLE: Final = (
    Person("zuru", 2, (48.6, 0.55, 0.0), 0.0, ((45.4, -3.4, 0.0), 52.0), ZURU),
    Person("tae", 3, (49.35, 0.45, 0.0), 14.0, ((43.0, -4.6, 0.0), 80.0), TAE),
    Person("fusata", 1, (47.85, 0.4, 0.0), -14.0, ((48.3, -1.6, 0.0), 20.0), FUSATA),
    Person(
        "fisher-horns", 0, (45.0, -0.6, 0.0), 30.0, ((38.4, 4.2, 0.0), 70.0), (3.0, 0.9, 0.0), 91.75
    ),
    Person(
        "fisher-bundle", 4, (46.6, -1.3, 0.0), -40.0, ((38.6, -2.4, 0.0), 120.0), (8.0, 0.5, 0.0),
        83.0, 3.6,
    ),
    Person(
        "fisher-ladder", 5, (44.8, -3.0, 0.0), 200.0, ((40.2, -5.6, 0.0), 30.0), (10.9, -0.9, 0.0),
        86.35, 4.3,
    ),
    Person(
        "fisher-tanks", 6, (47.8, -3.4, 0.0), 90.0, ((46.2, 1.6, 0.0), 100.0), (3.4, -0.9, 0.0),
        95.1,
    ),
    Person(
        "fisher-crest", 7, (46.2, -5.2, 0.0), 150.0, ((49.8, -5.2, 0.0), 60.0), (8.6, 0.5, 0.0),
        89.2,
    ),
)  # fmt: skip
TAKEN: Final = {
    "fisher-bundle": 80.65, "fisher-ladder": 85.75, "fisher-crest": 86.5, "fisher-horns": 91.45,
    "fisher-tanks": 95.0,
}  # fmt: skip
"""When a hunter has each of those who do not come back."""
GLOVE: Final[Point] = (
    45.4 - 1.50 * float(np.sin(np.radians(52.0))) + 0.24 * float(np.cos(np.radians(52.0))),
    -3.4 + 1.50 * float(np.cos(np.radians(52.0))) + 0.24 * float(np.sin(np.radians(52.0))),
    0.08,
)
"""Zuru's, on the floor before her."""
_FOUND_AT: Final = towards(pipefield.TOWER, GLOVE)[0]
WATCH: Final = Watch(
    pipefield.TOWER,
    WAKES,
    OUT,
    track(
        (OUT, 62.0), (44.0, 44.5), (46.6, 25.0), (47.0, 25.0), (49.3, 46.5), (51.0, 46.5),
        (FINDS, _FOUND_AT),
    ),
    GLOVE,
    FINDS,
)  # fmt: skip
FIRED: Final = (("fusata", 83.2), ("zuru", 89.6), ("fisher-tanks", 90.8))
"""Who fires a harpoon when, in the order of `watchtower_losses.SHOT_DOWN`."""
ROLLS: Final = 91.75
"""When a helmet comes rolling."""
