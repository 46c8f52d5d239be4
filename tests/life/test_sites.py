"""Sites: the same whatever was asked before, in air, off the walkways, near their cells."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from blame3d.life import great, small, space
from blame3d.life.kinds import KINDS, swept
from blame3d.life.site import Site
from blame3d.life.sites import Key, edge_m, extent_m, keys, near, site, sites
from blame3d.world.cell import network
from blame3d.world.fields import VOXEL, solid_at
from blame3d.world.types import World

SEED = 4242
SOME = [Key("small", (x, y, 1)) for x in range(6) for y in range(5)] + [
    Key(lattice, (x, 0, 0)) for lattice in great.SORTS for x in range(3)
]


@pytest.fixture(scope="module")
def found() -> tuple[Site, ...]:
    return sites(SEED, SOME)


def test_found_whatever_was_asked_before(found: tuple[Site, ...]) -> None:
    small.small.cache_clear()
    great.great.cache_clear()
    space.ways.cache_clear()
    backwards = sites(SEED, SOME[::-2])
    assert backwards == tuple(s for s in (site(SEED, k) for k in SOME[::-2]) if s is not None)
    assert set(backwards) <= set(found)
    assert len(found) > 8


def test_another_seed_has_other_sites(found: tuple[Site, ...]) -> None:
    assert not set(found) & set(sites(SEED + 1, SOME[:30]))


def test_nothing_moves_in_a_mass(found: tuple[Site, ...]) -> None:
    for one in found:
        for ranges in swept(one):
            lo, hi = one.box(ranges)
            axes = [np.linspace(a, b, 3 + (b - a) // 40).astype(np.int64)
                    for a, b in zip(lo, hi, strict=True)]  # fmt: skip
            points = np.stack(np.meshgrid(*axes, indexing="ij"), -1).reshape(-1, 3)
            assert not np.asarray(solid_at(SEED, points)).any(), one


def test_what_holds_a_site_is_mass(found: tuple[Site, ...]) -> None:
    for one in found:
        behind = np.array(one.at, np.int64)
        behind[one.axis] -= one.sign * space.BURIED
        assert bool(solid_at(SEED, behind[None])[0]), one


def test_no_floor_of_the_walk_network_is_in_the_way(found: tuple[Site, ...]) -> None:
    world = World(SEED)
    for one in [s for s in found if s.kind in (small.FALL, small.CABLE, great.SPIDER)]:
        for ranges in swept(one):
            lo, hi = (np.array(v) for v in one.box(ranges))
            first, last = lo // 1024, hi // 1024
            for step in np.ndindex(*(last - first + 1)):
                cell = first + step
                x, y, z = cell.tolist()
                decks = network(world, (x, y, z)).decks
                a, b = decks.lo + cell * 1024, decks.hi + cell * 1024
                assert not ((a < hi).all(1) & (b > lo).all(1)).any(), one


def test_a_site_lies_within_the_reach_of_its_cell() -> None:
    for key in SOME:
        one = site(SEED, key)
        if one is None:
            continue
        edge, out = edge_m(key.lattice), extent_m(key.lattice) + VOXEL
        low = np.array(key.cell) * edge - out
        for lo, hi in (one.box(r) for r in swept(one)):
            assert (np.array(lo) >= low).all(), one
            assert (np.array(hi) <= low + edge + 2 * out).all(), one


def test_near_lists_the_nearest_cells_first_and_their_sites(found: tuple[Site, ...]) -> None:
    listed = keys((600_000, 700_000, 800_000))
    assert len(set(listed)) == len(listed)
    assert listed[0].cell == tuple(v // edge_m(listed[0].lattice) for v in (600, 700, 800))
    assert {k.lattice for k in listed} == {"small", *great.SORTS}


def kinds_everywhere() -> Iterator[Site]:
    for lattice in ("small", *great.SORTS):
        for n in range(40):
            one = site(7, Key(lattice, (n % 4 - 2, n // 4 % 4 - 2, n // 16 - 2)))
            if one is not None:
                yield one


@pytest.mark.nightly
def test_every_kind_occurs() -> None:
    assert {s.kind for s in kinds_everywhere()} == set(KINDS)
    assert near(7, (0, 0, 0))
