"""A sound that something makes, as whoever makes it sees it: what, where, when, how loud.

Nothing here knows how it is heard: the ear gives it its way through the air, echoes and a room.
A companion of the engine appends cues to `engine.cues` in its `frame`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What there is to hear. Those in the second half last for as long as they are cued."""

    DRIP = "drip"
    KNOCK = "knock"  # of something as large as a house, against mass
    COLLAPSE = "collapse"
    GROAN = "groan"  # metal under load
    LAMPS_OUT = "lamps-out"  # a row of relays, of lamps or of a wall of windows
    CLAW = "claw"  # one touch of an Exterminator's hook
    SCREECH = "screech"
    DEBRIS = "debris"  # one piece that lands
    DEVICE = "device"  # two falling notes
    RELAY = "relay"
    HUSH = "hush"  # nothing at all is heard while this is cued: the line, before its shot
    SHOT = "shot"  # the discharge
    BLAST = "blast"  # a blast on the bore
    LIFT_START = "lift-start"
    LIFT_STOP = "lift-stop"

    WHINE = "whine"  # of the gun while it is charged; pitch 1 is 220 Hz, 16 is 3,500 Hz
    LIFT = "lift"  # running; pitch follows the speed
    BUILDER = "builder"  # 17 to 30 Hz
    FALLING_WATER = "falling-water"
    FAN = "fan"


LASTING = frozenset({Kind.HUSH, Kind.WHINE, Kind.LIFT, Kind.BUILDER, Kind.FALLING_WATER, Kind.FAN})


@dataclass(frozen=True, slots=True)
class Cue:
    """One sound at its source.

    position_mm: integer millimetres of the world. time_s: seconds of the program (as View.time_s)
    when it leaves the source; what is cued at the right moment uses the present, what was missed a
    moment ago its own past. level: factor on the sound's own loudness. pitch: factor on its
    frequencies. key: names one lasting source ("lift-3"); such a cue is given again in every frame
    in which it sounds, with the present position, level and pitch, and fades when it is not.
    """

    kind: Kind
    position_mm: tuple[int, int, int]
    time_s: float
    level: float = 1.0
    pitch: float = 1.0
    key: str = ""
