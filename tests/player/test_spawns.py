"""Where the program puts Killy: room to stand, a floor, a way on; and a walk from there."""

from __future__ import annotations

from dataclasses import replace
from math import hypot

import numpy as np
import pytest

from blame3d.player.clock import STEP
from blame3d.player.motion import LEGS, step
from blame3d.player.near import Surroundings
from blame3d.player.rescue import free
from blame3d.player.state import Intent, State, offset, place, rebase
from blame3d.player.walkbot import overlap
from blame3d.world.generate import colliders
from blame3d.world.hash import hash64
from blame3d.world.prospects import EYE_MM
from blame3d.world.types import World
from blame3d.world.viewpoint import viewpoint

CELL_MM = 64_000


class City:
    """Colliders generated when first asked for, and kept."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.cells: dict[tuple[int, int, int], np.ndarray] = {}

    def __call__(self, cell: tuple[int, int, int]) -> np.ndarray:
        if cell not in self.cells:
            self.cells[cell] = colliders(self.world, cell)
        return self.cells[cell]


def body_at(eye_mm: tuple[int, int, int]) -> State:
    """A body whose eye is there, as the program makes it."""
    cell = tuple(v // CELL_MM for v in eye_mm)
    x, y, z = ((v - c * CELL_MM) / 1000.0 for v, c in zip(eye_mm, cell, strict=True))
    return place((cell[0], cell[1], cell[2]), (x, y, z - EYE_MM / 1000.0))


def gone(a: State, b: State) -> float:
    """Metres between two bodies on the map."""
    away = offset(a.cell, a.pos, b.cell, b.pos)
    return hypot(away[0], away[1])


def faults(state: State, world: Surroundings) -> list[str]:
    """What is wrong with beginning a walk here."""
    found = []
    if not free(world, state.cell, rebase(state.cell, state.pos)[1], LEGS, slack=0.02):
        found.append("the body is in a solid")
    stood = state
    for _ in range(60):
        stood = step(stood, Intent(), world)
    fall = -offset(state.cell, state.pos, stood.cell, stood.pos)[2]
    if not stood.grounded or fall > 2.0:
        found.append(f"no floor within 2 m (fell {fall:.2f} m)")
    moved = 0.0
    for heading in range(0, 360, 45):
        walker = stood
        for _ in range(int(3.0 / 1.6 / STEP)):
            walker = step(walker, Intent(move_y=1.0, heading=float(heading), slow=True), world)
            depth = overlap(walker, world)
            if depth is None or depth > 0.02:
                found.append(f"{depth} m deep in a solid while walking")
                break
        level = abs(offset(stood.cell, stood.pos, walker.cell, walker.pos)[2]) < 2.5
        moved = max(moved, gone(stood, walker) if level else 0.0)
        if moved >= 2.0:
            break
    if moved < 2.0:
        found.append(f"no way on (moved {moved:.2f} m)")
    return found


def check(seed: int, count: int, reach_mm: int) -> None:
    world = World(seed)
    city = Surroundings(City(world))
    seen = set()
    for n in range(count):
        h = [int(hash64(77, n, k)) % (2 * reach_mm) - reach_mm for k in range(3)]
        at = viewpoint(world, (h[0], h[1], h[2]))
        if at.eye_mm not in seen:
            seen.add(at.eye_mm)
            assert faults(body_at(at.eye_mm), city) == [], (seed, at)
    assert len(seen) > count // 2


@pytest.mark.parametrize(
    ("seed", "reach_mm"), [(0, 1_200_000), (1, 900_000), (2, 1_500_000), (3, 10**12)]
)
def test_one_begins_on_a_floor_with_a_way_on(seed: int, reach_mm: int) -> None:
    check(seed, 8 if reach_mm < 10**9 else 4, reach_mm)


def test_the_check_sees_a_wall_a_void_and_a_cage() -> None:
    """Each of its sentences, on places that are wrong in one way."""
    world = World(0)
    city = City(world)
    good = body_at(viewpoint(world, (0, 0, 0)).eye_mm)
    x, y, z = good.pos
    assert faults(good, Surroundings(city)) == []
    sunk = replace(good, pos=(x, y, z - 0.4))
    assert "the body is in a solid" in faults(sunk, Surroundings(city))
    empty = Surroundings(lambda cell: city(cell)[:0])
    assert any("no floor" in fault for fault in faults(good, empty))
    cage = np.zeros(4, city(good.cell).dtype)
    cage["lo"] = [(x - 1, y - 1, z), (x + 0.8, y - 1, z), (x - 1, y - 1, z), (x - 1, y + 0.8, z)]
    cage["hi"] = cage["lo"] + [(0.2, 2, 3), (0.2, 2, 3), (2, 0.2, 3), (2, 0.2, 3)]
    caged = {good.cell: np.concatenate([city(good.cell), cage])}
    held = Surroundings(lambda cell: caged.get(cell, city(cell)))
    assert any("no way on" in fault for fault in faults(good, held))


@pytest.mark.nightly
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("seed", range(20, 40))
def test_one_begins_well_in_many_worlds(seed: int) -> None:
    check(seed, 100, (1_000_000, 10**9, 10**14)[seed % 3])
