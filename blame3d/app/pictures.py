"""Where pictures go and what they are called."""

from __future__ import annotations

import re
import time
from pathlib import Path

from blame3d import files


def make_ready(where: Path) -> None:
    """Make the folder and see that it takes files. Raises OutputError with a sentence."""
    probe = where / "picture.png"
    try:
        where.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        files.fail(probe, error, 0)
    files.check_writable(probe)


def free_name(where: Path, seed: object, moment: float | None = None) -> Path:
    """A name that no file has: UTC date, time and seed, then -2, -3 …

    moment: seconds since 1970, None for now.
    """
    stamp = time.strftime("%Y-%m-%dT%H%M%SZ", time.gmtime(moment))
    word = re.sub(r"[^A-Za-z0-9-]+", "_", str(seed))[:40].strip("_") or "seed"
    return files.free_name(where, f"{stamp}-{word}", ".png")
