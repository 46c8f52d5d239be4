"""Rows of vectors in space, (N, 3): the few operations that a hunt needs, without detours.

numpy's own `cross`, and reductions over an axis of three, cost ten times what they compute here.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

F64 = NDArray[np.float64]


def dot(a: F64, b: F64) -> F64:
    """Scalar products (N,)."""
    result: F64 = np.vecdot(a, b)
    return result


def cross(a: F64, b: F64) -> F64:
    """Vector products (N, 3)."""
    out = np.empty_like(a)
    x, y, z = a.T
    u, v, w = b.T
    out[:, 0] = y * w - z * v
    out[:, 1] = z * u - x * w
    out[:, 2] = x * v - y * u
    return out


def normalised(v: F64) -> F64:
    """Of length one; rows (N, M)."""
    result: F64 = v / np.maximum(np.sqrt(dot(v, v)), 1e-12)[:, None]
    return result


def tangent(v: F64, normal: F64, spare: F64 | None = None) -> F64:
    """Unit part of v along a surface; where there is next to none, of `spare` or of any axis."""
    flat = v - dot(v, normal)[:, None] * normal
    thin = dot(flat, flat) < 0.04 * np.maximum(dot(v, v), 1e-18)
    if thin.any():
        if spare is None:
            spare = np.where(np.abs(normal[:, :1]) < 0.8, (1.0, 0.0, 0.0), (0.0, 1.0, 0.0))
        other = spare - dot(spare, normal)[:, None] * normal
        flat = np.where(thin[:, None], other, flat)
    return normalised(flat)
