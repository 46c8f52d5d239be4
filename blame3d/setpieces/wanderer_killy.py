"""Killy in `wanderer`: on the bridge until he was thrown on his back and stood up; then with the
others, and away."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from math import exp
from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.cast.actor import Actor
from blame3d.cast.model import HEAD, load
from blame3d.cast.rig import turn_x, turn_y, turn_z
from blame3d.cast.sprawl import eased, sprawled
from blame3d.setpieces import effects
from blame3d.setpieces import wanderer_thrown as thrown
from blame3d.setpieces.players import Point, Stand, person, shaped, towards
from blame3d.setpieces.walks import Course, Go
from blame3d.setpieces.wanderer_marks import (
    AIM,
    COMES_M,
    DROPS,
    FIRE,
    LANDS,
    LEAVES,
    READ,
    STANDS,
    THROWN,
    ZURU,
)
from blame3d.timeline.keys import bump, linear, ramp, rush, turned
from blame3d.timeline.noise import wobble
from blame3d.timeline.piece import Site

_LEAPS_UP: Final = 4.6
_FALLS_S: Final = 2.1031
_GOES: Final = LANDS - _FALLS_S
"""Till then he is on the bridge: he leaps over its rail, m/s upwards, and comes down twelve metres
below."""
_CROSSES: Final = 32.0
"""From when on he walks where that bridge passes over the other."""
_EDGE: Final[Point] = (10.5, -8.6, STANDS[2])
_OVER: Final = Course((_EDGE[0], -14.2, STANDS[2]), 0.0, (Go(_CROSSES + 0.2, _EDGE, 1.6),))
_COMES: Final = LANDS + 2.0
_TO_HER: Final = towards((DROPS[0] - COMES_M, DROPS[1], 0.0), ZURU)[0]
_COMES_SPEED: Final = 1.6
_LEAVES_SPEED: Final = 1.5
_AWAY: Final = -90.0
_LEAVES_M: Final = 12.0
"""Back below the ring of the broken pipe, as he has come."""
_THROWN_M: Final = 9.0
_BACK: Final = (0.22, -0.975)
"""By what, and which way along the bridge."""
_STRUCK: Final = FIRE + THROWN - 0.02
"""From the cut to what throws him."""
_EASES_S: Final = 0.3
_NECK: Final = np.array([-0.245, 0.135, 1.525])
"""His left wrist while the hand is at the collar; right of him, ahead, up."""
_ELBOW: Final[Point] = (-1.0, 0.15, -0.35)
_EYE: Final = np.array([0.030, 0.0990, 0.1555])
"""His right eye: right of the joint of the head, ahead, up."""
_LINES: Final = 7
"""That he reads."""
_FOLDS: Final = 4
"""Of his coat in the air, to each side."""
_LIES: Final = 0.5
"""Share of how far it was spread that it is on the floor."""
AMPOULE: Final = (16.8, 17.3, 18.75, 19.3)
"""The hand comes, is there, goes, is gone."""


@lru_cache(maxsize=16)
def killy_at(s: float) -> Stand:
    if s < _GOES:
        return _gunner(s)
    x, y = DROPS
    fall = LANDS - s
    if fall > 0.0:
        flown = _FALLS_S - fall
        z = 12.0 + _LEAPS_UP * flown - 0.5 * 9.81 * flown**2
        x, y = (a + (b - a) * fall / _FALLS_S for a, b in zip(DROPS, _EDGE, strict=False))
        heading = 17.0 + 73.0 * ramp(flown, 1.0, _FALLS_S)
        return Stand((x, y, z), heading, (90.0, -24.0), air=1.0, speed=3.0, time=s)
    if s >= LEAVES:
        return _leaving(s - LEAVES, x - COMES_M, y, s)
    asks = ramp(s, _COMES + 4.6, _COMES + 5.8)
    look = (90.0 + (_TO_HER - 90.0) * asks, -2.0 - 14.0 * asks)
    if s < _COMES:
        return Stand((x, y, 0.0), 90.0, look, back=0.2 * _kneels(s), time=s)
    gone = min(COMES_M, (s - _COMES) * _COMES_SPEED)
    return Stand((x - gone, y, 0.0), 90.0, look, gone, COMES_M, _COMES_SPEED, time=s)


def _neck() -> Point:
    """His left wrist at the collar, from where he stands."""
    x, y, z = (float(v) for v in turn_z(AIM[0]) @ _NECK)
    return x, y, z


def _gunner(s: float) -> Stand:
    x, y, z = STANDS
    heading, pitch = AIM
    age = s - FIRE
    if age < THROWN:
        begin, there, back, gone = AMPOULE
        ampoule = ramp(s, begin, there) * (1.0 - ramp(s, back, gone))
        look = (heading + 10.0 * ampoule, pitch + 12.0 * ampoule)
        slit = ramp(s, 19.4, FIRE, rush) if age < 0.0 else exp(-age / 0.2)
        return Stand(
            STANDS,
            heading,
            look,
            aim=ramp(s, 18.75, 19.4),
            time=s,
            other=_neck(),
            other_far=ampoule,
            other_pole=_ELBOW,
            glow=1.0 + 5.0 * slit,
        )
    if s >= _CROSSES:
        low = 0.75 * ramp(s, _GOES - 0.28, _GOES - 0.06)
        now = _OVER.stand(s)
        return replace(now, crouch=low, look=(now.heading + 60.0 * (low > 0.0), -22.0))
    # Thrown nine metres on his back, along the bridge (`wanderer_thrown`).
    after = age - THROWN
    gone, high = thrown.flight(after)
    flown = _THROWN_M * gone
    # Till he stands, his soles are nowhere that one could rely on.
    lies = ramp(after, 0.3, 0.6) * (1.0 - ramp(after, 4.0, 5.6))
    lies = max(lies, 0.01) if after < thrown.UP + _EASES_S else 0.0
    arm = bump(after, 6.4, 7.0, 8.0)  # he looks at the arm that smokes, then where it points
    return Stand(
        (x + _BACK[0] * flown, y + _BACK[1] * flown, z + high),
        heading,
        (heading - 48.0 * arm, 2.0 - 34.0 * arm),
        back=lies,
        time=s,
    )


def _sprawls(s: float) -> float | None:
    """Seconds since he was struck, while his limbs are put one by one; else None."""
    after = s - FIRE - THROWN
    return after if s >= _STRUCK and after < thrown.UP + _EASES_S else None


def _leaving(turn: float, begin: float, y: float, s: float) -> Stand:
    """Eyes, head, then body: he turns and goes, the way that he came."""
    if turn < 1.1:
        share = ramp(turn, 0.0, 1.1, linear)
        away = turned(90.0, _AWAY + 1.0, ramp(turn, 0.0, 0.8))
        return Stand((begin, y, 0.0), _AWAY, (away, -2.0), before=90.0, turned=share, time=s)
    gone = min(_LEAVES_M, (turn - 1.1) * _LEAVES_SPEED)
    at = (begin + gone, y, 0.0)
    return Stand(at, _AWAY, (_AWAY, -2.0), gone, _LEAVES_M, _LEAVES_SPEED, time=s)


def killy(site: Site, s: float) -> tuple[Actor, ...]:
    """He; and while one reads in it, his right eye as it is from near by. Before the
    glow of what he has shot, and down there black before black: light runs along his edge."""
    shone_on = FIRE <= s < FIRE + 2.0 or s >= _CROSSES
    now = replace(killy_at(s), rim=0.8 * shone_on)
    after = _sprawls(s)
    if after is not None:
        return _on_the_floor(site, now, after)
    if now.air and not _kneels(s):
        return _coat(site, now, _upright(now), s)
    him = person("killy", site, now)
    kneels = _kneels(s)
    if kneels > 0.0:
        down = sprawled(load("killy"), now.heading, thrown.LANDED)
        joints = eased(_upright(replace(now, back=0.0)), down, kneels)
        return (*_coat(site, now, joints, s), *_below(site, now.at, 1.5))
    if READ[0] <= s < READ[1]:
        return him, _eye(him, s)
    return (him, *_below(site, now.at, 1.0)) if s >= _STRUCK and not now.air else (him,)


def _upright(now: Stand) -> NDArray[np.float32]:
    """His joints about his place."""
    return person("killy", Site((0, 0, 0), 0.0), replace(now, at=(0.0, 0.0, 0.0))).joints


def _coat(site: Site, now: Stand, posed: NDArray[np.float32], s: float) -> tuple[Actor, ...]:
    """He while the air that he falls through spreads and lifts his coat, and until that lies after
    him on the floor; between its halves what is cloth hangs in folds. posed: about his place."""
    model, folds = load("killy"), []
    share = ramp(s, _GOES + 0.2, _GOES + 1.0)
    share *= 1.0 - (1.0 - _LIES) * ramp(s, LANDS + 0.05, LANDS + 0.7)
    if s >= LANDS:
        share *= _kneels(s)
    body = posed[model.index("hips"), :, :3].astype(np.float64)
    for fold in range(_FOLDS):
        joints = posed.astype(np.float64)
        if fold:
            joints[:, :, :3] = 0.0
        part = 1.0 - fold / _FOLDS
        for side, name in ((-1.0, "coat_l"), (1.0, "coat_r")):
            row = model.index(name)
            flap = 9.0 * wobble(31 + int(side) + 2 * fold, s, 4.0)
            wide = -side * share * (46.0 * part + flap)
            turn = turn_y(wide) @ turn_x(-share * (34.0 + 22.0 * (1.0 - part) - flap))
            joints[row, :, :3] = body @ turn @ body.T @ posed[row, :, :3]
        folds.append(replace(shaped("killy", site, now.at, joints), rim=now.rim))
    return tuple(folds)


def _kneels(s: float) -> float:
    """0 … 1: how far he is down on a knee, from when he has come down until he stands."""
    return ramp(s, LANDS - 0.06, LANDS + 0.04) * (1.0 - ramp(s, LANDS + 1.0, LANDS + 2.0))


def hand_at(after: float) -> Point:
    """Where the hand is that holds the gun, seconds after he was struck, till he stands."""
    now, how = killy_at(FIRE + THROWN + after), thrown.pose_at(after)
    x, y, z = (np.array(now.at) + turn_z(now.heading + how.turn) @ np.array(how.hand)).tolist()
    return x, y, z


def _on_the_floor(site: Site, now: Stand, after: float) -> tuple[Actor, ...]:
    """He who is thrown and gets up, and the dark below him."""
    how = thrown.pose_at(after)
    joints = sprawled(load("killy"), now.heading, how)
    up = ramp(after, thrown.UP, thrown.UP + _EASES_S)
    if up > 0.0:
        joints = eased(joints, _upright(now), up)
    him = replace(shaped("killy", site, now.at, joints.astype(np.float64)), rim=now.rim)
    hips = turn_z(now.heading + how.turn) @ (how.hips[0], how.hips[1], 0.0)
    spot = (now.at[0] + float(hips[0]), now.at[1] + float(hips[1]), STANDS[2])
    return him, _dark(site, spot, 1.5 - 0.5 * min(1.0, how.hips[2]))


def _dark(site: Site, at: Point, size: float) -> Actor:
    """What he keeps from the floor: without it, who stands before pale air seems to hover."""
    rows = effects.matrix(np.eye(3), np.array([size, size, 1.0]), np.array([0.0, 0.0, 0.008]))
    return shaped("shadow", site, at, rows[None])


def _below(site: Site, at: Point, size: float) -> tuple[Actor, ...]:
    """The same, and darkest where his soles are: for who is seen from afar."""
    x, y, z = at
    return _dark(site, at, size), _dark(site, (x, y, z + 0.004), 0.62 * size)


def eye_at(s: float) -> tuple[Point, Point]:
    """His right eye in metres of the site, and the way that it looks, at a moment of READ."""
    site = Site((0, 0, 0), 0.0)
    him = person("killy", site, killy_at(s))
    head = him.joints[load("killy").index(HEAD)].astype(np.float64)
    at = head[:, :3] @ _EYE + head[:, 3] + np.array(him.position_mm) / 1000.0
    x, y, z = at.tolist()
    u, v, w = head[:, 1].tolist()
    return (x, y, z), (u, v, w)


def _eye(him: Actor, s: float) -> Actor:
    """The eye's model hangs on the head. Its lids close when what it read is not there."""
    model = load("eye")
    head = him.joints[load("killy").index(HEAD)].astype(np.float64)
    out = np.zeros((len(model.names), 3, 4))
    out[:, :, :3] = head[:, :3]
    out[:, :, 3] = head[:, 3] + head[:, :3] @ _EYE
    age = s - READ[0]
    shut = ramp(age, 2.15, 2.4) + bump(age, 0.25, 0.34, 0.43)
    lid = model.index("lid")
    out[lid, :, :3] = head[:, :3] * (1.0, 1.0, max(0.02, shut))
    out[lid, :, 3] += head[:, :3] @ model.pivot[lid]
    for n in range(_LINES):
        # Lines come one after another and run to the side that they are read to.
        row = model.index(f"line{n}")
        seen = ramp(age, 0.45 + 0.14 * n, 0.55 + 0.14 * n)
        slide = np.array([0.0016 * (1.0 - ramp(age, 0.45 + 0.14 * n, 0.9 + 0.14 * n)), 0.0, 0.0])
        out[row, :, :3] *= seen
        out[row, :, 3] += head[:, :3] @ slide
    return Actor("eye", him.position_mm, out.astype(np.float32), 1.0 - 0.7 * ramp(age, 1.9, 2.1))
