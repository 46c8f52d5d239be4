"""Lights on the great walls: the same at every level of detail, and on the wall."""

from __future__ import annotations

import numpy as np
import pytest

from blame3d.world import cell as stage
from blame3d.world import lights, panels, sky
from blame3d.world.chunk import edge
from blame3d.world.emit import Sink
from blame3d.world.kit import load
from blame3d.world.placing import surface
from blame3d.world.types import World

WORLD = World(7)


def lamps_of(level: int, cell: tuple[int, int, int]) -> np.ndarray:
    """Positions in the world (n, 3), of the cell's own lights."""
    at, size = stage.origin(level, cell), edge(level)
    sink = Sink(float(size), 0.0, level, load())
    if level > panels.PANEL_LEVELS:
        lights.add(sink, WORLD.seed, at, panels.faces(WORLD.seed, at, size), None)
    else:
        s = stage.solids(WORLD, level, cell)
        lights.add(sink, WORLD.seed, at, s.faces, s.panels)
    rows = np.concatenate(sink.lamps) if sink.lamps else np.zeros(0, [("pos", "f4", 3)])
    own = ((rows["pos"] >= 0) & (rows["pos"] < size)).all(1)
    return rows["pos"][own].astype(np.float64) + at


@pytest.mark.parametrize("cell", [(0, 0, 0), (1, -1, 0), (-2, 1, -1)])
def test_a_level_shows_the_lights_of_the_next(cell: tuple[int, int, int]) -> None:
    """From afar some groups keep every other light, where it was but for the depth of panels."""
    far = lamps_of(4, cell)
    near = np.concatenate(
        [
            lamps_of(3, (2 * cell[0] + x, 2 * cell[1] + y, 2 * cell[2] + z))
            for x in (0, 1) for y in (0, 1) for z in (0, 1)
        ]
    )  # fmt: skip
    assert len(far) > 3
    assert 0.05 * len(near) < len(far) < 0.6 * len(near)
    local = far - stage.origin(4, cell)
    inner = far[((local > 40) & (local < edge(4) - 40)).all(1)]
    gap = np.abs(inner[:, None] - near[None])
    # Two axes agree; along the third, the wall's normal, a panel may stand back.
    off = np.sort(gap, axis=2)
    same = (off[..., 1] < 0.01) & (off[..., 2] < 32.0)
    assert same.any(1).mean() > 0.9


def test_tubes_hang_on_the_panel_that_is_drawn() -> None:
    cells = [(x, y, z) for x in range(-3, 3) for y in range(-3, 3) for z in (-1, 0)]
    found = 0
    for cell in cells:
        s = stage.solids(WORLD, 2, cell)
        sink = Sink(float(edge(2)), 0.0, 2, load())
        lights.add(sink, WORLD.seed, stage.origin(2, cell), s.faces, s.panels)
        if not sink.lamps or not len(s.panels):
            continue
        rows = np.concatenate(sink.lamps)
        planes = surface(s.panels)
        for lamp in rows["pos"][rows["power"] == 145].astype(np.float64):
            out = np.abs(lamp[s.panels["axis"].astype(int)] - planes)
            found += 1
            assert out.min() < 0.51
    assert found > 20


@pytest.mark.parametrize("level", [3, 4])
def test_no_light_is_a_speck_of_its_own(level: int) -> None:
    """Nearly every light on a wall has another of its group beside it."""
    at = np.concatenate([lamps_of(level, c) for c in [(0, 0, 0), (1, -1, 0), (-2, 1, -1)]])
    gap = np.sqrt(((at[:, None] - at[None]) ** 2).sum(2))
    gap[np.arange(len(at)), np.arange(len(at))] = np.inf
    assert len(at) > 20
    assert (gap.min(1) < 60.0).mean() > 0.8


def test_lights_burn_where_it_is_dark() -> None:
    """Before pale air there is none."""
    cells = [(x, y, z) for x in range(-3, 3) for y in range(-3, 3) for z in (-1, 0)]
    at = np.concatenate([lamps_of(3, c) for c in cells])
    assert len(at) > 100
    assert (sky.at(WORLD.seed, at) < 0.72).mean() > 0.98
    far = np.arange(-40, 40) * 1024.0 + 128.0
    bright = np.stack([far, far[::-1], np.tile([1200.0, 2900.0], 40)], 1)
    light = sky.at(WORLD.seed, bright)
    assert (light > 0.7).any()
    assert (sky.need(WORLD.seed, bright)[light > 0.7] == 0.0).all()
