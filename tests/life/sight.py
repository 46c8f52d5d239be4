"""What of the City's life a view has in it, judged by the great masses alone."""

from __future__ import annotations

import numpy as np

from blame3d.life.kinds import swept
from blame3d.life.site import Site
from blame3d.scene.eye import eye
from blame3d.scene.frame import View
from blame3d.scene.weather import weather
from blame3d.world.fields import solid_at
from blame3d.world.types import World

LEAST_PX = 2.0
"""Thickness and extent of what counts: 2 pixels across and 8 along, of 1280."""
LEAST_CLEAR = 0.06
"""Share of its light that comes through the air."""


def visible(world: World, view: View, site: Site) -> bool:
    """Whether the view shows a good part of where the site's things move."""
    look = eye(view)
    haze, _ = weather(world, view.position_mm)
    at = np.array(view.position_mm) / 1000.0
    for ranges in swept(site):
        lo, hi = site.box(ranges)
        steps = [np.linspace(a, b, 9)[1::2] for a, b in zip(lo, hi, strict=True)]
        points = np.stack(np.meshgrid(*steps, indexing="ij"), -1).reshape(-1, 3)
        rel = points - at
        away = np.sqrt((rel * rel).sum(1))
        w = rel @ look.forward
        inside = (w > 1.0) & (np.abs(rel @ look.right) * look.focal[0] < w)
        inside &= np.abs(rel @ look.above) * look.focal[1] < w
        extent = np.sort(np.array(hi) - np.array(lo))
        inside &= extent[2] / away / look.pixel > 4 * LEAST_PX
        inside &= max(site.size * 0.5, extent[0]) / away / look.pixel > LEAST_PX
        inside &= np.exp(-haze.extinction * away**2 / (away + 160.0)) > LEAST_CLEAR
        for n in np.flatnonzero(inside).tolist():
            t = np.arange(40.0, away[n] - 30.0, 24.0) / max(away[n], 1.0)
            path = at + rel[n] * t[:, None]
            if not len(path) or not solid_at(world.seed, np.floor(path).astype(np.int64)).any():
                return True
    return False
