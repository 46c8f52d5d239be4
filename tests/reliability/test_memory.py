"""Memory does not grow with what was seen: chunks come and go, still after still is taken.

The limits: resident memory at the end at most 1.10 times that after a quarter; at most 300 render
states (the soak's thousands are those of nodes that wait to be used again, as many as were ever
shown at once); no file descriptor more. Here 200 chunks and 60 stills, nightly 20,000 and 5,000.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

FLAT = str(Path(__file__).parent / "fakes" / "flat.py")


def check(program: Callable[..., Any], how: str, count: int) -> None:
    run = program(FLAT, how, str(count))
    assert run.end(170) == 0, run.err[-2000:]
    found = json.loads(run.out)
    (quarter, fds_then), (end, fds) = found["quarter"], found["end"]
    assert end <= 1.10 * quarter, found
    assert found["states"] <= 300, found
    assert fds <= fds_then, found


@pytest.mark.parametrize(("how", "count"), [("fly", 200), ("shots", 60)])
def test_memory_is_flat(how: str, count: int, program: Callable[..., Any]) -> None:
    """Both the running program and the loop that takes stills without a window.

    Mutants: `Host.draw` without its two collections (render states grow with every chunk);
    `CityScene.detach` that keeps the node in a list.
    """
    check(program, how, count)


@pytest.mark.nightly
@pytest.mark.timeout(0)
@pytest.mark.parametrize(("how", "count"), [("fly", 20_000), ("shots", 5_000)])
def test_memory_is_flat_for_long(how: str, count: int, program: Callable[..., Any]) -> None:
    run = program(FLAT, how, str(count))
    assert run.end(3600) == 0
    found = json.loads(run.out)
    assert found["end"][0] <= 1.10 * found["quarter"][0]


@pytest.mark.nightly
@pytest.mark.timeout(0)
def test_ten_minutes_of_flight_stay_below_what_is_promised() -> None:
    """Of the City itself: 500 MB for the program, 200 for a worker, less than 1 MB a minute."""
    command = [sys.executable, "-m", "blame3d", "bench", "memory", "--secs", "600", "--json"]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    found = json.loads(run.stdout)
    assert found["main_mb"] <= 500.0, found
    assert found["worker_mb"] <= 200.0, found
    assert found["slope_mb_per_min"] < 1.0, found
