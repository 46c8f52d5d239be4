"""Several easels of one scene: each frame is drawn on the one that is asked, and on no other."""

from __future__ import annotations

import numpy as np

from blame3d.capture.still import Easel
from blame3d.scene.city import CityScene
from blame3d.scene.frame import View
from blame3d.scene.host import Host
from blame3d.world.chunk import LAMP, Chunk
from blame3d.world.emit import box_parts


def test_a_frame_is_drawn_on_no_other_easel(host: Host) -> None:
    wall = box_parts(np.array([[0.0, 40.0, 0.0]]), np.array([[60.0, 44.0, 30.0]]), 0, 0)
    chunk = Chunk(0, (0, 0, 0), wall, np.zeros(0, LAMP), np.zeros((0, 0, 0, 2), np.uint8), 0)
    scene = CityScene(host, "low")
    scene.attach(chunk)
    scene.show(frozenset([chunk.key]))
    one, two = Easel(host, scene, (64, 36)), Easel(host, scene, (64, 36))
    view = View((30_000, 10_000, 20_000), 0.0, 0.0, fov_h=40.0, size=(64, 36))
    away = View((30_000, 10_000, 20_000), 180.0, 0.0, fov_h=40.0, size=(64, 36))
    one.draw(view)
    before = one.read()
    two.draw(away)
    assert np.array_equal(one.read(), before)
    assert not np.array_equal(two.read(), before)
    one.close()
    two.close()
    scene.close()
