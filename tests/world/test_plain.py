"""What stands in for a chunk that cannot be made."""

from __future__ import annotations

import numpy as np
import pytest

from blame3d.world import assemble
from blame3d.world.chunk import Chunk, edge
from blame3d.world.fields import solid_at
from blame3d.world.plain import plain
from blame3d.world.types import World

SEED = 31


@pytest.mark.parametrize("level", range(7))
def test_a_plain_block_is_the_mass_of_the_voxels(
    level: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the voxels are mass there is a box, elsewhere none, at every level; and nothing is
    asked of the stages that may have failed."""
    monkeypatch.setattr(assemble, "collect", None)
    size = float(edge(level))
    for cell in ((0, 0, 0), (-1, 2, 1), (1, 0, -2)):
        chunk = plain(World(SEED), level, cell)
        assert Chunk.unpack(chunk.pack()).key == (level, cell)
        assert chunk.light[..., 0].min() > 0
        parts = chunk.parts
        lo, hi = parts["pos"] - parts["size"] / 2, parts["pos"] + parts["size"] / 2
        assert ((lo >= 0.0) & (hi <= size)).all()
        if level >= 6:  # one sample stands for eight voxels there
            continue
        at = np.random.default_rng(level).random((60, 3)) * size
        boxed = ((lo[None] < at[:, None]) & (hi[None] > at[:, None])).all(2).any(1)
        mass = solid_at(SEED, at + np.array(cell) * size)
        assert np.array_equal(boxed, mass)
