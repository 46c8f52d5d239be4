"""What is built for the hand: held by something, out of the way, near wherever one walks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
import pytest
from numpy.typing import NDArray

from blame3d.world import assemble, boxes, kit, portals, rails
from blame3d.world import cell as stage
from blame3d.world.emit import QUARTER, Sink
from blame3d.world.parts import put
from blame3d.world.spots import Spots
from blame3d.world.types import World
from blame3d.world.walk_types import CORRIDOR

F64 = NDArray[np.float64]
Cell = tuple[int, int, int]
SEEDS = (3, 14, 77)
_WIDE = 0.6
"""Half of what a walker and his gun need about the middle of a passage."""


@lru_cache(maxsize=1)
def walked() -> tuple[tuple[World, Cell], ...]:
    """Level-0 cells that long passages in mass run through."""
    found: list[tuple[World, Cell]] = []
    for seed in SEEDS:
        clear = stage.network(World(seed), (0, 0, 0)).clear
        size = (clear.hi - clear.lo)[:, :2]
        long = (clear.kind == CORRIDOR) & (size.min(1) == 3) & (size.max(1) > 12)
        cells = np.unique(clear.lo[long] // 64, axis=0)
        for x, y, z in cells[:: max(1, len(cells) // 4)][:4].tolist():
            found.append((World(seed), (x, y, z)))
    return tuple(found)


def bounds(rows: NDArray[np.void]) -> tuple[F64, F64]:
    """Boxes of parts that are turned by quarters at most, in metres."""
    half = rows["size"].astype(np.float64) / 2
    quarter = rows["yaw"].astype(int) % (2 * QUARTER) != 0
    half[quarter] = half[quarter][:, [1, 0, 2]]
    return rows["pos"] - half, rows["pos"] + half


@pytest.mark.parametrize("yaw", [0, QUARTER, -QUARTER, 2 * QUARTER, 5000])
def test_a_part_is_put_together_where_it_is_asked_for(yaw: int) -> None:
    sink = Sink(64.0, 0.0, 0, kit.load())
    centre = np.array([[20.0, 30.0, 10.0]])
    put(sink, "console", centre, None, yaw, 0, main=0)
    rows = sink.joined()
    assert len(rows) == len(kit.load().batches("console"))
    size = kit.load().metres("console")
    if yaw % QUARTER == 0:
        lo, hi = bounds(rows)
        want = size[[1, 0, 2]] if yaw in (QUARTER, -QUARTER) else size
        assert np.allclose(hi.max(0) - lo.min(0), want, atol=0.02)
        assert np.allclose((hi.max(0) + lo.min(0)) / 2, centre, atol=0.02)
    away = np.sqrt(((rows["pos"] - centre) ** 2).sum(1))
    assert away.max() < np.sqrt((size**2).sum()) / 2


def test_roles_have_their_materials() -> None:
    sink = Sink(64.0, 0.0, 0, kit.load())
    put(sink, "lamp_tube", np.full((2, 3), 9.0), None, 0, 0, main=3, glow=[16, 17])
    rows = sink.joined()
    role = kit.load().role[rows["batch"]]
    assert set(rows["material"][role == kit.GLOW].tolist()) == {16, 17}
    assert set(rows["material"][role == kit.MAIN].tolist()) == {3}


@pytest.mark.parametrize(("axis", "sign"), [(0, 1), (0, -1), (1, 1), (1, -1)])
def test_a_spot_knows_right_and_out(axis: int, sign: int) -> None:
    """Right as one faces the wall: out × right points up, as east × north does."""
    s = Spots(np.zeros((1, 3)), np.array([axis]), np.array([sign]), np.zeros(1, np.uint64))
    out, right = s.point(0.0, 0.0, 1.0)[0], s.point(1.0, 0.0, 0.0)[0]
    assert np.cross(out, right).tolist() == [0.0, 0.0, 1.0]
    assert out[axis] == sign


def openings() -> Iterator[tuple[Spots, F64, stage.Solids, stage.Ways]]:
    for seed in SEEDS:
        world = World(seed)
        net = stage.network(world, (0, 0, 0))
        for pos in net.doors.pos[:40]:
            here = np.floor(pos / 64).astype(int)
            cell = (int(here[0]), int(here[1]), int(here[2]))
            s, ways = stage.solids(world, 0, cell), stage.ways(world, 0, cell)
            clear, mass = (ways.clear[0], ways.clear[1]), (s.lo, s.hi)
            if len(s.panels):
                found, wide, _ = portals.find(seed, stage.origin(0, cell), s.panels, clear, mass)
                yield found, wide, s, ways


def test_portals_stand_in_walls_and_open_onto_a_way() -> None:
    count = 0
    for s, wide, solids, ways in openings():
        count += len(s)
        if not len(s):
            continue
        for side in (-1.0, 1.0):
            jamb = s.box(0.1, 1.0, 2.0, -0.9, -0.5, along=side * (wide * 0.5 + 0.6))
            assert boxes.touching(*jamb, solids.lo, solids.hi).all(), "a jamb stands free"
        for out in (-1.0, 1.0):
            way = s.box(0.1, 0.5, 1.5, out - 0.1, out + 0.1)
            assert boxes.touching(*way, ways.clear[0], ways.clear[1]).all(), "it opens onto nothing"
    assert count > 10


def test_a_rail_is_seen_over_a_drop_and_not_at_a_wall() -> None:
    lo, hi = np.array([[5.0, 2.0, 0.0]]), np.array([[5.0, 8.0, 1.0]])
    wall = np.array([[5.0, 0.0, -5.0]]), np.array([[9.0, 20.0, 5.0]])
    none = np.zeros((0, 3)), np.zeros((0, 3)), np.zeros(0, np.uint8)
    hole = np.array([[5.0, 3.0, 0.0]]), np.array([[7.0, 5.0, 3.0]]), np.zeros(1, np.uint8)
    east, west = np.array([0]), np.array([2])
    assert rails.walled(lo, hi, east, wall, none).all()
    assert not rails.walled(lo, hi, west, wall, none).any(), "the wall is on the other side"
    assert not rails.walled(lo, hi, east, wall, hole).any(), "there is a way through the wall"


def test_nothing_hangs_in_the_middle_of_a_passage() -> None:
    seen = 0
    for world, cell in walked():
        rows = assemble.parts(world, 0, cell)[0]
        rows = rows[(rows["pitch"] == 0) & (rows["batch"] < kit.load().n_batches)]
        lo, hi = bounds(rows)
        ways = stage.ways(world, 0, cell)
        a, b, kind = ways.clear
        wide = (b - a)[:, :2]
        passage = (kind == CORRIDOR) & (wide.min(1) == 3.0) & (wide.max(1) > 6.0)
        passage &= ((a >= 0) & (b <= 64)).all(1)
        for p, q in zip(a[passage], b[passage], strict=True):
            across = 0 if (q - p)[0] < (q - p)[1] else 1
            free_lo, free_hi = p.copy(), q.copy()
            free_lo[across] += 1.5 - _WIDE
            free_hi[across] -= 1.5 - _WIDE
            free_lo[1 - across] += 1.0
            free_hi[1 - across] -= 1.0
            free_lo[2], free_hi[2] = p[2] + 0.25, p[2] + 1.9
            hit = boxes.touching(lo, hi, free_lo[None], free_hi[None])
            # Flights and rails that cross are the network's own; so are their decks.
            own = [ways.decks, ways.ramps, ways.rails, ways.spines]
            for own_lo, own_hi, _ in own:
                hit &= ~boxes.touching(lo, hi, own_lo - 0.2, own_hi + 0.2)
            assert not hit.any(), (world.seed, cell, rows[hit][:3])
            seen += 1
    assert seen >= 10


def test_small_things_are_near_wherever_one_walks_inside() -> None:
    """At least five within 15 m of nine places in ten."""
    enough = []
    for world, cell in walked():
        rows = assemble.parts(world, 0, cell)[0]
        small = np.sort(rows["size"], axis=1)[:, 2] < 1.0
        at = rows["pos"][small].astype(np.float64)
        a, b, kind = stage.ways(world, 0, cell).clear
        middle = ((a + b) / 2)[(kind == CORRIDOR) & ((a >= 0) & (b <= 64)).all(1)]
        for place in middle:
            enough.append(int((((at - place) ** 2).sum(1) < 225.0).sum()) >= 5)
    assert len(enough) > 10
    assert np.mean(enough) >= 0.9
