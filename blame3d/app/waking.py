"""The first seconds of a first walk: black and a drip; eyes that open on one's own boots; a head
that is raised to the view. The keys much later.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Final

from panda3d.core import NodePath

from blame3d.app.canvas import Canvas, Layer

LIDS: Final = ((0.0, 0.0), (4.0, 0.0), (4.6, 0.3), (5.0, 0.1), (6.4, 1.0))
"""Seconds since all is there, and how far the eyes are open then."""

LAMP: Final = ((11.6, 1.0), (11.7, 0.0), (13.2, 0.0), (13.3, 0.7), (13.45, 0.2), (13.8, 1.0))
"""The same for how bright a lamp far off is, which goes out and on again."""

HEAD: Final = ((7.2, -68.0), (10.8, 0.0))
"""The same for degrees by which the head hangs."""

DRIPS: Final = (0.6, 3.4)
KEYS_S: Final = 18.0
"""The keys come so much later."""

HURRY_S: Final = 0.5
"""Whoever presses a key has them open so soon."""


class Waking:
    """Age of the scene in seconds, None when it is over or was never begun."""

    def __init__(self) -> None:
        self._age: float | None = None
        self._hurried: float | None = None

    def begin(self) -> None:
        """Shut the eyes."""
        self._age, self._hurried = 0.0, None

    @property
    def age(self) -> float | None:
        return self._age

    def advance(self, dt: float, hurry: bool) -> list[float]:
        """dt seconds on; hurry: a key is held. Moments at which something drips, just passed."""
        if self._age is None:
            return []
        before = self._age
        self._age += dt
        if hurry and self._hurried is None and self._age < HEAD[-1][0]:
            self._hurried = before
        if self._age > KEYS_S:
            self._age = None
            return []
        return [at for at in DRIPS if before <= at < self._age and self._hurried is None]

    @property
    def open(self) -> float:
        """How far the eyes are open, 0 … 1."""
        return 1.0 if self._age is None else max(along(LIDS, self._age), self._hurry)

    @property
    def nod(self) -> float:
        """Degrees by which one looks higher than one will."""
        return 0.0 if self._age is None else along(HEAD, self._age) * (1.0 - self._hurry)

    @property
    def _hurry(self) -> float:
        if self._age is None or self._hurried is None:
            return 0.0
        return min(1.0, (self._age - self._hurried) / HURRY_S)


def along(keys: Sequence[tuple[float, float]], at: float) -> float:
    """The value at a moment between keys (moment, value), eased in and out of each."""
    if at <= keys[0][0]:
        return keys[0][1]
    for (t0, a), (t1, b) in itertools.pairwise(keys):
        if at < t1:
            share = (at - t0) / (t1 - t0)
            return a + (b - a) * share * share * (3.0 - 2.0 * share)
    return keys[-1][1]


class Lids:
    """Two black plates that meet in the middle."""

    def __init__(self, canvas: Canvas) -> None:
        self._layer: Layer = canvas.layer(1)
        self._plates: list[NodePath] = []
        self._high = 0.0

    def build(self, canvas: Canvas) -> None:
        """Draw for this window's size."""
        self._layer.clear()
        self._high = canvas.height
        self._plates = [
            self._layer.rect(0, y, canvas.width, canvas.height / 2, (0, 0, 0, 1))
            for y in (0.0, canvas.height / 2)
        ]

    def show(self, open_: float) -> None:
        """0: shut, 1: not to be seen."""
        self._layer.show(open_ < 1.0)
        shut = self._high / 2 * (1.0 - open_)
        upper, lower = self._plates
        upper.set_z(self._high / 2 - shut)
        lower.set_z(shut - self._high)
