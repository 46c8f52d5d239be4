"""Places that the person keeps: one line each, an address and a name, newest last.

The file is theirs: comments and lines that are no address stay as they are.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import platformdirs

from blame3d import files
from blame3d.errors import Blame3DError, DataError
from blame3d.view import Address, parse_at

_MAX: Final = 1 << 20
_HEADER: Final = "# Kept places of blame3d: ADDRESS, a space, a name.\n"


@dataclass(frozen=True)
class KeptPlace:
    """address: as `view.Address` writes it. name: what the person reads, may be empty."""

    address: str
    name: str


def default_path() -> Path:
    """Where this person's kept places are."""
    return platformdirs.user_data_path("blame3d", appauthor=False) / "places.txt"


def read(path: Path) -> tuple[KeptPlace, ...]:
    """The places of the file, as they stand there; a missing file holds none.

    Raises DataError (B3D-SET-03) when it cannot be read as text; it stays as it is.
    """
    return tuple(place for line in _lines(path) if (place := _place(line)) is not None)


def keep(path: Path, address: Address, name: str) -> None:
    """Add a place at the end. Raises DataError or OutputError; the file is then as it was."""
    _write(path, [*_lines(path), f"{address} {' '.join(name.split())}".rstrip()])


def leave(path: Path, address: str) -> None:
    """Strike out every line with this address. Raises DataError or OutputError."""
    lines = _lines(path)
    left = [line for line in lines if (p := _place(line)) is None or p.address != address]
    if left != lines:
        _write(path, left)


def _lines(path: Path) -> list[str]:
    try:
        data = path.read_bytes()
        if len(data) > _MAX:
            raise ValueError("longer than 1 MB")
        return data.decode("utf-8-sig").splitlines()
    except FileNotFoundError:
        return []
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise DataError(
            f"The kept places {path} cannot be read ({reason}). The file was left as it is; "
            "move it away to begin a new one.",
            id="B3D-SET-03", path=path, reason=reason,
        ) from error


def _write(path: Path, lines: list[str]) -> None:
    text = "\n".join(lines or []) + "\n"
    if not text.startswith("#"):
        text = _HEADER + text
    files.write_atomic(Path(os.path.realpath(path)), text.encode())


def _place(line: str) -> KeptPlace | None:
    address, _, name = line.strip().partition(" ")
    if not address.startswith("blame://"):
        return None
    try:
        parse_at(address)
    except Blame3DError:
        return None
    return KeptPlace(address, name.strip())
