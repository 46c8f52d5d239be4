"""Where and when in `wanderer`: places in metres of the site, moments in story time, and the line
of the shot. Everything else of the piece is written in these."""

from __future__ import annotations

from typing import Final

import numpy as np

from blame3d.setpieces.players import Point, towards
from blame3d.timeline.piece import Site
from blame3d.view import Beam

NOTICED: Final = 7.2
"""When all masks turn."""
DROPS_DOWN: Final = 4.4
"""When the first of the pack comes down on all its hands."""
FIRE: Final = 21.4
"""When the beam leaves the gun."""
THROWN: Final = 0.62
"""Seconds after it, when what it did comes back to who fired."""
LANDS: Final = 38.3
"""When he comes down on the footbridge."""
BARED: Final = 49.6
"""When Zuru's helmet is off."""
READ: Final = (51.8, 54.5)
"""From when to when one reads in his eye."""
LEAVES: Final = 56.6
"""When he turns away."""

AFTER: Final = 6.65
"""Film time less story time from when he gets up on."""
TAKEN: Final = 21.65
"""Film time from which on one sees those whom it takes."""
HOLE: Final = 22.75
"""Film time from which on one looks into it."""
RECOIL: Final = 26.3
"""Film time from which on one lies before him who has fired."""
FLIES: Final = 0.09
"""Seconds that he has flown then."""
BLOWN: Final = 29.7
"""Film time from which on one sees the three again."""
RISES: Final = 32.6
"""Film time from which on he gets up."""
SLOW: Final = 0.42
"""Share of its speed at which one sees him thrown."""
GONE: Final = 0.10
"""Seconds after the shot when nothing of the pack is there any more."""
RETURNS: Final = 39.4
"""Film time from which on he is where that bridge passes over the other."""
FALLS: Final = 42.95
"""Film time from which on he is seen from below."""
COMES_DOWN: Final = 44.55
"""Film time of the cut before he is on the floor."""
CLOCK: Final = (
    # Film and story. The line at its full light for all of its quarter second; whom it takes;
    # the hole, and dust that all but hangs; he is thrown slowly.
    (0.0, 0.0),
    (FIRE, FIRE),
    (TAKEN, FIRE + 0.03),
    (HOLE - 0.01, FIRE + 0.95 * GONE),
    (HOLE, FIRE + 0.25),
    (RECOIL, FIRE + THROWN + FLIES),
    (BLOWN, FIRE + THROWN + FLIES + SLOW * (BLOWN - RECOIL)),
    (RISES, RISES - AFTER),
    # What he walks in between is left out; he falls slowly.
    (RETURNS - 0.01, RETURNS - 0.01 - AFTER),
    (RETURNS, LANDS - 4.65),
    (FALLS, LANDS - 4.65 + FALLS - RETURNS),
    (COMES_DOWN, COMES_DOWN - AFTER),
    (70.0, 70.0 - AFTER),
)

STANDS: Final[Point] = (10.45, -72.0, 12.0)
"""Killy, at the edge of the bridge."""
MUZZLE: Final = np.array([10.3, -71.3, 13.42])
TARGET: Final = np.array([-11.6, 10.0, 1.9])
_TO: Final = TARGET - MUZZLE
REACH_M: Final = float(np.sqrt(_TO @ _TO))
"""From the muzzle to the pack."""
WAY: Final = _TO / REACH_M
AIM: Final = towards(MUZZLE, TARGET)
MOUTH_M: Final = 102.0
"""From the muzzle to where the bore goes into the wall."""
FROM_M: Final = 8.0
"""From the muzzle to where matter begins to be missing: the gunner keeps his floor."""
RADIUS_M: Final = 5.0
LENGTH_M: Final = 70_000.0 - FROM_M

BLASTS: Final = tuple(REACH_M + d for d in (66.0, 150.0, 420.0, 900.0, 1500.0))
"""Metres from the muzzle."""

DROPS: Final = (8.3, 0.0)
"""x, y below the bridge where he comes down."""
COMES_M: Final = 8.5
"""How far he walks from there."""
ZURU: Final[Point] = (-1.4, 0.25, 0.0)
TAE: Final[Point] = (-0.2, 0.85, 0.0)
FUSATA: Final[Point] = (0.75, 1.3, 0.0)
HALF_MASK: Final = np.array([-4.2, 0.25, 0.0])


def on(metres: float) -> Point:
    """A point of the shot's line, from the muzzle."""
    x, y, z = (float(v) for v in MUZZLE + WAY * metres)
    return x, y, z


def beam(site: Site) -> Beam:
    """What the shot takes away, for ever."""
    heading, pitch = AIM
    h, p = round((heading + site.heading) * 1000.0), round(pitch * 1000.0)
    return Beam(site.mm(on(FROM_M)), h, p, LENGTH_M, RADIUS_M)
