"""Killy when what he has shot comes back to him: thrown on his back, he skids, lies, and gets up by
elbow, hand and knee. Poses by story time since he was struck."""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

from blame3d.cast.sprawl import Sprawl, between
from blame3d.timeline.keys import ramp, settle, smooth

_ARCH_M: Final = 1.15
UP: Final = 6.3
"""When he stands again."""
_LIES: Final = Sprawl(
    (0.0, -0.42, 0.17), (87.0, 81.0), (-0.24, 0.40, 0.13), (0.15, 0.13, 0.10), (62.0, 4.0),
    (0.74, -0.62, 0.12), (-0.62, -0.80, 0.14), 62.0, -45.0,
)  # fmt: skip
_KNEE: Final = (-0.15, -0.56, 0.245)
"""Of the left ankle while he kneels on that knee."""
_SOLE: Final = (0.13, 0.02, 0.095)
"""Of the right one, from when he has drawn it up: it does not leave its place."""
_POSES: Final = (
    (0.0, Sprawl((0.0, -0.02, 0.93), (4.0, 8.0), (-0.12, 0.06, 0.095), (0.13, -0.14, 0.095),
                 (0.0, 0.0), (0.21, 0.56, 1.52), (-0.32, 0.05, 0.95), -4.0)),
    (0.10, Sprawl((0.0, 0.02, 0.98), (24.0, 34.0), (-0.13, 0.36, 0.20), (0.13, 0.30, 0.14),
                  (26.0, 14.0), (0.30, 0.34, 1.95), (-0.62, 0.16, 1.45), 18.0)),
    (0.34, Sprawl((0.0, 0.0, 0.88), (62.0, 92.0), (-0.20, 0.72, 0.62), (0.20, 0.48, 0.42),
                  (62.0, 40.0), (0.34, -0.50, 1.72), (-0.80, -0.46, 1.10), 58.0, -16.0)),
    (0.58, Sprawl((0.0, -0.20, 0.30), (78.0, 72.0), (-0.22, 0.54, 0.74), (0.20, 0.36, 0.62),
                  (80.0, 70.0), (0.48, -0.50, 1.05), (-0.72, -0.62, 0.42), 48.0, -34.0)),
    (0.80, Sprawl((0.0, -0.38, 0.15), (86.0, 78.0), (-0.24, 0.42, 0.24), (0.17, 0.20, 0.42),
                  (70.0, 40.0), (0.70, -0.56, 0.40), (-0.66, -0.74, 0.10), 52.0, -42.0)),
    (1.10, _LIES),
    (2.80, _LIES),
    # On to his elbow; up on that hand; over to the knee; and up.
    (3.45, Sprawl((0.02, -0.42, 0.18), (58.0, 44.0), (-0.22, 0.36, 0.13), _SOLE, (50.0, 0.0),
                  (0.52, -0.40, 0.42), (-0.42, -0.92, 0.17), 4.0, -45.0)),
    (4.00, Sprawl((0.0, -0.40, 0.18), (26.0, 6.0), (-0.26, 0.06, 0.13), _SOLE, (20.0, 0.0),
                  (0.42, -0.10, 0.62), (-0.44, -0.74, 0.13), -12.0, -45.0)),
    (4.55, Sprawl((-0.02, -0.24, 0.49), (-24.0, -44.0), _KNEE, _SOLE, (-62.0, 0.0),
                  (0.34, 0.26, 0.44), (-0.30, 0.16, 0.07), -22.0, -45.0)),
    (5.10, Sprawl((0.0, -0.26, 0.53), (-10.0, -20.0), _KNEE, _SOLE, (-62.0, 0.0),
                  (0.36, 0.10, 0.56), (0.04, 0.10, 0.60), -16.0, -44.0)),
    (5.70, Sprawl((0.02, -0.12, 0.74), (-20.0, -30.0), (-0.14, -0.34, 0.215), _SOLE, (-40.0, 0.0),
                  (0.36, 0.20, 0.72), (-0.10, 0.14, 0.72), -8.0, -26.0)),
    (UP, Sprawl((0.0, 0.0, 0.93), (0.0, -2.0), (-0.106, -0.01, 0.095), (0.106, -0.01, 0.095),
                (0.0, 0.0), (0.29, 0.05, 0.93), (-0.29, 0.03, 0.93), -2.0)),
)  # fmt: skip


LANDED: Final = Sprawl(
    (0.0, -0.16, 0.50), (-34.0, -52.0), (-0.20, -0.58, 0.245), (0.20, 0.16, 0.095), (-62.0, 0.0),
    (0.66, -0.20, 0.62), (-0.20, 0.36, 0.08), -4.0,
)  # fmt: skip
"""On a knee, a sole and a fist."""


def pose_at(age: float) -> Sprawl:
    """How he is so many seconds after he was struck."""
    times = [when for when, _ in _POSES]
    row = bisect_right(times, age)
    if row == 0 or row == len(_POSES):
        return _POSES[max(0, row - 1)][1]
    (begin, a), (end, b) = _POSES[row - 1], _POSES[row]
    return between(a, b, ramp(age, begin, end, settle if age < 0.2 else smooth))


def flight(age: float) -> tuple[float, float]:
    """How far he has been thrown, 0 … 1, and metres that he is higher than what he lies on."""
    age = max(0.0, age)
    gone = 0.66 * min(1.0, age / 0.58) + 0.34 * ramp(age, 0.58, 1.25, settle)
    return gone, _ARCH_M * max(0.0, 1.0 - (age / 0.29 - 1.0) ** 2)
