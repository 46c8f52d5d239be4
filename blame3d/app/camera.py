"""F12: the view of this moment as a picture that knows where it was taken."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from blame3d import files, png
from blame3d.app.pictures import folder, free_name
from blame3d.app.weather import exact
from blame3d.scene.target import Target

if TYPE_CHECKING:
    from blame3d.app.engine import Engine

SMALLEST: Final = (1280, 720)
_SORT: Final = -20


def picture_size(window: tuple[int, int]) -> tuple[int, int]:
    """The window's shape, never smaller than `SMALLEST` in either side."""
    grow = max(1.0, SMALLEST[0] / max(1, window[0]), SMALLEST[1] / max(1, window[1]))
    return min(4096, round(window[0] * grow)), min(4096, round(window[1] * grow))


def take_picture(engine: Engine) -> Path:
    """Draw the present view in full and write it. Raises OutputError with a sentence."""
    where = folder(engine.options.now)
    path = free_name(where, engine.options.now.seed)
    view = engine.view(picture_size(engine.host.size))
    view = replace(view, haze=exact(engine.world, view.position_mm))
    target = Target(engine.host, engine.scene.root, view.size, _SORT)
    try:
        eye = engine.scene.set_view(view)
        target.aim((view.h, view.p, view.r), eye.fov)
        engine.host.draw()
        pixels = target.read()
    finally:
        target.close()
    files.write_atomic(path, png.encode_png(pixels, str(engine.address())))
    return path
