"""Which set pieces there are, and how one is found."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from blame3d.errors import UsageError
from blame3d.setpieces import wanderer, watchtower
from blame3d.timeline.piece import SetPiece, sample
from blame3d.view import Address
from blame3d.world.sites import HOME

PIECES: Final[Mapping[str, Callable[[int], SetPiece]]] = MappingProxyType(
    {"watchtower": watchtower.piece, "wanderer": wanderer.piece}
)
"""Those that can be played, in the order of the story."""


def find(name: str, seed: int = HOME) -> SetPiece:
    """The piece of this id in a City. Raises UsageError, with the nearest id, and DataError where
    it has no place."""
    made = PIECES.get(name)
    if made is not None:
        return made(seed)
    near = difflib.get_close_matches(name, PIECES, 1, 0.4)
    hint = f"did you mean {near[0]}?" if near else f"there is {', '.join(PIECES)}."
    raise UsageError(f"There is no scene “{name[:60]}”; {hint}", id="B3D-SCENE-01")


def names() -> tuple[str, ...]:
    """Their ids, in the order of the story."""
    return tuple(PIECES)


def listing(seed: int = HOME) -> list[dict[str, object]]:
    """What one can play in a City, a row each: id, number, title, duration_s, address, chapters."""
    rows: list[dict[str, object]] = []
    for name, made in PIECES.items():
        piece = made(seed)
        begin = sample(piece, 0.0)
        rows.append(
            {
                "name": name,
                "id": name,
                "number": piece.number,
                "title": piece.title[0],
                "about": f"{piece.number}  {piece.title[0]}, {piece.duration_s:g} s",
                "duration_s": piece.duration_s,
                "address": str(
                    Address(begin.pose, seed=piece.site.seed, fov=begin.fov_h, scene=name, t=0.0)
                ),
                "chapters": [{"t": c.t, "title": c.en} for c in piece.chapters],
            }
        )
    return rows
