"""Numbers in paint: storeys, and the blocks of the City that ways run through.

A block of the City (`stretch`) has one number wherever it stands, a landing that of its storey: so
one can say where one was.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from blame3d.world import stretch
from blame3d.world.emit import QUARTER, Sink, tint_of
from blame3d.world.hash import again, below
from blame3d.world.materials import Material
from blame3d.world.spots import F64, Spots

_PITCH: Final = 0.8
"""From one numeral to the next, of their height."""
_BLOCK: Final = 71
_STOREY: Final = 4.0


def block(seed: int, origin: NDArray[np.int64], at: F64) -> NDArray[np.int64]:
    """The number of the block that each point (N, 3) lies in, 100 … 999."""
    return 100 + below(again(stretch.of(seed, origin, at), _BLOCK), 900)


def storey(origin: NDArray[np.int64], s: Spots) -> NDArray[np.int64]:
    """The storey on which each spot stands, 0 … 99: 4 m each."""
    up = np.floor((s.at[:, 2] + origin[2] % 400) / _STOREY + 0.5).astype(np.int64)
    return np.asarray(up % 100, np.int64)


def paint(
    sink: Sink, s: Spots, number: NDArray[np.int64], digits: int, *, tall: ArrayLike,
    up: ArrayLike, along: ArrayLike = 0.0, out: ArrayLike = 0.006,
    material: ArrayLike = int(Material.CONCRETE_LIME),
) -> None:
    """Numbers (N,) of so many digits on the wall at each spot: `tall` metres, lower edge at `up`,
    their middle `along` to the right of it."""
    high = np.broadcast_to(np.asarray(tall, np.float64), (len(s),))
    for digit, right in _digits(number, digits, high):
        centre = s.point(np.asarray(along) + right, np.asarray(up) + high * 0.5, out)
        _stroke(sink, digit, centre, high, s.yaw, 0, material, tint_of(s.hash))


def lay(sink: Sink, at: F64, axis: NDArray[np.int64], number: NDArray[np.int64], digits: int, *,
        tall: float, material: ArrayLike = int(Material.CONCRETE_LIME)) -> None:
    """Numbers (N,) on floors about points (N, 3), for one who walks up an axis (N,), 0 x or 1 y."""
    rows, high = np.arange(len(at)), np.full(len(at), tall)
    yaw = np.where(axis == 0, -QUARTER, 0)
    for digit, right in _digits(number, digits, high):
        centre = at.copy()
        centre[rows, 1 - axis] += np.where(axis == 0, -right, right)
        _stroke(sink, digit, centre, high, yaw, -QUARTER, material, 128)


def _digits(number: NDArray[np.int64], digits: int, high: F64) -> Iterator[
        tuple[NDArray[np.int64], F64]]:
    """Place by place the numerals of numbers, and metres from the middle to the right."""
    for k in range(digits):
        digit = number // 10 ** (digits - 1 - k) % 10
        yield digit, np.asarray((k - (digits - 1) / 2.0) * _PITCH * high, np.float64)


def _stroke(sink: Sink, digit: NDArray[np.int64], centre: F64, high: F64, yaw: NDArray[np.int64],
            pitch: int, material: ArrayLike, tint: ArrayLike) -> None:
    """Numerals as one part each."""
    if not len(digit):
        return
    batches = np.array([sink.library.far(f"numeral_{n}") for n in range(10)])
    size = np.stack([sink.library.metres(f"numeral_{n}") for n in range(10)])[digit]
    size[:, [0, 2]] *= high[:, None]
    sink.kit(batches[digit], centre, size, yaw, pitch, material, tint)
