"""Where a frame is drawn to: a buffer of its own, with depth that reaches from 5 cm to 100 km.

Depth is a 32-bit float that runs backwards (1 at the eye, 0 at infinity), which spreads its
precision evenly over the logarithm of the distance; it needs glClipControl (OpenGL 4.5). Without
it the frame is drawn in two slices of ordinary depth, the far one first.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from panda3d.core import (
    BitMask32,
    Camera,
    FrameBufferProperties,
    GraphicsOutput,
    GraphicsPipe,
    LVecBase4f,
    NodePath,
    PerspectiveLens,
    PTA_LVecBase4f,
    PythonCallbackObject,
    SamplerState,
    Texture,
    WindowProperties,
)

from blame3d.errors import DeviceError
from blame3d.scene.host import Host

NEAR: Final = 0.05
FAR: Final = 250_000.0
WITH_SKY: Final = BitMask32.bit(0)
WITHOUT_SKY: Final = BitMask32.bit(1)
SPLIT: Final = 120.0
"""Where the two slices meet when depth cannot run backwards."""


class Target:
    """A colour texture of a fixed size and the cameras that fill it."""

    def __init__(self, host: Host, root: NodePath[Any], size: tuple[int, int], sort: int) -> None:
        self._host = host
        self.size = size
        self.colour = Texture("frame")
        self.colour.set_minfilter(SamplerState.FT_linear)
        self.colour.set_magfilter(SamplerState.FT_linear)
        self.colour.set_wrap_u(SamplerState.WM_clamp)
        self.colour.set_wrap_v(SamplerState.WM_clamp)
        self._buffer = open_buffer(host, size, sort)
        self._buffer.add_render_texture(self.colour, GraphicsOutput.RTM_bind_or_copy)
        self._buffer.set_clear_color_active(False)
        self._cameras: list[NodePath[Any]] = []
        if host.reversed_depth:
            self._add_slice(root, NEAR, FAR, reverse=True, order=0)
        else:
            self._add_slice(root, SPLIT * 0.98, FAR, reverse=False, order=0)
            self._add_slice(root, NEAR, SPLIT, reverse=False, order=1)

    def _add_slice(
        self, root: NodePath[Any], near: float, far: float, *, reverse: bool, order: int
    ) -> None:
        lens = PerspectiveLens()
        lens.set_near_far(near, far)
        camera = Camera("eye", lens)
        camera.set_camera_mask(WITH_SKY if order == 0 else WITHOUT_SKY)
        path = root.attach_new_node(camera)
        values = PTA_LVecBase4f.empty_array(1)
        if reverse:
            values[0] = LVecBase4f(0.0, near, 0.0, 0.0)
        else:
            a = (far + near) / (far - near)
            values[0] = LVecBase4f(a, -2.0 * far * near / (far - near), 1.0, 0.0)
        state = NodePath("slice")
        state.set_shader_input("slice", values)
        camera.set_initial_state(state.get_state())
        region = self._buffer.make_display_region()
        region.set_sort(order)
        region.set_camera(path)
        region.set_clear_depth_active(True)
        region.set_clear_depth(0.0 if reverse else 1.0)
        # The background is drawn by the sky, in the far slice; the near one keeps its colours.
        region.set_clear_color_active(False)
        if reverse:
            gl = self._host.gl

            def draw(data: Any) -> None:
                gl.clip_zero_to_one(True)
                data.upcall()
                gl.clip_zero_to_one(False)

            region.set_draw_callback(PythonCallbackObject(draw))
        self._cameras.append(path)

    def aim(self, hpr: tuple[float, float, float], fov: tuple[float, float]) -> None:
        """Turn the eye, which stays at the origin. fov: degrees; only for leaving nodes out."""
        for path in self._cameras:
            path.set_hpr(*hpr)
            path.node().get_lens().set_fov(*fov)

    def set_active(self, active: bool) -> None:
        self._buffer.set_active(active)

    def read(self, channels: int = 3) -> NDArray[np.uint8]:
        """The last frame, uint8 (h, w, channels), row 0 on top: red, green, blue, alpha."""
        self._host.base.graphicsEngine.extract_texture_data(self.colour, self._host.gsg)
        data = np.frombuffer(self.colour.get_ram_image().get_data(), np.uint8)
        width, height = self.size
        image = data.reshape(height, width, -1)[::-1]
        return np.ascontiguousarray(image[..., [2, 1, 0, 3][:channels]])

    def close(self) -> None:
        """Free the buffer."""
        for path in self._cameras:
            path.remove_node()
        self._buffer.clear_render_textures()
        self._host.base.graphicsEngine.remove_window(self._buffer)


def open_buffer(host: Host, size: tuple[int, int], sort: int) -> Any:
    """A buffer of colour and of depth in 32-bit floats. DeviceError when there is no room."""
    want = FrameBufferProperties()
    want.set_rgba_bits(8, 8, 8, 8)
    want.set_depth_bits(32)
    want.set_float_depth(True)
    engine, win = host.base.graphicsEngine, host.base.win
    found = engine.make_output(
        host.base.pipe,
        "frame",
        sort,
        want,
        WindowProperties.size(*size),
        GraphicsPipe.BF_refuse_window | GraphicsPipe.BF_can_bind_every,
        host.gsg,
        win,
    )
    if found is None:
        raise DeviceError(
            f"{host.renderer_name} has no room for a picture of {size[0]}x{size[1]}; "
            "ask for a smaller one.",
            id="B3D-GPU-01",
        )
    return found
