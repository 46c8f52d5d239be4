"""A Builder that has been the wall beside a bridge: it is there, it is seen, nobody walks in it."""

from __future__ import annotations

import numpy as np
import pytest

from blame3d.life import great, overture, rare
from blame3d.life.sleeper import FARTHEST_M, NEAREST_M, sleeper
from blame3d.life.space import in_air
from blame3d.world.cell import network
from blame3d.world.types import World

WORLD = World(0)
BRIDGE = (362_750, -742_500, -664_500)


def test_a_sleeper_sits_abreast_of_a_bridge_in_air_that_no_way_runs_through() -> None:
    found = sleeper(WORLD, BRIDGE)
    assert found is not None
    site = found.site
    rel = np.array(BRIDGE) / 1000.0 - site.at
    assert NEAREST_M < np.sqrt((rel * rel).sum()) < FARTHEST_M + great.BLOCK_LONG
    assert rel[site.axis] * site.sign > 0.0, "it turns its back"
    box = site.box(great.front(site)[0])
    assert in_air(WORLD.seed, box)
    for moment in (0.0, 4.0, 30.0, 50.0):
        for actor in rare.block(site, found.wakes_s + moment, 100.0):
            assert np.isfinite(actor.joints).all()
    cell = (0, -1, -1)
    net = network(WORLD, cell)
    lo, hi = ([v - 1024.0 * c for v, c in zip(end, cell, strict=True)] for end in box)
    assert min(lo) >= 0.0
    assert max(hi) <= 1024.0
    assert not len(net.decks.in_box(tuple(lo), tuple(hi)))  # type: ignore[arg-type]
    assert sleeper(WORLD, BRIDGE) == found


def test_it_wakes_when_its_own_clock_says_so() -> None:
    found = sleeper(WORLD, BRIDGE)
    assert found is not None
    assert rare.latest(found.site, found.wakes_s).kind == rare.SLEEPER
    assert rare.latest(found.site, found.wakes_s).begin_s == found.wakes_s


def test_a_wall_is_worth_a_shot_where_there_is_air_behind_it_within_reach(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    air = [0.0, 0.0]

    def solid(seed: int, points: np.ndarray) -> np.ndarray:
        return (points[:, 0] < air[0]) | (points[:, 0] > air[1])

    monkeypatch.setattr(overture, "solid_at", solid)
    for begin, end, worth in ((200.0, 300.0, True), (200.0, 240.0, False), (890.0, 1900.0, False)):
        air[:] = begin, end
        assert overture.leads(0, (0, 0, 0), (1.0, 0.0, 0.0)) is worth
