"""Every set piece over its whole length: what a director would throw out, found by numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest

from blame3d.cast.actor import Actor
from blame3d.cast.model import load
from blame3d.setpieces import programme
from blame3d.timeline.piece import EYE_M, SetPiece, footing, sample
from blame3d.timeline.shot import SHAPE
from blame3d.timeline.words import LANGUAGES, MOST_WORDS, READING
from blame3d.world.sites import HOME
from blame3d.world.types import World

FPS = 12.0
Below = Callable[..., float | None]
Inside = Callable[[World, tuple[int, int, int]], bool]

TALL_M = {"killy": 1.88, "fisher-bundle": 1.66}
"""Of whom a scale shot is about."""

WALKS = (
    ("wanderer", "killy", 42.0, 62.0),
    ("wanderer", "zuru", 38.0, 60.0),
    ("wanderer", "tae", 38.0, 60.0),
    ("watchtower", "zuru", 12.2, 20.5),
    ("watchtower", "fisher-crest", 0.0, 11.5),
    ("watchtower", "fusata", 61.5, 69.5),
    ("watchtower", "zuru", 83.0, 108.0),
)


@pytest.fixture(scope="module", params=programme.names())
def film(request: pytest.FixtureRequest) -> SetPiece:
    return programme.find(request.param)


@pytest.fixture(scope="module", params=[(n, s) for s in (HOME, 7) for n in programme.names()])
def staged(request: pytest.FixtureRequest) -> SetPiece:
    """A piece where it is at home, and in another City."""
    return programme.find(*request.param)


def times(film: SetPiece) -> list[float]:
    return [float(t) for t in np.arange(0.0, film.duration_s, 1.0 / FPS)]


def carded(film: SetPiece, t: float) -> bool:
    """Whether a card covers the picture."""
    return any(card.begin + card.fade <= t < card.end for card in film.cards)


def seen(film: SetPiece, t: float, points: np.ndarray) -> np.ndarray:
    """Where points (n, 3) of the site are in the picture at a moment, -1 … 1 each (n, 2); NaN
    behind the eye."""
    shot, s = film.shots[film.index(t)], film.story(t)
    at = points - shot.eye_at(t, s)
    h, p, r = np.radians(shot.angles(t, s, film.seed))
    right = np.array([np.cos(h), np.sin(h), 0.0])
    ahead = np.array([-np.sin(h) * np.cos(p), np.cos(h) * np.cos(p), np.sin(p)])
    above = np.cross(right, ahead)
    right, above = np.cos(r) * right - np.sin(r) * above, np.cos(r) * above + np.sin(r) * right
    depth = at @ ahead
    depth = np.where(depth > 0.0, depth, np.nan)
    slope = np.tan(np.radians(shot.fov(t - shot.begin)) / 2.0)
    return np.stack([at @ right / depth / slope, at @ above / depth / slope * SHAPE], axis=1)


def test_any_moment_alone_is_the_moment_in_sequence(film: SetPiece) -> None:
    def numbers(t: float) -> tuple[object, ...]:
        m = sample(film, t)
        joints = b"".join(actor.joints.tobytes() for actor in m.actors)
        places = tuple((a.model, a.position_mm, a.glow) for a in m.actors)
        return m.pose, m.fov_h, m.captions, m.edits, m.white, places, joints

    some = [film.duration_s * ((0.01 + n * 0.618034) % 1.0) for n in range(12)]
    forwards = {t: numbers(t) for t in some}
    assert [numbers(t) for t in reversed(some)] == [forwards[t] for t in reversed(some)]


def test_the_subject_of_a_shot_is_in_the_picture(film: SetPiece) -> None:
    for t in times(film):
        shot = film.shots[film.index(t)]
        if not shot.subject or carded(film, t):
            continue
        role = film.role(shot.subject)
        # In a close shot not all of somebody is in the picture, but something of them is.
        parts = [(0.0, 0.0, role.half * k) for k in (-1.0, -0.5, 0.0, 0.5, 1.0)]
        places = seen(film, t, role.where(film.story(t)) + np.array(parts))
        assert (np.abs(places).max(axis=1) < 1.0).any(), (t, shot.name)


def test_whoever_is_left_out_of_a_frame_is_not_in_the_picture(film: SetPiece) -> None:
    left_out = 0
    for t in np.arange(0.1, film.duration_s, 0.7).tolist():
        m = sample(film, t)
        cast = {(one.model, one.position_mm, one.joints.tobytes()) for one in m.cast}
        away = [
            one for one in m.actors
            if (one.model, one.position_mm, one.joints.tobytes()) not in cast
        ]  # fmt: skip
        left_out += len(away)
        for one in away:
            model = load(one.model)
            turn = one.joints[:, :, :3].astype(np.float64)
            at = (np.array(one.position_mm) - film.site.mm((0.0, 0.0, 0.0))) / 1000.0
            middles = at + one.joints[:, :, 3] + (turn @ model.middle[:, :, None])[..., 0]
            drawn = (turn != 0.0).any(axis=(1, 2))
            radii = model.reach[drawn]
            # None of its balls touches the picture: neither middle nor any end of an axis.
            spots = middles[drawn][:, None] + radii[:, None, None] * np.concatenate(
                [np.zeros((1, 3)), np.eye(3), -np.eye(3)]
            )
            places = seen(film, t, spots.reshape(-1, 3))
            assert not (np.abs(places) < 1.0).all(axis=1).any(), (t, one.model)
    assert left_out > 200


def test_no_camera_is_in_a_solid(staged: SetPiece, inside: Inside) -> None:
    for t in times(staged):
        shot = staged.shots[staged.index(t)]
        at = staged.site.mm(shot.eye_at(t, staged.story(t)))
        assert not inside(staged.site.world, at), (t, shot.name)


def test_feet_are_on_the_floor_that_is_there(staged: SetPiece, below: Below) -> None:
    walkers = [role for role in staged.roles if role.feet is not None]
    spots: dict[tuple[World, tuple[int, int, int]], tuple[float, str]] = {}
    for t in times(staged):
        s = staged.story(t)
        cut = tuple(edit.beam for edit in staged.edits if edit.s <= s)
        world = replace(staged.site.world, edits=cut)
        for role in walkers:
            assert role.feet is not None
            for foot in role.feet(s):
                spots.setdefault((world, staged.site.mm(foot)), (t, role.name))
    assert len(spots) > 60
    for (world, spot), when in spots.items():
        gap = below(world, spot)
        assert gap is not None, (when, spot)
        assert abs(gap) <= 0.03, (when, gap)


def lowest(actor: Actor, joints: Sequence[str]) -> float:
    """Metres of the site from its place to the lowest corner of some of its joints."""
    model = load(actor.model)
    rows = [model.index(name) for name in joints]
    some = np.isin(model.joint, rows)
    pose = actor.joints.astype(np.float64)[model.joint[some]]
    places = (pose[:, :, :3] @ model.position[some].astype(np.float64)[:, :, None])[..., 0]
    return float((places + pose[:, :, 3])[:, 2].min())


def test_soles_and_claws_are_where_feet_are_said_to_be(film: SetPiece) -> None:
    """Not only what a figure is posed by: what is drawn of it."""
    seen = 0
    for t in np.arange(0.0, film.duration_s, 0.25).tolist():
        s = film.story(t)
        for role in film.roles:
            if role.feet is None or not len(role.feet(s)):
                continue
            for actor in role.actors(film.site, s)[:1]:
                floor = role.feet(s)[:, 2].min() + film.site.origin_mm[2] / 1000.0
                low = actor.position_mm[2] / 1000.0 + lowest(actor, ("foot_l", "foot_r"))
                assert abs(low - floor) <= 0.03, (t, role.name, low - floor)
                seen += 1
    assert seen > 200
    film = programme.find("wanderer")
    for actor in film.role("pack").actors(film.site, 3.0):
        at = actor.position_mm[2] - film.site.origin_mm[2]
        for limb in "cd":  # those that it stands on, reared up or not
            assert abs(at / 1000.0 + lowest(actor, (f"hand_{limb}",))) <= 0.03


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


def test_who_steps_out_stands_on_a_floor_and_is_free(
    film: SetPiece, world: World, below: Below, inside: Inside
) -> None:
    for n in range(40):
        t = film.duration_s * ((n * 0.618034) % 1.0)
        moment = sample(film, t)
        place = footing(film, moment)
        assert (place.h, place.p) == (moment.pose.h, moment.pose.p)
        now = World(world.seed, edits=tuple(edit.beam for edit in moment.edits))
        gap = below(now, place.mm, up=0.0, reach=3.0)
        assert gap is not None, (t, place)
        assert abs(gap - EYE_M) <= 0.03, (t, place, gap)
        x, y, z = place.mm
        about = [(0, 0), (250, 0), (-250, 0), (0, 250), (0, -250)]
        for dx, dy in about:
            for down in (100, 700, 1300):
                assert not inside(now, (x + dx, y + dy, z - down)), (t, place)


def test_a_mistyped_scene_is_told_the_nearest() -> None:
    with pytest.raises(Exception, match="wanderer") as caught:
        programme.find("wandrer")
    assert getattr(caught.value, "exit_code", 0) == 64


def test_the_scale_shot_is_one_and_its_man_is_small(film: SetPiece) -> None:
    shots = [shot for shot in film.shots if shot.scale]
    assert len(shots) == 1
    m = sample(film, shots[0].begin + 1.0)
    him = film.role(shots[0].subject).where(m.s)
    away = np.linalg.norm(np.array(film.site.mm(him)) - np.array(m.pose.mm)) / 1000.0
    frame = 2.0 * away * np.tan(np.radians(m.fov_h) / 2.0) / SHAPE
    assert 1.0 / 75.0 < TALL_M[shots[0].subject] / frame <= 1.0 / 58.0


@pytest.mark.parametrize(("name", "who", "first", "last"), WALKS)
def test_nobody_slides(name: str, who: str, first: float, last: float) -> None:
    step = 1.0 / 24.0
    feet = programme.find(name).role(who).feet
    assert feet is not None
    for s in np.arange(first, last, step):
        a, b = feet(s), feet(s + step)
        # A foot that stands in both frames stands in one place: each of one frame's feet is
        # at one of the other's, or has been lifted.
        for foot in a:
            gaps = [float(np.linalg.norm(foot - other)) for other in b]
            assert not gaps or min(gaps) < 0.006 or len(b) < 2 or min(gaps) > 0.18, (who, s)
