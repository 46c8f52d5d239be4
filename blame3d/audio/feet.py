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
    """What the ear needs to know of a body. phase: of its walk in cycles, 0 … 1; the left foot
    falls at 0, the right at 0.5, and exactly 0 is to stand (see cast.feet).

    speed: m/s over ground. rise: m/s upwards. landings: how often it has landed; impact: m/s of the
    last. on: name in `catalogue.FEET` of what it stands on.
    """

    phase: float = 0.0
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


class Feet:
    """Asked once a frame."""

    def __init__(self) -> None:
        self._before: Body | None = None

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
        elif before.grounded and not body.grounded and body.rise > 1.0:
            steps.append(Step("jump", 1.0, 0.0))
        elif body.grounded and before.phase != 0.0:
            half = int(2.0 * body.phase)
            if half != int(2.0 * before.phase):
                steps.append(Step(body.on, _weight(body.speed), 1.0 if half else -1.0))
        return steps


def _weight(speed: float) -> float:
    """How hard a foot comes down: -6 dB at a slow walk, 0 at a run, +3 at a sprint."""
    return gain(max(-7.0, min(3.0, 1.4 * (speed - RUN_MPS) if speed < RUN_MPS
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
