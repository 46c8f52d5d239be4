"""Words on a picture that no window shows: captions in the bar, cards of title."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from panda3d.core import Filename, LColor, PNMImage, PNMTextMaker

from blame3d import assets

Picture = NDArray[np.uint8]

INK: Final = (0.93, 0.93, 0.90)
HELMET: Final = (0.62, 0.93, 0.89)
"""What a helmet's display writes, and what comes by its radio, in the face "mono"."""

DISPLAY: Final = (0.060, 0.11)
"""Where a helmet's display begins in the picture: shares of its width and height, from above."""


@lru_cache(maxsize=64)
def mask(text: str, pixels: int, face: str = "text") -> NDArray[np.float64]:
    """How much of each pixel a line of text covers, (h, w) 0 … 1; `pixels` is its em; face: a file
    of models/fonts."""
    maker = PNMTextMaker(Filename.from_os_specific(str(assets.path(f"models/fonts/{face}.ttf"))), 0)
    maker.set_point_size(10.0)
    maker.set_pixels_per_unit(pixels)
    maker.set_fg(LColor(1, 1, 1, 1))
    wide, high = maker.calc_width(text) + 8, round(pixels * 1.5)
    image = PNMImage(wide, high, 1)
    image.fill(0.0)
    maker.generate_into(text, image, 4, round(pixels * 1.1))
    values = [image.get_gray(x, y) for y in range(high) for x in range(wide)]
    found = np.array(values).reshape(high, wide)
    found.setflags(write=False)
    return found


def write(
    picture: Picture, text: str, at: tuple[float, float], pixels: int,
    ink: tuple[float, float, float] = INK, face: str = "text", *, begins: bool = False,
) -> None:  # fmt: skip
    """Write a line into a picture (h, w, 3), its middle at pixels (x, y), or its beginning; what
    does not fit is left out."""
    if not text or pixels < 4:
        return
    cover = mask(text, pixels, face)
    x0 = round(at[0] - (0.0 if begins else cover.shape[1] / 2.0))
    y0 = round(at[1] - cover.shape[0] / 2.0)
    top, left = max(0, y0), max(0, x0)
    part = picture[top : y0 + cover.shape[0], left : x0 + cover.shape[1]]
    k = cover[top - y0 :, left - x0 :][: part.shape[0], : part.shape[1], None]
    part[:] = np.rint(part * (1.0 - k) + np.array(ink) * 255.0 * k).astype(np.uint8)
