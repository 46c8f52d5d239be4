"""What halls have, one of it each: things that one can name (see `halls`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from blame3d.world import boxes
from blame3d.world.emit import HEX_BATCH, QUARTER, Sink, tint_of
from blame3d.world.hash import again, below, chance
from blame3d.world.materials import Material
from blame3d.world.parts import put
from blame3d.world.placing import front_yaw
from blame3d.world.spots import F64, Mass, Spots, hang

_COLD: Final = [196, 226, 255]
_STEEL, _HULL, _SKY = int(Material.STEEL), int(Material.HULL), int(Material.SKY)
_CONCRETE: Final = int(Material.CONCRETE)


class Halls(NamedTuple):
    """Rooms lo, hi (N, 3) as clearances; wall: of each one that is whole, the middle of its foot,
    looking in; long: metres of that wall; deep: from it to the next. roofed: there is a ceiling."""

    lo: F64
    hi: F64
    wall: Spots
    long: F64
    deep: F64
    roofed: NDArray[np.bool_]
    hash: NDArray[np.uint64]

    def only(self, keep: NDArray[np.bool_]) -> Halls:
        return Halls(self.lo[keep], self.hi[keep], self.wall[keep], self.long[keep],
                      self.deep[keep], self.roofed[keep], self.hash[keep])

    @property
    def tall(self) -> F64:
        return np.asarray(self.hi[:, 2] - self.lo[:, 2], np.float64)


def _free(lo: F64, hi: F64, others: Mass) -> NDArray[np.bool_]:
    return np.asarray(~boxes.touching(lo - 0.4, hi + 0.4, *others), np.bool_)


def _whole(r: Halls) -> Halls:
    return r.only(r.wall.sign != 0)


def _basin(sink: Sink, r: Halls, others: Mass) -> None:
    """Water from wall to wall, a finger deep; a gauge that nobody reads stands at a wall."""
    a, b = r.lo.copy(), r.hi.copy()
    a[:, 2], b[:, 2] = r.lo[:, 2] - 0.05, r.lo[:, 2] + 0.025
    sink.boxes(a, b, int(Material.SLUDGE), 128)
    r = _whole(r)
    hang(sink, "sludge_fall", r.wall, up=r.tall * 0.1, along=r.long * 0.25, out=-0.02,
         size=np.stack([0.2 * r.long, 0.5 + 0 * r.long, 0.8 * r.tall], 1), main=_STEEL,
         trim=int(Material.SLUDGE))


def _hung(sink: Sink, r: Halls, others: Mass) -> None:
    """A block on four rods over the middle, a little turned, as wide as half the room."""
    r = r.only(r.roofed & (r.tall >= 8.0))
    size = np.minimum((r.hi - r.lo) * [0.45, 0.45, 0.4], [16.0, 16.0, 9.0])
    centre = (r.lo + r.hi) * 0.5
    centre[:, 2] = r.lo[:, 2] + 4.2 + size[:, 2] * 0.5
    turn = 180 + below(again(r.hash, 3), 360)
    put(sink, "block", centre, size, turn, tint_of(r.hash), main=_HULL)
    high = r.hi[:, 2] - centre[:, 2] - size[:, 2] * 0.5
    for x in (-0.4, 0.4):
        for y in (-0.4, 0.4):
            at = centre + size * [x, y, 0.5]
            at[:, 2] += high * 0.5
            sink.kit(HEX_BATCH, at, np.stack([0.24 + 0 * high, 0.24 + 0 * high, high], 1), 0, 0,
                     _STEEL, 60)
    lamp = centre.copy()
    lamp[:, 2] -= size[:, 2] * 0.5 + 0.06
    half = np.array([0.6, 0.6, 0.06])
    sink.boxes(lamp - half, lamp + half, int(Material.LAMP_COLD), 200)
    sink.lamp(lamp - [0.0, 0.0, 0.4], 16.0, _COLD, 200)


def _row(r: Halls, pitch: float, most: int) -> tuple[Spots, NDArray[np.int64], F64]:
    """Places side by side along the whole wall of each room: spots at the wall, the room of each,
    metres from its middle."""
    n = np.clip((r.long - 3.0) // pitch, 1, most).astype(np.int64)
    c = np.repeat(np.arange(len(n)), n)
    k = np.arange(len(c)) - np.repeat(np.cumsum(n) - n, n)
    return r.wall[c], c, (k - 0.5 * (n[c] - 1)) * pitch


def _tanks(sink: Sink, r: Halls, others: Mass) -> None:
    """Upright vessels side by side before a wall, a hoop about each, one main over them all."""
    r = _whole(r)
    s, c, x = _row(r, 4.4, 6)
    tall = np.minimum(0.75 * r.tall, 9.0)[c]
    foot = s.point(x, 0.0, 2.2)
    there = _free(foot - [1.8, 1.8, 0.0], foot + [1.8, 1.8, 2.0], others)
    for wide, low, high in ((3.4, 0.0, 1.0), (3.7, 0.08, 0.13), (3.7, 0.8, 0.85)):
        centre = foot.copy()
        centre[:, 2] += tall * (low + high) * 0.5
        size = np.stack([wide + 0 * tall, wide + 0 * tall, tall * (high - low)], 1)
        put(sink, "hexagon", centre[there], size[there], below(again(s.hash, 4), 4)[there] * 2731,
            tint_of(s.hash[there]), main=_HULL if wide < 3.5 else _STEEL, block=True)
    a = r.wall.point(-0.5 * r.long + 1.0, np.minimum(0.75 * r.tall, 9.0) + 0.1, 1.8)
    b = r.wall.point(0.5 * r.long - 1.0, np.minimum(0.75 * r.tall, 9.0) + 0.7, 2.4)
    sink.boxes(np.minimum(a, b), np.maximum(a, b), int(Material.RUST), tint_of(r.hash))


def _fan(sink: Sink, r: Halls, others: Mass) -> None:
    """A fan as high as the wall; behind some of them it is day."""
    r = _whole(r)
    wide = np.minimum(np.minimum(0.8 * r.tall, 0.7 * r.long), 14.0)
    size = np.stack([wide, 0.14 * wide, wide], 1)
    up = (r.tall - wide) * 0.5
    a, b = r.wall.point(-0.5 * wide, up, 0.0), r.wall.point(0.5 * wide, up + wide, 0.3 * wide)
    there = _free(np.minimum(a, b), np.maximum(a, b), others)
    r, wide, size, up = r.only(there), wide[there], size[there], up[there]
    hang(sink, "fan", r.wall, up=up, out=0.1, size=size, main=_STEEL, trim=_STEEL)
    bright = np.where(chance(again(r.hash, 5), 0.6), _SKY, int(Material.GLASS))
    a = r.wall.point(-0.32 * wide, up + 0.18 * wide, -0.2)
    b = r.wall.point(0.32 * wide, up + 0.82 * wide, 0.04)
    sink.boxes(np.minimum(a, b), np.maximum(a, b), bright, 128)
    day = bright == _SKY
    sink.lamp(r.wall[day].point(0.0, 0.5 * r.tall[day], 2.5), 16.0, _COLD, 255)


def _racks(sink: Sink, r: Halls, others: Mass) -> None:
    """Racks to the ceiling, end on, before a wall: dark alleys between them."""
    r = _whole(r)
    s, c, x = _row(r, 2.6, 9)
    deep = np.minimum(0.4 * r.deep, 6.0)[c]
    a, b = s.point(x - 0.6, 0.0, 0.2), s.point(x + 0.6, np.minimum(r.tall - 0.6, 8.0)[c], deep)
    lo, hi = np.minimum(a, b), np.maximum(a, b)
    there = _free(lo, hi, others)
    sink.boxes(lo[there], hi[there], int(Material.GRATING), tint_of(s.hash[there]), block=True)


def _well(sink: Sink, r: Halls, others: Mass) -> None:
    """A well in the ceiling, day in it, in a frame that hangs down; the floor below is bright."""
    r = r.only(r.roofed)
    half = 0.28 * (r.hi - r.lo) * [1.0, 1.0, 0.0]
    top = (r.lo + r.hi) * 0.5
    top[:, 2] = r.hi[:, 2]
    sink.boxes(top - half - [0.0, 0.0, 0.05], top + half + [0.0, 0.0, 0.05], _SKY, 128)
    for axis in (0, 1):
        for way in (-1.0, 1.0):
            a, b = top - half, top + half
            edge = top[:, axis] + way * half[:, axis]
            a[:, axis], b[:, axis] = edge - 0.25, edge + 0.25
            a[:, 2], b[:, 2] = r.hi[:, 2] - np.minimum(0.14 * r.tall, 2.0), r.hi[:, 2] + 0.05
            sink.boxes(a, b, _CONCRETE, tint_of(r.hash))
    for share in (0.3, 0.75):
        sink.lamp(top - [0.0, 0.0, 1.0] * (share * r.tall)[:, None], 16.0, _COLD, 255)


def _columns(sink: Sink, r: Halls, others: Mass) -> None:
    """Four stout columns, as high as the room, that stand in no way."""
    for x in (0.22, 0.78):
        for y in (0.22, 0.78):
            at = r.lo + (r.hi - r.lo) * [x, y, 0.5]
            half = np.stack([1.1 + 0 * r.tall, 1.1 + 0 * r.tall, 0.5 * r.tall], 1)
            there = _free(at - half, at + half, others) & r.roofed
            put(sink, "column_fluted", at[there], 2.0 * half[there], 0, tint_of(r.hash[there]),
                main=_CONCRETE, block=True)


def _flight(sink: Sink, r: Halls, others: Mass) -> None:
    """A flight beside a wall that ends under the ceiling, on two posts."""
    r = _whole(r)
    run = np.minimum(0.6 * r.long, 14.0)
    rise = np.minimum(0.62 * run, r.tall - 1.2)
    a, b = r.wall.point(-0.5 * run, 0.0, 0.3), r.wall.point(0.5 * run, rise, 3.3)
    lo, hi = np.minimum(a, b), np.maximum(a, b)
    there = _free(lo, hi, others)
    s = r.wall[there]
    run, rise = run[there], rise[there]
    put(sink, "stair_flight", ((lo + hi) * 0.5)[there], np.stack([3.0 + 0 * run, run, rise], 1),
        front_yaw(s.axis, s.sign) + QUARTER, tint_of(s.hash), main=_CONCRETE, block=True)


def _drum(sink: Sink, r: Halls, others: Mass) -> None:
    """A drum as long as the wall on saddles: it has turned, once."""
    r = _whole(r)
    wide = np.minimum(np.minimum(0.5 * r.tall, 0.3 * r.deep), 5.0)
    long = 0.7 * r.long
    a, b = r.wall.point(-0.5 * long, 0.5, 0.6), r.wall.point(0.5 * long, wide + 0.5, wide + 0.6)
    lo, hi = np.minimum(a, b), np.maximum(a, b)
    there = _free(lo, hi, others)
    r, wide, long, lo, hi = r.only(there), wide[there], long[there], lo[there], hi[there]
    along_x = r.wall.axis == 1
    yaw, pitch = np.where(along_x, QUARTER, 0), np.where(along_x, QUARTER, -QUARTER)
    put(sink, "cylinder", (lo + hi) * 0.5, np.stack([wide, wide, long], 1), yaw, tint_of(r.hash),
        pitch=pitch, main=_HULL)
    sink.blocks.append((lo, hi))
    for x in (-0.3, 0.3):
        a = r.wall.point(x * long - 0.6, 0.0, 0.5)
        b = r.wall.point(x * long + 0.6, 0.5 + 0.4 * wide, wide + 0.7)
        sink.boxes(np.minimum(a, b), np.maximum(a, b), _CONCRETE, tint_of(r.hash), block=True)


def _spiral(sink: Sink, r: Halls, others: Mass) -> None:
    """A stair in a corner that ends at the ceiling."""
    tall = r.tall
    foot = np.stack([r.hi[:, 0] - 1.5, r.hi[:, 1] - 1.5, r.lo[:, 2]], 1)
    there = r.roofed & (tall <= 12.0) & _free(foot - [1.3, 1.3, 0.0], foot + [1.3, 1.3, 2.0],
                                              others)
    turns = np.where(there, np.maximum(np.floor(tall / 4.0), 1), 0).astype(np.int64)
    c = np.repeat(np.arange(len(foot)), turns)
    k = np.arange(len(c)) - np.repeat(np.cumsum(turns) - turns, turns)
    whole = np.broadcast_to(sink.library.metres("spiral_stair"), (len(c), 3)).copy()
    turn = tall[c] / np.maximum(turns[c], 1)
    whole[:, 2] *= turn / 4.0
    centre = foot[c]
    centre[:, 2] += turn * k + whole[:, 2] / 2
    put(sink, "spiral_stair", centre, whole, QUARTER, tint_of(r.hash[c]), main=_STEEL, block=True)


def _bare(sink: Sink, r: Halls, others: Mass) -> None:
    """Nothing but its strips and a lid."""
    lid = (r.lo + r.hi) * 0.5
    lid[:, :2] = r.lo[:, :2] + (r.hi - r.lo)[:, :2] * 0.22
    lid[:, 2] = r.lo[:, 2] + 0.05
    put(sink, "floor_hatch", lid, None, 0, tint_of(r.hash), main=_STEEL, trim=_HULL)


THINGS: Final[tuple[Callable[[Sink, Halls, Mass], None], ...]] = (
    _tanks, _fan, _racks, _flight, _drum, _basin, _hung, _well, _columns, _spiral, _bare,
)
"""By lot; the last has strips in its floor."""
AT_WALLS: Final = 5
"""So many stand at the whole wall; on that of the others is the number."""
