"""Who is in `watchtower`, and what becomes of them: functions of story time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from blame3d.cast.actor import Actor
from blame3d.cast.model import load
from blame3d.cast.rig import F64, turn_z
from blame3d.setpieces import effects, pipefield
from blame3d.setpieces.players import Point, Stand, feet, person, shaped, towards
from blame3d.setpieces.runners import Mark, Runner, actors
from blame3d.setpieces.tower import Floor, Watch, shaping, watching
from blame3d.setpieces.walks import Course, Go
from blame3d.setpieces.wanderer_marks import FUSATA, STANDS, TAE, ZURU
from blame3d.setpieces.wanderer_pack import PACK
from blame3d.timeline.keys import bump, linear, ramp, track, turned
from blame3d.timeline.noise import wobble
from blame3d.timeline.piece import Role, Site

DOWN: Final = 12.0
"""From when on they are down on the footbridge."""
AT_HATCH: Final = 21.0
OPENS: Final = 23.6
FLAKE: Final = 28.6
INSIDE: Final = (33.0, 37.0)
"""From when to when the camera looks out of Zuru's helmet."""
WAKES: Final = 39.4
OUT: Final = 42.6
LIES: Final = 43.6
FINDS: Final = 52.6
UP: Final = 60.4
SHAPES: Final = 61.2
RUNS: Final = 70.0
HUNTED: Final = 83.0
CORNERED: Final = 97.0
ENDS: Final = 110.0

PLATFORM: Final[Floor] = (34.0, 52.0, -8.0, 6.0)
FOOTBRIDGE: Final[Floor] = (-16.0, 34.0, -2.0, 2.0)
WALL_Y: Final = 27.5
COLUMN_Y: Final = 10.29
"""Of the face of the column beside the footbridge that is turned to it."""
SLIPS: Final = 7.2


@dataclass(frozen=True)
class Person:
    """file: place in the file, 0 leads. lies: where and with what heading. ends: where he stands
    when he has run. gone: story time from which on he is seen no more."""

    name: str
    file: int
    hatch: Point
    turns: float
    lies: tuple[Point, float]
    ends: Point
    gone: float = 1e9
    speed: float = 3.7


PEOPLE: Final = (
    Person("zuru", 2, (48.6, 0.55, 0.0), 0.0, ((45.4, -3.4, 0.0), 52.0), ZURU),
    Person("tae", 3, (49.35, 0.45, 0.0), 14.0, ((43.0, -4.6, 0.0), 80.0), TAE),
    Person("fusata", 1, (47.85, 0.4, 0.0), -14.0, ((48.3, -1.6, 0.0), 20.0), FUSATA),
    Person(
        "fisher-horns", 0, (50.5, -1.0, 0.0), 30.0, ((41.0, 0.4, 0.0), 70.0), (5.2, 0.9, 0.0), 87.0
    ),
    Person(
        "fisher-bundle",
        4,
        (46.6, -1.3, 0.0),
        -40.0,
        ((38.6, -2.4, 0.0), 120.0),
        (8.6, -0.8, 0.0),
        85.8,
    ),
    Person(
        "fisher-ladder",
        5,
        (44.8, -3.0, 0.0),
        200.0,
        ((40.2, -5.6, 0.0), 30.0),
        (10.9, 0.7, 0.0),
        84.4,
    ),
    Person(
        "fisher-tanks",
        6,
        (47.8, -3.4, 0.0),
        90.0,
        ((46.2, 1.6, 0.0), 100.0),
        (3.4, -0.9, 0.0),
        92.2,
    ),
    Person(
        "fisher-crest",
        7,
        (50.6, -3.6, 0.0),
        150.0,
        ((49.8, -5.2, 0.0), 60.0),
        (13.4, -0.5, 0.0),
        83.0,
    ),
)

GLOVE: Final[Point] = (
    45.4 - 1.50 * float(np.sin(np.radians(52.0))) + 0.24 * float(np.cos(np.radians(52.0))),
    -3.4 + 1.50 * float(np.cos(np.radians(52.0))) + 0.24 * float(np.sin(np.radians(52.0))),
    0.08,
)
"""Zuru's, on the floor before her."""

_FOUND_AT: Final = towards(pipefield.TOWER, GLOVE)[0]
WATCH: Final = Watch(
    pipefield.TOWER,
    WAKES,
    OUT,
    track(
        (OUT, 62.0), (44.4, 56.0), (47.6, 20.0), (48.6, 20.0), (51.2, 50.0), (51.5, 50.0),
        (FINDS, _FOUND_AT),
    ),
    GLOVE,
    FINDS,
)  # fmt: skip


def _above(one: Person) -> Course:
    """Along the bridge overhead, in file."""
    return Course(
        (11.6 + 0.5 * (one.file % 3), -52.0 - 2.7 * one.file, 12.0), 0.0,
        (Go(0.0, (11.6 + 0.5 * (one.file % 3), -30.0 - 2.7 * one.file, 12.0), 0.85),),
    )  # fmt: skip


def _below(one: Person) -> Course:
    """Through the broken pipe towards the platform."""
    y = (0.55, -0.5, 0.1)[one.file % 3]
    start = (26.6 - 1.9 * one.file, y, 0.0)
    return Course(start, -90.0, (Go(0.0, (start[0] + 13.0, y, 0.0), 1.05),))


def stand(one: Person, s: float) -> Stand:
    """One of the eight at a moment."""
    n = one.file
    if s < DOWN:
        now = _above(one).stand(s)
        slip = bump(s, SLIPS, SLIPS + 0.25, SLIPS + 1.6) if n == 4 else 0.0
        look = (now.look[0] + 20.0 * wobble(n, s, 0.3), -6.0)
        return replace(now, look=look, crouch=0.12 + 0.75 * slip, sway=9.0 * slip)
    if s < AT_HATCH:
        now = _below(one).stand(s - DOWN)
        look = (now.heading + 26.0 * wobble(n + 3, s, 0.35), -4.0 + 6.0 * wobble(n, s, 0.5))
        return replace(now, look=look, crouch=0.16 + 0.04 * (n % 3), sway=1.2 * wobble(n, s, 1.1))
    if s < 37.0:
        return _hungry(one, s)
    if s < WAKES + 4.0:
        return _seen_from_behind(one, s)
    if s < RUNS:
        return _flat(one, s)
    return _runs(one, s)


def _hungry(one: Person, s: float) -> Stand:
    x, y, _ = one.hatch
    at = pipefield.HATCH
    heading = towards((x, y, 0.0), (at[0], at[1], 0.0))[0] + (one.turns if one.file > 3 else 0.0)
    bent = ramp(s, 26.4, 27.6) * (one.file in (1, 2, 3))
    look = (heading + 4.0 * wobble(one.file, s, 0.4), 3.0 - 5.0 * ramp(s, FLAKE, FLAKE + 1.2))
    now = Stand(
        one.hatch, heading, look, crouch=0.05 + 0.08 * bent, sway=-3.0 * bent, time=s,
        glow=1.0 + 0.5 * bent,
    )  # fmt: skip
    if one.name == "fusata" and s < OPENS + 1.2:  # he turns the wheel
        turn = 2.2 * ramp(s, AT_HATCH + 0.6, OPENS, linear)
        grip = (
            at[0] - x + 0.22 * float(np.cos(turn)), at[1] - y - 0.25,
            at[2] + 0.22 * float(np.sin(turn)),
        )  # fmt: skip
        k = 1.0 - ramp(s, OPENS + 0.5, OPENS + 1.2)
        return replace(now, hand=grip, far=k, other=(grip[0] - 0.3, grip[1], grip[2]), other_far=k)
    return now


_EDGE: Final[Point] = (41.0, -6.0, 0.0)


def _seen_from_behind(one: Person, s: float) -> Stand:
    """Zuru alone at the edge; the others still about the hatch."""
    if one.name != "zuru":
        return replace(_hungry(one, s), crouch=0.05)
    heading = -128.0 + 62.0 * ramp(s, 38.2, 39.2)
    to = towards((41.0, -6.0, 1.4), (83.0, -59.0, 8.0))
    raised = ramp(s, WAKES - 0.2, WAKES + 0.5)
    look = (turned(heading + 10.0, to[0], raised), -6.0 + (to[1] + 8.0) * raised)
    return Stand(_EDGE, -140.0, look, crouch=0.06, time=s, glow=1.0 + 1.2 * raised)


def _flat(one: Person, s: float) -> Stand:
    """Down on the face; up when the wall gives what it gives."""
    spot, heading = one.lies
    down = ramp(s, LIES - 1.0, LIES) * (1.0 - ramp(s, UP, UP + 1.0))
    fear = 0.6 * wobble(one.file, s, 5.0) * down
    if s < UP:
        now = Stand(spot, heading, (heading, 35.0), back=-down, sway=fear, time=s, glow=0.7)
        if one.name == "zuru":
            return replace(now, hand=(_side(heading, 0.24, 0.10, 1.50)), far=1.0)
        left = 0.15 + 0.05 * (one.file % 3)
        return replace(
            now,
            hand=_side(heading, 0.30, 0.10, 1.30), far=1.0,
            other=_side(heading, -left, 0.10, 1.35), other_far=1.0,
        )  # fmt: skip
    wall = towards((spot[0], spot[1], 0.0), (spot[0] - 2.0, WALL_Y, 0.0))[0]
    turn = ramp(s, UP + 0.8, UP + 2.0, linear)
    back = 1.0 - ramp(s, UP, UP + 0.9)
    if back > 0.0:
        return Stand(spot, heading, (heading, 20.0 * back), back=-back, time=s, glow=0.8)
    aim = 0.9 * ramp(s, UP + 2.4, UP + 3.2) if one.name in ("fusata", "fisher-ladder") else 0.0
    return Stand(
        spot, wall if turn > 0.0 else heading,
        (turned(heading, wall, min(1.0, 1.4 * turn)), 2.0), crouch=0.30, aim=aim,
        sway=0.8 * wobble(one.file, s, 4.0), time=s, before=heading, turned=turn, glow=1.6,
    )  # fmt: skip


def _side(heading: float, right: float, ahead: float, up: float) -> Point:
    x, y, z = (turn_z(heading) @ np.array([right, ahead, up])).tolist()
    return x, y, z


_ORDER: Final = {"fisher-horns": 0, "fusata": 1, "tae": 2, "fisher-tanks": 3, "zuru": 4,
                 "fisher-bundle": 5, "fisher-ladder": 6, "fisher-crest": 7}  # fmt: skip


def _runs(one: Person, s: float) -> Stand:
    order = _ORDER[one.name]
    begins = 37.5 + (1.75 * order if order < 5 else 11.2 + 1.2 * (order - 5))
    beside = (0.7, -0.6, 0.15, -0.9, 0.35, 0.9, -0.35, 0.0)[order]
    course = Course((begins, beside, 0.0), 90.0, (Go(RUNS, one.ends, one.speed),))
    now = course.stand(s)
    afraid = wobble(one.file, s, 0.9)
    if now.whole > 0.0:
        up = 20.0 + 14.0 * afraid
        return replace(now, look=(now.heading + 30.0 * afraid, up), crouch=0.12, glow=1.6,
                       sway=2.0 * wobble(one.file + 9, s, 1.7))  # fmt: skip
    # Back to back where they can go no farther; at the end as `wanderer` finds them.
    number = {"zuru": 1, "tae": 2, "fusata": 3}.get(one.name, 4 + order)
    calm = ramp(s, CORNERED + 6.0, CORNERED + 10.0)
    to = 90.0 + (1.0 - calm) * (34.0 * wobble(number + 40, s, 0.45))
    pitch = -3.0 + (1.0 - calm) * (12.0 + 16.0 * wobble(number + 50, s, 0.5))
    aim = {"zuru": 0.95, "fusata": 0.85, "fisher-tanks": 0.8}.get(one.name, 0.0)
    kick = sum(bump(s, f, f + 0.05, f + 0.35) for who, f in FIRED if who == one.name)
    return replace(
        now, look=(to, pitch), crouch=0.30 + 0.05 * min(number, 4), aim=aim, glow=1.6,
        sway=0.9 * wobble(number, s, 3.0) + 9.0 * kick,
    )  # fmt: skip


FIRED: Final = (("fusata", 84.0), ("zuru", 88.8), ("fisher-tanks", 90.2))

_OVER: Final = (0.0, 0.0, -1.0)


def _vault(x: float, angle: float) -> tuple[Point, Point]:
    """A place on the inside of the broken pipe and its normal; angle from the top, degrees."""
    a = np.radians(angle)
    _, y, z = pipefield.ALONG
    r = pipefield.INNER_M
    return (
        (x, y + r * float(np.sin(a)), z + r * float(np.cos(a))),
        (0.0, -float(np.sin(a)), -float(np.cos(a))),
    )


def _disc(n: int) -> Point:
    """Where the wall gives the n-th."""
    x = (34.4, 30.6, 39.8, 32.2, 43.4, 28.4, 36.0, 41.6, 30.0, 46.0, 38.0, 27.0)[n]
    z = (4.4, 5.6, 4.2, 8.6, 6.4, 3.4, 9.4, 9.6, 2.0, 4.0, 7.2, 7.4)[n]
    return x, WALL_Y, z


def _begins(n: int) -> float:
    return SHAPES + (0.0 if n == 0 else 2.2 + 0.15 * (n - 1) if n < 3 else 4.0 + 0.15 * (n - 3))


def _hunter(n: int) -> Runner:
    """From the wall it came out of into the pipe, over them, and to where `wanderer` finds it."""
    wall = _disc(n)
    south = (0.0, -1.0, 0.0)
    born = _begins(n)
    end = PACK[n].at
    marks = [Mark(born, wall, south), Mark(69.4, wall, south)]
    if n % 3 != 2:  # through the pipe, on its vault
        angle = (-66.0, 44.0, 0.0, -24.0, 74.0, 0.0, -48.0, 12.0, 0.0, 62.0)[n % 10]
        late = 0.22 * n - 0.9
        for s, x in ((71.7, 33.2), (76.2, 17.0)):
            at, up = _vault(x - 0.1 * n, angle)
            marks.append(Mark(s + late, at, up))
        k = n * 5 % 8
        under = (10.6 + 0.9 * (k % 4), -5.0 + 2.6 * (k // 2) + 0.5 * (n % 3), 11.0)
        marks.append(Mark(77.6 + late, under, _OVER))
        marks.append(Mark(CORNERED + 0.2 + 0.55 * n, under, _OVER))
    else:  # along the great wall, and down the column beside the footbridge
        x, high = (-1.1, 0.2, 1.2, -0.3)[n // 3], 1.7 * (n // 3)
        marks.append(Mark(80.0 + 0.2 * n, (8.6, 26.0, 3.0 + 0.45 * n), south))
        marks.append(Mark(89.0 + 0.1 * n, (8.6, 26.0, 3.0 + 0.45 * n), south))
        marks.append(Mark(91.2 + 0.1 * n, (x, COLUMN_Y, 7.6 + high), south))
        marks.append(Mark(94.3 + 0.1 * n, (x, COLUMN_Y, 2.6 + high), south))
        marks.append(Mark(CORNERED + 0.2 + 0.55 * n, (x, COLUMN_Y, 2.6 + high), south))
    lands = CORNERED + 1.0 + 0.55 * n
    return Runner((*marks, Mark(lands, end), Mark(ENDS + 1.0, end)), n)


SHOT_DOWN: Final = (
    Runner((Mark(78.0, (12.6, 1.4, 11.0), _OVER), Mark(83.6, (12.6, 1.2, 11.0), _OVER),
            Mark(84.15, (9.6, 0.3, 5.0), (0.0, 0.6, 0.8))), 21, 84.15),
    Runner((Mark(84.0, (-14.6, 0.6, 0.0)), Mark(87.9, (-12.0, 0.3, 0.0)),
            Mark(88.85, (-7.6, 0.2, 0.0))), 22, 88.9),
    Runner((Mark(86.0, (14.6, 0.0, 0.0)), Mark(89.6, (13.0, 0.1, 0.0)),
            Mark(90.3, (8.9, 0.0, 0.0))), 23, 90.3),
)  # fmt: skip
"""Those that harpoons stop."""

HUNTERS: Final = tuple(_hunter(n) for n in range(12))


def _pack(site: Site, s: float) -> tuple[Actor, ...]:
    zuru = next(one for one in PEOPLE if one.name == "zuru")
    x, y, z = stand(zuru, s).at
    prey = (x, y, z + 1.3)
    runs = actors(site, (*HUNTERS, *SHOT_DOWN), s, prey)
    strips: tuple[Actor, ...] = ()
    if s < RUNS:
        for n, one in enumerate(HUNTERS):
            goal = one.place(s)[0]
            strips += shaping(site, _disc(n), (0.0, -1.0, 0.0), goal, s - _begins(n), 2.4, 70 + n)
    return (*runs, *strips)


def _tower(site: Site, s: float) -> tuple[Actor, ...]:
    return watching(site, WATCH, s, (PLATFORM, FOOTBRIDGE))


def _hatch(site: Site, s: float) -> tuple[Actor, ...]:
    """The pipe, the lid and its wheel; a dry flake."""
    open_ = ramp(s, OPENS, OPENS + 2.0)
    spin = 126.0 * ramp(s, AT_HATCH + 0.6, OPENS, linear)
    figure = load("hatch")
    rows = figure.rest.astype(np.float64)
    swing = turn_z(118.0 * open_)
    lid, wheel = figure.index("lid"), figure.index("wheel")
    rows[lid, :, :3] = swing
    hinge = rows[lid, :, 3].copy()
    rows[wheel, :, 3] = hinge + swing @ (figure.pivot[wheel] - figure.pivot[lid])
    c, n = np.cos(np.radians(spin)), np.sin(np.radians(spin))
    rows[wheel, :, :3] = swing @ np.array([[c, 0.0, n], [0.0, 1.0, 0.0], [-n, 0.0, c]])
    out = [shaped("hatch", site, pipefield.HATCH, rows)]
    age = s - FLAKE
    if 0.0 <= age < 3.2:
        x, y, z = pipefield.HATCH
        fall = 0.55 * age * age * 0.35 + 0.10 * age
        at = (x + 0.06 + 0.06 * wobble(4, age, 2.0), y + 0.30, z + 0.60 - fall)
        flake = turn_z(160.0 * age) @ turn_z(40.0) @ np.diag([0.035, 0.028, 0.004])
        row = np.zeros((1, 3, 4))
        row[0, :, :3] = flake
        if fall < 1.15:
            out.append(shaped("flake", site, at, row))
    return tuple(out)


def _lines(site: Site, s: float) -> tuple[Actor, ...]:
    """Harpoons' lines while they are taut and when they have gone slack; a helmet that rolls."""
    out: tuple[Actor, ...] = ()
    hits = {"fusata": SHOT_DOWN[0], "zuru": SHOT_DOWN[1], "fisher-tanks": SHOT_DOWN[2]}
    for who, fired in FIRED:
        if not fired <= s < fired + 2.4:
            continue
        one = next(p for p in PEOPLE if p.name == who)
        x, y, z = stand(one, s).at
        a = np.array([x, y, z + 1.15])
        b = hits[who].place(min(s, hits[who].dies))[0]
        b = a + (b - a) * ramp(s, fired - 0.02, fired + 0.1, linear)
        out += (_cord(site, a, b, 0.014),)
    if 87.0 <= s < 88.6:  # a line along the floor is pulled, and then it is not
        pulled = ramp(s, 87.1, 87.6) * 0.9
        a, b = np.array([8.0, 0.6, 0.012]), np.array([3.0 + pulled, 0.2, 0.012])
        out += (_cord(site, a, b, 0.016),)
    age = s - 91.0
    if 0.0 <= age < 7.0:
        rolled = 2.6 * (1.0 - float(np.exp(-age / 0.9)))
        at = (7.4 - rolled, -1.05 + 0.25 * rolled, 0.155)
        turn = turn_z(112.0) @ _roll(18.85 * (1.0 - rolled / 2.6))
        rows = np.zeros((1, 3, 4))
        rows[0, :, :3] = turn
        dim = 0.4 if int(age * 9.0) % 3 == 0 and age < 1.0 else 1.0
        out += (shaped("helmet", site, at, rows, dim * (1.0 - ramp(age, 0.7, 1.1))),)
    return out


def _roll(angle: float) -> F64:
    c, s = float(np.cos(angle)), float(np.sin(angle))
    return np.array([[1.0, 0.0, 0.0], [0.0, c, -s], [0.0, s, c]])


def _cord(site: Site, a: F64, b: F64, thick: float) -> Actor:
    way = b - a
    long = max(1e-3, float(np.sqrt(way @ way)))
    rows = np.zeros((1, 3, 4))
    rows[0, :, :3] = effects.along(way / long) @ np.diag([thick, long, thick])
    return shaped("line", site, (a + b) / 2.0, rows)


def _debris(site: Site, s: float) -> tuple[Actor, ...]:
    out: tuple[Actor, ...] = ()
    for n, one in enumerate(SHOT_DOWN):
        at = one.place(one.dies)[0]
        out += (
            effects.splinters(
                site,
                at,
                s - one.dies,
                90 + n,
                size=0.10,
                speed=3.0,
                spread=0.3,
                floor=-float(at[2]),
            )
            if s - one.dies < 4.0
            else ()
        )
    return out


def _breath(site: Site, s: float) -> tuple[Actor, ...]:
    """Vapour from masks, while they walk."""
    out: tuple[Actor, ...] = ()
    if DOWN <= s < AT_HATCH:
        for one in PEOPLE[:5]:
            now = stand(one, s)
            at = np.array(now.at) + turn_z(now.heading) @ np.array([0.0, 0.18, 1.28])
            age = (s + 0.7 * one.file) % 2.4
            out += effects.vapour(site, at, age, 40 + one.file, lasts=0.5, size=0.012, rise=0.25)
    return out


def _killy(site: Site, s: float) -> tuple[Actor, ...]:
    """He is there before anybody sees him."""
    if s < DOWN:
        at: Point = (10.45, -104.0, 12.0)
    elif s < 56.0:
        at = STANDS
    else:
        return ()
    return (person("killy", site, Stand(at, 0.0, (8.0, -4.0), time=s)),)


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
            armed = armed and not AT_HATCH <= s < LIES - 1.0
            if s >= one.gone or (one.name == "zuru" and INSIDE[0] <= s < INSIDE[1]):
                return ()
            return (person(one.name, site, stand(one, s), armed=armed),)

        def where(s: float) -> F64:
            now = stand(one, s)
            return np.array(now.at) + (0.0, 0.0, 1.2 if not now.back else 0.3)

        return Role(one.name, where, seen, soles, 0.4)

    def at(point: Point) -> Callable[[float], F64]:
        return lambda s: np.array(point)

    return (
        pipefield.role(),
        *(someone(one) for one in PEOPLE),
        Role("killy", at(STANDS), _killy),
        Role("tower", at((83.0, -59.0, 12.0)), _tower),
        Role("coin", at(GLOVE), lambda site, s: ()),
        Role("hatch", at(pipefield.HATCH), _hatch),
        Role("wall", at((43.0, WALL_Y, 5.0)), lambda site, s: ()),
        Role("pack", at((-12.0, 1.0, 0.9)), _pack),
        Role("lines", at((0.0, 0.0, 1.0)), _lines),
        Role("debris", at((0.0, 0.0, 1.0)), _debris),
        Role("breath", at((25.0, 0.0, 1.3)), _breath),
    )
