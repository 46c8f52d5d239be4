"""Skylights: wells in ceilings through which pale light falls, and the shaft that hangs below each.

A ceiling of the mass lattice has one by lot, the likelier the darker the air below it is. What is
to be seen of it are a frame that hangs out of the ceiling, bright bars inside, a slanting shaft of
light in the haze (scene.shafts) and its pool on whatever stands in the shaft (`lit`). All three
come from the same row, a function of (seed, voxel), so that they fit at every level of detail.

The shaft slants by whole sixteenths, and distances from its axis are whole metres: the light in a
texel is the same on every machine and on both sides of a cell's face.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from blame3d.world import sky
from blame3d.world.emit import Sink
from blame3d.world.fields import VOXEL, occupancy, planes, voxel_at
from blame3d.world.hash import again, below, hash64, unit
from blame3d.world.materials import Material

I64 = NDArray[np.int64]

TILT: Final = (6, 3)
"""Sixteenths of a metre that a shaft moves along x and y per metre that it falls: the light's own
slant, see v_rel in shaders/city.vert."""
LEVELS: Final = 4
"""Levels 0 … 4 know of them: of coarser ones a texel is wider than a shaft."""
_SALT: Final = 0x5C71
_HANGS: Final = 14
"""Metres that the frame hangs below the undisturbed ceiling: more than any panel comes out."""
_BRIGHT: Final = 128
"""Sky light in a shaft, as in world.light, at its axis below the well; a quarter less far down."""
_GLOW: Final = 84
"""The same beside a shaft: what its pool throws back. It ends in what seeps in everywhere,"""
_RIM: Final = 80
"""so many metres away."""
_SOFT: Final = 14
"""Metres over which a shaft's edge fades."""
_DEEPEST: Final = 4
"""Voxels that a shaft falls at most."""
_BLOCK: Final = 8
"""Voxels a side of what is found at once."""


class Skylight(NamedTuple):
    """x, y, z: middle of the well's mouth, whole metres of the world; half_x, half_y: of the mouth;
    drop: metres that its light falls; bars: into how many its brightness is parted."""

    x: int
    y: int
    z: int
    half_x: int
    half_y: int
    drop: int
    bars: int


@lru_cache(maxsize=128)
def _block(seed: int, bx: int, by: int, bz: int) -> I64:
    """The skylights of the ceilings of one block of voxels of air: rows (N, 7) of Skylight."""
    lo = np.array([bx, by, bz], np.int64) * _BLOCK
    hi = lo + _BLOCK
    solid = occupancy(seed, lo - (0, 0, _DEEPEST), hi + (0, 0, 1))
    air = ~solid[:, :, _DEEPEST:-1]
    at = np.argwhere(air & solid[:, :, _DEEPEST + 1 :])
    if not len(at):
        return np.zeros((0, 7), np.int64)
    voxel = at + lo
    h = hash64(seed, _SALT, voxel[:, 0], voxel[:, 1], voxel[:, 2])
    here = sky.voxels(seed, lo, hi)[tuple(at.T)].astype(np.float64) / 255.0
    keep = unit(again(h, 1)) < np.clip(0.46 - 0.45 * here, 0.09, 0.40)
    edges = [planes(seed, a, int(lo[a]) - _DEEPEST, int(hi[a])) for a in range(3)]
    found = []
    for (i, j, k), key in zip(at[keep].tolist(), h[keep], strict=True):
        depth = 1
        while depth < _DEEPEST and not solid[i, j, k + _DEEPEST - depth]:
            depth += 1
        low = [int(e[n + _DEEPEST]) for e, n in zip(edges, (i, j, k), strict=True)]
        high = [int(e[n + _DEEPEST + 1]) for e, n in zip(edges, (i, j, k), strict=True)]
        lots = [int(below(again(key, salt), n)) for salt, n in ((2, 14), (3, 32), (4, 2), (5, 3))]
        narrow, long = 7 + lots[0], 26 + lots[1]
        half = (narrow, long) if lots[2] else (long, narrow)
        place = [
            low[a] + half[a] + 24
            + int(below(again(key, 6 + a), max(1, high[a] - low[a] - 2 * half[a] - 48)))
            for a in (0, 1)
        ]  # fmt: skip
        drop = high[2] - _HANGS - int(edges[2][k + _DEEPEST + 1 - depth])
        found.append((*place, high[2] - _HANGS, *half, drop, 1 + lots[3]))
    return np.array(found, np.int64).reshape(-1, 7)


def within(seed: int, lo_m: ArrayLike, hi_m: ArrayLike) -> tuple[Skylight, ...]:
    """Skylights whose mouth or shaft may reach into a box of the world, whole metres."""
    lo, hi = np.asarray(lo_m, np.int64), np.asarray(hi_m, np.int64)
    # A shaft goes down, and towards -x and -y.
    aside = (_DEEPEST + 1) * VOXEL * np.array((*TILT, 16)) // 16 + 2 * _RIM
    first = [voxel_at(seed, a, int(lo[a]) - 2 * _RIM) // _BLOCK for a in range(3)]
    last = [voxel_at(seed, a, int(hi[a] + aside[a])) // _BLOCK for a in range(3)]
    out: list[Skylight] = []
    for key in np.ndindex(*(b - a + 1 for a, b in zip(first, last, strict=True))):
        x, y, z = (a + int(n) for a, n in zip(first, key, strict=True))
        rows = _block(seed, x, y, z)
        wide = np.pad(rows[:, 3:5], ((0, 0), (0, 1))) + (_RIM, _RIM, 0)
        fall = rows[:, 5:6] * np.array((*TILT, 16)) // 16
        top, foot = rows[:, :3] + wide + (0, 0, _HANGS + 4), rows[:, :3] - wide - fall
        there = ((top > lo) & (foot < hi)).all(axis=1)
        out += [Skylight(*row) for row in rows[there].tolist()]
    return tuple(out)


def add(sink: Sink, seed: int, origin: I64, size: int) -> None:
    """Frames and bars of the skylights in a cell whose low corner lies at `origin`."""
    if sink.level > LEVELS:
        return
    for one in within(seed, origin, origin + size):
        x, y, z = (float(v) for v in np.array(one[:3]) - origin)
        a, b = float(one.half_x), float(one.half_y)
        rim = 2.5
        lo = [[x - a - rim, y - b - rim, z], [x + a, y - b - rim, z],
              [x - a, y - b - rim, z], [x - a, y + b, z]]  # fmt: skip
        hi = [[x - a, y + b + rim, 0.0], [x + a + rim, y + b + rim, 0.0],
              [x + a, y - b, 0.0], [x + a, y + b + rim, 0.0]]  # fmt: skip
        top = z + _HANGS + 2.0
        frame_hi = np.array(hi)
        frame_hi[:, 2] = top
        sink.boxes(np.array(lo), frame_hi, int(Material.CONCRETE_DAMP), 90)
        # Bars of light along the longer side, deep in the frame, webs of concrete between them.
        n, along = one.bars, 0 if a > b else 1
        pitch = 2.0 * (b, a)[along] / n
        start = (y - b, x - a)[along] + pitch * np.arange(n)
        bar_lo, bar_hi = np.empty((n, 3)), np.empty((n, 3))
        bar_lo[:, along], bar_hi[:, along] = (x - a, x + a) if along == 0 else (y - b, y + b)
        bar_lo[:, 1 - along], bar_hi[:, 1 - along] = start + 0.9, start + pitch - 0.9
        bar_lo[:, 2], bar_hi[:, 2] = z + 6.0, top
        sink.boxes(bar_lo, bar_hi, int(Material.SKY), 0)
        web_lo, web_hi = bar_lo.copy(), bar_hi.copy()
        web_lo[:, 1 - along], web_hi[:, 1 - along] = start - 0.9, start + 0.9
        web_lo[:, 2] = z + 1.0
        sink.boxes(web_lo, web_hi, int(Material.CONCRETE_DAMP), 70)


def lit(seed: int, origin: I64, texel: int, n: int) -> NDArray[np.uint8] | None:
    """Sky light that the shafts bring to texels (n, n, n), z y x, or None where none reaches.

    origin: low corner of texel 0, whole metres; texel: its edge in metres.
    """
    out: NDArray[np.uint8] | None = None
    x, y, z = (origin[a] + texel * np.arange(n) + texel // 2 for a in range(3))
    for one in within(seed, origin, origin + n * texel):
        fallen = one.z - z
        kept = np.where((fallen >= -_HANGS) & (fallen < one.drop), 4096 - fallen.clip(0, 1024), 0)
        along_x, along_y = (
            np.abs(at - middle + fallen[:, None] * tilt // 16) - half
            for at, middle, half, tilt in (
                (x, one.x, one.half_x, TILT[0]), (y, one.y, one.half_y, TILT[1]),
            )
        )  # fmt: skip
        row, column = (_profile(off, texel) * kept[:, None] // 4096 for off in (along_x, along_y))
        light = np.minimum(row.astype(np.uint8)[:, None, :], column.astype(np.uint8)[:, :, None])
        out = light if out is None else np.maximum(out, light)
    return out


def _profile(off: I64, texel: int) -> I64:
    """Sky light so many metres outside the edge of a mouth, or inside it when negative."""
    soft = _SOFT + texel
    pool = _BRIGHT * (soft - 2 * off).clip(0, 2 * soft) // (2 * soft)
    halo = _GLOW - (_GLOW - sky.FLOOR) * off.clip(0, _RIM) // _RIM
    return np.asarray(np.where(off < _RIM, np.maximum(pool, halo), 0), np.int64)
