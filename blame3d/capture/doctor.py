"""What the graphics device says of itself."""

from __future__ import annotations

from typing import Any

from blame3d.scene.host import open_host
from blame3d.scene.programs import Programs


def probe(software: bool) -> dict[str, Any]:
    """Open a context offscreen, compile every shader, close it again.

    Keys: renderer, opengl ("4.5"), driver, on_cpu, depth ("reversed 32-bit" or "two slices"),
    shaders. Raises DeviceError without a context, InternalError for a shader.
    """
    host = open_host((64, 64), window=False, software=software)
    try:
        Programs(host)
        return {
            "renderer": host.renderer_name,
            "opengl": ".".join(map(str, host.gl_version)),
            "driver": str(host.gsg.driver_version),
            "on_cpu": host.is_software,
            "depth": host.depth_name,
            "shaders": "ok",
        }
    finally:
        host.close()
