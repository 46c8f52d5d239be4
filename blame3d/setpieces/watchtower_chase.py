"""The shots of `watchtower` from when they run: no way out."""

from __future__ import annotations

import numpy as np

from blame3d.setpieces.watchtower_marks import (
    BLACK,
    CLIMBS,
    HUNTED,
    LAST,
    OUTSIDE,
    PEOPLE,
    ROLLS,
    RUNS,
    TOUCH,
)
from blame3d.setpieces.watchtower_matter import helmet_at
from blame3d.setpieces.watchtower_people import stand
from blame3d.timeline.keys import F64
from blame3d.timeline.paths import Between, Fixed, Follow, Rail
from blame3d.timeline.shot import Air, Impulse, Shot, cold, lit


def _one(name: str) -> int:
    return next(n for n, one in enumerate(PEOPLE) if one.name == name)


def _of(name: str, high: float) -> Follow:
    one = PEOPLE[_one(name)]
    return Follow(lambda s: np.array(stand(one, s).at), (0.0, 0.0, high))


def chase() -> tuple[Shot, ...]:
    """All of them."""
    west = lit((-1.0, -0.25, 0.45), 1.0, 0.0, 0.16)
    leader = PEOPLE[_one("fusata")]

    def before(s: float) -> F64:
        x, _, _ = stand(leader, s).at
        return np.array([x - 5.4 + 0.4 * (s - OUTSIDE), 1.15, 0.95])

    def beside(s: float) -> F64:
        # Slower than they: who leads goes past it.
        x, _, _ = stand(leader, s).at
        return np.array([x - 6.6 + 1.2 * (s - RUNS), -1.6, 0.45])

    def vault(s: float) -> F64:
        return beside(s) + (9.7, 2.2, 1.75)

    def mouth(s: float) -> F64:
        return before(s) + (10.0, -2.1, 1.5)

    back = Rail(((-1.25, -1.82, 0.66), (-0.95, -1.45, 0.74)), 0.0, 1.45)
    them = Fixed((0.06, 0.66, 0.84))
    return (
        Shot(
            "run",
            RUNS,
            # Low beside the way, before them: legs, and above them what keeps level.
            Follow(beside),
            Follow(vault),
            17.0,
            hand=0.8,
            # From the mouth, low: the vault is lit that they run on overhead.
            air=Air(haze=1.3, pale=cold(2.0), exposure=1.35),
            key=lit((-1.0, -0.3, -0.45), 0.8, 0.0, 0.16),
            subject="zuru",
        ),
        Shot(
            "pours",
            OUTSIDE,
            Follow(before),
            Follow(mouth),
            24.0,
            hand=1.0,
            air=Air(haze=1.3, pale=cold(1.7)),
            key=lit((-0.5, -1.0, 0.5), 1.0, 0.0, 0.14),
            subject="fusata",
        ),
        Shot(
            "last",
            LAST,
            # From the side: he and what has him are two outlines.
            Fixed((11.5, -1.75, 0.85)),
            Fixed((12.9, 1.2, 1.25)),
            24.0,
            hand=0.9,
            air=Air(haze=1.3, pale=cold(1.6)),
            key=lit((-1.0, 0.15, 0.5), 1.0, 0.0, 0.08),
        ),
        Shot(
            "fusata aims",
            HUNTED,
            # In profile, before pale air, along the line on which it comes.
            Fixed((0.0, 4.2, 1.66)),
            Fixed((0.66, 1.3, 1.58)),
            32.0,
            hand=0.9,
            impulses=(Impulse(83.2, 0.8, 0.4),),
            air=Air(pale=cold(1.5)),
            key=lit((0.6, -0.9, 0.5), 1.0, 0.0, 0.10),
            subject="fusata",
            focus=_of("fusata", 1.30),
        ),
        Shot(
            "from above",
            83.35,
            # Low, on the same line: one is struck in the air, behind it comes the next.
            Fixed((6.9, -1.5, 0.45)),
            Fixed((10.6, -0.25, 1.75)),
            16.0,
            hand=0.9,
            air=Air(pale=cold(1.6), exposure=1.2),
            key=west,
            subject="fisher-ladder",
        ),
        Shot(
            "dragged",
            86.35,
            # At the height of his face, beside him.
            Fixed((6.8, -1.6, 0.42)),
            Between(Fixed((9.3, 0.3, 0.98)), Fixed((9.6, 0.25, 0.58)), 0.05, 0.6),
            24.0,
            hand=0.7,
            air=Air(pale=cold(1.4)),
            key=lit((-0.5, -1.0, 0.6), 1.0, 0.0, 0.12),
        ),
        Shot(
            "zuru fires",
            89.0,
            # From beside her: the barrel, and before it what leaps.
            Fixed((-1.65, 1.75, 1.0)),
            Fixed((-3.85, -0.3, 1.26)),
            22.0,
            hand=0.9,
            impulses=(Impulse(89.6, 1.0, 0.4),),
            air=Air(haze=1.5, pale=cold(1.6)),
            key=west,
        ),
        Shot(
            "from behind",
            90.45,
            Fixed((0.5, 0.2, 1.40)),
            Fixed((8.5, -0.1, 0.90)),
            30.0,
            hand=0.9,
            impulses=(Impulse(90.8, 0.9, 0.4),),
            air=Air(haze=1.2, pale=cold(1.5)),
            key=lit((0.5, -0.9, 0.5), 1.0, 0.0, 0.12),
        ),
        Shot(
            "helmet rolls",
            ROLLS,
            Fixed((0.3, -1.6, 0.62)),
            Fixed((2.35, -0.1, 0.10)),
            50.0,
            hand=0.4,
            air=Air(pale=cold(1.3)),
            key=west,
            focus=Follow(helmet_at),
            stop=2.0,
        ),
        Shot(
            "leaps",
            93.3,
            Fixed((5.3, -1.8, 0.75)),
            Fixed((0.3, 6.0, 3.4)),
            24.0,
            hand=0.8,
            air=Air(pale=cold(1.5), exposure=1.2),
            key=lit((-0.2, -1.0, 0.5), 1.0, 0.0, 0.12),
        ),
        Shot(
            "three",
            95.1,
            Fixed((-4.9, 0.9, 1.5)),
            Fixed((-0.4, 0.1, 1.15)),
            35.0,
            place=(0.28, 0.0),
            hand=0.7,
            air=Air(pale=cold(1.5)),
            key=lit((0.9, 0.4, 0.5), 1.0, 0.0, 0.10),
            subject="zuru",
            focus=_of("zuru", 1.30),
        ),
        Shot(
            "they climb",
            CLIMBS,
            # From among those who wait: hands, then masks, and beyond them three who give way.
            Rail(((-7.9, 1.55, 1.05), (-7.6, 1.5, 1.05)), 0.5, 2.9),
            Fixed((-2.0, -1.45, 0.88)),
            26.0,
            hand=0.4,
            air=Air(haze=1.2, pale=cold(2.6), exposure=1.35),
            key=lit((-0.75, -0.6, 0.5), 1.0, 0.0, 0.20),
            subject="zuru",
        ),
        Shot(
            "all sides",
            101.6,
            # From close over the three up, until all is seen that comes.
            Rail(((2.8, 1.2, 2.1), (5.9, 0.6, 4.5)), 0.2, 2.6),
            Rail(((-1.6, 0.8, 1.0), (-2.9, 0.9, 0.2)), 0.2, 2.6),
            24.0,
            hand=0.2,
            air=Air(haze=1.2, pale=cold(1.6)),
            key=lit((0.4, -0.9, 0.8), 0.9, 0.0, 0.14),
            subject="zuru",
        ),
        Shot(
            "cornered",
            105.2,
            # From above: the ring about them closes.
            Rail(((-1.0, -2.6, 9.4), (-1.0, -2.2, 8.2)), 0.3, 2.6),
            Fixed((-1.0, 0.2, 0.3)),
            30.0,
            hand=0.2,
            air=Air(haze=1.2, pale=cold(1.7), exposure=1.3),
            key=lit((0.4, -0.9, 0.5), 1.0, 0.0, 0.12),
            subject="zuru",
        ),
        Shot(
            "back to back",
            TOUCH,
            # Low, on the deck, nearer and nearer: packs that touch, and on both sides what comes.
            back,
            them,
            20.0,
            hand=0.6,
            air=Air(haze=1.2, pale=cold(1.7), exposure=1.3),
            key=lit((-0.9, -0.5, 0.5), 1.0, 0.0, 0.12),
            subject="tae",
        ),
        Shot("dark", BLACK, Fixed((-0.95, -1.45, 0.74)), them, 20.0,
             air=Air(exposure=1e-4)),
    )  # fmt: skip
