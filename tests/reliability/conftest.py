"""Programs of their own, run for a few seconds and ended in every way that a program can end."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

FAKES = Path(__file__).parent / "fakes"
OTHERS = (Path(__file__).parents[1] / "stream" / "fakes", Path(__file__).parents[1] / "app")

STAND_IN = """
import sys, types
def explore(settings):
{body}
module = types.ModuleType("blame3d.app.explore")
module.run = explore
sys.modules["blame3d.app.explore"] = module
from blame3d.cli import main
if __name__ == "__main__":
    sys.exit(main())
"""


class Program:
    """A program under test: its output so far, its end."""

    def __init__(self, words: list[str], root: Path, env: dict[str, str]) -> None:
        paths = os.pathsep.join([str(root), str(FAKES), *map(str, OTHERS)])
        self.process = subprocess.Popen(
            [sys.executable, *words],
            cwd=root,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            env={**os.environ, "PYTHONPATH": paths, **env},
        )
        self.out = ""
        self.err = ""
        self._readers = [
            threading.Thread(target=self._read, args=(name,), daemon=True)
            for name in ("stdout", "stderr")
        ]
        for reader in self._readers:
            reader.start()

    def _read(self, name: str) -> None:
        stream = getattr(self.process, name)
        for line in stream:
            if name == "stdout":
                self.out += line
            else:
                self.err += line
        stream.close()

    def until(self, condition: Callable[[], object], seconds: float = 90.0) -> None:
        """Wait for something that the program has to bring about."""
        end = time.monotonic() + seconds
        while not condition():
            if self.process.poll() is not None:
                self.end()
                assert condition(), f"it has ended: {self.out[-500:]} {self.err[-2000:]}"
                return
            assert time.monotonic() < end, f"not yet: {self.out[-500:]} {self.err[-2000:]}"
            time.sleep(0.01)

    def end(self, seconds: float = 90.0) -> int:
        """Its exit code, once it has ended and all it said is read."""
        code = self.process.wait(seconds)
        for reader in self._readers:
            reader.join(5)
        return code

    def kill(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.end()


@pytest.fixture
def program(root: Path, tmp_path: Path) -> Iterator[Callable[..., Program]]:
    """Start a Python program; what is still running at the end of the test is killed."""
    started: list[Program] = []

    def start(*words: str, **env: str) -> Program:
        started.append(Program(list(words), root, env))
        return started[-1]

    yield start
    for one in started:
        one.kill()


@pytest.fixture
def walker(
    program: Callable[..., Program], request: pytest.FixtureRequest
) -> Callable[..., Program]:
    """`blame3d` in a real window on a screen of its own, in a City that costs nothing."""
    if not (shutil.which("Xvfb") and shutil.which("xdotool")):
        pytest.skip("needs Xvfb and xdotool")
    display = request.getfixturevalue("display")
    return lambda *words: program(str(FAKES / "walker.py"), *words, DISPLAY=display)


@pytest.fixture
def explorer(program: Callable[..., Program], tmp_path: Path) -> Callable[..., Program]:
    """`blame3d`, whose window is replaced by these lines of Python."""

    def start(body: str, *words: str, **env: str) -> Program:
        path = tmp_path / f"explorer{len(list(tmp_path.iterdir()))}.py"
        lines = "\n".join("    " + line for line in body.strip().splitlines())
        path.write_text(STAND_IN.format(body=lines))
        return program(str(path), *words, DISPLAY=":9", **env)

    return start
