"""The arguments of generation: a world is a value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

GEN_VERSION: Final = 1
"""Raised whenever the same arguments give other bytes."""


@dataclass(frozen=True)
class Beam:
    """A straight cylinder of matter that the gun took away.

    origin_mm: integer millimetres, world axes. h_mdeg, p_mdeg: heading and pitch in integer
    millidegrees (Panda's convention: heading 0 looks along +y and grows counter-clockwise seen
    from above, pitch grows upwards). length_m up to 70,000; radius_m of the hole.
    """

    origin_mm: tuple[int, int, int]
    h_mdeg: int
    p_mdeg: int
    length_m: float
    radius_m: float


@dataclass(frozen=True)
class World:
    """Everything that decides a chunk besides its level and cell.

    seed: 0 … 2**64-1. epoch: how far the Builders have got, 0 … 1. edits: beams in firing order.
    """

    seed: int
    gen_version: int = GEN_VERSION
    epoch: float = 1.0
    edits: tuple[Beam, ...] = ()
