"""Builders: a spider crane of 60 m, a gantry of 400 m, a wall of 2,000 m.

They build what has no reason and take it back. A work cycle has four parts: it reaches, lays thirty
metres, shakes them fast, and goes on by as much; when the row is full the whole is done backwards.
So where one stands is a function of the time, and nothing ever has to be remembered.
"""

from __future__ import annotations

from math import pi, sin
from typing import Final

import numpy as np

from blame3d.cast.actor import Actor
from blame3d.life.great import GANTRY_TALL, GANTRY_WIDE, WALL_LONG
from blame3d.life.pose import Frame, bones, ease, knees, part, steadily
from blame3d.life.site import Site

LEGS: Final = 6
PIECES: Final = 16
PIECE_M: Final = 30.0
PRESSES: Final = 12
_STEP_M: Final = 40.0
"""Of a gantry."""
_HOME: Final = np.array([-17.0, 1.0, 18.0] * 2)
_SIDE: Final = np.repeat([1.0, -1.0], 3)
_TURN: Final = np.array([0.0, 0.5, 0.0, 0.5, 0.0, 0.5])
"""Of a spider's legs: where along the body, above or below, and when in a step it moves."""


def cycle(site: Site) -> float:
    """Seconds of one work cycle."""
    return site.between(21, 70.0, 90.0)


def work(site: Site, time_s: float, count: int) -> tuple[int, float]:
    """How many of `count` cycles are done, and the share of the one under way."""
    whole = count * cycle(site)
    t = (time_s + site.chance(22) * 2.0 * whole) % (2.0 * whole)
    t = min(t, 2.0 * whole - t)
    done = min(count - 1, int(t / cycle(site)))
    return done, t / cycle(site) - done


def shake(time_s: float, share: float) -> float:
    """Metres up and down while what was laid is shaken fast."""
    amount = part(share, 0.50, 0.52) - part(share, 0.56, 0.58)
    return 0.35 * amount * sin(2.0 * pi * 2.3 * time_s)


def spider(site: Site, time_s: float, metres: float) -> Actor:
    """It sits on six legs that stand in the wall, and lays a ledge before itself."""
    count = min(PIECES, int(site.length / PIECE_M))
    done, u = work(site, time_s, count)
    first = -0.5 * count * PIECE_M
    tip = first + done * PIECE_M
    whole = cycle(site)
    walked = steadily((u - 0.58) * whole, 0.42 * whole, 4.0)
    body = tip - 26.0 + PIECE_M * walked
    reached = tip + PIECE_M * part(u, 0.02, 0.24)
    laid = part(u, 0.25, 0.50)
    y, z = site.out, 14.0
    tremble = shake(time_s, u)
    frame = Frame(site, 3 + 2 * LEGS + 2 * PIECES)
    sag = 0.8 * sin(pi * walked * 4.0) * (walked < 1.0)
    frame.put(0, (body, y, z + sag))
    boom = body + 16.0
    frame.put(1, (boom, y, z - 1.0 + sag), (max(1.0, reached - boom), 1.0, 1.0))
    frame.put(2, (reached, y, 1.5 + tremble))
    half = min(1, int(walked * 2.0))
    swing = np.clip((walked * 2.0 - half - _TURN) / 0.5, 0.0, 1.0)
    foot = np.stack([tip - 26.0 + 1.5 * _HOME + 15.0 * (half + swing * swing * (3 - 2 * swing)),
                     -14.0 + 40.0 * np.sin(pi * swing), z + _SIDE * 9.0 - 4.0], axis=1)  # fmt: skip
    hip = np.stack([body + _HOME, np.full(LEGS, y - 7.0), z + _SIDE * 5.0 + sag], axis=1)
    bend = np.stack([0.35 * _HOME / 18.0, np.full(LEGS, 0.35), _SIDE], axis=1)
    joint = knees(hip, foot, 42.0, 50.0, bend)
    start, end = np.concatenate([hip, joint]), np.concatenate([joint, foot])
    size = np.ones((2 * LEGS, 3))
    size[:, 2] = np.sqrt(((end - start) ** 2).sum(1))
    frame.put(slice(3, 3 + 2 * LEGS), start, size, bones(start, end))
    pieces = np.arange(PIECES)
    there = np.where(pieces < done, 1.0, np.where(pieces == done, laid, 0.0))
    at = np.stack([first + PIECE_M * pieces, np.full(PIECES, y),
                   np.where(pieces == done, tremble, 0.0)], axis=1)  # fmt: skip
    rows = 3 + 2 * LEGS
    frame.put(slice(rows, rows + PIECES), at,
              np.stack([there, there > 0.0, there > 0.0], axis=1))  # fmt: skip
    # A brace goes back into the wall from the end of each piece, once that is there.
    braced = np.clip(there * 4.0 - 3.0, 0.0, 1.0)
    at = at + np.stack([PIECE_M * there - 2.0, np.full(PIECES, -3.0), np.zeros(PIECES)], axis=1)
    frame.put(slice(rows + PIECES, rows + 2 * PIECES), at,
              np.stack([braced, braced * (y + 12.0), braced], axis=1))  # fmt: skip
    return frame.actor("life-spider", (body, y, z))


def gantry(site: Site, time_s: float, metres: float) -> Actor:
    """Four towers that step one after the other under a deck that never stops for them."""
    count = int(site.length / _STEP_M)
    done, u = work(site, time_s, count)
    whole = cycle(site)
    walk = steadily((u - 0.40) * whole, 0.60 * whole, 4.0)
    start = -0.5 * count * _STEP_M + done * _STEP_M
    deck = start + _STEP_M * walk
    frame = Frame(site, 3 + 4)
    frame.put(0, (deck, 0.0, GANTRY_TALL))
    aside = (site.chance(23) - 0.5) * 80.0
    frame.put(1, (deck - 25.0, aside, GANTRY_TALL))
    low = part(u, 0.03, 0.16) - part(u, 0.30, 0.40)
    frame.put(2, (deck - 25.0, aside, GANTRY_TALL - 20.0 - 118.0 * low + shake(time_s, u * 2.2)))
    for i, (x, y) in enumerate(((-1, -1), (1, 1), (-1, 1), (1, -1))):
        swing = min(1.0, max(0.0, (walk - 0.08 - 0.22 * i) / 0.20))
        foot = start + x * GANTRY_WIDE + _STEP_M * ease(swing)
        frame.put(3 + i, (foot, y * GANTRY_WIDE, 13.0 * sin(pi * swing)))
    return frame.actor("life-gantry", (deck, 0.0, 0.6 * GANTRY_TALL))


def wall_at(site: Site, time_s: float) -> float:
    """Metres along its way of a Builder that is a wall, from the middle of it."""
    run = site.length / site.between(24, 0.45, 0.95)
    t = (time_s + site.chance(25) * 2.0 * run) % (2.0 * run)
    done = steadily(t if t < run else 2.0 * run - t, run, 14.0)
    return site.length * (done - 0.5)


def wall(site: Site, time_s: float, metres: float) -> Actor:
    """It goes along the wall that it came from; on its face presses work, one after the other."""
    frame = Frame(site, 2 + PRESSES)
    x, y = wall_at(site, time_s), site.out + 14.0
    frame.put(0, (x, y, 0.0))
    frame.put(1, (x, y, -184.0 - 4.0 * sin(2.0 * pi * time_s / 47.0)))
    n = np.arange(PRESSES)
    turn = (time_s / cycle(site) - n / PRESSES) % 1.0
    # Slowly out, shaken there, quickly in.
    out = np.clip(turn / 0.35, 0.0, 1.0) - np.clip((turn - 0.62) / 0.10, 0.0, 1.0)
    out = out * out * (3.0 - 2.0 * out) + 0.03 * np.sin(2 * pi * 2.3 * time_s) * (out > 0.99)
    at = np.stack([x + WALL_LONG * ((n + 0.5) / PRESSES - 0.5), y + 36.0 + 14.0 * out,
                   np.where(n % 2 == 0, -14.0, -128.0)], axis=1)  # fmt: skip
    frame.put(slice(2, 2 + PRESSES), at)
    return frame.actor("life-wall", (x, y + 60.0, 0.0))
