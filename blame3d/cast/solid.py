"""What stands as an actor, as boxes that stop a body: cubes that its surface goes through, those in
a row as one. Round and slanting things become steps of a cube's edge.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.cast.actor import Actor
from blame3d.cast.model import load

I64 = NDArray[np.int64]

EDGES_MM: Final = (400, 1000)
"""Of a cube, and of those that large things are made of."""

_LARGE_M: Final = 30.0
_SPAN: Final = 1 << 20
"""More cubes than anything is long."""


def boxes(actor: Actor) -> I64:
    """Low and high corners (n, 2, 3) in millimetres of the world, of an actor's coarsest level."""
    model = load(actor.model)
    joints = actor.joints.astype(np.float64)[model.joint]
    places = (joints[:, :, :3] @ model.position.astype(np.float64)[:, :, None])[..., 0]
    corners = (places + joints[:, :, 3])[model.triangles[model.levels[-2] : model.levels[-1]]]
    size = float(np.sqrt((corners**2).sum(axis=2)).max())
    edge = EDGES_MM[size > _LARGE_M]
    points = _strewn(corners, 0.7e-3 * edge)
    cubes = np.floor((points * 1000.0 + np.array(actor.position_mm)) / edge).astype(np.int64)
    low = cubes.min(axis=0)
    x, y, z = (cubes - low).T
    packed = np.unique((x * _SPAN + y) * _SPAN + z)
    cubes = np.stack([packed // _SPAN // _SPAN, packed // _SPAN % _SPAN, packed % _SPAN], axis=1)
    found: I64 = (_rows(cubes) + low) * edge
    return found


def _strewn(corners: NDArray[np.float64], apart: float) -> NDArray[np.float64]:
    """Points (n, 3) all over triangles (t, 3, 3), no farther apart than this."""
    a, b, c = corners[:, 0], corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    sides = np.stack([b, c, b - c], axis=1)
    steps = np.ceil(np.sqrt((sides**2).sum(axis=2)).max(axis=1) / apart).astype(np.int64)
    found = []
    for count in np.unique(np.maximum(steps, 1)).tolist():  # triangles of a size together
        some = np.maximum(steps, 1) == count
        i, j = np.mgrid[: count + 1, : count + 1] / count
        i, j = i[i + j <= 1.0 + 1e-9], j[i + j <= 1.0 + 1e-9]
        flat = a[some, None] + b[some, None] * i[:, None] + c[some, None] * j[:, None]
        found.append(flat.reshape(-1, 3))
    return np.concatenate(found)


def _rows(cubes: I64) -> I64:
    """Cubes (n, 3), each once, as boxes (m, 2, 3): those next to each other along the axis that
    makes fewest are one."""
    made = []
    for axis in range(3):
        others = [k for k in range(3) if k != axis]
        order = cubes[np.lexsort((cubes[:, axis], cubes[:, others[0]], cubes[:, others[1]]))]
        step = np.diff(order, axis=0)
        goes_on = (step[:, axis] == 1) & (step[:, others] == 0).all(axis=1)
        begins = np.concatenate([[True], ~goes_on])
        ends = np.concatenate([~goes_on, [True]])
        made.append(np.stack([order[begins], order[ends] + 1], axis=1))
    return min(made, key=len)
