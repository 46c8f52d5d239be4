"""What crosses the air: nothing is refused that would be seen, and what leans is held."""

from __future__ import annotations

import numpy as np
import pytest

from blame3d.world import leaning, spans
from blame3d.world.chunk import edge
from blame3d.world.emit import BOX_BATCH, Sink
from blame3d.world.fields import solid_at
from blame3d.world.kit import load
from blame3d.world.materials import Material

SEED = 31


def _parts(level: int, cell: tuple[int, int, int]) -> np.ndarray:
    sink = Sink(float(edge(level)), 0.0, level, load())
    spans.add(sink, SEED, np.array(cell, np.int64) * edge(level), edge(level), 0)
    return sink.joined()


@pytest.mark.parametrize("level", [2, 3, 4, 5, 6])
def test_what_is_refused_for_its_width_would_not_have_been_drawn(
    level: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    cells = [(x, y, z) for x in (-2, 0, 1) for y in (-1, 0) for z in (-1, 0, 2)]
    found = [_parts(level, cell) for cell in cells]
    monkeypatch.setattr(spans, "_WIDEST", np.full((2, 10), np.inf))
    for cell, parts in zip(cells, found, strict=True):
        assert np.array_equal(parts, _parts(level, cell))
    assert sum(map(len, found))


def test_leaning_members_end_in_mass_and_stand_in_air() -> None:
    count = 0
    for block in ((0, 0, 0), (-1, -1, 0), (2, 1, -1)):
        s = leaning._leaning(SEED, *block)
        corner = np.array(block, np.int64) * leaning._CELL * leaning._CELLS
        count += len(s.radius)
        long = np.sqrt(((s.p1 - s.p0) ** 2).sum(1))
        way = (s.p1 - s.p0) / long[:, None]
        for ends in (s.p0 + way * 30.0, s.p1 - way * 30.0):  # as far as they reach into it
            assert solid_at(SEED, np.floor(ends).astype(np.int64) + corner).all()
        assert (long <= 2 * 640.0).all()
        assert (way[:, 2] > np.cos(np.radians(27.0))).all()
    assert count > 20


def test_upright_shafts_have_belts_and_some_are_two_flanges_and_a_web() -> None:
    found = np.concatenate([_parts(3, (x, y, 0)) for x in range(-3, 3) for y in range(-3, 3)])
    box = found[(found["batch"] == BOX_BATCH) & (found["material"] == int(Material.CONCRETE))]
    wide = np.sort(box["size"].astype(float), axis=1)
    belts = (np.abs(box["size"][:, 2] - spans._BELT) < 0.1) & (wide[:, 2] > 10.0)
    assert belts.sum() > 4
    upright = box[box["size"][:, 2] > 200.0]["size"].astype(float)
    ratio = upright[:, :2].max(1) / upright[:, :2].min(1)
    assert (ratio > 2.4).sum() > 2 * (len(upright) > 0)


@pytest.mark.parametrize("axis", [0, 1])
def test_a_bundle_of_pipes_does_not_end_where_a_level_begins(axis: int) -> None:
    """What level 3 draws in pipes, far levels draw too, as one."""
    n = 200
    h = np.arange(n, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    p0, p1 = np.zeros((n, 3)), np.zeros((n, 3))
    p0[:, 1 - axis] = p1[:, 1 - axis] = np.arange(n) * 100.0
    p1[:, axis] = 2000.0
    drawn = []
    for level in (3, 4, 5):
        sink = Sink(1e6, spans.THIN[level], level, load())
        spans._build(sink, SEED, np.zeros(3, np.int64), p0, p1, h, axis)
        parts = sink.joined()
        pipes = parts[parts["material"] == int(Material.STEEL)]
        drawn.append(set(np.unique(pipes["pos"][:, 1 - axis] // 100.0).tolist()))
    assert len(drawn[0]) > 30
    assert len(drawn[1]) > 0.8 * len(drawn[0])  # but single ones that are thin
    assert len(drawn[2]) > 0.4 * len(drawn[0])  # those wider than nine metres
