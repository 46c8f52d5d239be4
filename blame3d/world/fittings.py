"""What makes the walk network a place: decks, parapets, stairs, rails, lamps, conduits, doors.

A way through mass is a concrete passage with frames and conduits; a way through air is a bridge
on girders with a rail. Everything here stands outside the clearances or is thinner than a hand.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.world import boxes
from blame3d.world.cell import Ways, banisters
from blame3d.world.emit import QUARTER, Sink, tint_of
from blame3d.world.hash import chance, hash64
from blame3d.world.materials import Material
from blame3d.world.walk_types import BRIDGE, CORRIDOR, DOOR, LANDING, ROOM

F64 = NDArray[np.float64]

_FIT: Final = 400


def _hash(seed: int, salt: int, origin: NDArray[np.int64], at: F64) -> NDArray[np.uint64]:
    """A hash of world positions in half metres: the same from whichever cell looks."""
    p = np.floor(at * 2.0 + 0.5).astype(np.int64) + 2 * origin
    return hash64(seed, _FIT + salt, p[:, 0], p[:, 1], p[:, 2])


Mass = tuple[F64, F64]


def add(sink: Sink, seed: int, origin: NDArray[np.int64], ways: Ways, mass: Mass) -> None:
    """Add the network's own shapes and what dresses them. mass: boxes lo, hi of the City's own."""
    _decks(sink, seed, origin, ways)
    _posts(sink, seed, origin, ways)
    if sink.level <= 1:
        _stairs(sink, seed, origin, ways)
        _lamps(sink, seed, origin, ways)
    if sink.level == 0:
        _rails(sink, ways)
        _passages(sink, seed, origin, ways, mass)


def portals(sink: Sink, seed: int, origin: NDArray[np.int64], ways: Ways) -> None:
    """Where a passage leaves the mass: a heavy frame, a canopy and a lamp. What of it stands in
    the way is cut like everything else."""
    pos, kind = ways.doors
    if not len(pos):
        return
    h = _hash(seed, 7, origin, pos)
    rows = np.arange(len(pos))
    axis = (kind % 2).astype(np.int64)
    out = np.where(kind < 2, 1.0, -1.0)
    for a, b, z0, z1, depth in (
        (-3.1, -1.6, -0.6, 5.2, 1.7), (1.6, 3.1, -0.6, 5.2, 1.7), (-3.1, 3.1, 3.4, 5.2, 1.4),
        (-3.7, 3.7, 5.2, 5.7, 3.0), (-2.2, -1.5, -0.2, 4.2, 2.0), (1.5, 2.2, -0.2, 4.2, 2.0),
    ):
        lo, hi = pos.copy(), pos.copy()
        lo[rows, 1 - axis] += a
        hi[rows, 1 - axis] += b
        lo[:, 2] += z0
        hi[:, 2] += z1
        far = pos[rows, axis] + out * depth
        near = pos[rows, axis] - out * 1.2
        lo[rows, axis], hi[rows, axis] = np.minimum(near, far), np.maximum(near, far)
        sink.boxes(lo, hi, int(Material.CONCRETE), tint_of(h))
    at = pos + np.array([0.0, 0.0, 4.5])
    at[rows, axis] += out * 1.5
    half = np.full((len(pos), 3), 0.14)
    half[rows, 1 - axis] = 1.1
    warm = chance(h, 0.5)
    sink.boxes(at - half, at + half,
               np.where(warm, int(Material.LAMP_WARM), int(Material.LAMP_COLD)), 220)
    at[rows, axis] += out * 0.4
    sink.lamp(at, 15.0, np.where(warm[:, None], [255, 168, 88], [196, 226, 255]), 200)


def _decks(sink: Sink, seed: int, origin: NDArray[np.int64], ways: Ways) -> None:
    lo, hi, kind = ways.decks
    if not len(lo):
        return
    h = _hash(seed, 0, origin, lo)
    material = np.select(
        [kind == BRIDGE, kind == LANDING, kind == ROOM],
        [int(Material.CONCRETE), int(Material.GRATING), int(Material.CONCRETE_DAMP)],
        int(Material.CONCRETE),
    )
    sink.boxes(lo, hi, material, tint_of(h))
    if sink.level == 0:
        _plates(sink, origin, lo[kind == BRIDGE], hi[kind == BRIDGE], h[kind == BRIDGE])
    b = kind == BRIDGE
    if b.any():
        # two girders below each bridge deck, along its longer side
        a, e = lo[b], hi[b]
        along_x = (e - a)[:, 0] >= (e - a)[:, 1]
        for side in (0.12, 0.72):
            p, q = a.copy(), e.copy()
            for axis in (0, 1):
                across = along_x == (axis == 1)
                w = (e - a)[:, axis]
                p[:, axis] = np.where(across, a[:, axis] + w * side, p[:, axis])
                q[:, axis] = np.where(across, a[:, axis] + w * (side + 0.16), q[:, axis])
            p[:, 2], q[:, 2] = a[:, 2] - 0.9, a[:, 2]
            sink.boxes(p, q, int(Material.STEEL), tint_of(h[b]))


def _plates(sink: Sink, origin: NDArray[np.int64], lo: F64, hi: F64,
            h: NDArray[np.uint64]) -> None:
    """Steel on a bridge's deck, a finger thick: joints every 8 m of the world, two gutters."""
    rows = np.arange(len(lo))
    along = np.where((hi - lo)[:, 0] >= (hi - lo)[:, 1], 0, 1)
    across = 1 - along
    for share in (0.09, 0.88):
        p, q = lo.copy(), hi.copy()
        w = (hi - lo)[rows, across]
        p[rows, across] = lo[rows, across] + w * share
        q[rows, across] = p[rows, across] + w * 0.03
        p[:, 2], q[:, 2] = hi[:, 2] - 0.1, hi[:, 2] + 0.012
        sink.boxes(p, q, int(Material.GRATING), tint_of(h))
    base = origin[along].astype(np.float64)
    first = np.ceil((lo[rows, along] + base) / 8.0)
    n = np.maximum(np.floor((hi[rows, along] + base - 0.3) / 8.0) - first + 1, 0).astype(np.int64)
    c = np.repeat(rows, n)
    k = np.arange(len(c)) - np.repeat(np.cumsum(n) - n, n)
    m = np.arange(len(c))
    p, q = lo[c].copy(), hi[c].copy()
    p[m, along[c]] = (first[c] + k) * 8.0 - base[c]
    q[m, along[c]] = p[m, along[c]] + 0.26
    p[:, 2], q[:, 2] = hi[c, 2] - 0.1, hi[c, 2] + 0.02
    sink.boxes(p, q, int(Material.STEEL), tint_of(h[c]))


_LEAN: Final = 4836
"""PART.pitch of a flight that climbs one in two."""
_RAMP_YAW: Final = np.array([-QUARTER, 0, QUARTER, 2 * QUARTER])
"""Turns the kit's flight, which climbs towards +y, towards +x, +y, -x, -y."""


def _stairs(sink: Sink, seed: int, origin: NDArray[np.int64], ways: Ways) -> None:
    """Flights, and the wall between their lanes that carries them."""
    lo, hi, _ = ways.spines
    sink.boxes(lo, hi, int(Material.CONCRETE), tint_of(_hash(seed, 6, origin, lo)))
    lo, hi, kind = ways.ramps
    if not len(lo):
        return
    d = kind.astype(np.int64)
    size = hi - lo
    turned = (d % 2) == 0
    own = size.copy()
    own[:, 0] = np.where(turned, size[:, 1], size[:, 0])
    own[:, 1] = np.where(turned, size[:, 0], size[:, 1])
    tint = tint_of(_hash(seed, 1, origin, lo))
    for batch in sink.batches("stair_flight"):
        sink.kit(batch, (lo + hi) * 0.5, own, _RAMP_YAW[d], 0, int(Material.CONCRETE), tint)


def _rails(sink: Sink, ways: Ways) -> None:
    """Two bars and posts every two metres; the boxes are flat on one axis. Flights have a
    banister of the same make on their open side, leaning with them."""
    _banisters(sink, ways)
    lo, hi, _ = ways.rails
    if not len(lo):
        return
    thin = np.array([0.04, 0.04, 0.0])
    kerb = np.array([0.12, 0.12, 0.0])
    a, b = lo - kerb, hi + kerb
    a[:, 2], b[:, 2] = lo[:, 2] - 0.3, lo[:, 2] + 0.14
    sink.boxes(a, b, int(Material.CONCRETE), 70)
    for z in (1.0, 0.55):
        a, b = lo - thin, hi + thin
        a[:, 2], b[:, 2] = lo[:, 2] + z - 0.03, lo[:, 2] + z + 0.03
        sink.boxes(a, b, int(Material.STEEL), 120)
    length = (hi - lo)[:, :2].max(1)
    n = np.maximum(np.ceil(length / 2.0), 1).astype(np.int64)
    rows = np.repeat(np.arange(len(lo)), n)
    k = np.arange(len(rows)) - np.repeat(np.cumsum(n) - n, n)
    at = lo[rows] + (hi - lo)[rows] * ((k + 0.5) / n[rows])[:, None]
    post = np.array([0.035, 0.035, 0.0])
    a, b = at - post, at + post
    a[:, 2], b[:, 2] = lo[rows, 2] - 0.25, lo[rows, 2] + 1.0
    sink.boxes(a, b, int(Material.STEEL), 120)


def _banisters(sink: Sink, ways: Ways) -> None:
    lo, hi = banisters(ways)
    n = len(lo) // 4
    if not n:
        return
    d = ways.ramps[2].astype(np.int64)
    first, last = lo.reshape(4, n, 3), hi.reshape(4, n, 3)
    mid = (first.min(0) + last.max(0)) * 0.5
    flight = ways.ramps[1] - ways.ramps[0]
    run = np.where(d % 2 == 0, flight[:, 0], flight[:, 1])
    mid[:, 2] = (ways.ramps[0] + ways.ramps[1])[:, 2] * 0.5
    slope = np.sqrt(run * run + flight[:, 2] ** 2)
    for height in (0.95, 0.5):
        at = mid + np.array([0.0, 0.0, height])
        size = np.stack([np.full(n, 0.06), slope, np.full(n, 0.06)], 1)
        sink.kit(0, at, size, _RAMP_YAW[d], _LEAN, int(Material.STEEL), 120)
    for share in (0.1, 0.366, 0.634, 0.9):
        rows = np.arange(n)
        foot = mid.copy()
        climb = np.where(d < 2, 1.0, -1.0) * (share - 0.5)
        foot[rows, d % 2] += climb * run
        foot[:, 2] += (share - 0.5) * flight[:, 2]
        post = np.array([0.035, 0.035, 0.0])
        sink.boxes(foot - post, foot + post + np.array([0.0, 0.0, 0.95]), int(Material.STEEL), 120)


def _posts(sink: Sink, seed: int, origin: NDArray[np.int64], ways: Ways) -> None:
    """Along rails over the drop, every 16 m of the world, a post with a small warm lamp; two in
    five are still there, a fifth of those are dark."""
    lo, hi, kind = ways.rails
    if not len(lo):
        return
    rows = np.arange(len(lo))
    along = np.where((hi - lo)[:, 0] > (hi - lo)[:, 1], 0, 1)
    at = np.floor((hi[rows, along] + origin[along]) / 16.0) * 16.0 - origin[along]
    keep = (at > lo[rows, along] + 0.2) & (at < hi[rows, along] - 0.2) & (kind % 2 != along)
    foot = (lo + hi) * 0.5
    foot[rows, along] = at
    foot[:, 2] = lo[:, 2]
    h = _hash(seed, 5, origin, foot)
    keep &= chance(h, 0.4)
    foot, h = foot[keep], h[keep]
    if not len(foot):
        return
    if sink.level == 0:
        thick = np.array([0.05, 0.05, 0.0])
        sink.boxes(foot - thick, foot + thick + [0.0, 0.0, 2.7], int(Material.STEEL), 90)
    live = chance(hash64(seed, _FIT + 22, h.view(np.int64)), 0.8)
    head = foot + np.array([0.0, 0.0, 2.75])
    half = np.array([0.16, 0.16, 0.09])
    sink.boxes(head - half, head + half,
               np.where(live, int(Material.LAMP_WARM), int(Material.GLASS)), 210)
    sink.lamp((head - np.array([0.0, 0.0, 0.15]))[live], 16.0, [255, 170, 92], 255)


def _passages(
    sink: Sink, seed: int, origin: NDArray[np.int64], ways: Ways, mass: Mass
) -> None:
    """Conduits and cable trays under the ceilings of passages, kerbs in rooms."""
    lo, hi, kind = ways.clear
    sel = (kind == CORRIDOR) | (kind == ROOM)
    if not sel.any():
        return
    a, b, room = lo[sel], hi[sel], kind[sel] == ROOM
    h = _hash(seed, 2, origin, a)
    along_x = (b - a)[:, 0] >= (b - a)[:, 1]
    across = np.where(along_x, 1, 0)
    rows = np.arange(len(a))
    for n, (share, size, drop, material) in enumerate((
        (0.06, 0.22, 0.30, Material.STEEL), (0.16, 0.10, 0.24, Material.HULL),
        (0.86, 0.34, 0.20, Material.RUBBER), (0.94, 0.12, 0.42, Material.STEEL),
    )):
        keep = chance(hash64(seed, _FIT + 20, h.view(np.int64), n), 0.55)
        p, q = a.copy(), b.copy()
        w = (b - a)[rows, across]
        p[rows, across] = a[rows, across] + w * share
        q[rows, across] = p[rows, across] + size
        p[:, 2] = b[:, 2] - drop - np.where(room, 0.4, 0.0)
        q[:, 2] = p[:, 2] + size * 0.6
        keep &= ((b - a)[rows, 1 - across] > 5.0) & _hung(p, q, mass)
        sink.boxes(p[keep], q[keep], int(material), tint_of(h[keep]))
    _frames(sink, seed, origin, a, b, across, room)


def _hung(lo: F64, hi: F64, mass: Mass) -> NDArray[np.bool_]:
    """Whether there is mass right above both ends and the middle of boxes."""
    held = np.ones(len(lo), bool)
    up = np.array([0.4, 0.4, 1.6])
    for share in (0.04, 0.5, 0.96):
        at = lo + (hi - lo) * np.array([share, share, 0.5])
        held &= boxes.touching(at - [0.4, 0.4, 0.0], at + up, *mass)
    return held


def _frames(sink: Sink, seed: int, origin: NDArray[np.int64], lo: F64, hi: F64,
            across: NDArray[np.int64], room: NDArray[np.bool_]) -> None:
    """Ribs every 8 m of the world along a passage, and a lamp on every second of them.

    Ribs are a hand deep: they are seen, not felt.
    """
    rows = np.arange(len(lo))
    along = 1 - across
    base = origin[along].astype(np.float64)
    first = np.ceil((lo[rows, along] + base + 1.0) / 8.0)
    last = np.floor((hi[rows, along] + base - 1.0) / 8.0)
    n = np.maximum(last - first + 1, 0).astype(np.int64)
    n = np.where(room, 0, n)
    c = np.repeat(rows, n)
    if not len(c):
        return
    k = np.arange(len(c)) - np.repeat(np.cumsum(n) - n, n)
    at = (first[c] + k) * 8.0 - base[c]
    m = np.arange(len(c))
    for side in (0, 1):
        p, q = lo[c].copy(), hi[c].copy()
        wall = np.where(side == 0, lo[c, across[c]], hi[c, across[c]])
        p[m, across[c]], q[m, across[c]] = wall - 0.12, wall + 0.12
        p[m, along[c]], q[m, along[c]] = at - 0.45, at + 0.45
        sink.boxes(p, q, int(Material.CONCRETE), 100)
    p, q = lo[c].copy(), hi[c].copy()
    p[m, along[c]], q[m, along[c]] = at - 0.45, at + 0.45
    p[:, 2], q[:, 2] = hi[c, 2] - 0.14, hi[c, 2] + 0.1
    sink.boxes(p, q, int(Material.CONCRETE), 100)
    where = (p + q) * 0.5
    h = _hash(seed, 4, origin, where)
    step = ((first[c] + k).astype(np.int64) & 1) == 0
    lit = step & chance(h, 0.8)
    if not lit.any():
        return
    c, m, at, h = c[lit], np.arange(int(lit.sum())), at[lit], h[lit]
    spot = np.empty((len(c), 3))
    spot[m, along[c]] = at
    spot[m, across[c]] = hi[c, across[c]] - 0.14
    spot[:, 2] = lo[c, 2] + 2.35
    half = np.empty_like(spot)
    half[m, along[c]], half[m, across[c]], half[:, 2] = 0.5, 0.04, 0.05
    dead = chance(hash64(seed, _FIT + 21, h.view(np.int64)), 0.2)
    sink.boxes(spot - half, spot + half, np.where(dead, int(Material.GLASS),
                                                  int(Material.LAMP_COLD)), 210)
    live = ~dead
    glow = spot[live]
    glow[np.arange(len(glow)), across[c][live]] -= 0.15
    sink.lamp(glow, 16.0, [196, 226, 255], 190)


def _lamps(sink: Sink, seed: int, origin: NDArray[np.int64], ways: Ways) -> None:
    pos, kind = ways.lamps
    if not len(pos):
        return
    h = _hash(seed, 3, origin, pos)
    warm = chance(h, 0.34) | (kind == DOOR)
    size = np.where((kind == ROOM)[:, None], [0.5, 0.5, 0.14], [0.34, 0.34, 0.10])
    sink.boxes(pos - size / 2, pos + size / 2,
               np.where(warm, int(Material.LAMP_WARM), int(Material.LAMP_COLD)), 210)
    sink.lamp(pos - [0.0, 0.0, 0.15], 16.0,
              np.where(warm[:, None], [255, 168, 88], [196, 226, 255]),
              np.where(kind == ROOM, 255, 220))
