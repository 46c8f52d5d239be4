"""Rare things: when they are, and that their sounds are heard once."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blame3d.life import great, rare
from blame3d.life.cue import LASTING, Cue, Kind
from blame3d.life.cues import KNOCK_S, cues
from blame3d.life.site import Site

BLOCK = Site(great.BLOCK, (0, 0, 0), 0, 1, 46.0, 400.0, 100.0, 77)
BUILDER = Site(great.SPIDER, (500, 0, 0), 0, 1, 62.0, 300.0, 60.0, 78)
HERE = (200_000, 0, 0)


def passing(found: list[Cue]) -> list[Cue]:
    return [c for c in found if c.kind not in LASTING]


@given(st.integers(0, 2**48 - 1))
@settings(max_examples=30, deadline=None)
def test_one_every_ninety_to_a_hundred_and_fifty_seconds(key: int) -> None:
    site = BLOCK._replace(key=key)
    begins = np.array([rare.event(site, n).begin_s for n in range(-3, 40)])
    gaps = np.diff(begins)
    assert gaps.min() >= 90.0
    assert gaps.max() <= 150.0
    for t in (begins + 0.01).tolist():
        assert rare.latest(site, t).begin_s == pytest.approx(t - 0.01)


def test_every_kind_of_event_comes() -> None:
    assert {rare.event(BLOCK, n).kind for n in range(80)} == {0, 1, 2, 3}


def test_a_cue_is_given_once_however_time_is_cut() -> None:
    sites = (BLOCK, BUILDER)
    whole = passing(cues(sites, HERE, 0.0, 1500.0))
    cuts = [0.0, 0.016, 9.1, 118.0, 131.5, 700.0, 1499.0, 1500.0]
    parts = [c for a, b in pairwise(cuts) for c in
             passing(cues(sites, HERE, a, b))]  # fmt: skip
    assert sorted(parts, key=str) == sorted(whole, key=str)
    knocks = sorted(c.time_s for c in whole if c.position_mm == (562_000, 0, 0))
    np.testing.assert_allclose(np.diff(knocks), KNOCK_S)


def test_a_collapse_is_heard_when_and_where_the_stones_are_down() -> None:
    event = next(e for e in (rare.event(BLOCK, n) for n in range(60)) if e.kind == rare.COLLAPSE)
    down = event.begin_s + rare.fall_s(BLOCK)
    heard = passing(cues((BLOCK,), HERE, event.begin_s, down + 0.01))
    assert [c.kind for c in heard] == [Kind.GROAN, Kind.COLLAPSE]
    assert heard[1].time_s == pytest.approx(down)
    assert heard[1].position_mm == (46_000, 0, -450_000)


def test_windows_go_out_and_come_back() -> None:
    event = next(e for e in (rare.event(BLOCK, n) for n in range(60)) if e.kind == rare.DARK)

    def lit(t: float) -> int:
        rows = rare.block(BLOCK, t, 500.0)[1].joints
        return int((np.abs(rows[:, :, :3]).max((1, 2)) > 0.0).sum())

    before = lit(event.begin_s - 0.01)
    assert before > 5
    assert lit(event.begin_s + 3.0) == 0
    assert lit(event.begin_s + 86.0) == before


def test_lasting_sounds_are_named_and_near() -> None:
    found = [c for c in cues((BUILDER,), HERE, 5.0, 5.1) if c.kind in LASTING]
    assert [(c.kind, c.time_s) for c in found] == [(Kind.BUILDER, 5.1)]
    assert found[0].key
    assert not [c for c in cues((BUILDER,), (9_000_000, 0, 0), 5.0, 5.1) if c.kind in LASTING]
