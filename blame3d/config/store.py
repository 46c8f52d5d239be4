"""The settings file: TOML with a comment for every option.

Changing one value rewrites its one line; comments, order and unknown keys of the person stay.
"""

from __future__ import annotations

import contextlib
import os
import re
import time
import tomllib
from pathlib import Path
from typing import Any, Final

import platformdirs

from blame3d import files
from blame3d.config.options import OPTIONS, convert, default
from blame3d.errors import DataError, UsageError

_MAX: Final = 1 << 20
_HEADER: Final = "# Settings of blame3d. Remove the # before a line to change what it says.\n"


def default_path() -> Path:
    """Where the settings of this person are kept."""
    return platformdirs.user_config_path("blame3d", appauthor=False) / "config.toml"


def read(path: Path, must_be_sound: bool) -> tuple[dict[str, Any], list[str]]:
    """The file's table and notes for the person; a missing file is an empty table.

    A damaged file is renamed to NAME.corrupt-UTC and defaults are used, unless
    `must_be_sound`: then a missing or damaged file raises DataError and stays as it is.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_MAX + 1)
    except FileNotFoundError as error:
        if must_be_sound:
            raise DataError(f"The settings file {path} does not exist.", id="B3D-SET-01") from error
        return {}, []
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        text = f"The settings file {path} cannot be read: {reason}."
        if must_be_sound:
            raise DataError(text, id="B3D-SET-01") from error
        return {}, [text + " Defaults are used."]
    try:
        return _parse(data), []
    except ValueError as error:
        if must_be_sound:
            raise DataError(
                f"The settings file {path} is damaged ({error}).", id="B3D-SET-01"
            ) from error
        return {}, [_set_aside(path, str(error))]


def store(path: Path, name: str, raw: object) -> None:
    """Write one setting ("fov", 95) or key binding ("keys.jump", "space") into the file.

    The file is made if missing; a link stays one, what it leads to is written. Raises UsageError
    for an unknown name or a bad value, DataError when the file is damaged, OutputError when it
    cannot be written.
    """
    path = Path(os.path.realpath(path))
    section, _, key = name.rpartition(".")
    if section == "keys" and re.fullmatch(r"[a-z_]+", key):
        line = f"{key} = {_toml(raw)}"
    elif name in OPTIONS:
        try:
            convert(name, raw)
        except ValueError as error:
            raise UsageError(f"{name} = {raw}: {error}.", id="B3D-SET-02") from error
        line = f"{name} = {_toml(_typed(name, raw))}"
    else:
        raise UsageError(
            f"There is no setting “{name}”; expected one of {', '.join(OPTIONS)}, or keys.ACTION.",
            id="B3D-SET-02",
        )
    try:
        text = path.read_bytes().decode("utf-8-sig") if path.exists() else template()
        changed = _with_line(text, section, key, line)
        _parse(changed.encode())
    except OSError as error:
        files.fail(path, error, 0)
    except ValueError as error:  # UnicodeDecodeError is one
        raise DataError(
            f"The settings file {path} is damaged ({error}); `blame3d config --reset` begins "
            "a new one.",
            id="B3D-SET-01", path=path,
        ) from error
    files.write_atomic(path, changed.encode())


def reset(path: Path) -> Path | None:
    """Begin a new settings file; the old one is kept beside it, and its new name returned."""
    kept = kept_as(path, "old") if path.exists() else None
    if kept is not None:
        try:
            os.replace(path, kept)
        except OSError as error:
            files.fail(path, error, 0)
    files.write_atomic(path, template().encode())
    return kept


def template() -> str:
    """A settings file that says everything and sets nothing."""
    lines = [_HEADER]
    for name, option in OPTIONS.items():
        lines.append(f"# {option.doc}\n# {name} = {_toml(_written(name))}\n")
    lines.append(
        "[keys]\n# Other keys for an action, by their position on a US board:\n"
        '# forward = ["w", "arrow_up"]\n'
    )
    return "\n".join(lines)


def _parse(data: bytes) -> dict[str, Any]:
    """TOML of at most 1 MB. Raises ValueError with the reason."""
    if len(data) > _MAX:
        raise ValueError("longer than 1 MB")
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ValueError("not UTF-8 text") from error
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _set_aside(path: Path, why: str) -> str:
    kept = kept_as(path, "corrupt")
    try:
        os.replace(path, kept)
    except OSError:
        return f"Settings file {path} damaged ({why}). Defaults are used."
    return f"Settings file damaged ({why}). Defaults are used. The damaged file is kept as {kept}."


def kept_as(path: Path, why: str) -> Path:
    """A free name NAME.why-UTC beside the file."""
    stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    return files.free_name(path.parent, f"{path.name}.{why}-{stamp}", "")


def _with_line(text: str, section: str, key: str, line: str) -> str:
    """`text` with the assignment of `key` in `[section]` replaced, uncommented or added."""
    lines = text.splitlines()
    start = 0
    if section:
        heads = [
            i for i, old in enumerate(lines) if re.fullmatch(rf"\s*\[{section}\]\s*(#.*)?", old)
        ]
        if not heads:
            return "\n".join([*lines, "", f"[{section}]", line, ""])
        start = heads[0] + 1
    end = next((i for i in range(start, len(lines)) if re.match(r"\s*\[", lines[i])), len(lines))
    for pattern in (rf"\s*{key}\s*=", rf"\s*#\s*{key}\s*="):
        for i in range(start, end):
            if re.match(pattern, lines[i]):
                lines[i] = line
                return "\n".join([*lines, ""])
    lines.insert(end, line)
    return "\n".join([*lines, ""])


def _written(name: str) -> object:
    """An option's default as the file spells it."""
    value = default(name)
    if name == "size":
        return f"{value[0]}x{value[1]}"
    if value is None:
        return "auto" if name == "workers" else ""
    return value


def _typed(name: str, raw: object) -> object:
    """Text from the command line as the type that the file should hold."""
    value = convert(name, raw)
    if isinstance(value, bool | int | float | str) and name != "at":
        return value
    return raw


def _toml(value: object) -> str:
    """A TOML literal of a bool, number, text or list of texts."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    text = str(value)
    with contextlib.suppress(UnicodeEncodeError):
        text.encode("utf-8")
        escaped = text.replace("\\", "\\\\").replace('"', '\\"')
        return '"' + re.sub(r"[\x00-\x1f\x7f]", lambda m: f"\\u{ord(m[0]):04x}", escaped) + '"'
    raise UsageError("That text is not Unicode and cannot be stored.", id="B3D-SET-02")
