"""How much is drawn: one row a quality."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from blame3d.errors import UsageError
from blame3d.stream.rings import radius


@dataclass(frozen=True)
class Quality:
    """Limits of a frame.

    triangles: most that are asked for. seen: most of them that are drawn where the CPU draws, and
    chooses among what can be seen. min_px: parts smaller than this on the screen are left out.
    scale: share of the window's pixels drawn in explore. fine: surfaces have all their detail at
    every distance (FINE in shaders/city.frag).
    """

    name: str
    triangles: int
    seen: int
    min_px: float
    scale: float
    fine: bool

    @property
    def radius_m(self) -> tuple[float, float]:
        """Semi-axes (horizontal, vertical) of what is always covered, where the air closes."""
        return radius(self.name)

    def eased(self, by: float, *, picked: bool) -> Quality:
        """The same without parts that are less than `by` (1 or more) times as large. picked: the
        CPU draws; less is then drawn of as much that is asked for, or walls would go with it."""
        if picked:
            return replace(self, min_px=self.min_px * by, seen=int(self.seen / by))
        return replace(self, min_px=self.min_px * by, triangles=int(self.triangles / (by * by)))

    @property
    def unhurried(self) -> Quality:
        """The same for a picture, which may take its time: no part that shows is left out."""
        most, px = 8_000_000, min(self.min_px, 0.6)
        return replace(self, triangles=most, seen=most, min_px=px, fine=True)


QUALITIES: Final = {
    q.name: q
    for q in (
        Quality("low", 45_000, 12_000, 1.2, 0.5, False),
        Quality("medium", 300_000, 300_000, 1.0, 1.0, False),
        Quality("high", 1_000_000, 1_000_000, 0.7, 1.0, True),
        Quality("ultra", 4_000_000, 4_000_000, 0.5, 1.0, True),
    )
}


def quality(name: str) -> Quality:
    """The named quality. Raises UsageError for another word."""
    try:
        return QUALITIES[name]
    except KeyError:
        names = ", ".join(QUALITIES)
        raise UsageError(f"There is no quality {name!r}; choose one of {names}.") from None
