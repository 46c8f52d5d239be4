"""The shots of `watchtower`: where the camera stands, its lens, and the one light of each."""

from __future__ import annotations

from blame3d.setpieces import pipefield
from blame3d.setpieces.watchtower_chase import chase
from blame3d.setpieces.watchtower_marks import (
    AT_HATCH,
    DOWN,
    GLOVE,
    HANDS,
    IN_HAND,
    LIES,
    OPENS,
    PALM,
    SLIPS,
)
from blame3d.timeline.keys import track
from blame3d.timeline.paths import Between, Fixed, Rail
from blame3d.timeline.shot import Air, Shot, cold, lit


def shots() -> tuple[Shot, ...]:
    """All of them."""
    hx, hy, hz = pipefield.HATCH
    gx, gy, _ = GLOVE
    px, py, pz = PALM
    tx, ty, tz = pipefield.TOWER
    return (
        Shot(
            "eight",
            0.0,
            Fixed((12.0 - 1957.0, -72.0 + 1130.0, 12.0 - 60.0)),
            Rail(((12.0, -60.0, 52.0), (12.0, -66.0, 12.6)), 0.8, 5.0),
            300.0,
            place=(-0.06, -0.16),
            # White before the fog in the gap.
            air=Air(haze=0.27, pale=cold(14.0), exposure=1.1),
            key=lit((-0.8, 0.9, 0.5), 2.6, 0.0, 0.12),
            subject="fisher-bundle",
            scale=True,
        ),
        Shot(
            "file",
            4.0,
            Fixed((12.0 - 646.0, -72.0 + 373.0, 24.0)),
            Rail(((12.0, -63.0, 12.2), (12.0, -61.0, 12.2)), 0.4, 2.6),
            400.0,
            place=(0.0, -0.3),
            air=Air(haze=0.5, pale=cold(12.0), exposure=1.1),
            key=lit((-0.8, 0.5, 0.5), 1.8, 0.0, 0.12),
            subject="fisher-bundle",
        ),
        Shot(
            "slips",
            SLIPS - 0.15,
            Fixed((-50.0, -30.0, 12.4)),
            Fixed((12.2, -55.4, 11.3)),
            125.0,
            hand=0.15,
            air=Air(haze=1.4, pale=cold(3.0), exposure=1.05),
            key=lit((-0.8, 0.5, 0.5), 1.3, 0.0, 0.10),
            subject="fisher-bundle",
        ),
        Shot(
            "walk",
            DOWN,
            # At knee height, near enough for who leads to go past it.
            Fixed((32.4, -1.2, 0.50)),
            Fixed((24.0, 0.05, 1.2)),
            32.0,
            hand=0.8,
            air=Air(haze=1.3, pale=cold(1.7)),
            key=lit((-1.0, -0.2, 0.5), 1.0, 0.0, 0.10),
        ),
        Shot(
            "pipe",
            16.4,
            Fixed((4.0, -1.3, 1.15)),
            Fixed((24.0, 0.6, 2.6)),
            35.0,
            hand=0.2,
            air=Air(haze=1.2, pale=cold(1.8)),
            key=lit((1.0, -0.3, 0.5), 1.0, 0.0, 0.10),
            subject="fisher-crest",
        ),
        Shot(
            "wheel",
            AT_HATCH,
            Fixed((hx - 1.9, hy - 1.35, hz + 0.34)),
            Fixed((hx + 0.05, hy - 0.42, hz + 0.10)),
            35.0,
            hand=0.3,
            air=Air(pale=cold(1.5), exposure=1.1),
            key=lit((0.9, -0.6, 0.5), 0.9, 0.0, 0.10),
            subject="hatch",
        ),
        Shot(
            "nothing comes",
            OPENS - 0.2,
            Rail(((hx, hy + 1.12, hz), (hx, hy + 0.86, hz)), 1.2, 9.0),
            Fixed((hx, hy - 2.0, hz + 0.04)),
            20.0,
            air=Air(pale=cold(1.5), exposure=1.25),
            key=lit((0.55, -0.8, 0.5), 0.9, 0.0, 0.10),
            subject="hatch",
        ),
        Shot(
            "flake",
            IN_HAND,
            Fixed((px - 0.50, py + 0.50, pz + 0.28)),
            Fixed((px + 0.16, py - 0.28, pz + 0.24)),
            20.0,
            hand=0.15,
            air=Air(pale=cold(1.5), exposure=1.2),
            key=lit((1.0, -0.2, 0.6), 1.0, 0.0, 0.10),
            subject="flake",
            focus=Fixed((px, py, pz + 0.05)),
        ),
        Shot(
            "display",
            33.0,
            # Over the shoulders of two who still look into it.
            Rail(((hx, hy - 3.0, 1.46), (hx - 0.05, hy - 3.1, 1.46)), 0.0, 4.0),
            Between(Fixed((hx, hy, hz + 0.1)), Fixed((tx, ty, 7.0)), 1.0, 2.2),
            24.0,
            hand=0.5,
            air=Air(pale=cold(1.6), exposure=1.6),
            key=lit((-0.8, -0.6, 0.5), 0.9, 0.0, 0.12),
        ),
        Shot(
            "a seam opens",
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
            air=Air(pale=cold(1.7)),
            key=lit((0.8, -0.6, 0.5), 1.0, 0.0, 0.10),
            focus=Between(Fixed((40.9, -5.7, 1.40)), Fixed((tx, ty, tz)), 0.6, 1.6),
            stop=2.0,
        ),
        Shot(
            "searched",
            LIES - 1.0,
            Rail(((55.5, -13.0, 11.0), (54.3, -12.1, 10.1)), 0.8, 3.4),
            Fixed((44.2, -2.2, 0.0)),
            26.0,
            air=Air(haze=1.2, pale=cold(1.2)),
            key=lit((0.6, -0.7, 0.5), 0.7, 0.0, 0.14),
            subject="zuru",
        ),
        Shot(
            "it passes",
            46.8,
            # On the floor beside one of them, as it comes back over both.
            Fixed((40.9, -2.2, 0.45)),
            Fixed((46.5, -9.8, 1.45)),
            24.0,
            hand=0.25,
            air=Air(haze=1.2, pale=cold(1.2)),
            key=lit((0.6, -0.7, 0.5), 0.7, 0.0, 0.14),
            subject="tae",
        ),
        Shot(
            "passed",
            49.0,
            # Close: a face on the floor, over it the eye, turned away.
            Rail(((40.45, -3.0, 0.32), (40.52, -3.1, 0.32)), 0.2, 2.0),
            Fixed((46.9, -11.9, 1.0)),
            28.0,
            hand=0.15,
            air=Air(haze=1.2, pale=cold(1.2)),
            key=lit((-0.8, -0.2, 0.4), 0.7, 0.0, 0.14),
            subject="tae",
        ),
        Shot(
            "it stops",
            51.1,
            # Straight down: how small she lies, and how near to the others.
            Rail(((46.2, -2.6, 14.0), (45.7, -2.6, 12.2)), 0.3, 2.3),
            Fixed((44.6, -2.55, 0.0)),
            35.0,
            air=Air(haze=1.2, pale=cold(1.2)),
            key=lit((0.6, -0.7, 0.5), 0.7, 0.0, 0.14),
            subject="zuru",
        ),
        Shot(
            "the glove",
            53.9,
            Fixed((gx - 3.6, gy + 2.9, 1.75)),
            Fixed((gx + 0.10, gy - 0.06, 0.18)),
            track((0.6, 110.0), (5.2, 165.0)),
            hand=0.06,
            air=Air(pale=cold(0.8), exposure=1.1),
            key=lit((0.6, -0.9, 0.35), 0.8, 0.0, 0.10),
            subject="coin",
            focus=Fixed((gx, gy, 0.10)),
        ),
        Shot(
            "the first",
            60.0,
            # From the floor: before the wall a man who lies, and gets up.
            Fixed((35.2, -0.5, 0.5)),
            Fixed((46.0, 27.5, 3.6)),
            42.0,
            hand=0.1,
            air=Air(pale=cold(1.7), exposure=2.4),
            key=lit((-1.0, -0.35, 0.5), 0.62, 0.0, 0.10),
            subject="first",
        ),
        Shot(
            "hands",
            HANDS[0],
            # From below, askew: a doorway in the wall, and what comes round its frame.
            Rail(((46.3, 23.5, 4.3), (46.1, 24.2, 4.6)), 0.2, 2.2),
            Fixed((45.36, 27.5, 5.58)),
            42.0,
            roll=8.0,
            hand=0.1,
            air=Air(pale=cold(1.7), exposure=2.0),
            key=lit((0.5, -0.7, 0.6), 0.5, 0.0, 0.06),
            subject="first",
        ),
        Shot(
            "the wall gives",
            HANDS[1],
            Rail(((36.2, -6.2, 2.25), (36.4, -5.4, 2.25)), 1.0, 4.6),
            Fixed((50.6, 27.5, 4.5)),
            32.0,
            hand=0.2,
            air=Air(pale=cold(1.7), exposure=2.4),
            key=lit((-1.0, -0.35, 0.5), 0.62, 0.0, 0.10),
            subject="wall",
        ),
        Shot(
            "they let go",
            68.1,
            # As the wall sees them: eight on a plate over nothing, and what springs at them.
            Fixed((46.0, 25.6, 8.0)),
            Fixed((42.5, 0.0, 1.6)),
            24.0,
            hand=0.2,
            air=Air(pale=cold(1.7), exposure=2.0),
            key=lit((0.5, -0.9, 0.5), 0.9, 0.0, 0.10),
            subject="zuru",
        ),
        *chase(),
    )
