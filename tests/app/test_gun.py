"""The gun in a walk: what is heard when, what the body feels, what stays."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from blame3d import png
from blame3d.player import gun
from blame3d.view import parse_address

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What tests/app/gun_alone.py saw."""
    done = subprocess.run(
        [sys.executable, str(HERE / "gun_alone.py"), str(tmp_path_factory.mktemp("gun"))],
        capture_output=True,
        text=True,
        timeout=150,
        env={**os.environ, "PYTHONPATH": f"{HERE.parents[1]}{os.pathsep}{HERE}"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_holding_charges_and_letting_go_fires_once(facts: dict[str, Any]) -> None:
    assert facts["shots"] == 1, "a tap fires nothing"
    beams = parse_address(facts["address"]).beams
    assert len(beams) == 1
    assert gun.strength(beams[0]) == 2
    assert beams[0].h_mdeg == 0
    assert "beams" not in facts["before"][0]
    assert facts["charge"] == pytest.approx(gun.charge(1.15), abs=0.03)
    assert facts["raised"] == 1.0


def test_it_is_heard_in_its_order_with_a_tenth_of_a_second_of_silence(
    facts: dict[str, Any],
) -> None:
    kinds = [kind for _, kind, _ in facts["heard"] if kind not in ("whine", "hush")]
    assert kinds[:3] == ["relay", "relay", "shot"]
    clear = [row for row in facts["heard"] if row[1] in ("relay", "shot")]
    raised, _, shot = clear[:3]
    hushes = [row for row in facts["heard"] if row[1] == "hush"]
    fired = hushes[0]
    assert shot[2] - fired[0] == pytest.approx(gun.SILENCE_S, abs=1e-6)
    assert all(row[0] < shot[0] for row in hushes)
    whines = [row[0] for row in facts["heard"] if row[1] == "whine"]
    assert raised[0] <= min(whines)
    assert len(whines) > 20
    assert not any(fired[0] < at < shot[0] for at in whines)
    blasts = [row for row in facts["heard"] if row[1] == "blast"]
    assert blasts
    assert all(row[2] >= fired[0] for row in blasts)


def test_the_body_is_thrown_back_and_the_picture_shakes(facts: dict[str, Any]) -> None:
    assert abs(facts["before"][1][1]) < 0.1
    assert facts["thrown"][1] < -0.5
    assert 0.2 < facts["shaken"] < 2.0


def test_a_menu_or_a_lost_window_lowers_it(facts: dict[str, Any]) -> None:
    assert facts["after_menu"] == [1, 0.0]
    assert facts["after_focus"] == 1


def test_two_presses_do_where_that_is_wished(facts: dict[str, Any]) -> None:
    assert facts["toggled"]
    assert facts["after_toggle"] == 2


def test_one_walks_through_the_wall_that_stood_there(facts: dict[str, Any]) -> None:
    assert facts["through"] > 46.0


def test_the_picture_and_the_session_carry_what_was_cut(facts: dict[str, Any]) -> None:
    (picture,) = facts["pictures"]
    assert parse_address(png.read_text_file(Path(picture))).beams[0].radius_m == 2.5
    (walk,) = facts["kept"]
    assert len(parse_address(walk).beams) == 2


def test_the_menu_makes_the_city_whole_again(facts: dict[str, Any]) -> None:
    address, kept = facts["forgotten"]
    assert "beams" not in address
    assert kept == [0]
    assert facts["closed"] == 1
