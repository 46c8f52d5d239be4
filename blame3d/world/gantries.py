"""What stands over ways through the air, stretch by stretch: frames of steel or concrete, roofs,
runs of pipe, cables, doors without walls.

Everything stands outside the clearances: posts beside the rail, beams above the headroom, and
where a wall is at hand the beam goes into it.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from blame3d.world import boxes, stretch
from blame3d.world.cell import WALK_LEVELS, Ways
from blame3d.world.emit import HEX_BATCH, QUARTER, Sink, tint_of
from blame3d.world.hash import again, chance, hash_at, unit
from blame3d.world.materials import Material
from blame3d.world.members import THIN
from blame3d.world.parts import put
from blame3d.world.spots import F64, Mass
from blame3d.world.walk_types import BRIDGE

_SALT: Final = 495
_OVER: Final = 0.5
"""Metres between the headroom and what spans it."""
_STOUT: Final = (0.1, 0.1, 1.0)
"""Width of posts from which a level draws frames."""
_NEAR: Final = 24.0
"""Metres about a cell in which frames may matter to it."""
_BROAD: Final = 9.0
"""What is broader is a place and no way."""
_SPLIT: Final = 0.9
"""Width from which posts are pairs of leaves on a foot, and how high that is."""
_FOOT: Final = 2.4
_WALL: Final = 1.6
"""A wall so near beside the floor carries the beam."""


class _Kind(NamedTuple):
    """Lots of a stretch (of a hundred) from here on; metres between frames; of posts and beams the
    width, and how deep the beam is; what they are made of."""

    first: int
    pitch: float
    thick: float
    deep: float
    material: Material


_NONE, _STEEL, _HEAVY, _ROOF, _PIPES, _CABLES, _DOORS, _END = range(8)
_KINDS: Final = (
    _Kind(0, 64.0, 0.0, 0.0, Material.STEEL),
    _Kind(24, 32.0, 0.34, 0.5, Material.STEEL),
    _Kind(40, 32.0, 1.3, 1.9, Material.CONCRETE),
    _Kind(53, 16.0, 0.4, 0.6, Material.HULL),
    _Kind(65, 16.0, 0.3, 0.4, Material.STEEL),
    _Kind(79, 16.0, 0.26, 0.3, Material.STEEL),
    _Kind(90, 32.0, 0.9, 1.8, Material.CONCRETE),
    _Kind(100, 64.0, 0.0, 0.0, Material.STEEL),
)


class _Frames(NamedTuple):
    """lo, hi: (N, 3) the way's floor below each frame, of no length along it; top: (N,) where what
    spans it may begin. along, kind: (N,). hash: of the place."""

    lo: F64
    hi: F64
    top: F64
    along: NDArray[np.int64]
    kind: NDArray[np.int64]
    hash: NDArray[np.uint64]

    def only(self, keep: NDArray[np.bool_]) -> _Frames:
        return _Frames(self.lo[keep], self.hi[keep], self.top[keep], self.along[keep],
                       self.kind[keep], self.hash[keep])

    def box(self, across: tuple[F64, F64], up: tuple[F64, F64], half: F64) -> Mass:
        """Boxes by metres of the cell across the way and upwards, `half` to each side along it."""
        a, b = self.lo.copy(), self.hi.copy()
        rows = np.arange(len(a))
        a[rows, 1 - self.along], b[rows, 1 - self.along] = across
        a[:, 2], b[:, 2] = up
        a[rows, self.along] -= half
        b[rows, self.along] += half
        return a, b


def add(sink: Sink, seed: int, origin: NDArray[np.int64], ways: Ways, mass: Mass) -> None:
    """Add what stands over the bridges among the ways."""
    f = _places(sink, seed, origin, ways)
    if not len(f.lo):
        return
    clear = ways.clear[0], ways.clear[1]
    finest, sink.finest = sink.finest, THIN[sink.level]
    thick, deep, material = (
        np.array([getattr(k, name) for k in _KINDS], np.float64)[f.kind]
        for name in ("thick", "deep", "material")
    )
    rows, across = np.arange(len(f.lo)), 1 - f.along
    foot, half = f.lo[:, 2] - 1.1, thick * 0.5
    ends, stands, held = [], [], np.ones(len(f.lo), np.bool_)
    for floor, out in ((f.lo, -1.0), (f.hi, 1.0)):
        edge = floor[rows, across]
        near, far = edge + out * 0.14, edge + out * (0.14 + thick)
        post = f.box((np.minimum(near, far), np.maximum(near, far)), (foot, f.top), half)
        stand = ~(boxes.touching(*post, *mass) | boxes.touching(*post, *clear))
        wall = edge + out * _WALL
        side = f.box((np.minimum(near, wall), np.maximum(near, wall)), (f.top, f.top + deep), half)
        held &= stand | boxes.touching(*side, *mass)
        ends.append(np.where(stand, far, wall))
        stands.append((post, stand))
    beam = f.box((ends[0], ends[1]), (f.top, f.top + deep), half)
    held &= ~boxes.touching(*beam, *clear)
    inner = f.box((f.lo[rows, across], f.hi[rows, across]), (f.top, f.top + deep), half)
    held &= ~boxes.touching(*inner, *mass)
    stuff, tint = material.astype(np.int64), tint_of(f.hash)
    sink.boxes(beam[0][held], beam[1][held], stuff[held], tint[held], block=True)
    for (lo, hi), stand in stands:
        there = held & stand
        split = there & (thick >= _SPLIT) & (sink.level <= WALK_LEVELS)
        one = there & ~split
        sink.boxes(lo[one], hi[one], stuff[one], tint[one], block=True)
        _pairs(sink, f.only(split), lo[split], hi[split], stuff[split], tint[split])
    f, (lo, hi) = f.only(held), (beam[0][held], beam[1][held])
    _roofs(sink, f, lo, hi, mass, clear)
    _pipes(sink, f, lo, hi, mass, clear)
    if sink.level == 0:
        _cables(sink, f)
        _doors(sink, f)
    _lights(sink, f)
    sink.finest = finest


def _pairs(sink: Sink, f: _Frames, lo: F64, hi: F64, stuff: NDArray[np.int64],
           tint: NDArray[np.uint8]) -> None:
    """Stout posts lo, hi (N, 3): two leaves on a foot, so that no black slab stands before one."""
    sink.blocks.append((lo, hi))
    rows, leaf = np.arange(len(lo)), 0.3 * (hi - lo)[np.arange(len(lo)), f.along]
    foot = hi.copy()
    foot[:, 2] = lo[:, 2] + _FOOT
    sink.boxes(lo - 0.1, foot + [0.1, 0.1, 0.0], stuff, tint)
    for low in (True, False):
        a, b = lo.copy(), hi.copy()
        if low:
            b[rows, f.along] = lo[rows, f.along] + leaf
        else:
            a[rows, f.along] = hi[rows, f.along] - leaf
        sink.boxes(a, b, stuff, tint)


def _places(sink: Sink, seed: int, origin: NDArray[np.int64], ways: Ways) -> _Frames:
    """Every frame of every stretch that has some, where a bridge is long enough."""
    lo, hi, kind = ways.decks
    own = (kind == BRIDGE) & ((hi - lo)[:, :2].max(1) >= 12.0) & ((hi - lo)[:, :2].min(1) >= 2.5)
    lo, hi = lo[own].astype(np.float64), hi[own].astype(np.float64)
    along = np.where((hi - lo)[:, 0] >= (hi - lo)[:, 1], 0, 1)
    lot = stretch.turned(stretch.habit(seed, origin, (lo + hi) * 0.5, stretch.OVER), along)
    sort = np.searchsorted([k.first for k in _KINDS], lot, "right") - 1
    # From afar only what is stout.
    some = (sort != _NONE) & (np.array([k.thick for k in _KINDS])[sort] >= _STOUT[sink.level])
    lo, hi, sort, along = lo[some], hi[some], sort[some], along[some]
    rows = np.arange(len(lo))
    pitch = np.array([k.pitch for k in _KINDS])[sort]
    base = origin[along].astype(np.float64)
    first = np.ceil((lo[rows, along] + base + 1.0) / pitch - 0.5)
    n = np.maximum(np.floor((hi[rows, along] + base - 1.0) / pitch - 0.5) - first + 1, 0)
    c = np.repeat(rows, n.astype(np.int64))
    k = np.arange(len(c)) - np.repeat(np.cumsum(n) - n, n.astype(np.int64)).astype(np.int64)
    a, b = lo[c], hi[c]
    m = np.arange(len(c))
    a[m, along[c]] = b[m, along[c]] = (first[c] + k + 0.5) * pitch[c] - base[c]
    a[:, 2] = b[:, 2] = hi[c, 2]
    near = ((a > -_NEAR) & (b < sink.edge + _NEAR)).all(1)
    a, b, c = _whole(a[near], b[near], along[c[near]], ways.decks[0], ways.decks[1], c[near])
    # Headroom: of all clearances that a head would be in.
    head = (a + b) * 0.5
    head[:, 2] += 1.5
    up_lo, up_hi, _ = ways.clear
    inside = (up_lo[None] <= head[:, None]).all(2) & (up_hi[None] >= head[:, None]).all(2)
    top = np.where(inside, up_hi[None, :, 2], -np.inf).max(1, initial=-np.inf) + _OVER
    f = _Frames(a, b, top, along[c], sort[c], hash_at(seed, _SALT, origin, a))
    return f.only(np.isfinite(top))


def _whole(
    lo: F64, hi: F64, along: NDArray[np.int64], deck_lo: F64, deck_hi: F64, owner: NDArray[np.int64]
) -> tuple[F64, F64, NDArray[np.int64]]:
    """Lines lo, hi (N, 3) across one of the strips that a floor is made of, grown over all that
    adjoin. Those that are a way's width, each once, with their owner."""
    rows = np.arange(len(lo))
    across = 1 - along
    # Of decks, the side along each line and the side across it.
    at = lo[rows, along][:, None]
    cross = (at >= deck_lo[:, along].T) & (at <= deck_hi[:, along].T)
    cross &= np.abs(deck_hi[None, :, 2] - lo[:, None, 2]) < 0.1
    for _ in range(2):
        a, b = lo[rows, across][:, None], hi[rows, across][:, None]
        meet = cross & (b >= deck_lo[:, across].T) & (a <= deck_hi[:, across].T)
        lo[rows, across] = np.where(meet, deck_lo[:, across].T, a).min(1, initial=np.inf)
        hi[rows, across] = np.where(meet, deck_hi[:, across].T, b).max(1, initial=-np.inf)
    wide = (hi - lo)[rows, across]
    key = np.concatenate([lo, hi, along[:, None]], 1)
    once = np.unique(key, axis=0, return_index=True)[1]
    keep = once[(wide[once] >= 2.5) & (wide[once] <= _BROAD)]
    return lo[keep], hi[keep], owner[keep]


def _bays(f: _Frames, kind: int, lo: F64, hi: F64) -> tuple[_Frames, F64, F64, F64]:
    """The frames of a kind with their beams, and metres from each to the next one."""
    own = f.kind == kind
    pitch = np.full(int(own.sum()), _KINDS[kind].pitch)
    return f.only(own), lo[own], hi[own], pitch


def _free(lo: F64, hi: F64, mass: Mass, clear: Mass) -> NDArray[np.bool_]:
    return np.asarray(~(boxes.touching(lo, hi, *mass) | boxes.touching(lo, hi, *clear)), np.bool_)


def _roofs(sink: Sink, f: _Frames, lo: F64, hi: F64, mass: Mass, clear: Mass) -> None:
    """Sheets on the beams, half a bay to each side; one in five has come down."""
    f, lo, hi, pitch = _bays(f, _ROOF, lo, hi)
    rows, side = np.arange(len(f.lo)), 1 - f.along
    a, b = lo.copy(), hi.copy()
    middle = (lo + hi)[rows, f.along] * 0.5
    a[rows, f.along], b[rows, f.along] = middle - pitch * 0.5, middle + pitch * 0.5
    a[rows, side] -= 0.5
    b[rows, side] += 0.5
    a[:, 2], b[:, 2] = hi[:, 2] - 0.02, hi[:, 2] + 0.2
    there = _free(a, b, mass, clear) & ~chance(again(f.hash, 3), 0.2)
    sink.boxes(a[there], b[there], int(Material.STEEL), tint_of(again(f.hash[there], 7)),
               block=True)


def _pipes(sink: Sink, f: _Frames, lo: F64, hi: F64, mass: Mass, clear: Mass) -> None:
    """Three pipes of different width on the beams, over the whole length of the way."""
    f, lo, hi, pitch = _bays(f, _PIPES, lo, hi)
    rows, side = np.arange(len(f.lo)), 1 - f.along
    yaw = np.where(f.along == 0, QUARTER, 0)
    pitch_of = np.where(f.along == 0, QUARTER, -QUARTER)
    for share, r in ((0.2, 0.55), (0.47, 0.3), (0.72, 0.42)):
        at = (lo + hi) * 0.5
        at[rows, side] = lo[rows, side] + (hi - lo)[rows, side] * share
        at[:, 2] = hi[:, 2] + r - 0.03
        reach = np.full((len(at), 3), r)
        reach[rows, f.along] = pitch * 0.5
        there = _free(at - reach, at + reach, mass, clear)
        size = np.stack([2 * r + 0 * pitch, 2 * r + 0 * pitch, pitch], 1)
        sink.kit(HEX_BATCH, at[there], size[there], yaw[there], pitch_of[there],
                 int(Material.HULL if r < 0.5 else Material.STEEL), 60)
        joint = np.broadcast_to((2.6 * r, 2.6 * r, 0.24), (len(at), 3))
        put(sink, "pipe_flange", at[there], joint[there], yaw[there], pitch=pitch_of[there],
            tint=90, main=int(Material.STEEL))
        # A hexagon has no end: plates close a run.
        drawn = f.only(there)
        for way in (-1.0, 1.0):
            last = _last(drawn, way * pitch[there])
            half = np.full((len(last), 3), 1.2 * r)
            half[np.arange(len(last)), drawn.along] = 0.12
            plate = at[there]
            plate[np.arange(len(last)), drawn.along] += way * pitch[there] * 0.5
            sink.boxes((plate - half)[last], (plate + half)[last], int(Material.STEEL), 90)


def _last(f: _Frames, step: F64) -> NDArray[np.bool_]:
    """Of frames, whether none follows so many metres (N,) along the way."""
    beyond = f.lo.copy()
    beyond[np.arange(len(f.lo)), f.along] += step
    same = np.abs(beyond[:, None] - f.lo[None]).max(2) < 0.1
    return np.asarray(~same.any(1), np.bool_)


def _cables(sink: Sink, f: _Frames) -> None:
    """Cables that sag from each frame to the middle of its bays, and torn ones below the beams."""
    f, _, _, pitch = _bays(f, _CABLES, f.lo, f.hi)
    rows, side = np.arange(len(f.lo)), 1 - f.along
    wide = (f.hi - f.lo)[rows, side]
    yaw = np.where(f.along == 0, -QUARTER, 0)
    for n, share in enumerate((0.1, 0.3, 0.62, 0.9)):
        at = f.lo.copy()
        at[rows, side] += wide * share
        # From beam to beam, into the headroom's margin.
        sag = 0.3 + 0.5 * unit(again(f.hash, 30 + n))
        at[:, 2] = f.top + 0.36 - sag * 0.5
        size = np.stack([0.12 + 0 * sag, pitch, sag], 1)
        at[rows, f.along] += pitch * 0.5
        put(sink, "cable_catenary", at, size, yaw, 60, main=int(Material.RUBBER))
    torn = chance(again(f.hash, 40), 0.6)
    at = f.lo[torn].copy()
    k = np.arange(len(at))
    at[k, side[torn]] -= 0.3
    at[:, 2] = f.top[torn] - 1.2
    put(sink, "cable_rags", at, (0.6, 0.6, 3.2), 0, 60, main=int(Material.RUBBER),
        trim=int(Material.RUBBER))


def _doors(sink: Sink, f: _Frames) -> None:
    """On the lintel of a frame that leads nowhere: a mark, on both sides."""
    f = f.only(f.kind == _DOORS)
    rows = np.arange(len(f.lo))
    for sign in (-1.0, 1.0):
        at = (f.lo + f.hi) * 0.5
        at[:, 2] = f.top + 0.9
        at[rows, f.along] += sign * 0.48
        # A part's front looks along -y.
        yaw = np.where(f.along == 0, -sign * QUARTER, (sign > 0) * 2 * QUARTER).astype(np.int64)
        put(sink, "emblem", at, None, yaw, tint_of(f.hash), main=int(Material.STEEL))


def _lights(sink: Sink, f: _Frames) -> None:
    """A strip below some of the beams of steel and of concrete."""
    lit = ((f.kind == _STEEL) | (f.kind == _HEAVY) | (f.kind == _ROOF)) & chance(
        again(f.hash, 20), 0.35)
    f = f.only(lit)
    at = (f.lo + f.hi) * 0.5
    at[:, 2] = f.top - 0.06
    yaw = np.where(f.along == 0, QUARTER, 0)
    if sink.level == 1:
        half = np.array([0.5, 0.5, 0.05])
        sink.boxes(at - half, at + half, int(Material.LAMP_COLD), 210)
    elif not sink.level:
        put(sink, "lamp_strip", at, None, yaw, tint_of(f.hash), main=int(Material.STEEL),
            glow=int(Material.LAMP_COLD))
    below = at - np.array([0.0, 0.0, 0.25])
    sink.lamp(below, 15.0, [196, 226, 255], 190)
