"""The tile of stains has no seam and keeps the surfaces' mean brightness."""

from __future__ import annotations

import numpy as np

from blame3d.scene.stains import SIDE, stains


def test_the_tile_meets_itself_without_a_seam() -> None:
    tile = stains().astype(float)
    for axis in (0, 1):
        inner = np.abs(np.diff(tile, axis=axis)).mean()
        seam = np.abs(tile.take(0, axis) - tile.take(SIDE - 1, axis)).mean()
        assert seam < 1.5 * inner


def test_what_runs_down_begins_at_once_and_ends_slowly() -> None:
    """Streaks without a beginning make bars of a wall."""
    step = np.diff(stains()[..., 1].astype(float), axis=0)  # upwards
    run = step[np.abs(step) > 4.0]
    assert (run**3).mean() / (run**2).mean() ** 1.5 > 0.3


def test_the_tile_is_neutral_on_the_mean_and_not_flat() -> None:
    tile = stains().astype(float)
    assert (np.abs(tile.mean((0, 1)) - 127.5) < 6.0).all()
    assert (tile.std((0, 1)) > 20.0).all()
