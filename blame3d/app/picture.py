"""The drawn frame in its own size, scaled to the window; replaced when either changes."""

from __future__ import annotations

from math import sqrt
from typing import Final

from blame3d.app.present import Present
from blame3d.scene.city import CityScene
from blame3d.scene.host import Host
from blame3d.scene.target import Target

SOFTWARE_PIXELS: Final = 640 * 360
"""What a CPU draws of a frame on quality low, whatever the window."""

_SORT: Final = -10


def drawn_size(
    window: tuple[int, int], quality: str, scale: float, software: bool
) -> tuple[int, int]:
    """Pixels to draw for a window of this many: all of them on a graphics card."""
    wide, high = max(1, window[0]), max(1, window[1])
    if not software:
        return wide, high
    share = scale
    if quality == "low":
        share = min(1.0, sqrt(SOFTWARE_PIXELS / (wide * high)))
    return max(16, round(wide * share)), max(16, round(high * share))


class Picture:
    """Owns the target of the frames on the window."""

    def __init__(self, host: Host, scene: CityScene) -> None:
        self._host = host
        self._present = Present(host.base.win)
        self._target: Target | None = None
        self._scene = scene
        self._shape = 0.0
        self.renew(scene)

    @property
    def size(self) -> tuple[int, int]:
        """Pixels drawn."""
        assert self._target is not None
        return self._target.size

    @property
    def target(self) -> Target:
        assert self._target is not None
        return self._target

    def renew(self, scene: CityScene) -> None:
        """Draw this scene, at the size that suits the window as it is now."""
        quality = scene.quality
        full = drawn_size(self._host.size, quality.name, quality.scale, self._host.is_software)
        size = full
        if self._shape:
            size = full[0], max(2, min(full[1], 2 * round(full[0] / self._shape / 2.0)))
        if self._target is not None:
            if size == self._target.size and scene is self._scene:
                return
            self._target.close()
        self._scene = scene
        self._target = Target(self._host, scene.root, size, _SORT)
        self._present.picture(self._target.colour, size[1] / full[1])

    def shaped(self, shape: float) -> None:
        """Draw a band of this shape, width by height, in the middle of the window; 0: all of it."""
        if shape != self._shape:
            self._shape = shape
            self.renew(self._scene)

    def light(self, value: float) -> None:
        """0 black, and nothing is drawn … 1 the picture as it is."""
        self._present.light(value)
        self.target.set_active(value > 0.0)

    def close(self) -> None:
        if self._target is not None:
            self._target.close()
            self._target = None
