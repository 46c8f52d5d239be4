"""Districts and great forms: enough of them, everywhere, the same for all who see them."""

from __future__ import annotations

import numpy as np
import pytest

from blame3d.world import landmarks
from blame3d.world.boxes import clip, rasterise
from blame3d.world.chunk import edge
from blame3d.world.districts import DISTRICTS, district_of
from blame3d.world.emit import Sink
from blame3d.world.fields import VOXEL
from blame3d.world.forms import Dice
from blame3d.world.hash import below, hash64
from blame3d.world.kit import load
from blame3d.world.members import (
    BOX,
    MEMBER,
    ROUND,
    arc,
    blocks,
    copies,
    draw,
    join,
    ring,
    strut,
    upright,
)
from blame3d.world.trig import cos, direction, directions, sin, sines

SEED = 20


@pytest.mark.parametrize("seed", [0, 7, 2**63])
def test_each_district_lies_within_20_km_of_anywhere(seed: int) -> None:
    steps = np.arange(-18, 19) * 1000 // VOXEL  # every kilometre
    grid = np.stack(np.meshgrid(steps, steps, steps // 2, indexing="ij"), -1).reshape(-1, 3)
    grid = grid[(grid**2).sum(1) < (20_000 // VOXEL) ** 2]
    for n in range(34):
        spawn = below(hash64(seed, 1, n, np.arange(3)), 2_000_000) - 1_000_000
        assert len(np.unique(district_of(seed, spawn + grid))) == len(DISTRICTS)


def test_there_are_eight_kinds_of_place_and_each_builds_something_great() -> None:
    assert len({d.name for d in DISTRICTS}) >= 8
    for district in DISTRICTS:
        assert any(district.forms)


def test_great_forms_are_common_and_stay_within_their_reach() -> None:
    lattice = [(x, y, z) for x in range(4) for y in range(4) for z in range(3)]
    found = [
        form
        for x, y, z in lattice
        for k in range(landmarks.TRIES)
        if (form := landmarks._form(SEED, x, y, z, k)) is not None
    ]
    assert len(found) >= len(lattice)
    for form in found:
        assert form.members.dtype == MEMBER
        assert np.isfinite(form.lo).all()
        assert np.isfinite(form.hi).all()
        assert (form.lo > -landmarks.REACH).all()
        assert (form.hi < landmarks.LATTICE + landmarks.REACH).all()
        near = form.members[form.members["finest"] == 0]
        limit = np.where(near["section"] == BOX, 18.5, 34.0)  # parts stay about their cell
        assert (np.maximum(near["wide"], near["deep"]) <= limit).all()
        length = np.sqrt(((form.members["p1"] - form.members["p0"]) ** 2).sum(1))
        assert (length > 0.0).all()


def _level(level: int, cell: tuple[int, int, int], apron: int) -> Sink:
    sink = Sink(float(edge(level)), 0.0, level, load())
    landmarks.add(sink, SEED, np.array(cell, np.int64) * edge(level), apron)
    return sink


def test_neighbours_agree_on_what_of_a_form_is_solid() -> None:
    compared = 0
    form = next(f for k in range(9) if (f := landmarks._form(SEED, k, 1, 0, 0)) is not None)
    corner = np.array([next(k for k in range(9) if landmarks._form(SEED, k, 1, 0, 0)), 1, 0])
    for row in form.members[:: max(1, len(form.members) // 40)]:
        mid = (row["p0"] + row["p1"]) / 2 + corner * landmarks.LATTICE
        cell = tuple(int(v) for v in np.floor(mid / 64.0))
        beside = (cell[0] + 1, cell[1], cell[2])
        one, two = (_level(0, c, 16) for c in (cell, beside))
        grids = []
        for sink, shift in ((one, 0.0), (two, 64.0)):
            lo = np.concatenate([np.zeros((0, 3)), *(b[0] for b in sink.blocks)])
            hi = np.concatenate([np.zeros((0, 3)), *(b[1] for b in sink.blocks)])
            move = np.array([shift, 0.0, 0.0])
            a, b, _ = clip(lo + move, hi + move, (48, 0, 0), (80, 64, 64))
            grids.append(rasterise(a, b, (48, 0, 0), 2.0, (32, 32, 16)))
        assert np.array_equal(*grids)
        compared += bool(grids[0].any())
    assert compared


def test_a_form_seen_from_afar_is_the_same_form() -> None:
    """What level 3 draws of a form, level 4 and 5 draw too, within a few per cent of its size."""
    for x in range(3):
        for k in range(landmarks.TRIES):
            form = landmarks._form(SEED, x, 1, 0, k)
            if form is None or (form.hi - form.lo).max() < 400.0:
                continue
            m = form.members
            ends = []
            for level in (0, 3, 4, 5):
                seen = m[(m["finest"] <= level) & (m["coarsest"] >= level)]
                p = np.concatenate([seen["p0"], seen["p1"]])
                ends.append((p.min(0), p.max(0)))
            size = float((form.hi - form.lo).max())
            for lo, hi in ends[1:]:
                assert np.abs(lo - ends[0][0]).max() < 0.12 * size + 40.0
                assert np.abs(hi - ends[0][1]).max() < 0.12 * size + 40.0


def test_arcs_and_rings_are_round() -> None:
    bow = join([arc(np.zeros(3), 30_000, 200.0, 0, 180_000, 12, 4.0, 6.0, BOX, 0, 1)])
    mid = (bow["p0"] + bow["p1"]) / 2
    assert np.allclose(np.sqrt((mid**2).sum(1)), 200.0 * cos(7_500), atol=0.01)
    assert (np.sqrt(((bow["p1"][:-1] - bow["p0"][1:]) ** 2).sum(1)) < 4.0).all()  # no gaps
    well = join([ring(np.zeros(3), 100.0, 50.0, 24, 3.0, 0, 1)])
    assert np.allclose(np.sqrt((well["p0"] ** 2).sum(1)), 97.0)
    assert (well["p1"][:, 2] == 50.0).all()
    assert (well["pitch"] == 0).all()


def test_what_stops_feet_fills_the_member_and_hardly_more() -> None:
    lo, hi, thick, _ = blocks(join([upright(np.array([5.0, 5.0, 0.0]), 40.0, 45_000, 12.0, 3.0, BOX,
                                         0, 1)]))
    assert (thick == 6.0).all()
    assert (lo[:, 2] == 0.0).all()
    assert (hi[:, 2] == 40.0).all()
    along = direction(-45_000, 0)
    for t in (-11.0, 0.0, 11.0):
        p = np.array([5.0, 5.0, 20.0]) + along * t
        assert ((lo <= p) & (hi >= p)).all(1).any()
        assert not ((lo <= p + direction(45_000, 0) * 6.0) & (hi >= p + direction(45_000, 0) * 6.0)
                    ).all(1).any()


def test_what_stands_upright_is_drawn_by_the_cell_whose_light_it_has() -> None:
    """A face beyond the light volume of the cell that draws it has the dark inside itself."""
    foot = np.array([0.0, 30.0, -500.0])
    rows = [upright(foot, 900.0, heading, 9.0, 5.0, BOX, 0, 7) for heading in (0, -90_000)]
    rows += [strut(np.array([-300.0, 0.0, 20.0]), -90_000, 0, 900.0, 7.0, 2.0, BOX, 0, 7)]
    for row, wide in zip(rows, ((9.0, 5.0), (5.0, 9.0), (900.0, 7.0)), strict=True):
        sink = Sink(64.0, 0.0, 0, load())
        draw(sink, join([row]))
        parts = sink.joined()
        half = parts["size"].astype(float) / 2
        assert len(parts) > 0
        assert not (parts["yaw"] | parts["pitch"]).any()
        assert (np.abs(parts["pos"] - 32.0) + half <= 32.0 + 1e-6).all()
        reach = (parts["pos"] + half)[:, :2].max(0)
        assert np.allclose(reach, np.minimum(wide, 64.0) + row[0, :2].clip(0), atol=0.51)


def test_what_leans_is_filled_and_its_corners_hardly_stand_out_of_it() -> None:
    """What stands out of what is drawn takes its light from inside a solid: black."""
    rows = strut(np.zeros(3), 30_000, 60_000, 90.0, 10.0, 10.0, ROUND, 0, 1)
    lo, hi, thick, _ = blocks(join([rows]))
    assert (thick == 20.0).all()
    way = direction(30_000, 60_000)
    corners = np.array([[a, b, c] for a in (0, 1) for b in (0, 1) for c in (0, 1)])
    at = lo[:, None] + corners * (hi - lo)[:, None]
    off = at - (at @ way)[..., None] * way
    assert np.sqrt((off**2).sum(2)).max() < 1.15 * 10.0
    for t in (10.0, 40.0, 80.0):
        assert ((lo <= way * t) & (hi >= way * t)).all(1).any()


def test_copies_are_shifted_and_have_keys_of_their_own() -> None:
    one = upright(np.zeros(3), 9.0, 0, 1.0, 1.0, BOX, 0, 5)
    two = copies(one, np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), 7)
    assert two[:, :3].tolist() == [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]
    assert two[0, 10] != two[1, 10]


def test_tables_of_angles_agree_with_single_ones() -> None:
    angles = np.array([-370_001, -90_000, -1, 0, 44_444, 90_000, 180_000, 271_828])
    assert sines(angles).tolist() == [sin(int(a)) for a in angles]
    both = directions(angles, angles // 5)
    for row, a in zip(both, angles.tolist(), strict=True):
        assert row.tolist() == direction(a, a // 5).tolist()


def test_dice_are_a_function_of_their_key() -> None:
    one, two = Dice(99), Dice(99)
    assert [one.unit() for _ in range(150)] == [two.unit() for _ in range(150)]
    assert len({Dice(n).hash() for n in range(50)}) == 50
