"""The openness mask against a plain search: what it calls closed is never drawn."""

from __future__ import annotations

from collections import deque

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from blame3d.world import openness


def _search(solid: NDArray[np.bool_]) -> int:
    """Breadth first from each face, texel by texel."""
    n = solid.shape[0]

    def on(face: int, place: tuple[int, int, int]) -> bool:
        return place[2 - face // 2] == (n - 1 if face % 2 else 0)

    every = [tuple(int(v) for v in p) for p in np.argwhere(~solid)]
    bits = 0
    for face in range(6):
        seen = {p for p in every if on(face, p)}  # type: ignore[arg-type]
        queue = deque(seen)
        while queue:
            p = queue.popleft()
            for axis in range(3):
                for step in (-1, 1):
                    q = (*p[:axis], p[axis] + step, *p[axis + 1 :])
                    if 0 <= q[axis] < n and q not in seen and not solid[q]:
                        seen.add(q)
                        queue.append(q)
        for other in range(face + 1, 6):
            if any(on(other, p) for p in seen):  # type: ignore[arg-type]
                bits |= 1 << openness.PAIRS.index((face, other))
    return bits


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.floats(0.2, 0.9), st.integers(2, 6))
def test_mask_is_what_a_search_finds(seed: int, share: float, n: int) -> None:
    solid = np.random.default_rng(seed).random((n, n, n)) < share
    assert openness.mask(solid) == _search(solid)


def test_empty_is_all_and_full_is_none() -> None:
    assert openness.mask(np.zeros((8, 8, 8), np.bool_)) == openness.ALL == 0x7FFF
    assert openness.mask(np.ones((8, 8, 8), np.bool_)) == 0


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_a_wall_parts_two_faces_and_a_door_joins_them(axis: int) -> None:
    solid = np.zeros((8, 8, 8), np.bool_)
    np.moveaxis(solid, 2 - axis, 0)[4] = True
    mask = openness.mask(solid)
    assert not openness.joined(mask, 2 * axis, 2 * axis + 1)
    assert openness.joined(mask, (2 * axis + 2) % 6, (2 * axis + 4) % 6)
    assert openness.joined(mask, 3, 3)
    np.moveaxis(solid, 2 - axis, 0)[4, 3, 3] = False
    assert openness.mask(solid) == openness.ALL


def test_a_coarser_grid_closes_no_passage() -> None:
    fine = np.ones((32, 32, 32), np.bool_)
    fine[9, 13, :] = False
    mask = openness.mask(openness.shrink(fine, 8))
    assert mask == 1 << openness.PAIRS.index((0, 1))
