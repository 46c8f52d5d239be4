"""F12: the view of this moment as a picture that knows where it was taken.

The eye is held still until everything in view is there, then the picture is taken in full, with the
exposure that one walks in (`blame3d shot` measures one for what is in frame). A second press takes
what there is at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from blame3d import files, png
from blame3d.app.pictures import free_name, make_ready
from blame3d.capture.still import render_still
from blame3d.scene.frame import View

if TYPE_CHECKING:
    from blame3d.app.engine import Engine

SMALLEST: Final = (1280, 720)
LARGEST: Final = 4096
PATIENCE_S: Final = 20.0


def picture_size(window: tuple[int, int]) -> tuple[int, int]:
    """The window's shape, never smaller than `SMALLEST` in either side, never over `LARGEST`."""
    wide, high = max(1, window[0]), max(1, window[1])
    grow = max(1.0, SMALLEST[0] / wide, SMALLEST[1] / high)
    grow = min(grow, LARGEST / wide, LARGEST / high)
    return round(wide * grow), round(high * grow)


@dataclass
class _Exposure:
    view: View
    address: str
    until: float


class PictureCamera:
    """holding: a picture is being waited for; the body and the head keep still."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._exposure: _Exposure | None = None

    @property
    def holding(self) -> bool:
        return self._exposure is not None

    def press(self) -> None:
        """Begin, or take the picture at once. Raises OutputError when it could not be kept."""
        engine = self._engine
        if self._exposure is not None:
            self._exposure.until = engine.seconds
            return
        make_ready(engine.options.now.album)
        view = engine.still(picture_size(engine.host.size))
        address = str(engine.address(seen=True))
        self._exposure = _Exposure(view, address, engine.seconds + PATIENCE_S)

    def cancel(self) -> None:
        """Forget the picture."""
        self._exposure = None

    def update(self) -> Path | None:
        """Once a frame: the file when the picture was taken in this one.

        Raises OutputError with a sentence when it cannot be written.
        """
        taking = self._exposure
        if taking is None:
            return None
        engine = self._engine
        if engine.seconds < taking.until and not engine.stage.complete(taking.view):
            return None
        self._exposure = None
        return self._take(taking)

    def _take(self, taking: _Exposure) -> Path:
        engine = self._engine
        path = free_name(engine.options.now.album, engine.options.now.seed)
        engine.picture.target.set_active(False)
        engine.scene.jump()  # no picture of a cross-fade
        pixels = render_still(engine.host, engine.scene, taking.view)
        engine.picture.target.set_active(True)
        files.write_atomic(path, png.encode_png(pixels, taking.address))
        return path
