"""Devices of a film: what they say goes to it first; what is heard of it is cued."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from blame3d.app.events import Event
from blame3d.app.source import Source
from blame3d.cast.actor import Actor
from blame3d.life.cue import Cue


class Watching(Protocol):
    """Who takes events for a film. seated: whether one watches."""

    seated: bool

    def take(self, event: Event) -> bool:
        """Whether an event is the film's; it is then done."""


class FilmSource:
    """Devices, less the events that are the film's."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.cinema: Watching | None = None

    def poll(self) -> list[Event]:
        events = self._source.poll()
        return events if self.cinema is None else [e for e in events if not self.cinema.take(e)]

    def take(self, on: bool) -> None:
        self._source.take(on and self.cinema is not None and not self.cinema.seated)

    def layout(self, key: str) -> str:
        return self._source.layout(key)


class FilmSounds:
    """The companion that cues what is heard of the film. sounds: those of this frame; into: where
    they are cued."""

    def __init__(self, sounds: Callable[[], list[Cue]], into: list[Cue]) -> None:
        self._sounds = sounds
        self._into = into

    def frame(self, dt: float) -> None:
        self._into.extend(self._sounds())

    def actors(self) -> tuple[Actor, ...]:
        return ()

    def travelled(self) -> None:
        """It goes where the film goes."""

    def close(self) -> None:
        """Nothing to let go."""
