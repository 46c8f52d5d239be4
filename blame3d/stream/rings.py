"""How many cells of which level are drawn around the viewer, for each quality.

Each level k below the top is a box of cells made of whole families of eight: three parents by
three on the ground, so that a cell of level k is never seen from nearer than one of its own edges
(64·2**k m), and two or three parents upwards. Two parents cost a third less and halve that distance
only straight up and down, where a City of plates and shafts mostly shows a wall; three are for
machines with a GPU. 6 × 6 × 4 cells a level are the 900 nodes and the 37 new chunks a second at
50 m/s that one worker can make; 6 × 6 × 6 are half as much again.

The top level is a grid of roots, 3 to each side and 2 up and down, cut to an ellipsoid: what lies
outside it is closed by the fog from wherever the viewer stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from blame3d.errors import UsageError
from blame3d.world.chunk import edge

QUALITIES: Final = ("low", "medium", "high", "ultra")

SPEED_DROP: Final = 80.0
"""m/s from which level 0 is dropped (half of all chunks are level 0); each doubling drops one."""

SPEED_RETURN: Final = 0.8
"""A dropped level comes back below this share of its speed, so that a steady speed cannot flap."""


@dataclass(frozen=True)
class Rings:
    """top: level of the roots. tall: three parents upwards instead of two.

    roots_h, roots_v: root cells beyond the viewer's own, to each side and up and down.
    """

    top: int
    tall: bool
    roots_h: int = 3
    roots_v: int = 2

    @property
    def radius_h(self) -> float:
        """Metres horizontally to which the world is complete, from anywhere in the root cell."""
        return float(self.roots_h * edge(self.top))

    @property
    def radius_v(self) -> float:
        """The same, straight up and down."""
        return float(self.roots_v * edge(self.top))

    @property
    def high(self) -> int:
        """Cells of one level's box on z."""
        return 6 if self.tall else 4


def rings(quality: str) -> Rings:
    """The rings of a quality name; UsageError (64) for any other name."""
    match quality:
        case "low":
            return Rings(top=6, tall=False)
        case "medium":
            return Rings(top=7, tall=False)
        case "high" | "ultra":
            return Rings(top=9, tall=True)
    raise UsageError(
        f"There is no quality {quality!r}; choose one of {', '.join(QUALITIES)}.", id="B3D-ARG-01"
    )


def radius(quality: str) -> tuple[float, float]:
    """Semi-axes (horizontal, vertical) in metres of the ellipsoid that is always complete.

    Fog has to close where (dh / horizontal)² + (dz / vertical)² reaches 1.
    """
    r = rings(quality)
    return r.radius_h, r.radius_v


def lead(shape: Rings, finest: int) -> int:
    """Metres by which asking runs before needing: a family of the finest level drawn.

    1.6 s or more at the speeds of that level; never more than a root.
    """
    return min(2 * edge(finest), edge(shape.top))


def finest_level(speed: float, previous: int = 0) -> int:
    """The finest level worth generating at this speed (m/s), given the one in use.

    0 below 80 m/s, 1 from 80, 2 from 160, … at most 6. NaN counts as 0.
    """

    def at(limit: float) -> int:
        level = 0
        while level < 6 and speed >= limit * (1 << level):
            level += 1
        return level

    rising, falling = at(SPEED_DROP), at(SPEED_DROP * SPEED_RETURN)
    return min(max(previous, rising), falling)
