"""Which boxes lie wholly behind an occluder: pure numpy.

A box is hidden when the lines from the eye to its eight corners all pass right through one
convex occluder: then so do all lines to it. Boxes inside an occluder are not hidden, for a
passage may lead into it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from blame3d.scene.frame import View

_CORNERS = np.array([[x, y, z] for x in (0, 1) for y in (0, 1) for z in (0, 1)], np.float32)


def hidden(
    view: View, lo: NDArray[np.float64], hi: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Mask (N,) of boxes lo, hi (N, 3), metres from the eye, that the view's occluders hide."""
    if view.occluders is None or not len(view.occluders):
        return np.zeros(len(lo), np.bool_)
    from_eye = view.occluders * 1000 - np.tile(np.array(view.position_mm, np.int64), 2)
    return behind(lo, hi, from_eye / 1000.0)


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
    corner = a[:, None, :] + (b - a)[:, None, :] * _CORNERS  # (N, 8, 3)
    with np.errstate(divide="ignore", invalid="ignore"):
        inverse = np.float32(1.0) / corner
        for box in occluders.astype(np.float32):
            left = ~out
            if not left.any():
                break
            t = box[None, None, :3] * inverse[left], box[None, None, 3:] * inverse[left]
            enter = np.fmin(*t).max(2)
            leave = np.fmax(*t).min(2)
            out[left] = ((enter > 0.0) & (leave > enter) & (leave < 1.0)).all(1)
    return out
