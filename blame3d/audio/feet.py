"""Footfalls of a body that moves: when, on what, how hard. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

from blame3d.audio.sound import gain

CRACKS_MPS: Final = 24.2
"""A fall of thirty metres: its landing cracks the floor."""

RUN_MPS: Final = 6.0


@dataclass(frozen=True)
class Body:
    """What the ear needs to know of a body. walked: metres on foot so far. speed: m/s over ground.

    rise: m/s upwards. landings: how often it has landed; impact: m/s of the last. on: name in
    `catalogue.FEET` of what it stands on.
    """

    walked: float = 0.0
    speed: float = 0.0
    rise: float = 0.0
    grounded: bool = True
    landings: int = 0
    impact: float = 0.0
    on: str = "concrete"


class Step(NamedTuple):
    """name: in `catalogue.FEET`; level: factor; side: -1 left, 1 right, 0 both feet."""

    name: str
    level: float
    side: float


def step_length(speed: float) -> float:
    """Metres from foot to foot: 0.78 at a walk, 1.8 at 6 m/s, 3.0 at 11."""
    return 0.78 + 0.235 * max(0.0, speed - 1.6)


class Feet:
    """Asked once a frame."""

    def __init__(self) -> None:
        self._before: Body | None = None
        self._phase = 0.6  # the first step comes soon after setting off
        self._left = True

    def forget(self) -> None:
        """The body was put elsewhere."""
        self._before = None

    def frame(self, body: Body) -> list[Step]:
        """The footfalls since the last frame."""
        before, self._before = self._before, body
        if before is None:
            return []
        steps: list[Step] = []
        if body.landings > before.landings:
            steps += _landing(body)
            self._phase = 0.3
        elif before.grounded and not body.grounded and body.rise > 1.0:
            steps.append(Step("jump", 1.0, 0.0))
        on_foot = max(0.0, body.walked - before.walked)
        if body.grounded and on_foot > 0.0:
            # More than one a frame would be a blow, not steps.
            self._phase += min(1.0, on_foot / step_length(body.speed))
            if self._phase >= 1.0:
                self._phase -= 1.0
                self._left = not self._left
                steps.append(Step(body.on, _weight(body.speed), -1.0 if self._left else 1.0))
        return steps


def _weight(speed: float) -> float:
    """How hard a foot comes down: -9 dB at a slow walk, 0 at a run, +3 at a sprint."""
    return gain(max(-9.0, min(3.0, 2.0 * (speed - RUN_MPS) if speed < RUN_MPS
                              else 0.6 * (speed - RUN_MPS))))  # fmt: skip


def _landing(body: Body) -> list[Step]:
    """impact 1 m/s is a step down, 5 a jump, 24 thirty metres."""
    if body.impact < 2.0:
        return [Step(body.on, 0.7, 0.0)]
    hard = gain(max(-10.0, min(4.0, 1.2 * (body.impact - 8.0))))
    steps = [Step("land", hard, 0.0)]
    if body.on != "concrete":
        steps.append(Step(body.on, hard, 0.0))
    if body.impact >= CRACKS_MPS:
        steps.append(Step("crack", 1.0, 0.0))
    return steps
