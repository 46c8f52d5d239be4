"""Which of the parts asked for are drawn: those in view that no others hide. Pure numpy.

A renderer on the CPU pays for every part that it is given, though it lies beside the picture or
behind a wall: one in six or seven is seen. Parts lie in boxes along the axes, and boxes are found
on the screen by their middle and half size; one is hidden when it lies wholly behind a coarse
picture of depths, to which the largest were drawn (scene.occlusion).

The picture of depths holds NEAR / metres for the middles of its squares, 0 where nothing is. Each
square is taken for as far as the farthest next to it: so what a wall does not cover is never taken
for covered, and only slits between two walls that are narrower than a square may be overlooked.

Arrays are rows of numbers, one row an axis: numpy works along rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.scene.eye import Eye, sides
from blame3d.stream.arranged import BOX, FACE, LET_IN

Array = NDArray[np.float32]
Bool = NDArray[np.bool_]

NEAR: Final = 0.5
"""Metres from the eye in which nothing hides and nothing is hidden."""
WIDTH: Final = 256
HEIGHT: Final = 144
"""Squares of the picture of depths, whatever the shape of the view."""
OCCLUDERS: Final = 640
"""So many boxes at most are drawn to it, the largest on the screen; and none that covers less of
it than LEAST, as a share."""
LEAST: Final = 0.0015
LARGE: Final = 0.004
"""A box of which this share of the screen is bounds is larger than its bounds tell: it is compared
cell by cell, with as much of it as lies behind each."""

_CELLS: Final = 3
"""The cells are the squares of this level of the pyramid, 8 by 8 of the lowest."""
_AT_ONCE: Final = 64
"""Boxes whose cells the CPU's nearest memory holds."""
_BEHIND_M: Final = 32.0
"""From so far behind the wall, what is let into it is not drawn (shaders/city.vert)."""
_SURE: Final = np.float32(1.002 * NEAR)
"""A box has to lie this much farther away than what hides it: depths are 32-bit floats."""
_SURE_ALWAYS: Final = np.float32(2e-7)
_NONE: Final = np.float32(1e9)
_OCTAVE: Final = np.array([0, *((n - 1).bit_length() for n in range(1, WIDTH + 1))], np.int64)
"""The level of the pyramid at which so many squares' distance is one, at most."""


@dataclass(frozen=True, eq=False)
class Outlines:
    """Where boxes lie on the screen.

    lo, hi: (2, n) of their bounds there, in squares of the picture of depths. near, far: (n,)
    metres in the direction of sight to their nearest and their farthest point.
    """

    lo: Array
    hi: Array
    near: Array
    far: Array

    def take(self, which: NDArray[np.intp]) -> Outlines:
        return Outlines(self.lo[:, which], self.hi[:, which], self.near[which], self.far[which])

    def area(self) -> Array:
        """Share of the screen that their bounds cover, (n,)."""
        lo, hi = np.maximum(self.lo, 0), self.hi
        x = np.minimum(hi[0], np.float32(WIDTH)) - lo[0]
        y = np.minimum(hi[1], np.float32(HEIGHT)) - lo[1]
        return np.asarray(x * y * np.float32(1.0 / (WIDTH * HEIGHT)))


def in_view(eye: Eye, middle: Array, half: Array) -> Bool:
    """Which boxes (n,) touch the field of view. middle, half: (3, n) metres from the eye."""
    planes = sides(eye).astype(np.float32)
    inside = planes @ middle + np.abs(planes) @ half
    seen = inside[0] > 0
    for row in inside[1:]:
        seen &= row > 0
    return np.asarray(seen)


def facing(middle: Array, half: Array, seen_from: Array) -> Bool:
    """Which parts (n,) show their face to the eye, by the last number of their EXTENT."""
    code = seen_from.astype(np.int64)
    face = code & 7
    axis, each = np.minimum(face >> 1, 2), np.arange(len(code))
    toward = np.where(face & 1, -1, 1) * middle[axis, each]
    alone = (code >= FACE) & (code < LET_IN)
    let_in = (code >= LET_IN) & (code < BOX)
    away = alone & (toward <= 0) | let_in & (toward + half[axis, each] < -_BEHIND_M)
    return np.asarray(~away)


def outlines(eye: Eye, middle: Array, half: Array) -> Outlines:
    """The outlines of boxes (3, n), metres from the eye, that are in view."""
    axes = np.stack([eye.right, eye.above, eye.forward]).astype(np.float32)
    at, reach = axes @ middle, np.abs(axes) @ half
    near, far = at[2] - reach[2], at[2] + reach[2]
    close, distant = np.maximum(near, np.float32(NEAR)), np.maximum(far, np.float32(NEAR))
    grid = np.array([[WIDTH], [HEIGHT]], np.float32) * np.float32(0.5)
    scale = np.array(eye.focal, np.float32)[:, None] * grid
    lo, hi = at[:2] - reach[:2], at[:2] + reach[:2]
    # The nearest end of what lies left and right of the middle is the outermost on the screen.
    lo = lo / np.where(lo < 0, close, distant) * scale + grid
    hi = hi / np.where(hi > 0, close, distant) * scale + grid
    return Outlines(lo, hi, near, far)


def largest(area: Array, may: Bool) -> NDArray[np.intp]:
    """Which boxes (n,) to draw to the picture of depths; area: the share of the screen that each
    covers; may: those that are whole and solid."""
    large = np.flatnonzero(may & (area > LEAST))
    if len(large) > OCCLUDERS:
        large = large[np.argpartition(area[large], -OCCLUDERS)[-OCCLUDERS:]]
    return large


def within(area: Array, each: NDArray[np.int64], most: int) -> NDArray[np.intp] | slice:
    """The largest of parts (n,), in their order, which have no more than `most` triangles together.

    area: of the screen; each: triangles of a part.
    """
    if int(each.sum()) <= most:
        return slice(None)
    order = np.argsort(-area, kind="stable")
    return np.sort(order[np.cumsum(each[order]) <= most])


class Pyramid:
    """The farthest depth in squares of one, two, four … squares of a picture of depths."""

    def __init__(self, depths: Array) -> None:
        """depths: (HEIGHT, WIDTH), row 0 below."""
        levels = [_farthest(depths)]
        while max(levels[-1].shape) > 1:
            last = levels[-1]
            if len(last) % 2 and len(last) > 1:
                last = np.concatenate([last, last[-1:]])
            rows = np.minimum(last[0::2], last[1::2]) if len(last) > 1 else last
            levels.append(np.minimum(rows[:, 0::2], rows[:, 1::2]))
        self._cells = levels[_CELLS]
        self._all = np.concatenate([level.ravel() for level in levels])
        self._widths = np.array([level.shape[1] for level in levels])
        sizes = [level.size for level in levels]
        self._starts = np.cumsum(sizes) - sizes

    def hides(self, found: Outlines) -> Bool:
        """Which boxes (n,) lie wholly behind, as far as their bounds tell. They are in view."""
        (x0, x1), (y0, y1) = _squares(found, 0, WIDTH), _squares(found, 1, HEIGHT)
        level = _OCTAVE[np.maximum(x1 - x0, y1 - y0)]
        start, width = self._starts[level], self._widths[level]
        below, above = start + (y0 >> level) * width, start + (y1 >> level) * width
        left, right = x0 >> level, x1 >> level
        farthest = self._all[below + left]
        for corner in (below + right, above + left, above + right):
            farthest = np.minimum(farthest, self._all[corner])
        with np.errstate(divide="ignore"):
            depth = _SURE / found.near + _SURE_ALWAYS
        return np.asarray((found.near > NEAR) & (depth < farthest))

    def hides_large(self, eye: Eye, middle: Array, half: Array, found: Outlines) -> Bool:
        """Which boxes (3, n), metres from the eye, lie wholly behind, told cell by cell."""
        high, wide = self._cells.shape
        rays, reach = _rays(eye, wide, high)
        limits = self._cells.ravel() - _SURE_ALWAYS
        lo, hi = middle - half, middle + half
        # By the nearer of two faces a ray enters, unless the eye is between them: then by none.
        front = np.where(lo > 0, lo, np.where(hi < 0, hi, np.float32(0.0)))
        (x0, x1), (y0, y1) = _squares(found, 0, WIDTH), _squares(found, 1, HEIGHT)
        x0, x1, y0, y1 = (end >> _CELLS for end in (x0, x1, y0, y1))
        # Most that are seen are seen in one of nine cells; the others are asked in all.
        x, y = (np.stack([a, (a + b) >> 1, b], axis=1) for a, b in ((x0, x1), (y0, y1)))
        some = (y[:, :, None] * wide + x[:, None, :]).reshape(len(x), 9)
        hidden = (_entering(rays[:, some], reach, front) < limits[some]).all(axis=1)
        left = np.flatnonzero(hidden)
        for at in range(0, len(left), _AT_ONCE):
            part = left[at : at + _AT_ONCE]
            behind = _entering(rays[:, None], reach, front[:, part]) < limits
            columns, rows = np.arange(wide), np.arange(high)
            beside = (columns < x0[part, None]) | (columns > x1[part, None])
            above = (rows < y0[part, None]) | (rows > y1[part, None])
            behind |= (above[:, :, None] | beside[:, None, :]).reshape(behind.shape)
            hidden[part] = behind.all(axis=1)
        return np.asarray(hidden)


def _entering(rays: Array, reach: Array, front: Array) -> Array:
    """NEAR / metres to where rays come into boxes at the earliest, (n, m).

    rays: (3, n or 1, m), the middle rays of cells; reach: (3,), by how much others differ; front:
    (3, n), the faces by which they enter, 0 for none. On the screen 1 / metres is linear on a
    plane: a ray's share of an axis over the place of a face there is where it passes it.
    """
    there = front != 0
    share = np.divide(_SURE, front, out=np.zeros_like(front), where=there)
    shift = np.where(there, np.abs(share) * reach[:, None], _NONE)
    enter = rays[0] * share[0, :, None] + shift[0, :, None]
    for axis in (1, 2):
        np.minimum(enter, rays[axis] * share[axis, :, None] + shift[axis, :, None], out=enter)
    return enter


def _squares(found: Outlines, axis: int, count: int) -> tuple[NDArray[np.int64], ...]:
    """The first and the last square along a side of the picture that outlines touch."""
    most = np.float32(count - 1)
    return tuple(np.clip(end[axis], 0, most).astype(np.int64) for end in (found.lo, found.hi))


def _farthest(depths: Array) -> Array:
    """Of each square and the eight around it, the farthest."""
    rows = depths.copy()
    np.minimum(rows[1:], depths[:-1], out=rows[1:])
    np.minimum(rows[:-1], depths[1:], out=rows[:-1])
    out = rows.copy()
    np.minimum(out[:, 1:], rows[:, :-1], out=out[:, 1:])
    np.minimum(out[:, :-1], rows[:, 1:], out=out[:, :-1])
    return out


def _rays(eye: Eye, wide: int, high: int) -> tuple[Array, Array]:
    """Of the rays through so many cells, their direction with a metre forward: on each axis the
    middle one's (3, high * wide), and by how much others differ (3,)."""
    axes = (eye.right / eye.focal[0], eye.above / eye.focal[1], eye.forward)
    right, above, forward = (axis.astype(np.float32)[:, None, None] for axis in axes)
    x, y = ((np.arange(n, dtype=np.float32) * 2 + 1 - n) / np.float32(n) for n in (wide, high))
    ray = forward + right * x[None, None, :] + above * y[None, :, None]
    reach = np.abs(right) / np.float32(wide) + np.abs(above) / np.float32(high)
    return ray.reshape(3, -1), reach.reshape(3).astype(np.float32)
