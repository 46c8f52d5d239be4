"""Who is in `wanderer`, and what becomes of them: functions of story time."""

from __future__ import annotations

from dataclasses import replace
from math import exp, sin
from typing import Final

import numpy as np

from blame3d.cast.actor import Actor
from blame3d.cast.rig import F64, turn_z
from blame3d.setpieces import effects
from blame3d.setpieces.players import Hunter, Point, Stand, feet, person, shaped, towards
from blame3d.timeline.keys import bump, linear, ramp, rush, settle, turned
from blame3d.timeline.noise import wobble
from blame3d.timeline.piece import Burst, Role, Site

FIRE: Final = 21.4
"""Story time at which the beam leaves the gun."""

NOTICED: Final = 7.2
"""When all masks turn."""

LANDS: Final = 39.6
BARED: Final = 49.6
"""When Zuru's helmet is off."""

STANDS: Final[Point] = (10.45, -72.0, 12.0)
"""Killy, at the edge of the bridge."""

MUZZLE: Final = np.array([10.3, -71.3, 13.42])
TARGET: Final = np.array([-15.5, 10.0, 1.4])
_TO: Final = TARGET - MUZZLE
WAY: Final = _TO / np.sqrt(_TO @ _TO)
AIM: Final = towards(MUZZLE, TARGET)
REACH_M: Final = float(np.sqrt(_TO @ _TO))
"""From the muzzle to the pack."""

FROM_M: Final = 8.0
"""From the muzzle to where matter begins to be missing: the gunner keeps his floor."""

RADIUS_M: Final = 5.0
LENGTH_M: Final = 70_000.0 - FROM_M

BLASTS: Final = tuple(REACH_M + d for d in (-8.0, 14.0, 40.0, 66.0, 150.0, 420.0, 900.0, 1500.0))

PACK: Final = (
    Hunter((-8.6, 0.7, 0.0), -86.0, 3),
    Hunter((-10.4, -1.0, 0.0), -97.0, 8, 0.75),
    Hunter((-11.9, 1.0, 0.0), -88.0, 5),
    Hunter((-13.8, -0.7, 0.0), -92.0, 12, 0.9),
    Hunter((-15.3, 1.0, 0.0), -80.0, 1),
    Hunter((-14.6, 3.5, 0.0), -104.0, 7, 0.3),
    Hunter((-14.4, 6.5, 0.0), -118.0, 10, 0.8),
    Hunter((-16.9, 6.3, 0.0), -110.0, 2),
    Hunter((-18.6, 6.7, 0.0), -108.0, 6, 1.0),
    Hunter((-14.4, 9.6, 0.0), -122.0, 4),
    Hunter((-14.6, 12.6, 0.0), -130.0, 9, 0.6),
    Hunter((-16.4, 14.7, 0.0), -125.0, 11, 1.0),
)
ZURU: Final[Point] = (-1.4, 0.2, 0.0)
TAE: Final[Point] = (0.5, 1.0, 0.0)
FUSATA: Final[Point] = (0.9, -0.9, 0.0)
HALF_MASK: Final = np.array([-4.2, 0.25, 0.02])

_DROPS: Final = (8.3, 0.0)
"""x, y below the bridge where he comes down, and how far he walks from there."""
_COMES_M: Final = 8.5
_COMES: Final = LANDS + 2.1
_LOWERED: Final = 37.0
"""From when on the three hold no harpoons any more."""
_COMES_SPEED: Final = 1.35
_LEAVES: Final = 56.2
_LEAVES_SPEED: Final = 1.5
_PAST: Final = 122.0
_PAST_M: Final = 2.0
_LEAVES_M: Final = 4.4


def killy_at(s: float) -> Stand:
    """Killy: on the bridge until he was thrown on his back and stood up; then with the others."""
    if s < 36.6:
        return _gunner(s)
    x, y = _DROPS
    fall = LANDS - s
    if fall > 0.0:
        z = 12.0 - 0.5 * 9.81 * max(0.0, 1.5643 - fall) ** 2
        return Stand((x, y, z), 90.0, (90.0, -12.0), air=1.0, speed=3.0, time=s)
    if s < _LEAVES:
        whole = _COMES_M
        gone = min(whole, max(0.0, s - _COMES) * _COMES_SPEED)
        crouch = 1.0 - ramp(s, LANDS + 0.9, LANDS + 2.0)
        look = (90.0, -2.0 - 6.0 * ramp(s, _COMES + 3.0, _COMES + 5.0))
        raised = bump(s, BARED + 0.4, BARED + 1.4, _LEAVES)
        reached = (-0.42, 0.12, 1.30)
        if s < _COMES:
            return Stand((x, y, 0.0), 90.0, look, crouch=crouch, time=s)
        return Stand(
            (x - gone, y, 0.0),
            90.0,
            look,
            gone,
            whole,
            _COMES_SPEED,
            time=s,
            hand=reached,
            far=0.75 * raised * ramp(s, BARED + 0.4, BARED + 1.4),
        )
    # He turns away and goes past them, to what is left of the footbridge's end.
    begin, turn = x - _COMES_M, s - _LEAVES
    if turn < 0.8:
        share = ramp(turn, 0.0, 0.8, linear)
        away = turned(90.0, _PAST - 8.0, ramp(turn, 0.0, 0.5))
        return Stand((begin, y, 0.0), _PAST, (away, -2.0), before=90.0, turned=share, time=s)
    way = turn_z(_PAST)[:, 1]
    gone = (turn - 0.8) * _LEAVES_SPEED
    if gone < _PAST_M:
        at = (begin + float(way[0]) * gone, y + float(way[1]) * gone, 0.0)
        return Stand(at, _PAST, (_PAST - 20.0, -2.0), gone, _PAST_M, _LEAVES_SPEED, time=s)
    begin, y = begin + float(way[0]) * _PAST_M, y + float(way[1]) * _PAST_M
    gone = min(_LEAVES_M, gone - _PAST_M)
    return Stand((begin - gone, y, 0.0), 90.0, (80.0, 0.0), gone, _LEAVES_M, _LEAVES_SPEED, time=s)


def _gunner(s: float) -> Stand:
    x, y, z = STANDS
    heading, pitch = AIM
    age = s - FIRE
    if age < 0.0:
        ampoule = bump(s, 16.8, 17.6, 19.4)
        aim = ramp(s, 18.9, 19.7)
        look = (heading + 8.0 * ampoule, pitch - 4.0 * ampoule)
        return Stand(
            STANDS,
            heading,
            look,
            aim=aim,
            time=s,
            other=(-0.02, 0.14, 1.60),
            other_far=ampoule,
            glow=1.0 + 5.0 * ramp(s, 19.4, FIRE, rush),
            speed=0.0,
        )
    # Thrown nine metres on his back, along the bridge; he gets up without his hands, like a plank.
    flown = 9.0 * ramp(age, 0.02, 0.95, settle)
    up = 1.1 * bump(age, 0.0, 0.35, 0.85)
    back = ramp(age, 0.05, 0.55) * (1.0 - ramp(age, 4.2, 5.6))
    course = np.array([0.22, -0.975])
    aim = 1.0 - ramp(age, 0.3, 0.8)
    stood = ramp(age, 5.6, 6.4)
    return Stand(
        (x + course[0] * flown, y + course[1] * flown, z + up),
        heading,
        (heading, pitch * aim + 2.0),
        aim=aim,
        back=back,
        air=0.6 * bump(age, 0.0, 0.3, 0.9),
        crouch=0.25 * bump(age, 5.0, 5.6, 6.4),
        time=s,
        glow=1.0 + 5.0 * exp(-age / 0.4) * stood,
    )


def fisher_at(name: str, s: float) -> Stand:
    """The three with their backs to the rail; later they turn to him who comes, and after him."""
    place, number = {"zuru": (ZURU, 1), "tae": (TAE, 2), "fusata": (FUSATA, 3)}[name]
    fear = 1.0 - 0.7 * ramp(s, FIRE + 1.0, FIRE + 6.0)
    blown = bump(s, FIRE + 0.15, FIRE + 0.4, FIRE + 4.0)
    begin, again = LANDS - 0.2 + 0.35 * number, _LEAVES + 1.0 + 0.3 * number
    turn, back = ramp(s, begin, begin + 1.2), ramp(s, again, again + 1.4)
    to_him, after = -90.0 + {1: 0.0, 2: 14.0, 3: -12.0}[number], 100.0 - 8.0 * number
    if s < again:
        before, heading, share = 90.0, to_him, ramp(s, begin, begin + 1.2, linear)
    else:
        before, heading, share = to_him, after, ramp(s, again, again + 1.4, linear)
    if share == 0.0:
        heading = before
    ahead = turned(before, heading, ramp(share, 0.0, 0.7))
    look = (ahead + 3.0 * fear * wobble(number + 7, s, 0.35), -3.0 + 9.0 * turn * (1.0 - back))
    crouch = (0.30 + 0.08 * number) * (1.0 - 0.8 * turn) + 0.30 * blown
    now = Stand(
        place,
        heading,
        look,
        crouch=crouch,
        sway=0.8 * fear * wobble(number, s, 3.0),
        time=s,
        before=before,
        turned=share,
    )
    if name == "zuru":
        lifted = bump(s, BARED - 1.5, BARED - 0.5, BARED + 2.4)
        if lifted > 0.0:
            x, z = 0.17, 1.42 - 0.42 * ramp(s, BARED, BARED + 1.2)
            return replace(
                now, hand=(x, -0.14, z), far=lifted, other=(x, 0.14, z), other_far=lifted
            )
        return replace(now, aim=0.95 * (1.0 - ramp(s, FIRE + 2.0, FIRE + 4.0)))
    # The other two hold each other when he has gone past.
    held = ramp(s, LANDS + 4.0, LANDS + 5.5)
    if name == "tae":
        return replace(now, hand=(0.12, -0.55, 1.05), far=held)
    aimed = 0.8 * (1.0 - ramp(s, FIRE + 1.5, FIRE + 3.0))
    return replace(now, aim=aimed, other=(0.05, 0.60, 1.10), other_far=held)


def hunter_look(hunter: Hunter, s: float) -> tuple[float, float]:
    """At the three; then, all in the same instant, at him."""
    prey = towards(hunter.face(), np.array(ZURU) + (0.0, 0.0, 1.3))
    him = towards(hunter.face(), np.array(STANDS) + (0.0, 0.0, 1.6))
    k = ramp(s, NOTICED, NOTICED + 0.16, linear)
    return turned(prey[0], him[0], k), prey[1] + (him[1] - prey[1]) * k


def _pack(site: Site, s: float) -> tuple[Actor, ...]:
    if s >= FIRE:
        return ()
    out = []
    for hunter in PACK:
        creep = 0.0
        if s < NOTICED:  # short bursts, then utter stillness
            creep = (
                0.30
                * (
                    ramp(s, 2.2 + 0.13 * hunter.seed % 1.7, 2.5 + 0.13 * hunter.seed % 1.7)
                    + ramp(s, 5.6 + 0.1 * (hunter.seed % 7), 5.75 + 0.1 * (hunter.seed % 7))
                )
                - 0.6
            )
        out.append(hunter.actor(site, hunter_look(hunter, s), creep))
    return tuple(out)


def _debris(site: Site, s: float) -> tuple[Actor, ...]:
    age = s - FIRE
    near = MUZZLE + WAY * (REACH_M - 3.0)
    out = (
        effects.splinters(site, near, age - 0.02, 5, size=0.5, speed=0.25, spread=9.0, lift=0.0)
        if 0.0 <= age < 0.7
        else ()
    )
    out += effects.splinters(site, near, age - 0.7, 6, size=0.8, speed=11.0, spread=8.0, lift=1.2)
    out += effects.splinters(
        site, near + (0.0, 4.0, 6.0), age - 1.1, 7, size=1.8, speed=7.0, spread=12.0, lift=0.8
    )
    out += effects.splinters(
        site, np.array([-3.4, 0.0, 7.0]), age - 2.6, 8, size=0.22, speed=2.2, spread=5.0, floor=-7.0
    )
    out += effects.splinters(
        site, near + (1.0, 2.0, 14.0), age - 6.5, 9, size=1.1, speed=2.5, spread=10.0
    )
    for n, begin in enumerate((7.4, 8.6, 10.1, 11.4, 13.2)):  # everything falls for a long time
        above = np.array([-7.5 - 1.3 * n, 2.5 + 0.7 * n, 11.0 + n])
        out += effects.splinters(site, above, age - begin, 11 + n, size=0.5, speed=1.2, spread=5.0)
    return out


def _half_mask(site: Site, s: float) -> tuple[Actor, ...]:
    """It falls, spins like a coin and comes to rest on its back."""
    age = s - (FIRE + 7.3)
    if age < 0.0:
        return ()
    high = max(0.0, 3.2 - 4.9 * age * age) + 0.5 * abs(sin(6.0 * (age - 0.8))) * exp(-3.0 * age) * (
        age > 0.8
    )
    spin = 14.0 * (1.0 - exp(-age / 1.7)) * 1.7
    lean = 0.9 * exp(-max(0.0, age - 0.8) / 1.1)
    c, sn = np.cos(spin), np.sin(spin)
    turn = np.array([[c, -sn, 0.0], [sn, c, 0.0], [0.0, 0.0, 1.0]])
    cl, sl = np.cos(lean), np.sin(lean)
    tilt = np.array([[1.0, 0.0, 0.0], [0.0, cl, -sl], [0.0, sl, cl]])
    rows = effects.matrix(turn @ tilt, np.ones(3), np.zeros(3))[None]
    return (shaped("half-mask", site, HALF_MASK + (0.0, 0.0, high + 0.05 * sl), rows),)


def _smoke(site: Site, s: float) -> tuple[Actor, ...]:
    """The ampoule; vapour out of the helmet."""
    out: tuple[Actor, ...] = ()
    if 16.8 < s < 19.4:
        axes = effects.along(np.array([0.8, 0.3, -0.5]))
        at = np.array(STANDS) + (-0.135, 0.045, 1.575)
        rows = effects.matrix(axes, np.array([0.008, 0.07, 0.008]), np.zeros(3))[None]
        out += (shaped("ampoule", site, at, rows, bump(s, 17.0, 17.5, 19.2)),)
    at = np.array(ZURU) + (0.05, 0.0, 1.22)
    out += effects.vapour(site, at, s - (BARED - 0.7), 61, lasts=1.6, size=0.016, rise=0.7)
    out += effects.vapour(site, at, s - (BARED - 0.6), 62, lasts=1.3, size=0.012, rise=0.5)
    return out


def _zuru(site: Site, s: float) -> tuple[Actor, ...]:
    stand = fisher_at("zuru", s)
    armed = s < _LOWERED
    if s < BARED:
        return (person("zuru", site, stand, armed=armed),)
    down = ramp(s, BARED, BARED + 1.2)
    at = np.array(ZURU) + (0.17 + 0.10 * down, 0.0, 1.46 - 0.48 * down)
    turn = np.array([[0.0, 1.0, 0.0], [-1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
    rows = effects.matrix(turn, np.ones(3), np.zeros(3))[None]
    return person("zuru-bare", site, stand, armed=armed), shaped("helmet", site, at, rows)


def bursts() -> tuple[Burst, ...]:
    """Blasts that run outward along the bore; dust: where he lies, whose arm smokes, where he
    lands, where what is left of the tower comes down."""
    way = (float(WAY[0]), float(WAY[1]), float(WAY[2]))

    def on(metres: float) -> Point:
        x, y, z = (float(v) for v in MUZZLE + WAY * metres)
        return x, y, z

    sizes = [10.0 if m < REACH_M + 30.0 else 18.0 if m < 500.0 else 45.0 for m in BLASTS]
    chain = [
        Burst(FIRE + 0.62 + m / 900.0, on(m), size, way)
        for m, size in zip(BLASTS, sizes, strict=True)
    ]
    arm = [Burst(FIRE + 1.6 + 0.9 * n, (12.9, -80.3, 12.5), 0.35, dust=True) for n in range(7)]
    falls = [
        Burst(FIRE + 3.0 + 2.1 * n, (-12.0 - 2.0 * n, 6.0 + n, -6.0 + 5.0 * n), 7.0, dust=True)
        for n in range(4)
    ]
    lands = Burst(LANDS, (_DROPS[0], _DROPS[1], 0.25), 1.5, dust=True)
    return (*chain, *arm, *falls, lands)


def roles() -> tuple[Role, ...]:
    """All of them."""

    def middle(at: Point, high: float = 1.3) -> F64:
        return np.array(at) + (0.0, 0.0, high)

    def soles(stand: Stand) -> F64:
        if stand.air or stand.back:
            return np.zeros((0, 3))
        return np.array([np.array(stand.at) + foot.at for foot in feet(stand) if foot.standing])

    def one(name: str) -> Role:
        return Role(
            name,
            lambda s: middle(fisher_at(name, s).at, 1.2),
            lambda site, s: (person(name, site, fisher_at(name, s), armed=s < _LOWERED),),
            lambda s: soles(fisher_at(name, s)),
            0.4,
        )

    def he(s: float) -> F64:
        stand = killy_at(s)
        return middle(stand.at, 1.3 - 1.0 * stand.back)

    return (
        Role(
            "killy",
            he,
            lambda site, s: (person("killy", site, killy_at(s)),),
            lambda s: soles(killy_at(s)),
            0.5,
        ),
        Role(
            "zuru", lambda s: middle(ZURU, 1.2), _zuru, lambda s: soles(fisher_at("zuru", s)), 0.4
        ),
        one("tae"),
        one("fusata"),
        Role("pack", lambda s: np.array([-12.0, 1.0, 0.9]), _pack),
        Role("hole", lambda s: TARGET, lambda site, s: ()),
        Role("debris", lambda s: TARGET, _debris),
        Role("mask", lambda s: HALF_MASK, _half_mask),
        Role("smoke", he, _smoke),
    )
