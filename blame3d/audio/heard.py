"""What an ear hears in a moment, as values: what loudspeakers and a mix-down are given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from blame3d.audio.catalogue import Group
from blame3d.audio.room import Vec
from blame3d.audio.sound import gain

AROUND: Final[Vec] = (0.0, 0.0, 0.0)
"""The direction of what comes from everywhere."""

SILENT: Final = gain(-60.0)
"""Nothing below this is played."""


class Play(NamedTuple):
    """A recording to be begun now. gain: 0 … 1; way: unit vector to it from the head, x right,
    y ahead, z up, or AROUND; pitch: factor on its speed."""

    clip: str
    gain: float
    way: Vec
    pitch: float
    group: Group


@dataclass(frozen=True)
class Heard:
    """One moment. plays: what begins. held: loops that sound, by a key that stays with each.
    hush: nothing at all is heard, not even what began before."""

    plays: tuple[Play, ...] = ()
    held: Mapping[str, Play] = field(default_factory=dict)
    hush: bool = False


@dataclass(frozen=True)
class Listener:
    """position_mm: of the ear, integer millimetres. heading: degrees, 0 is +y, left is positive.
    time_s: of the program."""

    position_mm: tuple[int, int, int]
    heading: float
    time_s: float
