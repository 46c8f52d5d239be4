"""What a wall gives is missing from it."""

from __future__ import annotations

import numpy as np
import pytest

from blame3d.hunt.crater import DEPTH_M, RADIUS_M, crater
from blame3d.hunt.surface import Solids, table
from blame3d.world.chunk import COLLIDER
from blame3d.world.edits import carve_colliders


def _solids(rows: np.ndarray) -> Solids:  # type: ignore[type-arg]
    """Boxes as the hunt has them."""
    zeros = np.zeros(len(rows), np.int64)
    return table(zeros, zeros, rows["lo"].astype(np.float64), rows["hi"].astype(np.float64))


@pytest.mark.parametrize("out", [(0, -1, 0), (1, 0, 0), (0, 0, 1), (0, 0, -1)], ids=str)
def test_there_is_air_where_a_hunter_came_out_and_wall_around_it(out: tuple[int, ...]) -> None:
    """A block of 12 m in the middle of a cell, and the hole in one of its faces."""
    wall = np.zeros(1, COLLIDER)
    wall["lo"], wall["hi"] = 26.0, 38.0
    way = np.array(out, np.float64)
    point = np.array((32.0, 32.0, 32.0)) + way * 6.0
    hole = crater(_solids(wall), (5, -7, 2), point, way)
    assert hole is not None
    left = carve_colliders(wall, [hole], (5 * 64, -7 * 64, 2 * 64))

    def solid(at: np.ndarray) -> bool:  # type: ignore[type-arg]
        return bool(((left["lo"] <= at) & (at <= left["hi"])).all(axis=1).any())

    side = np.array((way[1], way[2], way[0]))
    for deep in (0.1, 0.5 * DEPTH_M, 0.8 * DEPTH_M):
        assert not solid(point - way * deep)
        assert not solid(point - way * deep + side * 0.6 * RADIUS_M)
        assert solid(point - way * deep + side * 1.6 * RADIUS_M)
    assert solid(point - way * (DEPTH_M + RADIUS_M + 0.5))


def test_a_post_is_bitten_and_not_cut_and_a_sheet_left_alone() -> None:
    post = np.zeros(1, COLLIDER)
    post["lo"], post["hi"] = (31.5, 31.5, 0.0), (32.5, 32.5, 60.0)
    hole = crater(_solids(post), (0, 0, 0), np.array((31.5, 32.0, 9.0)), np.array((-1.0, 0.0, 0.0)))
    assert hole is not None
    assert 2.0 * hole.radius_m < 0.8
    assert hole.length_m < 1.0, "it comes out behind"
    left = carve_colliders(post, [hole], (0, 0, 0))
    assert (left["hi"][:, 2].max(), left["lo"][:, 2].min()) == (60.0, 0.0)
    sheet = post.copy()
    sheet["hi"] = (31.7, 40.0, 60.0)
    face = np.array((31.5, 36.0, 9.0))
    assert crater(_solids(sheet), (0, 0, 0), face, np.array((-1.0, 0.0, 0.0))) is None
