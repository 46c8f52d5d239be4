"""Every sound there is: how it is made, how loud it is, how a room answers it.

`level` is in dB of full scale at one metre: 0 is as loud as the loudspeakers go. A knock of +30
is heard at full scale from 30 m. Beds and what is at the ear itself have no distance; theirs is
the level that is heard.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from blame3d.audio import beds, boots, machines, strikes
from blame3d.audio.sound import Sound
from blame3d.life.cue import Kind


class Group(StrEnum):
    """What has a volume of its own."""

    AMBIENCE = "ambience"
    BODY = "body"
    EFFECTS = "effects"


@dataclass(frozen=True)
class Entry:
    """make: of a seed, one variant. level: dB. tail: colour of the room's answer, "" for none.

    carries: made in all renditions of distance (see `path`).
    """

    make: Callable[[int], Sound]
    level: float
    group: Group
    variants: int = 1
    tail: str = ""
    carries: bool = False


_AMB, _BODY, _FX = Group.AMBIENCE, Group.BODY, Group.EFFECTS

BEDS: Final[Mapping[str, Entry]] = {
    "wind": Entry(beds.wind, -12.0, _AMB),
    "draught": Entry(beds.draught, -17.0, _AMB),
    "hum-50": Entry(beds.hum(50.0), -19.0, _AMB),
    "hum-61": Entry(beds.hum(61.0), -20.0, _AMB),
    "hum-100": Entry(beds.hum(100.0), -24.0, _AMB),
    "water": Entry(beds.water, -24.0, _AMB),
    "rush": Entry(beds.rush, 0.0, _BODY),
} | {f"air-{name}": Entry(make, -19.0, _AMB) for name, make in beds.DISTRICT_BEDS.items()}
"""Loops that are always there, at gains from 0 to 1."""

CUES: Final[Mapping[Kind, Entry]] = {
    Kind.DRIP: Entry(strikes.drip, 3.0, _AMB, 6, "hard"),
    Kind.KNOCK: Entry(strikes.knock, 38.0, _FX, 3, "great", True),
    Kind.COLLAPSE: Entry(strikes.collapse, 60.0, _FX, 2, "great", True),
    Kind.GROAN: Entry(strikes.groan, 18.0, _AMB, 4, "dull", True),
    Kind.LAMPS_OUT: Entry(strikes.lamps_out, 26.0, _FX, 2, "hard", True),
    Kind.CLAW: Entry(strikes.claw, -3.0, _FX, 6, "hard"),
    Kind.SCREECH: Entry(strikes.screech, 12.0, _FX, 3, "hard", True),
    Kind.DEBRIS: Entry(strikes.debris, 10.0, _FX, 4, "dull", True),
    Kind.DEVICE: Entry(machines.device, -12.0, _FX, 1, "hard"),
    Kind.RELAY: Entry(strikes.relay, -12.0, _BODY, 3, "hard"),
    Kind.SHOT: Entry(machines.shot, 24.0, _FX, 1, "great", True),
    Kind.BLAST: Entry(machines.blast, 46.0, _FX, 2, "great", True),
    Kind.LIFT_START: Entry(machines.lift_start, -2.0, _FX, 1, "dull"),
    Kind.LIFT_STOP: Entry(machines.lift_stop, -2.0, _FX, 1, "dull"),
    Kind.WHINE: Entry(machines.whine, -7.0, _FX),
    Kind.LIFT: Entry(machines.lift, -2.0, _FX),
    Kind.BUILDER: Entry(machines.builder, 42.0, _FX),
    Kind.FALLING_WATER: Entry(machines.falling_water, 18.0, _AMB),
    Kind.FAN: Entry(beds.fan, 23.0, _AMB),
}

FEET: Final[Mapping[str, Entry]] = {
    "concrete": Entry(boots.step_concrete, -9.0, _BODY, 8, "dull"),
    "grating": Entry(boots.step_grating, -9.0, _BODY, 8, "hard"),
    "plate": Entry(boots.step_plate, -8.0, _BODY, 6, "dull"),
    "stair": Entry(boots.step_stair, -9.0, _BODY, 6, "dull"),
    "water": Entry(boots.step_water, -10.0, _BODY, 6, "hard"),
    "jump": Entry(boots.jump, -13.0, _BODY, 3),
    "land": Entry(boots.land, -5.0, _BODY, 4, "dull"),
    "crack": Entry(boots.crack, 0.0, _BODY, 2, "great"),
}
"""At a run; slower is softer (see `feet`). The distance from boot to ear is in these levels."""


def everything() -> dict[str, Entry]:
    """All entries by the name their sounds have in the library."""
    named = {f"bed-{name}": entry for name, entry in BEDS.items()}
    named |= {f"step-{name}": entry for name, entry in FEET.items()}
    return named | {str(kind): entry for kind, entry in CUES.items()}
