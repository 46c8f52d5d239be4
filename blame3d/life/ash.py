"""Ash that drifts where one stands: clusters of flakes that the air carries through the City.

Each cluster fills its cube of the air again and again, so around every eye there is one image of
it; where an image gives way to the next it has shrunk to nothing.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.cast.actor import Actor
from blame3d.world.hash import hash64, unit

CLUSTERS: Final = 48
"""As many as the model has joints."""
_CUBE_M: Final = 14.0
_NEAR_M: Final = 1.5
_WIND: Final = (0.17, -0.11, -0.24)
"""m/s: it sinks and goes aside."""
_SALT: Final = 0x11F4
_MODEL: Final = "life-ash"


@lru_cache(maxsize=8)
def _clusters(seed: int) -> NDArray[np.float64]:
    """(9, CLUSTERS): place in the cube, size, spin, three phases, speed; in [0, 1)."""
    return unit(hash64(seed, _SALT, np.arange(9)[:, None], np.arange(CLUSTERS)))


def ash(seed: int, eye_mm: tuple[int, int, int], time_s: float, closer: float = 1.0) -> Actor:
    """What drifts around an eye that sees everything so many times as large as a wide one."""
    f = _clusters(seed)
    eye = np.array([p % round(_CUBE_M * 1000) for p in eye_mm]) / 1000.0
    # Where it began, the wind, and a slow wandering of its own.
    wander = np.sin(time_s * (0.25 + 0.4 * f[8]) + 6.2832 * f[5:8]) * 0.35
    place = f[:3] * _CUBE_M + np.array(_WIND)[:, None] * (0.6 + 0.8 * f[8]) * time_s + wander
    rel = (place - eye[:, None] + 0.5 * _CUBE_M) % _CUBE_M - 0.5 * _CUBE_M
    away = np.sqrt((rel * rel).sum(0))
    # Nothing right before the eye, where a flake would be a tile.
    size = (0.4 + 0.4 * f[3]) * np.clip((0.5 * _CUBE_M - away) / 2.5, 0.0, 1.0)
    size = size * np.clip((away - _NEAR_M * closer) / 1.5, 0.0, 1.0)
    a = time_s * (0.05 + 0.12 * f[4]) + 6.2832 * f[5]
    b = time_s * (0.04 + 0.10 * f[6]) + 6.2832 * f[7]
    ca, sa, cb, sb = np.cos(a), np.sin(a), np.cos(b), np.sin(b)
    turn = np.array([[ca, -sa * cb, sa * sb], [sa, ca * cb, -ca * sb], [0.0 * a, sb, cb]])
    joints = np.empty((CLUSTERS, 3, 4), np.float32)
    joints[:, :, :3] = (turn * size).transpose(2, 0, 1)
    joints[:, :, 3] = rel.T
    return Actor(_MODEL, eye_mm, joints)
