"""The gun's holes: where they are, what they leave alone, and how many pieces they cost."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from blame3d.world import capsule, edits
from blame3d.world.chunk import BOX, COLLIDER, CYLINDER, PART, RAMP, edge
from blame3d.world.types import Beam

ZERO = (0, 0, 0)


def _parts(*boxes: tuple[float, float, float, float, float, float]) -> NDArray[np.void]:
    """Plain boxes from x y z, width depth height."""
    parts = np.zeros(len(boxes), PART)
    rows = np.array(boxes, np.float64).reshape(-1, 6)
    parts["size"], parts["pos"] = rows[:, 3:], rows[:, :3] + rows[:, 3:] / 2
    parts["tint"] = np.arange(len(boxes)) + 1
    return parts


def _inside(parts: NDArray[np.void], points: NDArray[np.float64]) -> NDArray[np.int64]:
    """How many plain parts hold each point."""
    lo = (parts["pos"].astype(np.float64) - parts["size"].astype(np.float64) / 2)[:, None]
    hi = (parts["pos"].astype(np.float64) + parts["size"].astype(np.float64) / 2)[:, None]
    return np.asarray(((lo <= points) & (points < hi)).all(2).sum(0))


def _away(beam: Beam, points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Distance of points from the beam's axis, with the usual trigonometry."""
    h, p = np.radians(beam.h_mdeg / 1000), np.radians(beam.p_mdeg / 1000)
    d = np.array([-np.sin(h) * np.cos(p), np.cos(h) * np.cos(p), np.sin(p)])
    rel = points - np.array(beam.origin_mm) / 1000
    t = (rel @ d).clip(0, beam.length_m)
    return np.asarray(np.linalg.norm(rel - t[:, None] * d, axis=1))


_PLACES = st.tuples(*[st.integers(-20_000, 84_000)] * 3)
_BEAMS = st.builds(
    Beam,
    origin_mm=_PLACES,
    h_mdeg=st.integers(-180_000, 180_000) | st.sampled_from([0, 90_000, 45_000]),
    p_mdeg=st.integers(-90_000, 90_000) | st.just(0),
    length_m=st.floats(1, 90),
    radius_m=st.floats(1.0, 3),
)


@settings(max_examples=40, deadline=None)
@given(_BEAMS, st.integers(0, 2**32))
def test_the_hole_is_the_capsule_to_a_quarter_of_its_radius(beam: Beam, seed: int) -> None:
    random = np.random.default_rng(seed)
    parts = _parts((0, 0, 0, 30, 64, 20), (30, 0, 0, 3, 64, 64), (40, 10, 0, 4, 4, 64))
    after = edits.carve(parts, [beam], ZERO, 64)
    points = random.uniform(0, 64, (4000, 3))
    start, along = capsule.axis_in(beam, ZERO)
    near = start + along * random.uniform(0, beam.length_m, (4000, 1))
    points = np.concatenate([points, near + random.uniform(-4, 4, (4000, 3))])
    before, left, away = _inside(parts, points), _inside(after, points), _away(beam, points)
    leaf = max(beam.radius_m / 4, 0.25) * 1.5
    assert (left[away > beam.radius_m + leaf] == before[away > beam.radius_m + leaf]).all()
    assert (left[away < beam.radius_m - leaf] == 0).all()
    assert (left <= before).all()  # pieces do not overlap


@settings(max_examples=25, deadline=None)
@given(_BEAMS, st.integers(0, 2**32))
def test_the_same_beam_twice_is_once(beam: Beam, seed: int) -> None:
    random = np.random.default_rng(seed)
    parts = _parts(*(tuple(row) for row in random.uniform(1, 50, (30, 6)).tolist()))
    parts["batch"][::4], parts["yaw"][::5], parts["pitch"][::7] = 3, 7000, -5000
    parts["size"][::4] = (0.4, 0.4, 30)
    once = edits.carve(parts, [beam], ZERO, 64)
    assert edits.carve(once, [beam], ZERO, 64).tobytes() == once.tobytes()
    assert edits.carve(parts, [beam, beam], ZERO, 64).tobytes() == once.tobytes()


def test_what_no_beam_touches_stays_byte_for_byte_and_in_place() -> None:
    parts = _parts((0, 0, 0, 9, 9, 9), (20, 20, 20, 30, 30, 30), (0, 0, 60, 9, 9, 0.3))
    parts["pos"][0] = (0.1, 0.2, 0.3)
    beam = Beam((35_000, 0, 35_000), 0, 0, 90.0, 1.0)
    after = edits.carve(parts, [beam], ZERO, 64)
    assert after[0].tobytes() == parts[0].tobytes()
    assert after[-1].tobytes() == parts[2].tobytes()
    assert (np.diff(after["tint"].astype(int)) >= 0).all()
    assert set(after["tint"].tolist()) == {1, 2, 3}
    for z in (57_000, 51_000):  # clear of everything; grazing a face
        miss = Beam((35_000, 0, z), 0, 0, 90.0, 1.0)
        assert edits.carve(parts, [miss], ZERO, 64) is parts


@pytest.mark.parametrize(
    ("h", "p", "most"), [(0, 0, 120), (20_000, 0, 500), (20_000, 9_000, 600)]
)
def test_a_hole_through_a_wall_costs_few_pieces(h: int, p: int, most: int) -> None:
    wall = _parts((0, 20, 0, 64, 4, 64))
    after = edits.carve(wall, [Beam((32_000, 0, 32_000), h, p, 70_000.0, 1.1)], ZERO, 64)
    assert 8 < len(after) <= most


def test_far_from_the_origin_the_hole_is_where_it_is_near_it() -> None:
    parts = _parts((0, 20, 0, 64, 4, 64))
    near = edits.carve(parts, [Beam((32_001, 3, 31_999), 12_345, 678, 99.0, 1.1)], ZERO, 64)
    k = 10**12
    origin = (k * 1000 + 32_001, 3 - k * 1000, k * 1000 + 31_999)
    far = [Beam(origin, 12_345, 678, 99.0, 1.1)]
    assert edits.carve(parts, far, (k, -k, k), 64).tobytes() == near.tobytes()


@pytest.mark.parametrize("yaw", [0, 8192])
def test_pipes_lose_only_the_segment_that_was_hit(yaw: int) -> None:
    pipe = _parts((0, 31.5, 31.5, 64, 1, 1))
    pipe["batch"], pipe["yaw"] = 7, yaw
    after = edits.carve(pipe, [Beam((32_000, 32_000, 0), 0, 90_000, 90.0, 1.1)], ZERO, 64)
    assert len(after) >= 20
    assert 64 - 7 < float(after["size"][:, 0].sum()) < 64 - 2.1
    gap = np.linalg.norm(after["pos"] - np.float32(32), axis=1) - after["size"][:, 0] / 2
    assert gap.min() > 1.0
    span = np.linalg.norm(after["pos"] - np.float32(32), axis=1) + after["size"][:, 0] / 2
    assert span.max() == pytest.approx(32)


def test_a_turned_part_is_hit_where_it_is_and_not_where_its_bounds_are() -> None:
    plate = _parts((12, 31, 22, 40, 2, 20))
    plate["yaw"] = 8192  # 45°: from (18, 18) to (46, 46)
    beside = Beam((18_000, 46_000, 0), 0, 90_000, 90.0, 1.0)
    through = Beam((40_000, 40_000, 0), 0, 90_000, 90.0, 1.0)
    assert edits.carve(plate, [beside], ZERO, 64) is plate
    assert len(edits.carve(plate, [through], ZERO, 64)) == 0


def test_colliders_open_where_parts_do() -> None:
    rows = np.zeros(4, COLLIDER)
    rows["kind"] = (BOX, CYLINDER, RAMP, BOX)
    rows["dir"] = (0, 1, 3, 0)
    rows["lo"] = [(0, 20, 0), (31, 0, 31), (31, 0, 20), (0, 0, 0)]
    rows["hi"] = [(64, 24, 64), (33, 64, 33), (33, 64, 52), (1, 1, 1)]
    beam = Beam((0, 22_000, 32_000), -90_000, 0, 64.0, 1.1)
    after = edits.carve_colliders(rows, [beam], ZERO, 64)
    assert after[-1].tobytes() == rows[3].tobytes()
    boxes = after[after["kind"] == BOX][:-1]
    parts = np.zeros(len(boxes), PART)
    parts["pos"], parts["size"] = (boxes["lo"] + boxes["hi"]) / 2, boxes["hi"] - boxes["lo"]
    points = np.array([[x, 22.0, 32.0] for x in (1.5, 30, 63)])
    assert (_inside(parts, points) == 0).all()
    assert (_inside(parts, points + np.array([0, 0, 2])) == 1).all()
    pipe = after[after["kind"] == CYLINDER]
    ends = sorted(zip(pipe["lo"][:, 1].tolist(), pipe["hi"][:, 1].tolist(), strict=True))
    assert ends[0][0] == 0
    assert ends[-1][1] == 64
    assert all(b <= 21 or a >= 23 for a, b in ends)
    ramp = after[after["kind"] == RAMP]
    assert len(ramp) > 40
    # what is left of the ramp lies in the old slope: at y its top is 52 - y / 2, climbing to -y
    np.testing.assert_allclose(ramp["hi"][:, 2], 52 - ramp["lo"][:, 1] / 2, atol=1e-4)
    np.testing.assert_allclose(ramp["lo"][:, 2], 52 - ramp["hi"][:, 1] / 2, atol=1e-4)


def test_light_falls_through_a_hole_in_a_wall() -> None:
    solid = np.zeros((16, 16, 16), np.bool_)
    solid[:, 6:9] = True  # a wall across y
    beam = Beam((-1000, -20_000, -1000), 0, 0, 90.0, 3.0)
    open_wall = edits.hollow(solid, [beam], (-16, -16, -16), 2.0)
    assert not open_wall[7, :, 7].any()
    assert (solid ^ open_wall).sum() == 3 * 9
    assert edits.hollow(solid, [], (0, 0, 0), 2.0) is not solid


@settings(max_examples=40, deadline=None)
@given(_BEAMS, st.integers(0, 2**32))
def test_gaps_agree_with_a_dense_walk_along_the_beam(beam: Beam, seed: int) -> None:
    random = np.random.default_rng(seed)
    lo = random.uniform(-30, 90, (20, 3))
    hi = lo + random.uniform(0.1, 30, (20, 3))
    start, along = capsule.axis_in(beam, ZERO)
    got = np.sqrt(capsule.gap_squared(start, along, beam.length_m, lo, hi))
    walk = start + along * np.linspace(0, beam.length_m, 4001)[:, None]
    off = np.maximum(np.maximum(lo[:, None] - walk, walk - hi[:, None]), 0)
    want = np.linalg.norm(off, axis=2).min(1)
    assert (got <= want + 1e-9).all()
    np.testing.assert_allclose(got, want, atol=0.02)


@settings(max_examples=15, deadline=None)
@given(
    st.tuples(*[st.integers(-(10**15), 10**15)] * 3),
    st.integers(-180_000, 180_000) | st.sampled_from([0, 90_000, -90_000]),
    st.integers(-90_000, 90_000) | st.sampled_from([0, 90_000]),
    st.floats(0.1, 1500),
    st.floats(0.05, 20),
    st.sampled_from([0, 1, 3]),
)
def test_the_keys_of_a_beam_are_the_cells_that_it_touches(
    origin: tuple[int, int, int], h: int, p: int, length: float, radius: float, level: int
) -> None:
    beam = Beam(origin, h, p, length, radius)
    keys = capsule.touched_keys(beam, level)
    assert len(set(keys)) == len(keys)
    size = edge(level) * 1000
    for _, cell in keys[:10]:
        low = (cell[0] * size, cell[1] * size, cell[2] * size)
        assert edits.touching_beams([beam], low, edge(level)) == (beam,)
    # every neighbour of a touched cell is either listed or untouched
    listed = {cell for _, cell in keys}
    for x, y, z in [cell for _, cell in keys[:: max(1, len(keys) // 3)]]:
        for n in np.ndindex(3, 3, 3):
            cell = (x + n[0] - 1, y + n[1] - 1, z + n[2] - 1)
            low = (cell[0] * size, cell[1] * size, cell[2] * size)
            hit = edits.touching_beams([beam], low, edge(level)) == (beam,)
            assert hit == (cell in listed)


def test_a_beam_of_seventy_kilometres_lists_its_cells_in_order() -> None:
    keys = edits.touched_keys(Beam((500, 32_000, 32_000), -90_000, 0, 70_000.0, 1.1), 0)
    assert [cell[0] for _, cell in keys] == list(range(-1, 1094))
    back = edits.touched_keys(Beam((500, 32_000, 32_000), 90_000, 0, 640.0, 1.1), 0)
    assert [cell[0] for _, cell in back] == list(range(0, -12, -1))


def test_only_the_beams_that_reach_in_are_kept_in_order() -> None:
    hit = [Beam((-1000 * n, 32_000, 32_000), -90_000, 0, 70.0, 1.0) for n in (3, 1, 2)]
    short = Beam((-20_000, 32_000, 32_000), -90_000, 0, 18.9, 1.0)
    past = Beam((-20_000, 32_000, 65_001), -90_000, 0, 90.0, 1.0)
    grazing = Beam((-20_000, 32_000, 65_000), -90_000, 0, 90.0, 1.0)
    beams = [hit[0], short, hit[1], past, hit[2], grazing]
    assert edits.touching_beams(beams, ZERO, 64) == (*hit, grazing)
    assert edits.touching_beams([], ZERO, 64) == ()
