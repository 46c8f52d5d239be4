"""The roles of `wanderer`."""

from __future__ import annotations

import numpy as np

from blame3d.cast.rig import F64
from blame3d.setpieces import pipefield
from blame3d.setpieces.players import REACH_M, Point, Stand, feet
from blame3d.setpieces.wanderer_fishers import fisher, fisher_at
from blame3d.setpieces.wanderer_killy import eye_at, killy, killy_at
from blame3d.setpieces.wanderer_marks import FUSATA, HALF_MASK, MOUTH_M, TAE, TARGET, ZURU, on
from blame3d.setpieces.wanderer_matter import debris, small
from blame3d.setpieces.wanderer_pack import PACK_M, half_mask, left, pack
from blame3d.timeline.piece import Role


def roles() -> tuple[Role, ...]:
    """All of them."""

    def one(name: str, at: Point) -> Role:
        return Role(
            name,
            lambda s: np.array(at) + (0.0, 0.0, 1.2),
            lambda site, s: fisher(name, site, s),
            lambda s: _soles(fisher_at(name, s)),
            0.4,
            REACH_M,
        )

    def he(s: float) -> F64:
        stand = killy_at(s)
        return np.array(stand.at) + (0.0, 0.0, 1.3 - 1.0 * stand.back)

    return (
        pipefield.role(),
        Role("killy", he, killy, lambda s: _soles(killy_at(s)), 0.5, REACH_M),
        one("zuru", ZURU),
        one("tae", TAE),
        one("fusata", FUSATA),
        Role("pack", lambda s: np.array([-12.0, 1.0, 0.9]), pack, reach=PACK_M),
        Role("left", lambda s: TARGET, left),
        Role("hole", lambda s: np.array(on(MOUTH_M)), lambda site, s: ()),
        Role("debris", lambda s: TARGET, debris),
        Role("mask", lambda s: HALF_MASK + (0.0, 0.0, 0.1), half_mask, reach=REACH_M),
        Role("small", he, small),
        Role("eye", lambda s: np.array(eye_at(s)[0]), lambda site, s: ()),
    )


def _soles(stand: Stand) -> F64:
    """What of somebody rests on a surface."""
    if stand.air or stand.back:
        return np.zeros((0, 3))
    return np.array([np.array(stand.at) + foot.at for foot in feet(stand) if foot.standing])
