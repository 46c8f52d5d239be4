"""What the walk network puts in place: ways stay free, towers are carried, hands find things."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
import pytest
from numpy.typing import NDArray

from blame3d.world import assemble, fittings, kit, oddities
from blame3d.world import cell as stage
from blame3d.world.boxes import touching
from blame3d.world.chunk import CELL, Cell
from blame3d.world.emit import Sink
from blame3d.world.generate import generate
from blame3d.world.lamps import NONE
from blame3d.world.masses import solid64
from blame3d.world.spots import Spots
from blame3d.world.types import World
from blame3d.world.walk_types import ROOM, WELL, Network

F64 = NDArray[np.float64]
WORLD = World(7)
BIG: Cell = (0, 0, 0)


def network() -> Network:
    return stage.network(WORLD, BIG)


def cells(inside: bool, count: int) -> Iterator[tuple[Cell, F64]]:
    """Level-0 cells of the network in mass or in a void, with the points of ways through them:
    a step at most every half metre."""
    net = network()
    a, b = (net.paths[:, s].reshape(-1, 3).astype(float) for s in (slice(0, -1), slice(1, None)))
    points = np.concatenate([a + (b - a) * t for t in np.linspace(0.0, 1.0, 129)])
    points = points[(points >= 0).all(1) & (points < 1024).all(1)]
    number = (points // CELL).astype(np.int64)
    for cell in np.unique(number, axis=0)[3::7]:
        if bool(solid64(WORLD, cell[None])[0]) != inside:
            continue
        on = points[(number == cell).all(1)]
        yield tuple(cell.tolist()), np.unique(on.round(3), axis=0) - cell * CELL
        count -= 1
        if not count:
            return


def things(cell: Cell) -> tuple[F64, F64]:
    found = assemble.fitted(WORLD, 0, cell).blocks
    none = [np.zeros((0, 3))]
    return (np.concatenate([b[0] for b in found] or none),
            np.concatenate([b[1] for b in found] or none))


def test_what_stands_at_walls_leaves_the_way_free() -> None:
    """A body on the line that one walks touches nothing that stops feet."""
    count = 0
    for cell, feet in cells(inside=True, count=30):
        lo, hi = things(cell)
        body = np.array([0.31, 0.31, 0.0])
        hit = touching(feet - body + [0, 0, 0.3], feet + body + [0, 0, 1.88], lo, hi)
        assert not hit.any(), (cell, feet[hit][0])
        count += len(lo)
    assert count > 100


@pytest.mark.parametrize("name", ["console", "barrel", "manifold", "spiral_stair"])
def test_one_does_not_walk_through(name: str) -> None:
    """What is drawn of things that a person bumps into lies inside what stops feet."""
    batches = kit.load().batches(name)
    seen = 0
    clear = network().clear
    for cell in map(tuple, np.unique(clear.lo[clear.kind == ROOM] // CELL, axis=0).tolist()):
        if seen > 3:
            break
        sink = assemble.fitted(WORLD, 0, cell)
        rows = sink.joined()
        rows = rows[(rows["batch"] >= batches.start) & (rows["batch"] < batches.stop)]
        lo, hi = things(cell)
        for row in rows:
            turns = int(row["yaw"]) // 16384
            reach = row["size"] * 0.5
            at = row["pos"].astype(float)
            reach = reach[[1, 0, 2]] if turns % 2 else reach
            inside = (lo <= at - reach + 0.02) & (hi >= at + reach - 0.02)
            assert inside.all(1).any(), (name, cell, at)
            seen += 1
    assert seen > 0


def test_small_things_are_near_wherever_one_walks_in_the_air() -> None:
    """At least five things smaller than a metre within 15 m of a place on a way in a void."""
    for cell, feet in cells(inside=False, count=16):
        found = []
        middle = feet[len(feet) // 2]
        for d in np.ndindex(3, 3, 3):
            step = np.array(d) - 1
            corner = step * CELL
            if (np.maximum(corner - middle, 0) + np.maximum(middle - corner - CELL, 0)).max() > 15:
                continue
            rows, _ = assemble.parts(WORLD, 0, tuple((np.array(cell) + step).tolist()))
            rows = rows[(rows["size"] < 1.0).all(1)]
            at = rows["pos"] + corner
            found.append(at[np.sqrt(((at - middle) ** 2).sum(1)) < 15.0])
        apart = np.unique(np.round(np.concatenate(found) / 0.7), axis=0)
        assert len(apart) >= 5, (cell, middle, len(apart))


def test_towers_in_a_void_stand_or_hang() -> None:
    """Every stair tower in a void stands on a pier or hangs on straps, but for those that mass
    holds somewhere. Straps end in mass or in the lintel of a hoist, never in the air."""
    net = network()
    lo, hi = net.spines.lo, net.spines.hi
    wall = (np.sort((hi - lo)[:, :2], axis=1) == [1, 6]).all(1)
    cell = lo // CELL
    mass = solid64(WORLD, cell.astype(np.int64))
    carried = free = 0
    for row in np.flatnonzero(wall & ~mass):
        column = (cell[:, :2] == cell[row, :2]).all(1)
        tower, z0, z1 = {int(row)}, lo[row, 2], hi[row, 2]
        for _ in range(16):  # all cells of the same tower
            tower |= set(np.flatnonzero(column & wall & (lo[:, 2] <= z1) & (hi[:, 2] >= z0)))
            z0, z1 = lo[list(tower), 2].min(), hi[list(tower), 2].max()
        if mass[list(tower)].any():
            continue
        stands = column & ~wall & (hi[:, 2] == z0 - 1)
        hangs = column & ~wall & (lo[:, 2] == z1)
        assert stands.any() or hangs.any(), (cell[row], z0, z1)
        carried += 1
        if stands.any():
            continue
        end = z1
        while (on := column & ~wall & (lo[:, 2] == end)).any():  # over all cells that it crosses
            end = hi[on, 2].max()
        lintels = column & (np.sort((hi - lo)[:, :2], axis=1) == [1, 4]).all(1)
        at = np.array([[*cell[row, :2], (end - 1) // CELL]], np.int64)
        ended = solid64(WORLD, at)[0] or (lintels & (hi[:, 2] == end)).any()
        kept = net.clear.hi[(net.clear.lo[:, :2] // CELL == cell[row, :2]).all(1), 2]
        assert ended or (kept > end).any(), (cell[row], z1, end)  # a way crosses there
        free += int(not solid64(WORLD, at)[0])
    assert carried > 3
    assert free > 3


def test_errors_are_met_now_and_then_and_no_two_are_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """Along real ways: about one error in 150 m (60 … 350 in this sample), each with measures of
    its own."""
    met: list[tuple[str, int]] = []

    def noted(name: str, build: Callable[[Sink, Spots], None]) -> Callable[[Sink, Spots], None]:
        def both(sink: Sink, s: Spots) -> None:
            inside = ((s.at >= 0.0) & (s.at < CELL)).all(1)
            met.extend((name, int(h)) for h in s.hash[inside])
            build(sink, s)
        return both

    for name in ("_door", "_flight", "_short_bridge", "_giant_steps", "_bench", "_ladder",
                 "_fenced"):
        monkeypatch.setattr(oddities, name, noted(name, getattr(oddities, name)))
    net = network()
    steps = np.sqrt((np.diff(net.paths.astype(float), axis=1) ** 2).sum(2)).sum(1)
    middle = net.paths.astype(float).mean(1) // CELL
    walked = 0.0
    for cell, _ in cells(inside=False, count=40):
        walked += steps[(middle == cell).all(1)].sum()
        sink = Sink(float(CELL), 0.0, 0, kit.load())
        fittings.add(sink, WORLD.seed, stage.origin(0, cell), stage.ways(WORLD, 0, cell),
                     stage.solids(WORLD, 0, cell),
                     partial(stage.walked, WORLD, 0, cell))
    assert 60.0 < walked / len(met) < 350.0
    assert len({name for name, _ in met}) > 4
    assert len(set(met)) == len(met)


def test_masts_of_lifts_stand_or_hang() -> None:
    """Below its foot, or above its head, a mast goes on to mass; else it ends at its platform."""
    seen = 0
    for k in range(12):
        net = stage.network(WORLD, (k, 2 * k, k % 3))
        for lo, hi in np.unique(np.concatenate([net.lifts.lo, net.lifts.hi], 1), axis=0).reshape(
            -1, 2, 3
        ):
            a, b = net.spines.lo, net.spines.hi
            sides = np.sort((b - a)[:, :2], axis=1)
            own = (sides == [1, 3]).all(1) & ((a < hi + 1) & (b > lo - 1))[:, :2].all(1)
            foot, head = a[own, 2].min(), b[own, 2].max()
            corner = np.array([k, 2 * k, k % 3]) * 16
            cell = np.array([lo[0] // CELL, lo[1] // CELL, 0])
            column = solid64(WORLD, cell + corner + np.arange(16)[:, None] * [0, 0, 1])
            held = column[foot // CELL] or column[(head - 1) // CELL]
            assert held or head - hi[2] < 8, (k, lo, hi, head)
            seen += 1
    assert seen > 3


def test_a_stair_inside_mass_is_lit() -> None:
    """It has no other light, and is minutes of a walk."""
    lamps = network().lamps
    wells = lamps.pos[lamps.kind == WELL]
    assert len(wells) > 10
    for at in wells[:: len(wells) // 4][:4].astype(float):
        cell = tuple((at // CELL).astype(int).tolist())
        light = generate(WORLD, 0, cell).light
        x, y, z = np.clip((at - np.array(cell) * CELL) // 2 + 1, 1, 32).astype(int)
        about = light[z - 1 : z + 2, y - 1 : y + 2, x - 1 : x + 2, 1].astype(int)
        assert np.abs(about - NONE).max() > 50, at
