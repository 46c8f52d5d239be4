"""Room for a body: whether a place is free, and the nearest place that is."""

from __future__ import annotations

import numpy as np

from blame3d.player.near import Surroundings
from blame3d.player.shapes import F64, separation
from blame3d.player.slide import Body
from blame3d.player.state import Legs, State, Vec, rebase
from blame3d.player.sweep import SKIN
from blame3d.world.chunk import Cell


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
