"""What flies, falls, smokes and steams in `wanderer`."""

from __future__ import annotations

from typing import Final

import numpy as np

from blame3d.cast.actor import Actor
from blame3d.cast.rig import turn_z
from blame3d.setpieces import effects
from blame3d.setpieces.players import shaped
from blame3d.setpieces.wanderer_killy import AMPOULE, hand_at
from blame3d.setpieces.wanderer_marks import (
    AIM,
    BARED,
    BLASTS,
    DROPS,
    FIRE,
    LANDS,
    MOUTH_M,
    REACH_M,
    STANDS,
    THROWN,
    WAY,
    ZURU,
    on,
)
from blame3d.timeline.keys import ramp
from blame3d.timeline.piece import Burst, Site

_FALLS: Final = (7.0, 7.8, 8.7, 9.5, 10.3, 11.1, 11.9, 12.8, 13.6, 14.5)
"""Seconds after the shot at which something large comes loose above: it falls for a long time."""


_SKIN: Final = np.array([-0.036, 0.056, 1.612])
"""Where the ampoule goes in, right of the middle of him, ahead, up; and how long that is."""
_GLASS_M: Final = 0.125
_CHIPS_S: Final = 2.5
_LASTS_S: Final = 6.0
"""Till it has fallen out of sight."""


def debris(site: Site, s: float) -> tuple[Actor, ...]:
    """Splinters that hang, are flung, and rain."""
    age = s - FIRE
    near = np.array(on(REACH_M - 3.0))
    out: tuple[Actor, ...] = ()
    if 0.0 <= age < 0.7:  # what is to be flung hangs where it was
        for n in range(3):
            at = np.array(on(MOUTH_M - 10.0 + 4.0 * n))
            out += effects.splinters(
                site, at, age + 0.5, 40 + n, size=0.22, speed=0.6, spread=9.5, lift=0.2
            )
    for begin, seed, off, size, speed, spread in (
        (0.7, 6, (0.0, 0.0, 0.0), 0.8, 11.0, 8.0),
        (1.1, 7, (0.0, 4.0, 6.0), 1.8, 7.0, 12.0),
        (6.5, 9, (1.0, 2.0, 14.0), 1.1, 2.5, 10.0),
    ):
        out += effects.splinters(
            site, near + off, age - begin, seed, size=size, speed=speed, spread=spread, lift=1.0
        )
    out += effects.splinters(
        site, np.array([-3.4, 0.0, 7.0]), age - 2.6, 8, size=0.22, speed=2.2, spread=5.0, floor=-7.0
    )
    for n, begin in enumerate(_FALLS):
        if age - begin > _LASTS_S:
            continue
        above = np.array([-9.0 - 2.6 * (n * 3 % 5), -4.0 + 3.1 * (n * 2 % 5), 16.0 + n % 4])
        size = 0.7 + 0.5 * (n % 3)
        out += effects.splinters(site, above, age - begin, 11 + n, size=size, speed=1.0, spread=6.0)
    return out


def small(site: Site, s: float) -> tuple[Actor, ...]:
    """The ampoule, and the floor that he came down on."""
    out: tuple[Actor, ...] = ()
    begin, there, back, gone = AMPOULE
    if begin <= s < gone:
        facing = turn_z(AIM[0])
        # From the fist over the collar to the skin, and in.
        way = facing @ np.array([0.80, -0.50, 0.33])
        way /= np.sqrt(way @ way)
        into = 0.022 * ramp(s, there, there + 0.35) - 0.012
        hand = facing @ _SKIN - way * _GLASS_M
        away = (1.0 - ramp(s, begin, there)) + ramp(s, back, gone)
        hand = hand + facing @ np.array([-0.25, 0.10, -0.40]) * away
        rows = effects.matrix(
            effects.along(way), np.array([0.0095, _GLASS_M, 0.0095]), way * into
        )[None]
        glow = 1.3 - 1.25 * ramp(s, there + 0.25, back)
        out += (shaped("ampoule", site, np.array(STANDS) + hand, rows, glow),)
    if s >= LANDS:
        rows = effects.matrix(np.eye(3), np.full(3, 2.6), np.array([0.0, 0.0, 0.006]))[None]
        out += (shaped("crack", site, np.array([*DROPS, 0.0]), rows),)
        out += _chips(site, s - LANDS)
    return out


def _chips(site: Site, age: float) -> tuple[Actor, ...]:
    """What he strikes out of it: flat along the floor, away from him, and soon at rest."""
    if age >= _CHIPS_S:
        return ()
    at = np.array([*DROPS, 0.03])
    return effects.splinters(
        site, at, age, 21, size=0.07, speed=3.4, spread=0.5, lift=0.30, floor=-0.03
    )


def bursts() -> tuple[Burst, ...]:
    """Blasts that run outward along the bore; dust: where he lies, whose arm smokes,
    where what is left of the tower comes down; steam out of a helmet."""
    way = (float(WAY[0]), float(WAY[1]), float(WAY[2]))
    sizes = [10.0 if m < REACH_M + 30.0 else 18.0 if m < 500.0 else 45.0 for m in BLASTS]
    chain = [
        Burst(FIRE + 0.62 + m / 900.0, on(m), size, way)
        for m, size in zip(BLASTS, sizes, strict=True)
    ]
    arm = [
        Burst(FIRE + THROWN + after, hand_at(after), 0.20, steam=True)
        for after in (1.2, 1.8, 2.4, 3.0, 3.8, 4.6, 5.4, 6.2)
    ]
    falls = [
        Burst(FIRE + 3.0 + 2.1 * n, (-12.0 - 2.0 * n, 6.0 + n, -6.0 + 5.0 * n), 7.0, dust=True)
        for n in range(4)
    ]
    x, y, _ = ZURU
    steam = [
        # Out of both sides of its rim, and gone when her face is to be seen.
        Burst(BARED - 1.2 + 0.2 * n, (x, y + 0.17 * (-1) ** n, 1.26), 0.10, steam=True)
        for n in range(4)
    ]
    skids = [
        Burst(FIRE + THROWN + after, (x, y, STANDS[2] + 0.1), 0.6, dust=True)
        for after, x, y in ((0.62, 11.7, -77.6), (0.80, 12.0, -79.0), (1.0, 12.2, -79.9))
    ]
    x, y = DROPS
    down = [
        # Behind him for who stands before him: from his knee, his sole and his fist.
        Burst(LANDS + 0.02 * n, (x - ahead, y + left, 0.12), 0.8, dust=True)
        for n, (ahead, left) in enumerate(((0.9, 0.8), (1.2, -0.1), (0.8, -1.0)))
    ]
    return (*chain, *arm, *falls, *steam, *skids, *down)
