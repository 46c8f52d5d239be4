"""Frames of the set pieces have the same pixels in sequence, backwards, and in another process;
and over their whole length, what a director would throw out, found by pixels."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from blame3d.setpieces import programme

HERE = Path(__file__).parent
MOMENTS = 20


def told(script: str, *words: str, hash_seed: str = "0") -> Any:
    """What a script beside this file prints, in a process of its own."""
    command = [sys.executable, str(HERE / script), *words]
    named = os.environ | {"PYTHONHASHSEED": hash_seed}
    done = subprocess.run(command, capture_output=True, text=True, timeout=3600, env=named)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def frames(city: str, order: str, hash_seed: str) -> list[list[object]]:
    """Piece, moment and hash of frames, made in a process of their own."""
    found: list[list[object]] = told(
        "pixels_alone.py", str(MOMENTS), city, order, hash_seed=hash_seed
    )
    return found


@pytest.mark.parametrize(
    ("city", "order"),
    [
        ("toy", "backwards"),
        pytest.param("real", "backwards", marks=[pytest.mark.nightly, pytest.mark.timeout(7200)]),
        pytest.param("real", "alone", marks=[pytest.mark.nightly, pytest.mark.timeout(7200)]),
    ],
)
def test_frames_do_not_know_what_was_shown_before(city: str, order: str) -> None:
    forwards = frames(city, "forwards", "1")
    assert len({pixels for _, _, pixels in forwards}) > MOMENTS  # and they are not all one frame
    assert frames(city, order, "2") == forwards


@pytest.mark.nightly
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("name", programme.names())
def test_every_frame_is_whole_shows_whom_it_is_about_and_does_not_flash(name: str) -> None:
    found = told("frames_alone.py", name)
    assert found["frames"] >= 12 * programme.find(name).duration_s
    assert found["missing"] == []
    assert found["unseen"] == []
    assert found["in_lens"] == []
    assert found["flashes"] <= 3


@pytest.mark.nightly
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("name", programme.names())
def test_who_steps_out_stands_free_and_comes_back_to_the_same_frame(name: str) -> None:
    for row in told("steps_alone.py", name, str(MOMENTS)):
        assert row["mode"] == "WALK", row
        assert abs(row["eye_over_floor"] - 1.7) <= 0.03, row
        assert row["free"], row
        assert row["turned"] < 0.01, row
        assert row["back"], row
