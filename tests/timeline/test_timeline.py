"""Film as a function of time: seeking anywhere gives what playing gives."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from blame3d.life.cue import Kind
from blame3d.timeline.keys import Key, Track, linear, smooth, track, turned
from blame3d.timeline.noise import wobble
from blame3d.timeline.paths import Between, Fixed, Follow, Orbit, Rail
from blame3d.timeline.piece import Edit, SetPiece, Site, cues, sample
from blame3d.timeline.shot import Impulse, Shot, lens
from blame3d.timeline.sounds import Sound
from blame3d.timeline.words import Caption
from blame3d.view import Beam

SITE = Site((1_000_000_000_000, -5_000, 3), 90.0)


def walker(s: float) -> np.ndarray:
    return np.array([0.5 * s, 10.0, 1.0])


PIECE = SetPiece(
    "toy", 99, ("Toy", "Gioco"), 12.0, 7, SITE,
    shots=(
        Shot("rail", 0.0, Rail(((0, 0, 2), (4, 0, 2), (8, 3, 2)), 0.5, 3.5), Follow(walker), 24.0),
        Shot("orbit", 4.0, Orbit(Fixed((0, 5, 0)), 9.0, 3.0, 170.0, 200.0, 0.0, 3.0),
             Fixed((0, 5, 0)), track((0, 35), (3, 85)), hand=1.0),
        Shot("hit", 8.0, Fixed((0, -9, 1)), Between(Fixed((9, 9, 1)), Follow(walker), 1.0, 2.0),
             impulses=(Impulse(6.0, 2.0),)),
    ),
    sounds=(Sound(Kind.SHOT, 5.0, (0, 0, 0)), Sound(Kind.WHINE, 2.0, (0, 0, 0), 2.0)),
    captions=(Caption(1.0, 4.0, "Who is there?", "Chi c'è?", "zuru"),),
    edits=(Edit(6.0, Beam((0, 0, 0), 0, 0, 100.0, 2.0)),),
    warp=track((0, 0.0), (4, 4.0), (8, 5.0), (12, 9.0), ease=linear),
)  # fmt: skip

TIMES = st.floats(-5.0, 4000.0, allow_nan=False)


def numbers(t: float) -> tuple[object, ...]:
    m = sample(PIECE, t)
    return m.pose, m.fov_h, m.shot.name, m.captions, m.edits, m.white, m.s


@given(st.lists(TIMES, min_size=1, max_size=12))
def test_a_moment_is_the_same_whatever_was_looked_at_before(times: list[float]) -> None:
    alone = {t: numbers(t) for t in sorted(times)}
    assert [numbers(t) for t in times] == [alone[t] for t in times]


@given(TIMES)
def test_the_camera_is_somewhere_and_looks_somewhere(t: float) -> None:
    m = sample(PIECE, t)  # a Pose refuses what is not finite
    assert 3.0 < m.fov_h < 175.0
    assert abs(m.pose.x_mm - SITE.origin_mm[0]) < 40_000


def test_between_cuts_the_camera_moves_and_does_not_jump() -> None:
    step = 1.0 / 240.0
    for t in np.arange(0.0, PIECE.duration_s - step, step):
        if any(t < cut <= t + step for cut in PIECE.cuts()):
            continue
        a, b = sample(PIECE, t).pose, sample(PIECE, t + step).pose
        assert max(abs(p - q) for p, q in zip(a.mm, b.mm, strict=True)) < 60, t  # 14 m/s
        assert abs((b.h - a.h + 180.0) % 360.0 - 180.0) < 0.8, t
        assert abs(b.p - a.p) < 0.8, t


def test_shots_begin_where_they_are_cut() -> None:
    names = [sample(PIECE, t).shot.name for t in (0.0, 3.999, 4.0, 7.999, 8.0, 99.0)]
    assert names == ["rail", "rail", "orbit", "orbit", "hit", "hit"]


@given(st.floats(-720, 720), st.floats(-720, 720), st.floats(0, 1))
def test_a_turn_goes_the_short_way(a: float, b: float, k: float) -> None:
    gone = (turned(a, b, k) - a + 180.0) % 360.0 - 180.0
    assert abs(gone) <= 180.0 * k + 1e-6


def test_a_subject_stands_where_the_shot_places_it() -> None:
    m = sample(PIECE, 0.0)
    middle = PIECE.shots[0].angles(0.0, 0.0, 7)
    aside = Shot("x", 0.0, PIECE.shots[0].eye, PIECE.shots[0].aim, 24.0, place=(0.5, 0.0))
    # To be right of the middle, the camera looks left of it: its heading grows.
    turn = np.tan(np.radians(aside.angles(0.0, 0.0, 7)[0] - middle[0]))
    assert turn == pytest.approx(0.5 * np.tan(np.radians(m.fov_h / 2.0)))


def test_a_rail_is_run_evenly_and_rests_at_its_ends() -> None:
    rail = Rail(((0, 0, 0), (1, 0, 0), (10, 0, 0)), 0.0, 10.0, linear)
    assert rail(5.0, 0.0)[0] == pytest.approx(5.0, abs=0.1)
    eased = Rail(((0, 0, 0), (10, 0, 0)), 0.0, 1.0)
    assert eased(0.01, 0.0)[0] < 0.01
    assert eased(2.0, 0.0)[0] == 10.0


def test_keys_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="order"):
        track((1, 0.0), (1, 2.0))
    with pytest.raises(ValueError, match="finite"):
        Track((Key(0.0, (float("nan"),)),))


def test_the_story_goes_on_at_the_pace_of_its_keys() -> None:
    assert [PIECE.story(t) for t in (2.0, 6.0, 12.0)] == [2.0, 4.5, 9.0]
    # The edit is at story time 6, the second after 8 of the film.
    assert not sample(PIECE, 8.9).edits
    assert sample(PIECE, 9.0).edits


@settings(max_examples=40)
@example([8.0])  # the very moment of the sound
@given(st.lists(st.floats(0.0, 12.0), min_size=1, max_size=9))
def test_each_single_sound_is_cued_once_however_frames_fall(times: list[float]) -> None:
    frames = [-1.0, *sorted(times), 12.0]
    heard = [cue for a, b in pairwise(frames) for cue in cues(PIECE, a, b, 100.0 + b)]
    shots = [cue for cue in heard if cue.kind is Kind.SHOT]
    assert len(shots) == 1
    assert shots[0].time_s <= 112.0


def test_no_sound_goes_backwards() -> None:
    assert cues(PIECE, 9.0, 3.0, 50.0) == []


def test_a_hand_trembles_and_does_not_jump() -> None:
    at = [wobble(3, t, 6.5) for t in np.arange(0.0, 20.0, 1.0 / 240.0)]
    assert max(map(abs, at)) <= 1.0
    assert np.abs(np.diff(at)).max() < 0.12
    assert max(at) - min(at) > 1.0


def test_lenses_have_their_fields() -> None:
    assert [round(lens(mm)) for mm in (14, 24, 35, 50, 85, 300)] == [104, 74, 54, 40, 24, 7]
    assert smooth(0.5) == 0.5
