"""What is read: captions of what is said, and cards of title."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

LANGUAGES: Final = ("en", "it")
READING: Final = 17.0
"""Most characters a second that a caption may ask of a reader."""

MOST_WORDS: Final = 7

_BAREHEADED: Final = frozenset({"killy"})
"""Who wears no helmet."""


@dataclass(frozen=True)
class Caption:
    """Words of somebody from begin to end (film time, seconds), in English and Italian.

    who: the role that speaks, or "" for what a helmet's display says.
    """

    begin: float
    end: float
    en: str
    it: str
    who: str = ""

    @property
    def how(self) -> str:
        """By what it comes: "voice", "radio" (from helmet to helmet), or "display"."""
        if not self.who:
            return "display"
        return "voice" if self.who in _BAREHEADED else "radio"

    def text(self, lang: str) -> str:
        return self.it if lang == "it" else self.en

    def line(self, lang: str) -> str:
        """What is to be read: on the radio, after the name of who speaks, if he has one."""
        named = self.how == "radio" and "-" not in self.who
        return f"{self.who.upper()}  {self.text(lang)}" if named else self.text(lang)

    def pace(self, lang: str) -> float:
        """Characters a second, the name of who speaks among them."""
        return len(self.line(lang)) / (self.end - self.begin)


@dataclass(frozen=True)
class Card:
    """A white field with thin black capitals, from begin to end: two lines at most.

    fade: seconds in which it comes (0: it is cut in).
    """

    begin: float
    end: float
    lines: tuple[str, ...]
    fade: float = 0.0


def shown(captions: tuple[Caption, ...], t: float) -> tuple[Caption, ...]:
    """Those to be read at a time, oldest first."""
    return tuple(c for c in captions if c.begin <= t < c.end)
