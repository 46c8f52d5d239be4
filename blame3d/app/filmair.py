"""The air of a film's shots, found beside the loop before they are shown: a new block of the City's
air costs up to half a second."""

from __future__ import annotations

from blame3d.app.beside import Beside
from blame3d.capture.film import air_of
from blame3d.timeline.piece import SetPiece
from blame3d.world.types import World

_Key = tuple[str, int]
"""Name of the piece, number of the shot."""


class FilmAir:
    """Asked before a shot is shown; `capture.film.air_of` then answers at once."""

    def __init__(self, beside: Beside) -> None:
        self._beside = beside
        self._found: set[_Key] = set()
        self._asked: _Key | None = None

    def has(self, piece: SetPiece, shot: int) -> bool:
        """Whether the air of a shot has been found."""
        return (piece.name, shot) in self._found

    def known(self, world: World, piece: SetPiece, shot: int) -> bool:
        """Whether the air of a shot has been found; it is asked for when it has not."""
        found = self._beside.take("film")
        if isinstance(found, tuple):
            self._found.add(found)
        key = piece.name, shot
        if key not in self._found and self._asked != key:
            self._asked = key
            taken = piece.shots[shot]

            def find() -> _Key:
                air_of(world, piece, taken, taken.air)
                return key

            self._beside.ask("film", find)
        return key in self._found
