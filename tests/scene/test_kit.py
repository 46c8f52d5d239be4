"""The kit: closed, outward, within its boxes; the batches and parts that others count on."""

from __future__ import annotations

import runpy

import numpy as np
import pytest
from numpy.typing import NDArray

from blame3d.errors import InternalError
from blame3d.world import kit

F64 = NDArray[np.float64]
NAMES = sorted(kit.load().names)
LAMPS = [n for n in NAMES if n.startswith("lamp_")]


def quads() -> F64:
    """(quads, 4, 8), each in its batch's unit box."""
    return kit.load().vertices.reshape(-1, 4, 8).astype(np.float64)


def drawn(name: str) -> F64:
    """Positions (quads, 4, 3) of a part's near level in its own unit box, without empty quads."""
    found = kit.load()
    rows = found.batches(name)
    q = quads()[rows.start * 6 : rows.stop * 6, :, :3]
    own = np.repeat(np.arange(rows.start, rows.stop), 6)
    q = found.centre[own][:, None].astype(np.float64) + q * found.extent[own][:, None]
    area = np.abs(np.cross(q[:, 2] - q[:, 0], q[:, 3] - q[:, 1])).sum(1)
    return q[area > 1e-12]


def test_there_are_sixty_parts_and_six_kinds_of_lamp() -> None:
    assert len(NAMES) >= 60
    assert len(LAMPS) == 6


@pytest.mark.parametrize("name", NAMES)
def test_a_part_has_levels_bounds_and_a_word_about_itself(name: str) -> None:
    found = kit.load()
    near = found.batches(name)
    assert 1 <= len(near) <= 24
    assert 0 <= near.start < near.stop <= found.n_batches
    assert 0 <= found.far(name) < found.n_batches
    assert found.role[found.far(name)] == kit.MAIN
    size = found.metres(name)
    assert (size == 0).all() or (size > 0).all()
    row = found.listing()[found.names[name]]
    assert row["name"] == name
    assert row["about"]
    assert row["place"]


def test_an_unknown_part_is_named() -> None:
    with pytest.raises(InternalError, match="no such part"):
        kit.load().batches("no such part")


@pytest.mark.parametrize("name", NAMES)
def test_its_bounds_and_its_collider_enclose_it(name: str) -> None:
    p = drawn(name)
    assert np.abs(p).max() <= 0.5 + 1e-4
    if kit.load().metres(name).any():
        flat = kit.load().metres(name) < 2e-3
        assert (np.ptp(p.reshape(-1, 3), 0)[~flat] > 0.999).all(), "bounds must be tight"
    if kit.load().collision(name) == kit.COLLIDERS.index("cylinder"):
        assert np.sqrt((p[..., :2] ** 2).sum(-1)).max() <= 0.5 * 1.01


def test_the_boxes_of_batches_are_tight_and_inside() -> None:
    found = kit.load()
    lo, hi = found.centre - found.extent / 2, found.centre + found.extent / 2
    assert (lo >= -0.501).all()
    assert (hi <= 0.501).all()
    assert np.abs(quads()[..., :3]).max() <= 0.5 + 1e-4


def test_faces_are_counter_clockwise_seen_along_their_normals() -> None:
    q = quads()
    face = np.cross(q[:, 2, :3] - q[:, 0, :3], q[:, 3, :3] - q[:, 1, :3])
    area = np.sqrt((face * face).sum(1))
    real = area > 1e-9
    assert (np.abs((q[..., 3:6] ** 2).sum(2) - 1.0) < 1e-3)[real].all()
    agreement = (face * q[:, :, 3:6].mean(1)).sum(1)[real] / area[real]
    assert agreement.min() > 0.0


@pytest.mark.parametrize("name", ["box", "block", "hexagon", "cylinder", "wedge", "pipe_flange"])
def test_solid_faces_look_outward(name: str) -> None:
    """A box or a convex round part seen from inside out would be invisible from outside."""
    p = drawn(name)
    face = np.cross(p[:, 2] - p[:, 0], p[:, 3] - p[:, 1])
    assert ((face * p.mean(1)).sum(1) > -1e-6).all()


def test_batch_zero_is_the_box_and_one_the_hexagon() -> None:
    found = kit.load()
    assert found.batches("box") == range(0, 1)
    assert found.batches("hexagon") == range(1, 2)
    box = found.vertices[:24]
    assert np.array_equal(np.unique(np.abs(box[:, :3])), [0.5])
    prism = found.vertices[24:48].astype(np.float64)
    radial = prism[:, :2] * 2.0
    assert np.allclose(radial, prism[:, 3:5], atol=1e-6), "its shading must be round"


def test_what_is_cut_to_length_keeps_its_box() -> None:
    """Columns and pipes are interrupted by passages: all their batches must be cut alike."""
    found = kit.load()
    for name in ("box", "hexagon", "cylinder", "column_fluted"):
        rows = slice(found.batches(name).start, found.batches(name).stop)
        assert (found.centre[rows] == 0).all()
        assert (found.extent[rows] == 1).all()


def test_faces_know_their_axis() -> None:
    q = quads()
    face = np.abs(np.cross(q[:, 2, :3] - q[:, 0, :3], q[:, 3, :3] - q[:, 1, :3]))
    axis = (q[:, 0, 6] // 2).astype(int)
    assert set(np.unique(axis)) <= {0, 1, 2}
    largest = face.max(1)
    assert (face[np.arange(len(face)), axis] >= largest - 1e-5).all()


def test_a_flight_climbs_towards_y_in_steps_that_a_person_takes() -> None:
    p = drawn("stair_flight") * (2.0, 6.0, 4.0)
    assert p[..., 1][p[..., 2] > 1.9].min() > 1.5
    treads = p[(np.ptp(p[..., 2], 1) < 1e-3) & (p[..., 2].mean(1) > -1.99)]
    heights = np.unique(treads[..., 2].mean(1).round(3))
    assert np.allclose(np.diff(heights), 4.0 / 22.0, atol=2e-3), "risers of 0.18 m"
    ramp = -2.0 + 4.0 * (treads[..., 1] + 3.0) / 6.0
    going = np.diff(np.sort(treads[..., 1].min(1)))
    assert np.allclose(going, 6.0 / 22.0, atol=2e-3), "treads of 0.27 m"
    over = treads[..., 2] - ramp
    assert over.max() < 0.21, "steps stand no higher above the ramp that feet feel"
    assert over.min() > -0.03


@pytest.mark.parametrize("name", [*LAMPS, "beacon", "window_slot"])
def test_what_shines_is_a_batch_of_its_own(name: str) -> None:
    found = kit.load()
    rows = found.batches(name)
    role = found.role[rows.start : rows.stop]
    assert (role == kit.GLOW).any()
    assert (role != kit.GLOW).any()


def test_a_fan_turns_and_its_ring_does_not() -> None:
    found = kit.load()
    rows = found.batches("fan")
    assert {kit.MAIN, kit.TURNING} == set(found.role[rows.start : rows.stop].tolist())
    turns = found.vertices.reshape(-1, kit.VERTICES, 8)[rows.start : rows.stop, :, 7]
    assert (turns == (found.role[rows.start : rows.stop] == kit.TURNING)[:, None]).all()


def test_the_committed_kit_is_what_its_script_builds() -> None:
    build = runpy.run_path(str(kit.path("models/kit.npz").with_name("build_kit.py")))["build"]
    with np.load(kit.path("models/kit.npz"), allow_pickle=False) as committed:
        fresh = build()
        assert sorted(committed.files) == sorted(fresh)
        for name, values in fresh.items():
            # Sines may differ in the last bit between machines.
            if values.dtype.kind == "f":
                assert np.allclose(values, committed[name], atol=1e-5)
            else:
                assert np.array_equal(values, committed[name])
