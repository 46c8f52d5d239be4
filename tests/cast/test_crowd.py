"""Many Exterminators at once stand exactly as each would alone, and their hands do not slide."""

from __future__ import annotations

import numpy as np

from blame3d.cast import crowd
from blame3d.cast.hunter import stance
from blame3d.cast.model import load


def pack(n: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:  # type: ignore[type-arg]
    rng = np.random.default_rng(5)
    up = rng.normal(size=(n, 3))
    up /= np.linalg.norm(up, axis=1)[:, None]
    ahead = np.cross(up, rng.normal(size=(n, 3)))
    ahead /= np.linalg.norm(ahead, axis=1)[:, None]
    return rng.uniform(-30.0, 30.0, (n, 3)), up, ahead


def test_together_as_alone() -> None:
    model = load("exterminator")
    at, up, ahead = pack(9)
    turn = crowd.frames(ahead, up)
    held = crowd.hooks(at, turn, 0.62, np.linspace(0.0, 3.0, 9), np.linspace(0.0, 1.0, 9))
    look = np.stack([np.linspace(-170.0, 170.0, 9), np.linspace(-60.0, 60.0, 9)], axis=1)
    together = crowd.stances(model, at, turn, held, up, look)
    for i in range(9):
        alone = stance(model, at[i], turn[i], held[i], up[i], (look[i, 0], look[i, 1]))
        assert np.abs(together[i] - alone).max() < 1e-4


def test_a_hand_that_holds_on_stays_where_it_is() -> None:
    _, up, ahead = pack(1)
    turn = crowd.frames(ahead, up)
    steps = np.arange(0.0, 6.0, 0.02)
    odd = np.zeros(1)
    seen = [crowd.hooks(ahead * s, turn, 0.62, np.array([s]), odd)[0] for s in steps]
    height = np.array([[(hook * up[0]).sum() for hook in hands] for hands in seen])
    low = height < -0.62 + 1e-9
    slid = np.linalg.norm(np.diff(np.array(seen), axis=0), axis=2)
    assert low.any(axis=0).all()
    assert slid[low[1:] & low[:-1]].max() < 1e-6
