"""The graphics device: one Panda3D ShowBase, opened quietly and closed for good."""

from __future__ import annotations

import os
from typing import Any

from direct.showbase.ShowBase import ShowBase
from panda3d.core import (
    GraphicsOutput,
    GraphicsStateGuardian,
    RenderState,
    TransformState,
    load_prc_file_data,
)

from blame3d import logs
from blame3d.errors import DeviceError, TryAgainError
from blame3d.scene.cores import spread
from blame3d.scene.gl import GL, LOST
from blame3d.scene.notes import DriverNotes

_PRC = """
gl-coordinate-system default
print-pipe-types 0
notify-level-device fatal
notify-level-egldisplay fatal
notify-level-display error
notify-level-windisplay error
notify-level-x11display error
notify-level-glgsg error
default-directnotify-level error
framebuffer-alpha 0
background-color 0 0 0
framebuffer-multisample 0
multisamples 0
sync-video 1
model-cache-dir
textures-power-2 none
state-cache 1
garbage-collect-states 1
threading-model
"""


class _Base(ShowBase):
    """A ShowBase without sound: which library Panda3D uses for it is settled by the first who asks,
    and that is to be `app.speakers`, if anybody."""

    def createBaseAudioManagers(self) -> None:
        self.sfxPlayer = self.musicManager = None
        self.musicManagerIsValid = False


class Host:
    """A window or an offscreen context, and who draws it.

    base: the ShowBase. renderer_name, gl_version: what the driver says of itself. size: pixels of
    the window. reversed_depth: whether depth runs backwards over 0 … 1 (else two slices). drawn:
    whether a frame ever was.
    """

    def __init__(
        self, base: Any, notes: DriverNotes, *, window: bool, software: bool
    ) -> None:
        self.base = base
        self.notes = notes
        self.window = window
        self.drawn = False
        self._shown = False
        """Whether the window has already been drawn for the coming frame."""
        self.software = software
        base.disable_mouse()
        base.graphicsEngine.open_windows()
        self.gsg: GraphicsStateGuardian = base.win.gsg
        self.renderer_name = str(self.gsg.driver_renderer)
        self.gl_version = (
            int(self.gsg.get_driver_version_major()),
            int(self.gsg.get_driver_version_minor()),
        )
        self.gl = GL(str(base.pipe.get_interface_name()))
        self.reversed_depth = self.gl.has_clip_control and self.gl_version >= (4, 5)
        if self.is_software:
            spread()

    @property
    def size(self) -> tuple[int, int]:
        win = self.base.win
        return int(win.get_x_size()), int(win.get_y_size())

    @property
    def is_software(self) -> bool:
        """Whether the CPU does the drawing."""
        name = self.renderer_name.lower()
        return any(word in name for word in ("llvmpipe", "softpipe", "swrast", "software"))

    @property
    def depth_name(self) -> str:
        """How depth is kept, in words for doctor and shot."""
        return "reversed 32-bit" if self.reversed_depth else "two slices"

    def frame(self) -> None:
        """Run the tasks and draw one frame; ShowBase's tasks collect unused states."""
        self.base.taskMgr.step()
        self.notes.take()

    def draw(self) -> None:
        """Draw one frame without tasks; collects unused states. TryAgainError (LOST) when the
        driver was reset, for then nothing that was made for it is there any more."""
        self.base.win.set_active(not self._shown)
        try:
            self._render()
        finally:
            self.base.win.set_active(True)
            self._shown = False
        if self.gl.lost:
            raise TryAgainError("The graphics driver was reset.", id=LOST)
        self.drawn = True
        TransformState.garbage_collect()
        RenderState.garbage_collect()
        self.notes.take()

    def draw_before(self, output: GraphicsOutput) -> None:
        """Draw an inactive output that must be there before the frame can be listed, and after it
        the window with the picture of the last frame.

        The window waits until that picture is finished. A CPU goes on drawing it while the program
        is at the next frame: shown at the end of its own, all that time would be spent waiting.
        """
        others = [w for w in self.base.graphicsEngine.get_windows() if w.is_active()]
        if not self._shown:
            others = [w for w in others if w != self.base.win]
        for other in others:
            other.set_active(False)
        output.set_active(True)
        try:
            self._render()
        finally:
            output.set_active(False)
            for other in others:
                other.set_active(True)
        self._shown = True

    def _render(self) -> None:
        """Draw what is active. What was drawn before is finished first: a window waits for it where
        its pictures are turned over, and without one the same is done here."""
        if self.drawn and not self.window:
            self.sync()
        self.base.graphicsEngine.render_frame()
        self.gl.flush()  # or a driver may begin when it is waited for

    def sync(self) -> None:
        """Wait until the frame is drawn."""
        self.gl.finish()

    def close(self) -> None:
        """Close the window and forget the device."""
        self.base.destroy()
        self.notes.end()


def open_host(
    size: tuple[int, int], *, window: bool, software: bool, title: str = "blame3d"
) -> Host:
    """Open a window, or an offscreen context.

    software: draw on the CPU (Mesa's llvmpipe). Raises DeviceError
    (B3D-GPU-01, B3D-GPU-02) when nothing usable opens.
    """
    if software:
        # Mesa reads this when the first context opens.
        os.environ["LIBGL_ALWAYS_SOFTWARE"] = "1"
    load_prc_file_data("blame3d", _PRC)
    load_prc_file_data("blame3d", f"win-size {size[0]} {size[1]}\nwindow-title {title}\n")
    tried = ["pandagl"] if window else ["p3headlessgl", "pandagl"]
    notes = DriverNotes()
    said: list[str] = []
    # Asked for 3.3, an older driver only refuses; asked for nothing, it tells what it has.
    for version, display in [(version, name) for version in ("3 3", "") for name in tried]:
        load_prc_file_data(
            "blame3d", f"gl-version {version}\nload-display {display}\naux-display\nwindow-type "
            + ("onscreen" if window else "offscreen")
        )
        try:
            base = _Base(windowType="onscreen" if window else "offscreen")
        except Exception as error:  # ShowBase raises a bare Exception
            said += [*notes.take(), str(error)]
            continue
        host = Host(base, notes, window=window, software=software)
        if host.gl_version < (3, 3):
            found = ".".join(map(str, host.gl_version))
            host.close()
            raise DeviceError(
                f"OpenGL {found} found on {host.renderer_name}; blame3d needs 3.3. "
                "Update the driver, or use --software (slow).",
                id="B3D-GPU-02",
            )
        logs.fact("renderer", f"{host.renderer_name}, OpenGL {host.gsg.driver_version}")
        return host
    notes.end()
    raise DeviceError(
        f"No OpenGL window could be opened (tried: {', '.join(tried)}). Driver said: "
        f'"{said[0].rstrip(".")}". Install or update the graphics driver, or start with '
        "--software.",
        id="B3D-GPU-01",
    )
