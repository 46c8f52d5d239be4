"""Rare things, each at the block of a wall: every 90 to 150 seconds one, by hash of place and time.

Its windows go out; a part of it falls; a pack crosses it; or it was no wall and moves. Whatever
happens is over before the next begins, so a moment needs to know of one event only.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from blame3d.cast.actor import Actor
from blame3d.life.great import BLOCK_LONG
from blame3d.life.pose import LEAST, Frame, part
from blame3d.life.site import Site
from blame3d.world.hash import again, hash64, unit

EVERY_S: Final = 120.0
_SPREAD_S: Final = 30.0
GROUPS, STONES, RUNNERS = 24, 9, 20
DARK, COLLAPSE, PACK, SLEEPER = range(4)
SLEEPER_S: Final = 84.0
_SHARES: Final = (0.40, 0.70, 0.85, 1.0)
_SALT: Final = 0x11F3
_G: Final = 9.81
_LOOSE_S: Final = 1.6
"""Seconds between stones that come loose and stones that fall."""
_RUN_MPS: Final = 9.0
"""m/s of a pack on its way, bursts and stillness together."""


class Event(NamedTuple):
    """kind: one of the four. begin_s: when. number: which of the place."""

    kind: int
    begin_s: float
    number: int


def event(site: Site, number: int) -> Event:
    """The event of a place in one span of two minutes: those lie 90 to 150 s apart."""
    h = np.asarray(hash64(site.key, _SALT, number))
    begin = EVERY_S * number + _SPREAD_S * float(unit(h))
    lot = float(unit(again(h, 1)))
    return Event(next(k for k, share in enumerate(_SHARES) if lot < share), begin, number)


def latest(site: Site, time_s: float) -> Event:
    """The last event that has begun at a moment."""
    number = int(time_s // EVERY_S)
    found = event(site, number)
    return found if found.begin_s <= time_s else event(site, number - 1)


def block(site: Site, time_s: float, metres: float) -> list[Actor]:
    """The block, its windows, and what happens to it now."""
    last = latest(site, time_s)
    t = time_s - last.begin_s
    awake, aside, out = _sleeper(t) if last.kind == SLEEPER else (0.0, 0.0, 0.0)
    frame = Frame(site, 2)
    size = np.array([BLOCK_LONG, 1.0, site.size])
    at = np.array([aside, site.out + out, 0.0])
    frame.put(0, at, size)
    frame.put(1, at, size * (1.0, 1.0, awake))
    return [
        frame.actor("life-block", _middle(site)), _windows(site, last, t, at, size),
        *([_rubble(site, last, t)] if last.kind == COLLAPSE and t < fall_s(site) + 2.0 else []),
        *([_pack(site, t, metres)] if last.kind == PACK and t < _PACK_S else []),
    ]  # fmt: skip


def _middle(site: Site) -> tuple[float, float, float]:
    return 0.0, site.out + 8.0, 0.0


def _sleeper(t: float) -> tuple[float, float, float]:
    """How bright its slots are, metres aside and out of the wall: there and back in 84 s."""
    lit = part(t, 0.0, 3.0) - part(t, 81.0, 84.0)
    out = 13.0 * (part(t, 4.0, 13.0) - part(t, 72.0, 81.0))
    aside = 24.0 * (part(t, 13.0, 40.0) - part(t, 45.0, 72.0))
    return lit, aside, out


def _windows(site: Site, last: Event, t: float, at: NDArray[np.float64],
             size: NDArray[np.float64]) -> Actor:  # fmt: skip
    """Lit where somebody left them on; off in a wave, back one by one a minute later."""
    group = np.arange(GROUPS, dtype=np.uint64)
    h = again(np.asarray(site.key, np.uint64) ^ (group << np.uint64(9)), 41)
    on = unit(h) < 0.45
    if last.kind == DARK:
        wave = 0.22 * (group.astype(np.float64) % 6) + 0.5 * unit(again(h, 1))
        back = 48.0 + 34.0 * unit(again(h, 2))
        on &= (t < wave) | (t > back)
    elif last.kind == SLEEPER:
        on &= (t < 0.0) | (t > 82.0)
    frame = Frame(site, GROUPS)
    frame.put(slice(0, GROUPS), at, size * on[:, None])
    return frame.actor("life-windows", _middle(site))


def fall_s(site: Site) -> float:
    """Seconds from the first crack until the stones are down."""
    return _LOOSE_S + float(np.sqrt(2.0 * site.length / _G))


def _rubble(site: Site, last: Event, t: float) -> Actor:
    """Stones that come out of the block's foot, fall, and draw dust behind them."""
    n = np.arange(STONES, dtype=np.uint64)
    h = again(np.asarray(site.key, np.uint64) ^ (n << np.uint64(10)), 51 + last.number % 64)
    late = np.where(n == 0, 0.0, 1.8 * unit(again(h, 1)))
    size = np.where(n == 0, 22.0, 4.0 + 11.0 * unit(again(h, 2)) ** 2)
    x = 60.0 * (unit(again(h, 3)) - 0.5)
    loose = np.clip((t - late) / _LOOSE_S, 0.0, 1.0)
    air = np.maximum(0.0, t - late - _LOOSE_S)
    down = np.minimum(0.5 * _G * air * air, site.length)
    # From inside the block, a little forwards, then down.
    y = site.out - 16.0 + 30.0 * loose * loose + 7.0 * np.minimum(air, 3.0)
    z = -0.5 * site.size + 14.0 - down
    gone = np.clip((site.length - down) / (0.12 * site.length), 0.0, 1.0) * (t > late)
    frame = Frame(site, 2 * STONES)
    at = np.stack([x, y, z], axis=1)
    angle = air[:, None, None] * (0.3 + unit(again(h, 4)))[:, None, None]
    c, s = np.cos(angle), np.sin(angle)
    one = np.array([[1.0, 0, 0], [0, 0, 0], [0, 0, 0]])
    turn = one + c * np.diag([0.0, 1.0, 1.0]) + s * np.array([[0, 0, 0], [0, 0, -1.0], [0, 1.0, 0]])
    frame.put(slice(0, STONES), at, (size * gone)[:, None], turn)
    long = np.minimum(3.0 * air * air, 60.0) * gone
    across = 0.7 * size * gone * np.minimum(1.0, air)
    frame.put(slice(STONES, 2 * STONES), at, np.stack([across, across, long + 1e-3], axis=1))
    return frame.actor("life-rubble", _middle(site))


_SIDE: Final = 62.0
"""Metres of a pack's way on each side of the block, the first of them in the wall."""
_PACK_S: Final = (2.0 * _SIDE + BLOCK_LONG + 60.0) / _RUN_MPS


def _pack(site: Site, t: float, metres: float) -> Actor:
    """Out of the wall, round the block, into the wall: bursts, and utter stillness between."""
    n = np.arange(RUNNERS, dtype=np.uint64)
    h = again(np.asarray(site.key, np.uint64) ^ (n << np.uint64(11)), 61)
    beat = t * 1.1 + unit(again(h, 1))
    # Each second of stillness and burst: 70 % of the time running, the rest not.
    whole = np.floor(beat)
    run = (whole + np.clip((beat - whole) / 0.7, 0.0, 1.0)) / 1.1
    s = _RUN_MPS * run - 55.0 * unit(again(h, 2)) - 4.0
    z = (unit(again(h, 3)) - 0.5) * 0.7 * site.size + 5.0 * np.sin(0.09 * s + 6.0 * unit(h))
    half = 0.5 * BLOCK_LONG
    front = np.clip(s - _SIDE, 0.0, BLOCK_LONG)
    x = front - half
    y = site.out - _SIDE + np.clip(s, 0.0, _SIDE) - np.clip(s - _SIDE - BLOCK_LONG, 0.0, _SIDE)
    frame = Frame(site, RUNNERS)
    big = max(2.4, 2.2 * LEAST * metres)
    turn = np.empty((RUNNERS, 3, 3))
    on_front = (front > 0.0) & (front < BLOCK_LONG)
    side = np.where(s < _SIDE, 1.0, -1.0)[:, None]
    normal = np.where(on_front[:, None], [0.0, 1.0, 0.0], side * [-1.0, 0.0, 0.0])
    ahead = np.where(on_front[:, None], [1.0, 0.0, 0.0], side * [0.0, 1.0, 0.0])
    turn[:, :, 0], turn[:, :, 1], turn[:, :, 2] = np.cross(normal, ahead), normal, ahead
    there = ((s > 0.0) & (s < 2.0 * _SIDE + BLOCK_LONG)).astype(np.float64)
    frame.put(slice(0, RUNNERS), np.stack([x, y, z], axis=1), (big * there)[:, None], turn)
    return frame.actor("life-pack", _middle(site))


