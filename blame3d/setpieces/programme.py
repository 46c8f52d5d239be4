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

PIECES: Final[Mapping[str, Callable[[], SetPiece]]] = MappingProxyType(
    {"watchtower": watchtower.piece, "wanderer": wanderer.piece}
)
"""Those that can be played, in the order of the story."""


def find(name: str) -> SetPiece:
    """The piece of this id. Raises UsageError, with the nearest id."""
    made = PIECES.get(name)
    if made is not None:
        return made()
    near = difflib.get_close_matches(name, PIECES, 1, 0.4)
    hint = f"did you mean {near[0]}?" if near else f"there is {', '.join(PIECES)}."
    raise UsageError(f"There is no scene “{name[:60]}”; {hint}", id="B3D-SCENE-01")


def names() -> tuple[str, ...]:
    """Their ids, in the order of the story."""
    return tuple(PIECES)


def listing() -> list[dict[str, object]]:
    """What one can play, a row each: id, number, title, duration_s, address, chapters."""
    rows: list[dict[str, object]] = []
    for name, made in PIECES.items():
        piece = made()
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
