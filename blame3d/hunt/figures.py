"""Eyes and hunters as actors of a frame."""

from __future__ import annotations

from typing import Final

import numpy as np

from blame3d.cast import crowd, model
from blame3d.cast.actor import Actor
from blame3d.cast.watcher import axes, risen
from blame3d.hunt import eyes
from blame3d.hunt.eyes import Watch
from blame3d.hunt.pack import HEIGHT_M, SHAPING_S, Mode, Pack
from blame3d.hunt.surface import Solids, nearest
from blame3d.hunt.vectors import F64, dot
from blame3d.view import direction
from blame3d.world.chunk import CELL, Cell

CLOSE_M: Final = 26.0
"""Hunters so near put their hands on what is really there."""

HAND_REACH_M: Final = 0.7
_WIDE: Final = 0.4
"""A narrowed sheet is so much of its opening."""


def _millimetres(base: Cell, at: F64) -> tuple[int, int, int]:
    x, y, z = (
        round((c * CELL + v) * 1000.0) for c, v in zip(base, at.tolist(), strict=True)
    )
    return x, y, z


def watch(
    one: Watch, body: F64, now: float, shut: float, solids: Solids, base: Cell
) -> list[Actor]:
    """A mast with its eye, and the sheet of light while it searches or holds. shut: 0 … 1."""
    out = one.open(now) * max(0.0, 1.0 - shut)
    aim = np.array(direction(*eyes.sheet(one, body, now)))
    ball = axes(aim, np.array([0.0, 0.0, 1.0]))
    joints = risen(one.out, ball, out, now)
    glow = 0.0 if out < 1.0 else 1.0 if not one.silent(now) else 0.15
    actors = [Actor("watch-eye", _millimetres(base, one.foot), joints, glow)]
    if out >= 1.0 and (one.searches(now) or one.holds(now)):
        far = eyes.hits(solids, one.eye, aim[None], 160.0)[0][0]
        long = min(160.0, float(far)) if one.holds(now) else 160.0
        thin = _WIDE if one.holds(now) else 1.0
        sheet = np.zeros((1, 3, 4))
        sheet[0, :, :3] = ball @ np.diag([long, long, long * thin])
        actors.append(
            Actor("scan", _millimetres(base, one.eye + aim * 1.1), sheet.astype(np.float32))
        )
    return actors


def pack(some: Pack, body: F64, solids: Solids, base: Cell) -> list[Actor]:
    """Each hunter where it is, with its face to the walker."""
    if not len(some):
        return []
    figure = model.load("exterminator")
    born = np.clip(1.0 - some.left / SHAPING_S, 0.0, 1.0)
    born = np.where(some.mode == Mode.SHAPING, born, 1.0)
    at = some.pos - some.normal * ((1.0 - born) * (HEIGHT_M + 0.9))[:, None]
    turn = crowd.frames(some.ahead, some.normal)
    odd = ((some.id * 37) % 64) / 64.0
    height = np.where((some.mode == Mode.LEAP) | (some.mode == Mode.DEAD), 0.35, HEIGHT_M)
    held = crowd.hooks(at, turn, HEIGHT_M, some.stride, odd)
    gap = some.pos - body
    close = (dot(gap, gap) < CLOSE_M * CLOSE_M) & (height == HEIGHT_M)
    rows = np.flatnonzero(close & (born >= 1.0))
    if len(rows):
        hands, up = held[rows], some.normal[rows, None]
        # Each hand has the neighbours of its hunter.
        near = np.broadcast_to(some.rows[rows, None], (*hands.shape[:2], some.rows.shape[1]))
        d, normal = nearest(solids, near.reshape(-1, near.shape[2]), hands.reshape(-1, 3))
        d, normal = d.reshape(-1, 4, 1), normal.reshape(-1, 4, 3)
        # A hand that holds on is put on the surface if that is within its reach; one on its way
        # only not through it.
        lifted = np.vecdot(hands - at[rows, None], up)[:, :, None] > 1e-6 - HEIGHT_M
        put = np.where(lifted, np.minimum(d, 0.0), d) * (np.abs(d) < HAND_REACH_M)
        held[rows] = hands - normal * put
    way = body + (0.0, 0.0, 0.7) - at
    flat = np.sqrt(way[:, 0] ** 2 + way[:, 1] ** 2)
    look = np.empty((len(some), 2))
    look[:, 0], look[:, 1] = np.arctan2(-way[:, 0], way[:, 1]), np.arctan2(way[:, 2], flat)
    look = np.degrees(look)
    joints = crowd.stances(figure, at, turn, held, some.normal, look)
    joints[:, :, :, 3] -= some.pos[:, None].astype(np.float32)
    x, y, z = (c * CELL * 1000 for c in base)
    return [
        Actor("exterminator", (x + a, y + b, z + c), own)
        for (a, b, c), own in zip(np.rint(some.pos * 1000.0).astype(int).tolist(), joints,
                                  strict=True)
    ]
