"""The gun's holes as a renderer makes them: what lies inside a beam is left out, to the pixel.

Of every chunk that a beam may reach, the shader is told of the beam (shaders/include/cut.glsl), in
rows of four numbers:

    0          how many beams; how many of them, which come first, may still glow
    1 + 3 i    point of the axis nearest to the middle of the cell, metres from the cell's low
               corner; radius
    2 + 3 i    direction; metres from the beam's beginning to that point
    3 + 3 i    both ends of the beam in metres from that point; seconds when its blasts begin to
               run; half the inverse of the radius

So a hole is there in the frame of the shot, near and far, in chunks that were made before it, and
is round at every level of detail; what it bares is built by the worker (world.bore).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from panda3d.core import LVecBase4f, PTA_LVecBase4f

from blame3d.player.gun import CHAIN, SILENCE_S, Shot
from blame3d.world.capsule import gap_squared
from blame3d.world.chunk import CELL, Key

MOST: Final = 24
"""Beams that one chunk is told of, the widest; as in the shader."""

COOLS_S: Final = 7.5
"""Seconds in which an edge goes dark; as in the shader."""

UNSEEN_S: Final = 0.03
"""By so much a glow may be too old or too young."""

_ROUNDING_S: Final = 1e-6
_PARALLEL: Final = 1e-9
"""A beam's direction leaves no axis alone: planes along it are then passed very far away."""
_HALF_DIAGONAL: Final = 0.87
_REACHING: Final = 0.25
"""Parts reach out of their cell by up to this share of its edge on each side."""


def rows_of(values: NDArray[np.float64], hot: int = 0) -> PTA_LVecBase4f:
    """Beams (n, 12) as the shader's rows."""
    out = PTA_LVecBase4f.empty_array(1 + 3 * MOST)
    out[0] = LVecBase4f(len(values), hot, 0.0, 0.0)
    for i, value in enumerate(values.reshape(-1, 4).tolist()):
        out[1 + i] = LVecBase4f(*value)
    return out


def nothing() -> PTA_LVecBase4f:
    """Rows without a beam."""
    return rows_of(np.zeros((0, 12)))


def elsewhere(count: int, *, hot: bool) -> PTA_LVecBase4f:
    """Rows of so many beams that come nowhere near; hot: whether they may glow."""
    beam = [1e6, 1e6, 1e6, 1.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0, -1e6, 0.5]
    return rows_of(np.array([beam] * count), count if hot else 0)


@dataclass(frozen=True, eq=False)
class Axes:
    """Beams seen from the eye: start, way (B, 3), length and reach (B,), metres. reach: as far from
    the axis as its edge glows or is black with soot, as in the shader."""

    start: NDArray[np.float64]
    way: NDArray[np.float64]
    length: NDArray[np.float64]
    reach: NDArray[np.float64]

    def touch(self, middle: NDArray[np.float32], half: NDArray[np.float32]) -> NDArray[np.bool_]:
        """Which boxes (3, n), metres from the eye, one of them may change; a few beside it too."""
        found = np.zeros(middle.shape[1], bool)
        ways = np.where(np.abs(self.way) < _PARALLEL, _PARALLEL, self.way)
        for start, way, length, reach in zip(
            self.start.tolist(), ways.tolist(), self.length, self.reach, strict=True
        ):
            # Where the axis goes in and out between two planes of the box made wider by the reach.
            enter, leave = np.zeros_like(half[0]), np.full_like(half[0], length)
            for axis in range(3):
                to = (middle[axis] - start[axis]) / way[axis]
                through = (half[axis] + reach) / abs(way[axis])
                enter = np.maximum(enter, to - through)
                leave = np.minimum(leave, to + through)
            found |= enter <= leave
        return found


class Cuts:
    """shots: those that chunks were told of, in firing order. now: of the last view, seconds."""

    def __init__(self) -> None:
        self.shots: tuple[Shot, ...] = ()
        self.now = 0.0
        self._seen: tuple[Shot, ...] = ()
        self._warm: dict[Key, float] = {}
        self._put()

    def change(
        self, shots: tuple[Shot, ...], now: float, keys: Sequence[Key]
    ) -> list[Key]:
        """Take the shots and the time of a view; which of these chunks have to be told.

        In a film that is slowed or stands, the same shots have other times in every view: only
        what still glows is told of that, and what may glow again when it goes back.
        """
        was, seen, told = self.now, self._seen, self.shots
        self.now, self._seen = now, shots
        if [shot.beam for shot in shots[: len(told)]] != [shot.beam for shot in told]:
            self.shots = shots
            self._put()
            self._warm.clear()
            return list(keys)
        younger = any(
            now - a.at_s < was - b.at_s - _ROUNDING_S for a, b in zip(shots, seen, strict=False)
        )
        moved = any(abs(a.at_s - b.at_s) > UNSEEN_S for a, b in zip(shots, told, strict=False))
        if younger or moved or len(shots) > len(told):
            self.shots = shots
            self._put()
        cooler = [key for key, until in self._warm.items() if moved or until <= now]
        for key in cooler:
            del self._warm[key]
        reached = self._reached(keys, range(0 if younger else len(told), len(shots)))
        return list(dict.fromkeys([*cooler, *reached]))

    def axes(self, eye_mm: tuple[int, int, int]) -> Axes | None:
        """The beams as they lie about an eye; None when there are none."""
        if not self.shots:
            return None
        start = (self._origin - np.array(eye_mm, np.int64)) / 1000.0
        edge = 1.2 + 0.45 * np.minimum(self._radius, 12.0)
        return Axes(start, self._way, self._length, self._radius + edge)

    def _reached(self, keys: Sequence[Key], shots: range) -> list[Key]:
        """The chunks in which some of these shots may show."""
        if not shots or not keys:
            return []
        levels, cells = _numbers(keys)
        found = np.zeros(len(keys), bool)
        for shot in shots:
            found |= self._near(levels, cells, np.array([shot]))[0]
        return [keys[row] for row in np.flatnonzero(found).tolist()]

    def rows(self, keys: Sequence[Key]) -> list[PTA_LVecBase4f | None]:
        """What to tell of each chunk's beams; None where there is none. All at once: a chunk alone
        costs as much as fifty."""
        levels, cells = _numbers(keys)
        chunk = np.repeat(np.arange(len(keys)), len(self.shots))
        shot = np.tile(np.arange(len(self.shots)), len(keys))
        hit, along, closest = self._near(levels[chunk], cells[chunk], shot)
        hits = np.flatnonzero(hit)
        hits = hits[np.lexsort((-self._radius[shot[hits]], chunk[hits]))]
        _, first, count = np.unique(chunk[hits], return_index=True, return_counts=True)
        hits = hits[np.arange(len(hits)) - np.repeat(first, count) < MOST]
        # An edge in a cell glows till the blast has passed all of it and it has cooled.
        size = (np.int64(CELL) << levels[chunk]).astype(np.float64)
        late = self._at_s[shot] + COOLS_S + (along + 2.0 * size) / CHAIN
        hot = late > self.now
        hits = hits[np.lexsort((~hot[hits], chunk[hits]))]
        here, t = shot[hits], along[hits]
        out = np.empty((len(hits), 12))
        out[:, 0:3] = closest[hits] + size[hits, None] * 0.5
        out[:, 3] = self._radius[here]
        out[:, 4:7] = self._way[here]
        out[:, 7] = t
        out[:, 8], out[:, 9] = -t, self._length[here] - t
        out[:, 10] = np.maximum(self._at_s[here], -1e6)
        out[:, 11] = 0.5 / np.maximum(self._radius[here], 1e-3)
        told: list[PTA_LVecBase4f | None] = [None] * len(keys)
        owners, first, count = np.unique(chunk[hits], return_index=True, return_counts=True)
        for owner, begin, many in zip(owners.tolist(), first.tolist(), count.tolist(), strict=True):
            mine = hits[begin : begin + many]
            glowing = late[mine][hot[mine]]
            told[owner] = rows_of(out[begin : begin + many], len(glowing))
            if len(glowing):
                self._warm[keys[owner]] = float(glowing.max())
        return told

    def _near(
        self, levels: NDArray[np.int64], cells: NDArray[np.int64], shots: NDArray[np.int64]
    ) -> tuple[NDArray[np.bool_], NDArray[np.float64], NDArray[np.float64]]:
        """Of pairs of a cell and a shot (one of both is one alone): whether the shot may show
        there, metres along it of its point nearest to the cell's middle, and that point from it."""
        size = np.int64(CELL) << levels
        middle = cells * (size * 1000)[:, None] + (size * 500)[:, None]
        away = (middle - self._origin[shots]) / 1000.0
        way = self._way[shots]
        t = np.clip((away * way).sum(1), 0.0, self._length[shots])
        off = way * t[:, None] - away
        wide = size * (0.5 + _REACHING)
        reach = self._radius[shots] + 2.0 * _HALF_DIAGONAL * wide
        hit = (off * off).sum(1) <= reach * reach
        # Of these few, those that enter the box of what the cell may hold.
        some = np.flatnonzero(hit)
        half = np.broadcast_to(wide, hit.shape)[some, None] * np.ones(3)
        which = np.broadcast_to(shots, hit.shape)[some]
        gap = gap_squared(
            -away[some], self._way[which], self._length[which], -half, half
        )
        hit[some] = gap <= self._radius[which] ** 2
        return hit, t, off

    def _put(self) -> None:
        beams = [shot.beam for shot in self.shots]
        self._origin = np.array([b.origin_mm for b in beams], np.int64).reshape(-1, 3)
        self._way = np.array(
            [b.way for b in beams]
        ).reshape(-1, 3)
        self._length = np.array([b.length_m for b in beams])
        self._radius = np.array([b.radius_m for b in beams])
        self._at_s = np.array([s.at_s + SILENCE_S for s in self.shots])


def _numbers(keys: Sequence[Key]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Levels (n,) and cells (n, 3)."""
    levels = np.array([level for level, _ in keys], np.int64)
    return levels, np.array([cell for _, cell in keys], np.int64).reshape(-1, 3)
