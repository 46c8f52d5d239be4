"""The shots of `wanderer`: where the camera stands, its lens, the one light of each."""

from __future__ import annotations

from typing import Final

import numpy as np

from blame3d.cast.rig import turn_z
from blame3d.setpieces.wanderer_killy import eye_at, killy_at
from blame3d.setpieces.wanderer_marks import (
    AFTER,
    AIM,
    BLOWN,
    COMES_DOWN,
    FALLS,
    FIRE,
    HOLE,
    LANDS,
    MOUTH_M,
    MUZZLE,
    READ,
    RECOIL,
    RETURNS,
    RISES,
    STANDS,
    TAKEN,
    WAY,
    on,
)
from blame3d.timeline.keys import F64
from blame3d.timeline.paths import Fixed, Follow, Point, Rail
from blame3d.timeline.shot import Air, Impulse, Shot, cold, lit

_PASSED: Final = 64.5
"""When he has turned away and goes."""
_SIDE_ON_M: Final = 65.0
"""From the muzzle to the middle of the frame that the line cuts: where it is of one width."""

_SIDE: Final = np.array([-WAY[1], WAY[0], 0.0]) / float(np.hypot(WAY[0], WAY[1]))
"""Left of the line, level."""


def shots() -> tuple[Shot, ...]:
    return (*_before(), *_shot(), *_after())


def _point(at: F64) -> Point:
    x, y, z = (float(v) for v in at)
    return x, y, z


def _him(right: float, ahead: float, up: float) -> Point:
    """A place from where the gunner stands, in his own axes."""
    return _point(np.array(STANDS) + turn_z(AIM[0]) @ np.array([right, ahead, up]))


def _head(s: float) -> F64:
    stand = killy_at(s)
    return np.array(stand.at) + (0.0, 0.0, 1.66 - 1.2 * stand.back - 0.5 * stand.crouch)


def _body(s: float) -> F64:
    stand = killy_at(s)
    return np.array(stand.at) + (0.0, 0.0, 1.15 - 0.75 * stand.back)


def _before() -> tuple[Shot, ...]:
    """Until he is seen."""
    x, y, z = STANDS
    return (
        Shot(
            "ledge",
            0.0,
            Rail(((6.9, -0.75, 1.45), (6.1, -0.70, 1.40)), 0.5, 5.6),
            Fixed((-11.0, 0.45, 1.05)),
            46.0,
            hand=0.5,
            air=Air(haze=1.6, pale=cold(1.6), exposure=0.9),
            subject="pack",
            key=lit((-0.5, -1.0, 0.7), 0.95),
        ),
        Shot(
            "masks",
            6.05,
            Fixed((-2.6, 0.45, 1.30)),
            Fixed((-12.0, 0.35, 1.06)),
            85.0,
            hand=0.25,
            air=Air(pale=cold(0.35), exposure=1.2),
            subject="pack",
            key=lit((0.3, -1.0, 0.6), 1.0),
            focus=Fixed((-8.6, 0.7, 1.2)),
        ),
        Shot(
            # Black, upright, in the gap; then how far off.
            "stroke",
            9.0,
            Fixed((x - 326.0, y + 188.0, z + 10.0)),
            Fixed((x, y, z + 1.0)),
            520.0,
            place=(-0.34, -0.61),
            air=Air(haze=1.0, pale=cold(11.0), exposure=1.15),
            subject="killy",
            key=lit((0.0, 0.0, 1.0), 0.1),
        ),
        Shot(
            "far off",
            10.1,
            Fixed((x - 1957.0, y + 1131.0, z + 60.0)),
            Fixed((x, y, z + 1.0)),
            310.0,
            place=(-0.34, -0.61),
            air=Air(haze=0.19, pale=cold(44.0), exposure=1.45),
            subject="killy",
            scale=True,
            key=lit((0.0, 0.0, 1.0), 0.1),
        ),
        Shot(
            "he",
            11.9,
            Rail(((-72.0, -21.0, 5.0), (-68.0, -21.0, 6.5)), 0.2, 4.0),
            Fixed((x, y, z + 1.0)),
            200.0,
            place=(-0.34, -0.10),
            air=Air(haze=3.0, pale=cold(1.7)),
            subject="killy",
            key=lit((0.6, 0.3, 0.6), 0.3),
        ),
        Shot(
            "sees",
            14.5,
            Fixed(_him(-0.62, -2.6, 1.95)),
            Fixed((-5.0, 1.0, 1.6)),
            75.0,
            hand=0.12,
            air=Air(haze=1.2, pale=cold(1.5)),
            subject="pack",
            key=lit((-0.55, -1.0, 0.6), 0.95),
            focus=Fixed((-7.0, 2.0, 1.0)),
        ),
        Shot(
            "ampoule",
            17.0,
            Fixed(_him(-0.42, 1.22, 1.60)),
            Fixed(_him(-0.06, 0.05, 1.585)),
            85.0,
            place=(0.24, 0.0),
            hand=0.12,
            subject="killy",
            air=Air(haze=1.8, pale=cold(1.8), exposure=0.9),
            key=lit((-0.55, -1.0, 0.5), 1.0, shade=0.10),
            focus=Fixed(_him(-0.08, 0.09, 1.60)),
        ),
        Shot(
            "gun",
            19.0,
            Rail((_him(1.10, -0.05, 1.58), _him(1.02, 0.10, 1.54)), 0.0, 2.2),
            Fixed(_him(0.05, 0.80, 1.43)),
            30.0,
            hand=0.12,
            air=Air(pale=cold(1.5)),
            key=lit((-0.9, 0.9, 0.5), 0.9),
            focus=Fixed(_him(0.2, 0.7, 1.5)),
        ),
    )


def _shot() -> tuple[Shot, ...]:
    """The line, what is gone, what comes back."""
    return (
        Shot(
            "line",
            FIRE,
            # Square to it, as level with it as it falls: it cuts the frame in two.
            Fixed(_point(MUZZLE + WAY * _SIDE_ON_M - _SIDE * 22.0)),
            Fixed(on(_SIDE_ON_M)),
            14.0,
            roll=-AIM[1],
            air=Air(haze=0.6, pale=cold(0.5), exposure=0.34),
            key=lit((-0.3, 0.2, 1.0), 1.0, 2.2, 0.12),
        ),
        Shot(
            # Whom it takes: masks that look at him who has fired, and are drawn out along it.
            "taken",
            TAKEN,
            Fixed((-12.4, -6.0, 0.35)),
            Fixed((-11.3, 2.0, 1.65)),
            36.0,
            hand=0.3,
            air=Air(haze=0.8, pale=cold(0.8), exposure=0.6),
            subject="pack",
            key=lit((0.8, 0.2, 0.9), 0.5, 1.6),
        ),
        Shot(
            "hole",
            HOLE,
            Rail((on(MOUTH_M - 16.5), on(MOUTH_M - 12.5)), 0.3, 6.4),
            Fixed(on(MOUTH_M + 40.0)),
            24.0,
            place=(-0.16, 0.0),
            air=Air(haze=1.7, pale=cold(5.0), exposure=0.8),
            subject="hole",
            key=lit((float(WAY[0]), float(WAY[1]), 0.2), 0.2, 0.3, 0.06),
        ),
        Shot(
            # On the floor that he is thrown along.
            "recoil",
            RECOIL,
            Fixed((13.6, -83.2, 12.30)),
            Fixed((3.7, -60.0, 14.2)),
            27.0,
            hand=0.15,
            impulses=(Impulse(22.05, 1.8, 0.9), Impulse(22.6, 1.2, 1.2), Impulse(23.0, 1.0, 0.5)),
            subject="killy",
            air=Air(haze=24.0, pale=cold(0.8), exposure=0.95),
            key=lit((-0.95, 0.30, 0.35), 0.45, 0.50),
        ),
        Shot(
            # The three, and what is there in place of the pack.
            "blown",
            BLOWN,
            Fixed((3.0, -1.6, 0.75)),
            Fixed((-4.0, 4.0, 2.2)),
            28.0,
            hand=0.3,
            impulses=(Impulse(23.4, 1.0, 0.8),),
            air=Air(haze=1.6, pale=cold(1.7)),
            subject="zuru",
            key=lit((-0.6, 1.0, 0.5), 0.5, 0.8),
        ),
        Shot(
            "gets up",
            RISES,
            Rail(((10.6, -77.0, 12.50), (10.5, -76.4, 12.75)), 0.6, 3.4),
            Follow(_body, (0.0, 0.0, -0.16)),
            28.0,
            place=(0.14, 0.0),
            hand=0.3,
            subject="killy",
            air=Air(haze=1.5, pale=cold(1.5)),
            key=lit((-0.8, -0.7, 0.5), 0.85),
        ),
    )


def _after() -> tuple[Shot, ...]:
    """He has to talk."""
    look, way = eye_at(READ[0])
    near = np.array(look) + np.array(way) * 0.26
    return (
        Shot(
            "half a mask",
            36.4,
            Fixed((-3.45, -0.02, 0.19)),
            Fixed((-4.25, 0.27, 0.11)),
            46.0,
            place=(0.22, -0.05),
            hand=0.1,
            impulses=(Impulse(31.6, 0.5, 0.6),),
            air=Air(haze=1.8, pale=cold(1.6)),
            subject="mask",
            key=lit((0.25, -1.0, 0.7), 0.95),
            focus=Fixed((-4.2, 0.25, 0.1)),
        ),
        Shot(
            # From over the edge, and they down there: so far he has to go.
            "returns",
            RETURNS,
            Fixed((7.7, -17.2, 14.5)),
            Fixed((6.6, -2.0, 9.1)),
            18.5,
            hand=0.12,
            air=Air(haze=2.2, pale=cold(2.6), exposure=1.5),
            subject="killy",
            key=lit((-0.9, 0.3, 0.5), 0.8),
        ),
        Shot(
            # From where he will come down: black before the pale air, out from under that bridge.
            "falls",
            FALLS,
            Fixed((15.0, 0.0, 1.5)),
            Follow(lambda s: np.array(killy_at(s).at), (0.0, 0.0, 0.9)),
            38.0,
            hand=0.12,
            air=Air(haze=1.8, pale=cold(6.0), exposure=1.1),
            subject="killy",
            key=lit((-0.8, -0.7, 0.5), 0.5),
        ),
        Shot(
            # Low behind him, black before them and the air; they look round at what has come down.
            "lands",
            COMES_DOWN,
            Fixed((12.2, 1.25, 0.55)),
            Fixed((2.2, -0.85, 1.60)),
            26.0,
            hand=0.15,
            impulses=(Impulse(LANDS, 1.1, 0.5),),
            air=Air(haze=1.7, pale=cold(2.4)),
            subject="zuru",
            key=lit((-0.7, -1.0, 0.6), 0.7),
        ),
        Shot(
            "they turn",
            LANDS + AFTER + 0.42,
            Fixed((3.6, -1.05, 0.90)),
            Fixed((-0.3, 0.85, 0.80)),
            33.0,
            hand=0.2,
            impulses=(Impulse(LANDS, 1.1, 0.5),),
            air=Air(haze=1.6, pale=cold(2.0)),
            subject="zuru",
            key=lit((0.4, -1.0, 0.6), 0.75),
            focus=Fixed((-0.4, 0.7, 1.2)),
        ),
        Shot(
            "comes",
            46.9,
            # From below, before the round of light that the pipe lets through.
            Fixed((0.9, 0.25, 0.50)),
            Follow(_head, (0.0, 0.0, -0.30)),
            40.0,
            hand=0.1,
            air=Air(haze=4.0, pale=cold(3.0), exposure=1.1),
            subject="killy",
            key=lit((-0.4, -1.0, 0.6), 0.6),
            focus=Follow(_head, (0.0, 0.0, 0.0)),
        ),
        Shot(
            "who is he",
            49.6,
            Follow(lambda s: np.array(killy_at(s).at), (2.2, 0.95, 1.60)),
            Fixed((-1.4, 0.35, 1.34)),
            40.0,
            hand=0.15,
            air=Air(haze=1.6, pale=cold(1.7)),
            subject="zuru",
            key=lit((0.5, -1.0, 0.5), 0.9),
            focus=Fixed((-1.4, 0.25, 1.3)),
        ),
        Shot(
            # Over her shoulder who has spoken; he stands before the air beside the pipe.
            "asks",
            52.2,
            Fixed((-2.95, 1.12, 1.50)),
            Follow(_head, (0.0, 0.0, -0.10)),
            60.0,
            place=(-0.24, 0.06),
            hand=0.1,
            air=Air(haze=2.0, pale=cold(2.6), exposure=1.1),
            subject="killy",
            key=lit((-0.9, -0.7, 0.5), 0.9),
            focus=Follow(_head, (0.0, 0.0, 0.0)),
        ),
        Shot(
            "helmet",
            54.6,
            Fixed((-0.42, -0.98, 1.34)),
            Fixed((-1.38, 0.24, 1.22)),
            24.0,
            hand=0.1,
            air=Air(haze=1.8, pale=cold(0.9)),
            subject="zuru",
            key=lit((1.0, 0.5, 0.6), 0.95),
            focus=Fixed((-1.38, 0.24, 1.38)),
        ),
        Shot(
            "reads",
            READ[0] + AFTER,
            Fixed(_point(near)),
            Fixed(look),
            220.0,
            air=Air(exposure=0.9),
            subject="eye",
            key=lit((-1.0, -0.6, 0.4), 0.85),
        ),
        Shot(
            "no",
            READ[1] + AFTER,
            # Over his shoulder, on her who is told.
            Fixed((0.25, -0.78, 1.52)),
            Fixed((-1.36, 0.22, 1.46)),
            50.0,
            place=(-0.06, 0.22),
            hand=0.1,
            air=Air(haze=1.8, pale=cold(1.7)),
            subject="zuru",
            key=lit((0.8, -1.0, 0.5), 0.95),
            focus=Fixed((-1.36, 0.22, 1.46)),
            stop=1.4,
        ),
        Shot(
            "goes",
            _PASSED,
            # From behind her: he goes below the ring of the pipe that he came by.
            Rail(((-3.1, -0.36, 1.62), (-3.3, -0.40, 1.64)), 0.6, 3.2),
            Fixed((9.0, 0.3, 1.5)),
            30.0,
            air=Air(haze=4.0, pale=cold(2.5), exposure=1.1),
            subject="killy",
            key=lit((-0.4, -1.0, 0.6), 0.6),
        ),
    )
