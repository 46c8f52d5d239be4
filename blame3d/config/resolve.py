"""From flags, environment, file and defaults to one Settings."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from blame3d.config.options import OPTIONS, Keys, Settings, convert, default
from blame3d.config.store import default_path, read
from blame3d.errors import UsageError
from blame3d.view import Address, parse_at, seed_number

PREFIX: Final = "BLAME3D_"


def resolve(
    flags: Mapping[str, Any], environ: Mapping[str, str], config: Path | None = None
) -> tuple[Settings, list[str]]:
    """The settings and the sentences to tell the person about the file.

    flags: option → raw text or value, as given on the command line, plus `headless`, `debug`
    and keys.ACTION. config: a settings file named by the person; it must be sound
    (DataError), while the default one is replaced by defaults when damaged. Raises UsageError for
    a bad flag or environment variable and when the seed contradicts the address.
    """
    named = config or (Path(environ["BLAME3D_CONFIG"]) if environ.get("BLAME3D_CONFIG") else None)
    path = named or default_path()
    table, notes = read(path, named is not None)
    values, keys = _from_file(table, path, notes)
    values |= _from_environment(environ)
    asked = {
        name: _checked(name, raw, f"--{name.replace('_', '-')}")
        for name, raw in flags.items()
        if name in OPTIONS
    }
    at: Address | None = asked.get("at", values.get("at"))
    if at is not None:
        values |= _from_address(at, asked)
    values |= asked
    if "quality" in asked and "frame_rate" not in asked:
        values.pop("frame_rate", None)  # who names a quality is to have all of it
    own = {n.removeprefix("keys."): (str(flags[n]),) for n in flags if n.startswith("keys.")}
    keys = tuple({**dict(keys), **own}.items())
    this_run = {name: flags[name] for name in ("headless", "debug") if name in flags}
    return Settings(**values, **this_run, keys=keys, config=path), notes


def _from_address(at: Address, asked: Mapping[str, Any]) -> dict[str, Any]:
    """What the address decides; only flags go before it, and they may not contradict its seed."""
    found: dict[str, Any] = {}
    if at.seed is not None:
        if "seed" in asked and seed_number(asked["seed"]) != seed_number(at.seed):
            raise UsageError(
                f"--seed {asked['seed']} contradicts the address, whose seed is {at.seed}; "
                "expected one of them, or both the same.",
                id="B3D-SEED-02",
            )
        found["seed"] = at.seed
    if at.fov is not None:
        found["fov"] = at.fov
    if at.style not in (None, "film"):
        raise UsageError(
            f"The address is of the style {at.style}, which this version does not draw; "
            "expected film.",
            id="B3D-USE-01",
        )
    return found


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    return {
        name: _checked(name, environ[variable], variable)
        for name in OPTIONS
        if environ.get(variable := PREFIX + name.upper())
    }


def _checked(name: str, raw: object, source: str) -> Any:
    if name == "at" and isinstance(raw, str) and raw:
        return parse_at(raw)  # its own errors tell a malformed address from a bad picture
    try:
        return convert(name, raw)
    except ValueError as error:
        reason = str(error)
        text = reason if name == "seed" else f"{source} {_shown(raw)}: {reason}."
        raise UsageError(text, id="B3D-SET-02") from error


def _from_file(
    table: Mapping[str, Any], path: Path, notes: list[str]
) -> tuple[dict[str, Any], Keys]:
    """Good entries of the file; a bad one becomes a note and keeps its default."""
    values: dict[str, Any] = {}
    keys: Keys = ()
    for name, raw in table.items():
        if name == "keys":
            keys = _keys(raw, notes)
        elif name not in OPTIONS:
            near = difflib.get_close_matches(name, [*OPTIONS, "keys"], 1)
            hint = f" Did you mean {near[0]}?" if near else ""
            notes.append(f"{path}: there is no setting “{_shown(name)}”.{hint}")
        else:
            try:
                values[name] = convert(name, raw)
            except ValueError as error:
                used = default(name)
                notes.append(
                    f"Setting {name} = {_shown(raw)}: {error}; using "
                    f"{'none' if used is None else used}."
                )
    return values, keys


def _shown(raw: object) -> str:
    """A value from outside, short and without what would steer a terminal."""
    return re.sub(r"[^\x20-\x7e\xa0-\U0010FFFF]", "�", str(raw)[:60])


def _keys(raw: object, notes: list[str]) -> Keys:
    """[keys]: action = "position" or ["position", …]."""
    found = []
    if not isinstance(raw, dict):
        notes.append("Setting keys: expected a section [keys] with lines ACTION = \"KEY\".")
        return ()
    for action, value in raw.items():
        positions = [value] if isinstance(value, str) else value
        if not isinstance(positions, list) or not all(
            isinstance(position, str) and position for position in positions
        ):
            notes.append(
                f"Setting keys.{_shown(action)}: expected the name of a key, or a list of them."
            )
            continue
        found.append((action, tuple(positions)))
    return tuple(found)
