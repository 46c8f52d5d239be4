"""The X server may end under a window: what is still to be done then.

Xlib ends the process when its connection breaks, in the middle of whatever asked for something,
and Panda3D's leaving then aborts it. So the last word is had before: `XSetIOErrorHandler` (Xlib
manual, 11.8.2), whose handler must not return.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, NoReturn

GONE: Final = "B3D-GPU-06"
"""The error of a display that is there no more."""


@contextmanager
def watched(last: Callable[[], int]) -> Iterator[None]:
    """Inside, `last` is called when the display goes away, and its answer is the exit code.

    To be entered when a window is open, for Panda3D sets a handler of its own. Does nothing where
    there is no Xlib.
    """
    try:
        xlib = ctypes.CDLL("libX11.so.6")
        put = xlib.XSetIOErrorHandler
    except (OSError, AttributeError):
        yield
        return

    def gone(display: int | None) -> NoReturn:
        code = 70
        try:
            code = last()
        finally:
            os._exit(code)

    kind = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p)
    handler = kind(gone)
    put.argtypes, put.restype = [ctypes.c_void_p], ctypes.c_void_p
    before = put(ctypes.cast(handler, ctypes.c_void_p))
    try:
        yield
    finally:
        put(before)
