"""Soft spots on a floor: discs whose colour runs from ring to ring, from the middle outwards."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from castparts.solids import Figure


def disc(f: Figure, radii: Sequence[float], rows: Sequence[int], joint: int = 0) -> None:
    """Rings about the origin that look upwards; rows: the colour at each radius, which runs on to
    that of the next."""
    angle = np.arange(f.detail) * (2.0 * np.pi / f.detail)
    circle = np.stack([np.cos(angle), np.sin(angle), 0.0 * angle], axis=1)
    up = (0.0, 0.0, 1.0)
    for i in range(len(radii) - 1):
        a, b = circle * radii[i], circle * radii[i + 1]
        c, d = np.roll(b, -1, axis=0), np.roll(a, -1, axis=0)
        near, far = rows[i], rows[i + 1]
        for corners, own in (((a, b, c), (near, far, far)), ((a, c, d), (near, far, near))):
            some = np.stack(corners, axis=1)
            keep = (np.cross(some[:, 1] - some[:, 0], some[:, 2] - some[:, 0]) ** 2).sum(1) > 1e-16
            some = some[keep].reshape(-1, 3)
            f.position.append(some)
            f.normal.append(np.broadcast_to(up, some.shape).astype(np.float64))
            f.joint.append(np.full(len(some), joint, np.uint8))
            f.colour.append(np.tile(np.array(own, np.uint8), len(some) // 3))
