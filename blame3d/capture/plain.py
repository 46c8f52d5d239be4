"""The largest plain region of a picture: where the eye rests. Pure numpy.

Plain is what shows nothing: air, darkness, and the bare part of one flat surface, for stains on a
wall are no things before it. So a block of pixels is plain when its values have no detail, or when
what it shows is one plane and its values differ less than planes of value do.
"""

from __future__ import annotations

from math import radians, tan
from typing import Final

import numpy as np
from numpy.typing import NDArray

F64 = NDArray[np.float64]
Bool = NDArray[np.bool_]

_ACROSS: Final = 80
"""Blocks across a picture: of 16 pixels where it is 1280 wide."""
_LEAST: Final = 6
"""Pixels of a block across, at least."""
_BARE: Final = 2.0
"""Standard deviation of luma below which a block has no detail: with it the two studies of a walk
have 26 % and 6 % of such blocks, as is said of them."""
_SAME: Final = 3.0
"""Bare blocks whose means differ by less belong together."""
_STAINED: Final = 9.0
"""Standard deviation of luma that stains have at most."""
_RELIEF: Final = 0.01
"""What stands out by a smaller share of its distance lies on the plane behind it."""


def plain_share(y: F64, metres: F64, fov_h: float) -> float:
    """Share of the frame that its largest plain region takes. y: luma; metres: distances from the
    eye, inf for air; (h, w) each. fov_h: horizontal field in degrees."""
    return float(largest(*regions(y, metres, fov_h)).mean())


def regions(y: F64, metres: F64, fov_h: float) -> tuple[Bool, Bool, Bool]:
    """Blocks that are plain (h, w); whether each belongs to the one on its right (h, w - 1) and to
    the one below it (h - 1, w)."""
    value = _blocks(y)
    mean, spread = value.mean((2, 3)), value.std((2, 3))
    bare = spread < _BARE
    near, slope = _planes(_blocks(1.0 / _depths(metres, fov_h)))
    flat = np.isfinite(near) & (spread < _STAINED)
    joined = []
    for axis in (1, 0):
        n = mean.shape[axis]
        one, two = (
            [
                np.take(v, np.arange(k, n - 1 + k), axis)
                for v in (mean, bare, flat, near, slope[1 - axis])
            ]
            for k in (0, 1)
        )
        close = one[1] & two[1] & (np.abs(one[0] - two[0]) < _SAME)
        # Each plane goes on where the other is.
        off = np.maximum(np.abs(one[3] + one[4] - two[3]), np.abs(two[3] - two[4] - one[3]))
        joined.append(close | one[2] & two[2] & (off < _RELIEF * one[3]))
    return bare | flat, joined[0], joined[1]


def largest(plain: Bool, right: Bool, below: Bool) -> Bool:
    """The blocks (h, w) of the largest region. plain, right, below: see `regions`."""
    label = np.arange(1, plain.size + 1).reshape(plain.shape)
    label[~plain] = 0
    while True:
        before = label.copy()
        for joined, one, two in (
            (right, label[:, :-1], label[:, 1:]), (below, label[:-1], label[1:])
        ):  # fmt: skip
            np.maximum(one, two, out=one, where=joined)
            np.maximum(one, two, out=two, where=joined)
        if (label == before).all():
            break
    number = np.bincount(label.ravel())
    number[0] = 0
    return np.asarray((label == number.argmax()) & plain)


def _blocks(v: F64) -> F64:
    """(h, w) as (rows, columns, n, n); what is left over on two sides is left out."""
    n = max(_LEAST, v.shape[1] // _ACROSS)
    h, w = (side // n for side in v.shape)
    cut = v[: h * n, : w * n].reshape(h, n, w, n)
    return np.asarray(cut.transpose(0, 2, 1, 3))


def _depths(metres: F64, fov_h: float) -> F64:
    """Metres along the look of what each pixel shows."""
    h, w = metres.shape
    pixel = 2.0 * tan(radians(fov_h) / 2.0) / w
    x, y = ((np.arange(n) + 0.5 - n / 2.0) * pixel for n in (w, h))
    return np.asarray(metres / np.sqrt(1.0 + x**2 + y[:, None] ** 2))


def _planes(inverse: F64) -> tuple[F64, tuple[F64, F64]]:
    """Of each block the inverse of its depth in its middle, NaN where it shows no single plane, and
    how much that grows over a block's width and height.

    inverse: one over depth, which on a plane grows evenly over the picture.
    """
    n = inverse.shape[-1]
    step = np.arange(n) - (n - 1) / 2.0
    middle = inverse.mean((2, 3))
    norm = float((step * step).sum()) * n
    gx = (inverse * step).sum((2, 3)) / norm
    gy = (inverse * step[:, None]).sum((2, 3)) / norm
    plane = middle[..., None, None] + gx[..., None, None] * step
    plane = plane + gy[..., None, None] * step[:, None]
    off = np.abs(inverse - plane).max((2, 3))
    near = np.where((middle > 0.0) & (off < _RELIEF * middle), middle, np.nan)
    return near, (gx * n, gy * n)
