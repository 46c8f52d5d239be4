"""A walk as it was asked for: every intent of every step, to be walked again bit for bit.

A tape is lines of JSON: first `{"walk": 3, "address": …}`, then `{"state": […]}` where the body was
put somewhere by something other than a step, and `{"intent": […], "times": n}`. Steps in which the
body waited for colliders are left out and the next one begins with its state, for how long one
waits depends on the machine. Floats are written so that they come back the same.

A shot is `{"shot": […]}`, its beam, before the step that follows it. How soon colliders are made
anew after it depends on the machine as well, so the steps meanwhile are told by their outcome,
`{"step": […]}`.
"""

from __future__ import annotations

import itertools
import json
from dataclasses import astuple, fields
from math import isfinite
from typing import Any, Final

from blame3d.errors import DataError
from blame3d.player.lift import MOST
from blame3d.player.motion import step
from blame3d.player.near import Surroundings
from blame3d.player.state import Intent, Mode, Ride, State
from blame3d.view import Beam

VERSION: Final = 3
_STATE: Final = State(
    (0, 0, 0), (0.0, 0.0, 0.0), footing=((0, 0, 0), (0.0, 0.0, 0.0)), mantle=(0.0, 0.0, 0.0),
)
_INTENT: Final = Intent()
_BEAM: Final = Beam((0, 0, 0), 0, 0, 1.0, 1.0)
_MAY_LACK: Final = frozenset({"footing", "mantle"})
_RIDE: Final = Ride((0, 0, 0), (0.0, 0.0, 0.0), (0.0, 0.0), 0.0, 0.0, 0.0, 0.0, 0.0)


class Recorder:
    """Hears every step; `text` is the tape so far."""

    def __init__(self, address: str) -> None:
        self._lines = [json.dumps({"walk": VERSION, "address": address})]
        self._after: State | None = None
        self._intent: Intent | None = None
        self._times = 0

    def shot(self, beam: Beam) -> None:
        """Something was taken away, by the pistol or by hunters."""
        self._end_run()
        self._lines.append(json.dumps({"shot": astuple(beam)}))

    def hear(self, before: State, intent: Intent, after: State, *, stale: bool = False) -> None:
        """One step was taken. stale: while colliders around are still those of before a shot."""
        if after.waiting > 0.0:
            self._end_run()
            self._after = None
            return
        if stale:
            self._end_run()
            self._lines.append(json.dumps({"step": astuple(after)}))
            self._after = after
            return
        if before is not self._after:
            self._end_run()
            self._lines.append(json.dumps({"state": astuple(before)}))
        if intent != self._intent:
            self._end_run()
            self._intent = intent
        self._times += 1
        self._after = after

    def _end_run(self) -> None:
        if self._intent is not None and self._times:
            line = {"intent": astuple(self._intent), "times": self._times}
            self._lines.append(json.dumps(line))
        self._intent, self._times = None, 0

    def text(self) -> str:
        """The whole tape."""
        self._end_run()
        return "\n".join(self._lines) + "\n"


class Replayer:
    """Takes the steps of a tape. address: where it was recorded. steps: taken so far.

    Raises DataError (B3D-DATA-03) for a text that is no tape.
    """

    def __init__(self, text: str) -> None:
        try:
            rows = [json.loads(line) for line in text.splitlines() if line]
            head, rows = rows[0], rows[1:]
            if head["walk"] != VERSION:
                raise ValueError(f"it is of version {head['walk']}")
            self.address = str(head["address"])
            self._rows = [_row(row) for row in rows]
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
            raise DataError(
                f"This is no recorded walk, or a damaged one: {error}.", id="B3D-DATA-03"
            ) from error
        self.steps = 0
        self._next = 0
        self._left = 0
        self._state: State | None = None
        self._shots: list[Beam] = []

    def take_shots(self) -> list[Beam]:
        """What was fired in the steps since the last call."""
        shots, self._shots = self._shots, []
        return shots

    @property
    def done(self) -> bool:
        return self._next >= len(self._rows)

    @property
    def told(self) -> bool:
        """Whether the next step is told by its outcome, so that no colliders are needed."""
        rows = itertools.islice(self._rows, self._next, None)
        steps = (row for row, times in rows if times)
        return isinstance(next(steps, None), State)

    def step(self, state: State, world: Surroundings) -> State:
        """The body one step later; as it is while the colliders that it needs are not there, and
        when the tape has ended."""
        while not self.done:
            row, times = self._rows[self._next]
            if isinstance(row, Beam):
                self._shots.append(row)
                self._next += 1
                continue
            if isinstance(row, State):
                self._state = row
                self._next += 1
                self.steps += times
                if times:
                    return row
                continue
            before = self._state or state
            after = step(before, row, world)
            if after.waiting > 0.0:
                return before
            self._left = (self._left or times) - 1
            if not self._left:
                self._next += 1
            self._state = after
            self.steps += 1
            return after
        return self._state or state


def _row(row: dict[str, Any]) -> tuple[State | Intent | Beam, int]:
    if "shot" in row:
        return Beam(**_values(row["shot"], _BEAM)), 0
    if "state" in row or "step" in row:
        values = _values(row["state"] if "state" in row else row["step"], _STATE)
        values["mode"] = Mode(values["mode"])
        return State(**values), int("step" in row)
    times = row["times"]
    if not isinstance(times, int) or isinstance(times, bool) or times < 1:
        raise ValueError("a step is taken less than once")
    return Intent(**_values(row["intent"], _INTENT)), times


def _values(raw: Any, template: State | Intent | Beam) -> dict[str, Any]:
    """The fields of a row. Raises ValueError where they are not like the template's."""
    names = [f.name for f in fields(template)]
    if not isinstance(raw, list) or len(raw) != len(names):
        raise ValueError("a line is too short or too long")
    out: dict[str, Any] = {}
    for name, value in zip(names, raw, strict=True):
        if value is None and name in _MAY_LACK:
            out[name] = None
        elif name == "rides":
            if not isinstance(value, list):
                raise ValueError("the rides of lifts are no list")
            out[name] = tuple(_like(ride, _RIDE) for ride in value[:MOST])
        else:
            out[name] = _like(value, getattr(template, name))
    return out


def _like(value: Any, template: Any) -> Any:
    if isinstance(template, tuple):
        if not isinstance(value, list) or len(value) != len(template):
            raise ValueError("a place has more or fewer numbers than it should")
        like = [_like(v, t) for v, t in zip(value, template, strict=True)]
        return type(template)(*like) if isinstance(template, Ride) else tuple(like)
    if isinstance(template, bool):
        fits = isinstance(value, bool)
    elif isinstance(template, int):
        fits = isinstance(value, int) and not isinstance(value, bool)
    else:
        fits = isinstance(value, float) and isfinite(value)
        if isinstance(value, int) and not isinstance(value, bool):
            return float(value)
    if not fits:
        raise ValueError(f"{value!r} stands where something else should")
    return value
