"""Axis-aligned boxes as arrays: clip, subtract, touch, rasterise.

A set of boxes is two arrays `lo`, `hi` (N, 3), x y z in metres relative to any origin, float32 or
float64; a box is the points lo <= p < hi, and is empty when hi <= lo on an axis. `clip` and
`subtract` only ever copy coordinates (min, max, compare), so they are exact: pieces share the
very same numbers along their seams, and no crack or overlap can come of rounding.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

F = NDArray[np.floating[Any]]
Bool = NDArray[np.bool_]
Index = NDArray[np.intp]


def clip(lo: F, hi: F, a: ArrayLike, b: ArrayLike) -> tuple[F, F, Index]:
    """Intersect each box with the box a … b (3,); drop what is empty.

    Returns lo, hi (M, 3) of the input's dtype and the source index (M,), in input order.
    """
    new_lo = np.maximum(lo, np.asarray(a, lo.dtype))
    new_hi = np.minimum(hi, np.asarray(b, hi.dtype))
    keep = np.flatnonzero((new_lo < new_hi).all(1))
    return new_lo[keep], new_hi[keep], keep


def touching(lo: F, hi: F, cut_lo: F, cut_hi: F) -> Bool:
    """True (N,) for the boxes that share volume with any of the cuts (M, 3); faces do not count."""
    hit = np.zeros(len(lo), np.bool_)
    if not len(lo) or not len(cut_lo):
        return hit
    step = max(1, 2_000_000 // len(cut_lo))  # bounds the pair matrix to 2 MB a plane
    for at in range(0, len(lo), step):
        box_lo, box_hi = lo[at : at + step, :, None], hi[at : at + step, :, None]
        pair = np.ones((len(box_lo), len(cut_lo)), np.bool_)
        for axis in range(3):
            pair &= np.maximum(box_lo[:, axis], cut_lo[:, axis]) < np.minimum(
                box_hi[:, axis], cut_hi[:, axis]
            )
        hit[at : at + step] = pair.any(1)
    return hit


def _split(lo: F, hi: F, cut_lo: F, cut_hi: F, index: Index) -> tuple[F, F, Index]:
    """Cut one box (3,) out of boxes that all touch it: up to two pieces an axis, x then y then z.

    In this order a door in a wall leaves two jambs of full height and a lintel.
    """
    lo, hi = lo.copy(), hi.copy()
    out: list[tuple[F, F, Index]] = []
    for axis in range(3):
        below = np.flatnonzero(lo[:, axis] < cut_lo[axis])
        if len(below):
            piece = hi[below]
            piece[:, axis] = cut_lo[axis]
            out.append((lo[below], piece, index[below]))
            lo[below, axis] = cut_lo[axis]
        above = np.flatnonzero(cut_hi[axis] < hi[:, axis])
        if len(above):
            piece = lo[above]
            piece[:, axis] = cut_hi[axis]
            out.append((piece, hi[above], index[above]))
            hi[above, axis] = cut_hi[axis]
    if not out:
        return lo[:0], hi[:0], index[:0]
    return (
        np.concatenate([piece[0] for piece in out]),
        np.concatenate([piece[1] for piece in out]),
        np.concatenate([piece[2] for piece in out]),
    )


def subtract(lo: F, hi: F, cut_lo: ArrayLike, cut_hi: ArrayLike) -> tuple[F, F, Index]:
    """Each box minus all cuts (M, 3), as disjoint boxes that cover exactly what is left.

    Cuts are read in the dtype of the boxes; empty cuts and empty boxes are allowed (empty boxes
    pass through unless a cut spans them). Returns lo, hi (K, 3) and the source index (K,),
    ascending; a box that no cut touches comes out unchanged. Loops over the cuts that touch
    something, vectorised over boxes.
    """
    c_lo = np.asarray(cut_lo, lo.dtype).reshape(-1, 3)
    c_hi = np.asarray(cut_hi, lo.dtype).reshape(-1, 3)
    index = np.arange(len(lo), dtype=np.intp)
    hit = touching(lo, hi, c_lo, c_hi)
    if not hit.any():
        return lo.copy(), hi.copy(), index
    w_lo, w_hi, w_index = lo[hit], hi[hit], index[hit]
    useful = touching(c_lo, c_hi, w_lo, w_hi)
    for a, b in zip(c_lo[useful], c_hi[useful], strict=True):
        inside = ((w_lo < b) & (a < w_hi)).all(1)
        if inside.any():
            p_lo, p_hi, p_index = _split(w_lo[inside], w_hi[inside], a, b, w_index[inside])
            rest = ~inside
            w_lo = np.concatenate([w_lo[rest], p_lo])
            w_hi = np.concatenate([w_hi[rest], p_hi])
            w_index = np.concatenate([w_index[rest], p_index])
    out_index = np.concatenate([index[~hit], w_index])
    order = np.argsort(out_index, kind="stable")
    return (
        np.concatenate([lo[~hit], w_lo])[order],
        np.concatenate([hi[~hit], w_hi])[order],
        out_index[order],
    )


def rasterise(
    lo: F,
    hi: F,
    origin: ArrayLike,
    texel: float,
    shape: tuple[int, int, int],
    *,
    fill: float = 0.5,
) -> Bool:
    """Voxelise boxes: bool grid of `shape` (z, y, x), texel (k, j, i) = origin + texel·(i, j, k).

    A texel is solid when its centre is inside a box. A box that is at least `fill` texels thick
    but falls between two centres marks the one layer that holds its middle; thinner ones vanish.
    With coordinates on a binary grid (1/1024 m) and a texel of 2**n metres this is exact, so
    two cells that see the same box from different origins agree.
    """
    size = np.asarray(shape[::-1], np.int64)
    a = (np.asarray(lo, np.float64) - np.asarray(origin, np.float64)) / texel
    b = (np.asarray(hi, np.float64) - np.asarray(origin, np.float64)) / texel
    first = np.ceil(a - 0.5).astype(np.int64)
    last = np.ceil(b - 0.5).astype(np.int64)
    thin = (last <= first) & (b - a >= fill) & (b > a)
    first = np.where(thin, np.floor((a + b) * 0.5).astype(np.int64), first)
    last = np.where(thin, first + 1, last)
    first, last = first.clip(0, size), last.clip(0, size)
    some = (first < last).all(1)
    first, last = first[some], last[some]
    grid = np.zeros(shape, np.bool_)
    # One slice a box: measured 1.3-2.7 us each, ahead of a 3-D difference array with running
    # sums (1.6 ms flat on 48**3) up to a thousand boxes.
    for i, j, k, i_end, j_end, k_end in np.concatenate([first, last], 1).tolist():
        grid[k:k_end, j:j_end, i:i_end] = True
    return grid


_FILLS = (
    (2.5, ((0.86, 0.86),)),
    (8.0, ((1.0, 0.42), (0.76, 0.76), (0.42, 1.0))),
    (np.inf, ((1.03, 0.16), (0.93, 0.47), (0.74, 0.74), (0.47, 0.93), (0.16, 1.03))),
)
"""Up to what radius in metres which boxes fill a circle: half extents for a radius of 1. The
corners of one box stand 0.22 of the radius out of it, of three 0.08, of five 0.05: what is drawn
inside them would be shut and dark."""


def in_circles(radius: F) -> tuple[F, Index]:
    """Boxes that fill upright round things: half extents (K, 2) for a radius of 1, and the row of
    `radius` (N,), metres, that each is for."""
    rows, halves = [], []
    least = 0.0
    for most, fill in _FILLS:
        mine = np.flatnonzero((radius > least) & (radius <= most))
        rows.append(np.repeat(mine, len(fill)))
        halves.append(np.tile(np.array(fill), (len(mine), 1)))
        least = most
    return np.concatenate(halves), np.concatenate(rows)
