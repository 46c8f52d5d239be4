"""Moving a capsule through solids without ever passing one.

The distance from a point moving on a straight line to a convex solid is a convex function of
time, and Newton's iteration on a convex function, started before its first root, approaches that
root from the near side only. So the moment of contact comes out in two or three evaluations, no
step is too long for a thin wall, and an unfinished iteration errs on the safe side. (The same
reasoning is known as conservative advancement; the tangent makes it quadratic.)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from blame3d.player.shapes import Shape, distance

SKIN: Final = 0.002
"""Metres of air that a moving capsule keeps to every solid."""

_CLOSE: Final = 1e-7
_ROUNDS: Final = 32


class Contact(NamedTuple):
    """t: part of the way done, 0 … 1. n: unit normal away from the solid, which is `shape`."""

    t: float
    nx: float
    ny: float
    nz: float
    shape: Shape


def sweep(
    shapes: Sequence[Shape],
    centre: tuple[float, float, float],
    way: tuple[float, float, float],
    s: float,
    radius: float,
) -> Contact | None:
    """First solid that stops a capsule on its straight way, or None.

    centre: metres; way: the whole displacement; s: half length of the capsule's axis; radius in
    metres. A solid that the capsule already touches stops it only if the way leads inward.
    Ties go to the earlier shape.
    """
    x, y, z = centre
    vx, vy, vz = way
    length = (vx * vx + vy * vy + vz * vz) ** 0.5
    if length < 1e-12:
        return None
    # A way that leads inward by less than this slope is tangent: it is only rounding.
    grazing = -1e-7 * length
    target = radius + SKIN
    best = 1.0
    found: Contact | None = None
    for shape in shapes:
        # Cheap refusal: the solid's bounds against the bounds of the way.
        if (
            (x - target > shape[5] and x + vx - target > shape[5])
            or (x + target < shape[2] and x + vx + target < shape[2])
            or (y - target > shape[6] and y + vy - target > shape[6])
            or (y + target < shape[3] and y + vy + target < shape[3])
            or (z - s - target > shape[7] and z + vz - s - target > shape[7])
            or (z + s + target < shape[4] and z + vz + s + target < shape[4])
        ):
            continue
        t = 0.0
        for _ in range(_ROUNDS):
            d, nx, ny, nz = distance(shape, x + vx * t, y + vy * t, z + vz * t, s)
            rate = vx * nx + vy * ny + vz * nz
            if rate >= grazing:
                break
            gap = d - target
            if gap <= _CLOSE:
                found = Contact(t, nx, ny, nz, shape)
                best = t
                break
            t += gap / -rate
            if t >= best:
                break
        else:
            found = Contact(t, nx, ny, nz, shape)
            best = t
        if best == 0.0:
            break
    return found


def deepest(
    shapes: Sequence[Shape], centre: tuple[float, float, float], s: float, radius: float
) -> tuple[float, float, float, float]:
    """(depth, normal x, y, z) of the worst overlap of a capsule; depth <= 0 when it is free.

    depth is how far the capsule reaches into the solid in metres; moving by depth along the
    normal ends it. Without any solid near: (-inf, 0, 0, 1).
    """
    worst = (float("-inf"), 0.0, 0.0, 1.0)
    x, y, z = centre
    for shape in shapes:
        if (
            x - radius > shape[5]
            or x + radius < shape[2]
            or y - radius > shape[6]
            or y + radius < shape[3]
            or z - s - radius > shape[7]
            or z + s + radius < shape[4]
        ):
            continue
        d, nx, ny, nz = distance(shape, x, y, z, s)
        if radius - d > worst[0]:
            worst = (radius - d, nx, ny, nz)
    return worst
