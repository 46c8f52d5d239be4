"""3, `wanderer`: one shot. A myth walks in, with power out of all proportion; then it has to talk.

Place: a stair tower at the corner of a wall 700 m high, over an abyss; a footbridge leads to it and
a bridge passes over that, 12 m higher. It was found by a query: two floors of the walk network 50
to 115 m apart, the one higher, in free sight of each other, with a wall of less than 100 m close
behind the lower one, then more than a kilometre of air, and walls again. Axes of the site: x east,
y north, the origin on the footbridge between the three.
"""

from __future__ import annotations

from math import degrees
from typing import Final

import numpy as np

from blame3d.life.cue import Kind
from blame3d.setpieces.wanderer_cast import (
    AIM,
    BARED,
    BLASTS,
    FIRE,
    FROM_M,
    HALF_MASK,
    LANDS,
    LENGTH_M,
    MUZZLE,
    NOTICED,
    RADIUS_M,
    REACH_M,
    STANDS,
    TARGET,
    WAY,
    bursts,
    killy_at,
    roles,
)
from blame3d.timeline.keys import F64, linear, track
from blame3d.timeline.paths import Fixed, Follow, Point, Rail
from blame3d.timeline.piece import Chapter, Edit, SetPiece, Site
from blame3d.timeline.shot import Air, Impulse, Shot
from blame3d.timeline.sounds import Sound
from blame3d.timeline.words import Caption, Card
from blame3d.view import Beam

SITE: Final = Site((-1_750_000, 982_000, 916_000), 0.0)
HOLD_S: Final = 7.0
"""Of film in which 0.35 s of the story pass: the hole, and dust that hangs."""


def piece() -> SetPiece:
    """The piece; made anew, for it is a value."""
    return SetPiece(
        "wanderer",
        3,
        ("One shot", "Un colpo solo"),
        70.0,
        0x3A,
        SITE,
        _shots(),
        roles(),
        sounds=_sounds(),
        captions=_captions(),
        cards=(Card(0.0, 1.6, ("LOG 003", "WANDERER")), Card(67.2, 70.0, ("B L A M E 3 D",), 0.25)),
        edits=(Edit(FIRE, beam()),),
        bursts=bursts(),
        chapters=(
            Chapter(0.0, "The pack", "Il branco"),
            Chapter(9.0, "A black stroke", "Un tratto nero"),
            Chapter(19.0, "The gun", "La pistola"),
            Chapter(21.65, "The hole", "Il foro"),
            Chapter(44.5, "He comes", "Arriva"),
            Chapter(53.5, "The eye", "L'occhio"),
        ),
        stands=(
            (11.6, -76.0, 12.0),
            (12.3, -84.0, 12.0),
            (12.6, -64.0, 12.0),
            (11.8, -40.0, 12.0),
            (12.0, -10.0, 12.0),
            (3.4, 1.2, 0.0),
            (-4.0, -1.2, 0.0),
            (-5.6, 1.0, 0.0),
            (2.6, -1.2, 0.0),
        ),
        warp=track((0, 0.0), (21.65, 21.65), (28.65, 22.0), (70, 63.35), ease=linear),
    )


def beam() -> Beam:
    """What the shot takes away, for ever."""
    heading, pitch = AIM
    start = SITE.mm(MUZZLE + WAY * FROM_M)
    h, p = round((heading + SITE.heading) * 1000.0), round(pitch * 1000.0)
    return Beam(start, h, p, LENGTH_M, RADIUS_M)


def _cold(light: float) -> tuple[float, float, float]:
    """The pale end of the film's air, so much lighter than the City's: cold, whatever district."""
    return 0.80 * light, 0.98 * light, 1.12 * light


def _point(at: F64) -> Point:
    x, y, z = (float(v) for v in at)
    return x, y, z


def _killy(s: float) -> F64:
    stand = killy_at(s)
    return np.array(stand.at) + (0.0, 0.0, 1.45 - 1.2 * stand.back)


def _shots() -> tuple[Shot, ...]:
    x, y, z = STANDS
    side = np.array([-0.954, -0.30, 0.0])
    middle = MUZZLE + WAY * (REACH_M * 0.5)
    slope = degrees(float(np.arcsin(WAY[2])))
    ring = TARGET + WAY * 20.0
    return (
        Shot(
            "ledge",
            0.0,
            Rail(((5.4, -1.35, 1.75), (4.7, -1.35, 1.65)), 0.5, 4.6),
            Fixed((-9.0, 1.2, 0.95)),
            30.0,
            hand=0.7,
            air=Air(haze=1.8, pale=_cold(1.6), exposure=0.9),
            subject="pack",
        ),
        Shot(
            "masks",
            5.0,
            Fixed((-2.6, 0.45, 1.30)),
            Fixed((-12.0, 0.35, 0.95)),
            85.0,
            hand=0.25,
            air=Air(pale=_cold(0.35), exposure=1.5),
            subject="pack",
        ),
        Shot(
            "stroke",
            9.0,
            Fixed((x - 1957.0, y + 1130.0, z - 60.0)),
            Fixed((x, y, z + 1.0)),
            300.0,
            place=(-0.34, -0.10),
            air=Air(haze=0.6, pale=_cold(2.6)),
            subject="killy",
            scale=True,
        ),
        Shot(
            "he",
            13.4,
            Fixed((x - 364.0, y + 210.0, z + 26.0)),
            Fixed((x, y, z + 1.0)),
            300.0,
            place=(-0.34, -0.10),
            air=Air(haze=1.8, pale=_cold(1.6)),
            subject="killy",
        ),
        Shot(
            "ampoule",
            17.0,
            Fixed((x - 1.15, y - 0.30, z + 1.66)),
            Fixed((x - 0.02, y + 0.03, z + 1.60)),
            85.0,
            place=(0.18, 0.0),
            hand=0.12,
            subject="killy",
            air=Air(pale=_cold(1.3)),
        ),
        Shot(
            "gun",
            19.0,
            Rail(((x + 0.62, y - 1.15, z + 1.78), (x + 0.50, y - 0.85, z + 1.74)), 0.0, 2.2),
            Fixed(_point(TARGET)),
            24.0,
            place=(0.10, 0.16),
            hand=0.12,
            air=Air(pale=_cold(1.3)),
        ),
        Shot(
            "line",
            FIRE,
            Fixed(_point(middle + side * 33.0)),
            Fixed(_point(middle)),
            14.0,
            roll=slope,
            air=Air(pale=_cold(1.3)),
        ),
        Shot(
            "hole",
            21.65,
            Rail((_point(TARGET - WAY * 30.0), _point(TARGET - WAY * 21.0)), 0.3, 6.4),
            Fixed(_point(ring)),
            24.0,
            air=Air(pale=_cold(1.3)),
            subject="hole",
        ),
        Shot(
            "blast",
            28.65,
            Fixed((13.2, -90.5, 15.6)),
            Follow(_killy, (-3.6, 10.0, 0.0)),
            24.0,
            place=(0.05, -0.05),
            impulses=(Impulse(22.2, 1.8, 0.9), Impulse(22.6, 1.2, 1.2)),
            subject="killy",
            air=Air(pale=_cold(1.3)),
        ),
        Shot(
            "falling",
            36.5,
            Fixed((-3.2, -0.45, 0.26)),
            Fixed((-6.0, 1.5, 0.40)),
            24.0,
            hand=0.2,
            impulses=(Impulse(31.2, 0.5, 0.6),),
            air=Air(haze=1.8, pale=_cold(1.6)),
            subject="mask",
        ),
        Shot(
            "drop",
            44.5,
            Rail(((-6.4, -0.9, 2.75), (-5.4, -0.9, 2.30)), 2.2, 8.0),
            Fixed((4.0, 0.0, 1.75)),
            32.0,
            hand=0.15,
            impulses=(Impulse(LANDS, 1.1, 0.5),),
            air=Air(haze=1.6, pale=_cold(1.8), exposure=1.4),
        ),
        Shot(
            "eye",
            53.5,
            Fixed((0.95, 0.62, 1.70)),
            Fixed((-1.4, 0.12, 1.42)),
            35.0,
            place=(0.16, 0.0),
            hand=0.1,
            air=Air(haze=1.8, pale=_cold(1.6)),
            subject="zuru",
        ),
        Shot(
            "no",
            61.0,
            Rail(((5.6, 0.75, 1.75), (5.6, 0.75, 2.15)), 0.5, 4.5),
            Fixed((-12.0, 5.5, 1.8)),
            28.0,
            air=Air(haze=1.8, pale=_cold(1.6)),
            subject="killy",
        ),
    )


def _captions() -> tuple[Caption, ...]:
    return (
        Caption(2.2, 4.4, "Don't move. Don't breathe.", "Fermi. Non respirate.", "zuru"),
        Caption(50.6, 52.8, "Who… are you?", "Chi… sei?", "zuru"),
        Caption(54.2, 56.4, "Show me… your eye.", "Fammi vedere… l'occhio.", "killy"),
        Caption(61.2, 63.6, "No Net Terminal Gene.", "Niente gene terminale.", "killy"),
    )


def _sounds() -> tuple[Sound, ...]:
    pack = (-12.0, 1.0, 1.0)
    gun = _point(MUZZLE)
    there = _point(TARGET)
    claws = tuple(
        Sound(
            Kind.CLAW,
            0.4 + 0.21 * n + 0.05 * (n * 7 % 3),
            (-9.0 - n % 5, (n % 4) - 2.0, 0.0),
            level=0.7,
            pitch=0.9 + 0.06 * (n % 4),
        )
        for n in range(30)
    )
    blasts = tuple(
        Sound(Kind.BLAST, FIRE + 0.7 + metres / 300.0, _point(MUZZLE + WAY * metres))
        for metres in BLASTS
    )
    pieces = tuple(
        Sound(
            Kind.DEBRIS,
            FIRE + 3.0 + 0.37 * n,
            (-3.0 - n % 6, n % 3 - 1.0, 0.0),
            level=0.8,
            pitch=0.7 + 0.1 * (n % 6),
        )
        for n in range(22)
    )
    return (
        *claws,
        Sound(Kind.SCREECH, 1.2, pack, pitch=0.9),
        Sound(Kind.SCREECH, 4.3, pack, pitch=1.1),
        Sound(Kind.RELAY, NOTICED, pack),
        Sound(Kind.RELAY, 17.7, gun, pitch=1.4),
        Sound(
            Kind.WHINE,
            19.2,
            gun,
            lasts=FIRE - 19.2,
            level=track((19.2, 0.2), (FIRE, 1.0)),
            pitch=track((19.2, 1.0), (FIRE, 16.0)),
        ),
        Sound(Kind.HUSH, FIRE, gun, lasts=0.1),
        Sound(Kind.SHOT, FIRE + 0.1, gun),
        Sound(Kind.RELAY, FIRE + 0.1, gun),
        *blasts,
        *pieces,
        Sound(Kind.COLLAPSE, FIRE + 5.0, there),
        Sound(Kind.GROAN, FIRE + 8.0, there),
        Sound(Kind.DEBRIS, FIRE + 8.1, _point(HALF_MASK), pitch=3.0),
        Sound(Kind.DEBRIS, FIRE + 9.0, _point(HALF_MASK), level=0.6, pitch=3.4),
        Sound(Kind.KNOCK, LANDS, (8.3, 0.0, 0.0), level=0.8),
        Sound(Kind.RELAY, BARED - 0.6, (-1.4, 0.2, 1.4), pitch=0.6),
    )
