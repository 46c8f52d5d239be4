"""The plan: everything in reach is wanted once, and what is drawn covers it exactly."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from blame3d.errors import UsageError
from blame3d.stream.plan import (
    Desired,
    anchor_of,
    collider_cells,
    desired,
    evictable,
    outdated,
    visible_mask,
    visible_set,
)
from blame3d.stream.rings import finest_level, radius, rings
from blame3d.stream.tree import block
from blame3d.stream.view import centres, in_view
from blame3d.world.chunk import CELL, Key

FAR = 10**15  # mm: the documented 10**12 m
coordinate = st.one_of(
    st.integers(-200_000, 200_000), st.integers(-FAR, FAR), st.sampled_from([0, -1, FAR, -FAR])
)
positions = st.tuples(coordinate, coordinate, coordinate)
qualities = st.sampled_from(["low", "medium", "high"])
speeds = st.sampled_from([0.0, 79.9, 80.0, 200.0, 1000.0, 1e9])


def restrict(wanted: Desired, keep: np.ndarray) -> Desired:
    """The part of a plan whose leaves are kept (mask (n,)), with their ancestors: families with
    fewer than eight children, which are complete when those are."""
    keep = keep & wanted.leaf
    for rows in reversed(wanted.by_level):
        above = wanted.parents[rows[keep[rows]]]
        keep[above[above >= 0]] = True
    place = np.cumsum(keep) - 1
    parents = wanted.parents[keep]
    return replace(
        wanted,
        levels=wanted.levels[keep],
        cells=wanted.cells[keep],
        parents=np.where(parents < 0, -1, place[parents]),
        leaf=wanted.leaf[keep],
    )


def boxes(wanted: Desired) -> tuple[np.ndarray, np.ndarray]:
    """Low corners and edges of all nodes in level-0 cells, relative to the anchor's root."""
    origin = (np.array(wanted.anchor) >> 10) << 10
    size = np.int64(1) << wanted.levels
    return wanted.cells * size[:, None] - origin, size


@given(positions, qualities, speeds)
def test_leaves_tile_the_roots_exactly(
    position: tuple[int, int, int], quality: str, speed: float
) -> None:
    """No place is wanted twice and none between the leaves is left out."""
    wanted = desired(position, quality, speed=speed)
    low, size = boxes(wanted)
    volume = size.astype(object) ** 3
    assert volume[wanted.leaf].sum() == volume[wanted.parents < 0].sum()
    child = wanted.parents >= 0
    above = wanted.parents[child]
    assert (low[child] >= low[above]).all()
    assert (low[child] + size[child, None] <= low[above] + size[above, None]).all()
    assert len(set(wanted.keys)) == len(wanted.keys)
    assert wanted.levels.min() == wanted.finest


@given(positions, qualities)
def test_the_fog_ellipsoid_is_complete(position: tuple[int, int, int], quality: str) -> None:
    """Whatever the fog leaves to be seen lies in a root: no edge of the world shows."""
    wanted = desired(position, quality)
    wide, tall = radius(quality)
    angle = np.linspace(0.0, 2.0 * np.pi, 48)
    tilt = np.linspace(-0.5 * np.pi, 0.5 * np.pi, 17)[:, None]
    ring = np.stack(
        np.broadcast_arrays(
            np.cos(angle) * np.cos(tilt) * wide, np.sin(angle) * np.cos(tilt) * wide,
            np.sin(tilt) * tall,
        ),
        axis=-1,
    ).reshape(-1, 3)
    top = rings(quality).top
    # the surface of the ellipsoid, and shells inside it; 1 m short, as root cells are open above
    for share in (0.999, 0.7, 0.4):
        spots = np.array(position) + (ring * share * 1000.0).astype(np.int64)
        cells = {(top, tuple(c)) for c in (spots // (CELL * 1000 << top)).tolist()}
        assert cells <= set(wanted.keys)


@given(positions, qualities)
def test_near_means_fine(position: tuple[int, int, int], quality: str) -> None:
    """A node of level k is never drawn nearer than its promised distance."""
    wanted = desired(position, quality)
    low, size = boxes(wanted)
    here = np.array(wanted.anchor) - ((np.array(wanted.anchor) >> 10) << 10)
    end = here + np.array(block(0))
    gap = np.maximum(np.maximum(low - end, here - (low + size[:, None])), 0)
    coarse = wanted.leaf & (wanted.levels > 0)
    side, up = gap[:, :2].max(axis=1), gap[:, 2]
    assert ((side >= size) | (up >= size // 2))[coarse].all()


@given(positions, qualities, st.data())
def test_what_is_drawn_covers_exactly(
    position: tuple[int, int, int], quality: str, data: st.DataObject
) -> None:
    """Of each leaf and its ancestors exactly one is drawn, if any is ready."""
    wanted = desired(position, quality)
    share = data.draw(st.sampled_from([0.02, 0.3, 0.7, 0.95, 1.0]))
    seed = data.draw(st.integers(0, 2**32))
    ready = np.random.default_rng(seed).random(len(wanted.levels)) < share
    if data.draw(st.booleans()):
        wanted_rows = np.flatnonzero(wanted.leaf)[:: data.draw(st.integers(1, 9))]
        keep = np.zeros(len(wanted.levels), bool)
        keep[wanted_rows] = True
        wanted = restrict(wanted, keep)
        ready = ready[: len(wanted.levels)]
    draw = visible_mask(ready, wanted)
    assert not (draw & ~ready).any()
    drawn, possible = draw.astype(int), ready.copy()
    for rows in wanted.by_level:
        inner = rows[wanted.parents[rows] >= 0]
        drawn[inner] += drawn[wanted.parents[inner]]
        possible[inner] |= possible[wanted.parents[inner]]
    assert (drawn[wanted.leaf] == possible[wanted.leaf]).all()


def test_a_family_shows_only_when_complete() -> None:
    """Seven of eight children ready: the parent stays; all eight: the parent goes."""
    wanted = desired((0, 0, 0), "low")
    family = [k for k in wanted.keys if k[0] == 0 and k[1][0] >> 1 == 0 and k[1][1] >> 1 == 0]
    family = [k for k in family if k[1][2] >> 1 == 0]
    coarse: set[Key] = {k for k in wanted.keys if k[0] > 0}
    assert len(family) == 8
    seven = visible_set(coarse | set(family[:7]), wanted)
    assert (1, (0, 0, 0)) in seven
    assert not seven & set(family)
    eight = visible_set(coarse | set(family), wanted)
    assert (1, (0, 0, 0)) not in eight
    assert eight >= set(family)


def test_a_missing_step_between_does_not_hide_what_is_there() -> None:
    """All but one node of level 1 is ready: its children stand in for it."""
    wanted = desired((0, 0, 0), "low")
    shown = visible_set({k for k in wanted.keys if k != (1, (0, 0, 0))}, wanted)
    assert {k for k in wanted.keys if k[0] == 0} <= shown


def test_nothing_ready_draws_nothing_and_everything_ready_draws_the_leaves() -> None:
    wanted = desired((5, 5, 5), "low")
    assert visible_set((), wanted) == frozenset()
    leaves = {k for k, leaf in zip(wanted.keys, wanted.leaf, strict=True) if leaf}
    assert visible_set(frozenset(wanted.keys), wanted) == leaves


def test_a_restricted_plan_keeps_the_ancestors_of_what_it_keeps() -> None:
    wanted = desired((0, 0, 0), "low", heading=0.0, fov=60.0)
    at = centres(wanted.levels, wanted.cells, (0, 0, 0))
    seen = restrict(wanted, in_view(at, wanted.levels, 0.0, 60.0, pitch=-10.0, vertical_fov=35.0))
    assert 0 < seen.leaf.sum() < wanted.leaf.sum() / 3
    assert set(seen.keys) < set(wanted.keys)
    for row, parent in enumerate(seen.parents.tolist()):
        level, cell = seen.keys[row]
        if parent >= 0:
            assert seen.keys[parent] == (level + 1, tuple(c >> 1 for c in cell))
        else:
            assert level == rings("low").top


def test_coverage_comes_first_then_what_is_seen() -> None:
    """Roots before all else; then in view before behind; families stay together."""
    wanted = desired((0, 0, 0), "low", heading=90.0, fov=75.0)  # looking towards -x
    roots = int((wanted.parents < 0).sum())
    assert (wanted.parents[:roots] < 0).all()
    rest = wanted.parents[roots:]
    assert (np.diff(np.flatnonzero(np.diff(rest) != 0)) % 8 == 0).all()
    level0 = wanted.cells[wanted.levels == 0]
    half = len(level0) // 3
    assert level0[:half, 0].mean() < -0.5 < level0[-half:, 0].mean()


def test_requests_lie_along_the_way() -> None:
    """Flying east at 50 m/s, cells ahead come before the same cells behind."""
    wanted = desired((32_000, 32_000, 32_000), "low", velocity=(50.0, 0.0, 0.0))
    place = wanted.index
    assert place[(0, (2, 0, 0))] < place[(0, (-2, 0, 0))]


def test_a_border_does_not_flap() -> None:
    """Swaying 6 m over the corner where all levels meet: nothing new; 9 m further: a new plan."""
    plan = desired((500, 500, 500), "low")
    for x in (-6000, 500, -7999, 71_999):
        assert not outdated(plan, (x, -min(x, 7999), x))
        assert desired((x, -min(x, 7999), x), "low", previous=plan).anchor == plan.anchor
    assert outdated(plan, (-8001, 0, 0))
    assert anchor_of((-8001, 500, 500), plan.anchor) == (-2, 0, 0)


def test_turning_asks_again_and_standing_does_not() -> None:
    plan = desired((0, 0, 0), "low", heading=350.0, fov=75.0)
    assert not outdated(plan, (0, 0, 0), heading=10.0)
    assert outdated(plan, (0, 0, 0), heading=40.0)
    assert outdated(plan, (0, 0, 0), heading=350.0, speed=100.0)


@pytest.mark.parametrize(
    ("speed", "before", "level"),
    [(0, 0, 0), (79, 0, 0), (80, 0, 1), (70, 1, 1), (63, 1, 0), (200, 0, 2), (1e12, 0, 6)],
)
def test_speed_drops_the_finest_rings(speed: float, before: int, level: int) -> None:
    assert finest_level(speed, before) == level


def test_nan_speed_keeps_everything() -> None:
    assert desired((0, 0, 0), "low", speed=float("nan")).finest == 0


def test_what_is_just_behind_stays_and_what_is_far_goes() -> None:
    here = desired((0, 0, 0), "low")
    step = desired((130_000, 0, 0), "low")
    assert not evictable(step, here.keys)
    far = desired((3_000_000, 0, 0), "low")
    gone = evictable(far, here.keys)
    assert {k for k in here.keys if k[0] == 0} <= set(gone)
    assert not set(gone) & set(far.keys)
    away = [abs(c[0] - (far.anchor[0] >> k)) for k, c in gone]
    assert away[0] == max(away)


@given(positions, st.tuples(*[st.floats(-200, 200)] * 3))
def test_a_body_never_moves_into_a_cell_nobody_asked_for(
    position: tuple[int, int, int], velocity: tuple[float, float, float]
) -> None:
    cells = collider_cells(position, velocity)
    for i in range(11):
        at = [p + v * 0.1 * 1000 * i / 10 for p, v in zip(position, velocity, strict=True)]
        for pad in (-1900, 0, 1900):
            spot = tuple(int((a + pad) // (CELL * 1000)) for a in at)
            assert spot in cells
    assert len(cells) == len(set(cells))
    assert cells[0] == tuple(p // (CELL * 1000) for p in position)


def test_colliders_of_a_mad_velocity_stay_few() -> None:
    assert len(collider_cells((0, 0, 0), (float("nan"), float("inf"), 1e30))) < 60
    ahead = collider_cells((32_000, 32_000, 32_000), (0.0, 0.0, -70.0), seconds=2.0, pad_m=8.0)
    assert ahead == tuple((0, 0, -i) for i in range(len(ahead)))
    assert len(ahead) == 3


def test_an_unknown_quality_is_a_sentence() -> None:
    with pytest.raises(UsageError, match="low, medium, high, ultra"):
        desired((0, 0, 0), "best")


def test_a_plan_is_quick() -> None:
    """Made while a frame waits. About 0.7 ms; the limit leaves room for a busy machine."""
    best = float("inf")
    for i in range(30):
        start = time.perf_counter()
        desired((i * 64_000, 0, 0), "low", heading=10.0, fov=75.0)
        best = min(best, time.perf_counter() - start)
    assert best < 2e-3
