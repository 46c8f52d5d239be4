"""The errors of blame3d.

    Blame3DError            id, exit code, a sentence for the person
    ├── UsageError      64  a malformed address, option or name
    ├── DataError       65  a file or a value from outside that cannot be used
    ├── DeviceError     69  no window, no graphics, a missing codec
    ├── InternalError   70  our own fault
    ├── OutputError     73  a file that cannot be written
    └── TryAgainError   75  a condition that passes

Only `cli` catches them. Exit codes are those of sysexits.h.
"""

from __future__ import annotations


class Blame3DError(Exception):
    """Carries a message id (B3D-…) and the exit code; str() is the sentence. values: by name, what
    the sentence of that id has in its blanks in another language."""

    exit_code = 70

    def __init__(self, message: str, *, id: str = "", **values: object) -> None:
        super().__init__(message)
        self.id = id
        self.values = values


class UsageError(Blame3DError, ValueError):
    exit_code = 64


class DataError(Blame3DError, ValueError):
    exit_code = 65


class DeviceError(Blame3DError, RuntimeError):
    exit_code = 69


class InternalError(Blame3DError, RuntimeError):
    exit_code = 70


class OutputError(Blame3DError, OSError):
    exit_code = 73


class TryAgainError(Blame3DError, RuntimeError):
    exit_code = 75
