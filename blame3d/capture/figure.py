"""Somebody is there: the wanderer, for scale, on his way or looking about, his shadow below.

He is a shape before something paler (else before something darker), or he is no scale. So a few of
the places that a view has for him are tried in drafts of it, exposed as it will be, and he stands
where he is told best from what is behind him.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from blame3d.capture.measures import luma
from blame3d.capture.points import on_screen, stands
from blame3d.cast.actor import Actor
from blame3d.cast.feet import standing
from blame3d.cast.gait import Bearing, manner
from blame3d.cast.model import load
from blame3d.cast.pose import pose
from blame3d.cast.stride import phase, stride
from blame3d.player.rays import cast
from blame3d.scene.eye import Eye, eye
from blame3d.scene.frame import View
from blame3d.world.chunk import CELL
from blame3d.world.generate import colliders
from blame3d.world.hash import below, hash64
from blame3d.world.types import World

F64 = NDArray[np.float64]

HEIGHT_M: Final = 1.88
_ASKED: Final = 24
"""Places that are asked whether they have room, and"""
_TRIED: Final = 5
"""so many that have are tried,"""
_APART: Final = (0.15, 0.4)
"""which lie such a share of half the frame from each other, or differ as much in the logarithm of
their distance."""
_TOLD: Final = 60.0
"""Difference of luma by which he is told as well as can be, and"""
_PALER: Final = 0.5
"""what it counts when he is the paler of the two."""
_LESS: Final = 0.3
"""What a place is worth less for an octave of his size, or for all of the frame aside."""
_REACH: Final = (0.5, 5.0)
"""Somebody is asked to stand so many times as far away as usual, least and most, and"""
_LOST: Final = 2.5
"""from so many on, where he is a speck, only if he can be nowhere else."""
_FILL: Final = 0.2
"""Share of the square of his height that he fills."""
_SIDE: Final = 0.8
"""Share of the half frame beyond which nobody is placed, nor anybody's head."""
_ACROSS_M: Final = (-0.2, 0.2)
"""Where on a figure it is asked whether something stands before it."""
_BELOW_M: Final = 0.5
"""So far below his feet the picture shows what he stands on, and"""
_BEHIND: Final = 0.05
"""what is by such a share farther away than he is no floor of his."""
_TALL: Final = 7.0
"""A frame is so many figures high, where the City allows it."""


class Attitude(NamedTuple):
    """How somebody is there. turn: degrees by which he is turned to the left of the view's look.
    speed: at which he walks, m/s. gaze: heading and pitch, from where he is turned."""

    turn: float
    speed: float = 0.0
    gaze: tuple[float, float] = (0.0, 0.0)


ATTITUDES: Final = (
    Attitude(0.0),
    Attitude(-24.0, 1.4),
    Attitude(72.0, 1.6, (12.0, 0.0)),
    Attitude(-80.0, 1.4, (-8.0, 4.0)),
    Attitude(30.0, 0.0, (28.0, 30.0)),
    Attitude(-38.0, 0.0, (16.0, -26.0)),
)
"""A man who always stands the same way is one prop more: each place has its own. Nobody looks at
who takes the picture; and who crouches is taken for a post."""
_SALT: Final = 0x77D1
_WAY_M: Final = 1000.0
"""Of a walk somebody is in the middle of."""


def peopled(
    world: World, view: View, metres: F64, draft: Callable[[View], NDArray[np.uint8]]
) -> tuple[View, float]:
    """The view with somebody where he is best told from what is behind him, and by what difference
    of luma; as it was, and 0, when no floor in sight will do.

    metres: distance of what each pixel shows (h, w). draft: draws a view, of any size.
    """
    best, most, told = view, -np.inf, 0.0
    empty = None
    for off, foot in _places(world, view, metres):
        if empty is None:
            empty = luma(draft(view))
        with_him = with_figure(view, foot)
        differs = _differs(view, foot, empty, luma(draft(with_him)))
        worth = min(differs / _TOLD, 1.0) - _LESS * off
        if worth > most:
            best, most, told = with_him, worth, differs
    return best, told


def _places(world: World, view: View, metres: F64) -> Iterator[tuple[float, F64]]:
    """Where somebody would stand in sight, his foot (3,) in metres of the world, and how far that
    is from as large as usual and a third of the frame from its middle; a few, the best first."""
    look = eye(view)
    at = np.array(view.position_mm, np.float64) / 1000.0
    rel = stands(world, view, metres, *reach(view))
    far = np.log2(np.sqrt((rel**2).sum(1)) / away(view))
    aside, head, _ = on_screen(view, rel + (0.0, 0.0, HEIGHT_M))
    off = np.abs(far) + np.abs(np.abs(aside) - 1.0 / 3.0)
    off += 9.0 * ((np.abs(aside) > _SIDE) | (head > _SIDE) | (far > np.log2(_LOST)))
    asked, taken = 0, np.zeros(0, np.int64)
    for n in np.argsort(off, kind="stable").tolist():
        close = np.abs(aside[taken] - aside[n]) < _APART[0]
        if (close & (np.abs(far[taken] - far[n]) < _APART[1])).any():
            continue
        asked += 1
        foot = _floor(world, at + rel[n])
        if foot is not None and seen(look, foot - at, metres) and borne(look, foot - at, metres):
            taken = np.append(taken, n)
            yield float(off[n]), foot
        if asked == _ASKED or len(taken) == _TRIED:
            return


def _differs(view: View, foot: F64, without: F64, with_him: F64) -> float:
    """By how much of luma somebody differs from what is behind him, over all that he fills.

    without, with_him: pictures (h, w) of the view.
    """
    h, w = without.shape
    rel = foot - np.array(view.position_mm, np.float64) / 1000.0
    right, up, _ = on_screen(view, np.stack([rel, rel + (0.0, 0.0, HEIGHT_M)]))
    x = (float(right[0]) + 1.0) * 0.5 * w
    low, high = ((1.0 - up) * 0.5 * h).tolist()
    tall = max(low - high, 1.0)
    box = (
        slice(max(0, round(high)), max(0, round(low)) + 1),
        slice(max(0, round(x - 0.25 * tall)), max(0, round(x + 0.25 * tall)) + 1),
    )
    darker = (without - with_him)[box]
    by = np.where(darker > 0.0, darker, -_PALER * darker).sum()
    return float(by) / (_FILL * tall * tall)


def away(view: View) -> float:
    """Metres at which a figure is as large in a view as usual."""
    return HEIGHT_M * _TALL * eye(view).focal[1] / 2.0


def reach(view: View) -> tuple[float, float]:
    """Metres between which somebody is neither too large for a view nor lost in it."""
    return _REACH[0] * away(view), _REACH[1] * away(view)


def with_figure(view: View, foot: F64) -> View:
    """The view with the figure at `foot`, metres of the world, in the attitude of that place."""
    x, y, z = (round(float(v) * 1000.0) for v in foot)
    h = hash64(_SALT, x, y, z)
    joints = posed(view.h, ATTITUDES[int(below(h, len(ATTITUDES)))], float(h % 1000) / 1000.0)
    spot = load("shadow").rest
    spot[:, 2, 3] += 0.004
    actors = (Actor("shadow", (x, y, z), spot), Actor("killy", (x, y, z), joints, 0.0))
    return replace(view, actors=(*view.actors, *actors))


def posed(heading: float, how: Attitude, part: float) -> NDArray[np.float32]:
    """The figure's joints, in a view that looks this way, degrees. part: of a pace, 0 … 1."""
    turned, going = heading + how.turn, manner(how.speed)
    gaze = turned + how.gaze[0], how.gaze[1]
    if how.speed:
        gone = 0.5 * _WAY_M + 2.0 * going.step * part
        left, right = (stride(gone, turned, going, side, _WAY_M) for side in (-1, 1))
        wave = phase(gone, going)
    else:
        feet = standing(turned, lambda x, y: 0.0)
        left, right, wave = feet.left.foot, feet.right.foot, 0.0
    return pose(load("killy"), left, right, Bearing(turned, gaze, going, wave, speed=how.speed))


def _floor(world: World, near: F64) -> F64 | None:
    """The floor (3,) under a point near it, metres of the world; None where nobody could stand."""
    at = near + (0.0, 0.0, 2.2)
    cell = tuple(int(v) for v in np.floor(at / CELL))
    local = at - np.array(cell) * float(CELL)
    found = cast(
        colliders(world, (cell[0], cell[1], cell[2])),
        (local[0], local[1], local[2]), (0.0, 0.0, -1.0), 6.0,
    )  # fmt: skip
    if found is None or found.distance < 1.9 or found.normal[2] < 0.9:
        return None  # no floor, in a solid, or no room to stand
    return np.asarray(at - (0.0, 0.0, found.distance))


def seen(look: Eye, foot: F64, metres: F64) -> bool:
    """Whether nothing stands before a figure whose foot is so far from the eye, metres (3,)."""
    return all(
        _clear(look, foot + look.right * x + (0.0, 0.0, z), metres)
        for x in _ACROSS_M for z in (0.3, 1.0, 1.7)
    )  # fmt: skip


def borne(look: Eye, foot: F64, metres: F64) -> bool:
    """Whether what a figure stands on is in the picture, or something before it: far away there is
    only what is coarse, and he would stand on a deck that is not drawn."""
    below = foot - (0.0, 0.0, _BELOW_M)
    shown = _shown(look, below, metres)
    away = float(np.sqrt(below @ below))
    return shown is None or shown < away * (1.0 + _BEHIND) + _BELOW_M


def _clear(look: Eye, rel: F64, metres: F64) -> bool:
    """Whether a point, metres from the eye, is in the frame and nothing stands before it."""
    shown = _shown(look, rel, metres)
    return shown is not None and shown > np.sqrt(float(rel @ rel)) - 0.3


def _shown(look: Eye, rel: F64, metres: F64) -> float | None:
    """How far what the picture shows at a point, metres from the eye, is; None outside of it."""
    w = float(rel @ look.forward)
    if w <= 0.5:
        return None
    height, width = metres.shape
    x = (float(rel @ look.right) / w * look.focal[0] + 1.0) * 0.5 * width
    y = (1.0 - float(rel @ look.above) / w * look.focal[1]) * 0.5 * height
    inside = 4 <= x < width - 4 and 4 <= y < height - 4
    return float(metres[int(y), int(x)]) if inside else None
