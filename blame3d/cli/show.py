"""The answers of doctor, config and list, for people and for machines."""

from __future__ import annotations

import dataclasses
import importlib.util
import json
import os
import platform
from collections.abc import Callable, Mapping
from typing import Any, Final

from blame3d import __version__, assets
from blame3d.cli.crash import version_of
from blame3d.config import OPTIONS, Settings
from blame3d.errors import Blame3DError

Say = Callable[[str], None]


def show_settings(settings: Settings, as_json: bool, say: Say) -> None:
    """The settings in force."""
    values = plain(settings)
    if as_json:
        say(json.dumps(values, ensure_ascii=False))
        return
    for name, value in values.items():
        say(f"{name} = {value}")


def plain(settings: Settings) -> dict[str, Any]:
    """Settings as text, numbers and lists."""
    values: dict[str, Any] = {}
    for field in dataclasses.fields(settings):
        value = getattr(settings, field.name)
        if field.name == "size":
            value = f"{value[0]}x{value[1]}"
        elif field.name == "keys":
            value = {action: list(positions) for action, positions in value}
        elif value is not None and not isinstance(value, bool | int | float | str):
            value = str(value)
        values[field.name] = value
    return values


def show_doctor(settings: Settings, display: bool, as_json: bool, say: Say) -> int:
    """What this machine offers. Exit code 0 when pictures can be drawn, else 69."""
    facts = facts_of(settings, display)
    if as_json:
        say(json.dumps(facts, ensure_ascii=False))
    else:
        for name, value in facts.items():
            say(f"{name:12} {_shown(value)}")
    return 69 if "error" in facts else 0


def facts_of(settings: Settings, display: bool) -> dict[str, Any]:
    """Versions, extras, folders, and what the graphics driver answers."""
    from blame3d.world.types import GEN_VERSION

    facts: dict[str, Any] = {
        "blame3d": __version__,
        "gen_version": GEN_VERSION,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "cores": os.cpu_count(),
        "numpy": version_of("numpy"),
        "panda3d": version_of("panda3d"),
        "noise": importlib.util.find_spec("noise") is not None,
        "av": importlib.util.find_spec("av") is not None,
        "display": display,
        "config": str(settings.config),
        "pictures": str(settings.album),
        "assets": str(assets.root()),
    }
    try:
        from blame3d.capture.doctor import probe

        facts |= probe(settings.software)
        from blame3d.app.speakers import probe as listen

        facts["audio"] = listen()
    except Blame3DError as error:
        facts["error"] = str(error)
    return facts


def _shown(value: object) -> str:
    """A fact for people."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or "none"
    return "none" if value is None else str(value)


def list_what(what: str | None, as_json: bool, say: Say, seed: int = 0) -> int:
    """`blame3d list`: a topic of TOPICS, one thing a line; all topics when none is named.

    As JSON: an object with a list for each topic, of objects with a "name". seed: of the City whose
    places are named.
    """
    found = {topic: TOPICS[topic](seed) for topic in ([what] if what else TOPICS)}
    if as_json:
        say(json.dumps(found, ensure_ascii=False))
        return 0
    for topic, rows in found.items():
        if not what:
            say(f"{topic}:")
        width = max(len(str(row["name"])) for row in rows)
        for row in rows:
            say(f"{'' if what else '  '}{row['name']:{width}}  {row['about']}")
    return 0


def _settings_rows(_: int) -> list[dict[str, object]]:
    return [{"name": name, "about": option.doc} for name, option in OPTIONS.items()]


def _parts_rows(_: int) -> list[dict[str, object]]:
    from blame3d.world import kit

    return kit.load().listing()


def _districts_rows(_: int) -> list[dict[str, object]]:
    from blame3d.world.districts import DISTRICTS

    return [
        {
            "name": d.name,
            "about": f"{d.main.name} and {d.second.name}".lower().replace("_", " "),
            "forms": sorted({form for form in d.forms if form}),
        }
        for d in DISTRICTS
    ]


def _scenes_rows(seed: int) -> list[dict[str, object]]:
    from blame3d.setpieces.programme import listing

    return listing(seed)


TOPICS: Final[Mapping[str, Callable[[int], list[dict[str, object]]]]] = {
    "scenes": _scenes_rows,
    "settings": _settings_rows,
    "districts": _districts_rows,
    "parts": _parts_rows,
}
