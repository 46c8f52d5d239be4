"""The walk network: one can get everywhere, and neighbours agree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from numpy.typing import NDArray

from blame3d.world.hash import chance, hash64, unit
from blame3d.world.masses import solid64, solid256
from blame3d.world.types import World
from blame3d.world.walk import network
from blame3d.world.walk_audit import audit, audit_graph, audit_walk
from blame3d.world.walk_cells import tower_foot
from blame3d.world.walk_types import Network

I64 = NDArray[np.int64]
Bools = NDArray[np.bool_]
SUBS = np.stack(np.meshgrid(*[np.arange(4)] * 3, indexing="ij"), -1).reshape(-1, 3)


def wild64(seed: int, cells: I64) -> Bools:
    """Mass that flickers from cell to cell, denser in some quarters than in others."""
    share = unit(hash64(seed, 1, *(cells[:, k] >> 3 for k in range(3))))
    return chance(hash64(seed, 2, *(cells[:, k] for k in range(3))), share)


def wild256(seed: int, cells: I64) -> Bools:
    share = unit(hash64(seed, 1, *(cells[:, k] >> 1 for k in range(3))))
    return chance(hash64(seed, 3, *(cells[:, k] for k in range(3))), share)


def wild(seed: int, cell: tuple[int, int, int]) -> Network:
    return network(World(seed), cell, partial(wild64, seed), partial(wild256, seed))


def real(seed: int, cell: tuple[int, int, int]) -> Network:
    world = World(seed)
    return network(world, cell, partial(solid64, world), partial(solid256, world))


def places(count: int) -> Iterator[tuple[int, tuple[int, int, int]]]:
    """Seeds and cells, near and as far as the City is good."""
    for n in range(count):
        reach = 10 ** (1 + n % 8)
        h = [int(hash64(7, k, n)) % (2 * reach) - reach for k in range(3)]
        yield n, (h[0], h[1], h[2])


def masses(cell: tuple[int, int, int], seed: int) -> Bools:
    return wild256(seed, SUBS + np.array(cell) * 4)


def test_everything_is_joined() -> None:
    for seed, cell in places(24):
        assert audit_graph(wild(seed, cell), masses(cell, seed)) == []


def test_everything_is_joined_in_the_city_itself() -> None:
    """The same over the masses that are really there, near and far."""
    for seed, cell in places(16):
        held = np.asarray(solid256(World(seed), SUBS + np.array(cell) * 4), np.bool_)
        assert audit_graph(real(seed, cell), held) == [], (seed, cell)


def test_a_body_passes_along_every_edge() -> None:
    for seed, cell in places(2):
        world = World(seed)
        assert audit(world, cell, partial(wild64, seed), partial(wild256, seed)) == []
        assert audit(world, cell, partial(solid64, world), partial(solid256, world)) == []


@pytest.mark.parametrize("solid", [False, True])
def test_a_body_passes_in_nothing_but_air_and_nothing_but_mass(solid: bool) -> None:
    def field(cells: I64) -> Bools:
        return np.full(len(cells), solid)

    assert audit(World(3), (1, -2, 3), field, field) == []


@pytest.mark.nightly
@pytest.mark.timeout(3600)
def test_two_hundred_cells() -> None:
    for seed, cell in places(200):
        net = wild(seed, cell)
        assert audit_graph(net, masses(cell, seed)) == []
        assert audit_walk(net) == []
        world = World(seed)
        assert audit(world, cell, partial(solid64, world), partial(solid256, world)) == []


def ends(net: Network, axis: int, side: float) -> I64:
    """The network's nodes on one face of its cell, half metres of the world, sorted."""
    nodes = net.nodes[net.portals]
    on = nodes[nodes[:, axis] == side] * 2
    return np.unique(on.astype(np.int64) + np.array(net.cell) * 2048, axis=0)


def test_neighbours_meet_at_the_same_portals() -> None:
    for seed, cell in places(4):
        for make in (wild, real):
            here = make(seed, cell)
            for axis in range(3):
                there = list(cell)
                there[axis] += 1
                next_ = make(seed, (there[0], there[1], there[2]))
                a, b = ends(here, axis, 1024.0), ends(next_, axis, 0.0)
                np.testing.assert_array_equal(a, b)
                assert axis == 2 or len(a) == 1


def test_every_layer_is_joined_to_the_next() -> None:
    """Each 4 x 4 block of lattice cells has exactly one stair to the block above."""
    seed = 11
    block = [(x, y, 5) for x in range(-4, 0) for y in range(4, 8)]
    assert sum(len(ends(wild(seed, cell), 2, 1024.0)) for cell in block) == 1


def test_stairs_stack_from_cell_to_cell() -> None:
    world = World(5)
    net = real(5, (0, 0, 0))
    _, lo, hi = tower_foot(world, np.array([[x, y] for x in range(16) for y in range(16)]))
    cell = net.ramps.lo // 64
    k = cell[:, 0] * 16 + cell[:, 1]
    assert len(net.ramps)
    assert (net.ramps.lo[:, :2] - 64 * cell[:, :2] >= lo[k]).all()
    assert (net.ramps.hi[:, :2] - 64 * cell[:, :2] <= hi[k]).all()


def test_same_arguments_same_bytes_in_any_order() -> None:
    first = {c: wild(1, c) for c in [(0, 0, 0), (1, 0, 0), (0, 0, 1)]}
    for cell in reversed(list(first)):
        again = wild(1, cell)
        for name in ("decks", "ramps", "clear", "rails", "spines"):
            a, b = getattr(first[cell], name), getattr(again, name)
            assert a.lo.tobytes() + a.hi.tobytes() == b.lo.tobytes() + b.hi.tobytes()
        assert again.paths.tobytes() == first[cell].paths.tobytes()


def test_decks_are_disjoint_and_boxes_lie_in_their_cells() -> None:
    net = wild(2, (4, 4, -4))
    decks = net.decks
    for c in np.flatnonzero(np.diff(decks.start)):
        rows = slice(decks.start[c], decks.start[c + 1])
        lo, hi = decks.lo[rows], decks.hi[rows]
        base = np.array([c >> 8, (c >> 4) & 15, c & 15]) * 64
        assert (lo >= base - [0, 0, 1]).all()
        assert (hi <= base + 64).all()
        share = (lo[:, None] < hi[None]) & (hi[:, None] > lo[None])
        assert (share.all(axis=-1).sum(axis=1) == 1).all()


def test_a_floor_ends_in_a_rail_a_flight_or_a_floor() -> None:
    """Half a metre past every metre of every deck's border there is floor, a flight, a ladder or a
    rail."""
    net = real(2, (-1, 0, 0))
    decks, ramps, rails, ladders = net.decks, net.ramps, net.rails, net.ladders
    assert (decks.kind == 1).sum() > 50
    for row in range(0, len(decks), 7):
        lo, hi = decks.lo[row], decks.hi[row]
        if (lo % 64 == 0)[:2].any() or (hi % 64 == 0)[:2].any():
            continue  # openings to the next cell
        a, b = (lo - 2).tolist(), (hi + 2).tolist()
        near = [
            v.in_box((a[0], a[1], a[2]), (b[0], b[1], b[2]))
            for v in (decks, ramps, rails, ladders)
        ]
        for x, y, dx, dy in border(lo, hi):
            out = np.array([x + dx / 2, y + dy / 2])
            floor = decks.hi[near[0], 2] == hi[2]
            floor &= within(out, decks.lo[near[0], :2], decks.hi[near[0], :2])
            flight = within(out, ramps.lo[near[1], :2], ramps.hi[near[1], :2])
            flight &= (ramps.lo[near[1], 2] == hi[2]) | (ramps.hi[near[1], 2] == hi[2])
            rail = within(np.array([x, y]), rails.lo[near[2], :2], rails.hi[near[2], :2])
            rail &= rails.lo[near[2], 2] == hi[2]
            rail &= rails.kind[near[2]] == {(1, 0): 0, (0, 1): 1, (-1, 0): 2, (0, -1): 3}[dx, dy]
            rungs = within(np.array([x, y]), ladders.lo[near[3], :2], ladders.hi[near[3], :2])
            rungs &= (ladders.lo[near[3], 2] == hi[2]) | (ladders.hi[near[3], 2] == hi[2])
            assert floor.any() or flight.any() or rail.any() or rungs.any(), (lo, hi, x, y)


def border(lo: NDArray[np.int32], hi: NDArray[np.int32]) -> Iterator[tuple[float, float, int, int]]:
    for y in range(int(lo[1]), int(hi[1])):
        yield float(hi[0]), y + 0.5, 1, 0
        yield float(lo[0]), y + 0.5, -1, 0
    for x in range(int(lo[0]), int(hi[0])):
        yield x + 0.5, float(hi[1]), 0, 1
        yield x + 0.5, float(lo[1]), 0, -1


def within(p: NDArray[np.float64], lo: NDArray[np.int32], hi: NDArray[np.int32]) -> Bools:
    return np.asarray(((p >= lo) & (p <= hi)).all(axis=-1))


def test_ladders_join_floors_through_shafts_that_are_clear() -> None:
    """Each hangs on its pillar, begins and ends at a floor, and nothing stands in its shaft."""
    count = 0
    for seed in range(3):
        net = real(seed, (1, 0, 0))
        for row in range(len(net.ladders)):
            foot, head = net.climbs[row, 2], net.climbs[row, 3]
            assert (foot[:2] == head[:2]).all()
            assert 8 <= head[2] - foot[2] <= 40
            for end, onto in ((foot, 0.0), (head, 2.0)):
                p = np.array(end[:2]) + np.sign(net.climbs[row, 4] - head)[:2] * onto
                on = (net.decks.lo[:, :2] <= p).all(1) & (net.decks.hi[:, :2] >= p).all(1)
                assert (on & (net.decks.hi[:, 2] == end[2])).any(), (seed, row)
            lo, hi = foot - [0.4, 0.4, 0.0], head + [0.4, 0.4, 1.9]
            inside = (net.clear.lo <= lo).all(1) & (net.clear.hi >= hi).all(1)
            assert inside.any(), (seed, row)
            for name in ("decks", "spines", "rails", "ramps"):
                boxes = getattr(net, name)
                hit = (boxes.lo < hi).all(1) & (boxes.hi > lo).all(1)
                assert not hit.any(), (seed, row, name)
            count += 1
    assert count > 60


def test_a_box_query_finds_what_a_full_search_finds() -> None:
    net = real(0, (0, 0, 0))
    lo, hi = (100.0, 200.0, -5.0), (300.0, 260.0, 191.5)
    hit = (net.decks.lo <= hi).all(axis=1) & (net.decks.hi >= lo).all(axis=1)
    np.testing.assert_array_equal(np.flatnonzero(hit), np.sort(net.decks.in_box(lo, hi)))


def test_the_network_shows_itself_in_the_voids() -> None:
    """Not all of it hides in corridors: bridges and ledges where there is air."""
    bridges = sum(int((real(s, (-1, 0, 0)).decks.kind == 1).sum()) for s in range(3))
    assert bridges > 300


def test_the_audit_sees_a_missing_deck_a_filled_corridor_and_a_rail_across() -> None:
    whole = wild(1, (0, 0, 0))
    net = replace(whole, paths=whole.paths[::9])
    short = replace(net, decks=net.ramps)
    assert any("nothing to stand on" in s for s in audit_walk(short))
    shut = replace(net, clear=net.ramps)
    assert any("no room" in s for s in audit_walk(shut))
    barred = replace(net, rails=net.ramps)
    assert any("a rail in the way" in s for s in audit_walk(barred))
    cut = replace(net, edges=net.edges[:-40])
    assert any("separate parts" in s for s in audit_graph(cut, masses((0, 0, 0), 1)))
