"""The committed quarter wave: right, symmetric, and the same digits for ever."""

from __future__ import annotations

import hashlib
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from blame3d.world import trig


def test_the_table_never_changes() -> None:
    digest = hashlib.sha256(repr(trig.quarter_wave()).encode()).hexdigest()
    assert digest.startswith("226c56a28dca851b")


@given(st.integers(-10**7, 10**7))
def test_sine_and_cosine(mdeg: int) -> None:
    assert trig.sin(mdeg) == pytest.approx(math.sin(math.radians(mdeg / 1000)), abs=4e-7)
    assert trig.cos(mdeg) == pytest.approx(math.cos(math.radians(mdeg / 1000)), abs=4e-7)
    assert trig.sin(-mdeg) == -trig.sin(mdeg)
    assert trig.cos(-mdeg) == trig.cos(mdeg)


@pytest.mark.parametrize(
    ("h", "p", "want"),
    [
        (0, 0, (0, 1, 0)),
        (90_000, 0, (-1, 0, 0)),
        (-90_000, 0, (1, 0, 0)),
        (180_000, 0, (0, -1, 0)),
        (12_345, 90_000, (0, 0, 1)),
        (0, -90_000, (0, 0, -1)),
    ],
)
def test_directions_follow_panda(h: int, p: int, want: tuple[int, int, int]) -> None:
    assert tuple(trig.direction(h, p)) == want  # exact at right angles


@given(st.integers(-(10**6), 10**6), st.integers(-90_000, 90_000))
def test_directions_have_length_one(h: int, p: int) -> None:
    assert float(np.linalg.norm(trig.direction(h, p))) == pytest.approx(1, abs=1e-15)
