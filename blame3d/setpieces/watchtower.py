"""2, `watchtower`: seen is dead. Hunger, youth, and the rule: what the eye finds, the City kills.

Place: that of `wanderer`, so that the two join (same axes, same marks at the end); pipes and blank
columns stand about it (`pipefield`). Eight come over the bridge above, down to a platform with a
hatch; a column opens; what the wall gives drives them back along the footbridge.
"""

from __future__ import annotations

from math import cos, radians, sin
from typing import Final

import numpy as np

from blame3d.life.cue import Kind
from blame3d.setpieces import pipefield
from blame3d.setpieces.runners import Runner
from blame3d.setpieces.wanderer_marks import SITE
from blame3d.setpieces.watchtower_cast import (
    AT_HATCH,
    CORNERED,
    DOWN,
    ENDS,
    FINDS,
    FIRED,
    FLAKE,
    GLOVE,
    HUNTED,
    LIES,
    OPENS,
    OUT,
    PEOPLE,
    RUNS,
    SHAPES,
    SHOT_DOWN,
    UP,
    WAKES,
    roles,
    stand,
)
from blame3d.timeline.keys import F64, track
from blame3d.timeline.paths import Between, Fixed, Follow, Point, Rail
from blame3d.timeline.piece import Chapter, SetPiece
from blame3d.timeline.shot import Air, Impulse, Shot, lit
from blame3d.timeline.sounds import Sound
from blame3d.timeline.words import Caption, Card

_TITLE_S: Final = 1.6


def piece() -> SetPiece:
    """The piece; made anew, for it is a value."""
    return SetPiece(
        "watchtower",
        2,
        ("Seen is dead", "Chi è visto muore"),
        ENDS,
        0x2A,
        SITE,
        _shots(),
        roles(),
        sounds=_sounds(),
        captions=_captions(),
        cards=(Card(0.0, _TITLE_S, ("LOG 002", "WATCHTOWER")),),
        chapters=(
            Chapter(0.0, "Eight", "In otto"),
            Chapter(AT_HATCH, "The hatch", "Il portello"),
            Chapter(37.0, "The eye", "L'occhio"),
            Chapter(60.0, "The wall gives", "Il muro dà"),
            Chapter(RUNS, "Run", "La corsa"),
            Chapter(HUNTED, "Harpoons", "Gli arpioni"),
            Chapter(CORNERED, "No way out", "Nessuna uscita"),
        ),
        stands=(
            (12.0, -76.0, 12.0),
            (12.0, -40.0, 12.0),
            (36.0, -6.5, 0.0),
            (50.8, 4.8, 0.0),
            (50.8, -6.8, 0.0),
            (36.0, 4.6, 0.0),
            (31.0, 1.2, 0.0),
            (24.0, -1.2, 0.0),
            (14.8, 1.2, 0.0),
            (6.4, 1.2, 0.0),
        ),
    )


def _cold(light: float) -> tuple[float, float, float]:
    return 0.80 * light, 0.98 * light, 1.12 * light


def _one(name: str) -> int:
    return next(n for n, one in enumerate(PEOPLE) if one.name == name)


def _of(name: str, high: float) -> Follow:
    one = PEOPLE[_one(name)]
    return Follow(lambda s: np.array(stand(one, s).at), (0.0, 0.0, high))


def _prey(runner: Runner, high: float = 0.0) -> Follow:
    return Follow(lambda s: runner.place(min(s, runner.dies))[0], (0.0, 0.0, high))


def _shots() -> tuple[Shot, ...]:
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

    return (
        Shot(
            "eight",
            0.0,
            Fixed((12.0 - 1957.0, -72.0 + 1130.0, 12.0 - 60.0)),
            Fixed((12.0, -66.0, 12.6)),
            300.0,
            place=(-0.06, -0.16),
            air=Air(haze=0.45, pale=_cold(2.6)),
            key=lit((1.0, -0.6, 0.3), 0.25, 0.0, 0.05),
            subject="fisher-bundle",
            scale=True,
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
            "hatch",
            AT_HATCH,
            Rail(((hx, hy + 1.12, hz), (hx, hy + 0.86, hz)), 3.0, 10.5),
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
            Between(Fixed((40.9, -5.7, 1.30)), Fixed((tx + 3.9, ty + 3.1, tz - 2.6)), 1.0, 2.2),
            85.0,
            hand=0.12,
            air=Air(pale=_cold(1.7)),
            key=lit((0.8, -0.6, 0.5), 1.0, 0.0, 0.10),
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
        ),
        Shot(
            "unknits",
            60.0,
            Fixed((42.0, -7.3, 0.98)),
            Fixed((35.6, 27.5, 5.2)),
            50.0,
            air=Air(haze=0.8, pale=_cold(1.7), exposure=1.2),
            key=lit((0.5, -0.9, 0.6), 1.0, 0.0, 0.14),
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
        ),
        Shot(
            "above",
            85.4,
            Fixed((5.6, -0.6, 1.2)),
            Fixed((11.6, -0.4, 8.6)),
            30.0,
            hand=0.9,
            air=Air(pale=_cold(1.6)),
            key=west,
        ),
        Shot(
            "slack",
            87.0,
            Fixed((9.4, 1.1, 0.35)),
            Fixed((4.6, 0.15, 0.05)),
            35.0,
            hand=0.5,
            air=Air(pale=_cold(1.3)),
            key=west,
        ),
        Shot(
            "fires",
            88.2,
            Fixed((-0.1, 1.35, 1.45)),
            Fixed((-7.2, 0.2, 0.85)),
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
        ),
        Shot(
            "walls",
            92.5,
            Fixed((-2.6, -1.7, 1.1)),
            Fixed((0.1, 10.3, 5.4)),
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
        ),
        Shot(
            "cornered",
            CORNERED,
            Rail(((3.4, -1.45, 0.62), (2.5, -1.35, 0.70)), 1.0, 8.0),
            Fixed((-9.0, 0.75, 1.25)),
            32.0,
            hand=0.45,
            air=Air(haze=1.2, pale=_cold(1.8)),
            key=lit((0.5, -0.85, 0.45), 0.9, 0.0, 0.14),
            subject="zuru",
        ),
    )


def _captions() -> tuple[Caption, ...]:
    return (
        Caption(3.0, 5.4, "Keep the line taut.", "Tenete tesa la corda.", "zuru"),
        Caption(8.0, 10.2, "Careful! Get up.", "Attento! Su.", "fusata"),
        Caption(13.0, 15.8, "They'll miss the armour.", "Si accorgeranno delle armature.", "tae"),
        Caption(16.6, 19.6, "Not if we bring food.", "Non se portiamo da mangiare.", "zuru"),
        Caption(25.8, 27.8, "Wait for it.", "Aspettate.", "fusata"),
        Caption(30.6, 32.6, "It's dry.", "È secco.", "zuru"),
        Caption(33.2, 36.8, "PIPE EMPTY. COMPANIONS: EIGHT.", "TUBO VUOTO. COMPAGNI: OTTO."),
        Caption(34.8, 36.9, "MOTION: ONE. FAR.", "MOVIMENTO: UNO. LONTANO."),
        Caption(40.8, 42.5, "That is no column.", "Non è una colonna.", "zuru"),
        Caption(43.0, 45.2, "Down! Don't move!", "A terra! Fermi!", "fusata"),
        Caption(49.0, 51.0, "It has passed…", "È passata…", "tae"),
        Caption(66.4, 68.4, "The wall. The wall!", "Il muro. Il muro!", "fisher-horns"),
        Caption(70.4, 72.2, "Run!", "Correte!", "zuru"),
        Caption(95.0, 96.8, "Who is left?", "Chi è rimasto?", "tae"),
        Caption(99.0, 101.0, "Only us.", "Solo noi.", "fusata"),
    )


def _sounds() -> tuple[Sound, ...]:
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
        Sound(Kind.GROAN, AT_HATCH + 0.7, hatch, level=0.5, pitch=1.7),
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
        Sound(Kind.DEBRIS, 91.0, (7.0, -1.0, 0.1), level=0.9, pitch=2.6),
        Sound(Kind.DEBRIS, 91.6, (6.0, -0.8, 0.1), level=0.5, pitch=2.9),
        Sound(Kind.SCREECH, 98.2, (-12.0, 0.0, 1.0), pitch=0.95),
        *last,
    )


def _round(x: float, angle: float) -> Point:
    """A touch somewhere on the vault around those who run."""
    a = radians(angle)
    return x, 4.0 * sin(a), 3.2 + 4.0 * cos(a)
