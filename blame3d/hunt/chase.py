"""How a pack goes: one step of time. Bursts, utter stillness, the last leap.

Bursts of 0.3 … 0.9 s at 14 m/s (11 on walls), stillness of 0.1 … 0.4 s, a leap of 9 m. Who gets no
nearer jumps, or strays for a while.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from blame3d.hunt.pack import GIRTH_M, HEIGHT_M, Mode, Pack, Rows
from blame3d.hunt.solids import STALE_M
from blame3d.hunt.surface import I64, Solids, nearest
from blame3d.hunt.vectors import F64, cross, dot, normalised, tangent
from blame3d.world.hash import hash64, unit

BURST_S: Final = (0.3, 0.9)
STILL_S: Final = (0.1, 0.4)
FLOOR_SPEED: Final = 14.0
WALL_SPEED: Final = 11.0
LEAP_M: Final = 9.0
JUMP_M: Final = 40.0
"""Who gets no nearer along the surface lets go of it, and jumps so far."""

PATIENCE_S: Final = 1.6
STRAYS_S: Final = 3.0
"""Who cannot jump either runs anywhere for so long: that leads round most things."""

AIR_SPEED: Final = 15.0
FALLS_S: Final = 8.0
"""Who has not come to a surface after so long has fallen out of this place."""

APART_M: Final = 1.6
"""They do not touch each other."""

STEP_M: Final = 0.4
"""Longest way between two looks at the surface."""

GRAVITY: Final = 9.81
_TURN: Final = 7.0
"""rad/s, of the way ahead while running."""

_ROLL: Final = 11
_ROLLS: Final = np.arange(3)[:, None]
"""How long a burst and a stillness last, and the way that it strays."""


def step(
    pack: Pack, solids: Solids, rows: Rows, goal: F64, seen: bool, seed: int, dt: float
) -> Pack:
    """The pack `dt` seconds (at most 0.1) later.

    goal: float64 (3,), where they think that you are (your middle, in the frame of the solids).
    seen: whether you are there in sight: only then they leap. rows: looks neighbours up anew for
    those who have left their old ones behind. Deterministic: equal arguments give equal packs.
    """
    pack = _timers(pack, goal, seen, seed, dt)
    pieces = max(1, int(np.ceil(FLOOR_SPEED * dt / STEP_M)))
    for _ in range(pieces):
        pack = _surrounded(pack, rows)
        pack = _run(pack, solids, goal, dt / pieces)
        pack = _fly(pack, solids, dt / pieces)
    return pack


def _timers(pack: Pack, goal: F64, seen: bool, seed: int, dt: float) -> Pack:
    """Modes that have ended, and what comes after them."""
    left, mode, vel = pack.left - dt, pack.mode, pack.vel
    toward = goal - pack.pos
    far = np.sqrt(dot(toward, toward))
    nearer = (far < pack.best - 1.0) | (pack.vain > PATIENCE_S + STRAYS_S)
    best, vain = np.where(nearer, far, pack.best), np.where(nearer, 0.0, pack.vain + dt)
    over = left <= 0.0
    if not over.any():
        return replace(pack, left=left, best=best, vain=vain)
    runs = over & ((mode == Mode.STILL) | (mode == Mode.SHAPING))
    lands = over & (mode == Mode.LEAP) & (dot(vel, vel) == 0.0)
    falls = over & (mode == Mode.LEAP) & ~lands
    rests = lands | (over & (mode == Mode.BURST))
    count = pack.count + runs
    burst, still, way = unit(hash64(seed, _ROLL, pack.id, count, _ROLLS))
    left = np.where(runs, BURST_S[0] + burst * (BURST_S[1] - BURST_S[0]), left)
    left = np.where(rests, STILL_S[0] + still * (STILL_S[1] - STILL_S[0]), left)
    mode = np.where(runs, int(Mode.BURST), np.where(rests, int(Mode.STILL), mode))
    mode = np.where(falls, int(Mode.DEAD), mode)
    stuck = vain > PATIENCE_S
    if seen:
        off = dot(toward, pack.normal)
        leaps = runs & (far < np.where(stuck, JUMP_M, LEAP_M)) & (off > 0.1 * far)
        # The throw that meets the goal: at the speed of a leap, whatever gravity does on the way.
        takes = np.maximum(far / AIR_SPEED, 0.3)
        throw = toward / takes[:, None]
        throw[:, 2] += 0.5 * GRAVITY * takes
        vel = np.where(leaps[:, None], throw, vel)
        mode = np.where(leaps, int(Mode.LEAP), mode)
        left = np.where(leaps, FALLS_S, left)
    ahead = pack.ahead
    if runs.any():
        side = (way - 0.5) * np.where(stuck, 9.0, 0.7)
        who = runs.nonzero()[0]
        normal = pack.normal[who]
        want = tangent(_wish(pack.pos[who], pack.side[who], goal), normal)
        across = cross(normal, want)
        ahead = ahead.copy()
        ahead[who] = normalised(want + across * side[who, None])
    return replace(
        pack, mode=mode, left=left, vel=vel, count=count, ahead=ahead, best=best, vain=vain
    )


def _wish(pos: F64, side: F64, goal: F64) -> F64:
    """Where each would go, not unit: at you from its own side, and away from the next of them."""
    toward = goal - pos
    far = np.sqrt(dot(toward, toward))
    wide = np.where(far > LEAP_M, np.minimum(14.0, 0.45 * far), 0.0)
    wish = toward
    wish[:, :2] += side * wide[:, None]
    gap = pos[:, None] - pos[None]
    square = np.vecdot(gap, gap)
    close = (square < APART_M * APART_M) & (square > 0.0)
    push = (gap / np.maximum(square, 1e-4)[:, :, None] * close[:, :, None]).sum(axis=1)
    result: F64 = normalised(wish) + 1.5 * push
    return result


def _surrounded(pack: Pack, rows: Rows) -> Pack:
    """With neighbours that are still theirs."""
    gone = pack.pos - pack.met
    old = dot(gone, gone) > STALE_M * STALE_M
    if not old.any():
        return pack
    new, met = pack.rows.copy(), pack.met.copy()
    new[old], met[old] = rows(pack.pos[old]), pack.pos[old]
    return replace(pack, rows=new, met=met)


def _run(pack: Pack, solids: Solids, goal: F64, dt: float) -> Pack:
    """Those in a burst go on along the surface; who cannot turns to its own side."""
    who = (pack.mode == Mode.BURST).nonzero()[0]
    if not len(who):
        return pack
    some = pack.take(who)
    want = tangent(_wish(some.pos, some.side, goal), some.normal, some.ahead)
    turn = np.where(some.vain > PATIENCE_S, 0.0, min(1.0, _TURN * dt))
    ahead = some.ahead + (want - some.ahead) * turn[:, None]
    ahead = tangent(ahead, some.normal, some.ahead)
    speed = np.where(some.normal[:, 2] > 0.7, FLOOR_SPEED, WALL_SPEED)
    way = ahead * (speed * dt)[:, None]
    pos = some.pos + way
    d, n = nearest(solids, some.rows, pos)
    adrift = d > 4.0 * HEIGHT_M  # what it ran on is gone: it falls
    pos = pos + n * (HEIGHT_M - d)[:, None]
    d, n = nearest(solids, some.rows, pos)  # in a corner the second face has its say
    gone = pos - some.pos
    jump = dot(gone, gone) > (3.0 * STEP_M) ** 2
    bad = (d < GIRTH_M) | (d > 2.0 * HEIGHT_M) | jump
    normal = normalised(some.normal + (n - some.normal) * min(1.0, 14.0 * dt))
    if bad.any():
        left_handed = np.where(some.id % 2 == 0, 1.0, -1.0)[:, None]
        turned = cross(some.normal, some.ahead) * left_handed
        keep = bad[:, None]
        pos = np.where(keep, some.pos, pos)
        normal = np.where(keep, some.normal, normal)
        ahead = np.where(keep, turned, ahead)
    run = np.where(bad, 0.0, np.sqrt(dot(gone, gone)))
    ahead = tangent(ahead, normal)
    pack = _put(pack, who, pos=pos, normal=normal, ahead=ahead, stride=some.stride + run)
    falls = who[adrift]
    if not len(falls):
        return pack
    return _put(
        pack, falls, mode=np.full(len(falls), int(Mode.LEAP)), left=np.full(len(falls), FALLS_S),
        vel=some.ahead[adrift],
    )  # fmt: skip


def _fly(pack: Pack, solids: Solids, dt: float) -> Pack:
    """Those in the air go on in it until a surface takes them; the dead stay where they fall."""
    air = (pack.mode == Mode.LEAP) | ((pack.mode == Mode.DEAD) & (dot(pack.vel, pack.vel) > 0.0))
    who = air.nonzero()[0]
    if not len(who):
        return pack
    some = pack.take(who)
    vel = some.vel.copy()
    vel[:, 2] -= GRAVITY * dt
    size = np.sqrt(dot(vel, vel))
    vel *= np.minimum(1.0, STEP_M / np.maximum(size * dt, 1e-9))[:, None]  # 40 m/s at 100 Hz
    pos = some.pos + vel * dt
    d, n = nearest(solids, some.rows, pos)
    dead = some.mode == Mode.DEAD
    lands = d < np.where(dead, GIRTH_M + 0.02, HEIGHT_M)
    # who leaps off a surface is near it at first, but goes away from it
    lands &= dead | (dot(vel, n) < 0.5)
    blocked = lands & (d < GIRTH_M)
    pos = np.where(blocked[:, None], some.pos, pos)
    vel = np.where(lands[:, None], 0.0, vel)
    normal = np.where(lands[:, None] & ~dead[:, None], n, some.normal)
    return _put(
        pack, who, pos=pos, vel=vel, normal=normal,
        ahead=tangent(np.where(size[:, None] > 1.0, vel + some.ahead * 0.1, some.ahead), normal,
                       some.ahead),
        left=np.where(lands & ~dead, 0.0, some.left),
    )  # fmt: skip


def _put(pack: Pack, who: I64, **columns: F64 | I64) -> Pack:
    """The pack with some columns of some hunters replaced."""
    new = {}
    for name, values in columns.items():
        column = getattr(pack, name).copy()
        column[who] = values
        new[name] = column
    return replace(pack, **new)
