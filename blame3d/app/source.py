"""Where events come from: a window's devices, or a script."""

from __future__ import annotations

from typing import Protocol

from blame3d.app.clock import Clock
from blame3d.app.events import Event
from blame3d.app.script import Script


class Source(Protocol):
    """What the engine asks of devices."""

    def poll(self) -> list[Event]: ...

    def take(self, on: bool) -> None:
        """Hide the pointer and make its movement ours, or give it back."""
        ...

    def layout(self, key: str) -> str:
        """What is printed on the key at a position, "" when unknown."""
        ...


class ScriptSource:
    """A script played against a clock, from its first poll on."""

    def __init__(self, script: Script, clock: Clock) -> None:
        self._script = script
        self._clock = clock
        self._begin: float | None = None

    def poll(self) -> list[Event]:
        now = self._clock.now()
        if self._begin is None:
            self._begin = now
        return self._script.poll(now - self._begin)

    def take(self, on: bool) -> None:
        """A script has no pointer."""

    def layout(self, key: str) -> str:
        return ""
