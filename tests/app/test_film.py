"""A film in the walk: keys, stepping out and back, and frames that do not know each other."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from blame3d.app.filmeyes import after, eyes
from blame3d.app.filmkeys import ROWS, STEP, meaning, moved
from blame3d.app.play import opening
from blame3d.app.texts import Texts
from blame3d.errors import UsageError
from blame3d.setpieces.wanderer import piece
from blame3d.setpieces.watchtower import piece as watchtower
from blame3d.timeline.piece import sample
from blame3d.timeline.transport import SPEEDS, Transport

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("film")
    done = subprocess.run(
        [sys.executable, str(HERE / "film_alone.py"), str(folder)],
        capture_output=True, text=True, timeout=150,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_it_plays_pauses_steps_and_jumps(facts: dict[str, Any]) -> None:
    assert facts["played"]
    assert facts["paused"]
    assert facts["stepped"]
    assert facts["chapter"] == "second"


def test_who_steps_out_stands_on_a_floor_and_looks_the_same_way(facts: dict[str, Any]) -> None:
    out = facts["out"]
    assert not out["seated"]
    assert out["mode"] == "WALK"
    assert abs(out["height"]) < 0.01
    assert out["turn"] < 0.01
    assert facts["walks"]
    assert facts["stands"] == [True]  # what the film has put there stops him


def test_back_is_the_same_frame(facts: dict[str, Any]) -> None:
    assert facts["back"] == [True, facts["out"]["t"], True]


def test_the_hole_is_there_after_the_shot_and_not_before_it(facts: dict[str, Any]) -> None:
    assert (facts["holes"], facts["whole"]) == (1, [0, 1, 0])


def test_who_watches_sees_no_walk(facts: dict[str, Any]) -> None:
    """Frames come as fast as in a walk; eyelids, keys, notes and moves are a walker's."""
    settled, quick = facts["pace"]
    assert quick
    assert not settled, "the pace is that of a walk before all is there too"
    assert facts["greeted"] == [True, 1.0]
    assert facts["note"] == ""
    assert facts["keys"] == [True, True, True, True]


def test_the_help_page_tells_the_films_keys_and_lies_over_the_film(facts: dict[str, Any]) -> None:
    texts = Texts("en")
    assert {texts(row.help) for row in ROWS} <= set(facts["help"])
    assert texts("help.forward") not in facts["help"]
    *film, page = facts["layers"]
    assert max(film) < page


def test_one_hears_where_the_picture_looks_and_keeps_the_pictures_air(
    facts: dict[str, Any]
) -> None:
    assert facts["listens"] == [True, True]
    assert facts["still"]


def test_after_a_jump_the_film_waits_for_what_is_not_there(facts: dict[str, Any]) -> None:
    assert facts["waits"] == ["first", 3.0]
    # Every core works meanwhile.
    assert facts["hurries"] == [True, False]


def test_what_one_cuts_oneself_stays_until_it_is_closed(facts: dict[str, Any]) -> None:
    assert facts["own"] == [True, True]
    assert facts["both"] == [2, 2]
    assert facts["closed"] == [True, False, 1]


def test_who_goes_elsewhere_leaves_the_picture_and_its_city_the_film(
    facts: dict[str, Any]
) -> None:
    assert facts["left"] == [False, True, 90]
    assert facts["elsewhere"] == [False, False, False, 0]


def test_one_looks_through_somebodys_eyes(facts: dict[str, Any]) -> None:
    assert facts["eyes"] == 74
    assert "scene=toy" in facts["address"]


def test_who_is_looked_through_stays_the_same_and_comes_back() -> None:
    film = watchtower()
    before, later = sample(film, 82.0), sample(film, 93.0)  # of eight, three are left
    who, seen = after(before, None), []
    while who is not None:
        seen.append(who)
        assert eyes(before, who) is not None
        who = after(before, who)
    assert len(set(seen)) == len(seen) > 8
    dead, alive = ("fisher-horns", 0), ("zuru", 0)
    assert {dead, alive} <= set(seen)
    assert eyes(later, dead) is None
    assert after(later, dead) is None
    zuru = next(a for a in later.actors if a.model == "zuru")
    pose = eyes(later, alive)
    assert pose is not None
    assert max(abs(p - q) for p, q in zip(pose.mm, zuru.position_mm, strict=True)) < 2500


def test_a_piece_that_goes_on_in_the_same_place_is_a_cut(facts: dict[str, Any]) -> None:
    name, covered, bright, kept = facts["joins"]
    assert (name, covered, bright) == ("toy2", True, True)
    assert kept > 0


def test_a_frame_has_the_same_pixels_alone_in_sequence_and_sought(facts: dict[str, Any]) -> None:
    assert facts["alone"]
    assert facts["backwards"]
    assert facts["after"]
    assert facts["differ"]


def test_the_transport_stays_in_the_film() -> None:
    film = Transport(10.0, 9.5)
    assert film.advanced(1.0).over
    assert film.advanced(1.0).paused().t == 0.0
    assert Transport(10.0, 0.2, -1.0).advanced(1.0).t == 0.0
    assert Transport(10.0, 0.2, -1.0).advanced(1.0).paused().t == 10.0
    assert Transport(10.0, 3.9, loop=(2.0, 4.0)).advanced(0.3).t == pytest.approx(2.2)
    assert Transport(10.0).faster(1).faster(1).faster(1).speed == SPEEDS[-1]
    assert Transport(10.0, 4.2).stepped(1).t == pytest.approx(102 / 24)


def test_keys_mean_what_they_say_and_chapters_are_jumped_to() -> None:
    film = piece()
    at = Transport(film.duration_s, 20.0)
    assert moved(at, film, "chapter on").t == 21.65
    assert moved(at, film, "chapter back").t == 9.0
    assert moved(at, film, "begin").t == 0.0
    assert meaning("space", seated=True) == "pause"
    assert meaning("space", seated=False) is None  # walking, it is a jump
    for keys in (("enter",), ("pad_b", "pad_left")):  # one comes back as one has come out
        assert meaning(keys[0], seated=True) == meaning(keys[-1], seated=False) == STEP


def test_a_moment_that_is_not_there_is_refused() -> None:
    with pytest.raises(UsageError, match="70 seconds"):
        opening(piece(), 99.0, 1.0, None)
    with pytest.raises(UsageError, match="70 seconds"):
        opening(piece(), 0.0, 1.0, (70.0, 80.0))
    assert opening(piece(), 0.0, -1.0, None).t == 70.0
    looped = opening(piece(), 0.0, 1.0, (69.0, 80.0))
    assert max(looped.advanced(n / 7.0).t for n in range(40)) < 70.0
