"""The ear with a device that plays into nothing, and on a machine without any."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from blame3d.app.menu import SETTINGS
from blame3d.config import OPTIONS, Settings

ALONE = Path(__file__).parent / "ear_alone.py"


def alone(folder: Path, driver: str) -> tuple[dict[str, object], str]:
    path = os.pathsep.join([str(ALONE.parent), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [sys.executable, str(ALONE), str(folder)],
        capture_output=True,
        text=True,
        timeout=150,
        env={
            **os.environ,
            "ALSOFT_DRIVERS": driver,
            "ALSA_CONFIG_PATH": "/none/such",  # so that no machine has a device
            "PYTHONPATH": path,
        },
        cwd=ALONE.parents[2],
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1]), done.stderr


def test_a_walk_is_heard_and_volume_mutes_it(tmp_path: Path) -> None:
    heard, said = alone(tmp_path, "null")
    assert heard["most"] >= 4, heard  # type: ignore[operator]
    assert 0.0 < heard["loudest"] <= 1.0  # type: ignore[operator]
    assert 5 < heard["relays"] < 2 * heard["frames"]  # type: ignore[operator]  # echoes too
    assert heard["muted"] == 0.0
    assert heard["rooms"] > 1  # type: ignore[operator]  # measured as one goes
    assert heard["room"], "the room of the place that was left"
    assert "Traceback" not in said
    assert "AL lib" not in said


def test_no_device_is_silence_and_no_word_about_it(tmp_path: Path) -> None:
    heard, said = alone(tmp_path, "alsa")
    assert heard["device"] == "no device, silent"
    assert "Hearing" not in heard["company"]  # type: ignore[operator]
    for word in ("AL", "ALSA", "audio", "Traceback"):
        assert word not in said


def test_every_volume_is_a_setting_and_in_the_menu() -> None:
    rows = {row.id for row in SETTINGS}
    for name in ("volume", "volume_ambience", "volume_body", "volume_effects", "mono"):
        assert name in rows
        assert name in OPTIONS
        assert hasattr(Settings(), name)
