"""How much is drawn: one row a quality."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from blame3d.errors import UsageError


@dataclass(frozen=True)
class Quality:
    """Limits of a frame.

    triangles: most triangles submitted. min_px: parts smaller than this on the screen are left
    out. top_level: coarsest level drawn. rings: cells drawn on each side of the eye's cell,
    (horizontally, vertically). scale: share of the window's pixels drawn in explore.
    """

    name: str
    triangles: int
    min_px: float
    top_level: int
    rings: tuple[int, int]
    scale: float

    @property
    def radius_m(self) -> tuple[float, float]:
        """Half extents (horizontal, vertical) in metres that are always covered."""
        edge = 64.0 * 2.0**self.top_level
        return self.rings[0] * edge, self.rings[1] * edge


QUALITIES: Final = {
    q.name: q
    for q in (
        Quality("low", 100_000, 1.2, 6, (3, 2), 0.5),
        Quality("medium", 300_000, 1.0, 7, (3, 2), 1.0),
        Quality("high", 1_000_000, 0.7, 9, (3, 2), 1.0),
        Quality("ultra", 4_000_000, 0.5, 9, (3, 2), 1.0),
    )
}


def quality(name: str) -> Quality:
    """The named quality. Raises UsageError for another word."""
    try:
        return QUALITIES[name]
    except KeyError:
        names = ", ".join(QUALITIES)
        raise UsageError(f"There is no quality {name!r}; choose one of {names}.") from None
