"""`wanderer` over its whole length: what a director would throw out, found by numbers."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from blame3d.cast.model import load
from blame3d.setpieces.wanderer import piece
from blame3d.setpieces.wanderer_fishers import fisher_at
from blame3d.setpieces.wanderer_killy import killy_at
from blame3d.setpieces.wanderer_marks import (
    DROPS_DOWN,
    FIRE,
    LANDS,
    MOUTH_M,
    MUZZLE,
    RADIUS_M,
    STANDS,
    THROWN,
    WAY,
    ZURU,
    on,
)
from blame3d.setpieces.wanderer_pack import PACK
from blame3d.timeline.piece import SetPiece, sample
from blame3d.timeline.shot import SHAPE
from blame3d.world.types import World


@pytest.fixture(scope="module")
def film() -> SetPiece:
    return piece()


def test_the_hole_comes_with_the_shot_and_stays(film: SetPiece) -> None:
    assert not sample(film, 21.3).edits
    assert len(sample(film, 22.0).edits) == 1
    assert sample(film, 70.0).edits == sample(film, 22.0).edits


def test_the_gunner_keeps_the_floor_that_he_stands_on(
    film: SetPiece, world: World, below: Callable[..., float | None]
) -> None:
    cut = World(world.seed, edits=tuple(edit.beam for edit in film.edits))
    stands = film.site.mm((10.45, -72.0, 12.0))
    floor = below(cut, stands)
    assert floor is not None
    assert abs(floor) <= 0.03
    # The hole is there: the footbridge's end is gone, the three stand.
    assert below(cut, film.site.mm((-8.9, 0.0, 0.0)), reach=2.0) is None
    floor = below(cut, film.site.mm((-1.4, 0.2, 0.0)))
    assert floor is not None
    assert abs(floor) <= 0.03


def test_the_line_takes_the_whole_pack(film: SetPiece) -> None:
    way = np.array(WAY)
    for hunter in PACK:
        at = hunter.middle() - np.array(MUZZLE)
        assert np.linalg.norm(at - way * (at @ way)) < RADIUS_M, hunter


def test_whom_the_line_takes_is_seen_going_and_the_mask_goes_last(film: SetPiece) -> None:
    model = load("exterminator")
    head = model.index("head")
    shot = film.index(22.0)
    assert film.shots[shot].name == "taken"
    big = []
    for t in np.linspace(film.starts[shot], film.starts[shot + 1] - 0.02, 8).tolist():
        actors = film.role("pack").actors(film.site, film.story(t))
        assert len(actors) == len(PACK)
        sizes = np.array([np.abs(np.linalg.det(one.joints[:, :, :3])) for one in actors])
        big.append((sizes[:, head].mean(), np.delete(sizes, head, axis=1).mean()))
    heads, bodies = np.array(big).T
    assert heads[0] == pytest.approx(1.0)
    assert heads[-1] < 0.4
    assert bodies[0] == pytest.approx(1.0)
    assert bodies[-2] < 0.01
    assert (heads[4:7] > bodies[4:7] + 0.3).all()
    assert not film.role("pack").actors(film.site, film.story(film.starts[shot + 1]))


def test_he_who_leaps_is_a_quarter_of_the_picture_and_is_in_it(film: SetPiece) -> None:
    shot = next(one for one in film.shots if one.name == "falls")
    for t in (shot.begin + 0.3, shot.begin + 0.9, shot.begin + 1.5):
        s = film.story(t)
        him = killy_at(s)
        assert him.air == 1.0
        middle = np.array(him.at) + (0.0, 0.0, 0.9)
        away = float(np.linalg.norm(middle - shot.eye_at(t, s)))
        high = 2.0 * away * np.tan(np.radians(shot.fov(t - shot.begin)) / 2.0) / SHAPE
        assert 1.88 / high > 1.0 / 4.0
        assert shot.sees(t, s, film.seed)(middle, -0.9)


def test_his_coat_spreads_in_the_air_without_gaps_and_settles_on_the_floor(film: SetPiece) -> None:
    model = load("killy")
    rows = [model.index(name) for name in ("coat_l", "coat_r")]
    cloth = np.isin(model.joint, rows)
    hem = cloth & (model.position[:, 2] < model.position[cloth, 2].min() + 0.1)

    def wide(s: float) -> tuple[float, float]:
        """Metres from left to right of him, and the widest gap on the way."""
        across = []
        h = np.radians(killy_at(s).heading)
        for one in film.role("killy").actors(film.site, s):
            if one.model == "killy":
                pose = one.joints.astype(np.float64)[model.joint]
                at = (pose[:, :, :3] @ model.position[:, :, None])[..., 0] + pose[:, :, 3]
                there = hem & (pose[:, :, :3] != 0.0).any(axis=(1, 2))
                across.append(at[there] @ film.site.axes() @ (np.cos(h), np.sin(h), 0.0))
        places = np.sort(np.concatenate(across))
        return float(places[-1] - places[0]), float(np.diff(places).max())

    flies, gap = wide(LANDS - 0.4)
    lies, _ = wide(LANDS + 0.9)
    assert flies > 1.0
    assert gap < 0.15
    assert lies < 0.85 * flies


def test_heads_snap_to_him_one_after_another(film: SetPiece) -> None:
    frames = np.arange(LANDS - 0.3, LANDS + 2.0, 1.0 / 24.0).tolist()
    first = []
    for name in ("zuru", "tae", "fusata"):
        looks = [fisher_at(name, s).look[0] for s in frames]
        away = [abs((look - 90.0 + 180.0) % 360.0 - 180.0) for look in looks]
        begin = next(n for n, angle in enumerate(away) if angle > 15.0)
        there = next(n for n, angle in enumerate(away) if angle > 145.0)
        assert there - begin <= 6, name
        first.append(begin)
    assert frames[first[0]] > LANDS
    assert (np.diff(first) >= 4).all()
    assert (np.diff(first) <= 8).all()


def test_one_of_the_pack_drops_down_and_who_waits_flinches(film: SetPiece) -> None:
    shot = next(one for one in film.shots if one.name == "ledge")
    high = [film.role("pack").actors(film.site, s)[0].joints[:, 2, 3].max()
            for s in (shot.begin + 3.0, DROPS_DOWN + 0.3)]  # fmt: skip
    assert high[0] - high[1] > 0.4
    for name in ("zuru", "tae", "fusata"):
        before, after = (fisher_at(name, s) for s in (DROPS_DOWN, DROPS_DOWN + 0.8))
        assert after.crouch - before.crouch > 0.15, name
        assert abs(before.look[0] - 90.0) < 10.0, name
    assert abs(after.look[0] - 90.0) > 45.0  # Fusata's


def test_she_who_is_told_fills_a_third_of_the_picture_and_looks_down(film: SetPiece) -> None:
    model, shot = load("zuru-bare"), next(one for one in film.shots if one.name == "no")
    looks = []
    for u in (0.2, 2.6):
        t = shot.begin + u
        s = film.story(t)
        her = film.role("zuru").actors(film.site, s)[0]
        pose = her.joints.astype(np.float64)[model.joint]
        face = model.joint == model.index("head")
        at = (pose[:, :, :3] @ model.position[:, :, None])[..., 0][face] + pose[face, :, 3]
        at = at @ film.site.axes() + np.array(ZURU)
        away = float(np.linalg.norm(at.mean(axis=0) - shot.eye_at(t, s)))
        high = 2.0 * away * np.tan(np.radians(shot.fov(u)) / 2.0) / SHAPE
        assert float(np.ptp(at[:, 2])) / high > 1.0 / 3.0
        assert shot.sees(t, s, film.seed)(at.mean(axis=0), -0.12)
        looks.append(fisher_at("zuru", s).look[1])
    assert looks[0] - looks[1] > 25.0


def test_he_is_seen_with_his_hole_and_thrown_towards_us(film: SetPiece) -> None:
    hole, ways, high = np.array(on(MOUTH_M)), [], []
    shot = next(one for one in film.shots if one.name == "recoil")
    for u in (0.05, 0.25, 0.8, 1.6, 3.3):
        t = shot.begin + u
        s = film.story(t)
        sees, him = shot.sees(t, s, film.seed), film.role("killy").where(s)
        assert sees(him, -0.3), t
        assert sees(hole, -RADIUS_M), t
        ways.append(float(np.linalg.norm(him - shot.eye_at(t, s))))
        high.append(killy_at(s).at[2] - STANDS[2])
    # From the cut on he is in the air; a metre of floor is left before him where he lies.
    assert ways[0] - ways[1] > 0.3
    assert ways[0] - ways[4] > 7.0
    assert high[2] > 0.8
    assert high[4] == 0.0
    before = film.role("killy").where(s) + np.array([0.0, -1.0, -0.3])
    assert sees(before, 0.0)


def test_from_floor_to_feet_no_limb_leaps(film: SetPiece) -> None:
    """Thrown, lying, on elbow and knee, upright: from frame to frame no joint goes farther than
    one who is thrown, and on his back, knee and soles he is on the floor, not in it nor over it."""
    model, last = load("killy"), None
    for after in np.arange(0.05, 7.2, 1.0 / 24.0).tolist():
        him, *dark = film.role("killy").actors(film.site, FIRE + THROWN + after)
        assert dark, after
        pose = him.joints.astype(np.float64)
        at = (np.array(him.position_mm) - film.site.mm(STANDS)) / 1000.0
        if last is not None:
            assert np.abs(at + pose[:, :, 3] - last).max() < 1.0, after
        last = at + pose[:, :, 3]
        own = pose[model.joint]
        places = (own[:, :, :3] @ model.position.astype(np.float64)[:, :, None])[..., 0]
        heights = (at + places + own[:, :, 3])[:, 2]
        cloth = np.isin(model.joint, [model.index(name) for name in ("coat_l", "coat_r")])
        if after > 1.2:
            assert -0.04 < float(heights[~cloth].min()) < 0.04, after


def test_flashes_are_at_most_three_a_second(film: SetPiece) -> None:
    # What flashes: white cards that are cut in, the line, and fire on the bore. Those that come
    # within a tenth of a second are one.
    times = [card.begin for card in film.cards] + [21.4]
    fires = [burst for burst in film.bursts if not burst.dust and not burst.steam]
    assert film.warp is not None
    keys = [(key.t, key.value[0]) for key in film.warp.keys]
    times += [float(np.interp(burst.s, *zip(*[k[::-1] for k in keys], strict=True)))
              for burst in fires]  # fmt: skip
    times = sorted(times)
    alone = [t for n, t in enumerate(times) if n == 0 or t - times[n - 1] > 0.1]
    assert max(sum(t <= other < t + 1.0 for other in alone) for t in alone) <= 3


def test_every_shot_of_people_has_one_light_eight_times_its_shade(film: SetPiece) -> None:
    for shot in film.shots:
        if shot.name != "line":
            assert shot.key is not None, shot.name
            assert shot.key.shade <= 0.125, shot.name


def test_the_line_cuts_the_frame_in_two(film: SetPiece) -> None:
    """Dead side-on: level from edge to edge, of one width, and at its full light all the while."""
    shot = next(one for one in film.shots if one.name == "line")
    for t in (shot.begin + 0.01, shot.begin + 0.22):
        s = film.story(t)
        assert s - FIRE < 0.04  # `scene.beams`: one frame of full light
        h, p, r = np.radians(shot.angles(t, s, film.seed))
        ahead = np.array([-np.sin(h) * np.cos(p), np.cos(h) * np.cos(p), np.sin(p)])
        right = np.array([np.cos(h), np.sin(h), 0.0])
        above = np.cos(r) * np.cross(right, ahead) + np.sin(r) * right
        right = np.cos(r) * right - np.sin(r) * np.cross(right, ahead)
        slope = float(np.tan(np.radians(shot.fov(0.1)) / 2.0))
        for metres in (40.0, 66.0, 95.0):
            at = np.array(on(metres)) - shot.eye_at(t, s)
            assert abs(at @ above) / (at @ ahead) / slope < 0.02, metres
        ends = [(np.array(on(m)) - shot.eye_at(t, s)) for m in (38.0, MOUTH_M)]
        wide = [float(at @ right / (at @ ahead) / slope) for at in ends]
        assert wide[0] < -0.9
        assert wide[1] > 0.9
