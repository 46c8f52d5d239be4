"""What each command does. Rendering and generation are imported inside: help stays instant."""

from __future__ import annotations

import argparse
import dataclasses
import difflib
import json
import logging
import os
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from blame3d import config, files, logs
from blame3d.cli.show import list_what, show_doctor, show_settings
from blame3d.config import session
from blame3d.errors import DataError, DeviceError, UsageError
from blame3d.view import parse_at, parse_seed

if TYPE_CHECKING:
    from blame3d.player.tape import Replayer

Command = Callable[[argparse.Namespace], int]


def say(text: str) -> None:
    """A line of the answer."""
    sys.stdout.write(text + "\n")


def note(text: str) -> None:
    """A line beside the answer: warnings go to stderr, so that pipes stay clean."""
    logging.getLogger(__name__).warning("%s", text)
    sys.stderr.write(f"blame3d: {line_of(text)}\n")


def line_of(text: str) -> str:
    """One line without control characters: what came from a file may not steer the terminal."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]", " ", text)


def settings_of(arguments: argparse.Namespace) -> config.Settings:
    """The settings of this command line; notes about the file are told at once."""
    given = vars(arguments)
    flags = _sets(given.get("sets") or [])
    flags |= {name: value for name, value in given.items() if value is not None}
    named = given.get("config_file")
    settings, notes = config.resolve(flags, os.environ, Path(named) if named else None)
    if not given.get("quiet"):
        for line in notes:
            note(line)
        for action in settings.bindings:
            if action not in _actions():
                near = difflib.get_close_matches(action, _actions(), 1)
                hint = f" Did you mean {near[0]}?" if near else ""
                note(f"{settings.config}: there is no action “{action[:60]}”.{hint}")
    logs.fact("seed", settings.seed)
    logs.fact("place", "" if settings.at is None else settings.at)
    logs.fact("picture", f"{settings.quality} {settings.size[0]}x{settings.size[1]}")
    return settings


def has_display() -> bool:
    """Whether a window can be hoped for."""
    if sys.platform.startswith(("win", "darwin")):
        return True
    return bool(os.environ.get("DISPLAY"))


def explore(arguments: argparse.Namespace) -> int:
    settings = settings_of(arguments)
    if settings.headless or not has_display():
        if not settings.headless:
            note("There is no display (DISPLAY is not set): taking stills and a clip instead.")
        from blame3d.capture.demo import run as demonstrate

        return demonstrate(settings)
    from blame3d.app.explore import run

    record, replay = getattr(arguments, "record", None), getattr(arguments, "replay", None)
    if replay is not None:
        from blame3d.app.spawn import settings_at

        tape = _tape(Path(replay))
        return run(settings_at(settings, parse_at(tape.address)), replayer=tape)
    settings = session.resumed(settings, session.default_path())
    if record is None:
        return run(settings)
    files.check_writable(Path(record))  # before the walk is lost
    return run(settings, record=Path(record))


def _tape(path: Path) -> Replayer:
    """The recorded walk in a file."""
    from blame3d.player.tape import Replayer

    try:
        return Replayer(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path} cannot be read: {error}.", id="B3D-DATA-03") from error


def shot(arguments: argparse.Namespace) -> int:
    out = Path(arguments.output)
    if out.suffix.lower() != ".png":
        raise UsageError(f"-o {out}: expected a file name that ends in .png.", id="B3D-USE-02")
    settings = settings_of(arguments)
    scene, t = _moment(arguments, settings)
    files.check_writable(out)  # before minutes of rendering are lost
    if scene is None:
        from blame3d.capture.shot import shot as take

        take(settings, out, workers=settings.workers)
    else:
        from blame3d.capture.reels import still

        still(_spoken(settings), scene, t, out, workers=settings.workers)
    if not getattr(arguments, "quiet", False):
        say(json.dumps({"file": str(out)}) if getattr(arguments, "json", False) else str(out))
    return 0


def _moment(
    arguments: argparse.Namespace, settings: config.Settings
) -> tuple[str | None, float]:
    """The scene and second that are meant: by flags, else by the address."""
    scene, t = getattr(arguments, "scene", None), getattr(arguments, "t", None)
    at = settings.at
    if scene is None and at is not None and at.scene is not None:
        scene, t = at.scene, at.t if t is None else t
    if scene is None and t is not None:
        raise UsageError("--t names a moment of a scene; add --scene NAME.", id="B3D-SCENE-02")
    return scene, t or 0.0


def _spoken(settings: config.Settings) -> config.Settings:
    """The settings with the language that they come to."""
    from blame3d.app.texts import system_language

    lang = system_language() if settings.lang == "auto" else settings.lang
    return dataclasses.replace(settings, lang=lang)


def _film(arguments: argparse.Namespace, scenes: tuple[str, ...]) -> config.Settings:
    """The settings of pieces, which have their own places. Raises UsageError for others, DataError
    for a City that has none for them.

    An address of a moment of theirs is taken, for the beams that it carries.
    """
    from blame3d.setpieces.programme import find

    settings = settings_of(arguments)
    at = settings.at if getattr(arguments, "at", None) is not None else None
    if at is not None and at.scene not in scenes:
        raise UsageError(
            "--at: a film has its own places; of addresses it takes only those of its own pictures "
            "(&scene=), for the beams in them.", id="B3D-SCENE-04",
        )  # fmt: skip
    for name in scenes:
        find(name, settings.world_seed)
    return settings


def play(arguments: argparse.Namespace) -> int:
    from blame3d.setpieces.programme import find, names

    scenes = names() if arguments.scene == "all" else (find(arguments.scene).name,)
    settings = _film(arguments, scenes)
    if settings.headless or not has_display():
        raise DeviceError(
            "A film is played in a window, and there is no display; `blame3d render` writes it to "
            "files.", id="B3D-GPU-01",
        )  # fmt: skip
    from blame3d.app.play import run

    begin = getattr(arguments, "begin", None) or 0.0
    speed = getattr(arguments, "speed", None)
    return run(_spoken(settings), scenes, begin, 1.0 if speed is None else speed,
               getattr(arguments, "loop", None))  # fmt: skip


def render(arguments: argparse.Namespace) -> int:
    from blame3d.setpieces.programme import find

    settings = _film(arguments, (find(arguments.scene).name,))
    from blame3d.capture.reels import render as write_frames

    return write_frames(
        _spoken(settings), arguments.scene, Path(arguments.output),
        fps=getattr(arguments, "fps", None) or 24,
        frames=getattr(arguments, "frames", None) or (0, None),
        as_json=getattr(arguments, "json", False),
    )  # fmt: skip


def bench(arguments: argparse.Namespace) -> int:
    settings = settings_of(arguments)
    as_json = getattr(arguments, "json", False)
    if arguments.what in ("storyboard", "play"):
        if arguments.scene is None:
            raise UsageError(f"bench {arguments.what} SCENE: name the scene.", id="B3D-USE-01")
        if arguments.what == "play":
            from blame3d.app.bench_play import run as time_film

            return time_film(settings, arguments.scene, json=as_json)
        from blame3d.capture.reels import storyboard

        sheet = Path(arguments.output or "storyboard")
        return storyboard(_spoken(settings), arguments.scene, sheet, as_json)
    if arguments.scene is not None:
        raise UsageError(f"bench {arguments.what} takes no scene.", id="B3D-USE-01")
    if arguments.what == "hash":
        from blame3d.stream.bench_hash import run as hash_cells

        workers = settings.workers or max(1, (os.cpu_count() or 2) - 1)
        return hash_cells(arguments.cells, workers=workers, shuffle=arguments.shuffle, json=as_json)
    if arguments.what == "generate":
        from blame3d.stream.bench_generate import run as time_chunks
        from blame3d.world.types import World

        world = World(settings.world_seed)
        return time_chunks(world, chunks=arguments.chunks, speed=arguments.speed, json=as_json)
    if arguments.what == "fly":
        from blame3d.app.bench_fly import run as fly

        return fly(
            settings, speed=arguments.speed, seconds=arguments.secs,
            shots_s=arguments.shots, json=as_json,
        )  # fmt: skip
    if arguments.what == "start":
        from blame3d.app.bench_start import run as start

        return start(settings, json=as_json)
    if arguments.what == "memory":
        from blame3d.app.bench_memory import run as weigh

        return weigh(settings, speed=arguments.speed, seconds=arguments.secs, json=as_json)
    if arguments.what == "soak":
        from blame3d.app.bench_soak import run as soak

        out = Path(arguments.output) if arguments.output else None
        return soak(settings, minutes=arguments.minutes, out=out, json=as_json)
    if arguments.what == "audio":
        from blame3d.audio.bench import run as sound

        folder = Path(arguments.output) if arguments.output else None
        return sound(settings.world_seed, folder, json=as_json)
    if arguments.what == "hunt":
        from blame3d.hunt.bench import run as chase

        return chase(settings.world_seed, json=as_json)
    if arguments.what == "gallery":
        from blame3d.capture.gallery import run as show

        pictures = Path(arguments.output or "gallery")
        return show(settings, folder=pictures, count=arguments.count, json=as_json)
    from blame3d.capture.bench_views import run as time_views

    return time_views(settings, json=as_json)


def doctor(arguments: argparse.Namespace) -> int:
    settings = settings_of(arguments)
    return show_doctor(settings, has_display(), getattr(arguments, "json", False), say)


def configure(arguments: argparse.Namespace) -> int:
    named = getattr(arguments, "config_file", None)
    path = Path(named) if named else config.default_path()
    wants = (arguments.path, arguments.reset, getattr(arguments, "sets", None), arguments.show,
             arguments.forget)
    if arguments.reset:
        kept = config.reset(path)
        note(f"{path} begins anew." + (f" The old one is kept as {kept}." if kept else ""))
    for name, value in _sets(getattr(arguments, "sets", None) or []).items():
        config.store(path, name, value)
        note(f"{path}: {name} = {value}")
    if arguments.forget:
        seed = getattr(arguments, "seed", None)
        gone = session.forget(session.default_path(), None if seed is None else parse_seed(seed))
        note(f"Walks forgotten, with what the gun cut: {gone}.")
    if arguments.path:
        say(str(path))
    if arguments.show or not any(wants):
        arguments.sets = None
        if named and not path.exists():
            arguments.config_file = None
        show_settings(settings_of(arguments), getattr(arguments, "json", False), say)
    return 0


def listing(arguments: argparse.Namespace) -> int:
    named = getattr(arguments, "seed", None) is not None
    seed = settings_of(arguments).world_seed if named else 0
    return list_what(arguments.what, getattr(arguments, "json", False), say, seed)


def _actions() -> list[str]:
    """What keys can be bound to."""
    from blame3d.app.bindings import BINDINGS

    return [row.action for row in BINDINGS]


def _sets(pairs: list[str]) -> dict[str, Any]:
    """KEY=VALUE texts as a mapping; unknown keys are refused with the nearest name."""
    known = [*config.OPTIONS, *(f"keys.{action}" for action in _actions())]
    found = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        name = name.strip().replace("-", "_")
        if not equals or name not in known:
            near = difflib.get_close_matches(name, known, 1)
            hint = "expected KEY=VALUE; see `list settings`."
            if near and name not in known:
                hint = f"did you mean {near[0]}?"
            raise UsageError(f"--set {pair[:60]}: {hint}", id="B3D-USE-03")
        found[name] = value.strip()
    return found


COMMANDS: Final[Mapping[str, Command]] = {
    "explore": explore,
    "play": play,
    "shot": shot,
    "render": render,
    "bench": bench,
    "doctor": doctor,
    "config": configure,
    "list": listing,
}
