"""The few Geoms that everything shares; none holds a vertex: shaders make them from numbers."""

from __future__ import annotations

from panda3d.core import Geom, GeomTriangles, GeomVertexData, GeomVertexFormat


def quads(count: int) -> Geom:
    """`count` quads of four numbered vertices each."""
    triangles = GeomTriangles(Geom.UH_static)
    for i in range(0, 4 * count, 4):
        triangles.add_vertices(i, i + 1, i + 2)
        triangles.add_vertices(i, i + 2, i + 3)
    return _geom(triangles)


def strip_quad() -> Geom:
    """One quad whose vertex numbers count in rows: 0 1 below, 2 3 above."""
    triangles = GeomTriangles(Geom.UH_static)
    triangles.add_vertices(0, 1, 3)
    triangles.add_vertices(0, 3, 2)
    return _geom(triangles)


def triangle() -> Geom:
    """One triangle, vertices 0 1 2."""
    triangles = GeomTriangles(Geom.UH_static)
    triangles.add_vertices(0, 1, 2)
    return _geom(triangles)


def _geom(triangles: GeomTriangles) -> Geom:
    data = GeomVertexData("none", GeomVertexFormat.get_empty(), Geom.UH_static)
    geom = Geom(data)
    geom.add_primitive(triangles)
    return geom
