"""A picture as a photographer takes it, and the one of several that he keeps.

Everything that it shows is brought as near as its lens brings it, then it is exposed, then somebody
is asked to stand where he is told best. A picture is kept at once when it is what one of its kind
is to be (capture.measures, capture.composition), its great masses differ in value, nothing bars its
foreground, not too much of it is plain or bare and black, and he can be told in it; else the best
one is.
What is compared are plain frames; the one that is kept is taken with care, and with what moves.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, NamedTuple, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from blame3d.capture.composing import barred, brought_near, scale
from blame3d.capture.composition import checks
from blame3d.capture.figure import peopled
from blame3d.capture.gather import Position
from blame3d.capture.measures import luma, measure, row_of, structure
from blame3d.capture.metering import metered
from blame3d.capture.still import Easel
from blame3d.capture.studio import Studio
from blame3d.scene.alive import alive
from blame3d.scene.frame import View
from blame3d.world.chunk import Key
from blame3d.world.types import World

ROW: Final = 5
"""Measures of its row that a good picture meets, and"""
CHECKS: Final = 5
"""of seven checks, so many."""
_TOLD: Final = 18.0
"""Luma by which somebody differs from what is behind him so that he is seen."""
_SCALE: Final = 0.4
"""Of its `scale`, that makes it one of something large."""
_MASSES: Final = 20.0
"""Standard deviation of luma between the great masses of a picture that are told apart."""
_BARE: Final = 0.3
"""Share of the frame that may be bare and black, and"""
_PLAIN: Final = 0.36
"""share that may be plain: of forty views those with more were liked least (correlation -0.6)."""
_EMPTY: Final = 0.16
"""Share that may show nothing. Of forty views the ten with most of it (more than 0.2) were those
that were called dead; of the best none has more than 0.1."""
_GLARE: Final = (130.0, 0.12)
"""Luma from which the nearer half of a picture glares, and the share of the frame that may: dark
near, pale far; but in a white one."""
_WARM: Final = 0.02
"""Share of the frame that may be warm: more is amber, and warm light is rarer than that."""


class Measured(Protocol):
    """Something of which it is known what it measures."""

    @property
    def found(self) -> dict[str, Any]: ...


_T = TypeVar("_T", bound=Measured)


class Trial(NamedTuple):
    """A picture that may be kept. asked: the view as it was asked for; view: exposed, somebody in
    it, told from what is behind him by so much luma; near: see `composing.brought_near`; metres:
    distances (h, w); shown: keys of the chunks in it."""

    asked: View
    view: View
    near: Position | None
    metres: NDArray[np.float64]
    shown: frozenset[Key]
    told: float
    found: dict[str, Any]


class Taken(NamedTuple):
    """view: as it was asked for. pixels (h, w, 3). found: what it measures."""

    view: View
    pixels: NDArray[np.uint8]
    found: dict[str, Any]


def tried(world: World, room: Studio, easel: Easel, small: Easel, view: View) -> Trial:
    """A view with a figure in it, and what a plain frame of it measures. small: for drafts."""
    asked = view
    room.gather(view)
    metres = easel.distances(view)
    near = brought_near(view, metres)
    if near is not None:
        room.gather(view, near=near)
        metres = easel.distances(view)
    view = metered(view, metres, lambda one: small.take(one, 1))
    shown = room.gather(view, near=near)  # air that is thinner shows more
    view, told = peopled(world, view, metres, lambda one: small.take(one, 1))
    trial = Trial(asked, view, near, metres, shown, told, {})
    return trial._replace(found=_measured(world, easel.take(view, 1), trial))


def taken(world: World, room: Studio, easel: Easel, trial: Trial) -> Taken:
    """The picture that is kept, with what moves in it, and what it measures."""
    room.gather(trial.view, near=trial.near)
    pixels = easel.take(alive(world, trial.view))
    return Taken(trial.asked, pixels, _measured(world, pixels, trial))


def _measured(world: World, pixels: NDArray[np.uint8], trial: Trial) -> dict[str, Any]:
    view, metres = trial.view, trial.metres
    found: dict[str, Any] = {"figure": bool(view.actors), "told": round(trial.told, 1)}
    found |= measure(pixels, metres, view.fov_h)
    found |= structure(luma(pixels)) | {"barred": round(barred(view, metres), 3)}
    found["scale"] = round(min(scale(view, metres), 10.0), 2)
    near = metres < np.median(metres)
    found["glare"] = round(float((near & (luma(pixels) > _GLARE[0])).mean()), 3)
    found["row"], found["meets"] = row_of(found)
    found["checks"] = checks(world, pixels, metres, view, trial.shown, found)
    return found


def best(made: Iterable[_T]) -> _T:
    """The first good one, else the one that is worth most; no more are made than are needed."""
    kept: _T | None = None
    for one in made:
        if kept is None or _worth(one.found) > _worth(kept.found):
            kept = one
        if good(one.found):
            break
    if kept is None:
        raise ValueError("no picture was taken")
    return kept


def good(found: dict[str, Any]) -> bool:
    """Whether a picture is kept at once."""
    return (
        meets(found) and passes(found) and found["told"] >= _TOLD and found["scale"] >= _SCALE
        and found["masses"] >= _MASSES and found["bare"] <= _BARE and not found["barred"]
        and found["plain_share"] <= _PLAIN and found["empty"] <= _EMPTY and not _glaring(found)
        and found["warm_share"] <= _WARM
    )  # fmt: skip


def _glaring(found: dict[str, Any]) -> float:
    """The share of the frame that glares, beyond what may."""
    return 0.0 if found["row"] == "white" else max(0.0, float(found["glare"]) - _GLARE[1])


def meets(found: dict[str, Any]) -> bool:
    """Whether a picture meets its row."""
    return bool(found["meets"] == ROW)


def passes(found: dict[str, Any]) -> bool:
    """Whether it passes enough checks."""
    return sum(found["checks"].values()) >= CHECKS


def fair(found: dict[str, Any]) -> bool:
    """Whether a picture will do where no good one is found: it is one of its kind, shows something
    in most of the frame, and nothing bars it."""
    return (
        meets(found) and passes(found) and found["empty"] <= 2.0 * _EMPTY
        and found["plain_share"] <= _PLAIN and not found["barred"]
    )  # fmt: skip


def _worth(found: dict[str, Any]) -> float:
    return (
        3.0 * (meets(found) and passes(found)) + meets(found) + passes(found)
        + 0.4 * found["meets"] + 0.2 * min(sum(found["checks"].values()), CHECKS)
        + min(found["told"] / _TOLD, 2.0) * 0.6 + min(found["masses"] / _MASSES, 2.0) * 0.6
        + 2.5 * min(found["scale"] / _SCALE, 1.0)  # a wall at hand is the dullest of pictures
        - 3.0 * max(0.0, found["bare"] - _BARE) - 3.0 * max(0.0, found["plain_share"] - _PLAIN)
        - 3.0 * max(0.0, found["empty"] - _EMPTY) - 3.0 * found["barred"] - 4.0 * _glaring(found)
        - 4.0 * max(0.0, found["warm_share"] - _WARM)
    )  # fmt: skip
