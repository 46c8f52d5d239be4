"""The gun's rules: how charge grows, what a level takes away, what it does to who fires. Pure.

Positions are integer millimetres, angles degrees (heading 0 looks along +y and grows counter-
clockwise seen from above; pitch grows upwards), seconds those of the program.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from blame3d.player.state import Vec
from blame3d.view import MAX_BEAM_M, Beam, direction

Place = tuple[int, int, int]


@dataclass(frozen=True)
class Power:
    """One level. hold_s: seconds of charging that reach it. radius_m, length_m: of the hole.
    recoil: m/s given to the body. shake: degrees by which the picture is thrown. blast: metres to
    which a blast on the bore grows."""

    hold_s: float
    radius_m: float
    length_m: float
    recoil: float
    shake: float
    blast: float


POWERS: Final = (
    Power(0.45, 1.5, 400.0, 0.8, 0.5, 6.0),
    Power(1.1, 2.5, 2_000.0, 2.5, 0.9, 10.0),
    Power(2.0, 4.0, 8_000.0, 6.0, 1.6, 18.0),
    Power(3.2, 8.0, 25_000.0, 11.0, 2.6, 32.0),
    Power(4.8, 16.0, MAX_BEAM_M, 18.0, 4.0, 50.0),
)
"""Levels 1 … 5. The line that one sees is 2.2 m wide; the least hole lets a man walk upright. The
recoil of the last throws him ten metres and more, and its blasts reach 50 m."""

PAUSE_S: Final = 1.0
"""From a shot to the next charge: also what keeps flashes below three a second."""

SILENCE_S: Final = 0.1
"""The line is there and nothing is heard; then the shot."""

KICK_S: Final = 0.06
"""From the shot until the arm is highest."""

HOLD_S: Final = 0.25
"""The line stays so long, after one frame at its full light."""

CHAIN: Final = 900.0
"""Metres a second at which the blasts run outward along the bore."""

CLEAR_M: Final = 1.2
"""Between the eye and the near end of the hole: the gunner keeps the floor that he stands on."""


@dataclass(frozen=True)
class Shot:
    """A beam that was fired. at_s: when, by View.time_s; -inf for one that has long been cold."""

    beam: Beam
    at_s: float = -math.inf


@dataclass(frozen=True)
class Blast:
    """A blast on a bore in one frame.

    position_mm: on the axis, where the beam goes into or out of mass. way: unit vector along the
    beam. age_s: since the chain has passed. size: metres to which it grows. bore_m: radius of the
    hole. seed: tells one from another. steam: whether it is pale vapour and nothing else.
    """

    position_mm: Place
    way: Vec
    age_s: float
    size: float
    bore_m: float
    seed: int
    steam: bool = False


BLAST_S: Final = 9.0
"""From its flash until the last of a blast's dust is gone and its debris has fallen."""


def level(held_s: float) -> int:
    """0 (nothing leaves the gun) … 5 after so many seconds of charging."""
    return sum(held_s >= power.hold_s for power in POWERS)


def charge(held_s: float) -> float:
    """0 … 1: seconds of charging as a share of what the last level needs."""
    return max(0.0, min(1.0, held_s / POWERS[-1].hold_s))


def pitch_of_whine(share: float) -> float:
    """Factor on 220 Hz: four octaves up from 0 to 1, quick at first."""
    return float(16.0 ** (share**0.7))


def muzzle(strength: int) -> float:
    """Metres from the eye to where a beam's axis begins."""
    return POWERS[strength - 1].radius_m + CLEAR_M


def fired(eye_mm: Place, heading: float, pitch: float, strength: int) -> Beam:
    """The beam of a shot of level 1 … 5 through what the eye looks at.

    It begins as far before the eye as its near end, a half sphere, needs to miss the gunner.
    """
    power = POWERS[strength - 1]
    h, p = round(heading * 1000.0), round(pitch * 1000.0)
    ahead = direction(h / 1000.0, p / 1000.0)
    out = muzzle(strength) * 1000.0
    x, y, z = (e + round(a * out) for e, a in zip(eye_mm, ahead, strict=True))
    return Beam((x, y, z), h, p, power.length_m, power.radius_m)


def strength(beam: Beam) -> int:
    """Level 1 … 5 of a beam, by its radius."""
    return max(1, sum(beam.radius_m >= power.radius_m for power in POWERS))


def of_pistol(beam: Beam) -> bool:
    """Whether a beam is as the pistol fires them."""
    return any(beam.length_m == p.length_m and beam.radius_m == p.radius_m for p in POWERS)


def along(beam: Beam, metres: float) -> Place:
    """The point of a beam's axis so far from its beginning."""
    ahead = beam.way
    x, y, z = (
        o + round(a * metres * 1000.0) for o, a in zip(beam.origin_mm, ahead, strict=True)
    )
    return x, y, z


def recoil(heading: float, pitch: float, strength: int, share: float) -> Vec:
    """m/s by which a shot throws the body back. share: setting, 0 … 1.

    It lifts the body a little, whatever the aim; half of what would lift it more is lost to the
    knees.
    """
    x, y, z = direction(heading, pitch)
    speed = POWERS[strength - 1].recoil * share
    return -x * speed, -y * speed, max(-z * speed * 0.5, 0.18 * speed)


def kick(since_s: float, strength: int, share: float) -> float:
    """Degrees by which the arm is thrown up so long after a shot: at once, and slowly down again.

    share: setting, 0 … 1.
    """
    t = since_s / KICK_S
    if t < 0.0 or t > 9.0:
        return 0.0
    return (5.0 + 6.0 * strength) * share * t * math.exp(1.0 - t)


def sway(since_s: float, strength: int, share: float) -> Vec:
    """Degrees of heading, pitch and roll by which the picture shakes so long after a shot.

    share: setting, 0 … 1. The first swing is upward; gone after a second and a half.
    """
    if since_s < 0.0 or since_s > 1.5 or share <= 0.0:
        return 0.0, 0.0, 0.0
    size = POWERS[strength - 1].shake * share * math.exp(-4.0 * since_s)
    swing = 2.0 * math.pi * since_s
    return (
        0.5 * size * math.sin(7.3 * swing),
        size * (math.cos(4.1 * swing) - math.exp(-30.0 * since_s)),
        0.4 * size * math.sin(5.2 * swing),
    )
