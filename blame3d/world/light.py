"""The baked light volume of a cell: how much sky and how much lamp light reaches each texel.

What is stored is the square root of light (the shader squares it): eight bits then serve the
dark, and as roots multiply like what they stand for, products stay products.

Everything is integer arithmetic on a grid of solid texels, so the bytes are the same on every
machine. A cell of n texels a side is baked from n + 16: every value depends on nothing farther
than 8 texels, so two cells that share a face compute the texels that both store (the last inside
one, the apron of the other) from the same inputs, and equal.

Sky light is local visibility times what arrives from the coarser level (`arriving`), which did the
same with texels two or four times as large: each level answers for the occluders of its own size.
Local visibility: in 17 directions (up, 8 slanting up, 8 level, weighted towards up) whether the
next 1, 3 and 6 texels are free, found by doubling: three shifted ANDs a direction; what shines is
the haze before a wall as much as that above it. To it come a
contact term (free texels of the 3**3 around) and one bounce (the mean of near visibility over
7**3), both box sums. All terms only fall when a solid is added.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from blame3d.world import boxes
from blame3d.world import lamps as lamp_light
from blame3d.world.chunk import Cell, edge, light_texels

U8 = NDArray[np.uint8]

APRON: Final = 8
"""Texels of occupancy wanted on every side of the cell."""

_SIDES: Final = ((1, 0), (-1, 0), (0, 1), (0, -1))
_CORNERS: Final = ((1, 1), (-1, 1), (1, -1), (-1, -1))
_SKY: Final = (
    (4, ((0, 0, 1),)),
    (3, tuple((x, y, 1) for x, y in _SIDES)),
    (2, tuple((x, y, 1) for x, y in _CORNERS)),
    (2, tuple((x, y, 0) for x, y in _SIDES + _CORNERS)),
)
"""(weight, directions x y z); 17 directions, weights together 40."""

_FULL: Final = 4 * 40
_WALL: Final = 110
"""Visibility from which a texel counts as fully lit: a little more than beside an endless wall,
so that a plain wall passes on what the coarser level says and loses nothing twice."""


_INSIDE: Final = 64
"""Share, of 254, of what arrives that solid texels have which touch no air: what reaches out of its
cell, or stands in what fills it, is in deep shade there and not black."""
_DEEP: Final = 48
"""What those texels have at the least, of 254: what arrives may itself come from inside."""


def texel(level: int) -> float:
    """Edge of a light texel in metres."""
    return edge(level) / light_texels(level)


def occupancy(level: int, lo: boxes.F, hi: boxes.F) -> NDArray[np.bool_]:
    """Solid texels of a cell with its apron: bool (n+16)**3, z y x.

    lo, hi: boxes (N, 3), metres from the cell's low corner, including those of the neighbours
    as far as 8 texels outside.
    """
    side = light_texels(level) + 2 * APRON
    step = texel(level)
    return boxes.rasterise(lo, hi, (-APRON * step,) * 3, step, (side,) * 3)


def _ahead(field: U8, offset: int) -> U8:
    """field(x) & field(x + offset) on a flattened grid; 0 past the end."""
    out = np.zeros_like(field)
    if offset > 0:
        np.bitwise_and(field[:-offset], field[offset:], out=out[:-offset])
    else:
        np.bitwise_and(field[-offset:], field[:offset], out=out[-offset:])
    return out


def _visibility(air: U8, side: int) -> tuple[U8, U8]:
    """Weighted count of free directions: (near and far, 0 … 160; near alone, 0 … 80), flattened.

    Offsets wrap from row to row, but never for a texel that has the whole reach inside the grid.
    """
    near, far = np.zeros_like(air), np.zeros_like(air)
    for weight, directions in _SKY:
        some_near, some_far = np.zeros_like(air), np.zeros_like(air)
        for x, y, z in directions:
            offset = (z * side + y) * side + x
            two = _ahead(air, offset)
            four = _ahead(two, 2 * offset)
            some_near += two
            some_near += four
            some_far += _ahead(four, 3 * offset)
        some_near *= np.uint8(weight)
        some_far *= np.uint8(2 * weight)
        near += some_near
        far += some_far
    far += near
    return far, near


def _box(field: NDArray[np.uint16], side: int, radius: int) -> NDArray[np.uint16]:
    """Sum over the cube of 2·radius + 1 texels (radius 1 or 3) on a flattened grid.

    A window of 3 is 1 + 2, one of 7 is 1 + 2 + 4, each doubled from the last. Rows wrap as above.
    """
    for stride in (1, side, side * side):
        total, window, width = field.copy(), field, 1
        at = stride
        while at < (2 * radius + 1) * stride:
            double = window.copy()
            double[: -width * stride] += window[width * stride :]
            window, width = double, 2 * width
            total[:-at] += window[at:]
            at += width * stride
        field = np.zeros_like(total)
        field[radius * stride :] = total[: -radius * stride]
    return field


@lru_cache(maxsize=1)
def _curves() -> tuple[NDArray[np.uint16], NDArray[np.uint16]]:
    """Tables: visibility 0 … 160 → 0 … 256 and free texels of 27 → 0 … 256 (18, a plain wall)."""
    seen = np.minimum(np.arange(_FULL + 1, dtype=np.int64), _WALL)
    sight = 256 * seen * (2 * _WALL + 3 * seen) // (5 * _WALL * _WALL)
    touch = np.minimum(256, 256 * np.arange(28, dtype=np.int64) // 18)
    return sight.astype(np.uint16), touch.astype(np.uint16)


def _root(light: NDArray[np.integer[Any]]) -> U8:
    """Square root of light 0 … 65535 (more is capped), 0 … 254."""
    return np.minimum(np.sqrt(light.astype(np.float64)), 254).astype(np.uint8)


def _bleed(values: U8, air: U8) -> U8:
    """Give solid texels the brightest air that they touch: by a face, else an edge, else a corner.

    So what is sampled between a wall's texel and the air before it never goes black, and a crease
    stays as dark as the air in it. In: (m, m, m), values 0 … 254; out: (m-2)**3.
    """
    side = values.shape[0]
    lit = ((values + np.uint8(1)) * air).reshape(-1)  # 0 is no air

    def about(field: U8, stride: int) -> U8:
        out = np.zeros_like(field)
        np.maximum(field[: -2 * stride], field[2 * stride :], out=out[stride:-stride])
        return out

    x, y, z = (about(lit, stride) for stride in (1, side, side * side))
    xy = about(x, side)
    faces = np.maximum(np.maximum(x, y), z)
    edges = np.maximum(np.maximum(xy, about(x, side * side)), about(y, side * side))
    out = about(xy, side * side)
    for nearer in (edges, faces, lit):
        out = np.where(nearer > 0, nearer, out)
    out = np.maximum(out, 1) - np.uint8(1)
    return np.ascontiguousarray(out.reshape((side,) * 3)[1:-1, 1:-1, 1:-1])


def bake(
    level: int, solid: NDArray[np.bool_], sky: ArrayLike, lamps: NDArray[np.void]
) -> NDArray[np.uint8]:
    """The light volume of a cell: uint8 (n+2, n+2, n+2, 2), z y x, channel 0 sky, channel 1 lamps
    (`lamps.NONE` where there is none, more is warm, less is cold).

    solid: `occupancy`, (n+16)**3. sky: uint8 0 … 255 that arrives, a scalar or (n+2)**3 as
    `arriving` gives it. lamps: LAMP, metres from the cell's low corner, all that reach into the
    cell or its apron, in any order.
    """
    n = light_texels(level)
    side = n + 2 * APRON
    air = np.logical_not(solid).astype(np.uint8)
    flat = air.reshape(-1)
    seen, near = _visibility(flat, side)
    sight, touch = _curves()
    bounce = _box(near.astype(np.uint16), side, 3)
    contact = touch[_box(flat.astype(np.uint16), side, 1)]
    inner = slice(APRON - 2, side - APRON + 2)
    cube = (inner, inner, inner)
    contact = contact.reshape(air.shape)[cube].astype(np.uint32)
    direct = sight[seen].reshape(air.shape)[cube] * contact
    # The mean of `near` over 343 texels, 65536 when all of it is free: three eighths of the light,
    # for what looks down or into a recess has no other.
    indirect = bounce.reshape(air.shape)[cube].astype(np.uint32) * np.uint32(38) >> 4
    local = _root(direct - (direct * 3 >> 4) + (indirect * 3 >> 3))
    out = np.empty((n + 2, n + 2, n + 2, 2), np.uint8)
    arrived = np.asarray(sky, np.uint8).astype(np.uint16)
    share = _bleed(local, air[cube]).astype(np.uint16)
    inside = air[APRON - 1 : side - APRON + 1, APRON - 1 : side - APRON + 1,
                 APRON - 1 : side - APRON + 1] == 0
    buried = inside & (share == 0)
    share[buried] = _INSIDE
    out[..., 0] = (share * arrived + 127) // 254
    np.maximum(out[..., 0], _DEEP, out=out[..., 0], where=buried)
    glow = lamp_light.glow(lamps, solid, texel(level))
    out[..., 1] = lamp_light.NONE
    for shone, add in ((glow, np.add), (-glow, np.subtract)):
        if (shone > 0).any():
            root = _root(np.maximum(shone, 0) * contact >> 8)
            add(out[..., 1], _bleed(root, air[cube]) // 2, out=out[..., 1])
    return out


def arriving(parent: NDArray[np.uint8], level: int, cell: Cell) -> NDArray[np.uint8]:
    """Sky light that arrives at the texels of a cell from its parent's volume.

    parent: the light of the cell one level coarser, (m+2, m+2, m+2, 2). Returns uint8 (n+2)**3, the
    parent's channel 0 interpolated linearly on the three axes, with integer weights.
    """
    n, m = light_texels(level), parent.shape[0] - 2
    ratio = 2 * n // m  # texels of ours to one of the parent's
    field = parent[..., 0].astype(np.uint32)
    for axis, index in ((0, cell[2]), (1, cell[1]), (2, cell[0])):
        centre = 2 * ((index & 1) * n + np.arange(-1, n + 1)) + 1 - ratio
        low, rest = centre // (2 * ratio), centre % (2 * ratio)
        weight = rest.astype(np.uint32).reshape([-1 if a == axis else 1 for a in range(3)])
        before, after = field.take(low + 1, axis), field.take(low + 2, axis)
        field = before * (np.uint32(2 * ratio) - weight) + after * weight
    whole = (2 * ratio) ** 3
    rounded = (field + np.uint32(whole // 2)) // np.uint32(whole)
    return np.asarray(rounded, np.uint8)
