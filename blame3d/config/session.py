"""What a walk leaves behind in a City: where it ended, and the holes that the gun has cut.

One line a City, the address of the last walk in it, beams and all, newest last. The file lies with
what the system keeps of the state of programs, and nobody need look at it.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path
from typing import Final

import platformdirs

from blame3d import files
from blame3d.config.options import Settings
from blame3d.config.store import kept_as
from blame3d.errors import Blame3DError
from blame3d.view import Address, Pose, Seed, parse_address, seed_number

NOWHERE: Final = Address(Pose(0, 0, 0), aimed=False)
"""Near which a walk begins when no place is named."""

FIRST: Final = Address(Pose(-1_572_000, 2_523_500, 185_700, 176.0), seed=0)
"""Where the first walk in the default City begins: a ledge from which the opening has all it is
made of on one way (`life.overture`): lamps far off in pale air, a stair down and away from them, a
passage, a bridge, a lift of nearly a kilometre."""

_MAX: Final = 16 << 20
_HEADER: Final = "# Where walks with blame3d ended, a line a City.\n"
_LOG = logging.getLogger(__name__)


def default_path() -> Path:
    """Where this person's session is kept."""
    return platformdirs.user_state_path("blame3d", appauthor=False) / "session.txt"


def read(path: Path) -> dict[int, Address]:
    """The walks of a session by the number of their seed, oldest first.

    A file that is damaged is kept aside as NAME.corrupt-UTC, and what can be read of it is used. A
    missing file holds none.
    """
    found: dict[int, Address] = {}
    damage = ""
    try:
        with path.open("rb") as file:
            data = file.read(_MAX + 1)
        if len(data) > _MAX:
            damage, data = "longer than 16 MB", b""
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        _LOG.warning("The last walk cannot be read: %s", error)
        return {}
    for line in data.split(b"\n"):
        if not line.strip() or line.startswith(b"#"):
            continue
        try:
            walk = parse_address(line.decode("utf-8"))
            if walk.seed is None:
                raise ValueError("a place without its City")
        except (ValueError, Blame3DError) as error:
            damage = damage or str(error)
            continue
        found.pop(seed_number(walk.seed), None)
        found[seed_number(walk.seed)] = walk
    if damage:
        kept = kept_as(path, "corrupt")
        try:
            path.replace(kept)
        except OSError as error:
            _LOG.warning("The last walk is damaged (%s) and stays so: %s", damage, error)
        else:
            _LOG.warning("The last walk was damaged (%s); the file is kept as %s.", damage, kept)
    return found


def store(path: Path, walk: Address) -> None:
    """Write down where the walk in a City is, and its holes; other Cities' lines stay.

    The file is the old one or the new one, whatever happens. Raises OutputError.
    """
    assert walk.seed is not None
    walks = read(path)
    walks.pop(seed_number(walk.seed), None)
    _write(path, [*walks.values(), walk])


def forget(path: Path, seed: Seed | None = None) -> int:
    """Strike out the walk in one City, or all; how many there were. Raises OutputError."""
    walks = read(path)
    left = {} if seed is None else {n: w for n, w in walks.items() if n != seed_number(seed)}
    if len(left) < len(walks):
        _write(path, list(left.values()))
    return len(walks) - len(left)


def resumed(settings: Settings, path: Path) -> Settings:
    """The settings of a walk that goes on where the last one in this City ended.

    Where a place was asked for, it begins there, and only the holes are as they were left.
    """
    settings = replace(settings, session=path)
    last = read(path).get(settings.world_seed)
    if last is None:
        first = settings.at is None and settings.world_seed == FIRST.seed
        return replace(settings, at=FIRST, resumes=True) if first else settings
    if settings.at is None:
        return replace(settings, at=last, resumes=True)
    return replace(settings, at=joined(settings.at, last))


def joined(at: Address, last: Address) -> Address:
    """An address with the holes of another put before its own."""
    own = dict.fromkeys((*last.beams, *at.beams))
    return replace(at, beams=tuple(own))


def kept(before: Settings, after: Settings) -> Settings:
    """The settings of a walk that goes elsewhere, with what has been cut there: in this walk, or,
    in another City, in the last one there."""
    if before.world_seed == after.world_seed:
        last = before.at
    else:
        last = read(before.session).get(after.world_seed) if before.session is not None else None
    if last is None or not last.beams:
        return after
    return replace(after, at=joined(after.at or NOWHERE, last))


def _write(path: Path, walks: list[Address]) -> None:
    text = _HEADER + "".join(f"{walk}\n" for walk in walks)
    files.write_atomic(path, text.encode())
