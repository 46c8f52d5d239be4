"""What ways through the air have been used for: floors mended bay by bay, dead tracks, masts with
wires along the rail, racks that hang outside it.

On the floor all is thinner than a hand; what is larger stands beyond the rail, outside the
clearances.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.world import boxes, stretch
from blame3d.world.emit import HEX_BATCH, QUARTER, Sink, tint_of
from blame3d.world.hash import again, below, chance, hash_at, unit
from blame3d.world.materials import Material
from blame3d.world.rails import Rails
from blame3d.world.spots import F64, Mass, Spots, hang

_SALT: Final = 480
_BAY: Final = 8.0
"""Metres of the world between the joints of a floor (see fittings)."""
_FLOORS: Final = (
    (0, 20, 0.13, 0.87, Material.STEEL), (20, 38, 0.34, 0.66, Material.GRATING),
    (38, 52, 0.13, 0.87, Material.CONCRETE_DAMP), (52, 62, 0.13, 0.27, Material.GRATING),
    (62, 70, 0.55, 0.87, Material.HULL),
)  # fmt: skip
"""Lots of a bay in a hundred; from where to where it is covered across the way, and with what."""
_GAUGE: Final = 0.72
_MAST: Final = 16.0
_WIRE: Final = 4.7
"""Metres over the floor."""
_FOOT: Final = (0.0, 0.32, -1.1, -0.2, -0.7, 0.0, Material.CONCRETE)
_POSTS: Final = (
    (
        (0.0, 0.13, -1.1, _WIRE + 0.5, -0.62, -0.38, Material.STEEL),
        (0.0, 0.06, _WIRE + 0.05, _WIRE + 0.2, -0.9, 0.5, Material.STEEL),
        (0.0, 0.05, _WIRE - 0.6, _WIRE - 0.45, -0.5, -0.2, Material.STEEL),
    ),
    (
        *((x, 0.05, -1.1, _WIRE + 0.3, -0.58, -0.46, Material.RUST) for x in (-0.3, 0.3)),
        *((x, 0.03, _WIRE + 0.03, _WIRE + 0.13, -0.9, 0.5, Material.RUST) for x in (-0.3, 0.3)),
        *((0.0, 0.3, z, z + 0.06, -0.55, -0.49, Material.STEEL) for z in (0.5, 1.9, 3.3, 4.2)),
    ),
    (
        (0.0, 0.20, -1.1, 1.7, -0.70, -0.30, Material.CONCRETE),
        (0.0, 0.14, 1.7, _WIRE + 1.0, -0.64, -0.36, Material.CONCRETE),
        (0.0, 0.07, _WIRE + 0.55, _WIRE + 0.75, -0.40, 0.55, Material.STEEL),
        (0.0, 0.03, _WIRE, _WIRE + 0.60, 0.27, 0.33, Material.STEEL),
    ),
)
"""Kinds of masts, each of boxes: where along the rail its middle is and half of what it takes of
it; from and to which height, and out of the rail's line (the way lies above nought); of what."""


def floors(sink: Sink, seed: int, origin: NDArray[np.int64], lo: F64, hi: F64) -> None:
    """Cover the bays of bridges' decks lo, hi (N, 3), each by its lot; tracks on some lines."""
    rows = np.arange(len(lo))
    along = np.where((hi - lo)[:, 0] >= (hi - lo)[:, 1], 0, 1)
    base = origin[along].astype(np.float64)
    first = np.floor((lo[rows, along] + base) / _BAY)
    n = (np.ceil((hi[rows, along] + base) / _BAY) - first).astype(np.int64)
    c = np.repeat(rows, n)
    k = np.arange(len(c)) - np.repeat(np.cumsum(n) - n, n)
    start = (first[c] + k) * _BAY - base[c]
    m, a = np.arange(len(c)), along[c]
    p, q = lo[c].copy(), hi[c].copy()
    p[m, a] = np.maximum(p[m, a], start + 0.3)
    q[m, a] = np.minimum(q[m, a], start + _BAY - 0.04)
    key = p.copy()
    key[m, a] = start
    h = hash_at(seed, _SALT, origin, key)
    wide = (hi - lo)[c, 1 - a]
    fits = (wide > 2.5) & (q[m, a] - p[m, a] > 1.0)
    # Most bays have what is usual on their stretch.
    usual = stretch.lot(stretch.of(seed, origin, (p + q) * 0.5), stretch.FLOOR)
    lot = np.where(chance(again(h, 8), 0.7), usual, below(again(h, 1), 100))
    for low, high, from_, to, material in _FLOORS:
        _lay(sink, p, q, 1 - a, fits & (lot >= low) & (lot < high), from_, to, 0.009, material, h)
    # Mended places: a plate of another age anywhere.
    sel = fits & chance(again(h, 2), 0.3)
    s, e = p[sel], q[sel]
    i, axis = np.arange(len(s)), a[sel]
    room = e[i, axis] - s[i, axis]
    s[i, axis] += room * 0.5 * unit(again(h[sel], 3))
    e[i, axis] = np.minimum(s[i, axis] + 0.8 + 2.2 * unit(again(h[sel], 4)), e[i, axis])
    left = 0.2 + 0.3 * unit(again(h[sel], 5))
    _lay(sink, s, e, 1 - axis, np.ones(len(s), np.bool_), left,
         left + 0.12 + 0.2 * unit(again(h[sel], 6)), 0.016, Material.STEEL, h[sel])
    _tracks(sink, seed, origin, lo, hi, along)


def _lay(sink: Sink, lo: F64, hi: F64, across: NDArray[np.int64], sel: NDArray[np.bool_],
         from_: F64 | float, to: F64 | float, thick: float, material: Material,
         h: NDArray[np.uint64]) -> None:
    """Plates on floors lo, hi, over a share of their width."""
    p, q, c = lo[sel].copy(), hi[sel].copy(), across[sel]
    i = np.arange(len(p))
    left, wide = p[i, c], q[i, c] - p[i, c]
    p[i, c], q[i, c] = left + wide * from_, left + wide * to
    p[:, 2], q[:, 2] = q[:, 2] - 0.05, q[:, 2] + thick
    sink.boxes(p, q, int(material), tint_of(again(h[sel], 7)))


def _tracks(sink: Sink, seed: int, origin: NDArray[np.int64], lo: F64, hi: F64,
            along: NDArray[np.int64]) -> None:
    """Two dead rails and the slot between them, on all of a line or nowhere."""
    rows = np.arange(len(lo))
    wide = (hi - lo)[rows, 1 - along]
    here = stretch.of(seed, origin, (lo + hi) * 0.5)
    laid = (wide >= 4.0) & (stretch.lot(here, stretch.TRACKS) < 30)
    a, b, across = lo[laid], hi[laid], 1 - along[laid]
    i, middle = np.arange(len(a)), (a + b)[np.arange(len(a)), across] * 0.5
    for off, half, high in ((-_GAUGE, 0.04, 0.07), (_GAUGE, 0.04, 0.07), (0.0, 0.16, 0.02)):
        p, q = a.copy(), b.copy()
        p[i, across], q[i, across] = middle + off - half, middle + off + half
        p[:, 2], q[:, 2] = b[:, 2] - 0.05, b[:, 2] + high
        sink.boxes(p, q, int(Material.STEEL if off else Material.GRATING), 150)


def beside(sink: Sink, seed: int, origin: NDArray[np.int64], rails: Rails, s: Spots,
           mass: Mass, clear: Mass) -> None:
    """What stands beyond rails: masts and their wires on some, racks at few of their spots s."""
    lo, hi, side = rails[0], rails[1], rails[2].astype(np.int64)
    rows, along = np.arange(len(lo)), 1 - side % 2
    line = lo.copy()
    line[rows, along] = side - origin[along]
    here = stretch.of(seed, origin, (lo + hi) * 0.5)
    wired = chance(again(hash_at(seed, _SALT + 2, origin, line) ^ here, stretch.WIRES), 0.28)
    wired &= (hi - lo).max(1) > _MAST
    kind = below(again(hash_at(seed, _SALT + 2, origin, line) ^ here, 9), len(_POSTS))
    _masts(sink, origin, lo[wired], hi[wired], side[wired], kind[wired], mass, clear)
    _racks(sink, s[chance(again(s.hash, 21), 0.13)], mass, clear)


def _masts(sink: Sink, origin: NDArray[np.int64], lo: F64, hi: F64, side: NDArray[np.int64],
           kind: NDArray[np.int64], mass: Mass, clear: Mass) -> None:
    """A post outside the rail every 16 m of the world, an arm over the way, insulators; wires
    from each to the next where there is one. kind: of each line's posts."""
    rows, along = np.arange(len(lo)), 1 - side % 2
    base = origin[along].astype(np.float64)
    first = np.ceil((lo[rows, along] + base) / _MAST)
    n = np.maximum(np.floor((hi[rows, along] + base) / _MAST) - first + 1, 0).astype(np.int64)
    c = np.repeat(rows, n)
    k = np.arange(len(c)) - np.repeat(np.cumsum(n) - n, n)
    at = lo[c].copy()
    at[np.arange(len(c)), along[c]] = (first[c] + k) * _MAST - base[c]
    s = Spots(at, side[c] % 2, np.where(side[c] < 2, -1, 1),
              np.zeros(len(c), np.uint64) + np.uint64(7))
    free = _free(s.box(0.5, -1.0, _WIRE + 0.4, -1.0, -0.2), mass, clear)
    _wires(sink, s[np.flatnonzero(free[1:] & free[:-1] & (c[1:] == c[:-1]))])
    s, own = s[free], kind[c[free]]
    for n, post in enumerate(_POSTS):
        for middle, half, z0, z1, n0, n1, material in (*post, _FOOT):
            a, b = s[own == n].box(half, z0, z1, n0, n1, middle)
            sink.boxes(a, b, int(material), 90)


def _wires(sink: Sink, s: Spots) -> None:
    """From these masts to the next ones along x or y."""
    along = 1 - s.axis
    yaw, pitch = np.where(along == 0, QUARTER, 0), np.where(along == 0, QUARTER, -QUARTER)
    for up, out, thick in ((_WIRE, -0.5, 0.06), (_WIRE - 0.5, -0.35, 0.05), (_WIRE, 0.3, 0.04)):
        at = s.point(0.0, up, out)
        at[np.arange(len(s)), along] += _MAST / 2
        size = np.broadcast_to([thick, thick, _MAST], at.shape)
        sink.kit(HEX_BATCH, at, size, yaw, pitch, int(Material.RUBBER), 60)


def _racks(sink: Sink, s: Spots, mass: Mass, clear: Mass) -> None:
    """What the way needed, on brackets outside the rail: cabinets, drums, what turns current,
    vessels, spare lengths of pipe."""
    s = s[_free(s.box(1.6, -1.2, 2.2, -2.2, -0.15), mass, clear)]
    steel, hull = int(Material.STEEL), int(Material.HULL)
    a, b = s.box(1.5, -0.5, -0.3, -1.9, 0.0)
    sink.boxes(a, b, steel, tint_of(s.hash), block=True)
    for end in (-1.3, 1.3):
        a, b = s.box(0.06, -1.15, -0.5, -0.6, 0.0, along=end)
        sink.boxes(a, b, steel, 80)
    kind = below(again(s.hash, 22), 6)
    # Its leaves look to the way.
    hang(sink, "cabinet", s[kind <= 1], up=-0.3, out=-1.5, main=hull)
    _drums(sink, s[kind == 2])
    _transformers(sink, s[kind == 3])
    q = s[kind == 4]
    tall = 1.5 + 0.7 * unit(again(q.hash, 26))
    hang(sink, "tank", q, up=-0.3, along=-0.6, out=-1.6, main=steel,
         size=np.stack([1.2 + 0 * tall, 1.2 + 0 * tall, tall], 1))
    hang(sink, "manifold", q, up=0.2, along=0.75, out=-1.2, main=hull)
    q = s[kind == 5]
    along = 1 - q.axis
    yaw, pitch = np.where(along == 0, QUARTER, 0), np.where(along == 0, QUARTER, -QUARTER)
    for out, up, wide in ((-0.45, -0.08, 0.44), (-0.9, -0.08, 0.44), (-1.35, -0.08, 0.44),
                          (-0.68, 0.3, 0.44), (-1.12, 0.27, 0.3)):
        size = np.broadcast_to((wide, wide, 3.4), (len(q), 3))
        sink.kit(HEX_BATCH, q.point(0.0, up, out), size, yaw, pitch, steel, tint_of(q.hash))


def _drums(sink: Sink, s: Spots) -> None:
    for along, out in ((-0.9, -0.9), (-0.1, -1.0), (0.75, -0.85)):
        some = s[chance(again(s.hash, 24 + int(along * 10) % 7), 0.75)]
        hang(sink, "barrel", some, up=-0.3, along=along, out=out, main=np.where(
            chance(again(some.hash, 25), 0.5), int(Material.STEEL), int(Material.HULL)))


def _transformers(sink: Sink, s: Spots) -> None:
    """With one to three insulators of dark porcelain."""
    hang(sink, "block", s, up=-0.3, along=0.2, out=-1.6, main=int(Material.HULL),
         size=np.broadcast_to((1.7, 1.1, 1.1), (len(s), 3)))
    for n, along in enumerate((0.2, -0.25, 0.65)):
        hang(sink, "insulator", s[below(again(s.hash, 27), 3) >= n], up=0.8, along=along, out=-1.3,
             main=int(Material.RUBBER))
    hang(sink, "junction", s, up=-0.3, along=-1.05, out=-0.6, main=int(Material.STEEL))


def _free(room: Mass, mass: Mass, clear: Mass) -> NDArray[np.bool_]:
    lo, hi = room
    return np.asarray(~(boxes.touching(lo, hi, *mass) | boxes.touching(lo, hi, *clear)), np.bool_)
