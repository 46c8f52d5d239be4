"""Shared memory that cannot pile up: named after the process, swept by the next one.

A worker owns one segment of equal slots; the program says with each job which slot to fill and
copies the answer out when told, so no slot is ever read while it is written. When the whole process
group is killed the segments stay behind; their names carry the pid, so the next start removes them.
"""

from __future__ import annotations

import contextlib
import os
import re
import sys
from itertools import count
from multiprocessing import resource_tracker, shared_memory
from pathlib import Path
from typing import Final

from blame3d.logs import alive

SLOT_BYTES: Final = 512 << 10
"""Four times a usual chunk (78 KB of light and some thousand parts)."""

_DIR: Final = Path("/dev/shm")
_NAME: Final = re.compile(r"b3d_(\d+)_\d+")


def create(size: int) -> shared_memory.SharedMemory:
    """A new segment b3d_<pid>_<n> of at least `size` bytes. OSError when there is no room."""
    for n in count():
        try:
            return shared_memory.SharedMemory(f"b3d_{os.getpid()}_{n}", create=True, size=size)
        except FileExistsError:
            continue
    raise AssertionError("unreachable")


def attach(name: str) -> shared_memory.SharedMemory:
    """Open a segment that another process owns, without the wish to remove it at exit.

    Before Python 3.13 attaching registers with the resource tracker too, which would then count the
    segment as leaked (cpython#82300); a worker has nothing else to track.
    """
    if sys.version_info >= (3, 13):
        return shared_memory.SharedMemory(name, track=False)
    register = resource_tracker.register
    resource_tracker.register = lambda *_: None
    try:
        return shared_memory.SharedMemory(name)
    finally:
        resource_tracker.register = register


def view(segment: shared_memory.SharedMemory) -> memoryview:
    """Its bytes; ValueError once it is closed."""
    if segment.buf is None:
        raise ValueError("the segment is closed")
    return segment.buf


def sweep() -> int:
    """Remove segments of processes that are gone; the number removed.

    Only where shared memory is a folder (Linux); elsewhere the system frees it.
    """
    removed = 0
    try:
        names = sorted(os.listdir(_DIR))
    except OSError:
        return 0
    for name in names:
        match = _NAME.fullmatch(name)
        if match and not alive(int(match[1])):
            with contextlib.suppress(OSError):
                (_DIR / name).unlink()
                removed += 1
    return removed
