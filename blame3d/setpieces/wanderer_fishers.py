"""Zuru, Tae and Fusata in `wanderer`: with their backs to us before the pack; then they turn to him
who comes, and look after him."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Final

import numpy as np

from blame3d.cast.actor import Actor
from blame3d.cast.rig import turn_z
from blame3d.setpieces import effects
from blame3d.setpieces.players import Point, Stand, hips, person, shaped, sideways, towards
from blame3d.setpieces.wanderer_marks import (
    BARED,
    COMES_M,
    DROPS,
    DROPS_DOWN,
    FIRE,
    FUSATA,
    LANDS,
    LEAVES,
    NOTICED,
    TAE,
    ZURU,
)
from blame3d.timeline.keys import bump, linear, ramp, turned
from blame3d.timeline.noise import wobble
from blame3d.timeline.piece import Site

_LOWERED: Final = 36.0
"""From when on the three hold no harpoons any more."""
_PLACES: Final = {"zuru": (ZURU, 1), "tae": (TAE, 2), "fusata": (FUSATA, 3)}
_BEFORE_HIM: Final = ((0.45, 0.0, 7.0), (0.25, 0.10, 4.0), (0.38, 0.26, -6.0))
"""How low each of the three ducks when he lands, stands before him, and by how many degrees each
leans back: Fusata is lowest, behind the others."""
_STARTLED: Final = (0.15, 0.42, 0.62)
"""Seconds after he is down when each looks round."""
_HE: Final[Point] = (DROPS[0] - COMES_M, DROPS[1], 0.0)
"""Where he stops."""


def _turns(name: str) -> tuple[tuple[float, float, float, float], ...]:
    """When somebody turns, for how long, to which heading, and after which share of that the head
    is there; in order of time."""
    place, number = _PLACES[name]
    lands = LANDS + _STARTLED[number - 1]
    first = towards(place, (*DROPS, 0.0))[0]
    after = -82.0 - 5.0 * number
    past = (LANDS + 6.6 + 0.3 * number, 1.3, towards(place, _HE)[0], 0.7)
    leaves = (LEAVES + 1.0 + 0.3 * number, 1.4, after, 0.7)
    return ((lands, 1.1, first, 0.22), past, leaves)


@lru_cache(maxsize=16)
def fisher_at(name: str, s: float) -> Stand:
    place, number = _PLACES[name]
    fear = 1.0 - 0.7 * ramp(s, FIRE + 1.0, FIRE + 6.0)
    blown = bump(s, FIRE + 0.15, FIRE + 0.4, FIRE + 4.0)
    before, heading, share, there = 90.0, 90.0, 0.0, 1.0
    for begin, lasts, to, snaps in _turns(name):
        if s < begin:
            break
        before, heading, there = heading, to, snaps
        share = ramp(s, begin, begin + lasts, linear)
    ahead = turned(before, heading, ramp(share, 0.0, there))
    up = 12.0 * ramp(s, LANDS + 2.2, LANDS + 5.0) * (1.0 - ramp(s, LEAVES + 1.5, LEAVES + 3.0))
    crouch = (0.30 + 0.08 * number) * (1.0 - 0.8 * ramp(s, LANDS + 1.0, LANDS + 3.0))
    # One of the pack drops down: they flinch, and Fusata has to look at the others.
    begins = DROPS_DOWN + 0.12 + 0.10 * number
    flinch = ramp(s, begins, begins + 0.14) * (1.0 - ramp(s, NOTICED + 0.5, NOTICED + 2.0))
    glance = flinch * (number == 3) * (1.0 - ramp(s, NOTICED - 0.2, NOTICED + 0.1))
    # The floor shakes: each ducks, and looks up in its own time; then they draw back from him.
    eases = (0.4, 1.4, 1.8)[number - 1]
    duck = ramp(s, LANDS, LANDS + 0.12 + 0.05 * number)
    duck *= 1.0 - ramp(s, LANDS + eases, LANDS + 2.0 * eases)
    ducks, shies, back = _BEFORE_HIM[number - 1]
    shy = ramp(s, LANDS + 3.2, LANDS + 5.2) * (1.0 - ramp(s, LEAVES + 0.6, LEAVES + 2.0))
    now = Stand(
        place,
        heading,
        (ahead + 58.0 * glance + 3.0 * fear * wobble(number + 7, s, 0.35), -3.0 + up),
        crouch=crouch + 0.30 * blown + 0.22 * flinch + ducks * duck + shies * shy,
        sway=0.8 * fear * wobble(number, s, 3.0) + back * max(duck, shy),
        time=s,
        before=before,
        turned=share,
    )
    if name == "zuru":
        lifted = ramp(s, BARED - 1.5, BARED - 0.5)
        # Told, she looks down; then after him.
        told = ramp(s, LEAVES - 0.9, LEAVES - 0.2) * (1.0 - ramp(s, LEAVES + 0.9, LEAVES + 1.6))
        now = replace(now, look=(now.look[0], now.look[1] - 34.0 * told))
        if lifted > 0.0:
            z = 1.42 - 0.44 * ramp(s, BARED + 0.05, BARED + 0.95)
            right, left = sideways(hips(now), 0.14, 0.17, z), sideways(hips(now), -0.14, 0.17, z)
            return replace(now, hand=right, far=lifted, other=left, other_far=lifted)
        return replace(now, aim=0.95 * (1.0 - ramp(s, FIRE + 2.0, FIRE + 4.0)))
    # The other two hold each other from when he comes.
    held = ramp(s, LANDS + 3.0, LANDS + 4.5)
    down = ramp(s, LANDS + 0.2, LANDS + 0.6) * (1.0 - ramp(s, LANDS + 1.8, LANDS + 3.0))
    if down > 0.0:
        # Tae has an arm before her visor, Fusata both over his head.
        top = 1.52 - 0.42 * now.crouch
        left = sideways(hips(now), -0.02, 0.36, top + 0.02)
        if name == "tae":
            return replace(now, other=left, other_far=down)
        left, right = (sideways(hips(now), 0.30 * side, 0.24, top - 0.06) for side in (-1.0, 1.0))
        return replace(now, hand=right, far=down, other=left, other_far=down)
    if name == "tae":
        return replace(now, hand=(0.46, 0.20, 1.10), far=held, other=(0.40, 0.10, 1.0),
                       other_far=held)  # fmt: skip
    aimed = 0.8 * (1.0 - ramp(s, FIRE + 1.5, FIRE + 3.0))
    return replace(now, aim=aimed, other=(-0.46, -0.20, 1.14), other_far=held)


def fisher(name: str, site: Site, s: float) -> tuple[Actor, ...]:
    """With a harpoon until that is lowered; Zuru, from when it is off, with her helmet in hand."""
    stand, armed = fisher_at(name, s), s < _LOWERED
    if name != "zuru" or s < BARED:
        return (person(name, site, stand, armed=armed),)
    up, down = ramp(s, BARED, BARED + 0.35), ramp(s, BARED + 0.05, BARED + 0.95)
    ahead, high = 0.17 + 0.12 * down, 1.44 + 0.12 * up - 0.60 * down
    at = np.array(ZURU) + sideways(hips(stand), 0.0, ahead, high)
    turn = turn_z(hips(stand))
    tip = np.radians(50.0 * down)
    lean = np.array([[1, 0, 0], [0, np.cos(tip), -np.sin(tip)], [0, np.sin(tip), np.cos(tip)]])
    rows = effects.matrix(turn @ lean, np.ones(3), np.zeros(3))[None]
    return person("zuru-bare", site, stand, armed=armed), shaped("helmet", site, at, rows)
