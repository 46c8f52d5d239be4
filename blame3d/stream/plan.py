"""Which cells the viewer needs: pure functions of a position.

The world around the viewer is a cut through an octree. Near cells are split into their eight
children, far ones are not; the leaves of the cut tile the drawn ellipsoid without overlap, and
every ancestor of a leaf is wanted too, as what is shown until the leaf has come. `visible_set`
picks from what has come: no hole where anything is ready, no place drawn twice.

Everything follows from the anchor, the low corner of a block of level-0 cells as wide as a family
of the finest level. It follows the viewer only when they are more than 8 m outside that block, so
that standing on a border asks for nothing new.
Positions are integer millimetres, world axes. A call costs less than a millisecond and is worth
making only when `outdated` says so.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Final

import numpy as np

from blame3d.stream.rings import finest_level, lead, rings
from blame3d.stream.tree import CELL_MM, SLACK_MM, Bools, Ints, block, tree
from blame3d.stream.view import centres, in_view
from blame3d.world.chunk import Cell, Key

TURN: Final = 30.0
"""Degrees turned after which the order of requests is worth making again."""

LOOK_AHEAD_S: Final = 2.0
"""Nearness is measured from where the viewer will be then: about the age of a request served."""

Position = tuple[int, int, int]
Velocity = tuple[float, float, float]


@dataclass(frozen=True, eq=False)
class Desired:
    """The wanted nodes in request order.

    levels (n,), cells (n, 3), parents (n,) row of the parent or -1 for a root, leaf (n,) True
    where the node is to be seen in the end (False: an ancestor, wanted as fallback).
    anchor, finest, heading: what it was made from, to be handed to the next plan.
    """

    quality: str
    anchor: Cell
    finest: int
    heading: float | None
    levels: Ints
    cells: Ints
    parents: Ints
    leaf: Bools

    @cached_property
    def keys(self) -> tuple[Key, ...]:
        """All wanted keys in request order."""
        return tuple(_keys(self.levels, self.cells))

    @cached_property
    def index(self) -> dict[Key, int]:
        """Row of each key."""
        return {key: row for row, key in enumerate(self.keys)}

    @cached_property
    def by_level(self) -> tuple[Ints, ...]:
        """Rows of each level present, coarse to fine."""
        return tuple(
            np.flatnonzero(self.levels == k)
            for k in range(int(self.levels.max(initial=-1)), self.finest - 1, -1)
        )


    @cached_property
    def families(self) -> tuple[tuple[Ints, Ints, Ints], ...]:
        """For each level below the roots, coarse to fine: its rows in the order of their parents,
        where each family starts among them, and the parent of each family."""
        found = []
        for rows in self.by_level:
            rows = rows[self.parents[rows] >= 0]
            if len(rows):
                rows = rows[np.argsort(self.parents[rows], kind="stable")]
                owners, starts = np.unique(self.parents[rows], return_index=True)
                found.append((rows, starts, owners))
        return tuple(found)


def anchor_of(position_mm: Position, previous: Cell | None = None, finest: int = 0) -> Cell:
    """The low corner of the viewer's block, or the previous one while they are close to that."""

    def axis(p: int, old: int | None, size: int) -> int:
        if old is not None and old * CELL_MM - SLACK_MM <= p < (old + size) * CELL_MM + SLACK_MM:
            return old
        return p // (size * CELL_MM) * size

    old = previous if previous is not None else (None, None, None)
    x, y, z = (
        axis(int(p), o, size) for p, o, size in zip(position_mm, old, block(finest), strict=True)
    )
    return x, y, z


def outdated(
    previous: Desired, position_mm: Position, *, speed: float = 0.0, heading: float | None = None
) -> bool:
    """Whether `desired` would give something else worth having."""
    if anchor_of(position_mm, previous.anchor, previous.finest) != previous.anchor:
        return True
    if min(finest_level(speed, previous.finest), rings(previous.quality).top) != previous.finest:
        return True
    if heading is None or previous.heading is None:
        return heading is not previous.heading
    return abs((heading - previous.heading + 180.0) % 360.0 - 180.0) > TURN


def desired(
    position_mm: Position,
    quality: str,
    *,
    speed: float = 0.0,
    velocity: Velocity | None = None,
    heading: float | None = None,
    fov: float | None = None,
    previous: Desired | None = None,
) -> Desired:
    """The nodes wanted around a position, most urgent first.

    Order: the roots, so that everything is covered by something; then families of eight in view,
    coarse to fine, nearest first; then those out of view in the same way. speed in m/s (taken from
    velocity, m/s, where that is given) drops the finest levels. velocity: of a viewer who may go
    anywhere, even if it is 0 now; for them roots are wanted before they come into reach, whichever
    way they turn, so that there is never a hole. None for a still picture. heading and fov (full,
    horizontal) in degrees. previous: the plan in use, for hysteresis. UsageError for an unknown
    quality.
    """
    shape = rings(quality)
    if velocity is not None:
        speed = math.hypot(*velocity)
    same = previous if previous is not None and previous.quality == quality else None
    finest = min(finest_level(speed, same.finest if same else 0), shape.top)
    old = same.anchor if same is not None and same.finest == finest else None
    anchor = anchor_of(position_mm, old, finest)

    moving = 0 if velocity is None else lead(shape, finest)
    levels, cells, parents = tree(anchor, shape, finest, moving)
    leaf = np.ones(len(levels), bool)
    leaf[parents[parents >= 0]] = False

    at = centres(levels, cells, position_mm)
    ahead = np.zeros(3)
    if velocity is not None and math.isfinite(speed):
        ahead = np.asarray(velocity) * LOOK_AHEAD_S
    away = np.abs(at - ahead).max(axis=1) / (np.int64(1) << levels)
    hidden = np.zeros(len(levels), bool)
    if heading is not None and fov is not None:
        hidden = ~in_view(at, levels, heading, fov, margin=10.0)
    root = parents < 0
    family = np.where(root, np.arange(len(levels)), parents)
    order = np.lexsort((family, away[family], -levels, hidden[family], ~root))

    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    moved = np.where(root, -1, place[parents])[order]
    return Desired(
        quality, anchor, finest, heading, levels[order], cells[order], moved, leaf[order]
    )


def visible_mask(ready: Bools, wanted: Desired) -> Bools:
    """Which rows to draw when the rows `ready` (n,) could be drawn.

    Exact cover: of a leaf and its ancestors exactly one is drawn if any is ready, none otherwise.
    A node gives way to its children only when each of them is ready or covered by its own.
    """
    covered = ready.copy()
    gives_way = ~ready & ~wanted.leaf
    for rows, starts, owners in reversed(wanted.families):
        complete = np.logical_and.reduceat(covered[rows], starts)
        gives_way[owners] |= complete
        covered[owners] |= complete
    visited = wanted.parents < 0
    for rows, _, _ in wanted.families:
        above = wanted.parents[rows]
        visited[rows] = visited[above] & gives_way[above]
    draw: Bools = visited & ready & ~gives_way
    return draw


def visible_set(ready: Collection[Key], wanted: Desired) -> frozenset[Key]:
    """`visible_mask` with keys. ready: a set or dict of the keys that can be drawn."""
    mask = np.fromiter((key in ready for key in wanted.keys), bool, len(wanted.keys))
    return frozenset(wanted.keys[i] for i in np.flatnonzero(visible_mask(mask, wanted)))


def evictable(wanted: Desired, resident: Iterable[Key]) -> list[Key]:
    """Resident keys that may go, farthest first (in edges of their own level).

    Kept, though not wanted: what lies within one family of the ring, so that turning back at
    once costs nothing. Levels finer than the plan's finest go.
    """
    spare = [key for key in resident if key not in wanted.index]
    if not spare:
        return []
    shape = rings(wanted.quality)
    levels = np.array([k for k, _ in spare], np.int64)
    off = np.array([c for _, c in spare], np.int64) - (np.array(wanted.anchor) >> levels[:, None])
    away = np.abs(off)
    side, high = 5, shape.high // 2 + 2
    near = (away[:, :2] <= side).all(axis=1) & (away[:, 2] <= high)
    near &= (levels >= wanted.finest) & (levels <= shape.top)
    gone = np.flatnonzero(~near)
    order = gone[np.argsort(-away[gone].max(axis=1), kind="stable")]
    return [spare[i] for i in order]


def collider_cells(
    position_mm: Position,
    velocity: Velocity = (0.0, 0.0, 0.0),
    *,
    seconds: float = 0.1,
    pad_m: float = 2.0,
) -> tuple[Cell, ...]:
    """Level-0 cells that a body touches within `seconds` of moving straight on, soonest first.

    As it stands: those that must be ready before the body may move at all (capsule, step and
    sweep fit the 2 m of padding). For prefetching ask with seconds=2, pad_m=48. Colliders may reach
    over the border of their cell by less than the padding. A velocity (m/s) that is not finite or
    beyond 1,000 m/s counts only as far as that.
    """
    pad = int(pad_m * 1000)
    travel = [
        min(max(v, -1000.0), 1000.0) * seconds * 1000.0 if math.isfinite(v) else 0.0
        for v in velocity
    ]
    steps = 1 + int(max(abs(d) for d in travel) // (CELL_MM / 2))
    found: dict[Cell, None] = {}
    for i in range(steps + 1):
        here = [int(p) + round(d * i / steps) for p, d in zip(position_mm, travel, strict=True)]
        lo = [(p - pad) // CELL_MM for p in here]
        hi = [(p + pad) // CELL_MM for p in here]
        box = [
            (x, y, z)
            for x in range(lo[0], hi[0] + 1)
            for y in range(lo[1], hi[1] + 1)
            for z in range(lo[2], hi[2] + 1)
        ]
        found.update(dict.fromkeys(sorted(box, key=partial(_remoteness, here))))
    return tuple(found)


def _remoteness(here: list[int], cell: Cell) -> tuple[int, Cell]:
    """Sort key: the cell that holds `here` (mm), then by squared distance of the centre."""
    own = all(c == p // CELL_MM for c, p in zip(cell, here, strict=True))
    off = (2 * c * CELL_MM + CELL_MM - 2 * p for c, p in zip(cell, here, strict=True))
    return -1 if own else sum(d * d for d in off), cell


def _keys(levels: Ints, cells: Ints) -> list[Key]:
    return [(k, (x, y, z)) for k, (x, y, z) in zip(levels.tolist(), cells.tolist(), strict=True)]
