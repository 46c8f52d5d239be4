"""A hunter is held against all that is near to it, wherever its blocks end."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from blame3d.hunt.solids import BLOCK_M, NEAR_M, Around
from blame3d.player.gym import box, rows

edge = st.one_of(
    st.floats(-64.0, 128.0),
    st.integers(-4, 8).flatmap(lambda n: st.floats(-0.1, 0.1).map(lambda v: n * BLOCK_M + v)),
)
corner = st.integers(0, 48)
size = st.integers(1, 16)


@given(
    st.lists(st.tuples(corner, corner, corner, size, size, size), min_size=1, max_size=12),
    st.lists(st.tuples(edge, edge, edge), min_size=1, max_size=6),
)
def test_neighbours_are_those_that_are_near(boxes, points) -> None:  # type: ignore[no-untyped-def]
    made = rows([box(x, y, z, x + a, y + b, z + c) for x, y, z, a, b, c in boxes])
    none = rows([])
    around = Around(lambda cell: made if cell in ((0, 0, 0), (-1, 0, 1)) else none)
    around.update((0, 0, 0))
    lo, hi = around.table.lo, around.table.hi
    for at, found in zip(points, around.neighbours(np.array(points)), strict=True):
        gap = np.maximum(lo - at, np.array(at) - hi).max(axis=1)
        near = np.flatnonzero(gap <= NEAR_M)
        assert sorted(set(found.tolist()) - {len(lo) - 1}) == near.tolist()
