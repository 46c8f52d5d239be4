"""The triangles of actors' models, in the order in which a renderer reads them with least work.

A renderer on the CPU finds a corner anew when it has been asked for others since: in the order in
which a model is built its corners are found one and a half times over. Here triangles stand so that
those which share corners follow each other, and corners in the order in which they are asked for.
An outline has no colours and no edges between faces, so corners in one place are one.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from panda3d.core import (
    Geom,
    GeomTriangles,
    GeomVertexArrayData,
    GeomVertexArrayFormat,
    GeomVertexData,
    GeomVertexFormat,
    InternalName,
)

from blame3d.cast.model import VEILS, Model

Corners = NDArray[np.intp]

_BODY: Final = (
    ("vertex", 3, Geom.C_point), ("normal", 3, Geom.C_normal), ("look", 4, Geom.C_other),
    ("joint", 1, Geom.C_other),
)  # fmt: skip
_OUTLINE: Final = (
    ("vertex", 3, Geom.C_point), ("hull", 3, Geom.C_other), ("joint", 1, Geom.C_other),
)  # fmt: skip
_SAME: Final = 1e4
"""Places are one when they are, rounded to the inverse of this in metres; see `Model.hull`."""


def body(model: Model, level: int) -> Geom:
    """A level of detail of a model, with all that its shader wants of a corner."""
    triangles, used = ordered(_triangles(model, level))
    looks = model.colours[model.colour[used]]
    looks[:, 3] = np.where(looks[:, 3] == VEILS, 0.0, looks[:, 3])
    columns = model.position[used], model.normal[used], looks, model.joint[used, None]
    return _geom(model.name, _BODY, np.concatenate(columns, axis=1), triangles)


def outline(model: Model, level: int) -> Geom:
    """The hull of a level of detail."""
    triangles = _triangles(model, level)
    seen, row = np.unique(triangles, return_inverse=True)
    places = np.round(model.position[seen] * _SAME)
    _, first, one = np.unique(
        np.concatenate([places, model.joint[seen, None]], axis=1), axis=0,
        return_index=True, return_inverse=True,
    )  # fmt: skip
    triangles, used = ordered(seen[first[one.reshape(-1)[row.reshape(-1)]]].reshape(-1, 3))
    columns = model.position[used], model.hull[used], model.joint[used, None]
    return _geom(model.name, _OUTLINE, np.concatenate(columns, axis=1), triangles)


def ordered(triangles: Corners) -> tuple[Corners, Corners]:
    """Triangles (n, 3) in the order of the latest of their corners, which are numbered as they come
    up; and which corner of before each number is."""
    _, corners = _numbered(triangles)
    triangles = triangles[np.argsort(corners.max(axis=1), kind="stable")]
    used, corners = _numbered(triangles)
    return corners, used


def _numbered(triangles: Corners) -> tuple[Corners, Corners]:
    """The corners in the order in which they come up, and triangles of their places in it."""
    found, first, row = np.unique(triangles, return_index=True, return_inverse=True)
    order = np.argsort(first)
    place = np.empty(len(found), np.intp)
    place[order] = np.arange(len(found))
    return found[order], place[row.reshape(-1)].reshape(-1, 3)


def _triangles(model: Model, level: int) -> Corners:
    return model.triangles[model.levels[level] : model.levels[level + 1]].astype(np.intp)


def _geom(
    name: str, columns: tuple[tuple[str, int, Any], ...], table: NDArray[np.float32],
    corners: Corners,
) -> Geom:  # fmt: skip
    layout = GeomVertexArrayFormat()
    for column, count, contents in columns:
        layout.add_column(InternalName.make(column), count, Geom.NT_float32, contents)
    vertices = GeomVertexData(
        name, GeomVertexFormat.register_format(GeomVertexFormat(layout)), Geom.UH_static
    )
    vertices.unclean_set_num_rows(len(table))
    vertices.modify_array_handle(0).copy_data_from(table.astype(np.float32).tobytes())
    triangles = GeomTriangles(Geom.UH_static)
    triangles.set_index_type(Geom.NT_uint32)
    numbers = GeomVertexArrayFormat(InternalName.make("index"), 1, Geom.NT_uint32, Geom.C_index)
    index = GeomVertexArrayData(GeomVertexArrayFormat.register_format(numbers), Geom.UH_static)
    index.unclean_set_num_rows(corners.size)
    index.modify_handle().copy_data_from(corners.astype(np.uint32).tobytes())
    triangles.set_vertices(index)
    geom = Geom(vertices)
    geom.add_primitive(triangles)
    return geom
