"""One picture of a view, through a target of its own: used by shot, the demonstration and F12."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.capture.bloom import bloomed
from blame3d.capture.metering import draft_size, metered
from blame3d.capture.recesses import grounded
from blame3d.scene.city import CityScene
from blame3d.scene.eye import eye
from blame3d.scene.frame import View
from blame3d.scene.host import Host
from blame3d.scene.target import Target

SAMPLES: Final = ((-0.125, -0.375), (0.375, -0.125), (-0.375, 0.125), (0.125, 0.375))
"""Shifts in pixels: four rows and four columns of a pixel, so that near-level edges gain too."""

_SORT: Final = -20


class Easel:
    """A target of a fixed size on which pictures are taken one after another.

    Of several only the one that is asked draws: else each frame would be drawn on all of them."""

    def __init__(self, host: Host, scene: CityScene, size: tuple[int, int]) -> None:
        self._host = host
        self._scene = scene
        self.size = size
        self._target = Target(host, scene.root, size, _SORT)
        self._target.set_active(False)

    def take(self, view: View, samples: int = 4) -> NDArray[np.uint8]:
        """The picture, uint8 (h, w, 3), row 0 on top; mean of up to four shifted frames, with
        the dark of their recesses and their bloom."""
        return self.both(view, samples)[0]

    def both(
        self, view: View, samples: int = 4
    ) -> tuple[NDArray[np.uint8], NDArray[np.float64]]:
        """The picture, and the distances, which it needs itself."""
        view = replace(view, size=self.size)
        shifts = SAMPLES[:samples] if samples > 1 else ((0.0, 0.0),)
        total = np.zeros((self.size[1], self.size[0], 3), np.uint16)
        for shift in shifts:
            self._look(view, shift)
            self._drawn()
            total += self._target.read()
        n = len(shifts)
        mean = ((total + n // 2) // n).astype(np.uint8)
        metres, clear = self._laid(view)
        return bloomed(grounded(mean, metres, clear, eye(view))), metres

    def distances(self, view: View) -> NDArray[np.float64]:
        """Metres from the eye to what each pixel shows, (h, w), row 0 on top; inf where there is
        only air. To about a hundred-thousandth."""
        return self._laid(replace(view, size=self.size))[0]

    def _laid(self, view: View) -> tuple[NDArray[np.float64], NDArray[np.float32]]:
        """The distances, and how much of its light comes through the air, if it is of the City
        (h, w), 0 … 1."""
        self._look(view)
        with self._scene.distances():
            self._drawn()
        bytes_ = self._target.read(4)
        coarse = bytes_[..., :3] @ (1.0, 1.0 / 255.0, 1.0 / 65025.0)
        away = np.where(bytes_[..., 0] == 255, np.inf, 2.0 ** (coarse * 20.0 / 255.0) - 1.0)
        return away, bytes_[..., 3].astype(np.float32) / 255.0

    def draw(self, view: View) -> None:
        """Draw one frame and wait for it, without reading it: for measuring."""
        looking = self._scene.set_view(replace(view, size=self.size))
        self._target.aim((view.h, view.p, view.r), looking.fov)
        self._drawn()
        self._host.sync()

    def read(self) -> NDArray[np.uint8]:
        """The frame that was drawn last, uint8 (h, w, 3), row 0 on top."""
        return self._target.read()

    def _look(self, view: View, shift: tuple[float, float] = (0.0, 0.0)) -> None:
        looking = self._scene.set_view(view, shift, unhurried=True)
        self._target.aim((view.h, view.p, view.r), looking.fov)

    def _drawn(self) -> None:
        """Draw a frame, here alone."""
        self._target.set_active(True)
        try:
            self._host.draw()
        finally:
            self._target.set_active(False)

    def close(self) -> None:
        self._target.close()


def drafted(host: Host, scene: CityScene, view: View) -> NDArray[np.float64]:
    """How far what a view shows is, as `Easel.distances`, of a small draft."""
    small = Easel(host, scene, draft_size(view.size))
    try:
        return small.distances(view)
    finally:
        small.close()


def exposed(host: Host, scene: CityScene, view: View) -> View:
    """The view with exposure and air set for what is in frame (capture.metering); all that it
    shows must be there. It costs a few small drafts."""
    small = Easel(host, scene, draft_size(view.size))
    try:
        return metered(view, small.distances(view), lambda one: small.take(one, 1))
    finally:
        small.close()


def render_still(
    host: Host, scene: CityScene, view: View, samples: int = 4
) -> NDArray[np.uint8]:
    """The picture of a view at view.size, uint8 (h, w, 3), row 0 on top.

    The scene keeps this view until the next `set_view`.
    """
    easel = Easel(host, scene, view.size)
    try:
        return easel.take(view, samples)
    finally:
        easel.close()
