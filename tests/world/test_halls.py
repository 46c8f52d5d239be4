"""Rooms of the network: each has its thing, inside its walls and off every way."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from blame3d.world import halls, kit, sites, stuff
from blame3d.world.emit import Sink
from blame3d.world.stretch import BLOCK

F64 = NDArray[np.float64]
ORIGIN = np.array([64_000, 0, 640])


def walls(lo: F64, hi: F64) -> tuple[F64, F64]:
    """Six boxes about a room."""
    a, b = [], []
    for axis in range(3):
        for end in (0, 1):
            p, q = lo - 3.0, hi + 3.0
            p[axis], q[axis] = (hi[axis], hi[axis] + 3.0) if end else (lo[axis] - 3.0, lo[axis])
            a.append(p)
            b.append(q)
    return np.array(a), np.array(b)


def dressed(seed: int, lo: F64, hi: F64, lines: tuple[F64, F64]) -> Sink:
    sink = Sink(64.0, 0.0, 0, kit.load())
    halls.add(sink, seed, ORIGIN, lo[None], hi[None], walls(lo, hi), NONE, lambda: lines)
    return sink


LO, HI = np.array([12.0, 14.0, 20.0]), np.array([36.0, 50.0, 31.0])
NONE = (np.zeros((0, 3)), np.zeros((0, 3)))


def test_a_room_has_a_thing_inside_its_walls() -> None:
    kinds = set()
    for seed in range(60):
        sink = dressed(seed, LO, HI, NONE)
        rows = sink.joined()
        assert len(rows) >= 1
        kinds.add(tuple(sorted(np.unique(rows["batch"]).tolist())[-3:]))
        # Whatever stops feet stands in the room, at most a hand in a wall or a rail in the ceiling.
        for a, b in sink.blocks:
            assert (a > LO - 0.8).all(), seed
            assert (b < HI + [0.8, 0.8, 1.6]).all(), seed
    assert len(kinds) >= 8


def test_what_stands_in_a_room_keeps_off_its_ways() -> None:
    # A way from wall to wall along each axis.
    lo = np.array([[LO[0], 31.5, LO[2]], [23.5, LO[1], LO[2]]])
    hi = np.array([[HI[0], 31.5, LO[2]], [23.5, HI[1], LO[2]]])
    stood = 0
    for seed in range(60):
        for a, b in dressed(seed, LO, HI, (lo, hi)).blocks:
            low = a[:, 2] < LO[2] + 2.5
            for p, q in zip(lo, hi, strict=True):
                assert not ((a < q + 0.5) & (b > p - 0.5)).all(1)[low].any(), seed
            stood += int(low.sum())
    assert stood > 20


def test_a_room_of_two_heights_is_dressed_once() -> None:
    low = HI.copy()
    low[2] = LO[2] + 5.0
    for seed in range(8):
        sink = Sink(64.0, 0.0, 0, kit.load())
        halls.add(sink, seed, ORIGIN, np.stack([LO, LO]), np.stack([low, HI]), walls(LO, HI), NONE,
                  lambda: NONE)
        assert len(sink.joined()) == len(dressed(seed, LO, HI, NONE).joined())


def test_stretches_are_made_of_different_stuff_and_stages_of_concrete() -> None:
    at = np.array([[x * BLOCK[0] + 5.0, y * BLOCK[1] + 5.0, 7.0]
                   for x in range(20) for y in range(20)])
    here = np.zeros(3, np.int64)
    for habit in (stuff.MASS, stuff.INNER, stuff.AIR, stuff.STEPS, stuff.LANDINGS):
        made = stuff.of(5, here, at, habit)
        assert set(made.tolist()) == {int(m) for m in habit.made}
        for site in sites.AT_HOME.values():
            middle = (np.array(site.stage.lo) + site.stage.hi)[None] * 0.5
            assert stuff.of(site.seed, here, middle, habit)[0] == habit.made[0]
