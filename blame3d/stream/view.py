"""Which cells a camera may see: a wedge or a pyramid against bounding spheres."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from blame3d.world.chunk import CELL

_SPHERE = math.sqrt(3.0) / 2.0  # bounding sphere of a cube, in edges


def centres(
    levels: NDArray[np.int64], cells: NDArray[np.int64], position_mm: tuple[int, int, int]
) -> NDArray[np.float64]:
    """Centres relative to the viewer in metres, (n, 3); subtracted as integers, so never blurred.

    levels (n,), cells (n, 3); good to the edge of the computable world (9·10**15 mm).
    """
    edges = (np.int64(CELL * 1000) << levels)[:, None]
    relative: NDArray[np.int64] = cells * edges + edges // 2 - np.asarray(position_mm, np.int64)
    return relative / 1000.0


def in_view(
    at: NDArray[np.float64],
    levels: NDArray[np.int64],
    heading: float,
    fov: float,
    *,
    pitch: float | None = None,
    vertical_fov: float | None = None,
    margin: float = 0.0,
) -> NDArray[np.bool_]:
    """True where a cell may be seen. Never wrong in saying False.

    at: centres in metres relative to the camera (n, 3). heading, pitch: degrees, heading 0 along
    +y, counter-clockwise. fov, vertical_fov: full angles in degrees. Without pitch the test is a
    wedge around the vertical, which holds however the viewer nods. margin: degrees added on every
    side. Angles of 180 degrees and more see everything.
    """
    reach = _SPHERE * CELL * (np.int64(1) << levels)
    h = math.radians(heading)
    right = np.array([math.cos(h), math.sin(h), 0.0])
    ahead = np.array([-math.sin(h), math.cos(h), 0.0])
    up = np.array([0.0, 0.0, 1.0])
    if pitch is not None:
        p = math.radians(pitch)
        ahead, up = ahead * math.cos(p) + up * math.sin(p), up * math.cos(p) - ahead * math.sin(p)
    forward = at @ ahead
    seen = np.ones(len(at), bool)
    for axis, angle in ((right, fov), (up, vertical_fov if pitch is not None else None)):
        if angle is None or angle + 2.0 * margin >= 180.0:
            continue
        half = math.radians(angle / 2.0 + margin)
        seen &= np.abs(at @ axis) * math.cos(half) - forward * math.sin(half) <= reach
    return seen
