"""What stands between the lanes of stairs: of several makes, and as closed as what stops feet."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from blame3d.world import spines, stretch
from blame3d.world.emit import Sink
from blame3d.world.kit import load
from blame3d.world.walk_types import BRIDGE, CORRIDOR

SEED = 5
LO, HI = np.array([[10.0, 20.0, 3.0]]), np.array([[16.0, 21.0, 64.0]])
WALL = LO, HI, np.array([BRIDGE], np.uint8)
NARROW_M = 1.2
"""A gap that nobody would want to step through beside a flight of stairs."""


def walls(kind: int = BRIDGE, level: int = 0) -> list[NDArray[np.void]]:
    """The parts of the same wall in 60 stretches."""
    out = []
    for n in range(60):
        origin = np.array([n * stretch.BLOCK[0] + 64, 0, 64], np.int64)
        sink = Sink(64.0 * (1 << level), 0.75 * (1 << level) * (level > 0), level, load())
        spines.add(sink, SEED, origin, (LO, HI, np.array([kind], np.uint8)))
        out.append(sink.joined())
    return out


def test_towers_in_the_air_are_of_three_makes_and_those_in_the_mass_are_walls() -> None:
    assert len({len(parts) for parts in walls()}) == 3
    assert all(len(parts) == 1 for parts in walls(CORRIDOR))
    through = [
        bool(spines.see_through(SEED, np.array([n * stretch.BLOCK[0] + 64, 0, 64]), WALL)[0])
        for n in range(60)
    ]
    assert through == [len(parts) > 1 for parts in walls()]


def test_what_is_drawn_fills_the_wall_that_stops_feet_and_leaves_no_gap_to_step_through() -> None:
    for parts in walls():
        lo, hi = parts["pos"] - parts["size"] / 2, parts["pos"] + parts["size"] / 2
        assert (lo >= LO - 1e-4).all()
        assert (hi <= HI + 1e-4).all()
        assert lo.min(0).tolist() == LO[0].tolist()
        assert hi.max(0).tolist() == HI[0].tolist()
        upright = parts[parts["size"][:, 2] > 60.0]
        edges = np.sort(np.concatenate([upright["pos"][:, 0] - upright["size"][:, 0] / 2,
                                        upright["pos"][:, 0] + upright["size"][:, 0] / 2]))
        assert (edges[2::2] - edges[1:-1:2]).max(initial=0.0) <= NARROW_M + 1e-4


def test_from_afar_a_tower_is_what_it_is_near_by_but_for_its_bars() -> None:
    for near, far in zip(walls(), walls(level=2), strict=True):
        thick = near[np.sort(near["size"], axis=1)[:, 1] > 0.1]
        assert np.array_equal(far["size"], thick["size"])
