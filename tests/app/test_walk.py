"""A scripted walk, drawn offscreen: keys move the body, F12 leaves a picture of that very place."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from blame3d import png
from blame3d.view import parse_at

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What tests/app/alone.py saw."""
    done = subprocess.run(
        [sys.executable, str(HERE / "alone.py"), str(tmp_path_factory.mktemp("walk"))],
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "PYTHONPATH": f"{HERE.parents[1]}{os.pathsep}{HERE}"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_an_address_at_standing_height_stands_on_the_floor(facts: dict[str, Any]) -> None:
    x, y, z, state = facts["start"]
    assert (x, y) == (10, 10)
    assert abs(z) < 0.05
    assert state in ("state.walk", "state.air")


def test_a_held_key_walks_and_pausing_stops_everything(facts: dict[str, Any]) -> None:
    x, y, _, speed = facts["walked"]
    assert abs(x - 10) < 0.01
    assert y > 12.5
    assert 4.0 < speed <= 6.01
    assert facts["taken_while_walking"] is True
    assert facts["paused"] == [True, "main", False]
    assert facts["paused_at"] == facts["still_at"]
    assert facts["resumed"] == [False, True]


def test_the_collector_forgets_what_has_been_loaded(facts: dict[str, Any]) -> None:
    """A full collection of all that is there would be felt; at the end it has it back."""
    assert facts["frozen"]
    assert facts["thawed"]


def test_the_picture_opens_the_same_place_again(facts: dict[str, Any]) -> None:
    (path,) = facts["pictures"]
    at = parse_at(path)
    assert at.seed == "Toha 霧亥"
    assert at.aimed
    assert at.pose.h > 10  # turned left by the arrow key
    assert abs(at.pose.z_mm - 1700) < 60
    assert facts["toast"].endswith(path)
    wide, high = png.size_of(Path(path).read_bytes())
    assert wide >= 1280
    assert high >= 720


def test_a_fall_without_end_is_ended_and_told(facts: dict[str, Any]) -> None:
    said, had_footing, floor, climbed = facts["fallen"]
    assert had_footing
    assert said == "Back on firm ground"
    assert floor == 0
    assert climbed < 5.0, "nobody climbs back"


def test_a_click_takes_the_row_under_the_pointer_and_none_beside(facts: dict[str, Any]) -> None:
    """The first row goes on with the walk; beside the rows a click means nothing, nor where nobody
    has pointed yet."""
    assert facts["clicks"] == [*[["main", False]] * 3, ["", True]]


def test_another_place_quality_and_language_are_taken_and_kept(facts: dict[str, Any]) -> None:
    address, state, quality = facts["travelled"]
    assert address.startswith("blame://7/0,0,50/90,-20,0")
    assert (state, quality) == ("state.fly", "medium")
    lines = facts["config"].splitlines()
    assert {'lang = "it"', "sensitivity = 2.5", 'quality = "medium"'} <= set(lines)


def test_the_device_off_one_is_hunted_and_on_again_forgotten(facts: dict[str, Any]) -> None:
    hunted = facts["hunted"]
    assert hunted["quiet"] == 0
    assert hunted["most"] >= 4, "an eye and three hunters"
    assert 6.0 < hunted["caught"] < 15.0, "time to see it coming, and no way to wait it out"
    assert hunted["watched"] > 0
    assert hunted["after"] == [True, 0]
    assert len(hunted["taken"]) >= 3, "what they were made of is missing"
    assert hunted["shown"] == len(hunted["taken"])
