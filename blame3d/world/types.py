"""The arguments of generation: a world is a value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from blame3d.view import Beam

__all__ = ["GEN_VERSION", "Beam", "Guest", "World"]

GEN_VERSION: Final = 1
"""Raised whenever the same arguments give other bytes."""


@dataclass(frozen=True)
class Guest:
    """A piece of one City that stands in another: see `world.sites`.

    seed: of the City that it is of; host: of the one in which it stands. lo, hi: its corners there
    where it is of, whole metres; by: how far it has been moved.
    """

    seed: int
    host: int
    lo: tuple[int, int, int]
    hi: tuple[int, int, int]
    by: tuple[int, int, int]


@dataclass(frozen=True)
class World:
    """Everything that decides a chunk besides its level and cell.

    seed: 0 … 2**64-1. epoch: how far the Builders have got, 0 … 1: before 1.0 some spans, piers,
    galleries and fittings do not stand yet, and what stands stays; masses and ways are older than
    they are. edits: beams in firing order. guest: what of another City stands in this one; cells
    and edits are then meant as its host has them or, where the seed is the guest's own, as there.
    """

    seed: int
    gen_version: int = GEN_VERSION
    epoch: float = 1.0
    edits: tuple[Beam, ...] = ()
    guest: Guest | None = None

    @property
    def untouched(self) -> World:
        """This world before anything was taken away."""
        return replace(self, edits=()) if self.edits else self
