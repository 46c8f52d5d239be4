"""Tables that come and go, side by side: each is found whole where it is said to begin."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from blame3d.scene.columns import Columns

_STEPS = st.lists(st.tuples(st.integers(0, 5), st.none() | st.integers(0, 9)), max_size=40)


@given(_STEPS)
def test_each_table_lies_where_it_is_said_to_begin(steps: list[tuple[int, int | None]]) -> None:
    columns: Columns[int] = Columns(2)
    held: dict[int, NDArray[np.float32]] = {}
    for number, (key, count) in enumerate(steps):
        if count is not None:
            held[key] = np.full((2, count), number, np.float32)
            columns.put(key, held[key])
        elif key in held:
            del held[key]
            columns.drop(key)
        assert columns.keys() == held.keys()
        for one, table in held.items():
            begin = columns.begin(one)
            np.testing.assert_array_equal(columns.all[:, begin : begin + table.shape[1]], table)


def test_what_has_gone_makes_room() -> None:
    """For hours one chunk comes as another goes."""
    columns: Columns[int] = Columns(1)
    for key in range(1000):
        columns.put(key, np.ones((1, 10), np.float32))
        if key >= 8:
            columns.drop(key - 8)
    assert columns.all.shape[1] <= 9 * 10 * 5 // 4
