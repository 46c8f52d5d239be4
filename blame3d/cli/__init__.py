"""The command line: arguments → Settings → one command; errors become a line and an exit code.

Nothing heavy is imported until a command needs it, so `blame3d --help` answers at once.
"""

from __future__ import annotations

import contextlib
import io
import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType
from typing import NoReturn

from blame3d.cli.commands import COMMANDS
from blame3d.cli.crash import report
from blame3d.cli.parser import parse
from blame3d.errors import Blame3DError

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run blame3d; the exit code (sysexits.h: 0, 64 … 75, and 130 for Ctrl+C)."""
    words = list(sys.argv[1:] if argv is None else argv)
    debug = "--debug" in words
    if argv is None:  # we are the program, not called by one
        signal.signal(signal.SIGTERM, _terminated)
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):  # a terminal that knows no “×” still works
                stream.reconfigure(errors="replace")
    try:
        arguments = parse(words)
        code = COMMANDS[arguments.command](arguments)
        sys.stdout.flush()
        return code
    except Blame3DError as error:
        if debug:
            raise
        _say(f"blame3d: {error}" + (f" [{error.id}]" if error.id else ""))
        return error.exit_code
    except KeyboardInterrupt:
        _say("blame3d: interrupted.")
        return 130
    except BrokenPipeError:
        # The reader (head, less) has gone: that is no fault. Python would complain at exit.
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if debug:
            raise
        _say(f"blame3d: {report(error)} [B3D-CRASH-01]")
        return 70


def _say(line: str) -> None:
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.write(line.replace("\n", " ") + "\n")


def _terminated(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(143)
