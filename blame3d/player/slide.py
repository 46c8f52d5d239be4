"""Moving one capsule among solids: along walls, up steps, down onto the ground, out of overlaps.

All functions work on the feet (lowest point of the capsule), in the frame of the solids given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot, sqrt
from typing import Final

from blame3d.player.shapes import WALKABLE, Shape, top
from blame3d.player.state import Vec
from blame3d.player.sweep import SKIN, Contact, deepest, sweep

UP: Final = (0.0, 0.0, 1.0)

_LIP: Final = 0.12
"""A capsule that rests this close under a solid's top stands on its edge (or on a thin pipe)."""


@dataclass(frozen=True, slots=True)
class Body:
    """A capsule's radius and half length of its axis in metres, and the solids around it."""

    radius: float
    s: float
    shapes: Sequence[Shape]

    def cast(self, feet: Vec, way: Vec) -> Contact | None:
        """First contact on the way, see `sweep`."""
        centre = (feet[0], feet[1], feet[2] + self.radius + self.s)
        return sweep(self.shapes, centre, way, self.s, self.radius)

    def depth(self, feet: Vec) -> tuple[float, float, float, float]:
        """Worst overlap, see `deepest`."""
        centre = (feet[0], feet[1], feet[2] + self.radius + self.s)
        return deepest(self.shapes, centre, self.s, self.radius)


def footing(body: Body, feet: Vec, hit: Contact) -> Vec | None:
    """Normal of the ground that a contact under the feet offers, None where one slides off.

    A contact with the edge of a flat top counts as flat ground: a capsule is round below, the
    boots it stands for are not.
    """
    if hit.nz <= 0.02:
        return None
    reach = body.radius * (1.0 - hit.nz)
    x, y = feet[0] - hit.nx * body.radius, feet[1] - hit.ny * body.radius
    if abs(top(hit.shape, x, y) - (feet[2] + reach)) <= _LIP and (
        hit.nz < WALKABLE or hit.shape[0] == 0
    ):
        return UP
    return (hit.nx, hit.ny, hit.nz) if hit.nz >= WALKABLE else None


def walk(body: Body, feet: Vec, dx: float, dy: float, ground: Vec) -> tuple[Vec, float, float, Vec]:
    """Walk horizontally by (dx, dy) over ground of the given normal, sliding along walls.

    Returns (feet, horizontal displacement still unblocked as (x, y) of the whole, ground normal):
    the pair is the asked displacement with what walls took away, to scale the velocity with.
    """
    want_x, want_y = dx, dy
    left = 1.0
    walls: list[tuple[float, float]] = []
    for _ in range(4):
        rx, ry = want_x * left, want_y * left
        if rx * rx + ry * ry < 1e-16:
            break
        rz = -(ground[0] * rx + ground[1] * ry) / ground[2]
        hit = body.cast(feet, (rx, ry, rz))
        t = 1.0 if hit is None else hit.t
        feet = (feet[0] + rx * t, feet[1] + ry * t, feet[2] + rz * t)
        left *= 1.0 - t
        if hit is None:
            break
        if hit.nz >= WALKABLE and (hit.nx, hit.ny, hit.nz) != ground:
            ground = (hit.nx, hit.ny, hit.nz)
            continue
        size = hypot(hit.nx, hit.ny)
        if size < 1e-6:
            if hit.nz < 0.0:  # going up a slope, against a ceiling
                want_x = want_y = 0.0
            break
        wx, wy = hit.nx / size, hit.ny / size
        walls.append((wx, wy))
        into = want_x * wx + want_y * wy
        if into < 0.0:
            want_x -= wx * into
            want_y -= wy * into
        if any(want_x * x + want_y * y < -1e-9 for x, y in walls):
            want_x = want_y = 0.0  # a corner
            break
    return feet, want_x, want_y, ground


def drop(body: Body, feet: Vec, height: float) -> tuple[Vec, Vec | None, Contact | None]:
    """Lower the feet onto the ground within `height`: (feet, normal or None, contact)."""
    hit = body.cast(feet, (0.0, 0.0, -height))
    if hit is None:
        return feet, None, None
    lower = (feet[0], feet[1], feet[2] - height * hit.t)
    return lower, footing(body, lower, hit), hit


def climb(
    body: Body, feet: Vec, dx: float, dy: float, height: float
) -> tuple[Vec, float, float, Vec] | None:
    """Try to go over an obstacle of at most `height`: up, across, down.

    Returns as `walk`, or None when there is no ground of that height on the other side.
    """
    hit = body.cast(feet, (0.0, 0.0, height))
    rise = height if hit is None else height * hit.t
    if rise < 0.01:
        return None
    high = (feet[0], feet[1], feet[2] + rise)
    moved, vx, vy, _ = walk(body, high, dx, dy, UP)
    low, ground, contact = drop(body, moved, rise + SKIN)
    if contact is None or ground is None:
        return None
    x, y = low[0] - contact.nx * body.radius, low[1] - contact.ny * body.radius
    if top(contact.shape, x, y) > feet[2] + height + 2.0 * SKIN:
        return None
    return low, vx, vy, ground


def fly(
    body: Body, feet: Vec, vel: Vec, dt: float
) -> tuple[Vec, Vec, list[tuple[Vec, Contact, float]]]:
    """Move freely by vel · dt, sliding along whatever is hit.

    Returns (feet, velocity, contacts as (feet there, contact, speed into it)).
    """
    left = dt
    first = vel
    planes: list[Vec] = []
    hits: list[tuple[Vec, Contact, float]] = []
    for _ in range(5):
        way = (vel[0] * left, vel[1] * left, vel[2] * left)
        hit = body.cast(feet, way)
        t = 1.0 if hit is None else hit.t
        feet = (feet[0] + way[0] * t, feet[1] + way[1] * t, feet[2] + way[2] * t)
        if hit is None:
            break
        left *= 1.0 - t
        n = (hit.nx, hit.ny, hit.nz)
        into = vel[0] * n[0] + vel[1] * n[1] + vel[2] * n[2]
        hits.append((feet, hit, -into))
        planes.append(n)
        vel = _clip(vel, planes)
        if vel[0] * first[0] + vel[1] * first[1] + vel[2] * first[2] <= 0.0:
            vel = (0.0, 0.0, 0.0)  # never pushed back out of a corner
            break
    return feet, vel, hits


def _clip(vel: Vec, planes: list[Vec]) -> Vec:
    """The velocity without what leads into any of the planes (Quake's slide: a plane, then the
    crease of two, then rest)."""
    n = planes[-1]
    into = vel[0] * n[0] + vel[1] * n[1] + vel[2] * n[2]
    out = (vel[0] - n[0] * into, vel[1] - n[1] * into, vel[2] - n[2] * into)
    for m in planes[:-1]:
        if out[0] * m[0] + out[1] * m[1] + out[2] * m[2] >= -1e-9:
            continue
        c = (n[1] * m[2] - n[2] * m[1], n[2] * m[0] - n[0] * m[2], n[0] * m[1] - n[1] * m[0])
        size = sqrt(c[0] * c[0] + c[1] * c[1] + c[2] * c[2])
        if size < 1e-6:
            return (0.0, 0.0, 0.0)
        along = (vel[0] * c[0] + vel[1] * c[1] + vel[2] * c[2]) / (size * size)
        out = (c[0] * along, c[1] * along, c[2] * along)
        if any(out[0] * p[0] + out[1] * p[1] + out[2] * p[2] < -1e-6 for p in planes):
            return (0.0, 0.0, 0.0)
    return out


def push_out(body: Body, feet: Vec) -> Vec:
    """End shallow overlaps (a world that changed by millimetres). May fail in a tight place."""
    for _ in range(4):
        depth, nx, ny, nz = body.depth(feet)
        if depth <= 0.0:
            break
        move = depth + SKIN
        feet = (feet[0] + nx * move, feet[1] + ny * move, feet[2] + nz * move)
    return feet
