"""Killy in the generated City itself: its walk network bears him, and nothing swallows him."""

from __future__ import annotations

import numpy as np
import pytest

from blame3d.player.lift import seconds
from blame3d.player.motion import LEGS, step
from blame3d.player.near import Surroundings
from blame3d.player.rescue import free
from blame3d.player.state import Intent, offset, place, rebase
from blame3d.player.walkbot import follow, overlap, patrol
from blame3d.world import generate
from blame3d.world.cell import network
from blame3d.world.types import Beam, World
from blame3d.world.walk_types import BRIDGE, Network


class City:
    """Colliders generated when first asked for, and kept."""

    def __init__(self, seed: int, *edits: Beam) -> None:
        self.world = World(seed, edits=edits)
        self.cells: dict[tuple[int, int, int], np.ndarray] = {}

    def __call__(self, cell: tuple[int, int, int]) -> np.ndarray:
        if cell not in self.cells:
            self.cells[cell] = generate.colliders(self.world, cell)
        return self.cells[cell]


def lines(net: Network, rows: list[int]) -> list[list[list[float]]]:
    """The paths of some edges, without their repeated last points."""
    out = []
    for row in rows:
        points = net.paths[row].tolist()
        out.append([p for i, p in enumerate(points) if i == 0 or p != points[i - 1]])
    return out


def check_edges(seed: int, cell4: tuple[int, int, int], picks: list[int] | int) -> None:
    """Walk along edges both ways, in turn at each gait: the given ones, or so many and some."""
    city = City(seed)
    world = Surroundings(city)
    net = network(city.world, cell4)
    base = (cell4[0] * 16, cell4[1] * 16, cell4[2] * 16)
    if isinstance(picks, int):
        first = len(net.edges) // 3
        picks = list(range(first, first + picks))
        picks += range(0, len(net.edges), len(net.edges) // 8)
    for i, line in enumerate(lines(net, picks)):
        kind = ({}, {"sprint": True}, {"slow": True})[i % 3]
        for way in (line, line[::-1]):
            walked = follow(way, world, base, **kind)
            assert walked.done, (walked.why, way, kind, walked.state)


def test_edges_of_the_walk_network_are_walked_both_ways():
    check_edges(7, (0, 0, 0), 12)


def stairs_and_bridges(net: Network) -> tuple[list[int], list[int]]:
    """Edges that climb, and level ones in void whose middle lies on a bridge, longest first."""
    ends = net.paths[:, 0], net.paths[:, -1]
    climbs = np.flatnonzero(ends[0][:, 2] != ends[1][:, 2])
    length = np.abs(ends[1] - ends[0]).sum(axis=1)
    level = np.setdiff1d(np.argsort(-length, kind="stable")[:200], climbs, assume_unique=True)
    decks = net.decks.lo[net.decks.kind == BRIDGE], net.decks.hi[net.decks.kind == BRIDGE]
    over = []
    for row in level.tolist():
        x, y, z = ((ends[0][row] + ends[1][row]) / 2).tolist()
        on = (decks[0][:, :2] <= (x, y)).all(axis=1) & (decks[1][:, :2] >= (x, y)).all(axis=1)
        if (on & (decks[1][:, 2] == z)).any():
            over.append(row)
    return climbs.tolist(), over


@pytest.mark.parametrize("seed", [3, 8])
def test_stairs_and_bridges_are_walked_both_ways(seed: int):
    cell4 = (seed - 5, 2, -seed)
    stairs, bridges = stairs_and_bridges(network(World(seed), cell4))
    assert len(stairs) >= 6
    assert len(bridges) >= 4
    check_edges(seed, cell4, stairs[:: len(stairs) // 6][:6] + bridges[:4])


def check_ladders(seed: int, cell4: tuple[int, int, int], count: int) -> None:
    """Climb so many ladders, up and down, in turn at each gait."""
    city = City(seed)
    world = Surroundings(city)
    net = network(city.world, cell4)
    base = (cell4[0] * 16, cell4[1] * 16, cell4[2] * 16)
    assert len(net.climbs) >= 5
    for i, line in enumerate(net.climbs[:: max(1, len(net.climbs) // count)].tolist()):
        kind = ({}, {"sprint": True}, {"slow": True})[i % 3]
        for way in (line, line[::-1]):
            walked = follow(way, world, base, **kind)
            assert walked.done, (walked.why, way, kind, walked.state)
            assert walked.state.landings == 0


@pytest.mark.parametrize("seed", [1, 7])
def test_ladders_are_climbed_up_and_down(seed: int):
    check_ladders(seed, (1, 0, 0), 5)


def check_lift(seed: int, cell4: tuple[int, int, int]) -> None:
    """Walk from a lift's lower landing onto it, ride up, walk off to the network above."""
    city = City(seed)
    world = Surroundings(city)
    net = network(city.world, cell4)
    base = (cell4[0] * 16, cell4[1] * 16, cell4[2] * 16)
    lo, hi, way = net.lifts.lo[0], net.lifts.hi[0], int(net.lifts.kind[0])
    axis, ahead = way & 1, 1 if way < 2 else -1
    middle = ((lo + hi) / 2.0).tolist()
    lines = []
    for z in (float(lo[2]), float(hi[2])):
        on = [*middle[:2], z]
        off = [*on]
        off[axis] += ahead * 4.0
        row = int(np.abs(net.nodes - off).sum(axis=1).argmin())
        assert np.abs(net.nodes[row] - off).max() < 1e-6
        edge = int(np.flatnonzero((net.edges == row).any(axis=1))[0])
        line = net.paths[edge].tolist()
        lines.append([on, *(line if line[0] == off else line[::-1])])
    walked = follow(lines[0][::-1], world, base)
    assert walked.done, walked
    state = step(walked.state, Intent(use=True), world)
    assert state.rides
    for _ in range(round(120 * (seconds(float(hi[2] - lo[2])) + 0.2))):
        state = step(state, Intent(), world)
    assert offset(state.cell, state.pos, base, (0.0, 0.0, 0.0))[2] == pytest.approx(hi[2], abs=0.01)
    walked = follow(lines[1], world, base, begin=state)
    assert walked.done, walked


def test_a_lift_leads_to_the_network_above():
    check_lift(7, (0, 0, 0))


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(8))
def test_lifts_lead_to_the_network_above(seed: int):
    check_lift(seed, (seed * 37 - 100, 10**7 * seed, -seed))


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(8))
def test_all_ladders_are_climbed(seed: int):
    check_ladders(seed, (seed * 37 - 100, 10**7 * seed, -seed), 1000)


def test_the_bot_breaks_nothing_in_the_city():
    city = City(11)
    world = Surroundings(city)
    net = network(city.world, (0, 0, 0))
    x, y, z = net.nodes[len(net.nodes) // 2].tolist()
    got = patrol(1, place((0, 0, 0), (x, y, z + 0.05)), world, 2500)
    assert got.faults == ()
    assert got.state.walked > 20.0


def test_every_place_of_the_walk_network_has_room_and_a_floor():
    city = City(12)
    world = Surroundings(city)
    net = network(city.world, (0, 0, 0))
    first = len(net.nodes) // 2
    for x, y, z in net.nodes[first : first + 40].tolist():
        cell, pos = rebase((0, 0, 0), (x, y, z + 0.01))
        assert free(world, cell, pos, LEGS), (x, y, z)
        low = rebase(cell, (pos[0], pos[1], pos[2] - 0.05))
        depth = overlap(place(*low), world)
        assert depth is not None
        assert depth > 0.03, "no floor underfoot"


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(8))
def test_many_edges_are_walked_both_ways(seed: int):
    check_edges(seed, (seed * 37 - 100, 10**7 * seed, -seed), 400)


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(10))
def test_the_bot_breaks_nothing_in_the_city_for_long(seed: int):
    city = City(seed)
    net = network(city.world, (0, 0, 0))
    x, y, z = net.nodes[len(net.nodes) // 3].tolist()
    got = patrol(seed, place((0, 0, 0), (x, y, z + 0.05)), Surroundings(city), 100_000)
    assert got.faults == ()


@pytest.mark.parametrize(
    ("corridor", "metres"), [((489.5, 411.5, 468.0), 31), ((473.5, 691.0, 720.0), 47)]
)
def test_a_bore_is_walked_through_a_mass_and_back(
    corridor: tuple[float, float, float], metres: int
):
    """Fired in a corridor at its wall, with the weakest shot: the hole is the way to the air behind
    it, where without the shot there is none."""
    x, y, z = corridor
    eye = round((x + 1.2) * 1000), round(y * 1000), round((z + 1.7) * 1000)
    beam = Beam(eye, -90_000, 0, 400.0, 1.5)
    line = [(x, y, z), *((x + at, y, z + 0.2) for at in [*range(4, metres - 3, 4), metres - 3])]
    bored = Surroundings(City(3, beam))
    for way in (line, line[::-1]):
        walked = follow(way, bored)
        assert walked.done, (walked.why, walked.state)
    assert not follow(line, Surroundings(City(3))).done
