"""What a way cuts out of what stands there: exactly its own room, and no more."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from blame3d.world.assemble import _cleared
from blame3d.world.boxes import touching
from blame3d.world.chunk import PART
from blame3d.world.parts import axes
from blame3d.world.segments import ALONG_X

F64 = NDArray[np.float64]


def member(batch: int, turn: tuple[int, int], size: tuple[float, float, float]) -> NDArray[np.void]:
    row = np.zeros(1, PART)
    row["batch"], row["pos"], row["size"] = batch, (32.0, 32.0, 32.0), size
    row["yaw"], row["pitch"] = turn
    return row


def bounds(rows: NDArray[np.void]) -> tuple[F64, F64]:
    half = 0.5 * (np.abs(axes(rows["yaw"], rows["pitch"], len(rows)))
                  * rows["size"][:, :, None].astype(float)).sum(1)
    return rows["pos"] - half, rows["pos"] + half


def way(x: float) -> tuple[F64, F64]:
    """A way along y, 3 m wide and high, from x on."""
    return np.array([[x, 0.0, 30.0]]), np.array([[x + 3.0, 64.0, 33.0]])


def test_the_foot_of_an_arch_beside_a_way_stays() -> None:
    """A piece of an arch is nearly as wide as long; a way passes a metre from it."""
    foot = member(0, (16384, 8192), (10.0, 4.4, 15.6))
    _, hi = bounds(foot)
    assert len(_cleared(foot, *way(float(hi[0, 0]) + 1.0))) == 1


def test_an_arch_across_a_way_is_cut_and_not_dropped() -> None:
    foot = member(0, (16384, 8192), (10.0, 2.0, 15.6))
    lo, hi = way(30.0)
    rows = _cleared(foot, lo, hi)
    assert len(rows) == 2
    assert 4.0 < rows["size"][:, 2].sum() < 15.0
    assert not touching(*bounds(rows), lo + 0.2, hi - 0.2).any()


def test_a_pipe_that_a_way_interrupts_ends_in_collars_outside_of_it() -> None:
    lo, hi = way(30.0)
    rows = _cleared(member(1, ALONG_X, (4.0, 4.0, 40.0)), lo, hi)
    assert sorted(rows["size"][:, 2].round(3).tolist()) == [0.5, 0.5, 18.0, 19.0]
    collars = rows[rows["size"][:, 2] < 1.0]
    assert (collars["size"][:, 0] > 4.4).all()
    assert not touching(*bounds(rows), lo + 1e-3, hi - 1e-3).any()
