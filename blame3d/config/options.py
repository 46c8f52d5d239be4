"""The settings and what each may hold: one table for the file, the environment and the flags."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final, TypeVar

import platformdirs

from blame3d.errors import Blame3DError
from blame3d.view import FOV_RANGE, Address, Seed, parse_at, parse_seed, seed_number

QUALITIES: Final = ("low", "medium", "high", "ultra")
FRAME_RATES: Final = ("off", "20", "30", "40", "60")
CHARGES: Final = ("hold", "toggle")
LANGUAGES: Final = ("auto", "en", "it")
SIDE_RANGE: Final = (16, 4096)
"""Pixels: the smallest and largest side of a picture or window."""

T = TypeVar("T")
Keys = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Settings:
    """What the person asked for. Values are already checked (see OPTIONS).

    size: pixels, width and height. fov: horizontal degrees. sensitivity: 1 is 0.1° a count.
    frame_rate: one of FRAME_RATES. bob, roll, recoil, shake: 0 (none) … 1. captions: size of
    sentences on the picture, 1 the usual. dead_zone: of a gamepad's sticks, a share of their way.
    charge: one of
    CHARGES. pictures: folder of F12 and of the demonstration, None the system's.
    workers: processes that generate, None for all cores but one. keys: (action, key positions)
    that replace the built-in bindings. greeted: the overlay of the first run has been shown.
    config: the settings file. Of this run only: headless, debug; session: the file that
    remembers the walk, None for none; resumes: nobody has asked for the
    place; where it has become a wall the walk begins near it.
    """

    seed: Seed = 0
    at: Address | None = None
    size: tuple[int, int] = (1280, 720)
    quality: str = "low"
    frame_rate: str = "off"
    fov: float = 90.0
    lang: str = "auto"
    software: bool = False
    audio: bool = True
    volume: float = 0.8
    volume_ambience: float = 1.0
    volume_body: float = 1.0
    volume_effects: float = 1.0
    mono: bool = False
    captions: float = 1.0
    fullscreen: bool = False
    sensitivity: float = 1.0
    invert_y: bool = False
    dead_zone: float = 0.15
    bob: float = 0.0
    charge: str = "hold"
    roll: float = 0.0
    recoil: float = 1.0
    shake: float = 0.6
    pictures: Path | None = None
    workers: int | None = None
    greeted: bool = False
    keys: Keys = ()
    config: Path = field(default_factory=Path)
    headless: bool = False
    debug: bool = False
    session: Path | None = None
    resumes: bool = False

    @property
    def world_seed(self) -> int:
        """The seed as `World` takes it, 0 … 2⁶⁴-1."""
        return seed_number(self.seed)

    @property
    def album(self) -> Path:
        """The person's folder for pictures: the setting, else the system's."""
        return self.pictures or platformdirs.user_pictures_path() / "blame3d"

    @property
    def bindings(self) -> Mapping[str, tuple[str, ...]]:
        """`keys` as a mapping."""
        return dict(self.keys)


@dataclass(frozen=True)
class Option:
    """A setting that people may write down. read: raw value → checked value, or ValueError whose
    text names what was expected."""

    doc: str
    read: Callable[[object], Any]


def convert(name: str, raw: object) -> Any:
    """The checked value of option `name`. Raises ValueError("expected …")."""
    return OPTIONS[name].read(raw)


def default(name: str) -> Any:
    """The value of an option when nobody sets it."""
    return next(f.default for f in fields(Settings) if f.name == name)


def _flag(raw: object) -> bool:
    if isinstance(raw, bool):
        return raw
    words = {"1": True, "true": True, "yes": True, "on": True}
    words |= {"0": False, "false": False, "no": False, "off": False}
    if isinstance(raw, int | str) and str(raw).strip().lower() in words:
        return words[str(raw).strip().lower()]
    raise ValueError("expected true or false")


def _number(low: float, high: float) -> Callable[[object], float]:
    def read(raw: object) -> float:
        try:
            value = math.nan if isinstance(raw, bool) else float(raw)  # type: ignore[arg-type]
        except (TypeError, ValueError, OverflowError):
            value = math.nan
        if not low <= value <= high:
            raise ValueError(f"expected a number from {low:g} to {high:g}")
        return value

    return read


def _choice(*choices: str) -> Callable[[object], str]:
    def read(raw: object) -> str:
        if not isinstance(raw, str) or raw not in choices:
            raise ValueError(
                f"expected {', '.join(choices[:-1])} or {choices[-1]}"
                if len(choices) > 1
                else f"expected {choices[0]}"
            )
        return raw

    return read


def _size(raw: object) -> tuple[int, int]:
    low, high = SIDE_RANGE
    match = re.fullmatch(r"([0-9]{1,5})[x×]([0-9]{1,5})", raw) if isinstance(raw, str) else None
    sides = [int(side) for side in match.groups()] if match else [0]
    if not all(low <= side <= high for side in sides):
        raise ValueError(f"expected WIDTHxHEIGHT, each from {low} to {high}, such as 1280x720")
    return sides[0], sides[1]


def _workers(raw: object) -> int | None:
    if raw == "auto":
        return None
    value = raw if isinstance(raw, int) and not isinstance(raw, bool) else None
    if isinstance(raw, str) and re.fullmatch(r"[0-9]{1,3}", raw):
        value = int(raw)
    if value is None or not 1 <= value <= 256:
        raise ValueError("expected a number from 1 to 256, or auto")
    return value


def _seed(raw: object) -> Seed:
    if isinstance(raw, bool) or not isinstance(raw, int | str):
        raise ValueError("expected a number or text")
    return _view(parse_seed, str(raw))


def _at(raw: object) -> Address | None:
    if raw == "":
        return None
    if not isinstance(raw, str):
        raise ValueError("expected an address in quotes")
    return _view(parse_at, raw)


def _view(read: Callable[[str], T], text: str) -> T:
    try:
        return read(text)
    except Blame3DError as error:
        raise ValueError(str(error)) from error


def _folder(raw: object) -> Path | None:
    if not isinstance(raw, str) or "\0" in raw:
        raise ValueError("expected the path of a folder")
    return Path(raw).expanduser() if raw else None


OPTIONS: Final[Mapping[str, Option]] = {
    "seed": Option("Which City: a number or any text.", _seed),
    "at": Option("Where to start: an address, x,y,z or a picture; empty: near 0,0,0.", _at),
    "size": Option("Size of the window and of pictures in pixels.", _size),
    "quality": Option("low suits a CPU; the others ask for a graphics card.", _choice(*QUALITIES)),
    "frame_rate": Option(
        "Frames a second that are kept, by leaving out small and far things; --quality: off.",
        _choice(*FRAME_RATES),
    ),
    "fov": Option("Horizontal field of view in degrees.", _number(*FOV_RANGE)),
    "lang": Option("Language: auto follows the system.", _choice(*LANGUAGES)),
    "software": Option("Draw on the CPU even where a graphics card is found.", _flag),
    "audio": Option("Sound.", _flag),
    "volume": Option("Volume of all sound: 0 none, 1 full.", _number(0.0, 1.0)),
    "volume_ambience": Option("Volume of the place: wind, hum, water.", _number(0.0, 1.0)),
    "volume_body": Option("Volume of your own body: steps, falls.", _number(0.0, 1.0)),
    "volume_effects": Option("Volume of what happens: gun, blows, machines.", _number(0.0, 1.0)),
    "mono": Option("The same sound in both ears.", _flag),
    "fullscreen": Option("Start full screen.", _flag),
    "sensitivity": Option("Speed of the mouse.", _number(0.05, 10.0)),
    "invert_y": Option("Pushing the mouse away looks down.", _flag),
    "dead_zone": Option(
        "How far a gamepad's stick moves before it counts, a share of its way.",
        _number(0.0, 0.6),
    ),
    "captions": Option("Size of captions and notes: 1 the usual, 2 twice.", _number(0.5, 2.0)),
    "bob": Option("How much the head moves in walking: 0 none, 1 all.", _number(0.0, 1.0)),
    "charge": Option("The gun: charge it while held, or press to begin and again to fire.",
                     _choice(*CHARGES)),
    "roll": Option("How much the head tilts in walking: 0 none, 1 all.", _number(0.0, 1.0)),
    "recoil": Option("How much a shot throws the body: 0 none, 1 all.", _number(0.0, 1.0)),
    "shake": Option("How much a shot shakes the picture: 0 none, 1 all.", _number(0.0, 1.0)),
    "pictures": Option("Folder for pictures; empty: the system's.", _folder),
    "workers": Option("Processes that generate the City; auto: all cores but one.", _workers),
    "greeted": Option("Set once the first overlay of keys has been shown.", _flag),
}
