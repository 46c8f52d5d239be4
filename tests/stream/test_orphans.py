"""No worker outlives the program, however the program ends, and none is left in shared memory."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

FAKES = Path(__file__).parent / "fakes"

PROGRAM = """
import sys, time
from blame3d.stream.jobs import chunk_job
from blame3d.stream.pool import Pool
from blame3d.world.types import World

if __name__ == "__main__":
    pool = Pool(World(1), 2, generator="fake_city:generate", colliders="fake_city:colliders")
    pool.request([chunk_job((0, (1007, n, 0))) for n in range(1000)])  # slow ones
    while not pool.poll():
        time.sleep(0.01)
    pool.request([chunk_job((0, (1009, n, 0))) for n in range(10)])  # these take a minute each
    for _ in range(100):
        pool.poll()
        time.sleep(0.01)
    print(*pool.pids(), flush=True)
    while True:
        pool.poll()
        time.sleep(0.01)
"""

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals")


def alive(pid: int) -> bool:
    """Whether a process runs (one that has ended and waits to be noticed does not)."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        if Path("/proc/self/stat").exists():
            return False
        try:
            os.kill(pid, 0)
        except OSError:
            return False
        return True
    return state != "Z"


@pytest.mark.parametrize(
    ("end", "whole_group"),
    [(signal.SIGKILL, False), (signal.SIGKILL, True), (signal.SIGTERM, False)],
)
def test_no_worker_outlives_the_program(
    tmp_path: Path,
    root: Path,
    end: signal.Signals,
    whole_group: bool,
    until: Callable[..., None],
) -> None:
    program = tmp_path / "program.py"
    program.write_text(PROGRAM)
    paths = os.pathsep.join([str(root), str(FAKES)])
    main = subprocess.Popen(
        [sys.executable, str(program)],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": paths},
    )
    assert main.stdout is not None
    pids = [int(word) for word in main.stdout.readline().split()]
    assert len(pids) == 2
    assert all(alive(pid) for pid in pids)
    (os.killpg if whole_group else os.kill)(main.pid, end)
    start = time.monotonic()
    until(lambda: not any(alive(pid) for pid in pids), 2.0)
    assert time.monotonic() - start < 2.0
    main.wait(5)
    main.stdout.close()

    # The next start finds nothing, or sweeps it.
    code = "from blame3d.stream import slots; slots.sweep()"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=root)
    if Path("/dev/shm").is_dir():
        assert not [n for n in os.listdir("/dev/shm") if n.startswith(f"b3d_{main.pid}_")]
