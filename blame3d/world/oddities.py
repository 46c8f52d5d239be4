"""Errors on purpose: what the Builders put where it serves nobody. Rare, and no two alike.

Each kind takes its measures from the hash of its place. In the air they stand at a rail or beyond
it, so that nobody can fall over them; inside they hug a wall, so that the way stays free.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.world import boxes
from blame3d.world.emit import Sink, tint_of
from blame3d.world.hash import again, below, chance, unit
from blame3d.world.materials import Material
from blame3d.world.parts import put
from blame3d.world.placing import front_yaw
from blame3d.world.spots import F64, Mass, Spots, hang

AT_RAILS: Final = 0.052
AT_WALLS: Final = 0.050
"""Share of places on rails and on walls of passages, 4 m apart, that are tried; what is met along
real walks is measured by tests (about one in 150 m)."""
_ROOM: Final = 11.0
"""Metres of air that an error beyond a rail wants."""
_CONCRETE, _STEEL, _HULL = int(Material.CONCRETE), int(Material.STEEL), int(Material.HULL)


def tried(s: Spots, share: float) -> NDArray[np.bool_]:
    """Which spots have an error, if there is room for one."""
    return np.asarray(chance(again(s.hash, 51), share))


def at_rails(sink: Sink, s: Spots, mass: Mass, clear: Mass) -> None:
    """Doors into the void, flights to nothing, bridges off their landing, seats beyond the rail."""
    lo, hi = s.box(3.4, -3.0, 6.0, -_ROOM, -0.4)
    s = s[~(boxes.touching(lo, hi, *mass) | boxes.touching(lo, hi, *clear))]
    if not len(s):
        return
    kind = below(again(s.hash, 52), 7)
    for k, build in enumerate((_door, _flight, _short_bridge, _giant_steps, _bench, _ladder,
                               _fenced)):
        sel = kind == k
        if sel.any():
            build(sink, s[sel])


def _measure(s: Spots, salt: int, low: float, high: float) -> F64:
    return np.asarray(low + (high - low) * unit(again(s.hash, salt)), np.float64)


def _box(sink: Sink, s: Spots, a: tuple[F64 | float, F64 | float, F64 | float],
         b: tuple[F64 | float, F64 | float, F64 | float], material: int) -> None:
    """Boxes between points (along, up, out) of spots; they stop feet."""
    p, q = s.point(*a), s.point(*b)
    sink.boxes(np.minimum(p, q), np.maximum(p, q), material, tint_of(s.hash), block=True)


def _away(s: Spots) -> NDArray[np.int64]:
    """Yaw of what climbs towards +y, climbing outward over the rail."""
    return front_yaw(s.axis, s.sign)


def _door(sink: Sink, s: Spots) -> None:
    """A shut door in a frame at the rail: behind it there is nothing; its lamp is still on."""
    wide, tall = _measure(s, 60, 1.5, 2.2), _measure(s, 61, 2.7, 4.6)
    size = np.stack([wide, 0.42 + 0 * wide, tall], 1)
    hang(sink, "door_heavy", s, up=-0.05, out=-0.3, size=size, main=_CONCRETE, trim=_HULL)
    _box(sink, s, (-wide * 0.62, -0.8, -0.5), (wide * 0.62, -0.05, 0.1), _CONCRETE)
    lit = s[chance(again(s.hash, 62), 0.5)]
    hang(sink, "keypad", lit, up=1.2, along=0.5, out=0.1, glow=int(Material.WINDOW_WARM))


def _flight(sink: Sink, s: Spots) -> None:
    """A flight of stairs beyond the rail that climbs away from the way, to a landing in the air:
    fenced, or with a shut door at its end."""
    rise, wide = _measure(s, 60, 2.4, 3.6), _measure(s, 62, 1.2, 2.0)
    run, half = rise * 1.5, wide / 2
    centre = s.point(0.0, rise / 2, -0.5 - run / 2)
    put(sink, "stair_flight", centre, np.stack([wide, run, rise], 1), _away(s), tint_of(s.hash),
        main=_CONCRETE, block=True)
    _box(sink, s, (-half, -0.9, -1.4), (half, 0.0, 0.0), _CONCRETE)
    top, end = -0.5 - run, -2.4 - run
    _box(sink, s, (-half - 0.1, rise - 0.3, end), (half + 0.1, rise, top + 0.1), _CONCRETE)
    for edge in (-half, half):
        put(sink, "banister", s.point(edge, rise / 2 + 0.5, -0.5 - run / 2),
            np.stack([0.06 + 0 * run, run, rise + 1.0], 1), _away(s), tint_of(s.hash), main=_STEEL)
        for up in (0.5, 0.98):
            _box(sink, s, (edge - 0.03, rise + up, end), (edge + 0.03, rise + up + 0.06, top),
                 _STEEL)
        for at in (end, top):
            _box(sink, s, (edge - 0.04, rise, at), (edge + 0.04, rise + 1.04, at + 0.08), _STEEL)
        # It stands on two beams that come from under the way.
        _box(sink, s, (edge - 0.1, -0.85, end + 0.2), (edge + 0.1, -0.5, 0.0), _STEEL)
        _box(sink, s, (edge - 0.1, -0.85, end + 0.2), (edge + 0.1, rise - 0.3, end + 0.4), _STEEL)
        _box(sink, s, (edge - 0.07, -0.5, top + run / 2), (edge + 0.07, rise * 0.46,
                                                           top + run / 2 + 0.14), _STEEL)
    shut = chance(again(s.hash, 63), 0.6)
    door, end = s[shut], end[shut]
    size = np.stack([wide[shut], 0.3 + 0 * end, 2.4 + 0 * end], 1)
    hang(sink, "door_heavy", door, up=rise[shut], out=end, size=size, main=_CONCRETE, trim=_HULL)
    fenced, end = s[~shut], -2.4 - run[~shut]
    for up in (0.5, 0.98):
        _box(sink, fenced, (-half[~shut], rise[~shut] + up, end),
             (half[~shut], rise[~shut] + up + 0.06, end + 0.06), _STEEL)


def _short_bridge(sink: Sink, s: Spots) -> None:
    """A bridge that comes back to a landing and misses it by two metres; it hangs on rods from two
    arms over the rail."""
    gap, long = _measure(s, 60, 1.8, 2.3), _measure(s, 61, 5.0, 8.0)
    wide, drop = _measure(s, 62, 0.9, 1.5), _measure(s, 63, -0.6, 0.5)
    tall = _measure(s, 64, 4.2, 6.5)
    _box(sink, s, (-wide, drop - 0.3, -gap - long), (wide, drop, -gap), _CONCRETE)
    for side in (-1.0, 1.0):
        edge = side * wide
        _box(sink, s, (edge - 0.04, drop + 0.95, -gap - long), (edge + 0.04, drop + 1.02, -gap),
             _STEEL)
        for share in (0.06, 0.94):
            at = -gap - long * share
            _box(sink, s, (edge - 0.05, drop, at - 0.05), (edge + 0.05, tall, at + 0.05), _STEEL)
        _box(sink, s, (edge - 0.16, tall, -0.4 - gap - long), (edge + 0.16, tall + 0.4, 0.1),
             _STEEL)
        _box(sink, s, (edge - 0.16, -0.9, -0.4), (edge + 0.16, tall, -0.08), _STEEL)
    _box(sink, s, (-wide, tall + 0.05, -0.38), (wide, tall + 0.35, -0.1), _STEEL)


def _giant_steps(sink: Sink, s: Spots) -> None:
    """Three steps of 1.4 by 2.2 metres beside the way, for nobody, on a bracket."""
    size = sink.library.metres("stair_giant")
    side = np.where(chance(again(s.hash, 60), 0.5), 1, -1)
    centre = s.point(0.0, size[2] / 2 - 0.4, -0.45 - size[0] / 2)
    yaw = _away(s) + side * 16384
    put(sink, "stair_giant", centre, None, yaw, tint_of(s.hash), main=_CONCRETE, block=True)
    _box(sink, s, (-2.4, -1.2, -2.6), (2.4, -0.4, 0.0), _CONCRETE)


def _bench(sink: Sink, s: Spots) -> None:
    """A seat on the wrong side of the rail, over the drop."""
    hang(sink, "bench", s, up=_measure(s, 60, -0.2, 0.25), out=-_measure(s, 61, 1.0, 1.6),
         along=_measure(s, 62, -0.6, 0.6), main=_CONCRETE)
    _box(sink, s, (-1.0, -0.7, -1.9), (1.0, -0.2, 0.0), _CONCRETE)


def _ladder(sink: Sink, s: Spots) -> None:
    """A ladder in a cage from the rail to nowhere; a hatch lies at its upper end."""
    tall = _measure(s, 60, 5.0, 13.0)
    hang(sink, "ladder", s, up=0.0, out=-0.35, main=_STEEL,
         size=np.stack([0.5 + 0 * tall, 0.12 + 0 * tall, tall], 1))
    hang(sink, "ladder_cage", s, up=2.4, out=-0.3, main=_STEEL,
         size=np.stack([0.8 + 0 * tall, 0.8 + 0 * tall, tall - 2.4], 1))
    _box(sink, s, (-0.07, -0.9, -0.42), (0.07, tall + 0.4, -0.34), _STEEL)
    lid = chance(again(s.hash, 61), 0.6)
    _box(sink, s[lid], (-0.6, tall[lid], -1.4), (0.6, tall[lid] + 0.14, -0.3), _HULL)


def _fenced(sink: Sink, s: Spots) -> None:
    """A small floor beyond the rail, fenced on all sides: nobody can come in or has to go out."""
    wide, deep = _measure(s, 60, 0.8, 1.8), _measure(s, 61, 1.6, 4.2)
    _box(sink, s, (-wide, -0.35, -0.9 - deep), (wide, -0.05, 0.0), _CONCRETE)
    for at in (-0.8 * wide, 0.8 * wide):  # two beams under it, and under those a shorter one
        _box(sink, s, (at - 0.11, -0.75, -0.6 - deep), (at + 0.11, -0.35, 0.0), _STEEL)
        _box(sink, s, (at - 0.08, -1.3, -0.5 - 0.4 * deep), (at + 0.08, -0.75, 0.0), _STEEL)
    for up in (0.5, 0.98):
        for at in (-wide, wide):
            _box(sink, s, (at - 0.03, up, -0.9 - deep), (at + 0.03, up + 0.06, -0.9), _STEEL)
        for out in (-0.9 - deep, -0.9):
            _box(sink, s, (-wide, up, out - 0.03), (wide, up + 0.06, out + 0.03), _STEEL)
    for a in (-wide, wide):
        for out in (-0.9 - deep, -0.9):
            _box(sink, s, (a - 0.04, -0.05, out - 0.04), (a + 0.04, 1.04, out + 0.04), _STEEL)


def at_walls(sink: Sink, s: Spots, mass: Mass, clear: Mass) -> None:
    """Flights that meet the ceiling, rails along blank walls, irons to no hatch, desks that look
    at the wall."""
    s = s[s.held(2.5, 2.4, mass, clear)]
    if not len(s):
        return
    kind = below(again(s.hash, 52), 4)
    f = s[kind == 0]
    run, rise = _measure(f, 60, 3.2, 4.6), _measure(f, 61, 2.2, 3.0)
    wide = _measure(f, 62, 0.5, 0.8)
    turn = np.where(chance(again(f.hash, 63), 0.5), 16384, -16384)
    put(sink, "stair_flight", f.point(0.0, rise / 2, wide / 2), np.stack([wide, run, rise], 1),
        _away(f) + turn, tint_of(f.hash), main=_CONCRETE, block=True)
    r = s[kind == 1]
    half, off = _measure(r, 60, 0.8, 2.2), _measure(r, 61, 0.3, 0.6)
    for up in (0.55, 1.0):
        _box(sink, r, (-half, up, off - 0.03), (half, up + 0.05, off + 0.03), _STEEL)
    for end in (-half, half):
        _box(sink, r, (end - 0.03, 0.0, off - 0.03), (end + 0.03, 1.05, off + 0.03), _STEEL)
    i = s[kind == 2]
    hang(sink, "rungs", i, up=0.3, along=_measure(i, 60, -0.8, 0.8),
         size=(0.5, 0.2, 2.0), main=_STEEL)
    d = s[kind == 3]
    size = sink.library.metres("console")
    put(sink, "console", d.point(_measure(d, 60, -0.5, 0.5), size[2] / 2, 0.12 + size[1] / 2), None,
        d.yaw + 2 * 16384, tint_of(d.hash), main=_HULL, glow=int(Material.WINDOW_WARM), block=True)
