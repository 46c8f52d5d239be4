"""A soft dark spot on the floor, one metre across; its joint's scale makes it any size."""

from __future__ import annotations

import numpy as np

from castparts.solids import Figure, Joint

NAME = "shadow"
LEVELS = ((20, 60.0), (8, 0.0))
JOINTS = (Joint("spot", "", (0.0, 0.0, 0.0)),)
_RINGS = 7
COLOURS = {
    f"{i}": (*[round(1.0 - 0.78 * (1.0 - (i / _RINGS) ** 2) ** 2, 4)] * 3, 2.0)
    for i in range(_RINGS + 1)
}


def build(detail: int) -> Figure:
    f = Figure(JOINTS, COLOURS, detail)
    angle = np.arange(detail) * (2.0 * np.pi / detail)
    circle = np.stack([np.cos(angle), np.sin(angle), 0.0 * angle], axis=1) * 0.5
    up = (0.0, 0.0, 1.0)
    for i in range(_RINGS):
        a, b = circle * (i / _RINGS), circle * ((i + 1) / _RINGS)
        c, d = np.roll(b, -1, axis=0), np.roll(a, -1, axis=0)
        for corners, rows in (((a, b, c), (i, i + 1, i + 1)), ((a, c, d), (i, i + 1, i))):
            some = np.stack(corners, axis=1)
            keep = (np.cross(some[:, 1] - some[:, 0], some[:, 2] - some[:, 0]) ** 2).sum(1) > 1e-16
            some = some[keep].reshape(-1, 3)
            f.position.append(some)
            f.normal.append(np.broadcast_to(up, some.shape).astype(np.float64))
            f.joint.append(np.zeros(len(some), np.uint8))
            f.colour.append(np.tile(np.array(rows, np.uint8), len(some) // 3))
    return f
