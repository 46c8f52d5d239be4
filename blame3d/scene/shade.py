"""Which boxes lie wholly behind an occluder: pure numpy.

A box is hidden when the lines from the eye to its eight corners all pass right through one
convex occluder: then so do all lines to it. Boxes inside an occluder are not hidden, for a
passage may lead into it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from blame3d.scene.eye import eye, in_sight
from blame3d.scene.frame import View

_CORNERS = np.array([[x, y, z] for x in (0, 1) for y in (0, 1) for z in (0, 1)], np.float32)


def hidden(
    view: View, lo: NDArray[np.float64], hi: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Mask (N,) of boxes lo, hi (N, 3), metres from the eye, that the view's occluders hide."""
    if view.occluders is None or not len(view.occluders):
        return np.zeros(len(lo), np.bool_)
    mm = view.occluders * 1000 - np.tile(np.array(view.position_mm, np.int64), 2)
    metres = mm / 1000.0
    # What hides something in view is in view itself.
    return behind(lo, hi, metres[in_sight(eye(view), metres[:, :3], metres[:, 3:])])


def behind(
    lo: NDArray[np.float64], hi: NDArray[np.float64], occluders: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Mask (N,) of boxes lo, hi (N, 3) that one of the occluders (M, 6) hides.

    All in metres from the eye. Occluders are boxes lo, hi; one that holds the eye hides nothing.
    """
    out = np.zeros(len(lo), np.bool_)
    if not len(lo):
        return out
    a, b = lo.astype(np.float32), hi.astype(np.float32)
    boxes = occluders.astype(np.float32)
    # The middle first: where its line is free, the corners need not be asked.
    which, by = np.nonzero(_through(((a + b) * np.float32(0.5))[:, None], boxes))
    c, d = a[which, None], b[which, None]
    out[which[_through(c + (d - c) * _CORNERS, boxes[by, None]).all(1)]] = True
    return out


def _through(
    points: NDArray[np.float32], box: NDArray[np.float32]
) -> NDArray[np.bool_]:
    """Whether the lines from the eye to points (..., 3) pass right through boxes (..., 6)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        inverse = np.float32(1.0) / points
        t, u = box[..., :3] * inverse, box[..., 3:] * inverse
    near, far = np.fmin(t, u), np.fmax(t, u)
    # A maximum along so short an axis takes three times as long.
    enter = np.maximum(np.maximum(near[..., 0], near[..., 1]), near[..., 2])
    leave = np.minimum(np.minimum(far[..., 0], far[..., 1]), far[..., 2])
    return np.asarray((enter > 0.0) & (leave > enter) & (leave < 1.0), np.bool_)
