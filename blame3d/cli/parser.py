"""The grammar of the command line."""

from __future__ import annotations

import argparse
import difflib
import re
from collections.abc import Sequence
from typing import Final, NoReturn

from blame3d import __version__
from blame3d.config import OPTIONS
from blame3d.errors import UsageError

NAMES: Final = ("explore", "play", "shot", "render", "bench", "doctor", "config", "list")
_EPILOG: Final = """commands:
  explore              walk the City in first person (the default)
  play [SCENE|all]     watch a set piece; step out of it at any moment
  shot -o FILE.png     take one picture, no window needed
  render SCENE -o OUT  a set piece as numbered pictures or as a film
  bench WHAT           measure: is the City the same, is it fast, does it hitch
  doctor               what this machine offers, for a report
  config               show, change or reset the settings
  list [WHAT]          scenes, settings, districts or parts

`blame3d COMMAND --help` says more. Settings may also come from the environment (BLAME3D_SEED …)
and from the settings file (`blame3d config --path`); flags go before them.
"""


class _Parser(argparse.ArgumentParser):
    """Reports a mistake as UsageError with one sentence."""

    def options(self) -> list[str]:
        """The long and short names of its options."""
        return list(self._option_string_actions)

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{_sentence(message)} Try `{self.prog} --help`.", id="B3D-USE-01")


def parse(words: Sequence[str]) -> argparse.Namespace:
    """The namespace of one command line: `command` plus only those options that were given.

    Raises UsageError; `--help` and `--version` print and end the program (SystemExit 0).
    """
    parser, options = _parser()
    for word in words:
        name = word.partition("=")[0]
        if name.startswith("--") and name not in options and name != "--":
            # argparse would blame the word after it.
            near = difflib.get_close_matches(name, options, 1)
            hint = f"; did you mean {near[0]}?" if near else "."
            parser.error(f"There is no option {name}{hint}")
    arguments = parser.parse_args(_joined(words))
    if arguments.command is None:
        arguments.command = "explore"
    return arguments


def _parser() -> tuple[_Parser, list[str]]:
    """The parser, and every option that it or one of its commands knows."""
    shared = _shared()
    parser = _Parser(
        prog="blame3d",
        description="Walk, watch and photograph an endless generated City.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[shared],
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"blame3d {__version__}")
    commands = parser.add_subparsers(
        dest="command", metavar="COMMAND", parser_class=_Parser, help=argparse.SUPPRESS
    )

    def command(name: str, text: str) -> _Parser:
        made = commands.add_parser(name, parents=[shared], description=text, allow_abbrev=False)
        parsers.append(made)
        return made

    parsers = [parser]

    explore = command("explore", "Walk the City. Without a display: three stills and a short clip.")
    taped = explore.add_mutually_exclusive_group()
    taped.add_argument("--record", metavar="FILE", help="write the walk down, to be walked again")
    taped.add_argument("--replay", metavar="FILE", help="walk a recorded walk again, then go on")
    shot = command("shot", "Take one picture of a place; the file carries its address.")
    shot.add_argument("-o", "--output", required=True, metavar="FILE.png", help="the picture")
    shot.add_argument("--scene", metavar="SCENE", help="a moment of a set piece instead of a place")
    shot.add_argument("--t", type=_seconds, metavar="SECONDS", help="which moment (0)")
    play = command(
        "play",
        "Watch a set piece, or all. Space pauses, the arrows go back and on, Return steps out of "
        "the picture and back in; F1 shows the keys. With --seed it is played in another City.",
    )
    play.add_argument("scene", nargs="?", default="all", metavar="SCENE", help="its id (all)")
    play.add_argument(
        "--from", dest="begin", type=_seconds, metavar="SECONDS", help="where to begin (0)"
    )
    play.add_argument(
        "--speed", type=_pace, metavar="X", help="-4 to 4; less than 0 plays backwards (1)"
    )
    play.add_argument("--loop", type=_stretch, metavar="A:B", help="seconds between which to stay")
    render = command(
        "render",
        "Write a set piece as numbered pictures into a folder, or as a film where PyAV is "
        "installed. Frame n is the moment n / FPS, whatever was rendered before it.",
    )
    render.add_argument("scene", metavar="SCENE", help="its id")
    render.add_argument(
        "-o", "--output", required=True, metavar="DIR/|FILE.mp4", help="where it goes"
    )
    render.add_argument("--fps", type=_count(1, 240), metavar="F", help="frames a second (24)")
    render.add_argument("--frames", type=_range, metavar="A:B", help="only frames A … B - 1")
    bench = command(
        "bench",
        "hash: generate cells and hash them. views: time standard views. fly: a flight, streamed "
        "and preloaded. start: seconds to the first picture. generate: chunks a second. memory: "
        "megabytes in a flight. soak: the program for minutes, with faults all the while. gallery: "
        "many places as pictures and as measures. audio: how fast sounds are made, or to listen. "
        "hunt: what forty hunters cost a frame. storyboard: a set piece on one sheet. play: its "
        "frame intervals.",
    )
    bench.add_argument(
        "what",
        choices=(
            "hash", "views", "fly", "start", "generate", "memory", "soak", "gallery", "audio",
            "storyboard", "play", "hunt",
        ),
        help="what to measure",
    )
    bench.add_argument(
        "scene", nargs="?", metavar="SCENE", help="storyboard, play: which set piece"
    )
    bench.add_argument(
        "--speed",
        type=_count(0, 1000),
        default=50,
        metavar="M/S",
        help="fly, generate, memory: how fast (50)",
    )
    bench.add_argument(
        "--secs",
        type=_count(1, 3600),
        default=20,
        metavar="N",
        help="fly, memory: how long each flight is (20)",
    )
    bench.add_argument(
        "--shots",
        type=_count(0, 3600),
        default=0,
        metavar="N",
        help="fly: a shot of the gun every so many seconds (0: none)",
    )
    bench.add_argument(
        "--chunks",
        type=_count(1, 1 << 20),
        default=300,
        metavar="N",
        help="generate: how many chunks (300)",
    )
    bench.add_argument(
        "--cells",
        type=_count(1, 1 << 20),
        default=64,
        metavar="N",
        help="hash: how many cells (64)",
    )
    bench.add_argument(
        "--shuffle", type=_count(0, (1 << 63) - 1), metavar="N", help="hash: order of the cells"
    )
    bench.add_argument(
        "--minutes", type=_count(1, 10_000), default=5, metavar="N", help="soak: how long (5)"
    )
    bench.add_argument(
        "--count", type=_count(1, 1000), default=40, metavar="N", help="gallery: how many (40)"
    )
    bench.add_argument(
        "-o",
        "--output",
        metavar="PATH",
        help="soak: draw it into this file; gallery: the folder (gallery); audio: every sound and "
        "a minute's walk as WAV files in this folder",
    )
    command("doctor", "What this machine offers; paste it into a report.")
    config = command("config", "Show or change the settings file.")
    config.add_argument("--path", action="store_true", help="print where the file is")
    config.add_argument("--show", action="store_true", help="print the settings in force")
    config.add_argument(
        "--forget", action="store_true",
        help="forget where walks ended and what the gun cut, in all Cities or that of --seed",
    )
    config.add_argument("--reset", action="store_true", help="begin a new file, keep the old one")
    listing = command("list", "What there is.")
    listing.add_argument(
        "what",
        nargs="?",
        choices=("scenes", "settings", "districts", "parts"),
        help="scenes, settings, districts of the City, or parts of the kit; all when not named",
    )
    return parser, [option for each in parsers for option in each.options()]


def _shared() -> _Parser:
    """The flags of every command. Absent ones leave no trace, so any order of words works."""
    shared = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    group = shared.add_argument_group("shared options")
    for name, metavar in (
        ("seed", "TEXT|N"),
        ("at", "PLACE"),
        ("size", "WxH"),
        ("quality", "NAME"),
        ("fov", "DEG"),
        ("lang", "en|it"),
        ("workers", "N"),
    ):
        group.add_argument(f"--{name}", metavar=metavar, help=OPTIONS[name].doc)
    group.add_argument("--software", action="store_true", help=OPTIONS["software"].doc)
    group.add_argument(
        "--no-audio", dest="audio", action="store_false", help="No sound."
    )
    group.add_argument("--headless", action="store_true", help="Open no window.")
    group.add_argument("--config", dest="config_file", metavar="FILE", help="Settings file.")
    group.add_argument(
        "--set",
        dest="sets",
        metavar="KEY=VALUE",
        action="append",
        help="Any setting, for this run; `config --set` keeps it.",
    )
    group.add_argument("--json", action="store_true", help="Answer for machines.")
    group.add_argument("--debug", action="store_true", help="Errors with their traceback.")
    group.add_argument("-v", "--verbose", action="count", help="Say what goes into the log.")
    group.add_argument("-q", "--quiet", action="store_true", help="Say only errors.")
    return shared


def _count(low: int, high: int) -> type:
    """A type for argparse: an integer in a range."""

    def read(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,19}", text) or not low <= int(text) <= high:
            raise argparse.ArgumentTypeError(f"{text}: expected a number from {low} to {high}")
        return int(text)

    return read  # type: ignore[return-value]


def _number(text: str, low: float, high: float, what: str) -> float:
    if not re.fullmatch(r"[+-]?[0-9]{1,9}(\.[0-9]{0,9})?", text) or not low <= float(text) <= high:
        raise argparse.ArgumentTypeError(f"{text}: expected {what}")
    return float(text)


def _seconds(text: str) -> float:
    return _number(text, 0.0, 1e6, "seconds from 0")


def _pace(text: str) -> float:
    return _number(text, -4.0, 4.0, "a speed from -4 to 4")


def _stretch(text: str) -> tuple[float, float]:
    first, colon, last = text.partition(":")
    if not colon or _seconds(first) >= _seconds(last):
        raise argparse.ArgumentTypeError(f"{text}: expected A:B in seconds, A before B")
    return _seconds(first), _seconds(last)


def _range(text: str) -> tuple[int, int | None]:
    found = re.fullmatch(r"([0-9]{1,9})?:([0-9]{1,9})?", text)
    if not found:
        raise argparse.ArgumentTypeError(f"{text}: expected A:B, two numbers of frames")
    return int(found[1] or 0), int(found[2]) if found[2] else None


def _joined(words: Sequence[str]) -> list[str]:
    """`--at -5,3,0` as `--at=-5,3,0`: argparse would take the place for an option."""
    joined: list[str] = []
    for word in words:
        if joined and joined[-1] in ("--at", "--seed", "--speed") and re.match(r"-[0-9.]", word):
            joined[-1] += f"={word}"
        else:
            joined.append(word)
    return joined


def _sentence(message: str) -> str:
    """argparse's message as a sentence, with the nearest command for a mistyped one."""
    wrong = re.search(r"argument COMMAND: invalid choice: '([^']*)'", message)
    if wrong:
        near = difflib.get_close_matches(wrong[1], NAMES, 1, 0.5)
        hint = f"did you mean {near[0]}?" if near else f"expected one of {', '.join(NAMES)}."
        return f"There is no command “{wrong[1]}”; {hint}"
    message = message[:1].upper() + message[1:]
    return message if message.endswith((".", "?")) else message + "."
