"""Distances to solids are right: everything that keeps Killy out of walls stands on them."""

from __future__ import annotations

from math import hypot, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from blame3d.player.gym import box, pipe, ramp, rows
from blame3d.player.rays import cast
from blame3d.player.shapes import Shape, distance, separation
from blame3d.player.sweep import SKIN, deepest, sweep

SOLIDS: list[Shape] = [
    box(-1.0, -2.0, -0.5, 1.5, 2.0, 0.5),
    box(0.0, 0.0, 0.0, 4.0, 4.0, 0.05),
    box(0.0, 0.0, 0.0, 4.0, 0.0, 1.0),  # a rail without thickness
    pipe(0, -2.0, 0.3, 0.2, 4.0, 0.6),
    pipe(1, 0.1, -2.0, 0.2, 4.0, 0.1),
    pipe(2, 0.1, 0.3, -1.0, 2.0, 0.8),
    ramp(0, -1.0, -1.0, -0.5, 1.0, 1.0, 0.5),
    ramp(1, -1.0, -2.0, -0.5, 1.0, 2.0, 1.5),
    ramp(2, -1.0, -1.0, -0.5, 1.0, 1.0, 1.5),
    ramp(3, -1.0, -1.0, 0.0, 1.0, 1.0, 0.3),
]

coordinate = st.floats(-4.0, 4.0).map(lambda v: round(v, 4))
point = st.tuples(coordinate, coordinate, coordinate)
solid = st.sampled_from(SOLIDS)
half = st.sampled_from([0.0, 0.3, 0.64])


def inside(shape: Shape, p: tuple[float, float, float]) -> bool:
    """The definition of the three kinds, word for word from world/chunk.py."""
    kind, way, *v = shape
    if not all(v[i] <= p[i] <= v[i + 3] for i in range(3)):
        return False
    if kind == 1:
        a, b = (i for i in range(3) if i != way)
        radius = (v[a + 3] - v[a]) / 2
        return hypot(p[a] - (v[a] + v[a + 3]) / 2, p[b] - (v[b] + v[b + 3]) / 2) <= radius
    if kind == 2:
        axis = way % 2
        part = (p[axis] - v[axis]) / (v[axis + 3] - v[axis])
        return p[2] <= v[2] + (v[5] - v[2]) * (part if way < 2 else 1.0 - part)
    return True


def ball(n: int) -> np.ndarray:
    """n directions spread evenly (golden spiral)."""
    i = np.arange(n) + 0.5
    z = 1.0 - 2.0 * i / n
    turn = i * 2.399963
    return np.stack([np.cos(turn) * np.sqrt(1 - z * z), np.sin(turn) * np.sqrt(1 - z * z), z], 1)


def grains(shape: Shape) -> np.ndarray:
    """Points of the solid, borders included, at most 0.06 m between neighbours."""
    axes = [
        np.linspace(shape[i + 2], shape[i + 5], 2 + int((shape[i + 5] - shape[i + 2]) / 0.05))
        for i in range(3)
    ]
    grid = np.stack(np.meshgrid(*axes, indexing="ij"), -1).reshape(-1, 3)
    return np.array([p for p in grid.tolist() if inside(shape, (p[0], p[1], p[2]))])


BALL = ball(60)


GRAINS = [grains(shape) for shape in SOLIDS]


@given(st.sampled_from(range(len(SOLIDS))), point, half)
def test_distance_is_that_of_the_nearest_grain(n: int, p: tuple[float, float, float], s: float):
    d, nx, ny, nz = distance(SOLIDS[n], *p, s)
    assert abs(nx * nx + ny * ny + nz * nz - 1.0) < 1e-9
    way = GRAINS[n] - np.array(p)
    way[:, 2] -= np.clip(way[:, 2], -s, s)  # from the nearest point of the axis
    least = float(np.sqrt((way * way).sum(axis=1)).min())
    assert least >= d - 1e-9
    if d > 0.0:
        assert least <= d + 0.06
    else:
        assert least < 0.06
        # Out along the normal by the depth, and the axis touches nothing any more.
        out = distance(SOLIDS[n], p[0] - nx * d, p[1] - ny * d, p[2] - nz * d, s)[0]
        assert abs(out) < 1e-9


@given(solid, point, half)
def test_distance_changes_no_faster_than_the_body_moves(
    shape: Shape, p: tuple[float, float, float], s: float
):
    d, *_ = distance(shape, *p, s)
    for step in BALL[::6].tolist():
        e, *_ = distance(shape, p[0] + step[0], p[1] + step[1], p[2] + step[2], s)
        assert abs(e - d) <= 1.0 + 1e-9


@given(st.lists(point, min_size=1, max_size=5), half)
def test_separation_is_the_least_distance(points: list[tuple[float, float, float]], s: float):
    got = separation(SOLIDS, np.array(points), s)
    want = [min(distance(shape, *p, s)[0] for shape in SOLIDS) for p in points]
    assert got == pytest.approx(want, abs=1e-12)


@given(solid, point, point, half)
def test_a_sweep_never_enters_and_never_stops_early(
    shape: Shape, a: tuple[float, float, float], b: tuple[float, float, float], s: float
):
    radius = 0.3
    if distance(shape, *a, s)[0] < radius + SKIN:
        return
    way = (b[0] - a[0], b[1] - a[1], b[2] - a[2])
    hit = sweep([shape], a, way, s, radius)
    t = 1.0 if hit is None else hit.t
    steps = [
        distance(shape, *(a[i] + way[i] * t * k / 50 for i in range(3)), s)[0] for k in range(51)
    ]
    assert min(steps) >= radius + SKIN - 1e-6
    if hit is not None:
        assert steps[-1] <= radius + SKIN + 1e-4


def test_a_sweep_finds_a_thin_plate_from_far_away():
    plate = box(-50.0, -50.0, 0.0, 50.0, 50.0, 0.05)
    hit = sweep([plate], (0.0, 0.0, 5000.0), (3.0, 2.0, -20000.0), 0.64, 0.3)
    assert hit is not None
    assert 5000.0 - 20000.0 * hit.t == pytest.approx(0.05 + 0.94 + SKIN, abs=1e-5)
    assert (hit.nx, hit.ny, hit.nz) == (0.0, 0.0, 1.0)


def test_touching_bodies_move_along_and_away_but_not_in():
    floor = box(-50.0, -50.0, -1.0, 50.0, 50.0, 0.0)
    at = (0.0, 0.0, 0.94 + SKIN)
    assert sweep([floor], at, (5.0, 1.0, 0.0), 0.64, 0.3) is None
    assert sweep([floor], at, (0.0, 0.0, 1.0), 0.64, 0.3) is None
    hit = sweep([floor], at, (1.0, 0.0, -0.1), 0.64, 0.3)
    assert hit is not None
    assert hit.t == 0.0


def test_deepest_tells_the_way_out():
    floor = box(-50.0, -50.0, -1.0, 50.0, 50.0, 0.0)
    depth, *n = deepest([floor], (0.0, 0.0, 0.84), 0.64, 0.3)
    assert depth == pytest.approx(0.1)
    assert n == [0.0, 0.0, 1.0]


@given(point, point)
def test_rays_agree_with_marching(a: tuple[float, float, float], b: tuple[float, float, float]):
    way = np.array(b) - np.array(a)
    size = float(np.sqrt((way * way).sum()))
    thick = [s for s in SOLIDS if s[3] != s[6]]
    if size < 0.1 or any(abs(distance(s, *a, 0.0)[0]) < 0.01 for s in thick):
        return
    unit = (way / size).tolist()
    seen = cast(rows(thick), a, (unit[0], unit[1], unit[2]), 10.0)
    # Sphere tracing over the distances, which are proven above.
    t = 0.0
    while t < 10.0:
        d = min(distance(s, *(a[i] + unit[i] * t for i in range(3)), 0.0)[0] for s in thick)
        if d < 1e-5:
            break
        t += max(d, 1e-5)
    if seen is None:
        assert t >= 10.0 - 1e-3
        return
    # float32 rows; a grazing look may be told apart by less than that.
    at = [a[i] + unit[i] * seen.distance for i in range(3)]
    assert abs(min(distance(s, *at, 0.0)[0] for s in thick)) < 1e-3 or seen.distance == 0.0
    assert seen.distance >= t - 0.05
    assert sqrt(sum(v * v for v in seen.normal)) == pytest.approx(1.0)
