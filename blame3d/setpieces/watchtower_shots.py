"""The shots of `watchtower`: where the camera stands, its lens, and the one light of each."""

from __future__ import annotations

import numpy as np

from blame3d.setpieces import pipefield
from blame3d.setpieces.runners import Runner
from blame3d.setpieces.watchtower_marks import (
    AT_HATCH,
    CORNERED,
    DOWN,
    GLOVE,
    HUNTED,
    LIES,
    OPENS,
    OUTSIDE,
    PEOPLE,
    RUNS,
    SHAPES,
    SLIPS,
)
from blame3d.setpieces.watchtower_matter import helmet_at
from blame3d.setpieces.watchtower_pack import SHOT_DOWN
from blame3d.setpieces.watchtower_people import stand
from blame3d.timeline.keys import F64, track
from blame3d.timeline.paths import Between, Fixed, Follow, Rail
from blame3d.timeline.shot import Air, Impulse, Shot, lit


def _cold(light: float) -> tuple[float, float, float]:
    return 0.80 * light, 0.98 * light, 1.12 * light


def _one(name: str) -> int:
    return next(n for n, one in enumerate(PEOPLE) if one.name == name)


def _of(name: str, high: float) -> Follow:
    one = PEOPLE[_one(name)]
    return Follow(lambda s: np.array(stand(one, s).at), (0.0, 0.0, high))


def _prey(runner: Runner, high: float = 0.0) -> Follow:
    """One that is shot down, till it lies."""

    def where(s: float) -> F64:
        dead = s >= runner.dies
        at = runner.place(min(s, runner.dies))[0]
        return at - (0.0, 0.0, runner.falls(s) if dead else 0.0)

    return Follow(where, (0.0, 0.0, high))


def shots() -> tuple[Shot, ...]:
    """All of them."""
    hx, hy, hz = pipefield.HATCH
    gx, gy, _ = GLOVE
    tx, ty, tz = pipefield.TOWER
    west = lit((-1.0, -0.25, 0.45), 1.0, 0.0, 0.16)
    runner = PEOPLE[_one("zuru")]

    def behind(s: float) -> F64:
        x, y, _ = stand(runner, s).at
        return np.array([x + 2.9, 0.6 * y - 0.45, 1.30])

    def ahead(s: float) -> F64:
        x, _, _ = stand(runner, s).at
        return np.array([x - 5.0, 0.0, 3.0])

    leader = PEOPLE[_one("fusata")]

    def before(s: float) -> F64:
        x, _, _ = stand(leader, s).at
        return np.array([x - 4.6, 1.15, 0.95])

    def mouth(s: float) -> F64:
        return before(s) + (10.0, -2.1, 1.5)

    return (
        Shot(
            "eight",
            0.0,
            Fixed((12.0 - 1957.0, -72.0 + 1130.0, 12.0 - 60.0)),
            Fixed((12.0, -66.0, 12.6)),
            300.0,
            place=(-0.06, -0.16),
            air=Air(haze=0.42, pale=_cold(2.4), exposure=0.9),
            key=lit((-0.8, 0.9, 0.5), 2.2, 0.0, 0.12),
            subject="fisher-bundle",
            scale=True,
        ),
        Shot(
            "slips",
            SLIPS - 0.7,
            Fixed((-50.0, -30.0, 12.4)),
            Fixed((12.2, -55.0, 11.3)),
            112.0,
            hand=0.15,
            air=Air(haze=1.2, pale=_cold(1.5), exposure=1.1),
            key=lit((-0.8, 0.5, 0.5), 1.2, 0.0, 0.10),
            subject="fisher-bundle",
        ),
        Shot(
            "hooks",
            DOWN,
            Fixed((38.0, -1.5, 0.50)),
            Fixed((24.0, 0.25, 1.25)),
            50.0,
            hand=0.8,
            air=Air(haze=1.3, pale=_cold(1.7)),
            key=lit((-1.0, -0.2, 0.5), 1.0, 0.0, 0.10),
        ),
        Shot(
            "wheel",
            AT_HATCH,
            Fixed((hx - 1.9, hy - 1.35, hz + 0.34)),
            Fixed((hx + 0.05, hy - 0.42, hz + 0.10)),
            35.0,
            hand=0.3,
            air=Air(pale=_cold(1.5), exposure=1.1),
            key=lit((0.9, -0.6, 0.5), 0.9, 0.0, 0.10),
            subject="hatch",
        ),
        Shot(
            "hatch",
            OPENS - 0.2,
            Rail(((hx, hy + 1.12, hz), (hx, hy + 0.86, hz)), 1.2, 9.0),
            Fixed((hx, hy - 2.0, hz + 0.04)),
            20.0,
            air=Air(pale=_cold(1.5), exposure=1.25),
            key=lit((0.55, -0.8, 0.5), 0.9, 0.0, 0.10),
            subject="hatch",
        ),
        Shot(
            "display",
            33.0,
            Rail(((hx, hy - 1.55, 1.40), (hx - 0.05, hy - 1.6, 1.40)), 0.0, 4.0),
            Between(Fixed((hx, hy, hz)), Fixed((hx - 5.0, hy - 4.0, 1.3)), 1.4, 2.6),
            24.0,
            hand=0.5,
            air=Air(pale=_cold(1.5), exposure=1.2),
        ),
        Shot(
            "seam",
            37.0,
            Fixed((36.87, -2.05, 0.98)),
            Between(
                Between(Fixed((40.9, -5.7, 1.30)), Fixed((tx + 3.9, ty + 3.1, tz - 2.6)), 0.6, 1.6),
                Fixed((tx + 1.5, ty + 1.2, tz + 9.4)),
                2.9,
                4.3,
            ),
            85.0,
            hand=0.12,
            air=Air(pale=_cold(1.7)),
            key=lit((0.8, -0.6, 0.5), 1.0, 0.0, 0.10),
            focus=Between(Fixed((40.9, -5.7, 1.40)), Fixed((tx, ty, tz)), 0.6, 1.6),
            stop=2.0,
        ),
        Shot(
            "sheet",
            LIES - 1.0,
            Rail(((55.5, -13.0, 11.0), (53.5, -11.5, 9.6)), 1.0, 11.0),
            Fixed((44.2, -2.2, 0.0)),
            26.0,
            air=Air(haze=1.2, pale=_cold(1.2)),
            key=lit((0.6, -0.7, 0.5), 0.7, 0.0, 0.14),
            subject="zuru",
        ),
        Shot(
            "coin",
            55.0,
            Fixed((gx - 3.2, gy + 3.2, 1.25)),
            Fixed((gx + 0.15, gy - 0.1, 0.12)),
            track((0.0, 100.0), (4.6, 135.0)),
            hand=0.06,
            air=Air(pale=_cold(0.8), exposure=1.1),
            key=lit((0.6, -0.9, 0.35), 0.8, 0.0, 0.10),
            subject="coin",
            focus=Fixed((gx, gy, 0.10)),
        ),
        Shot(
            "one",
            60.0,
            Fixed((42.0, -7.3, 0.98)),
            Fixed((39.6, 27.5, 4.3)),
            135.0,
            hand=0.1,
            air=Air(haze=0.8, pale=_cold(1.7), exposure=3.0),
            key=lit((0.9, -0.35, 0.35), 1.0, 0.0, 0.10),
            subject="first",
            focus=Fixed((39.6, 27.5, 4.3)),
        ),
        Shot(
            "unknits",
            SHAPES + 3.2,
            Fixed((42.0, -7.3, 0.98)),
            Fixed((35.6, 27.5, 5.2)),
            50.0,
            air=Air(haze=0.8, pale=_cold(1.7), exposure=1.2),
            key=lit((0.75, -0.55, 0.6), 0.75, 0.0, 0.12),
            subject="wall",
        ),
        Shot(
            "run",
            RUNS,
            Follow(behind),
            Follow(ahead),
            18.0,
            hand=1.0,
            air=Air(haze=1.6, pale=_cold(2.0)),
            key=lit((-1.0, 0.0, 0.4), 1.0, 0.0, 0.16),
            subject="zuru",
        ),
        Shot(
            "pours",
            OUTSIDE,
            Follow(before),
            Follow(mouth),
            24.0,
            hand=1.0,
            air=Air(haze=1.3, pale=_cold(1.7)),
            key=lit((-0.5, -1.0, 0.5), 1.0, 0.0, 0.14),
            subject="fusata",
        ),
        Shot(
            "aims",
            HUNTED,
            Fixed((-3.4, -0.9, 1.05)),
            _of("fusata", 1.30),
            50.0,
            hand=0.9,
            impulses=(Impulse(84.0, 0.8, 0.4),),
            air=Air(pale=_cold(1.5)),
            key=lit((0.9, 0.2, 0.5), 1.0, 0.0, 0.10),
            subject="fusata",
            focus=_of("fusata", 1.30),
        ),
        Shot(
            "struck",
            84.05,
            Fixed((5.6, -1.3, 5.4)),
            _prey(SHOT_DOWN[0], -0.35),
            50.0,
            hand=0.7,
            air=Air(pale=_cold(1.5)),
            key=west,
            focus=_prey(SHOT_DOWN[0], -0.35),
        ),
        Shot(
            "above",
            85.4,
            Fixed((5.6, -0.6, 1.2)),
            Fixed((11.6, -0.4, 8.6)),
            30.0,
            hand=0.9,
            air=Air(pale=_cold(1.6), exposure=1.6),
            key=west,
        ),
        Shot(
            "slack",
            87.0,
            Fixed((8.6, 1.35, 1.55)),
            Fixed((5.35, -2.0, 0.55)),
            35.0,
            hand=0.5,
            air=Air(pale=_cold(1.3)),
            key=west,
        ),
        Shot(
            "fires",
            88.2,
            Fixed((1.1, -0.75, 1.32)),
            Fixed((-7.5, 0.1, 0.92)),
            35.0,
            hand=0.9,
            impulses=(Impulse(88.8, 1.0, 0.4),),
            air=Air(haze=1.5, pale=_cold(1.6)),
            key=west,
        ),
        Shot(
            "behind",
            89.7,
            Fixed((0.7, 0.5, 1.40)),
            Fixed((8.5, -0.5, 0.85)),
            32.0,
            hand=0.9,
            impulses=(Impulse(90.2, 0.9, 0.4),),
            air=Air(haze=1.2, pale=_cold(1.5)),
            key=lit((0.9, -0.3, 0.5), 1.0, 0.0, 0.12),
        ),
        Shot(
            "helmet",
            91.0,
            Fixed((3.2, -1.5, 0.22)),
            Fixed((5.6, -0.7, 0.16)),
            50.0,
            hand=0.4,
            air=Air(pale=_cold(1.3)),
            key=west,
            focus=Follow(helmet_at),
            stop=2.0,
        ),
        Shot(
            "walls",
            92.5,
            Fixed((-3.2, -1.5, 1.3)),
            Fixed((0.1, 10.3, 6.0)),
            35.0,
            hand=0.8,
            air=Air(pale=_cold(1.5), exposure=1.2),
            key=lit((-0.8, -0.9, 0.4), 1.0, 0.0, 0.12),
        ),
        Shot(
            "three",
            94.4,
            Fixed((-4.9, 0.9, 1.5)),
            Fixed((-0.4, 0.1, 1.15)),
            35.0,
            hand=0.7,
            air=Air(pale=_cold(1.5)),
            key=lit((0.9, 0.4, 0.5), 1.0, 0.0, 0.10),
            subject="zuru",
            focus=_of("zuru", 1.30),
        ),
        Shot(
            "cornered",
            CORNERED,
            Rail(((2.6, -1.45, 0.62), (2.8, -1.35, 0.8), (4.0, -0.9, 2.35)), 1.0, 13.0),
            Between(Fixed((-9.0, 1.5, 1.2)), Fixed((-8.0, 1.4, 0.2)), 2.0, 13.0),
            35.0,
            hand=0.45,
            air=Air(haze=1.2, pale=_cold(1.8)),
            key=lit((0.5, -0.85, 0.45), 0.9, 0.0, 0.14),
            subject="zuru",
        ),
    )
