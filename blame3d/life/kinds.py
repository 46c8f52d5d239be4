"""The kinds of sites: the air that each moves in, how far it is drawn, and how."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from blame3d.cast.actor import Actor
from blame3d.life import builders, falls, great, rare, small, swaying, turning
from blame3d.life.site import Ranges, Site, Swept

Pose = Callable[[Site, float, float], "Actor | Sequence[Actor]"]
"""(site, time in seconds, metres to the eye) to what is drawn; but for the least width of what is
thin, the distance changes nothing."""


class Kind(NamedTuple):
    """swept: the air its moving parts ever pass through. pose: what it looks like at a time."""

    swept: Swept
    pose: Pose


KINDS: Final = {
    small.FALL: Kind(small.column, falls.falls),
    small.DUST: Kind(small.column, falls.falls),
    small.CABLE: Kind(small.column, swaying.cable),
    small.LAMP: Kind(small.column, swaying.lamp),
    small.FAN: Kind(small.disc, turning.fan),
    great.TRAM: Kind(great.line, turning.tram),
    great.WHEEL: Kind(great.wheel, turning.wheel),
    great.SPIDER: Kind(great.crane, builders.spider),
    great.GANTRY: Kind(great.gantry, builders.gantry),
    great.WALL: Kind(great.slab, builders.wall),
    great.BLOCK: Kind(great.front, rare.block),
}


def swept(site: Site) -> tuple[Ranges, ...]:
    """The air that a site's moving parts ever pass through, on its axes; no mass is in it and no
    walkway."""
    return KINDS[site.kind].swept(site)


def posed(site: Site, time_s: float, metres: float) -> tuple[Actor, ...]:
    """What a site looks like at a time, to an eye so far away."""
    found = KINDS[site.kind].pose(site, time_s, metres)
    return (found,) if isinstance(found, Actor) else tuple(found)
