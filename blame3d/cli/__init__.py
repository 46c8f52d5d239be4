"""The command line: arguments → Settings → one command; errors become a line and an exit code.

Nothing heavy is imported until a command needs it, so `blame3d --help` answers at once.
"""

from __future__ import annotations

import contextlib
import errno
import importlib
import io
import logging
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from types import FrameType
from typing import Final, NoReturn

from blame3d import __version__, logs
from blame3d.cli.commands import COMMANDS, line_of, note
from blame3d.cli.crash import adopt, report
from blame3d.cli.parser import parse
from blame3d.errors import Blame3DError
from blame3d.signals import later

__all__ = ["main"]

_QUICK: Final = ("config", "list")
"""Commands that answer at once: nothing of them is worth a log."""

_FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


def main(argv: Sequence[str] | None = None) -> int:
    """Run blame3d; the exit code (sysexits.h: 0, 64 … 75, and 130 for Ctrl+C)."""
    words = list(sys.argv[1:] if argv is None else argv)
    debug = "--debug" in words
    if argv is None:  # we are the program, not called by one
        _settle()
    log = logs.Log()
    try:
        arguments = parse(words)
        log.aloud = bool(getattr(arguments, "verbose", 0))
        with log, _kept(log, arguments.command, traced=argv is None):
            if arguments.command not in _QUICK:
                _load()
            code = COMMANDS[arguments.command](arguments)
            sys.stdout.flush()
            return code
    except Blame3DError as error:
        if debug:
            raise
        _say(f"{error}" + (f" [{error.id}]" if error.id else ""))
        return error.exit_code
    except KeyboardInterrupt:
        _say("interrupted.")
        # Where it came while a dataclass was being made (its methods are texts that Python runs),
        # `python -m` ends by the signal, whatever we answer; running another text makes it forget.
        exec("")
        return 130
    except BrokenPipeError:  # the reader (head, less) has gone: that is no fault
        _drop_stdout()
        return 0
    except Exception as error:
        if debug:
            raise
        if isinstance(error, OSError) and error.errno in _FULL and error.filename is None:
            _drop_stdout()
            _say(f"The answer could not be written: {error.strerror}. [B3D-DISK-01]")
            return 73
        _say(f"{report(error, log)} [B3D-CRASH-01]")
        return 70


@contextlib.contextmanager
def _kept(log: logs.Log, command: str, *, traced: bool) -> Iterator[None]:
    """Keep the log of a command on the disk, and for a whole program a trace of faults."""
    if command in _QUICK:
        yield
        return
    if traced:
        for told in adopt():
            note(told)
    said = logging.getLogger("blame3d.cli")
    log.keep(traced=traced)
    said.info("blame3d %s %s begins", __version__, command)
    try:
        yield
    except BaseException as error:
        said.error("ends by %s: %s", type(error).__name__, error)
        raise
    else:
        said.info("ends")
    finally:
        log.close()
        if traced:
            for told in adopt(mine=True):
                note(told)


def _settle() -> None:
    """Make this process the program: polite to signals, to odd terminals, to missing ones."""
    signal.signal(signal.SIGTERM, _terminated)
    if sys.stdout is None or sys.stderr is None:  # closed, or a window system without a console
        nowhere = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
        sys.stdout, sys.stderr = sys.stdout or nowhere, sys.stderr or nowhere
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that knows no “×” still works
            stream.reconfigure(errors="replace")
    threading.excepthook = _in_thread


def _load() -> None:
    """Have Panda3D here: cut short in the middle, it would take the process with it. Where it is
    missing, whoever needs it says so."""
    with later(), contextlib.suppress(ImportError):
        importlib.import_module("blame3d.scene.panda")


def _in_thread(fault: threading.ExceptHookArgs) -> None:
    """A helper thread has ended by an error: the program goes on without it, and says so."""
    if fault.exc_value is not None:
        _say(f"{report(fault.exc_value, None)} [B3D-CRASH-01]")


def _say(text: str) -> None:
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.write(f"blame3d: {line_of(text)}\n")


def _drop_stdout() -> None:
    """Let nothing more be written, or Python would complain of it at exit."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _terminated(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(143)
