"""Exposing a still as a photographer does: by what is in the frame.

Haze and exposure of a place (scene.weather) know the air around the eye but not where the eye
looks. A still is measured in small drafts: its middle grey sets the exposure of surfaces, and the
value in which its depth ends sets the light of the air, which does not depend on exposure. A view
ends pale or dark, never in mid-grey: an end that is neither goes to the nearer side.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from blame3d.capture.measures import luma, row_of, structure, tones
from blame3d.scene.frame import Colour, View

F64 = NDArray[np.float64]
Draft = Callable[[View], NDArray[np.uint8]]

SIZE: Final = (480, 201)
"""Pixels of a draft, about; its sides have the view's proportion."""
_DRAFTS: Final = 14
_PARTING: Final = 85.0
"""Value of an end from which it becomes pale."""
_EITHER: Final = (40.0, 140.0)
"""Values of an end between which a picture that will not become of the nearer kind is tried as the
other."""
_THICK: Final = 0.5
"""Share of a picture that is seen through its air below which it may become white: it is mostly
air, and nothing of it can stay dark."""
_MOST: Final = 32.0
_MOST_AIR: Final = 40.0
"""By how much exposure and the light of the air may change in either direction, in all."""
_LEAST_DAY: Final = 0.08
"""Share of the openings' light that a dark place keeps at least, so that lamps stand out of it."""
_CARE: Final = 0.8
"""Power of a step: what is shown is a mixture, and hides part of the change."""


@dataclass(frozen=True)
class _Goal:
    """What a kind of picture is to show, 0 … 255, least and most: its median and its end; its
    blacks at most and its lights at least. dense: bounds of how many times as dense its air may
    become. printed: share of white that its print takes away at most."""

    middle: tuple[float, float]
    end: tuple[float, float]
    black: float
    light: float
    dense: tuple[float, float]
    printed: float = 0.13


_PALE: Final = _Goal((51.0, 68.0), (174.0, 192.0), 10.5, 197.0, (0.15, 1.0))
_DARK: Final = _Goal((27.0, 43.0), (10.0, 17.0), 8.5, 170.0, (1.0, 14.0))
_WHITE: Final = _Goal((146.0, 166.0), (228.0, 246.0), 26.0, 237.0, (0.3, 1.0), 0.24)
_NEARLY: Final = 0.25
"""What a draft may miss of its goal that has all measures of its kind: more drafts gain little."""
_HOLE: Final = 0.2
"""Share of a dark picture that may be bare and black before it is tried as a pale one."""
_SHUT: Final = 0.1
"""Opening that air sees which ends dark."""


def metered(view: View, metres: F64, draft: Draft) -> View:
    """The view with its exposure and air set for what is in frame.

    metres: how far each pixel lies (h, w), of any size with the view's proportion, inf for air.
    draft: draws a view of SIZE or so, (h, w, 3).
    """
    if view.haze.white:
        return _towards(_WHITE, view, metres, draft)[0]
    first = draft(view)
    end = tones(first, _fitted(metres, first.shape[:2]))["end_value"]
    goals = [_PALE, _DARK] if end >= _PARTING else [_DARK, _PALE]
    if not _EITHER[0] < end < _EITHER[1]:
        del goals[1]
    if float(np.exp(-view.haze.extinction * metres).mean()) < _THICK:
        goals.append(_WHITE)
    best, least = view, 6
    for goal in goals:
        found, (lacks, _) = _towards(goal, view, metres, draft)
        # A dark end is no black hole.
        if goal is _DARK and structure(luma(draft(found)))["bare"] > _HOLE:
            lacks += 1
        if lacks < least:
            best, least = found, lacks
        if not least:
            break
    return best


def _towards(
    goal: _Goal, view: View, metres: F64, draft: Draft
) -> tuple[View, tuple[int, float]]:
    """The view exposed for a kind of picture, as well as it can be: and what it lacks of its
    measures, and by how much it misses the goal."""
    light = air = dense = day = 1.0
    printed = 0.0
    best, least = view, (6, float("inf"))
    for _ in range(_DRAFTS):
        trial = replace(_set(view, light, air, dense), black=printed, day=day)
        if goal is _DARK:
            shut = min(view.haze.openness, _SHUT)
            trial = replace(trial, haze=replace(trial.haze, openness=shut))
        pixels = draft(trial)
        found = tones(pixels, _fitted(metres, pixels.shape[:2]))
        black, middle, lights, end = (found[v] for v in ("p1", "p50", "p99", "end_value"))
        lighter, paler = _change(middle, goal.middle), _change(end, goal.end)
        if lighter < 1.0 and lights < goal.light:
            lighter = min(1.0, _linear(goal.middle[1]) / _linear(middle))  # and no darker
        if goal is _PALE and paler == 1.0 and lights < goal.light:
            paler = _linear(goal.end[1]) / _linear(end)  # it is the palest there is
        # In a white place the end is a wall as often as air, and air cannot help it.
        off = abs(np.log(lighter)) + abs(np.log(paler)) * (0.3 if goal is _WHITE else 1.0)
        off += 0.5 * max(0.0, np.log((black + 4.0) / (goal.black + 4.0)))
        off += 0.3 * max(0.0, np.log(goal.light / (lights + 1.0)))
        # What is asked of a picture of its kind comes first, how well it is met second.
        lacks = (5 - row_of(found)[1], float(off))
        if lacks < least:
            best, least = trial, lacks
        if off == 0.0 or (not lacks[0] and off < _NEARLY):
            break
        if goal is _DARK and lights < goal.light and day > _LEAST_DAY:
            shut = max(_LEAST_DAY / day, (_linear(lights) / _linear(goal.light)) ** 0.5)
            # What is lost is given back by exposure, from which lamps gain.
            day, lighter = day * shut, lighter / shut
        elif lighter == 1.0 and lights < goal.light:
            # Lamps and openings reach their value while the middle stays where it may be.
            lighter = _linear(min(goal.light, lights * goal.middle[1] / middle)) / _linear(lights)
        # What haze keeps from being black the print may make so, a little.
        printed = min(goal.printed, max(0.0, printed + (black - goal.black) / 255.0))
        light = _within(light * lighter**_CARE, _MOST)
        air = _within(air * paler**_CARE, _MOST_AIR)
        if goal is _DARK:
            denser = dense * ((end + 8.0) / (sum(goal.end) / 2.0 + 8.0)) ** 1.5
            dense = min(goal.dense[1], max(goal.dense[0], denser))
        elif lighter < 1.0 or black > goal.black:
            # Haze lies grey over the rest: thinner, and brighter by about the square of that.
            by = min(lighter, goal.black / (black + 1.0)) ** 0.4
            thinner = max(goal.dense[0], dense * by)
            air, dense = _within(air * (dense / thinner) ** 2, _MOST_AIR), thinner
    return best, least


def _change(value: float, wanted: tuple[float, float]) -> float:
    """By what light has to be multiplied that shows this value: 1 when it is as wanted, else to
    the middle of that."""
    if wanted[0] <= value <= wanted[1]:
        return 1.0
    return _linear((wanted[0] + wanted[1]) / 2.0) / _linear(value)


def _linear(value: float) -> float:
    """Light, exposed, that shows a value 0 … 255: the inverse of shaders/include/tone.glsl."""
    y = min((max(value, 1.0) / 255.0 + 0.025) / 1.10, 0.985) ** 2
    b, c = 0.008 - 0.42 * y, 0.020 * y
    return (float(np.sqrt(b * b + 4.0 * (1.0 - y) * c)) - b) / (2.0 * (1.0 - y))


def draft_size(size: tuple[int, int]) -> tuple[int, int]:
    """Pixels of a draft of a picture of this size."""
    return SIZE[0], max(8, round(SIZE[0] * size[1] / size[0]))


def _within(factor: float, most: float) -> float:
    return min(most, max(1.0 / most, factor))


def _set(view: View, light: float, air: float, dense: float) -> View:
    """The view with surfaces exposed `light` times, and air `air` times as bright and `dense`
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
            extinction=haze.extinction * dense,
        ),
    )


def _fitted(metres: F64, shape: tuple[int, ...]) -> F64:
    """Every so many pixels of a map, so that it has this shape (h, w)."""
    rows = (np.arange(shape[0]) + 0.5) * metres.shape[0] / shape[0]
    columns = (np.arange(shape[1]) + 0.5) * metres.shape[1] / shape[1]
    found: Any = metres[np.ix_(rows.astype(np.int64), columns.astype(np.int64))]
    return np.asarray(found, np.float64)
