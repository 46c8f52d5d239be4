"""The layer of distances: metres that agree with where things are, and the picture comes back."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from blame3d.capture.still import Easel
from blame3d.scene.city import CityScene
from blame3d.scene.frame import View
from blame3d.scene.host import Host
from blame3d.world.chunk import LAMP, Chunk
from blame3d.world.emit import box_parts


def test_a_wall_is_as_far_as_it_stands_and_the_picture_comes_back(host: Host) -> None:
    wall = box_parts(np.array([[0.0, 40.0, 0.0]]), np.array([[60.0, 44.0, 30.0]]), 0, 0)
    chunk = Chunk(0, (0, 0, 0), wall, np.zeros(0, LAMP), np.zeros((0, 0, 0, 2), np.uint8), 0)
    view = View((30_000, 10_000, 20_000), 0.0, 0.0, fov_h=40.0, size=(64, 36))
    scene = CityScene(host, "low")
    easel = Easel(host, scene, view.size)
    scene.attach(chunk)
    scene.show(frozenset([chunk.key]))
    before = easel.take(view, 1)
    metres = easel.distances(view)
    programs = scene.programs.distance()
    assert np.array_equal(easel.take(view, 1), before)
    assert np.isinf(easel.distances(replace(view, h=180.0))).all()
    assert scene.programs.distance() is programs
    easel.close()
    scene.close()
    assert abs(metres[18, 32] - 30.0) < 0.05
    assert metres[18, 0] > metres[18, 32]
