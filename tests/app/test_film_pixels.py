"""Frames of the set pieces have the same pixels in sequence, backwards, and in another process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
MOMENTS = 20


def frames(count: int, city: str, order: str, hash_seed: str) -> list[list[object]]:
    """Piece, moment and hash of frames, made in a process of their own."""
    command = [sys.executable, str(HERE / "pixels_alone.py"), str(count), city, order]
    named = os.environ | {"PYTHONHASHSEED": hash_seed}
    done = subprocess.run(command, capture_output=True, text=True, timeout=1800, env=named)
    assert done.returncode == 0, done.stderr[-2000:]
    found: list[list[object]] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize(
    "city", ["toy", pytest.param("real", marks=pytest.mark.nightly)]
)
def test_frames_do_not_know_what_was_shown_before(city: str) -> None:
    forwards = frames(MOMENTS, city, "forwards", "1")
    assert len({pixels for _, _, pixels in forwards}) > MOMENTS  # and they are not all one frame
    assert frames(MOMENTS, city, "backwards", "2") == forwards
