"""Wide views carry something that moves, few carry a crowd, and one in six a Builder."""

from __future__ import annotations

import numpy as np
import pytest

from blame3d.life import great
from blame3d.life import sites as lattices
from blame3d.life.kinds import swept
from blame3d.life.living import living
from blame3d.life.site import Site
from blame3d.life.sites import near, sites
from blame3d.scene.alive import alive, cells_in_view, in_view, open_to, places
from blame3d.scene.eye import eye
from blame3d.scene.frame import View
from blame3d.scene.weather import weather
from blame3d.world.fields import solid_at
from blame3d.world.hash import below, hash64
from blame3d.world.occluders import occluders
from blame3d.world.types import World
from blame3d.world.viewpoint import viewpoint

WIDE_M = 400.0
"""Mean depth of a view from which it is wide."""
LEAST_PX = 2.0
"""Thickness and extent of what counts: 2 pixels across and 8 along, of 1280."""
LEAST_CLEAR = 0.06
"""Share of its light that comes through the air."""


def spawn(number: int) -> tuple[World, View]:
    world = World((4242, 7, 99, 31337)[number % 4])
    x, y, z = (int(below(hash64(world.seed, 991, number, a), 80_000 if a < 2 else 30_000))
               for a in range(3))  # fmt: skip
    at = viewpoint(world, ((x - 40_000) * 1000, (y - 40_000) * 1000, (z - 15_000) * 1000))
    return world, View(at.eye_mm, at.h, at.p, occluders=occluders(world, at.eye_mm))


def depth(world: World, view: View) -> float:
    """Mean metres that one sees, up to four kilometres, past the great masses."""
    look = eye(view)
    across, up = np.meshgrid(np.linspace(-0.55, 0.55, 7), np.linspace(-0.25, 0.25, 5))
    way = look.forward + across[..., None] * look.right + up[..., None] * look.above
    steps = np.arange(10.0, 4000.0, 20.0)
    points = np.array(view.position_mm) / 1000.0 + way.reshape(-1, 1, 3) * steps[:, None]
    solid = np.asarray(solid_at(world.seed, np.floor(points.reshape(-1, 3)).astype(np.int64)))
    solid = solid.reshape(-1, len(steps))
    return float(np.where(solid.any(1), steps[solid.argmax(1)], 4000.0).mean())


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


def test_what_a_picture_shows_is_what_is_near(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaving out what lies outside the view or behind the masses changes no picture."""
    monkeypatch.setattr(lattices, "REACH_M", {"small": 1100, "block": 700})
    world, view = spawn(2)
    found = alive(world, view)
    every = {(a.model, a.position_mm) for a in living(world, view.position_mm, view.time_s)}
    shown = {(a.model, a.position_mm) for a in found.actors}
    assert shown <= every
    here = places(near(world.seed, view.position_mm))
    assert set(in_view(open_to(here, view), view)) == set(
        in_view(open_to(places(sites(world.seed, cells_in_view(view))), view), view)
    )
    assert any(a.model == "life-ash" for a in found.actors)
    seen = [s for s in here.sites if visible(world, view, s)]
    assert seen
    assert set(seen) <= set(in_view(open_to(here, view), view))


@pytest.mark.nightly
@pytest.mark.timeout(3600)
def test_one_to_three_things_move_in_wide_views() -> None:
    """Besides the ash, which is in every view."""
    counts, builders = [], 0
    for number in range(100):
        world, view = spawn(number)
        seen = [s for s in sites(world.seed, cells_in_view(view)) if visible(world, view, s)]
        builders += any(s.kind in great.BUILDERS for s in seen)
        if depth(world, view) >= WIDE_M:
            counts.append(sum(s.kind != great.BLOCK for s in seen))
    share = np.bincount(np.clip(counts, 0, 4), minlength=5) / len(counts)
    assert share[1:4].sum() > 0.65, share
    assert share[0] < 0.20, share
    assert share[4] < 0.20, share
    assert 9 <= builders <= 25, builders
