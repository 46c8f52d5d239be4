"""Keys of a film: what they do to its transport, and to who watches. Pure.

Seated, all of these belong to the film; on one's own legs only RETURN does, and FREEZE, for all
others are for walking.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from blame3d.app.bindings import Binding
from blame3d.timeline.piece import SetPiece
from blame3d.timeline.transport import Transport

SEEK_S: Final = 5.0
STEP: Final = "step"
EYES: Final = "eyes"
SKIP: Final = "skip"

WORDS: Final[Mapping[str, str]] = MappingProxyType({
    "space": "pause", "arrow_left": "back", "arrow_right": "on", ",": "frame back",
    ".": "frame on", "arrow_up": "faster", "arrow_down": "slower", "page_up": "chapter back",
    "page_down": "chapter on", "home": "begin", "end": "end", "n": SKIP, "enter": STEP, "e": EYES,
    "pad_a": "pause", "pad_left": "back", "pad_right": "on", "pad_up": "faster",
    "pad_down": "slower", "pad_left_shoulder": "chapter back", "pad_right_shoulder": "chapter on",
    "pad_x": SKIP, "pad_b": STEP, "pad_y": EYES,
})  # fmt: skip
"""Positions of keys, and what they mean while one watches."""

WALKING: Final[Mapping[str, str]] = MappingProxyType(
    {"enter": STEP, "p": "pause", "pad_left": STEP, "pad_right": "pause"}
)
"""The same for who has stepped out: back into the picture, and freezing those who act."""

ROWS: Final = (
    *(
        Binding(
            word,
            tuple(key for key, meant in WORDS.items() if meant == word),
            "",
            f"film.{word.replace(' ', '_')}",
            group="film",
        )
        for word in dict.fromkeys(WORDS.values())
    ),
    Binding("click", ("mouse1",), "", "film.click", group="film"),
)
"""The same for the help page."""

SHARED: Final = frozenset({"menu", "help", "picture", "borderless", "hud", "numbers"})
"""Actions of the walk that mean the same to who watches; the others would move a body that one does
not see."""


def meaning(key: str, seated: bool) -> str | None:
    """What a key means for the film, or None when it is not the film's."""
    return (WORDS if seated else WALKING).get(key)


def moved(transport: Transport, piece: SetPiece, word: str) -> Transport:
    """The transport after a key of this meaning; unknown ones change nothing."""
    marks = tuple(chapter.t for chapter in piece.chapters)
    match word:
        case "pause":
            return transport.paused()
        case "back":
            return transport.to(transport.t - SEEK_S)
        case "on":
            return transport.to(transport.t + SEEK_S)
        case "frame back":
            return transport.stepped(-1)
        case "frame on":
            return transport.stepped(1)
        case "faster":
            return transport.faster(1)
        case "slower":
            return transport.faster(-1)
        case "chapter back":
            return transport.jumped(marks, -1)
        case "chapter on":
            return transport.jumped(marks, 1)
        case "begin":
            return transport.to(0.0)
        case "end":
            return transport.to(transport.length)
    return transport
