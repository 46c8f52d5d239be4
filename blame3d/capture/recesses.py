"""Soft dark where one thing meets another, in a still. Pure numpy.

The light volume knows of masses and galleries (world.light), at a metre or more; what lies between
a rail and its deck, or a foot and its floor, only the picture itself can tell. How far each pixel
lies is known (Easel.distances); from that come its place and its normal, and from them how much of
its sky its neighbours take, once for each of several scales: a pyramid, each level with the same
few taps, so that a wide scale costs less than a fine one and nothing has to be drawn by lot.

After Hoang and Low, "Multi-Resolution Screen-Space Ambient Occlusion" (2010), for the pyramid, and
McGuire, Mara and Luebke, "Scalable Ambient Obscurance" (2012), for the measure of a tap.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.scene.eye import Eye

F32 = NDArray[np.float32]

FINEST: Final = 1600
"""Pixels across the finest scale at the most, and"""
WIDEST: Final = 40
"""across the widest at the least, each half of the last: the same place has the same dark in a
draft and in a picture of 16 million pixels, which has not to be looked at in every one of them."""

_RINGS: Final = ((1.0, 0), (2.6, 1))
"""Radius of a ring of taps in pixels of its level, and half a step turned or not."""
_ROUND: Final = 8
_REACH: Final = 4.0
"""Pixels of its level, as metres where it lies, from which a neighbour takes no light any more."""
_FLAT: Final = 0.06
"""Sine of the angle under which a neighbour counts as lying in the same plane."""
_STRENGTH: Final = 2.2
_SHOWN: Final = 0.10
"""Light that is left at the least."""
_BRIGHT: Final = 0.9
"""What burns, what a beam strikes and what is lost in pale air keeps so much of it."""


def grounded(
    picture: NDArray[np.uint8], metres: NDArray[np.float64], clear: NDArray[np.float32], eye: Eye
) -> NDArray[np.uint8]:
    """The picture (h, w, 3) with its recesses darkened.

    metres: (h, w), how far each pixel lies, inf for air. clear: (h, w), how much of its light comes
    through the air, 0 … 1, for that lies before a recess as before all else; 0 for air, and for
    what has no recesses. eye: as it was taken. Two pixels across and up at the least.
    """
    there = np.isfinite(metres)
    if not there.any():
        return picture
    away = np.where(there, metres, 1e6).astype(np.float32)
    dark = _obscured(away, eye)
    light = picture.astype(np.float32)
    bright = light.max(axis=2) / 255.0
    # Of what is seen of a thing through thick air, most is the air; and shades on a screen are as
    # roots of light, of which half as much is lost.
    taken = dark * clear * clear * clear * (1.0 - _BRIGHT * bright * bright)
    left = 1.0 - (1.0 - _SHOWN) * np.minimum(taken, 1.0)
    return np.asarray(light * left[..., None] + 0.5, np.uint8)


def _obscured(away: F32, eye: Eye) -> F32:
    """How much of the light is taken, 0 … about 1, (h, w)."""
    height, width = away.shape
    # Where columns and rows of pixels cross a plane one metre before the eye.
    x = ((np.arange(width) + 0.5) / width * 2.0 - 1.0).astype(np.float32) / eye.focal[0]
    z = (1.0 - (np.arange(height) + 0.5) / height * 2.0).astype(np.float32) / eye.focal[1]
    levels: list[tuple[F32, tuple[F32, F32] | None]] = []
    surface = None  # places and normals
    while True:
        if surface is None and away.shape[1] <= FINEST:
            # Once, where neighbours are nearest: from row to row of a wide scale the floor of one
            # deck and the edge of the next would make a slope that is nowhere.
            places = _places(away, x, z)
            surface = places, _normals(places)
        levels.append((away, surface))
        if away.shape[1] < 2 * WIDEST or len(away) <= 3:  # two rows tell a slope
            break
        # One of four in turn, not their mean: a mean of two depths lies where there is nothing.
        some = slice(len(levels) % 2, None, 2)
        away, x, z = away[some, some], x[some], z[some]
        if surface is not None:
            surface = surface[0][:, some, some], surface[1][:, some, some]
    total = np.zeros_like(away)
    for number in range(len(levels) - 1, -1, -1):
        coarser = away
        away, surface = levels[number]
        if number < len(levels) - 1:
            total = _spread(total, coarser, away, (number + 1) % 2)
        if surface is not None:
            total += _level(*surface, away, eye.pixel * 2.0**number * _REACH)
            if number:
                total = _blurred(total, away)
    return np.asarray(1.0 - np.exp(-_STRENGTH * total), np.float32)


def _places(away: F32, x: F32, z: F32) -> F32:
    """Places (3, h, w) in metres along the eye's own axes."""
    z = z[:, None]
    forward = away / np.sqrt(x * x + z * z + np.float32(1.0))
    return np.stack([x * forward, forward, z * forward])


def _level(places: F32, normals: F32, away: F32, reach: float) -> F32:
    """What the neighbours at one scale take, (h, w). reach: metres for each metre away."""
    pad = int(np.ceil(max(r for r, _ in _RINGS)))
    around = np.pad(places, ((0, 0), (pad, pad), (pad, pad)), mode="edge")
    height, width = away.shape
    share = 1.0 / np.square(away * np.float32(reach))
    taken = np.zeros_like(away)
    for radius, turned in _RINGS:
        for tap in range(_ROUND):
            angle = 2.0 * np.pi * (tap + 0.5 * turned) / _ROUND
            i, j = round(radius * np.sin(angle)), round(radius * np.cos(angle))
            to = around[:, pad + i : pad + i + height, pad + j : pad + j + width] - places
            square = _dot(to, to) + np.float32(1e-12)
            sine = _dot(to, normals) / np.sqrt(square)
            near = np.maximum(0.0, 1.0 - square * share)
            taken += np.maximum(0.0, sine - _FLAT) * near
    return _even(taken) / np.float32(len(_RINGS) * _ROUND)


def _even(field: F32) -> F32:
    """Without lone spots, which a pixel makes that lies on an edge and has the slope of neither
    side: not above the second of its four neighbours."""
    pad = np.pad(field, 1, mode="edge")
    a, b, c, d = pad[:-2, 1:-1], pad[2:, 1:-1], pad[1:-1, :-2], pad[1:-1, 2:]
    second = np.maximum(
        np.maximum(np.minimum(a, b), np.minimum(c, d)),
        np.minimum(np.maximum(a, b), np.maximum(c, d)),
    )
    return np.asarray(np.minimum(field, second))


def _blurred(field: F32, away: F32) -> F32:
    """A scale's field without blotches: few pixels of it meet a row of columns now here, now there.
    Each is the mean of the nine around that lie as far away."""
    height, width = field.shape
    fields, aways = (np.pad(one, 1, mode="edge") for one in (field, away))
    total, weights = np.zeros_like(field), np.full_like(field, 1e-6)
    for i in range(3):
        for j in range(3):
            there = aways[i : i + height, j : j + width]
            weight = 1.0 / (0.05 + np.abs(1.0 - there / away))
            total += weight * fields[i : i + height, j : j + width]
            weights += weight
    return total / weights


def _dot(a: F32, b: F32) -> F32:
    """Scalar products (h, w) of vectors (3, h, w)."""
    return np.asarray(a[0] * b[0] + a[1] * b[1] + a[2] * b[2])


def _normals(places: F32) -> F32:
    """Unit normals (3, h, w) towards the eye; of two neighbours the nearer one tells the slope."""
    a, b = _slope(places, 1), _slope(places, 2)
    normals = np.stack(
        [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
    )
    length = np.sqrt(_dot(normals, normals)) + np.float32(1e-20)
    towards = np.where(_dot(normals, places) > 0.0, -1.0, 1.0).astype(np.float32)
    return np.asarray(normals * (towards / length))


def _slope(places: F32, axis: int) -> F32:
    step = np.diff(places, axis=axis)
    before = np.concatenate([step.take([0], axis), step], axis)
    after = np.concatenate([step, step.take([-1], axis)], axis)
    return np.where(_dot(before, before) < _dot(after, after), before, after)


def _spread(coarse: F32, coarse_away: F32, away: F32, first: int) -> F32:
    """A coarser level's field for the pixels of this one, (h, w): the four around, those that lie
    as far away before the others. first: row and column of this level that the coarser began at."""
    height, width = away.shape
    rows, columns = _between(height, first, len(coarse)), _between(width, first, coarse.shape[1])
    total = np.zeros_like(away)
    weights = np.full_like(away, 1e-6)
    for row, down in rows:
        for column, aside in columns:
            there = coarse_away[row][:, column]
            alike = 1.0 / (0.02 + np.abs(1.0 - there / away))
            weight = alike * (down[:, None] * aside[None, :])
            total += weight * coarse[row][:, column]
            weights += weight
    return total / weights


def _between(size: int, first: int, coarser: int) -> list[tuple[NDArray[np.intp], F32]]:
    """For each of so many pixels the two of the coarser level around it, and their weights."""
    at = (np.arange(size, dtype=np.float32) - first) / 2.0
    low = np.floor(at)
    share = (at - low).astype(np.float32)
    low = low.astype(np.intp)
    return [
        (np.clip(low, 0, coarser - 1), 1.0 - share),
        (np.clip(low + 1, 0, coarser - 1), share),
    ]
