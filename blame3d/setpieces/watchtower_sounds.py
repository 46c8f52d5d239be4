"""What is heard in `watchtower`."""

from __future__ import annotations

from math import cos, radians, sin

from blame3d.life.cue import Kind
from blame3d.setpieces import pipefield
from blame3d.setpieces.watchtower_marks import (
    BLACK,
    CLIMBS,
    DOWN,
    ENDS,
    FINDS,
    FIRED,
    FLAKE,
    GLOVE,
    HUNTED,
    OPENS,
    OUT,
    ROLLS,
    RUNS,
    SHAPES,
    STARTS,
    TAKEN,
    TURNED,
    UP,
    WAKES,
)
from blame3d.timeline.keys import track
from blame3d.timeline.paths import Point
from blame3d.timeline.sounds import Sound


def sounds() -> tuple[Sound, ...]:
    """Wind in pipes, a flutter while it searches, nothing at all on the coin; then claws."""
    tower: Point = (83.0, -59.0, 19.0)
    hatch = pipefield.HATCH
    wall: Point = (43.0, 27.5, 5.0)
    steps = tuple(
        Sound(Kind.DEBRIS, DOWN + 0.55 * n, (20.0 + 0.5 * n, 0.0, 0.0), level=0.10, pitch=2.2)
        for n in range(16)
    )
    claws = tuple(
        Sound(
            Kind.CLAW,
            RUNS + 0.6 + n / 17.0,
            _round(43.0 - 0.215 * n, 40.0 * n),
            level=0.8,
            pitch=0.9 + 0.05 * (n % 5),
        )
        for n in range(200)
    )
    last = tuple(
        Sound(Kind.CLAW, HUNTED + 0.11 * n, (-9.0 - n % 6, (n % 5) - 2.0, 0.0), level=0.6)
        for n in range(200)
    )
    harpoons = tuple(
        Sound(kind, at, (0.0, 0.0, 1.2), level=level, pitch=pitch)
        for _, at in FIRED
        for kind, level, pitch in ((Kind.RELAY, 1.0, 0.7), (Kind.DEBRIS, 0.6, 1.8))
    )
    return (
        Sound(Kind.FAN, 0.0, (62.0, -10.0, 4.0), lasts=54.6, level=0.7, pitch=0.5),
        Sound(Kind.DEBRIS, 7.2, (12.0, -60.0, 12.0), level=0.8, pitch=1.6),
        *steps,
        Sound(Kind.GROAN, TURNED[0], hatch, level=0.5, pitch=1.7),
        Sound(Kind.GROAN, OPENS, hatch, level=0.7, pitch=1.2),
        Sound(Kind.DRIP, FLAKE + 2.1, hatch, level=0.6, pitch=2.2),
        Sound(Kind.RELAY, 33.2, hatch, level=0.4, pitch=2.0),
        Sound(Kind.RELAY, 34.8, hatch, level=0.6, pitch=1.6),
        Sound(Kind.GROAN, WAKES, tower, level=1.4, pitch=0.6),
        Sound(Kind.KNOCK, WAKES + 1.2, tower, level=0.3),
        Sound(
            Kind.BUILDER,
            OUT,
            tower,
            lasts=55.6 - OUT,
            level=track((OUT, 0.0), (OUT + 1.0, 0.5), (55.6, 0.5)),
            pitch=0.8,
        ),
        Sound(Kind.RELAY, FINDS, GLOVE, level=0.8, pitch=0.5),
        Sound(Kind.HUSH, 55.8, GLOVE, lasts=4.4),
        *(
            Sound(Kind.DEBRIS, SHAPES + 0.31 * n, wall, level=0.7, pitch=0.8 + 0.1 * (n % 4))
            for n in range(24)
        ),
        Sound(Kind.GROAN, SHAPES, wall, level=1.0, pitch=0.9),
        Sound(Kind.SCREECH, UP + 8.6, wall, level=0.8, pitch=0.9),
        Sound(Kind.SCREECH, RUNS + 1.0, (44.0, 4.0, 4.0), pitch=1.0),
        Sound(Kind.SCREECH, RUNS + 6.0, (20.0, 0.0, 7.0), pitch=1.15),
        *claws,
        *harpoons,
        Sound(Kind.SCREECH, HUNTED + 1.0, (9.0, 0.0, 6.0), pitch=1.2),
        Sound(Kind.SCREECH, 88.6, (-8.0, 0.0, 1.0), pitch=1.0),
        *(Sound(Kind.SCREECH, s - 0.3, (6.0, 0.0, 2.0), pitch=1.3) for s in TAKEN.values()),
        *(Sound(Kind.DEBRIS, s, (6.0, 0.0, 0.3), level=0.8, pitch=1.4) for s in TAKEN.values()),
        Sound(Kind.DEBRIS, ROLLS + 0.05, (3.6, -0.9, 0.1), level=0.9, pitch=2.6),
        Sound(Kind.DEBRIS, ROLLS + 0.5, (2.2, -0.7, 0.1), level=0.5, pitch=2.9),
        Sound(Kind.SCREECH, CLIMBS + 0.9, (-4.6, -2.0, 0.5), pitch=0.95),
        Sound(Kind.SCREECH, STARTS - 0.05, (0.5, -1.0, 1.2), pitch=1.25),
        Sound(Kind.HUSH, BLACK, (0.0, 0.0, 1.0), lasts=ENDS - BLACK),
        *last,
    )


def _round(x: float, angle: float) -> Point:
    """A touch somewhere on the vault around those who run."""
    a = radians(angle)
    return x, 4.0 * sin(a), 3.2 + 4.0 * cos(a)
