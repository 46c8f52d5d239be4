"""The world for one view, complete: every chunk that the view can show is there."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from blame3d.errors import TryAgainError
from blame3d.scene.city import CityScene
from blame3d.scene.eye import eye, in_sight, reach_of, within
from blame3d.scene.frame import View
from blame3d.scene.shade import hidden
from blame3d.stream.executor import Executor, generate_all
from blame3d.stream.jobs import Done, chunk_job
from blame3d.stream.plan import desired
from blame3d.stream.rings import radius
from blame3d.world.chunk import CELL, Key

Position = tuple[int, int, int]

_MARGIN = 0.25
"""Parts may reach out of their cell by this share of its edge."""


def wanted(view: View, quality: str, near: Position | None = None) -> list[Key]:
    """The finest cells that the view can show, most urgent first.

    near: place around which they are finest, for a long lens; None: around the eye.
    """
    plan = desired(near or view.position_mm, quality, heading=view.h, fov=view.fov_h)
    keys = [key for key, leaf in zip(plan.keys, plan.leaf.tolist(), strict=True) if leaf]
    lo, hi = boxes(keys, view.position_mm)
    reach = reach_of(radius(quality), view.haze.extinction)
    seen = in_sight(eye(view), lo, hi) & within(reach, lo, hi) & ~hidden(view, lo, hi)
    return [key for key, is_seen in zip(keys, seen.tolist(), strict=True) if is_seen]


def boxes(
    keys: list[Key], position_mm: tuple[int, int, int]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """`cell_boxes` of keys."""
    levels = np.array([level for level, _ in keys], np.int64)
    return cell_boxes(levels, np.array([c for _, c in keys], np.int64).reshape(-1, 3), position_mm)


def cell_boxes(
    levels: NDArray[np.int64],
    cells: NDArray[np.int64],
    position_mm: tuple[int, int, int],
    margin: float = _MARGIN,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Bounds of cells in metres from the eye, (n, 3) each, enlarged by a share of their edge.

    levels (n,), cells (n, 3).
    """
    sizes = (np.int64(CELL) << levels)[:, None]
    corner = (cells * (sizes * 1000) - np.asarray(position_mm, np.int64)) / 1000.0
    return corner - margin * sizes, corner + (1.0 + margin) * sizes


def gather(
    scene: CityScene, executor: Executor, view: View, *, more: tuple[View, ...] = (),
    near: Position | None = None,
) -> frozenset[Key]:  # fmt: skip
    """Make and show all that the view (and the further views) need; the keys shown. near: as in
    `wanted`.

    Chunks that the scene has already are not made again. Raises TryAgainError when a chunk cannot
    be made.
    """
    keys: dict[Key, None] = {}
    for one in (view, *more):
        keys.update(dict.fromkeys(wanted(one, scene.quality.name, near)))
    missing = [chunk_job(key) for key in keys if not scene.has(key)]
    results = generate_all(executor, missing, timeout=120.0)
    for job in missing:
        result = results[job]
        if not isinstance(result, Done) or result.chunk is None:
            why = "" if isinstance(result, Done) else f" {result.error}"
            raise TryAgainError(
                f"The picture cannot be taken: part of the City in view could not be made.{why}",
                id="B3D-WORLD-02",
            )
        scene.attach(result.chunk)
    shown = frozenset(keys)
    scene.show(shown)
    return shown
