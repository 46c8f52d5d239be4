"""The triangles of actors as they are drawn: the same surface, asked for with less work."""

from __future__ import annotations

import numpy as np
import pytest

from blame3d.cast.model import load
from blame3d.scene.figures import body, ordered, outline

SEGMENT, PLACES = 1023, 256
"""Corners that llvmpipe looks at together, and the places in which it keeps those it has found."""


def found(corners: np.ndarray) -> int:
    """How many corners are found for a list of triangles."""
    count, flat = 0, corners.reshape(-1).tolist()
    for begin in range(0, len(flat), SEGMENT):
        kept: dict[int, int] = {}
        for corner in flat[begin : begin + SEGMENT]:
            if kept.get(corner % PLACES) != corner:
                kept[corner % PLACES] = corner
                count += 1
    return count


@pytest.mark.parametrize("name", ["killy", "exterminator", "hatch"])
def test_corners_are_found_once_and_hardly_ever_again(name: str) -> None:
    model = load(name)
    before = model.triangles[: model.levels[1]].astype(np.intp)
    corners, used = ordered(before)
    assert {tuple(sorted(t)) for t in used[corners].tolist()} == {
        tuple(sorted(t)) for t in before.tolist()
    }
    turns = {tuple(np.roll(t, -int(np.argmin(t))).tolist()) for t in before}
    assert {tuple(np.roll(t, -int(np.argmin(t))).tolist()) for t in used[corners]} == turns
    assert len(set(used.tolist())) == len(used) == corners.max() + 1
    assert found(corners) <= 1.1 * len(used) < found(before)


def test_an_outline_has_as_many_triangles_and_fewer_corners() -> None:
    model = load("zuru")
    for level in range(len(model.levels) - 1):
        drawn, around = body(model, level), outline(model, level)
        count = model.levels[level + 1] - model.levels[level]
        assert drawn.get_primitive(0).get_num_primitives() == count
        assert around.get_primitive(0).get_num_primitives() == count
        rows = [geom.get_vertex_data().get_num_rows() for geom in (drawn, around)]
        assert rows[1] < 0.75 * rows[0]
