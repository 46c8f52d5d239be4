"""A bot that does what no person would, for as long as it takes."""

from __future__ import annotations

import numpy as np
import pytest

from blame3d.player.gym import Solid, box, everywhere, pipe, ramp, stairs, world
from blame3d.player.motion import LEGS
from blame3d.player.near import Provider, Surroundings
from blame3d.player.rescue import free, unstuck
from blame3d.player.state import place
from blame3d.player.walkbot import follow, overlap, patrol
from blame3d.world.hash import hash64, unit


def clutter(seed: int, count: int = 90) -> list[Solid]:
    """A cell of plates, blocks, wedges, pipes and stairs, on and over two floors."""
    rolls = unit(hash64(seed, 77, np.arange(count * 8))).reshape(count, 8).tolist()
    solids = [box(0, 0, 0, 64, 64, 0.05), box(0, 0, 30, 40, 64, 30.05)]
    for kind, x, y, a, b, c, d, floor in rolls:
        x, y = 1 + x * 54, 1 + y * 54
        z = (0.05, 0.05, 30.05, a * 40)[int(floor * 4)]
        match int(kind * 6):
            case 0:
                solids.append(box(x, y, z, x + 1 + b * 8, y + 1 + c * 8, z + 0.1 + d * 6))
            case 1:
                solids.append(
                    ramp(int(a * 4), x, y, z, x + 2 + b * 6, y + 2 + c * 6, z + 1 + d * 4)
                )
            case 2 | 3 as k:
                solids.append(pipe(k - 2, x, y, z + d, 2 + b * 4, 0.05 + c * 0.9))
            case 4:
                solids.append(pipe(2, x, y, z, 2 + b * 4, 0.05 + c * 0.9))
            case _:
                solids += [
                    box(x, y + i * 0.3, z, x + 3, y + (i + 1) * 0.3, z + (i + 1) * 0.2)
                    for i in range(8)
                ]
    return solids


class Late:
    """A provider whose cells come late, one never, and go away at times."""

    def __init__(self, inner: Provider, seed: int) -> None:
        self.inner, self.seed, self.tick = inner, seed, 0
        self.delay: dict[tuple[int, ...], float] = {}

    def __call__(self, cell: tuple[int, int, int]):
        if cell == (2, 1, 0):
            return None
        key = (self.tick // 500, *cell)
        if key not in self.delay:
            self.delay[key] = (float(unit(hash64(self.seed, 1, *key))) - 0.7) * 1000.0
        return self.inner(cell) if self.tick % 500 >= self.delay[key] else None


@pytest.mark.parametrize("seed", range(3))
def test_the_bot_breaks_nothing(seed: int):
    w = Surroundings(everywhere(clutter(seed)))
    got = patrol(seed, place((0, 0, 0), (32.0, 32.0, 20.0)), w, 5000)
    assert got.faults == ()
    assert got.deepest <= 0.0
    assert got.state.walked > 20.0
    assert got.leaps > 0


@pytest.mark.parametrize("seed", range(2))
def test_the_bot_breaks_nothing_while_the_world_comes_and_goes(seed: int):
    late = Late(everywhere(clutter(seed)), seed)

    def tick(now: int) -> None:
        late.tick = now

    got = patrol(seed, place((0, 0, 0), (32.0, 32.0, 20.0)), Surroundings(late), 3000, tick)
    assert got.faults == ()
    assert got.waited > 100
    assert got.state.walked > 10.0


def test_free_and_unstuck_find_room():
    w = Surroundings(everywhere(clutter(3)))
    rolls = unit(hash64(5, 6, np.arange(120))).reshape(40, 3)
    stuck = 0
    for x, y, z in (rolls * (64.0, 64.0, 40.0)).tolist():
        state = place((0, 0, 0), (x, y, z))
        stuck += not free(w, state.cell, state.pos, LEGS)
        out = unstuck(state, w, LEGS)
        assert out is not None
        assert free(w, out.cell, out.pos, LEGS)
    assert stuck > 1


def test_unstuck_prefers_a_floor_to_the_void():
    # Inside a wall 20 m high, nearer to its side over the void than to the one with a floor.
    w = Surroundings(world([box(9, 0, 0, 11, 20, 20), box(11, 0, 0, 20, 20, 1)]))
    out = unstuck(place((0, 0, 0), (9.8, 10.0, 1.2)), w, LEGS)
    assert out is not None
    assert out.pos[0] > 11.0
    # Where there is no floor anywhere, any room will do.
    w = Surroundings(world([box(9, 0, 0, 11, 20, 20)]))
    out = unstuck(place((0, 0, 0), (9.8, 10.0, 5.2)), w, LEGS)
    assert out is not None
    assert free(w, out.cell, out.pos, LEGS)


def test_a_line_over_stairs_and_a_bridge_is_followed():
    w = Surroundings(
        world(
            [
                box(-9, -9, -1, 9, 4, 0),
                *stairs(4, 0, 0.18, 0.28, 20),
                box(-2, 9.6, 2.6, 2, 40, 3.6),
                ramp(0, 2, 36, 3.6, 10, 40, 7.6),
                box(10, 36, 6.6, 20, 40, 7.6),
            ]
        ),
        reach=12.0,
    )
    line = [(0, -5, 0), (0, 3, 0), (0, 10, 3.6), (0, 38, 3.6), (10.5, 38, 7.6), (18, 38, 7.6)]
    for kind in ({}, {"slow": True}, {"sprint": True}):
        got = follow(line, w, **kind)
        assert got.done, (kind, got)
        back = follow(line[::-1], w, **kind)
        assert back.done, (kind, back)
    assert follow(line, w).seconds < 15.0


def test_a_line_that_cannot_be_walked_is_told():
    w = Surroundings(world([box(-9, -9, -1, 9, 9, 0), box(-9, 4, 0, 9, 5, 2)]), reach=12.0)
    got = follow([(0, 0, 0), (0, 8, 0)], w)
    assert not got.done
    assert got.why == "no way on"
    assert follow([(0, 0, 0), (0, 3, 0), (0, 3, -8)], w).why == "no way on"
    assert follow([(8, 0, 0), (20, 0, 0)], w).why == "fell off the line"
    assert follow([(0, 4.5, 0), (0, 8, 0)], w).why == "there is no room to stand at the start"
    nothing = Surroundings(lambda cell: None)
    assert not follow([(0, 0, 0), (0, 8, 0)], nothing).done


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(20))
def test_the_bot_breaks_nothing_in_a_million_steps(seed: int):
    w = Surroundings(everywhere(clutter(100 + seed)))
    got = patrol(seed, place((0, 0, 0), (32.0, 32.0, 20.0)), w, 50_000)
    assert got.faults == ()
    assert overlap(got.state, w) is not None
