"""A coarse picture of depths of the largest boxes in view, for scene.sift.

It is drawn within the making of a frame, before what the frame draws is chosen: from this view
alone, so nothing has to be remembered of the last one and a cut costs no more than a step.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from panda3d.core import (
    Camera,
    DepthTestAttrib,
    GraphicsOutput,
    LVecBase4f,
    NodePath,
    PerspectiveLens,
    PTA_LVecBase4f,
    RenderAttrib,
    Texture,
)

from blame3d.scene import geometry, pool
from blame3d.scene.draws import leaf
from blame3d.scene.eye import Eye
from blame3d.scene.host import Host
from blame3d.scene.programs import compile_text, source
from blame3d.scene.sift import HEIGHT, NEAR, OCCLUDERS, WIDTH
from blame3d.scene.target import open_buffer

_SORT: Final = -40
_TOGETHER: Final = 8
"""Boxes an instance, as in shaders/depth.vert."""


class Occlusion:
    """Draws boxes' depths and reads them."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._depth = Texture("depths")
        self._buffer = open_buffer(host, (WIDTH, HEIGHT), _SORT)
        self._buffer.add_render_texture(
            self._depth, GraphicsOutput.RTM_copy_ram, GraphicsOutput.RTP_depth
        )
        self._buffer.set_clear_color_active(False)
        root: NodePath[Any] = NodePath("occluders")
        region = self._buffer.make_display_region()
        region.set_camera(root.attach_new_node(Camera("eye", PerspectiveLens())))
        region.set_clear_depth_active(True)
        region.set_clear_depth(0.0)
        root.set_attrib(DepthTestAttrib.make(RenderAttrib.M_greater))
        self._boxes = pool.buffer("boxes", pool.texels(OCCLUDERS * 32), integer=False)
        self._lens = PTA_LVecBase4f.empty_array(3)
        self._leaf = leaf(geometry.quads(3 * _TOGETHER), "boxes")
        self._leaf.reparent_to(root)
        self._leaf.set_shader(
            compile_text(host, "depth", source("depth.vert"), source("depth.frag"))
        )
        self._leaf.set_shader_inputs(boxes=self._boxes, lens=self._lens)
        self._buffer.set_active(False)

    def depths(
        self, eye: Eye, middle: NDArray[np.floating[Any]], half: NDArray[np.floating[Any]]
    ) -> NDArray[np.float32]:
        """NEAR / metres to the nearest of these boxes, (3, n) metres from the eye, n at most
        OCCLUDERS; (HEIGHT, WIDTH), row 0 below; 0 where there is none."""
        count = middle.shape[1]
        if not count:
            return np.zeros((HEIGHT, WIDTH), np.float32)
        rows = np.zeros((-(-count // _TOGETHER) * _TOGETHER, 8), np.float32)
        rows[:count, :3], rows[:count, 4:7] = middle.T, half.T
        pool.write(self._boxes, rows)
        self._leaf.set_instance_count(len(rows) // _TOGETHER)
        for row, (axis, number) in enumerate(
            ((eye.right, eye.focal[0]), (eye.above, eye.focal[1]), (eye.forward, NEAR))
        ):
            self._lens[row] = LVecBase4f(*map(float, axis), number)
        self._host.draw_before(self._buffer)
        found = np.frombuffer(self._depth.get_ram_image().get_data(), np.float32)
        return found.reshape(HEIGHT, WIDTH)

    def close(self) -> None:
        """Free the buffer."""
        self._buffer.clear_render_textures()
        self._host.base.graphicsEngine.remove_window(self._buffer)

