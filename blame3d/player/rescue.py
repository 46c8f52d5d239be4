"""Room for a body: whether a place is free, and the nearest place that is."""

from __future__ import annotations

from typing import Final

import numpy as np

from blame3d.player import slide
from blame3d.player.near import Surroundings
from blame3d.player.shapes import F64, separation
from blame3d.player.slide import Body
from blame3d.player.state import Legs, State, Vec, rebase
from blame3d.player.sweep import SKIN
from blame3d.world.chunk import Cell

RETURNED: Final = -1.0
"""`State.airborne` of a body that was put back where it once stood: whether that place still
carries is seen in its next step."""

_RINGS: Final = (0.0, 0.8, 1.6, 3.0, 5.0, 8.0, 12.0, 17.0, 23.0)
_DOWN: Final = 3.0
"""Metres around a place where one stood, and up or down, in which another floor is as good."""
_WIDE: Final = 0.35
_LEVEL: Final = 0.35
"""Metres to each side in which a floor goes on, and by which it may be higher or lower there."""


def free(
    world: Surroundings, cell: Cell, pos: Vec, legs: Legs, *, slack: float = 0.0
) -> bool | None:
    """Whether a standing body fits with its feet at (cell, pos); None while that is unknown.

    slack: metres of overlap that are let pass.
    """
    r = legs.radius
    lo = (pos[0] - r, pos[1] - r, pos[2])
    hi = (pos[0] + r, pos[1] + r, pos[2] + legs.height)
    shapes = world.within(cell, lo, hi)
    if shapes is None:
        return None
    body = Body(r, legs.height * 0.5 - r, shapes)
    return body.depth(pos)[0] <= slack


def _offsets() -> F64:
    """Places to try, nearest first, upward before sideways before downward: (n, 3) metres."""
    # The eight directions of the compass; the diagonals are a little farther out.
    compass = ((0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1), (-1, 0), (-1, 1))
    ring = [(0.0, 0.0)]
    ring += [(r * x, r * y) for r in (0.35, 0.7, 1.2, 2.0, 3.0, 4.5) for x, y in compass]
    rows = [
        (x, y, z)
        for x, y in ring
        for z in (0.0, 0.05, 0.15, 0.3, 0.6, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, -0.5, -1.0, -2.0)
    ]
    table = np.array(rows)
    cost = (
        np.abs(table[:, 0])
        + np.abs(table[:, 1])
        + np.where(table[:, 2] >= 0.0, table[:, 2] * 0.8, -2.0 * table[:, 2])
    )
    return table[np.argsort(cost, kind="stable")]


def unstuck(state: State, world: Surroundings, legs: Legs) -> State | None:
    """The same body at rest in the nearest free place, or None while that is unknown.

    Looks upward and around within 8 m; places with a floor within 2 m come first, then any free
    one, then the last footing. Where nothing at all is free the body goes up by 8 m, so asking
    again gets out of any solid.
    """
    offsets = _offsets()
    r = legs.radius
    reach = 4.5 + r
    x, y, z = state.pos
    shapes = world.within(
        state.cell, (x - reach, y - reach, z - 4.5), (x + reach, y + reach, z + 8.5 + legs.height)
    )
    if shapes is None:
        return None
    s = legs.height * 0.5 - r
    points = offsets + np.array((x, y, z + r + s))
    clear = separation(shapes, points, s) >= r + SKIN
    body = Body(r, s, shapes)
    choices = [(x + dx, y + dy, z + dz) for dx, dy, dz in offsets[clear].tolist()]
    for feet in choices:
        if body.cast(feet, (0.0, 0.0, -2.0)) is not None:
            return put(state, *rebase(state.cell, feet))
    if choices:
        return put(state, *rebase(state.cell, choices[0]))
    if state.footing is not None and free(world, *state.footing, legs):
        return put(state, *state.footing)
    return put(state, *rebase(state.cell, (x, y, z + 8.0)))


def _rings() -> F64:
    """Places around one where somebody stood, nearest first: (n, 3) metres."""
    turns = np.arange(16) * (np.pi / 8.0)
    ways = np.stack([np.cos(turns), np.sin(turns)], axis=-1)
    rows = [(0.0, 0.0), *(tuple(row) for far in _RINGS[1:] for row in (far * ways).tolist())]
    return np.array([(x, y, z) for x, y in rows for z in (0.06, 1.5)])


def firm(world: Surroundings, cell: Cell, pos: Vec, legs: Legs) -> tuple[Cell, Vec] | None:
    """The floor nearest to a place where one has stood, for the gun may have taken away what was
    there: that place itself as long as it carries, and where nothing within 23 m does. None while
    that is unknown."""
    far, r, s = _RINGS[-1] + 1.0, legs.radius, legs.height * 0.5 - legs.radius
    x, y, z = pos
    shapes = world.within(
        cell, (x - far, y - far, z - _DOWN - 1.0), (x + far, y + far, z + _DOWN + legs.height)
    )
    if shapes is None:
        return None
    points = _rings() + np.array(pos)
    clear = separation(shapes, points + np.array((0.0, 0.0, r + s)), s) >= r + SKIN
    for at in points[clear].tolist():
        feet = _let_down(world, cell, (at[0], at[1], at[2]), _DOWN, legs)
        if feet is None:
            continue
        here = at[0] == x and at[1] == y
        # No rail and no pipe: what carries the middle carries beside it.
        sides = ((_WIDE, 0.0), (-_WIDE, 0.0), (0.0, _WIDE), (0.0, -_WIDE))
        high = feet[2] + _LEVEL
        if here or all(
            _let_down(world, cell, (feet[0] + dx, feet[1] + dy, high), 2.0 * _LEVEL, legs)
            for dx, dy in sides
        ):
            return rebase(cell, feet)
    return cell, pos


def _let_down(world: Surroundings, cell: Cell, feet: Vec, height: float, legs: Legs) -> Vec | None:
    """Where a body stands that is let down by so many metres at most; None on nothing."""
    r = legs.radius + SKIN
    lo = (feet[0] - r, feet[1] - r, feet[2] - height)
    hi = (feet[0] + r, feet[1] + r, feet[2] + legs.height)
    body = Body(legs.radius, legs.height * 0.5 - legs.radius, world.within(cell, lo, hi) or [])
    lower, ground, _ = slide.drop(body, feet, height)
    return None if ground is None else lower


def put(state: State, cell: Cell, pos: Vec) -> State:
    """The walker at rest in another place; what was walked and held is kept."""
    return State(
        cell,
        pos,
        heading=state.heading,
        pitch=state.pitch,
        held=state.held,
        footing=state.footing,
        walked=state.walked,
        landings=state.landings,
        returns=state.returns,
        rides=state.rides,
    )
