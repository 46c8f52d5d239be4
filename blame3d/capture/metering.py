"""Exposing a still as a photographer does: by what is in the frame.

Haze and exposure of a place (scene.weather) know the air around the eye but not where the eye
looks. A still is measured in small drafts: its middle grey sets the exposure of surfaces, and the
value in which its depth ends sets the light of the air, which does not depend on exposure. A view
ends pale or dark, never in mid-grey: an end that is neither goes to the nearer side, and air that
ends dark thickens until its end is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from blame3d.capture.measures import end_of, luma
from blame3d.scene.frame import Colour, View

F64 = NDArray[np.float64]
Draft = Callable[[View], NDArray[np.uint8]]

SIZE: Final = (320, 134)
"""Pixels of a draft, about; its sides have the view's proportion."""
_DRAFTS: Final = 4
_PARTING: Final = 85.0
"""Value of an end from which it becomes pale."""
_MOST: Final = 6.0
"""By how much exposure and air may change in either direction, in all."""
_POWER: Final = 1.7
"""Light goes by about this power of a value on the screen."""


@dataclass(frozen=True)
class _Goal:
    """What a kind of picture is to show, 0 … 255: its median and its end."""

    middle: float
    end: float


_PALE: Final = _Goal(62.0, 184.0)
_DARK: Final = _Goal(31.0, 14.0)
_WHITE: Final = _Goal(147.0, 237.0)


def metered(view: View, metres: F64, draft: Draft) -> View:
    """The view with its exposure and air set for what is in frame.

    metres: how far each pixel lies (h, w), of any size with the view's proportion, inf for air.
    draft: draws a view of SIZE or so, (h, w, 3).
    """
    goal = None
    light = air = thick = 1.0
    best, least = view, np.inf
    for _ in range(_DRAFTS):
        trial = _set(view, light, air, thick)
        y = luma(draft(trial))
        middle, end = float(np.median(y)), end_of(y, _fitted(metres, y.shape))
        goal = goal or (_WHITE if view.haze.white else _PALE if end >= _PARTING else _DARK)
        off = abs(np.log((middle + 4.0) / (goal.middle + 4.0))) + abs(
            np.log((end + 8.0) / (goal.end + 8.0))
        )
        if off < least:
            best, least = trial, off
        light = _within(light * ((goal.middle + 2.0) / (middle + 2.0)) ** _POWER)
        change = (goal.end + 4.0) / (end + 4.0)
        air = _within(air * change**_POWER)
        if goal is _DARK:
            thick = min(_MOST, max(1.0, thick / change))
    return best


def draft_size(size: tuple[int, int]) -> tuple[int, int]:
    """Pixels of a draft of a picture of this size."""
    return SIZE[0], max(8, round(SIZE[0] * size[1] / size[0]))


def _within(factor: float) -> float:
    return min(_MOST, max(1.0 / _MOST, factor))


def _set(view: View, light: float, air: float, thick: float) -> View:
    """The view with surfaces exposed `light` times, and air `air` times as bright and `thick`
    times as dense."""
    haze = view.haze

    def scaled(c: Colour) -> Colour:
        by = air / light
        return c[0] * by, c[1] * by, c[2] * by

    return replace(
        view,
        exposure=view.exposure * light,
        haze=replace(
            haze,
            pale=scaled(haze.pale),
            dark=scaled(haze.dark),
            extinction=haze.extinction * thick,
        ),
    )


def _fitted(metres: F64, shape: tuple[int, ...]) -> F64:
    """Every so many pixels of a map, so that it has this shape (h, w)."""
    rows = (np.arange(shape[0]) + 0.5) * metres.shape[0] / shape[0]
    columns = (np.arange(shape[1]) + 0.5) * metres.shape[1] / shape[1]
    found: Any = metres[np.ix_(rows.astype(np.int64), columns.astype(np.int64))]
    return np.asarray(found, np.float64)
