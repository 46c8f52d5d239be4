"""Stretches of a walk: each has its own habits; what stands over ways is carried and leaves them
free."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from blame3d.world import boxes, gantries, kit, stretch
from blame3d.world import cell as stage
from blame3d.world.chunk import CELL, Cell
from blame3d.world.emit import BOX_BATCH, Sink
from blame3d.world.types import World
from blame3d.world.walk_types import BRIDGE

WORLD = World(48211)


def framed(count: int) -> Iterator[tuple[Cell, Sink]]:
    """Level-0 cells with bridges over which something stands, and what does."""
    decks = stage.network(WORLD, (0, 0, 0)).decks
    long = (decks.kind == BRIDGE) & ((decks.hi - decks.lo)[:, :2].max(1) > 30)
    for x, y, z in np.unique(decks.lo[long] // CELL, axis=0).tolist():
        cell = (x, y, z)
        sink = Sink(float(CELL), 0.0, 0, kit.load())
        solids = stage.solids(WORLD, 0, cell)
        gantries.add(sink, WORLD.seed, stage.origin(0, cell), stage.ways(WORLD, 0, cell),
                     (solids.lo, solids.hi))
        if sink.blocks:
            yield cell, sink
            count -= 1
        if not count:
            return


def test_what_stands_over_ways_is_carried_and_leaves_them_free() -> None:
    """No block of a frame reaches into a clearance; each touches a floor, mass or another."""
    seen = 0
    for cell, sink in framed(12):
        ways, solids = stage.ways(WORLD, 0, cell), stage.solids(WORLD, 0, cell)
        lo = np.concatenate([b[0] for b in sink.blocks])
        hi = np.concatenate([b[1] for b in sink.blocks])
        assert not boxes.touching(lo + 1e-6, hi - 1e-6, ways.clear[0], ways.clear[1]).any(), cell
        for n in range(len(lo)):
            others = np.arange(len(lo)) != n
            low = np.concatenate([lo[others], solids.lo, ways.decks[0]])
            high = np.concatenate([hi[others], solids.hi, ways.decks[1]])
            grown = lo[n : n + 1] - 0.15, hi[n : n + 1] + 0.15
            assert boxes.touching(*grown, low, high).all(), (cell, lo[n], hi[n])
        seen += len(lo)
    assert seen > 50


def test_no_stretch_is_like_the_next() -> None:
    """Forty places 400 m apart have habits of their own, of what is seen first at that."""
    at = np.arange(40)[:, None] * np.array([400.0, 0.0, 0.0])
    here = stretch.of(WORLD.seed, np.zeros(3, np.int64), at)
    habits = np.stack([stretch.lot(here, salt) // 20 for salt in range(1, 10)], 1)
    assert len(np.unique(habits, axis=0)) == 40
    assert ((habits[1:] != habits[:-1]).sum(1) >= 3).all()


def test_cells_on_both_sides_of_a_border_know_the_same_habits() -> None:
    for corner in ((384, 0, 0), (-64, 64, 256), (960, -320, -448)):
        origin = np.array(corner, np.int64)
        inside = stretch.of(WORLD.seed, origin, np.array([[1.0, 2.0, 3.0], [63.0, 60.0, 63.5]]))
        beside = stretch.of(WORLD.seed, origin - 64, np.array([[65.0, 66.0, 67.0]]))
        assert (inside == beside[0]).all()


def test_a_run_of_pipes_is_shut_at_both_ends() -> None:
    none = np.zeros((0, 3)), np.zeros((0, 3))
    for along in (0, 1):
        at = np.full((4, 3), 20.0)
        at[:, along] = [24.0, 40.0, 56.0, 120.0]  # three frames in a row, and one far off
        wide = np.zeros(3)
        wide[1 - along] = 3.0
        frames = gantries._Frames(at, at + wide, np.full(4, 25.0), np.full(4, along),
                                  np.full(4, gantries._PIPES), np.arange(4, dtype=np.uint64))
        sink = Sink(256.0, 0.0, 0, kit.load())
        gantries._pipes(sink, frames, at + [0, 0, 5.0], at + wide + [0, 0, 5.4], none, none)
        rows = sink.joined()
        plates = rows[rows["batch"] == BOX_BATCH]
        # Three pipes, and wherever they end and no others begin, a plate before each.
        assert sorted(plates["pos"][:, along].tolist()) == [16.0] * 3 + [64.0] * 3 + [112.0] * 3 + [
            128.0] * 3
        assert (plates["size"][:, 1 - along] > 0.7).all()
