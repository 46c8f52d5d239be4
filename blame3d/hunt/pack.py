"""A pack of hunters as arrays, one step at a time: bursts, utter stillness, the last leap.

Bursts of 0.3 … 0.9 s at 14 m/s (11 on walls), stillness of 0.1 … 0.4 s, a leap of 9 m, 2.4 s to be
shaped out of a wall. Who gets no nearer jumps, or strays for a while.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.hunt.surface import F64, I64, Solids, dot, nearest
from blame3d.world.hash import hash64, unit

SHAPING_S: Final = 2.4
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

HEIGHT_M: Final = 0.62
"""Of the middle of the body over the surface."""

GIRTH_M: Final = 0.3
"""No solid comes nearer to the middle of the body than this."""

CATCH_M: Final = 1.2
APART_M: Final = 1.6
"""They do not touch each other."""

STEP_M: Final = 0.4
"""Longest way between two looks at the surface."""

LIES_S: Final = 30.0
"""How long a dead one lies there."""

GRAVITY: Final = 9.81
_TURN: Final = 7.0
"""rad/s, of the way ahead while running."""

_BURST, _STILL, _WAY = 11, 12, 13
_SIDES = (14, 15)

Rows = Callable[[F64], I64]
"""Neighbours of points: `solids.Around.neighbours`."""


class Mode(IntEnum):
    SHAPING = 0
    STILL = 1
    BURST = 2
    LEAP = 3
    DEAD = 4


@dataclass(frozen=True, eq=False)
class Pack:
    """N hunters. id: int64. pos: float64 (N, 3), metres in the frame of the solids. normal, ahead:
    unit vectors away from the surface and along it. vel: float64 (N, 3), m/s, for leaps and falls.
    mode: int64. left: seconds until the mode ends. count: bursts so far. stride: metres run, for
    the gait. side: float64 (N, 2), unit, from where on the plan each of them comes at you.
    best: the nearest that it has come of late, metres; vain: seconds since it got any nearer.
    rows: int64 (N, K), neighbours; met: where they were looked up.
    """

    id: I64
    pos: F64
    normal: F64
    ahead: F64
    vel: F64
    mode: I64
    left: F64
    count: I64
    stride: F64
    side: F64
    best: F64
    vain: F64
    rows: I64
    met: F64

    def __len__(self) -> int:
        return len(self.id)

    def take(self, which: NDArray[np.bool_] | I64) -> Pack:
        """Some of them."""
        return replace(self, **{name: getattr(self, name)[which] for name in _FIELDS})

    def moved(self, by: F64) -> Pack:
        """In a frame that lies `by` metres elsewhere: what was at p is at p + by."""
        return replace(self, pos=self.pos + by, met=self.met + by)

    @property
    def hunting(self) -> NDArray[np.bool_]:
        awake: NDArray[np.bool_] = (self.mode != Mode.DEAD) & (self.mode != Mode.SHAPING)
        return awake


_FIELDS: Final = tuple(Pack.__dataclass_fields__)


def shaped(
    seed: int, ids: I64, at: F64, normal: F64, solids: Solids, rows: Rows, delay: float = 0.15
) -> Pack:
    """Hunters that begin to be drawn out of surfaces, `delay` s after each other.

    at, normal: float64 (N, 3), points of surfaces. Those that have no room before them are fewer.
    """
    pos, near = at + normal * HEIGHT_M, rows(at)
    for _ in range(4):
        d, out = nearest(solids, near, pos)
        pos = pos + out * np.maximum(0.0, GIRTH_M + 0.05 - d)[:, None]
    room = nearest(solids, near, pos)[0] > GIRTH_M
    ids, pos, normal, near = ids[room], pos[room], normal[room], near[room]
    n = len(ids)
    side = np.stack([unit(hash64(seed, salt, ids)) - 0.5 for salt in _SIDES], axis=1)
    normal = _unit(normal)
    return Pack(
        id=ids, pos=pos, normal=normal, ahead=_tangent(np.tile((0.0, 0.0, 1.0), (n, 1)), normal),
        vel=np.zeros((n, 3)), mode=np.full(n, int(Mode.SHAPING)),
        left=SHAPING_S + delay * np.arange(n, dtype=np.float64), count=np.zeros(n, np.int64),
        stride=np.zeros(n), side=_unit(side), best=np.full(n, 1e9),
        vain=np.zeros(n), rows=near, met=pos,
    )  # fmt: skip


def joined(a: Pack, b: Pack) -> Pack:
    """Both as one."""
    return Pack(*(np.concatenate([getattr(a, f), getattr(b, f)]) for f in _FIELDS))


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


def caught(pack: Pack, body: F64) -> bool:
    """Whether one of them has the body whose middle is at `body` (3,)."""
    gap = pack.pos - body
    return bool((pack.hunting & (dot(gap, gap) < CATCH_M * CATCH_M)).any())


def struck(pack: Pack, which: NDArray[np.bool_], push: F64) -> Pack:
    """Those of `which` are dead, and thrown with `push` (N, 3) m/s."""
    now = which & (pack.mode != Mode.DEAD)
    return replace(
        pack,
        mode=np.where(now, int(Mode.DEAD), pack.mode),
        left=np.where(now, LIES_S, pack.left),
        vel=np.where(now[:, None], push, pack.vel),
    )


def _timers(pack: Pack, goal: F64, seen: bool, seed: int, dt: float) -> Pack:
    """Modes that have ended, and what comes after them."""
    left, mode, vel = pack.left - dt, pack.mode, pack.vel
    toward = goal - pack.pos
    far = np.sqrt(dot(toward, toward))
    nearer = (far < pack.best - 1.0) | (pack.vain > PATIENCE_S + STRAYS_S)
    pack = replace(
        pack,
        left=left,
        best=np.where(nearer, far, pack.best),
        vain=np.where(nearer, 0.0, pack.vain + dt),
    )
    over = left <= 0.0
    if not over.any():
        return pack
    runs = over & ((mode == Mode.STILL) | (mode == Mode.SHAPING))
    lands = over & (mode == Mode.LEAP) & (pack.vel == 0.0).all(axis=1)
    falls = over & (mode == Mode.LEAP) & ~lands
    rests = lands | (over & (mode == Mode.BURST))
    count = pack.count + runs
    burst = unit(hash64(seed, _BURST, pack.id, count))
    still = unit(hash64(seed, _STILL, pack.id, count))
    left = np.where(runs, BURST_S[0] + burst * (BURST_S[1] - BURST_S[0]), left)
    left = np.where(rests, STILL_S[0] + still * (STILL_S[1] - STILL_S[0]), left)
    mode = np.where(runs, int(Mode.BURST), np.where(rests, int(Mode.STILL), mode))
    mode = np.where(falls, int(Mode.DEAD), mode)
    stuck = pack.vain > PATIENCE_S
    off = dot(toward, pack.normal)
    leaps = seen & runs & (far < np.where(stuck, JUMP_M, LEAP_M)) & (off > 0.1 * far)
    if leaps.any():
        # The throw that meets the goal: at the speed of a leap, whatever gravity does on the way.
        takes = np.maximum(far / AIR_SPEED, 0.3)
        throw = toward / takes[:, None]
        throw[:, 2] += 0.5 * GRAVITY * takes
        vel = np.where(leaps[:, None], throw, vel)
        mode = np.where(leaps, int(Mode.LEAP), mode)
        left = np.where(leaps, FALLS_S, left)
    ahead = pack.ahead
    if runs.any():
        side = (unit(hash64(seed, _WAY, pack.id, count)) - 0.5) * np.where(stuck, 9.0, 0.7)
        want = _tangent(_wish(pack, goal), pack.normal)
        across = np.cross(pack.normal, want)
        ahead = np.where(runs[:, None], _unit(want + across * side[:, None]), ahead)
    return replace(pack, mode=mode, left=left, vel=vel, count=count, ahead=ahead)


def _wish(pack: Pack, goal: F64) -> F64:
    """Where each would go, not unit: at you from its own side, and away from the next of them."""
    toward = goal - pack.pos
    far = np.sqrt(dot(toward, toward))
    wide = np.where(far > LEAP_M, np.minimum(14.0, 0.45 * far), 0.0)
    wish = toward
    wish[:, :2] += pack.side * wide[:, None]
    gap = pack.pos[:, None] - pack.pos[None]
    square = np.einsum("ijk,ijk->ij", gap, gap)
    close = (square < APART_M * APART_M) & (square > 0.0)
    push = (gap / np.maximum(square, 1e-4)[:, :, None] * close[:, :, None]).sum(axis=1)
    result: F64 = _unit(wish) + 1.5 * push
    return result


def _surrounded(pack: Pack, rows: Rows) -> Pack:
    """With neighbours that are still theirs."""
    from blame3d.hunt.solids import STALE_M

    gone = pack.pos - pack.met
    old = dot(gone, gone) > STALE_M * STALE_M
    if not old.any():
        return pack
    new, met = pack.rows.copy(), pack.met.copy()
    new[old], met[old] = rows(pack.pos[old]), pack.pos[old]
    return replace(pack, rows=new, met=met)


def _run(pack: Pack, solids: Solids, goal: F64, dt: float) -> Pack:
    """Those in a burst go on along the surface; who cannot turns to its own side."""
    who = np.flatnonzero(pack.mode == Mode.BURST)
    if not len(who):
        return pack
    some = pack.take(who)
    want = _tangent(_wish(some, goal), some.normal, some.ahead)
    turn = np.where(some.vain > PATIENCE_S, 0.0, min(1.0, _TURN * dt))
    ahead = _unit(some.ahead + (want - some.ahead) * turn[:, None])
    ahead = _tangent(ahead, some.normal, some.ahead)
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
    normal = _unit(some.normal + (n - some.normal) * min(1.0, 14.0 * dt))
    left_handed = np.where(some.id % 2 == 0, 1.0, -1.0)[:, None]
    turned = np.cross(some.normal, some.ahead) * left_handed
    keep = bad[:, None]
    pos = np.where(keep, some.pos, pos)
    normal = np.where(keep, some.normal, normal)
    ahead = _tangent(np.where(keep, turned, ahead), normal)
    run = np.sqrt((np.where(keep, 0.0, gone) ** 2).sum(axis=1))
    return _put(
        pack, who, pos=pos, normal=normal, ahead=ahead, stride=some.stride + run,
        mode=np.where(adrift, int(Mode.LEAP), some.mode),
        left=np.where(adrift, FALLS_S, some.left),
        vel=np.where(adrift[:, None], some.ahead, some.vel),
    )  # fmt: skip


def _fly(pack: Pack, solids: Solids, dt: float) -> Pack:
    """Those in the air go on in it until a surface takes them; the dead stay where they fall."""
    air = (pack.mode == Mode.LEAP) | ((pack.mode == Mode.DEAD) & (pack.vel != 0.0).any(axis=1))
    who = np.flatnonzero(air)
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
        ahead=_tangent(np.where(size[:, None] > 1.0, vel + some.ahead * 0.1, some.ahead), normal,
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


def _unit(v: F64) -> F64:
    size = np.sqrt(dot(v, v))
    result: F64 = v / np.maximum(size, 1e-12)[:, None]
    return result


def _tangent(v: F64, normal: F64, else_: F64 | None = None) -> F64:
    """Unit part of v along the surface; where there is next to none, of `else_` or of any axis."""
    flat = v - dot(v, normal)[:, None] * normal
    size = np.sqrt(dot(flat, flat))
    whole = np.sqrt(dot(v, v))
    thin = size < 0.2 * np.maximum(whole, 1e-9)
    if thin.any():
        other = np.where(np.abs(normal[:, :1]) < 0.8, (1.0, 0.0, 0.0), (0.0, 1.0, 0.0))
        spare = other if else_ is None else else_
        spare = spare - dot(spare, normal)[:, None] * normal
        flat = np.where(thin[:, None], spare, flat)
    return _unit(flat)
