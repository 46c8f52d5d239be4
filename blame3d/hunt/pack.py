"""A pack of hunters as arrays: what each of them is, how they are shaped, how they end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.hunt.surface import I64, Solids, nearest
from blame3d.hunt.vectors import F64, dot, normalised, tangent
from blame3d.world.hash import hash64, unit

SHAPING_S: Final = 2.4

HEIGHT_M: Final = 0.62
"""Of the middle of the body over the surface."""

GIRTH_M: Final = 0.3
"""No solid comes nearer to the middle of the body than this."""

CATCH_M: Final = 1.2

LIES_S: Final = 30.0
"""How long a dead one lies there."""

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
        return Pack(*[getattr(self, name)[which] for name in _FIELDS])

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
    normal = normalised(normal)
    return Pack(
        id=ids, pos=pos, normal=normal, ahead=tangent(np.tile((0.0, 0.0, 1.0), (n, 1)), normal),
        vel=np.zeros((n, 3)), mode=np.full(n, int(Mode.SHAPING)),
        left=SHAPING_S + delay * np.arange(n, dtype=np.float64), count=np.zeros(n, np.int64),
        stride=np.zeros(n), side=normalised(side), best=np.full(n, 1e9),
        vain=np.zeros(n), rows=near, met=pos,
    )  # fmt: skip


def joined(a: Pack, b: Pack) -> Pack:
    """Both as one."""
    return Pack(*(np.concatenate([getattr(a, f), getattr(b, f)]) for f in _FIELDS))


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
