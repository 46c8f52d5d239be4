"""However the program is ended, it ends: the right code, and no process, file or word left."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Start = Callable[..., Any]

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")


def running() -> dict[int, int]:
    """Every process that has not ended, with its parent."""
    found = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = path.read_text().rpartition(")")
        except OSError:
            continue
        state, parent = rest.split()[:2]
        if state != "Z":
            found[int(name.split()[0])] = int(parent)
    return found


def children(pid: int) -> list[int]:
    return [child for child, parent in running().items() if parent == pid]


def nothing_left(run: Any, started: list[int], folder: Path) -> None:
    """Two seconds after the end of the program nothing of it is there."""
    end = time.monotonic() + 2.0
    while time.monotonic() < end and running().keys() & set(started):
        time.sleep(0.02)
    assert not running().keys() & set(started)
    assert "Traceback" not in run.err
    assert not [n for n in os.listdir("/dev/shm") if n.startswith(f"b3d_{run.process.pid}_")]
    assert not list(folder.rglob("*.b3dtmp"))


@pytest.mark.parametrize(
    ("number", "code", "wait_s"),
    [
        (signal.SIGINT, 130, 0.0),  # the workers are at their imports
        (signal.SIGINT, 130, 1.5),
        (signal.SIGTERM, 143, 0.0),
        (signal.SIGTERM, 143, 1.5),
    ],
)
def test_a_picture_can_be_given_up(
    number: signal.Signals, code: int, wait_s: float, program: Start, tmp_path: Path
) -> None:
    """Ctrl-C, as a terminal sends it: to the program and to all of its workers.

    Mutant: `Link.start` without `_uninterrupted` (tracebacks of workers).
    """
    out = tmp_path / "a.png"
    run = program("-m", "blame3d", "shot", "-o", str(out), "--size", "640x360", "--workers", "2")
    run.until(lambda: len(children(run.process.pid)) >= 2)
    time.sleep(wait_s)
    started = children(run.process.pid)
    if number == signal.SIGINT:
        os.killpg(run.process.pid, number)
    else:
        run.process.send_signal(number)
    assert run.end() == code, run.err
    nothing_left(run, started, tmp_path)
    assert not out.exists()
    assert run.err == ("blame3d: interrupted.\n" if number == signal.SIGINT else "")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_walk_ends_when_it_is_told_to(
    number: signal.Signals, code: int, walker: Start, tmp_path: Path
) -> None:
    """The whole group is told. Mutant: `_signals` that only notes the signal."""
    run = walker("--size", "160x90")
    run.until(lambda: "lit" in run.out)
    started = children(run.process.pid)
    assert started
    os.killpg(run.process.pid, number)
    assert run.end() == code, run.err
    nothing_left(run, started, tmp_path)


def test_ctrl_c_while_python_runs_a_text_ends_with_130(program: Start) -> None:
    """A dataclass is made by running a text; `python -m` ends by the signal if Ctrl-C falls there.

    Mutant: `cli.main` without the text that makes it forget (-2).
    """
    run = program("-m", "halfway")
    assert run.end() == 130, run.err
    assert run.err == "blame3d: interrupted.\n"
