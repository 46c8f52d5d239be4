"""Whatever ends the program leaves a report that says where, and nothing about whose it was."""

from __future__ import annotations

import getpass
import os
import platform
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from blame3d import logs
from blame3d.cli.crash import KEPT, adopt, report

Start = Callable[..., object]

FAULT = "import ctypes; ctypes.string_at(0)"

WORKER_FAULT = """
import time
from blame3d.stream.jobs import chunk_job
from blame3d.stream.pool import Pool
from blame3d.world.types import World
makers = {"generator": "rogue:generate", "colliders": "fake_city:colliders"}
pool = Pool(World(1), 1, backoff_s=0.05, **makers)
pool.request([chunk_job((0, (2000, 0, 0))), chunk_job((0, (1, 0, 0)))])
while pool.pending():
    pool.poll(8, 0.1)
pool.close()
return 0
"""


def reports(home: Path) -> list[Path]:
    return sorted(home.rglob("crash-*.txt"))


def private() -> list[str]:
    """What must not be in a report."""
    names = [getpass.getuser(), platform.node()]
    return [name for name in names if len(name) > 2]


def check_private(text: str, home: Path) -> None:
    assert str(home) not in text
    for name in private():
        words = text.replace("(", " ").replace("/", " ").split()
        assert name not in words, name


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ("raise ZeroDivisionError(f'in {__import__(\"os\").environ[\"HOME\"]}/deep')", "ZeroDiv"),
        ("[0] * (1 << 62)", "MemoryError"),
        ("def f(): f()\nf()", "RecursionError"),
    ],
)
def test_an_error_is_a_report_and_a_sentence(
    body: str, word: str, explorer: Start, home: Path
) -> None:
    """Mutant: `report` without `scrubbed` (the home folder appears)."""
    run = explorer(f"import logging\nlogging.getLogger('blame3d.x').info('was here')\n{body}",
                   "--seed", "77")  # fmt: skip
    assert run.end() == 70
    (path,) = reports(home)
    assert run.err.count("\n") == 1
    assert str(path) in run.err
    assert "[B3D-CRASH-01]" in run.err
    text = path.read_text()
    for expected in (word, "seed: 77", "was here", "Python 3.", platform.machine()):
        assert expected in text
    check_private(text, home)
    assert not list(home.rglob("session-*"))


def test_a_fault_of_the_processor_leaves_its_place_at_once(explorer: Start, home: Path) -> None:
    """SIGSEGV: on the disk within a second; the next start makes a report of it.

    Mutant: without `faulthandler.enable`.
    """
    run = explorer(f"print('up', flush=True)\n{FAULT}", "--seed", "78")
    run.until(lambda: "up" in run.out)
    begin = time.monotonic()
    assert run.end() < 0
    assert run.err == ""
    (trace,) = home.rglob("session-*.txt")
    assert "string_at" in trace.read_text()
    assert time.monotonic() - begin < 1.0
    assert reports(home) == []

    again = explorer("return 0")
    assert again.end() == 0
    (path,) = reports(home)
    assert str(path) in again.err
    text = path.read_text()
    for expected in ("Segmentation fault", "string_at", "seed: 78", "explore begins"):
        assert expected in text
    check_private(text, home)
    assert not list(home.rglob("session-*"))

    assert explorer("return 0").end() == 0
    assert len(reports(home)) == 1


def test_a_killed_program_is_no_crash(explorer: Start, home: Path) -> None:
    """Nobody but the person did that: the next start says nothing."""
    run = explorer("import time\nprint('up', flush=True)\ntime.sleep(60)")
    run.until(lambda: "up" in run.out)
    run.kill()
    assert list(home.rglob("session-*"))
    again = explorer("return 0")
    assert again.end() == 0
    assert again.err == ""
    assert reports(home) == []
    assert not list(home.rglob("session-*"))


def test_a_fault_in_a_worker_is_in_the_report(explorer: Start, home: Path) -> None:
    """The program goes on; at its end it says what befell the worker, and where.

    Mutant: without `trace_worker`.
    """
    run = explorer(WORKER_FAULT)
    assert run.end() == 0, run.err
    (path,) = reports(home)
    text = path.read_text()
    for expected in ("rogue.py", "Segmentation fault", "SIGSEGV", "B3D-WORLD-02"):
        assert expected in text
    assert str(path) in run.err
    assert "Traceback" not in run.err


def test_an_error_in_a_thread_is_reported_and_the_program_lives(
    explorer: Start, home: Path
) -> None:
    """Mutant: without `threading.excepthook` (a traceback on the terminal, no file)."""
    run = explorer(
        "import threading\nt = threading.Thread(target=lambda: 1 // 0)\n"
        "t.start()\nt.join()\nreturn 0"
    )
    assert run.end() == 0
    assert "Traceback" not in run.err
    assert "[B3D-CRASH-01]" in run.err
    (path,) = reports(home)
    assert "ZeroDivisionError" in path.read_text()


def test_ten_are_kept_each_under_its_own_name(home: Path) -> None:
    """Mutant: no deletion; or one name for all reports of a second."""
    for n in range(KEPT + 5):
        report(ValueError(str(n)), None)
    found = reports(home)
    assert len(found) == KEPT
    said = "".join(path.read_text() for path in found)
    assert f"ValueError: {KEPT + 4}" in said
    assert "ValueError: 0" not in said


def test_the_tail_of_the_log_is_bounded_and_facts_outlive_it(home: Path) -> None:
    log = logs.Log()
    with log:
        logs.fact("seed", "first")
        logs.fact("seed", 12)
        for n in range(500):
            logs.logging.getLogger("blame3d.test").info("line %d", n)
    assert len(log.lines) == logs.TAIL
    assert log.facts == {"seed": "12"}
    text = Path(report(ValueError("x"), log).split(": ")[-1]).read_text()
    assert "seed: 12" in text
    assert "line 499" in text
    assert "line 299" not in text


def test_names_of_person_and_machine_are_taken_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "dhomochevsky")
    monkeypatch.setattr(platform, "node", lambda: "toha-heavy.example.org")
    home = os.environ["HOME"]
    text = f"{home}/x and /mnt/Dhomochevsky/y on toha-heavy, dhomochevskys"
    assert logs.scrubbed(text) == "~/x and /mnt/<user>/y on <host>, dhomochevskys"
    monkeypatch.setenv("HOME", "/")
    assert logs.scrubbed("/a/b") == "/a/b"


def test_the_log_file_is_bounded_and_says_what_was_said(explorer: Start, home: Path) -> None:
    """A megabyte and one old one; lines carry the process, so two programs may share it."""
    body = (
        "import logging\nlog = logging.getLogger('blame3d.x')\n"
        "for n in range(9000): log.info('%d' + 'x' * 200, n)\nreturn 0"
    )
    assert explorer(body).end() == 0
    files = sorted(home.rglob("blame3d.log*"))
    assert [path.name for path in files] == ["blame3d.log", "blame3d.log.1"]
    assert all(path.stat().st_size < 1.1e6 for path in files)
    assert "8999xxx" in files[0].read_text()
    assert adopt() == []
