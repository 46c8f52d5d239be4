"""The lamps of the network's own spots: each is made fast to a wall, a ceiling or a post of its
own, or it is left out. Nothing hangs in the air."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.world import boxes, sky, stretch, tubes
from blame3d.world.cell import Ways
from blame3d.world.emit import QUARTER, Sink, tint_of
from blame3d.world.hash import again, chance, hash_at
from blame3d.world.materials import Material
from blame3d.world.parts import put
from blame3d.world.spots import F64, Mass, Spots, hang
from blame3d.world.walk_types import CORRIDOR, LANDING, ROOM, WELL

_LAMP: Final = 403
_RUN: Final = 20.0
"""Metres of a tower that are lit together."""
_WARM_STRETCHES: Final = 34
"""Of a hundred."""
_OTHERS: Final = 0.08
_WALLS: Final = ((0, 1), (0, -1), (1, 1), (1, -1))
"""Normals (axis, sign) of the walls that a lamp may hang on, in order of trial."""
_COLD, _WARM = [196, 226, 255], [255, 168, 88]


def add(sink: Sink, seed: int, origin: NDArray[np.int64], ways: Ways, mass: Mass) -> None:
    """Lamps of passages, landings and rooms. Those of doors are the portals' business."""
    pos, kind = ways.lamps
    if not len(pos):
        return
    h = hash_at(seed, _LAMP, origin, pos)
    # Of a tower's landings in the open a run is lit and now and then a single one: all of them
    # were a string.
    storey = pos.copy()
    storey[:, 2] = np.floor((pos[:, 2] + origin[2]) / _RUN) * _RUN - origin[2]
    need = sky.need(seed, pos.astype(np.float64) + origin)
    run = chance(hash_at(seed, _LAMP + 5, origin, np.floor(storey / 16.0) * 16.0),
                 0.06 + 0.2 * need)
    lit = (kind != LANDING) | run | chance(again(h, 3), 0.05)
    # Where a passage has other lights (`tubes`), few strips hang in it.
    strips = stretch.lot(stretch.of(seed, origin, pos), stretch.GLOW) < tubes.STRIPS
    lit &= (kind != CORRIDOR) | strips | chance(again(h, 5), 0.25)
    pos, kind, h = pos[lit], kind[lit], h[lit]
    # Most are as warm as their stretch is.
    usual = stretch.lot(stretch.of(seed, origin, pos), stretch.COLOUR) < _WARM_STRETCHES
    warm = usual ^ chance(h, _OTHERS)
    for kind_of, fix in (
        (CORRIDOR, _ceiling), (LANDING, _landing), (WELL, _landing), (ROOM, _room),
    ):
        sel = kind == kind_of
        if sel.any():
            fix(sink, pos[sel], h[sel], warm[sel], mass)


def _glow(warm: NDArray[np.bool_]) -> NDArray[np.int64]:
    return np.where(warm, int(Material.LAMP_WARM), int(Material.LAMP_COLD))


def _shine(sink: Sink, at: F64, warm: NDArray[np.bool_], power: int) -> None:
    sink.lamp(at, 16.0, np.where(warm[:, None], _WARM, _COLD), power)


def _near(at: F64, mass: Mass, lo: tuple[float, float, float],
          hi: tuple[float, float, float]) -> NDArray[np.bool_]:
    return boxes.touching(at + np.array(lo), at + np.array(hi), *mass)


def _ceiling(sink: Sink, at: F64, h: NDArray[np.uint64], warm: NDArray[np.bool_],
             mass: Mass) -> None:
    """A strip where the ceiling is at hand, along the passage; a caged bulb on a cord below a high
    one."""
    strip = _near(at, mass, (-0.3, -0.3, 0.05), (0.3, 0.3, 0.4))
    hung = ~strip & _near(at, mass, (-0.2, -0.2, 1.3), (0.2, 0.2, 1.9))
    # Along x unless walls stand close on that axis.
    yaw = np.where(_near(at, mass, (1.55, -0.1, -1.0), (1.7, 0.1, -0.8)), QUARTER, 0)
    _shine(sink, (at - np.array([0.0, 0.0, 0.3]))[strip | hung], warm[strip | hung], 220)
    if sink.level:
        half = np.array([0.3, 0.3, 0.06])
        lit = strip | hung
        sink.boxes(at[lit] - half, at[lit] + half, _glow(warm)[lit], 210)
        return
    below = at + np.array([0.0, 0.0, -0.07])
    put(sink, "lamp_strip", below[strip], None, yaw[strip], tint_of(h[strip]),
        main=int(Material.HULL), glow=_glow(warm)[strip])
    middle = at + np.array([0.0, 0.0, 0.55])
    put(sink, "lamp_hanging", middle[hung], None, 0, tint_of(h[hung]), main=int(Material.STEEL),
        glow=_glow(warm)[hung])


def _landing(sink: Sink, at: F64, h: NDArray[np.uint64], warm: NDArray[np.bool_],
             mass: Mass) -> None:
    """A bulkhead on the tower's wall, half a metre away; in the air a post at the landing's end."""
    wall, found = _on_wall(at, h, mass, 0.5)
    _shine(sink, at - np.array([0.0, 0.0, 0.15]), warm, 220)
    if sink.level:
        half = np.array([0.17, 0.17, 0.08])
        sink.boxes(at - half, at + half, _glow(warm), 210)
        return
    hang(sink, "lamp_bulkhead", wall, up=-0.5, main=int(Material.STEEL), glow=_glow(warm)[found])
    alone = ~found
    size = sink.library.metres("lamp_pole")
    post = at[alone].copy()
    post[:, 2] += size[2] / 2 - 3.0
    put(sink, "lamp_pole", post, None, 0, tint_of(h[alone]), main=int(Material.STEEL),
        glow=_glow(warm)[alone])


def _room(sink: Sink, at: F64, h: NDArray[np.uint64], warm: NDArray[np.bool_],
          mass: Mass) -> None:
    """A shade on an arm from the wall, a metre away; without a wall there is none."""
    wall, found = _on_wall(at, h, mass, 1.0)
    _shine(sink, (at - np.array([0.0, 0.0, 0.4]))[found], warm[found], 255)
    if sink.level:
        half = np.array([0.25, 0.25, 0.07])
        sink.boxes(at[found] - half, at[found] + half, _glow(warm)[found], 210)
        return
    hang(sink, "lamp_shade", wall, up=-0.6, main=int(Material.HULL), glow=_glow(warm)[found])


def _on_wall(at: F64, h: NDArray[np.uint64], mass: Mass, away: float) -> tuple[
        Spots, NDArray[np.bool_]]:
    """Spots on a wall `away` metres from the points that have one, and which points those are."""
    axis, sign = np.zeros(len(at), np.int64), np.zeros(len(at), np.int64)
    for a, s in _WALLS:
        lo, hi = [-0.15, -0.15, -0.3], [0.15, 0.15, 0.2]
        lo[a], hi[a] = (-away - 0.3, -away - 0.05) if s > 0 else (away + 0.05, away + 0.3)
        new = (sign == 0) & _near(at, mass, (lo[0], lo[1], lo[2]), (hi[0], hi[1], hi[2]))
        axis[new], sign[new] = a, s
    found = sign != 0
    on = at[found].copy()
    on[np.arange(len(on)), axis[found]] -= sign[found] * away
    return Spots(on, axis[found], sign[found], h[found]), found
