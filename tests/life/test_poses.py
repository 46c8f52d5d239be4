"""Poses: functions of the time alone, without a jump, inside the air that was asked for."""

from __future__ import annotations

from functools import cache
from itertools import product
from math import pi, sqrt

import numpy as np
import pytest
from numpy.typing import NDArray

from blame3d.cast.actor import Actor
from blame3d.cast.model import load
from blame3d.life import builders, great, rare, small, swaying, turning
from blame3d.life.ash import CLUSTERS, ash
from blame3d.life.kinds import KINDS, posed, swept
from blame3d.life.site import Site
from blame3d.life.space import CLEAR

WHERE = (10_240, -512, 768)
SITES = {
    small.FALL: Site(small.FALL, WHERE, 0, 1, 60.0, 400.0, 2.0, 11),
    small.DUST: Site(small.DUST, WHERE, 2, -1, 0.0, 200.0, 1.5, 12),
    small.CABLE: Site(small.CABLE, WHERE, 1, -1, 50.0, 120.0, 5.0, 13),
    small.LAMP: Site(small.LAMP, WHERE, 1, 1, 70.0, 6.0, 4.0, 14),
    small.FAN: Site(small.FAN, WHERE, 0, -1, 36.0, 0.0, 90.0, 15),
    great.WHEEL: Site(great.WHEEL, WHERE, 1, 1, 116.0, 0.0, 420.0, 16),
    great.TRAM: Site(great.TRAM, WHERE, 0, 1, 39.0, 1700.0, 3.6, 17),
    great.SPIDER: Site(great.SPIDER, WHERE, 0, 1, 62.0, 300.0, 60.0, 18),
    great.GANTRY: Site(great.GANTRY, WHERE, 2, 1, 0.0, 240.0, 400.0, 19),
    great.WALL: Site(great.WALL, WHERE, 1, -1, 104.0, 360.0, 2000.0, 20),
    great.BLOCK: Site(great.BLOCK, WHERE, 0, -1, 46.0, 500.0, 100.0, 21),
}
FPS = 30.0
FIXED = ("arm", "axle", "rail", "drum")
"""Joints that hold what moves."""


def joints(found: tuple[Actor, ...]) -> dict[str, NDArray[np.float64]]:
    """By model: joints (J, 3, 4) in metres from WHERE."""
    out = {}
    for one in found:
        shift = (np.array(one.position_mm) - np.array(WHERE) * 1000) / 1000.0
        rows = one.joints.astype(np.float64)
        rows[:, :, 3] += shift
        out[one.model] = rows
    return out


@cache
def boxes_of(model: str) -> NDArray[np.float64]:
    """(J, 8, 3): corners of what hangs on each joint."""
    found = load(model)
    out = np.zeros((len(found.names), 8, 3))
    for n in range(len(found.names)):
        some = found.position[found.joint == n]
        ends = np.stack([some.min(0), some.max(0)])
        out[n] = np.array(list(product(*ends.T)))
        if found.names[n] == "rotor":  # round: the corners of its square never are anywhere
            r = float(np.sqrt((some[:, [0, 2]] ** 2).sum(1)).max())
            out[n, :, 0], out[n, :, 2] = [r, 0, -r, 0] * 2, [0, r, 0, -r] * 2
    return out


def corners(model: str, rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """(J, 8, 3): the same, posed."""
    return np.einsum("jik,jck->jci", rows[:, :, :3], boxes_of(model)) + rows[:, None, :, 3]


def test_there_is_a_sample_of_every_kind() -> None:
    assert set(SITES) == set(KINDS)


@pytest.mark.parametrize("kind", sorted(SITES))
def test_a_pose_depends_on_the_time_alone(kind: str) -> None:
    times = [0.0, 131.7, 12.25, 5000.0, 12.25]
    first = {t: posed(SITES[kind], t, 900.0) for t in times}
    for t in reversed(times):
        again = posed(SITES[kind], t, 900.0)
        for a, b in zip(first[t], again, strict=True):
            assert (a.model, a.position_mm, a.glow) == (b.model, b.position_mm, b.glow)
            assert a.joints.tobytes() == b.joints.tobytes()
            assert np.isfinite(a.joints).all()
            assert len(a.joints) == len(load(a.model).names)


@pytest.mark.parametrize("kind", sorted(SITES))
def test_it_moves_and_nothing_jumps(kind: str) -> None:
    """From one frame to the next no corner of a model goes farther than it could at 90 m/s."""
    site = SITES[kind]
    moved = glowed = 0.0
    # Blocks move only when something rare happens: look at one of each.
    begins = (
        [next(e.begin_s for e in (rare.event(site, n) for n in range(60)) if e.kind == k)
         for k in range(4)] if kind == great.BLOCK else [0.0, 77.0]
    )  # fmt: skip
    for begin in begins:
        before = joints(posed(site, begin - 1.0 / FPS, 600.0))
        glow = posed(site, begin, 600.0)[0].glow
        for t in (begin + np.arange(0.0, 88.0, 0.7)).tolist():
            now = posed(site, t, 600.0)
            a, b = joints(posed(site, t - 1.0 / FPS, 600.0)), joints(now)
            for model in (a.keys() & b.keys()) - {"life-windows"}:
                # What is thin may go anywhere: clots and stones begin and end as next to nothing.
                thick = np.minimum(*(np.sqrt((j[:, :, :3] ** 2).sum(1)).min(1)
                                     for j in (a[model], b[model]))) > 0.25  # fmt: skip
                step = np.abs(corners(model, b[model]) - corners(model, a[model])).max((1, 2))
                limit = 11.0 if model == "life-rubble" else 3.0
                assert (step * thick).max() < limit, (model, t)
                if model in before:
                    moved = max(moved, float(np.abs(b[model] - before[model]).max()))
            glowed = max(glowed, abs(now[0].glow - glow))
    assert moved > 0.2 or glowed > 0.5


@pytest.mark.parametrize("kind", sorted(SITES))
def test_what_moves_stays_in_its_air(kind: str) -> None:
    """All that stands out farther than walls do is within the boxes that were proved free."""
    site = SITES[kind]
    parts = np.array([list(r) for r in swept(site)])
    low, high = parts[:, :, 0].min(0) - 2.5, parts[:, :, 1].max(0) + 2.5
    for t in np.arange(0.0, 900.0, 11.3).tolist():
        for model, rows in joints(posed(site, t, 300.0)).items():
            there = np.abs(rows[:, :, :3]).max((1, 2)) > 0.3
            there &= np.array([name not in FIXED for name in load(model).names])
            p = (corners(model, rows)[there] @ site.turn).reshape(-1, 3)  # on the site's axes
            p = p[(p[:, 2] * site.sign if site.axis == 2 else p[:, 1]) > CLEAR]
            assert (p >= low).all(), (model, t, p.min(0), low)
            assert (p <= high).all(), (model, t, p.max(0), high)


def test_a_cable_swings_as_a_pendulum_does() -> None:
    assert swaying.period(98.1) == pytest.approx(2.0 * pi * sqrt(10.0))
    site = SITES[small.CABLE]
    rope = site.length - 1.4 * site.size - 1.5
    load_at = [joints(posed(site, t, 100.0))["life-cable"][-1, 0, 3]
               for t in np.arange(0.0, 60.0, 0.1).tolist()]  # fmt: skip
    side = np.sign(np.array(load_at) - np.mean(load_at))
    crossings = np.flatnonzero(side[1:] > side[:-1]) * 0.1
    assert np.diff(crossings).mean() == pytest.approx(swaying.period(rope), rel=0.02)


def test_fans_turn_slower_the_wider_they_are() -> None:
    assert turning.rpm(12.0) == pytest.approx(6.0)
    assert turning.rpm(600.0) == pytest.approx(0.5, rel=0.02)


def test_a_builder_goes_at_a_walk_and_takes_back_what_it_laid() -> None:
    site = SITES[great.SPIDER]
    times = np.arange(0.0, 2.0 * 10 * builders.cycle(site), 2.0)
    x = np.array([joints(posed(site, t, 100.0))["life-spider"][0, :, 3] @ site.turn[:, 0]
                  for t in times.tolist()])  # fmt: skip
    speed = np.abs(np.diff(x)) / 2.0
    assert 0.4 < speed.max() <= 1.25
    assert x.max() - x.min() == pytest.approx(300.0, abs=3.0)
    wall = SITES[great.WALL]
    way = np.array([builders.wall_at(wall, t) for t in np.arange(0.0, 2000.0, 2.0).tolist()])
    assert 0.4 <= (np.abs(np.diff(way)) / 2.0).max() <= 1.2


def test_a_dying_lamp_goes_out_and_never_flashes_fast() -> None:
    site = SITES[small.LAMP]
    light = np.array([swaying.lit(site, t) for t in np.arange(0.0, 200.0, 0.02).tolist()])
    assert light.min() < 0.05
    assert light.max() > 0.9
    high = light > 0.5
    rises = np.flatnonzero(high[1:] & ~high[:-1]) * 0.02
    assert all(((rises >= t) & (rises < t + 1.0)).sum() <= 3 for t in rises.tolist())


def test_ash_stays_where_it_is_when_one_walks() -> None:
    here = ash(5, (1_000_000, 2_000_000, -3_000_000), 8.0)
    there = ash(5, (1_000_900, 2_000_000, -3_000_000), 8.0)
    near = np.sqrt((here.joints[:, :, 3] ** 2).sum(1)) < 5.0
    assert near.sum() > 3
    assert len(here.joints) == CLUSTERS
    moved = there.joints[near, :, 3] - here.joints[near, :, 3]
    np.testing.assert_allclose(moved, [[-0.9, 0.0, 0.0]] * int(near.sum()), atol=1e-4)


def test_a_long_lens_sees_no_flake_right_before_it() -> None:
    """One of a hand's width was a tile across a tenth of the frame."""

    def nearest(closer: float) -> float:
        at = ash(7, (512, -100, 9000), 3.0, closer).joints.astype(np.float64)
        size = np.sqrt((at[:, :, 0] ** 2).sum(1))
        away = np.sqrt((at[:, :, 3] ** 2).sum(1))
        return float(away[size > 0.01].min(initial=99.0))

    assert nearest(1.0) < 3.0
    assert nearest(3.0) > 4.5
    assert nearest(12.0) == 99.0
