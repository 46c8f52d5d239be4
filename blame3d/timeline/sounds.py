"""Sound cues on the line of a piece."""

from __future__ import annotations

from dataclasses import dataclass

from blame3d.life.cue import LASTING, Kind
from blame3d.timeline.keys import Track
from blame3d.timeline.paths import Path, Point


@dataclass(frozen=True)
class Sound:
    """Something heard from story time s on, at a place of the site that may move.

    A lasting kind (see life.cue) sounds for `lasts` seconds, its level and pitch follow their
    tracks (story time); a single one sounds once, with their values at s.
    """

    kind: Kind
    s: float
    at: Point | Path
    lasts: float = 0.0
    level: float | Track = 1.0
    pitch: float | Track = 1.0

    @property
    def is_lasting(self) -> bool:
        return self.kind in LASTING

    def sounds(self, before: float, now: float) -> bool:
        """Whether it is to be cued in a frame that brings story time from `before` to `now`."""
        if self.is_lasting:
            return self.s <= now < self.s + self.lasts
        return before < self.s <= now


def value(of: float | Track, s: float) -> float:
    return of.value(s) if isinstance(of, Track) else of
