"""The gun's holes: where they are, what they leave alone, what they bare."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from blame3d.world import bore, capsule, edits
from blame3d.world.chunk import BOX, COLLIDER, CYLINDER, LAMP, RAMP, edge
from blame3d.world.generate import colliders, generate
from blame3d.world.kit import load
from blame3d.world.occluders import occluders
from blame3d.world.types import Beam, World

F64 = NDArray[np.float64]
ZERO = (0, 0, 0)


def _boxes(*boxes: tuple[float, float, float, float, float, float]) -> NDArray[np.void]:
    """COLLIDER boxes from x y z, width depth height."""
    rows = np.zeros(len(boxes), COLLIDER)
    table = np.array(boxes, np.float64).reshape(-1, 6)
    rows["kind"], rows["lo"], rows["hi"] = BOX, table[:, :3], table[:, :3] + table[:, 3:]
    rows["spare"] = np.arange(len(boxes)) + 1
    return rows


def _inside(rows: NDArray[np.void], points: F64) -> NDArray[np.int64]:
    """How many boxes hold each point."""
    lo, hi = rows["lo"].astype(np.float64)[:, None], rows["hi"].astype(np.float64)[:, None]
    return np.asarray(((lo <= points) & (points < hi)).all(2).sum(0))


def _away(beam: Beam, points: F64) -> F64:
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
def test_the_hole_is_the_capsule_to_a_column(beam: Beam, seed: int) -> None:
    random = np.random.default_rng(seed)
    rows = _boxes((0, 0, 0, 30, 64, 20), (30, 0, 0, 3, 64, 64), (40, 10, 0, 4, 4, 64))
    after = edits.carve_colliders(rows, [beam], ZERO)
    points = random.uniform(0, 64, (4000, 3))
    start, along = capsule.axis_in(beam, ZERO)
    near = start + along * random.uniform(0, beam.length_m, (4000, 1))
    points = np.concatenate([points, near + random.uniform(-4, 4, (4000, 3))])
    before, left, away = _inside(rows, points), _inside(after, points), _away(beam, points)
    column = max(beam.radius_m / 3, 0.5) * 0.75 + 0.02
    assert (left[away > beam.radius_m + column] == before[away > beam.radius_m + column]).all()
    assert (left[away < beam.radius_m - column] == 0).all()
    assert (left <= before).all()  # pieces do not overlap


@settings(max_examples=8, deadline=None)
@given(_BEAMS, st.integers(0, 2**32))
def test_the_same_beam_twice_is_once(beam: Beam, seed: int) -> None:
    random = np.random.default_rng(seed)
    rows = _boxes(*(tuple(row) for row in random.uniform(1, 50, (30, 6)).tolist()))
    once = edits.carve_colliders(rows, [beam], ZERO)
    points = random.uniform(0, 64, (20_000, 3))
    twice = edits.carve_colliders(once, [beam], ZERO)
    assert np.abs(_inside(twice, points) - _inside(once, points)).sum() <= 4


def test_what_no_beam_touches_stays_byte_for_byte_and_in_place() -> None:
    rows = _boxes((0.1, 0.2, 0.3, 9, 9, 9), (20, 20, 20, 30, 30, 30), (0, 0, 60, 9, 9, 0.3))
    beam = Beam((35_000, 0, 35_000), 0, 0, 90.0, 1.5)
    after = edits.carve_colliders(rows, [beam], ZERO)
    assert after[0].tobytes() == rows[0].tobytes()
    assert after[-1].tobytes() == rows[2].tobytes()
    assert (np.diff(after["spare"].astype(int)) >= 0).all()
    assert set(after["spare"].tolist()) == {1, 2, 3}
    for z in (57_000, 51_500):  # clear of everything; grazing a face
        miss = Beam((35_000, 0, z), 0, 0, 90.0, 1.5)
        assert edits.carve_colliders(rows, [miss], ZERO) is rows


@pytest.mark.parametrize(("h", "p", "most"), [(0, 0, 30), (20_000, 0, 120), (20_000, 9_000, 160)])
def test_a_hole_through_a_wall_costs_few_pieces(h: int, p: int, most: int) -> None:
    wall = _boxes((0, 20, 0, 64, 4, 64))
    beam = Beam((32_000, 0, 32_000), h, p, 70_000.0, 1.5)
    assert 8 < len(edits.carve_colliders(wall, [beam], ZERO)) <= most


def test_far_from_the_origin_the_hole_is_where_it_is_near_it() -> None:
    rows = _boxes((0, 20, 0, 64, 4, 64))
    near = edits.carve_colliders(rows, [Beam((32_001, 3, 31_999), 12_345, 678, 99.0, 1.5)], ZERO)
    k = 10**12
    origin = (k * 1000 + 32_001, 3 - k * 1000, k * 1000 + 31_999)
    far = [Beam(origin, 12_345, 678, 99.0, 1.5)]
    assert edits.carve_colliders(rows, far, (k, -k, k)).tobytes() == near.tobytes()
    lo, hi = rows["lo"].astype(float), rows["hi"].astype(float)
    beam = Beam((32_001, 3, 31_999), 12_345, 678, 99.0, 1.5)
    here = bore.lining([beam], ZERO, 64.0, 0.0, lo, hi)
    low = (k * 1000, -k * 1000, k * 1000)
    there = bore.lining(far, low, 64.0, 0.0, lo, hi)
    assert here.tobytes() == there.tobytes()


def _strips(parts: NDArray[np.void]) -> NDArray[np.void]:
    rows = load().batches("bore")
    return parts[(parts["batch"] >= rows.start) & (parts["batch"] < rows.stop)]


def test_a_hole_through_a_slab_is_lined_by_one_ring_as_thick_as_the_slab() -> None:
    slab = np.array([[0.0, 20.0, 0.0]]), np.array([[64.0, 24.0, 64.0]])
    parts = bore.lining([Beam((32_000, 0, 32_000), 0, 0, 99.0, 1.5)], ZERO, 64.0, 0.0, *slab)
    assert sorted(parts["batch"].tolist()) == list(load().batches("bore"))
    np.testing.assert_allclose(parts["pos"], [[32.0, 22.0, 32.0]] * 24, atol=1e-4)
    np.testing.assert_allclose(parts["size"][:, 1], 4.0, atol=1e-4)
    over = Beam((32_000, 0, 70_000), 0, 0, 99.0, 1.5)
    assert not len(bore.lining([over], ZERO, 64.0, 0.0, *slab))


def test_no_chord_of_the_lining_lies_in_the_beam_and_none_far_out() -> None:
    slab = np.array([[0.0, 20.0, 0.0]]), np.array([[64.0, 24.0, 64.0]])
    parts = bore.lining([Beam((32_000, 0, 32_000), 0, 0, 99.0, 4.0)], ZERO, 64.0, 0.0, *slab)
    found = load()
    for part in parts:
        at = found.vertices[part["batch"] * 24 : part["batch"] * 24 + 24, :3] * part["size"]
        quads = at.reshape(6, 4, 3)[:, :, [0, 2]].astype(float)
        middles = (quads + np.roll(quads, 1, axis=1)) / 2
        out = np.linalg.norm(middles, axis=2)
        assert out.min() > 4.0
        assert out.max() < 4.0 * 1.04


@settings(max_examples=40, deadline=None)
@given(_BEAMS, st.integers(0, 2**32))
def test_the_lining_is_where_the_mass_is_and_nowhere_else(beam: Beam, seed: int) -> None:
    random = np.random.default_rng(seed)
    lo = random.uniform(-10, 50, (12, 3))
    hi = lo + random.uniform(0.5, 30, (12, 3))
    strips = _strips(bore.lining([beam], ZERO, 64.0, 0.0, lo, hi))
    start, along = capsule.axis_in(beam, ZERO)
    first = load().batches("bore").start
    spokes = bore.spokes(beam) * beam.radius_m
    t = random.uniform(0, beam.length_m, 200)
    for k in range(0, 24, 5):
        line = start + spokes[k] + along * t[:, None]
        clipped = (line >= 1e-3).all(1) & (line < 64 - 1e-3).all(1)
        mass = ((lo[:, None] <= line) & (line < hi[:, None])).all(2).any(0) & clipped
        mine = strips[strips["batch"] == first + k]
        middle = ((mine["pos"].astype(float) - start) * along).sum(1)
        half = mine["size"][:, 1].astype(float) / 2
        lined = (np.abs(t[:, None] - middle) < half).any(1)
        edges = np.abs(np.abs(t[:, None] - middle) - half).min(1, initial=np.inf) < 0.05
        sure = clipped & ~edges
        thin = mass & ~lined & sure
        assert thin.sum() <= 1, "mass that is not lined"  # a sliver is not worth a lining
        assert (lined & ~mass & sure).sum() == 0, "a lining in the air"


def test_where_a_beam_ends_in_mass_it_is_closed() -> None:
    mass = np.array([[0.0, 0.0, 0.0]]), np.array([[64.0, 64.0, 64.0]])
    inside = bore.lining([Beam((32_000, 0, 32_000), 0, 0, 30.0, 1.5)], ZERO, 64.0, 0.0, *mass)
    ends = load().batches("bore_end")
    assert set(ends) <= set(inside["batch"].tolist())
    through = bore.lining([Beam((32_000, 0, 32_000), 0, 0, 90.0, 1.5)], ZERO, 64.0, 0.0, *mass)
    assert not set(ends) & set(through["batch"].tolist())


def test_lamps_in_the_beam_go_out() -> None:
    lamps = np.zeros(2, LAMP)
    lamps["pos"] = (32, 20, 32), (32, 20, 36)
    left = bore.darkened(lamps, [Beam((32_000, 0, 32_000), 0, 0, 99.0, 1.5)], ZERO)
    assert left["pos"].tolist() == [[32, 20, 36]]


def test_a_beam_changes_exactly_the_chunks_that_it_touches() -> None:
    """In the real City, beside and along a bore: bytes of what is drawn, lit and walked on."""
    beam = Beam((640_000, -220_250, -518_300), 80_000, 3_000, 400.0, 4.0)
    whole, cut = World(0), World(0, edits=(beam,))
    changed = 0
    for level in (0, 2):
        keys = edits.touched_keys(beam, level)
        for key in keys[3:5]:
            x, y, z = key[1]
            around = [(x, y, z + 1), (x, y + 1, z), (x + 1, y, z)]
            beside = [c for c in around if (level, c) not in keys][:1]
            for cell in (key[1], *beside):
                a, b = _all_of(whole, level, cell), _all_of(cut, level, cell)
                if (level, cell) not in keys:
                    assert a == b
                changed += a != b
    assert changed
    # Which world a cell knows is decided for all of them: it is all that generation is told.
    keys = edits.touched_keys(beam, 0)
    listed = set(keys)
    for _, (x, y, z) in keys:
        for n in np.ndindex(3, 3, 3):
            cell = (x + n[0] - 1, y + n[1] - 1, z + n[2] - 1)
            assert (edits.local(cut, 0, cell) == cut) == ((0, cell) in listed)


def _all_of(world: World, level: int, cell: tuple[int, int, int]) -> bytes:
    """What is drawn, lit and walked on."""
    touched = colliders(world, cell).tobytes() if level == 0 else b""
    return generate(world, level, cell).pack() + touched


@pytest.mark.nightly
@pytest.mark.timeout(1800)
def test_a_beam_through_a_thousand_chunks_changes_those_alone() -> None:
    """Bytes of what is drawn, lit and walked on, in each chunk that it touches and beside some
    of them: none beside is another, and each is in which something was in its way."""
    beam = Beam((640_000, -220_250, -518_300), 80_000, 3_000, 45_000.0, 4.0)
    whole, cut = World(0), World(0, edits=(beam,))
    keys = edits.touched_keys(beam, 0)
    listed = set(keys)
    assert len(keys) > 1000
    changed = 0
    for n, (level, (x, y, z)) in enumerate(keys):
        a, b = (_all_of(world, level, (x, y, z)) for world in (whole, cut))
        rows = colliders(whole, (x, y, z))
        lo, hi = rows["lo"].astype(np.float64), rows["hi"].astype(np.float64)
        met = edits.hit(lo, hi, [beam], (64 * x, 64 * y, 64 * z))[0]
        assert a != b or not len(met), (x, y, z)
        changed += a != b
        if n % 4:
            continue
        beside = next(
            c for c in ((x, y, z + 1), (x, y + 1, z), (x, y - 1, z)) if (0, c) not in listed
        )
        assert _all_of(whole, 0, beside) == _all_of(cut, 0, beside), beside
    assert changed > len(keys) // 4


def test_cells_beside_a_beam_of_a_thousand_chunks_know_nothing_of_it() -> None:
    beam = Beam((640_000, -220_250, -518_300), 80_000, 3_000, 70_000.0, 4.0)
    cut = World(0, edits=(beam,))
    keys = edits.touched_keys(beam, 0)
    assert len(keys) > 1000
    grown = [(0, (x + 1, y, z + 1)) for _, (x, y, z) in keys]
    listed = set(keys)
    mask = edits.touched(beam, [*keys, *grown])
    assert mask[: len(keys)].all()
    assert mask[len(keys) :].tolist() == [key in listed for key in grown]
    assert all(edits.local(cut, *key) == cut for key in keys[::50])
    other = [key for key in grown if key not in listed][::50]
    assert all(edits.local(cut, *key) == cut.untouched for key in other)


def test_what_the_gun_has_opened_hides_nothing() -> None:
    eye = (640_000, -220_250, -518_300)
    boxes = occluders(World(0), eye)
    assert len(boxes) > 2
    middle = (boxes[0, :3] + boxes[0, 3:]) * 500
    way = middle - np.array(eye)
    h = float(np.degrees(np.arctan2(-way[0], way[1])))
    p = float(np.degrees(np.arctan2(way[2], np.hypot(way[0], way[1]))))
    beam = Beam(eye, round(h * 1000), round(p * 1000), 70_000.0, 1.5)
    left = occluders(World(0, edits=(beam,)), eye).tolist()
    assert boxes[0].tolist() not in left
    assert all(box in boxes.tolist() for box in left)
    back = replace(beam, h_mdeg=round(h * 1000) - 180_000, length_m=1.0)
    assert occluders(World(0, edits=(back,)), eye).tolist() == boxes.tolist()


def test_cylinders_and_ramps_lose_only_the_segment_that_was_hit() -> None:
    rows = np.zeros(4, COLLIDER)
    rows["kind"] = (BOX, CYLINDER, RAMP, BOX)
    rows["dir"] = (0, 1, 3, 0)
    rows["lo"] = [(0, 20, 0), (31, 0, 31), (31, 0, 20), (0, 0, 0)]
    rows["hi"] = [(64, 24, 64), (33, 64, 33), (33, 64, 52), (1, 1, 1)]
    beam = Beam((0, 22_000, 32_000), -90_000, 0, 64.0, 1.1)
    after = edits.carve_colliders(rows, [beam], ZERO)
    assert after[-1].tobytes() == rows[3].tobytes()
    boxes = after[after["kind"] == BOX][:-1]
    points = np.array([[x, 22.0, 32.0] for x in (1.5, 30, 63)])
    assert (_inside(boxes, points) == 0).all()
    assert (_inside(boxes, points + np.array([0, 0, 2])) == 1).all()
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
    assert edits.hollow(solid, [], (0, 0, 0), 2.0) is solid


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
