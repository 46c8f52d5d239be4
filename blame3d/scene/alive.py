"""The City's own life in a view: which of the sites around an eye can be seen, and as what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.life.kinds import swept
from blame3d.life.living import actors
from blame3d.life.site import Site
from blame3d.life.sites import Key, edge_m, extent_m, free, keys, sites
from blame3d.scene.eye import distances, eye, in_sight
from blame3d.scene.frame import View
from blame3d.scene.shade import behind
from blame3d.world.fields import VOXEL
from blame3d.world.types import World

_LEAST_PX: Final = 4.0
"""What is smaller altogether is not worth a pose."""
_WIDE: Final = 1.43
"""Focal length, in halves of the picture's width, of a lens that brings nothing nearer."""


@dataclass(frozen=True, eq=False)
class Places:
    """Sites, and what each ever fills: lo, hi (N, 3) in metres of the world."""

    sites: tuple[Site, ...]
    lo: NDArray[np.float64]
    hi: NDArray[np.float64]


def places(found: Sequence[Site]) -> Places:
    """The bounds of sites, with what holds them."""
    lo, hi = np.zeros((len(found), 3)), np.zeros((len(found), 3))
    for n, site in enumerate(found):
        boxes = np.array([site.box(part) for part in swept(site)], np.float64)
        lo[n] = np.minimum(boxes[:, 0].min(0), site.at)
        hi[n] = np.maximum(boxes[:, 1].max(0), site.at)
    return Places(tuple(found), lo, hi)


def open_to(found: Places, view: View) -> Places:
    """Those that the view's occluders do not hide, wherever it looks."""
    at = np.array(view.position_mm, np.float64) / 1000.0
    hidden = behind(found.lo - at, found.hi - at, _occluders(view))
    keep = np.flatnonzero(~hidden)
    return Places(tuple(found.sites[n] for n in keep.tolist()), found.lo[keep], found.hi[keep])


def _occluders(view: View) -> NDArray[np.float64]:
    """The view's occluders (M, 6) in metres from the eye."""
    boxes = np.zeros((0, 6), np.int64) if view.occluders is None else view.occluders
    return np.asarray(boxes - np.tile(np.array(view.position_mm), 2) / 1000.0, np.float64)


def cells_in_view(view: View) -> list[Key]:
    """Cells whose sites the view may show."""
    found = keys(view.position_mm)
    at = np.array(view.position_mm, np.float64) / 1000.0
    edge = np.array([edge_m(k.lattice) for k in found], np.float64)[:, None]
    out = np.array([extent_m(k.lattice) + VOXEL for k in found], np.float64)[:, None]
    lo = np.array([k.cell for k in found]) * edge - at - out
    hi = lo + edge + 2.0 * out
    seen = np.flatnonzero(in_sight(eye(view), lo, hi))
    open_ = ~behind(lo[seen], hi[seen], _occluders(view))
    return [found[n] for n in seen[open_].tolist()]


def in_view(found: Places, view: View) -> tuple[Site, ...]:
    """Those in the field of view and large enough to be seen."""
    at = np.array(view.position_mm, np.float64) / 1000.0
    lo, hi = found.lo - at, found.hi - at
    looking = eye(view)
    seen = in_sight(looking, lo, hi)
    seen &= (hi - lo).max(axis=1, initial=0.0) > _LEAST_PX * looking.pixel * distances(lo, hi)
    return tuple(found.sites[n] for n in np.flatnonzero(seen).tolist())


def alive(world: World, view: View) -> View:
    """The view with the City's life in it, at its own time. For pictures: it may take seconds."""
    cells = free(world, cells_in_view(view))
    found = in_view(open_to(places(sites(world.seed, cells)), view), view)
    closer = max(1.0, eye(view).focal[0] / _WIDE)
    own = actors(world.seed, found, view.position_mm, view.time_s, closer)
    return replace(view, actors=(*view.actors, *own))
