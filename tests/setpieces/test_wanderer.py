"""`wanderer` over its whole length: what a director would throw out, found by numbers."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest

from blame3d.config import resolve
from blame3d.player.rays import cast
from blame3d.setpieces import programme
from blame3d.setpieces.wanderer import piece
from blame3d.timeline.piece import EYE_M, Moment, SetPiece, footing, sample
from blame3d.timeline.shot import SHAPE
from blame3d.timeline.words import LANGUAGES, MOST_WORDS, READING
from blame3d.world.chunk import CELL
from blame3d.world.generate import colliders
from blame3d.world.types import World

FPS = 2.0
TIMES = [float(t) for t in np.arange(0.0, 70.0, 1.0 / FPS)]


@pytest.fixture(scope="module")
def film() -> SetPiece:
    return piece()


@pytest.fixture(scope="module")
def world() -> World:
    return World(resolve({}, {}, None)[0].world_seed)


@lru_cache(maxsize=64)
def solids(world: World, cell: tuple[int, int, int]) -> np.ndarray:
    return colliders(world, cell)


def below(
    world: World, mm: tuple[int, int, int], up: float = 0.5, reach: float = 3.0
) -> float | None:
    """Metres from a point down to the first solid, or None."""
    x, y, z = mm[0], mm[1], mm[2] + round(up * 1000)
    cell = (x // (CELL * 1000), y // (CELL * 1000), z // (CELL * 1000))
    at = tuple((v - c * CELL * 1000) / 1000.0 for v, c in zip((x, y, z), cell, strict=True))
    found = cast(solids(world, cell), (at[0], at[1], at[2]), (0.0, 0.0, -1.0), reach)
    return None if found is None else found.distance - up


def seen(moment: Moment, point: np.ndarray, film: SetPiece) -> tuple[float, float] | None:
    """Where a point of the site is in the picture, -1 … 1 each; None behind the eye."""
    at = np.array(film.site.mm(point), float) - np.array(moment.pose.mm, float)
    h, p, r = np.radians([moment.pose.h, moment.pose.p, moment.pose.r])
    right = np.array([np.cos(h), np.sin(h), 0.0])
    ahead = np.array([-np.sin(h) * np.cos(p), np.cos(h) * np.cos(p), np.sin(p)])
    above = np.cross(right, ahead)
    right, above = np.cos(r) * right - np.sin(r) * above, np.cos(r) * above + np.sin(r) * right
    depth = float(at @ ahead)
    if depth <= 0.0:
        return None
    slope = np.tan(np.radians(moment.fov_h) / 2.0)
    return float(at @ right) / depth / slope, float(at @ above) / depth / slope * SHAPE


def test_any_moment_alone_is_the_moment_in_sequence(film: SetPiece) -> None:
    def numbers(t: float) -> tuple[object, ...]:
        m = sample(film, t)
        joints = b"".join(actor.joints.tobytes() for actor in m.actors)
        places = tuple((a.model, a.position_mm, a.glow) for a in m.actors)
        return m.pose, m.fov_h, m.captions, m.edits, m.white, places, joints

    some = [0.4, 7.3, 21.5, 24.0, 30.2, 38.0, 47.1, 56.0, 63.5]
    forwards = {t: numbers(t) for t in some}
    assert [numbers(t) for t in reversed(some)] == [forwards[t] for t in reversed(some)]


def test_the_subject_of_a_shot_is_in_the_picture(film: SetPiece) -> None:
    for t in TIMES:
        m = sample(film, t)
        if not m.shot.subject or m.white >= 1.0:
            continue
        role = film.role(m.shot.subject)
        # In a close shot not all of somebody is in the picture, but something of them is.
        parts = [role.where(m.s) + (0.0, 0.0, role.half * k) for k in (-1.0, -0.5, 0.0, 0.5, 1.0)]
        places = [seen(m, part, film) for part in parts]
        assert any(p is not None and max(map(abs, p)) < 1.0 for p in places), (t, m.shot.name)


def test_the_scale_shot_is_one_and_its_man_is_small(film: SetPiece) -> None:
    shots = [shot for shot in film.shots if shot.scale]
    assert len(shots) == 1
    m = sample(film, shots[0].begin + 1.0)
    him = film.role("killy").where(m.s)
    away = np.linalg.norm(np.array(film.site.mm(him)) - np.array(m.pose.mm)) / 1000.0
    frame = 2.0 * away * np.tan(np.radians(m.fov_h) / 2.0) / SHAPE
    assert 1.0 / 66.0 < 1.88 / frame <= 1.0 / 58.0


def test_no_camera_is_in_a_solid(film: SetPiece, world: World) -> None:
    for t in TIMES:
        x, y, z = sample(film, t).pose.mm
        cell = (x // (CELL * 1000), y // (CELL * 1000), z // (CELL * 1000))
        at = [(v - c * CELL * 1000) / 1000.0 for v, c in zip((x, y, z), cell, strict=True)]
        rows = solids(world, cell)
        inside = ((rows["lo"] < at) & (rows["hi"] > at) & (rows["kind"] == 0)[:, None]).all(axis=1)
        assert not inside.any(), (t, sample(film, t).shot.name)


def test_feet_are_on_the_floor_that_is_there(film: SetPiece, world: World) -> None:
    looked = 0
    for t in TIMES[::2]:
        m = sample(film, t)
        for role in film.roles:
            if role.feet is None:
                continue
            for foot in role.feet(m.s):
                gap = below(world, film.site.mm(foot))
                assert gap is not None, (t, role.name, foot)
                assert abs(gap) <= 0.03, (t, role.name, gap)
                looked += 1
    assert looked > 200


def test_nobody_slides(film: SetPiece) -> None:
    step = 1.0 / 24.0
    for name, first, last in (("killy", 42.0, 62.0), ("zuru", 38.0, 60.0), ("tae", 38.0, 60.0)):
        feet = film.role(name).feet
        assert feet is not None
        for s in np.arange(first, last, step):
            a, b = feet(s), feet(s + step)
            # A foot that stands in both frames stands in one place: each of one frame's feet is
            # at one of the other's, or has been lifted.
            for foot in a:
                gaps = [float(np.linalg.norm(foot - other)) for other in b]
                assert not gaps or min(gaps) < 0.006 or len(b) < 2 or min(gaps) > 0.18, (name, s)


def test_captions_can_be_read(film: SetPiece) -> None:
    for caption in film.captions:
        for lang in LANGUAGES:
            assert caption.pace(lang) <= READING
            assert len(caption.text(lang).split()) <= MOST_WORDS
    assert sum(caption.who == "killy" for caption in film.captions) <= 4


def test_shots_are_held_long_enough(film: SetPiece) -> None:
    ends = [*film.starts[1:], film.duration_s]
    for shot, end in zip(film.shots, ends, strict=True):
        assert end - shot.begin >= 0.8 or shot.name == "line"  # the beam's quarter second
    assert max(end - shot.begin for shot, end in zip(film.shots, ends, strict=True)) >= 6.0


def test_the_hole_comes_with_the_shot_and_stays(film: SetPiece) -> None:
    assert not sample(film, 21.3).edits
    assert len(sample(film, 22.0).edits) == 1
    assert sample(film, 70.0).edits == sample(film, 22.0).edits


def test_the_gunner_keeps_the_floor_that_he_stands_on(film: SetPiece, world: World) -> None:
    cut = World(world.seed, edits=tuple(edit.beam for edit in film.edits))
    stands = film.site.mm((10.45, -72.0, 12.0))
    floor = below(cut, stands)
    assert floor is not None
    assert abs(floor) <= 0.03
    # The hole is there: the footbridge's end is gone, the three stand.
    assert below(cut, film.site.mm((-12.5, 0.0, 0.0)), reach=2.0) is None
    floor = below(cut, film.site.mm((-1.4, 0.2, 0.0)))
    assert floor is not None
    assert abs(floor) <= 0.03


def test_a_mistyped_scene_is_told_the_nearest() -> None:
    with pytest.raises(Exception, match="wanderer") as caught:
        programme.find("wandrer")
    assert getattr(caught.value, "exit_code", 0) == 64


def test_who_steps_out_stands_on_a_floor_and_is_free(film: SetPiece, world: World) -> None:
    for n in range(40):
        t = 70.0 * ((n * 0.618034) % 1.0)
        moment = sample(film, t)
        place = footing(film, moment)
        assert (place.h, place.p) == (moment.pose.h, moment.pose.p)
        now = World(world.seed, edits=tuple(edit.beam for edit in moment.edits))
        gap = below(now, place.mm, up=0.0, reach=3.0)
        assert gap is not None, (t, place)
        assert abs(gap - EYE_M) <= 0.03, (t, place, gap)


def test_flashes_are_at_most_three_a_second(film: SetPiece) -> None:
    # What flashes: white cards that are cut in, the line, and fire on the bore. Those that come
    # within a tenth of a second are one.
    times = [card.begin for card in film.cards] + [21.4]
    fires = [burst for burst in film.bursts if not burst.dust and not burst.steam]
    times += [21.65 + (burst.s - 21.65) / 0.05 for burst in fires if burst.s < 22.0]
    times += [burst.s + 6.65 for burst in fires if burst.s >= 22.0]
    times = sorted(times)
    alone = [t for n, t in enumerate(times) if n == 0 or t - times[n - 1] > 0.1]
    assert max(sum(t <= other < t + 1.0 for other in alone) for t in alone) <= 3
