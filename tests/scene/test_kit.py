"""The kit: closed, outward, within its unit box; the batches that others count on."""

from __future__ import annotations

import runpy

import numpy as np
import pytest

from blame3d.errors import InternalError
from blame3d.world import kit

NEEDED = """
    box cylinder pipe_flange pipe_elbow arch half_arch barrel_vault column_fluted column_capital
    buttress wedge stair_flight ladder rail catwalk_grating truss girder_I fan vent_louvre tank
    hatch door_frame window_strip lamp_tube lamp_box lamp_bulb cable_catenary dome cone spire
    sign_plate antenna debris dish
""".split()  # noqa: SIM905


def quads() -> np.ndarray:
    """(quads, 4, 8)"""
    return kit.load().vertices.reshape(-1, 4, 8).astype(np.float64)


def test_every_part_is_there_with_a_far_level() -> None:
    found = kit.load()
    for name in NEEDED:
        near = found.batches(name)
        assert len(near) >= 1
        assert near.start >= 0
        assert near.stop <= found.n_batches
        assert 0 <= found.far(name) < found.n_batches
    with pytest.raises(InternalError):
        found.batches("no such part")


def test_all_lies_in_the_unit_box() -> None:
    assert np.abs(quads()[..., :3]).max() <= 0.5 + 1e-5


def test_faces_are_counter_clockwise_seen_along_their_normals() -> None:
    q = quads()
    face = np.cross(q[:, 2, :3] - q[:, 0, :3], q[:, 3, :3] - q[:, 1, :3])
    area = np.sqrt((face * face).sum(1))
    real = area > 1e-9
    assert (np.abs((q[..., 3:6] ** 2).sum(2) - 1.0) < 1e-3)[real].all()
    agreement = (face * q[:, :, 3:6].mean(1)).sum(1)[real] / area[real]
    assert agreement.min() > 0.05


def test_solid_faces_look_outward() -> None:
    """A box or a convex round part seen from inside out would be invisible from outside."""
    found = kit.load()
    for name in ("box", "hexagon", "block", "cylinder", "wedge", "tank", "pipe_flange"):
        batches = found.batches(name)
        q = quads()[batches.start * 6 : batches.stop * 6]
        face = np.cross(q[:, 2, :3] - q[:, 0, :3], q[:, 3, :3] - q[:, 1, :3])
        centre = q[..., :3].mean(1)
        inner = centre.mean(0) * (0, 0, 1)
        assert ((face * (centre - inner)).sum(1) > -1e-6).all(), name


def test_batch_zero_is_the_box_and_one_the_hexagon() -> None:
    found = kit.load()
    assert found.batches("box") == range(0, 1)
    assert found.batches("hexagon") == range(1, 2)
    box = found.vertices[:24]
    assert np.array_equal(np.unique(np.abs(box[:, :3])), [0.5])
    prism = found.vertices[24:48].astype(np.float64)
    radial = prism[:, :2] * 2.0
    assert np.allclose(radial, prism[:, 3:5], atol=1e-6), "its shading must be round"


def test_faces_know_their_axis() -> None:
    q = quads()
    face = np.abs(np.cross(q[:, 2, :3] - q[:, 0, :3], q[:, 3, :3] - q[:, 1, :3]))
    axis = (q[:, 0, 6] // 2).astype(int)
    assert set(np.unique(axis)) <= {0, 1, 2}
    largest = face.max(1)
    assert (face[np.arange(len(face)), axis] >= largest - 1e-6).all()


def test_a_stair_climbs_towards_y() -> None:
    batches = kit.load().batches("stair_flight")
    v = quads()[batches.start * 6 : batches.stop * 6].reshape(-1, 8)
    top = v[v[:, 2] > 0.45]
    assert top[:, 1].min() > 0.2
    assert v[v[:, 1] < -0.45][:, 2].max() < -0.3


def test_the_committed_kit_is_what_its_script_builds() -> None:
    build = runpy.run_path(str(kit.path("models/kit.npz").with_name("build_kit.py")))["build"]
    with np.load(kit.path("models/kit.npz"), allow_pickle=False) as committed:
        fresh = build()
        assert sorted(committed.files) == sorted(fresh)
        for name, values in fresh.items():
            # Sines may differ in the last bit between machines.
            if values.dtype.kind == "f":
                assert np.allclose(values, committed[name], atol=1e-6)
            else:
                assert np.array_equal(values, committed[name])
