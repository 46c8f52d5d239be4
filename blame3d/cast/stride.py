"""A walk along a straight line, as a function of the distance gone: where each foot stands then.

A foot falls every two steps of its line and does not move until it is lifted; so nobody slides,
whatever moment is asked for.
"""

from __future__ import annotations

from math import cos, floor, radians, sin

from blame3d.cast.gait import Foot, Manner

SIDE_M = 0.105
"""Of a foot from the line that one walks."""


def stride(gone: float, heading: float, how: Manner, side: int, whole: float) -> Foot:
    """A foot after `gone` of `whole` metres along a heading; Foot.at from the body's place.

    side: -1 left, 1 right. Both feet stand side by side before the first step and after the last.
    """
    pace = 2.0 * how.step
    shift = 0.0 if side < 0 else how.step
    # The body is `lead` of the ground that a foot covers while it stands behind that foot's fall.
    ahead = pace * how.duty * how.lead
    turns = (gone + ahead - shift) / pace
    fall = floor(turns)
    part = turns - fall
    here = min(max(0.0, fall * pace + shift), whole)
    there = min(max(0.0, (fall + 1) * pace + shift), whole)
    if here < there == whole:  # the last step is done when the body is there
        part = min(1.0, part / min(1.0, (whole + ahead - shift) / pace - fall))
    if part < how.duty or here == there:
        return _foot(here - gone, 0.0, heading, side, 0.0, True)
    swung = (part - how.duty) / (1.0 - how.duty)
    share = swung * swung * (3.0 - 2.0 * swung)
    arch = 4.0 * swung * (1.0 - swung)
    roll = (1.0 - swung) ** 2 * 40.0 - 60.0 * swung**3 * (1.0 - swung)
    return _foot(here + (there - here) * share - gone, arch * how.lift, heading, side, roll, False)


def phase(gone: float, how: Manner) -> float:
    """Of the walk in cycles of two steps: see `gait.Bearing`."""
    pace = 2.0 * how.step
    return (gone + pace * how.duty * how.lead) / pace % 1.0


def _foot(
    forward: float, up: float, heading: float, side: int, roll: float, standing: bool
) -> Foot:
    h = radians(heading)
    x = -sin(h) * forward + cos(h) * side * SIDE_M
    y = cos(h) * forward + sin(h) * side * SIDE_M
    return Foot((x, y, up), heading - side * 6.0, roll, standing)
