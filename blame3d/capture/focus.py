"""What a lens leaves unsharp: a picture and how far each of its pixels is, into what a lens of a
certain opening would have drawn.

Scattered in layers: what is drawn with about the same circle is blurred by that circle, with how
much of each pixel it covers, and laid over what is farther. So what is near and unsharp has soft
edges over what is sharp, and nothing sharp bleeds into what lies behind it. (Potmesil and
Chakravarty 1981 for the circle; layers as in every compositor.)
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.timeline.shot import GATE_MM, Focus

F64 = NDArray[np.float64]
Picture = NDArray[np.uint8]

_GAMMA: Final = 2.2
"""Light is blurred, not its shades on a screen."""

_SHARP: Final = 0.6
"""Radius in pixels up to which nothing is to be seen of it."""

_STEP: Final = 1.5
"""From a layer's radius to the next."""

_LARGEST: Final = 0.03
"""Radius as a share of the picture's width."""


def circles(distances: F64, focus: Focus, wide: int) -> F64:
    """Radii (h, w) in pixels of the circles that points draw, negative before what is sharp.
    distances: metres (h, w), inf for the air; wide: pixels of the picture."""
    f = focus.mm / 1000.0
    image = focus.opening * f / max(focus.metres - f, 1e-3)  # of what is endlessly far, metres
    share = image / (GATE_MM / 1000.0) * (1.0 - focus.metres / np.maximum(distances, 0.05))
    most = _LARGEST * wide
    return np.clip(share * wide / 2.0, -most, most)


def focused(picture: Picture, radii: F64) -> Picture:
    """The picture, uint8 (h, w, 3), with each pixel spread over its circle."""
    light = (picture / 255.0) ** _GAMMA
    size = np.abs(radii)
    # The place of each pixel between the layers: 0 sharp, 1 the first circle, …
    place = np.log(np.maximum(size, _SHARP) / _SHARP) / np.log(_STEP)
    place *= np.sign(radii)
    first, last = int(np.floor(place.min())), int(np.ceil(place.max()))
    out, cover = np.zeros_like(light), np.zeros(size.shape)
    for layer in range(last, first - 1, -1):
        weight = np.maximum(0.0, 1.0 - np.abs(place - layer))
        if not weight.any():
            continue
        radius = _SHARP * _STEP ** abs(layer) if layer else 0.0
        laid = np.concatenate([light * weight[..., None], weight[..., None]], axis=2)
        laid = _spread(laid, radius)
        alpha = laid[..., 3]
        out = laid[..., :3] + out * (1.0 - alpha)[..., None]
        cover = alpha + cover * (1.0 - alpha)
    out /= np.maximum(cover, 1e-6)[..., None]
    return np.rint(np.clip(out, 0.0, 1.0) ** (1.0 / _GAMMA) * 255.0).astype(np.uint8)


def _spread(image: F64, radius: float) -> F64:
    """An image (h, w, n) whose points are discs of a radius in pixels; only what is not empty is
    worked on. Discs are multiplied as waves (a convolution), with room around for them."""
    if radius <= _SHARP:
        return image
    reach = int(np.ceil(radius)) + 1
    high, wide, _ = image.shape
    there = image[..., -1] > 0.0
    rows, columns = np.flatnonzero(there.any(axis=1)), np.flatnonzero(there.any(axis=0))
    y0, y1 = max(0, rows[0] - reach), min(high, rows[-1] + reach + 1)
    x0, x1 = max(0, columns[0] - reach), min(wide, columns[-1] + reach + 1)
    part = np.pad(image[y0:y1, x0:x1], ((reach, reach), (reach, reach), (0, 0)), mode="edge")
    y, x = np.mgrid[: part.shape[0], : part.shape[1]]
    y, x = np.minimum(y, part.shape[0] - y), np.minimum(x, part.shape[1] - x)
    disc = np.clip(radius + 0.5 - np.sqrt(x * x + y * y), 0.0, 1.0)
    waves = np.fft.rfft2(disc / disc.sum())
    laid = np.fft.rfft2(part, axes=(0, 1)) * waves[..., None]
    spread = np.fft.irfft2(laid, part.shape[:2], (0, 1))
    out = np.zeros_like(image)
    out[y0:y1, x0:x1] = np.clip(spread[reach:-reach, reach:-reach], 0.0, None)
    return out
