"""The line of the bench and the chunks that a flight asks for."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from blame3d.stream.bench_generate import STAGES, flight_keys, measure
from blame3d.stream.bench_route import route
from blame3d.world.fields import solid_at
from blame3d.world.types import World


def test_the_line_lies_in_open_air_for_kilometres() -> None:
    line = route(0)
    assert line.air_m >= 10_000.0
    metres = np.arange(0.0, line.air_m - 256.0, 64.0)
    points = np.array([line.at(m) for m in metres.tolist()]) // 1000
    assert not solid_at(0, points).any()
    sides = points + np.array([0, 0, 200])
    assert not solid_at(0, sides).any()
    assert route(0) == line
    assert route(7) != line
    lap = replace(line, lap_m=1500.0)
    assert lap.at(400.0) == line.at(400.0)
    assert lap.at(1900.0) == line.at(1100.0)
    assert lap.at(3000.0) == line.at(0.0)
    assert lap.at(3400.0) == line.at(400.0)


def test_a_flight_asks_for_new_cells_only_and_half_of_them_are_fine() -> None:
    before, keys = flight_keys(0, 300, 50.0)
    assert len(keys) == len(set(keys)) == 300
    assert not set(before) & set(keys)
    levels = [level for level, _ in keys]
    assert 0.3 < levels.count(0) / 300 < 0.7
    fast = [level for level, _ in flight_keys(0, 100, 200.0)[1]]
    assert min(fast) == 2  # rings dropped by speed


def test_stages_and_levels_add_up() -> None:
    found = measure(World(0), 6, 50.0)
    assert sum(row["chunks"] for row in found["levels"].values()) == 6
    for row in found["levels"].values():
        parts = sum(row[f"{name}_ms"] for name in STAGES)
        assert abs(parts - row["ms"]) < 0.01
    total = sum(row["chunks"] * row["ms"] for row in found["levels"].values())
    assert abs(1000.0 * 6 / total / found["chunks_per_s"] - 1.0) < 0.02
    assert found["copy_gb_per_s"] > 0.1
