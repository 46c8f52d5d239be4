"""How much is drawn: one row a quality."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from blame3d.errors import UsageError
from blame3d.stream.rings import radius


@dataclass(frozen=True)
class Quality:
    """Limits of a frame.

    triangles: most triangles submitted. min_px: parts smaller than this on the screen are left
    out. scale: share of the window's pixels drawn in explore. fine: surfaces have all their detail
    at every distance (FINE in shaders/city.frag).
    """

    name: str
    triangles: int
    min_px: float
    scale: float
    fine: bool

    @property
    def radius_m(self) -> tuple[float, float]:
        """Semi-axes (horizontal, vertical) of what is always covered, where the air closes."""
        return radius(self.name)

    def eased(self, by: float) -> Quality:
        """The same without parts that are less than `by` (1 or more) times as large."""
        return replace(self, triangles=int(self.triangles / (by * by)), min_px=self.min_px * by)

    @property
    def unhurried(self) -> Quality:
        """The same for a picture, which may take its time: no part that shows is left out."""
        return replace(self, triangles=8_000_000, min_px=min(self.min_px, 0.6), fine=True)


QUALITIES: Final = {
    q.name: q
    for q in (
        Quality("low", 45_000, 1.2, 0.5, False),
        Quality("medium", 300_000, 1.0, 1.0, False),
        Quality("high", 1_000_000, 0.7, 1.0, True),
        Quality("ultra", 4_000_000, 0.5, 1.0, True),
    )
}


def quality(name: str) -> Quality:
    """The named quality. Raises UsageError for another word."""
    try:
        return QUALITIES[name]
    except KeyError:
        names = ", ".join(QUALITIES)
        raise UsageError(f"There is no quality {name!r}; choose one of {names}.") from None
