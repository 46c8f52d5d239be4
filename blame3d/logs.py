"""The log of a run and the trace that a crash leaves. They stay on this machine.

In `folder()`:

    blame3d.log          what was said and done; at a megabyte it becomes blame3d.log.1
    session-PID.txt      while a program runs: its facts, and where it was if a fault ends it
    crash-UTC-PID.txt    reports (`cli.crash`)

Whatever cannot be written is done without: a log is never the reason why something else fails.
Every line leaves out the names of the person and of the machine (`scrubbed`).
"""

from __future__ import annotations

import contextlib
import faulthandler
import getpass
import logging
import multiprocessing
import os
import platform
import re
import sys
import time
from collections import deque
from collections.abc import Iterator
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import IO, Final

import platformdirs

TAIL: Final = 200
"""Lines of the log that a report repeats."""

_LARGEST: Final = 1 << 20
_FATAL: Final = b"Fatal Python error"
_SESSION: Final = re.compile(r"session-(\d+)\.txt")
_ROOT: Final = "blame3d"


def folder() -> Path:
    """Where this system keeps the logs of a person's programs."""
    return platformdirs.user_log_path("blame3d", appauthor=False)


def fact(name: str, value: object) -> None:
    """Say something that a report has to know however long ago it was: seed, place, renderer."""
    logging.getLogger(_ROOT).info("%s: %s", name, value, extra={"fact": (name, str(value))})


def scrubbed(text: str) -> str:
    """`text` without home folder, user and host name, and where the program is installed."""
    for path, short in ((_home(), "~"), (str(Path(__file__).resolve().parents[1]), "…")):
        if len(Path(path).parts) > 1:
            text = text.replace(path, short)
    for name, short in ((_user(), "<user>"), (platform.node().partition(".")[0], "<host>")):
        if len(name) > 2:
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", short, text, flags=re.IGNORECASE)
    return text


class Log(logging.Handler):
    """The log of one run, inside `with log:`.

    lines: the last TAIL of them. facts: what `fact` was told, newest value. aloud: whether each
    line is said on stderr too.
    """

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.setFormatter(_Lines())
        self.lines: deque[str] = deque(maxlen=TAIL)
        self.facts: dict[str, str] = {}
        self.aloud = False
        self._file: _File | None = None
        self._trace: IO[bytes] | None = None

    def __enter__(self) -> Log:
        root = logging.getLogger(_ROOT)
        root.addHandler(self)
        root.setLevel(logging.INFO)
        root.propagate = False
        return self

    def __exit__(self, *_: object) -> None:
        root = logging.getLogger(_ROOT)
        root.removeHandler(self)
        root.propagate = True

    def keep(self, *, traced: bool) -> None:
        """Write the file too, until `close`.

        traced: also keep a session file, into which `faulthandler` writes faults of this process
        and of its workers: for a whole program only, since it is set for the process.
        """
        self._file = _File(folder() / "blame3d.log")
        if traced:
            self._trace = _open_trace()
        if self._trace is not None:
            faulthandler.enable(self._trace)

    def close(self) -> None:
        """End what `keep` began."""
        super().close()
        if self._file is not None:
            self._file.close()
        if self._trace is not None:
            faulthandler.disable()
            self._trace.close()
        self._file = self._trace = None

    def emit(self, record: logging.LogRecord) -> None:
        line = self.format(record)
        self.lines.append(line)
        told: tuple[str, str] | None = getattr(record, "fact", None)
        if told is not None:
            self.facts[told[0]] = scrubbed(told[1])
            if self._trace is not None:
                with contextlib.suppress(OSError, ValueError):
                    self._trace.write(f"{told[0]}: {self.facts[told[0]]}\n".encode())
        if self._file is not None:
            self._file.handle(record)
        if self.aloud:
            with contextlib.suppress(OSError, ValueError):
                sys.stderr.write(line + "\n")


def trace_worker() -> None:
    """Let a fault of this worker process be written into the session file of its program."""
    parent = multiprocessing.parent_process()
    if parent is None or parent.pid is None:
        return
    path = folder() / f"session-{parent.pid}.txt"
    with contextlib.suppress(OSError):
        if path.exists():
            faulthandler.enable(path.open("ab", buffering=0))


def ended_sessions(mine: bool = False) -> Iterator[tuple[Path, str]]:
    """(path, text) of the traces of programs that a fault ended; others are removed.

    mine: of this process, at its end; else of those that are gone.
    """
    with contextlib.suppress(OSError):
        for path in sorted(folder().glob("session-*.txt")):
            match = _SESSION.fullmatch(path.name)
            pid = int(match[1]) if match else 0
            if pid != os.getpid() if mine else os.name == "posix" and alive(pid):
                continue
            with contextlib.suppress(OSError):
                data = path.read_bytes()
                if _FATAL in data:
                    yield path, data.decode("utf-8", "replace")
                path.unlink()


def written() -> list[str]:
    """The last TAIL lines of the file, of whichever program."""
    try:
        text = (folder() / "blame3d.log").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return text.splitlines()[-TAIL:]


def alive(pid: int) -> bool:
    """Whether a process of this id runs, on POSIX (elsewhere `kill` would end it)."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True  # somebody else's, or not ours to judge
    return True


def _open_trace() -> IO[bytes] | None:
    """The session file; None where it cannot be made."""
    try:
        folder().mkdir(parents=True, exist_ok=True)
        return (folder() / f"session-{os.getpid()}.txt").open("wb", buffering=0)
    except OSError:
        return None


def _home() -> str:
    try:
        return str(Path.home())
    except RuntimeError:
        return ""


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


class _Lines(logging.Formatter):
    """One line a record, in universal time, scrubbed."""

    def __init__(self) -> None:
        super().__init__(
            f"%(asctime)s {os.getpid()} %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%SZ"
        )

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:
        return time.strftime(datefmt or self.default_time_format, time.gmtime(record.created))

    def format(self, record: logging.LogRecord) -> str:
        return scrubbed(super().format(record)).replace("\n", " | ")


class _File(RotatingFileHandler):
    """Gives up at the first failure: a full disk must not disturb what is being logged."""

    def __init__(self, path: Path) -> None:
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
        super().__init__(path, maxBytes=_LARGEST, backupCount=1, encoding="utf-8", delay=True)
        self.setFormatter(_Lines())

    def handleError(self, record: logging.LogRecord) -> None:
        self.setLevel(logging.CRITICAL + 1)
        with contextlib.suppress(OSError, ValueError):
            self.close()
