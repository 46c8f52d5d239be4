"""What is heard of `wanderer`."""

from __future__ import annotations

from blame3d.life.cue import Kind
from blame3d.setpieces.players import Point
from blame3d.setpieces.wanderer_marks import (
    BARED,
    BLASTS,
    DROPS,
    DROPS_DOWN,
    FIRE,
    LANDS,
    NOTICED,
    on,
)
from blame3d.setpieces.wanderer_marks import HALF_MASK as MASK
from blame3d.setpieces.wanderer_pack import MASK_FALLS, PACK
from blame3d.timeline.keys import track
from blame3d.timeline.sounds import Sound


def sounds() -> tuple[Sound, ...]:
    pack = (-12.0, 1.0, 1.0)
    gun = on(0.0)
    there = on(86.0)
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
    blasts = tuple(Sound(Kind.BLAST, FIRE + 0.7 + metres / 300.0, on(metres)) for metres in BLASTS)
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
    # It rings like a bowl: sooner and sooner, ever softer.
    mask: Point = (float(MASK[0]), float(MASK[1]), 0.0)
    ringing = tuple(
        Sound(Kind.DEBRIS, MASK_FALLS + 2.9 * (1.0 - 0.80**n), mask, level=0.9 * 0.86**n, pitch=3.2)
        for n in range(12)
    )
    return (
        *claws,
        Sound(Kind.SCREECH, 1.2, pack, pitch=0.9),
        Sound(Kind.SCREECH, 4.3, pack, pitch=1.1),
        Sound(Kind.KNOCK, DROPS_DOWN + 0.25, PACK[0].at, level=0.5),
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
        *ringing,
        Sound(Kind.KNOCK, LANDS, (*DROPS, 0.0), level=0.8),
        Sound(Kind.RELAY, BARED - 0.6, (-1.4, 0.2, 1.4), pitch=0.6),
    )
