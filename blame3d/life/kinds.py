"""The kinds of sites: the air that each moves in."""

from __future__ import annotations

from typing import Final

from blame3d.life import great, small
from blame3d.life.site import Ranges, Site, Swept

SWEPT: Final[dict[str, Swept]] = {
    small.FALL: small.column, small.DUST: small.column, small.CABLE: small.column,
    small.LAMP: small.column, small.FAN: small.disc, great.TRAM: great.line,
    great.WHEEL: great.wheel, great.SPIDER: great.crane, great.GANTRY: great.gantry,
    great.WALL: great.slab, great.BLOCK: great.front,
}  # fmt: skip


def swept(site: Site) -> tuple[Ranges, ...]:
    """The air that a site's moving parts ever pass through, on its axes; no mass is in it and no
    walkway."""
    return SWEPT[site.kind](site)
