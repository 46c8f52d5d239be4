"""The arguments of generation: a world is a value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from blame3d.view import Beam

__all__ = ["GEN_VERSION", "Beam", "World"]

GEN_VERSION: Final = 1
"""Raised whenever the same arguments give other bytes."""


@dataclass(frozen=True)
class World:
    """Everything that decides a chunk besides its level and cell.

    seed: 0 … 2**64-1. epoch: how far the Builders have got, 0 … 1: before 1.0 some spans, piers,
    galleries and fittings do not stand yet, and what stands stays; masses and ways are older than
    they are. edits: beams in firing order.
    """

    seed: int
    gen_version: int = GEN_VERSION
    epoch: float = 1.0
    edits: tuple[Beam, ...] = ()

    @property
    def untouched(self) -> World:
        """This world before anything was taken away."""
        return replace(self, edits=()) if self.edits else self
