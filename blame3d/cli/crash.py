"""An unexpected error: a report in a file, a sentence for the person. Nothing is sent anywhere."""

from __future__ import annotations

import platform
import time
import traceback
from pathlib import Path

import platformdirs

from blame3d import __version__, files
from blame3d.errors import OutputError

_KEPT = 10


def report(error: BaseException) -> str:
    """Write a crash report and return the sentence that tells of it."""
    what = f"{type(error).__name__}: {error}".replace("\n", " ")[:200]
    folder = platformdirs.user_log_path("blame3d", appauthor=False)
    path = folder / f"crash-{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime())}.txt"
    try:
        files.write_atomic(path, _text(error).encode("utf-8", "replace"))
    except OutputError:
        return f"Stopped because of an error ({what}). Run it again with --debug to see where."
    for old in sorted(folder.glob("crash-*.txt"))[:-_KEPT]:
        old.unlink(missing_ok=True)
    return f"Stopped because of an error ({what}). Report (not sent anywhere): {path}"


def _text(error: BaseException) -> str:
    """The report: versions and the traceback, without the person's home folder."""
    head = (
        f"blame3d {__version__}\nPython {platform.python_version()}\n"
        f"{platform.system()} {platform.release()} {platform.machine()}\n\n"
    )
    return head + "".join(traceback.format_exception(error)).replace(str(Path.home()), "~")
