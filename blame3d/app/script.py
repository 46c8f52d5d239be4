"""A list of (time, event) in place of a person: the same input state, no devices."""

from __future__ import annotations

from collections.abc import Sequence

from blame3d.app.bindings import binding
from blame3d.app.events import Event, KeyDown, KeyUp


def press(action: str, at: float, seconds: float = 0.0) -> list[tuple[float, Event]]:
    """Hold the first key of an action from `at` for `seconds` (0: a tap)."""
    key = binding(action).keys[0]
    return [(at, KeyDown(key)), (at + seconds, KeyUp(key))]


class Script:
    """Gives out its events when their time has come.

    steps: (seconds since the start, event), in any order; equal times keep their order.
    """

    def __init__(self, steps: Sequence[tuple[float, Event]]) -> None:
        self._steps = sorted(steps, key=lambda step: step[0])
        self._next = 0

    def poll(self, now: float) -> list[Event]:
        """Events due at `now` that were not given yet."""
        start = self._next
        while self._next < len(self._steps) and self._steps[self._next][0] <= now:
            self._next += 1
        return [event for _, event in self._steps[start : self._next]]

    @property
    def done(self) -> bool:
        return self._next == len(self._steps)
