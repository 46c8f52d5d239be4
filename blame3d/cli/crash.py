"""An unexpected end: a report in a file, a sentence for the person. Nothing is sent anywhere."""

from __future__ import annotations

import contextlib
import platform
import time
import traceback
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from blame3d import __version__, files, logs
from blame3d.errors import OutputError

KEPT: Final = 10
"""Reports; the oldest go."""


def report(error: BaseException, log: logs.Log | None) -> str:
    """Write a report of an exception and return the sentence that tells of it."""
    what = logs.scrubbed(f"{type(error).__name__}: {error}".replace("\n", " ")[:200])
    path = _write(
        [] if log is None else [f"{name}: {value}" for name, value in log.facts.items()],
        "".join(traceback.format_exception(error)),
        [] if log is None else log.lines,
    )
    if path is None:
        return f"Stopped because of an error ({what}). Run it again with --debug to see where."
    return f"Stopped because of an error ({what}). Report (not sent anywhere): {path}"


def adopt(mine: bool = False) -> list[str]:
    """Make reports of what faults of the processor or the driver left behind (`logs`).

    mine: by this run and its workers; else by earlier ones. A sentence for each.
    """
    told = []
    for _, text in logs.ended_sessions(mine):
        facts, _, trace = text.partition("Fatal Python error")
        path = _write(facts.splitlines(), "Fatal Python error" + trace, logs.written())
        if path is not None:
            whose = "A part of blame3d" if mine else "The last session"
            told.append(f"{whose} ended badly. Report (not sent anywhere): {path}")
    return told


def _write(facts: Iterable[str], trace: str, lines: Iterable[str]) -> Path | None:
    """A report under a new name, of which KEPT stay; None when it cannot be written."""
    folder = logs.folder()
    stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    path = files.free_name(folder, f"crash-{stamp}", ".txt")
    text = "\n".join([*_head(), *facts, "", trace.rstrip(), "", "The last of the log:", *lines, ""])
    try:
        files.write_atomic(path, logs.scrubbed(text).encode("utf-8", "replace"))
    except OutputError:
        return None
    with contextlib.suppress(OSError):
        found = sorted(folder.glob("crash-*.txt"), key=lambda one: one.stat().st_mtime_ns)
        for old in found[:-KEPT]:
            old.unlink()
    return path


def _head() -> list[str]:
    """What may be said of the machine: nothing that names its owner."""
    from blame3d.world.types import GEN_VERSION

    return [
        f"blame3d {__version__}, generation {GEN_VERSION}",
        f"Python {platform.python_version()}, numpy {version_of('numpy')}, "
        f"panda3d {version_of('panda3d')}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
    ]


def version_of(package: str) -> str | None:
    """The version of a package that is installed, None of one that is not."""
    from importlib import metadata  # a twentieth of a second, and every start would pay it

    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None
