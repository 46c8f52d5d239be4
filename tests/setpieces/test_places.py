"""Scenes in other Cities: the same floors under the same feet, and pictures that lead there."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from blame3d.setpieces import programme
from blame3d.setpieces.places import SITES, city
from blame3d.timeline.piece import EYE_M, sample
from blame3d.view import Address, Pose, parse_at
from blame3d.world.types import World

SEED = 7
PLACE = Pose(0, 0, 0)


@pytest.mark.parametrize("name", programme.names())
def test_who_steps_out_in_another_city_stands_on_a_floor(
    name: str, below: Callable[..., float | None]
) -> None:
    away, home = programme.find(name, SEED), programme.find(name)
    assert away.site.origin_mm != home.site.origin_mm
    for spot in away.stands:
        gap = below(away.site.world, away.site.mm((*spot[:2], spot[2] + EYE_M)), 0.0)
        assert gap is not None
        assert abs(gap - EYE_M) <= 0.03, spot


@pytest.mark.parametrize("name", programme.names())
def test_a_moment_in_another_city_is_the_same_moment_elsewhere(name: str) -> None:
    a, b = (sample(programme.find(name, seed), 23.0) for seed in (SEED, 0))
    assert a.captions == b.captions
    for x, y in ((a.pose.mm, b.pose.mm), (a.detail_mm, b.detail_mm)):
        by = tuple(v - w for v, w in zip(x, y, strict=True))
        own = zip(a.piece.site.origin_mm, b.piece.site.origin_mm, strict=True)
        assert by == tuple(v - w for v, w in own)


def test_every_scene_has_a_site() -> None:
    assert tuple(SITES) == programme.names()


def test_an_address_of_a_scene_has_its_site_about_it_and_no_other_has() -> None:
    row = programme.listing(SEED)[0]
    at = parse_at(str(row["address"]))
    assert city(SEED, at) == programme.find(str(row["id"]), SEED).site.world
    assert city(SEED, Address(PLACE)) == city(SEED, None) == World(SEED)
    assert city(0, at) == World(0)
