"""Writing files so that nobody ever finds half of one.

The bytes go to a hidden file in the same folder, are flushed to the disk, and only then take the
final name; a reader sees the old file or the new one. Whatever fails, nothing is left behind.
Panda3D must never open an output file itself: on a full disk its writers report success or end
the process.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
import time
from pathlib import Path
from typing import NoReturn

from blame3d.errors import OutputError

_SUFFIX = ".b3dtmp"
_STALE_S = 3600.0


def write_atomic(path: Path, data: bytes) -> None:
    """Write `data` under `path`, whole or not at all; its folder is made if missing.

    Raises OutputError (B3D-DISK-01 full disk, B3D-DISK-03 anything else) and then leaves an
    existing file untouched and no temporary one.
    """
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if path.exists() and not path.is_file():
            _write_through(path, data)
            return
        temporary = path.parent / f".{path.name[:80]}.{secrets.token_hex(6)}{_SUFFIX}"
        _write_new(temporary, data)
        os.replace(temporary, path)
        temporary = None
        _sync_folder(path.parent)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        fail(path, error, len(data))
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink()


def check_writable(path: Path) -> None:
    """Raise OutputError now if `path` could not be written later, so that no work is lost.

    Really creates and removes an empty file: permission bits lie for root, read-only mounts and
    network folders.
    """
    folder = path.parent
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if not folder.exists():
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(folder))
        probe = folder / f".{path.name[:80]}.{secrets.token_hex(6)}{_SUFFIX}"
        os.close(os.open(probe, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        probe.unlink()
    except (OSError, ValueError) as error:
        fail(path, error, 0)


def free_name(folder: Path, stem: str, suffix: str) -> Path:
    """A path in `folder` that no file has: STEM.SUFFIX, then STEM-2.SUFFIX, STEM-3 …"""
    path = folder / f"{stem}{suffix}"
    count = 1
    while os.path.lexists(path):
        count += 1
        path = folder / f"{stem}-{count}{suffix}"
    return path


def sweep(folder: Path) -> int:
    """Remove temporary files that a killed program left over an hour ago; their number."""
    removed = 0
    with contextlib.suppress(OSError):
        for leftover in folder.glob(f".*{_SUFFIX}"):
            with contextlib.suppress(OSError):
                if age_s(leftover) > _STALE_S:
                    leftover.unlink()
                    removed += 1
    return removed


def age_s(path: Path) -> float:
    """Seconds since the file was last written, by the file system's clock."""
    return time.time_ns() * 1e-9 - path.stat().st_mtime


def fail(path: Path, error: Exception, size: int) -> NoReturn:
    """Turn an error of the system into a sentence that names the place and the reason."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        free, need = _free(path.parent), _human(size)
        raise OutputError(
            f"{path} was not written: no space left ({free} free, {need} needed). "
            "Nothing was overwritten.",
            id="B3D-DISK-01", path=path, free=free, need=need,
        ) from error  # fmt: skip
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    raise OutputError(
        f"Cannot write {path}: {reason}. Choose another place.",
        id="B3D-DISK-03", path=path, reason=reason,
    ) from error  # fmt: skip


def _write_new(path: Path, data: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with open(os.open(path, flags, 0o666), "wb", buffering=0) as file:
        _pour(file.fileno(), data)
        os.fsync(file.fileno())


def _write_through(path: Path, data: bytes) -> None:
    """A device or a pipe: it cannot be replaced, so it is simply written to."""
    with open(path, "wb", buffering=0) as file:
        _pour(file.fileno(), data)


def _pour(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def _sync_folder(folder: Path) -> None:
    """Make the new name itself durable; where folders cannot be opened the rename must do."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _free(folder: Path) -> str:
    try:
        return _human(shutil.disk_usage(folder).free)
    except OSError:
        return "an unknown amount"


def _human(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 100_000 else f"{size / 1e3:.1f} kB"
