"""The roles of `watchtower`."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from blame3d.cast.actor import Actor
from blame3d.cast.rig import F64
from blame3d.setpieces import pipefield
from blame3d.setpieces.players import REACH_M, Point, Stand, feet, person
from blame3d.setpieces.wanderer_marks import STANDS
from blame3d.setpieces.watchtower_losses import dragged
from blame3d.setpieces.watchtower_marks import (
    AT_HATCH,
    DOWN,
    GLOVE,
    INSIDE,
    LIES,
    PALM,
    PEOPLE,
    TAKEN,
    TOUCH,
    WALL_Y,
    Person,
)
from blame3d.setpieces.watchtower_matter import debris, hatch, lantern, lines, tower
from blame3d.setpieces.watchtower_pack import first, pack
from blame3d.setpieces.watchtower_people import SLIPPER, hanging, hangs, stand
from blame3d.timeline.piece import Role, Site


def killy(site: Site, s: float) -> tuple[Actor, ...]:
    """He is there before anybody sees him."""
    if s >= 56.0:
        return ()
    return (person("killy", site, Stand(_stands(s), 0.0, (8.0, -4.0), time=s)),)


def _stands(s: float) -> Point:
    return (10.45, -104.0, 12.0) if s < DOWN else STANDS


def roles() -> tuple[Role, ...]:
    """All of them."""

    def someone(one: Person) -> Role:
        def soles(s: float) -> F64:
            now = stand(one, s)
            if now.air or now.back or s >= one.gone:
                return np.zeros((0, 3))
            return np.array([np.array(now.at) + foot.at for foot in feet(now) if foot.standing])

        def seen(site: Site, s: float) -> tuple[Actor, ...]:
            armed = one.name in ("zuru", "fusata", "fisher-ladder", "fisher-tanks")
            armed = armed or (one.name == "tae" and s >= TOUCH)
            armed = armed and not AT_HATCH <= s < LIES - 1.0
            if s >= one.gone or (one.name == "zuru" and INSIDE[0] <= s < INSIDE[1]):
                return ()
            if one.file == SLIPPER and (down := hangs(s)) > 0.0:
                return (hanging(one, site, s, down),)
            if one.name == "fisher-crest" and s >= TAKEN[one.name]:
                before = stand(one, TAKEN[one.name] - 1e-3)
                return (dragged(one.name, site, before, stand(one, s), s),)
            return (person(one.name, site, stand(one, s), armed=armed),)

        def where(s: float) -> F64:
            now = stand(one, s)
            return np.array(now.at) + (0.0, 0.0, 1.2 if not now.back else 0.3)

        return Role(one.name, where, seen, soles, 0.4, REACH_M)

    def at(point: Point) -> Callable[[float], F64]:
        return lambda s: np.array(point)

    return (
        pipefield.role(),
        *(someone(one) for one in PEOPLE),
        Role("killy", lambda s: np.array(_stands(s)), killy, reach=REACH_M),
        Role("tower", at((83.0, -59.0, 12.0)), tower),
        Role("coin", at(GLOVE), lambda site, s: ()),
        Role("hatch", at(pipefield.HATCH), hatch),
        Role("flake", at(PALM), lambda site, s: ()),
        Role("wall", at((47.0, WALL_Y, 5.0)), lambda site, s: ()),
        Role("first", first, lambda site, s: ()),
        Role("pack", at((-12.0, 1.0, 0.9)), pack),
        Role("lantern", at((12.0, -56.0, 13.0)), lantern),
        Role("lines", at((0.0, 0.0, 1.0)), lines),
        Role("debris", at((0.0, 0.0, 1.0)), debris),
    )
