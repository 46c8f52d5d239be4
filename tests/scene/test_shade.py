"""Occluders spare work and change no picture."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from blame3d.scene.shade import behind
from blame3d.world.fields import solid_at
from blame3d.world.occluders import occluders
from blame3d.world.types import Beam, World

_coordinate = st.integers(-60, 60).map(float)
_point = st.tuples(_coordinate, _coordinate, _coordinate)


def _box(a: tuple[float, ...], b: tuple[float, ...]) -> tuple[list[float], list[float]]:
    lo = [min(p, q) for p, q in zip(a, b, strict=True)]
    return lo, [max(p, q) + 1.0 for p, q in zip(a, b, strict=True)]


@settings(max_examples=300, deadline=None)
@given(_point, _point, _point, _point, st.integers(0, 2**32 - 1))
def test_what_is_hidden_has_no_free_line_to_the_eye(
    a: tuple[float, ...], b: tuple[float, ...], c: tuple[float, ...], d: tuple[float, ...], n: int
) -> None:
    lo, hi = (np.array([v]) for v in _box(a, b))
    block = np.array([[*_box(c, d)[0], *_box(c, d)[1]]])
    if not behind(lo, hi, block)[0]:
        return
    inside = lo + (hi - lo) * np.random.default_rng(n).random((64, 3))
    t = np.linspace(0.0, 1.0, 4001)[:, None, None]
    line = inside * t
    hit = ((line > block[:, :3] - 1e-6) & (line < block[:, 3:] + 1e-6)).all(2)
    assert hit.any(0).all()


def test_a_box_behind_a_wall_is_hidden_and_one_inside_or_beside_is_not() -> None:
    wall = np.array([[-100.0, 10.0, -100.0, 100.0, 20.0, 100.0]])
    lo = np.array([[-1.0, 30.0, -1.0], [-1.0, 12.0, -1.0], [-1.0, -30.0, -1.0], [400.0, 30.0, 0.0]])
    assert behind(lo, lo + 2.0, wall).tolist() == [True, False, False, False]


def test_occluders_are_mass_through_and_through_and_those_that_a_shot_opens_are_none() -> None:
    world, eye = World(14), (256_000, -242_500, 45_700)
    boxes = occluders(world, eye)
    assert len(boxes) > 8
    for lo, hi in zip(boxes[:, :3], boxes[:, 3:], strict=True):
        share = np.random.default_rng(1).random((64, 3))
        assert solid_at(14, np.floor(lo + (hi - lo) * share).astype(np.int64)).all()
    lo, hi = boxes[0, :3], boxes[0, 3:]
    x, y, z = ((lo + hi) * 500).tolist()
    shot = Beam((x, y, z), 0, 0, 1.0, 0.5)  # in the middle of the first of them
    left = {tuple(box) for box in occluders(World(14, edits=(shot,)), eye).tolist()}
    opened = {tuple(box) for box in boxes.tolist()} - left
    assert tuple(boxes[0].tolist()) in opened
    assert left, "the others still hide"
    for box in opened:
        assert all(a * 1000 - 500 <= v <= b * 1000 + 500
                   for a, v, b in zip(box[:3], (x, y, z), box[3:], strict=True))  # fmt: skip
