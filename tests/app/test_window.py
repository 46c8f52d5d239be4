"""A real window under Xvfb: keys and mouse of the window system move Killy, Esc never quits."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent

ROW = "36", "41"
"""Pixels of the menu's first row in a window of 320 × 180."""

pytestmark = pytest.mark.skipif(
    not (shutil.which("Xvfb") and shutil.which("xdotool")), reason="needs Xvfb and xdotool"
)


class Window:
    """The program in its window, and a person at it."""

    def __init__(self, folder: Path, display: str) -> None:
        self._env = {
            **os.environ,
            "DISPLAY": display,
            "PYTHONPATH": f"{HERE.parents[1]}{os.pathsep}{HERE}",
        }
        self.process = subprocess.Popen(
            [sys.executable, str(HERE / "window_alone.py"), str(folder)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=self._env,
        )
        self.last: Any = None
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.last = json.loads(line)

    def do(self, *words: str) -> None:
        """One xdotool command."""
        subprocess.run(["xdotool", *words], env=self._env, check=True, timeout=10)

    def until(self, condition: Callable[[Any], object], what: str, seconds: float = 30.0) -> Any:
        end = time.monotonic() + seconds
        while not (self.last is not None and condition(self.last)):
            assert time.monotonic() < end, f"{what}: {self.last}"
            assert self.process.poll() is None or condition(self.last), f"{what}: ended"
            time.sleep(0.02)
        return self.last

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(10)
        self._reader.join(5)
        assert self.process.stdout is not None
        self.process.stdout.close()


def test_keys_and_mouse_of_a_window(display: str, tmp_path: Path) -> None:
    window = Window(tmp_path, display)
    try:
        window.until(lambda s: s[7] >= 0.3, "the picture comes out of the dark")

        window.do("keydown", "w")
        window.until(lambda s: s[1] > 13, "W walks")
        window.do("keyup", "w")

        window.do("mousemove_relative", "--", "3", "0")  # the first delta is dropped
        time.sleep(0.2)
        before = window.last[3]
        for _ in range(5):
            window.do("mousemove_relative", "--", "12", "6")
            time.sleep(0.05)
        window.until(lambda s: s[3] < before - 3 and s[4] < -1, "the mouse looks right and down")

        window.do("key", "F1")
        window.until(lambda s: s[8], "F1 helps")
        window.do("key", "Escape")
        window.until(lambda s: not s[8] and s[5] == "", "Esc closes the help")

        window.do("key", "Escape")
        window.until(lambda s: s[5] == "main" and not s[6], "Esc pauses and frees the mouse")
        window.do("keydown", "w")
        still = window.last[:2]
        time.sleep(0.5)
        assert window.last[:2] == still
        window.do("keyup", "w")
        window.do("key", "Escape")
        window.until(lambda s: s[5] == "" and s[6], "Esc goes on, the mouse is taken again")

        window.do("key", "Escape")
        window.until(lambda s: s[5] == "main", "Esc pauses again")
        at = ["mousemove", "--window", "%1", *ROW, "click", "1"]
        window.do("search", "--name", "blame3d", *at)
        window.until(lambda s: s[5] == "" and s[6], "a click where the hand has just moved to")

        window.do("key", "F12")
        end = time.monotonic() + 30
        while not list((tmp_path / "pictures").glob("2*.png")):
            assert time.monotonic() < end
            time.sleep(0.1)

        window.do("key", "Escape")
        window.until(lambda s: s[5] == "main", "Esc pauses")
        window.do("key", "Up")  # the last line: Quit
        time.sleep(0.2)
        window.do("key", "Return")
        assert window.process.wait(10) == 0
    finally:
        window.close()
