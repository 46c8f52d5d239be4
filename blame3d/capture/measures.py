"""What a picture is like, in numbers: pure numpy.

The measures of a finished frame: percentiles of its 8-bit luma, stops between the darkest and the
brightest hundredth, the value its depth ends in, the largest plain region, the share of its
silhouettes that lean, its planes of value, its great masses, its empty parts, its warm light.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from blame3d.capture.plain import plain_share

F64 = NDArray[np.float64]

_STEP: Final = 9.0
"""Difference of luma that tells two planes apart."""
_EDGE: Final = 0.2
"""Step of log2 distance between neighbouring pixels that is a silhouette."""

_BLACK: Final = (22.0, 3.0)
"""Mean and standard deviation of luma below which a block is bare and black."""
_ACROSS: Final = 20
"""Masses across a picture, and two or four times as many blocks."""
_EMPTY: Final = 2.0
"""Standard deviation of luma below which a block shows nothing, whatever its tone."""

_LAMPLIT: Final = 0.01
"""Share of warm pixels that a place lit by lamps has at least: others have less."""

ROWS: Final[dict[str, tuple[tuple[float, float], ...]]] = {
    # p1, p50, p99, stops, end of the view: least and most
    "pale": ((0, 14), (45, 80), (190, 255), (6.5, 99), (170, 200)),
    "dark": ((0, 10), (22, 45), (150, 255), (6.0, 99), (8, 20)),
    "white": ((0, 40), (140, 190), (235, 255), (4.0, 99), (225, 255)),
    "amber": ((0, 12), (40, 60), (200, 255), (6.0, 99), (0, 255)),
}


def luma(pixels: NDArray[np.uint8]) -> F64:
    """Luma 0 … 255 of sRGB pixels (h, w, 3), by the weights of BT.709."""
    return np.asarray(pixels.astype(np.float64) @ (0.2126, 0.7152, 0.0722), np.float64)


def linear(value: float) -> float:
    """Linear light 0 … 1 of an 8-bit sRGB value."""
    v = value / 255.0
    return v / 12.92 if v <= 0.04045 else float(((v + 0.055) / 1.055) ** 2.4)


def measure(pixels: NDArray[np.uint8], metres: F64, fov_h: float) -> dict[str, float]:
    """Measures of a picture. pixels: (h, w, 3); metres: (h, w), inf where there is only air; fov_h:
    horizontal field in degrees."""
    y = luma(pixels)
    far = np.log2(1.0 + np.minimum(metres, 1e6))
    return tones(pixels, metres) | {
        "plain_share": round(plain_share(y, metres, fov_h), 3),
        "non_axis_share": round(leaning_share(far), 3),
        "planes": planes(y, far),
    }


def tones(pixels: NDArray[np.uint8], metres: F64) -> dict[str, float]:
    """Those measures that depend on light alone: all that `row_of` asks for."""
    y = luma(pixels)
    p1, p50, p99 = (float(v) for v in np.percentile(y, (1, 50, 99)))
    red, blue = pixels[..., 0].astype(np.int64), pixels[..., 2].astype(np.int64)
    warm = (red > 60) & (red > blue * 1.3 + 12)
    return {
        "p1": round(p1, 1),
        "p50": round(p50, 1),
        "p99": round(p99, 1),
        "stops": round(float(np.log2(linear(max(p99, 0.5)) / linear(max(p1, 0.5)))), 2),
        "end_value": round(end_of(y, metres), 1),
        "warm_share": round(float(warm.mean()), 4),
    }


def end_of(y: F64, metres: F64) -> float:
    """Mean luma of the farthest twelfth of a picture: the value in which its depth ends."""
    far = np.minimum(metres, 1e6)
    return float(y[far >= np.percentile(far, 92)].mean())


def row_of(found: dict[str, Any]) -> tuple[str, int]:
    """The kind of picture that the measures fit best, and how many of its five they meet."""
    values = [found[name] for name in ("p1", "p50", "p99", "stops", "end_value")]
    fits = {
        name: sum(low <= v <= high for v, (low, high) in zip(values, row, strict=True))
        for name, row in ROWS.items()
        if name != "amber" or found["warm_share"] >= _LAMPLIT
    }
    best = max(fits, key=lambda name: fits[name])
    return best, fits[best]


def leaning_share(far: F64) -> float:
    """Share of the silhouettes' length that is neither upright nor level (by five degrees)."""
    gx, gy = far[1:-1, 2:] - far[1:-1, :-2], far[2:, 1:-1] - far[:-2, 1:-1]
    edge = np.hypot(gx, gy) > _EDGE
    if not edge.any():
        return 0.0
    # Over three pixels a step has few directions: take them from what is smoothed along it.
    a, b, c = (_smooth(np.where(edge, v, 0.0)) for v in (gx * gx, gy * gy, gx * gy))
    angle = np.degrees(0.5 * np.arctan2(2.0 * c, a - b))[edge] % 90.0
    return float(((angle > 5.0) & (angle < 85.0)).mean())


def _smooth(v: F64) -> F64:
    for axis in (0, 1):
        v = sum((np.roll(v, s, axis) for s in (-3, -2, -1, 1, 2, 3)), v)
    return v


def planes(y: F64, far: F64) -> int:
    """Planes of depth, half an octave each, that differ in value from the one before."""
    bins = np.floor(far * 2.0).astype(np.int64)
    last, count = -1e9, 0
    for number in range(int(bins.min()), int(bins.max()) + 1):
        here = y[bins == number]
        if len(here) < 0.003 * y.size:
            continue
        value = float(np.median(here))
        if abs(value - last) >= _STEP:
            last, count = value, count + 1
    return count


def light_at_third(y: F64, fov_h: float) -> bool:
    """Whether a lamp or an opening stands within ten degrees of a third of the frame."""
    h, w = y.shape
    bright = np.argwhere(y >= max(150.0, float(np.percentile(y, 99))))
    if not len(bright):
        return False
    reach = 10.0 / fov_h * w
    thirds = np.array([(h * a / 3.0, w * b / 3.0) for a in (1, 2) for b in (1, 2)])
    away = np.sqrt(((bright[:, None] - thirds) ** 2).sum(2))
    return bool((away < reach).any())


def structure(y: F64) -> dict[str, float]:
    """How much the great masses of a picture differ in luma, the share of it that is bare and
    black, and that which shows nothing. y: its luma (h, w)."""
    mean, _ = _blocks(y, _ACROSS)
    _, even = _blocks(y, 2 * _ACROSS)
    value, spread = _blocks(y, 4 * _ACROSS)
    black = (value < _BLACK[0]) & (spread < _BLACK[1])
    return {
        "masses": round(float(mean.std()), 1),
        "bare": round(float(black.mean()), 3),
        "empty": round(float((even < _EMPTY).mean()), 3),
    }


def _blocks(y: F64, across: int) -> tuple[F64, F64]:
    """Mean and standard deviation of square blocks, so many across; what is left over is left."""
    n = max(2, y.shape[1] // across)
    h, w = (side // n for side in y.shape)
    cut = y[: h * n, : w * n].reshape(h, n, w, n)
    return cut.mean((1, 3)), cut.std((1, 3))
