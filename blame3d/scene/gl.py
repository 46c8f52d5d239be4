"""The few OpenGL calls that Panda3D has no name for, through ctypes.

All must be made on the drawing thread while a context is current (inside a draw callback, or
after a frame in the single-threaded model that we use).
"""

from __future__ import annotations

import ctypes
import ctypes.util
import sys
from collections.abc import Callable
from typing import Any, Final

LOST: Final = "B3D-GPU-05"
"""The error of a frame whose context the driver has let go of."""

_LOWER_LEFT: Final = 0x8CA1
_NEGATIVE_ONE_TO_ONE: Final = 0x935E
_ZERO_TO_ONE: Final = 0x935F
_CONTEXT_LOST: Final = 0x0507
_TEXTURE_3D: Final = 0x806F
_TEXTURE_BINDING_3D: Final = 0x806A
_RG: Final = 0x8227
_UNSIGNED_BYTE: Final = 0x1401
_MOST_ERRORS: Final = 8
"""Flags that are read at once: some drivers keep one a server, and a lost one may never end."""


def _loader(interface: str) -> Callable[[bytes], int | None] | None:
    """The window system's getProcAddress, or None where there is none."""
    if sys.platform == "win32":
        library, symbol = "opengl32", "wglGetProcAddress"
    elif sys.platform == "darwin":
        return None
    elif "EGL" in interface.upper():
        library, symbol = "libEGL.so.1", "eglGetProcAddress"
    else:
        library, symbol = "libGL.so.1", "glXGetProcAddressARB"
    try:
        found = getattr(ctypes.CDLL(library), symbol)
    except (OSError, AttributeError):
        return None
    found.argtypes = [ctypes.c_char_p]
    found.restype = ctypes.c_void_p
    return found  # type: ignore[no-any-return]


class GL:
    """glFinish, glFlush, glClipControl, and whether the context lives, as far as they are there."""

    def __init__(self, interface: str) -> None:
        load = _loader(interface)
        self._finish = _function(load, b"glFinish", [])
        self._flush = _function(load, b"glFlush", [])
        self._clip = _function(load, b"glClipControl", [ctypes.c_uint, ctypes.c_uint])
        self._error = _function(load, b"glGetError", [], ctypes.c_uint)
        self._reset = _function(load, b"glGetGraphicsResetStatus", [], ctypes.c_uint)
        self._bind = _function(load, b"glBindTexture", [ctypes.c_uint, ctypes.c_uint])
        self._integer = _function(load, b"glGetIntegerv", [ctypes.c_uint, ctypes.c_void_p])
        self._image = _function(
            load, b"glGetTexImage",
            [ctypes.c_uint, ctypes.c_int, ctypes.c_uint, ctypes.c_uint, ctypes.c_void_p],
        )  # fmt: skip

    @property
    def has_clip_control(self) -> bool:
        return self._clip is not None

    def finish(self) -> None:
        """Wait until everything submitted is drawn."""
        if self._finish is not None:
            self._finish()

    def flush(self) -> None:
        """Begin to draw what was submitted, without waiting for it."""
        if self._flush is not None:
            self._flush()

    @property
    def reads_volumes(self) -> bool:
        """Whether `volume` can be asked."""
        return None not in (self._bind, self._integer, self._image)

    def volume(self, number: int, size: int) -> bytes:
        """The bytes of a volume of two channels, by its number; size: how many they are, in rows of
        a multiple of four. Panda3D has no name for such a format."""
        bound, data = ctypes.c_int(), ctypes.create_string_buffer(size)
        if self._bind and self._integer and self._image:
            self._integer(_TEXTURE_BINDING_3D, ctypes.byref(bound))
            self._bind(_TEXTURE_3D, number)
            self._image(_TEXTURE_3D, 0, _RG, _UNSIGNED_BYTE, data)
            self._bind(_TEXTURE_3D, bound.value)
        return data.raw

    @property
    def lost(self) -> bool:
        """Whether the driver has let go of everything that we gave it."""
        if self._reset is not None and self._reset():
            return True
        error = self._error or (lambda: 0)
        for _ in range(_MOST_ERRORS):
            code = error()
            if code in (0, _CONTEXT_LOST):
                return bool(code)
        return False

    def clip_zero_to_one(self, on: bool) -> None:
        """Depth runs over 0 … 1 in clip space (on) or -1 … 1 (off, OpenGL's own)."""
        if self._clip is not None:
            self._clip(_LOWER_LEFT, _ZERO_TO_ONE if on else _NEGATIVE_ONE_TO_ONE)


def _function(
    load: Callable[[bytes], int | None] | None, name: bytes, args: list[Any], result: Any = None
) -> Callable[..., Any] | None:
    address = load(name) if load is not None else None
    if not address:
        return None
    # Windows' own calling convention exists there only, by this name.
    make = getattr(ctypes, "WINFUNCTYPE", ctypes.CFUNCTYPE)
    return make(result, *args)(address)  # type: ignore[no-any-return]
