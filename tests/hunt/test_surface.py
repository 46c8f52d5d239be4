"""The nearest solid to many points agrees with the walker's own, one at a time."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from blame3d.hunt import surface
from blame3d.hunt.surface import Solids, nearest, nowhere
from blame3d.player.shapes import distance
from blame3d.world.chunk import BOX, CYLINDER, RAMP

coordinate = st.integers(-80, 80).map(lambda n: n / 16.0)
size = st.integers(2, 64).map(lambda n: n / 16.0)
solid = st.tuples(
    st.sampled_from((BOX, CYLINDER)),
    st.integers(0, 2),
    st.tuples(coordinate, coordinate, coordinate),
    st.tuples(size, size, size),
)
point = st.tuples(coordinate, coordinate, coordinate)


def table(rows: list[tuple[int, int, tuple[float, ...], tuple[float, ...]]]) -> Solids:
    lo = np.array([lo for _, _, lo, _ in rows], np.float64)
    extent = np.array([extent for _, _, _, extent in rows], np.float64)
    kinds, ways = np.array([(kind, way) for kind, way, _, _ in rows], np.int64).T
    return surface.table(kinds, ways, lo, lo + extent)


@given(st.lists(solid, min_size=1, max_size=4), st.lists(point, min_size=1, max_size=4))
def test_distance_and_normal_are_those_of_the_walker(rows, points) -> None:  # type: ignore[no-untyped-def]
    solids = table(rows)
    every = np.tile(np.arange(len(rows) + 1), (len(points), 1))
    d, normal = nearest(solids, every, np.array(points))
    for i, (x, y, z) in enumerate(points):
        hits = [
            distance((kind, way, *solids.lo[k].tolist(), *solids.hi[k].tolist()), x, y, z, 0.0)
            for k, (kind, way, _, _) in enumerate(rows)
        ]
        least = min(hit[0] for hit in hits)
        assert abs(d[i] - least) < 1e-9
        assert abs(np.sqrt((normal[i] ** 2).sum()) - 1.0) < 1e-9
        # a step along the normal leads away from that solid by as much as one goes
        moved, _ = nearest(table([rows[[h[0] for h in hits].index(least)]]),
                           np.array([[0, 1]]), np.array([[x, y, z]]) + 1e-6 * normal[i])
        if least > 1e-3:
            assert abs(moved[0] - least - 1e-6) < 1e-9


@given(st.integers(0, 3), st.tuples(size, size, size), point)
def test_the_slope_of_a_wedge_is_where_the_walker_stands(way, extent, at) -> None:  # type: ignore[no-untyped-def]
    solids = table([(RAMP, way, (0.0, 0.0, 0.0), extent)])
    d, _ = nearest(solids, np.array([[0, 1]]), np.array([at]))
    true = distance((RAMP, way, 0.0, 0.0, 0.0, *extent), *at, 0.0)[0]
    assert d[0] <= true + 1e-9, "never farther than it is"
    if true <= 0.0:
        assert abs(d[0] - true) < 1e-9


def test_without_solids_nothing_is_near() -> None:
    d, _ = nearest(nowhere(), np.zeros((2, 1), np.int64), np.zeros((2, 3)))
    assert (d > 1e8).all()
