"""Many Exterminators at once stand exactly as each would alone, and their hands do not slide."""

from __future__ import annotations

import numpy as np

from blame3d.cast import crowd
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
        row = slice(i, i + 1)
        alone = crowd.stances(model, at[row], turn[row], held[row], up[row], look[row])
        assert np.abs(together[i] - alone[0]).max() < 1e-5


def test_hands_are_where_they_hold_on_and_bones_keep_their_length() -> None:
    model = load("exterminator")
    at, up, ahead = pack(9)
    turn = crowd.frames(ahead, up)
    held = crowd.hooks(at, turn, 0.62, np.linspace(0.0, 3.0, 9), np.linspace(0.0, 1.0, 9))
    joints = crowd.stances(model, at, turn, held, up, np.zeros((9, 2)))
    for limb, hook in zip(crowd.LIMBS, held.transpose(1, 0, 2), strict=True):
        upper, lower, hand = (
            joints[:, model.index(f"{bone}_{limb}"), :, 3] for bone in ("upper", "lower", "hand")
        )
        assert np.abs(hand - up * (crowd.HAND - 0.02) - hook).max() < 1e-4
        assert np.abs(np.linalg.norm(lower - upper, axis=1) - crowd.UPPER).max() < 1e-4
        assert np.linalg.norm(hand - lower, axis=1).max() < crowd.LOWER + 0.08


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
