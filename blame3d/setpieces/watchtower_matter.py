"""What is no body in `watchtower`: the eye's light, the hatch, lines, splinters, breath."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Final

import numpy as np

from blame3d.cast.actor import Actor
from blame3d.cast.model import load
from blame3d.cast.rig import F64, turn_x, turn_y, turn_z
from blame3d.setpieces import effects, pipefield
from blame3d.setpieces.players import person, shaped
from blame3d.setpieces.tower import watching
from blame3d.setpieces.watchtower_losses import HAULS, SHOT_DOWN, dragged_line
from blame3d.setpieces.watchtower_marks import (
    AT_HATCH,
    CATCHES,
    DOWN,
    FIRED,
    FLAKE,
    FOOTBRIDGE,
    INSIDE,
    OPENS,
    PALM,
    PEOPLE,
    PLATFORM,
    ROLLS,
    SLIPS,
    TURNED,
    WATCH,
    Person,
)
from blame3d.setpieces.watchtower_people import SLIPPER, hangs, stand
from blame3d.timeline.keys import linear, ramp, rush
from blame3d.timeline.noise import wobble
from blame3d.timeline.piece import Burst, Site

_EDGE_X: Final = 9.97
"""Of the bridge overhead, over which the line goes."""
_BREATH_S: Final = 2.4
"""From one to the next."""


def tower(site: Site, s: float) -> tuple[Actor, ...]:
    return watching(site, WATCH, s, (PLATFORM, FOOTBRIDGE))


def hatch(site: Site, s: float) -> tuple[Actor, ...]:
    """The pipe, the lid and its wheel; a dry flake."""
    open_ = ramp(s, OPENS, OPENS + 2.0)
    spin = 63.0 * ramp(s, *TURNED, linear)
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
    if FLAKE <= s < INSIDE[0]:
        out.append(_flake(site, s))
    return tuple(out)


def _flake(site: Site, s: float) -> Actor:
    """All that comes: it turns over and over before the dark of the mouth, and lies on a palm."""
    x, y, z = PALM
    left = 1.0 - ramp(s, FLAKE, CATCHES, rush)
    aside = 0.05 * wobble(4, s, 2.0) * left
    turns = 1.0 - ramp(s, FLAKE, CATCHES, linear)
    rows = np.zeros((1, 3, 4))
    rows[0, :, :3] = turn_z(300.0 * turns) @ turn_x(20.0 + 420.0 * turns)
    rows[0, :, :3] *= (0.070, 0.055, 0.010)
    return shaped("flake", site, (x + aside, y, z + 0.055 + 0.50 * left), rows)


def lines(site: Site, s: float) -> tuple[Actor, ...]:
    """Harpoons' lines while they are taut and when they have gone slack; a helmet that rolls."""
    out: tuple[Actor, ...] = ()
    for (who, fired), hit in zip(FIRED, SHOT_DOWN, strict=True):
        if not fired <= s < fired + 2.4:
            continue
        one = next(p for p in PEOPLE if p.name == who)
        a, b = muzzle(one, s), hit.middle(s)
        b = a + (b - a) * ramp(s, fired - 0.02, fired + 0.1, linear)
        out += (_cord(site, a, b, 0.018), *_flash(site, one, s - fired, s))
    out += _slackens(site, s)
    if s < DOWN:
        out += _file(site, s)
    age = s - ROLLS
    if 0.0 <= age < 4.0:
        rows = np.zeros((1, 3, 4))
        rows[0, :, :3] = turn = _rolled(age)
        at = helmet_at(s)
        at[2] = -float((load("helmet").position @ turn.T)[:, 2].min())
        out += (shaped("helmet", site, at, rows, 1.6 * (1.0 - ramp(age, 0.9, 1.45))),)
        out += _trail(site, s)
    return out


_TRAIL_M: Final = 0.075
"""How wide the mark is that the helmet leaves."""


def _trail(site: Site, s: float) -> tuple[Actor, ...]:
    """The dark below and beside the helmet, and what it has drawn over the floor on its way."""
    a, b = helmet_at(ROLLS), helmet_at(s)
    a[2] = b[2] = 0.0
    way = b - a
    rows = np.zeros((2, 1, 3, 4))
    rows[0, 0, :, :3] = np.diag([1.0, 0.62, 1.0])
    rows[1, 0, :, :3] = np.diag([0.5, 0.42, 1.0])
    spots = [shaped("shadow", site, b + (0.22 - 0.17 * n, 0.06 - 0.05 * n, 0.006 + 0.004 * n), row)
             for n, row in enumerate(rows)]  # fmt: skip
    long = float(np.sqrt(way @ way))
    if long < 0.05:
        return tuple(spots)
    mark = np.zeros((1, 3, 4))
    mark[0, :, :3] = effects.along(way / long) @ np.diag([_TRAIL_M, long, 0.002])
    return (*spots, shaped("line", site, (a + b) / 2.0 + (0.0, 0.0, 0.002), mark))


def muzzle(one: Person, s: float) -> F64:
    """The end of somebody's barrel, metres of the site."""
    end, way = _barrel(one, s)
    return end + 0.04 * way


def _barrel(one: Person, s: float) -> tuple[F64, F64]:
    """Its end, and whither it points."""
    figure, now = load(one.name), stand(one, s)
    gun = figure.index("gun")
    joints = person(one.name, Site((0, 0, 0), 0.0), replace(now, at=(0.0, 0.0, 0.0))).joints
    long = float(figure.position[figure.joint == gun, 2].min())
    end = joints[gun].astype(np.float64) @ (0.0, 0.0, long, 1.0)
    return np.add(now.at, end), -joints[gun, :, 2].astype(np.float64)


_FLASH_S: Final = 0.13
_FLASH_M: Final = 0.75


def _flash(site: Site, one: Person, age: float, s: float) -> tuple[Actor, ...]:
    """What leaves the barrel with the harpoon: once, and too small to be a flash of the picture."""
    if not 0.0 <= age < _FLASH_S:
        return ()
    end, way = _barrel(one, s)
    rows = np.zeros((1, 3, 4))
    rows[0, :, :3] = effects.along(way) * (_FLASH_M * (1.0 - 0.6 * age / _FLASH_S))
    return (shaped("flash", site, end, rows),)


def _file(site: Site, s: float) -> tuple[Actor, ...]:
    """The line from each to the next while they go over the abyss."""
    out = []
    belts = {one.file: np.add(stand(one, s).at, (0.0, 0.0, 0.92)) for one in PEOPLE}
    down = hangs(s)
    for n in range(len(belts) - 1):
        a, b = belts[n], belts[n + 1]
        if down > 0.0 and SLIPPER in (n, n + 1):  # taut, over the edge, from hand to hand
            who, held = (a, b) if n == SLIPPER else (b, a)
            hand = who + (0.02, 0.02, 0.96)
            edge = np.array([_EDGE_X, 0.86 * hand[1] + 0.14 * held[1], 12.06])
            grip = held + (-0.32, 0.30 * (1.0 if n == SLIPPER else -1.0), -0.14)
            out += [_rope(site, p, q) for p, q in ((grip, edge), (edge, hand))]
            continue
        way = b - a
        sag = max(0.0, 3.0 - float(np.sqrt(way @ way))) * 0.55
        low = (a + b) / 2.0 - (0.0, 0.0, sag)
        out += [_cord(site, p, q, 0.03) for p, q in ((a, low), (low, b))]
    return tuple(out)


_HELD: Final = (86.35, 89.0)
"""From when to when the line of the one who is dragged away is seen."""
_LINKS: Final = 10


def _slackens(site: Site, s: float) -> tuple[Actor, ...]:
    """His line: he holds on to it until it holds no more."""
    if not _HELD[0] <= s < _HELD[1]:
        return ()
    who = next(p for p in PEOPLE if p.name == "fisher-crest")
    spots = dragged_line(stand(who, min(s, HAULS)), s, _LINKS + 1)
    return tuple(_cord(site, a, b, 0.024) for a, b in pairwise(spots))


def lantern(site: Site, s: float) -> tuple[Actor, ...]:
    """What the one who slips lets go: a light that falls for a long time."""
    if s >= SLIPS + 4.6:
        return ()
    who = next(p for p in PEOPLE if p.name == "fisher-bundle")
    x, y, z = stand(who, min(s, SLIPS - 1e-3)).at
    age = s - SLIPS - 0.25
    rolls = ramp(s, SLIPS, SLIPS + 0.45)
    fall = 0.5 * effects.GRAVITY * max(0.0, age - 0.2) ** 2
    at = np.array([x - 0.35 - (x - 9.2) * rolls, y + 0.2 * rolls, z + 1.0 + 0.25 * rolls - fall])
    turn = turn_z(70.0 * age) if age > 0.0 else np.eye(3)
    rows = effects.matrix(turn, np.array([0.10, 0.24, 0.10]), np.zeros(3))[None]
    return (shaped("ampoule", site, at, rows, 0.3 + 25.0 * rolls),)


def helmet_at(s: float) -> F64:
    """Where the helmet is that rolls, from ROLLS on, until it lies."""
    rolled = _ROLLS_M * (1.0 - float(np.exp(-max(0.0, s - ROLLS) / _ROLLS_S)))
    return np.array([3.7 - rolled, -0.92 + 0.25 * rolled, _HELMET_M])


_ROLLS_M: Final = 1.7
_ROLLS_S: Final = 0.24
_STOPS_S: Final = 0.55
_HELMET_M: Final = 0.155
"""How far it rolls, in about what time, and its radius."""


def _rolled(age: float) -> F64:
    """How it is turned: over and over, then on its side, where it rocks twice."""
    left = _ROLLS_M / _HELMET_M * float(np.exp(-age / _ROLLS_S))
    late = max(0.0, age - _STOPS_S)
    rocks = 0.34 * float(np.sin(2.0 * np.pi * late / 0.46) * np.exp(-2.4 * late))
    aside = turn_y(62.0 * ramp(age, 0.15, _STOPS_S))
    return turn_z(118.0) @ aside @ _roll(0.55 + left + rocks)


def _roll(angle: float) -> F64:
    c, s = float(np.cos(angle)), float(np.sin(angle))
    return np.array([[1.0, 0.0, 0.0], [0.0, c, -s], [0.0, s, c]])


def _rope(site: Site, a: F64, b: F64) -> Actor:
    """A thick pale line, to be seen from afar."""
    one = _cord(site, a, b, 0.075)
    return replace(one, model="flake", glow=1.0)


def _cord(site: Site, a: F64, b: F64, thick: float) -> Actor:
    way = b - a
    long = max(1e-3, float(np.sqrt(way @ way)))
    rows = np.zeros((1, 3, 4))
    rows[0, :, :3] = effects.along(way / long) @ np.diag([thick, long, thick])
    return shaped("line", site, (a + b) / 2.0, rows)


def debris(site: Site, s: float) -> tuple[Actor, ...]:
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


def smoke() -> tuple[Burst, ...]:
    """What hangs before the barrels of those who have fired."""
    out = []
    for who, fired in FIRED:
        end, way = _barrel(next(one for one in PEOPLE if one.name == who), fired)
        (x, y, z), (u, v, w) = (end + 0.2 * way).tolist(), way.tolist()
        out.append(Burst(fired, (x, y, z), 0.5, (u, v, w), steam=True))
    return tuple(out)


def breaths() -> tuple[Burst, ...]:
    """What comes out of masks, in the cold, while they walk."""
    out = []
    for one in PEOPLE[:5]:
        for s in np.arange(DOWN + 0.7 * one.file % _BREATH_S, AT_HATCH, _BREATH_S).tolist():
            now = stand(one, s)
            x, y, z = np.array(now.at) + turn_z(now.heading) @ np.array([0.0, 0.26, 1.28])
            out.append(Burst(s, (float(x), float(y), float(z)), 0.13, steam=True))
    return tuple(out)
