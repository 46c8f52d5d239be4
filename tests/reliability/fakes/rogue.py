"""A generator that does what no generator should; the cell's x says what.

Imported by worker processes, so it must not import pytest.
"""

from __future__ import annotations

import ctypes
import resource
import sys
from pathlib import Path
from typing import Any

from fake_city import generate as sound

from blame3d.world.chunk import Cell, Chunk
from blame3d.world.types import World

SEGFAULT, OUT_OF_MEMORY, RECURSES, EXITS, NOISE, EMPTY, FALSE_LENGTH, STRANGER, ENDLESS = range(
    2000, 2009
)


def generate(world: World, level: int, cell: Cell) -> Chunk:
    """A sound chunk, or a fault."""
    match cell[0]:
        case 2000:
            ctypes.string_at(0)
        case 2001:
            _starve()
        case 2002:
            generate(world, level, cell)
        case 2003:
            sys.exit(3)
        case 2004:
            _outbox().send_bytes(b"\xff" * 999)
        case 2005:
            _outbox().send_bytes(b"")
        case 2006:  # an answer longer than the slot
            _outbox().send_bytes(b"\x0b" + _number().to_bytes(8, "little") + b"\xff\xff\xff\x7f")
        case 2007:  # an answer to what was never asked
            _outbox().send_bytes(b"\x0b" + (1 << 40).to_bytes(8, "little") + b"\x04\0\0\0")
        case 2008:  # a piece of four gigabytes
            head = b"\x0c" + _number().to_bytes(8, "little") + b"\xff\xff\xff\xff" + b"\0\0\0\0"
            _outbox().send_bytes(head + b"x" * 100)
    return sound(world, level, cell)


def _starve() -> None:
    """A limit on memory, and a wish beyond it."""
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    limit = used + (64 << 20)
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    bytearray(256 << 20)


def _outbox() -> Any:
    """The worker's own end of the pipe: what a bug that tramples memory could write to."""
    return _serving()["outbox"]


def _number() -> int:
    return int(_serving()["number"])


def _serving() -> dict[str, Any]:
    frame = sys._getframe()
    while frame.f_code.co_name != "_serve":
        assert frame.f_back is not None
        frame = frame.f_back
    return frame.f_locals
