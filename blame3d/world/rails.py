"""Rails where floors end over a drop, banisters along flights, lamp posts on walkways."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.world import boxes, numerals, sky, spines, stretch, stuff
from blame3d.world.cell import Ways
from blame3d.world.emit import BOX_BATCH, HEX_BATCH, QUARTER, Sink, tint_of
from blame3d.world.hash import again, chance, hash_at
from blame3d.world.materials import Material
from blame3d.world.parts import put
from blame3d.world.spots import F64, Mass, Spots

ASCENT_YAW: Final = np.array([-QUARTER, 0, QUARTER, 2 * QUARTER])
"""Turns what climbs or points towards +y towards +x, +y, -x, -y."""
_SHORT: Final = 6.0
"""Rails of stair landings are no longer than this: they have no kerb."""
_POST: Final = 405
_CLIMB: Final = -10251
"""Pitch that lays a member's axis along a flight: it climbs 4 m in 6."""
_LINES: Final = 64
_WARM_LINES: Final = 34
"""Lots of a stretch, of a hundred, from which on flights have a line of light, and below which that
is warm;"""
_CLOSED: Final = (5, 3)
"""Of so many lots of a stretch those from here on have closed banisters: sheets."""
_SHEET: Final = (0.05, 0.92, 0.52)
"""How thick and how high those are, square to the flight, and metres of their middle over it."""
_FOOT: Final = 0.38
"""Share of a flight at which its storey's number is."""
_LIT: Final = 0.6
"""the share of its flights that has one: so one knows on which one is."""


Rails = tuple[F64, F64, NDArray[np.uint8]]
"""As `cell.Ways.rails`."""


def seen(ways: Ways, mass: Mass) -> Rails:
    """The rails but for those where a floor ends at a wall."""
    lo, hi, kind = ways.rails
    shown = ~walled(lo, hi, kind.astype(np.int64), mass, ways.clear)
    return lo[shown], hi[shown], kind[shown]


def add(sink: Sink, seed: int, origin: NDArray[np.int64], ways: Ways, rails: Rails) -> None:
    """Rails (those that are seen) and banisters: level 0 only, they are thinner than a hand. What
    long rails are made of is the stretch's habit."""
    _banisters(sink, seed, origin, ways)
    lo, hi, side = rails
    if not len(lo):
        return
    lot = stretch.lot(stretch.of(seed, origin, (lo + hi) * 0.5), stretch.RAIL)
    lot = np.where((hi - lo).max(1) > _SHORT, lot, 0)
    _kerbs(sink, lo, hi)
    for first, last, build in ((0, 40, _bars), (40, 56, _parapets), (56, 72, _slats),
                               (72, 86, _sheets), (86, 100, _wires)):
        own = (lot >= first) & (lot < last)
        if own.any():
            build(sink, lo[own], hi[own], side[own].astype(np.int64))


def _kerbs(sink: Sink, lo: F64, hi: F64) -> None:
    long = (hi - lo).max(1) > _SHORT
    kerb = np.array([0.12, 0.12, 0.0])
    a, b = lo[long] - kerb, hi[long] + kerb
    a[:, 2], b[:, 2] = lo[long, 2] - 0.3, lo[long, 2] + 0.14
    sink.boxes(a, b, int(Material.CONCRETE), 70)


def _bars(sink: Sink, lo: F64, hi: F64, side: NDArray[np.int64]) -> None:
    """A hand rail and a knee rail on posts."""
    size = (hi - lo)[:, :2]
    length, along_x = size.max(1), size[:, 0] > size[:, 1]
    yaw = np.where(along_x, -QUARTER, 0)
    middle = (lo + hi) * 0.5
    tint = np.uint8(120)
    stretch = np.stack([np.full(len(lo), 0.06), length, np.full(len(lo), 1.0)], 1)
    at = middle.copy()
    at[:, 2] = lo[:, 2] + 0.5
    put(sink, "rail_bars", at, stretch, yaw, tint, main=int(Material.STEEL))
    _posts(sink, lo, hi)


def _posts(sink: Sink, lo: F64, hi: F64) -> None:
    """A pair of posts every 4 m."""
    size = (hi - lo)[:, :2]
    length = size.max(1)
    yaw = np.where(size[:, 0] > size[:, 1], -QUARTER, 0)
    n = np.maximum(np.ceil(length / 4.0), 1).astype(np.int64)
    rows = np.repeat(np.arange(len(lo)), n)
    k = np.arange(len(rows)) - np.repeat(np.cumsum(n) - n, n)
    at = lo[rows] + (hi - lo)[rows] * ((k + 0.5) / n[rows])[:, None]
    at[:, 2] = lo[rows, 2] + 0.4
    bay = np.stack([np.full(len(rows), 0.07), length[rows] / n[rows], np.full(len(rows), 1.2)], 1)
    put(sink, "rail_posts", at, bay, yaw[rows], 120, main=int(Material.STEEL))


def _slab(sink: Sink, lo: F64, hi: F64, side: NDArray[np.int64], out: tuple[float, float],
          up: tuple[float, float], material: Material) -> None:
    """Boxes along rails, from so far to so far towards the drop."""
    rows, axis, sign = np.arange(len(lo)), side % 2, np.where(side < 2, 1.0, -1.0)
    a, b = lo.copy(), hi.copy()
    near, far = lo[rows, axis] + sign * out[0], lo[rows, axis] + sign * out[1]
    a[rows, axis], b[rows, axis] = np.minimum(near, far), np.maximum(near, far)
    a[:, 2], b[:, 2] = lo[:, 2] + up[0], lo[:, 2] + up[1]
    sink.boxes(a, b, int(material), 110)


def _parapets(sink: Sink, lo: F64, hi: F64, side: NDArray[np.int64]) -> None:
    """A wall of concrete with a coping."""
    _slab(sink, lo, hi, side, (-0.05, 0.2), (-0.3, 0.86), Material.CONCRETE)
    _slab(sink, lo, hi, side, (-0.1, 0.27), (0.86, 0.96), Material.CONCRETE_DAMP)


def _slats(sink: Sink, lo: F64, hi: F64, side: NDArray[np.int64]) -> None:
    """Three broad slats on posts."""
    _posts(sink, lo, hi)
    for up in (0.24, 0.54, 0.84):
        _slab(sink, lo, hi, side, (0.03, 0.08), (up, up + 0.18), Material.STEEL)


def _sheets(sink: Sink, lo: F64, hi: F64, side: NDArray[np.int64]) -> None:
    """Sheets of hull on posts, a gap at their foot."""
    _posts(sink, lo, hi)
    _slab(sink, lo, hi, side, (0.03, 0.08), (0.26, 1.04), Material.HULL)


def _wires(sink: Sink, lo: F64, hi: F64, side: NDArray[np.int64]) -> None:
    """Three wires from post to post."""
    _posts(sink, lo, hi)
    along_x = (side % 2) == 1
    yaw, pitch = np.where(along_x, QUARTER, 0), np.where(along_x, QUARTER, -QUARTER)
    for up in (0.45, 0.72, 0.98):
        at = (lo + hi) * 0.5
        at[:, 2] = lo[:, 2] + up
        length = (hi - lo).max(1)
        size = np.stack([0.035 + 0 * length, 0.035 + 0 * length, length], 1)
        sink.kit(HEX_BATCH, at, size, yaw, pitch, int(Material.RUST), 110)


def walled(lo: F64, hi: F64, side: NDArray[np.int64], mass: Mass,
            clear: tuple[F64, F64, NDArray[np.uint8]]) -> NDArray[np.bool_]:
    """Rails that have a wall right behind them from end to end. side: where the drop is."""
    rows, axis = np.arange(len(lo)), side % 2
    a, b = lo.copy(), hi.copy()
    for p, margin in ((a, 0.1), (b, -0.1)):
        p[rows, axis] += np.where(side < 2, 0.3, -0.3) - 2 * margin
        p[rows, 1 - axis] += margin
    a[:, 2], b[:, 2] = lo[:, 2] + 0.3, lo[:, 2] + 1.0
    walled = ~boxes.touching(a, b, clear[0], clear[1])
    for share in (0.02, 0.25, 0.5, 0.75, 0.98):
        at = a + (b - a) * share
        walled &= boxes.touching(at - 0.05, at + 0.05, *mass)
    return walled


def _banisters(sink: Sink, seed: int, origin: NDArray[np.int64], ways: Ways) -> None:
    """On the side of each flight that is away from the wall between the lanes; along that wall some
    stretches have a line of light."""
    lo, hi, kind = ways.ramps
    spine = (ways.spines[0] + ways.spines[1]) * 0.5
    if not len(lo) or not len(spine):
        return
    rows, d = np.arange(len(lo)), kind.astype(np.int64)
    side = 1 - d % 2
    at = (lo + hi) * 0.5
    nearest = np.abs(at[:, None, :2] - spine[None, :, :2]).sum(2).argmin(1)
    far = at[rows, side] > spine[nearest, side]
    at[rows, side] = np.where(far, hi[rows, side] - 0.04, lo[rows, side] + 0.04)
    rise, run = (hi - lo)[:, 2], (hi - lo)[rows, d % 2]
    slope = np.sqrt(run * run + rise * rise)
    made = stuff.of(seed, origin, at, stuff.BANISTERS)
    closed = stretch.habit(seed, origin, at, stretch.BANISTERS) % _CLOSED[0] >= _CLOSED[1]
    at[:, 2] += _SHEET[2]
    sheet = np.stack([_SHEET[0] + 0 * run, _SHEET[1] + 0 * run, slope], 1)
    # No sheet is of concrete: by a lamp it would be a white shard.
    plate = np.where(made == int(Material.CONCRETE_LIME), int(Material.HULL), made)[closed]
    sink.kit(BOX_BATCH, at[closed], sheet[closed], ASCENT_YAW[d][closed], _CLIMB, plate, 120)
    at[:, 2] = lo[:, 2] + (rise + 1.0) * 0.5
    size = np.stack([np.full(len(lo), 0.06), run, rise + 1.0], 1)
    put(sink, "banister", at[~closed], size[~closed], ASCENT_YAW[d][~closed], 120,
        main=made[~closed])
    bright = stretch.habit(seed, origin, at, stretch.LINE) >= _LINES
    bright &= chance(hash_at(seed, _POST + 30, origin, at), _LIT)
    warm = stretch.lot(stretch.of(seed, origin, at), stretch.COLOUR) < _WARM_LINES
    near = (lo + hi) * 0.5
    near[rows, side] = np.where(far, lo[rows, side] + 0.05, hi[rows, side] - 0.05)
    near[:, 2] += 0.95
    bar = np.stack([0.04 + 0 * run, 0.04 + 0 * run, slope], 1)
    sink.kit(BOX_BATCH, near[bright], bar[bright], ASCENT_YAW[d][bright], _CLIMB,
             np.where(warm, int(Material.LAMP_WARM), int(Material.LAMP_COLD))[bright], 150)
    through = spines.see_through(seed, origin, ways.spines)[nearest]
    _storeys(sink, origin, lo, hi, d, far, through)
    sink.lamp(near[bright], 12.0, np.where(warm[:, None], [255, 170, 92], [196, 226, 255])[bright],
              120)


def _storeys(sink: Sink, origin: NDArray[np.int64], lo: F64, hi: F64, d: NDArray[np.int64],
             far: NDArray[np.bool_], through: NDArray[np.bool_]) -> None:
    """On the wall between the lanes the number of the storey from which each flight lo, hi (N, 3)
    climbs towards d; on a plate where one sees through that (N,)."""
    rows, along = np.arange(len(lo)), d % 2
    at = lo.copy()
    at[rows, 1 - along] = np.where(far, lo[rows, 1 - along], hi[rows, 1 - along])
    run = (hi - lo)[rows, along]
    at[rows, along] = np.where(d < 2, lo[rows, along] + _FOOT * run, hi[rows, along] - _FOOT * run)
    s = Spots(at, 1 - along, np.where(far, 1, -1), hash_at(0, _POST, origin, at))
    up = _FOOT * 4.0 + 1.2  # of all flights
    plate = s[through]
    a, b = plate.box(0.95, up - 0.15, up + 1.0, -0.25, 0.0)
    sink.boxes(a, b, int(Material.HULL), tint_of(plate.hash))
    numerals.paint(sink, s, numerals.storey(origin, s), 2, tall=0.85, up=up)


def lamp_posts(sink: Sink, seed: int, origin: NDArray[np.int64], ways: Ways) -> None:
    """Along rails over the drop a post with a small lamp, three in a row every 16 m of the world
    where they are still there, seldom one alone; a fifth of those are dark, two fifths are warm.
    Their necks reach over the walkway."""
    lo, hi, kind = ways.rails
    if not len(lo):
        return
    rows = np.arange(len(lo))
    along = np.where((hi - lo)[:, 0] > (hi - lo)[:, 1], 0, 1)
    at = np.floor((hi[rows, along] + origin[along]) / 16.0) * 16.0 - origin[along]
    keep = (at > lo[rows, along] + 0.2) & (at < hi[rows, along] - 0.2) & (kind % 2 != along)
    keep &= (hi - lo).max(1) > _SHORT  # landings have lamps of their own
    foot = (lo + hi) * 0.5
    foot[rows, along] = at
    foot[:, 2] = lo[:, 2]
    h = hash_at(seed, _POST, origin, foot)
    group = foot.copy()
    group[rows, along] = np.floor((foot + origin)[rows, along] / 48.0) * 48.0 - origin[along]
    three = hash_at(seed, _POST + 20, origin, group)
    # Stretches without a lamp, and such that have many; all warm, all cold, or as it came.
    here = stretch.of(seed, origin, foot)
    many = np.array([0.0, 1.0, 2.2])[np.searchsorted([28, 84], stretch.lot(here, stretch.LAMPS))]
    few = chance(three, many * (0.2 + 0.15 * sky.need(seed, foot + origin)))
    keep &= few | chance(h, 0.07 * many)
    foot, h, drop = foot[keep], h[keep], kind[keep].astype(np.int64)
    colour = stretch.lot(here[keep], stretch.COLOUR)
    if not len(foot):
        return
    live = chance(again(h, 22), 0.8)
    warm = (colour < 22) | ((colour < 55) & chance(again(h, 23), 0.4))
    shines = np.where(warm, int(Material.LAMP_WARM), int(Material.LAMP_COLD))
    glow = np.where(live, shines, int(Material.GLASS))
    # The part's neck points to -y: turn it away from the drop.
    inward = np.array([[-1.0, 0.0], [0.0, -1.0], [1.0, 0.0], [0.0, 1.0]])[drop]
    head = foot + np.concatenate([inward * 0.52, np.full((len(foot), 1), 2.78)], 1)
    if sink.level:
        half = np.array([0.16, 0.16, 0.09])
        sink.boxes(head - half, head + half, glow, 210)
    else:
        # Its bounds' middle lies between post and head.
        size = sink.library.metres("lamp_pole")
        centre = foot.copy()
        centre[:, :2] += inward * (0.69 - size[1] / 2)
        centre[:, 2] += size[2] / 2
        yaw = ASCENT_YAW[drop]
        put(sink, "lamp_pole", centre, None, yaw, tint_of(h), main=int(Material.STEEL), glow=glow)
    sink.lamp((head - np.array([0.0, 0.0, 0.05]))[live], 16.0,
              np.where(warm[live, None], [255, 170, 92], [196, 226, 255]),
              np.where(warm[live], 255, 165))
